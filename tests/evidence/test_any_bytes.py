"""No input whatever raises anything but FileRefused, and what is read keeps the promises of the domain."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.domain.moment import SHANGHAI
from app.errors import FileRefused
from app.evidence.carrying import CONTACTS, read_told, told
from app.evidence.merging import merge
from app.evidence.model import ImportBook, load_imports
from app.evidence.reading import Reading, read_file, read_text
from tests.evidence.conftest import FIXTURES, TODAY
from tests.shared import CONTENT

BOOK: ImportBook = load_imports(CONTENT)[0]
FILES = [path.read_bytes() for path in sorted(FIXTURES.iterdir())]
CELLS = st.one_of(
    st.sampled_from(
        [
            "2026-09-05 22:41:07",
            "9-5 22:41",
            "95555",
            "+86 138-0000-6612",
            "呼入",
            "主叫",
            "未接",
            "11秒",
            "-1",
            '"',
            "\x00",
        ]
    ),
    st.text(max_size=12),
)
TABLES = st.lists(st.lists(CELLS, max_size=6).map(",".join), max_size=8).map("\n".join)
RELAXED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(reading: Reading) -> None:
    lost = sum(not problem.kept for problem in reading.problems)
    assert reading.rows == len(reading.contacts) + reading.duplicates + lost
    assert all(problem.row >= 1 and problem.message for problem in reading.problems)
    # Readers make contacts without validation: it would have changed nothing.
    assert CONTACTS.validate_json(CONTACTS.dump_json(reading.contacts)) == reading.contacts
    assert all(contact.at.tzinfo is SHANGHAI for contact in reading.contacts)
    assert all(contact.day <= TODAY for contact in reading.contacts)
    assert merge(merge((), reading.contacts).contacts, reading.contacts).added == 0


def try_file(payload: bytes) -> None:
    try:
        reading = read_file("x.csv", payload, BOOK, TODAY)
    except FileRefused as refused:
        assert refused.status in (413, 415, 422)
        assert str(refused)
    else:
        check(reading)


@RELAXED
@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00")
@example(b"+/v8-\n\xff")
@example(b"<\xff")
def test_any_bytes(payload: bytes) -> None:
    try_file(payload)


@RELAXED
@given(st.sampled_from(FILES), st.integers(0, 4000), st.binary(max_size=12), st.integers(0, 40))
def test_a_real_file_damaged_anywhere(file: bytes, place: int, put: bytes, cut: int) -> None:
    place %= len(file)
    try_file(file[:place] + put + file[place + cut :])


@RELAXED
@given(TABLES, st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-8-sig"]))
def test_any_cells_under_a_header(table: str, encoding: str) -> None:
    try_file(f"时间,号码,呼叫类型,时长,内容\n{table}".encode(encoding, "replace"))


@RELAXED
@given(
    st.text(max_size=60),
    st.text(max_size=2_100),
    st.sampled_from(["2026-09-05 22:41:07", "1757083267000", "9/5 22:41"]),
)
@example("a" * 39 + " b", "", "2026-09-05 22:41:07")
@example("e\u0301" * 40, "\u3000 " * 1_100 + "x", "2026-09-05 22:41:07")
def test_any_name_and_any_words(name: str, words: str, at: str) -> None:
    cells = (cell.replace('"', '""') for cell in (at, name, "接收", words))
    row = ",".join(f'"{cell}"' for cell in cells)
    try_file(f"日期,姓名,类型,内容\n{row}\n日期时间,联系人,类型,正文\n{row}".encode("utf-8", "replace"))


@RELAXED
@given(st.one_of(TABLES, st.text(max_size=300)))
def test_any_pasted_text(text: str) -> None:
    try:
        reading = read_text(text, BOOK, TODAY)
    except FileRefused:
        return
    check(reading)


def test_contacts_travel_unchanged() -> None:
    reading = read_file("x.csv", FILES[-1], BOOK, TODAY)
    assert read_told(told(reading.contacts)) == reading.contacts
    assert read_told(told(reading.contacts)[:-8]) is None
    assert read_told(told(())) == ()
