"""The evidence pack of a long log, in process: judged, composed, every character checked, set or written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256
from statistics import median
from time import process_time

from app.catalogue import Catalogue
from app.conduct.assess import assess
from app.domain.case import Debt
from app.domain.contact import Contact
from app.domain.document import Document
from app.domain.own_file import OwnFile
from app.evidence.pack import Case, compose_pack
from app.rendering.docx import docx
from app.rendering.pdf import Typesetter
from bench.case import contacts
from bench.figure import Figure, milliseconds
from bench.judging import DEBT

MOST = 1.0
ROWS = 300
TIMES = 5
ON = date(2026, 11, 21)


def measure(catalogue: Catalogue, rows: int = ROWS, times: int = TIMES) -> Sequence[Figure]:
    """Processor time, for the threads of the compiler too; what else the machine does is not in it."""
    log, files, setter = contacts(rows), own_files(12), Typesetter()

    def made() -> Document:
        return pack(catalogue, DEBT, log, files)

    def as_pdf() -> bytes:
        document = made()
        return setter.pdf(document, name_rare=bool(setter.check(document)))

    return [
        told(f"Evidence pack of {rows} contacts as PDF: processor time", [busy(as_pdf) for _ in range(times + 1)]),
        told(
            "… as DOCX, its drawings as pictures",
            [busy(lambda: docx(made(), setter.picture)) for _ in range(times + 1)],
        ),
    ]


def told(name: str, seconds: Sequence[float]) -> Figure:
    """The first one, which loads the fonts, is left out."""
    return Figure(name, milliseconds(seconds[1:]), f"at most {MOST * 1000:,.0f} ms", median(seconds[1:]) <= MOST)


def busy(work: Callable[[], object]) -> float:
    started = process_time()
    work()
    return process_time() - started


def pack(catalogue: Catalogue, debt: Debt, log: tuple[Contact, ...], files: tuple[OwnFile, ...]) -> Document:
    judged = assess(catalogue.conducts, log, debt, catalogue.law)
    return compose_pack(catalogue.pack, Case(debt, log, files, judged, catalogue.acts.names), ON, catalogue.version)


def own_files(count: int) -> tuple[OwnFile, ...]:
    names = [f"录音_{number:03d}.m4a" for number in range(count)]
    return tuple(OwnFile(name=name, size=1_000_000, sha256=sha256(name.encode()).hexdigest()) for name in names)
