"""The last day of a time limit, counted as courts count it. Everything of ours that names a last day counts it here.

民事诉讼法第85条: the day it starts from is not counted; a last day that is a rest day moves to the first working day
after; what is posted in time is in time. Which days are rest days: app/domain/rest_days.py.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from app.domain.moment import say_day
from app.domain.rest_days import OFFICIAL, DayKind, RestDays

POSTING_DAYS = 3
# What counts on the day it arrives is posted a week before.
ARRIVING_DAYS = 7


class Unit(StrEnum):
    DAYS = "days"
    WORKDAYS = "workdays"
    MONTHS = "months"
    YEARS = "years"


UNIT_NAMES = {Unit.DAYS: "日", Unit.WORKDAYS: "个工作日", Unit.MONTHS: "个月", Unit.YEARS: "年"}


class Rule(StrEnum):
    """`court`: a last day that is a rest day moves on. `calendar`: it does not; a reminder, or no text that moves it."""

    COURT = "court"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Deadline:
    """`nominal` is the last day before it moved, `nominal_kind` what kind of day that is; `certain` is False where the
    holidays of a year are not known yet. `before`: counted back from `start`, by which it must have been done."""

    start: date
    nominal: date
    last: date
    rule: Rule
    certain: bool
    length: int
    unit: Unit
    nominal_kind: DayKind
    skipped: tuple[str, ...] = ()
    before: bool = False

    @property
    def moved(self) -> bool:
        return self.last != self.nominal

    @property
    def safe(self) -> date:
        """The day to rely on. Before a year's schedule is out a weekend may yet be worked, and then nothing moves."""
        return self.last if self.certain else min(self.last, self.nominal)

    @property
    def post_by(self) -> date:
        """The day by which to post it: three days before the last."""
        earliest = self.safe - timedelta(days=POSTING_DAYS)
        return earliest if self.before or not self.length else max(self.start, earliest)

    @property
    def arrive_by(self) -> date:
        """The day by which to post what has to have arrived on the last day."""
        earliest = self.safe - timedelta(days=ARRIVING_DAYS)
        return earliest if self.before or not self.length else max(self.start, earliest)

    def passed(self, day: date) -> bool:
        return day > self.last

    def days_left(self, day: date) -> int:
        """0 on the last day, negative after it."""
        return (self.last - day).days

    @property
    def unknown_year(self) -> int | None:
        """The year whose schedule the count would need."""
        return None if self.certain else self.last.year

    @property
    def note(self) -> str:
        """What the reader must know about the count; empty if nothing."""
        if not self.certain:
            said = f"{self.last.year}年的放假安排还没有收录，这里只按周末推算，请打12368核对。"
            return said + self.safest if self.safe != self.last else said
        return self.moved_because

    @property
    def safest(self) -> str:
        """What to rely on while a rest day may still be made a working day."""
        nominal = say_day(self.nominal)
        return f"{nominal}是{self.nominal_kind.said}，要是那天调休上班，就不顺延。最稳妥是{nominal}以前办完。"

    @property
    def moved_because(self) -> str:
        """Why the last day is another, or why it is not though it is a Saturday; empty where there is nothing to say."""
        if self.moved and not self.before:
            return f"{say_day(self.nominal)}是{self.nominal_kind.said}，顺延到{say_day(self.last, weekday=True)}。"
        if self.nominal_kind.in_lieu and self.rule is Rule.COURT:
            return f"{say_day(self.nominal, weekday=True)}按放假安排要上班，不顺延。"
        return ""


@dataclass(frozen=True, slots=True)
class OwnLimit:
    """A letter's limit and what it was counted from. `arrival`: how the paper arrived whose receipt is the start, "" where that
    is not known, None where it is no receipt; `asked` is the question of the letter that gave the day, `page` the only
    period to count it by, "" any of the letter's; `received`: the day of the paper that says how many days there are, where
    the letter asks for the last of them."""

    deadline: Deadline
    arrival: str | None
    asked: str = ""
    page: str = ""
    received: date | None = None


class CountedAt(Protocol):
    """The address that counts the last day of a letter step by step; empty where no period of ours comes to that day."""

    def __call__(self, letter: str, limit: OwnLimit) -> str: ...


def say_near(day: date, other: date, weekday: bool = False) -> str:
    """The day, without its year where `other` has the same: 11月10日."""
    said = say_day(day, weekday)
    return said.partition("年")[2] if day.year == other.year else said


def say_length(length: int, unit: Unit) -> str:
    """15日, 7个工作日, 6个月."""
    return f"{length}{UNIT_NAMES[unit]}"


def say_steps(deadline: Deadline, event: str = "收到") -> tuple[str, ...]:
    """Every step of the count in words. `event` is what happened on the first day: 收到, 发出公告."""
    if deadline.before:
        return say_steps_back(deadline, event)
    start, first = deadline.start, deadline.start + timedelta(days=1)
    length = say_length(deadline.length, deadline.unit)
    nominal = say_near(deadline.nominal, start)
    steps = [f"{say_day(start)}{event}，当天不算。"]
    if deadline.length == 0:
        steps = [f"{say_day(start)}就是最后一天。"]
    elif deadline.unit is Unit.DAYS:
        steps.append(f"从{say_near(first, start)}起数{length}，到{nominal}。")
    elif deadline.unit is Unit.WORKDAYS:
        off = f"，{'、'.join(deadline.skipped)}不算" if deadline.skipped else "，休息日不算"
        steps.append(f"从{say_near(first, start)}起只数工作日{off}；数满{length}，到{nominal}。")
    else:
        end = f"。那个月没有{start.day}日，就是月底" if deadline.nominal.day != start.day else ""
        steps.append(f"从{say_near(start, start)}往后数{length}，到{nominal}{end}。")
    return (*steps, deadline.note) if deadline.note else tuple(steps)


def say_steps_back(deadline: Deadline, event: str) -> tuple[str, ...]:
    last = say_near(deadline.last, deadline.start, weekday=True)
    said = f"往前数，最近的上班日是{last}。"
    return (
        f"{say_day(deadline.start, weekday=True)}{event}，要在这以前办完。",
        said,
        *([] if deadline.certain else [deadline.note]),
    )


def is_rest_day(day: date, rest_days: RestDays = OFFICIAL) -> tuple[bool, bool]:
    """Whether `day` is a day of rest, and whether the holidays of its year are known (else only weekends count)."""
    kind = rest_days.kind(day)
    return kind.rest, kind.known


def add_months(day: date, months: int) -> date:
    """The same day of the month, or the month's last day where it has none (31 August + 6 months = 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_workdays(day: date, length: int, rest_days: RestDays = OFFICIAL) -> tuple[date, bool]:
    certain = True
    for _ in range(length):
        day, known = rest_days.next_working_day(day + timedelta(days=1))
        certain = certain and known
    return day, certain


def holidays_between(first: date, last: date, rest_days: RestDays) -> tuple[str, ...]:
    """What is skipped between two days, weekends first: 周末, 国庆节假期."""
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    kinds = [kind for day in days if (kind := rest_days.kind(day)).rest]
    names = dict.fromkeys(kind.said for kind in kinds if kind.holiday)
    return (*(["周末"] if any(not kind.holiday for kind in kinds) else []), *names)


def count_deadline(
    start: date, length: int, unit: Unit = Unit.DAYS, rule: Rule = Rule.COURT, rest_days: RestDays = OFFICIAL
) -> Deadline:
    """The limit of `length` `unit` from `start`, which is not counted itself."""
    certain = True
    skipped: tuple[str, ...] = ()
    if unit is Unit.WORKDAYS:
        nominal, certain = add_workdays(start, length, rest_days)
        skipped = holidays_between(start + timedelta(days=1), nominal, rest_days)
    elif unit is Unit.DAYS:
        nominal = start + timedelta(days=length)
    else:
        nominal = add_months(start, length * (12 if unit is Unit.YEARS else 1))
    last = nominal
    if rule is Rule.COURT:
        last, known = rest_days.next_working_day(nominal)
        certain = certain and known
    return Deadline(start, nominal, last, rule, certain, length, unit, rest_days.kind(nominal), skipped)


def count_back(event: date, rest_days: RestDays = OFFICIAL) -> Deadline:
    """By when to do what must be done before `event`: the last working day before it."""
    nominal = event - timedelta(days=1)
    last, certain = rest_days.working_day_before(event)
    return Deadline(event, nominal, last, Rule.COURT, certain, 1, Unit.DAYS, rest_days.kind(nominal), before=True)
