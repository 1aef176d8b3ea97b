"""From a tapped answer to the case: pure, and whatever was posted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from app.catalogue import Catalogue
from app.conduct.answering import (
    LONGEST_PLACES,
    Reply,
    Told,
    answered,
    read_places,
    read_reply,
    say_places,
)
from app.conduct.assess import assess
from app.conduct.cards import MOST_CARDS, Cards, cards
from app.domain.case import CaseFacts, CreditorKind, Debt, DebtFact
from app.domain.contact import Contact, ContactFact
from app.domain.problem import Problem

TODAY = date(2026, 11, 21)
CARD = Debt.model_validate({"creditor": {"kind": "bank-card"}})


def contact(at: str, **facts: object) -> Contact:
    return Contact.model_validate({"at": at, "number": "02100000004", **facts})


def dials(day: str, number: str = "02100000004", count: int = 8) -> list[Contact]:
    return [contact(f"{day}T{8 + place:02d}:30:00", number=number) for place in range(count)]


def reply(catalogue: Catalogue, **typed: str) -> Reply | Problem:
    return read_reply({name: [value] for name, value in typed.items()}, catalogue.conducts, TODAY)


def tell(catalogue: Catalogue, facts: CaseFacts, **typed: str) -> Told:
    read = reply(catalogue, **typed)
    assert isinstance(read, Reply), read
    return answered(facts, read, catalogue.conducts, catalogue.law)


def case(*contacts: Contact, debt: Debt = CARD) -> CaseFacts:
    return CaseFacts(debt=debt, contacts=contacts)


def shown(catalogue: Catalogue, debt: Debt, contacts: Sequence[Contact]) -> Cards:
    book = catalogue.conducts
    return cards(assess(book, contacts, debt, catalogue.law), contacts, debt, book.questions)


# ---- What was posted


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"fact": "answered"},
        {"fact": "colour", "answer": "yes"},
        {"fact": "answered", "answer": "perhaps"},
        {"fact": "answered", "answer": "typed"},
        {"fact": "creditor", "answer": "bank"},
        {"fact": "creditor", "answer": "unknown"},
        {"fact": "reached", "answer": "unknown"},
        {"fact": "answered", "answer": "yes", "number": "021", "day": "昨天"},
        {"fact": "answered", "answer": "back", "places": "1-"},
        {"fact": "answered", "answer": "back", "places": "0-999999"},
        {"fact": "answered", "answer": "back", "places": ",".join(["0-99999"] * 200)},
        {"fact": "answered", "answer": "back", "places": "１"},
        {"circumstance": "full-moon", "conduct": "night-contact", "answer": "yes"},
        {"circumstance": "repeated-late-night-pestering", "conduct": "no-such", "answer": "yes"},
        {"circumstance": "repeated-late-night-pestering", "answer": "yes"},
        {"circumstance": "repeated-late-night-pestering", "conduct": "night-contact", "answer": "2"},
        {"fact": "answered", "circumstance": "repeated-late-night-pestering", "answer": "yes"},
    ],
    ids=repr,
)
def test_what_no_page_of_ours_sends_is_refused(catalogue: Catalogue, typed: dict[str, str]) -> None:
    found = reply(catalogue, **typed)
    assert isinstance(found, Problem) and found.where == "" and found.sentence.endswith("。")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"fact": "signed_on", "given": ""}, "日期写成"),
        ({"fact": "signed_on", "given": "2026-02-30"}, "没有2026年2月30日"),
        ({"fact": "signed_on", "given": "2026-11-22"}, "这一天还没到"),
        ({"fact": "signed_on", "given": "1850-01-01"}, "请核对年份"),
        ({"fact": "overdue_days", "given": "-1"}, "0到36500"),
        ({"fact": "overdue_days", "given": "９９"}, "0到36500"),
        ({"fact": "overdue_days", "given": "9" * 50_000}, "0到36500"),
        ({"fact": "visitors", "given": "0"}, "1到500"),
        ({"fact": "visitors", "given": "很多"}, "1到500"),
        ({"fact": "agreed_hours", "given_from": "09:00"}, "两个都要填"),
        ({"fact": "agreed_hours", "given_from": "09:00", "given_until": "09:00"}, "不能是同一个时间"),
        ({"fact": "agreed_hours", "given_from": "25:00", "given_until": "26:00"}, "时间写成"),
    ],
    ids=repr,
)
def test_a_wrong_typed_answer_is_said_at_its_field(catalogue: Catalogue, typed: dict[str, str], sentence: str) -> None:
    found = reply(catalogue, answer="typed", **typed)
    assert isinstance(found, Problem) and found.where == f"given-{typed['fact']}" and sentence in found.sentence


def test_places_come_back_as_they_were_said() -> None:
    for places in ([], [3], [0, 1, 2, 9], list(range(100_000))):
        assert read_places(say_places(places)) == tuple(places)
    assert say_places(range(0, 5_000, 2)) == "" and LONGEST_PLACES > 100


# ---- What it makes of the case


def test_an_answer_is_written_to_the_group_that_was_asked_about(catalogue: Catalogue) -> None:
    log = [*dials("2026-09-07"), *dials("2026-09-08"), *dials("2026-09-09", "010"), *dials("2026-09-10", count=3)]
    done = tell(catalogue, case(*log), fact="answered", answer="no", number="02100000004")
    assert done.places == tuple(range(16))
    assert [one.answered for one in done.facts.contacts] == [False] * 16 + [None] * 11
    one_day = tell(catalogue, case(*log), fact="answered", answer="yes", number="02100000004", day="2026-09-08")
    assert one_day.places == tuple(range(8, 16))
    every = tell(catalogue, case(*log), fact="answered", answer="unsure")
    assert every.places == tuple(range(24))
    assert {one.unsure for one in every.facts.contacts[:24]} == {("answered",)}


def test_contacts_without_a_number_are_asked_about_by_the_day(catalogue: Catalogue) -> None:
    facts = case(*dials("2026-09-07", ""), *dials("2026-09-08", ""))
    said = cards(
        assess(catalogue.conducts, facts.contacts, CARD, catalogue.law),
        facts.contacts,
        CARD,
        catalogue.conducts.questions,
    )
    group = said.asked[0].group
    assert group and (group.number, group.day) == ("", date(2026, 9, 7))
    done = tell(catalogue, facts, fact="answered", answer="no", number="", day="2026-09-07")
    assert done.places == tuple(range(8))


def test_what_was_said_before_is_not_overwritten(catalogue: Catalogue) -> None:
    log = [contact("2026-09-07T08:00:00", answered=True), *dials("2026-09-07")]
    done = tell(catalogue, case(*log), fact="answered", answer="no")
    assert done.facts.contacts[0].answered is True and len(done.places) == 8


def test_an_answer_to_what_is_no_longer_asked_changes_nothing(catalogue: Catalogue) -> None:
    facts = case(*dials("2026-09-07", count=2))
    assert tell(catalogue, facts, fact="answered", answer="no").facts == facts
    assert tell(catalogue, CaseFacts(), fact="creditor", answer="bank-card").facts == CaseFacts()
    assert (
        tell(catalogue, facts, circumstance="frequent-calls-many-days", conduct="night-contact", answer="yes").facts
        == facts
    )


def test_facts_of_the_debt_are_told_typed_and_left_open(catalogue: Catalogue) -> None:
    def debt(**typed: str) -> Debt:
        found = tell(catalogue, case(), **typed).facts.debt
        assert found is not None
        return found

    assert debt(fact="creditor", answer="micro-lender").creditor.kind is CreditorKind.MICRO_LENDER
    assert debt(fact="signed_on", answer="typed", given="2026-08-02").signed_on == date(2026, 8, 2)
    hours = debt(fact="agreed_hours", answer="typed", given_from="18:00", given_until="20:00").agreed_hours
    assert hours and (hours.start.hour, hours.end.hour) == (18, 20)
    assert debt(fact="agreed_hours", answer="no").no_agreed_hours
    assert debt(fact="overdue_days", answer="typed", given="181").overdue_days == 181
    assert debt(fact="online", answer="unsure").unsure == (DebtFact.ONLINE,)


def test_an_answer_ends_the_doubt(catalogue: Catalogue) -> None:
    doubting = CARD.model_copy(update={"unsure": (DebtFact.ONLINE, DebtFact.REACHABLE)})
    told = tell(catalogue, case(debt=doubting), fact="online", answer="no").facts.debt
    assert told and told.online is False and told.unsure == (DebtFact.REACHABLE,)
    unsure = tell(catalogue, case(*dials("2026-09-07")), fact="answered", answer="unsure").facts
    known = tell(catalogue, unsure, fact="answered", answer="no").facts
    assert {(one.answered, one.unsure) for one in known.contacts} == {(False, ())}


def test_a_circumstance_is_confirmed_ruled_out_or_left_open(catalogue: Catalogue) -> None:
    facts = case(contact("2026-09-07T23:00:00", answered=True), contact("2026-09-08T12:00:00", answered=True))
    asked = {"circumstance": "repeated-late-night-pestering", "conduct": "night-contact"}
    for answer, field in (("yes", "circumstances"), ("no", "ruled_out"), ("unsure", "unsure")):
        night, day = tell(catalogue, facts, answer=answer, **asked).facts.contacts
        told = {name: getattr(night, name) for name in ("circumstances", "ruled_out", "unsure")}
        assert {name for name, ids in told.items() if ids} == {field} and day == facts.contacts[1]


@pytest.mark.parametrize(
    "typed",
    [
        {"fact": "answered", "answer": "no"},
        {"fact": "answered", "answer": "unsure"},
        {"fact": "consent_to_hours", "answer": "yes"},
        {"fact": "creditor", "answer": "bank-card"},
        {"fact": "collector", "answer": "agency"},
        {"fact": "agreed_hours", "answer": "no"},
        {"fact": "reachable", "answer": "unsure"},
        {"fact": "online", "answer": "no"},
        {"circumstance": "repeated-late-night-pestering", "conduct": "night-contact", "answer": "yes"},
    ],
    ids=repr,
)
def test_an_answer_can_be_taken_back(catalogue: Catalogue, typed: dict[str, str]) -> None:
    facts = case(
        *dials("2026-09-07"), contact("2026-09-07T23:00:00", answered=True), debt=Debt.model_validate({"creditor": {}})
    )
    done = tell(catalogue, facts, **typed)
    assert done.facts != facts
    back = {**typed, "answer": "back", "was": typed["answer"], "places": say_places(done.places)}
    assert tell(catalogue, done.facts, **back).facts == facts


def test_taking_back_touches_nothing_that_says_something_else_by_now(catalogue: Catalogue) -> None:
    done = tell(catalogue, case(*dials("2026-09-07")), fact="answered", answer="no").facts
    contacts = (done.contacts[0].model_copy(update={"answered": True}), *done.contacts[1:])
    back = {"fact": "answered", "answer": "back", "was": "no", "places": "0-99"}
    after = tell(catalogue, done.model_copy(update={"contacts": contacts}), **back).facts
    assert [one.answered for one in after.contacts] == [True] + [None] * 7


# ---- What is asked


def test_three_questions_at_once_the_weightiest_first_each_once(catalogue: Catalogue) -> None:
    log = [
        contact("2026-09-06T23:00:00", answered=True),
        *(one for day in range(1, 28) for one in dials(f"2026-08-{day:02d}")),
        contact("2026-09-07T10:00:00", means="visit", number=""),
        contact("2026-09-07T11:00:00", reached="family"),
    ]
    debt = Debt.model_validate({"creditor": {}})
    said = shown(catalogue, debt, log)
    assert len(said.asked) == MOST_CARDS and said.later > 0
    facts = [card.question.fact for card in said.asked]
    assert facts[0] is DebtFact.CREDITOR and len(set(facts)) == MOST_CARDS
    answers = next(card for card in said.asked if card.question.fact is ContactFact.ANSWERED)
    assert answers.group and len(answers.group.places) == answers.contacts == 27 * 8
    assert len(answers.by_day) == 7 and answers.more_days == 20


def test_texts_that_cannot_bind_the_lender_are_no_help(catalogue: Catalogue) -> None:
    log = [contact("2026-09-06T23:00:00", answered=True)]
    for kind in CreditorKind:
        debt = Debt.model_validate({"creditor": {"kind": kind}})
        said = shown(catalogue, debt, log)
        for card in said.asked:
            assert all(citation.version.binds_creditor(kind) for citation in card.sources)
