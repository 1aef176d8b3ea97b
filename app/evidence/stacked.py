"""A table copied off a phone's page, which leaves each cell on a line of its own: column names first, then the cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.evidence.columns import heading_words, score
from app.evidence.model import ImportBook
from app.evidence.numbers import read_number
from app.evidence.tables import Row
from app.evidence.words import Unreadable

HEADER_WITHIN = 40
FEWEST_COLUMNS = 3
MOST_COLUMNS = 20
NEARLY_ALL = 0.8
# 2026-9-5 8:41
DIGITS_OF_MOMENT = 9


def stacked_rows(lines: Sequence[str], book: ImportBook) -> list[Row] | None:
    """The rows, the header first, each with the number of its first line; None where the lines are no such table."""
    told = [(place, text) for place, line in enumerate(lines, 1) if (text := line.strip())]
    header = stacked_header([text for _, text in told[:HEADER_WITHIN]], book)
    if header is None:
        return None
    first, width = header
    rows = list(in_rows(told[first:], width))
    return rows if len(rows) > 1 and nearly_all_have_numbers(rows, book) else None


def stacked_header(texts: Sequence[str], book: ImportBook) -> tuple[int, int] | None:
    """Where the first run of lines that are column names begins and how long it is, if it makes a header."""
    words = [heading_words(Row(0, [text]), book)[0] for text in texts]
    known = [word in book.known_headings for word in words]
    first = 0
    while first < len(known):
        length = next((one for one, is_known in enumerate(known[first:]) if not is_known), len(known) - first)
        if FEWEST_COLUMNS <= length <= MOST_COLUMNS and score(words[first : first + length], book):
            return first, length
        first += length + 1
    return None


def in_rows(told: Sequence[tuple[int, str]], width: int) -> Iterator[Row]:
    for start in range(0, len(told), width):
        part = told[start : start + width]
        yield Row(part[0][0], [text for _, text in part])


def nearly_all_have_numbers(rows: Sequence[Row], book: ImportBook) -> bool:
    """A blank cell leaves no line, and every row behind it would be shifted: then this is not read as a table."""
    words = heading_words(rows[0], book)
    numbers = [place for place, word in enumerate(words) if word in book.headings["number"]]
    moments = [place for place, word in enumerate(words) if is_of_time(word, book)]
    whole = [row.cells for row in rows[1:] if len(row.cells) == len(words)]
    right = sum(
        any(is_number(cells[place]) for place in numbers)
        and not any(is_moment(cell) for place, cell in enumerate(cells) if place not in moments)
        for cells in whole
    )
    return bool(whole) and right >= NEARLY_ALL * len(whole)


def is_of_time(word: str, book: ImportBook) -> bool:
    return any(word in book.headings[meaning] for meaning in ("at", "date", "time", "until"))


def is_moment(text: str) -> bool:
    return ":" in text and sum(letter.isdigit() for letter in text) >= DIGITS_OF_MOMENT


def is_number(text: str) -> bool:
    return not any(letter in text for letter in ":：年") and not isinstance(read_number(text), Unreadable)
