"""Which days are days of rest: public holidays and weekends, with the weekend days that are worked in lieu.

The yearly notices of the State Council as the chinesecalendar library has them (2004 on); a year of our own table
(content/tables/holidays.yaml) takes the place of the library's or adds one it does not have yet. A year that neither
has is only known by its weekends, and said to be so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chinese_calendar import Holiday
from chinese_calendar.constants import holidays as LIBRARY_HOLIDAYS
from chinese_calendar.constants import workdays as LIBRARY_WORKDAYS

from app.domain.moment import WEEKDAYS

HOLIDAY_NAMES = {
    Holiday.new_years_day.value: "元旦",
    Holiday.spring_festival.value: "春节",
    Holiday.tomb_sweeping_day.value: "清明节",
    Holiday.labour_day.value: "劳动节",
    Holiday.dragon_boat_festival.value: "端午节",
    Holiday.national_day.value: "国庆节",
    Holiday.mid_autumn_festival.value: "中秋节",
    Holiday.anti_fascist_70th_day.value: "抗战胜利70周年纪念日",
}
# A notice of the following year may still give or take these days (29 December 2018 was worked for New Year 2019).
YEAR_END = 29


@dataclass(frozen=True, slots=True)
class YearPlan:
    """The holidays and the weekend days worked in lieu of one year's notice; some lie in the last days of the year before."""

    year: int
    holidays: Mapping[date, str]
    workdays: frozenset[date]
    notice: str = ""


@dataclass(frozen=True, slots=True)
class DayKind:
    """`known`: the schedule of its year is out. `holiday`: which one it is off for. `in_lieu`: a weekend day that is worked."""

    day: date
    rest: bool
    known: bool
    holiday: str = ""
    in_lieu: bool = False

    @property
    def said(self) -> str:
        """国庆节假期, or 星期六."""
        return f"{self.holiday}假期" if self.holiday else f"星期{WEEKDAYS[self.day.weekday()]}"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of days off for one holiday."""

    name: str
    first: date
    last: date


class RestDays:
    """Every day's kind. The first plan of a year wins."""

    def __init__(self, plans: Iterable[YearPlan] = ()) -> None:
        self._plans: dict[int, YearPlan] = {}
        for plan in (*plans, *library_plans()):
            self._plans.setdefault(plan.year, plan)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted(self._plans))

    def plan(self, year: int) -> YearPlan | None:
        return self._plans.get(year)

    def kind(self, day: date) -> DayKind:
        own, following = self._plans.get(day.year), self._plans.get(day.year + 1)
        weekend = day.weekday() >= 5
        for plan in filter(None, (own, following)):
            if day in plan.holidays:
                return DayKind(day, True, True, plan.holidays[day])
            if day in plan.workdays:
                return DayKind(day, False, True, in_lieu=weekend)
        is_year_end = (day.month, day.day) >= (12, YEAR_END)
        return DayKind(day, weekend, own is not None and not (is_year_end and following is None))

    def next_working_day(self, day: date) -> tuple[date, bool]:
        """`day` itself if it is worked, else the first after it; False where a schedule on the way is not known."""
        certain = True
        while True:
            kind = self.kind(day)
            certain = certain and kind.known
            if not kind.rest:
                return day, certain
            day += timedelta(days=1)

    def working_day_before(self, day: date) -> tuple[date, bool]:
        """The last working day before `day`."""
        certain = True
        while True:
            day -= timedelta(days=1)
            kind = self.kind(day)
            certain = certain and kind.known
            if not kind.rest:
                return day, certain

    def spans(self, year: int) -> tuple[Span, ...]:
        """The holidays of a year's notice, in order."""
        plan = self._plans.get(year)
        found: list[Span] = []
        for day, name in sorted(plan.holidays.items()) if plan else ():
            last = found[-1] if found else None
            if last and last.name == name and day - last.last == timedelta(days=1):
                found[-1] = Span(name, last.first, day)
            else:
                found.append(Span(name, day, day))
        return tuple(found)


def library_plans() -> tuple[YearPlan, ...]:
    """The library's tables, a plan a year."""
    return tuple(
        YearPlan(
            year,
            {day: HOLIDAY_NAMES.get(name, name) for day, name in LIBRARY_HOLIDAYS.items() if day.year == year},
            frozenset(day for day in LIBRARY_WORKDAYS if day.year == year),
        )
        for year in sorted({day.year for day in LIBRARY_HOLIDAYS})
    )


OFFICIAL = RestDays()
