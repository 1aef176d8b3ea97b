"""A letter as PDF through HTTP, against Typst alone and against other engines with the same letter."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

import typst

from app.catalogue import Catalogue
from app.domain.document import Document
from app.rendering.fonts import directories
from app.rendering.pdf import STANDARDS, TEMPLATE, Typesetter, draw
from bench import rivals
from bench.asking import line
from bench.case import letter
from bench.figure import Figure, milliseconds, not_measured
from bench.remembering import wish
from bench.serving import our_server

Timed = Callable[[int], float]

TIMES = 60
WARM = 15
RIVAL_TIMES = 12
MOST_OVERHEAD = 2.0
LEAST_LEAD = 10.0
TURN = 10
FRESH = 10_000
WEASY_NAME = "Letter as PDF: WeasyPrint (PDF/A-2a, as ours) against ours through HTTP"
OFFICE_NAME = "Letter as PDF: LibreOffice (a start for each) against ours through HTTP"
WANTED_LEAD = f"at least {LEAST_LEAD:.0f} times as long"


def measure(catalogue: Catalogue, times: int = TIMES, warm: int = WARM) -> Sequence[Figure]:
    """Every letter is another one; ours and the bare compiler take turns of ten on the same letters."""
    documents = [letter(number, catalogue) for number in range(warm + times)]
    bare = bare_compiler()
    with our_server() as server, line(server.port) as opened:

        def through_http(number: int) -> float:
            return timed(partial(opened.ask, wish(number)))

        ours, alone = in_turns(through_http, lambda number: bare(documents[number]), len(documents))
        # The rivals have the machine to themselves; so have we, when we are compared with them.
        undisturbed = [through_http(number) for number in range(FRESH, FRESH + len(documents))]
    ours, alone, undisturbed = ours[warm:], alone[warm:], undisturbed[warm:]
    ratio = median(ours) / median(alone)
    first = Figure(
        "Letter as PDF, end to end through HTTP, against the bare Typst compile of the same document",
        f"{ratio:.2f} times ({milliseconds(ours)} against {milliseconds(alone)})",
        f"at most {MOST_OVERHEAD:.0f} times",
        ratio <= MOST_OVERHEAD,
    )
    row = Figure("… the same through HTTP, one letter after another", milliseconds(undisturbed))
    return [first, row, *against_rivals(documents[:RIVAL_TIMES], median(undisturbed))]


def in_turns(one: Timed, other: Timed, count: int) -> tuple[list[float], list[float]]:
    """Seconds of each: ten of one, ten of the other, so that each is warm and what else the machine does meets both."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for start in range(0, count, TURN):
        for place, work in enumerate((one, other)):
            seconds[place].extend(work(number) for number in range(start, min(start + TURN, count)))
    return seconds


def timed(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def bare_compiler() -> Callable[[Document], float]:
    """Seconds of the compiler alone, with the fonts, template, standards and data our server gives it."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[*map(str, directories(()))]
    )
    compiler = typst.Compiler(input=str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=fonts)
    coverage = Typesetter().coverage

    def compiled(document: Document) -> float:
        data = json.dumps(draw(document, coverage), ensure_ascii=False)
        noon = datetime(document.on.year, document.on.month, document.on.day, 4, tzinfo=UTC)
        return timed(
            lambda: compiler.compile(format="pdf", sys_inputs={"letter": data}, pdf_standards=STANDARDS, timestamp=noon)
        )

    return compiled


def against_rivals(documents: Sequence[Document], ours: float) -> Sequence[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        return [*weasyprint_figures(documents, ours, Path(folder)), *libreoffice_figures(documents, ours, Path(folder))]


def weasyprint_figures(documents: Sequence[Document], ours: float, folder: Path) -> Sequence[Figure]:
    try:
        seconds = rivals.weasyprint(documents, folder)
    except rivals.NotInstalled as reason:
        return [not_measured(WEASY_NAME, str(reason), WANTED_LEAD)]
    plain = seconds["plain"]
    return [
        lead(WEASY_NAME, seconds["archivable"], ours),
        Figure(
            "… WeasyPrint writing a plain PDF, neither tagged nor archivable",
            f"{median(plain) / ours:.1f} times ({milliseconds(plain)})",
        ),
    ]


def libreoffice_figures(documents: Sequence[Document], ours: float, folder: Path) -> Sequence[Figure]:
    try:
        seconds, one_more = rivals.libreoffice(documents, folder)
    except rivals.NotInstalled as reason:
        return [not_measured(OFFICE_NAME, str(reason), WANTED_LEAD)]
    return [
        lead(OFFICE_NAME, seconds, ours),
        Figure(
            "… one more letter in a LibreOffice that runs already",
            f"{one_more / ours:.1f} times ({one_more * 1000:.0f} ms)",
        ),
    ]


def lead(name: str, seconds: Sequence[float], ours: float) -> Figure:
    ratio = median(seconds) / ours
    return Figure(name, f"{ratio:.1f} times ({milliseconds(seconds)})", WANTED_LEAD, ratio >= LEAST_LEAD)
