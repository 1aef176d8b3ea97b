"""What it takes to compose a letter of the visitor's case, and keeping what they type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends
from fastapi.responses import Response

from app.content.model import nearest
from app.domain.case import CaseFacts
from app.domain.deadline import CountedAt, OwnLimit
from app.domain.document import Document
from app.domain.finding import Assessment, Assessor
from app.domain.law import Lawbook
from app.domain.link import Link, Links
from app.domain.problem import Problem
from app.letters import own
from app.letters.compose import compose
from app.letters.forms import Written
from app.letters.limits import LAST_CONTACT, SENDING
from app.letters.model import Composition, Letter, LetterBook
from app.rendering.paper import Pages, pages
from app.rendering.pdf import Typesetter
from app.rendering.text import text
from app.web.deps import provided
from app.web.errors import Refusal
from app.web.session import Visit, change

PRIVATE = {"Cache-Control": "no-store"}
BEGINNING = "开头"


class WrittenElsewhere(Exception):
    """The form was changed on another page since this one was shown; nothing was kept."""


class Desk:
    """The letters, the law, the judge."""

    def __init__(
        self,
        book: Annotated[LetterBook, Depends(provided(LetterBook))],
        law: Annotated[Lawbook, Depends(provided(Lawbook))],
        judge: Annotated[Assessor, Depends(provided(Assessor))],
        counted_at: Annotated[CountedAt, Depends(provided(CountedAt))],
        links: Annotated[Links, Depends(provided(Links))],
    ) -> None:
        self.book = book
        self.law = law
        self.judge = judge
        self.counted_at = counted_at
        self.links = links

    def find(self, slug: str) -> Letter:
        letter = self.book.get(slug)
        if letter is None:
            near = nearest(slug, self.book.by_slug)
            name = near.split("'")[1] if near else ""
            links = [Link(f"letters/{name}", self.book.by_slug[name].file.title, f"/letters/{name}")] if name else []
            raise Refusal(404, "没有这种文书", "可在“写投诉信”里查看全部。", suggestions=links)
        return letter

    def assess(self, facts: CaseFacts) -> Assessment:
        return self.judge(facts.debt, facts.contacts) if facts.debt else Assessment()

    def compose(self, letter: Letter, facts: CaseFacts, day: date, assessment: Assessment | None = None) -> Composition:
        """An answer to a question the form no longer asks is shown beside the form, and not part of the letter.
        `assessment` is of these facts, where they were judged before."""
        answers = {
            name: value for name, value in facts.answers.get(letter.slug, {}).items() if name in letter.field_by_id
        }
        added = facts.paragraphs.get(letter.slug, ())
        judged = self.assess(facts) if assessment is None else assessment
        return compose(
            self.book,
            letter,
            answers,
            facts.debt,
            facts.contacts,
            judged,
            self.law,
            day,
            facts.files,
            added,
            facts.sent,
        )

    def reviews(self, slug: str) -> tuple[Link, ...]:
        """Where the writer's own limits are counted that begin with the answer to the letter."""
        letter = self.book.get(slug)
        return tuple(self.links[f"deadlines/{one}"] for one in letter.file.reviews) if letter else ()

    def counted(self, letter: Letter, composed: Composition) -> str:
        """Where the writer's own limit is counted step by step; empty where the limit is the other side's, or no page has it."""
        if composed.deadline is None or composed.deadline_from in (SENDING, LAST_CONTACT):
            return ""
        shared = self.book.shared.extension
        if shared and letter.file.extension and composed.deadline_from == letter.file.extension.from_:
            query = urlencode({"start": shared.start, "on": composed.deadline.start})
            return f"{self.links[f'deadlines/{shared.period}'].url}?{query}"
        limit = OwnLimit(
            composed.deadline, composed.arrival, composed.deadline_from, composed.deadline_page, composed.received
        )
        return self.counted_at(letter.slug, limit)


AtDesk = Annotated[Desk, Depends()]
Setter = Annotated[Typesetter, Depends(provided(Typesetter))]


def kept(letter: Letter, facts: CaseFacts) -> Written:
    return Written(facts.answers.get(letter.slug, {}), facts.paragraphs.get(letter.slug, ()))


def with_written(letter: Letter, facts: CaseFacts, written: Written) -> CaseFacts:
    rest = {slug: added for slug, added in facts.paragraphs.items() if slug != letter.slug}
    paragraphs = {**rest, letter.slug: written.paragraphs} if written.paragraphs else rest
    answers = {**facts.answers, letter.slug: dict(written.answers)}
    return facts.model_copy(update={"answers": answers, "paragraphs": paragraphs})


def keep(visit: Visit, letter: Letter, written: Written, base: str, response: Response) -> None:
    """Saves the form. `base` is the digest of what the page showed, "" where it does not say. Raises WrittenElsewhere."""

    def edit(facts: CaseFacts) -> CaseFacts:
        now = kept(letter, facts).digest
        if base and now not in (base, written.digest):
            raise WrittenElsewhere
        return with_written(letter, facts, written)

    change(visit, edit, response)


@dataclass(frozen=True)
class Sized:
    """How long a letter is: characters, paper, and what the box of its addressee's portal takes, where that is known."""

    characters: int
    pages: Pages
    limit: int | None

    @property
    def excess(self) -> int:
        """How many characters the box does not take."""
        return max(0, self.characters - self.limit) if self.limit else 0

    @property
    def paper(self) -> str:
        return f"打印{self.pages.count}页" if self.pages.exact else f"打印大约{self.pages.count}页（估算）"


def sized(letter: Letter, document: Document, typesetter: Typesetter) -> Sized:
    plain = text(document)
    return Sized(plain.characters, pages(document, typesetter), letter.file.portal_limit)


@dataclass(frozen=True)
class Lacking:
    """What one part of the form still lacks."""

    title: str
    problems: tuple[Problem, ...]


def lacking(letter: Letter, composed: Composition) -> tuple[Lacking, ...]:
    """The problems under the parts of the form; those of no part come first."""
    named = {field.id: section.title for section in letter.sections for field in section.fields}
    found: dict[str, list[Problem]] = {}
    for one in composed.problems:
        name = one.where.split(".")[0]
        title = own.TITLE if name == "paragraphs" else named.get(name, BEGINNING)
        found.setdefault(title, []).append(one)
    order = (BEGINNING, *(section.title for section in letter.sections), own.TITLE)
    return tuple(Lacking(title, tuple(found[title])) for title in dict.fromkeys(order) if title in found)
