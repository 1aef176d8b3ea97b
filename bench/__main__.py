"""python -m bench: measure everything, print the table, write it into bench/README.md."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from app.catalogue import load_catalogue
from bench import (
    dossier,
    importing,
    judging,
    machine,
    packing,
    papers,
    reading,
    refusing,
    remembering,
    starting,
    weighing,
)
from bench.case import CONTENT
from bench.figure import Figure, table

README = Path(__file__).with_name("README.md")
START, END = "<!-- measured -->", "<!-- end -->"


def main() -> int:
    """The exit status is 0 whatever was measured: a busy machine is no mistake in the code. The table says what missed."""
    where = machine.described()
    print(where, flush=True)
    figures = [figure for measure in measurements() for figure in told(measure())]
    README.write_text(replaced(README.read_text("utf-8"), f"{where}\n\n{table(figures)}"), "utf-8")
    print(f"\n{table(figures)}\n\nWritten to {README}.")
    for figure in figures:
        if figure.missing or figure.holds is False:
            print(f"{figure.verdict}: {figure.name}: {figure.result} (wanted: {figure.wanted})", file=sys.stderr)
    return 0


def measurements() -> Sequence[Callable[[], Sequence[Figure]]]:
    """In the order of the table."""
    catalogue = load_catalogue(CONTENT)
    return (
        partial(papers.measure, catalogue),
        partial(packing.measure, catalogue),
        partial(dossier.measure, catalogue),
        reading.measure,
        partial(judging.measure, catalogue),
        remembering.measure,
        starting.measure,
        importing.measure,
        weighing.measure,
        partial(refusing.measure, catalogue),
    )


def told(figures: Sequence[Figure]) -> Sequence[Figure]:
    """Say each as soon as it is known: the whole takes two minutes."""
    for figure in figures:
        print(f"{figure.name}: {figure.result} {figure.verdict}", flush=True)
    return figures


def replaced(text: str, measured: str) -> str:
    """The page with the part between its marks exchanged."""
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"bench/README.md has lost its marks {START} and {END}")
    return f"{before}{START}\n{measured}\n{END}{after}"


if __name__ == "__main__":
    sys.exit(main())
