"""An assessment as the API says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from app.conduct.model import Conduct, ConductBook
from app.conduct.questions import Questions
from app.content.model import nearest
from app.domain.case import CreditorKind, Debt, DebtFact
from app.domain.case_file import MOST_CONTACTS
from app.domain.contact import Contact, ContactFact
from app.domain.finding import Assessment, Finding, Ground, Missing, Stronger, Verdict
from app.domain.moment import say_day
from app.domain.problem import Problem

CONTACT_FACTS = frozenset(ContactFact)
# Where a fact stands in the request, if not under its own name.
FIELDS: Mapping[str, str] = {DebtFact.CREDITOR: "creditor.kind", DebtFact.COLLECTOR: "collector.kind"}

EXAMPLE: JsonDict = {
    "debt": {"creditor": {"kind": "bank-card", "name": "某某银行信用卡中心"}, "collector": {"kind": "agency"}},
    "contacts": [
        {
            "at": "2026-09-05T22:41:00",
            "means": "call",
            "direction": "in",
            "answered": True,
            "duration_seconds": 95,
            "number": "02100000004",
            "reached": "me",
            "acts": [],
            "words": "你今天不还，明天就去你单位",
        }
    ],
}


class CheckRequest(BaseModel):
    """The debt and the contacts; nothing of it is kept."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    debt: Debt
    contacts: list[Contact] = Field(max_length=MOST_CONTACTS)


class SaidGround(BaseModel):
    """`version` is the day the cited version took effect; `article` null means the number was not verified."""

    instrument: str = Field(examples=["zhian"])
    version: date | None = Field(examples=["2026-01-01"])
    base: str | None = Field(examples=["zhian@2025"])
    article: str | None = Field(examples=["50"])
    cite: str = Field(examples=["《治安管理处罚法》第50条"])
    strength: str = Field(examples=["法律"])
    word: str = Field(examples=["违反"])
    gist: str
    url: str | None = Field(examples=["/law/zhian/2026-01-01#article-50"])
    contacts: list[int]


class SaidStronger(BaseModel):
    """A circumstance that would make more of the finding: put its id into `circumstances` of these contacts.

    `verdict` is what the finding would be then; `unsure`: the borrower was asked and does not know.
    """

    circumstance: str = Field(examples=["repeated-late-night-pestering"])
    question: str
    verdict: Verdict | None
    cite: str = Field(examples=["《治安管理处罚法》第50条"])
    contacts: list[int]
    unsure: bool


class SaidFinding(BaseModel):
    """`conditions`: what the finding hangs on and nobody said, each with what every answer would make of it."""

    conduct: str = Field(examples=["night-contact"])
    name: str
    verdict: Verdict
    contacts: list[int]
    count: int
    days: list[date]
    grounds: list[SaidGround]
    note: str
    evidence: list[str]
    channels: list[str]
    letters: list[str]
    say: str
    caution: str
    conditions: list[str] = Field(
        examples=[["这些电话，你接了吗？如果没接：标准或行业规则不允许；如果接了：不算这一条。"]]
    )
    stronger: list[SaidStronger]


class SaidAnswer(BaseModel):
    """What would be found if this were the answer; `verdict` null is nothing.

    `value` is as the request takes it, or a span of such values (..2026-07-31, 181..). `agreed` for agreed hours: the
    contacts were within them.
    """

    value: str = Field(examples=["no"])
    label: str = Field(examples=["没接"])
    verdict: Verdict | None
    cites: list[str] = Field(examples=[["《中银协催收指引》"]])


class SaidAsks(BaseModel):
    """Where the answer goes in the request: a field of the debt, or of each of the `contacts`."""

    scope: Literal["debt", "contacts"]
    field: str = Field(examples=["answered", "creditor.kind"])


class SaidMissing(BaseModel):
    """A fact nobody said that would change what is found. `verdict` is what is found meanwhile; null is nothing.

    `unsure`: it stands in the request's `unsure`, was asked already, and the findings say only what holds whatever the
    answer. Without `answers` and `asks` nothing can be asked: such a lender cannot show the conduct.
    """

    conduct: str
    fact: str = Field(examples=["answered"])
    question: str
    contacts: list[int]
    name: str
    verdict: Verdict | None
    answers: list[SaidAnswer]
    asks: SaidAsks | None
    help: list[str]
    unsure: bool


class CheckResponse(BaseModel):
    """`findings` strongest first, `lawful` what was no breach, `not_judged` what lacked a fact, most weighty first."""

    findings: list[SaidFinding]
    lawful: list[SaidFinding]
    not_judged: list[SaidMissing]


def say_ground(ground: Ground) -> SaidGround:
    version, article = ground.citation.version, ground.citation.article
    by_name = not article.number
    return SaidGround(
        instrument=version.instrument,
        version=None if by_name else version.starts,
        base=None if by_name else version.base,
        article=article.number if article.printed else None,
        cite=ground.citation.named,
        strength=version.strength,
        word=ground.word,
        gist=article.gist,
        url=None if by_name else ground.citation.url,
        contacts=list(ground.contacts),
    )


def say_finding(finding: Finding) -> SaidFinding:
    return SaidFinding(
        conduct=finding.conduct,
        name=finding.name,
        verdict=finding.verdict,
        contacts=list(finding.contacts),
        count=finding.count,
        days=list(finding.days),
        grounds=[say_ground(ground) for ground in finding.grounds],
        note=finding.note,
        evidence=list(finding.evidence),
        channels=list(finding.channels),
        letters=list(finding.letters),
        say=finding.say,
        caution=finding.caution,
        conditions=[one.condition for one in finding.conditions],
        stronger=[say_stronger(one) for one in finding.stronger],
    )


def say_stronger(stronger: Stronger) -> SaidStronger:
    return SaidStronger(
        circumstance=stronger.circumstance,
        question=stronger.question,
        verdict=stronger.verdict,
        cite=stronger.citation.named,
        contacts=list(stronger.contacts),
        unsure=stronger.unsure,
    )


def say_missing(missing: Missing, questions: Questions) -> SaidMissing:
    scope: Literal["debt", "contacts"] = "contacts" if missing.of_contacts else "debt"
    asks = SaidAsks(scope=scope, field=FIELDS.get(missing.fact, missing.fact)) if missing.answers else None
    return SaidMissing(
        conduct=missing.conduct,
        fact=missing.fact,
        question=missing.question,
        contacts=list(missing.contacts),
        name=missing.name,
        verdict=missing.verdict,
        answers=[
            SaidAnswer(value=one.value, label=one.label, verdict=one.verdict, cites=list(one.cites))
            for one in missing.answers
        ],
        asks=asks,
        help=list(questions[missing.known_fact].help) if asks else [],
        unsure=missing.unsure,
    )


def say_assessment(assessment: Assessment, questions: Questions) -> CheckResponse:
    return CheckResponse(
        findings=[say_finding(one) for one in assessment.findings],
        lawful=[say_finding(one) for one in assessment.lawful],
        not_judged=[say_missing(one, questions) for one in assessment.not_judged],
    )


def problems_with(contacts: Sequence[Contact], book: ConductBook, today: date) -> Iterator[Problem]:
    """What a model alone cannot refuse: acts we do not know, circumstances we do not ask, days that have not come.

    One by one: looking for the nearest name to a million wrong ones would take hours.
    """
    for place, contact in enumerate(contacts):
        for act in contact.acts:
            if act not in book.by_slug:
                hint = nearest(act, book.by_slug).replace("; did you mean", "；是不是").replace("?", "？")
                yield Problem(f"contacts.{place}.acts", f"没有“{act[:40]}”这种行为{hint or '。'}")
        for name in ("circumstances", "ruled_out"):
            for one in getattr(contact, name):
                if one not in book.circumstances:
                    yield Problem(f"contacts.{place}.{name}", f"没有“{one[:40]}”这种情形。")
        for one in contact.unsure:
            if one not in CONTACT_FACTS and one not in book.circumstances:
                yield Problem(f"contacts.{place}.unsure", f"没有“{one[:40]}”这一项，可写：{'、'.join(ContactFact)}。")
        if contact.day > today:
            sentence = f"这一天还没到。今天是{say_day(today)}，请核对年份和日期。"
            yield Problem(f"contacts.{place}.at", sentence)


class SaidStanding(BaseModel):
    """How a conduct stands for one kind of creditor; `grounds` are indexes into the conduct's grounds."""

    verdict: Verdict
    note: str
    grounds: list[int]


class SaidConduct(BaseModel):
    """A conduct on a day. A kind of creditor that cannot show it is null in `standings`."""

    slug: str
    name: str
    url: str
    category: str
    looks_like: str
    as_of: date
    standings: dict[CreditorKind, SaidStanding | None]
    not_for_note: str
    grounds: list[SaidGround]
    evidence: list[str]
    channels: list[str]
    letters: list[str]
    say: str
    caution: str
    covers: list[str]
    precedents: list[str]
    checked_on: date
    review_by: date
    overdue: bool


def say_conduct(
    conduct: Conduct, findings: Mapping[CreditorKind, Finding | None], day: date, overdue: bool
) -> SaidConduct:
    """The conduct with how it stands for each kind of creditor on the day."""
    file = conduct.file
    grounds: dict[str, Ground] = {}
    for finding in findings.values():
        grounds |= {
            ground.citation.url + ground.citation.named: ground for ground in (finding.grounds if finding else ())
        }
    places = {key: place for place, key in enumerate(grounds)}
    return SaidConduct(
        slug=conduct.slug,
        name=file.name,
        url=conduct.url,
        category=file.category,
        looks_like=file.looks_like,
        as_of=day,
        standings={kind: say_standing(finding, places) for kind, finding in findings.items()},
        not_for_note=file.not_for_note,
        grounds=[say_ground(ground).model_copy(update={"contacts": []}) for ground in grounds.values()],
        evidence=list(file.evidence),
        channels=list(file.channels),
        letters=list(file.letters),
        say=file.say,
        caution=file.caution,
        covers=list(file.covers),
        precedents=[],
        checked_on=file.checked_on,
        review_by=file.review_by,
        overdue=overdue,
    )


def say_standing(finding: Finding | None, places: Mapping[str, int]) -> SaidStanding | None:
    if finding is None:
        return None
    held = [places[ground.citation.url + ground.citation.named] for ground in finding.grounds]
    return SaidStanding(verdict=finding.verdict, note=finding.note, grounds=held)
