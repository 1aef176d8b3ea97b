"""XML spreadsheets of Excel 2003, which many web shops hand out as .xls. Read as a stream."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from app.evidence.cells import GENERAL, CellFormat, format_of_code, number_text
from app.evidence.spans import Carried, Cell
from app.evidence.tables import MAX_COLUMNS, Row
from app.evidence.workbooks import Sheet
from app.evidence.xml_stream import follow, local

NAMESPACE = b"urn:schemas-microsoft-com:office:spreadsheet"
ROOT = re.compile(rb"<(?:[A-Za-z]{1,10}:)?Workbook\b")
CHUNK = 64 * 1024
MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2}:[0-9]{2})")
NO_DAYS = ("1899-12-30", "1899-12-31", "1900-01-00", "1904-01-01")


def is_spreadsheet_xml(payload: bytes) -> bool:
    head = payload[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head[2:].replace(b"\x00", b"")
    return NAMESPACE in head and ROOT.search(head) is not None


def spreadsheet_xml_sheets(payload: bytes) -> tuple[Sheet, ...]:
    """The worksheets in their order; the names are read first, the rows when they are asked for."""
    watcher = BookWatcher(None)
    for _ in follow(chunks_of(payload), watcher):
        watcher.rows.clear()
    return tuple(
        Sheet(name, SheetSource(payload, place).rows, place in watcher.hidden)
        for place, name in enumerate(watcher.names)
    )


def chunks_of(payload: bytes) -> Iterator[bytes]:
    for start in range(0, len(payload), CHUNK):
        yield payload[start : start + CHUNK]


class SheetSource:
    def __init__(self, payload: bytes, place: int) -> None:
        self._payload = payload
        self._place = place

    def rows(self) -> Iterator[Row]:
        watcher = BookWatcher(self._place)
        for _ in follow(chunks_of(self._payload), watcher):
            yield from watcher.rows
            watcher.rows.clear()
            if watcher.past(self._place):
                return


class BookWatcher:
    """Names of all sheets, and the rows of the one wanted (by its place from 0)."""

    def __init__(self, wanted: int | None) -> None:
        self.names: list[str] = []
        self.hidden: set[int] = set()
        self.rows: list[Row] = []
        self._wanted = wanted
        self._formats: dict[str, CellFormat] = {}
        self._style = ""
        self._carried = Carried()
        self._place = 0
        self._cells: list[Cell] = []
        self._across = self._down = 1
        self._form = GENERAL
        self._kind = ""
        self._told: list[str] = []
        self._taking = False
        self._visible = False

    def past(self, place: int) -> bool:
        return len(self.names) > place + 1

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        kind = local(name)
        if kind == "Worksheet":
            self.names.append(said(attributes, "Name"))
            self._carried, self._place = Carried(), 0
        elif kind == "Style":
            self._style = said(attributes, "ID")
        elif kind == "NumberFormat":
            self._formats[self._style] = format_of_code(said(attributes, "Format"))
        elif kind == "Visible":
            self._visible, self._told = True, []
        elif self._wanted is None or len(self.names) != self._wanted + 1:
            return
        elif kind == "Row":
            self._open_row(attributes)
        elif kind == "Cell":
            self._open_cell(attributes)
        elif kind == "Data":
            self._kind = said(attributes, "Type")
            self._taking = True

    def _open_row(self, attributes: dict[str, str]) -> None:
        place = number_in(attributes, "Index") or self._place + 1
        for _ in range(min(place - self._place - 1, MAX_COLUMNS)):
            self._carried.close_row()
        self._place = place
        self._cells = []

    def _open_cell(self, attributes: dict[str, str]) -> None:
        place = number_in(attributes, "Index")
        if place:
            standing = sum(cell.across for cell in self._cells)
            self._cells += [Cell("")] * (min(place - 1, MAX_COLUMNS) - standing)
        self._across = number_in(attributes, "MergeAcross") + 1
        self._down = number_in(attributes, "MergeDown") + 1
        self._form = self._formats.get(said(attributes, "StyleID"), GENERAL)
        self._kind = ""
        self._told = []

    def closed(self, name: str) -> None:
        kind = local(name)
        if kind == "Data":
            self._taking = False
        elif kind == "Cell":
            if len(self._cells) < MAX_COLUMNS:
                self._cells.append(Cell(self._shown("".join(self._told)), self._across, self._down))
        elif kind == "Row" and self._place:
            cells = self._carried.laid(self._cells)
            if any(cells):
                self.rows.append(Row(self._place, cells))
        elif kind == "Visible":
            self._visible = False
            if "".join(self._told).strip() in ("SheetHidden", "SheetVeryHidden"):
                self.hidden.add(len(self.names) - 1)

    def told(self, text: str) -> None:
        if self._taking or self._visible:
            self._told.append(text)

    def _shown(self, value: str) -> str:
        if self._kind == "Number":
            with suppress(ValueError):
                return number_text(float(value), self._form)
        if self._kind == "DateTime" and (moment := MOMENT.match(value)):
            return moment[2] if moment[1] in NO_DAYS else f"{moment[1]} {moment[2]}"
        if self._kind == "Boolean":
            return "TRUE" if value == "1" else "FALSE"
        return value


def said(attributes: dict[str, str], name: str) -> str:
    """ss:Name or Name."""
    return attributes.get(f"ss:{name}") or attributes.get(name) or ""


def number_in(attributes: dict[str, str], name: str) -> int:
    text = said(attributes, name)
    return int(text) if text.isdecimal() and len(text) < 9 else 0
