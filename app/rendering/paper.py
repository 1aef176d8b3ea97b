"""How much paper a document takes: counted by the typesetter where that is quick, else reckoned from its text."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.domain.document import (
    Addressed,
    Annex,
    Block,
    Document,
    Enclosures,
    Figure,
    Heading,
    Numbered,
    Paragraph,
    Salutation,
    Signature,
    Table,
)
from app.rendering import wording
from app.rendering.columns import column_count, content_widths, full_rows
from app.rendering.pdf import Typesetter
from app.rendering.sheet import SHEETS, Sheet, cell_padding, table_size
from app.rendering.wrapping import ems

# Characters up to which a document is set in a few milliseconds.
QUICKLY_SET = 12_000
LINE_OF_A_CELL = 1.55
SIGNATURE_LINES = 4.5
ENCLOSURES_LINES = 1.5


@dataclass(frozen=True, slots=True)
class Pages:
    """`exact` is False where the number was reckoned."""

    count: int
    exact: bool


def pages(document: Document, typesetter: Typesetter) -> Pages:
    if sum(map(len, wording.strings(document))) <= QUICKLY_SET:
        return Pages(typesetter.pages(document), True)
    return Pages(estimated_pages(document), False)


def estimated_pages(document: Document) -> int:
    """Within a tenth of the true number, and one page (held to real PDFs by a test)."""
    sheet = SHEETS[document.form]
    parts: list[float] = [title_height(document.title, sheet)]
    for block in document.blocks:
        if isinstance(block, Annex):
            parts.append(title_height(block.title, sheet))
        else:
            parts[-1] += height(block, sheet)
    return sum(max(1, math.ceil(part / sheet.text_height)) for part in parts)


def title_height(title: str, sheet: Sheet) -> float:
    return lines_of(title, sheet.text_width / sheet.title) * sheet.title * 1.5 + sheet.pitch


def height(block: Block, sheet: Sheet) -> float:
    """In points."""
    if isinstance(block, Table):
        return table_height(block, sheet)
    if isinstance(block, Figure):
        return sheet.text_width / 2
    return lines(block, sheet.text_width / sheet.body) * sheet.pitch


def lines(block: Block, width: float) -> float:
    match block:
        case Heading(text=text) | Salutation(text=text):
            return lines_of(text, width - 2)
        case Paragraph(text=text):
            return sum(lines_of(line, width, 2) for line in wording.lines(text))
        case Numbered(items=items):
            return sum(lines_of(item, width, 2) for item in wording.numbered(items))
        case Addressed(name=name):
            return 1 + lines_of(name, width)
        case Signature():
            return SIGNATURE_LINES
        case Enclosures(items=items, lead=lead):
            return ENCLOSURES_LINES + sum(lines_of(item, width - ems(lead) - 1) for item in wording.numbered(items))
    return 0.0


def lines_of(text: str, width: float, indent: float = 0.0) -> int:
    return max(1, math.ceil((ems(wording.visible(text)) + indent) / max(width, 1.0)))


def table_height(table: Table, sheet: Sheet) -> float:
    columns = column_count(table)
    if not columns:
        return 0.0
    size, widths = table_size(columns, sheet), content_widths(table, sheet)
    rows = [table.header, *full_rows(table)] if table.header else [*full_rows(table)]
    tall = sum(
        max(sum(lines_of(line, width) for line in cell.split("\n")) for cell, width in zip(row, widths, strict=False))
        * size
        * LINE_OF_A_CELL
        + 2 * cell_padding(columns)
        for row in rows
    )
    return tall + (lines_of(table.caption, sheet.text_width / sheet.body) * sheet.pitch if table.caption else 0.0)
