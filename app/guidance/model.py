"""The schema of content/guidance/<topic>/<slug>.md and of the tables beside it: glossary, myths, site, route map,
collection timeline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from app.content.model import ContentModel
from app.domain.markup import Kind, Placeholder


class Topic(StrEnum):
    SITUATIONS = "situations"
    RIGHTS = "rights"
    ROUTES = "routes"
    PAPERS = "papers"
    TACTICS = "tactics"
    FACTS = "facts"


# The fixed headings of each topic, in order; several names in one place are alternatives (CONTENT-STYLE).
SECTIONS: Mapping[Topic, tuple[tuple[str, ...], ...]] = {
    Topic.ROUTES: (
        ("这是什么",), ("谁会用",), ("你会收到什么",), ("你有几天",),
        ("你可以怎么选",), ("不理会会怎样",), ("接下来",),
    ),
    Topic.TACTICS: (
        ("它长什么样",), ("他们为什么这样做",), ("合法吗",), ("你可以这样说",), ("留什么证据",), ("去哪里投诉",),
    ),
    Topic.PAPERS: (("怎么认",), ("真的还是假的",), ("你有几天",), ("先做什么",), ("再做什么",), ("错过了怎么办",)),
    Topic.SITUATIONS: (("一句话答案",), ("先做这三件事",), ("你的权利",), ("可以用的信和工具",), ("接下来",)),
    Topic.RIGHTS: (("一句话",), ("具体是什么",), ("谁必须遵守",), ("例外",), ("被侵犯了怎么办",)),
    Topic.FACTS: (
        ("一句话",), ("怎么算", "怎么回事", "怎么算 / 怎么回事", "怎么算/怎么回事"), ("常见误解",), ("你能做什么",),
    ),
}  # fmt: skip

LAW_REF = re.compile(r"[a-z0-9-]+#\S+")
PLAYBOOK_ID = r"^[RCTLKN][1-9][0-9]?$"


def law_ref(value: str) -> str:
    if not LAW_REF.fullmatch(value):
        raise ValueError(f"'{value}' is no article; write instrument#article, as minsu#227")
    return value


LawRef = Annotated[str, AfterValidator(law_ref)]


def cited(ref: str) -> Placeholder:
    """minsu#227 as the placeholder it stands for."""
    return Placeholder(Kind.LAW, ref)


class WrongEntry(ContentModel):
    """One “这条常被写错” box: the claim as it goes round, what holds, and the article that says so."""

    wrong: Annotated[str, Field(min_length=2)]
    right: Annotated[str, Field(min_length=2)]
    source: LawRef | None = None


class GuideFile(ContentModel):
    """The front matter. `answer` is the lead; `law` is in the numbering of the newest version of each instrument."""

    title: Annotated[str, Field(min_length=2, max_length=60)]
    answer: Annotated[str, Field(min_length=2, max_length=200)]
    covers: tuple[Annotated[str, Field(pattern=PLAYBOOK_ID)], ...] = ()
    law: tuple[LawRef, ...] = ()
    often_wrong: tuple[WrongEntry, ...] = ()
    related: tuple[str, ...] = ()
    checked_on: date
    review_by: date

    @model_validator(mode="after")
    def review_follows_check(self) -> GuideFile:
        if self.review_by <= self.checked_on:
            raise ValueError("review_by must lie after checked_on")
        return self


@dataclass(frozen=True)
class Reference:
    """A ref (rights/privacy, letters/police-report) or a path a content file points to, with where it stands."""

    target: str
    path: str
    line: int


@dataclass(frozen=True)
class Guide:
    """One page: its front matter and its Markdown. `references` are the pages it points to."""

    topic: Topic
    slug: str
    file: GuideFile
    body: str
    references: tuple[Reference, ...] = ()

    @property
    def ref(self) -> str:
        return f"{self.topic}/{self.slug}"

    @property
    def url(self) -> str:
        return f"/{self.ref}"

    def overdue(self, day: date) -> bool:
        """Whether the page should have been checked again before `day`."""
        return self.file.review_by < day


class GlossaryEntry(ContentModel):
    """`everyday` words need no explanation at their first use; `not_in` are longer words that merely contain the term."""

    term: Annotated[str, Field(min_length=1, max_length=20)]
    plain: Annotated[str, Field(min_length=2, max_length=40)]
    law: tuple[LawRef, ...] = ()
    everyday: bool = False
    not_in: tuple[str, ...] = ()


class GlossaryFile(ContentModel):
    checked_on: date
    review_by: date
    terms: tuple[GlossaryEntry, ...]


@dataclass(frozen=True)
class Glossary:
    entries: tuple[GlossaryEntry, ...] = ()

    @cached_property
    def by_term(self) -> Mapping[str, GlossaryEntry]:
        return {entry.term: entry for entry in self.entries}


class MythEntry(ContentModel):
    """A claim that goes round, what holds, the articles that say so, and the page that tells more."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    wrong: str
    right: str
    sources: tuple[LawRef, ...] = ()
    pages: tuple[str, ...] = ()
    note: str = ""


class MythsFile(ContentModel):
    checked_on: date
    review_by: date
    myths: tuple[MythEntry, ...]


class TopicEntry(ContentModel):
    """How a topic is introduced: its name in menus, the question it answers, one sentence; `first` are its leading pages."""

    name: str
    question: str
    intro: str
    first: tuple[str, ...] = ()


class Helpline(ContentModel):
    number: Annotated[str, Field(pattern=r"^[0-9]{3,5}$")]
    name: str
    when: str


class Notice(ContentModel):
    """A standing warning (scam agents, honesty): shown beside letters and complaints."""

    id: str
    title: str
    text: str
    sources: tuple[LawRef, ...] = ()


class SiteFile(ContentModel):
    name: str
    tagline: str
    promise: str
    topics: dict[Topic, TopicEntry]
    helplines: tuple[Helpline, ...]
    notices: tuple[Notice, ...]
    checked_on: date
    review_by: date

    @model_validator(mode="after")
    def introduce_every_topic(self) -> SiteFile:
        missing = [topic for topic in Topic if topic not in self.topics]
        if missing:
            raise ValueError(f"the topic '{missing[0]}' has no introduction under topics")
        return self


class RouteEdge(ContentModel):
    """What a step may lead to. `label` says when."""

    to: str
    label: str = ""


class RouteNode(ContentModel):
    """A step on the way: how one recognises it, what ends it (`halt` is its short form on the drawing), its page's ref."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    name: Annotated[str, Field(max_length=8)]
    sign: str
    page: str = ""
    halt: Annotated[str, Field(max_length=12)]
    stops: Annotated[tuple[str, ...], Field(min_length=1)]
    leads: tuple[RouteEdge, ...] = ()
    days: str = ""


class RouteStage(ContentModel):
    """One band of the map. Each row holds one step over the whole width, or two side by side."""

    name: Annotated[str, Field(max_length=14)]
    rows: Annotated[
        tuple[Annotated[tuple[RouteNode, ...], Field(min_length=1, max_length=2)], ...], Field(min_length=1)
    ]


class RouteMapFile(ContentModel):
    title: str
    intro: str
    stages: Annotated[tuple[RouteStage, ...], Field(min_length=1)]
    checked_on: date
    review_by: date


@dataclass(frozen=True)
class RouteMap:
    file: RouteMapFile

    @cached_property
    def steps(self) -> Mapping[str, RouteNode]:
        return {step.id: step for stage in self.file.stages for row in stage.rows for step in row}


class TimelineAnswer(ContentModel):
    """`short` stands on the drawing, `texts` in the table under it; these may hold {law:…}."""

    short: Annotated[str, Field(max_length=15)]
    texts: Annotated[tuple[str, ...], Field(min_length=1)]


class TimelineStep(ContentModel):
    """A step of collection: what they do, what of it is lawful, what is not, what the borrower can do."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    when: Annotated[str, Field(max_length=8)]
    name: Annotated[str, Field(max_length=10)]
    what: str
    page: str
    may: TimelineAnswer
    may_not: TimelineAnswer
    you: TimelineAnswer
    conducts: tuple[str, ...] = ()

    @property
    def answers(self) -> tuple[TimelineAnswer, ...]:
        return (self.may, self.may_not, self.you)


class TimelineStage(ContentModel):
    name: Annotated[str, Field(max_length=14)]
    steps: Annotated[tuple[TimelineStep, ...], Field(min_length=1)]


class TimelineFile(ContentModel):
    title: str
    intro: str
    covers: tuple[Annotated[str, Field(pattern=PLAYBOOK_ID)], ...] = ()
    stages: Annotated[tuple[TimelineStage, ...], Field(min_length=1)]
    checked_on: date
    review_by: date

    @property
    def steps(self) -> tuple[TimelineStep, ...]:
        return tuple(step for stage in self.stages for step in stage.steps)


@dataclass(frozen=True)
class GuideBook:
    """Every page of guidance and what stands beside them. `references` are the pages the tables point to."""

    guides: tuple[Guide, ...]
    glossary: Glossary
    myths: tuple[MythEntry, ...] = ()
    site: SiteFile | None = None
    route_map: RouteMap | None = None
    timeline: TimelineFile | None = None
    references: tuple[Reference, ...] = field(default=())

    @cached_property
    def by_ref(self) -> Mapping[str, Guide]:
        return {guide.ref: guide for guide in self.guides}

    def get(self, topic: Topic, slug: str) -> Guide | None:
        return self.by_ref.get(f"{topic}/{slug}")

    def under(self, topic: Topic) -> tuple[Guide, ...]:
        """The pages of a topic: the leading ones in their order, then the rest."""
        first = self.site.topics[topic].first if self.site else ()
        pages = [guide for guide in self.guides if guide.topic is topic]
        return tuple(sorted(pages, key=lambda one: first.index(one.slug) if one.slug in first else len(first)))
