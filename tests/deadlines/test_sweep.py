"""On every day a law changes, and the days around it, every period from every start: it counts, and cites what held that day."""

from __future__ import annotations

from datetime import date, timedelta

from app.deadlines.loading import lengths_in
from app.deadlines.model import DeadlineBook, Who
from app.domain.deadline import Rule, say_length
from app.domain.law import Lawbook
from tests.deadlines.conftest import Count


def days(law: Lawbook) -> list[date]:
    around = {day + timedelta(days=count) for day in law.boundaries for count in (-1, 0, 1)}
    return sorted(around | {date(2026, 9, 20), date(2026, 12, 31), date(2028, 2, 29)})


def test_every_period_on_every_boundary(book: DeadlineBook, law: Lawbook, count: Count) -> None:
    for period in book.periods:
        for day in days(law):
            for start in period.starts:
                counted = count(period.id, start.id, day, days=7 if period.asks_days else None)
                first = counted.first.deadline
                assert counted.safe <= counted.latest
                assert first.before or counted.safe >= day
                for one in counted.possible:
                    deadline = one.deadline
                    assert deadline.rule is Rule.CALENDAR or not book.rest_days.kind(deadline.last).rest
                term = period.term_on(first.start)
                for citation in counted.citations:
                    assert citation.version.starts <= first.start or len(counted.possible) > 1
                if counted.unread or term.length is None:
                    continue
                said = [
                    one for one in counted.citations if say_length(term.length, term.unit) in lengths_in(one.article)
                ]
                assert said, (period.id, day, "no text cited says this length")


def test_duties_of_ones_own_say_where_and_what_if_late(book: DeadlineBook) -> None:
    for period in book.periods:
        if period.file.who is Who.MINE:
            assert period.file.where and period.file.passed, period.id
        else:
            assert period.file.do, period.id
