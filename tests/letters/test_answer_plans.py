"""A plan to pay what is undisputed stands in an answer to a claim only where something is, and never above it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.letters.conftest import Write, said

PLAN = {"want_settle": "yes", "settle_monthly": "1200", "settle_terms": "36"}
ANSWERS = ["credit-card", "financial-loan", "general", "private-lending", "guarantee-insurance"]
WITH_FEES = ["credit-card", "financial-loan", "guarantee-insurance"]


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
