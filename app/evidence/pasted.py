"""Text a person pastes: one call a line (typed off a screenshot), or messages (messages.py)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.contact import Contact, Direction, Means
from app.domain.text import clean
from app.evidence.dates import Clock, DatePattern, tidy
from app.evidence.durations import find_duration
from app.evidence.messages import MessageLines, Pasted
from app.evidence.model import ImportFormat, YearSource
from app.evidence.numbers import read_number
from app.evidence.records import make_contact
from app.evidence.tables import MAX_LINE, TOO_LONG
from app.evidence.words import Sense, Unreadable, answered_of, direction_of

MAX_LINES = 50_000
NUMBERS = re.compile(
    r"(?<![0-9*])(?:(?:\+|00)86[- ]?)?"
    r"(?:1[3-9][0-9][- ]?[0-9*]{4}[- ]?[0-9*]{4}|\(?0[0-9]{2,3}\)?[- ]?[0-9]{3,4}[- ]?[0-9]{4}"
    r"|[48]00[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}|\+?[0-9*]{3,20})(?![0-9*])"
)
NO_MOMENT = "这一行没有日期和钟点，请写成 2026-09-05 22:41 的样子。"
NO_NUMBER = "这一行没有号码。如果对方隐藏了号码，请写“未知号码”。"


def read_pasted(text: str, name: str, formats: Sequence[ImportFormat], today: date) -> Pasted | None:
    """By the format that reads most contacts; of equals the one with fewer bad lines. `name` is the file's, if any."""
    lines = list(enumerate(text.split("\n"), 1))[:MAX_LINES]
    readings = [read_as(one, name, lines, today) for one in formats]
    return max(readings, key=lambda reading: (len(reading.contacts), -len(reading.problems)), default=None)


def read_as(one: ImportFormat, name: str, lines: Sequence[tuple[int, str]], today: date) -> Pasted:
    clock = Clock(one.dates, today, None, latest=YearSource.LATEST in one.file.year)
    reader = MessageLines(one, clock, name) if one.file.message_lines else CallLines(one, clock)
    pasted = reader.read(lines)
    pasted.year_guessed = clock.guessed
    return pasted


def date_anywhere(patterns: Iterable[DatePattern]) -> re.Pattern[str]:
    """Any of the patterns that has a clock, as one group, not inside a longer number."""
    return re.compile("|".join(f"(?<![0-9:])(?:{one.source})(?![0-9:])" for one in patterns if one.has_clock))


@dataclass(frozen=True, slots=True)
class Parts:
    """What a line says, as far as it was found."""

    at: datetime | Unreadable | None
    number: str | Unreadable | None
    seconds: int | None
    rest: str


class CallLines:
    """One call a line; a call whose number and time stand on two lines following each other is put together."""

    def __init__(self, one: ImportFormat, clock: Clock) -> None:
        self._format = one
        self._clock = clock
        self._when = date_anywhere(one.dates)

    def read(self, lines: Iterable[tuple[int, str]]) -> Pasted:
        pasted = Pasted(self._format)
        waiting: tuple[int, str] | None = None
        for row, raw in lines:
            line = tidy(clean(raw[: MAX_LINE + 1]))
            if len(line) > MAX_LINE:
                pasted.problems.append((row, TOO_LONG))
                continue
            if not line:
                continue
            waiting = self.take(row, line, waiting, pasted)
        if waiting:
            pasted.problems.append((waiting[0], self.missing(self.parts(waiting[1]))))
        return pasted

    def take(self, row: int, line: str, waiting: tuple[int, str] | None, pasted: Pasted) -> tuple[int, str] | None:
        """Reads a line; gives it back when it waits for its other half."""
        day = self._clock.only_day(line)
        if day:
            self._clock.see_day(day)
            return waiting
        parts = self.parts(line)
        if not complete(parts) and waiting:
            together = self.parts(f"{waiting[1]} {line}")
            if complete(together):
                pasted.keep(waiting[0], self.contact(together, pasted))
                return None
        if waiting:
            pasted.problems.append((waiting[0], self.missing(self.parts(waiting[1]))))
        if not complete(parts):
            return row, line
        pasted.keep(row, self.contact(parts, pasted))
        return None

    def parts(self, line: str) -> Parts:
        found = self._when.search(line)
        at = self._clock.moment(found[0].strip()) if found else None
        rest = f"{line[: found.start()]} {line[found.end() :]}" if found else line
        seconds, rest = find_duration(rest)
        return Parts(at, self.number(rest), seconds, rest)

    def number(self, rest: str) -> str | Unreadable | None:
        """The longest number of the line, or empty where it says that the number was withheld."""
        longest = max(NUMBERS.findall(rest), key=len, default="")
        if longest:
            return read_number(longest)
        return "" if Sense.HIDDEN in self._format.marks.inside(rest) else None

    def missing(self, parts: Parts) -> str:
        return NO_MOMENT if parts.at is None else NO_NUMBER

    def contact(self, parts: Parts, pasted: Pasted) -> Contact | Unreadable:
        if isinstance(parts.at, Unreadable):
            return parts.at
        if isinstance(parts.number, Unreadable):
            return parts.number
        assert parts.at is not None
        assert parts.number is not None
        senses = self._format.marks.inside(parts.rest)
        direction = direction_of(senses)
        if direction is None:
            direction = Direction.IN
            pasted.directions_assumed += 1
        means = Means.SMS if Sense.MESSAGE in senses else self._format.file.means
        answered = answered_of(senses, direction, parts.seconds) if means is Means.CALL else None
        return make_contact(parts.at, means, direction, answered, parts.seconds, parts.number, "")


def complete(parts: Parts) -> bool:
    return parts.at is not None and parts.number is not None
