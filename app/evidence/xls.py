"""Workbooks of the old Excel (.xls, BIFF 2 to 8), read by xlrd one sheet at a time."""

from __future__ import annotations

from collections.abc import Iterator

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.sheet import Sheet as StoredSheet

from app.errors import FileRefused
from app.evidence.archives import BROKEN, PASSWORD
from app.evidence.cells import GENERAL, CellFormat, Shown, format_of, number_text
from app.evidence.spans import Heights, filled_down
from app.evidence.tables import MAX_COLUMNS, Row
from app.evidence.workbooks import NO_WORKBOOK, Sheet

ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
MOST_SHEETS = 100
# What cells of all sheets together may take: 200,000 rows of fifteen columns.
MOST_CELLS = 3_000_000
TOO_MANY_CELLS = "这个表格里的格子太多，我们不读。请按月份分开下载，再一个一个上传。"
WITHOUT_FORMAT = CellFormat(Shown.MOMENT)


class Nowhere:
    """xlrd tells a log what it stumbles over."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        pass


def xls_sheets(payload: bytes) -> tuple[Sheet, ...]:
    """The sheets in their order. Raises FileRefused."""
    if ENCRYPTED_PACKAGE in payload:
        raise FileRefused(PASSWORD, 415)
    book = open_book(payload)
    if book.nsheets > MOST_SHEETS:
        raise FileRefused(TOO_MANY_CELLS, 413)
    formats = formats_of(book)
    from_1904 = book.datemode == 1
    sheets: list[Sheet] = []
    cells = 0
    for place, name in enumerate(book.sheet_names()):
        stored = load_sheet(book, place)
        cells += sum(stored.row_len(row) for row in range(stored.nrows))
        if cells > MOST_CELLS:
            raise FileRefused(TOO_MANY_CELLS, 413)
        source = SheetSource(stored, formats, from_1904)
        sheets.append(Sheet(name, source.rows, stored.visibility != 0, from_1904))
    return tuple(sheets)


def open_book(payload: bytes) -> Book:
    """Formats are wanted too; a book whose formats are broken is read without them."""
    try:
        return opened(payload, True)
    except FileRefused:
        return opened(payload, False)


def opened(payload: bytes, formats: bool) -> Book:
    try:
        return xlrd.open_workbook(
            file_contents=payload,
            logfile=Nowhere(),
            on_demand=True,
            formatting_info=formats,
            ragged_rows=True,
        )
    except XLRDError as error:
        said = str(error).lower()
        if "encrypted" in said or "password" in said:
            raise FileRefused(PASSWORD, 415) from None
        if "can't find workbook" in said:
            raise FileRefused(NO_WORKBOOK, 415) from None
        raise FileRefused(BROKEN) from None
    except Exception:  # A damaged file makes xlrd fail in any way Python knows.
        raise FileRefused(BROKEN) from None


def load_sheet(book: Book, place: int) -> StoredSheet:
    try:
        return book.sheet_by_index(place)
    except Exception:  # As above.
        raise FileRefused(BROKEN) from None


def formats_of(book: Book) -> tuple[CellFormat, ...]:
    """In the order in which cells point at them."""
    codes = {key: one.format_str for key, one in book.format_map.items()}
    return tuple(format_of(one.format_key, codes.get(one.format_key)) for one in book.xf_list)


class SheetSource:
    """A sheet whose rows can be read again."""

    def __init__(self, stored: StoredSheet, formats: tuple[CellFormat, ...], from_1904: bool) -> None:
        self._stored = stored
        self._with_formats = stored.formatting_info
        self._formats = formats
        self._from_1904 = from_1904

    def rows(self) -> Iterator[Row]:
        rows = self.as_stored()
        heights = self.heights()
        return filled_down(rows, heights) if heights else rows

    def heights(self) -> Heights:
        return {
            (first + 1, left): last - first
            for first, last, left, _ in self._stored.merged_cells
            if last - first > 1 and left < MAX_COLUMNS
        }

    def as_stored(self) -> Iterator[Row]:
        for row in range(self._stored.nrows):
            cells = [self.text(row, column) for column in range(min(self._stored.row_len(row), MAX_COLUMNS))]
            if any(cells):
                yield Row(row + 1, cells)

    def text(self, row: int, column: int) -> str:
        kind, value = self._stored.cell_type(row, column), self._stored.cell_value(row, column)
        if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            return number_text(float(value), self.format_at(row, column, kind), self._from_1904)
        if kind == xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if value else "FALSE"
        if kind == xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(int(value), ""))
        return value if kind == xlrd.XL_CELL_TEXT and isinstance(value, str) else ""

    def format_at(self, row: int, column: int, kind: int) -> CellFormat:
        if self._with_formats:
            place = self._stored.cell_xf_index(row, column)
            if 0 <= place < len(self._formats):
                return self._formats[place]
        return WITHOUT_FORMAT if kind == xlrd.XL_CELL_DATE else GENERAL
