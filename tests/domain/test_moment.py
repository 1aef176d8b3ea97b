from datetime import UTC, date, datetime, time

import pytest

from app.domain.moment import SHANGHAI, in_shanghai, is_night, is_within, read_day, read_told, say_day, say_moment


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


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2026-09-05 22:41", at("22:41:00")),
        ("2026-09-05T22:41:07+08:00", at("22:41:07")),
        ("2026年9月5日22:41", at("22:41:00")),
        ("2026.9.5 22：41", at("22:41:00")),
        ("2026/9/5 22点41分", at("22:41:00")),
        ("20260905 22:41", at("22:41:00")),
        ("9月5日晚上10点41", at("22:41:00")),
        ("9月5号晚上八点半", at("20:30:00")),
        ("9月5日上午9点一刻", at("09:15:00")),
        ("9-5 12:00", at("12:00:00")),
        ("9月5日中午1点", at("13:00:00")),
        ("9月5日凌晨12点", at("00:00:00")),
        ("2026-09-05", date(2026, 9, 5)),
        ("2026年9月5日", date(2026, 9, 5)),
        ("20260905", date(2026, 9, 5)),
        ("11月22日", date(2025, 11, 22)),
        ("11月21日", date(2026, 11, 21)),
    ],
)
def test_a_moment_as_people_write_it(told: str, moment: date) -> None:
    assert read_told(told, date(2026, 11, 21)) == moment


@pytest.mark.parametrize(
    "told",
    [
        "",
        "昨天晚上",
        "9.5",
        "22:41",
        "9月5日晚上",
        "9月5日晚上12点",
        "9月31日",
        "9月5日25:00",
        "2026-13-01",
        "２",
        "9月5日8点左右",
    ],
)
def test_what_is_no_moment(told: str) -> None:
    assert read_told(told, date(2026, 11, 21)) is None


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("2026年9月5日10时", "2026年9月5日10时"),
        ("9月5日晚上十点", "2026年9月5日22时"),
        ("9月5日下午3点钟", "2026年9月5日15时"),
        ("2026年9月5日10时00分", "2026年9月5日10时00分"),
        ("2026-09-05 10:00", "2026年9月5日10时00分"),
        ("9月5日晚上八点半", "2026年9月5日20时30分"),
    ],
)
def test_a_minute_that_nobody_told_is_not_said(told: str, said: str) -> None:
    moment = read_told(told, date(2026, 11, 21))
    assert isinstance(moment, datetime)
    assert say_moment(moment) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-11-31", "没有2026年11月31日这一天，11月只到30日"),
        ("2028-02-30", "2月只到29日"),
        ("2026-13-01", "没有13月"),
        ("0000-01-01", "没有0年1月1日这一天"),
        ("11-31", "日期写成 2026-09-05 的样子"),
    ],
)
def test_a_day_the_calendar_does_not_have_is_called_so(written: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_day(written)
