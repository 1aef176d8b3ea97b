"""A guidance page against a bare Starlette route that returns the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from statistics import median

from bench.asking import asked, flood, line
from bench.figure import Figure
from bench.serving import Server, bare_server, our_server

PATH = "/rights/privacy"
# A query makes the page one of its own, which is drawn each time.
DRAWN = "/rights/privacy?as_of=2026-11-01"
LINES = 4
SECONDS = 2.0
ROUNDS = 7
AT_LEAST = 0.5


def measure(seconds: float = SECONDS, rounds: int = ROUNDS) -> Sequence[Figure]:
    """The two take turns, so that what else the machine does meets both."""
    with our_server() as ours:
        with line(ours.port) as opened:
            body = opened.ask(asked(PATH, 0))
        with bare_server(PATH, body) as bare:
            for one in (ours, bare):
                rate(one, PATH, seconds / 2)
            pairs = [(rate(ours, PATH, seconds), rate(bare, PATH, seconds)) for _ in range(rounds)]
            cost, floor = (work(one, PATH, seconds) for one in (ours, bare))
        drawn = rate(ours, DRAWN, seconds)
    return figures(pairs, cost / floor, drawn, len(body))


def figures(pairs: Sequence[tuple[float, float]], work_ratio: float, drawn: float, size: int) -> Sequence[Figure]:
    ratio = median(ours / bare for ours, bare in pairs)
    page, bare = (median(rates) for rates in zip(*pairs, strict=True))
    return [
        Figure(
            "Guidance page: throughput against a bare Starlette route with the same bytes",
            f"{ratio:.0%} ({page:,.0f} of {bare:,.0f} a second, {size / 1000:.0f} kB, one worker)",
            f"at least {AT_LEAST:.0%}",
            ratio >= AT_LEAST,
        ),
        Figure("… processor time a page against the bare route", f"{work_ratio:.2f} times"),
        Figure("… the same page drawn anew for each visitor (another day's law)", f"{drawn:,.0f} a second"),
    ]


def rate(server: Server, path: str, seconds: float) -> float:
    """Answers a second."""
    return flood(server.port, partial(asked, path), LINES, seconds) / seconds


def work(server: Server, path: str, seconds: float) -> float:
    """Seconds of the server's processor time an answer."""
    before = server.worked
    answers = flood(server.port, partial(asked, path), LINES, seconds)
    return (server.worked - before) / answers
