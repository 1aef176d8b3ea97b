"""One row or XML element to one contact."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.account import is_account
from app.domain.contact import DAY_SECONDS, Contact, Direction, Means
from app.domain.text import clean
from app.evidence.cells import CellFormat, Shown, number_text
from app.evidence.columns import Places
from app.evidence.dates import Clock
from app.evidence.durations import read_duration, read_minutes
from app.evidence.numbers import Damaged, read_name, read_number
from app.evidence.words import NO_SENSE, Marks, Sense, Senses, Unreadable, answered_of, direction_of, quoted

MAX_WORDS = 2_000
KEPT_ANSWERS = 100_000
NEARLY_ALL = 0.9
CLOCK_BEHIND = re.compile(r"[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?$")
SPREADSHEET_EPOCH = re.compile(r"(?:1899-12-3[01]|1900[-/]0?1[-/]0?[0-9]|1904-0?1-0?1)[T ]+")
CLOCK = re.compile(r"(?:[^0-9]{0,3} ?)?[0-9]{1,2}[:时點点][0-9]{2}")
WITH_DAY = re.compile(r"(?:19|20)[0-9]{2}[-/.年]")
DAYS = re.compile(r"[3-5][0-9]{4}(?:\.0+)?")
PART_OF_A_DAY = re.compile(r"0?\.[0-9]{1,18}")
UNSENT = "有{count}条短信没有发出去（草稿、等待发送、发送失败），没有读。"
NUMBER_LOST = "这次联系记下了，但没有号码。请重新下载，不要用表格软件保存。"


@dataclass(frozen=True, slots=True)
class Kept:
    """A contact from a damaged row: what is known is kept, `sentence` says what is lost."""

    contact: Contact
    sentence: str


Found = Contact | Kept | Unreadable | None


def make_contact(
    at: datetime,
    means: Means,
    direction: Direction,
    answered: bool | None,
    seconds: int | None,
    number: str,
    words: str,
    note: str = "",
) -> Contact:
    return Contact(
        at=at,
        means=means,
        direction=direction,
        answered=answered,
        duration_seconds=length_of(answered, seconds),
        number=number,
        words=words[:MAX_WORDS],
        note=note[:MAX_WORDS],
    )


def length_of(answered: bool | None, seconds: int | None) -> int | None:
    """A call that was not taken has no length: what some phones write there is how long it rang."""
    return None if answered is False and seconds else seconds


@dataclass(frozen=True, slots=True)
class Judged:
    """What the words of a row's direction and status cells mean together."""

    senses: Senses
    direction: Direction | None

    @property
    def ignored(self) -> bool:
        return Sense.IGNORED in self.senses or self.unsent

    @property
    def unsent(self) -> bool:
        return Sense.UNSENT in self.senses


class RecordReader:
    """Reads cells by the places of their meanings. Numbers, lengths and words repeat, so their readings are kept.

    `kin` are the words of the formats that fit the table, `marks` those of all formats.
    """

    def __init__(
        self,
        places: Places,
        marks: Marks,
        clock: Clock,
        means: Means,
        names_allowed: bool,
        kin: Sequence[Marks] = (),
        dial_prefixes: Sequence[str] = (),
    ) -> None:
        self._places = places
        self._marks = marks
        self._kin = kin
        self._clock = clock
        self._means = means
        self._names_allowed = names_allowed
        self._dial_prefixes = dial_prefixes
        self._sense_places = tuple(dict.fromkeys((*places["direction"], *places["marks"])))
        self._directions = len(places["direction"])
        self._width = 1 + max((place for found in places.values() for place in found), default=0)
        self._judged: dict[tuple[str, ...], Judged] = {}
        self._numbers: dict[str, str | Unreadable] = {}
        self._durations: dict[str, int | Unreadable | None] = {}
        self.my_number = ""
        self.days_left_out = False
        self._day_above = ""
        self.directions_assumed = 0
        self.unsent = 0

    @property
    def tells_direction(self) -> bool:
        return bool(self._places["direction"])

    @property
    def names_both_sides(self) -> bool:
        return bool(self._places["caller"] and self._places["callee"])

    def read(self, cells: list[str]) -> Found:
        """None when the row is no contact at all (data traffic, a draft). Short rows are filled up in place."""
        if len(cells) < self._width:
            cells.extend([""] * (self._width - len(cells)))
        if self.days_left_out:
            self.fill_day(cells)
        judged = self.judged(cells)
        if judged.ignored:
            self.unsent += judged.unsent
            return None
        at = self._clock.moment(self.when(cells))
        if isinstance(at, Unreadable):
            return at
        direction = self.direction(cells, judged)
        if isinstance(direction, Unreadable):
            return direction
        number = self.number(cells, direction)
        lost = number.sentence if isinstance(number, Damaged) else ""
        if lost:
            number = ""
        if isinstance(number, Unreadable):
            return number
        means = Means.SMS if Sense.MESSAGE in judged.senses else self._means
        seconds = self.duration(cells) if means is Means.CALL else None
        if isinstance(seconds, Unreadable):
            senses = self._marks.senses(self.duration_text(cells))
            if not senses - {Sense.IGNORED}:
                return seconds
            judged, seconds = Judged(judged.senses | senses, direction), None
        answered = None
        if means is Means.CALL:
            if seconds is None and self._places["until"] and not self.duration_text(cells):
                seconds = self.until(cells, at)
            answered = answered_of(judged.senses, direction, seconds)
        words, note = self.words(cells), self.note(cells)
        if words and means is Means.CALL and is_account(words):
            # A call has no text of its own: who tells of it in this column tells it in their own words.
            words, note = "", f"{words}\n{note}".strip()[:MAX_WORDS]
        # Everything was checked while it was read, so that it need not be again: files have many rows.
        contact = Contact.as_read(
            at=at,
            means=means,
            direction=direction,
            answered=answered,
            duration_seconds=length_of(answered, seconds),
            number=number,
            words=words,
            note=note,
        )
        return Kept(contact, f"{lost}{NUMBER_LOST}") if lost else contact

    def first(self, cells: Sequence[str], meaning: str) -> str:
        """The first cell of this meaning that says something."""
        for place in self._places[meaning]:
            if text := cells[place].strip():
                return text
        return ""

    def when(self, cells: Sequence[str]) -> str:
        """The moment as it is written; of a day and a clock in two columns the one beside the other."""
        for place in self._places["at"]:
            if text := cells[place].strip():
                return beside(self.first(cells, "date"), text) if self._places["date"] and CLOCK.match(text) else text
        return beside(self.first(cells, "date"), self.first(cells, "time"))

    def fill_day(self, cells: list[str]) -> None:
        """A blank cell says the day of the row above."""
        place = self._places["date"][0]
        if not cells[place].strip() and self.first(cells, "number"):
            cells[place] = self._day_above
        self._day_above = cells[place].strip() or self._day_above

    def whens(self, rows: Iterable[list[str]]) -> Iterable[str]:
        """Of every row that is wide enough."""
        return (self.when(cells) for cells in rows if len(cells) >= self._width)

    def judged(self, cells: Sequence[str]) -> Judged:
        key = tuple([cells[place] for place in self._sense_places])
        found = self._judged.get(key)
        if found is None:
            if len(self._judged) > KEPT_ANSWERS:
                self._judged.clear()
            found = self._judged[key] = self.judge(key)
        return found

    def judge(self, texts: Sequence[str]) -> Judged:
        """The direction column decides which way; the others only where it is silent."""
        each = [self.senses(text) for text in texts]
        direction = direction_of(NO_SENSE.union(*each[: self._directions]))
        senses = NO_SENSE.union(*each)
        return Judged(senses, direction_of(senses) if direction is None else direction)

    def senses(self, text: str) -> Senses:
        """By the words of a format that fits where it has one for the whole cell, else by all formats' words."""
        own = (senses for marks in self._kin if (senses := marks.exactly(text)))
        return next(own, NO_SENSE) or self._marks.senses(text)

    def direction(self, cells: Sequence[str], judged: Judged) -> Direction | Unreadable:
        if judged.direction is not None:
            return judged.direction
        if self.my_number:
            return Direction.OUT if self.side(cells, "caller") == self.my_number else Direction.IN
        if self.tells_direction:
            told = self.first(cells, "direction")
            if not told:
                return Unreadable("这一行没写是打进还是打出，请写“呼入”或“呼出”。")
            return Unreadable(f"看不出{quoted(told)}是打进还是打出，请写“呼入”或“呼出”。")
        self.directions_assumed += 1
        return Direction.IN

    def number(self, cells: Sequence[str], direction: Direction) -> str | Unreadable:
        if self.names_both_sides:
            number = self.side(cells, self.other_side(cells, direction))
        else:
            number = self.read_once(self.first(cells, "number"))
        if isinstance(number, Unreadable) and self.withheld(cells):
            return ""
        return number

    def other_side(self, cells: Sequence[str], direction: Direction) -> str:
        if self.my_number:
            return "callee" if self.side(cells, "caller") == self.my_number else "caller"
        return "caller" if direction is Direction.IN else "callee"

    def side(self, cells: Sequence[str], meaning: str) -> str | Unreadable:
        return self.read_once(self.first(cells, meaning))

    def find_my_number(self, rows: Iterable[list[str]]) -> None:
        """In a list of who rang whom my own number stands in nearly every row, once on this side, once on that."""
        seen: Counter[str] = Counter()
        count = 0
        for cells in rows:
            if len(cells) >= self._width:
                sides = {self.side(cells, meaning) for meaning in ("caller", "callee")}
                numbers = [side for side in sides if isinstance(side, str) and side]
                seen.update(numbers)
                count += bool(numbers)
        best = seen.most_common(2)
        alone = len(best) == 1 or (len(best) == 2 and best[0][1] > best[1][1])
        if count > 1 and alone and best[0][1] >= NEARLY_ALL * count:
            self.my_number = best[0][0]

    def read_once(self, text: str) -> str | Unreadable:
        number = self._numbers.get(text)
        if number is None:
            if len(self._numbers) > KEPT_ANSWERS:
                self._numbers.clear()
            number = self._numbers[text] = self.read_other_side(text)
        return number

    def read_other_side(self, text: str) -> str | Unreadable:
        """Empty for a withheld number."""
        if Sense.HIDDEN in self._marks.exactly(text):
            return ""
        number = read_number(text, self._dial_prefixes)
        if isinstance(number, Unreadable) and self._names_allowed:
            return read_name(text).strip() or number
        return number

    def withheld(self, cells: Sequence[str]) -> bool:
        return Sense.HIDDEN in self._marks.exactly(self.first(cells, "hidden"))

    def duration_text(self, cells: Sequence[str]) -> str:
        return self.first(cells, "duration") or self.first(cells, "minutes")

    def duration(self, cells: Sequence[str]) -> int | Unreadable | None:
        text = self.first(cells, "duration")
        if text in self._durations:
            return self._durations[text]
        if not text and self._places["minutes"]:
            return read_minutes(self.first(cells, "minutes"))
        if len(self._durations) > KEPT_ANSWERS:
            self._durations.clear()
        self._durations[text] = read_duration(text)
        return self._durations[text]

    def until(self, cells: Sequence[str], at: datetime) -> int | None:
        """The seconds up to the end of the call, which may be told by its clock alone; None where that cannot be."""
        text = self.first(cells, "until")
        to_the_second = self._clock.to_the_second
        end = self._clock.moment(beside(f"{at:%Y-%m-%d}", text)) if text else Unreadable("")
        self._clock.to_the_second = to_the_second
        if isinstance(end, Unreadable):
            return None
        seconds = round((end - at).total_seconds())
        if seconds < 0 and CLOCK.match(text):
            seconds += DAY_SECONDS
        return seconds if 0 <= seconds <= DAY_SECONDS else None

    def words(self, cells: Sequence[str]) -> str:
        return clean(self.first(cells, "words"))[:MAX_WORDS].strip() if self._places["words"] else ""

    def note(self, cells: Sequence[str]) -> str:
        return clean(self.first(cells, "note"))[:MAX_WORDS].strip() if self._places["note"] else ""


def beside(day: str, clock: str) -> str:
    """A day and a clock as one moment. Spreadsheets put a clock behind a day, and their first day before a clock."""
    clock = SPREADSHEET_EPOCH.sub("", clock)
    if PART_OF_A_DAY.fullmatch(clock):
        clock = number_text(float(clock), CellFormat(Shown.CLOCK))
    if WITH_DAY.match(clock):
        return clock
    if day and clock:
        day = CLOCK_BEHIND.sub("", day)
        if DAYS.fullmatch(day):
            day = number_text(float(day), CellFormat(Shown.DAY))
    return f"{day} {clock}".strip()
