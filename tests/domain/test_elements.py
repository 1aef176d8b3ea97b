"""A court's form, question by question: what was answered, what is missing, and how it is printed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.elements import Question, Stance, element_rows, read_elements
from app.domain.fields import Field, FieldKind, read_answers, say_value
from app.domain.problem import SeveralUnreadable

DAY = date(2026, 11, 21)
QUESTIONS = (
    Question(id="principal", says="对本金有无异议", agreed="确认", disputed="异议"),
    Question(id="interest", says="对利息有无异议"),
    Question(id="basis", says="答辩依据", free=True),
)
FIELD = Field(id="claims", label="答辩事项", kind=FieldKind.ELEMENTS, questions=QUESTIONS)
REASON = "起诉状按日万分之五计息，合同写的是年利率百分之十二。"
WHOLE = {
    "principal": {"stance": "agreed", "claim": "本金18000元"},
    "interest": {"stance": "disputed", "claim": "利息5200元", "reply": REASON, "evidence": "证据2"},
    "basis": {"reply": "合同第6条"},
}


def wheres(typed: object) -> list[str]:
    return [problem.where for problem in read_answers([FIELD], {"claims": typed}, DAY).problems]


def test_every_question_is_printed_with_its_boxes_claim_and_answer() -> None:
    value = read_answers([FIELD], {"claims": WHOLE}, DAY).values["claims"]
    assert isinstance(value, tuple)
    assert list(element_rows(QUESTIONS, value)) == [  # type: ignore[arg-type]
        ("1．对本金有无异议", "本金18000元", "☑确认　☐异议\n☐不清楚　☐没有这一项"),
        ("2．对利息有无异议", "利息5200元", f"☐无异议　☑有异议\n☐不清楚　☐没有这一项\n{REASON}\n证据：证据2"),
        ("3．答辩依据", "", "合同第6条"),
    ]
    assert say_value(FIELD, value, "disputed") == "2" and say_value(FIELD, value, "agreed") == "1"


def test_a_claim_nobody_copied_is_left_to_the_other_sides_paper() -> None:
    value = read_answers([FIELD], {"claims": {**WHOLE, "principal": {"stance": "unknown"}}}, DAY).values["claims"]
    assert next(element_rows(QUESTIONS, value))[1] == "见起诉状"  # type: ignore[arg-type]
    value = read_answers([FIELD], {"claims": {**WHOLE, "principal": {"stance": "absent"}}}, DAY).values["claims"]
    assert next(element_rows(QUESTIONS, value))[1] == ""  # type: ignore[arg-type]


def test_all_that_is_missing_is_said_at_once() -> None:
    assert wheres({"interest": {"stance": "disputed", "reply": "太高"}}) == [
        "claims.principal.stance",
        "claims.interest.reply",
    ]


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ({**WHOLE, "other": {"stance": "agreed"}}, "claims"),
        ({**WHOLE, "basis": {"stance": "agreed", "reply": "有"}}, "claims.basis.stance"),
        ({**WHOLE, "principal": {"stance": "maybe"}}, "claims.principal.stance"),
        ({**WHOLE, "principal": {"stance": "agreed", "claim": "长" * 601}}, "claims.principal.claim"),
        ({**WHOLE, "principal": "agreed"}, "claims.principal"),
        ("全部没有异议", "claims"),
    ],
)
def test_what_is_no_answer_is_refused_where_it_stands(typed: object, where: str) -> None:
    assert wheres(typed) == [where]


def test_nothing_given_is_no_answer() -> None:
    assert read_answers([FIELD], {"claims": {}}, DAY).values == {}


@given(
    st.dictionaries(
        st.sampled_from([one.id for one in QUESTIONS]),
        st.dictionaries(st.sampled_from(["stance", "claim", "reply", "evidence"]), st.text(max_size=40), max_size=4),
    )
)
def test_any_answers_are_read_or_refused_with_sentences(typed: dict[str, dict[str, str]]) -> None:
    try:
        value = read_elements("claims", "答辩事项", QUESTIONS, typed, 20)
    except SeveralUnreadable as refused:
        assert all(problem.sentence and problem.where.startswith("claims") for problem in refused.problems)
        return
    assert value is None or {one.get("stance", "agreed") for one in value} <= set(Stance)
