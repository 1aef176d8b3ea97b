"""Files as carriers, phones, spreadsheets and tools make them, out of calls that are known."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from random import Random
from typing import Any

import openpyxl
import xlwt

WORKBOOK = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="语音" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)
COLLECTORS = ("02100000001", "02100000002", "95588", "4000000001", "17000000003")
OTHERS = ("14200000001", "14200000002", "075500000003")


@dataclass(frozen=True)
class Call:
    """`number` is empty when it was withheld; `seconds` 0 and `incoming` is a missed call."""

    at: datetime
    number: str
    incoming: bool
    seconds: int


def calls(count: int, first: datetime, seed: int = 1) -> list[Call]:
    """A month of calls, a quarter of them in the night, no two at the same second."""
    chance = Random(seed)
    moment, made = first, []
    for _ in range(count):
        moment += timedelta(seconds=chance.randrange(30, 14_000))
        incoming = chance.random() < 0.85
        number = chance.choice(COLLECTORS if incoming else OTHERS)
        if incoming and chance.random() < 0.05:
            number = ""
        seconds = 0 if incoming and chance.random() < 0.5 else chance.randrange(1, 4_000)
        made.append(Call(moment, number, incoming, seconds))
    return made


def worded(seconds: int, hour: str = "小时") -> str:
    hours, minutes = seconds // 3600, seconds % 3600 // 60
    parts = f"{hours}{hour}" * bool(hours) + f"{minutes}分" * bool(minutes) + f"{seconds % 60}秒"
    return parts


def clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"


def separated(rows: Iterable[Sequence[object]], delimiter: str = ",", ending: str = "\n") -> str:
    return ending.join(delimiter.join(str(cell) for cell in row) for row in rows)


def web_page(rows: Iterable[Sequence[object]], above: str = "") -> str:
    """A row of one cell stretches over the table, as carriers write the day."""
    written = "".join(
        f'<tr><td colspan="8">{escape(str(row[0]))}</td></tr>'
        if len(row) == 1
        else "<tr>" + "".join(f"<td class='c'>{escape(str(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return (
        f"<html><head><style>.c{{color:red}}</style></head><body><p>{above}</p><table>{written}</table></body></html>"
    )


def xlsx(sheets: Mapping[str, Iterable[Sequence[Any]]]) -> bytes:
    """As openpyxl writes it: dates as dates, clocks as clocks, lengths (timedelta) as [h]:mm:ss."""
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: Any) -> bytes:
    """Of a workbook of openpyxl or xlwt."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xls(sheets: Mapping[str, Iterable[Sequence[Any]]], from_1904: bool = False) -> bytes:
    """As xlwt writes it; a datetime and a timedelta with their formats."""
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = from_1904
    moment = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss")
    length = xlwt.easyxf(num_format_str="[h]:mm:ss")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, timedelta):
                    sheet.write(place, column, cell.total_seconds() / 86_400, length)
                elif isinstance(cell, datetime):
                    sheet.write(place, column, cell, moment)
                else:
                    sheet.write(place, column, cell)
    return saved(book)


def spreadsheet_xml(rows: Iterable[Sequence[object]], encoding: str = "UTF-8") -> bytes:
    """As Excel 2003 writes its XML spreadsheet; a blank cell is left out, the next one says where it stands."""
    written = []
    for row in rows:
        cells = []
        for column, cell in enumerate(row, 1):
            if cell == "":
                continue
            kind, text = spreadsheet_value(cell)
            cells.append(f'<Cell ss:Index="{column}"><Data ss:Type="{kind}">{escape(text)}</Data></Cell>')
        written.append(f"<Row>{''.join(cells)}</Row>")
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="详单"><Table>{"".join(written)}</Table></Worksheet></Workbook>'
    ).encode(encoding)


def spreadsheet_value(cell: object) -> tuple[str, str]:
    if isinstance(cell, datetime):
        return "DateTime", f"{cell:%Y-%m-%dT%H:%M:%S}.000"
    if isinstance(cell, timedelta):
        return "DateTime", f"1899-12-31T{clock(round(cell.total_seconds()))}.000"
    return ("Number", str(cell)) if isinstance(cell, int | float) else ("String", str(cell))


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def workbook_of(sheet: bytes | str, **more: bytes | str) -> bytes:
    """An .xlsx with this sheet, as it stands."""
    parts = {name.replace("__", "/") + ".xml": content for name, content in more.items()}
    return zipped(
        {
            "xl/workbook.xml": WORKBOOK,
            "xl/_rels/workbook.xml.rels": RELATIONS,
            "xl/worksheets/sheet1.xml": sheet,
            **parts,
        }
    )


def opendocument(rows: Iterable[Sequence[object]]) -> bytes:
    written = []
    for row in rows:
        cells = []
        for cell in row:
            if isinstance(cell, datetime):
                cells.append(f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"/>')
            elif isinstance(cell, timedelta):
                seconds = round(cell.total_seconds())
                length = f"PT{seconds // 3600:02d}H{seconds % 3600 // 60:02d}M{seconds % 60:02d}S"
                cells.append(f'<table:table-cell office:value-type="time" office:time-value="{length}"/>')
            elif isinstance(cell, int | float):
                cells.append(f'<table:table-cell office:value-type="float" office:value="{cell}"/>')
            else:
                cells.append(f"<table:table-cell><text:p>{escape(str(cell))}</text:p></table:table-cell>")
        written.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="详单">{"".join(written)}{blank}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})
