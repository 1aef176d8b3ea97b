"""Bodies that are no JSON, or more than JSON; forms whose bytes are no text."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.bad_input.asking import CHECK, JSON, SECRET, problem, read, refusal, said
from tests.bad_input.conftest import WithCase

POLICE = "/api/v1/letters/police-report"
BOTH = pytest.mark.parametrize("path", [CHECK, POLICE])
FORM = {"content-type": "application/x-www-form-urlencoded"}
BODIES = {
    "empty": b"",
    "open": b"{",
    "null": b"null",
    "list": b"[]",
    "text": b'"x"',
    "number": b"1",
    "NUL": b"\x00\xff",
    "no utf-8": b'{"debt": "\xff\xfe"}',
    "deep lists": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "deep inside": b'{"answers":{"b_name":' + b"[" * 100_000 + b"]" * 100_000 + b"}}",
    "huge integer": b'{"debt":' + b"9" * 5_000 + b"}",
    "huge exponent": b'{"debt": 1e999, "contacts": -1e999}',
    "NaN": b'{"debt": NaN, "contacts": [Infinity, -Infinity]}',
    "two values": b"{}{}",
    "comment": b"/* x */{}",
    "trailing comma": b'{"contacts": [],}',
    "half a character": b'{"debt": "\\ud800", "\\udfff": 1}',
    "xml": b"<x/>",
    "yaml": b"debt: {creditor: {kind: bank-card}}",
    "script": b"</script><script>alert(1)</script>",
}


@BOTH
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_that_is_no_request(visitor: TestClient, path: str, body: bytes) -> None:
    problem(visitor.post(path, content=body, headers=JSON), 422)


@BOTH
@pytest.mark.parametrize(
    "kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", "", "x"]
)
def test_a_body_under_another_name_is_no_request(visitor: TestClient, path: str, kind: str) -> None:
    problem(
        visitor.post(
            path, content=b'{"debt":{"creditor":{"kind":"bank-card"}},"contacts":[]}', headers={"content-type": kind}
        ),
        422,
    )


def test_the_last_of_two_same_keys_counts(visitor: TestClient) -> None:
    body = b'{"debt":{"creditor":{"kind":"bank-card"}},"contacts":"none","contacts":[]}'
    assert visitor.post(CHECK, content=body, headers=JSON).json()["findings"] == []
    body = b'{"debt":{"creditor":{"kind":"bank-card"}},"contacts":[],"contacts":"none"}'
    problem(visitor.post(CHECK, content=body, headers=JSON), 422)


ODD: list[Any] = [
    None, True, -1, 1.5, float("nan"), float("inf"), 10**400, "", " ", "\ud800", "\x00", "1e999999", "NaN", "sNaN", [], [[]],
    [None], {}, {"a": {"b": [1]}}, [["a"] * 50], ["x"] * 500, [{"x": 1}], [[1, 2, 3]], "9999-12-31T23:59:59-12:00", "0001-01-01",
    20260101, "²", "１２３", "{b_name}", {"\ud800": "\ud800"},
]  # fmt: skip


def test_an_answer_of_any_shape_is_read_or_refused(visitor: TestClient, letters: dict[str, dict[str, Any]]) -> None:
    """An answer of every kind there is, in two letters each, replaced by every odd value; each is a letter or names the
    field. (Every field of every letter is tried without HTTP, in tests/letters/test_every_field.py.)"""
    tried: Counter[str] = Counter()
    for slug, body in letters.items():
        kinds = {one["id"]: one["kind"] for one in visitor.get(f"/api/v1/letters/{slug}").json()["fields"]}
        for name in body["answers"]:
            tried[kinds[name]] += 1
            for odd in ODD if tried[kinds[name]] <= 2 else ():
                asked = {**body, "answers": {**body["answers"], name: odd}}
                answer = visitor.post(f"/api/v1/letters/{slug}", content=json.dumps(asked), headers=JSON)
                if answer.status_code != 200:
                    assert problem(answer, 422)["errors"], (slug, name, odd)


@pytest.mark.parametrize("name", ["b_nam", "", " ", "<script>", "\ud800", "__class__", "b_name.0", "答案"])
def test_an_answer_nobody_asked_for_is_named(
    visitor: TestClient, letters: dict[str, dict[str, Any]], name: str
) -> None:
    body = letters["police-report"]
    asked = {**body, "answers": {**body["answers"], name: "x"}}
    told = problem(visitor.post(POLICE, content=json.dumps(asked), headers=JSON), 422)
    assert [error["message"] for error in told["errors"]] == ["这一项不在表里，请去掉。"]


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ({"answers": [1]}, "answers"),
        ({"answers": None}, "answers"),
        ({"debt": "bank"}, "debt"),
        ({"debt": {}}, "debt.creditor"),
        ({"contacts": {}}, "contacts"),
        ({"contacts": [None]}, "contacts.0"),
        ({"extra": 1}, "extra"),
        ({"contacts": [{"at": "2026-05-01T20:15:00", "acts": ["threaten-harmm"]}]}, "contacts.0.acts"),
        ({"contacts": [{"at": "2026-05-01T20:15:00", "circumstances": ["full-moon"]}]}, "contacts.0.circumstances"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_wrong_part_of_a_letter_request_is_named(
    visitor: TestClient, letters: dict[str, dict[str, Any]], part: dict[str, Any], field: str
) -> None:
    told = problem(visitor.post(POLICE, json={**letters["police-report"], **part}), 422)
    assert field in {error["field"] for error in told["errors"]}


@pytest.mark.parametrize(
    "body",
    [
        b"%ff=%fe",
        b"creditor_kind=%00&x=%ff",
        b"=",
        b"&&&",
        b"a" * 100_000,
        b"creditor_kind",
        b"\xff\xfe\x00",
        "谁=银行".encode(),
    ],
    ids=lambda body: repr(body[:12]),
)
def test_a_form_whose_bytes_are_no_text(visitor: TestClient, body: bytes) -> None:
    for path in ("/case/debt", "/case/contacts/new", "/letters/police-report", "/evidence", "/evidence/keep",
                 "/case/import", "/case/import/apply", "/diary/who", "/diary/said", "/diary/save"):  # fmt: skip
        refusal(visitor.post(path, content=body, headers=FORM), 422)


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "multipart/form-data; boundary=b", "multipart/form-data"]
)
def test_a_form_that_is_none(visitor: TestClient, with_case: WithCase, kind: str) -> None:
    with_case({"contacts": [{"at": "2026-09-05T22:41:00", "words": SECRET}]})
    for path in ("/case/debt", "/case/contacts/new", "/letters/police-report", "/case/import", "/diary/save"):
        said(visitor.post(path, content=b'{"creditor_kind": "bank-card"}', headers={"content-type": kind}), 422)
    assert SECRET in visitor.get("/case").text


def test_the_first_of_two_same_fields_counts(visitor: TestClient) -> None:
    body = b"creditor_kind=bank-card&creditor_kind=private-lender"
    assert visitor.post("/case/debt", content=body, headers=FORM, follow_redirects=False).status_code == 303
    form = read(visitor.get("/case/debt")).elements
    assert [one["value"] for _, one in form if "checked" in one and one.get("name") == "creditor_kind"] == ["bank-card"]


def test_a_file_in_a_text_field_is_left_out(visitor: TestClient) -> None:
    files: Any = {"creditor_kind": (None, "bank-card"), "creditor_name": ("x.exe", b"MZ\x00")}
    assert visitor.post("/case/debt", files=files, follow_redirects=False).status_code == 303
    assert "x.exe" not in visitor.get("/case/debt").text
