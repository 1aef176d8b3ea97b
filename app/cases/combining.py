"""An exported log back into a log: what is the same stands once, what both sides know is brought together, nothing is lost.

Unlike two exports of a carrier, two of our own may differ because the borrower wrote on in both. Taking one file in twice
changes nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.case import CaseFacts
from app.domain.contact import Contact, Direction, Means
from app.domain.own_file import MOST_FILES, without_twins
from app.domain.phone_number import compared
from app.domain.sent import LONGEST_SENT, MOST_SENT, SentLetter, size_of, without_repeats

MESSAGES = frozenset({Means.SMS, Means.CHAT})
LONGEST_WORDS = 2_000
LONGEST_LIST = 80
LOOKED_AT = 20

Identity = tuple[datetime, str, Direction, Means, str]


@dataclass(frozen=True, slots=True)
class Combined:
    """`contacts` in order of time; of the new ones `added` were unknown, `same` were there, `joined` were there with less."""

    contacts: tuple[Contact, ...]
    added: int
    same: int
    joined: int


def identity(contact: Contact) -> Identity:
    """What makes two entries one contact. Two messages of one moment are told apart by their words."""
    words = contact.words if contact.means in MESSAGES else ""
    return (contact.at, compared(contact.number), contact.direction, contact.means, words)


def combine(old: Iterable[Contact], new: Iterable[Contact]) -> Combined:
    """Every contact of both. Where both differ, what the old one says stays."""
    contacts = list(old)
    equal: dict[Contact, list[int]] = {}
    for place, contact in enumerate(contacts):
        equal.setdefault(contact, []).append(place)
    ahead, same = [], 0
    for contact in new:
        if equal.get(contact):
            equal[contact].pop()
            same += 1
        else:
            ahead.append(contact)
    alike: dict[Identity, list[int]] = {}
    for place in sorted(place for places in equal.values() for place in places):
        alike.setdefault(identity(contacts[place]), []).append(place)
    mine = partners(contacts, alike, ahead)
    added = joined = 0
    for number, contact in enumerate(ahead):
        partner = mine.get(number)
        if partner is None:
            contacts.append(contact)
            added += 1
            continue
        both = join(contacts[partner], contact)
        joined += both != contacts[partner]
        same += both == contacts[partner]
        contacts[partner] = both
    contacts.sort(key=lambda contact: contact.at)
    return Combined(tuple(contacts), added, same, joined)


def partners(
    contacts: Sequence[Contact], alike: Mapping[Identity, Sequence[int]], new: Sequence[Contact]
) -> dict[int, int]:
    """By number of a new contact the place of the old one it belongs to; those without one are not in it."""
    numbers: dict[Identity, list[int]] = {}
    for number, contact in enumerate(new):
        numbers.setdefault(identity(contact), []).append(number)
    found: dict[int, int] = {}
    for named, waiting in numbers.items():
        free = list(alike.get(named, ()))
        # Hundreds of one second are no log anybody kept: a part of them at a time, or the comparing takes minutes.
        for first in range(0, len(waiting), LOOKED_AT):
            if not free:
                break
            pairs = match(contacts, free[:LOOKED_AT], [(one, new[one]) for one in waiting[first : first + LOOKED_AT]])
            found.update(pairs)
            taken = set(pairs.values())
            free = [place for place in free if place not in taken]
    return found


def match(contacts: Sequence[Contact], places: Sequence[int], new: Sequence[tuple[int, Contact]]) -> dict[int, int]:
    """As many as can be go to one that knows all of them already, whatever their order; the others to what is left.

    Taking the first that fits is not enough: it may be the only one that knows the next contact, and then the same file
    read in again would change what the first reading made of it.
    """
    knowing = {
        number: [place for place in places if join(contacts[place], contact) == contacts[place]]
        for number, contact in new
    }
    holder: dict[int, int] = {}

    def finds(number: int, asked: set[int]) -> bool:
        """Whether a place is free for it, or becomes free because its holder finds another."""
        for place in knowing[number]:
            if place in asked:
                continue
            asked.add(place)
            if place not in holder or finds(holder[place], asked):
                holder[place] = number
                return True
        return False

    without = [number for number, _ in new if not finds(number, set())]
    left = (place for place in places if place not in holder)
    return {number: place for place, number in holder.items()} | dict(zip(without, left, strict=False))


def join(old: Contact, new: Contact) -> Contact:
    """What stands at its default in the old one comes from the new one; lists and words hold what both say."""
    changes: dict[str, Any] = {}
    for name, field in Contact.model_fields.items():
        mine, other = getattr(old, name), getattr(new, name)
        if mine == other:
            continue
        if mine == field.get_default():
            changes[name] = other
        elif isinstance(mine, tuple):
            changes[name] = tuple(dict.fromkeys((*mine, *other)))[:LONGEST_LIST]
        elif name in ("words", "note"):
            changes[name] = join_words(mine, other)
    # A circumstance cannot be both confirmed and ruled out.
    for name, opposite in (("circumstances", old.ruled_out), ("ruled_out", old.circumstances)):
        if name in changes:
            changes[name] = tuple(one for one in changes[name] if one not in opposite)
    return old.model_copy(update=changes) if changes else old


def join_words(mine: str, other: str) -> str:
    if other in mine:
        return mine
    if mine in other:
        return other
    both = f"{mine}\n{other}"
    return both if len(both) <= LONGEST_WORDS else mine


@dataclass(frozen=True, slots=True)
class Questions:
    """What only the borrower can decide, because here and in the file stands something else."""

    debt: bool
    letters: tuple[str, ...]

    @property
    def any(self) -> bool:
        return self.debt or bool(self.letters)


def questions(here: CaseFacts, file: CaseFacts) -> Questions:
    """A file that says nothing of a thing, or the same, asks nothing."""
    debt = here.debt is not None and file.debt is not None and here.debt != file.debt
    letters = tuple(
        slug
        for slug, form in file.answers.items()
        if here.answers.get(slug, form) != form
        or (slug in here.answers and here.paragraphs.get(slug, ()) != file.paragraphs.get(slug, ()))
    )
    return Questions(debt, letters)


def take_in(here: CaseFacts, file: CaseFacts, *, new_debt: bool = False, new_letters: bool = False) -> CaseFacts:
    """The case with the file. `new_debt` and `new_letters`: what the file says replaces what stands here."""
    taken: Mapping[str, object] = {
        "debt": file.debt if file.debt and (new_debt or here.debt is None) else here.debt,
        "contacts": combine(here.contacts, file.contacts).contacts,
        "answers": {**here.answers, **file.answers} if new_letters else {**file.answers, **here.answers},
        # What was added to a letter goes with its form.
        "paragraphs": {
            slug: added
            for slug in {**here.answers, **file.answers, **here.paragraphs, **file.paragraphs}
            if (added := letter_from(slug, here, file, new_letters).paragraphs.get(slug))
        },
        "sent": brought_together(here.sent, file.sent),
        "files": without_twins((*here.files, *file.files))[:MOST_FILES],
    }
    # A field the case gained later, and nobody has thought of here, comes from whoever says something.
    others = {
        name: getattr(here, name) if getattr(here, name) != field.get_default() else getattr(file, name)
        for name, field in CaseFacts.model_fields.items()
        if name not in taken
    }
    return CaseFacts.model_validate({**taken, **others})


def letter_from(slug: str, here: CaseFacts, file: CaseFacts, new_letters: bool) -> CaseFacts:
    """Whose form of a letter stands."""
    first, second = (file, here) if new_letters else (here, file)
    return first if slug in first.answers or slug in first.paragraphs else second


def brought_together(here: Sequence[SentLetter], file: Sequence[SentLetter]) -> tuple[SentLetter, ...]:
    """Every letter that was sent, those of this case before those of the file as far as a case holds them."""
    kept = without_repeats(here)
    for one in file:
        more = without_repeats((*kept, one))
        if len(more) <= MOST_SENT and size_of(more) <= LONGEST_SENT:
            kept = more
    return kept
