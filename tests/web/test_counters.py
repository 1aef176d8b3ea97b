from __future__ import annotations

import time

import pytest
from limits import parse
from limits.strategies import FixedWindowRateLimiter

from app.web.counters import SWEEP_SECONDS, Counters


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Its one entry is the moment."""
    moment = [1_000_000.0]
    monkeypatch.setattr(time, "time", lambda: moment[0])
    return moment


def test_a_window_holds_so_many_and_then_starts_again(clock: list[float]) -> None:
    limiter, limit = FixedWindowRateLimiter(Counters()), parse("3/second")
    assert [limiter.hit(limit, "light", "10.0.0.1") for _ in range(5)] == [True, True, True, False, False]
    assert limiter.hit(limit, "light", "10.0.0.2")
    assert limiter.hit(limit, "heavy", "10.0.0.1")
    clock[0] += 1.0
    assert limiter.hit(limit, "light", "10.0.0.1")


def test_what_is_left_of_a_window_is_told(clock: list[float]) -> None:
    limiter, limit = FixedWindowRateLimiter(Counters()), parse("3/minute")
    limiter.hit(limit, "10.0.0.1")
    assert limiter.get_window_stats(limit, "10.0.0.1") == (clock[0] + 60, 2)
    limiter.clear(limit, "10.0.0.1")
    assert limiter.get_window_stats(limit, "10.0.0.1").remaining == 3


def test_addresses_that_have_gone_are_forgotten(clock: list[float]) -> None:
    counters = Counters()
    for number in range(1_000):
        counters.incr(f"10.0.{number}", 1)
    clock[0] += SWEEP_SECONDS + 1
    assert counters.incr("10.1.1.1", 60) == 1
    assert set(counters.windows) == {"10.1.1.1"}
    assert counters.check()
    assert counters.reset() == 1
    assert counters.get("10.1.1.1") == 0
