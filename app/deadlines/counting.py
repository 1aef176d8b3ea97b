"""A period counted: from each possible start and by each text that may hold, the earliest last day being the one to rely on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.deadlines.inquiry import Inquiry
from app.deadlines.model import DeadlineBook, HandIn, Period, Start, Term
from app.domain.deadline import Deadline, OwnLimit, Rule, count_back, count_deadline, say_steps
from app.domain.law import Citation, Lawbook
from app.domain.moment import say_day
from app.domain.rest_days import RestDays

# How periods are counted, and what prolongs a missed one.
COUNTING = "minsu#85"
PROLONGING = "minsu#86"
UNSURE = "unsure"


class State(StrEnum):
    """`doubtful`: past the earliest last day it may have been, not past the latest."""

    AHEAD = "ahead"
    LAST_DAY = "last-day"
    DOUBTFUL = "doubtful"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Possible:
    """One way the period may run. `began` is the day asked for, `deadline.start` the day the period starts after it."""

    began: date
    deadline: Deadline
    steps: tuple[str, ...]
    because: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """What the other side may take at the most, where `says`."""

    says: str
    last: date


@dataclass(frozen=True, slots=True)
class Reckoning:
    """`possible` by their safe days; `citations` are the texts of the day it starts, `unread` that we read none of them."""

    period: Period
    inquiry: Inquiry
    possible: tuple[Possible, ...]
    later: tuple[Later, ...]
    citations: tuple[Citation, ...]
    unread: bool
    prolonging: Citation | None

    @property
    def first(self) -> Possible:
        return self.possible[0]

    @property
    def safe(self) -> date:
        """The last day to rely on."""
        return self.first.deadline.safe

    @property
    def latest(self) -> date:
        """The last day it can possibly be."""
        return max(one.deadline.start if one.deadline.before else one.deadline.last for one in self.possible)

    @property
    def post_by(self) -> date | None:
        """By when to post it; None where posting in time does not count."""
        return self.first.deadline.post_by if self.period.file.hand_in is HandIn.POSTING else None

    @property
    def certain(self) -> bool:
        return all(one.deadline.certain for one in self.possible)

    @property
    def unknown_years(self) -> tuple[int, ...]:
        years = (one.deadline.unknown_year for one in self.possible)
        return tuple(sorted({year for year in years if year}))

    @property
    def rests(self) -> bool:
        """Whether the last day is a day of rest that no text we read moves."""
        deadline = self.first.deadline
        return deadline.rule is Rule.CALENDAR and deadline.nominal_kind.rest

    def days_left(self, today: date) -> int:
        return (self.safe - today).days

    def state(self, today: date) -> State:
        if today > self.latest:
            return State.PASSED
        if today > self.safe:
            return State.DOUBTFUL
        return State.LAST_DAY if today == self.safe else State.AHEAD

    def query(self) -> str:
        return self.inquiry.query()


def reckon(period: Period, inquiry: Inquiry, law: Lawbook, rest_days: RestDays) -> Reckoning:
    """The period from every day it may have started on."""
    possible = sorted(possibilities(period, inquiry, rest_days), key=lambda one: one.deadline.safe)
    began = possible[0].deadline.start
    term = period.term_on(began)
    grounds = cite(law, term.cite, began)
    following = period.term_after(term)
    if len(possible) > len(inquiry.possible_days) and following and following.from_:
        grounds += cite(law, following.cite, following.from_)
    counting = (COUNTING,) if term.rule is Rule.COURT else ()
    more = cite(law, (*inquiry.start.law, *counting, *period.file.more_law), began)
    prolonging = next(iter(cite(law, [PROLONGING], began)), None) if period.file.extension else None
    return Reckoning(
        period,
        inquiry,
        tuple(possible),
        tuple(longest(period, inquiry, rest_days)),
        tuple({one.url: one for one in (*grounds, *more)}.values()),
        not grounds,
        prolonging,
    )


def possibilities(period: Period, inquiry: Inquiry, rest_days: RestDays) -> Iterator[Possible]:
    for began in inquiry.possible_days:
        start = began + timedelta(days=inquiry.start.adds)
        term = period.term_on(start)
        counted = count(term, start, inquiry, rest_days)
        yield possible(inquiry.start, began, counted)
        following = period.term_after(term)
        if following and following.unsettled and following.from_ and counted.last >= following.from_:
            shorter = count(following, start, inquiry, rest_days)
            yield possible(inquiry.start, began, shorter, following.unsettled)


def count(term: Term, start: date, inquiry: Inquiry, rest_days: RestDays) -> Deadline:
    if term.before:
        return count_back(start, rest_days)
    return count_deadline(start, term.length or inquiry.days or 1, term.unit, term.rule, rest_days)


def possible(start: Start, began: date, deadline: Deadline, because: str = "") -> Possible:
    event = start.event or "收到"
    if not start.adds:
        return Possible(began, deadline, say_steps(deadline, event), because)
    first = f"{say_day(began)}{event}，过{start.adds}日，到{say_day(deadline.start)}{start.then}。"
    return Possible(began, deadline, (first, *say_steps(deadline, start.then)), because)


def longest(period: Period, inquiry: Inquiry, rest_days: RestDays) -> Iterator[Later]:
    """What the other side may take, from the latest day it may have started."""
    start = inquiry.possible_days[-1] + timedelta(days=inquiry.start.adds)
    for one in period.file.longer:
        yield Later(one.says, count_deadline(start, one.length, one.unit, Rule.CALENDAR, rest_days).last)


def cite(law: Lawbook, refs: Collection[str], day: date) -> list[Citation]:
    traced = (law.trace(instrument, number, day) for instrument, _, number in (ref.partition("#") for ref in refs))
    return [one for one in traced if one]


def counted_at(book: DeadlineBook, letter: str, limit: OwnLimit) -> str:
    """The domain's CountedAt over the book: the letter's own period, if it comes from the same day to the same last day."""
    if limit.received and limit.page:
        return counted_from_receipt(book, letter, limit, limit.received)
    deadline = limit.deadline
    for period in book.periods:
        asked = (one for one in period.starts if limit.asked and limit.asked in one.asked_as)
        start = next(asked, None) or start_of(period, limit.arrival)
        if not period.mine or period.asks_days or letter not in period.file.letters or start is None:
            continue
        if limit.page and period.id != limit.page:
            continue
        inquiry = Inquiry(start, deadline.start - timedelta(days=start.adds))
        found = count(period.term_on(deadline.start), deadline.start, inquiry, book.rest_days)
        # Over a holiday ten days and fifteen end alike.
        if (found.nominal, found.last) == (deadline.nominal, deadline.last):
            return f"{period.url}?{inquiry.query()}"
    return ""


def counted_from_receipt(book: DeadlineBook, letter: str, limit: OwnLimit, received: date) -> str:
    """The address of the period whose days the paper says: as many as lie between its receipt and the last of them."""
    last = limit.deadline.last
    days = (last - received).days
    for period in book.periods:
        start = start_of(period, limit.arrival or "")
        if period.id != limit.page or not period.asks_days or letter not in period.file.letters:
            continue
        if start is None or days < 1:
            continue
        inquiry = Inquiry(start, received, days=days - start.adds)
        began = received + timedelta(days=start.adds)
        if inquiry.days and count(period.term_on(received), began, inquiry, book.rest_days).last == last:
            return f"{period.url}?{inquiry.query()}"
    return ""


def start_of(period: Period, arrival: str | None) -> Start | None:
    """By which start a letter's day is counted: the way its paper arrived, else the first that is a receipt at once. Where the
    day is no receipt (None), the first, unless there are several events and the letter does not say which."""
    at_once = [one for one in period.starts if not one.adds]
    if arrival is not None:
        told = period.by_start.get(arrival)
        received = (one for one in at_once if not one.event)
        return told or next(received, None)
    events = {one.event for one in at_once if one.id != UNSURE}
    return at_once[0] if at_once and len(events) == 1 and at_once[0] is period.starts[0] else None
