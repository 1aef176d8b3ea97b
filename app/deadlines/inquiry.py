"""What is asked about a period, as it stands in an address: closed words, days and a number, nothing that is private."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from app.deadlines.model import LONGEST_SET, Period, Start
from app.domain.asked import Asked, first, one_of, read_asked_day
from app.domain.moment import say_day
from app.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class Inquiry:
    """`on` is the day of the start, `also` another it may have been; `days` is what the paper says, where it says it."""

    start: Start
    on: date
    also: date | None = None
    days: int | None = None

    @property
    def possible_days(self) -> tuple[date, ...]:
        return tuple(sorted({self.on, self.also or self.on}))

    def query(self) -> str:
        """The inquiry as the query of an address."""
        pairs: list[tuple[str, object]] = [("start", self.start.id), ("on", self.on)]
        pairs += [("also", self.also)] if self.also else []
        pairs += [("days", self.days)] if self.days else []
        return urlencode(pairs)


def read_inquiry(asked: Asked, period: Period, today: date) -> tuple[Inquiry | None, tuple[Problem, ...]]:
    """The inquiry of a query, or what is wrong with it, beside its name."""
    problems: list[Problem] = []
    name = first(asked, "start")
    if not name:
        problems.append(Problem("start", f"先选从什么算起：{period.starts[0].name}，还是别的。"))
    one_of("start", "起算的情形", name, period.by_start, problems)
    start = period.by_start.get(name)
    on = read_start_day("on", asked, start, today, problems)
    also = read_start_day("also", asked, start, today, problems)
    if on is None and not any(one.where == "on" for one in problems):
        problems.append(Problem("on", f"填上日期：{start.ask if start else period.starts[0].ask}。"))
    check_paper_day(asked, on, also, today, problems)
    days = read_days(asked, period, problems)
    if problems or start is None or on is None:
        return None, tuple(problems)
    return Inquiry(start, on, also if also != on else None, days), ()


def read_start_day(name: str, asked: Asked, start: Start | None, today: date, problems: list[Problem]) -> date | None:
    day = read_asked_day(name, asked, problems)
    if day and day > today and not (start and start.future):
        said = f"{say_day(day)}还没到。今天是{say_day(today)}，请填已经过去的日子；还没收到的，收到再算。"
        problems.append(Problem(name, said))
    return day


def check_paper_day(asked: Asked, on: date | None, also: date | None, today: date, problems: list[Problem]) -> None:
    """The day printed on the paper is only asked to catch a wrong year or month: nothing arrives before it was written."""
    written = read_asked_day("written", asked, problems)
    if written is None:
        return
    if written > today:
        problems.append(Problem("written", f"纸上写的日子{say_day(written)}还没到，请核对年和月。"))
    for name, day in (("on", on), ("also", also)):
        if day and day < written:
            said = f"{say_day(day)}比纸上写的日子{say_day(written)}还早，不可能在写好以前送到。请核对年和月。"
            problems.append(Problem(name, said))


def read_days(asked: Asked, period: Period, problems: list[Problem]) -> int | None:
    """How many days the paper gives, where the period leaves it to the paper."""
    if not period.asks_days:
        return None
    written = first(asked, "days")
    if not (written.isascii() and written.isdecimal() and 1 <= int(written[:6]) <= LONGEST_SET):
        problems.append(Problem("days", f"照纸上写的填几日，1到{LONGEST_SET}的数字，例如 7。"))
        return None
    return int(written)
