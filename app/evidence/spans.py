"""Cells that stretch over several rows or columns: what stands in the first of them counts for each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from app.evidence.tables import MAX_COLUMNS, Row

MOST_ROWS = 10_000

# (row from 1, column from 0) of the first cell -> how many rows it takes.
Heights = Mapping[tuple[int, int], int]


class Cell(NamedTuple):
    text: str
    across: int = 1
    down: int = 1


class Carried:
    """Columns still taken by a cell of a row above, and what it says."""

    def __init__(self) -> None:
        self._open: dict[int, tuple[int, str]] = {}

    def laid(self, cells: Iterable[Cell]) -> list[str]:
        """The texts of a row in their columns, where each cell takes the next free one."""
        row: list[str] = []
        coming: list[tuple[int, int, str]] = []
        for cell in cells:
            self._fill(row)
            place, across = len(row), min(max(cell.across, 1), MAX_COLUMNS)
            row.extend([cell.text, *[""] * (across - 1)])
            if cell.down > 1:
                coming += [(place + one, cell.down - 1, "" if one else cell.text) for one in range(across)]
            if len(row) > MAX_COLUMNS:
                break
        self._fill(row)
        self.close_row()
        for column, rows, text in coming:
            self._open[column] = (min(rows, MOST_ROWS), text)
        return row[:MAX_COLUMNS]

    def close_row(self) -> None:
        self._open = {column: (rows - 1, text) for column, (rows, text) in self._open.items() if rows > 1}

    def _fill(self, row: list[str]) -> None:
        while len(row) in self._open:
            row.append(self._open[len(row)][1])


def filled_down(rows: Iterable[Row], heights: Heights) -> Iterator[Row]:
    """Rows whose columns are known: a blank cell under a merged one says what that one says."""
    until: dict[int, tuple[int, str]] = {}
    for row in rows:
        for column, text in enumerate(row.cells):
            height = heights.get((row.place, column))
            if height:
                until[column] = (row.place + height - 1, text)
        for column, (last, text) in until.items():
            if row.place <= last and text:
                row.cells.extend([""] * (column + 1 - len(row.cells)))
                row.cells[column] = row.cells[column] or text
        yield row
