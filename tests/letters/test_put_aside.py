"""What a choice made anew leaves unasked neither prints nor warns nor counts, in any kind of letter."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.fields import Field, FieldKind, read_answers
from app.letters.asked import asked_only
from app.letters.flags import Ground
from app.letters.loading import example_facts
from app.letters.model import Composition, Example, Letter
from tests.letters.conftest import Write, said
from tests.letters.test_letter_examples import BOOK, EXAMPLES

NOT_PRINTED = "没有印进这份文书"
ANYTHING: dict[FieldKind, Any] = {
    FieldKind.DATE: "2019-02-03",
    FieldKind.MONEY: "7777777",
    FieldKind.NUMBER: "7",
    FieldKind.YES_NO: "yes",
}


def some_answer(asked: Field) -> Any:
    if asked.choices:
        return list(asked.choices)[-1] if asked.kind is FieldKind.CHOICE else list(asked.choices)[-1:]
    return (
        asked.example
        if asked.example is not None
        else ANYTHING.get(asked.kind, "从前选别的时候写下的一段话，现在用不上。")
    )


def left_behind(letter: Letter, example: Example) -> dict[str, Any]:
    """An answer to every question that the answers of the example leave unasked."""
    debt, contacts = example_facts(example)
    conditional = [one for one in letter.fields if one.asked_when and one.id not in example.answers]
    found: dict[str, Any] = {}
    for asked in conditional:
        answers = {**example.answers, **found, asked.id: some_answer(asked)}
        read = read_answers(letter.fields, answers, example.on)
        kept = asked_only(Ground(letter, read, debt, contacts, (), None, example.on), BOOK)
        if asked.id in read.given and asked.id not in kept.given:
            found[asked.id] = answers[asked.id]
    return found


def warned(composed: Composition) -> list[str]:
    return [one.sentence for one in composed.warnings if NOT_PRINTED not in one.sentence]


@pytest.mark.parametrize(("letter", "example"), EXAMPLES)
def test_an_answer_no_longer_asked_changes_nothing(letter: Letter, example: Example, write: Write) -> None:
    behind = left_behind(letter, example)
    if not behind:
        return
    before, after = write(letter.slug, example), write(letter.slug, example, answers=behind)
    assert warned(after) == warned(before)
    assert [one.sentence for one in after.problems] == [one.sentence for one in before.problems]
    assert said(after.draft) == said(before.draft)
    assert after.own_share == before.own_share


def test_what_cannot_be_read_and_is_not_asked_stops_nothing(write: Write) -> None:
    composed = write("guarantor-reply", answers={"period": "none", "period_end": "三年", "demanded": "unsure"})
    assert "period_end" not in {one.where for one in composed.problems}
