"""Workbooks of Excel and WPS (.xlsx, .xlsm): ECMA-376 part 1, read as a stream.

Only values are read: of a formula the result that was stored with it, of a date the number and its format.
A cell takes no room by where it stands, so that one in the last corner costs what one in the first does.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from app.errors import FileRefused
from app.evidence.archives import BROKEN, Archive
from app.evidence.cells import GENERAL, CellFormat, format_of, number_text
from app.evidence.spans import Heights, filled_down
from app.evidence.tables import MAX_COLUMNS, Row
from app.evidence.workbooks import BINARY_WORKBOOK, NO_WORKBOOK, Sheet
from app.evidence.xml_stream import follow, local, prefix_of, watch

BOOK = "xl/workbook.xml"
BINARY_BOOK = "xl/workbook.bin"
MOST_SHEETS = 200
MOST_MERGED = 50_000
MOST_IN_A_CELL = 32_767
MOST_IN_A_ROW = 16_384
MOST_DIGITS = 15
MERGED = re.compile(
    rb"<(?:[A-Za-z0-9]+:)?mergeCell [^<>]*?\bref=[\"']([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})[\"']"
)
LONGEST_TAG = 400


def xlsx_sheets(archive: Archive) -> tuple[Sheet, ...]:
    """The worksheets in their order. Raises FileRefused."""
    if BINARY_BOOK in archive:
        raise FileRefused(BINARY_WORKBOOK, 415)
    path = next((target for kind, target in relations(archive, "").values() if kind == "officeDocument"), BOOK)
    if path not in archive:
        path = BOOK
    if path not in archive:
        raise FileRefused(NO_WORKBOOK, 415)
    book = BookWatcher()
    watch(archive.read(path), book)
    parts = relations(archive, path)
    by_kind = dict(parts.values())
    shared = read_shared(archive, by_kind.get("sharedStrings", "xl/sharedStrings.xml"))
    formats = read_formats(archive, by_kind.get("styles", "xl/styles.xml"))
    sheets = []
    for name, state, key in book.sheets[:MOST_SHEETS]:
        kind, target = parts.get(key, ("", ""))
        if kind == "worksheet" and target in archive:
            source = SheetSource(archive, target, shared, formats, book.from_1904)
            sheets.append(Sheet(name, source.rows, state in ("hidden", "veryHidden"), book.from_1904))
    return tuple(sheets)


def relations(archive: Archive, path: str) -> dict[str, tuple[str, str]]:
    """id -> (last word of the kind, path of the part) of what a part is made of."""
    folder = posixpath.dirname(path)
    watcher = RelationWatcher()
    name = posixpath.join(folder, "_rels", f"{posixpath.basename(path)}.rels")
    if name in archive:
        watch(archive.read(name), watcher)
    return {
        key: (kind.rpartition("/")[2], posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        for key, kind, target in watcher.found
    }


class Silent:
    """A watcher of attributes alone."""

    def closed(self, name: str) -> None:
        pass

    def told(self, text: str) -> None:
        pass


class RelationWatcher(Silent):
    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            self.found.append((attributes.get("Id", ""), attributes.get("Type", ""), attributes.get("Target", "")))


class BookWatcher(Silent):
    """`sheets` are (name, state, relation id)."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.from_1904 = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        kind = local(name)
        if kind == "sheet":
            key = next((value for written, value in attributes.items() if written.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), attributes.get("state", ""), key))
        elif kind == "workbookPr":
            self.from_1904 = attributes.get("date1904", "") in ("1", "true", "on")


class FormatWatcher(Silent):
    """`formats` of the cells, in the order in which cells point at them."""

    def __init__(self) -> None:
        self.formats: list[CellFormat] = []
        self._codes: dict[str, str] = {}
        self._inside = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        kind = local(name)
        if kind == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif kind == "cellXfs":
            self._inside = True
        elif kind == "xf" and self._inside:
            number = attributes.get("numFmtId", "0")
            self.formats.append(format_of(int(number) if number.isdecimal() else 0, self._codes.get(number)))

    def closed(self, name: str) -> None:
        if local(name) == "cellXfs":
            self._inside = False


def read_formats(archive: Archive, path: str) -> Sequence[CellFormat]:
    watcher = FormatWatcher()
    if path in archive:
        watch(archive.read(path), watcher)
    return watcher.formats


class StringWatcher:
    """Every <si>: its <t>, without how it is pronounced (rPh)."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._parts: list[str] = []
        self._taking = False
        self._aside = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        kind = local(name)
        if kind == "t":
            self._taking = not self._aside
        elif kind == "si":
            self._parts = []
        elif kind == "rPh":
            self._aside += 1

    def closed(self, name: str) -> None:
        kind = local(name)
        if kind == "t":
            self._taking = False
        elif kind == "si":
            self.strings.append("".join(self._parts))
        elif kind == "rPh":
            self._aside -= 1

    def told(self, text: str) -> None:
        if self._taking:
            self._parts.append(text)


def read_shared(archive: Archive, path: str) -> Sequence[str]:
    watcher = StringWatcher()
    for _ in follow(archive.chunks(path), watcher) if path in archive else ():
        pass
    return watcher.strings


class SheetSource:
    """A worksheet whose rows can be read again."""

    def __init__(
        self, archive: Archive, path: str, shared: Sequence[str], formats: Sequence[CellFormat], from_1904: bool
    ) -> None:
        self._archive = archive
        self._path = path
        self._shared = shared
        self._formats = formats
        self._from_1904 = from_1904
        self._heights: Heights | None = None

    def rows(self) -> Iterator[Row]:
        if self._heights is None:
            self._heights = merged_heights(self._archive.chunks(self._path))
        rows = self.as_stored()
        return filled_down(rows, self._heights) if self._heights else rows

    def as_stored(self) -> Iterator[Row]:
        watcher = SheetWatcher(self._shared, self._formats, self._from_1904)
        for _ in follow(self._archive.chunks(self._path), watcher):
            yield from watcher.rows
            watcher.rows.clear()


class SheetWatcher:
    """Collects rows that say anything. Cells without a place stand beside the one before."""

    def __init__(self, shared: Sequence[str], formats: Sequence[CellFormat], from_1904: bool) -> None:
        self.rows: list[Row] = []
        self._shared = shared
        self._formats = formats
        self._from_1904 = from_1904
        self._columns: dict[str, int] = {}
        self._cell = self._row = self._value = self._text = self._aside = ""
        self._place = 0
        self._cells: list[str] = []
        self._column = -1
        self._count = 0
        self._kind = ""
        self._format = GENERAL
        self._told: list[str] = []
        self._taking = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._cell:
            self._open_cell(attributes)
        elif name in (self._value, self._text):
            self._taking = True
        elif name == self._row:
            place = attributes.get("r", "")
            self._place = int(place) if place.isdecimal() else self._place + 1
            self._cells = []
            self._column = -1
            self._count = 0
        elif name == self._aside:
            self._text = ""
        elif not self._cell:
            prefix = prefix_of(name)
            self._cell, self._row, self._value = f"{prefix}c", f"{prefix}row", f"{prefix}v"
            self._text, self._aside = f"{prefix}t", f"{prefix}rPh"

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_IN_A_ROW:
            raise FileRefused(BROKEN)
        self._column = self._column_of(attributes.get("r"))
        self._kind = attributes.get("t", "n")
        style = attributes.get("s")
        self._format = GENERAL
        if style is not None and style.isdecimal():
            with suppress(IndexError):
                self._format = self._formats[int(style)]
        self._told.clear()

    def _column_of(self, reference: str | None) -> int:
        if reference is None:
            return self._column + 1
        letters = reference.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = column_number(letters)
        return column

    def closed(self, name: str) -> None:
        if name == self._value:
            self._taking = False
        elif name == self._cell:
            if self._told and self._column < MAX_COLUMNS:
                self._put(self._shown("".join(self._told)[:MOST_IN_A_CELL]))
        elif name == self._row:
            if any(self._cells):
                self.rows.append(Row(self._place, self._cells))
        elif name == self._text:
            self._taking = False
        elif name == self._aside:
            self._text = f"{prefix_of(name)}t"

    def told(self, text: str) -> None:
        if self._taking:
            self._told.append(text)

    def _put(self, text: str) -> None:
        cells, column = self._cells, self._column
        while len(cells) < column:
            cells.append("")
        if len(cells) == column:
            cells.append(text)
        else:
            cells[column] = text

    def _shown(self, value: str) -> str:
        if self._kind == "s":
            place = int(value) if value.strip().isdecimal() else -1
            return self._shared[place] if 0 <= place < len(self._shared) else ""
        if self._kind == "n":
            if self._format is GENERAL and len(value) < MOST_DIGITS and value.isdecimal():
                return value
            try:
                return number_text(float(value), self._format, self._from_1904)
            except ValueError:
                return value
        if self._kind == "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        return value


def column_number(letters: str) -> int:
    """A is 0, AA is 26; beyond every table where it is none."""
    if not letters or len(letters) > 3 or not letters.isascii() or not letters.isalpha():
        return MAX_COLUMNS
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def merged_heights(chunks: Iterator[bytes]) -> Heights:
    """Cells merged over several rows; they are listed behind the rows they belong to."""
    heights: dict[tuple[int, int], int] = {}
    rest = b""
    for chunk in chunks:
        seen = rest + chunk
        if b"mergeCell " in seen:
            for found in MERGED.finditer(seen):
                first, last = int(found[2]), int(found[3])
                column = column_number(found[1].decode())
                if last > first and column < MAX_COLUMNS and len(heights) < MOST_MERGED:
                    heights[first, column] = last - first + 1
        rest = seen[-LONGEST_TAG:]
    return heights
