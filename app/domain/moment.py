"""Days and moments as a borrower in mainland China means them (Asia/Shanghai)."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT_FROM = time(22, 0)
NIGHT_UNTIL = time(8, 0)
EARLIEST = date(1949, 10, 1)
LATEST = date(2100, 12, 31)
WEEKDAYS = "一二三四五六日"


def in_shanghai(moment: datetime) -> datetime:
    """The moment on a Shanghai clock; a naive one is taken as Shanghai time already."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=SHANGHAI)
    return moment.astimezone(SHANGHAI)


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
