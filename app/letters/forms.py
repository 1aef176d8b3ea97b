"""Between a web form and answers: tables are cells named field.row.column, the questions of a court's form
field.question.cell; everything else is named by its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.elements import CELLS
from app.domain.fields import Field, FieldKind
from app.letters.model import Letter

EMPTY_ROWS = 4
MOST_FORM_ROWS = 60
Typed = Mapping[str, Sequence[str]]


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
