from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.domain.rest_days import OFFICIAL, RestDays, YearPlan

# 国务院办公厅关于2017年部分节假日安排的通知 of 2016-12-01, as reprinted at http://opticsky.cn/read-htm-tid-96073.html
# and http://zjsysy.com/thread-162313-1-63.html: the days it names, off and worked.
OFF_2017 = [
    (date(2017, 1, 1), 2, "元旦"),
    (date(2017, 1, 27), 7, "春节"),
    (date(2017, 4, 2), 3, "清明节"),
    (date(2017, 5, 1), 1, "劳动节"),
    (date(2017, 5, 28), 3, "端午节"),
    (date(2017, 10, 1), 8, "国庆节"),
]
WORKED_2017 = [date(2017, 1, 22), date(2017, 2, 4), date(2017, 4, 1), date(2017, 5, 27), date(2017, 9, 30)]


def test_the_schedule_is_the_notice_of_the_state_council() -> None:
    off = {first + timedelta(days=count) for first, length, _ in OFF_2017 for count in range(length)}
    for count in range(365):
        day = date(2017, 1, 1) + timedelta(days=count)
        rest = day in off or (day.weekday() >= 5 and day not in WORKED_2017)
        assert OFFICIAL.kind(day).rest == rest, day


@pytest.mark.parametrize(("day", "name"), [(first, name) for first, _, name in OFF_2017])
def test_a_day_off_is_named(day: date, name: str) -> None:
    assert OFFICIAL.kind(day).holiday == name
    assert OFFICIAL.kind(day).said == f"{name}假期"


@pytest.mark.parametrize("day", WORKED_2017)
def test_a_weekend_worked_in_lieu_is_no_rest_day(day: date) -> None:
    kind = OFFICIAL.kind(day)
    assert kind.in_lieu and not kind.rest and kind.known


def test_the_spring_festival_of_2020_was_prolonged() -> None:
    # 国务院 prolonged it to 2 February on 2020-01-27: https://www.tylaw.com.cn/Content/202303211529404443.html
    assert [OFFICIAL.kind(date(2020, 2, day)).rest for day in (1, 2, 3)] == [True, True, False]


def test_a_year_without_a_schedule_is_known_by_its_weekends_only() -> None:
    saturday, monday = date(2030, 10, 5), date(2030, 10, 7)
    assert (OFFICIAL.kind(saturday).rest, OFFICIAL.kind(saturday).known) == (True, False)
    assert (OFFICIAL.kind(monday).rest, OFFICIAL.kind(monday).known) == (False, False)
    assert OFFICIAL.plan(2030) is None and OFFICIAL.spans(2030) == ()


def test_the_last_days_of_a_year_wait_for_the_next_notice() -> None:
    """Saturday 29 December 2018 was worked for the New Year of 2019: only the later notice says so."""
    assert OFFICIAL.kind(date(2018, 12, 29)).in_lieu
    last = max(OFFICIAL.years)
    assert OFFICIAL.kind(date(last, 12, 28)).known
    assert not OFFICIAL.kind(date(last, 12, 29)).known
    plan = YearPlan(last + 1, {date(last, 12, 31): "元旦", date(last + 1, 1, 1): "元旦"}, frozenset())
    known = RestDays([plan])
    assert known.kind(date(last, 12, 31)) == known.kind(date(last, 12, 31))
    assert known.kind(date(last, 12, 31)).holiday == "元旦"
    assert known.kind(date(last, 12, 29)).known


def test_a_plan_of_our_own_takes_the_place_of_the_librarys() -> None:
    corrected = RestDays([YearPlan(2026, {date(2026, 11, 25): "元旦"}, frozenset({date(2026, 11, 28)}))])
    assert corrected.kind(date(2026, 11, 25)).rest and not OFFICIAL.kind(date(2026, 11, 25)).rest
    assert corrected.kind(date(2026, 11, 28)).in_lieu
    assert not corrected.kind(date(2026, 10, 5)).rest, "the library's national day of that year no longer counts"
    assert corrected.kind(date(2025, 10, 6)).rest, "other years stay the library's"


def test_holidays_are_said_as_runs_of_days() -> None:
    spans = [(one.name, one.first, one.last) for one in OFFICIAL.spans(2026)]
    assert ("春节", date(2026, 2, 15), date(2026, 2, 23)) in spans
    assert len(spans) == 7
