"""The figures of an application for instalments on a card agree with each other, and it says nothing nobody told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.letters.conftest import Write, said

SLUG = "personalized-installment"
INCOME = {
    "x_income": [["工资", "5200", ""]],
    "x_expense": [["房租", "1800", ""], ["伙食", "1800", ""]],
    "ask_monthly": "500",
}
DEBTS = [["贵行信用卡", "20700", "", ""], ["某某银行贷款", "9000", "600", ""], ["某某消费金融", "5000", "500", ""]]


def stops(write: Write, **answers: Any) -> set[str]:
    return {one.where for one in write(SLUG, answers=INCOME | answers).problems}


def warned(write: Write, **answers: Any) -> str:
    return "\n".join(one.sentence for one in write(SLUG, answers=INCOME | answers).warnings)


def test_what_the_debts_take_each_month_is_not_left_out(write: Write) -> None:
    assert stops(write, x_debts=DEBTS, other_monthly="600") == {"other_monthly"}
    assert stops(write, x_debts=DEBTS, other_monthly="") == {"other_monthly"}
    assert stops(write, x_debts=DEBTS, other_monthly="1100") == set()


def test_a_debt_among_the_expenses_is_only_asked_about(write: Write) -> None:
    expenses = [["房租", "1800", ""], ["某某银行贷款", "600", ""], ["消费金融分期", "500", ""]]
    given = {"x_debts": DEBTS, "other_monthly": "0", "x_expense": expenses}
    assert stops(write, **given) == set()
    assert "必要支出" in warned(write, **given)


@pytest.mark.parametrize(("terms", "stopped"), [("42", set()), ("43", {"ask_terms"})])
def test_a_plan_above_the_bill_does_not_ask_for_less(write: Write, terms: str, stopped: set[str]) -> None:
    """20,700 in instalments of 500: the forty-second is the last that is needed."""
    assert stops(write, ask_terms=terms) == stopped
    assert stops(write, ask_terms=terms, ask_waive=[]) == set()
    assert "多的不用还" in warned(write, ask_terms=terms)


def test_no_number_is_said_to_have_changed(write: Write) -> None:
    written = said(write(SLUG).document)
    assert "请同时通知受托的催收机构。" in written
    assert "更新为" not in written


@pytest.mark.parametrize(
    ("days", "paid", "stopped"),
    [
        ("95", None, set()),
        ("1095", None, set()),
        ("1100", None, {"limitation_notice"}),
        # Who paid nothing for three years is not overdue for three months only.
        ("95", date(2023, 1, 8), {"limitation_notice"}),
    ],
)
def test_the_days_overdue_say_how_old_the_oldest_sum_is(
    write: Write, days: str, paid: date | None, stopped: set[str]
) -> None:
    unknown = {"last_payment_on": paid, "last_demand_on": None, "signed_on": None}
    composed = write(SLUG, answers={"overdue_days": days, "c_loan_date": ""}, debt=unknown)
    assert {one.where for one in composed.problems} == stopped
