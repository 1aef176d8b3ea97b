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
