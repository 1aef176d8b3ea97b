"""A megabyte in a field, lists without end: refused beside the field, and what else was typed is still there."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.case_file import MOST_CONTACTS
from tests.bad_input.asking import CHECK, JSON, problem, read, refusal
from tests.bad_input.conftest import WithCase

MEGABYTE = "王" * 350_000
DEBT = {"creditor_kind": "bank-card", "creditor_name": "出借方还在", "collector_name": "催收方还在"}
CALL = {"day": "2026-09-05", "clock": "22:41", "number": "95555", "called": "单位", "words": "原话还在"}
CONTACT = {"at": "2026-09-05T22:41:00"}
AS_FORM = pytest.mark.parametrize("how", ["data", "files"], ids=["urlencoded", "multipart"])


def fields(typed: dict[str, str], how: str) -> dict[str, Any]:
    return {how: {name: (None, text) for name, text in typed.items()} if how == "files" else typed}


@AS_FORM
@pytest.mark.parametrize("name", ["creditor_kind", "creditor_name", "collector_name", "signed_on", "agreed_from"])
def test_a_megabyte_in_the_debt_form(visitor: TestClient, name: str, how: str) -> None:
    answer = visitor.post("/case/debt", **fields({**DEBT, "agreed_until": "18:00", name: MEGABYTE}, how))
    refusal(answer, 422)
    kept = [value for field, value in DEBT.items() if field not in (name, "creditor_kind")]
    assert [value for value in kept if value not in read(answer).values] == []
    assert "set-cookie" not in answer.headers


@AS_FORM
@pytest.mark.parametrize(
    "name", ["day", "clock", "number", "called", "words", "minutes", "visitors", "acts", "refused_on"]
)
def test_a_megabyte_in_the_contact_form(visitor: TestClient, name: str, how: str) -> None:
    answer = visitor.post("/case/contacts/new", **fields({**CALL, name: MEGABYTE}, how))
    words = refusal(answer, 422) + read(answer).values
    assert [value for field, value in CALL.items() if field != name and value not in words] == []
    assert "set-cookie" not in answer.headers


@AS_FORM
@pytest.mark.parametrize("slug", ["police-report", "complaint-lender", "payment-order-objection"])
def test_a_megabyte_in_a_letter_form(visitor: TestClient, slug: str, how: str) -> None:
    typed = {"b_name": MEGABYTE, "b_phone": "13800000000", "b_address": "地址还在"}
    answer = visitor.post(f"/letters/{slug}", **fields(typed, how))
    words = refusal(answer, 422)
    assert "太长了" in words
    assert "13800000000" in read(answer).values
    assert "set-cookie" not in answer.headers  # shown again, and not kept


def test_a_megabyte_in_every_field_of_a_letter(visitor: TestClient, letters: dict[str, dict[str, Any]]) -> None:
    for slug, body in letters.items():
        for name in body["answers"]:
            changed = copy.deepcopy(body)
            changed["answers"][name] = MEGABYTE
            told = problem(visitor.post(f"/api/v1/letters/{slug}", json=changed), 422)
            assert name in {error["field"].split(".")[0] for error in told["errors"]}


@pytest.mark.parametrize("name", ["number", "called", "words", "on_behalf_of", "means", "at", "third_party_role"])
def test_a_megabyte_in_a_contact_of_the_api(visitor: TestClient, name: str) -> None:
    body = {"debt": {"creditor": {"kind": "bank-card"}}, "contacts": [{**CONTACT, name: MEGABYTE}]}
    told = problem(visitor.post(CHECK, json=body), 422)
    assert [error["field"] for error in told["errors"]] == [f"contacts.0.{name}"]


def test_a_megabyte_as_the_name_of_a_field(visitor: TestClient, letters: dict[str, dict[str, Any]]) -> None:
    body = {"debt": {"creditor": {"kind": "bank-card"}}, "contacts": [{**CONTACT, MEGABYTE: 1}]}
    assert len(visitor.post(CHECK, json=body).content) < 2_000
    problem(visitor.post(CHECK, json=body), 422)
    police = letters["police-report"]
    asked = {**police, "answers": {**police["answers"], MEGABYTE: 1}}
    problem(visitor.post("/api/v1/letters/police-report", json=asked), 422)


def test_one_contact_too_many(visitor: TestClient, letters: dict[str, dict[str, Any]]) -> None:
    body = {"debt": {"creditor": {"kind": "bank-card"}}, "contacts": [CONTACT] * (MOST_CONTACTS + 1)}
    letter = {**letters["police-report"], "contacts": body["contacts"]}
    for path, asked in ((CHECK, body), ("/api/v1/letters/police-report", letter), ("/api/v1/evidence/pack", body)):
        told = problem(visitor.post(path, json=asked), 422)
        assert [error["field"] for error in told["errors"]] == ["contacts"]
        assert f"最多{MOST_CONTACTS}条" in told["errors"][0]["message"]


def test_a_hundred_problems_are_said_and_the_rest_counted(
    visitor: TestClient, letters: dict[str, dict[str, Any]]
) -> None:
    contacts = [{**CONTACT, "means": "telegraph"}] * 5_000
    body = {"debt": {"creditor": {"kind": "bank-card"}}, "contacts": contacts}
    told = problem(visitor.post(CHECK, json=body), 422)
    assert len(told["errors"]) == 101
    assert "4900" in told["errors"][-1]["message"]
    police = letters["police-report"]
    asked = {**police, "answers": {f"field{number}": 1 for number in range(5_000)}}
    assert len(problem(visitor.post("/api/v1/letters/police-report", json=asked), 422)["errors"]) == 101


def test_a_hundred_thousand_wrong_acts_do_not_keep_us_busy(visitor: TestClient) -> None:
    contacts = [{**CONTACT, "acts": [f"threaten-harm{number}" for number in range(80)]}] * 2_000
    body = {"debt": {"creditor": {"kind": "bank-card"}}, "contacts": contacts}
    assert len(problem(visitor.post(CHECK, json=body), 422)["errors"]) == 100


def test_a_letter_form_with_three_thousand_fields(visitor: TestClient, with_case: WithCase) -> None:
    with_case({"contacts": [CONTACT]})
    refusal(visitor.post("/letters/police-report", data={f"field{number}": "1" for number in range(3_000)}), 422)
    assert "记了1次联系" in visitor.get("/case").text


def test_a_body_of_30_megabytes_says_the_limit(visitor: TestClient) -> None:
    for path in ("/case/debt", "/case/contacts/new", "/letters/police-report", "/evidence/keep"):
        assert "24 MB" in refusal(visitor.post(path, data={"words": "a" * 30_000_000}), 413)
    for path in (CHECK, "/api/v1/letters/police-report"):
        assert "24 MB" in problem(visitor.post(path, content=b" " * 30_000_000, headers=JSON), 413)["detail"]
