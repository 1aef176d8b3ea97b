"""An exported file or pasted text to contacts: sniff, decode, split, read, de-duplicate, sum up.

A bad row is a value with its number and a reason and never stops the good ones; only a file that is not what it
claims raises FileRefused. Nothing is kept: bytes in, Reading out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice

from app.domain.contact import Contact
from app.errors import FileRefused
from app.evidence.archives import Archive
from app.evidence.columns import HEADER_WITHIN, Header, best_header, read_header
from app.evidence.containers import old_workbook_of, workbook_in
from app.evidence.decoding import decode
from app.evidence.merging import without_coarse_copies
from app.evidence.messages import BEFORE_FIRST, Pasted
from app.evidence.model import ImportBook, ImportFormat, Kind
from app.evidence.own_log import OwnLog, read_own_rows, read_own_text
from app.evidence.packed import Pack, pack_of, shown
from app.evidence.pasted import NO_MOMENT, NO_NUMBER, read_pasted
from app.evidence.sniffing import EMPTY, TOO_LARGE, Container, check_size, container_of
from app.evidence.spreadsheet_xml import is_spreadsheet_xml, spreadsheet_xml_sheets
from app.evidence.stacked import stacked_rows
from app.evidence.summary import Summary, summarise
from app.evidence.table_reading import MAX_ROWS, TOO_MANY_ROWS, BadRow, TableFound, TableReader, notes_of
from app.evidence.tables import DELIMITERS, Rows, split_lines
from app.evidence.web_tables import html_rows, is_html, is_web_archive, loose_text, pages_of, without_asides
from app.evidence.workbooks import Workbook
from app.evidence.xml_records import is_xml, read_xml, readable_xml
from app.heap import COLLECTOR

MAX_TEXT = 2_000_000
NO_HEADER = "没有找到表头。表里要有一行写着“时间”“对方号码”这样的列名。请重新导出，或把内容粘贴到输入框里。"
NOTHING_READ = "没有读到一条通话或消息。请一行写一条，写明日期、钟点和号码。"
DAYS_RELATIVE = "“昨天”“星期三”看不出是哪一天。请改成日期和钟点，例如2026-09-05 22:41，再来一次。"
# A line, or the beginning of one, that names a day by how far it is from the day of the screenshot.
RELATIVE_DAYS = re.compile(
    r"^[ \t]*(?:[昨前]天|今天|刚刚|(?:星期|周|礼拜)[一二三四五六日天]|Yesterday|[0-9]{1,2} ?(?:分钟|小时|天)前)"
    r"(?:\s|$|[上下中]午|晚上|凌晨|[0-9])",
    re.MULTILINE | re.IGNORECASE,
)
# Said of any line that is no call at all.
HALVES = (NO_MOMENT, NO_NUMBER, BEFORE_FIRST)
NO_SHEET = "这个表格是空的。请重新下载一次，再上传。"
WHO_AM_I = "没写哪个名字是你，都当作对方发来的。请把你的名字改成“我”，再来一次，或者只勾选催收的人。"
NUMBERS_OPEN = "有{count}次没写号码，号码先空着。都是同一个号码的话，请在最上面写“通话详情”，再来一次。"
SHEET_UNREAD = "工作表“{name}”里没有认出通话记录，没有读。"
SHEET_HIDDEN = "工作表“{name}”是隐藏的，没有读。要读的话，请先取消隐藏，再上传一次。"
PACKED_UNREAD = "“{name}”没有读。{message}"
IN_FILE = "“{name}”：{message}"
ALL_READ = "压缩文件里有{count}个文件，都读了：{names}。"
NONE_READ = "压缩文件里的文件一个也没读懂：{names}。请先解压，再一个一个上传，就能看到各是什么原因。"
OTHERS = "压缩文件里还有{count}个文件没有读：{names}。图片、录音、视频也是证据，请自己留好。"
IN_SHEET = "工作表“{name}”：{message}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file gave. `rows` are the rows that meant to be a contact: contacts, duplicates and bad rows.

    `problems` are rows that were not read, and rows kept without what is damaged; `notes` are things to check about the
    file as a whole (a year we had to infer).
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
            "problems": [{"row": one.row, "message": one.message, "kept": one.kept} for one in self.problems],
            "notes": [{"row": one.row, "message": one.message} for one in self.notes],
            "summary": {"rows": self.rows, "duplicates": self.duplicates, **self.summary.as_json()},
        }


def read_file(name: str, payload: bytes, book: ImportBook, today: date) -> Reading:
    """Contacts of an uploaded file; its name only helps to find a year. Raises FileRefused."""
    check_size(len(payload))
    with COLLECTOR.resting():
        return read_bytes(name, payload, book, today)


def read_bytes(name: str, payload: bytes, book: ImportBook, today: date) -> Reading:
    container = container_of(payload)
    if container is Container.COMPOUND:
        return of_workbook(old_workbook_of(payload), name, book, today)
    if container is Container.ARCHIVE:
        archive = Archive(payload)
        if archive.is_workbook:
            return of_workbook(workbook_in(archive), name, book, today)
        return of_packed(pack_of(archive, name, book), book, today)
    if is_spreadsheet_xml(payload):
        return of_workbook(spreadsheet_xml_sheets(readable_xml(payload)), name, book, today)
    if is_xml(payload):
        return of_xml(payload, book, today)
    if is_web_archive(payload):
        pages = (decode(page, book.encodings, book.telling_words) for page in pages_of(payload))
        return read_decoded("\n".join(pages), name, book, today, NO_HEADER)
    text = decode(payload, book.encodings, book.telling_words)
    return read_decoded(text, name, book, today, NO_HEADER)


def of_packed(pack: Pack, book: ImportBook, today: date) -> Reading:
    """Every file in a ZIP that can be read, as one; which could not be, and what else lies there, is said."""
    readings: list[tuple[str, Reading]] = []
    refused: list[tuple[str, FileRefused]] = []
    for file in pack.files():
        try:
            readings.append((file.shown, read_bytes(file.name, file.payload, book, today)))
        except FileRefused as refusal:
            refused.append((file.shown, refusal))
        if sum(reading.rows for _, reading in readings) > MAX_ROWS:
            raise FileRefused(TOO_MANY_ROWS, 413)
    if not readings:
        raise (
            refused[0][1]
            if len(refused) == 1
            else FileRefused(NONE_READ.format(names=shown([name for name, _ in refused])))
        )
    notes = [BadRow(1, PACKED_UNREAD.format(name=name, message=refusal)) for name, refusal in refused]
    if pack.others:
        notes.append(BadRow(1, OTHERS.format(count=len(pack.others), names=shown(pack.others))))
    if len(readings) == 1:
        return replace(readings[0][1], notes=(*readings[0][1].notes, *notes))
    return together(readings, notes)


def together(readings: Sequence[tuple[str, Reading]], notes: Sequence[BadRow]) -> Reading:
    """Several files as one, in the format of the one that holds most; what a file says of a row names the file."""
    main = max((reading for _, reading in readings), key=lambda reading: len(reading.contacts))
    contacts = [contact for _, reading in readings for contact in reading.contacts]
    kept = without_coarse_copies(contacts, set())
    read = BadRow(1, ALL_READ.format(count=len(readings), names=shown([name for name, _ in readings])))
    return Reading(
        format=main.format,
        name=main.name,
        contacts=kept,
        problems=tuple(in_file(name, one) for name, reading in readings for one in reading.problems),
        notes=(read, *(in_file(name, one) for name, reading in readings for one in reading.notes), *notes),
        rows=sum(reading.rows for _, reading in readings),
        duplicates=sum(reading.duplicates for _, reading in readings) + len(contacts) - len(kept),
        summary=summarise(kept),
    )


def in_file(name: str, one: BadRow) -> BadRow:
    return BadRow(one.row, IN_FILE.format(name=name, message=one.message), one.kept)


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
        if own := own_rows(header, rows, book):
            return of_own(own)
        return finished([TableReader(header, rows, name, book, today).read()])
    pasted = read_pasted(text, name, book.of_kind(Kind.TEXT), today) if len(text) <= MAX_TEXT else None
    if not pasted or not pasted.contacts:
        if RELATIVE_DAYS.search(text[:MAX_TEXT]):
            raise FileRefused(DAYS_RELATIVE)
        raise FileRefused(f"{refusal}{first_reason(pasted)}")
    problems = [BadRow(row, message) for row, message in pasted.problems]
    notes = list(notes_of(1, pasted.year_guessed, pasted.directions_assumed))
    if pasted.speakers > 1 and not pasted.directions_assumed:
        notes.append(BadRow(1, WHO_AM_I))
    notes += [BadRow(1, sentence) for sentence in pasted.notes]
    if pasted.numbers_open:
        notes.append(BadRow(1, NUMBERS_OPEN.format(count=pasted.numbers_open)))
    return finished([TableFound(pasted.format, pasted.contacts, problems=problems, notes=notes)])


def first_reason(pasted: Pasted | None) -> str:
    """Why the first line that meant to be a call was not read."""
    problems = pasted.problems if pasted else []
    return next((f"第{row}行：{said}" for row, said in problems if said not in HALVES), "")


def find_table(text: str, name: str, book: ImportBook) -> tuple[Header, Rows] | None:
    """The header and the rows, with the delimiter that shows most known column names."""
    if not book.tables:
        return None
    if is_html(text):
        page = without_asides(text)
        return find_header(partial(html_rows, page), loose_text(page), name, book)
    lines = text.split("\n")
    tried = {one: list(split_lines(lines[:HEADER_WITHIN], one)) for one in DELIMITERS}
    (found, place), delimiter = max(
        ((best_header(rows, book), one) for one, rows in tried.items()), key=lambda best: best[0][0]
    )
    if not found:
        stacked = stacked_rows(lines[: 2 * MAX_ROWS], book)
        return (read_header(stacked, 0, (), name, book), partial(iter, stacked)) if stacked else None
    return read_header(tried[delimiter], place, (), name, book), partial(split_lines, lines, delimiter)


def find_header(rows: Rows, outside: Sequence[str], name: str, book: ImportBook) -> tuple[Header, Rows] | None:
    head = list(islice(rows(), HEADER_WITHIN))
    found, place = best_header(head, book)
    return (read_header(head, place, outside, name, book), rows) if found else None


def of_workbook(book_read: Workbook, name: str, book: ImportBook, today: date) -> Reading:
    """Every visible sheet with a header we know; what was left out is said."""
    found: list[tuple[str, TableFound]] = []
    notes: list[BadRow] = []
    said = 0
    for sheet in book_read:
        something = next(sheet.rows(), None)
        if something is None:
            continue
        said += 1
        if sheet.hidden:
            notes.append(BadRow(something.place, SHEET_HIDDEN.format(name=sheet.name)))
        elif table := find_header(sheet.rows, [sheet.name], name, book):
            if own := own_rows(*table, book):
                return of_own(own)
            reader = TableReader(*table, name, book, today, sheet.from_1904)
            found.append((sheet.name, reader.read()))
        else:
            notes.append(BadRow(something.place, SHEET_UNREAD.format(name=sheet.name)))
    if not found:
        raise FileRefused(NO_HEADER if said else NO_SHEET)
    if len(found) > 1:
        for sheet_name, one in found:
            one.problems = [in_sheet(sheet_name, problem) for problem in one.problems]
            one.notes = [in_sheet(sheet_name, note) for note in one.notes]
    return finished([one for _, one in found], notes)


def own_rows(header: Header, rows: Rows, book: ImportBook) -> OwnLog | None:
    below = ((row.place, row.cells) for row in rows() if row.place > header.row.place)
    return read_own_rows(header.row.cells, below, book)


def in_sheet(name: str, one: BadRow) -> BadRow:
    return BadRow(one.row, IN_SHEET.format(name=name, message=one.message), one.kept)


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
    problems = [BadRow(row, message, kept) for row, message, kept in found.problems]
    notes = [BadRow(1, sentence) for sentence in found.notes]
    return finished([TableFound(found.format, list(found.contacts), problems=problems, notes=notes)])


def finished(tables: Sequence[TableFound], notes: Iterable[BadRow] = ()) -> Reading:
    """The tables of a file together, in the format of the one that holds most."""
    contacts: list[Contact] = []
    coarse: set[int] = set()
    for table in tables:
        coarse |= {len(contacts) + place for place in table.coarse}
        contacts += table.contacts
    if len(contacts) > MAX_ROWS:
        raise FileRefused(TOO_MANY_ROWS, 413)
    kept = without_coarse_copies(contacts, coarse)
    problems = tuple(problem for table in tables for problem in table.problems)
    one: ImportFormat = max(tables, key=lambda table: len(table.contacts)).format
    return Reading(
        format=one.slug,
        name=one.file.name,
        contacts=kept,
        problems=problems,
        notes=(*(note for table in tables for note in table.notes), *notes),
        rows=len(contacts) + sum(not problem.kept for problem in problems),
        duplicates=len(contacts) - len(kept),
        summary=summarise(kept),
    )
