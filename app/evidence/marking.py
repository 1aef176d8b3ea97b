"""One thing said of many contacts of a number at once: who was reached, what was said. It can be taken back once.

Only contacts from the other side are marked; what the borrower rang or wrote is theirs to note one by one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.case import CaseFacts
from app.domain.contact import REACHED_NAMES, Contact, ContactFact, Means, Reached, ThirdPartyRole
from app.domain.marking import DIGEST_DIGITS, Before, LastMarking, MarkedField, said_of
from app.domain.phone_number import compared
from app.evidence.carrying import CONTACTS

MOST_LISTED_ACTS = 80
KEY_DIGITS = 16


class Part(StrEnum):
    """Which contacts of the number."""

    ALL = "all"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    UNSAID = "unsaid"
    NIGHT = "night"
    DAY = "day"
    TICKED = "ticked"


@dataclass(frozen=True, slots=True)
class Chosen:
    """`day` for Part.DAY; `keys` (of `key_of_contact`) for Part.TICKED."""

    part: Part
    day: date | None = None
    keys: Collection[str] = ()

    def holds(self, contact: Contact) -> bool:
        if not contact.incoming:
            return False
        match self.part:
            case Part.ALL:
                return True
            case Part.NIGHT:
                return contact.at_night
            case Part.DAY:
                return contact.day == self.day
            case Part.TICKED:
                return key_of_contact(contact) in self.keys
        return contact.means is Means.CALL and contact.answered is ANSWERED[self.part]


ANSWERED: Mapping[Part, bool | None] = {Part.ANSWERED: True, Part.UNANSWERED: False, Part.UNSAID: None}


def key_of_contact(contact: Contact) -> str:
    """What the export knows of a contact as the value of a tick; a mark does not change it."""
    told = f"{contact.at.isoformat()} {contact.means} {contact.duration_seconds} {contact.number}"
    return hashlib.sha256(told.encode()).hexdigest()[:KEY_DIGITS]


@dataclass(frozen=True, slots=True)
class Marking:
    """What is said. None and "" leave a field as it is; acts and circumstances are added to those that stand.

    `answered` is for calls of which nobody said it, `words` for contacts that have none. `unsure`: the borrower does not know.
    """

    answered: bool | None = None
    reached: Reached | None = None
    third_party_role: ThirdPartyRole | None = None
    called: str = ""
    on_behalf_of: str = ""
    acts: tuple[str, ...] = ()
    circumstances: tuple[str, ...] = ()
    words: str = ""
    unsure: tuple[ContactFact, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self == Marking()

    @property
    def accuses(self) -> bool:
        """Whether it says of each contact that something was done in it."""
        return bool(self.acts or self.circumstances or self.words)


def marked(contact: Contact, marking: Marking) -> Contact:
    """The contact with what was said; itself where nothing is new."""
    new: dict[str, object] = {}
    if marking.answered is not None and contact.answered is None and contact.means is Means.CALL:
        new["answered"] = marking.answered
    if marking.reached is not None:
        new["reached"] = marking.reached
        # Nobody stands between the borrower and the debt.
        new["third_party_role"] = None if marking.reached is Reached.ME else contact.third_party_role
    if marking.third_party_role is not None:
        new["third_party_role"] = marking.third_party_role
    if marking.words and not contact.words:
        new["words"] = marking.words
    new |= {name: told for name in ("called", "on_behalf_of") if (told := getattr(marking, name))}
    new["acts"] = together(contact.acts, marking.acts)
    new["circumstances"] = together(contact.circumstances, marking.circumstances)
    new["ruled_out"] = tuple(one for one in contact.ruled_out if one not in marking.circumstances)
    after = contact.model_copy(update=new)
    known = {fact.value for fact in ContactFact if after.knows(fact)} | set(after.circumstances)
    asked = (fact for fact in marking.unsure if concerns(fact, after))
    unsure = (one for one in together(contact.unsure, asked) if one not in known)
    after = after.model_copy(update={"unsure": tuple(unsure)})
    return contact if after == contact else after


def concerns(fact: ContactFact, contact: Contact) -> bool:
    """Whether it can be asked of such a contact at all."""
    if fact is ContactFact.ANSWERED:
        return contact.means is Means.CALL
    return fact is not ContactFact.THIRD_PARTY_ROLE or not contact.to_me


def together(there: tuple[str, ...], new: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*there, *new)))[:MOST_LISTED_ACTS]


@dataclass(frozen=True, slots=True)
class Marked:
    """`count` contacts now say something they did not."""

    facts: CaseFacts
    count: int


def mark(facts: CaseFacts, number: str, chosen: Chosen, marking: Marking) -> Marked:
    """Every chosen contact of the number with what was said, and how to take it back. Unchanged where nothing is new."""
    contacts: list[Contact] = []
    groups = Groups()
    place, same = 0, compared(number)
    for contact in facts.contacts:
        if compared(contact.number) != same:
            contacts.append(contact)
            continue
        after = marked(contact, marking) if chosen.holds(contact) else contact
        if after is not contact:
            groups.add(place, contact, after)
        contacts.append(after)
        place += 1
    if not groups.count:
        return Marked(facts, 0)
    own = [contact for contact in contacts if compared(contact.number) == same]
    last = LastMarking(number=number, count=groups.count, digest=digest(own), before=tuple(groups.before()))
    return Marked(facts.model_copy(update={"contacts": tuple(contacts), "last_marking": last}), groups.count)


@dataclass(slots=True)
class Groups:
    """Contacts of which the same was changed, by place among those of the number; `samples` is one contact as it stood."""

    count: int = 0
    spans: dict[tuple[object, ...], list[list[int]]] = field(default_factory=dict)
    samples: dict[tuple[object, ...], tuple[Contact, tuple[MarkedField, ...]]] = field(default_factory=dict)

    def add(self, place: int, before: Contact, after: Contact) -> None:
        self.count += 1
        fields = tuple(one for one in MarkedField if getattr(before, one) != getattr(after, one))
        key = (fields, *(getattr(before, one) for one in fields))
        spans = self.spans.setdefault(key, [])
        if spans and spans[-1][1] == place - 1:
            spans[-1][1] = place
        else:
            spans.append([place, place])
        self.samples.setdefault(key, (before, fields))

    def before(self) -> Iterator[Before]:
        for key, spans in self.spans.items():
            contact, fields = self.samples[key]
            yield Before(
                spans=tuple((first, last) for first, last in spans), fields=fields, was=said_of(contact, fields)
            )


def digest(contacts: Sequence[Contact]) -> str:
    """Of every word of these contacts."""
    told = CONTACTS.dump_json(tuple(contacts), exclude_defaults=True)
    return hashlib.sha256(told).hexdigest()[:DIGEST_DIGITS]


def can_be_taken_back(facts: CaseFacts) -> bool:
    """Whether the contacts of the last marking still are as it left them."""
    last = facts.last_marking
    if last is None:
        return False
    same = compared(last.number)
    own = [one for one in facts.contacts if compared(one.number) == same]
    return last.count <= len(own) and digest(own) == last.digest


def take_back(facts: CaseFacts) -> CaseFacts:
    """As before the last marking; unchanged where that cannot be told any more."""
    last = facts.last_marking
    if last is None or not can_be_taken_back(facts):
        return facts
    was: dict[int, dict[str, object]] = {}
    for one in last.before:
        old = {name.value: getattr(one.was, name) for name in one.fields}
        was |= {place: old for first, final in one.spans for place in range(first, final + 1)}
    contacts: list[Contact] = []
    place, same = 0, compared(last.number)
    for contact in facts.contacts:
        if compared(contact.number) == same:
            contact = contact.model_copy(update=was[place]) if place in was else contact
            place += 1
        contacts.append(contact)
    return facts.model_copy(update={"contacts": tuple(contacts), "last_marking": None})


def said_so_far(contacts: Iterable[Contact], acts: Mapping[str, str], circumstances: Mapping[str, str]) -> list[str]:
    """找的是家人：12次 … what is noted of these contacts beyond what a file tells; the most frequent first."""
    reached: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for one in contacts:
        if one.reached is not Reached.ME:
            reached[f"找的是{REACHED_NAMES[one.reached]}"] += 1
        if one.called:
            others[f"打的是“{one.called}”"] += 1
        if one.on_behalf_of:
            others[f"替“{one.on_behalf_of}”催"] += 1
        others.update(acts.get(act, act) for act in one.acts)
        others.update(circumstances[one_of] for one_of in one.circumstances if one_of in circumstances)
    return [f"{name}：{count}次" for counted in (reached, others) for name, count in counted.most_common()]
