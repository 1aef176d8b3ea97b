"""What another site posts is refused on every route there is: a new route cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.bad_input.asking import SECRET, problem, refusal
from tests.bad_input.conftest import WithCase

CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
CONTACT = {"at": "2026-09-05T22:41:00", "words": SECRET}
FOREIGN: list[dict[str, str]] = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
    {"Sec-Fetch-Site": "nonsense"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Referer": "http://[::1"},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "http://testserver@evil.example"},
    {"Origin": "http://testserver:8080"},
    {"Referer": "https://evil.example/?http://testserver/"},
    {"Referer": "about:blank"},
]


def routes_of(routes: Any, methods: set[str]) -> Iterator[tuple[str, str]]:
    """(method, path) of every route, however deep a router includes another."""
    for route in routes:
        included = getattr(route, "original_router", route)
        if getattr(included, "routes", None) is not None and not hasattr(route, "endpoint"):
            yield from routes_of(included.routes, methods)
        for method in sorted(methods & set(getattr(route, "methods", None) or ())):
            yield method, route.path


def filled(path: str) -> str:
    for name, value in {
        "slug": "police-report",
        "place": "0",
        "starts": "2026-01-01",
        "key": "0123456789abcdef",
    }.items():
        path = path.replace(f"{{{name}}}", value)
    return path


def changing(client: TestClient) -> list[tuple[str, str]]:
    app = client.app
    assert isinstance(app, FastAPI)
    return [(method, filled(path)) for method, path in routes_of(app.router.routes, CHANGING)]


def test_every_route_that_changes_something_is_found(visitor: TestClient) -> None:
    found = changing(visitor)
    assert {("POST", "/case/debt"), ("POST", "/case/delete"), ("POST", "/api/v1/conduct/check")} <= set(found)
    assert len(found) >= 13
    assert not [path for _, path in found if "{" in path]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_another_site_can_post_nothing(visitor: TestClient, with_case: WithCase, headers: dict[str, str]) -> None:
    with_case({"contacts": [CONTACT]})
    for method, path in changing(visitor):
        if path.startswith("/api/"):
            continue
        answer = visitor.request(method, path, data={"large": "1"}, headers=headers, follow_redirects=False)
        assert "不是从本站发出的" in refusal(answer, 403), path
        assert "set-cookie" not in answer.headers
    assert SECRET in visitor.get("/case").text


def test_the_api_knows_no_case_whoever_asks(visitor: TestClient, with_case: WithCase) -> None:
    with_case({"contacts": [CONTACT]})
    for method, path in changing(visitor):
        if path.startswith("/api/"):
            answer = visitor.request(method, path, json={}, headers={"Origin": "https://evil.example"})
            problem(answer, 422)
            assert "set-cookie" not in answer.headers
            assert "access-control-allow-origin" not in answer.headers


def test_reading_changes_nothing(visitor: TestClient, with_case: WithCase) -> None:
    with_case({"contacts": [CONTACT]})
    for _, path in changing(visitor):
        visitor.get(path, headers={"Sec-Fetch-Site": "cross-site"})
        visitor.head(path)
    assert "记了1次联系" in visitor.get("/case").text
