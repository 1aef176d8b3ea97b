"""A letter kept as it was sent: the very same document again, and the day its answer is due."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from pydantic import TypeAdapter, ValidationError

from app.domain.deadline import Rule, Unit
from app.domain.document import Document, Figure, Form, Paragraph
from app.domain.record import RecordedDocument, record
from app.domain.rest_days import OFFICIAL, RestDays, YearPlan
from app.domain.sent import MOST_SENT, AnswerTerm, SentBy, SentLetter, SentLetters, without_repeats
from tests.logs import DOCUMENTS, SENT

LETTERS: TypeAdapter[tuple[SentLetter, ...]] = TypeAdapter(SentLetters)


def document(*said: str) -> Document:
    day = date(2026, 11, 10)
    return Document("complaint-lender", "投诉书", Form.LETTER, tuple(map(Paragraph, said)), (), day, day, "1")


def sent(**changes: object) -> SentLetter:
    told = {"slug": "complaint-lender", "document": record(document("请答复。")), "sent_on": date(2026, 11, 10)}
    return SentLetter.model_validate({**told, "how": SentBy.EMS, **changes})


def last_day(letter: SentLetter, rest_days: RestDays = OFFICIAL) -> date | None:
    deadline = letter.deadline(rest_days)
    return deadline.last if deadline else None


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS)
def test_a_document_comes_back_equal(whole: Document) -> None:
    """Also through JSON without what stands at its default, as cases are sealed."""
    kept = record(whole).model_dump_json(exclude_defaults=True)
    assert RecordedDocument.model_validate_json(kept).document == whole


def test_nothing_invisible_and_no_drawing_is_kept() -> None:
    told = json.loads(record(document("请答复。")).model_dump_json())
    told["blocks"][0]["text"] = "请\u202e答复\u200b。"
    assert RecordedDocument.model_validate(told).document == document("请答复。")
    figure = Figure('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>', "图")
    with pytest.raises(ValidationError):
        record(Document("x", "图", Form.EVIDENCE, (figure,), (), date(2026, 1, 1), date(2026, 1, 1), "1"))


def test_the_term_runs_from_the_receipt_once_it_is_known() -> None:
    waiting = sent(answer=AnswerTerm(length=15))
    assert last_day(waiting) == date(2026, 11, 25)
    assert not waiting.is_counted_from_receipt
    received = waiting.model_copy(update={"received_on": date(2026, 11, 13)})
    assert last_day(received) == date(2026, 11, 28)
    assert received.is_counted_from_receipt
    assert not received.unanswered(date(2026, 11, 28), OFFICIAL)
    assert received.unanswered(date(2026, 11, 29), OFFICIAL)


def test_a_term_of_the_law_moves_off_a_day_of_rest_and_one_of_the_letter_does_not() -> None:
    lawful = sent(answer=AnswerTerm(length=18, unit=Unit.DAYS, rule=Rule.COURT))
    asked = sent(answer=AnswerTerm(length=18))
    assert last_day(asked) == date(2026, 11, 28)
    assert last_day(lawful) == date(2026, 11, 30)


def test_a_term_is_counted_by_the_holidays_it_is_given() -> None:
    """The same letter, before and after the notice of 2027 stands in the content."""
    lawful = sent(answer=AnswerTerm(length=53, unit=Unit.DAYS, rule=Rule.COURT), sent_on=date(2026, 11, 10))
    plan = YearPlan(2027, {date(2027, 1, day): "元旦" for day in (1, 2, 3)}, frozenset())
    assert last_day(lawful, RestDays([plan])) == date(2027, 1, 4)
    longer = {date(2027, 1, day): "元旦" for day in (1, 2, 3, 4)}
    assert last_day(lawful, RestDays([YearPlan(2027, longer, frozenset())])) == date(2027, 1, 5)
    assert not lawful.unanswered(date(2027, 1, 5), RestDays([YearPlan(2027, longer, frozenset())]))


def test_an_answer_ends_the_waiting_and_no_term_awaits_none() -> None:
    answered = sent(answer=AnswerTerm(length=15), answered_on=date(2026, 11, 12))
    assert answered.deadline(OFFICIAL) is None
    assert sent().deadline(OFFICIAL) is None
    assert not sent().unanswered(date(2030, 1, 1), OFFICIAL)


@pytest.mark.parametrize("name", ["received_on", "answered_on"])
def test_nothing_happens_before_it_was_sent(name: str) -> None:
    with pytest.raises(ValidationError):
        sent(**{name: date(2026, 11, 9)})


def test_pressing_twice_is_sending_once() -> None:
    twice = without_repeats((sent(), sent(number="1234567890123")))
    assert [one.number for one in twice] == ["1234567890123"]
    assert len(without_repeats((sent(), sent(document=record(document("请尽快答复。")))))) == 2


@settings(max_examples=100, deadline=None)
@given(SENT)
def test_the_key_does_not_change_with_what_becomes_known(letter: SentLetter) -> None:
    later = letter.model_copy(update={"number": "1", "received_on": letter.sent_on, "answered_on": letter.sent_on})
    assert later.key == letter.key == SentLetter.model_validate_json(letter.model_dump_json()).key


def test_a_case_holds_so_many_and_no_more() -> None:
    many = [sent(addressee=f"某某{number}") for number in range(MOST_SENT)]
    assert len(LETTERS.validate_python(many)) == MOST_SENT
    with pytest.raises(ValidationError):
        LETTERS.validate_python([*many, sent(addressee="又一家")])
    long = [sent(document=record(document("事" * 19_000, str(number)))) for number in range(30)]
    assert len(LETTERS.validate_python(long)) == 30
    with pytest.raises(ValidationError):
        LETTERS.validate_python([sent(document=record(document(*["事" * 19_000] * 4, str(n)))) for n in range(30)])
