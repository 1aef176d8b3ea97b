"""What a cell of a workbook holds, as the text a person sees: days, clocks, spans, plain numbers.

A workbook stores a moment as days since 1899-12-30 (or 1904-01-01), and only the cell's number format tells that it is
one. Built-in formats by number: ECMA-376 part 1, 18.8.30, with those of a Chinese Excel.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

DAY_SECONDS = 86_400
FIRST_DAY = date(1899, 12, 30)
FIRST_DAY_1904 = date(1904, 1, 1)
LAST_SERIAL = 2_958_465
# Workbooks keep fifteen digits; what stands behind them was lost when the number was typed.
EXACT_BELOW = 10**15


class Shown(StrEnum):
    """What a number format makes of a number."""

    NUMBER = "number"
    DAY = "day"
    CLOCK = "clock"
    MOMENT = "moment"
    SPAN = "span"


class CellFormat(NamedTuple):
    """`digits` is how many a code of nothing but zeros (00000000000) fills up to."""

    shown: Shown = Shown.NUMBER
    digits: int = 0


GENERAL = CellFormat()
BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 36, *range(50, 55), 57, 58), CellFormat(Shown.DAY)),
    **dict.fromkeys((18, 19, 20, 21, *range(32, 36), 45, 47, 55, 56), CellFormat(Shown.CLOCK)),
    22: CellFormat(Shown.MOMENT),
    46: CellFormat(Shown.SPAN),
}
NAMED = {
    "general date": CellFormat(Shown.MOMENT),
    **dict.fromkeys(("short date", "medium date", "long date"), CellFormat(Shown.DAY)),
    **dict.fromkeys(("short time", "medium time", "long time"), CellFormat(Shown.CLOCK)),
    "general": GENERAL,
}
SAID = re.compile(r'"[^"]*"|\\.|_.|\*.')
SPAN = re.compile(r"\[(?:h+|m+|s+)\]")
BRACKETS = re.compile(r"\[[^\]]*\]")
ZEROS = re.compile(r"0{2,40}")


def format_of(number: int, code: str | None) -> CellFormat:
    """By the format's code; one without a code is built in."""
    if code is None:
        return BUILT_IN.get(number, GENERAL)
    return format_of_code(code)


def format_of_code(code: str) -> CellFormat:
    first = code[:255].split(";")[0].lower()
    if first in NAMED:
        return NAMED[first]
    if ZEROS.fullmatch(first):
        return CellFormat(digits=len(first))
    plain = SAID.sub("", first)
    if SPAN.search(plain):
        return CellFormat(Shown.SPAN)
    plain = BRACKETS.sub("", plain)
    clock = "h" in plain or "s" in plain
    day = "y" in plain or "d" in plain or ("m" in plain and not clock)
    if day:
        return CellFormat(Shown.MOMENT if clock else Shown.DAY)
    return CellFormat(Shown.CLOCK) if clock else GENERAL


def number_text(value: float, form: CellFormat = GENERAL, from_1904: bool = False) -> str:
    """A stored number as it is shown; to the second, because a stored moment misses it by a hair."""
    if form.shown is Shown.NUMBER or not 0 <= value <= LAST_SERIAL:
        return plain_number(value).zfill(form.digits)
    if form.shown is Shown.SPAN:
        return clock_text(round(value * DAY_SECONDS))
    days, seconds = divmod(round(value * DAY_SECONDS), DAY_SECONDS)
    if days == 0 and (form.shown is not Shown.DAY or seconds):
        return clock_text(seconds)
    day = day_of(days, from_1904)
    if form.shown is Shown.DAY and not seconds:
        return f"{day:%Y-%m-%d}"
    return f"{day:%Y-%m-%d} {clock_text(seconds)}"


def day_of(days: int, from_1904: bool) -> date:
    if from_1904:
        return FIRST_DAY_1904 + timedelta(days=days)
    # 29 February 1900 never was, but it is counted.
    return FIRST_DAY + timedelta(days=days + (0 < days < 60))


def clock_text(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"


def plain_number(value: float) -> str:
    """13800006612.0 as 13800006612; what was never stored whole stays visibly damaged (1.06550200000000E+15)."""
    if value != value or abs(value) == float("inf"):
        return ""
    if abs(value) >= EXACT_BELOW:
        return f"{value:.14E}"
    if value == int(value):
        return str(int(value))
    return f"{value:.12f}".rstrip("0").rstrip(".")
