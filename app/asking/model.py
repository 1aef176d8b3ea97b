"""The schema of content/asking, what an answer is, and everything the search knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.content.model import ContentModel
from app.domain.link import Link

LONGEST_QUESTION = 1_000
MOST_ANSWERS = 20
SITUATIONS = "situations"
LETTERS = "letters"

Phrase = Annotated[str, Field(min_length=1, max_length=60)]
Character = Annotated[str, Field(min_length=1, max_length=1)]
ConceptId = Annotated[str, Field(pattern=r"^[a-z][a-z-]*$")]


class ConceptEntry(ContentModel):
    """Forms that mean one thing. `common`: by itself it says nothing about a debt."""

    id: ConceptId
    forms: Annotated[tuple[Phrase, ...], Field(min_length=1)]
    common: bool = False


class ConceptsFile(ContentModel):
    """`dialect`: characters of dialects, and the standard ones they are read as."""

    concepts: Annotated[tuple[ConceptEntry, ...], Field(min_length=1)]
    dialect: dict[Character, Character] = {}


class SayingsFile(ContentModel):
    """content/asking/<slug>.yaml: what people say for whom the situation of that slug is the right page; in letters/, the letter.

    `behind`: the more general situation that stands before this one unless this one is clearly surer. elsewhere.yaml
    has the same form: what people ask that is no borrower's matter.
    """

    phrases: Annotated[tuple[Phrase, ...], Field(min_length=3)]
    behind: str = ""


class WordEntry(ContentModel):
    """A question of a word or two, in each of its wordings, and the refs of the pages that answer it, the best first."""

    say: Annotated[tuple[Phrase, ...], Field(min_length=1)]
    pages: Annotated[tuple[str, ...], Field(min_length=1, max_length=4)]


class WordsFile(ContentModel):
    """`endings` may stand behind any of the wordings and change nothing."""

    endings: tuple[Phrase, ...] = ()
    words: tuple[WordEntry, ...] = ()


class Danger(StrEnum):
    """What stands before every answer, the gravest first."""

    SELF_HARM = "self-harm"
    VIOLENCE = "violence"
    DISTRESS = "distress"


class DangerEntry(ContentModel):
    """Words of danger. `harmless` are longer sayings that merely contain one of them."""

    kind: Danger
    sentence: str
    numbers: Annotated[tuple[Annotated[str, Field(pattern=r"^[0-9]{3,5}$")], ...], Field(min_length=1)]
    forms: Annotated[tuple[Phrase, ...], Field(min_length=1)]


class DangersFile(ContentModel):
    dangers: Annotated[tuple[DangerEntry, ...], Field(min_length=1)]
    harmless: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Urgent:
    """What to do before anything about money, and the words that said so."""

    kind: Danger
    sentence: str
    numbers: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A page that answers, how well, and the borrower's own words that led there."""

    link: Link
    score: float
    why: tuple[str, ...]

    @property
    def topic(self) -> str:
        return self.link.ref.partition("/")[0]

    @property
    def slug(self) -> str:
        return self.link.ref.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Reply:
    """The answers, situations first. No answers: nothing was found.

    The first `direct` of them, of whatever kind, are what a question of a word or two means."""

    answers: tuple[Answer, ...]
    urgent: Urgent | None
    direct: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page that may be an answer: its link, the refs it points to, and what is said about it (situations and letters)."""

    link: Link
    related: tuple[str, ...] = ()
    sayings: SayingsFile | None = None


Pages = Mapping[str, Page]
