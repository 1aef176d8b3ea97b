"""The drawings of the log as parts of the pack: each numbered, none smaller than can be read, the numbers in tables beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from app.domain.case import Debt
from app.domain.contact import Contact, Means
from app.domain.document import Block, Figure, Heading, Paragraph, Table
from app.domain.law import Lawbook
from app.domain.moment import say_day
from app.domain.phone_number import compared
from app.evidence.daybars import COUNTS, Rule, bars_figure, day_bars, limits_of
from app.evidence.heatmap import heat_figure, heat_map, heat_table
from app.evidence.timeline import TimelineDay, row_height, timeline, timeline_figure, timeline_table

# Of a timeline as much goes on a sheet as can be read there, in units of its drawing; the first has headings above it.
TALLEST, TALLEST_FIRST = 540.0, 430.0
MOST_DRAWN = 16
MOST_LISTED = 120
DAILY = ("日期", "对方联系", "打通", "没打通", "夜间", "找别人", "号码数", "超过的限度")
OVER = {Rule.ANSWERED: "接通", Rule.UNANSWERED: "没接通"}


def pictures(
    contacts: Sequence[Contact],
    debt: Debt | None,
    law: Lawbook,
    names: Mapping[str, str],
    found: Mapping[int, Sequence[str]],
) -> tuple[Block, ...]:
    """The course of things, the hours, the calls per day under each rule; nothing where there is no contact. `found`: what
    was found or ticked of a contact, by its place."""
    return tuple(captioned([*course(contacts, debt, names, found), *hours(contacts), *daily(contacts, debt, law)]))


def course(
    contacts: Sequence[Contact], debt: Debt | None, names: Mapping[str, str], found: Mapping[int, Sequence[str]]
) -> Iterator[Block]:
    """Days with more than plain calls: drawn are those on which most happened."""
    told_days = {one.day for place, one in enumerate(contacts) if found.get(place) or is_told(one)}
    plain = {one.day for one in contacts} - told_days
    told = [one for one in timeline(contacts, debt, names, found) if one.mine or one.day not in plain]
    if not told:
        return
    yield Heading("经过")
    drawn = f"图里画事情最多的{MOST_DRAWN}天，其余在表里。" if len(told) > MOST_DRAWN else ""
    yield Paragraph(f"这里只列有具体做法、找过别人或本人有行动的日子。{drawn}各天的次数见逐日统计。")
    yield from map(timeline_figure, sheets_of(told))
    table = timeline_table(told)
    yield from listed(Table(table.header, table.rows, widths=(9.4, 17.6, 8, 8)), [*range(len(told))])


def is_told(one: Contact) -> bool:
    return bool(one.acts or one.visitors) or one.means is not Means.CALL or not (one.to_me and one.incoming)


def sheets_of(told: Sequence[TimelineDay]) -> Iterator[tuple[TimelineDay, ...]]:
    """The days on which most happened, in order, as many together as fit a sheet."""
    weighty = sorted(told, key=lambda one: one.weight, reverse=True)[:MOST_DRAWN]
    sheet: list[TimelineDay] = []
    room = TALLEST_FIRST
    for one in sorted(weighty, key=lambda one: one.day):
        if sheet and sum(map(row_height, (*sheet, one))) > room:
            yield tuple(sheet)
            sheet, room = [], TALLEST
        sheet.append(one)
    yield tuple(sheet)


def hours(contacts: Sequence[Contact]) -> Iterator[Block]:
    heat = heat_map(contacts)
    if heat.rows:
        table = heat_table(heat)
        yield Heading("几点联系")
        yield heat_figure(heat)
        yield Table(table.header, table.rows, widths=(7, 26, 4, 5))


def daily(contacts: Sequence[Contact], debt: Debt | None, law: Lawbook) -> Iterator[Block]:
    by_day: dict[date, list[Contact]] = {}
    for one in contacts:
        if one.incoming:
            by_day.setdefault(one.day, []).append(one)
    if not by_day:
        return
    yield Heading("逐日统计")
    for rule in Rule:
        bars = day_bars(rule, contacts, debt, law)
        if bars.bars:
            yield bars_figure(bars)
    days = sorted(by_day)
    over = exceeded(contacts, debt, law, days)
    rows = tuple(daily_row(day, by_day[day], over) for day in days)
    table = Table(DAILY, rows, widths=(9.6, 5, 4, 4.6, 4, 4.6, 4.6, 15.6))
    yield from listed(table, sorted(range(len(days)), key=lambda place: -len(by_day[days[place]])))


def daily_row(day: date, theirs: Sequence[Contact], over: Mapping[date, str]) -> tuple[str, ...]:
    calls = [one.answered for one in theirs if one.means is Means.CALL]
    counts = (
        len(theirs),
        calls.count(True),
        calls.count(False),
        sum(one.at_night for one in theirs),
        sum(not one.to_me for one in theirs),
        len({compared(one.number) for one in theirs if one.number}),
    )
    return (say_day(day), *map(str, counts), over.get(day, ""))


def exceeded(contacts: Sequence[Contact], debt: Debt | None, law: Lawbook, days: Sequence[date]) -> dict[date, str]:
    """Where a day had more than the limit in force on it: 没接通8次，参照的限度6次."""
    said: dict[date, list[str]] = {}
    for rule, counts in ((rule, COUNTS[rule](contacts, debt)) for rule in Rule):
        for limit in limits_of(rule, debt, law, days):
            for day, count in counts.items():
                if limit.first <= day <= limit.last and count > limit.count:
                    word = limit.version.strength.word
                    said.setdefault(day, []).append(
                        f"{OVER[rule]}{count}次，{word}《{limit.version.short}》的{limit.count}次"
                    )
    return {day: "；".join(parts) for day, parts in said.items()}


def listed(table: Table, by_weight: Sequence[int]) -> Iterator[Block]:
    """The table, or of one too long for paper the weightiest rows in their order, with a word on the others."""
    kept = sorted(by_weight[:MOST_LISTED])
    yield Table(table.header, tuple(table.rows[place] for place in kept), widths=table.widths)
    left = len(table.rows) - len(kept)
    if left:
        yield Paragraph(f"这里列{len(kept)}行，还有{left}行没有列，可按联系记录表核对。")


def captioned(blocks: Sequence[Block]) -> Iterator[Block]:
    """Figures numbered 图1, 图2 … in their order."""
    number = 0
    for block in blocks:
        if isinstance(block, Figure):
            number += 1
            yield Figure(block.svg, block.alt, f"图{number}　{block.caption}")
        else:
            yield block
