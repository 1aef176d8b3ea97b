"""Forged, expired, cut, swapped and broken cookies open nothing, break nothing, and are said plainly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.web.deps import now
from app.web.session import LOST
from tests.bad_input.asking import SECRET, refusal
from tests.conftest import NOW

CALL = {"day": "2026-09-05", "clock": "22:41", "means": "call", "words": SECRET}
PAGES = [
    "/case",
    "/check",
    "/case/debt",
    "/case/contacts/new",
    "/evidence/numbers",
    "/letters/police-report",
    "/",
    "/rights",
]
POSTS = ["/case/contacts/0", "/case/contacts/0/delete"]


def swapped(code: str) -> str:
    return code.swapcase()


def cut(code: str) -> str:
    return code[:-1]


def longer(code: str) -> str:
    return code + "A"


def other_last_letter(code: str) -> str:
    return code[:-1] + ("A" if code[-1] != "A" else "E")


def reversed_code(code: str) -> str:
    return code[::-1]


@pytest.fixture
def code(visitor: TestClient) -> str:
    visitor.post("/case/contacts/new", data=CALL)
    made: str = visitor.cookies["case"]
    visitor.cookies.clear()
    return made


@pytest.mark.parametrize(
    "damage", [swapped, cut, longer, other_last_letter, reversed_code], ids=lambda damage: damage.__name__
)
def test_a_damaged_code_opens_nothing(visitor: TestClient, code: str, damage: Callable[[str], str]) -> None:
    visitor.cookies.set("case", damage(code))
    for path in PAGES:
        answer = visitor.get(path)
        assert answer.status_code == 200
        assert SECRET not in answer.text
        assert damage(code) not in answer.text
    assert LOST in visitor.get("/case").text
    for path in POSTS:
        refusal(visitor.post(path, data=CALL), 404)
    visitor.cookies.clear()
    visitor.cookies.set("case", code)
    assert SECRET in visitor.get("/case").text


@pytest.mark.parametrize(
    "cookie",
    [
        b"case=\xff\xfe",
        b"case=" + b"a" * 60_000,
        b"\x00",
        b'case="',
        b"=;=;;",
        b";" * 60_000,
        b"CASE=x",
        b"text=\xff",
        b"case=\xe7\x8e",
    ],
    ids=lambda cookie: repr(cookie[:12]),
)
def test_a_broken_cookie_header_is_no_case(visitor: TestClient, cookie: bytes) -> None:
    for path in PAGES:
        assert visitor.get(path, headers={b"cookie": cookie}).status_code == 200
    assert visitor.post("/case/delete", headers={b"cookie": cookie}).status_code == 200


def test_what_is_typed_under_a_lost_cookie_starts_a_new_case(visitor: TestClient) -> None:
    visitor.cookies.set("case", "forged")
    answer = visitor.post("/case/contacts/new", data=CALL, follow_redirects=False)
    assert answer.status_code == 303
    made = answer.headers["set-cookie"]
    assert "forged" not in made
    assert SECRET not in made


def test_an_expired_case_is_gone_for_every_page(make_app: Callable[..., FastAPI], tmp_path: Path) -> None:
    app = make_app()
    with TestClient(app) as client:
        client.post("/case/contacts/new", data=CALL)
        assert SECRET in client.get("/case").text
        app.dependency_overrides[now] = lambda: NOW + timedelta(hours=26)
        for path in PAGES:
            assert SECRET not in client.get(path).text
        for path in POSTS:
            refusal(client.post(path, data=CALL), 404)
        answer = client.post("/case/contacts/new", data={**CALL, "words": "新的原话"})
        assert "新的原话" in client.get("/case").text
        assert SECRET not in answer.text


def test_a_code_never_stands_in_an_address_or_a_page(visitor: TestClient, code: str) -> None:
    visitor.cookies.set("case", code)
    for path in PAGES:
        assert code not in visitor.get(path).text
    visitor.cookies.clear()
    assert SECRET not in visitor.get("/case", params={"case": code}).text
