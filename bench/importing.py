"""A carrier's call log read, merged, summarised and judged, in a process of its own.

python -m bench.importing ROWS      prints seconds and peak bytes above idle as JSON
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from app.catalogue import Catalogue, load_catalogue
from app.conduct.assess import assess
from app.evidence.merging import merge
from app.evidence.reading import read_file
from app.evidence.summary import summarise
from bench.case import CONTENT, call_log
from bench.figure import Figure, megabytes
from bench.judging import DEBT
from bench.serving import ROOT, kibibytes

TODAY = date(2026, 11, 21)
FEW = 10_000
TIMES = 3


@dataclass(frozen=True, slots=True)
class Import:
    rows: int
    seconds: float
    peak: int


def measure(few: int = FEW, times: int = TIMES) -> Sequence[Figure]:
    small, large = (apart(rows, times) for rows in (few, few * 10))
    growth = f"{large.seconds / small.seconds:.1f} times as long for 10 times as many"
    return [
        Figure(f"Call log of {few:,} rows: read, merged, summed up, judged", told(small)),
        Figure(f"… of {few * 10:,} rows", f"{told(large)}; {growth}"),
    ]


def told(one: Import) -> str:
    return f"{one.seconds:.2f} s, at its peak {megabytes(one.peak)} above idle"


def apart(rows: int, times: int) -> Import:
    """The median of several processes."""
    runs = [in_process_of_its_own(rows) for _ in range(times)]
    return Import(rows, median(one.seconds for one in runs), round(median(one.peak for one in runs)))


def in_process_of_its_own(rows: int) -> Import:
    command = [sys.executable, "-m", "bench.importing", str(rows)]
    return Import(**json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout))


def once(rows: int, catalogue: Catalogue) -> Import:
    """Read into an empty case: `merge` is what adds a file to the contacts that are there."""
    payload = call_log(rows)
    idle = kibibytes("self", "VmRSS")
    started = perf_counter()
    reading = read_file("联通通话详单.csv", payload, catalogue.imports, TODAY)
    assert len(reading.contacts) == rows, reading.problems[:3]
    together = merge((), reading.contacts).contacts
    summarise(together)
    assess(catalogue.conducts, together, DEBT, catalogue.law)
    return Import(rows, perf_counter() - started, (kibibytes("self", "VmHWM") - idle) * 1024)


if __name__ == "__main__":
    one = once(int(sys.argv[1]), load_catalogue(Path(CONTENT)))
    print(json.dumps({"rows": one.rows, "seconds": one.seconds, "peak": one.peak}))
