from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.domain.fields import (
    FORMATS,
    Column,
    Field,
    FieldKind,
    Limits,
    is_identity_number,
    masked,
    read_answer,
    read_answers,
    say_row,
    say_value,
)
from app.domain.moment import SHANGHAI
from app.domain.problem import SeveralUnreadable, Unreadable

DAY = date(2026, 11, 21)
CHOICES = {"a": "甲", "b": "乙、丙"}


def asked(kind: FieldKind, **more: object) -> Field:
    if kind in (FieldKind.CHOICE, FieldKind.CHOICES):
        more.setdefault("choices", CHOICES)
    if kind is FieldKind.TABLE:
        more.setdefault(
            "columns", (Column(id="item", label="项目"), Column(id="amount", label="金额", kind=FieldKind.MONEY))
        )
    if kind is FieldKind.ELEMENTS:
        more.setdefault("questions", ({"id": "principal", "says": "对本金有无异议"},))
    return Field.model_validate({"id": "x", "label": "这一项", "kind": kind, **more})


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (FieldKind.TEXT, "  王某\n某  ", "王某 某"),
        (FieldKind.PARAGRAPH, "一\r\n二", "一\n二"),
        (FieldKind.DATE, "2026-11-10", date(2026, 11, 10)),
        (FieldKind.DATE, "2026年11月10日", date(2026, 11, 10)),
        (FieldKind.DATE, date(2026, 11, 10), date(2026, 11, 10)),
        (FieldKind.MOMENT, "2026-10-08 22:47", datetime(2026, 10, 8, 22, 47, tzinfo=SHANGHAI)),
        (FieldKind.MOMENT, "10月8日晚上10点47", datetime(2026, 10, 8, 22, 47, tzinfo=SHANGHAI)),
        (FieldKind.MOMENT, "2026-10-08", date(2026, 10, 8)),
        (FieldKind.NUMBER, "３", Decimal(3)),
        (FieldKind.MONEY, "12,345.67元", Decimal("12345.67")),
        (FieldKind.MONEY, 12345, Decimal("12345.00")),
        (FieldKind.PERCENT, "24%", Decimal(24)),
        (FieldKind.PHONE, "+86 138 0000 0000", "13800000000"),
        (FieldKind.PHONE, "021-12345678", "021-12345678"),
        (FieldKind.PHONE, "95533", "95533"),
        (FieldKind.ID_NUMBER, "990101199005010032", "990101199005010032"),
        (FieldKind.ID_NUMBER, "0032", "0032"),
        (FieldKind.ID_NUMBER, "e12345678", "E12345678"),
        (FieldKind.EMAIL, "name@example.com", "name@example.com"),
        (FieldKind.YES_NO, True, True),
        (FieldKind.YES_NO, "否", False),
        (FieldKind.YES_NO, "我不确定", None),
        (FieldKind.CHOICE, "b", "b"),
        (FieldKind.CHOICE, "乙、丙", "b"),
        (FieldKind.CHOICES, ["b", "a"], ("a", "b")),
        (FieldKind.CHOICES, "a", ("a",)),
        (FieldKind.LIST, "一\n\n二", ("一", "二")),
        (FieldKind.TABLE, [["本金", "100"], {}], ({"item": "本金", "amount": Decimal("100.00")},)),
        (FieldKind.COURT, " 某市 某区人民法院", "某市某区人民法院"),
        (FieldKind.CASE_NUMBER, "(2026)某0102民督12号", "（2026）某0102民督12号"),
        (FieldKind.CASE_NUMBER, "〔２０２６〕 京0105 民督 3 号", "（2026）京0105民督3号"),
        (FieldKind.TEXT, "", None),
        (FieldKind.TABLE, [], None),
    ],
)
def test_reading(kind: FieldKind, typed: object, value: object) -> None:
    assert read_answer(asked(kind), typed, DAY) == value


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (FieldKind.DATE, "2026-02-30"),
        (FieldKind.DATE, "2026-11-22"),
        (FieldKind.DATE, "0001-01-01"),
        (FieldKind.MOMENT, "昨天"),
        (FieldKind.NUMBER, "很多"),
        (FieldKind.NUMBER, "NaN"),
        (FieldKind.MONEY, "-1"),
        (FieldKind.MONEY, "1.234"),
        (FieldKind.MONEY, "1e30"),
        (FieldKind.PHONE, "12"),
        (FieldKind.ID_NUMBER, "990101199005010033"),
        (FieldKind.ID_NUMBER, "12345"),
        (FieldKind.EMAIL, "name"),
        (FieldKind.YES_NO, "maybe"),
        (FieldKind.CHOICE, "c"),
        (FieldKind.CHOICES, ["a", "c"]),
        (FieldKind.COURT, "某银行"),
        (FieldKind.CASE_NUMBER, "2026年12号"),
        (FieldKind.TEXT, "长" * 201),
        (FieldKind.TEXT, ["一", "二"]),
        (FieldKind.TABLE, [["本金"]]),
        (FieldKind.TABLE, [["本金", "1", "2"]]),
        (FieldKind.TABLE, [{"strange": "1"}]),
        (FieldKind.TABLE, [["本金", "1"]] * 61),
    ],
)
def test_what_cannot_be_read_is_a_sentence(kind: FieldKind, typed: object) -> None:
    with pytest.raises(Unreadable) as refused:
        read_answer(asked(kind), typed, DAY)
    assert refused.value.sentence.endswith("。")


@pytest.mark.parametrize(
    ("limits", "typed"),
    [
        (Limits(least=1, most=10), "11"),
        (Limits(least=1), "0"),
    ],
)
def test_limits_of_numbers(limits: Limits, typed: str) -> None:
    with pytest.raises(Unreadable):
        read_answer(asked(FieldKind.NUMBER, limits=limits), typed, DAY)


def test_limits_of_text_and_dates() -> None:
    with pytest.raises(Unreadable):
        read_answer(asked(FieldKind.TEXT, limits={"contains": ["监管局"]}), "某市政府", DAY)
    with pytest.raises(Unreadable):
        read_answer(asked(FieldKind.TEXT, limits={"shortest": 5}), "短", DAY)
    with pytest.raises(Unreadable, match="至少5个字。比如：合同里没有仲裁条款。"):
        read_answer(asked(FieldKind.PARAGRAPH, limits={"shortest": 5}, example="合同里没有仲裁条款。"), "短", DAY)
    later = asked(FieldKind.DATE, limits={"future": True})
    assert read_answer(later, "2026-12-01", DAY) == date(2026, 12, 1)


@given(st.text(max_size=60), st.sampled_from(list(FieldKind)))
def test_any_text_is_a_value_or_a_sentence(typed: str, kind: FieldKind) -> None:
    try:
        value = read_answer(asked(kind), typed, DAY)
    except (Unreadable, SeveralUnreadable) as refused:
        assert str(refused)
        return
    assert value is None or say_value(asked(kind), value) is not None


def test_answers_keep_what_was_given_apart_from_defaults() -> None:
    fields = (asked(FieldKind.NUMBER, default=3), Field(id="y", label="那一项", kind=FieldKind.TEXT))
    read = read_answers(fields, {"y": "写了", "z": "多余"}, DAY)
    assert read.values == {"x": Decimal(3), "y": "写了"}
    assert read.given == {"y"}
    assert [problem.where for problem in read.problems] == ["z"]


def test_a_problem_inside_a_table_names_the_cell() -> None:
    read = read_answers((asked(FieldKind.TABLE),), {"x": [["本金", "1"], ["利息", "多"]]}, DAY)
    assert [problem.where for problem in read.problems] == ["x.1.amount"]


def test_saying() -> None:
    money = asked(FieldKind.MONEY)
    assert say_value(money, Decimal("12345.67")) == "12,345.67元"
    assert say_value(money, Decimal("12345.67"), "both") == "12,345.67元（人民币壹万贰仟叁佰肆拾伍元陆角柒分）"
    assert say_value(asked(FieldKind.DATE), date(2026, 11, 25), "weekday") == "2026年11月25日（星期三）"
    assert say_value(asked(FieldKind.PERCENT), Decimal("24")) == "24%"
    assert say_value(asked(FieldKind.NUMBER), Decimal("10")) == "10"
    assert say_value(asked(FieldKind.CHOICES), ("a", "b")) == "甲；乙、丙"
    assert say_value(asked(FieldKind.LIST), ("一", "二"), "count") == "2"
    assert say_value(asked(FieldKind.YES_NO), True) == "是"
    assert say_row(asked(FieldKind.TABLE), {"item": "本金", "amount": Decimal("100")}) == (
        "本金",
        "100.00元（人民币壹佰元整）",
    )


def test_identity_numbers_are_cut_unless_asked_for_whole() -> None:
    number = asked(FieldKind.ID_NUMBER)
    assert say_value(number, "990101199005010032") == "0032"
    assert say_value(number, "990101199005010032", full_number=True) == "990101199005010032"
    assert say_value(number, "990101199005010032", "last4", full_number=True) == "0032"


def test_identity_numbers_and_masks() -> None:
    assert is_identity_number("990101199005010032")
    assert not is_identity_number("990101199005010033")
    assert masked("13912345678") == "139****5678"
    assert masked("95533") == "95533"


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "choice"},
        {"kind": "text", "choices": CHOICES},
        {"kind": "table"},
        {"kind": "text", "required": "sometimes"},
        {"kind": "table", "columns": [{"id": "a", "label": "一", "kind": "list"}]},
        {"kind": "nothing"},
    ],
)
def test_a_field_must_hold_together(broken: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Field.model_validate({"id": "x", "label": "这一项", **broken})


def test_formats_are_of_known_kinds() -> None:
    assert set(FORMATS) <= set(FieldKind)
