"""How wide the columns of a table are, and how a column's text is set."""

from __future__ import annotations

import math

from app.domain.document import Table
from app.rendering.sheet import CELL_INSET, Sheet, table_size
from app.rendering.wording import visible
from app.rendering.wrapping import ems

NARROWEST = 3.0
SHORT = 9.0
LONG_AT_LEAST = 8.8
SLIVER = 6.0
AROUND = 1.0
TALL = 12
ROWS_LOOKED_AT = 200


def column_count(table: Table) -> int:
    return len(table.header) or max(map(len, table.rows), default=0)


def column_texts(table: Table, column: int) -> tuple[str, ...]:
    return tuple(visible(row[column]) for row in table.rows[:ROWS_LOOKED_AT] if column < len(row))


def longest_line(texts: tuple[str, ...]) -> float:
    """In em."""
    return max((ems(line) for text in texts for line in text.split("\n")), default=0.0)


def wanted(table: Table, column: int, line: float) -> float:
    """The width a column asks for, in em: its longest line, but neither a sliver nor more than the table."""
    longest = longest_line((*column_texts(table, column), *table.header[column : column + 1]))
    return min(max(longest + AROUND, NARROWEST), line)


def natural(wishes: tuple[float, ...], line: float) -> tuple[float, ...]:
    """Columns that ask for no more than an even share get it; the others share the rest, the longer the more."""
    left, given = line, dict[int, float]()
    for column in sorted(range(len(wishes)), key=wishes.__getitem__):
        if wishes[column] > left / (len(wishes) - len(given)):
            break
        given[column] = wishes[column]
        left -= wishes[column]
    given |= shared({column: wish for column, wish in enumerate(wishes) if column not in given}, left)
    return tuple(given[column] for column in range(len(wishes)))


def shared(wishes: dict[int, float], left: float) -> dict[int, float]:
    """`left` em among long columns by the root of what they ask for, none below what a date needs if that is there."""
    roots = sum(map(math.sqrt, wishes.values()))
    shares = {column: max(left * math.sqrt(wish) / roots, NARROWEST) for column, wish in wishes.items()}
    small = {column for column, share in shares.items() if share < LONG_AT_LEAST}
    # A date breaks rather than that the longest text becomes a sliver.
    whole = left - LONG_AT_LEAST * len(small) >= SLIVER * (len(wishes) - len(small))
    at_least = LONG_AT_LEAST if whole else min(LONG_AT_LEAST, left / (len(wishes) + 0.5))
    given = {column: at_least for column, share in shares.items() if share < at_least}
    if not given or len(given) == len(wishes):
        return shares
    rest = {column: wish for column, wish in wishes.items() if column not in given}
    return given | shared(rest, left - sum(given.values()))


def fractions(table: Table, sheet: Sheet) -> tuple[float, ...]:
    """The share of each column in the table's width, in sum 1; as the document asks, else by what stands in them."""
    count = column_count(table)
    line = sheet.text_width / table_size(count, sheet)
    asked = table.widths
    if len(asked) != count or min(asked, default=0.0) <= 0:
        asked = natural(tuple(wanted(table, column, line) for column in range(count)), line)
    floor = min(NARROWEST / line, 1 / max(count, 1)) * sum(asked)
    widened = tuple(max(width, floor) for width in asked)
    return tuple(width / sum(widened) for width in widened)


def content_widths(table: Table, sheet: Sheet) -> tuple[float, ...]:
    """The width of a line in each column, in em of the table's type size."""
    size = table_size(column_count(table), sheet)
    return tuple(max(share * sheet.text_width - 2 * CELL_INSET, size) / size for share in fractions(table, sheet))


def is_short(table: Table, column: int) -> bool:
    """Whether a column holds only short entries, which are centred."""
    return longest_line(column_texts(table, column)) <= SHORT


def is_tall(row: tuple[str, ...], widths: tuple[float, ...]) -> bool:
    """Whether a row takes so many lines that it should rather break across pages than move to the next."""
    return any(
        sum(math.ceil(ems(line) / width) for line in cell.split("\n")) > TALL
        for cell, width in zip(row, widths, strict=True)
    )


def full_rows(table: Table) -> tuple[tuple[str, ...], ...]:
    """The rows, each with as many cells as the header; what stands beyond it joins the last cell."""
    count = column_count(table)
    return tuple(full_row(tuple(map(visible, row)), count) for row in table.rows)


def full_row(row: tuple[str, ...], count: int) -> tuple[str, ...]:
    if len(row) > count:
        return (*row[: count - 1], " ".join(row[count - 1 :]))
    return (*row, *("" for _ in range(count - len(row))))
