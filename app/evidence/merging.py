"""Same contact, twice: overlapping exports merge, importing again changes nothing, the borrower's own notes win.

Two exports tell one call differently: one to the second, the other to the minute; one with its length, the other
without; one with the number, the other with a part of it hidden. What tells exactly the same is matched first; of what is
left, each contact stands for one of the other side at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.contact import Contact, Direction, Means, Reached
from app.domain.phone_number import compared
from app.heap import COLLECTOR

MESSAGES = frozenset({Means.SMS, Means.CHAT})

# The moment is naive: all are on one clock, and a zone would be asked for each comparison.
Identity = tuple[datetime, str, Direction, Means, int]
Minute = tuple[datetime, Direction, Means]


@dataclass(frozen=True, slots=True)
class Merge:
    """`contacts` in order of time; `added` new ones among them, `duplicates` those that were there already."""

    contacts: tuple[Contact, ...]
    added: int
    duplicates: int


def identity(contact: Contact) -> Identity:
    """Moment, number, direction, means and length; a length of nothing and an unknown one are the same."""
    at = contact.at.replace(tzinfo=None)
    return (at, compared(contact.number), contact.direction, contact.means, contact.duration_seconds or 0)


def minute_of(contact: Contact) -> Minute:
    return (contact.at.replace(second=0, microsecond=0, tzinfo=None), contact.direction, contact.means)


def edited(contact: Contact) -> bool:
    """Whether the borrower has added anything no export holds. The words of a message come with the export."""
    return bool(
        contact.acts
        or contact.circumstances
        or contact.note
        or contact.called
        or contact.on_behalf_of
        or contact.visitors
        or contact.refused_on
        or contact.consent_to_hours is not None
        or contact.third_party_role
        or contact.ruled_out
        or contact.unsure
        or contact.reached is not Reached.ME
        or (contact.words and contact.means not in MESSAGES)
    )


def rank(contact: Contact) -> tuple[bool, bool, bool, bool, bool, bool, int, str]:
    """Of a pair, the one the borrower edited stays; else the one that knows more."""
    return (
        edited(contact),
        is_whole(contact.number),
        contact.answered is not None,
        contact.answered is True,
        contact.duration_seconds is not None,
        contact.at.second != 0,
        contact.duration_seconds or 0,
        contact.number,
    )


def completed(edited: Contact, other: Contact) -> Contact:
    """What the borrower wrote, and what only the other export knows of the same call."""
    known: dict[str, object] = {}
    if edited.answered is None and other.answered is not None:
        known["answered"] = other.answered
    if edited.duration_seconds is None and other.duration_seconds is not None and edited.answered is not False:
        known["duration_seconds"] = other.duration_seconds
    if is_whole(other.number) and not is_whole(edited.number):
        known["number"] = other.number
    return edited.model_copy(update=known) if known else edited


def is_whole(number: str) -> bool:
    return bool(number) and "*" not in number


def merge(old: Iterable[Contact], new: Iterable[Contact]) -> Merge:
    """Old and new together, in order of time. Of two edited ones the old stays."""
    with COLLECTOR.resting():
        return merged(old, new)


def merged(old: Iterable[Contact], new: Iterable[Contact]) -> Merge:
    groups: dict[Identity, Group] = {}
    for contact in old:
        groups.setdefault(identity(contact), Group()).there.append(contact)
    incoming = list(new)
    if not groups:
        kept = without_duplicates(incoming)
        return Merge(tuple(sorted(kept, key=in_order)), len(kept), len(incoming) - len(kept))
    left = [contact for contact in incoming if not takes(groups.get(identity(contact)), contact)]
    coarse = bool(incoming) and all(contact.at.second == 0 for contact in incoming)
    fresh = Alike(groups.values(), coarse).not_taken(without_duplicates(left))
    there = (contact for group in groups.values() for contact in group.there)
    return Merge(tuple(sorted((*there, *fresh), key=in_order)), len(fresh), len(incoming) - len(fresh))


def in_order(contact: Contact) -> tuple[datetime, str, str, Direction, Means, int]:
    at = contact.at.replace(tzinfo=None)
    return (at, contact.number, contact.words, contact.direction, contact.means, contact.duration_seconds or 0)


@dataclass(slots=True)
class Group:
    """Old contacts of one identity. `claimed` are the places of those that already stand for a new one."""

    there: list[Contact] = field(default_factory=list)
    claimed: set[int] = field(default_factory=set)

    def put(self, place: int, contact: Contact) -> None:
        """The old contact at this place stands for the new one, or gives way to it."""
        self.claimed.add(place)
        old = self.there[place]
        if edited(old):
            self.there[place] = completed(old, contact)
        elif rank(contact) > rank(old):
            self.there[place] = completed(contact, old) if edited(contact) else contact

    def place_of(self, contact: Contact) -> int | None:
        """Two calls of one identity are one call; two messages also need the same words, unless one was edited."""
        if contact.means not in MESSAGES:
            return 0
        for place, one in enumerate(self.there):
            if one.words == contact.words:
                return place
        for place, one in enumerate(self.there):
            if place not in self.claimed and edited(one) != edited(contact):
                return place
        return None


def takes(group: Group | None, contact: Contact) -> bool:
    place = group.place_of(contact) if group else None
    if group is None or place is None:
        return False
    group.put(place, contact)
    return True


class Alike:
    """Old contacts that no new one was found the same as, by the minute. `coarse`: the new ones know no seconds."""

    def __init__(self, groups: Iterable[Group], coarse: bool) -> None:
        self._coarse = coarse
        self._minutes: dict[Minute, list[tuple[Group, int]]] = {}
        for group in groups:
            for place, contact in enumerate(group.there):
                if place not in group.claimed:
                    self._minutes.setdefault(minute_of(contact), []).append((group, place))

    def not_taken(self, contacts: Iterable[Contact]) -> list[Contact]:
        return [contact for contact in contacts if not self.takes(contact)]

    def takes(self, contact: Contact) -> bool:
        waiting = self._minutes.get(minute_of(contact), [])
        for found in waiting:
            group, place = found
            if alike(group.there[place], contact, self._coarse):
                group.put(place, contact)
                waiting.remove(found)
                return True
        return False


def alike(old: Contact, new: Contact, coarse: bool) -> bool:
    """Whether two contacts of one minute, direction and means can be one that two exports tell differently."""
    if old.means in MESSAGES and old.words != new.words:
        return False
    same_moment = old.at == new.at
    if not same_moment and not (new.at.second == 0 and coarse) and not (old.at.second == 0 and new.at.second):
        return False
    if None not in (old.answered, new.answered) and old.answered is not new.answered:
        return False
    lengths = (length_of(old), length_of(new))
    if None not in lengths and lengths[0] != lengths[1]:
        return False
    if compared(old.number) == compared(new.number):
        return True
    # Without the whole number only a conversation of the same second and the same length is surely the same.
    return same_moment and bool(lengths[0]) and lengths[0] == lengths[1] and may_be_one(old.number, new.number)


def length_of(contact: Contact) -> int | None:
    """None when it is not known; a call nobody took has none."""
    return 0 if contact.answered is False else contact.duration_seconds


def may_be_one(one: str, other: str) -> bool:
    """138****5678 may be 13812345678, and a hidden number may be any."""
    if not one or not other:
        return True
    if len(one) != len(other):
        return False
    return all(left == right or "*" in (left, right) for left, right in zip(one, other, strict=True))


def without_duplicates(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    """First of each kept, in the order given. For contacts just read, which nobody has edited."""
    seen: set[tuple[Identity, str]] = set()
    kept = []
    for contact in contacts:
        key = (identity(contact), contact.words if contact.means in MESSAGES else "")
        if key not in seen:
            seen.add(key)
            kept.append(contact)
    return tuple(kept)


def without_coarse_copies(contacts: Sequence[Contact], coarse: Set[int]) -> tuple[Contact, ...]:
    """Without those told only to the minute (by their places) where another row tells the same call to the second."""
    if not coarse or len(coarse) == len(contacts):
        return without_duplicates(contacts)
    exact = [contact for place, contact in enumerate(contacts) if place not in coarse]
    others = Alike((Group([contact]) for contact in without_duplicates(exact)), True)
    told_twice = {place for place in sorted(coarse) if others.takes(contacts[place])}
    return without_duplicates(contact for place, contact in enumerate(contacts) if place not in told_twice)
