"""What nobody said: asked where an answer would change the result, and never guessed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalogue import Catalogue
from app.conduct.answering import contact_told, debt_told
from app.conduct.assess import assess
from app.conduct.questions import CHOICES
from app.domain.case import CreditorKind, Debt, DebtFact
from app.domain.contact import Contact, ContactFact, Reached
from app.domain.finding import Assessment, Finding, Missing, Verdict

FEW = settings(max_examples=40, deadline=None)


def contact(at: str, **facts: object) -> Contact:
    return Contact.model_validate({"at": at, "number": "02100000004", **facts})


def debt(kind: str | None = "bank-card", **facts: object) -> Debt:
    return Debt.model_validate({"creditor": {"kind": kind}, **facts})


def judge(catalogue: Catalogue, who: Debt, *contacts: Contact) -> Assessment:
    return assess(catalogue.conducts, contacts, who, catalogue.law)


def asked(said: Assessment, fact: str, conduct: str = "", unsure: bool = False) -> list[Missing]:
    return [
        one
        for one in said.not_judged
        if one.answers and one.fact == fact and conduct in ("", one.conduct) and one.unsure is unsure
    ]


def one_asked(said: Assessment, fact: str, conduct: str, unsure: bool = False) -> Missing:
    (found,) = asked(said, fact, conduct, unsure)
    return found


def outcomes(missing: Missing) -> dict[str, Verdict | None]:
    return {answer.value: answer.verdict for answer in missing.answers}


def dials(count: int, day: str = "2026-09-07", **facts: object) -> list[Contact]:
    return [contact(f"{day}T{8 + place:02d}:30:00", **facts) for place in range(count)]


# ---- The lender


@pytest.mark.parametrize("written", [{}, {"kind": None}, {"kind": "unknown"}])
def test_a_lender_nobody_knows_may_be_written_three_ways(written: dict[str, Any]) -> None:
    assert Debt.model_validate({"creditor": written}).creditor.kinds == tuple(CreditorKind)


def test_of_an_unknown_lender_only_what_holds_of_every_kind_is_said(catalogue: Catalogue) -> None:
    """Every act ticked, on every day a law changed and the day before: never stronger than for any kind it may be."""
    acts = [conduct.slug for conduct in catalogue.conducts.conducts]
    days = {day for boundary in catalogue.law.boundaries for day in (boundary, boundary - timedelta(days=1))}
    compared = 0
    for day in sorted(days)[-40:]:
        ticked = contact(f"{day}T12:00:00", acts=acts)
        unknown = judge(catalogue, debt(None), ticked)
        known = [judge(catalogue, debt(kind), ticked) for kind in CreditorKind]
        for finding in (*unknown.findings, *unknown.lawful):
            for said in known:
                weaker_than(finding, said)
                compared += 1
    assert compared > 10_000


def weaker_than(finding: Finding, said: Assessment) -> None:
    other = said.find(finding.conduct)
    assert other is not None, finding.conduct
    assert finding.verdict.order >= other.verdict.order
    assert (finding.verdict is Verdict.LAWFUL) is (other.verdict is Verdict.LAWFUL)
    there = {
        (ground.citation.version.base, ground.citation.article.number): ground.contacts for ground in other.grounds
    }
    for ground in finding.grounds:
        assert set(ground.contacts) <= set(there[ground.citation.version.base, ground.citation.article.number])
    assert set(finding.channels) <= set(other.channels)
    assert set(finding.letters) <= set(other.letters)


def test_whoever_lent_there_is_somewhere_to_go(catalogue: Catalogue) -> None:
    for conduct in catalogue.conducts.conducts:
        found = judge(catalogue, debt(None), contact("2026-09-07T12:00:00", acts=[conduct.slug])).find(conduct.slug)
        assert found is None or found.verdict is Verdict.LAWFUL or found.channels, conduct.slug


def test_what_is_a_crime_whoever_lent_stays_one(catalogue: Catalogue) -> None:
    said = judge(catalogue, debt(None), contact("2026-09-07T12:00:00", acts=["break-in-home"]))
    found = said.find("break-in-home")
    assert found and found.verdict is Verdict.CRIME and found.grounds


def test_an_unknown_lender_is_asked_with_what_each_kind_would_make_of_it(catalogue: Catalogue) -> None:
    said = judge(catalogue, debt(None), contact("2026-09-07T23:00:00", answered=True))
    found, question = said.find("night-contact"), one_asked(said, "creditor", "night-contact")
    assert found and found.verdict is Verdict.DISPUTED and found.note
    assert outcomes(question)["bank-card"] is Verdict.STANDARD
    assert outcomes(question)["private-lender"] is Verdict.DISPUTED
    assert "如果出借方是银行信用卡、" in question.condition
    assert question in found.conditions
    assert said.not_judged[0] is question


def test_lawful_for_one_lender_and_a_breach_for_another_is_neither(catalogue: Catalogue) -> None:
    said = judge(catalogue, debt(None), contact("2026-09-07T12:00:00", acts=["no-notice-outsourcing"]))
    assert said.find("no-notice-outsourcing") is None
    found = outcomes(one_asked(said, "creditor", "no-notice-outsourcing"))
    assert (found["bank-card"], found["private-lender"]) == (Verdict.SUPERVISORY, Verdict.LAWFUL)


def test_a_kind_that_cannot_show_the_conduct_is_told_and_not_asked(catalogue: Catalogue) -> None:
    said = judge(catalogue, debt("private-lender"), contact("2026-09-07T12:00:00", acts=["debit-account"]))
    (told,) = [one for one in said.not_judged if one.conduct == "debit-account"]
    assert told.answers == () and told.fact == "creditor" and told.condition == told.question


# ---- Whether it was answered


def test_dials_are_asked_about_from_the_seventh_on_and_only_those_of_that_day(catalogue: Catalogue) -> None:
    others = dials(3, "2026-09-08")
    assert not asked(judge(catalogue, debt(), *dials(6), *others), "answered", "repeated-dial-unanswered")
    question = one_asked(judge(catalogue, debt(), *dials(7), *others), "answered", "repeated-dial-unanswered")
    assert question.contacts == tuple(range(7))
    assert outcomes(question) == {"yes": None, "no": Verdict.STANDARD}
    assert question.condition == "这些电话，你接了吗？如果没接：标准或行业规则不允许；如果接了：不算这一条。"


def test_known_dials_count_and_are_not_asked_again(catalogue: Catalogue) -> None:
    said = judge(catalogue, debt(), *dials(5, answered=False), *dials(2, answered=None))
    assert one_asked(said, "answered", "repeated-dial-unanswered").contacts == (5, 6)


def test_calls_that_may_have_been_too_many_are_not_called_lawful(catalogue: Catalogue) -> None:
    said = judge(catalogue, debt(), *dials(7), contact("2026-09-08T10:00:00", answered=True))
    lawful = said.find("call-daytime-to-debtor")
    assert lawful and lawful.contacts == (7,)


def test_the_two_frequency_rules_are_asked_apart(catalogue: Catalogue) -> None:
    said = judge(catalogue, debt("bank-loan", online=True), *dials(7))
    assert outcomes(one_asked(said, "answered", "too-many-calls-connected")) == {"yes": Verdict.STANDARD, "no": None}
    assert outcomes(one_asked(said, "answered", "repeated-dial-unanswered")) == {"yes": None, "no": Verdict.STANDARD}


def test_before_the_guide_nothing_hangs_on_unanswered_dials(catalogue: Catalogue) -> None:
    assert not asked(judge(catalogue, debt(), *dials(7, "2025-01-29")), "answered")
    assert not asked(judge(catalogue, debt(), *dials(7, "2026-01-29")), "answered", "repeated-dial-unanswered")
    assert asked(judge(catalogue, debt(), *dials(7, "2026-01-30")), "answered", "repeated-dial-unanswered")


# ---- Who was reached, and what they have to do with the debt


def test_who_was_reached_is_asked_where_it_is_unknown(catalogue: Catalogue) -> None:
    said = judge(catalogue, debt(reachable=True), contact("2026-09-07T10:00:00", answered=True, reached="unknown"))
    found = outcomes(one_asked(said, "reached", "contact-when-reachable"))
    assert (found["me"], found["colleague"]) == (None, Verdict.SUPERVISORY)
    assert said.findings == said.lawful == ()


def test_a_guarantor_may_be_asked_to_pay(catalogue: Catalogue) -> None:
    pressed = contact("2026-09-07T10:00:00", reached="family", acts=["collect-from-third-party"])
    said = judge(catalogue, debt(), pressed)
    assert said.find("collect-from-third-party")
    found = outcomes(one_asked(said, "third_party_role", "collect-from-third-party"))
    assert (found["unrelated"], found["guarantor"]) == (Verdict.SUPERVISORY, None)
    unsure = judge(catalogue, debt(), pressed.model_copy(update={"unsure": ("third_party_role",)}))
    assert unsure.find("collect-from-third-party") is None
    assert one_asked(unsure, "third_party_role", "collect-from-third-party", unsure=True).contacts == (0,)
    told = judge(catalogue, debt(), contact_told(pressed, ContactFact.THIRD_PARTY_ROLE, "unrelated"))
    assert told.find("collect-from-third-party") and not asked(told, "third_party_role")


def test_who_can_be_reached_is_asked_for_the_days_others_were_called(catalogue: Catalogue) -> None:
    family = contact("2026-09-07T10:00:00", reached="family", answered=True)
    question = one_asked(judge(catalogue, debt(), family), "reachable", "contact-when-reachable")
    assert question.contacts == (0,) and outcomes(question) == {"yes": Verdict.SUPERVISORY, "no": None}
    answered_before = contact("2026-09-06T10:00:00", answered=True)
    assert not asked(judge(catalogue, debt(), answered_before, family), "reachable")


# ---- Hours, visits, and facts of the debt


def test_consent_is_asked_and_without_knowledge_nothing_is_found(catalogue: Catalogue) -> None:
    night = contact("2026-09-07T23:00:00", answered=True)
    said = judge(catalogue, debt(), night)
    assert said.find("night-contact")
    assert outcomes(one_asked(said, "consent_to_hours", "night-contact")) == {"yes": None, "no": Verdict.STANDARD}
    assert outcomes(one_asked(said, "agreed_hours", "night-contact")) == {"no": Verdict.STANDARD, "agreed": None}
    unsure = judge(catalogue, debt(), night.model_copy(update={"unsure": ("consent_to_hours",)}))
    assert unsure.findings == unsure.lawful == ()
    assert one_asked(unsure, "consent_to_hours", "night-contact", unsure=True)
    refused = contact_told(night, ContactFact.CONSENT_TO_HOURS, "no")
    known = judge(catalogue, debt(no_agreed_hours=True), refused)
    assert known.find("night-contact") and known.not_judged == ()


def test_the_number_of_visitors(catalogue: Catalogue) -> None:
    said = judge(catalogue, debt(), contact("2026-09-07T10:00:00", means="visit"))
    found = outcomes(one_asked(said, "visitors", "visit-too-many-people"))
    assert found == {"1": Verdict.STANDARD, "2": None, "3": None, "4..": Verdict.STANDARD}


def test_one_visitor_is_too_few_only_for_a_lender_whom_the_figure_binds(catalogue: Catalogue) -> None:
    alone = contact("2026-09-07T10:00:00", means="visit", visitors=1)
    for kind in CreditorKind:
        held = judge(catalogue, debt(kind), alone).find("visit-too-many-people")
        assert bool(held) is (kind in (CreditorKind.BANK_CARD, CreditorKind.BANK_LOAN)), kind
    unknown = judge(catalogue, debt(None), alone)
    assert unknown.find("visit-too-many-people") is None
    found = outcomes(one_asked(unknown, "creditor", "visit-too-many-people"))
    assert (found["bank-card"], found["private-lender"]) == (Verdict.STANDARD, None)
    assert judge(catalogue, debt(None, unsure=["creditor"]), alone).find("visit-too-many-people") is None


def test_an_agreement_that_may_not_be_kept(catalogue: Catalogue) -> None:
    call = contact("2026-09-07T10:00:00", answered=True)
    said = judge(catalogue, debt(agreement_signed_on="2026-08-01"), call)
    assert said.find("collect-after-agreement")
    assert outcomes(one_asked(said, "agreement_kept", "collect-after-agreement"))["no"] is None
    unsure = judge(catalogue, debt(agreement_signed_on="2026-08-01", unsure=["agreement_kept"]), call)
    assert unsure.findings == unsure.lawful == ()


@pytest.mark.parametrize(
    ("act", "fact", "known", "none"),
    [
        ("no-notice-outsourcing", "notice_received", True, "yes"),
        ("no-notice-outsourcing", "collector", "creditor", "creditor"),
        ("report-credit-without-notice", "notice_received", True, "yes"),
        ("agency-not-on-published-list", "on_list", True, "yes"),
        ("debt-sold-no-notice", "assignment_notice", True, "yes"),
        ("penalty-after-180-days", "overdue_days", 180, "..180"),
    ],
)
def test_what_would_contradict_a_ticked_act_is_asked(
    catalogue: Catalogue, act: str, fact: str, known: object, none: str
) -> None:
    ticked = contact("2026-09-07T10:00:00", acts=[act])
    said = judge(catalogue, debt(), ticked)
    found = said.find(act)
    question = one_asked(said, fact, act)
    assert found and outcomes(question)[none] is None and found.verdict in outcomes(question).values()
    unsure = judge(catalogue, debt(unsure=[fact]), ticked)
    assert unsure.find(act) is None and one_asked(unsure, fact, act, unsure=True)
    facts: dict[str, Any] = {fact: {"kind": known} if fact == "collector" else known}
    contradicted = judge(catalogue, debt(**facts), ticked)
    assert contradicted.find(act) is None and not asked(contradicted, fact, act)


def test_a_contract_is_asked_for_its_day_in_spans_the_law_tells_apart(catalogue: Catalogue) -> None:
    fee = contact("2026-09-01T10:00:00", acts=["extra-collection-fees"])
    said = judge(catalogue, debt(), fee)
    before, after = one_asked(said, "signed_on", "extra-collection-fees").answers
    assert (before.value, after.value) == ("..2026-07-31", "2026-08-01..")
    assert (before.label, after.label) == ("2026年7月31日或更早签的", "2026年8月1日或以后签的")
    assert set(after.cites) - set(before.cites) == {"《明示成本规定》"}
    assert "另有《明示成本规定》" in one_asked(said, "signed_on", "extra-collection-fees").condition
    july = contact("2026-07-01T10:00:00", acts=["extra-collection-fees"])
    assert not asked(judge(catalogue, debt(), july), "signed_on")  # no contract of a past call was signed in August


def test_a_loan_that_may_not_have_been_made_online(catalogue: Catalogue) -> None:
    night = contact("2025-06-01T23:00:00")
    said = judge(catalogue, debt("bank-loan"), night)
    assert outcomes(one_asked(said, "online", "night-contact")) == {"yes": Verdict.STANDARD, "no": Verdict.DISPUTED}
    unsure = judge(catalogue, debt("bank-loan", unsure=["online"]), night).find("night-contact")
    assert unsure and unsure.verdict is Verdict.DISPUTED and unsure.grounds == ()
    assert [one.unsure for one in unsure.conditions if one.fact == "online"] == [True]


def test_where_nothing_hangs_on_it_nothing_is_asked(catalogue: Catalogue) -> None:
    assert judge(catalogue, debt(), contact("2026-09-07T10:00:00", answered=True)).not_judged == ()
    assert judge(catalogue, debt(None), contact("2026-09-07T10:00:00", answered=True)).not_judged == ()


def test_a_circumstance_ruled_out_is_not_offered_again(catalogue: Catalogue) -> None:
    night = contact("2026-09-07T23:00:00", answered=True)
    offers = judge(catalogue, debt(), night).find("night-contact")
    assert offers and offers.stronger[0].verdict is Verdict.PUBLIC_SECURITY
    ids = [one.circumstance for one in offers.stronger]
    ruled_out = night.model_copy(update={"ruled_out": tuple(ids)})
    assert (left := judge(catalogue, debt(), ruled_out).find("night-contact")) and left.stronger == ()
    unsure = judge(catalogue, debt(), night.model_copy(update={"unsure": tuple(ids)})).find("night-contact")
    assert unsure and [one.unsure for one in unsure.stronger] == [True] * len(ids)
    assert unsure.verdict is offers.verdict


# ---- On any log: each question has an effect and says which; none with an effect is left out

# Lawful for want of anything else; no question is about them.
LAWFUL_REST = {"call-daytime-to-debtor", "contact-third-party-lawful", "sms-reminder", "visit-lawful"}
# What shows that the borrower could be reached while others were called; `reachable` asks it in one go.
SHOW_REACHABLE = {(ContactFact.ANSWERED, "yes"), (ContactFact.REACHED, "me")}
UNKNOWN_BOOL = st.sampled_from([None, None, True, False])
CONTACTS = st.lists(
    st.builds(
        lambda hour, day, **facts: contact(f"2026-{day}T{hour:02d}:15:00", **facts),
        hour=st.integers(0, 23),
        day=st.sampled_from(["09-07", "09-08", "01-29"]),
        means=st.sampled_from(["call", "call", "call", "visit", "sms"]),
        answered=UNKNOWN_BOOL,
        reached=st.sampled_from(["me", "me", "unknown", "family"]),
        third_party_role=st.sampled_from([None, None, "unrelated", "guarantor"]),
        visitors=st.sampled_from([None, 1, 2, 4]),
        consent_to_hours=UNKNOWN_BOOL,
        acts=st.lists(
            st.sampled_from(
                ["collect-from-third-party", "no-notice-outsourcing", "extra-collection-fees", "penalty-after-180-days",
                 "threaten-harm", "report-credit-without-notice", "agency-not-on-published-list"]
            ),
            max_size=2,
            unique=True,
        ),
    ),
    min_size=1,
    max_size=24,
)  # fmt: skip
DEBTS = st.builds(
    debt,
    st.sampled_from([None, *(kind.value for kind in CreditorKind)]),
    online=UNKNOWN_BOOL,
    reachable=UNKNOWN_BOOL,
    notice_received=UNKNOWN_BOOL,
    on_list=UNKNOWN_BOOL,
    agreement_signed_on=st.sampled_from([None, "2026-09-07"]),
    agreement_kept=UNKNOWN_BOOL,
    signed_on=st.sampled_from([None, "2026-08-02"]),
    unsure=st.lists(
        st.sampled_from(["online", "reachable", "agreement_kept", "notice_received", "agreed_hours"]),
        max_size=2,
        unique=True,
    ),
)  # fmt: skip


Check = Callable[..., Assessment]


@pytest.fixture(scope="module")
def check(catalogue: Catalogue) -> Check:
    """`judge` over this catalogue, which is too large to be printed with a failing example."""

    def judged(who: Debt, *contacts: Contact) -> Assessment:
        return judge(catalogue, who, *contacts)

    return judged


def settled(who: Debt, contacts: list[Contact], fact: DebtFact | ContactFact, value: str) -> tuple[Debt, list[Contact]]:
    if isinstance(fact, DebtFact):
        return debt_told(who, fact, value), contacts
    return who, [contact_told(one, fact, value) for one in contacts]


def verdicts(said: Assessment) -> dict[str, tuple[Any, ...]]:
    """What is found of each conduct that is not lawful for want of anything else."""
    return {
        one.conduct: (one.verdict, one.contacts, tuple((ground.citation.named, ground.contacts) for ground in one.grounds))
        for one in (*said.findings, *said.lawful)
        if one.conduct not in LAWFUL_REST
    }  # fmt: skip


@FEW
@given(who=DEBTS, contacts=CONTACTS)
def test_an_answer_does_what_the_question_said(check: Check, who: Debt, contacts: list[Contact]) -> None:
    for question in check(who, *contacts).not_judged:
        for answer in question.answers:
            if answer.value in CHOICES[question.known_fact]:
                then = check(*unpacked(settled(who, contacts, question.known_fact, answer.value)))
                found = then.find(question.conduct)
                assert (found.verdict if found else None) == answer.verdict, (question, answer)


def unpacked(case: tuple[Debt, list[Contact]]) -> tuple[Any, ...]:
    return case[0], *case[1]


@FEW
@given(who=DEBTS, contacts=CONTACTS)
def test_no_answer_that_would_change_the_result_is_left_unasked(
    check: Check, who: Debt, contacts: list[Contact]
) -> None:
    said = check(who, *contacts)
    now = verdicts(said)
    for fact, choices in CHOICES.items():
        for value in () if isinstance(fact, DebtFact) and who.knows(fact) else choices:
            then = verdicts(check(*unpacked(settled(who, contacts, fact, value))))
            for conduct in {one for one in (*now, *then) if now.get(one) != then.get(one)}:
                if conduct == "contact-when-reachable" and (fact, value) in SHOW_REACHABLE:
                    continue
                questions = [one for one in said.not_judged if (one.fact, one.conduct) == (fact, conduct)]
                assert questions, (fact, value, conduct)


@FEW
@given(who=DEBTS, contacts=CONTACTS, unsure=st.lists(st.sampled_from([*DebtFact]), unique=True))
def test_who_is_unsure_is_told_nothing_that_an_answer_would_take_back(
    check: Check, who: Debt, contacts: list[Contact], unsure: list[DebtFact]
) -> None:
    doubting = who.model_copy(update={"unsure": tuple(unsure)})
    doubted = [
        one.model_copy(update={"unsure": tuple(ContactFact)}) if place % 2 else one
        for place, one in enumerate(contacts)
    ]
    found = check(doubting, *doubted)
    for fact in unsure:
        for value in CHOICES[fact]:
            if not doubting.knows(fact):
                certain = check(*unpacked(settled(doubting, doubted, fact, value)))
                for finding in found.findings:
                    other = certain.find(finding.conduct)
                    assert other and finding.verdict.order >= other.verdict.order, (fact, value, finding.conduct)
                    assert set(finding.contacts) <= set(other.contacts)


def test_every_fact_is_told_by_its_value() -> None:
    """A contact of which nothing is known knows nothing; each answer makes exactly its fact known."""
    nothing = contact("2026-09-07T10:00:00", reached="unknown")
    for fact in ContactFact:
        assert not nothing.knows(fact)
        for value in CHOICES[fact]:
            told = contact_told(nothing, fact, value)
            assert [one for one in ContactFact if told.knows(one)] == [fact]
    nobody = debt(None)
    for known in DebtFact:
        for value in CHOICES[known]:
            assert [one for one in DebtFact if debt_told(nobody, known, value).knows(one)] == [known]
    assert Reached.UNKNOWN not in {Reached(value) for value in CHOICES[ContactFact.REACHED]}
