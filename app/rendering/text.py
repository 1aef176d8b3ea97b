"""Plain text for the boxes of complaint portals: no tabs, no frames, and counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
from app.rendering.columns import full_rows

ORDINALS = ("序号", "编号", "次序", "")
# 1．…, but neither an amount (1.5) nor a day.
OWN_NUMBER = re.compile(r"\d{1,3}(?:[．、]|\.(?!\d))\s*\S")
# A cell that ends so ends its sentence too: no other mark comes after it.
ENDED = re.compile(r"[。！？；!?;][”’」』）)]*$")


@dataclass(frozen=True, slots=True)
class PlainLetter:
    """`characters` as the box of a web page counts them (UTF-16 units, a line feed is one)."""

    text: str
    characters: int
    characters_without_spaces: int
    provenance: str


def count(text: str) -> int:
    """In UTF-16 code units, as `maxlength` counts: a character beyond the basic plane is two."""
    return len(text) + sum(ord(character) > 0xFFFF for character in text)


def text(document: Document) -> PlainLetter:
    """The letter as lines of text; the borrower's checklist is not part of it."""
    rows = [wording.visible(document.title)]
    for block in document.blocks:
        rows.extend(block_lines(block))
    said = "\n".join(row for row in rows if row)
    return PlainLetter(said, count(said), count(re.sub(r"\s", "", said)), wording.provenance(document))


def block_lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=said) | Annex(title=said) | Paragraph(text=said):
            yield from wording.lines(said)
        case Salutation(text=said):
            yield wording.with_colon(said)
        case Numbered(items=items):
            yield from wording.numbered(items)
        case Table():
            yield from table_lines(block)
        case Figure(alt=alt, caption=caption):
            # A box for text holds no picture: its title, and what it shows.
            yield from (*wording.lines(caption), *wording.lines(alt))
        case Addressed(name=name):
            yield from (wording.ADDRESS, wording.visible(name))
        case Signature(role=role, on=on):
            yield from (wording.signing(role), wording.signed_on(on).strip())
        case Enclosures(items=items, lead=lead):
            yield wording.with_colon(lead) + "\n".join(wording.numbered(items))


def table_lines(table: Table) -> Iterator[str]:
    """1．时间：2026年10月8日22时47分；方式：电话；… one line a row, empty cells left out."""
    yield wording.visible(table.caption)
    header = tuple(map(wording.visible, table.header))
    rows = full_rows(table)
    counted = bool(rows) and all(OWN_NUMBER.match(row[0]) for row in rows)
    for place, row in enumerate(rows, start=1):
        yield counted_line(header, row) if counted else row_line(header, row, place)


def counted_line(header: tuple[str, ...], row: tuple[str, ...]) -> str:
    """Of a row whose first cell has a number of its own: 1．对透支本金有无异议；对方的主张：…"""
    return in_a_row((one_line(row[0]), *named_cells(header[1:], row[1:])))


def row_line(header: tuple[str, ...], row: tuple[str, ...], place: int) -> str:
    has_ordinal = bool(header) and header[0] in ORDINALS and row[0].rstrip(".．、").isdigit()
    number = row[0].rstrip(".．、") if has_ordinal else str(place)
    return f"{number}．{in_a_row(named_cells(header[has_ordinal:], row[has_ordinal:]))}"


def in_a_row(cells: Iterable[str]) -> str:
    """Cell after cell: one that ends its own sentence needs no ； behind it."""
    said = tuple(cells)
    return "".join(cell if ENDED.search(cell) else f"{cell}；" for cell in said[:-1]) + "".join(said[-1:])


def named_cells(header: tuple[str, ...], row: tuple[str, ...]) -> Iterator[str]:
    for name, cell in zip(header or ("",) * len(row), row, strict=True):
        if cell:
            yield f"{name}：{one_line(cell)}" if name else one_line(cell)


def one_line(cell: str) -> str:
    return " ".join(cell.split())
