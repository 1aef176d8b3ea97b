"""The schema of content/deadlines/*.yaml and content/tables/arrivals.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import Field, model_validator

from app.content.model import ContentModel
from app.domain.deadline import Rule, Unit
from app.domain.moment import Day
from app.domain.rest_days import RestDays

LONGEST_SET = 365

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, Field(min_length=1)]
Ref = Annotated[str, Field(pattern=r"^[a-z0-9-]+#.+$")]


class Who(StrEnum):
    """Whose duty it is to be in time."""

    MINE = "mine"
    THEIRS = "theirs"


class HandIn(StrEnum):
    """`posting`: posted in time is in time. `receipt`: taken to count when it arrives. `none`: nothing is handed in."""

    POSTING = "posting"
    RECEIPT = "receipt"
    NONE = "none"


class Start(ContentModel):
    """What the period may start from. `ask` labels its date, `counts` says which day counts and why.

    `adds` days pass first, and `then` is what has happened after them; `two`: the day is never sure, ask for a second
    one; `future`: the day may lie ahead; `asked_as`: the questions of letters that give this day.
    """

    id: Id
    name: Text
    ask: Text
    hint: str = ""
    counts: str = ""
    but: str = ""
    event: str = ""
    adds: Annotated[int, Field(ge=0, le=366)] = 0
    then: str = "期满"
    law: tuple[Ref, ...] = ()
    two: bool = False
    future: bool = False
    asked_as: tuple[str, ...] = ()


class Shelf(ContentModel):
    """`hotline` answers for the days of its papers; `afterwards` is said once it was handed in, or the other side is late."""

    id: Id
    name: Text
    hotline: Text = "12348"
    afterwards: Text


class ArrivalsFile(ContentModel):
    """How a paper can arrive, under what names several ways go together, and the shelves of /deadlines in their order."""

    checked_on: Day
    review_by: Day
    arrivals: Annotated[tuple[Start, ...], Field(min_length=1)]
    sets: Mapping[str, tuple[str, ...]]
    shelves: Annotated[tuple[Shelf, ...], Field(min_length=1)]


class Term(ContentModel):
    """How long, by the law of the day it starts. `asked`: the paper says how many days; `before`: until the start day.

    `from` is the first start day of this term. `unsettled`: a text cut the period on that day and nothing read says which
    of the two holds for those under way; both are counted, and the shorter one relied on.
    """

    from_: Day | None = Field(default=None, alias="from")
    length: Annotated[int, Field(ge=1, le=1_000)] | None = None
    unit: Unit = Unit.DAYS
    rule: Rule
    asked: bool = False
    before: bool = False
    cite: Annotated[tuple[Ref, ...], Field(min_length=1)]
    unsettled: str = ""

    @model_validator(mode="after")
    def one_way(self) -> Term:
        if [self.length is not None, self.asked, self.before].count(True) != 1:
            raise ValueError("a term has exactly one of length, asked and before")
        if self.unsettled and self.from_ is None:
            raise ValueError("only a term with 'from' can be unsettled")
        return self


class Longer(ContentModel):
    """What the other side may take where it says so."""

    length: Annotated[int, Field(ge=1, le=1_000)]
    unit: Unit = Unit.DAYS
    says: Text


class Example(ContentModel):
    """A count that must come out; run as a test."""

    start: str
    on: Day
    also: Day | None = None
    days: int | None = None
    last: Day
    latest: Day | None = None
    post_by: Day | None = None


class PeriodFile(ContentModel):
    """One period. `starts` is a set of arrivals by its name, or ids of arrivals and starts of its own.

    `extension`: the court may prolong it (民事诉讼法第86条). `letters` may name letters still to be written; they are
    linked once they are there. `pages` and `next` (other periods) must be there.
    """

    title: Annotated[str, Field(min_length=4, max_length=24)]
    asks: Annotated[str, Field(min_length=6, max_length=40)]
    answer: Text
    who: Who = Who.MINE
    shelf: Id
    order: Annotated[int, Field(ge=0)]
    starts: str | Annotated[tuple[str | Start, ...], Field(min_length=1)]
    terms: Annotated[tuple[Term, ...], Field(min_length=1)]
    longer: tuple[Longer, ...] = ()
    hand_in: HandIn = HandIn.NONE
    where: str = ""
    do: Annotated[tuple[Text, ...], Field(min_length=1)]
    passed: tuple[Text, ...] = ()
    extension: bool = False
    notes: tuple[Text, ...] = ()
    more_law: tuple[Ref, ...] = ()
    letters: tuple[Id, ...] = ()
    pages: Annotated[tuple[str, ...], Field(min_length=1)]
    next: tuple[Id, ...] = ()
    checked_on: Day
    review_by: Day
    examples: Annotated[tuple[Example, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def whole(self) -> PeriodFile:
        if self.who is Who.MINE and not (self.passed and self.where):
            raise ValueError("a duty of one's own says where it goes and what to do when the day has passed")
        if self.who is Who.THEIRS and (self.hand_in is not HandIn.NONE or self.extension):
            raise ValueError("nobody hands in or prolongs what the other side has to do")
        firsts = [term.from_ for term in self.terms[1:]]
        known = [day for day in firsts if day]
        if self.terms[0].from_ or len(known) != len(firsts) or known != sorted(set(known)):
            raise ValueError("every term but the first says from when, in order")
        return self


@dataclass(frozen=True)
class Period:
    """A period with its starts looked up."""

    id: str
    file: PeriodFile
    starts: tuple[Start, ...]

    @property
    def url(self) -> str:
        return f"/deadlines/{self.id}"

    @property
    def mine(self) -> bool:
        return self.file.who is Who.MINE

    @cached_property
    def by_start(self) -> Mapping[str, Start]:
        return {one.id: one for one in self.starts}

    @property
    def asks_days(self) -> bool:
        return any(term.asked for term in self.file.terms)

    def term_on(self, day: date) -> Term:
        """The term of periods that start on `day`."""
        return [term for term in self.file.terms if term.from_ is None or term.from_ <= day][-1]

    def term_after(self, term: Term) -> Term | None:
        rest = self.file.terms[self.file.terms.index(term) + 1 :]
        return rest[0] if rest else None


@dataclass(frozen=True)
class DeadlineBook:
    """Every period, the shelves they stand on, the rest days they are counted with, and the ways a paper arrives."""

    periods: tuple[Period, ...]
    shelves: tuple[Shelf, ...]
    rest_days: RestDays
    arrivals: tuple[Start, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Period]:
        return {one.id: one for one in self.periods}

    def shelf_of(self, period: Period) -> Shelf:
        return next(one for one in self.shelves if one.id == period.file.shelf)

    def on_shelf(self, shelf: Shelf) -> tuple[Period, ...]:
        return tuple(one for one in self.periods if one.file.shelf == shelf.id)
