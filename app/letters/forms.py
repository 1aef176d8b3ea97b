"""Between a web form and answers: tables are cells named field.row.column, the questions of a court's form
field.question.cell; everything else is named by its field."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.elements import CELLS
from app.domain.fields import Field, FieldKind
from app.domain.own_paragraph import LONGEST_KEPT, MOST_OWN_PARAGRAPHS, OwnParagraph
from app.domain.problem import Problem
from app.domain.text import clean
from app.letters.model import Letter, Section
from app.letters.own import where_of

EMPTY_ROWS = 4
MOST_FORM_ROWS = 60
# Of one form, in characters; what no letter can hold is shown again, and not kept.
LONGEST_FORM = 300_000
# Forms with more questions than this show one part at a time.
MANY_QUESTIONS = 24
DIGEST_DIGITS = 16
UNKNOWING = ("不清楚", "不确定", "不知道", "记不清")
TOO_LONG = "填的内容太长，没有存。请只留要紧的话，或分成几段。"
Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Written:
    """What one form holds: the raw answers, and the paragraphs added."""

    answers: Mapping[str, object]
    paragraphs: tuple[OwnParagraph, ...] = ()

    @property
    def digest(self) -> str:
        """Tells whether a form shows what is kept."""
        told = json.dumps([self.answers, [one.model_dump() for one in self.paragraphs]], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:DIGEST_DIGITS]

    @property
    def fits(self) -> bool:
        said = sum(len(str(answer)) for answer in self.answers.values())
        return said + sum(len(one.text) for one in self.paragraphs) <= LONGEST_FORM


def written_in(letter: Letter, typed: Typed) -> Written:
    return Written(answers_of(letter, typed), paragraphs_of(letter, typed))


def paragraphs_of(letter: Letter, typed: Typed) -> tuple[OwnParagraph, ...]:
    """In the order of the form; empty ones, and what is too long to be kept, are left out."""
    found = []
    for place in range(MOST_OWN_PARAGRAPHS):
        text, after = typed_paragraph(place, typed)
        if clean(text) and len(text) <= LONGEST_KEPT:
            found.append(OwnParagraph(text=text, after=after))
    return tuple(found)


def typed_paragraph(place: int, typed: Typed) -> tuple[str, str]:
    """An `after` longer than any heading names none."""
    after = typed.get(f"paragraphs.{place}.after", ("",))[0]
    return typed.get(where_of(place), ("",))[0], after if len(after) <= 200 else ""


def unkept(typed: Typed) -> tuple[Problem, ...]:
    """What was typed and is too long to be kept."""
    long = (place for place in range(MOST_OWN_PARAGRAPHS) if len(typed_paragraph(place, typed)[0]) > LONGEST_KEPT)
    return tuple(Problem(where_of(place), TOO_LONG) for place in long)


def shown_paragraphs(written: Sequence[OwnParagraph], typed: Typed | None = None) -> list[tuple[str, str]]:
    """What stands in the fields for added paragraphs, as typed where something was, and one empty field more."""
    rows = [(one.text, one.after) for one in written]
    if typed is not None:
        rows = [row for place in range(MOST_OWN_PARAGRAPHS) if (row := typed_paragraph(place, typed))[0].strip()]
    return [*rows, ("", "")][:MOST_OWN_PARAGRAPHS]


def gone(letter: Letter, answers: Mapping[str, object]) -> list[str]:
    """What was typed into fields the form no longer has."""
    return [str(value) for name, value in answers.items() if name not in letter.field_by_id and value]


def questions_in(section: Section) -> int:
    """How many things a part of the form asks."""
    return sum(len(field.questions) or len(field.columns) or 1 for field in section.fields)


def is_long(letter: Letter) -> bool:
    return sum(map(questions_in, letter.sections)) > MANY_QUESTIONS


def may_be_unknown(asked: Field) -> bool:
    """Whether the form adds 我不知道: nobody must answer, nothing is taken for granted, and no choice says so already."""
    told = any(word in label for label in asked.choices.values() for word in UNKNOWING)
    return asked.required is False and asked.default is None and not told


def answers_of(letter: Letter, typed: Typed) -> dict[str, object]:
    """The form as raw answers; empty fields are left out."""
    found: dict[str, object] = {}
    for asked in letter.fields:
        value = answer_of(asked, typed)
        if value:
            found[asked.id] = value
    return found


def answer_of(asked: Field, typed: Typed) -> object:
    if asked.kind is FieldKind.TABLE:
        rows = [row_of(asked, place, typed) for place in range(MOST_FORM_ROWS)]
        return [row for row in rows if row]
    if asked.kind is FieldKind.ELEMENTS:
        elements = {one.id: element_of(asked, one.id, typed) for one in asked.questions}
        return {name: element for name, element in elements.items() if element}
    given = [one for one in typed.get(asked.id, ()) if one.strip()]
    if asked.kind is FieldKind.CHOICES:
        return given
    if asked.kind is FieldKind.LIST:
        return [line for one in given for line in one.splitlines() if line.strip()]
    return given[0] if given else ""


def row_of(asked: Field, place: int, typed: Typed) -> dict[str, str]:
    cells = {column.id: typed.get(f"{asked.id}.{place}.{column.id}", ("",))[0] for column in asked.columns}
    return {name: cell for name, cell in cells.items() if cell.strip()}


def element_of(asked: Field, question: str, typed: Typed) -> dict[str, str]:
    cells = {cell: typed.get(f"{asked.id}.{question}.{cell}", ("",))[0] for cell in CELLS}
    return {name: cell for name, cell in cells.items() if cell.strip()}


def shown(letter: Letter, answers: Mapping[str, object]) -> dict[str, Any]:
    """What stands in each field of the form: the answer, else the default. A table has some empty rows at its end."""
    return {asked.id: shown_field(asked, answers.get(asked.id)) for asked in letter.fields}


def shown_field(asked: Field, answer: object) -> Any:
    if asked.kind is FieldKind.TABLE:
        rows = [row for row in answer if isinstance(row, Mapping)] if isinstance(answer, list) else []
        blank: Mapping[str, str] = {}
        return [*rows, *[blank] * EMPTY_ROWS][:MOST_FORM_ROWS]
    if asked.kind is FieldKind.ELEMENTS:
        given = answer if isinstance(answer, Mapping) else {}
        return {one.id: given.get(one.id) or {} for one in asked.questions}
    value = asked.default if answer is None else answer
    if asked.kind is FieldKind.LIST:
        return "\n".join(map(str, value)) if isinstance(value, (list, tuple)) else value or ""
    if asked.kind is FieldKind.CHOICES:
        return list(value) if isinstance(value, (list, tuple)) else [value] if value else []
    return "" if value is None else str(value)
