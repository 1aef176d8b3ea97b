"""A plan to pay what is undisputed stands in an answer to a claim only where something is, and never above it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.catalogue import Catalogue
from tests.letters.conftest import Write, said

PLAN = {"want_settle": "yes", "claim_total": "100000", "settle_monthly": "1200", "settle_terms": "36"}
ANSWERS = ["credit-card", "financial-loan", "general", "private-lending", "guarantee-insurance"]
WITH_FEES = ["credit-card", "financial-loan", "guarantee-insurance"]
ROOMY = {**PLAN, "settle_amount": "43200"}


def stops(write: Write, kind: str, answers: Mapping[str, object]) -> set[str]:
    """The fields at which the first example of the answer, which agrees to no claim, is stopped."""
    return {one.where for one in write(f"answer-{kind}", answers=answers).problems}


@pytest.mark.parametrize("kind", ANSWERS)
def test_nothing_undisputed_leaves_nothing_to_pay_by_instalments(write: Write, kind: str) -> None:
    assert stops(write, kind, {}) == set()
    assert stops(write, kind, PLAN) == {"settle_amount"}
    assert stops(write, kind, {**PLAN, "settle_amount": "0"}) == {"settle_amount"}


@pytest.mark.parametrize("kind", ANSWERS)
def test_the_plan_is_not_above_what_is_undisputed(write: Write, kind: str) -> None:
    assert stops(write, kind, {**PLAN, "settle_amount": "43199.99"}) == {"settle_terms"}
    written = said(write(f"answer-{kind}", answers={**PLAN, "settle_amount": "43200"}).document)
    assert "即43,200.00元" in written
    assert "合计43,200.00元" in written


@pytest.mark.parametrize("kind", ANSWERS)
def test_asking_to_dismiss_everything_and_promising_instalments_is_stopped(write: Write, kind: str) -> None:
    assert stops(write, kind, {**PLAN, "settle_amount": "43200", "asks": ["all"]}) == {"asks"}


@pytest.mark.parametrize("kind", WITH_FEES)
def test_no_fee_accepted_is_said_in_words(write: Write, kind: str) -> None:
    written = said(write(f"answer-{kind}", answers={"agree_fee": "0"}).document)
    assert "认可0.00元" not in written
    assert "上述各项，答辩人均不认可。" in written
    assert "其中答辩人认可600.00元" in said(write(f"answer-{kind}", answers={"agree_fee": "600"}).document)


@pytest.mark.parametrize("kind", ANSWERS)
def test_what_is_undisputed_is_below_what_is_claimed(write: Write, kind: str) -> None:
    """The first example disputes something, so that not all that is claimed can be undisputed."""
    assert stops(write, kind, ROOMY) == set()
    assert stops(write, kind, {**ROOMY, "claim_total": ""}) == {"claim_total"}
    assert stops(write, kind, {**ROOMY, "claim_total": "43199.99"}) == {"settle_amount"}
    assert stops(write, kind, {**ROOMY, "claim_total": "43200"}) == {"settle_amount"}


@pytest.mark.parametrize("kind", ANSWERS)
def test_payments_not_counted_are_taken_off_before_anything_is_offered(write: Write, kind: str) -> None:
    paid = {"paid_rows": [["2026-11-01", "8000", "流水第1页"]], "claim_total": "52000"}
    assert "settle_amount" in stops(write, kind, {**ROOMY, **paid, "settle_amount": "44500"})
    assert "settle_amount" not in stops(write, kind, {**PLAN, "settle_monthly": "1", **paid, "settle_amount": "36"})


@pytest.mark.parametrize("kind", WITH_FEES)
def test_fees_refused_are_taken_off_before_anything_is_offered(write: Write, kind: str) -> None:
    fees = {"claim_fee": "18234.15", "agree_fee": "9870.15", "claim_total": "56846.55", "paid_rows": []}
    low = {**PLAN, "settle_monthly": "1000", "settle_terms": "10"}
    assert stops(write, kind, {**low, **fees, "settle_amount": "50000"}) == {"settle_amount"}
    assert stops(write, kind, {**low, **fees, "settle_amount": "20000"}) == set()


def test_a_plan_of_what_was_confirmed_is_not_above_the_claim(write: Write) -> None:
    confirmed = {
        "q_claims": {"principal": {"stance": "agreed"}},
        "paid_rows": [],
        "fraud_rows": [],
        "settle_amount": "",
    }
    assert "settle_terms" in stops(write, "credit-card", {**PLAN, **confirmed, "claim_total": "43199"})
    assert "settle_terms" not in stops(write, "credit-card", {**PLAN, **confirmed, "claim_total": "90000"})


def test_a_reply_that_is_not_whole_does_not_hide_the_others(write: Write, catalogue: Catalogue) -> None:
    """The last reply says too little; that interest is disputed still stands, and nothing is said to be missing there."""
    claims = catalogue.letters.by_slug["answer-credit-card"].file.examples[0].answers["q_claims"]
    assert isinstance(claims, dict)
    short = {**claims, "total": {**claims["total"], "reply": "应当减少。"}}
    composed = write("answer-credit-card", answers={"q_claims": short})
    assert composed.document is None
    assert not any("第2问却没有选" in one.sentence for one in composed.warnings)
