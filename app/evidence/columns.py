"""Finds the header of a table and which column means what; columns are known by name, never by position."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.evidence.model import MEANINGS, ImportBook, ImportFormat, plain_word
from app.evidence.tables import Row

HEADER_WITHIN = 80
NAMED = 3
ABOVE_LINES = 40
# 通话时长(秒) is 通话时长; 通话时长(分钟) is another thing.
IN_BRACKETS = re.compile(r"[(\[【<]([^()\[\]【】<>]*)[)\]】>]$")
MINUTES = frozenset({"分", "分钟", "分鐘", "min", "mins", "minute", "minutes"})

Places = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Header:
    """`above` are the lines before the header; `places` the column indexes of each meaning, preferred first.

    `kin` are the formats that know every word of the header: what a code means (1, 2) is asked of them.
    """

    format: ImportFormat
    row: Row
    above: tuple[str, ...]
    places: Places
    words: tuple[str, ...] = ()
    kin: tuple[ImportFormat, ...] = ()
    messages: bool = False

    @property
    def width(self) -> int:
        return len(self.words)

    def repeated_by(self, words: Sequence[str]) -> bool:
        """Printed lists repeat their header on every page."""
        return tuple(words[: self.width]) == self.words


def heading_words(row: Row, book: ImportBook) -> tuple[str, ...]:
    """The cells as header words; what stands in brackets behind a known word is dropped."""
    return tuple(heading_word(cell, book) for cell in row.cells)


def heading_word(cell: str, book: ImportBook) -> str:
    word = plain_word(cell)
    if word in book.known_headings:
        return word
    bracket = IN_BRACKETS.search(word)
    if bracket and bracket[1] not in MINUTES and word[: bracket.start()] in book.known_headings:
        return word[: bracket.start()]
    return word


def score(words: Iterable[str], book: ImportBook) -> int:
    """How many cells are known header words; 0 unless a number and a time are among them."""
    told = [word for word in words if word]
    meant = {meaning: sum(word in known for word in told) for meaning, known in book.headings.items()}
    if not (meant["number"] or meant["caller"] or meant["callee"]):
        return 0
    if not (meant["at"] or meant["time"] or meant["date"]):
        return 0
    return sum(any(word in known for known in book.headings.values()) for word in told)


def best_header(rows: Sequence[Row], book: ImportBook) -> tuple[int, int]:
    """(score, index in rows) of the first header; (0, 0) when there is none.

    A later table of the same file may have more columns, a line above the table only a word or two of them.
    """
    scores = [score(heading_words(row, book), book) for row in rows]
    best = max(scores, default=0)
    return best, next((place for place, found in enumerate(scores) if found * 2 >= best), 0)


def read_header(rows: Sequence[Row], place: int, outside: Sequence[str], file_name: str, book: ImportBook) -> Header:
    above = (*outside, *(" ".join(one.cells) for one in rows[max(0, place - ABOVE_LINES) : place]))
    return header_at(rows[place], above, file_name, book)


def header_at(row: Row, above: tuple[str, ...], file_name: str, book: ImportBook) -> Header:
    words = heading_words(row, book)
    one = choose_format(words, " ".join((file_name, *above)), book)
    kin = (one, *(other for other in book.tables if other is not one and knows_all(other, words)))
    places = find_places(words, one, book)
    return Header(one, row, above, places, words, kin, lists_messages(words, places, (file_name, *above), book))


def lists_messages(words: Sequence[str], places: Places, told: Sequence[str], book: ImportBook) -> bool:
    """By a column or a title; never where a length is told, which no message has."""
    if places["duration"] or places["minutes"]:
        return False
    return any(word in book.message_columns for word in words) or book.titles_messages(" ".join(told))


def choose_format(words: Sequence[str], told: str, book: ImportBook) -> ImportFormat:
    """The format that knows most of the header; a maker's name above the table or in the file name weighs as three.

    Words that tell no maker stay with the format of last resort.
    """
    specific = [one for one in book.tables if not one.file.last_resort and recognises(one, words, told, book)]

    def fit(one: ImportFormat) -> tuple[int, bool]:
        named = any(name in told for name in one.file.known_by)
        known = sum(word in one.known_headings for word in words)
        return known + NAMED * named, one.file.last_resort is not bool(specific)

    return max(specific or book.tables, key=fit)


def recognises(one: ImportFormat, words: Sequence[str], told: str, book: ImportBook) -> bool:
    """Its maker is named, or every word of the header is one of its own and one of them nobody else's."""
    if any(name in told for name in one.file.known_by):
        return True
    return knows_all(one, words) and any(word not in book.common_headings for word in words if word)


def knows_all(one: ImportFormat, words: Sequence[str]) -> bool:
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
    # 通话时间 is the moment in one table, and how long it took in another that tells the moment besides.
    both = [place for place in places["duration"] if place in (*places["at"], *places["time"])]
    if both and any(place not in both for place in (*places["at"], *places["date"])) and not clock_alone(places, both):
        places["at"] = tuple(place for place in places["at"] if place not in both)
        places["time"] = tuple(place for place in places["time"] if place not in both)
    else:
        places["duration"] = tuple(place for place in places["duration"] if place not in both)
    # One column of numbers is the other side whatever it is called, and 对方号码 says so itself.
    if not places["number"] and not (places["caller"] and places["callee"]):
        places["number"] = places["callee"] or places["caller"]
    if places["number"]:
        places["caller"] = places["callee"] = ()
    # 号码 beside 对方号码 is mine.
    places["number"] = places["number"][:1]
    return places


def clock_alone(places: Places, both: Sequence[int]) -> bool:
    """Whether a day stands there that has no other clock than one of these."""
    return not any(place not in both for place in (*places["at"], *places["time"]))


def own_places(words: Sequence[str], ranked: Mapping[str, int]) -> tuple[int, ...]:
    found = sorted((ranked[word], place) for place, word in enumerate(words) if word and word in ranked)
    return tuple(place for _, place in found)
