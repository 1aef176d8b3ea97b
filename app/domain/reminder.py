"""A day to be reminded of, for the visitor's own calendar: no name, no case number, nothing that says who owes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MORNING = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Alarm:
    """`before` the midnight the day begins with; negative: after it."""

    before: timedelta
    says: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """`key` names it for good: the same reminder taken twice is one entry."""

    key: str
    day: date
    title: str
    lines: tuple[str, ...]
    alarms: tuple[Alarm, ...]
    url: str = ""


def usual_alarms(title: str) -> tuple[Alarm, ...]:
    """Seven and three days before, and on the day, always at eight in the morning."""
    return tuple(
        Alarm(timedelta(days=days) - MORNING, f"{words}：{title}")
        for days, words in ((7, "还有7天"), (3, "还有3天"), (0, "就是今天"))
    )
