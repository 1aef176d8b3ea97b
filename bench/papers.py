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
WEASY_TIMES = 30
OFFICE_TIMES = 10
IN_A_ROW = 5
MOST_OVERHEAD = 2.0
LEAST_LEAD = 10.0
TURN = 10
FRESH = 10_000
WEASY_NAME = "Letter as PDF: WeasyPrint (PDF/A-2a, as ours) against ours through HTTP"
OFFICE_NAME = "Letter as PDF: LibreOffice (a start for each) against ours through HTTP"
PLAIN_NAME = "… WeasyPrint writing a plain PDF, neither tagged nor archivable"
BATCH_NAME = "… one more letter in a LibreOffice that runs already"
WANTED_LEAD = f"at least {LEAST_LEAD:.0f} times as long"


def measure(catalogue: Catalogue, times: int = TIMES, warm: int = WARM) -> Sequence[Figure]:
    """Every letter is another one; ours and the bare compiler take turns of ten on the same letters."""
    documents = [letter(number, catalogue) for number in range(warm + times)]
    bare = bare_compiler()
    with our_server() as server, line(server.port) as opened:

        def through_http(number: int) -> float:
            return timed(partial(opened.ask, wish(number)))

        ours, alone = in_turns(through_http, lambda number: bare(documents[number]), len(documents))
        against = against_rivals(documents, through_http)
    ours, alone = ours[warm:], alone[warm:]
    ratio = median(ours) / median(alone)
    first = Figure(
        "Letter as PDF, end to end through HTTP, against the bare Typst compile of the same document",
        f"{ratio:.2f} times ({milliseconds(ours)} against {milliseconds(alone)})",
        f"at most {MOST_OVERHEAD:.0f} times",
        ratio <= MOST_OVERHEAD,
    )
    return [first, *against]


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


def against_rivals(documents: Sequence[Document], ours: Timed) -> Sequence[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        return [*weasyprint_figures(documents, ours, Path(folder)), *libreoffice_figures(documents, ours, Path(folder))]


def weasyprint_figures(documents: Sequence[Document], ours: Timed, folder: Path) -> Sequence[Figure]:
    try:
        with rivals.weasyprint(folder) as theirs:
            turns = [(row(ours, number), theirs(document)) for number, document in enumerate(documents[:WEASY_TIMES])]
    except rivals.NotInstalled as reason:
        return [not_measured(WEASY_NAME, str(reason), WANTED_LEAD)]
    return [
        lead(WEASY_NAME, [(one, each["archivable"]) for one, each in turns[1:]], WANTED_LEAD),
        lead(PLAIN_NAME, [(one, each["plain"]) for one, each in turns[1:]]),
    ]


def libreoffice_figures(documents: Sequence[Document], ours: Timed, folder: Path) -> Sequence[Figure]:
    few = documents[:OFFICE_TIMES]
    try:
        office = rivals.LibreOffice(folder)
        turns = [(row(ours, number), office.seconds(document)) for number, document in enumerate(few)][1:]
        together = office.seconds(*few)
    except rivals.NotInstalled as reason:
        return [not_measured(OFFICE_NAME, str(reason), WANTED_LEAD)]
    one_more = max(together - min(theirs for _, theirs in turns), 0.0) / (len(few) - 1)
    return [
        lead(OFFICE_NAME, turns, WANTED_LEAD),
        lead(BATCH_NAME, [(one, one_more) for one, _ in turns]),
    ]


def row(ours: Timed, number: int) -> float:
    """Seconds of one of our letters, the median of some in a row: the rival, too, does several things in its turn."""
    return median(ours(FRESH + number * IN_A_ROW + place) for place in range(IN_A_ROW))


def lead(name: str, turns: Sequence[tuple[float, float]], wanted: str = "") -> Figure:
    """How many times as long theirs takes, turn by turn: what else the machine does meets both."""
    ratio = median(theirs / ours for ours, theirs in turns)
    ours, theirs = ([pair[place] for pair in turns] for place in (0, 1))
    result = f"{ratio:.1f} times ({milliseconds(theirs)} against {milliseconds(ours)})"
    return Figure(name, result, wanted, ratio >= LEAST_LEAD if wanted else None)
