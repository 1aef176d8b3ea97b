"""The rows of a table one by one: which are contacts, which are none and why, which only say what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from app.domain.contact import Contact, Means
from app.errors import FileRefused
from app.evidence.columns import Header, header_at, heading_words, score
from app.evidence.dates import NO_CLOCK, Clock, Period, days_in, period_in
from app.evidence.model import ImportBook, ImportFormat, YearSource
from app.evidence.records import UNSENT, Kept, RecordReader
from app.evidence.tables import Row, Rows
from app.evidence.whole_columns import leaves_out_days, with_direction

MAX_ROWS = 200_000
TOO_MANY_ROWS = f"这个文件超过{MAX_ROWS:,}行，太多了。请按月份分开下载，再一个一个上传。"
YEAR_GUESSED = "没写年份，我们按离今天最近的一次推算。请核对。不对的话，把年份写在日期前面，再来一次。"
DIRECTION_ASSUMED = "有{count}行没写呼入还是呼出，都当作对方打来的。请核对。"
OTHER_LIST = "从第{row}行起是别的清单，不是通话，有{count}行没有读。"
BLANKS = " \t\r\n\"'\u3000"
TOTALS = ("合计", "总计", "小计", "共计", "累计", "合計", "總計", "小計", "共計", "本页", "本頁", "total", "subtotal")
# A record has more cells than a remark under the table.
REMARK_CELLS = 3
FOREIGN_WORDS = 2
DAY_ROW = re.compile(r"^(?:通话|查询)?日期[:：]?|[(（]?共?[0-9]{1,5}[条次笔个](?:通话)?(?:记录)?[)）]?$")
AROUND_DAY = " -—–=*#~·|:：,，。、【】[]()（）<>《》"
DIGIT = re.compile(r"\d")
# 2026年1月小计, 本月合计: the total of a part of the list.
PART_OF_LIST = re.compile(r"[本当當][页頁月日期]|(?:20[0-9]{2}[-年/.]?)?(?:[0-9]{1,2}[-月/.]?)?份?(?:[0-9]{1,2}日?)?")
# 2026年1月, 2026-01, 1月语音详单: a title between two months of one list.
MONTH_TITLE = re.compile(r"(?:20[0-9]{2}[-年/.]?(?:1[0-2]|0?[1-9])月?|(?:1[0-2]|0?[1-9])月)份?[^0-9]{0,12}")
DIGITS_IN_HEADER = 1
SAID = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class BadRow:
    """`row` counts from 1 as a person sees the file, its header included; `message` is a Chinese sentence.

    `kept`: the contact was kept without what is damaged.
    """

    row: int
    message: str
    kept: bool = False


@dataclass
class TableFound:
    """`coarse` are the places in `contacts` of those told without seconds."""

    format: ImportFormat
    contacts: list[Contact] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    coarse: set[int] = field(default_factory=set)
    problems: list[BadRow] = field(default_factory=list)
    notes: list[BadRow] = field(default_factory=list)


def clock_for(
    one: ImportFormat, above: Sequence[str], name: str, book: ImportBook, today: date, from_1904: bool = False
) -> Clock:
    sources = one.file.year
    period = period_in(above, one.file.period_words) if YearSource.ABOVE in sources else None
    if period is None and YearSource.FILE_NAME in sources:
        period = period_in([name], ())
    dates = dict.fromkeys((*one.dates, *book.table_dates))
    return Clock(dates, today, period, YearSource.LATEST in sources, from_1904)


class TableReader:
    """Takes rows one by one. A list may hold several tables: another header under the first begins the next."""

    def __init__(
        self, header: Header, rows: Rows, name: str, book: ImportBook, today: date, from_1904: bool = False
    ) -> None:
        self._rows = rows
        self._name = name
        self._book = book
        self._today = today
        self._from_1904 = from_1904
        self._first = header.row.place
        self._foreign: int | None = None
        self._foreign_rows = 0
        self._taken = 0
        self.found = TableFound(header.format)
        self._begin(header)
        if heading := next((line.strip() for line in reversed(header.above) if line.strip(BLANKS)), ""):
            self._saw_day([heading])

    def _begin(self, header: Header) -> None:
        one = header.format
        self._header = header
        self._clock = clock_for(one, header.above, self._name, self._book, self._today, self._from_1904)
        kin = [kin.marks for kin in header.kin]
        marks = self._book.table_marks
        below = (row.cells for row in self._rows() if row.place > header.row.place)
        reader = RecordReader(
            with_direction(header.places, below, (*kin, marks)),
            marks,
            self._clock,
            Means.SMS if header.messages and one.file.means is Means.CALL else one.file.means,
            one.file.names_allowed,
            kin,
            self._book.dial_prefixes,
        )
        self._reader = reader
        self._clock.column = lambda: reader.whens(self._cells())
        reader.days_left_out = leaves_out_days(header.places, self._cells())
        if reader.names_both_sides:
            reader.find_my_number(self._cells())

    def _cells(self) -> Iterator[list[str]]:
        return (row.cells for row in self._rows() if row.place > self._first)

    def read(self) -> TableFound:
        for row in self._rows():
            if row.place > self._first:
                self.take(row)
        self._end()
        self._doubt_midnight()
        return self.found

    def take(self, row: Row) -> None:
        found = self.found
        self._taken += 1
        if self._taken > 2 * MAX_ROWS or len(found.contacts) + len(found.problems) > MAX_ROWS:
            raise FileRefused(TOO_MANY_ROWS, 413)
        if row.problem:
            found.problems.append(BadRow(row.place, row.problem))
            return
        if self._foreign is not None:
            self._pass_by(row)
            return
        read = self._reader.read(row.cells)
        if isinstance(read, Contact):
            self._keep(row, read)
        elif isinstance(read, Kept):
            self._keep(row, read.contact)
            found.problems.append(BadRow(row.place, read.sentence, kept=True))
        elif read is None:
            # 上网方式 in a header looks like data traffic, too.
            self._saw_header(row)
        elif not self._is_no_record(row):
            found.problems.append(BadRow(row.place, read.sentence))

    def _keep(self, row: Row, contact: Contact) -> None:
        found = self.found
        if not self._clock.to_the_second:
            found.coarse.add(len(found.contacts))
        found.contacts.append(contact)
        found.rows.append(row.place)

    def _is_no_record(self, row: Row) -> bool:
        told = [text for cell in row.cells if (text := cell.strip(BLANKS))]
        if not any(SAID.search(text) for text in told):
            return True
        if row.cells == self._header.row.cells or self._is_remark(told):
            return self._saw_period(told) or True
        return self._saw_day(told) or self._saw_period(told) or self._saw_header(row)

    def _is_remark(self, told: Sequence[str]) -> bool:
        """Totals anywhere; other remarks only where there is too little for a record."""
        plain = ["".join(text.split()).lstrip(AROUND_DAY).casefold() for text in told]
        if any(text.rstrip(AROUND_DAY) in TOTALS for text in plain) or plain[0].startswith(TOTALS):
            return True
        part = PART_OF_LIST.match(plain[0])
        if part and plain[0].startswith(TOTALS, part.end()):
            return True
        if len(told) == 1 and plain[0].endswith(self._book.skip_rows):
            return True
        return len(told) <= REMARK_CELLS and plain[0].startswith(self._book.skip_rows)

    def _saw_day(self, told: Sequence[str]) -> bool:
        """A row that names a day and nothing else: the rows under it belong to that day."""
        if len(told) > 1:
            return False
        day = self._clock.only_day(DAY_ROW.sub("", told[0].strip(AROUND_DAY)).strip(AROUND_DAY))
        if day:
            self._clock.see_day(day)
        return day is not None

    def _saw_period(self, told: Sequence[str]) -> bool:
        """查询月份：2026年10月 between two months of one file."""
        text = " ".join(told)
        titled = len(told) == 1 and MONTH_TITLE.fullmatch("".join(text.split()).strip(AROUND_DAY)) is not None
        named = any(word in text for word in self._header.format.file.period_words)
        if len(told) > REMARK_CELLS or not (titled or named):
            return False
        days = list(days_in(text))
        if days:
            self._clock.see_period(Period(min(one.first for one in days), max(one.last for one in days)))
        return titled or bool(days)

    def _saw_header(self, row: Row) -> bool:
        """The same once more, as printed lists have it on every page; of another table; of a list that is no calls."""
        if sum(DIGIT.search(cell) is not None for cell in row.cells) > DIGITS_IN_HEADER:
            return False
        words = heading_words(row, self._book)
        if self._header.repeated_by(words):
            self._end_foreign()
            return True
        if score(words, self._book):
            self._end()
            day = self._clock.day
            self._begin(header_at(row, self._header.above, self._name, self._book))
            if day:
                self._clock.see_day(day)
            return True
        if sum(word in self._book.known_headings for word in words if word) < FOREIGN_WORDS:
            return False
        self._foreign = self._foreign or row.place
        return True

    def _pass_by(self, row: Row) -> None:
        if not self._saw_header(row):
            self._foreign_rows += sum(bool(cell.strip()) for cell in row.cells) > 1

    def _end(self) -> None:
        """What is to be said about the table that ends here."""
        place = self._header.row.place
        self.found.notes += notes_of(place, self._clock.guessed, self._reader.directions_assumed)
        if self._reader.unsent:
            self.found.notes.append(BadRow(place, UNSENT.format(count=self._reader.unsent)))
        self._end_foreign()

    def _end_foreign(self) -> None:
        if self._foreign is not None and self._foreign_rows:
            self.found.notes.append(
                BadRow(self._foreign, OTHER_LIST.format(row=self._foreign, count=self._foreign_rows))
            )
        self._foreign = None
        self._foreign_rows = 0

    def _doubt_midnight(self) -> None:
        """A whole list at 0:00:00 has no clocks at all; its calls must not count as calls in the night."""
        found = self.found
        if len(found.contacts) < 2 or any(contact.at.time() != time() for contact in found.contacts):
            return
        bad = [problem for problem in found.problems if not problem.kept]
        found.problems = sorted((*bad, *(BadRow(row, NO_CLOCK) for row in found.rows)), key=lambda one: one.row)
        found.contacts, found.rows, found.coarse = [], [], set()


def notes_of(row: int, year_guessed: bool, directions_assumed: int) -> tuple[BadRow, ...]:
    notes = [BadRow(row, YEAR_GUESSED)] if year_guessed else []
    if directions_assumed:
        notes.append(BadRow(row, DIRECTION_ASSUMED.format(count=directions_assumed)))
    return tuple(notes)
