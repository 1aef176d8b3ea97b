"""What a counted period puts into the visitor's own calendar. Nothing in it says who is meant."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from app.deadlines.counting import Reckoning
from app.domain.moment import say_day
from app.domain.reminder import MORNING, Alarm, Reminder, usual_alarms

KEY_DIGITS = 20
# For those whose calendar others can see.
QUIET_TITLE = "有一件事到期"
QUIET_LINES = ("打开你存的网址，看要办什么。",)


def reminders_of(reckoning: Reckoning, address: str, quiet: bool, today: date) -> tuple[Reminder, ...]:
    """The last day and, while it lies ahead, the day to post it; of the other side's duty, the day after its last."""
    found = of_mine(reckoning, today) if reckoning.period.mine else of_theirs(reckoning)
    url = f"{address}{reckoning.period.url}?{reckoning.query()}"
    return tuple(hushed(one) if quiet else with_address(one, url) for one in found)


def of_mine(reckoning: Reckoning, today: date) -> Iterator[Reminder]:
    file = reckoning.period.file
    title = f"最后一天：{file.title}"
    lines = (f"交到：{file.where}", *reckoning.first.steps, *file.do)
    yield Reminder(key_of(reckoning, "last"), reckoning.safe, title, lines, usual_alarms(title))
    if reckoning.post_by and today <= reckoning.post_by < reckoning.safe:
        says = f"要寄的，今天寄出：{file.title}"
        said = (f"最后一天是{say_day(reckoning.safe, weekday=True)}。", "用邮政EMS，留好寄件单。")
        yield Reminder(key_of(reckoning, "post"), reckoning.post_by, says, said, (Alarm(-MORNING, says),))


def of_theirs(reckoning: Reckoning) -> Iterator[Reminder]:
    file = reckoning.period.file
    title = f"昨天到期了，去问一问：{file.title}"
    lines = (*reckoning.first.steps, *file.do)
    day = reckoning.latest + timedelta(days=1)
    yield Reminder(key_of(reckoning, "ask"), day, title, lines, (Alarm(-MORNING, title),))


def key_of(reckoning: Reckoning, which: str) -> str:
    told = f"{reckoning.period.id} {reckoning.query()} {which}"
    return hashlib.sha256(told.encode()).hexdigest()[:KEY_DIGITS]


def with_address(reminder: Reminder, url: str) -> Reminder:
    return Reminder(reminder.key, reminder.day, reminder.title, (*reminder.lines, url), reminder.alarms, url)


def hushed(reminder: Reminder) -> Reminder:
    """The same days and alarms without a word about what it is."""
    alarms = tuple(Alarm(one.before, QUIET_TITLE) for one in reminder.alarms)
    return Reminder(f"{reminder.key}q", reminder.day, QUIET_TITLE, QUIET_LINES, alarms)
