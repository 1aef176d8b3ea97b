"""content/tables/holidays.yaml from disk: years the library does not have, or has wrongly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from app.content.model import ContentModel, validate
from app.content.tree import read
from app.domain.moment import Day, say_day
from app.domain.rest_days import YEAR_END, RestDays, YearPlan

PATH = Path("tables") / "holidays.yaml"
# Every year's notice speaks of each of them; two that meet may stand in one entry: 国庆节、中秋节.
EVERY_YEAR = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
LONGEST_HOLIDAY = 12


class Notice(ContentModel):
    """The notice the year was copied from; some reprints leave its number out."""

    title: Annotated[str, Field(pattern="放假|节假日")]
    number: Annotated[str, Field(pattern="^(国办发.+)?$")] = ""
    issued_on: Day
    host: Annotated[str, Field(pattern=r"(^|\.)gov\.cn$")]

    @property
    def said(self) -> str:
        return f"{self.title}（{self.number or say_day(self.issued_on)}，{self.host}）"


class HolidayEntry(ContentModel):
    """One holiday, its first and last day off."""

    name: Annotated[str, Field(min_length=2)]
    first: Day
    last: Day

    @property
    def days(self) -> Iterator[date]:
        return (self.first + timedelta(days=count) for count in range((self.last - self.first).days + 1))


class YearEntry(ContentModel):
    year: Annotated[int, Field(ge=2004, le=2100)]
    notice: Notice
    holidays: tuple[HolidayEntry, ...]
    workdays: tuple[Day, ...]

    @model_validator(mode="after")
    def hold_together(self) -> YearEntry:
        problem = next(problems_of(self), None)
        if problem:
            raise ValueError(problem)
        return self

    @property
    def plan(self) -> YearPlan:
        days: Mapping[date, str] = {day: entry.name for entry in self.holidays for day in entry.days}
        return YearPlan(self.year, days, frozenset(self.workdays), self.notice.said)


def problems_of(entry: YearEntry) -> Iterator[str]:
    """What a year copied wrongly shows."""
    named = {name for one in entry.holidays for name in one.name.split("、")}
    for name in EVERY_YEAR:
        if name not in named:
            yield f"the year {entry.year} has no {name}"
    for unknown in sorted(named - set(EVERY_YEAR)):
        yield f"there is no holiday '{unknown}'; write {'、'.join(EVERY_YEAR)}"
    for one in entry.holidays:
        if not 0 <= (one.last - one.first).days < LONGEST_HOLIDAY:
            yield f"{one.name} runs from {one.first} to {one.last}"
    off = [day for one in entry.holidays for day in one.days]
    for day in (*off, *entry.workdays):
        if day.year != entry.year and not (day.year == entry.year - 1 and (day.month, day.day) >= (12, YEAR_END)):
            yield f"{day} does not lie in {entry.year} (or the last days of the year before)"
    if len(set(off)) < len(off) or len(set(entry.workdays)) < len(entry.workdays):
        yield "a day stands twice"
    for day in entry.workdays:
        if day in off:
            yield f"{day} is both off and worked"
        if day.weekday() < 5:
            yield f"{say_day(day, weekday=True)} is worked anyway; only weekend days are made up"
    if entry.notice.issued_on.year not in (entry.year - 1, entry.year):
        yield f"the notice for {entry.year} is not of {entry.notice.issued_on}"


class HolidaysFile(ContentModel):
    checked_on: Day
    review_by: Day
    years: tuple[YearEntry, ...]

    @model_validator(mode="after")
    def once_each(self) -> HolidaysFile:
        years = [entry.year for entry in self.years]
        if len(set(years)) < len(years):
            raise ValueError("a year stands twice; keep one")
        return self


def load_rest_days(content: Path) -> tuple[RestDays, list[str]]:
    """The rest days by our own table and the library; problems as `path:line: sentence`."""
    file, problems = validate(HolidaysFile, read(content / PATH, content.parent))
    return RestDays(entry.plan for entry in (file.years if file else ())), problems
