"""Days and moments as a borrower in mainland China means them (Asia/Shanghai)."""

from __future__ import annotations

import calendar
import re
import unicodedata
from contextlib import suppress
from datetime import date, datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator

from app.domain.numeral import NUMERAL, read_numeral

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT_FROM = time(22, 0)
NIGHT_UNTIL = time(8, 0)
EARLIEST = date(1949, 10, 1)
LATEST = date(2100, 12, 31)
WEEKDAYS = "一二三四五六日"
WRITTEN_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
WRITTEN_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}.*", re.ASCII | re.DOTALL)


MORNING = ("凌晨", "清晨", "早上", "早晨", "上午")
AFTERNOON = ("下午", "傍晚", "晚上", "夜里", "晚间")
NOON = "中午"
QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}
# A year may be missing where the month is marked as one: 11月15日, 11-15, and not 11.15.
TOLD_DAY = (
    r"(?:(?P<year>\d{4})\s*[-./年]\s*(?P<month>\d{1,2})\s*[-./月]|(?P<own_month>\d{1,2})\s*[-/月])"
    r"\s*(?P<day>\d{1,2})\s*[日号]?"
)
TOLD_CLOCK = (
    rf"(?P<half>{'|'.join((*MORNING, *AFTERNOON, NOON))})?\s*(?P<hour>{NUMERAL})\s*"
    rf"(?:[:时点]\s*(?P<minute>{NUMERAL})\s*分?(?::\d{{2}})?|点\s*(?P<quarter>半|一刻|三刻)|(?:时|点整?|点钟))"
)
TOLD = re.compile(rf"{TOLD_DAY}(?:\s*[T,]?\s*{TOLD_CLOCK})?")
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


def no_such_day(written: str) -> str:
    """What is said of a day in the right shape that the calendar does not have, as 2026-11-31."""
    year, month, day = (int(one) for one in re.findall(r"\d+", written)[:3])
    if not 1 <= month <= 12:
        return f"一年只有12个月，没有{month}月。请核对日期。"
    last = calendar.monthrange(year, month)[1] if year else 31
    if year and 1 <= day <= last:
        return f"{year}年太早或者太晚了，请核对年份。"
    return f"没有{year}年{month}月{day}日这一天，{month}月只到{last}日。请核对日期。"


def unread_day(written: str) -> str:
    """What is said of text that is no day: how one is written, or that the calendar does not have it."""
    return no_such_day(written) if WRITTEN_DAY.fullmatch(written) else "日期写成 2026-09-05 的样子。"


def read_day(value: object) -> date:
    """A day as written 2026-09-05. A number is none: 20260905 would be read as seconds, and be a day in 1970."""
    if isinstance(value, str) and WRITTEN_DAY.fullmatch(value):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise ValueError(no_such_day(str(value))) from None
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError("日期写成 2026-09-05 的样子。")
    if not EARLIEST <= value <= LATEST:
        raise ValueError(f"请填{say_day(EARLIEST)}到{say_day(LATEST)}之间的一天。")
    return value


Day = Annotated[date, BeforeValidator(read_day)]


class FullHour(datetime):
    """A moment of which only the hour was told. Its minute is 0, and is never said: nobody vouched for it."""


def read_written_moment(value: object) -> object:
    """A moment as written 2026-09-05T22:41; a day alone is none, midnight would make a night call of it."""
    if isinstance(value, datetime) or (isinstance(value, str) and WRITTEN_MOMENT.fullmatch(value)):
        return value
    raise ValueError("日期和时间写成 2026-09-05T22:41:00 的样子；记不清几点，写大约的时间。")


def read_told(text: str, today: date) -> date | datetime | None:
    """A moment as people write it, a day where no clock is told; None where it is neither.

    2026-11-15 20:40, 2026年11月15日20时40分, 2026.11.15, 11月15日晚上八点半. Without a year it is the latest such day up to
    `today`. 11月15日20时 is a FullHour. 晚上12点 may be either end of a day, so it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if WRITTEN_MOMENT.fullmatch(plain):
        with suppress(ValueError):
            return in_shanghai(datetime.fromisoformat(plain))
    told = TOLD.fullmatch(COMPACT_DAY.sub(r"\1-\2-\3", plain, count=1))
    if told is None:
        return None
    try:
        day = told_day(told, today)
        if not told["hour"]:
            return day
        kind = datetime if told["minute"] or told["quarter"] else FullHour
        return kind.combine(day, told_clock(told), SHANGHAI)
    except ValueError:
        return None


def told_day(told: re.Match[str], today: date) -> date:
    if told["year"]:
        return date(int(told["year"]), int(told["month"]), int(told["day"]))
    month, day = int(told["own_month"]), int(told["day"])
    return date(today.year - ((month, day) > (today.month, today.day)), month, day)


def told_clock(told: re.Match[str]) -> time:
    """Raises ValueError for an hour that half of the day has not."""
    hour, half = read_numeral(told["hour"]), told["half"]
    minute = QUARTERS[told["quarter"]] if told["quarter"] else read_numeral(told["minute"] or "0")
    if half in MORNING and hour == 12:
        hour = 0 if half == "凌晨" else hour
    elif half in AFTERNOON and hour == 12:
        raise ValueError("12 of an evening is either of two")
    elif half in AFTERNOON and hour < 12:
        hour += 12
    elif half == NOON and hour < 3:
        hour += 12
    return time(hour, minute)


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
    """2026年9月5日22时41分, of a FullHour 2026年9月5日22时."""
    hour = f"{say_day(moment.date())}{moment.hour}时"
    return hour if isinstance(moment, FullHour) else f"{hour}{moment.minute:02d}分"


def say_duration(seconds: int) -> str:
    """4分钟, 5分51秒, 1小时2分3秒; nothing of no seconds."""
    minutes, rest = divmod(seconds, 60)
    hours, left = divmod(minutes, 60)
    said = (f"{hours}小时" if hours else "") + (f"{left}分" if left else "") + (f"{rest}秒" if rest else "")
    return f"{said}钟" if said.endswith("分") else said


def say_clock(clock: time) -> str:
    """22:00."""
    return f"{clock.hour}:{clock.minute:02d}"
