"""A lender's letter is never shown a court's day, however it is called."""

from __future__ import annotations

import pytest

from app.received.model import HARD_STOPS, Issuer
from app.received.titles import find_told
from app.received.weighing import Weigher
from tests.received.test_weighing_papers import weigh

LENDERS_TITLES = (
    "贷款提前到期通知书", "关于宣布贷款提前到期的函", "个人住房贷款提前到期及催收通知书", "提前收回贷款通知书", "催收函",
    "债权转让通知", "债权转让暨催收通知", "解除合同通知", "解除借款合同通知书", "借款合同解除通知书", "扣划通知", "扣划通知书",
    "银行扣款通知书", "法务通知", "法务部通知", "逾期告知函", "信用卡逾期告知函", "履行保证责任通知书", "代偿通知书", "追偿通知书",
    "某某银行：您的房贷已宣布提前到期", "您的贷款已提前到期，请于3日内结清，否则起诉", "合同解除通知，不还就起诉",
)  # fmt: skip
COURTS_TITLES = ("法院扣划通知书", "协助扣划通知书", "扣划裁定书", "起诉通知书", "传票，说我的贷款提前到期")


@pytest.mark.parametrize("title", LENDERS_TITLES)
def test_a_lenders_letter_has_no_day_of_a_court(title: str, weigher: Weigher) -> None:
    weighed = weigh(weigher, title=title, seal="company", way="ems", received="2026-11-10")
    assert weighed.paper.issuer is Issuer.LENDER
    assert (weighed.counted, weighed.hard_stop, weighed.last_day) == ((), "", None)


@pytest.mark.parametrize("title", COURTS_TITLES)
def test_a_courts_paper_stays_one(title: str, weigher: Weigher) -> None:
    assert find_told(title, "ems", weigher.book.file)[0].issuer in HARD_STOPS
