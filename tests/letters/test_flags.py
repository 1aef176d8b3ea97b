"""Each test a flag can state, against one small case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.catalogue import Catalogue
from app.conduct.assess import assess
from app.domain.case import Debt
from app.domain.contact import Contact
from app.domain.deadline import Rule, count_deadline
from app.domain.fields import Answers
from app.letters.flags import Flags, Ground, may_be_time_barred
from app.letters.model import FlagTest
from tests.letters.conftest import Write

DAY = date(2026, 11, 21)
VALUES: dict[str, Any] = {
    "way": "post",
    "agreed": True,
    "picked": ("a", "b"),
    "when": date(2026, 1, 1),
    "days": Decimal(7),
    "note": "请马上答复",
    "again": "请马上　答复 ",
    "signed": date(2025, 11, 20),
    "later": date(2026, 3, 20),
    "told": ({"on": "2026年3月12日"}, {"on": "4月1日"}),
    "vague": ({"on": "三月初"}, {"on": "4月1日"}),
    "bureau": "四川省地方金融管理局",
    "registered": "重庆市渝北区",
    "same_land": "中国 四川成都",
    "nameless": "某某市某某区",
    "sums": ({"theirs": Decimal(2), "mine": Decimal(3)}, {"theirs": Decimal(3)}),
    "rows": ({"kind": "x", "on": False, "paid": date(2025, 11, 21)}, {"kind": "y"}),
}
CONTACTS = (
    Contact.model_validate(
        {"at": "2025-12-30T14:00:00", "means": "sms", "acts": ["threaten-harm"], "words": "出门小心"}
    ),
    Contact.model_validate({"at": "2026-01-03T14:00:00", "reached": "family", "acts": ["disclose-to-third-party"]}),
)
DEBT = Debt.model_validate(
    {"creditor": {"kind": "bank-loan"}, "collector": {"kind": "agency"}, "last_payment_on": "2026-01-01"}
)


@pytest.fixture
def ground(catalogue: Catalogue) -> Ground:
    found = assess(catalogue.conducts, CONTACTS, DEBT, catalogue.law)
    letter = catalogue.letters.by_slug["stop-unlawful-collection"]
    return Ground(
        letter, Answers(VALUES), DEBT, CONTACTS, found.findings, count_deadline(DAY, 0, rule=Rule.CALENDAR), DAY
    )


@pytest.mark.parametrize(
    ("stated", "holds"),
    [
        ({"field": "way", "equals": "post"}, True),
        ({"field": "way", "equals": "call"}, False),
        ({"field": "when", "within_days": 325}, True),
        ({"field": "when", "within_days": 324}, False),
        ({"field": "when", "after": "signed"}, True),
        ({"field": "when", "after": "when"}, False),
        ({"field": "rows", "column": "paid", "after": "signed"}, True),
        ({"field": "rows", "column": "paid", "after": "when"}, False),
        ({"field": "rows", "column": "paid", "after": "missing"}, False),
        ({"field": "rows", "column": "paid", "all_after": "signed"}, False),
        ({"field": "told", "column": "on", "after": "later"}, True),
        ({"field": "told", "column": "on", "all_after": "later"}, False),
        ({"field": "told", "column": "on", "all_after": "when"}, True),
        ({"field": "vague", "column": "on", "after": "when"}, True),
        ({"field": "vague", "column": "on", "all_after": "when"}, False),
        ({"field": "missing", "column": "on", "all_after": "when"}, False),
        ({"field": "when", "after": "rows.paid"}, True),
        ({"field": "signed", "after": "rows.paid"}, False),
        ({"field": "sums", "column": "mine", "above": "theirs"}, True),
        ({"field": "sums", "column": "theirs", "above": "mine"}, False),
        ({"field": "missing", "within_days": 324}, False),
        ({"field": "agreed", "equals": True}, True),
        ({"field": "agreed", "equals": False}, False),
        ({"field": "missing", "equals": "post"}, False),
        ({"field": "note", "same_as": "again"}, True),
        ({"field": "note", "same_as": "way"}, False),
        ({"field": "missing", "same_as": "absent"}, False),
        ({"field": "bureau", "other_province": "registered"}, True),
        ({"field": "bureau", "other_province": "same_land"}, False),
        ({"field": "bureau", "other_province": "nameless"}, False),
        ({"field": "nameless", "other_province": "registered"}, False),
        ({"field": "bureau", "other_province": "absent"}, False),
        ({"field": "missing", "empty": True}, True),
        ({"field": "way", "empty": False}, True),
        ({"field": "picked", "contains": ["b", "c"]}, True),
        ({"field": "picked", "contains": ["c"]}, False),
        ({"field": "note", "contains": ["马上"]}, True),
        ({"field": "picked", "only": ["a", "b", "c"]}, True),
        ({"field": "picked", "only": ["a"]}, False),
        ({"field": "when", "before": "2026-01-01"}, False),
        ({"field": "when", "before": "2026-01-02"}, True),
        ({"field": "when", "from": "2026-01-01"}, True),
        ({"field": "way", "from": "2026-01-01"}, False),
        ({"field": "days", "least": 7}, True),
        ({"field": "days", "least": 8}, False),
        ({"field": "rows", "least": 2}, True),
        ({"field": "rows", "column": "kind", "equals": "y"}, True),
        ({"field": "rows", "column": "kind", "only": ["x", "y"]}, True),
        ({"field": "rows", "column": "kind", "only": ["x"]}, False),
        ({"field": "rows", "column": "on", "equals": False}, True),
        ({"field": "rows", "column": "kind", "contains": ["z", "y"]}, True),
        ({"field": "rows", "column": "kind", "contains": ["z"]}, False),
        ({"field": "rows", "column": "on", "where": {"kind": ["x"]}, "equals": False}, True),
        ({"field": "rows", "column": "on", "where": {"kind": ["y"]}, "equals": False}, False),
        ({"field": "rows", "column": "paid", "within_months": 36}, True),
        ({"field": "rows", "column": "paid", "within_months": 12}, False),
        ({"field": "when", "within_months": 11}, True),
        ({"field": "when", "within_months": 10}, False),
        ({"field": "missing", "within_months": 10}, False),
        ({"finding": ["threaten-harm"]}, True),
        ({"finding": ["physical-violence"]}, False),
        ({"third_party": True}, True),
        ({"third_party": False}, False),
        ({"findings_before": "2026-01-01"}, True),
        ({"findings_before": "2025-12-30"}, False),
        ({"findings_from": "2026-01-03"}, True),
        ({"findings_from": "2026-01-04"}, False),
        ({"creditor": ["bank-loan", "insurer"]}, True),
        ({"creditor": ["insurer"]}, False),
        ({"collector": ["agency"]}, True),
        ({"limitation": "doubtful"}, False),
        ({"deadline": "last-day"}, True),
        ({"deadline": "passed"}, False),
        ({"deadline": "ahead"}, False),
    ],
)
def test_one_test(stated: dict[str, Any], holds: bool, ground: Ground) -> None:
    assert Flags(ground).test(FlagTest.model_validate(stated)) is holds


def test_flags_rest_on_flags(ground: Ground) -> None:
    flags = Flags(ground, {"yes": True, "no": False})
    assert flags.test(FlagTest.model_validate({"all": ["yes", "no"]})) is False
    assert flags.test(FlagTest.model_validate({"any": ["yes", "no"]})) is True
    assert flags.test(FlagTest.model_validate({"not": "no"})) is True


@pytest.mark.parametrize(
    ("paid", "demanded", "doubtful"),
    [
        (None, None, True),
        ("2023-11-21", None, True),
        ("2023-11-22", None, False),
        # A demand keeps the period going only while it runs.
        ("2020-01-01", "2026-11-01", True),
        ("2022-01-01", "2024-06-01", False),
        (None, "2026-11-01", True),
        ("2020-01-01", "2020-01-01", True),
    ],
)
def test_three_years_back_or_unknown(paid: str | None, demanded: str | None, doubtful: bool) -> None:
    debt = Debt.model_validate({"creditor": {"kind": "bank-card"}, "last_payment_on": paid, "last_demand_on": demanded})
    assert may_be_time_barred(debt, DAY) is doubtful
    assert may_be_time_barred(None, DAY)


def test_a_day_that_the_case_tells_otherwise_is_pointed_out(write: Write) -> None:
    def pointed_out(signed: str, of_case: str | None) -> list[str]:
        composed = write("answer-credit-card", answers={"c_signed": signed}, debt={"signed_on": of_case})
        return [one.sentence for one in composed.warnings if one.where == "c_signed"]

    (sentence,) = pointed_out("2024-09-08", "2024-01-08")
    assert "2024年9月8日" in sentence and "2024年1月8日" in sentence
    assert pointed_out("2024-01-08", "2024-01-08") == pointed_out("2024-01-08", None) == []


@pytest.mark.parametrize(
    ("known", "doubtful"),
    [
        ({"signed_on": "2024-01-08"}, False),
        ({"signed_on": "2023-11-21"}, True),
        ({"signed_on": "2021-01-08", "last_demand_on": "2023-12-01"}, False),
        ({"overdue_days": 190}, False),
        ({"overdue_days": 1_200}, True),
        ({"agreement_signed_on": "2025-01-08", "signed_on": "2019-01-08"}, False),
    ],
)
def test_what_shows_that_three_years_cannot_have_passed(known: dict[str, Any], doubtful: bool) -> None:
    debt = Debt.model_validate({"creditor": {"kind": "bank-card"}, **known})
    assert may_be_time_barred(debt, DAY) is doubtful
