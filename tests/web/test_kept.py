"""Pages answered from memory are the pages that would be drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.domain.moment import SHANGHAI
from app.web.deps import now
from app.web.kept import Kept
from tests.conftest import NOW

PAGE = "/rights/privacy"


def kept(app: FastAPI) -> Kept:
    found: Kept = app.state.provided[Kept]
    return found


def test_the_second_visitor_gets_the_same_bytes_and_headers(client: TestClient, app: FastAPI) -> None:
    drawn = client.get(PAGE)
    assert set(kept(app).pages) == {(PAGE, False)}
    again = client.get(PAGE)
    assert again.content == drawn.content
    assert again.headers == drawn.headers
    assert "default-src 'none'" in again.headers["content-security-policy"]


def test_it_is_the_kept_bytes_that_are_sent(client: TestClient, app: FastAPI) -> None:
    client.get(PAGE)
    page = kept(app).pages[PAGE, False]
    kept(app).pages[PAGE, False] = replace(page, body="记住的".encode())
    assert client.get(PAGE).text == "记住的"


def test_it_is_counted_under_its_route_like_any_other(client: TestClient) -> None:
    client.get(PAGE)
    client.get(PAGE)
    count = 'http_requests_total{method="GET",route="/rights/{slug}",status="200"} 2.0'
    assert count in client.get("/metrics").text


def test_a_visitor_with_a_case_sees_it_and_nobody_else_does(client: TestClient, app: FastAPI) -> None:
    client.get(PAGE)
    client.post("/case/debt", data={"creditor_kind": "bank-card"})
    assert "我的记录" in client.get(PAGE).text
    with TestClient(app) as other:
        assert "我的记录" not in other.get(PAGE).text


def test_a_forged_code_is_told_so_and_nobody_else_is(client: TestClient) -> None:
    told = client.get(PAGE, headers={"Cookie": "case=forged"})
    assert "打不开了" in told.text
    assert "打不开了" not in client.get(PAGE).text


def test_large_text_is_kept_beside_the_usual(client: TestClient) -> None:
    usual = client.get(PAGE).text
    large = client.get(PAGE, headers={"Cookie": "text=large"}).text
    assert 'data-text="large"' in large
    assert client.get(PAGE, headers={"Cookie": "text=large"}).text == large
    assert client.get(PAGE).text == usual


def test_another_days_law_is_drawn_each_time(client: TestClient, app: FastAPI) -> None:
    usual = client.get(PAGE).text
    then = client.get(PAGE, params={"as_of": "2025-12-31"}).text
    assert then != usual
    assert "2025年12月31日" in then
    assert client.get(PAGE).text == usual
    assert len(kept(app).pages) == 1


def test_a_new_day_draws_every_page_anew(client: TestClient, app: FastAPI) -> None:
    client.get(PAGE)
    client.get("/rights")
    assert len(kept(app).pages) == 2
    app.dependency_overrides[now] = lambda: NOW + timedelta(days=1)
    assert client.get(PAGE).status_code == 200
    assert set(kept(app).pages) == {(PAGE, False)}


def test_a_page_whose_check_is_overdue_says_so_from_its_first_day(client: TestClient, app: FastAPI) -> None:
    in_time = client.get(PAGE).text
    app.dependency_overrides[now] = lambda: datetime(2099, 1, 1, tzinfo=SHANGHAI)
    late = client.get(PAGE).text
    assert "这页该重新核对了" in late
    assert "这页该重新核对了" not in in_time


def test_a_page_that_is_not_there_is_not_kept(client: TestClient, app: FastAPI) -> None:
    for slug in ("one", "two"):
        assert client.get(f"/rights/{slug}").status_code == 404
    assert kept(app).pages == {}


def test_an_address_with_a_query_is_not_kept(client: TestClient, app: FastAPI) -> None:
    assert client.get("/qr.svg", params={"path": PAGE}).status_code == 200
    assert client.get(PAGE, params={"x": "1"}).status_code == 200
    assert kept(app).pages == {}
