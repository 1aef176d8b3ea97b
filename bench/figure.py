"""What was measured against what was wanted, and the table of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from unicodedata import east_asian_width

HEADER = ("Measured", "Result", "Wanted", "")


@dataclass(frozen=True, slots=True)
class Figure:
    """`holds` None: only told, or not measured because something is not installed (then `missing` says what)."""

    name: str
    result: str
    wanted: str = ""
    holds: bool | None = None
    missing: bool = False

    @property
    def verdict(self) -> str:
        if self.missing:
            return "NOT MEASURED"
        return "" if self.holds is None else "holds" if self.holds else "MISSED"

    @property
    def cells(self) -> tuple[str, str, str, str]:
        return (self.name, self.result, self.wanted, self.verdict)


def not_measured(name: str, why: str, wanted: str = "") -> Figure:
    return Figure(name, why, wanted, missing=True)


def milliseconds(seconds: Sequence[float]) -> str:
    """12.3 ms (11.9 to 13.0): the median and the middle half."""
    low, _, high = quantiles(seconds, n=4) if len(seconds) > 1 else (seconds[0],) * 3
    return f"{median(seconds) * 1000:.1f} ms ({low * 1000:.1f} to {high * 1000:.1f})"


def megabytes(size: float) -> str:
    return f"{size / 1_000_000:.0f} MB"


def table(figures: Sequence[Figure]) -> str:
    """Markdown that can be read without being drawn."""
    rows = [HEADER, *(one.cells for one in figures)]
    widths = [max(width(row[place]) for row in rows) for place in range(len(HEADER))]
    lines = [
        "| " + " | ".join(padded(cell, size) for cell, size in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (size + 2) for size in widths) + "|", *lines[1:]])


def width(text: str) -> int:
    """In columns of a terminal."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))
