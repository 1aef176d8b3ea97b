"""A letter as it was sent: kept word for word, whatever becomes of its form, and when its answer is due."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from app.domain.deadline import Deadline, Rule, Unit, count_deadline
from app.domain.moment import Day
from app.domain.record import RecordedDocument
from app.domain.rest_days import RestDays
from app.domain.text import PlainText

MOST_SENT = 60
# Of all letters sent together, in characters of JSON: sixty ordinary ones, or a few with long tables.
LONGEST_SENT = 1_500_000
LONGEST_NUMBER = 40
LONGEST_ADDRESSEE = 120
KEY_DIGITS = 12


class SentBy(StrEnum):
    EMS = "ems"
    PORTAL = "portal"
    IN_PERSON = "in-person"
    EMAIL = "email"
    OTHER = "other"


SENT_BY_NAMES = {
    SentBy.EMS: "邮政EMS",
    SentBy.PORTAL: "网页、App上提交",
    SentBy.IN_PERSON: "当面交",
    SentBy.EMAIL: "电子邮件",
    SentBy.OTHER: "别的办法",
}
AT_ONCE = frozenset({SentBy.PORTAL, SentBy.IN_PERSON, SentBy.EMAIL})


class AnswerTerm(BaseModel):
    """How long the other side has to answer, from the day it receives the letter."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    length: Annotated[int, Field(ge=1, le=1_000)]
    unit: Unit = Unit.DAYS
    rule: Rule = Rule.CALENDAR


class SentLetter(BaseModel):
    """`number` is of the parcel or the receipt. `received_on` is known later, if at all; `answered_on` ends the waiting."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,80}$")]
    document: RecordedDocument
    sent_on: Day
    how: SentBy
    number: Annotated[PlainText, Field(max_length=LONGEST_NUMBER)] = ""
    addressee: Annotated[PlainText, Field(max_length=LONGEST_ADDRESSEE)] = ""
    received_on: Day | None = None
    answered_on: Day | None = None
    answer: AnswerTerm | None = None

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.received_on and self.received_on < self.sent_on:
            raise ValueError("签收日期在寄出之前，请核对。")
        if self.answered_on and self.answered_on < self.sent_on:
            raise ValueError("答复日期在寄出之前，请核对。")
        return self

    @cached_property
    def written(self) -> str:
        """The document as JSON."""
        return self.document.model_dump_json()

    @cached_property
    def key(self) -> str:
        """Names this sending: the same letter sent the same day to the same place is one, however often it is said."""
        told = f"{self.slug} {self.sent_on} {self.how} {self.addressee} {self.written}"
        return hashlib.sha256(told.encode()).hexdigest()[:KEY_DIGITS]

    @property
    def title(self) -> str:
        return self.document.title

    @property
    def how_name(self) -> str:
        return SENT_BY_NAMES[self.how]

    @property
    def is_counted_from_receipt(self) -> bool:
        """Whether the day the term starts from is known, rather than taken to be the day of sending."""
        return self.received_on is not None or self.how in AT_ONCE

    def deadline(self, rest_days: RestDays) -> Deadline | None:
        """By when the answer is due; None where none is awaited, or it has come."""
        if self.answer is None or self.answered_on:
            return None
        start, term = self.received_on or self.sent_on, self.answer
        return count_deadline(start, term.length, term.unit, term.rule, rest_days)

    def unanswered(self, day: date, rest_days: RestDays) -> bool:
        """Whether the term has run out without an answer."""
        deadline = self.deadline(rest_days)
        return deadline is not None and deadline.passed(day)


def not_too_much(letters: tuple[SentLetter, ...]) -> tuple[SentLetter, ...]:
    if size_of(letters) > LONGEST_SENT:
        raise ValueError("留底的信加起来太长了。请先下载，再删掉几封旧的。")
    return without_repeats(letters)


def size_of(letters: Sequence[SentLetter]) -> int:
    """In characters of JSON."""
    return sum(len(one.written) for one in letters)


def without_repeats(letters: Sequence[SentLetter]) -> tuple[SentLetter, ...]:
    """By the day of sending. Of two tellings of one sending the first stays, with what only the other one knows."""
    found: dict[str, SentLetter] = {}
    for one in letters:
        known = found.get(one.key)
        found[one.key] = one if known is None else joined(known, one)
    return tuple(sorted(found.values(), key=lambda one: one.sent_on))


def joined(known: SentLetter, other: SentLetter) -> SentLetter:
    names = ("number", "received_on", "answered_on")
    return known.model_copy(update={name: getattr(known, name) or getattr(other, name) for name in names})


SentLetters = Annotated[tuple[SentLetter, ...], Field(max_length=MOST_SENT), AfterValidator(not_too_much)]
