"""By when: the days counted as the texts count them, and only where the text held and bound."""

from __future__ import annotations

from datetime import date

import pytest

from app.channels.referral import Referral, Step
from app.channels.terms import Basis
from tests.channels.conftest import Ask


def step(referral: Referral, slug: str) -> Step:
    return next(one for one in referral.steps if one.channel.slug == slug)


def days(found: Step) -> dict[str, date | None]:
    return {one.term.id: one.deadline.last if one.deadline else None for one in found.terms}


def test_a_complaint_and_what_follows_it_day_by_day(ask: Ask) -> None:
    # 2026-11-21 is a Saturday: these days are of the calendar, no last day moves.
    told = ask("stop", "bank-card", "threaten-harm")
    assert days(step(told, "creditor-complaint")) == {
        "decision": date(2026, 12, 6), "complex": date(2026, 12, 21), "longest": date(2027, 1, 20), "check-again": None,
    }  # fmt: skip
    regulator = step(told, "nfra-12378")
    assert regulator.starts == date(2026, 12, 7)
    assert days(regulator) == {"forwarded": date(2026, 12, 16), "decision": date(2026, 12, 31)}
    assert step(told, "nfra-report").starts == date(2027, 1, 1)


def test_the_credit_record_has_twenty_days(ask: Ask) -> None:
    told = ask("answer", "bank-loan", matters=("credit-record",))
    assert days(step(told, "credit-centre-objection")) == {"answered": date(2026, 12, 11)}
    assert step(told, "pbc-credit-complaint").starts == date(2026, 12, 12)


@pytest.mark.parametrize(
    ("happened", "article", "last"), [("2025-12-31", "22", "2026-06-30"), ("2026-01-01", "25", "2026-07-01")]
)
def test_six_months_until_the_police_punish_no_more(ask: Ask, happened: str, article: str, last: str) -> None:
    told = ask("stop", "bank-card", "threaten-harm", on=happened, happened=happened)
    limit = next(one for one in step(told, "police-110").terms if one.term.id == "punish")
    assert limit.deadline is not None and limit.deadline.last == date.fromisoformat(last)
    assert limit.citation is not None and limit.citation.article.number == article


def test_without_the_day_it_happened_the_limit_is_words(ask: Ask) -> None:
    limit = next(one for one in step(ask("stop", "bank-card", "threaten-harm"), "police-110").terms)
    assert limit.term.id == "punish" and limit.deadline is None


def test_a_limit_that_has_passed_is_said_to_have(ask: Ask) -> None:
    told = ask("stop", "bank-card", "threaten-harm", happened="2026-01-02")
    limit = next(one for one in step(told, "police-110").terms if one.term.id == "punish")
    assert limit.deadline is not None and limit.deadline.passed(told.day)


@pytest.mark.parametrize(
    ("slug", "creditor", "day_before", "first_day"),
    [
        ("creditor-complaint", "bank-card", "2020-02-29", "2020-03-01"),
        ("nfra-report", "bank-card", "2020-02-29", "2020-03-01"),
        ("local-finance-bureau", "micro-lender", "2022-04-30", "2022-05-01"),
    ],
)
def test_a_term_begins_with_its_text(ask: Ask, slug: str, creditor: str, day_before: str, first_day: str) -> None:
    def legal(day: str) -> list[str]:
        found = step(ask("stop", creditor, "threaten-harm", on=day), slug)
        return [
            one.term.id for one in found.terms if one.term.basis is Basis.LEGAL and one.term.id != "reconsideration"
        ]

    assert legal(day_before) == []
    assert legal(first_day) != []


def test_a_term_binds_only_whom_its_text_binds(ask: Ask) -> None:
    for creditor in ("micro-lender", "platform", "asset-manager"):
        found = step(ask("answer", creditor, "disclose-to-third-party"), "creditor-complaint")
        assert [(one.term.id, one.term.basis) for one in found.terms] == [("patience", Basis.ADVICE)]
        assert found.laws == ()
    # The borrower does not know the lender: no text that binds only some.
    unknown = ask("answer", "unknown", "report-credit-without-notice")
    cited = [one.citation for each in unknown.steps for one in each.terms if one.citation]
    assert cited and all(one.version.binds is None for one in cited)


def test_what_others_repeat_is_no_law(ask: Ask) -> None:
    found = step(ask("supervisor", "micro-lender", "disclose-to-third-party"), "nifa-report")
    assert [(one.term.basis, one.citation) for one in found.terms] == [(Basis.REPRINT, None)]


def test_a_day_in_a_year_without_known_holidays_is_marked(ask: Ask) -> None:
    found = step(ask("stop", "bank-card", "night-contact", on="2035-03-01"), "nfra-12378")
    assert any(one.deadline and not one.deadline.certain for one in found.terms)


def test_the_last_day_we_speak_of_can_be_asked_for(ask: Ask) -> None:
    for want in ("stop", "answer", "supervisor", "danger"):
        assert ask(want, "bank-card", "threaten-harm", on="2100-12-31", happened="2100-12-31").steps
        assert ask(want, "bank-card", "threaten-harm", on="1949-10-01", happened="1949-10-01").steps
