"""Four times the one-year LPR, looked up and worked out for the answer to a private lender."""

from __future__ import annotations

import pytest

from tests.letters.conftest import Write, said

SLUG = "answer-private-lending"


def test_the_cap_is_that_of_the_day_of_the_contract(write: Write) -> None:
    text = said(write(SLUG, answers={"c_signed": "2024-07-21"}).draft)
    assert "（2024年7月21日）一年期贷款市场报价利率是3.45%，四倍是13.8%" in text
    assert "3.35%，四倍是13.4%" in said(write(SLUG, answers={"c_signed": "2024-07-22"}).draft)


def test_of_a_claim_that_is_disputed_nothing_is_admitted(write: Write) -> None:
    text = said(write(SLUG).document)
    assert "原告所称的年利率36%" in text and "双方约定的年利率" not in text


@pytest.mark.parametrize(("rate", "stopped"), [("14.8", True), ("14.9", False)])
def test_a_rate_below_the_cap_is_not_called_above_it(write: Write, rate: str, stopped: bool) -> None:
    composed = write(SLUG, answers={"rate_agreed": rate})
    assert any("没有超过四倍LPR" in one.sentence for one in composed.problems) is stopped


def test_a_rate_nobody_has_checked_is_not_made_up(write: Write) -> None:
    composed = write(SLUG, answers={"c_signed": "2026-10-20"})
    assert "请法院按照法定的利率上限审查" in said(composed.draft) and "四倍是" not in said(composed.draft)
    assert any("还没有核到" in one.sentence for one in composed.warnings)


def test_an_older_loan_asks_for_the_day_of_the_lawsuit(write: Write) -> None:
    composed = write(SLUG, answers={"c_signed": "2019-05-01", "filed_on": None})
    assert any(one.where == "filed_on" for one in composed.warnings)
    split = said(write(SLUG, answers={"c_signed": "2019-05-01", "filed_on": "2026-09-10"}).draft)
    assert "起诉时（2026年9月10日）一年期贷款市场报价利率是3%，四倍是12%" in split
