"""What was heard of a caller, weighed, as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pydantic import BaseModel, Field

from app.callers.model import Duty, Points, PublishedList
from app.callers.question import UNKNOWN
from app.callers.weighing import Cited, Weighed
from app.domain.law import Strength
from app.domain.link import Links


class SaidLaw(BaseModel):
    """An article in force on the day. `verb`: 见, or 参照 for standards and self-regulation. `binds`: for whom."""

    named: str = Field(examples=["《互金催收公约》第15条"])
    instrument: str
    version: date
    article: str
    strength: Strength
    verb: str
    when: str
    binds: str
    url: str


class SaidLink(BaseModel):
    title: str
    url: str


class SaidSign(BaseModel):
    """`points`: where it points, which is no proof. `conduct`: the behaviour it may be."""

    sign: str = Field(examples=["personal-account"])
    name: str
    points: Points
    why: str
    actions: list[str]
    law: list[SaidLaw]
    conduct: str | None
    page: SaidLink | None


class SaidAction(BaseModel):
    action: str
    name: str
    says: str
    urgent: bool
    call: list[str]
    see: list[SaidLink]


class SaidUnknown(BaseModel):
    unknown: str
    asks: str
    how: str


class SaidOwed(BaseModel):
    """What the other side is to say. `duty` must: law; should: standards alone; depends: on the lender; ask: nothing read."""

    id: str
    topic: str
    says: str
    duty: Duty
    law: list[SaidLaw]


class SaidQuestion(BaseModel):
    ask: str
    hear: str


class SaidNever(BaseModel):
    says: str
    because: str
    law: list[SaidLaw]


class SaidLiable(BaseModel):
    who: str
    says: str
    law: list[SaidLaw]


class SaidRole(BaseModel):
    """What the person called owes, may say and may do."""

    role: str = Field(examples=["relative"])
    name: str
    answer: str
    owes: str
    law: list[SaidLaw]
    unless: list[SaidLiable]
    say: str
    steps: list[str]
    but: str
    page: SaidLink
    letters: list[SaidLink]
    complain: list[SaidLink]


class SaidListRule(BaseModel):
    says: str
    law: list[SaidLaw]


class SaidList(BaseModel):
    how: list[str]
    proves: str
    absent: list[str]
    rules: list[SaidListRule]


class SaidWeighed(BaseModel):
    """Never a verdict: `unknowns` always has an entry, `actions` always hang-up and verify. `url` is the same as a page."""

    on: date
    creditor: str = Field(examples=["bank-card", UNKNOWN])
    points: Points
    headline: str
    role: SaidRole
    signs: list[SaidSign]
    opposed: list[list[str]]
    actions: list[SaidAction]
    unknowns: list[SaidUnknown]
    must_say: list[SaidOwed]
    questions: list[SaidQuestion]
    never: list[SaidNever]
    published_list: SaidList
    url: str


def say_law(law: Iterable[Cited]) -> list[SaidLaw]:
    return [
        SaidLaw(
            named=one.citation.named,
            instrument=one.citation.version.instrument,
            version=one.citation.version.starts,
            article=one.citation.article.number,
            strength=one.citation.version.strength,
            verb=one.verb,
            when=one.when,
            binds=one.binds,
            url=one.citation.url,
        )
        for one in law
    ]


def say_links(refs: Iterable[str], links: Links) -> list[SaidLink]:
    return [SaidLink(title=links[ref].title, url=links[ref].url) for ref in refs]


def say_role(weighed: Weighed, links: Links) -> SaidRole:
    role = weighed.role
    return SaidRole(
        role=role.id,
        name=role.name,
        answer=role.answer,
        owes=role.owes,
        law=say_law((*weighed.owes_law, *weighed.steps_law)),
        unless=[SaidLiable(who=one.who, says=one.says, law=say_law(one.law)) for one in weighed.unless],
        say=role.say,
        steps=list(role.steps),
        but=role.but,
        page=say_links([role.page], links)[0],
        letters=say_links([f"letters/{slug}" for slug in role.letters], links),
        complain=say_links([f"channels/{slug}" for slug in weighed.channels], links),
    )


def say_weighed(weighed: Weighed, lists: PublishedList, url: str, links: Links) -> SaidWeighed:
    return SaidWeighed(
        on=weighed.on,
        creditor=weighed.creditor or UNKNOWN,
        points=weighed.points,
        headline=weighed.headline,
        role=say_role(weighed, links),
        signs=[
            SaidSign(
                sign=one.sign.id,
                name=one.sign.name,
                points=one.points,
                why=one.why,
                actions=list(one.sign.do),
                law=say_law(one.law),
                conduct=one.sign.conduct or None,
                page=say_links([one.sign.page], links)[0] if one.sign.page else None,
            )
            for one in weighed.heard
        ],
        opposed=[[first.id, second.id] for first, second in weighed.opposed],
        actions=[
            SaidAction(
                action=one.id,
                name=one.name,
                says=weighed.says(one),
                urgent=one.urgent,
                call=list(one.call),
                see=say_links(one.see, links),
            )
            for one in weighed.actions
        ],
        unknowns=[SaidUnknown(unknown=one.id, asks=one.asks, how=one.how) for one in weighed.unknowns],
        must_say=[
            SaidOwed(id=one.id, topic=one.topic, says=one.says, duty=one.duty, law=say_law(one.law))
            for one in weighed.must_say
        ],
        questions=[SaidQuestion(ask=one.ask, hear=one.hear) for one in weighed.questions],
        never=[
            SaidNever(says=one.never.says, because=one.never.because, law=say_law(one.law)) for one in weighed.never
        ],
        published_list=SaidList(
            how=list(lists.how) if weighed.has_list else [],
            proves=lists.proves if weighed.has_list else "",
            absent=list(lists.absent) if weighed.has_list else [],
            rules=[SaidListRule(says=one.says, law=say_law(one.law)) for one in weighed.lists],
        ),
        url=url,
    )
