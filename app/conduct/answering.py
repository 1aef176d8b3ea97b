"""An answer from the result page, and the case it makes. Pure: what is asked is found out anew from the case itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from app.conduct.assess import assess
from app.conduct.cards import Group
from app.conduct.model import ConductBook
from app.conduct.questions import Input, Question
from app.conduct.suppositions import contact_value, debt_facts
from app.domain.case import CaseFacts, CollectorKind, Debt, DebtFact
from app.domain.case_file import MOST_CONTACTS
from app.domain.contact import Contact, ContactFact, Reached
from app.domain.finding import Fact
from app.domain.law import Lawbook
from app.domain.moment import say_day, unread_day
from app.domain.problem import Problem

UNSURE = "unsure"
BACK = "back"
MOST_VISITORS = 500
MOST_OVERDUE = 36_500
WHOLE = re.compile(r"\d{1,5}", re.ASCII)
NOT_ASKED = Problem("", "这个回答我们不认识。请回到结果页，再点一次。")
LONGEST_PLACES = 1_500
PLACES = re.compile(r"\d{1,6}(-\d{1,6})?(,\d{1,6}(-\d{1,6})?)*", re.ASCII)
Typed = Mapping[str, Sequence[str]]
Edit = Callable[[Contact], Contact]
Name = TypeVar("Name", bound=str)


@dataclass(frozen=True)
class Reply:
    """What was tapped or typed. Exactly one of `fact` and `circumstance` (with its `conduct`) is told.

    `value` is the answer as the API takes it, `unsure`, or `back`: it is unsaid again, for the contacts at `places`.
    `group` None: every contact that is asked about.
    """

    fact: Fact | None
    circumstance: str
    conduct: str
    value: str
    group: Group | None = None
    places: tuple[int, ...] = ()
    taken_back: str = ""


@dataclass(frozen=True)
class Told:
    """The case with the answer in it, and the contacts it was written to."""

    facts: CaseFacts
    places: tuple[int, ...] = ()


def first(typed: Typed, name: str) -> str:
    return (typed.get(name) or [""])[0].strip()


# ---- From a form to a reply


def read_reply(typed: Typed, book: ConductBook, today: date) -> Reply | Problem:
    """The reply, or what is wrong with it; what is wrong with a typed answer is said at its field."""
    fact, circumstance, conduct = (
        fact_named(first(typed, "fact")),
        first(typed, "circumstance"),
        first(typed, "conduct"),
    )
    if (fact is None) == (circumstance not in book.circumstances) or (circumstance and conduct not in book.by_slug):
        return NOT_ASKED
    value = first(typed, "answer")
    group = read_group(typed)
    if isinstance(group, Problem):
        return group
    if value == BACK:
        places = read_places(first(typed, "places"))
        return (
            NOT_ASKED if places is None else Reply(fact, circumstance, conduct, BACK, None, places, first(typed, "was"))
        )
    if fact and value == "typed":
        read = read_typed(book.questions[fact], typed, today)
        return read if isinstance(read, Problem) else Reply(fact, "", "", read, group)
    known = {UNSURE, *((one.value for one in book.questions[fact].answers) if fact else ("yes", "no"))}
    return Reply(fact, circumstance, conduct, value, group) if value in known else NOT_ASKED


def fact_named(name: str) -> Fact | None:
    return DebtFact(name) if name in set(DebtFact) else ContactFact(name) if name in set(ContactFact) else None


def read_group(typed: Typed) -> Group | Problem | None:
    """The group the answer is for: hidden fields, so what cannot be read was not sent by our page."""
    if "number" not in typed:
        return None
    day = first(typed, "day")
    try:
        return Group(first(typed, "number"), date.fromisoformat(day) if day else None, ())
    except ValueError:
        return NOT_ASKED


def read_typed(question: Question, typed: Typed, today: date) -> str | Problem:
    """A typed answer as the API takes it."""
    given, field = first(typed, "given"), f"given-{question.fact}"
    match question.input:
        case Input.DAY:
            return read_past_day(given, field, today)
        case Input.NUMBER:
            least, most = (1, MOST_VISITORS) if question.of_contacts else (0, MOST_OVERDUE)
            if WHOLE.fullmatch(given) and least <= int(given) <= most:
                return given
            return Problem(field, f"请填{least}到{most}之间的数字。")
        case Input.HOURS:
            start, end = first(typed, "given_from"), first(typed, "given_until")
            if not (start and end):
                return Problem(field, "从几点、到几点，两个都要填。想不起来，就点“我不确定”。")
            if start == end:
                return Problem(field, "开始和结束不能是同一个时间。")
            try:
                debt_facts(BLANK, DebtFact.AGREED_HOURS, f"{start}-{end}")
            except ValueError:
                return Problem(field, "时间写成 09:00 的样子。")
            return f"{start}-{end}"
    return NOT_ASKED


def read_past_day(given: str, field: str, today: date) -> str | Problem:
    try:
        day = debt_facts(BLANK, DebtFact.SIGNED_ON, given)["signed_on"]
    except ValueError:
        return Problem(field, unread_day(given))
    if isinstance(day, date) and day > today:
        return Problem(field, f"这一天还没到。今天是{say_day(today)}，请核对年份和日期。")
    return given


BLANK = Debt.model_validate({"creditor": {}})


# ---- From a reply to the case


def answered(facts: CaseFacts, reply: Reply, book: ConductBook, law: Lawbook) -> Told:
    """The case with the answer written where it was asked; where nothing asks it any more, the case as it is."""
    if facts.debt is None:
        return Told(facts)
    if reply.value == BACK:
        return taken_back(facts, facts.debt, reply)
    if isinstance(reply.fact, DebtFact):
        return Told(facts.model_copy(update={"debt": debt_told(facts.debt, reply.fact, reply.value)}))
    assessment = assess(book, facts.contacts, facts.debt, law)
    if reply.fact:
        entries = [one for one in assessment.not_judged if one.answers and one.fact == reply.fact]
        asked = {place for one in entries for place in one.contacts}
        edit: Edit = partial(contact_told, fact=reply.fact, value=reply.value)
    else:
        finding = assessment.find(reply.conduct)
        offers = [one for one in (finding.stronger if finding else ()) if one.circumstance == reply.circumstance]
        asked = {place for one in offers for place in one.contacts}
        edit = partial(circumstance_told, circumstance=reply.circumstance, value=reply.value)
    return written(facts, [place for place in sorted(asked) if is_meant(reply, facts.contacts[place])], edit)


def is_meant(reply: Reply, contact: Contact) -> bool:
    return reply.group is None or reply.group.holds(contact)


def written(facts: CaseFacts, places: Sequence[int], edit: Edit) -> Told:
    contacts = list(facts.contacts)
    changed = []
    for place in places:
        old, contacts[place] = contacts[place], edit(contacts[place])
        if contacts[place] is not old:
            changed.append(place)
    return Told(facts.model_copy(update={"contacts": tuple(contacts)}), tuple(changed))


def debt_told(debt: Debt, fact: DebtFact, value: str) -> Debt:
    if value == UNSURE:
        return debt.model_copy(update={"unsure": with_one(debt.unsure, fact)})
    return debt.model_copy(update={**debt_facts(debt, fact, value), "unsure": without(debt.unsure, fact)})


def contact_told(contact: Contact, fact: ContactFact, value: str) -> Contact:
    if contact.knows(fact):
        return contact
    if value == UNSURE:
        return contact.model_copy(update={"unsure": with_one(contact.unsure, fact.value)})
    told = contact_value(fact, value)
    return contact.model_copy(update={fact.value: told, "unsure": without(contact.unsure, fact.value)})


def circumstance_told(contact: Contact, circumstance: str, value: str) -> Contact:
    fields = {"yes": "circumstances", "no": "ruled_out", UNSURE: "unsure"}
    update = {
        name: with_one(getattr(contact, name), circumstance)
        if told == value
        else without(getattr(contact, name), circumstance)
        for told, name in fields.items()
    }
    return contact.model_copy(update=update)


# ---- Taken back, right after it was said


def taken_back(facts: CaseFacts, debt: Debt, reply: Reply) -> Told:
    """The case as if the answer had not been given; a contact that says something else by now stays as it is."""
    if isinstance(reply.fact, DebtFact):
        return Told(facts.model_copy(update={"debt": debt_unsaid(debt, reply.fact)}))
    if reply.fact:
        edit: Edit = partial(contact_unsaid, fact=reply.fact, was=reply.taken_back)
    else:
        edit = partial(circumstance_unsaid, circumstance=reply.circumstance)
    return written(facts, [place for place in reply.places if place < len(facts.contacts)], edit)


def debt_unsaid(debt: Debt, fact: DebtFact) -> Debt:
    unsure = without(debt.unsure, fact)
    match fact:
        case DebtFact.CREDITOR:
            return debt.model_copy(
                update={"creditor": debt.creditor.model_copy(update={"kind": None}), "unsure": unsure}
            )
        case DebtFact.COLLECTOR:
            collector = debt.collector.model_copy(update={"kind": CollectorKind.UNKNOWN})
            return debt.model_copy(update={"collector": collector, "unsure": unsure})
        case DebtFact.AGREED_HOURS:
            return debt.model_copy(update={"agreed_hours": None, "no_agreed_hours": False, "unsure": unsure})
    return debt.model_copy(update={fact.value: None, "unsure": unsure})


def contact_unsaid(contact: Contact, fact: ContactFact, was: str) -> Contact:
    unsure = without(contact.unsure, fact.value)
    if was == UNSURE:
        return contact.model_copy(update={"unsure": unsure})
    try:
        same = getattr(contact, fact) == contact_value(fact, was)
    except ValueError:
        same = False
    unknown = Reached.UNKNOWN if fact is ContactFact.REACHED else None
    return contact.model_copy(update={fact.value: unknown}) if same else contact


def circumstance_unsaid(contact: Contact, circumstance: str) -> Contact:
    update = {name: without(getattr(contact, name), circumstance) for name in ("circumstances", "ruled_out", "unsure")}
    return contact.model_copy(update=update)


def with_one(names: tuple[Name, ...], name: Name) -> tuple[Name, ...]:
    return names if name in names else (*names, name)


def without(names: tuple[Name, ...], name: Name) -> tuple[Name, ...]:
    return tuple(one for one in names if one != name)


# ---- Places as an address may carry them


def say_places(places: Iterable[int]) -> str:
    """0-7,9; nothing where it would be too long to carry."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    said = ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return said if len(said) <= LONGEST_PLACES else ""


def read_places(text: str) -> tuple[int, ...] | None:
    """The places of such a text; None where it is none."""
    if len(text) > LONGEST_PLACES or (text and not PLACES.fullmatch(text)):
        return None
    spans = [part.split("-") for part in text.split(",") if part]
    if sum(int(span[-1]) - int(span[0]) + 1 for span in spans) > MOST_CONTACTS:
        return None
    return tuple(place for span in spans for place in range(int(span[0]), int(span[-1]) + 1))
