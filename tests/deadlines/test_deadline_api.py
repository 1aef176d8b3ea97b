from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from app.deadlines.model import DeadlineBook

API = "/api/v1/deadlines"


def test_every_period_is_listed(client: TestClient, book: DeadlineBook) -> None:
    shelves = client.get(API).json()["shelves"]
    listed = [one["id"] for shelf in shelves for one in shelf["deadlines"]]
    assert listed == [one.id for one in book.periods]


def test_without_a_day_only_the_period(client: TestClient) -> None:
    answer = client.get(f"{API}/payment-order-objection").json()
    assert answer["counted"] is None
    assert answer["period"]["who"] == "mine" and answer["period"]["letters"] == ["payment-order-objection"]
    assert {"id": "signed", "name": "我自己签收的"}.items() <= answer["period"]["starts"][0].items()
    assert answer["period"]["terms"][0] == {
        "from": None, "length": 15, "unit": "days", "rule": "court", "before": False, "cite": ["minsu#227"],
    }  # fmt: skip


def test_with_a_day_the_count(client: TestClient) -> None:
    counted = client.get(f"{API}/payment-order-objection?start=family&on=2026-11-10").json()["counted"]
    assert (counted["last"], counted["latest"], counted["post_by"]) == ("2026-11-25", "2026-11-25", "2026-11-22")
    assert (counted["state"], counted["days_left"], counted["certain"], counted["unread"]) == ("ahead", 4, True, False)
    assert counted["possible"][0]["steps"][0] == "2026年11月10日收到，当天不算。"
    assert counted["law"][0]["named"] == "《民事诉讼法》第227条"
    assert client.get(counted["url"]).status_code == client.get(counted["calendar"]).status_code == 200
    assert client.get(counted["law"][0]["url"].partition("#")[0]).status_code == 200


def test_page_calendar_and_api_say_the_same_day(client: TestClient, book: DeadlineBook) -> None:
    for period in book.periods:
        for one in period.file.examples:
            query = {"start": one.start, "on": str(one.on), "days": str(one.days or ""), "also": str(one.also or "")}
            answer = client.get(f"{API}/{period.id}", params=query)
            if answer.status_code == 422:
                assert "还没到" in answer.text
                continue
            last = answer.json()["counted"]["last"]
            assert last == str(one.last)
            assert f'<time datetime="{last}">' in client.get(period.url, params=query).text


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("start=signed&on=2030-01-01", "on"),
        ("start=x&on=2026-11-10", "start"),
        ("on=2026-11-10", "start"),
        ("days=3", "start"),
    ],
)
def test_what_is_wrong_is_a_problem_document(client: TestClient, query: str, field: str) -> None:
    answer = client.get(f"{API}/payment-order-objection?{query}")
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert field in {one["field"] for one in answer.json()["errors"]}


def test_a_period_that_is_not_there(client: TestClient) -> None:
    assert client.get(f"{API}/nothing").status_code == 404
