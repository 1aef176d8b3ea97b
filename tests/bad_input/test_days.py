"""Days and hours that are none, have not come, or lie before any law; kinds nobody knows."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from tests.bad_input.asking import CHECK, JSON, problem, read, refusal
from tests.bad_input.conftest import WithCase

CALL = {"day": "2026-09-05", "clock": "22:41", "means": "call", "words": "原话还在这里"}
DEBT = {"creditor_kind": "bank-card", "creditor_name": "名称还在这里"}
CONTACT = {"at": "2026-09-05T22:41:00"}
NO_MOMENT = [
    "2026-09-05T25:00:00", "2026-02-30T10:00:00", "2026-09-05", "2026-W36-6", "20260905", "", "昨晚", 0, 20260905, 1e18,
    1.5, True, None, [], {}, "1725547260", "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-12:00", "1850-01-01T09:00:00",
    "2026-11-22T00:00:00", "2027-01-01T00:00:00", "2026-11-21T20:00:00-08:00",
]  # fmt: skip
NO_DAY = [
    "2026-13-01",
    "2026-09-05T00:00:00",
    0,
    86_400,
    "86400",
    "20260905",
    True,
    "0001-01-01",
    "1850-01-01",
    "2999-01-01",
]


def check(visitor: TestClient, contact: dict[str, Any], debt: dict[str, Any]) -> Response:
    debt = {"creditor": {"kind": "bank-card"}, **debt}
    return visitor.post(CHECK, json={"debt": debt, "contacts": [{**CONTACT, **contact}]})


@pytest.mark.parametrize("at", NO_MOMENT, ids=repr)
def test_a_contact_needs_a_moment_that_has_been(visitor: TestClient, at: object) -> None:
    told = problem(check(visitor, {"at": at}, {}), 422)
    assert {error["field"] for error in told["errors"]} == {"contacts.0.at"}


@pytest.mark.parametrize("day", NO_DAY, ids=repr)
@pytest.mark.parametrize("field", ["signed_on", "last_payment_on", "last_demand_on", "promised_date"])
def test_a_day_of_the_debt_is_a_day(visitor: TestClient, field: str, day: object) -> None:
    told = problem(check(visitor, {}, {field: day}), 422)
    assert {error["field"] for error in told["errors"]} == {f"debt.{field}"}


@pytest.mark.parametrize("day", NO_DAY, ids=repr)
def test_a_letter_is_written_on_a_day(visitor: TestClient, letters: dict[str, dict[str, Any]], day: object) -> None:
    for slug, body in letters.items():
        told = problem(visitor.post(f"/api/v1/letters/{slug}", json={**body, "on": day}), 422)
        assert {error["field"] for error in told["errors"]} == {"on"}


@pytest.mark.parametrize("day", ["1949-10-01", "2005-12-31", "2012-12-31"])
def test_a_letter_from_before_its_facts_is_refused(
    visitor: TestClient, letters: dict[str, dict[str, Any]], day: str
) -> None:
    """A fact is a contact or a day that was typed; a paper without any may be of any day."""
    dated = re.compile(r"20\d\d-\d\d")
    facts = {slug: body for slug, body in letters.items() if body["contacts"] or dated.search(str(body["answers"]))}
    assert len(facts) > 50
    for slug, body in facts.items():
        assert visitor.post(f"/api/v1/letters/{slug}", json={**body, "on": day}).status_code == 422, slug


def test_a_letter_of_2100_cites_nothing_it_cannot_know(visitor: TestClient, letters: dict[str, dict[str, Any]]) -> None:
    answers = [
        visitor.post(f"/api/v1/letters/{slug}", json={**body, "on": "2100-12-31"}) for slug, body in letters.items()
    ]
    assert {answer.status_code for answer in answers} <= {200, 422}


@pytest.mark.parametrize(
    "hours",
    [
        {"start": "09:00Z", "end": "18:00"},
        {"start": "09:00", "end": "18:00+08:00"},
        {"start": "25:00", "end": "26:00"},
        {"start": "09:00"},
        "随时",
        "9点-18点",
        [],
        {"start": None, "end": None},
    ],
    ids=repr,
)
def test_agreed_hours_are_hours_of_our_clock(visitor: TestClient, hours: object) -> None:
    told = problem(check(visitor, {}, {"agreed_hours": hours}), 422)
    assert all(error["field"].startswith("debt.agreed_hours") for error in told["errors"])


@pytest.mark.parametrize("at", ["1949-10-01T00:00:00", "1990-05-01T23:00:00", "2005-12-31T23:59:59"])
def test_before_any_law_nothing_is_called_unlawful(visitor: TestClient, at: str) -> None:
    acts = ["threaten-harm", "stalking-blocking"]
    found = check(visitor, {"at": at, "acts": acts}, {}).json()["findings"]
    assert {one["verdict"] for one in found} <= {"有争议"}
    assert [ground for one in found for ground in one["grounds"]] == []


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ({"clock": "25:00"}, "clock"),
        ({"clock": "现在"}, "clock"),
        ({"clock": ""}, "clock"),
        ({"day": "2026-11-22"}, "day"),
        ({"day": "2026-02-30"}, "day"),
        ({"day": "1850-01-01"}, "day"),
        ({"day": ""}, "day"),
        ({"refused_on": "9999-12-31"}, "refused_on"),
        ({"refused_on": "86400"}, "refused_on"),
        ({"refused_on": "0001-01-01"}, "refused_on"),
        ({"minutes": "-1"}, "minutes"),
        ({"minutes": "１２"}, "minutes"),
        ({"seconds": "999999999999"}, "seconds"),
        ({"visitors": "1e9"}, "visitors"),
        ({"means": "telegraph"}, "means"),
        ({"reached": "everybody"}, "reached"),
        ({"acts": "threaten-harmm"}, "acts"),
        ({"third_party_role": "king"}, "third_party_role"),
    ],
    ids=repr,
)
def test_a_wrong_contact_is_shown_with_what_was_typed(visitor: TestClient, typed: dict[str, str], place: str) -> None:
    assert "原话还在这里" in refusal(visitor.post("/case/contacts/new", data={**CALL, **typed}), 422), place
    assert "还没有记录" in visitor.get("/case").text


@pytest.mark.parametrize(
    "typed",
    [
        {"creditor_kind": "bank-cards"},
        {"creditor_kind": ""},
        {"collector_kind": "police"},
        {"signed_on": "2026-11-22"},
        {"signed_on": "0001-01-01"},
        {"signed_on": "86400"},
        {"last_payment_on": "9999-12-31"},
        {"agreed_from": "09:00", "agreed_until": ""},
        {"agreed_from": "09:00+09:00", "agreed_until": "18:00"},
        {"agreed_from": "25:00", "agreed_until": "26:00"},
    ],
    ids=repr,
)
def test_a_wrong_debt_is_shown_with_what_was_typed(visitor: TestClient, typed: dict[str, str]) -> None:
    answer = visitor.post("/case/debt", data={**DEBT, **typed})
    refusal(answer, 422)
    assert "名称还在这里" in read(answer).values
    assert "还没有记录" in visitor.get("/case").text


@pytest.mark.parametrize(
    "kind", ["bank-cards", "", 0, 1, ["bank-card"], {"kind": "bank-card"}, "银行", "\ud800"], ids=repr
)
def test_an_unknown_kind_of_lender_is_answered_with_the_known(visitor: TestClient, kind: object) -> None:
    body = json.dumps({"debt": {"creditor": {"kind": kind}}, "contacts": []})  # as ASCII: half a character passes
    answer = visitor.post(CHECK, content=body, headers=JSON)
    (error,) = problem(answer, 422)["errors"]
    assert error["field"] == "debt.creditor.kind"
    if isinstance(kind, str) and kind != "\ud800":
        assert "bank-card" in error["message"]


@pytest.mark.parametrize("place", ["-1", "1", "9" * 5_000, "1e3", "0x0", "%D9%A1"])
def test_a_contact_that_is_not_there_is_a_missing_page(visitor: TestClient, with_case: WithCase, place: str) -> None:
    with_case({"contacts": [CONTACT]})
    refusal(visitor.get(f"/case/contacts/{place}"), 404)
    refusal(visitor.post(f"/case/contacts/{place}/delete"), 404)
    assert "记了1次联系" in visitor.get("/case").text


def test_before_its_first_text_a_law_says_its_own_name(visitor: TestClient) -> None:
    told = problem(visitor.get("/api/v1/law/zhian", params={"as_of": "1990-01-01"}), 404)
    assert "《治安管理处罚法》从2013年1月1日起" in told["detail"]
