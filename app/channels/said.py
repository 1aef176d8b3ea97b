"""Channels and referrals as JSON."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from app.channels.model import Channel
from app.channels.referral import Referral, Step
from app.channels.terms import Basis, CountedTerm, TermKind
from app.channels.wants import UNKNOWN, Stage
from app.domain.case import CreditorKind
from app.domain.deadline import Unit
from app.domain.finding import Verdict
from app.domain.law import Citation
from app.domain.link import Links


class SaidChannel(BaseModel):
    """`serves` null: everyone. A time limit with `verified` false must not be relied on."""

    slug: str = Field(examples=["nfra-12378"])
    name: str
    url: str
    good_for: str
    competence: list[str]
    not_for: list[str]
    required: list[str]
    how: dict[str, str]
    hours: str
    cost: str
    can: list[str]
    cannot: list[str]
    time_limits: str
    serves: list[CreditorKind] | None
    source: str
    verified: bool
    checked_on: date
    review_by: date


def say(channel: Channel) -> SaidChannel:
    file = channel.file
    return SaidChannel(
        slug=channel.slug,
        name=file.name,
        url=channel.url,
        good_for=file.good_for,
        competence=list(file.competence),
        not_for=list(file.not_for),
        required=list(file.required),
        how=dict(file.how.said()),
        hours=file.hours,
        cost=file.cost,
        can=list(file.can),
        cannot=list(file.cannot),
        time_limits=file.time_limits,
        serves=None if channel.creditors is None else sorted(channel.creditors),
        source=file.source,
        verified=file.verified,
        checked_on=file.checked_on,
        review_by=file.review_by,
    )


class SaidCitation(BaseModel):
    """A text in force on the day. `word`: 违反 for what binds, 参照 for standards."""

    named: str = Field(examples=["《投诉办法》第18条"])
    instrument: str
    version: date
    article: str
    strength: str
    word: str
    url: str


class SaidTerm(BaseModel):
    """`last` is counted from the step's `starts` (or from `happened`); null where it begins with a paper not yet there.

    `basis` legal: the text says so; reprint: only read as others repeat it; advice: ours, no time limit.
    """

    kind: TermKind
    say: str
    length: int
    unit: Unit
    since: str
    basis: Basis
    law: SaidCitation | None
    last: date | None
    certain: bool


class SaidNext(BaseModel):
    """After silence: `by` is the last day to wait for, `then` and `also` slugs that are on the list."""

    say: str
    by: date | None
    then: list[str]
    also: list[str]


class SaidLetter(BaseModel):
    slug: str
    title: str
    url: str


class SaidStep(BaseModel):
    """One channel in its place. `because`: why there. `not_with`: channels of the list not to be given the same matter."""

    channel: SaidChannel
    stage: Stage
    why: str
    because: str
    conducts: list[str]
    matters: list[str]
    law: list[SaidCitation]
    letters: list[SaidLetter]
    write: list[str]
    starts: date | None
    terms: list[SaidTerm]
    after_silence: list[SaidNext]
    not_with: list[str]


class SaidApart(BaseModel):
    channels: list[str]
    why: str
    law: SaidCitation | None


class SaidElsewhere(BaseModel):
    """A channel that is not for this; `often`: people often go there by mistake."""

    channel: str
    name: str
    why: str
    often: bool


class SaidAct(BaseModel):
    """`verdict` null: this kind of lender cannot show it."""

    conduct: str
    name: str
    verdict: Verdict | None


class SaidReferral(BaseModel):
    """Where to turn, in order. `url` is the same as a page."""

    creditor: str = Field(examples=["bank-card", "unknown"])
    want: str
    on: date
    happened: date | None
    acts: list[SaidAct]
    matters: list[str]
    steps: list[SaidStep]
    not_together: list[SaidApart]
    not_competent: list[SaidElsewhere]
    notes: list[str]
    letters: list[SaidLetter]
    evidence: list[str]
    url: str


def cite(citation: Citation) -> SaidCitation:
    version = citation.version
    return SaidCitation(
        named=citation.named,
        instrument=version.instrument,
        version=version.starts,
        article=citation.article.number,
        strength=version.strength,
        word=version.strength.word,
        url=citation.url,
    )


def say_term(counted: CountedTerm) -> SaidTerm:
    term, deadline = counted.term, counted.deadline
    return SaidTerm(
        kind=term.kind,
        say=term.say,
        length=term.length,
        unit=term.unit,
        since=term.since,
        basis=term.basis,
        law=cite(counted.citation) if counted.citation else None,
        last=deadline.last if deadline else None,
        certain=deadline.certain if deadline else True,
    )


def say_letters(slugs: tuple[str, ...], links: Links) -> list[SaidLetter]:
    found = [(slug, links[f"letters/{slug}"]) for slug in slugs]
    return [SaidLetter(slug=slug, title=link.title, url=link.url) for slug, link in found]


def say_step(step: Step, links: Links) -> SaidStep:
    return SaidStep(
        channel=say(step.channel),
        stage=step.stage,
        why=step.why,
        because=step.because,
        conducts=[act.slug for act in step.acts],
        matters=[one.id for one in step.matters],
        law=[cite(one) for one in step.laws],
        letters=say_letters(step.letters, links),
        write=list(step.channel.file.write),
        starts=step.starts,
        terms=[say_term(one) for one in step.terms],
        after_silence=[
            SaidNext(
                say=one.say,
                by=one.wait.deadline.last if one.wait and one.wait.deadline else None,
                then=[channel.slug for channel in one.then],
                also=[channel.slug for channel in one.also],
            )
            for one in step.silence
        ],
        not_with=[one.slug for one in step.apart],
    )


def say_referral(referral: Referral, url: str, links: Links) -> SaidReferral:
    return SaidReferral(
        creditor=referral.creditor or UNKNOWN,
        want=referral.want.id,
        on=referral.day,
        happened=referral.happened,
        acts=[
            SaidAct(conduct=one.slug, name=one.name, verdict=one.finding.verdict if one.finding else None)
            for one in referral.acts
        ],
        matters=[one.id for one in referral.matters],
        steps=[say_step(one, links) for one in referral.steps],
        not_together=[
            SaidApart(
                channels=[channel.slug for channel in one.channels],
                why=one.pair.why,
                law=cite(one.citation) if one.citation else None,
            )
            for one in referral.apart
        ],
        not_competent=[
            SaidElsewhere(channel=one.channel.slug, name=one.channel.file.name, why=one.why, often=one.often)
            for one in referral.elsewhere
        ],
        notes=[
            f"{sentence}（{'、'.join(act.name for act in acts)}）" if acts else sentence
            for sentence, acts in referral.notes
        ],
        letters=say_letters(referral.letters, links),
        evidence=list(referral.evidence),
        url=url,
    )
