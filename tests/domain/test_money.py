from __future__ import annotations

from decimal import Decimal

import pytest

from app.domain.money import money_in_words, say_money


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("10", "壹拾元整"),
        ("110", "壹佰壹拾元整"),
        ("100.07", "壹佰元零柒分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("12345.67", "壹万贰仟叁佰肆拾伍元陆角柒分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("20000", "贰万元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("10000001", "壹仟万零壹元整"),
        ("100020003", "壹亿零贰万零叁元整"),
        ("1000000000", "壹拾亿元整"),
    ],
)
def test_words(amount: str, words: str) -> None:
    assert money_in_words(Decimal(amount)) == f"人民币{words}"


def test_figures() -> None:
    assert say_money(Decimal("12345.67")) == "12,345.67元"
    assert say_money(Decimal("0")) == "0.00元"


def test_less_than_nothing_is_said_so() -> None:
    assert money_in_words(Decimal("-900")) == "人民币负玖佰元整"
