"""An answer to a claim is not printed while it confirms and denies the same thing, or tells days in an impossible order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from app.letters.model import Composition
from tests.letters.conftest import Write, said

ANSWERS = ["credit-card", "financial-loan", "general", "private-lending", "guarantee-insurance"]
FORMS = {
    "credit-card": "card",
    "financial-loan": "contract",
    "private-lending": "contract",
    "guarantee-insurance": "policy",
}
FIRST = {"guarantee-insurance": "payout"}
WITH_FEES = ["credit-card", "financial-loan", "guarantee-insurance"]


def answered(write: Write, kind: str, changes: Mapping[str, Any]) -> Composition:
    """The first example with these changes; of a court's form only the questions named are changed."""
    before = write(f"answer-{kind}")
    assert before.problems == ()
    return write(f"answer-{kind}", answers=changes)


@pytest.fixture
def change(write: Write, catalogue: Any) -> Any:
    def make(kind: str, **changes: Any) -> Composition:
        first = catalogue.letters.by_slug[f"answer-{kind}"].file.examples[0].answers
        merged = {
            name: {**first.get(name, {}), **value} if name in ("q_claims", "q_facts") else value
            for name, value in changes.items()
        }
        return answered(write, kind, merged)

    return make


def stopped(composed: Composition) -> set[str]:
    return {one.where for one in composed.problems}


def warned(composed: Composition) -> str:
    return "\n".join(one.sentence for one in composed.warnings)


@pytest.mark.parametrize("kind", FORMS)
def test_what_is_confirmed_is_not_somebody_elses(change: Any, kind: str) -> None:
    first = FIRST.get(kind, "principal")
    denied = {
        FORMS[kind]: {"stance": "disputed", "reply": "这不是我办的，2024年3月10日本人在外地上班，签名不是我签的。"}
    }
    agreed = {first: {"stance": "agreed"}}
    assert "q_facts" not in stopped(change(kind, q_facts=denied))
    assert "q_facts" in stopped(change(kind, q_facts=denied, q_claims=agreed))
    other_day = {FORMS[kind]: {"stance": "disputed", "reply": "日期不对，是2024年3月12日，不是2024年3月10日，见回单。"}}
    mild = change(kind, q_facts=other_day, q_claims=agreed)
    assert "q_facts" not in stopped(mild)
    assert "第1问却认了" in warned(mild)


def test_a_claim_accepted_is_not_denied_in_the_same_row(change: Any) -> None:
    row = ["支付代偿款10000元", "accept", "这笔钱不是我借的，签名也不是我签的", ""]
    assert "reply_rows" in stopped(change("general", reply_rows=[row, ["支付违约金", "deny", "没有约定违约金", ""]]))


@pytest.mark.parametrize("kind", ANSWERS)
def test_days_of_the_court_follow_the_receipt(change: Any, kind: str) -> None:
    assert "j_hearing" in stopped(change(kind, j_hearing="2026-11-09"))
    assert "j_evidence" in stopped(change(kind, j_evidence="2026-11-09"))
    past = change(kind, j_receive="2026-11-05", j_hearing="2026-11-10", j_evidence="2026-12-04")
    assert "你填的开庭日子已经过了" in warned(past)
    assert "开庭：" not in said(past.document)
    ahead = change(kind, j_hearing="2026-12-15")
    assert "你填的开庭日子已经过了" not in warned(ahead)
    assert "开庭：2026年12月15日" in said(ahead.document)


@pytest.mark.parametrize("kind", ANSWERS)
def test_nothing_is_repaid_before_the_loan(change: Any, kind: str) -> None:
    assert "paid_rows" in stopped(change(kind, c_signed="2025-06-01", paid_rows=[["2025-05-31", "800", "流水"]]))
    assert "paid_rows" not in stopped(change(kind, c_signed="2025-06-01", paid_rows=[["2025-06-01", "800", "流水"]]))
    assert "c_signed" in stopped(change(kind, c_signed="2026-11-11"))


@pytest.mark.parametrize("kind", WITH_FEES)
def test_fees_confirmed_are_not_refused(change: Any, kind: str) -> None:
    question = "premium" if kind == "guarantee-insurance" else "interest"
    both = {question: {"stance": "agreed"}}
    assert "q_claims" in stopped(change(kind, q_claims=both, fee_grounds=["no-detail"]))
    none = {"claim_fee": "", "agree_fee": "", "premium_rows": [], "apr": ""}
    assert "q_claims" not in stopped(change(kind, q_claims=both, fee_grounds=[], asks=["part"], **none))


@pytest.mark.parametrize("kind", WITH_FEES)
def test_terms_not_shown_are_held_against_the_rest_alone(change: Any, kind: str) -> None:
    fees = {"claim_fee": "18234.15", "agree_fee": "9870.15", "fee_grounds": ["not-shown", "no-detail"]}
    written = said(change(kind, **fees).document)
    assert "对没有认可的部分：" in written
    assert "原告没有写明" not in written


@pytest.mark.parametrize("kind", ["credit-card", "financial-loan"])
def test_no_detail_is_asked_of_what_was_confirmed(change: Any, kind: str) -> None:
    rows = {"actual": "20000", "deducted": []} if kind == "financial-loan" else {}
    confirmed = change(kind, q_claims={"principal": {"stance": "agreed"}}, asks=["detail"], **rows)
    assert stopped(confirmed) == set()
    assert "请原告提交利息、" in said(confirmed.document)
    assert "请原告提交本金" not in said(confirmed.document)


def test_interest_held_back_leaves_less_than_the_paper_says(change: Any) -> None:
    whole = {"points": ["upfront"], "paper_amount": "60000", "rate_agreed": "12"}
    assert "actual" in stopped(change("private-lending", **whole, actual="60000"))
    assert "actual" not in stopped(change("private-lending", **whole, actual="58800"))
    agreed = {"amount": {"stance": "agreed"}}
    assert "q_facts" in stopped(change("private-lending", **whole, actual="58800", q_facts=agreed))


def test_of_what_was_lent_only_what_is_known_is_said(change: Any) -> None:
    lent = {"points": ["undelivered"], "paper_amount": "60000", "asks": ["part"]}
    part = said(change("private-lending", **lent, actual="100").document)
    none = said(change("private-lending", **lent, actual="0").document)
    assert "借条上的金额没有全部交付" in part
    assert "没有实际交付" not in part
    assert "借条上的金额没有实际交付" in none


def test_the_other_side_need_not_prove_court_fees(change: Any) -> None:
    fee = {"court-fee": {"stance": "unknown", "reply": "由法院按判决结果决定。"}}
    known = {one: {"stance": "absent"} for one in ("early", "security", "costs", "other")}
    composed = change("private-lending", q_claims={**known, **fee})
    assert "不清楚的是第6项。" in said(composed.document)
    assert "请原告说明并举证。" not in said(composed.document)
    more = {**known, **fee, "costs": {"stance": "unknown", "reply": "没有看到发票和付款凭证，请原告提交。"}}
    assert "不清楚的请求，请原告说明并举证。" in said(change("private-lending", q_claims=more).document)


def test_a_sum_confirmed_may_be_said_once_the_notice_was_read(change: Any) -> None:
    """Of a debt that may be time-barred, too: the box says so much already."""
    own = {"principal": {"stance": "agreed", "reply": "本金38,612.40元我认，其余的请法院核对。"}}
    rest = {"paid_rows": [], "fraud_rows": [], "c_signed": "2020-01-01", "last_paid_on": "2021-01-01"}
    read = change("credit-card", q_claims=own, limitation_notice="yes", **rest)
    unread = change("credit-card", q_claims=own, limitation_notice="no", **rest)
    for composed, blocking in ((read, False), (unread, True)):
        (harm,) = composed.harms
        assert harm.where == "q_claims.principal.reply"
        assert harm.blocking is blocking
        assert "贵司" not in harm.instead
    assert read.document is not None


@pytest.mark.parametrize("kind", ANSWERS)
def test_the_last_payment_can_be_told_in_the_form(write: Write, catalogue: Any, kind: str) -> None:
    letter = catalogue.letters.by_slug[f"answer-{kind}"]
    assert letter.field_by_id["last_paid_on"].asked_when == "no-limitation"


def test_a_number_typed_before_an_enclosure_is_not_printed_twice(change: Any) -> None:
    lines = ["1.信用卡账单截图（3页）", "（2）还款流水", "3、收条", "1.5万元转账回单", "证据4：办卡宣传单"]
    document = change("credit-card", e_list=lines).document
    listed = next(one.items for one in document.blocks if type(one).__name__ == "Enclosures")
    assert listed[-5:] == ("信用卡账单截图（3页）", "还款流水", "收条", "1.5万元转账回单", "证据4：办卡宣传单")


def test_the_sum_of_a_table_stands_beside_it(change: Any) -> None:
    rows = [["2025-11-02", "3600", "外地某商户", "本人身上"], ["2025-11-03", "400", "外地某商户", "本人身上"]]
    assert "共2笔，合计4,000.00元" in said(change("credit-card", fraud_rows=rows).document)
    assert "放款时扣除的项目如下，合计1,500.00元" in said(change("financial-loan").document)
