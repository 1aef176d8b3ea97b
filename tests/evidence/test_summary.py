from __future__ import annotations

from datetime import date, datetime

import pytest

from app.domain.contact import Contact
from app.evidence.summary import Busiest, summarise


def contact(at: str, number: str = "95555", **changes: object) -> Contact:
    return Contact.model_validate({"at": datetime.fromisoformat(at), "number": number, **changes})


def test_nothing_adds_up_to_nothing() -> None:
    summary = summarise([])
    assert summary.as_json() == {
        "contacts": 0, "incoming": 0, "outgoing": 0, "distinct_numbers": 0, "night": 0,
        "max_per_day_single_number": {"count": 0, "number": "", "day": None}, "per_number": {}, "per_day": {},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("clock", "night"), [("22:00:00", 1), ("21:59:59", 0), ("00:00:00", 1), ("07:59:59", 1), ("08:00:00", 0)]
)
def test_night_is_from_ten_to_eight(clock: str, night: int) -> None:
    assert summarise([contact(f"2026-09-05T{clock}")]).night == night


def test_every_minute_is_night_or_not_as_the_domain_says() -> None:
    contacts = [contact(f"2026-09-05T{hour:02d}:{minute:02d}:59") for hour in range(24) for minute in (0, 59)]
    assert summarise(contacts).night == sum(one.at_night for one in contacts) == 20


def test_outgoing_calls_are_no_attempts() -> None:
    summary = summarise([contact("2026-09-05T23:00:00", direction="out")])
    assert (summary.incoming, summary.outgoing, summary.night, summary.per_number) == (0, 1, 0, {})
    assert summary.distinct_numbers == 1
    assert summary.max_per_day_single_number == Busiest()


def test_the_busiest_day_is_of_a_single_known_number() -> None:
    contacts = [
        *(contact(f"2026-09-05T10:0{minute}:00", number) for number in ("95555", "95511") for minute in range(2)),
        *(contact(f"2026-09-06T10:0{minute}:00", answered=False) for minute in range(3)),
        *(contact(f"2026-09-07T10:0{minute}:00", "") for minute in range(5)),
    ]
    summary = summarise(contacts)
    assert summary.max_per_day_single_number == Busiest(3, "95555", date(2026, 9, 6))
    assert summary.per_day == {date(2026, 9, 5): 4, date(2026, 9, 6): 3, date(2026, 9, 7): 5}
    assert list(summary.per_number.items()) == [("95555", 5), ("95511", 2)]
    assert summary.distinct_numbers == 2


def test_ties_go_to_the_earlier_day() -> None:
    contacts = [contact("2026-09-06T10:00:00"), contact("2026-09-05T10:00:00", "95511")]
    assert summarise(contacts).max_per_day_single_number == Busiest(1, "95511", date(2026, 9, 5))


def test_a_line_per_number() -> None:
    contacts = [
        contact("2026-09-05T23:00:00", answered=True), contact("2026-09-07T10:00:00", answered=False),
        contact("2026-09-06T10:00:00", direction="out"), contact("2026-09-06T10:00:00", "95511"),
    ]  # fmt: skip
    line = summarise(contacts).numbers[0]
    assert (line.number, line.incoming, line.outgoing, line.answered, line.night) == ("95555", 2, 1, 1, 1)
    assert (line.first, line.last, line.busiest) == (date(2026, 9, 5), date(2026, 9, 7), 1)


def test_a_line_tells_calls_from_messages() -> None:
    contacts = [
        contact("2026-09-05T10:00:00"), contact("2026-09-05T11:00:00"), contact("2026-09-07T10:00:00"),
        *(contact(f"2026-09-08T10:0{minute}:00", means="sms", words=f"{minute}") for minute in range(3)),
        contact("2026-09-09T10:00:00", direction="out"),
    ]  # fmt: skip
    line = summarise(contacts).numbers[0]
    assert (line.incoming, line.busiest) == (6, 3)
    assert (line.calls, line.calling_days, line.most_calls) == (3, 2, 2)


def test_the_order_of_contacts_does_not_matter() -> None:
    contacts = [
        contact(f"2026-09-{day:02d}T2{day % 4}:00:00", number) for day in range(1, 9) for number in ("1", "", "2")
    ]
    assert summarise(contacts).as_json() == summarise(contacts[::-1]).as_json()
    assert summarise(contacts).numbers == summarise(contacts[::-1]).numbers
