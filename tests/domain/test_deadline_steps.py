"""Worked examples others published, the words of every step, and what always holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deadline import Deadline, Rule, Unit, count_back, count_deadline, say_steps
from app.domain.rest_days import OFFICIAL, RestDays, YearPlan

STARTS = st.dates(date(2004, 1, 1), date(2060, 1, 1))
UNITS = st.sampled_from(list(Unit))
LENGTHS = st.integers(0, 70)


@pytest.mark.parametrize(
    ("start", "length", "unit", "last", "source"),
    [
        (
            date(2014, 5, 28), 3, Unit.MONTHS, date(2014, 8, 28),
            "最高人民法院2014-12-12关于期间以月计算的司法文件，二审审限之例：https://055110.com/law/1/13850.html",
        ),
        (
            date(2024, 7, 1), 15, Unit.DAYS, date(2024, 7, 16),
            "《当上诉期遇上节假日，上诉期何时届满？》王某7月1日收到：https://163.com/dy/article/JDVIIK050514IEAK.html",
        ),
        (
            date(2022, 7, 1), 15, Unit.DAYS, date(2022, 7, 18),
            "the same: where 16 July is a Saturday (2022) it is the Monday after",
        ),
        (
            date(2015, 2, 15), 15, Unit.DAYS, date(2015, 3, 2),
            "最高法院行政庭会议纪要案情：2015-02-15送达、15日，2015-03-01邮寄未过期：http://bjknxz.com/xzss/35403993096.html",
        ),
    ],
)  # fmt: skip
def test_worked_examples_of_courts(start: date, length: int, unit: Unit, last: date, source: str) -> None:
    assert count_deadline(start, length, unit).last == last, source


def test_the_case_of_the_minutes_was_posted_in_time() -> None:
    assert not count_deadline(date(2015, 2, 15), 15).passed(date(2015, 3, 1))
    assert count_deadline(date(2015, 2, 15), 15).passed(date(2015, 3, 17)), "the second posting was the doubtful one"


@pytest.mark.parametrize(
    ("deadline", "steps"),
    [
        (
            count_deadline(date(2026, 11, 10), 15),
            ["2026年11月10日收到，当天不算。", "从11月11日起数15日，到11月25日。"],
        ),
        (
            count_deadline(date(2026, 9, 20), 15),
            [
                "2026年9月20日收到，当天不算。",
                "从9月21日起数15日，到10月5日。",
                "2026年10月5日是国庆节假期，顺延到2026年10月8日（星期四）。",
            ],
        ),
        (
            count_deadline(date(2026, 1, 30), 15),
            [
                "2026年1月30日收到，当天不算。",
                "从1月31日起数15日，到2月14日。",
                "2026年2月14日（星期六）按放假安排要上班，不顺延。",
            ],
        ),
        (
            count_deadline(date(2026, 8, 31), 6, Unit.MONTHS, Rule.CALENDAR),
            ["2026年8月31日收到，当天不算。", "从8月31日往后数6个月，到2027年2月28日。那个月没有31日，就是月底。"],
        ),
        (
            count_deadline(date(2026, 9, 21), 5, Unit.WORKDAYS, Rule.CALENDAR),
            ["2026年9月21日收到，当天不算。", "从9月22日起只数工作日，中秋节假期不算；数满5个工作日，到9月29日。"],
        ),
        (count_deadline(date(2026, 11, 10), 0), ["2026年11月10日就是最后一天。"]),
        (
            count_back(date(2026, 12, 7)),
            ["2026年12月7日（星期一）收到，要在这以前办完。", "往前数，最近的上班日是12月4日（星期五）。"],
        ),
    ],
)
def test_every_step_is_said(deadline: Deadline, steps: list[str]) -> None:
    assert list(say_steps(deadline)) == steps


def test_years_end_on_the_same_day_or_at_the_end_of_february() -> None:
    assert count_deadline(date(2024, 2, 29), 3, Unit.YEARS, Rule.CALENDAR).last == date(2027, 2, 28)
    assert count_deadline(date(2026, 11, 10), 2, Unit.YEARS, Rule.CALENDAR).last == date(2028, 11, 10)


def test_before_a_schedule_is_out_a_weekend_is_not_relied_on() -> None:
    deadline = count_deadline(date(2029, 9, 21), 15)
    assert (deadline.nominal, deadline.last) == (date(2029, 10, 6), date(2029, 10, 8))
    assert deadline.safe == date(2029, 10, 6) and deadline.post_by == date(2029, 10, 3)
    assert "要是那天调休上班，就不顺延" in deadline.note
    assert say_steps(deadline)[-1] == deadline.note
    known = count_deadline(date(2026, 10, 2), 15)
    assert known.certain and known.safe == known.last


def test_our_own_table_moves_the_last_day() -> None:
    plan = YearPlan(2029, {date(2029, 10, day): "国庆节" for day in range(1, 8)}, frozenset({date(2029, 10, 13)}))
    rest_days = RestDays([plan])
    moved = count_deadline(date(2029, 9, 17), 15, rest_days=rest_days)
    assert (moved.last, moved.certain) == (date(2029, 10, 8), True)
    assert "国庆节假期" in moved.note
    assert count_deadline(date(2029, 9, 28), 15, rest_days=rest_days).last == date(2029, 10, 13)


@given(STARTS, LENGTHS, UNITS)
def test_the_last_day_is_no_rest_day_and_never_before_the_nominal(start: date, length: int, unit: Unit) -> None:
    deadline = count_deadline(start, length, unit)
    assert deadline.last >= deadline.nominal >= start
    assert not OFFICIAL.kind(deadline.last).rest
    assert all(
        OFFICIAL.kind(deadline.nominal + timedelta(days=n)).rest for n in range((deadline.last - deadline.nominal).days)
    )
    assert deadline.nominal <= deadline.safe <= deadline.last
    # Without a length the start is the very day somebody named, and what is posted leaves before it.
    assert deadline.post_by <= deadline.last and (length == 0 or deadline.start <= deadline.post_by)


@given(STARTS, LENGTHS, UNITS)
def test_a_later_start_never_ends_sooner(start: date, length: int, unit: Unit) -> None:
    for rule in Rule:
        first = count_deadline(start, length, unit, rule)
        second = count_deadline(start + timedelta(days=1), length, unit, rule)
        assert first.last <= second.last


@given(STARTS, st.integers(1, 60))
def test_by_the_calendar_nothing_moves_and_one_more_is_one_later(start: date, length: int) -> None:
    assert count_deadline(start, length, rule=Rule.CALENDAR).last == start + timedelta(days=length)
    months = [count_deadline(start, n, Unit.MONTHS, Rule.CALENDAR).last for n in (length, length + 1)]
    assert months[0] < months[1]


@given(STARTS)
def test_counted_back_is_the_nearest_working_day_before(event: date) -> None:
    deadline = count_back(event)
    assert deadline.last < event and not OFFICIAL.kind(deadline.last).rest
    between = range(1, (event - deadline.last).days)
    assert all(OFFICIAL.kind(event - timedelta(days=n)).rest for n in between)
    assert deadline.post_by < deadline.last
