"""Our own log on the evidence page: the format file names the columns the code reads."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from app.domain.contact import Contact
from app.domain.log_table import Heading, write_log
from app.errors import FileRefused
from app.evidence.model import ImportBook, plain_word
from app.evidence.own_log import MORE, SLUG, read_own_rows, read_own_text
from app.evidence.reading import Reading, read_text

Read = Callable[..., Reading]
LOG = tuple(
    Contact.model_validate({"at": "2026-09-05T22:41:07", "number": "95588", "acts": [act], "words": "一\n二"})
    for act in ("insult-abuse", "threaten-jail")
)
CASE = '{"format": "zhaimingbai-case", "version": 1, "contacts": [{"at": "2026-09-05T22:41:07", "acts": ["insult-abuse"]}, 1]'


def test_the_format_file_and_the_code_name_the_same_columns(book: ImportBook) -> None:
    one = book.get(SLUG)
    assert one
    assert one.known_headings == {plain_word(heading) for heading in Heading}


def test_two_entries_of_one_second_stay_two(read: Read) -> None:
    reading = read(write_log(LOG))
    assert (reading.format, reading.contacts, reading.duplicates) == (SLUG, LOG, 0)


def test_pasted_it_is_the_same(book: ImportBook, read: Read) -> None:
    reading = read(write_log(LOG))
    assert read_text(write_log(LOG), book, reading.contacts[0].day).contacts == LOG


def test_a_web_page_of_it_is_read_by_rows(read: Read) -> None:
    header = "".join(f"<th>{heading}</th>" for heading in Heading)
    cells = {
        Heading.DAY: "2026-09-05",
        Heading.CLOCK: "22:41:07",
        Heading.NUMBER: "95588",
        Heading.ACTS: "[insult-abuse]",
    }
    row = "".join(f"<td>{cells.get(heading, '')}</td>" for heading in Heading)
    reading = read(f"<table><tr>{header}</tr><tr>{row}</tr></table>")
    assert [one.acts for one in reading.contacts] == [("insult-abuse",)]


def workbook(rows: list[dict[Heading, tuple[object, int]]]) -> bytes:
    """A workbook as a spreadsheet saves it: (value, style) by column; style 1 is a day, 2 a clock, text otherwise inline."""

    def cell(place: int, row: int, value: object, style: int) -> str:
        told = f'<c r="{chr(65 + place)}{row}" s="{style}"'
        if isinstance(value, str):
            return f'{told} t="inlineStr"><is><t>{value}</t></is></c>'
        return f"{told}><v>{value}</v></c>"

    header: dict[Heading, tuple[object, int]] = {heading: (heading.value, 0) for heading in Heading}
    lines = [header, *rows]
    data = "".join(
        f'<row r="{row}">'
        + "".join(cell(place, row, *line[heading]) for place, heading in enumerate(Heading) if heading in line)
        + "</row>"
        for row, line in enumerate(lines, start=1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{link}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{link}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{link}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs>'
        '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="21"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData></worksheet>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, f'<?xml version="1.0"?>{part}')
    return file.getvalue()


def test_saved_as_a_workbook_it_is_still_ours(read: Read) -> None:
    """Days and clocks have become numbers by then; the apostrophe keeps the number of the other side what it was."""
    row: dict[Heading, tuple[object, int]] = {
        Heading.DAY: (46_270, 1), Heading.CLOCK: (0.9452199074074074, 2), Heading.SECONDS: (80, 0),
        Heading.NUMBER: ("'02155550004", 0), Heading.ACTS: ("辱骂[insult-abuse]", 0), Heading.WORDS: ("一\n二", 0),
    }  # fmt: skip
    reading = read(workbook([row, {**row, Heading.DAY: ("昨天", 0)}]), "x.xlsx")
    assert reading.format == SLUG
    assert reading.contacts == (
        Contact.model_validate({"at": "2026-09-05T22:41:07", "duration_seconds": 80, "number": "02155550004",
                                "acts": ["insult-abuse"], "words": "一\n二"}),
    )  # fmt: skip
    assert [one.row for one in reading.problems] == [3]


def test_of_a_whole_case_the_contacts_are_read(read: Read) -> None:
    reading = read(CASE + ', "debt": {"creditor": {"kind": "bank-card"}}}')
    assert [one.acts for one in reading.contacts] == [("insult-abuse",)]
    assert [(one.row, one.message) for one in reading.problems] == [(2, "联系2：这一项的写法不对，没有读。")]
    assert [one.message for one in reading.notes] == [MORE]
    assert read(CASE + "}").notes == ()


def test_a_broken_case_is_refused(read: Read) -> None:
    with pytest.raises(FileRefused, match="坏了"):
        read(CASE)


def test_a_book_without_the_format_reads_none_of_it() -> None:
    assert read_own_text(CASE + "}", ImportBook()) is None
    assert read_own_rows([str(heading) for heading in Heading], (), ImportBook()) is None


def test_a_carriers_table_is_none_of_ours(book: ImportBook) -> None:
    assert read_own_rows(["日期", "时间", "对方号码"], (), book) is None
