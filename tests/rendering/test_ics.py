from __future__ import annotations

from datetime import date, timedelta

from icalendar import Calendar

from app.domain.reminder import Reminder, usual_alarms
from app.rendering.ics import draw_ics

DAY = date(2026, 11, 25)
LONG = Reminder(
    "k1",
    DAY,
    "最后一天：对支付令提书面异议",
    ("交到：法院；要书面, 不要口头", "第二行\\n") * 9,
    usual_alarms("提异议"),
    "https://x.example/d?a=1&b=2",
)


def test_it_reads_back_as_it_was_meant() -> None:
    written = draw_ics([LONG, Reminder("k2", DAY, "寄出", (), ())], date(2026, 11, 22))
    calendar = Calendar.from_ical(written)
    first, second = calendar.walk("VEVENT")
    assert (first.decoded("dtstart"), first.decoded("dtend")) == (DAY, DAY + timedelta(days=1))
    assert str(first["summary"]) == LONG.title and str(first["url"]) == LONG.url
    assert str(first["description"]) == "\n".join(LONG.lines)
    assert first["uid"] != second["uid"] and str(second["uid"]).endswith("@zhaimingbai")
    alarms = [one.decoded("trigger") for one in first.walk("VALARM")]
    midnight = timedelta(0)
    assert [midnight + one for one in alarms] == [
        timedelta(days=-7, hours=8),
        timedelta(days=-3, hours=8),
        timedelta(hours=8),
    ]
    assert {str(one["action"]) for one in first.walk("VALARM")} == {"DISPLAY"}
    assert list(second.walk("VALARM")) == []


def test_its_lines_are_as_the_standard_wants_them() -> None:
    written = draw_ics([LONG], date(2026, 11, 22))
    assert written == draw_ics([LONG], date(2026, 11, 22)), "the same input, the same bytes"
    lines = written.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75 and lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert {b"VERSION:2.0", b"DTSTAMP:20261122T000000Z", b"DTSTART;VALUE=DATE:20261125"} <= set(lines)
