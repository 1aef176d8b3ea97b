"""The heat map: how often they tried, hour by hour, on each day; a long log by week, month or year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.contact import Contact
from app.domain.document import Figure, Table
from app.domain.moment import NIGHT_FROM, NIGHT_UNTIL
from app.evidence.drawing import SMALL, box, drawn, line, text

HOURS = 24
MOST_ROWS = 40
LABEL, CELL, ROW, HEAD, LEGEND = 64, 12, 16, 44, 34
NIGHT_HOURS = frozenset({*range(NIGHT_FROM.hour, HOURS), *range(NIGHT_UNTIL.hour)})
# (from so many, colour, colour of the number in it): the scale of heat, light to dark.
HEAT = (
    (1, "#fbdcc0", "#222"),
    (2, "#f5b183", "#222"),
    (4, "#dd7a3f", "#222"),
    (7, "#a8430f", "#fff"),
    (11, "#5f1f05", "#fff"),
)
TITLE = "每天几点联系你，各几次"


class Span(StrEnum):
    """What one row stands for."""

    DAY = "天"
    WEEK = "周"
    MONTH = "月"
    YEAR = "年"


@dataclass(frozen=True, slots=True)
class HeatRow:
    """`counts` by hour of the day."""

    label: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def night(self) -> int:
        return sum(count for hour, count in enumerate(self.counts) if hour in NIGHT_HOURS)


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Incoming attempts; only spans with at least one. The last 40 rows where there are more (`left_out` are not drawn)."""

    span: Span
    rows: tuple[HeatRow, ...]
    left_out: int = 0

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def night(self) -> int:
        return sum(row.night for row in self.rows)


def week_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


FIRST_DAYS: dict[Span, Callable[[date], date]] = {
    Span.DAY: lambda day: day,
    Span.WEEK: week_of,
    Span.MONTH: lambda day: day.replace(day=1),
    Span.YEAR: lambda day: day.replace(month=1, day=1),
}


def heat_map(contacts: Sequence[Contact]) -> HeatMap:
    """By day, or by the first longer span that gives at most 40 rows. Pure in the contacts."""
    by_day: dict[date, list[int]] = {}
    for contact in contacts:
        if contact.incoming:
            by_day.setdefault(contact.at.date(), [0] * HOURS)[contact.at.hour] += 1
    for span in Span:
        rows = gathered(by_day, span)
        if len(rows) <= MOST_ROWS:
            break
    return HeatMap(span, tuple(rows[-MOST_ROWS:]), max(0, len(rows) - MOST_ROWS))


def gathered(by_day: dict[date, list[int]], span: Span) -> list[HeatRow]:
    sums: dict[date, list[int]] = {}
    for day, counts in sorted(by_day.items()):
        total = sums.setdefault(FIRST_DAYS[span](day), [0] * HOURS)
        for hour, count in enumerate(counts):
            total[hour] += count
    years = {first.year for first in sums}
    return [HeatRow(say(first, span, len(years) > 1), tuple(counts)) for first, counts in sums.items()]


def say(first: date, span: Span, with_year: bool) -> str:
    """9月5日; 25年9月5日 where the log runs over more than one year."""
    year = f"{first.year % 100:02d}年" if with_year else ""
    if span is Span.YEAR:
        return f"{first.year}年"
    if span is Span.MONTH:
        return f"{year}{first.month}月"
    return f"{year}{first.month}月{first.day}日{'起' if span is Span.WEEK else ''}"


def heat_figure(heat: HeatMap) -> Figure:
    parts = [*draw_head(len(heat.rows))]
    for place, row in enumerate(heat.rows):
        parts += draw_row(row, HEAD + ROW * place)
    bottom = HEAD + ROW * len(heat.rows)
    parts += draw_legend(bottom + 10)
    return Figure(drawn(parts, bottom + LEGEND), describe(heat), f"{TITLE}（一行是一{heat.span}）")


def hour_at(hour: int) -> float:
    return LABEL + CELL * hour


def draw_head(rows: int) -> Iterator[str]:
    """The night as a shade behind the columns, its name above, and every third hour."""
    for start, end in ((0, NIGHT_UNTIL.hour), (NIGHT_FROM.hour, HOURS)):
        yield box(hour_at(start), 18, CELL * (end - start), HEAD - 18 + ROW * rows, opacity=0.09)
    yield text(hour_at(NIGHT_UNTIL.hour) / 2 + LABEL / 2, 13, "夜里", SMALL, "middle")
    yield text(hour_at(HOURS), 13, "夜里", SMALL, "end")
    yield text(LABEL - 6, HEAD - 8, "几点", SMALL, "end")
    for hour in range(0, HOURS, 2):
        yield text(hour_at(hour) + CELL / 2, HEAD - 8, str(hour), SMALL, "middle")


def draw_row(row: HeatRow, y: float) -> Iterator[str]:
    yield line(LABEL, y + ROW, hour_at(HOURS), y + ROW, 0.15)
    yield text(LABEL - 4, y + ROW - 4, row.label, SMALL, "end")
    for hour, count in enumerate(row.counts):
        if count:
            fill, ink = colours(count)
            yield box(hour_at(hour) + 0.5, y + 1, CELL - 1, ROW - 2, fill)
            yield text(hour_at(hour) + CELL / 2, y + ROW - 4.5, str(count) if count < 100 else "…", 8.5, "middle", ink)


def colours(count: int) -> tuple[str, str]:
    return next((fill, ink) for least, fill, ink in reversed(HEAT) if count >= least)


def draw_legend(y: float) -> Iterator[str]:
    yield text(LABEL, y + 11, "格子里是次数：", SMALL)
    x = LABEL + 72.0
    for place, (least, fill, _) in enumerate(HEAT):
        most = HEAT[place + 1][0] - 1 if place + 1 < len(HEAT) else None
        said = f"{least}" if most == least else f"{least}–{most}" if most else f"{least}起"
        yield box(x, y + 2, CELL, CELL, fill)
        yield text(x + CELL + 3, y + 11, said, SMALL)
        x += CELL + 10 + 6.5 * len(said)


def describe(heat: HeatMap) -> str:
    """The drawing in words; the table beside it has every number."""
    if not heat.rows:
        return "没有对方联系你的记录。"
    count, label, hour = max((count, row.label, hour) for row in heat.rows for hour, count in enumerate(row.counts))
    days = heat.rows[0].label if len(heat.rows) == 1 else f"{heat.rows[0].label}到{heat.rows[-1].label}"
    return f"{days}，对方一共联系{heat.total}次，夜里{heat.night}次。最多的一格是{label}{hour}时，{count}次。"


def heat_table(heat: HeatMap) -> Table:
    """The same numbers in words, hour by hour."""
    rows = tuple((row.label, hours_said(row), str(row.night), str(row.total)) for row in heat.rows)
    return Table((f"哪一{heat.span}", "几点、几次", "夜里", "共几次"), rows, TITLE, (2.4, 7.0, 1.0, 1.3))


def hours_said(row: HeatRow) -> str:
    return "，".join(f"{hour}时{count}次" for hour, count in enumerate(row.counts) if count)
