from __future__ import annotations

from datetime import date

import pytest

from app.domain.deadline import Rule, Unit, add_months, count_deadline, is_rest_day


@pytest.mark.parametrize(
    ("start", "last", "why"),
    [
        (date(2026, 11, 10), date(2026, 11, 25), "the first day is not counted"),
        (date(2026, 11, 6), date(2026, 11, 23), "Saturday 21 November moves to Monday"),
        (date(2026, 9, 20), date(2026, 10, 8), "5 October lies in the national holiday"),
        (date(2026, 9, 25), date(2026, 10, 10), "Saturday 10 October is a working day in lieu"),
        (date(2026, 2, 3), date(2026, 2, 24), "18 February lies in the spring festival"),
        (date(2026, 1, 30), date(2026, 2, 14), "Saturday 14 February is a working day in lieu"),
    ],
)
def test_fifteen_days(start: date, last: date, why: str) -> None:
    deadline = count_deadline(start, 15)
    assert deadline.last == last, why
    assert deadline.certain


def test_it_says_that_and_why_it_moved() -> None:
    deadline = count_deadline(date(2026, 9, 20), 15)
    assert deadline.moved
    assert deadline.note == "2026年10月5日是国庆节假期，顺延到2026年10月8日（星期四）。"
    assert count_deadline(date(2026, 11, 10), 15).note == ""


def test_a_reminder_does_not_move() -> None:
    assert count_deadline(date(2026, 9, 20), 15, Unit.DAYS, Rule.CALENDAR).last == date(2026, 10, 5)


def test_a_year_whose_holidays_are_not_published_is_said_so() -> None:
    deadline = count_deadline(date(2029, 9, 20), 15)
    assert deadline.last == date(2029, 10, 5)
    assert not deadline.certain
    assert "2029年的放假安排还没有收录" in deadline.note
    assert is_rest_day(date(2029, 10, 6)) == (True, False)


def test_working_days_skip_weekends_and_holidays() -> None:
    assert count_deadline(date(2026, 9, 29), 7, Unit.WORKDAYS).last == date(2026, 10, 14)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2026, 5, 3), 6, date(2026, 11, 3)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then
    assert count_deadline(day, months, Unit.MONTHS, Rule.CALENDAR).last == then


def test_before_on_and_after_the_last_day() -> None:
    deadline = count_deadline(date(2026, 11, 10), 15)
    assert [deadline.days_left(date(2026, 11, day)) for day in (24, 25, 26)] == [1, 0, -1]
    assert [deadline.passed(date(2026, 11, day)) for day in (24, 25, 26)] == [False, False, True]


def test_it_should_be_posted_three_days_before() -> None:
    assert count_deadline(date(2026, 11, 10), 15).post_by == date(2026, 11, 22)
    assert count_deadline(date(2026, 11, 10), 2).post_by == date(2026, 11, 10)
