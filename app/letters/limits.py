"""The limit a letter stands under: from which day it runs, how the paper came from which it runs, what is left of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from app.domain.deadline import Deadline, Rule, count_back, count_deadline
from app.domain.fields import Answers
from app.domain.moment import say_day
from app.domain.problem import Problem
from app.domain.sent import AnswerTerm
from app.letters.flags import Flags, Ground, found_contacts
from app.letters.model import BesideEntry, DeadlineEntry, Letter, LetterBook

REPLY_DAYS = "reply_days"
SENDING = "sending"
LAST_CONTACT = "last-contact"
# The shared fields of a paper that was received, where a letter does not ask how it came.
RECEIVED_ON = frozenset({"j_receive", "a_receive"})
LONGEST_TERM = 1_000
LAST_DAY = "最后一天"
DELAYED = (
    "公告送达的，“哪天收到”写公告发出的那天，公告上印着。现在写的是{began}：过{delay}日，到{start}视为送达，"
    "期限从第二天数起。拿不准打12368。"
)


def entry_of(ground: Ground, book: LetterBook) -> DeadlineEntry | None:
    """The limit that counts here: the first whose flag holds, and that is not over where it counts only while it lies ahead.
    Such a flag tests no limit (held at load)."""
    flags = Flags(ground)
    stand = (one for one in ground.letter.file.deadlines if not one.when or flags.holds(one.when))
    return next((one for one in stand if not one.while_ahead or lies_ahead(one, ground, book)), None)


def lies_ahead(entry: DeadlineEntry, ground: Ground, book: LetterBook) -> bool:
    found = find_deadline(entry, ground, book)
    return found is not None and not found.passed(ground.day)


def entry_beside(letter: Letter, flags: Flags) -> BesideEntry | None:
    """The limit of another way out, the first whose flag holds."""
    return next((one for one in letter.file.beside if not one.when or flags.holds(one.when)), None)


def find_deadline(entry: DeadlineEntry | None, ground: Ground, book: LetterBook) -> Deadline | None:
    if entry is None:
        return None
    start: object = first_day(ground.answers, entry.from_)
    if entry.from_ == SENDING:
        start = ground.day
    elif entry.from_ == LAST_CONTACT:
        # Of what the letter tells: a lawful call since prolongs nothing.
        start = max((one.day for one in found_contacts(ground)), default=None)
    if not isinstance(start, date):
        return None
    if entry.before:
        return count_back(start, book.rest_days)
    delivered = start + timedelta(days=delay_of(entry, ground, book))
    return count_deadline(delivered, entry.length, entry.unit, entry.rule, book.rest_days)


def first_day(answers: Answers, name: str) -> object:
    """The answer, or of table.column the earliest day of its rows."""
    table, _, column = name.partition(".")
    value = answers.values.get(table)
    if not column:
        return value
    cells = [row.get(column) for row in value if isinstance(row, dict)] if isinstance(value, tuple) else []
    return min((cell for cell in cells if isinstance(cell, date)), default=None)


def at_its_limit(ground: Ground, book: LetterBook) -> Ground:
    """The ground with the limit that counts on it."""
    entry = entry_of(ground, book)
    return replace(ground, deadline=find_deadline(entry, ground, book))


def called(
    book: LetterBook, entry: DeadlineEntry | None, deadline: Deadline | None, extension: Deadline | None, day: date
) -> str:
    """What the last day is called where the days left are shown; empty where they are not, as between the last working day
    before an event and the event itself: it is neither in time as it should be nor too late."""
    if extension and book.shared.extension:
        return book.shared.extension.countdown
    if entry is None or (deadline and deadline.before and deadline.last < day <= deadline.start):
        return ""
    return entry.countdown or (LAST_DAY if entry.rule is Rule.COURT else "")


def arrival_of(entry: DeadlineEntry | None, letter: Letter, read: Answers) -> str | None:
    """How the paper arrived whose receipt the limit runs from (see Composition)."""
    if entry is None:
        return None
    received = RECEIVED_ON if received_before(entry, read) else {entry.from_}
    how = next((one for one in letter.fields if one.arrival_of in received), None)
    if how is None:
        return "" if received & RECEIVED_ON else None
    told = str(read.values.get(how.id) or "")
    return how.arrivals.get(told, told)


def received_before(entry: DeadlineEntry | None, read: Answers) -> date | None:
    """When the paper came that says how many days there are; None where the limit runs from a day that is no such last day."""
    if entry is None or entry.length or entry.before or not entry.page:
        return None
    days = (read.values.get(name) for name in sorted(RECEIVED_ON))
    return next((one for one in days if isinstance(one, date)), None)


def delayed(entry: DeadlineEntry | None, deadline: Deadline | None, delay: int) -> Iterator[Problem]:
    """Which day is asked for, and which one counts, where days pass before a paper counts as delivered."""
    if entry and deadline and delay:
        began = say_day(deadline.start - timedelta(days=delay))
        yield Problem(entry.from_, DELAYED.format(began=began, delay=delay, start=say_day(deadline.start)))


def delay_of(entry: DeadlineEntry | None, ground: Ground, book: LetterBook) -> int:
    """How many days after the day asked for the paper counts as delivered."""
    if received_before(entry, ground.answers):
        return 0
    return book.delays.get(arrival_of(entry, ground.letter, ground.answers) or "", 0)


def answer_term(entry: DeadlineEntry | None, read: Answers) -> AnswerTerm | None:
    """What the letter itself asks for, else the limit that runs from its sending."""
    days = read.values.get(REPLY_DAYS)
    if isinstance(days, Decimal) and 1 <= days <= LONGEST_TERM:
        return AnswerTerm(length=int(days))
    if entry and entry.from_ == SENDING and entry.length:
        return AnswerTerm(length=entry.length, unit=entry.unit, rule=entry.rule)
    return None
