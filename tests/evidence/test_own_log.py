"""Our own log on the evidence page: the format file names the columns the code reads."""

from __future__ import annotations

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
