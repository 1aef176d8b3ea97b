"""Same contact, twice: overlapping exports merge, importing again changes nothing, the borrower's own notes win."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.contact import Contact, Direction, Means, Reached

MESSAGES = frozenset({Means.SMS, Means.CHAT})

Identity = tuple[datetime, str, Direction, Means, int]


@dataclass(frozen=True, slots=True)
class Merge:
    """`contacts` in order of time; `added` new ones among them, `duplicates` those that were there already."""

    contacts: tuple[Contact, ...]
    added: int
    duplicates: int


def identity(contact: Contact) -> Identity:
    """Moment, number, direction, means and length; a length of nothing and an unknown one are the same."""
    return (contact.at, contact.number, contact.direction, contact.means, contact.duration_seconds or 0)


def edited(contact: Contact) -> bool:
    """Whether the borrower has added anything no export holds. The words of a message come with the export."""
    return bool(
        contact.acts
        or contact.circumstances
        or contact.called
        or contact.on_behalf_of
        or contact.visitors
        or contact.refused_on
        or contact.consent_to_hours
        or contact.reached is not Reached.ME
        or (contact.words and contact.means not in MESSAGES)
    )


def rank(contact: Contact) -> tuple[bool, bool, bool, bool]:
    """Of a pair, the one the borrower edited stays; else the one that knows more."""
    return (
        edited(contact),
        contact.answered is not None,
        contact.answered is True,
        contact.duration_seconds is not None,
    )


def merge(old: Iterable[Contact], new: Iterable[Contact]) -> Merge:
    """Old and new together, in order of time. Of two edited ones the old stays."""
    groups: dict[Identity, Group] = {}
    for contact in old:
        groups.setdefault(identity(contact), Group([])).there.append(contact)
    count = added = 0
    for contact in new:
        count += 1
        added += groups.setdefault(identity(contact), Group([])).take(contact)
    together = sorted((contact for group in groups.values() for contact in group.there), key=in_order)
    return Merge(tuple(together), added, count - added)


def in_order(contact: Contact) -> tuple[datetime, str, str]:
    return (contact.at, contact.number, contact.words)


@dataclass(slots=True)
class Group:
    """Contacts of one identity. `claimed` are places of edited messages that already stand for a new one."""

    there: list[Contact]
    claimed: set[int] = field(default_factory=set)

    def take(self, contact: Contact) -> bool:
        """Whether the contact is new here."""
        place = self.place_of(contact)
        if place is None:
            self.there.append(contact)
            return True
        if not edited(self.there[place]) and rank(contact) > rank(self.there[place]):
            self.there[place] = contact
        return False

    def place_of(self, contact: Contact) -> int | None:
        """Two calls of one identity are one call; two messages also need the same words, unless one was edited."""
        if self.there and contact.means not in MESSAGES:
            return 0
        for place, one in enumerate(self.there):
            if one.words == contact.words:
                return place
        for place, one in enumerate(self.there):
            if place not in self.claimed and edited(one) != edited(contact):
                self.claimed.add(place)
                return place
        return None


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
