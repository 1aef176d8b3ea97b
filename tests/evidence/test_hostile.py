"""Files that are not what they claim, or mean harm: refused with a sentence and the right status."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable

import pytest

from app.errors import FileRefused
from app.evidence import archives, sniffing
from app.evidence.model import ImportBook
from app.evidence.reading import MAX_TEXT, Reading, read_text
from tests.evidence.conftest import TODAY

Read = Callable[..., Reading]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
HEADER = "时间,号码,呼叫类型\n"


def zipped(name: str, payload: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, payload)
    return file.getvalue()


def laughs() -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE calls [<!ENTITY l0 "ha">{entities}]><calls><call number="&l9;"/></calls>'


EXTERNAL = (
    '<?xml version="1.0"?><!DOCTYPE calls [<!ENTITY x SYSTEM "file:///etc/passwd">]><calls><call number="&x;"/></calls>'
)
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE calls SYSTEM "http://example.invalid/x.dtd"><calls/>'
CASES: list[tuple[str, bytes, int, str]] = [
    ("empty", b"", 422, sniffing.EMPTY),
    ("only blanks", b" \r\n\t\n", 422, sniffing.EMPTY),
    ("only a mark", b"\xef\xbb\xbf", 422, sniffing.EMPTY),
    ("png called csv", PNG, 415, sniffing.PICTURE),
    ("jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF", 415, sniffing.PICTURE),
    ("heic", b"\x00\x00\x00\x18ftypheic\x00\x00", 415, sniffing.PICTURE),
    ("webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", 415, sniffing.PICTURE),
    ("pdf", b"%PDF-1.7\n%\xe2\xe3", 415, sniffing.PDF),
    ("xlsx without sheets", zipped("xl/workbook.xml", b"<workbook/>"), 422, "空的"),
    ("cut xlsx", zipped("xl/workbook.xml", b"<workbook/>")[:-30], 422, "坏了"),
    ("broken xls", sniffing.OLE + b"\x00" * 64, 422, "坏了"),
    ("word document", zipped("word/document.xml", b"<document/>"), 415, sniffing.DOCUMENT),
    ("zip bomb", zipped("bomb", b"\x00" * 20_000_000), 413, archives.BOMB),
    ("zip of nothing", b"PK\x05\x06" + bytes(18), 415, sniffing.EMPTY_ZIP),
    ("gzip bomb", gzip.compress(b"\x00" * 20_000_000), 415, sniffing.PACKED),
    ("rar", b"Rar!\x1a\x07\x01\x00", 415, sniffing.PACKED),
    ("iphone database", b"SQLite format 3\x00\x10\x00", 415, sniffing.DATABASE),
    ("recording", b"#!AMR\n\x3c\x91", 415, sniffing.RECORDING),
    ("video", b"\x00\x00\x00\x20ftypisom\x00\x00", 415, sniffing.RECORDING),
    ("program", b"MZ\x90\x00\x03\x00\x00\x00", 415, sniffing.PROGRAM),
    ("nul in a table", HEADER.encode() + b"2026-09-05 10:00,95\x00555,In\n", 415, sniffing.BINARY),
    ("control bytes", b"\x01\x02\x03\x04" * 50, 415, sniffing.BINARY),
    ("no header", "今天天气很好\n明天也好\n".encode(), 422, "没有找到表头"),
    ("json", b'{"calls": []}', 422, "没有找到表头"),
    ("one line of 5 MB", b"a" * 5_000_000, 422, "没有找到表头"),
    ("doctype", DOCTYPE.encode(), 422, "DOCTYPE"),
    ("billion laughs", laughs().encode(), 422, "DOCTYPE"),
    ("external entity", EXTERNAL.encode(), 422, "DOCTYPE"),
    ("entities in utf-16", laughs().encode("utf-16"), 422, "DOCTYPE"),
    ("other xml", b"<?xml version='1.0'?><feed><entry/></feed>", 415, "不是我们认识的"),
    ("broken xml", b"<?xml version='1.0'?><calls><call", 422, "坏了"),
    ("no xml at all", b"<?xml version='1.0'?>", 422, "坏了"),
    ("unknown xml encoding", b"<?xml version='1.0' encoding='klingon'?><calls/>", 422, "坏了"),
    ("deep nesting", b"<calls>" + b"<a>" * 1_000_000, 422, "结构不对"),
]


@pytest.mark.parametrize(("payload", "status", "said"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_file_is_refused_with_a_sentence(read: Read, payload: bytes, status: int, said: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read(payload, "详单.csv")
    assert refused.value.status == status
    assert said in str(refused.value)


def test_fifty_megabytes_of_xml_are_not_even_read(read: Read) -> None:
    with pytest.raises(FileRefused) as refused:
        read(b"<calls>" + b"<a>" * 16_700_000)
    assert refused.value.status == 413


def test_a_document_without_a_picture_signature_is_no_picture(read: Read) -> None:
    """BM and MZ open ordinary text, too."""
    reading = read("BM备注\n时间,号码,呼叫类型\n2026-09-05 22:41,95555,呼入\n")
    assert len(reading.contacts) == 1


@pytest.mark.parametrize("rows", [51, 102])
def test_too_many_rows(read: Read, monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr("app.evidence.table_reading.MAX_ROWS", 50)
    assert read(HEADER + "x\n" * 50).rows == 50
    with pytest.raises(FileRefused) as refused:
        read(HEADER + "x\n" * rows)
    assert refused.value.status == 413


def test_a_very_long_line_is_one_bad_row(read: Read) -> None:
    reading = read(HEADER + "2026-09-05 22:41,95555,呼入\n" + "9" * 5_000_000 + "\n2026-09-06 22:41,95555,呼入\n")
    assert [problem.row for problem in reading.problems] == [3]
    assert len(reading.contacts) == 2
    assert all(len(problem.message) < 200 for problem in reading.problems)


def test_a_million_columns(read: Read) -> None:
    reading = read(HEADER + "," * 19_000 + "\n2026-09-06 22:41,95555,呼入" + "," * 900 + "\n")
    assert len(reading.contacts) == 1


def test_unclosed_cells_of_a_web_page(read: Read) -> None:
    with pytest.raises(FileRefused):
        read("<table><tr>" + "<td" * 200_000)
    with pytest.raises(FileRefused):
        read("<table>" + "<tr><td>" * 100_000)


def test_quotes_without_end(read: Read) -> None:
    reading = read(HEADER + '"\n' * 20_000)
    assert reading.contacts == ()


def test_a_formula_is_only_text(read: Read) -> None:
    reading = read("时间,号码,类型,内容\n2026-09-05 22:41,95555,来电,=cmd|' /C calc'!A0\n=1+1,95555,来电,\n")
    assert reading.contacts[0].words == "=cmd|' /C calc'!A0"
    assert [problem.row for problem in reading.problems] == [3]


def test_pasted_text_has_a_limit(book: ImportBook) -> None:
    with pytest.raises(FileRefused) as refused:
        read_text("a" * (MAX_TEXT + 1), book, TODAY)
    assert refused.value.status == 413
    with pytest.raises(FileRefused):
        read_text(" \n ", book, TODAY)
