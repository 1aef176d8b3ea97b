from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

PAGES = ("/", "/check", "/case", "/case/debt", "/case/contacts/new", "/law", "/conduct", "/channels", "/privacy")


@pytest.mark.parametrize("path", PAGES)
def test_pages_allow_nothing_from_elsewhere_and_no_inline_code(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    body = answer.text
    assert "<style" not in body
    assert " style=" not in body
    assert " onclick=" not in body
    assert all('src="/static/' in tag for tag in body.split("<script")[1:])


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/page"},
    ],
)
def test_a_form_posted_by_another_site_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/case/debt", data={"creditor_kind": "bank-card"}, headers=headers, follow_redirects=False)
    assert answer.status_code == 403
    assert "不是从本站发出的" in answer.text
    assert "set-cookie" not in answer.headers


def test_our_own_form_is_accepted(client: TestClient) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
    answer = client.post("/case/debt", data={"creditor_kind": "bank-card"}, headers=headers, follow_redirects=False)
    assert answer.status_code == 303


def test_a_body_over_the_limit_is_refused_before_it_is_read(make_app: Callable[..., FastAPI]) -> None:
    with TestClient(make_app(max_upload_bytes=2_000_000)) as client:
        answer = client.post("/api/v1/conduct/check", content=b"x", headers={"Content-Length": "2000001"})
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert "MB" in answer.json()["detail"]


def test_a_body_that_grows_past_the_limit_is_refused_too(make_app: Callable[..., FastAPI]) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 100_000

    with TestClient(make_app(max_upload_bytes=2_000_000)) as client:
        answer = client.post("/api/v1/conduct/check", content=endless(), headers={"content-type": "application/json"})
    assert answer.status_code == 413


def test_too_many_requests_at_once_get_a_clear_sentence(make_app: Callable[..., FastAPI]) -> None:
    with TestClient(make_app(rate_limits="on")) as client:
        answers = [client.post("/api/v1/conduct/check", json={}) for _ in range(100)]
        page = [client.get("/letters/police-report.pdf") for _ in range(30)][-1]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert all(answer.headers["retry-after"] for answer in refused)
    assert refused[0].json()["title"] == "点得太快了"
    assert page.status_code == 429
    assert "点得太快了" in page.text


def test_health_is_never_limited(make_app: Callable[..., FastAPI]) -> None:
    with TestClient(make_app(rate_limits="on")) as client:
        assert {client.get("/healthz").status_code for _ in range(200)} == {200}


def test_https_makes_cookies_secure_and_asks_for_https(make_app: Callable[..., FastAPI]) -> None:
    with TestClient(make_app(public_url="https://zhaimingbai.example")) as client:
        answer = client.post("/case/debt", data={"creditor_kind": "bank-card"}, follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert "secure" in cookie
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "strict-transport-security" in answer.headers


def test_a_page_of_somebodys_case_is_not_stored_on_the_way(client: TestClient) -> None:
    client.post("/case/debt", data={"creditor_kind": "bank-card"})
    assert client.get("/case").headers["cache-control"] == "no-store"
