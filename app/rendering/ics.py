"""Reminders as an iCalendar file (RFC 5545): whole-day entries with alarms, the same input the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from app.domain.reminder import Alarm, Reminder

# Imported where it is used: its three megabytes wait until somebody takes a file with them.
if TYPE_CHECKING:
    from icalendar import Alarm as CalendarAlarm
    from icalendar import Event

MEDIA_TYPE = "text/calendar; charset=utf-8"
MAKER = "-//zhaimingbai//deadlines//ZH"


def draw_ics(reminders: Sequence[Reminder], made_on: date) -> bytes:
    """The file. `made_on` is stamped on every entry, as the standard wants."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for reminder in reminders:
        calendar.add_component(entry_of(reminder, made_on))
    written: bytes = calendar.to_ical()
    return written


def entry_of(reminder: Reminder, made_on: date) -> Event:
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"{reminder.key}@zhaimingbai")
    entry.add("dtstamp", datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC))
    entry.add("dtstart", reminder.day)
    entry.add("dtend", reminder.day + timedelta(days=1))
    entry.add("summary", reminder.title)
    entry.add("description", "\n".join(reminder.lines))
    # It must not make the day look taken, and must not show in a calendar that others see.
    entry.add("transp", "TRANSPARENT")
    entry.add("class", "PRIVATE")
    if reminder.url:
        entry.add("url", reminder.url)
    for alarm in reminder.alarms:
        entry.add_component(alarm_of(alarm))
    return entry


def alarm_of(alarm: Alarm) -> CalendarAlarm:
    from icalendar import Alarm as CalendarAlarm

    drawn = CalendarAlarm()
    drawn.add("action", "DISPLAY")
    drawn.add("trigger", -alarm.before)
    drawn.add("description", alarm.says)
    return drawn
