"""The last day of a time limit, counted as courts count it.

民事诉讼法第85条: the day it starts from is not counted; a last day that is a rest day moves to the first working day
after; what is posted in time is in time. Working days come from the yearly notices of the State Council, as the
chinesecalendar library has them; a year it does not have yet is counted with weekends only, and said to be so.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chinese_calendar import is_workday

from app.domain.moment import say_day

POSTING_DAYS = 3


class Unit(StrEnum):
    DAYS = "days"
    WORKDAYS = "workdays"
    MONTHS = "months"


UNIT_NAMES = {Unit.DAYS: "日", Unit.WORKDAYS: "个工作日", Unit.MONTHS: "个月"}


class Rule(StrEnum):
    """`court`: a last day that is a rest day moves on. `calendar`: it does not; a reminder, no legal time limit."""

    COURT = "court"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Deadline:
    """`nominal` is the last day before it moved; `certain` is False where the holidays of a year are not known yet."""

    start: date
    nominal: date
    last: date
    rule: Rule
    certain: bool

    @property
    def moved(self) -> bool:
        return self.last != self.nominal

    @property
    def post_by(self) -> date:
        """The day by which to post it: three days before the last."""
        return max(self.start, self.last - timedelta(days=POSTING_DAYS))

    def passed(self, day: date) -> bool:
        return day > self.last

    def days_left(self, day: date) -> int:
        """0 on the last day, negative after it."""
        return (self.last - day).days

    @property
    def note(self) -> str:
        """What the reader must know about the count; empty if nothing."""
        if not self.certain:
            return f"{self.last.year}年的放假安排还没有收录，这里只按周末推算，请打12368核对。"
        if self.moved:
            return f"{say_day(self.nominal)}是休息日，顺延到{say_day(self.last, weekday=True)}。"
        return ""


def is_rest_day(day: date) -> tuple[bool, bool]:
    """Whether `day` is a day of rest, and whether the holidays of its year are known (else only weekends count)."""
    try:
        return not is_workday(day), True
    except NotImplementedError:
        return day.weekday() >= 5, False


def next_working_day(day: date) -> tuple[date, bool]:
    """`day` itself if it is a working day, else the first after it; False where a year's holidays are not known."""
    certain = True
    while True:
        rest, known = is_rest_day(day)
        certain = certain and known
        if not rest:
            return day, certain
        day += timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day of the month, or the month's last day where it has none (31 August + 6 months = 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_workdays(day: date, length: int) -> tuple[date, bool]:
    certain = True
    for _ in range(length):
        day, known = next_working_day(day + timedelta(days=1))
        certain = certain and known
    return day, certain


def count_deadline(start: date, length: int, unit: Unit = Unit.DAYS, rule: Rule = Rule.COURT) -> Deadline:
    """The limit of `length` `unit` from `start`, which is not counted itself."""
    certain = True
    if unit is Unit.WORKDAYS:
        nominal, certain = add_workdays(start, length)
    elif unit is Unit.MONTHS:
        nominal = add_months(start, length)
    else:
        nominal = start + timedelta(days=length)
    last = nominal
    if rule is Rule.COURT:
        last, known = next_working_day(nominal)
        certain = certain and known
    return Deadline(start, nominal, last, rule, certain)
