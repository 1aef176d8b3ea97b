"""One case, several papers: the same facts for the lender (first a notice), the regulator, the association, the police and oneself.

Each paper is its own letter file, with its own order, tone, fields and enclosures (content/tables/dossier.yaml says
which). What was answered in one letter is known to the others that ask the same (app/letters/carried.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field

from app.content.model import ContentModel, nearest, validate
from app.content.tree import read
from app.domain.case import CaseFacts, CreditorKind
from app.domain.problem import Problem
from app.letters.carried import answers_for
from app.letters.model import Composition, Letter, LetterBook
from app.rendering.text import text

NAME = "dossier.yaml"
Text = Annotated[str, Field(min_length=1)]


class Recipient(StrEnum):
    NOTICE = "notice"
    LENDER = "lender"
    REGULATOR = "regulator"
    ASSOCIATION = "association"
    POLICE = "police"
    RECORD = "record"
    TIMELINE = "timeline"
    EVIDENCE_LIST = "evidence-list"


class PaperEntry(ContentModel):
    """`letters`: the first that may be written about the lender; `nobody` is said where none may. `if_begun`: it goes along
    only where it was begun, and is not asked for otherwise."""

    id: Recipient
    name: Text
    letters: Annotated[tuple[str, ...], Field(min_length=1)]
    why: Text
    nobody: Text
    if_begun: bool = False


class DossierFile(ContentModel):
    title: Text
    answer: Text
    checked_on: date
    review_by: date
    papers: tuple[PaperEntry, ...]
    advice: Annotated[tuple[Text, ...], Field(min_length=1)]
    limit_unknown: Text

    def length(self, paper: Paper) -> str:
        """How long a paper is, and whether the box of its addressee's portal takes it."""
        limit = paper.letter.file.portal_limit if paper.letter else None
        box = self.limit_unknown
        if limit:
            box = f"网页框最多{limit}字，{'装得下。' if paper.characters <= limit else '装不下：把PDF作为附件。'}"
        return f"全文{paper.characters}字。{box}"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of the dossier. `letter` is None where there is nobody to write to; `composed` may still lack something."""

    entry: PaperEntry
    letter: Letter | None
    composed: Composition | None

    @property
    def ready(self) -> bool:
        return self.composed is not None and self.composed.document is not None

    @property
    def characters(self) -> int:
        """How long it is, 0 where it is not ready."""
        return text(self.composed.document).characters if self.composed and self.composed.document else 0

    @property
    def lacks(self) -> tuple[Problem, ...]:
        return self.composed.stopped_by if self.composed else ()


Compose = Callable[[Letter, CaseFacts], Composition]


def load_dossier(content: Path, book: LetterBook) -> tuple[DossierFile | None, list[str]]:
    """Which papers one case becomes; every recipient once, every letter known."""
    tree = read(content / "tables" / NAME, content.parent)
    file, problems = validate(DossierFile, tree)
    for place, entry in enumerate(file.papers if file else ()):
        for number, slug in enumerate(entry.letters):
            if slug not in book.by_slug:
                hint = nearest(slug, book.by_slug) or "."
                problems.append(tree.at(("papers", place, "letters", number), f"there is no letter '{slug}'{hint}"))
    if file and [entry.id for entry in file.papers] != list(Recipient):
        problems.append(tree.at(("papers",), f"name each recipient once, in this order: {', '.join(Recipient)}."))
    return file, problems


def papers_of(file: DossierFile, book: LetterBook, facts: CaseFacts, compose: Compose) -> tuple[Paper, ...]:
    """Every paper of the dossier, in the order to send them."""
    kind = facts.debt.creditor.kind if facts.debt else None
    found = []
    for entry in file.papers:
        letter = letter_for(entry, book, kind)
        if entry.if_begun and not (letter and facts.answers.get(letter.slug)):
            continue
        composed = compose(letter, with_shared(book, letter, facts)) if letter else None
        found.append(Paper(entry, letter, composed))
    return tuple(found)


def letter_for(entry: PaperEntry, book: LetterBook, kind: CreditorKind | None) -> Letter | None:
    """The first that may be written about such a lender; of an unknown lender the first, which asks who it is."""
    letters = [book.by_slug[slug] for slug in entry.letters]
    return next((one for one in letters if one.serves(kind)), None)


def with_shared(book: LetterBook, letter: Letter, facts: CaseFacts) -> CaseFacts:
    """The case as the letter is written from it."""
    answers = {**facts.answers, letter.slug: answers_for(book, letter, facts.answers)}
    return facts.model_copy(update={"answers": answers})


def unknown_letters(book: LetterBook, slugs: Iterable[str], where: str) -> Iterator[Problem]:
    for slug in slugs:
        if book.get(slug) is None:
            yield Problem(f"{where}.{slug[:60]}", f"没有“{slug[:60]}”这种文书，请核对。")


def unknown_answers(book: LetterBook, answers: Mapping[str, Mapping[str, object]]) -> Iterator[Problem]:
    """Answers to questions a letter does not ask."""
    for slug, given in answers.items():
        letter = book.get(slug)
        strange = [name for name in given if name not in letter.field_by_id] if letter else []
        for name in strange:
            yield Problem(f"answers.{slug}.{name[:60]}", "这封信的表里没有这一项，请去掉。")
