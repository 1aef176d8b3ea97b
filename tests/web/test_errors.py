from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.errors import NoLawInForce

SECRET = "机密原话 13800000000"


def broken(app: FastAPI) -> None:
    @app.get("/api/v1/broken")
    def fail() -> None:
        raise RuntimeError(SECRET)

    @app.get("/case/broken-page")
    def fail_page() -> None:
        raise NoLawInForce("这一天没有这部法律。")


def test_an_unexpected_failure_shows_and_logs_nothing_private(
    make_app: Callable[..., FastAPI], capfd: pytest.CaptureFixture[str]
) -> None:
    app = make_app()
    broken(app)
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/api/v1/broken")
    out, err = capfd.readouterr()
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert SECRET not in answer.text
    assert "Traceback" not in answer.text
    assert SECRET not in out + err
    assert "Traceback" not in out + err
    assert '"kind": "RuntimeError"' in out + err


def test_a_law_error_is_a_page_with_its_sentence(make_app: Callable[..., FastAPI]) -> None:
    app = make_app()
    broken(app)
    app.router.routes.insert(0, app.router.routes.pop())
    with TestClient(app) as client:
        answer = client.get("/case/broken-page")
    assert answer.status_code == 404
    assert "这一天没有这部法律。" in answer.text


def test_an_unknown_page_says_so(client: TestClient) -> None:
    answer = client.get("/nothing/at/all")
    assert answer.status_code == 404
    assert "没有找到这一页" in answer.text
    assert "<h1" in answer.text


def test_an_unknown_api_path_is_a_problem_document(client: TestClient) -> None:
    answer = client.get("/api/v1/nothing")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail", "errors"}


@pytest.mark.parametrize(
    ("path", "suggested"),
    [
        ("/conduct/night-contactt", "/conduct/night-contact"),
        ("/law/zhiann", "/law/zhian"),
        ("/law/zhian/2025-01-01", "/law/zhian/2026-01-01"),
        ("/channels/nfra-12387", "/channels/nfra-12378"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest(client: TestClient, path: str, suggested: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert f'href="{suggested}"' in answer.text


@pytest.mark.parametrize("day", ["1850-01-01", "2999-01-01", "yesterday", "2025-13-01", "<script>", "2025-02-30"])
@pytest.mark.parametrize("path", ["/law", "/conduct/night-contact", "/api/v1/law/zhian", "/api/v1/conduct"])
def test_a_day_that_is_none_is_refused_clearly(client: TestClient, path: str, day: str) -> None:
    answer = client.get(path, params={"as_of": day})
    assert answer.status_code == 422
    assert "<script>" not in answer.text
    assert "日期" in answer.text


def test_an_earlier_day_is_shown_with_a_banner(client: TestClient) -> None:
    answer = client.get("/conduct/stalking-blocking", params={"as_of": "2025-12-31"})
    assert answer.status_code == 200
    assert "你在看" in answer.text
    assert "2025年12月31日" in answer.text
