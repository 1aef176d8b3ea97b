from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.conduct.said import EXAMPLE


def check(client: TestClient, **changes: Any) -> Any:
    contact = {"at": "2026-09-05T22:41:00", "means": "call", "answered": True, **changes.pop("contact", {})}
    return client.post(
        "/api/v1/conduct/check", json={"debt": {"creditor": {"kind": "bank-card"}}, "contacts": [contact], **changes}
    )


def test_the_documented_example_holds(client: TestClient) -> None:
    said = client.post("/api/v1/conduct/check", json=EXAMPLE).json()
    finding = said["findings"][0]
    assert finding["conduct"] == "night-contact"
    assert (finding["contacts"], finding["count"], finding["days"]) == ([0], 1, ["2026-09-05"])
    ground = finding["grounds"][0]
    assert (ground["instrument"], ground["version"], ground["word"]) == (
        "cba-collection-guide-2026",
        "2026-01-30",
        "参照",
    )
    assert ground["article"] is None  # only the chapter was verified


def test_an_offset_is_read_on_a_shanghai_clock(client: TestClient) -> None:
    utc = check(client, contact={"at": "2026-09-05T14:41:00Z"}).json()
    assert [finding["conduct"] for finding in utc["findings"]] == ["night-contact"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"debt": {"creditor": {"kind": "bank-cards"}}}, "debt.creditor.kind"),
        ({"debt": {}}, "debt.creditor"),
        ({"contact": {"at": "2026-09-05T25:00:00"}}, "contacts.0.at"),
        ({"contact": {"at": "2026-11-22T09:00:00"}}, "contacts.0.at"),
        ({"contact": {"at": "1850-01-01T09:00:00"}}, "contacts.0.at"),
        ({"contact": {"acts": ["threaten-harmm"]}}, "contacts.0.acts"),
        ({"contact": {"duration_seconds": -1}}, "contacts.0.duration_seconds"),
        ({"contact": {"duration_seconds": 90_000}}, "contacts.0.duration_seconds"),
        ({"contact": {"means": "telegraph"}}, "contacts.0.means"),
        ({"contact": {"colour": "red"}}, "contacts.0.colour"),
        ({"contact": {"words": "话" * 3_000}}, "contacts.0.words"),
        ({"contact": {"number": "1" * 1_000_000}}, "contacts.0.number"),
        ({"contact": {"circumstances": ["full-moon"]}}, "contacts.0.circumstances"),
        ({"contacts": "none"}, "contacts"),
    ],
)
def test_what_is_wrong_is_named(client: TestClient, changes: dict[str, Any], field: str) -> None:
    answer = check(client, **changes)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    errors = answer.json()["errors"]
    assert field in {error["field"] for error in errors}
    assert all(error["message"] for error in errors)
    assert len(answer.text) < 5_000


def test_a_misspelt_act_is_answered_with_the_nearest(client: TestClient) -> None:
    errors = check(client, contact={"acts": ["threaten-harmm"]}).json()["errors"]
    assert "threaten-harm'" in errors[0]["message"]


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[]", b"\x00\xff", b'{"debt": 1e999}'])
def test_a_body_that_is_no_request(client: TestClient, body: bytes) -> None:
    answer = client.post("/api/v1/conduct/check", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["status"] == 422


def test_no_contacts_is_no_finding(client: TestClient) -> None:
    assert check(client, contacts=[]).json() == {"findings": [], "lawful": [], "not_judged": []}


def test_a_day_before_any_law_is_judged_without_law(client: TestClient) -> None:
    said = check(client, contact={"at": "1990-05-01T23:00:00"}).json()
    assert said["findings"][0]["verdict"] == "有争议"
    assert said["findings"][0]["grounds"] == []


def test_the_list_says_how_each_conduct_stands_on_the_day(client: TestClient) -> None:
    def stands(day: str) -> str:
        listed = client.get("/api/v1/conduct", params={"as_of": day}).json()["conducts"]
        return str(next(one for one in listed if one["slug"] == "stalking-blocking")["verdicts"]["bank-card"])

    assert (stands("2025-12-31"), stands("2026-01-01")) == ("违规-监管", "违法-治安处罚")


def test_the_same_question_has_the_same_answer(client: TestClient) -> None:
    answers = {client.post("/api/v1/conduct/check", json=EXAMPLE).text for _ in range(3)}
    assert len(answers) == 1


# ---- What nobody said


@pytest.mark.parametrize("creditor", [{}, {"kind": None}, {"kind": "unknown"}, {"name": "某某贷款"}])
def test_a_lender_of_unknown_kind_is_judged_as_the_weakest_it_may_be(
    client: TestClient, creditor: dict[str, Any]
) -> None:
    said = check(client, debt={"creditor": creditor}).json()
    (finding,) = said["findings"]
    assert (finding["conduct"], finding["verdict"], finding["grounds"]) == ("night-contact", "有争议", [])
    missing = said["not_judged"][0]
    assert missing["asks"] == {"scope": "debt", "field": "creditor.kind"}
    answers = {answer["value"]: answer["verdict"] for answer in missing["answers"]}
    assert set(answers) == {"bank-card", "bank-loan", "consumer-finance", "micro-lender", "platform", "insurer",
                            "asset-manager", "private-lender"}  # fmt: skip
    assert (answers["bank-card"], answers["insurer"]) == ("违反标准或自律", "有争议")
    assert missing["help"] and missing["verdict"] == "有争议" and missing["unsure"] is False
    assert finding["conditions"][0].startswith(missing["question"])


def test_each_answer_goes_where_the_question_says(client: TestClient) -> None:
    dials = [{"at": f"2026-09-07T{hour:02d}:00:00", "number": "021"} for hour in range(9, 17)]
    said = check(client, contacts=dials).json()
    missing = next(one for one in said["not_judged"] if one["conduct"] == "repeated-dial-unanswered")
    assert missing["asks"] == {"scope": "contacts", "field": "answered"}
    assert missing["contacts"] == list(range(8)) and missing["verdict"] is None
    no = next(answer for answer in missing["answers"] if answer["value"] == "no")
    assert no["verdict"] == "违反标准或自律" and no["cites"] == ["《中银协催收指引》"]
    told = check(client, contacts=[{**dial, "answered": False} for dial in dials]).json()
    assert [one["verdict"] for one in told["findings"]] == [no["verdict"]]


def test_unsure_is_said_back_and_weakens(client: TestClient) -> None:
    unsure = check(client, contact={"unsure": ["consent_to_hours"]}).json()
    assert unsure["findings"] == []
    assert [(one["fact"], one["unsure"]) for one in unsure["not_judged"]] == [("consent_to_hours", True)]
    doubt = check(client, debt={"creditor": {"kind": "bank-card"}, "unsure": ["agreed_hours"]}).json()
    assert doubt["findings"] == []
    assert {one["fact"]: one["unsure"] for one in doubt["not_judged"]} == {"agreed_hours": True}
    assert check(client, debt={"creditor": {"kind": "bank-card"}, "no_agreed_hours": True}).json()["findings"]


def test_a_circumstance_is_offered_with_what_it_would_make_of_the_finding(client: TestClient) -> None:
    (finding,) = check(client).json()["findings"]
    offer = finding["stronger"][0]
    assert (offer["circumstance"], offer["verdict"]) == ("repeated-late-night-pestering", "违法-治安处罚")
    confirmed = check(client, contact={"circumstances": [offer["circumstance"]]}).json()["findings"][0]
    assert confirmed["verdict"] == offer["verdict"]
    assert offer["cite"] in {ground["cite"] for ground in confirmed["grounds"]}
    ruled_out = check(client, contact={"ruled_out": [offer["circumstance"]]}).json()["findings"][0]
    assert offer["circumstance"] not in {one["circumstance"] for one in ruled_out["stronger"]}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"debt": {"creditor": {"kind": "unknwon"}}}, "debt.creditor.kind"),
        ({"debt": {"creditor": {"kind": ""}}}, "debt.creditor.kind"),
        ({"debt": {"creditor": {"kind": 0}}}, "debt.creditor.kind"),
        ({"debt": {"creditor": {}, "unsure": ["weather"]}}, "debt.unsure.0"),
        ({"debt": {"creditor": {}, "unsure": "online"}}, "debt.unsure"),
        ({"contact": {"unsure": ["weather"]}}, "contacts.0.unsure"),
        ({"contact": {"unsure": ["x" * 1_000]}}, "contacts.0.unsure.0"),
        ({"contact": {"ruled_out": ["full-moon"]}}, "contacts.0.ruled_out"),
        ({"contact": {"reached": None}}, "contacts.0.reached"),
    ],
)
def test_what_is_unknown_must_be_said_as_the_api_says_it(
    client: TestClient, changes: dict[str, Any], field: str
) -> None:
    answer = check(client, **changes)
    assert answer.status_code == 422
    assert field in {error["field"] for error in answer.json()["errors"]}


def test_the_schema_keeps_the_eight_kinds_and_says_how_an_unknown_one_is_written(client: TestClient) -> None:
    schemas = client.get("/api/openapi.json").json()["components"]["schemas"]
    assert len(schemas["CreditorKind"]["enum"]) == 8
    kind = schemas["Creditor"]["properties"]["kind"]
    assert {"type": "null"} in kind["anyOf"] and "unknown" in kind["description"]
    assert set(schemas["SaidMissing"]["properties"]) >= {"conduct", "fact", "question", "contacts", "answers", "asks"}
