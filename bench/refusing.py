"""Files that mean harm, and the processor time until they are refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from time import process_time

from app.catalogue import Catalogue
from app.errors import FileRefused
from app.evidence.reading import read_file
from bench.figure import Figure

TODAY = date(2026, 11, 21)
MOST_SECONDS = 0.1
TIMES = 5
BOOK = (
    '<workbook xmlns:r="r"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>',
    '<Relationships><Relationship Id="r1" Type="/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]><calls><call number='&l9;'/></calls>"
)


def measure(catalogue: Catalogue) -> Sequence[Figure]:
    took = {name: min(refused(payload, catalogue) for _ in range(TIMES)) for name, payload in harm()}
    worst = max(took, key=lambda name: took[name])
    return [
        Figure(
            f"A file that means harm refused: processor time, the slowest of {len(took)} kinds",
            f"{took[worst] * 1000:.1f} ms ({worst})",
            f"at most {MOST_SECONDS * 1000:.0f} ms",
            took[worst] <= MOST_SECONDS,
        )
    ]


def harm() -> Iterator[tuple[str, bytes]]:
    yield "a workbook that inflates to 100 MB", workbook(b"<worksheet><sheetData>" + b" " * 100_000_000)
    yield "20,000 members", zipped({f"xl/{number}": b"" for number in range(20_000)})
    yield "archives in an archive", zipped({f"{number}.zip": zipped({"a": b"0" * 1_000_000}) for number in range(100)})
    yield "entities in a backup", LAUGHS.encode()
    yield "entities in a workbook", workbook(LAUGHS.encode())
    yield "a row of 300,000 cells", workbook(b"<worksheet><sheetData><row>" + b'<c r="A1"/>' * 300_000)
    yield "elements in elements", b"<calls>" + b"<a>" * 1_000_000
    yield "21 MB of text", "时间,号码\n".encode() + b"x" * 21_000_000


def refused(payload: bytes, catalogue: Catalogue) -> float:
    started = process_time()
    try:
        read_file("详单.xlsx", payload, catalogue.imports, TODAY)
    except FileRefused:
        return process_time() - started
    raise AssertionError("read without a word")


def workbook(sheet: bytes) -> bytes:
    book, relations = BOOK
    return zipped(
        {
            "xl/workbook.xml": book.encode(),
            "xl/_rels/workbook.xml.rels": relations.encode(),
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()
