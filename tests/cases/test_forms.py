from __future__ import annotations

from datetime import date, time

import pytest

from app.cases.combining import join
from app.cases.forms import fill_contact, fill_debt, typed_contact, typed_debt
from app.domain.acts import Act, ActChoices, ActGroup
from app.domain.case import CollectorKind, CreditorKind, Debt
from app.domain.contact import Contact, ContactFact, Means, Reached

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
    empty = fill_debt({"creditor_kind": "bank-card", "agreed_from": "09:00", "agreed_until": "09:00"}, TODAY)
    assert [problem.where for problem in empty.problems] == ["agreed_from"]


def test_a_debt_form_comes_back_as_it_was_filled() -> None:
    typed = {"creditor_kind": "bank-card", "creditor_name": "某某银行", "agreed_from": "09:00", "agreed_until": "18:00",
             "signed_on": "2024-03-10", "online": "yes"}  # fmt: skip
    filled = fill_debt(typed, TODAY)
    assert filled.facts is not None
    again = typed_debt(filled.facts)
    assert {name: again[name] for name in typed} == typed


def test_a_letter_needs_no_clock_and_a_call_does() -> None:
    letter = fill_contact({**CONTACT, "clock": "", "means": "letter", "answered": ""}, TODAY, CHOICES)
    assert letter.facts is not None and letter.facts.said_at == "2026年9月5日" and not letter.facts.at_night
    assert typed_contact(letter.facts)["clock"] == ""
    assert [one.where for one in fill_contact({**CONTACT, "clock": ""}, TODAY, CHOICES).problems] == ["clock"]


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


def test_who_does_not_know_the_lender_says_so() -> None:
    filled = fill_debt({"creditor_kind": "unknown"}, TODAY)
    assert filled.facts is not None and filled.facts.creditor.kind is None
    assert typed_debt(filled.facts)["creditor_kind"] == "unknown"
    left_out = fill_debt({}, TODAY)
    assert left_out.facts is None and "我不确定" in left_out.problems[0].sentence


def test_a_debt_keeps_what_is_on_no_form_and_forgets_a_doubt_that_ended() -> None:
    old = Debt.model_validate({"creditor": {}, "promised_date": "2026-12-01", "unsure": ["online", "creditor"]})
    filled = fill_debt({"creditor_kind": "bank-card"}, TODAY, old)
    assert filled.facts is not None
    assert filled.facts.promised_date == date(2026, 12, 1) and filled.facts.unsure == ("online",)


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ({"on_list": "no"}, "on_list", False),
        ({"assignment_notice": "yes"}, "assignment_notice", True),
        ({"overdue_days": "181"}, "overdue_days", 181),
        ({"no_agreed_hours": "yes"}, "no_agreed_hours", True),
        ({"no_agreed_hours": "yes", "agreed_from": "09:00", "agreed_until": "18:00"}, "no_agreed_hours", False),
        ({"agreement_kept": "unknown"}, "agreement_kept", None),
    ],
)
def test_what_the_result_asks_can_be_changed_on_the_form(typed: dict[str, str], field: str, value: object) -> None:
    filled = fill_debt({"creditor_kind": "bank-card", **typed}, TODAY)
    assert filled.facts is not None and getattr(filled.facts, field) == value
    again = fill_debt(typed_debt(filled.facts), TODAY)
    assert again.facts == filled.facts


def test_days_overdue_are_a_number() -> None:
    for wrong in ("很多", "-1", "40000"):
        (problem,) = fill_debt({"creditor_kind": "bank-card", "overdue_days": wrong}, TODAY).problems
        assert (problem.where, problem.sentence) == ("overdue_days", "“逾期多少天”看不懂，请核对写法。")


def test_a_contact_keeps_what_its_form_does_not_show() -> None:
    old = Contact.model_validate(
        {"at": "2026-09-05T22:41:00", "on_behalf_of": "某行", "ruled_out": ["many-times"],
         "unsure": ["answered", "consent_to_hours"]}
    )  # fmt: skip
    filled = fill_contact({**CONTACT, "answered": "yes"}, TODAY, CHOICES, old)
    assert filled.facts is not None
    assert (filled.facts.on_behalf_of, filled.facts.ruled_out) == ("某行", ("many-times",))
    assert filled.facts.unsure == ("consent_to_hours",)
    ticked = fill_contact({**CONTACT, "circumstances": ["many-times"]}, TODAY, CHOICES, old)
    assert ticked.facts is not None and ticked.facts.ruled_out == ()


def test_what_nobody_said_of_a_contact_stays_unsaid() -> None:
    typed = {
        **CONTACT,
        "answered": "unknown",
        "reached": "unknown",
        "third_party_role": "unknown",
        "consent_to_hours": "unknown",
    }
    filled = fill_contact(typed, TODAY, CHOICES)
    assert filled.facts is not None
    assert not any(filled.facts.knows(fact) for fact in ContactFact)
    again = typed_contact(filled.facts)
    assert (again["answered"], again["reached"], again["third_party_role"], again["consent_to_hours"]) == (
        "unknown", "unknown", "", "unknown",
    )  # fmt: skip


NARRATED = "打到公司座机，同事小周接的，说我欠信用卡6万"


def test_words_and_the_note_are_two_things() -> None:
    filled = fill_contact({**CONTACT, "words": "再不还就去你单位", "note": NARRATED}, TODAY, CHOICES)
    assert filled.facts is not None
    assert (filled.facts.words, filled.facts.note) == ("再不还就去你单位", NARRATED)
    assert typed_contact(filled.facts)["note"] == NARRATED


def test_an_own_account_in_the_place_of_their_words_is_asked_about_once() -> None:
    asked = fill_contact({**CONTACT, "words": NARRATED}, TODAY, CHOICES)
    assert [one.where for one in asked.problems] == ["words"]
    assert asked.typed["words"] == NARRATED
    sure = fill_contact({**CONTACT, "words": NARRATED, "as_said": "yes"}, TODAY, CHOICES)
    assert sure.facts is not None
    again = fill_contact({**CONTACT, "clock": "22:42", "words": NARRATED}, TODAY, CHOICES, sure.facts)
    assert again.facts is not None


def test_two_tellings_of_one_note_are_brought_together() -> None:
    one = Contact.model_validate({"at": "2026-09-05T22:41:00", "note": "小周接的"})
    both = join(one, one.model_copy(update={"note": "领导也听见了"}))
    assert both.note == "小周接的\n领导也听见了"
