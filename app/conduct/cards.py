"""What the result page asks: one card a fact, about the debt or about one group of contacts, the weightiest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.conduct.questions import Question, Questions
from app.domain.case import CreditorKind, Debt
from app.domain.contact import Contact
from app.domain.finding import Assessment, Missing
from app.domain.law import Citation
from app.domain.phone_number import compared

MOST_CARDS = 3
MOST_DAYS = 7
MOST_EFFECTS = 3
MOST_UNSURE = 12


@dataclass(frozen=True, slots=True)
class Group:
    """Contacts one answer may settle: all of a number or, where there is no number, all of a day."""

    number: str
    day: date | None
    places: tuple[int, ...]

    def holds(self, contact: Contact) -> bool:
        return compared(contact.number) == compared(self.number) and (self.day is None or contact.day == self.day)


@dataclass(frozen=True, slots=True)
class Card:
    """A question with the group it is about; `effects` are the first few conducts it decides, `by_day` the group's days.

    `group` None: it is about the debt. `groups` counts all groups, `contacts` all contacts of which nobody said it.
    """

    question: Question
    sources: tuple[Citation, ...]
    unsure: bool
    weight: tuple[float, float]
    effects: tuple[Missing, ...]
    more_effects: int
    contacts: int
    group: Group | None = None
    groups: int = 0
    by_day: tuple[Group, ...] = ()
    more_days: int = 0


@dataclass(frozen=True, slots=True)
class Cards:
    """`asked` now, at most three; `later` how many more; `unsure` those the borrower could not answer."""

    asked: tuple[Card, ...]
    later: int
    unsure: tuple[Card, ...]


def cards(assessment: Assessment, contacts: Sequence[Contact], debt: Debt, questions: Questions) -> Cards:
    """The questions of an assessment, most weighty first: by how far the answers may raise verdicts, then lower them."""
    kinds = debt.creditor.kinds
    alike: dict[tuple[str, bool], list[Missing]] = defaultdict(list)
    for one in assessment.not_judged:
        if one.answers:
            alike[one.fact, one.unsure].append(one)
    found = sorted(
        (card(entries, contacts, kinds, questions) for entries in alike.values()),
        key=lambda one: (-one.weight[0], -one.weight[1], one.question.fact),
    )
    asked = [one for one in found if not one.unsure]
    unsure = [one for one in found if one.unsure]
    return Cards(tuple(asked[:MOST_CARDS]), max(0, len(asked) - MOST_CARDS), tuple(unsure[:MOST_UNSURE]))


def card(
    entries: Sequence[Missing], contacts: Sequence[Contact], kinds: Iterable[CreditorKind], questions: Questions
) -> Card:
    """One card of everything that hangs on one fact, with those of its texts that may bind the lender."""
    first = entries[0]
    fact = first.known_fact
    ups, downs = zip(*(one.weight for one in entries), strict=True)
    effects = sorted(entries, key=lambda one: [-step for step in one.weight])
    found = groups({place for one in entries for place in one.contacts}, contacts) if first.of_contacts else []
    group = found[0] if found else None
    days = by_day(group, contacts) if group else []
    return Card(
        question=questions[fact],
        sources=tuple(one for one in questions.sources[fact] if any(map(one.version.binds_creditor, kinds))),
        unsure=first.unsure,
        weight=(sum(ups), sum(downs)),
        effects=tuple(effects[:MOST_EFFECTS]),
        more_effects=max(0, len(effects) - MOST_EFFECTS),
        contacts=sum(len(one.places) for one in found),
        group=group,
        groups=len(found),
        by_day=tuple(days[:MOST_DAYS]),
        more_days=max(0, len(days) - MOST_DAYS),
    )


def groups(places: Iterable[int], contacts: Sequence[Contact]) -> list[Group]:
    """The contacts by number, those without one by day; the largest group first."""
    alike: dict[tuple[str, date | None], list[int]] = defaultdict(list)
    for place in sorted(places):
        one = contacts[place]
        alike[compared(one.number), None if one.number else one.day].append(place)
    found = [Group(contacts[members[0]].number, day, tuple(members)) for (_, day), members in alike.items()]
    return sorted(found, key=lambda one: (-len(one.places), one.places))


def by_day(group: Group, contacts: Sequence[Contact]) -> list[Group]:
    """The days of a group, each to be answered by itself; the busiest first, nothing for a single day."""
    by_place = sorted(group.places, key=lambda place: (contacts[place].day, place))
    days = [(day, tuple(members)) for day, members in groupby(by_place, key=lambda place: contacts[place].day)]
    if len(days) < 2:
        return []
    return sorted((Group(group.number, day, members) for day, members in days), key=lambda one: -len(one.places))
