from __future__ import annotations

from datetime import date, time

import pytest

from app.cases.forms import fill_contact, fill_debt, typed_contact, typed_debt
from app.domain.acts import Act, ActChoices, ActGroup
from app.domain.case import CollectorKind, CreditorKind
from app.domain.contact import Means, Reached

TODAY = date(2026, 11, 21)
CHOICES = ActChoices((ActGroup("说了什么", (Act("threaten-harm", "威胁", ""),)),), (), {"many-times": "多次"})
CONTACT = {"day": "2026-09-05", "clock": "22:41", "means": "call", "answered": "yes", "reached": "me"}


def test_a_debt_needs_only_the_kind_of_lender() -> None:
    filled = fill_debt({"creditor_kind": "bank-card"}, TODAY)
    assert filled.facts is not None
    assert filled.facts.creditor.kind is CreditorKind.BANK_CARD
    assert filled.facts.collector.kind is CollectorKind.UNKNOWN
    assert filled.facts.online is None


def test_what_is_unsure_stays_unknown() -> None:
    typed = {"creditor_kind": "bank-loan", "online": "unknown", "reachable": "unknown", "notice_received": ""}
    filled = fill_debt(typed, TODAY)
    assert filled.facts is not None
    assert (filled.facts.online, filled.facts.reachable, filled.facts.notice_received) == (None, None, None)


def test_agreed_hours_come_in_pairs() -> None:
    whole = fill_debt({"creditor_kind": "bank-card", "agreed_from": "09:00", "agreed_until": "18:00"}, TODAY)
    assert whole.facts is not None and whole.facts.agreed_hours is not None
    assert whole.facts.agreed_hours.end == time(18, 0)
    half = fill_debt({"creditor_kind": "bank-card", "agreed_from": "09:00"}, TODAY)
    assert [problem.where for problem in half.problems] == ["agreed_from"]


def test_a_debt_form_comes_back_as_it_was_filled() -> None:
    typed = {"creditor_kind": "bank-card", "creditor_name": "某某银行", "agreed_from": "09:00", "agreed_until": "18:00",
             "signed_on": "2024-03-10", "online": "yes"}  # fmt: skip
    filled = fill_debt(typed, TODAY)
    assert filled.facts is not None
    again = typed_debt(filled.facts)
    assert {name: again[name] for name in typed} == typed


def test_a_contact_comes_back_as_it_was_filled() -> None:
    typed = {**CONTACT, "minutes": "1", "seconds": "35", "number": "021", "acts": ["threaten-harm"], "words": "原话"}
    filled = fill_contact(typed, TODAY, CHOICES)
    assert filled.facts is not None
    again = typed_contact(filled.facts)
    assert {name: again[name] for name in typed} == typed
    assert (filled.facts.means, filled.facts.reached, filled.facts.duration_seconds) == (Means.CALL, Reached.ME, 95)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": ""}, "day"),
        ({"clock": ""}, "clock"),
        ({"day": "2026-11-22"}, "day"),
        ({"day": "2026-02-30"}, "day"),
        ({"day": "昨天"}, "day"),
        ({"clock": "25:00"}, "day"),
        ({"day": "1900-01-01"}, "day"),
        ({"means": "telegraph"}, "means"),
        ({"minutes": "-1"}, "minutes"),
        ({"minutes": "1441"}, "minutes"),
        ({"minutes": "９９"}, "minutes"),
        ({"visitors": "0"}, "visitors"),
        ({"visitors": "很多"}, "visitors"),
        ({"acts": ["no-such-act"]}, "acts"),
        ({"words": "话" * 2_001}, "words"),
        ({"number": "1" * 1_000_000}, "number"),
        ({"refused_on": "x"}, "refused_on"),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field_and_kept(changes: dict[str, object], field: str) -> None:
    typed = {**CONTACT, **changes}
    filled = fill_contact(typed, TODAY, CHOICES)  # type: ignore[arg-type]
    assert filled.facts is None
    assert field in {problem.where for problem in filled.problems}
    assert all(problem.sentence.endswith("。") for problem in filled.problems)
    assert filled.typed == typed


def test_invisible_characters_are_taken_out() -> None:
    filled = fill_contact({**CONTACT, "words": "再\u202e不\u200b还\x00"}, TODAY, CHOICES)
    assert filled.facts is not None
    assert filled.facts.words == "再不还"
