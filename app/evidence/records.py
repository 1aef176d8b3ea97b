"""One row or XML element to one contact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.domain.contact import Contact, Direction, Means
from app.domain.text import clean
from app.evidence.columns import Places
from app.evidence.dates import Clock
from app.evidence.durations import read_duration
from app.evidence.numbers import read_name, read_number
from app.evidence.words import NO_SENSE, Marks, Sense, Senses, Unreadable, answered_of, direction_of, quoted

MAX_WORDS = 2_000
KEPT_ANSWERS = 100_000


def make_contact(
    at: datetime,
    means: Means,
    direction: Direction,
    answered: bool | None,
    seconds: int | None,
    number: str,
    words: str,
) -> Contact:
    """A call that was not taken has no length: what some phones write there is how long it rang."""
    return Contact(
        at=at,
        means=means,
        direction=direction,
        answered=answered,
        duration_seconds=None if answered is False and seconds else seconds,
        number=number,
        words=words,
    )


class RecordReader:
    """Reads cells by the places of their meanings. Numbers, lengths and words repeat, so their readings are kept."""

    def __init__(self, places: Places, marks: Marks, clock: Clock, means: Means, names_allowed: bool) -> None:
        self._places = places
        self._marks = marks
        self._clock = clock
        self._means = means
        self._names_allowed = names_allowed
        self._sense_places = tuple(dict.fromkeys((*places["direction"], *places["marks"])))
        self._width = 1 + max((place for found in places.values() for place in found), default=0)
        self._numbers: dict[str, str | Unreadable] = {}
        self._durations: dict[str, int | Unreadable | None] = {}
        self.directions_assumed = 0

    @property
    def tells_direction(self) -> bool:
        return bool(self._places["direction"])

    def read(self, cells: list[str]) -> Contact | Unreadable | None:
        """None when the row is no contact at all (data traffic, a draft). Short rows are filled up in place."""
        if len(cells) < self._width:
            cells.extend([""] * (self._width - len(cells)))
        senses = self.senses(cells)
        if Sense.IGNORED in senses:
            return None
        at = self._clock.moment(self.when(cells))
        if isinstance(at, Unreadable):
            return at
        direction = self.direction(cells, senses)
        if isinstance(direction, Unreadable):
            return direction
        number = self.number(cells, direction)
        if isinstance(number, Unreadable):
            return number
        seconds = self.duration(cells)
        if isinstance(seconds, Unreadable):
            return seconds
        means = Means.SMS if Sense.MESSAGE in senses else self._means
        answered = answered_of(senses, direction, seconds) if means is Means.CALL else None
        seconds = seconds if means is Means.CALL else None
        return make_contact(at, means, direction, answered, seconds, number, self.words(cells))

    def first(self, cells: Sequence[str], meaning: str) -> str:
        """The first cell of this meaning that says something."""
        for place in self._places[meaning]:
            if text := cells[place].strip():
                return text
        return ""

    def when(self, cells: Sequence[str]) -> str:
        if at := self.first(cells, "at"):
            return at
        return f"{self.first(cells, 'date')} {self.first(cells, 'time')}".strip()

    def senses(self, cells: Sequence[str]) -> Senses:
        found = NO_SENSE
        for place in self._sense_places:
            if text := cells[place]:
                found |= self._marks.senses(text)
        return found

    def direction(self, cells: Sequence[str], senses: Senses) -> Direction | Unreadable:
        direction = direction_of(senses)
        if direction is not None:
            return direction
        if self.tells_direction:
            told = self.first(cells, "direction")
            if not told:
                return Unreadable("这一行没写是打进还是打出，请写“呼入”或“呼出”。")
            return Unreadable(f"看不出{quoted(told)}是打进还是打出，请写“呼入”或“呼出”。")
        self.directions_assumed += 1
        return Direction.IN

    def number(self, cells: Sequence[str], direction: Direction) -> str | Unreadable:
        text = self.first(cells, "caller") if direction is Direction.IN else ""
        text = text or self.first(cells, "number")
        if text not in self._numbers:
            if len(self._numbers) > KEPT_ANSWERS:
                self._numbers.clear()
            self._numbers[text] = self.read_other_side(text)
        number = self._numbers[text]
        if isinstance(number, Unreadable) and self.withheld(cells):
            return ""
        return number

    def read_other_side(self, text: str) -> str | Unreadable:
        """Empty for a withheld number."""
        if Sense.HIDDEN in self._marks.exactly(text):
            return ""
        number = read_number(text)
        if isinstance(number, Unreadable) and self._names_allowed:
            return read_name(text) or number
        return number

    def withheld(self, cells: Sequence[str]) -> bool:
        return Sense.HIDDEN in self._marks.exactly(self.first(cells, "hidden"))

    def duration(self, cells: Sequence[str]) -> int | Unreadable | None:
        text = self.first(cells, "duration")
        if text not in self._durations:
            if len(self._durations) > KEPT_ANSWERS:
                self._durations.clear()
            self._durations[text] = read_duration(text)
        return self._durations[text]

    def words(self, cells: Sequence[str]) -> str:
        return clean(self.first(cells, "words"))[:MAX_WORDS] if self._places["words"] else ""
