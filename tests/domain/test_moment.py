from datetime import UTC, date, datetime, time

import pytest

from app.domain.moment import SHANGHAI, in_shanghai, is_night, is_within, say_day, say_moment


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-09-05T{clock}").replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("clock", "night"),
    [("21:59:59", False), ("22:00:00", True), ("00:00:00", True), ("07:59:59", True), ("08:00:00", False)],
)
def test_night_is_from_22_to_8(clock: str, night: bool) -> None:
    assert is_night(at(clock)) is night


def test_a_naive_moment_is_a_shanghai_moment() -> None:
    assert in_shanghai(at("22:41:00").replace(tzinfo=None)) == at("22:41:00")


def test_an_offset_is_converted() -> None:
    assert in_shanghai(datetime(2026, 9, 5, 14, 41, tzinfo=UTC)) == at("22:41:00")


def test_a_span_within_the_day() -> None:
    assert is_within(time(9, 0), time(9, 0), time(18, 0))
    assert not is_within(time(18, 0), time(9, 0), time(18, 0))


def test_days_are_said_in_full() -> None:
    assert say_day(date(2026, 11, 21), weekday=True) == "2026年11月21日（星期六）"
    assert say_moment(at("22:01:00")) == "2026年9月5日22时01分"
