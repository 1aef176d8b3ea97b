"""A letter that was sent: kept as it was, what it excludes, and what comes after silence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.case import Debt
from app.domain.document import Document
from app.domain.fields import Answers
from app.domain.moment import WRITTEN_DAY, no_such_day, say_day
from app.domain.problem import Problem
from app.domain.record import record
from app.domain.sent import (
    LONGEST_ADDRESSEE,
    LONGEST_NUMBER,
    LONGEST_SENT,
    MOST_SENT,
    SentBy,
    SentLetter,
    size_of,
    without_repeats,
)
from app.letters.model import Composition, Letter, LetterBook

DAY_NEEDED = "请填日期，写成2026-11-10的样子。"
NOT_YET = "这一天还没有到，请核对。"
DATED_AFTER = "信上的日期在寄出之后，请核对：照纸上“落款”的日期填。"
BEFORE_SENDING = "这一天在寄出之前，请核对。"
HOW_NEEDED = "请选是怎么寄的、怎么交的。"
TOO_MANY = f"留底的信最多{MOST_SENT}封。请先下载，再到“寄出的信”里删掉几封旧的。"
TOO_LONG = "留底的信加起来太长，放不下这一封了。请先下载，再到“寄出的信”里删掉几封旧的。"
NUMBER_LONG = f"单号、编号最多{LONGEST_NUMBER}个字符，请核对。"
SENT_LATER = "你记下的《{title}》是{sent}才寄出的，比这里写的{told}晚。说的是那一封的，请改成对方收到它的日子。"
DIGITS = 12


@dataclass(frozen=True)
class Sending:
    """What the person says of it. `dated` is the day on the paper, by which the letter is made again."""

    sent_on: date
    dated: date
    how: SentBy
    number: str = ""


@dataclass(frozen=True)
class Exclusion:
    """A letter that is not sent for the same matter; `sent` where the case holds it."""

    letter: Letter
    why: str
    sent: SentLetter | None

    @property
    def sentence(self) -> str:
        when = f"你在{say_day(self.sent.sent_on)}寄过《{self.sent.title}》。" if self.sent else ""
        return f"{when}{self.why}"


def seen(document: Document) -> str:
    """Tells whether the letter is still the one that was looked at."""
    return hashlib.sha256(record(document).model_dump_json().encode()).hexdigest()[:DIGITS]


def read_sending(typed: Mapping[str, str], today: date) -> tuple[Sending | None, tuple[Problem, ...]]:
    problems: list[Problem] = []
    days = {name: read_day(name, typed.get(name, ""), today, problems) for name in ("sent_on", "dated")}
    how = typed.get("how", "")
    number = typed.get("number", "")
    if how not in list(SentBy):
        problems.append(Problem("how", HOW_NEEDED))
    if len(number) > LONGEST_NUMBER:
        problems.append(Problem("number", NUMBER_LONG))
    sent_on, dated = days["sent_on"], days["dated"]
    if sent_on and dated and dated > sent_on:
        problems.append(Problem("dated", DATED_AFTER))
    if problems or sent_on is None or dated is None:
        return None, tuple(problems)
    return Sending(sent_on, dated, SentBy(how), number), ()


def read_day(name: str, text: str, today: date, problems: list[Problem], required: bool = True) -> date | None:
    if not text and not required:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        problems.append(Problem(name, no_such_day(text) if WRITTEN_DAY.fullmatch(text) else DAY_NEEDED))
        return None
    if day > today:
        problems.append(Problem(name, NOT_YET))
        return None
    return day


def read_news(sent: SentLetter, typed: Mapping[str, str], today: date) -> tuple[SentLetter | None, tuple[Problem, ...]]:
    """What became known later: the number, when it was received, when an answer came."""
    problems: list[Problem] = []
    received = read_day("received_on", typed.get("received_on", ""), today, problems, required=False)
    answered = read_day("answered_on", typed.get("answered_on", ""), today, problems, required=False)
    number = typed.get("number", "")
    if len(number) > LONGEST_NUMBER:
        problems.append(Problem("number", NUMBER_LONG))
    problems += [
        Problem(name, BEFORE_SENDING)
        for name, day in (("received_on", received), ("answered_on", answered))
        if day and day < sent.sent_on
    ]
    if problems:
        return None, tuple(problems)
    return sent.model_copy(update={"number": number, "received_on": received, "answered_on": answered}), ()


def frozen(letter: Letter, composed: Composition, sending: Sending) -> SentLetter:
    """The letter as it went out. Raises ValueError where it is longer than any letter."""
    assert composed.document is not None
    return SentLetter(
        slug=letter.slug,
        document=record(composed.document),
        sent_on=sending.sent_on,
        how=sending.how,
        number=sending.number,
        addressee=composed.addressee[:LONGEST_ADDRESSEE],
        answer=composed.answer,
    )


def added(letters: Sequence[SentLetter], new: SentLetter) -> tuple[SentLetter, ...]:
    """Raises ValueError, with a sentence, where a case holds no more."""
    more = without_repeats((*letters, new))
    if len(more) > MOST_SENT:
        raise ValueError(TOO_MANY)
    if size_of(more) > LONGEST_SENT:
        raise ValueError(TOO_LONG)
    return more


def exclusions(book: LetterBook, letter: Letter, letters: Sequence[SentLetter]) -> Iterator[Exclusion]:
    """Whichever of two letters names the other; the last sending counts."""
    last = {one.slug: one for one in letters}
    for other in book.letters:
        why = letter.file.excludes.get(other.slug) or other.file.excludes.get(letter.slug)
        if why and other.slug != letter.slug:
            yield Exclusion(other, why, last.get(other.slug))


def sent_later(book: LetterBook, letter: Letter, read: Answers, letters: Sequence[SentLetter]) -> Iterator[Problem]:
    """Days on which the other side is said to have been asked, before the letter that asked was sent."""
    for name, slug in letter.file.follows.items():
        told = read.values.get(name)
        days = [one.sent_on for one in letters if one.slug == slug]
        if isinstance(told, date) and days and told < min(days):
            title = book.by_slug[slug].file.title
            yield Problem(name, SENT_LATER.format(title=title, sent=say_day(min(days)), told=say_day(told)))


def next_letters(book: LetterBook, slug: str, debt: Debt | None) -> tuple[Letter, ...]:
    """What may be written about such a lender when the answer does not come; none after a letter we no longer have."""
    letter = book.get(slug)
    following = [book.by_slug[name] for name in letter.file.escalation] if letter else []
    return tuple(one for one in following if one.serves(debt.creditor.kind if debt else None))
