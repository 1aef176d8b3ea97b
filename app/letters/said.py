"""A letter kind and a composed letter as the API says them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from app.domain.acts import ActChoices
from app.domain.case import CreditorKind, Debt
from app.domain.case_file import MOST_CONTACTS
from app.domain.contact import Contact
from app.domain.deadline import Deadline
from app.domain.document import Document
from app.domain.fields import Column, FieldKind
from app.domain.fields import Field as Asked
from app.domain.law import Citation
from app.domain.moment import Day
from app.domain.own_file import OwnFiles
from app.domain.own_paragraph import OwnParagraphs
from app.domain.problem import Harm, Problem
from app.letters.model import Composition, Letter, LetterBook
from app.letters.model import Example as LetterExample
from app.letters.own import headings
from app.rendering.short import LEAST_BOX, MOST_BOX, shorten


class LetterRequest(BaseModel):
    """`answers` by field id; `paragraphs` are printed as they are, each behind what stands under the heading it names (one of
    the letter's `headings`), or before the signature; `files` in the order of their numbers (证据1, …); `on` is the day of the
    letter, today where it is not given; `limit` is what the box of a portal takes: the text is then cut down to it, line by
    line, what is asked and what happened first. Nothing of it is kept."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"answers": {"b_name": "王某"}, "on": "2026-11-21"}]},
    )

    answers: dict[str, Any] = {}
    debt: Debt | None = None
    contacts: list[Contact] = Field([], max_length=MOST_CONTACTS)
    files: OwnFiles = ()
    paragraphs: OwnParagraphs = ()
    on: Day | None = None
    limit: int | None = Field(None, ge=LEAST_BOX, le=MOST_BOX)


class SaidColumn(BaseModel):
    id: str
    label: str
    kind: FieldKind
    required: bool
    choices: dict[str, str]


class SaidQuestion(BaseModel):
    """`stances` are key: label; a question without them is answered in words alone."""

    id: str = Field(examples=["principal"])
    says: str
    help: str
    stances: dict[str, str]


class SaidField(BaseModel):
    """`required` is true, false, or `when <flag>`; `choices` are key: label, and an answer is the key. `questions`: those of
    a court's form, answered as {question: {stance, claim, reply, evidence}}."""

    id: str = Field(examples=["b_name"])
    label: str
    kind: FieldKind
    required: bool | str
    help: str
    example: Any
    default: Any
    choices: dict[str, str]
    columns: list[SaidColumn]
    questions: list[SaidQuestion]


class ListedLetter(BaseModel):
    """`creditors` null: it may be written about any lender."""

    slug: str = Field(examples=["stop-unlawful-collection"])
    title: str
    for_whom: str
    category: str = Field(examples=["lender"])
    form: str = Field(examples=["letter"])
    creditors: list[CreditorKind] | None
    accuses: bool
    url: str


class ListedLetters(BaseModel):
    letters: list[ListedLetter]


class SaidExample(BaseModel):
    """A request body that works (or shows a refusal), as the letter's own file has it."""

    name: str
    answers: dict[str, Any]
    debt: dict[str, Any] | None
    contacts: list[dict[str, Any]]
    on: date
    refused: bool = Field(description="这个例子是用来说明什么时候不能写的")


class LetterResponse(ListedLetter):
    """All that is asked for one letter, and what to do with it. `headings`: under which own paragraphs may stand; `excludes`:
    letters not to be sent for the same matter, and why."""

    when_to_use: list[str]
    not_for: list[str]
    elsewhere: dict[str, str]
    fields: list[SaidField]
    headings: list[str]
    excludes: dict[str, str]
    addressee: str
    delivery: list[str]
    after: list[str]
    escalation: list[str]
    risks: list[str]
    checked_on: date
    review_by: date
    examples: list[SaidExample]


class SaidHarm(BaseModel):
    """`kind`：self-harm 最先说，`calls` 是要先打的电话。"""

    where: str
    kind: str
    quote: str
    why: str
    instead: str
    blocking: bool
    calls: list[str]


class SaidNotice(BaseModel):
    field: str
    message: str


class SaidDeadline(BaseModel):
    """`certain` false: the holidays of that year are not published yet, weekends only."""

    start: date
    last: date
    post_by: date
    passed: bool
    certain: bool
    note: str


class SaidCitation(BaseModel):
    instrument: str = Field(examples=["zhian"])
    version: date = Field(examples=["2026-01-01"])
    base: str = Field(examples=["zhian@2025"])
    article: str | None = Field(examples=["50"])
    cite: str
    url: str


class SaidBlock(BaseModel):
    """`kind` names the block; its other keys are the block's own."""

    model_config = ConfigDict(extra="allow")

    kind: str = Field(examples=["paragraph"])


class SaidDocument(BaseModel):
    kind: str
    title: str
    form: str
    on: date
    law_on: date
    content_version: str
    blocks: list[SaidBlock]
    checklist: list[str]


class ComposedResponse(BaseModel):
    """`text` is the counted plain text, `left_out` the parts of the letter that are not whole in it; `own_share` is the
    writer's own part of the letter, 0 to 1."""

    slug: str
    title: str
    text: str
    characters: int
    left_out: list[str]
    document: SaidDocument
    warnings: list[SaidNotice]
    harms: list[SaidHarm]
    own_share: float
    deadline: SaidDeadline | None
    citations: list[SaidCitation]


def say_column(column: Column) -> SaidColumn:
    return SaidColumn(
        id=column.id, label=column.label, kind=column.kind, required=column.required, choices=column.choices
    )


def say_field(asked: Asked) -> SaidField:
    return SaidField(
        id=asked.id,
        label=asked.label,
        kind=asked.kind,
        required=asked.required,
        help=asked.help,
        example=asked.example,
        default=asked.default,
        choices=asked.choices,
        columns=[say_column(column) for column in asked.columns],
        questions=[
            SaidQuestion(id=one.id, says=one.says, help=one.help, stances=dict(one.stances)) for one in asked.questions
        ],
    )


def say_listed(letter: Letter) -> ListedLetter:
    return ListedLetter(
        slug=letter.slug,
        title=letter.file.title,
        for_whom=letter.file.for_whom,
        category=letter.file.category,
        form=letter.file.form,
        creditors=None if letter.creditors is None else sorted(letter.creditors),
        accuses=letter.file.accuses,
        url=letter.url,
    )


def say_example(example: LetterExample) -> SaidExample:
    return SaidExample(
        name=example.name,
        answers=example.answers,
        debt=example.debt,
        contacts=list(example.contacts),
        on=example.on,
        refused=bool(example.expect.problems or example.expect.harms),
    )


def say_letter(letter: Letter, book: LetterBook) -> LetterResponse:
    file, shared = letter.file, book.shared
    return LetterResponse(
        **say_listed(letter).model_dump(),
        when_to_use=list(file.when_to_use),
        not_for=list(file.not_for),
        elsewhere={kind.value: sentence for kind, sentence in file.elsewhere.items()},
        fields=[say_field(asked) for asked in letter.fields],
        headings=list(headings(letter)),
        excludes=dict(file.excludes),
        addressee=shared.addressees[file.addressee.find],
        delivery=[shared.delivery[key] for key in file.delivery],
        after=list(file.after),
        escalation=list(file.escalation),
        risks=[shared.risks[key] for key in file.risks],
        checked_on=file.checked_on,
        review_by=file.review_by,
        examples=[say_example(example) for example in file.examples],
    )


def say_harm(harm: Harm) -> SaidHarm:
    return SaidHarm(
        where=harm.where,
        kind=harm.kind,
        quote=harm.quote,
        why=harm.why,
        instead=harm.instead,
        blocking=harm.blocking,
        calls=list(harm.calls),
    )


def say_deadline(deadline: Deadline, day: date) -> SaidDeadline:
    return SaidDeadline(
        start=deadline.start,
        last=deadline.last,
        post_by=deadline.post_by,
        passed=deadline.passed(day),
        certain=deadline.certain,
        note=deadline.note,
    )


def say_citation(citation: Citation) -> SaidCitation:
    version, article = citation.version, citation.article
    return SaidCitation(
        instrument=version.instrument,
        version=version.starts,
        base=version.base,
        article=article.number if article.printed else None,
        cite=citation.formal,
        url=citation.url if article.number else version.url,
    )


def say_document(document: Document) -> SaidDocument:
    return SaidDocument(
        kind=document.kind,
        title=document.title,
        form=document.form,
        on=document.on,
        law_on=document.law_on,
        content_version=document.content_version,
        blocks=[SaidBlock(kind=type(block).__name__.lower(), **asdict(block)) for block in document.blocks],
        checklist=list(document.checklist),
    )


def say_composition(
    letter: Letter, composed: Composition, document: Document, day: date, limit: int | None
) -> ComposedResponse:
    plain = shorten(document, limit)
    return ComposedResponse(
        slug=letter.slug,
        title=document.title,
        text=plain.text,
        characters=plain.characters,
        left_out=list(plain.left_out),
        document=say_document(document),
        warnings=[SaidNotice(field=one.where, message=one.sentence) for one in composed.warnings],
        harms=[say_harm(one) for one in composed.harms],
        own_share=composed.own_share,
        deadline=say_deadline(composed.deadline, day) if composed.deadline else None,
        citations=[say_citation(one) for one in composed.citations],
    )


def contact_problems(contacts: list[Contact], choices: ActChoices) -> list[Problem]:
    """Acts and circumstances we do not know."""
    names = choices.names
    problems = []
    for place, one in enumerate(contacts):
        problems += [
            Problem(f"contacts.{place}.acts", f"没有“{act[:40]}”这种行为。") for act in one.acts if act not in names
        ]
        problems += [
            Problem(f"contacts.{place}.circumstances", f"没有“{name[:40]}”这种情形。")
            for name in one.circumstances
            if name not in choices.circumstances
        ]
    return problems
