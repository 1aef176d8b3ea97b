"""Spreadsheets of LibreOffice and WPS in OpenDocument (.ods), ISO/IEC 26300. Read as a stream."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from app.errors import FileRefused
from app.evidence.archives import PASSWORD, Archive
from app.evidence.cells import clock_text, number_text
from app.evidence.spans import Carried, Cell
from app.evidence.tables import MAX_COLUMNS, Row
from app.evidence.workbooks import Sheet
from app.evidence.xml_stream import follow

MIME = b"application/vnd.oasis.opendocument.spreadsheet"
CONTENT = "content.xml"
LENGTH = re.compile(r"PT(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})(?:[.,][0-9]{1,12})?S)?")
MOST_REPEATED = 100


def is_opendocument(archive: Archive) -> bool:
    return archive.read("mimetype").strip().startswith(MIME)


def opendocument_sheets(archive: Archive) -> tuple[Sheet, ...]:
    """The tables in their order. Raises FileRefused."""
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise FileRefused(PASSWORD, 415)
    watcher = TableWatcher(None)
    for _ in follow(archive.chunks(CONTENT), watcher):
        watcher.rows.clear()
    return tuple(Sheet(name, TableSource(archive, place).rows) for place, name in enumerate(watcher.names))


class TableSource:
    def __init__(self, archive: Archive, place: int) -> None:
        self._archive = archive
        self._place = place

    def rows(self) -> Iterator[Row]:
        watcher = TableWatcher(self._place)
        for _ in follow(self._archive.chunks(CONTENT), watcher):
            yield from watcher.rows
            watcher.rows.clear()
            if watcher.past(self._place):
                return


class TableWatcher:
    """Names of all tables, and the rows of the one wanted (by its place from 0)."""

    def __init__(self, wanted: int | None) -> None:
        self.names: list[str] = []
        self.rows: list[Row] = []
        self._wanted = wanted
        self._carried = Carried()
        self._place = 0
        self._repeated = 1
        self._cells: list[Cell] = []
        self._attributes: dict[str, str] = {}
        self._told: list[str] = []
        self._paragraph = False
        self._aside = 0

    def past(self, place: int) -> bool:
        return len(self.names) > place + 1

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.names.append(attributes.get("table:name", ""))
            self._carried, self._place = Carried(), 0
        elif self._wanted is None or len(self.names) != self._wanted + 1:
            return
        elif name == "table:table-row":
            self._repeated = count_in(attributes, "table:number-rows-repeated")
            self._place += 1
            self._cells = []
        elif name == "table:table-cell":
            self._attributes = attributes
            self._told = []
        elif name == "text:p":
            self._paragraph = not self._aside
            if self._told:
                self._told.append("\n")
        elif name == "text:s":
            self._told.append(" ")
        elif name == "office:annotation":
            self._aside += 1

    def closed(self, name: str) -> None:
        if name == "text:p":
            self._paragraph = False
        elif name == "office:annotation":
            self._aside -= 1
        elif name == "table:table-cell":
            self._close_cell()
        elif name == "table:covered-table-cell":
            # A cell merged across or down has left its place empty here; what it says is carried by spans.
            return
        elif name == "table:table-row" and self._place:
            cells = self._carried.laid(self._cells)
            if any(cells):
                for extra in range(min(self._repeated, MOST_REPEATED)):
                    self.rows.append(Row(self._place + extra, list(cells)))
            self._place += self._repeated - 1

    def _close_cell(self) -> None:
        attributes = self._attributes
        text = value_text(attributes, "".join(self._told))
        across = count_in(attributes, "table:number-columns-spanned")
        down = count_in(attributes, "table:number-rows-spanned")
        room = MAX_COLUMNS - len(self._cells)
        repeated = min(count_in(attributes, "table:number-columns-repeated"), max(room, 0))
        self._cells += [Cell(text, across, down)] * repeated
        self._attributes = {}

    def told(self, text: str) -> None:
        if self._paragraph:
            self._told.append(text)


def value_text(attributes: dict[str, str], told: str) -> str:
    kind = attributes.get("office:value-type", "")
    if kind == "date":
        return attributes.get("office:date-value", told)[:19].replace("T", " ")
    if kind == "time" and (length := LENGTH.fullmatch(attributes.get("office:time-value", ""))):
        hours, minutes, seconds = (int(part or 0) for part in length.groups())
        return clock_text(hours * 3600 + minutes * 60 + seconds)
    if kind in ("float", "percentage", "currency"):
        with suppress(ValueError):
            return number_text(float(attributes.get("office:value", "")))
    return told


def count_in(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(int(text), 1) if text.isdecimal() and len(text) < 9 else 1
