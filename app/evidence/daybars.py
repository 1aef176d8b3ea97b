"""Calls per day as bars, with the limit that was in force on each day as a line.

The rules on how often are different rules and are drawn apart: answered calls, and unanswered dials of one number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from app.domain.case import Debt
from app.domain.contact import Contact, Means
from app.domain.document import Figure, Table
from app.domain.law import Lawbook, LawVersion
from app.domain.moment import say_day
from app.errors import NoLawInForce
from app.evidence.drawing import SMALL, WIDTH, box, drawn, line, text
from app.evidence.heatmap import week_of

LEFT, TOP, PLOT, FOOT = 26, 26, 130, 40
MOST_DAYS = 100
WIDEST = 26
UNDER, OVER = "#7d9bb5", "#a8430f"


class Rule(StrEnum):
    """What is counted, named after the figure in a law file that limits it."""

    ANSWERED = "max_answered_per_day"
    UNANSWERED = "max_unanswered_per_day"


TITLES = {
    Rule.ANSWERED: "每天接通几次",
    Rule.UNANSWERED: "每天没接通几次（打同一个号码）",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` a day from `first` to `last`, both days included, by `version`."""

    first: date
    last: date
    count: int
    version: LawVersion

    @property
    def says(self) -> str:
        return f"{self.version.strength.word}《{self.version.short}》：一天最多{self.count}次，{say_day(self.version.starts)}起"


@dataclass(frozen=True, slots=True)
class Bar:
    """The day, or the busiest day of a week where the log is long; over: more than the limit of that day."""

    day: date
    count: int
    limit: int | None

    @property
    def over(self) -> bool:
        return self.limit is not None and self.count > self.limit


@dataclass(frozen=True, slots=True)
class DayBars:
    """`by_week`: a bar is the busiest day of its week. `limits` bind this lender; none: no such rule for it, or no lender told."""

    rule: Rule
    bars: tuple[Bar, ...]
    limits: tuple[Limit, ...]
    by_week: bool

    @property
    def most(self) -> int:
        return max((bar.count for bar in self.bars), default=0)

    @property
    def over(self) -> int:
        return sum(bar.over for bar in self.bars)


def day_bars(rule: Rule, contacts: Sequence[Contact], debt: Debt | None, law: Lawbook) -> DayBars:
    """Counted as the conduct check counts. Pure in its arguments; no bars where there was no such call."""
    counts = COUNTS[rule](contacts, debt)
    if not counts:
        return DayBars(rule, (), (), False)
    first, last = min(counts), max(counts)
    days = [first + timedelta(days=place) for place in range((last - first).days + 1)]
    limits = limits_of(rule, debt, law, days)
    in_force = {day: limit.count for limit in limits for day in days if limit.first <= day <= limit.last}
    bars = [Bar(day, counts.get(day, 0), in_force.get(day)) for day in days]
    by_week = len(bars) > MOST_DAYS
    if by_week:
        weeks = (list(week) for _, week in groupby(bars, key=lambda bar: week_of(bar.day)))
        bars = [max(week, key=lambda bar: (bar.over, bar.count)) for week in weeks][-MOST_DAYS:]
    return DayBars(rule, tuple(bars), limits, by_week)


def answered(contacts: Sequence[Contact], debt: Debt | None) -> Mapping[date, int]:
    """The most for one lender on the day."""
    return largest((one.day, lender(one, debt), "") for one in calls(contacts) if one.answered)


def unanswered(contacts: Sequence[Contact], debt: Debt | None) -> Mapping[date, int]:
    """The most for one lender to one of my numbers on the day."""
    return largest((one.day, lender(one, debt), one.called) for one in calls(contacts) if one.answered is False)


COUNTS = {Rule.ANSWERED: answered, Rule.UNANSWERED: unanswered}


def calls(contacts: Sequence[Contact]) -> Iterator[Contact]:
    return (one for one in contacts if one.incoming and one.means is Means.CALL and one.to_me)


def lender(contact: Contact, debt: Debt | None) -> str:
    return debt.lender_of(contact) if debt else contact.on_behalf_of


def largest(keys: Iterator[tuple[date, str, str]]) -> Mapping[date, int]:
    most: dict[date, int] = {}
    for (day, *_), count in Counter(keys).items():
        most[day] = max(most.get(day, 0), count)
    return most


def limits_of(rule: Rule, debt: Debt | None, law: Lawbook, days: Sequence[date]) -> tuple[Limit, ...]:
    """The versions that give this figure and bind this lender, with the days of the log on which each was in force."""
    found: list[Limit] = []
    kind = debt.creditor.kind if debt else None
    if debt is None or kind is None:
        return ()
    for instrument in law.instruments.values():
        if not any(rule.value in version.parameters for version in instrument.versions):
            continue
        for version, span in groupby(days, key=lambda day: version_on(instrument.id, day, law)):
            in_force = list(span)
            if version and rule.value in version.parameters and version.binds_loan(kind, debt.online):
                found.append(Limit(in_force[0], in_force[-1], int(version.parameters[rule.value]), version))
    return tuple(sorted(found, key=lambda limit: (limit.first, limit.version.instrument)))


def version_on(instrument: str, day: date, law: Lawbook) -> LawVersion | None:
    try:
        return law.version(instrument, day)
    except NoLawInForce:
        return None


def bars_figure(bars: DayBars) -> Figure:
    parts = [*draw_axis(bars), *draw_bars(bars), *draw_limits(bars)]
    height = TOP + PLOT + FOOT + 16 * len(bars.limits)
    return Figure(drawn(parts, height), describe(bars), title_of(bars))


def title_of(bars: DayBars) -> str:
    return f"{TITLES[bars.rule]}{'：每周里最多的一天' if bars.by_week else ''}"


def top_of(bars: DayBars) -> int:
    """The number at the top of the axis: above every bar and every limit."""
    return max([bars.most, *(limit.count for limit in bars.limits)]) + 1


def height_at(bars: DayBars, count: float) -> float:
    return TOP + PLOT - PLOT * count / top_of(bars)


def slot(bars: DayBars) -> float:
    return (WIDTH - LEFT - 6) / max(1, len(bars.bars))


def draw_axis(bars: DayBars) -> Iterator[str]:
    step = max(1, -(-top_of(bars) // 5))
    for count in range(0, top_of(bars) + 1, step):
        y = height_at(bars, count)
        yield line(LEFT, y, WIDTH - 6, y, 0.18)
        yield text(LEFT - 4, y + 4, str(count), SMALL, "end")
    yield text(2, 12, "次", SMALL)
    every = max(1, -(-len(bars.bars) // 6))
    for place in range(0, len(bars.bars), every):
        x = LEFT + slot(bars) * (place + 0.5)
        day = bars.bars[place].day
        yield text(min(max(x, LEFT + 12), WIDTH - 20), TOP + PLOT + 14, f"{day.month}月{day.day}日", SMALL, "middle")
    yield box(LEFT, TOP + PLOT + 23, 9, 9, UNDER)
    yield text(LEFT + 13, TOP + PLOT + 31, "没超过" if bars.limits else "次数", SMALL)
    if bars.limits:
        yield box(LEFT + 60, TOP + PLOT + 23, 9, 9, OVER)
        yield text(LEFT + 73, TOP + PLOT + 31, "超过当天的限度（上面有✕）", SMALL)


def draw_bars(bars: DayBars) -> Iterator[str]:
    wide = min(slot(bars) * 0.76, WIDEST)
    for place, bar in enumerate(bars.bars):
        if not bar.count:
            continue
        middle, y = LEFT + slot(bars) * (place + 0.5), height_at(bars, bar.count)
        yield box(middle - wide / 2, y, wide, TOP + PLOT - y, OVER if bar.over else UNDER)
        if bar.over:
            yield line(middle - 2.5, y - 7, middle + 2.5, y - 2)
            yield line(middle - 2.5, y - 2, middle + 2.5, y - 7)


def draw_limits(bars: DayBars) -> Iterator[str]:
    """A dashed line over the days the limit was in force, and under the chart what it is."""
    wide = slot(bars)
    for number, limit in enumerate(bars.limits):
        places = [place for place, bar in enumerate(bars.bars) if limit.first <= bar.day <= limit.last]
        if places:
            y = height_at(bars, limit.count)
            yield line(LEFT + wide * places[0], y, LEFT + wide * (places[-1] + 1), y, dashed=True)
        foot = TOP + PLOT + 46 + 16 * number
        yield line(LEFT, foot - 4, LEFT + 20, foot - 4, dashed=True)
        yield text(LEFT + 25, foot, limit.says, SMALL)


def describe(bars: DayBars) -> str:
    """The drawing in words; the table beside it has every number."""
    if not bars.bars:
        return "没有这样的来电。"
    busiest = max(bars.bars, key=lambda bar: bar.count)
    said = f"{title_of(bars)}。最多的是{say_day(busiest.day)}，{busiest.count}次。"
    if not bars.limits:
        return f"{said}没有画限度：还不知道是谁放的贷，或者没有这样一条规定管它。"
    return (
        f"{said}{'；'.join(limit.says for limit in bars.limits)}。超过的有{bars.over}{'周' if bars.by_week else '天'}。"
    )


def bars_table(bars: DayBars) -> Table:
    """Every day (or week) that has a call."""
    rows = tuple((say_day(bar.day, weekday=True), str(bar.count), said_limit(bar)) for bar in bars.bars if bar.count)
    return Table(("哪一天", "几次", "当天的限度"), rows, title_of(bars), (3.0, 1.0, 2.5))


def said_limit(bar: Bar) -> str:
    if bar.limit is None:
        return "没有"
    return f"最多{bar.limit}次，{'超过了' if bar.over else '没超过'}"
