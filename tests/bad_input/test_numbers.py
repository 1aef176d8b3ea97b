"""The choice of numbers and the page of a number: forged, tampered, far too much, gone."""

from __future__ import annotations

import base64
import json
import zlib

import pytest
from fastapi.testclient import TestClient

from app.evidence.carrying import key_of
from app.web.carrying import pack
from tests.bad_input.asking import CHECK, problem, refusal

KEEP = "/evidence/keep"
HERE = f"/evidence/numbers/{key_of('95555')}"
CALL = {"at": "2026-09-05T22:41:00+08:00", "number": "95555"}


def forged(contacts: object) -> str:
    return pack(json.dumps(contacts).encode())


@pytest.fixture
def kept(visitor: TestClient) -> TestClient:
    """Somebody with two numbers in the case."""
    visitor.post(KEEP, data={"contacts": forged([CALL, {**CALL, "number": "14200000001"}]), "which": "all"})
    return visitor


@pytest.mark.parametrize(
    "told",
    [
        {},
        [1],
        [{}],
        [{"at": "yesterday"}],
        [{**CALL, "duration_seconds": 86_401}],
        [{**CALL, "duration_seconds": -1}],
        [{**CALL, "number": "9" * 41}],
        [{**CALL, "acts": ["x"] * 81}],
        [{**CALL, "colour": "red"}],
        [{"at": "1949-09-30T00:00:00"}],
    ],
    ids=str,
)
def test_what_was_read_is_validated_again(visitor: TestClient, told: object) -> None:
    assert "没有传完整" in refusal(visitor.post(KEEP, data={"contacts": forged(told), "which": "all"}), 422)


def test_a_field_that_inflates_without_end_is_refused(visitor: TestClient) -> None:
    packed = base64.b64encode(zlib.compress(b"[" + b" " * 80_000_000)).decode()
    assert "没有传完整" in refusal(visitor.post(KEEP, data={"contacts": packed, "which": "all"}), 422)


def test_acts_we_do_not_name_are_kept_as_data_and_judged_as_nothing(visitor: TestClient) -> None:
    answer = visitor.post(KEEP, data={"contacts": forged([{**CALL, "acts": ["<b>x</b>"]}]), "which": "all"})
    assert answer.status_code == 200
    visitor.post("/case/debt", data={"creditor_kind": "bank-card"})
    for path in (HERE, "/case", "/check", "/evidence/overview"):
        answer = visitor.get(path)
        assert answer.status_code == 200
        assert "<b>x</b>" not in answer.text


@pytest.mark.parametrize("which", ["", "most", "ALL"])
def test_forged_keys_choose_nothing(visitor: TestClient, which: str) -> None:
    keys = ["x", "", "0" * 16, key_of("95555")[:-1], "<script>"]
    answer = visitor.post(KEEP, data={"contacts": forged([CALL]), "which": which, "numbers": keys})
    assert "请至少勾选一个号码" in answer.text
    assert answer.status_code == 422


def test_two_thousand_ticks_are_read_and_one_more_is_refused(kept: TestClient) -> None:
    fields = {"part": "ticked", "reached": "family"}
    assert kept.post(HERE, data={**fields, "ticked": ["x"] * 1_900}).status_code == 422
    refusal(kept.post(HERE, data={**fields, "ticked": ["x"] * 2_100}), 422)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"part", b"part=all&part=day", b"%00=%00", b"part=all&reached=%ff"])
def test_any_body_of_a_marking_is_answered(kept: TestClient, body: bytes) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert kept.post(HERE, content=body, headers=headers).status_code == 422


def test_a_long_number_in_a_contact_is_said_to_be_too_long(visitor: TestClient) -> None:
    body = {"debt": {"creditor": {"kind": "bank-card"}}, "contacts": [{**CALL, "number": "9" * 41}]}
    told = problem(visitor.post(CHECK, json=body), 422)
    assert told["errors"] == [{"field": "contacts.0.number", "message": "太长了，最多40个字。"}]


@pytest.mark.parametrize("query", ["added=-1", "added=x", "added=999999999999", "removed=-1", "there=x", "sheet=1e9"])
def test_counts_in_the_address_are_counts(kept: TestClient, query: str) -> None:
    refusal(kept.get(f"/evidence/numbers?{query}"), 422)
    refusal(kept.get(f"{HERE}?marked={query.partition('=')[2].replace('1e9', 'x')}"), 422)
