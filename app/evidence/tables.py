"""Rows of a table of separated values. Each row keeps the number a person sees beside it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

MAX_LINE = 20_000
MAX_COLUMNS = 200
QUOTED_LINES = 50
WIDTH_WITHIN = 80
# Columns a printer has lined up with blanks: two or more of them part two cells.
ALIGNED = "  "
DELIMITERS = (",", "\t", ";", "|", "，", ALIGNED)
BLANKS = re.compile(r" {2,}|\t+")
# ="95588" keeps a spreadsheet from taking it for a count.
AS_TEXT = re.compile(r"\A\s*=\s*\"([^\"]*)\"\s*\Z")
TOO_LONG = f"这一行超过{MAX_LINE}字，太长了，没有读。"


class Row(NamedTuple):
    """`place` counts lines (or rows of a sheet) from 1, header and blank ones included.

    `problem` is why the row could not even be split.
    """

    place: int
    cells: list[str]
    problem: str = ""


# The rows from the top, each time anew: what a column means may take a look at the whole of it.
Rows = Callable[[], Iterator[Row]]


def split_lines(lines: Sequence[str], delimiter: str) -> Iterator[Row]:
    """A quoted cell may run over several lines; a quote left open ends with its own line."""
    if delimiter == ALIGNED:
        yield from split_aligned(lines)
        return
    place = 0
    for line in lines:
        place += 1
        if '"' in line or len(line) > MAX_LINE:
            break
        yield Row(place, line.split(delimiter, MAX_COLUMNS))
    else:
        return
    yield from split_carefully(lines, place - 1, delimiter)


def split_carefully(lines: Sequence[str], place: int, delimiter: str) -> Iterator[Row]:
    width = width_of(lines, delimiter)
    while place < len(lines):
        line = lines[place]
        taken = 1
        if len(line) > MAX_LINE:
            yield Row(place + 1, [], TOO_LONG)
        elif '"' not in line:
            yield Row(place + 1, line.split(delimiter, MAX_COLUMNS))
        else:
            taken = quoted_span(lines, place, delimiter, width)
            yield split_quoted(place + 1, "\n".join(lines[place : place + taken]), delimiter)
        place += taken


def split_aligned(lines: Sequence[str]) -> Iterator[Row]:
    for place, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            yield Row(place, [], TOO_LONG)
        else:
            yield Row(place, BLANKS.split(line.strip(), MAX_COLUMNS))


def width_of(lines: Sequence[str], delimiter: str) -> int:
    """Cells of the widest row near the top; 1 where no line has a delimiter."""
    whole = (line for line in lines[:WIDTH_WITHIN] if line.count('"') % 2 == 0 and len(line) <= MAX_LINE)
    return max((len(split_quoted(0, line, delimiter).cells) for line in whole), default=1)


def quoted_span(lines: Sequence[str], place: int, delimiter: str, width: int) -> int:
    """How many lines the row takes: on to the line that closes the quote, if no whole row starts before it."""
    if lines[place].count('"') % 2 == 0:
        return 1
    for offset, line in enumerate(lines[place + 1 : place + QUOTED_LINES], 1):
        if line.count('"') % 2:
            return offset + 1 if is_one_row("\n".join(lines[place : place + offset + 1]), delimiter, width) else 1
        if width > 1 and len(split_quoted(0, line, delimiter).cells) >= width:
            return 1
    return 1


def is_one_row(text: str, delimiter: str, width: int) -> bool:
    """Whether every quote closes at the end of its cell, and there are no more cells than a row has."""
    try:
        return len(next(csv.reader([text], delimiter=delimiter, strict=True), [])) <= width
    except csv.Error:
        return False


def split_quoted(place: int, line: str, delimiter: str) -> Row:
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])[:MAX_COLUMNS]
        return Row(place, [AS_TEXT.sub(r"\1", cell) for cell in cells] if '="' in line else cells)
    except csv.Error:
        return Row(place, [], "这一行的引号或分隔符坏了，请核对。")


def escape_cell(text: str) -> str:
    """A cell for a CSV we write: a spreadsheet must show it as text and never run it as a formula."""
    first = text.lstrip(" \u3000")[:1]
    return f"'{text}" if first and first in "=+-@＝＋－＠\t\r\n" else text
