"""A carrier's call log read, merged, judged and summarised, in a process of its own.

python -m bench.importing ROWS      prints seconds of processor time and peak bytes above idle as JSON
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
from time import process_time

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
FEW = 1_000
MANY = 100
TIMES = 3
MOST_SECONDS = 3.0
MOST_BYTES = 300_000_000
# A log a hundred times as long may take a hundred times as long, and what the machine adds.
MOST_GROWTH = 1.15


@dataclass(frozen=True, slots=True)
class Import:
    """`seconds` of processor time; `peak` bytes of memory above idle."""

    rows: int
    seconds: float
    peak: int


def measure(few: int = FEW, times: int = TIMES) -> Sequence[Figure]:
    small, large = (apart(rows, times) for rows in (few, few * MANY))
    growth = large.seconds / small.seconds
    return [
        Figure(
            f"Call log of {few * MANY:,} rows: read, normalised, merged, judged, summed up",
            f"{large.seconds:.2f} s of processor time",
            f"at most {MOST_SECONDS:.0f} s",
            large.seconds <= MOST_SECONDS,
        ),
        Figure(
            "… at its peak above idle",
            megabytes(large.peak),
            f"at most {megabytes(MOST_BYTES)}",
            large.peak <= MOST_BYTES,
        ),
        Figure(
            f"… against {few:,} rows",
            f"{growth:.0f} times as long for {MANY} times as many ({small.seconds * 1000:.0f} ms)",
            f"at most {MANY * MOST_GROWTH:.0f} times",
            growth <= MANY * MOST_GROWTH,
        ),
    ]


def apart(rows: int, times: int) -> Import:
    """The median of several processes."""
    runs = [in_process_of_its_own(rows) for _ in range(times)]
    return Import(rows, median(one.seconds for one in runs), round(median(one.peak for one in runs)))


def in_process_of_its_own(rows: int) -> Import:
    command = [sys.executable, "-m", "bench.importing", str(rows)]
    return Import(**json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout))


def once(rows: int, catalogue: Catalogue) -> Import:
    """Read into an empty case: `merge` is what adds a file to the contacts that are there.

    A few rows are read before: what a process does once is not the log's.
    """
    read_file("联通通话详单.csv", call_log(10), catalogue.imports, TODAY)
    payload = call_log(rows)
    idle = kibibytes("self", "VmRSS")
    started = process_time()
    reading = read_file("联通通话详单.csv", payload, catalogue.imports, TODAY)
    assert len(reading.contacts) == rows, reading.problems[:3]
    together = merge((), reading.contacts).contacts
    assess(catalogue.conducts, together, DEBT, catalogue.law)
    summarise(together)
    return Import(rows, process_time() - started, (kibibytes("self", "VmHWM") - idle) * 1024)


if __name__ == "__main__":
    one = once(int(sys.argv[1]), load_catalogue(Path(CONTENT)))
    print(json.dumps({"rows": one.rows, "seconds": one.seconds, "peak": one.peak}))
