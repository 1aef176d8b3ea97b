"""Whom to turn to: never nobody, never the wrong one, and what excludes each other is said to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
import yaml

from app.catalogue import Catalogue
from app.channels.question import Finder
from app.channels.ranking import refer
from app.channels.referral import AskedAct, Referral
from app.channels.wants import Stage
from app.domain.case import CreditorKind
from tests.channels.conftest import DAY, Ask
from tests.shared import SHARED, needs_shared

LENDERS = (*CreditorKind, None)
FINANCIAL = {
    "nfra-12378", "nfra-platform", "nfra-report", "local-finance-bureau", "nifa-report", "cba-member", "mediation-org",
    "creditor-complaint",
}  # fmt: skip
# What is not about a lender at all, so that no table of lenders names it.
NEUTRAL = {"crisis-12356", "samr-12315", "miit-12300", "police-supervision-12389", "procuratorate-12309", "heimao"}


@pytest.fixture(scope="module")
def sweep(catalogue: Catalogue, finder: Finder) -> list[Referral]:
    """Every lender × act × want × day on which a law begins. Days on which the act and the terms stand alike count once."""
    return list(swept(catalogue, finder))


def swept(catalogue: Catalogue, finder: Finder) -> Iterator[Referral]:
    book, wants = finder.book, finder.book.wants.file.wants
    days = [*catalogue.law.boundaries, DAY]

    @cache
    def laws_of(day: date, creditor: CreditorKind | None) -> str:
        told = refer(book, creditor, [], book.wants.by_id["danger"], day, book.wants.file.matters)
        return repr([(step.channel.slug, [one.named for one in step.laws]) for step in told.steps])

    for creditor in LENDERS:
        for slug in finder.names:
            seen = set()
            for day in days:
                act = finder.act(slug, creditor, day)
                key = (standing(act), laws_of(day, creditor))
                if key in seen:
                    continue
                seen.add(key)
                for want in wants:
                    yield refer(book, creditor, [act], want, day)


def standing(act: AskedAct) -> object:
    found = act.finding
    return found and (found.verdict, found.channels, tuple(one.citation.url for one in found.grounds))


def test_the_sweep_is_wide(sweep: list[Referral], finder: Finder) -> None:
    assert len(finder.names) == 76
    assert {(one.creditor, one.want.id, one.acts[0].slug) for one in sweep} == {
        (creditor, want.id, slug)
        for creditor in LENDERS
        for want in finder.book.wants.file.wants
        for slug in finder.names
    }
    assert len(sweep) > 5_000


def test_nobody_is_left_without_someone_to_turn_to(sweep: list[Referral]) -> None:
    for one in sweep:
        assert one.steps, (one.creditor, one.acts[0].slug, one.want.id, one.day)
        assert "legal-aid-12348" in one.slugs
        assert len(set(one.slugs)) == len(one.slugs)
        assert set(one.slugs).isdisjoint(away.channel.slug for away in one.elsewhere)
        assert len(one.slugs) + len(one.elsewhere) == 27


def test_everything_is_said_of_every_step(sweep: list[Referral]) -> None:
    for one in sweep:
        for step in one.steps:
            file = step.channel.file
            assert step.why and step.because and file.can and file.cannot and file.cost and file.required
            assert file.write
            assert step.terms or file.time_limits
            assert all(following.then for following in step.silence)
        assert all(away.why for away in one.elsewhere)


@needs_shared
def test_no_channel_is_competent_beyond_the_fact_base(sweep: list[Referral]) -> None:
    meta = yaml.safe_load((SHARED / "law" / "conduct-rules.yaml").read_text(encoding="utf-8"))["meta"]["channel_filter"]
    everyone = set(meta["always_available"]) | NEUTRAL
    for one in sweep:
        allowed = everyone | (set(meta[one.creditor]) if one.creditor else {"12345"})
        assert set(one.slugs) <= allowed, (one.creditor, one.acts[0].slug, set(one.slugs) - allowed)


@needs_shared
def test_what_the_fact_base_sends_a_behaviour_to_is_on_its_list(ask: Ask, finder: Finder) -> None:
    table = yaml.safe_load((SHARED / "law" / "conduct-rules.yaml").read_text(encoding="utf-8"))
    allowed = table["meta"]["channel_filter"]
    for row in table["conducts"]:
        for creditor in set(CreditorKind) - {CreditorKind.PRIVATE_LENDER} - set(row.get("not_applicable_to", [])):
            wanted = {*allowed[creditor], *allowed["always_available"]} & set(row["complain_to"])
            for want in finder.book.wants.by_id:
                assert wanted <= set(ask(want, creditor, row["id"]).slugs), (row["id"], creditor, want)


def test_a_private_lender_is_never_taken_to_a_financial_authority(sweep: list[Referral], ask: Ask) -> None:
    private = [one for one in sweep if one.creditor is CreditorKind.PRIVATE_LENDER]
    assert private
    for one in private:
        assert FINANCIAL.isdisjoint(one.slugs), (one.acts[0].slug, one.slugs)
    every = ask("supervisor", "private-lender", matters=("fees", "instalment", "credit-record", "other"))
    assert FINANCIAL.isdisjoint(every.slugs)
    assert any("个人出借没有监管部门" in sentence for sentence, _ in every.notes)


def test_an_unknown_lender_is_taken_only_to_what_serves_all(sweep: list[Referral]) -> None:
    for one in sweep:
        if one.creditor is None:
            assert FINANCIAL.isdisjoint(one.slugs)
            assert "12345" in one.slugs


def test_danger_begins_with_the_police(sweep: list[Referral], ask: Ask) -> None:
    for one in sweep:
        if one.want.id == "danger":
            assert one.slugs[0] == "police-110"
            assert {step.channel.slug for step in one.at(Stage.NOW)} <= {"police-110", "anti-fraud-96110"}
    told = ask("danger", "unknown", "threaten-harm", matters=("despair", "fees", "instalment"))
    assert told.slugs[:2] == ("police-110", "crisis-12356")
    assert {step.channel.slug for step in told.at(Stage.NOW)} == {"police-110", "crisis-12356"}
    assert ask("danger", "bank-card").slugs[0] == "police-110"


@pytest.mark.parametrize("want", ["stop", "answer", "supervisor"])
def test_who_cannot_go_on_is_helped_before_any_debt(ask: Ask, want: str) -> None:
    told = ask(want, "consumer-finance", matters=("despair", "fees", "instalment"))
    assert told.slugs[:2] == ("crisis-12356", "police-110")
    assert set(ask(want, "bank-card", "threaten-harm", matters=("despair",)).slugs[:2]) == {
        "crisis-12356",
        "police-110",
    }


def test_what_excludes_each_other_is_said_wherever_both_stand(sweep: list[Referral], ask: Ask, finder: Finder) -> None:
    pairs = [frozenset(pair.channels) for pair in finder.book.map.file.not_together]
    assert len(pairs) >= 10
    met = set()
    ticked = [
        ask(want, lender or "unknown", *finder.names, matters=tuple(finder.book.wants.matters))
        for want in finder.book.wants.by_id
        for lender in LENDERS
    ]
    for one in (*sweep, *ticked):
        standing_together = {pair for pair in pairs if pair <= set(one.slugs)}
        met |= standing_together
        assert {frozenset(apart.pair.channels) for apart in one.apart} == standing_together
        for step in one.steps:
            others = {slug for pair in standing_together if step.channel.slug in pair for slug in pair}
            assert {other.slug for other in step.apart} == others - {step.channel.slug}
            if step.stage is Stage.INSTEAD:
                assert step.apart
    assert met == set(pairs)


def test_two_that_exclude_each_other_are_never_both_to_be_done_now(sweep: list[Referral]) -> None:
    for one in sweep:
        first = {step.channel.slug for step in one.steps if step.stage in (Stage.NOW, Stage.BESIDE)}
        assert not any(first.issuperset(apart.pair.channels) for apart in one.apart), (one.creditor, one.acts[0].slug)


def test_for_another_matter_the_other_may_be_told_too(ask: Ask) -> None:
    one = {
        step.channel.slug: step for step in ask("answer", "bank-card", matters=("credit-record", "instalment")).steps
    }
    assert one["pbc-12363"].stage is Stage.LATER and one["nfra-platform"].stage is Stage.LATER
    # That the same matter must not go to both is said all the same.
    assert "nfra-platform" in {other.slug for other in one["pbc-12363"].apart}


def test_instead_of_another_begins_when_that_one_would(sweep: list[Referral]) -> None:
    met = 0
    for one in sweep:
        starts = {step.channel.slug: step.starts for step in one.steps}
        for step in one.at(Stage.INSTEAD):
            met += 1
            assert step.starts in {starts[other.slug] for other in step.apart}
    assert met > 100


def test_every_channel_answers_some_question(sweep: list[Referral], ask: Ask, finder: Finder) -> None:
    met = {slug for one in sweep for slug in one.slugs}
    for matter in finder.book.wants.matters:
        met |= set(ask("answer", "bank-card", matters=(matter,)).slugs)
    assert met == set(finder.book.channels.by_slug)
    assert len(met) == 27


def test_what_waits_begins_after_the_last_day_to_wait_for(sweep: list[Referral]) -> None:
    for one in sweep:
        starts = {step.channel.slug: step.starts for step in one.steps}
        order = {slug: place for place, slug in enumerate(one.slugs)}
        assert all(day is None or day >= one.day for day in starts.values())
        for step in one.steps:
            for following in step.silence:
                if following.wait and following.wait.deadline:
                    for channel in (*following.then, *following.also):
                        later = order[channel.slug] > order[step.channel.slug]
                        held = one.steps[order[channel.slug]].stage is Stage.LATER
                        if later and held:
                            begins = starts[channel.slug]
                            assert begins is not None and begins > following.wait.deadline.last


def test_silence_leads_only_to_what_is_on_the_list(sweep: list[Referral]) -> None:
    for one in sweep:
        for step in one.steps:
            for following in step.silence:
                led = {channel.slug for channel in (*following.then, *following.also)}
                assert following.then and led <= set(one.slugs) - {step.channel.slug}


def test_same_question_same_answer(ask: Ask) -> None:
    first, again = (ask("stop", "platform", "disclose-to-third-party", matters=("fees",)) for _ in range(2))
    assert first.steps == again.steps and first.elsewhere == again.elsewhere


def test_the_order_of_what_was_ticked_changes_nothing(ask: Ask) -> None:
    one = ask("answer", "bank-loan", "night-contact", "insult-abuse", "disclose-to-third-party")
    other = ask("answer", "bank-loan", "disclose-to-third-party", "night-contact", "insult-abuse")
    assert one.slugs == other.slugs


@pytest.mark.parametrize(
    ("want", "creditor", "conduct", "first", "then", "never"),
    [
        ("stop", "bank-card", "night-contact", "creditor-complaint", "nfra-12378", "local-finance-bureau"),
        ("stop", "bank-card", "threaten-harm", "police-110", "creditor-complaint", "local-finance-bureau"),
        ("answer", "consumer-finance", "refuse-complaint", "nfra-12378", "creditor-complaint", "local-finance-bureau"),
        ("supervisor", "consumer-finance", "threaten-family-schooling", "nfra-report", "creditor-complaint", "cba-member"),
        ("supervisor", "micro-lender", "disclose-to-third-party", "local-finance-bureau", "creditor-complaint", "nfra-12378"),
        ("supervisor", "platform", "collect-from-third-party", "local-finance-bureau", "nfra-12378", "nfra-report"),
        ("stop", "private-lender", "threaten-harm", "police-110", "legal-aid-12348", "creditor-complaint"),
        ("answer", "private-lender", "night-contact", "legal-aid-12348", "court-12368", "police-110"),
        ("stop", "bank-card", "public-exposure-online", "cac-12377", "creditor-complaint", "report-12321"),
        ("stop", "unknown", "night-contact", "12345", "legal-aid-12348", "creditor-complaint"),
        ("answer", "insurer", "exaggerate-amount", "creditor-complaint", "nfra-12378", "nifa-report"),
        ("stop", "asset-manager", "fake-court-documents", "police-110", "court-12368", "nfra-platform"),
    ],
)  # fmt: skip
def test_each_lender_goes_its_own_way(
    ask: Ask, want: str, creditor: str, conduct: str, first: str, then: str, never: str
) -> None:
    told = ask(want, creditor, conduct)
    assert told.slugs[0] == first
    assert told.slugs.index(then) > 0
    assert never not in told.slugs
    assert never in {away.channel.slug for away in told.elsewhere}


def test_the_law_of_the_day_decides(ask: Ask) -> None:
    # The guide of the banks' association binds from 2026-01-30 on.
    assert "cba-member" not in ask("stop", "bank-card", "night-contact", on="2026-01-29").slugs
    assert "cba-member" in ask("stop", "bank-card", "night-contact", on="2026-01-30").slugs
    # Following someone is for the police from 2026-01-01 on: before, there was nothing they could punish.
    before, after = (
        ask("stop", "bank-card", "stalking-blocking", happened=day) for day in ("2025-12-31", "2026-01-01")
    )
    assert "procuratorate-12309" not in before.slugs
    assert "procuratorate-12309" in after.slugs


def test_a_report_needs_a_breach_of_what_the_regulator_wrote(ask: Ask) -> None:
    assert "nfra-report" not in ask("supervisor", "bank-card", "night-contact").slugs
    assert "nfra-report" in ask("supervisor", "bank-card", "impersonate-police-court").slugs


def test_a_lawful_act_is_said_to_be_lawful(ask: Ask) -> None:
    told = ask("stop", "bank-card", "visit-lawful")
    assert any(
        "本身不违规" in sentence and [act.slug for act in acts] == ["visit-lawful"] for sentence, acts in told.notes
    )
    assert "police-110" not in told.slugs and "nfra-report" not in told.slugs


def test_what_a_lender_cannot_do_is_left_out_and_said(ask: Ask) -> None:
    told = ask("answer", "micro-lender", "card-compounding-fees")
    assert told.slugs == ("legal-aid-12348",)
    assert any("没有这几件事" in sentence for sentence, _ in told.notes)


def test_letters_serve_the_lender_and_accuse_only_of_an_act(ask: Ask) -> None:
    letters = {step.channel.slug: step.letters for step in ask("stop", "bank-card", "threaten-harm").steps}
    assert letters["police-110"] == ("police-report",)
    assert letters["creditor-complaint"] == ("complaint-lender",)
    assert letters["nfra-12378"] == ("complaint-nfra",)
    platform = {step.channel.slug: step.letters for step in ask("stop", "platform", "threaten-harm").steps}
    assert platform["nfra-12378"] == ()
    assert not any(step.letters for step in ask("answer", "bank-card", matters=("fees", "instalment")).steps)


def test_the_letter_to_the_other_side_needs_no_authority(ask: Ask) -> None:
    for creditor in ("bank-card", "private-lender", "unknown"):
        assert ask("stop", creditor, "collect-from-third-party").letters == ("stop-unlawful-collection",)
    assert ask("stop", "bank-card", "visit-lawful").letters == ()
    assert ask("answer", "bank-card", "collect-from-third-party").letters == ()
    assert ask("answer", "bank-card", matters=("court-paper",)).letters == ("payment-order-objection",)


def test_who_stands_at_the_door_is_for_the_police_whatever_the_law_of_the_day(ask: Ask) -> None:
    # Before 2026 following someone had no article of its own, so nothing can be cited; one calls the police all the same.
    for creditor in ("private-lender", "bank-card", "unknown"):
        told = ask("stop", creditor, "stalking-blocking", happened="2025-12-20")
        assert told.slugs[0] == "police-110"
        assert all(one.term.id != "punish" for one in told.steps[0].terms)
        assert [one.slug for one in told.steps[0].silence[0].then] == ["police-supervision-12389"]


def test_what_must_fail_first_has_no_day_yet(ask: Ask) -> None:
    told = {step.channel.slug: step for step in ask("stop", "bank-card", "threaten-harm", "switching-numbers").steps}
    assert told["police-supervision-12389"].starts is None
    assert told["miit-12300"].starts is None
    assert [one.deadline for one in told["miit-12300"].terms] == [None]
    carrier = ask("answer", "bank-card", matters=("carrier",)).steps[0]
    assert carrier.channel.slug == "miit-12300" and carrier.starts == DAY


def test_who_complained_already_need_not_do_it_again_first(ask: Ask) -> None:
    for creditor, supervisor in (("bank-loan", "nfra-12378"), ("micro-lender", "local-finance-bureau")):
        told = ask("answer", creditor, "refuse-complaint")
        stages = {step.channel.slug: step.stage for step in told.steps}
        assert told.slugs[0] == supervisor and stages[supervisor] is Stage.NOW
        assert stages["creditor-complaint"] is Stage.BESIDE


def test_regulators_are_no_judges_of_a_rate(ask: Ask) -> None:
    told = ask("answer", "bank-card", matters=("instalment",))
    assert "nfra-12378" not in told.slugs and "mediation-org" in told.slugs
    assert any("监管部门不能命令" in sentence for sentence, _ in told.notes)


def test_the_core_asks_nothing_of_the_day_but_what_it_is_told(finder: Finder) -> None:
    want = finder.book.wants.by_id["stop"]
    act = finder.act("threaten-harm", CreditorKind.BANK_CARD, DAY)
    assert act.finding is not None
    early = refer(finder.book, CreditorKind.BANK_CARD, [act], want, date(2019, 12, 31))
    lender = next(step for step in early.steps if step.channel.slug == "creditor-complaint")
    assert lender.terms == () and lender.laws == ()
    assert lender.silence[0].wait is None
    none = refer(finder.book, CreditorKind.BANK_CARD, [replace(act, finding=None)], want, DAY)
    assert none.slugs == ("legal-aid-12348",)
