"""Finds the header of a table and which column means what; columns are known by name, never by position."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.evidence.model import MEANINGS, ImportBook, ImportFormat, plain_word
from app.evidence.tables import Row

HEADER_WITHIN = 80
NAMED = 3

Places = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Header:
    """`above` are the lines before the header; `places` the column indexes of each meaning, preferred first."""

    format: ImportFormat
    row: Row
    above: tuple[str, ...]
    places: Places
    words: tuple[str, ...] = field(default=())

    @property
    def width(self) -> int:
        return len(self.words)

    def repeated_by(self, row: Row) -> bool:
        """Printed lists repeat their header on every page."""
        return tuple(plain_word(cell) for cell in row.cells[: self.width]) == self.words


def score(words: Iterable[str], book: ImportBook) -> int:
    """How many cells are known header words; 0 unless a number and a time are among them."""
    meant = {meaning: sum(word in known for word in words) for meaning, known in book.headings.items()}
    if not (meant["number"] or meant["caller"]) or not (meant["at"] or meant["time"]):
        return 0
    return sum(any(word in known for known in book.headings.values()) for word in words)


def best_header(rows: Sequence[Row], book: ImportBook) -> tuple[int, int]:
    """(score, index in rows) of the likeliest header; (0, 0) when there is none."""
    best = (0, 0)
    for place, row in enumerate(rows):
        found = score([plain_word(cell) for cell in row.cells], book)
        if found > best[0]:
            best = (found, place)
    return best


def read_header(rows: Sequence[Row], place: int, outside: Sequence[str], file_name: str, book: ImportBook) -> Header:
    row = rows[place]
    words = tuple(plain_word(cell) for cell in row.cells)
    above = (*outside, *(" ".join(one.cells) for one in rows[:place]))
    one = choose_format(words, " ".join((file_name, *above)), book)
    return Header(one, row, above, find_places(words, one, book), words)


def choose_format(words: Sequence[str], told: str, book: ImportBook) -> ImportFormat:
    """The format that knows most of the header; a maker's name above the table or in the file name weighs as three."""

    def fit(one: ImportFormat) -> tuple[int, bool]:
        named = any(name in told for name in one.file.known_by)
        return sum(word in one.known_headings for word in words) + NAMED * named, not one.file.last_resort

    specific = [one for one in book.tables if not one.file.last_resort and recognises(one, words, told)]
    return max(specific or book.tables, key=fit)


def recognises(one: ImportFormat, words: Sequence[str], told: str) -> bool:
    """Its maker is named, or every word of the header is one of its own."""
    if any(name in told for name in one.file.known_by):
        return True
    return all(word in one.known_headings for word in words if word)


def find_places(words: Sequence[str], one: ImportFormat, book: ImportBook) -> Places:
    """The format's own names first; what they leave open is filled by the other formats' names."""
    places = {meaning: own_places(words, one.headings[meaning]) for meaning in MEANINGS}
    for meaning in MEANINGS:
        if not places[meaning]:
            lent = {word: rank for word, rank in book.headings[meaning].items() if word not in one.known_headings}
            places[meaning] = own_places(words, lent)
    # 时间 is the whole moment in one table and only the clock beside 日期 in another.
    if places["date"] and places["time"] and places["date"][0] != places["time"][0]:
        parts = {places["date"][0], places["time"][0]}
        places["at"] = tuple(place for place in places["at"] if place not in parts)
    return places


def own_places(words: Sequence[str], ranked: Mapping[str, int]) -> tuple[int, ...]:
    found = sorted((ranked[word], place) for place, word in enumerate(words) if word in ranked)
    return tuple(place for _, place in found)
