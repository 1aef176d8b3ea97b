from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.evidence.conftest import FIXTURES
from tests.evidence.making import workbook_of, xlsx

CSV = "时间,号码,呼叫类型,时长\n2026-09-05 22:41:07,+86 21 0000 0004,呼入,1分20秒\n坏的,95555,呼入,1秒\n"


def post(client: TestClient, payload: bytes, name: str = "详单.csv") -> Any:
    return client.post("/api/v1/evidence/read", files={"file": (name, payload)})


def test_a_file_is_read(client: TestClient) -> None:
    answer = post(client, CSV.encode())
    assert answer.status_code == 200
    told = answer.json()
    assert set(told) == {"format", "contacts", "problems", "notes", "summary"}
    assert told["format"] == "generic-table"
    (contact,) = told["contacts"]
    assert contact["at"] == "2026-09-05T22:41:07+08:00"
    assert (contact["number"], contact["direction"], contact["answered"]) == ("02100000004", "in", True)
    assert (contact["means"], contact["duration_seconds"], contact["reached"]) == ("call", 80, "me")
    assert [problem["row"] for problem in told["problems"]] == [3]
    summary = told["summary"]
    assert (summary["incoming"], summary["outgoing"], summary["night"], summary["distinct_numbers"]) == (1, 0, 1, 1)
    assert summary["max_per_day_single_number"] == {"count": 1, "number": "02100000004", "day": "2026-09-05"}
    assert summary["per_number"] == {"02100000004": 1}


def test_what_was_read_can_be_checked(client: TestClient) -> None:
    contacts = post(client, (FIXTURES / "unicom.csv").read_bytes()).json()["contacts"]
    answer = client.post(
        "/api/v1/conduct/check", json={"debt": {"creditor": {"kind": "bank-card"}}, "contacts": contacts}
    )
    assert answer.status_code == 200
    assert "night-contact" in {finding["conduct"] for finding in answer.json()["findings"]}


@pytest.mark.parametrize(
    ("payload", "status"),
    [(b"", 422), (b"\x89PNG\r\n\x1a\n\x00", 415), ("没有表头".encode(), 422), (b"PK\x03\x04xl/", 422)],
)
def test_a_refused_file_is_a_problem_document(client: TestClient, payload: bytes, status: int) -> None:
    answer = post(client, payload)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert "。" in told["detail"]


def test_a_missing_file_is_named(client: TestClient) -> None:
    answer = client.post("/api/v1/evidence/read")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "file"


def test_the_answer_fits_its_description(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()["paths"]["/api/v1/evidence/read"]["post"]["responses"]
    assert described["200"]["content"]["application/json"]["schema"]["$ref"].endswith("/ReadResponse")
    assert {"413", "415", "422"} <= set(described)


def test_a_workbook_is_read_and_a_bomb_is_refused(client: TestClient) -> None:
    told = post(client, (FIXTURES / "telecom.xlsx").read_bytes(), "语音清单.xlsx").json()
    assert (told["format"], told["summary"]["incoming"], told["summary"]["night"]) == ("china-telecom", 50, 17)
    damaged = xlsx({"a": [["时间", "号码", "类型"], ["2026-09-05 22:41", "1.38E+10", "呼入"], ["坏", "95588", "呼入"]]})
    answer = post(client, damaged).json()
    assert [(one["row"], one["kept"]) for one in answer["problems"]] == [(2, True), (3, False)]
    assert [one["number"] for one in answer["contacts"]] == [""]
    refused = post(client, workbook_of(b" " * 100_000_000), "详单.xlsx")
    assert (refused.status_code, refused.headers["content-type"]) == (413, "application/problem+json")
