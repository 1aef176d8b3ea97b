"""The schema of content/tables/received.yaml and content/tables/case-numbers.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from app.content.model import ContentModel
from app.domain.case_number import CaseCodes, CaseKind, Doubt, Level, Maker, Province, Style, Unread
from app.domain.deadline import Rule, Unit
from app.domain.rest_days import RestDays

UNSURE = "unsure"
# No headline goes without it: no combination of answers may end in a certainty.
HEDGE = "还不能断定"
# Letters to lenders and authorities. None of them answers a court, and none stands among the papers that do.
NO_ANSWER_TO_A_COURT = ("complaint-", "stop-", "verify-")

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]
Law = Annotated[tuple[str, ...], Field(min_length=1)]


def readable(pattern: str) -> str:
    """Raises ValueError where it is no pattern."""
    try:
        re.compile(pattern)
    except re.error as failure:
        raise ValueError(f"'{pattern}' cannot be read: {failure}") from None
    return pattern


# What is looked for in typed text as `plain_of` gives it: without blanks, small letters, half width.
Pattern = Annotated[str, Field(min_length=1), AfterValidator(readable)]


class Points(StrEnum):
    """Where an answer points, what weighs most first. None of them proves anything."""

    FRAUD = "fraud"
    AGAINST = "against"
    FOR = "for"
    NOTHING = "nothing"


class Issuer(StrEnum):
    """Who gives out such a paper."""

    COURT = "court"
    ARBITRATION = "arbitration"
    NOTARY = "notary"
    MEDIATOR = "mediator"
    LAW_FIRM = "law-firm"
    LENDER = "lender"
    POLICE = "police"
    UNKNOWN = "unknown"


# Papers no complaint answers. One of unknown origin may be among them.
HARD_STOPS = frozenset({Issuer.COURT, Issuer.ARBITRATION, Issuer.NOTARY, Issuer.UNKNOWN})


class LetterOf(ContentModel):
    """A paper that may be written: its slug in content/letters, its name, and when it is the right one."""

    slug: Id
    name: Text
    when: Text


class Limit(ContentModel):
    """A time limit from the day after receipt. `since`: papers received before it are not counted, `before` is said instead.

    `deadline` is the id of a page on the limit; it is linked where there is one. `arrives`: taken to count when it arrives,
    so that it is posted a week before and not three days. `note` is what else must be known.
    `variants` are those of the paper's fork it holds for; none named: it holds for everyone who has such a paper.
    """

    name: Text
    length: Annotated[int, Field(gt=0, le=366)]
    unit: Unit = Unit.DAYS
    rule: Rule = Rule.COURT
    law: Law
    note: str = ""
    since: date | None = None
    before: str = ""
    deadline: str = ""
    arrives: bool = False
    variants: tuple[str, ...] = ()

    @model_validator(mode="after")
    def speak_of_the_time_before(self) -> Self:
        if bool(self.since) != bool(self.before):
            raise ValueError("'since' and 'before' stand together")
        return self


class Variant(ContentModel):
    """One of the kinds such a paper may be of. `paper`: the entry it has of its own, which it leads to; `none`: what is said
    where no limit runs for it; `kinds`: procedures whose case number says that it is this one; `words`: a
    pattern over the title that does.
    """

    id: Id
    name: Text
    paper: str = ""
    none: str = ""
    kinds: tuple[str, ...] = ()
    words: str = ""


class Fork(ContentModel):
    """The one question on which a last day hangs. `until`: what holds as long as nobody answered it."""

    question: Text
    until: Text
    variants: Annotated[tuple[Variant, ...], Field(min_length=2)]


class Paper(ContentModel):
    """A paper people receive. `titles` are what stands on it and what people call it.

    `unsealed`: no seal can stand on it, so none speaks against it.
    `first` are the things to do after the day was written down; `no_limit` is said of what has no fixed last day.
    """

    id: Id
    name: Text
    titles: Texts
    issuer: Issuer
    unsealed: bool = False
    what: Text
    marks: Texts
    fakes: Texts
    verify: Annotated[tuple[str, ...], Field(min_length=2)]
    first: Annotated[tuple[Text, ...], Field(min_length=2)]
    never: Texts
    page: str
    fork: Fork | None = None
    limits: tuple[Limit, ...] = ()
    no_limit: str = ""
    no_limit_law: tuple[str, ...] = ()
    write: Text
    letters: tuple[LetterOf, ...] = ()

    @model_validator(mode="after")
    def hold_together(self) -> Self:
        if not self.limits and not self.no_limit:
            raise ValueError("a paper names its limits, or says in 'no_limit' that it has none")
        if self.no_limit_law and not self.no_limit:
            raise ValueError("'no_limit_law' stands with 'no_limit'")
        wrong = [one.slug for one in self.letters if one.slug.startswith(NO_ANSWER_TO_A_COURT)]
        if self.issuer in HARD_STOPS and wrong:
            raise ValueError(f"'{wrong[0]}' answers no court; take it out")
        return self

    @model_validator(mode="after")
    def say_for_whom(self) -> Self:
        """No limit of some stands without the question who they are, and no answer to it leads nowhere."""
        variants = self.fork.variants if self.fork else ()
        named = {one for limit in self.limits for one in limit.variants}
        if unknown := named - {one.id for one in variants}:
            raise ValueError(f"'{min(unknown)}' is no variant of the paper's fork")
        for one in variants:
            if (one.id in named or bool(one.paper)) == bool(one.none):
                raise ValueError(f"variant '{one.id}' has limits or a paper, or says in 'none' that no limit runs")
        return self

    def variant(self, variant: str) -> Variant | None:
        return next((one for one in self.fork.variants if one.id == variant), None) if self.fork else None


class Answer(ContentModel):
    """One answer about the paper. `by_issuer` where it points elsewhere for papers of that issuer; `points` else."""

    id: Id
    name: Annotated[str, Field(min_length=1, max_length=40)]
    hint: str = ""
    points: Points
    by_issuer: dict[Issuer, Points] = {}
    why: dict[Points, Text]

    @model_validator(mode="after")
    def give_a_reason(self) -> Self:
        if set(self.why) != {self.points, *self.by_issuer.values()}:
            raise ValueError("'why' gives a reason for every weight of the answer, and for no other")
        return self

    def points_for(self, issuer: Issuer) -> Points:
        return self.by_issuer.get(issuer, self.points)


class Way(Answer):
    """How it came. `start`: from which day days are counted where it came so, as far as it is known."""

    start: Text
    start_law: tuple[str, ...] = ()


class Served(ContentModel):
    """From which day days are counted where papers of that issuer are not served as a court's are. Stands in place of what
    is said of the way it came."""

    says: Text
    law: Law


class Phrase(Answer):
    """Words in what was typed that say something of the paper: a deadline of hours, a threat. `pattern` finds them."""

    pattern: Pattern


class Hint(ContentModel):
    """The paper where what was typed is no title but a message, or what stands on an envelope.

    `words` are found in it; so is `by`, unless it came in one of `ways`. `over_courts`: it goes before a court's paper that
    is named in it, for who has the message or the envelope has not seen the paper yet.
    """

    paper: str
    words: Pattern
    by: str = ""
    ways: tuple[str, ...] = ()
    over_courts: bool = False


class Check(ContentModel):
    """One way to verify it today, for free; `see` are pages of ours about it."""

    id: Id
    name: Text
    says: Text
    see: tuple[str, ...] = ()


class NumberSigns(ContentModel):
    """What a case number, or none, says of the paper."""

    absent: Text
    absent_elsewhere: Text
    missing: Text
    fits: Text
    fits_nothing: Text
    unread: Text
    another_makers: Text


class Expected(ContentModel):
    """What an example must give; what is not named is not held."""

    paper: str
    points: Points
    last: date | None = None
    hard_stop: bool
    says: tuple[str, ...] = ()


class Example(ContentModel):
    """A story as it may be told, run as a test on `today`."""

    story: Text
    today: date
    asked: dict[str, str]
    expect: Expected


class ReceivedFile(ContentModel):
    title: Text
    answer: Text
    checked_on: date
    review_by: date
    sources: Texts
    letters_to_come: tuple[str, ...] = ()
    issuers: dict[Issuer, Text]
    hard_stop: dict[Issuer, Text]
    safe_default: Text
    start_default: Text
    start_law: Law
    served: dict[Issuer, Served] = {}
    headlines: dict[Points, Text]
    points: dict[Points, Text]
    first_always: Texts
    urgent: Text
    not_found: Text
    several: Text
    papers: Annotated[tuple[Paper, ...], Field(min_length=5)]
    seals: Annotated[tuple[Answer, ...], Field(min_length=3)]
    ways: Annotated[tuple[Way, ...], Field(min_length=3)]
    money: Annotated[tuple[Answer, ...], Field(min_length=3)]
    phrases: tuple[Phrase, ...] = ()
    hints: tuple[Hint, ...] = ()
    number: NumberSigns
    checks: Annotated[tuple[Check, ...], Field(min_length=3)]
    if_fake: Texts
    if_fake_law: Law
    examples: Annotated[tuple[Example, ...], Field(min_length=5)]

    @model_validator(mode="after")
    def hold_together(self) -> Self:
        if self.review_by <= self.checked_on:
            raise ValueError("review_by must lie after checked_on")
        if set(self.headlines) != set(Points) or set(self.points) != set(Points):
            raise ValueError("headlines and points say something for every weight")
        if bare := [one for one, text in self.headlines.items() if HEDGE not in text]:
            raise ValueError(f"the headline '{bare[0]}' must say “{HEDGE}”: nobody can tell from here")
        if set(self.issuers) != set(Issuer) or set(self.hard_stop) != HARD_STOPS:
            raise ValueError(f"issuers names every issuer, hard_stop {', '.join(sorted(HARD_STOPS))}")
        for name in ("papers", "seals", "ways", "money"):
            if UNSURE not in {one.id for one in getattr(self, name)}:
                raise ValueError(f"'{UNSURE}' must be among the {name}: it is always an answer")
        if not any(Points.FRAUD in {one.points, *one.by_issuer.values()} for one in self.money):
            raise ValueError("one answer about money is a sign of fraud")
        return self


class KindEntry(ContentModel):
    """A procedure of the table of case numbers."""

    code: Annotated[str, Field(min_length=1, max_length=6)]
    name: Text
    says: Text
    means: Text
    levels: tuple[Level, ...] = ()
    papers: tuple[str, ...]


class ProvinceEntry(ContentModel):
    code: Annotated[str, Field(min_length=1, max_length=1)]
    name: Text
    high_court: str = ""


class MakerEntry(ContentModel):
    maker: Maker
    name: Text
    marks: tuple[str, ...]
    says: Text
    page: str


class DoubtEntry(ContentModel):
    against: bool
    says: Text


class NumberExample(ContentModel):
    number: Text
    maker: Maker | None = None
    court: str = ""
    level: Level | None = None
    kind: str = ""
    doubts: tuple[Doubt, ...] = ()
    unread: Unread | None = None


class CaseNumbersFile(ContentModel):
    title: Text
    answer: Text
    checked_on: date
    review_by: date
    sources: Texts
    proves_title: Text
    proves: Texts
    none_given: Text
    style_uniform: Text
    style_old: Text
    same_court: Text
    specialised: Text
    maker_court: Text
    unreadable: dict[Unread, Text]
    makers: Annotated[tuple[MakerEntry, ...], Field(min_length=1)]
    doubts: dict[Doubt, DoubtEntry]
    levels: dict[Level, Text]
    provinces: Annotated[tuple[ProvinceEntry, ...], Field(min_length=1)]
    kinds: Annotated[tuple[KindEntry, ...], Field(min_length=1)]
    examples: Annotated[tuple[NumberExample, ...], Field(min_length=3)]

    @model_validator(mode="after")
    def hold_together(self) -> Self:
        if self.review_by <= self.checked_on:
            raise ValueError("review_by must lie after checked_on")
        told = (("unreadable", self.unreadable, Unread), ("doubts", self.doubts, Doubt), ("levels", self.levels, Level))
        for name, table, words in told:
            if missing := set(words) - set(table):
                raise ValueError(f"{name} says nothing of '{min(missing)}'")
        if {one.maker for one in self.makers} != set(Maker) - {Maker.COURT}:
            raise ValueError("makers names everyone who numbers papers, but not the court")
        for name in ("provinces", "kinds"):
            codes = [one.code for one in getattr(self, name)]
            if twice := [one for one in codes if codes.count(one) > 1]:
                raise ValueError(f"'{twice[0]}' stands twice in {name}")
        return self

    def style(self, style: Style) -> str:
        return self.style_old if style is Style.OLD else self.style_uniform


@dataclass(frozen=True)
class CaseNumberBook:
    """The table of case numbers, and the codes a reader needs."""

    file: CaseNumbersFile

    @cached_property
    def codes(self) -> CaseCodes:
        return CaseCodes(
            {one.code: Province(one.code, one.name, one.high_court) for one in self.file.provinces},
            {one.code: CaseKind(one.code, one.name, one.says, one.means, one.levels) for one in self.file.kinds},
            tuple((one.maker, one.marks) for one in self.file.makers),
        )

    @cached_property
    def makers(self) -> Mapping[Maker, MakerEntry]:
        return {one.maker: one for one in self.file.makers}

    @cached_property
    def papers_of(self) -> Mapping[str, tuple[str, ...]]:
        return {one.code: one.papers for one in self.file.kinds}


@dataclass(frozen=True)
class ReceivedBook:
    """The file with its lists by id, the table of case numbers, and the days of rest limits are counted with."""

    file: ReceivedFile
    numbers: CaseNumberBook
    rest_days: RestDays

    @cached_property
    def papers(self) -> Mapping[str, Paper]:
        return {one.id: one for one in self.file.papers}

    @cached_property
    def seals(self) -> Mapping[str, Answer]:
        return {one.id: one for one in self.file.seals}

    @cached_property
    def ways(self) -> Mapping[str, Way]:
        return {one.id: one for one in self.file.ways}

    @cached_property
    def money(self) -> Mapping[str, Answer]:
        return {one.id: one for one in self.file.money}

    @cached_property
    def checks(self) -> Mapping[str, Check]:
        return {one.id: one for one in self.file.checks}
