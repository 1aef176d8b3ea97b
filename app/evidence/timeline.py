"""The course of things, day by day: what the other side did on the left, what I did on the right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.case import Debt
from app.domain.contact import MEANS_NAMES, REACHED_NAMES, Contact, Means
from app.domain.document import Figure, Table
from app.domain.moment import say_day
from app.evidence.drawing import SMALL, WIDTH, box, drawn, line, text

TITLE = "经过：对方做了什么，我做了什么"
MOST_DRAWN = 30
# Of one day; nobody reads a list of seventy.
MOST_NAMED = 5
MIDDLE, SIDE, LINE, PER_LINE = 180, 8, 15, 13
# What the debt itself says happened, and who did it.
MINE = {
    "signed_on": "签合同",
    "agreement_signed_on": "签分期还款协议",
    "last_payment_on": "最近一次还款",
    "promised_date": "答应还款的日子",
}
THEIRS = {"last_demand_on": "最近一次催款"}
# A call is said apart by whether it was answered.
VERBS = {
    Means.CALL: "打来电话",
    Means.SMS: "发来短信",
    Means.CHAT: "发来聊天消息",
    Means.LETTER: "寄来信件",
    Means.VISIT: "上门",
}


@dataclass(frozen=True, slots=True)
class TimelineDay:
    """One day's acts of both sides, each a short clause; `numbers` are the contacts' numbers in the log (联系1 is 1)."""

    day: date
    theirs: tuple[str, ...]
    mine: tuple[str, ...]
    numbers: tuple[int, ...] = ()
    acts: int = 0

    @property
    def weight(self) -> tuple[int, int, int]:
        """What is worth drawing first: acts that were ticked, own acts, many contacts."""
        return self.acts, len(self.mine), len(self.numbers)


def timeline(
    contacts: Sequence[Contact],
    debt: Debt | None,
    names: Mapping[str, str],
    found: Mapping[int, Sequence[str]] | None = None,
) -> tuple[TimelineDay, ...]:
    """Every day on which something happened, first to last. `names`: conduct slug to plain name; `found`: what was found or
    ticked of a contact, by its place; without it what was ticked."""
    days: dict[date, list[tuple[int, Contact]]] = {}
    done: dict[date, Counter[str]] = {}
    for place, contact in enumerate(contacts):
        days.setdefault(contact.day, []).append((place + 1, contact))
        ticked = [names.get(act, act) for act in contact.acts] if found is None else found.get(place, ())
        if contact.incoming:
            done.setdefault(contact.day, Counter()).update(ticked)
    told = dict(told_by(debt)) if debt else {}
    refused = {contact.refused_on for contact in contacts if contact.refused_on}
    return tuple(
        one_day(day, days.get(day, []), told.get(day, ([], [])), day in refused, done.get(day, Counter()))
        for day in sorted({*days, *told, *refused})
    )


def told_by(debt: Debt) -> Iterator[tuple[date, tuple[list[str], list[str]]]]:
    """What the debt's own dates say, by day: (theirs, mine)."""
    found: dict[date, tuple[list[str], list[str]]] = {}
    for words, side in ((THEIRS, 0), (MINE, 1)):
        for name, said in words.items():
            day = getattr(debt, name)
            if day:
                found.setdefault(day, ([], []))[side].append(said)
    yield from found.items()


def one_day(
    day: date,
    contacts: Sequence[tuple[int, Contact]],
    told: tuple[list[str], list[str]],
    refused: bool,
    acts: Counter[str],
) -> TimelineDay:
    theirs = [one for _, one in contacts if one.incoming]
    done = [*said_contacts(theirs), *said_reached(theirs)]
    done += [f"{name}{f'（{count}次）' if count > 1 else ''}" for name, count in acts.most_common(MOST_NAMED)]
    done += [f"另有{len(acts) - MOST_NAMED}种做法，见联系记录"] if len(acts) > MOST_NAMED else []
    own = Counter(one.means for _, one in contacts if not one.incoming)
    mine = [f"用{MEANS_NAMES[means]}联系对方{count}次" for means, count in own.items()]
    mine += ["被找的人说了别再打"] if refused else []
    return TimelineDay(
        day, (*done, *told[0]), (*mine, *told[1]), tuple(number for number, _ in contacts), sum(acts.values())
    )


def said_contacts(theirs: Sequence[Contact]) -> Iterator[str]:
    """打来电话12次，接通3次，夜里2次"""
    for means, count in Counter(one.means for one in theirs).items():
        these = [one for one in theirs if one.means is means]
        said = [f"{VERBS.get(means, MEANS_NAMES[means])}{count}次"]
        answered = sum(one.answered is True for one in these)
        night = sum(one.at_night for one in these)
        said += [f"接通{answered}次"] if answered and means is Means.CALL else []
        said += [f"夜里{night}次"] if night else []
        yield "，".join(said)


def said_reached(theirs: Sequence[Contact]) -> Iterator[str]:
    for reached, count in Counter(one.reached for one in theirs if not one.to_me).items():
        yield f"找到{REACHED_NAMES[reached]}{count}次"


def timeline_figure(days: Sequence[TimelineDay]) -> Figure:
    """At most 30 days are drawn, those on which most happened; the table has all."""
    chosen = sorted(sorted(days, key=lambda one: one.weight, reverse=True)[:MOST_DRAWN], key=lambda one: one.day)
    parts = [text(MIDDLE - 42, 14, "对方", bold=True, anchor="end"), text(MIDDLE + 42, 14, "我", bold=True)]
    y = 24.0
    for one in chosen:
        height = row_height(one)
        parts += draw_day(one, y, height)
        y += height
    parts.insert(0, line(MIDDLE, 22, MIDDLE, y, 0.3))
    return Figure(drawn(parts, y + 6), describe(days, len(chosen)), TITLE)


def row_height(one: TimelineDay) -> float:
    return LINE * max(2, len(wrapped(one.theirs)), len(wrapped(one.mine))) + 10


def draw_day(one: TimelineDay, y: float, height: float) -> Iterator[str]:
    yield box(MIDDLE - 36, y, 72, LINE * 2 + 2, "#ece5d8")
    yield text(MIDDLE, y + 14, f"{one.day.year}年", SMALL, "middle", "#222")
    yield text(MIDDLE, y + 28, f"{one.day.month}月{one.day.day}日", SMALL, "middle", "#222", bold=True)
    for place, words in enumerate(wrapped(one.theirs)):
        yield text(MIDDLE - 42, y + 12 + LINE * place, words, SMALL - 0.5, "end")
    for place, words in enumerate(wrapped(one.mine)):
        yield text(MIDDLE + 42, y + 12 + LINE * place, words, SMALL - 0.5)
    yield line(SIDE, y + height - 5, WIDTH - SIDE, y + height - 5, 0.12)


def wrapped(clauses: Sequence[str]) -> list[str]:
    """Each clause from a line of its own, broken after a comma where it is too long."""
    return [row for clause in clauses for row in broken(clause)]


def broken(clause: str) -> Iterator[str]:
    row = ""
    for part in re.findall("[^，]+，?", clause):
        if row and wide(row + part) > PER_LINE:
            yield row
            row = ""
        row += part
        while wide(row) > PER_LINE:
            yield row[:PER_LINE]
            row = row[PER_LINE:]
    if row:
        yield row


def wide(words: str) -> float:
    """In characters of the width of a Chinese one."""
    return sum(0.6 if letter.isascii() else 1.0 for letter in words.rstrip("，"))


def describe(days: Sequence[TimelineDay], drawn_days: int) -> str:
    if not days:
        return "还没有记录。"
    said = f"从{say_day(days[0].day)}到{say_day(days[-1].day)}，{len(days)}天有记录。"
    return said if drawn_days == len(days) else f"{said}图里只画事情最多的{drawn_days}天，其余在表里。"


def timeline_table(days: Sequence[TimelineDay]) -> Table:
    rows = tuple(
        (say_day(one.day), "；".join(one.theirs) or "—", "；".join(one.mine) or "—", said_numbers(one.numbers))
        for one in days
    )
    return Table(("日期", "对方做了什么", "我做了什么", "见联系记录"), rows, TITLE, (2.2, 4.2, 2.6, 1.8))


def said_numbers(numbers: Sequence[int]) -> str:
    """联系3至7 for neighbours, 联系3、9 else; contacts of one day stand together in the log."""
    if not numbers:
        return "—"
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"联系{numbers[0]}至{numbers[-1]}"
    return "联系" + "、".join(map(str, numbers))
