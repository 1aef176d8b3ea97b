"""An exported file or pasted text to contacts: sniff, decode, split, read, de-duplicate, sum up.

A bad row is a value with its number and a reason and never stops the good ones; only a file that is not what it
claims raises FileRefused. Nothing is kept: bytes in, Reading out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from app.domain.contact import Contact
from app.errors import FileRefused
from app.evidence.columns import HEADER_WITHIN, Header, best_header, read_header
from app.evidence.dates import Clock, period_in
from app.evidence.decoding import decode
from app.evidence.merging import without_duplicates
from app.evidence.model import ImportBook, ImportFormat, Kind, YearSource
from app.evidence.own_log import OwnLog, read_own_rows, read_own_text
from app.evidence.pasted import read_pasted
from app.evidence.records import RecordReader
from app.evidence.sniffing import EMPTY, TOO_LARGE, check_size, refuse_if_not_text
from app.evidence.summary import Summary, summarise
from app.evidence.tables import DELIMITERS, Row, html_rows, is_html, loose_text, split_lines
from app.evidence.words import Unreadable
from app.evidence.xml_records import is_xml, read_xml

MAX_ROWS = 200_000
MAX_TEXT = 2_000_000
TOO_MANY_ROWS = f"这个文件超过{MAX_ROWS:,}行，太多了。请按月份分开下载，再一个一个上传。"
NO_HEADER = "没有找到表头。表里要有一行写着“时间”“对方号码”这样的列名。请重新导出，或把内容粘贴到输入框里。"
NOTHING_READ = "没有读到一条通话或消息。请一行写一条，写明日期、钟点和号码。"
YEAR_GUESSED = "没写年份，我们按离今天最近的一次推算。请核对。不对的话，把年份写在日期前面，再来一次。"
DIRECTION_ASSUMED = "有{count}行没写呼入还是呼出，都当作对方打来的。请核对。"


@dataclass(frozen=True, slots=True)
class BadRow:
    """`row` counts from 1 as a person sees the file, its header included; `message` is a Chinese sentence."""

    row: int
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file gave. `rows` are the rows that meant to be a contact: contacts, duplicates and bad rows.

    `notes` are things to check about the file as a whole (a year we had to infer).
    """

    format: str
    name: str
    contacts: tuple[Contact, ...]
    problems: tuple[BadRow, ...]
    notes: tuple[BadRow, ...]
    rows: int
    duplicates: int
    summary: Summary

    def as_json(self) -> dict[str, object]:
        """The answer of POST /api/v1/evidence/read, for pydantic_core.to_json: the contacts are still models."""
        return {
            "format": self.format,
            "contacts": self.contacts,
            "problems": [{"row": one.row, "message": one.message} for one in self.problems],
            "notes": [{"row": one.row, "message": one.message} for one in self.notes],
            "summary": {"rows": self.rows, "duplicates": self.duplicates, **self.summary.as_json()},
        }


def read_file(name: str, payload: bytes, book: ImportBook, today: date) -> Reading:
    """Contacts of an uploaded file; its name only helps to find a year. Raises FileRefused."""
    check_size(len(payload))
    refuse_if_not_text(payload)
    if is_xml(payload):
        return of_xml(payload, book, today)
    text = decode(payload, book.encodings, book.telling_words)
    return read_decoded(text, name, book, today, NO_HEADER)


def read_text(text: str, book: ImportBook, today: date) -> Reading:
    """Contacts of pasted text: a table copied from a spreadsheet, a line each, or chat messages. Raises FileRefused."""
    if len(text) > MAX_TEXT:
        raise FileRefused(TOO_LARGE, 413)
    plain = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    if not plain.strip():
        raise FileRefused(EMPTY)
    return read_decoded(plain, "", book, today, NOTHING_READ)


def read_decoded(text: str, name: str, book: ImportBook, today: date, refusal: str) -> Reading:
    if text.count("\n") > 2 * MAX_ROWS:
        raise FileRefused(TOO_MANY_ROWS, 413)
    if own := read_own_text(text, book):
        return of_own(own)
    table = find_table(text, name, book)
    if table:
        header, rows = table
        if own := read_own_rows(header.row.cells, ((row.place, row.cells) for row in rows), book):
            return of_own(own)
        return of_table(header, rows, name, book, today)
    pasted = read_pasted(text, book.of_kind(Kind.TEXT), today) if len(text) <= MAX_TEXT else None
    if not pasted or not pasted.contacts:
        raise FileRefused(refusal)
    problems = [BadRow(row, message) for row, message in pasted.problems]
    notes = notes_of(1, pasted.year_guessed, pasted.directions_assumed)
    return finished(pasted.format, pasted.contacts, problems, notes)


def find_table(text: str, name: str, book: ImportBook) -> tuple[Header, Iterable[Row]] | None:
    """The header and the rows under it, with the delimiter that shows most known column names."""
    if not book.tables:
        return None
    if is_html(text):
        rows = list(islice(html_rows(text), 2 * MAX_ROWS + 1))
        found, place = best_header(rows[:HEADER_WITHIN], book)
        return (read_header(rows, place, loose_text(text), name, book), rows[place + 1 :]) if found else None
    head = "\n".join(text.split("\n", HEADER_WITHIN)[:HEADER_WITHIN])
    tried = {delimiter: list(split_lines(head, delimiter)) for delimiter in DELIMITERS}
    (found, place), delimiter = max(
        ((best_header(rows, book), one) for one, rows in tried.items()), key=lambda best: best[0][0]
    )
    if not found:
        return None
    header = read_header(tried[delimiter], place, (), name, book)
    return header, (row for row in split_lines(text, delimiter) if row.place > header.row.place)


def clock_for(one: ImportFormat, above: Sequence[str], name: str, book: ImportBook, today: date) -> Clock:
    sources = one.file.year
    period = period_in(above, one.file.period_words) if YearSource.ABOVE in sources else None
    if period is None and YearSource.FILE_NAME in sources:
        period = period_in([name], ())
    dates = dict.fromkeys((*one.dates, *book.table_dates))
    return Clock(dates, today, period, YearSource.LATEST in sources)


def of_table(header: Header, rows: Iterable[Row], name: str, book: ImportBook, today: date) -> Reading:
    file = header.format.file
    clock = clock_for(header.format, header.above, name, book, today)
    reader = RecordReader(header.places, book.table_marks, clock, file.means, file.names_allowed)
    table = TableReader(header, reader, clock)
    for row in rows:
        table.take(row)
    notes = notes_of(header.row.place, clock.guessed, reader.directions_assumed)
    return finished(header.format, table.contacts, table.problems, notes)


class TableReader:
    """Takes rows one by one; knows which rows are no records: blank, day rows, repeated headers, totals."""

    def __init__(self, header: Header, reader: RecordReader, clock: Clock) -> None:
        self._header = header
        self._reader = reader
        self._clock = clock
        self._skipped = header.format.file.skip_rows
        self.contacts: list[Contact] = []
        self.problems: list[BadRow] = []

    def take(self, row: Row) -> None:
        if row.problem:
            self.problems.append(BadRow(row.place, row.problem))
            return
        found = self._reader.read(row.cells)
        if isinstance(found, Unreadable):
            if not self.is_no_record(row):
                self.problems.append(BadRow(row.place, found.sentence))
        elif found is not None:
            self.contacts.append(found)
        if len(self.contacts) + len(self.problems) > MAX_ROWS:
            raise FileRefused(TOO_MANY_ROWS, 413)

    def is_no_record(self, row: Row) -> bool:
        told = [text for cell in row.cells if (text := cell.strip(" \t\r\"'\u3000"))]
        if not told or told[0].startswith(self._skipped) or self._header.repeated_by(row):
            return True
        day = self._clock.only_day(told[0]) if len(told) == 1 else None
        if day:
            self._clock.see_day(day)
        return day is not None


def of_own(own: OwnLog) -> Reading:
    """What the borrower wrote down themselves is never a duplicate of its neighbour."""
    return Reading(
        format=own.format.slug,
        name=own.format.file.name,
        contacts=own.contacts,
        problems=tuple(BadRow(row, message) for row, message in own.problems),
        notes=tuple(BadRow(row, message) for row, message in own.notes),
        rows=len(own.contacts) + len(own.problems),
        duplicates=0,
        summary=summarise(own.contacts),
    )


def of_xml(payload: bytes, book: ImportBook, today: date) -> Reading:
    found = read_xml(payload, book.of_kind(Kind.XML), today, MAX_ROWS)
    problems = [BadRow(row, message) for row, message in found.problems]
    return finished(found.format, found.contacts, problems, ())


def notes_of(row: int, year_guessed: bool, directions_assumed: int) -> tuple[BadRow, ...]:
    notes = [BadRow(row, YEAR_GUESSED)] if year_guessed else []
    if directions_assumed:
        notes.append(BadRow(row, DIRECTION_ASSUMED.format(count=directions_assumed)))
    return tuple(notes)


def finished(
    one: ImportFormat, contacts: Sequence[Contact], problems: Sequence[BadRow], notes: Sequence[BadRow]
) -> Reading:
    kept = without_duplicates(contacts)
    return Reading(
        format=one.slug,
        name=one.file.name,
        contacts=kept,
        problems=tuple(problems),
        notes=tuple(notes),
        rows=len(contacts) + len(problems),
        duplicates=len(contacts) - len(kept),
        summary=summarise(kept),
    )
