"""Days and moments as a borrower in mainland China means them (Asia/Shanghai)."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT_FROM = time(22, 0)
NIGHT_UNTIL = time(8, 0)
EARLIEST = date(1949, 10, 1)
LATEST = date(2100, 12, 31)
WEEKDAYS = "一二三四五六日"
WRITTEN_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
WRITTEN_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}.*", re.ASCII | re.DOTALL)


def read_day(value: object) -> date:
    """A day as written 2026-09-05. A number is none: 20260905 would be read as seconds, and be a day in 1970."""
    if isinstance(value, str) and WRITTEN_DAY.fullmatch(value):
        with suppress(ValueError):
            value = date.fromisoformat(value)
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError("日期写成 2026-09-05 的样子。")
    if not EARLIEST <= value <= LATEST:
        raise ValueError(f"请填{say_day(EARLIEST)}到{say_day(LATEST)}之间的一天。")
    return value


Day = Annotated[date, BeforeValidator(read_day)]


def read_written_moment(value: object) -> object:
    """A moment as written 2026-09-05T22:41; a day alone is none, midnight would make a night call of it."""
    if isinstance(value, datetime) or (isinstance(value, str) and WRITTEN_MOMENT.fullmatch(value)):
        return value
    raise ValueError("日期和时间写成 2026-09-05T22:41:00 的样子；记不清几点，写大约的时间。")


def in_shanghai(moment: datetime) -> datetime:
    """The moment on a Shanghai clock; a naive one is taken as Shanghai time already."""
    if moment.tzinfo is SHANGHAI:
        return moment
    if moment.tzinfo is None:
        return moment.replace(tzinfo=SHANGHAI)
    try:
        return moment.astimezone(SHANGHAI)
    except OverflowError:
        raise ValueError("这个日期超出了范围，请核对年份。") from None


def is_within(clock: time, start: time, end: time) -> bool:
    """Whether `clock` lies in [start, end), where the span may run over midnight."""
    if start <= end:
        return start <= clock < end
    return clock >= start or clock < end


def is_night(moment: datetime) -> bool:
    """22:00:00 to 07:59:59."""
    return is_within(moment.time(), NIGHT_FROM, NIGHT_UNTIL)


def say_day(day: date, weekday: bool = False) -> str:
    """2026年11月21日, with weekday 2026年11月21日（星期六）."""
    said = f"{day.year}年{day.month}月{day.day}日"
    return f"{said}（星期{WEEKDAYS[day.weekday()]}）" if weekday else said


def say_moment(moment: datetime) -> str:
    """2026年9月5日22时41分."""
    return f"{say_day(moment.date())}{moment.hour}时{moment.minute:02d}分"


def say_clock(clock: time) -> str:
    """22:00."""
    return f"{clock.hour}:{clock.minute:02d}"
