"""Archives and XML that mean harm are refused before they are parsed, in less than a tenth of a second of CPU."""

from __future__ import annotations

import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from time import process_time

import pytest

from app.errors import FileRefused
from app.evidence import archives, packed, xml_stream
from app.evidence.reading import Reading
from tests.evidence.making import workbook_of, zipped

Read = Callable[..., Reading]
MOST_SECONDS = 0.1
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY l0 "ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]><worksheet>&l9;</worksheet>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE w SYSTEM "http://example.invalid/w.dtd"><worksheet/>'


def lying(payload: bytes, size: int = 1000) -> bytes:
    """Every member says it is small."""
    told = bytearray(payload)
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = -1
        while (place := told.find(signature, place + 1)) >= 0:
            there = struct.unpack_from("<I", told, place + offset)[0]
            struct.pack_into("<I", told, place + offset, min(there, size))
    return bytes(told)


def with_directory_of(payload: bytes, size: int) -> bytes:
    told = bytearray(payload)
    struct.pack_into("<I", told, told.rfind(b"PK\x05\x06") + 12, size)
    return bytes(told)


def other_method(payload: bytes) -> bytes:
    told = bytearray(payload)
    for signature, offset in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        place = -1
        while (place := told.find(signature, place + 1)) >= 0:
            struct.pack_into("<H", told, place + offset, zipfile.ZIP_LZMA)
    return bytes(told)


ZEROS = b"<worksheet><sheetData>" + b" " * 100_000_000
SMALL = workbook_of("<worksheet/>")
# Shrinks far, but no further than a real sheet.
NOISE = b"".join(b"%0200d" % (n * 7919 % 1_000_003) for n in range(64_000))
HARMFUL = {
    "inflates too far": (workbook_of(ZEROS), 413, archives.BOMB),
    "inflates further than it says": (lying(workbook_of(ZEROS)), 422, archives.BROKEN),
    "many inflate together": (
        zipped({"xl/workbook.xml": "<w/>", **{f"xl/{n}": b"\x00" * 30_000_000 for n in range(5)}}),
        413,
        archives.BOMB,
    ),
    "too many members": (zipped({f"xl/{n}.xml": b"" for n in range(30_000)}), 413, archives.BOMB),
    "a directory that lies about its size": (with_directory_of(SMALL, 200_000), 422, archives.BROKEN),
    "a huge directory": (with_directory_of(SMALL, 0x7FFFFFFF), 413, archives.BOMB),
    "an unknown method": (other_method(SMALL), 422, archives.BROKEN),
    "no end": (SMALL[: SMALL.rfind(b"PK\x05\x06")], 422, archives.BROKEN),
    "archives in an archive": (zipped({"a.zip": zipped({"b.zip": SMALL})}), 415, packed.NESTED.format(names="a.zip")),
    "a bomb that is no workbook": (zipped({"bomb": b"\x00" * 100_000_000}), 413, archives.BOMB),
    "a packed list that inflates too far": (zipped({"详单.csv": b"a" * 100_000_000}), 413, archives.BOMB),
    "a packed list that inflates further than it says": (lying(zipped({"详单.csv": ZEROS})), 422, archives.BROKEN),
    "many packed workbooks that inflate far": (
        zipped({f"{n}.xlsx": workbook_of(b"<worksheet>" + NOISE) for n in range(12)}),
        413,
        archives.BOMB,
    ),
    "two thousand lists": (zipped({f"{n}.csv": b"1" for n in range(1_999)}), 413, None),
    "entities in a sheet": (workbook_of(LAUGHS), 422, xml_stream.UNSAFE),
    "entities in UTF-16": (workbook_of(LAUGHS.encode("utf-16")), 422, xml_stream.UNSAFE),
    "entities in the strings": (workbook_of("<worksheet/>", xl__sharedStrings=LAUGHS), 422, xml_stream.UNSAFE),
    "entities in the formats": (workbook_of("<worksheet/>", xl__styles=LAUGHS), 422, xml_stream.UNSAFE),
    "something outside": (workbook_of(OUTSIDE), 422, xml_stream.UNSAFE),
    "entities in an OpenDocument": (
        zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": LAUGHS}),
        422,
        xml_stream.UNSAFE,
    ),
    "entities in an XML spreadsheet": (
        LAUGHS.replace("<worksheet>", '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">').encode(),
        422,
        xml_stream.UNSAFE,
    ),
    "a row of more cells than a row has": (
        workbook_of("<worksheet><sheetData><row>" + "".join(f'<c r="A{n}"/>' for n in range(300_000))),
        422,
        archives.BROKEN,
    ),
    "deep": (workbook_of(b"<worksheet>" + b"<a>" * 3_000_000), 413, archives.BOMB),
}


@pytest.mark.parametrize(("payload", "status", "said"), HARMFUL.values(), ids=HARMFUL)
def test_harm_is_refused_at_once(read: Read, payload: bytes, status: int, said: str | None) -> None:
    # The first workbook of a process loads the parsers.
    with pytest.raises(FileRefused):
        read(SMALL)
    started = process_time()
    with pytest.raises(FileRefused) as refused:
        read(payload, "详单.xlsx")
    assert process_time() - started < MOST_SECONDS
    assert (refused.value.status, said or str(refused.value)) == (status, str(refused.value))


def test_what_is_never_shown_takes_no_memory(read: Read) -> None:
    cells = "".join(f'<c t="inlineStr"><is><t>{word}</t></is></c>' for word in ("时间", "号码", "类型"))
    corner = f'<row r="1">{cells}</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    wide = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(2, 2_000))
    payload = workbook_of(f"<worksheet><sheetData>{corner}{wide}</sheetData></worksheet>")
    tracemalloc.start()
    try:
        assert read(payload).contacts == ()
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_too_many_rows_of_nothing(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.evidence.table_reading.MAX_ROWS", 50)
    cells = "".join(f'<c t="inlineStr"><is><t>{word}</t></is></c>' for word in ("时间", "号码", "类型"))
    rows = "".join(f'<row r="{n}"><c t="str"><v>合计</v></c></row>' for n in range(2, 200))
    with pytest.raises(FileRefused) as refused:
        read(workbook_of(f"<worksheet><sheetData><row>{cells}</row>{rows}</sheetData></worksheet>"))
    assert refused.value.status == 413


def test_a_page_of_comments_without_end_is_read_once(read: Read) -> None:
    started = process_time()
    with pytest.raises(FileRefused):
        read("<html><table>" + "<!--<style><script>" * 200_000)
    assert process_time() - started < 5
