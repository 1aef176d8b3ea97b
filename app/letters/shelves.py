"""The list of papers, shelf by shelf, and which of them to write first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.case import CaseFacts, CreditorKind
from app.domain.finding import Finding
from app.letters.model import CATEGORY_NAMES, Category, Letter, LetterBook

MOST_FIRST = 4


@dataclass(frozen=True)
class Shelf:
    category: Category
    letters: tuple[Letter, ...]

    @property
    def name(self) -> str:
        return CATEGORY_NAMES[self.category]


@dataclass(frozen=True)
class First:
    """A letter to begin with, and why."""

    letter: Letter
    why: str


def shelves(book: LetterBook) -> tuple[Shelf, ...]:
    """Those that hold anything."""
    found = (Shelf(one, tuple(letter for letter in book.letters if letter.file.category is one)) for one in Category)
    return tuple(shelf for shelf in found if shelf.letters)


def first_ones(book: LetterBook, findings: Sequence[Finding], creditor: CreditorKind | None) -> tuple[First, ...]:
    """What was found names the letters; where nothing was, the first of each shelf is offered with its occasion."""
    found: dict[str, First] = {}
    for finding in findings:
        for slug in finding.letters:
            letter = book.get(slug)
            if letter and letter.serves(creditor):
                found.setdefault(slug, First(letter, f"你的记录里查出“{finding.name}”{finding.count}次"))
    if found:
        return tuple(found.values())[:MOST_FIRST]
    leading = (next((one for one in shelf.letters if one.serves(creditor)), None) for shelf in shelves(book))
    return tuple(First(one, one.file.when_to_use[0]) for one in leading if one)


def begun(book: LetterBook, facts: CaseFacts) -> tuple[Letter, ...]:
    """Letters something was typed into."""
    return tuple(one for one in book.letters if facts.answers.get(one.slug) or facts.paragraphs.get(one.slug))
