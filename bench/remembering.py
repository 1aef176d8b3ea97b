"""Resident memory of one worker that makes letter after letter."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bench.asking import asked, flood
from bench.case import SLUG, request
from bench.figure import Figure, megabytes
from bench.serving import Server, our_server

MOST = 200_000_000
EARLY, LATE = 200, 1_000
LINES = 4
CROWD = 30
PATIENCE = 600.0
# What the allocator may keep back; a letter that stayed would be far more than this after 800.
SLACK = 10_000_000


def measure(early: int = EARLY, late: int = LATE) -> Sequence[Figure]:
    with our_server() as server:
        idle = server.resident
        write_letters(server, 0, early)
        soon = server.resident
        write_letters(server, early, late - early)
        end = server.resident
        write_letters(server, late, early, CROWD)
        crowded = server.resident
    return [
        Figure(
            f"Resident memory of a worker after {late:,} letters as PDF over HTTP",
            f"{megabytes(end)} ({megabytes(idle)} before the first)",
            f"at most {megabytes(MOST)}",
            end <= MOST,
        ),
        Figure(
            f"… growing from letter {early:,} to letter {late:,}",
            f"{megabytes(soon)} to {megabytes(end)}",
            f"by less than {megabytes(SLACK)}",
            end - soon < SLACK,
        ),
        Figure(f"… after {early:,} more, {CROWD} at a time", megabytes(crowded)),
    ]


def wish(number: int) -> bytes:
    return asked(f"/api/v1/letters/{SLUG}", number, json.dumps(request(number)).encode(), "application/pdf")


def write_letters(server: Server, first: int, count: int, lines: int = LINES) -> None:
    """Every letter another one, so many visitors at a time."""
    flood(server.port, lambda number: wish(first + number), lines, PATIENCE, most=count)
