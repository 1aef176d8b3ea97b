"""Rows of a table: separated values, or an HTML table a carrier calls .xls. Each row keeps the number a person sees."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.text import clean

MAX_LINE = 20_000
MAX_COLUMNS = 200
QUOTED_LINES = 50
DELIMITERS = (",", "\t", ";", "|", "，")
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
TOO_LONG = f"这一行超过{MAX_LINE}字，太长了，没有读。"


@dataclass(frozen=True, slots=True)
class Row:
    """`place` counts lines (or rows of an HTML table) from 1, header and blank ones included.

    `problem` is why the row could not even be split.
    """

    place: int
    cells: list[str]
    problem: str = ""


def is_html(text: str) -> bool:
    head = text[:4096].lower()
    return "<table" in head or "<html" in head or "<tr" in head


def split_lines(text: str, delimiter: str) -> Iterator[Row]:
    """A quoted cell may run over several lines; a quote left open ends with its own line."""
    lines = text.split("\n")
    place = 0
    while place < len(lines):
        line = lines[place]
        taken = 1
        if len(line) > MAX_LINE:
            yield Row(place + 1, [], TOO_LONG)
        elif '"' not in line:
            yield Row(place + 1, line.split(delimiter, MAX_COLUMNS))
        else:
            taken = quoted_span(lines, place, delimiter)
            yield split_quoted(place + 1, "\n".join(lines[place : place + taken]), delimiter)
        place += taken


def quoted_span(lines: list[str], place: int, delimiter: str) -> int:
    """How many lines the row takes: on to the line that closes the quote, if no whole row starts before it."""
    if lines[place].count('"') % 2 == 0:
        return 1
    width = lines[place].count(delimiter)
    for offset, line in enumerate(lines[place + 1 : place + QUOTED_LINES], 1):
        if line.count('"') % 2:
            return offset + 1 if line.count(delimiter) <= width else 1
        if width and line.count(delimiter) >= width:
            return 1
    return 1


def split_quoted(place: int, line: str, delimiter: str) -> Row:
    try:
        return Row(place, next(csv.reader([line], delimiter=delimiter), [])[:MAX_COLUMNS])
    except csv.Error:
        return Row(place, [], "这一行的引号或分隔符坏了，请核对。")


def html_rows(text: str) -> Iterator[Row]:
    """Every <tr> of the page, in order; tags inside a cell are dropped, entities are read."""
    place = 0
    cells: list[str] | None = None
    start: int | None = None
    for tag in TAG.finditer(text):
        name = tag[2].lower()
        if name in ("td", "th", "tr", "table") and cells is not None and start is not None:
            cells.append(cell_text(text[start : tag.start()]))
            start = None
        if name in ("tr", "table"):
            if cells:
                yield Row(max(place, 1), cells[:MAX_COLUMNS])
            cells = None
        if name == "tr" and not tag[1]:
            place += 1
            cells = []
        if name in ("td", "th") and not tag[1]:
            cells = [] if cells is None else cells
            start = tag.end()
    if cells:
        yield Row(max(place, 1), cells[:MAX_COLUMNS])


def cell_text(inside: str) -> str:
    return html.unescape(TAG.sub(" ", inside[:MAX_LINE])).replace("\xa0", " ").strip()


def loose_text(text: str) -> list[str]:
    """What a page says outside of its cells (the query month often stands in a paragraph above the table)."""
    head = text[:MAX_LINE]
    return [line for line in (clean(html.unescape(part)) for part in TAG.sub("\n", head).split("\n")) if line]


def escape_cell(text: str) -> str:
    """A cell for a CSV we write: a spreadsheet must show it as text and never run it as a formula."""
    first = text.lstrip(" \u3000")[:1]
    return f"'{text}" if first and first in "=+-@＝＋－＠\t\r\n" else text
