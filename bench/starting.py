"""From nothing to the first answer, with all content."""

from __future__ import annotations

import compileall
import subprocess
import sys
from collections.abc import Sequence
from statistics import median

from bench.figure import Figure, milliseconds
from bench.serving import ROOT, our_server

MOST = 1.5
TIMES = 5
LOADING = """
from time import perf_counter
from app.catalogue import load_catalogue
from app.heap import COLLECTOR
from app.main import CONTENT
started = perf_counter()
with COLLECTOR.resting():
    load_catalogue(CONTENT)
print(perf_counter() - started)
"""


def measure(times: int = TIMES) -> Sequence[Figure]:
    # As the image has it, and every start after the first; PYTHONDONTWRITEBYTECODE would hide what an operator sees.
    compileall.compile_dir(ROOT / "app", quiet=1)
    starts, loads = [start() for _ in range(times)], [load() for _ in range(times)]
    return [
        Figure(
            "Start-up with all content: process start to first answer",
            milliseconds(starts),
            f"at most {MOST * 1000:,.0f} ms",
            median(starts) <= MOST,
        ),
        Figure("… of that, reading and resolving all content", milliseconds(loads)),
    ]


def start() -> float:
    with our_server() as server:
        return server.started_in


def load() -> float:
    """In a process of its own: a second reading in the same one would find its caches warm."""
    return float(subprocess.run([sys.executable, "-c", LOADING], cwd=ROOT, check=True, capture_output=True).stdout)
