"""What was told to one letter and is asked again by another: who writes, about which contract, before which court.

Never a day of receipt, a promise or a choice: those belong to one paper. content/tables/letter-parts.yaml says what
goes how far.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.letters.model import Letter, LetterBook, Reach


@dataclass(frozen=True, slots=True)
class Question:
    """The same question: of the same group, unless it goes everywhere, and in the same words."""

    label: str
    reach: Reach
    group: str


def answers_for(book: LetterBook, letter: Letter, answers: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    """What was answered for the letter; for one nobody opened yet what the others were told (of several the last).
    Once somebody wrote in it, what they left empty stays empty."""
    if letter.slug in answers:
        # An older file may hold what this letter no longer asks.
        return {name: value for name, value in answers[letter.slug].items() if name in letter.field_by_id}
    wanted = questions(book, letter)
    known: dict[str, object] = {}
    for slug, given in answers.items():
        other = book.get(slug)
        if other is None:
            continue
        asked = questions(book, other) | given_besides(book, other)
        shelf = letter.file.category if letter.file.category is other.file.category else None
        same = {name for name, one in wanted.items() if asked.get(name) == one and one.reach.goes_to(shelf)}
        known |= {name: value for name, value in given.items() if value and name in same}
    return known


def questions(book: LetterBook, letter: Letter) -> dict[str, Question]:
    """Those of its questions whose answers may come from another letter, or go there."""
    own = {field.id for field in letter.file.fields}
    asked = letter.field_by_id.keys() - own
    found: dict[str, Question] = {}
    for name in letter.file.groups:
        group = book.shared.groups.get(name)
        if group is None or (group.person and letter.file.another_person):
            continue
        for reach, fields in group.carries.items():
            place = "" if reach is Reach.EVERYWHERE else name
            found |= {one: Question(letter.field_by_id[one].label, reach, place) for one in fields if one in asked}
    return found


def given_besides(book: LetterBook, letter: Letter) -> dict[str, Question]:
    """Its own fields whose answers go where those of a shared group go; none come back to them."""
    found: dict[str, Question] = {}
    for name, shared in letter.file.answers_as.items():
        group = book.shared.groups[shared]
        reach = next(reach for reach, fields in group.carries.items() if name in fields)
        label = next(field.label for field in group.fields if field.id == name)
        found[name] = Question(label, reach, "" if reach is Reach.EVERYWHERE else shared)
    return found
