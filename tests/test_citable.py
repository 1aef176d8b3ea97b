"""Every rule has one address, and says the same there as JSON: its sources, the day it was checked, the next review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from fastapi.testclient import TestClient

from app.catalogue import Catalogue
from app.guidance.model import Topic

DAY = "2023-06-01"


def rules(catalogue: Catalogue) -> Iterator[str]:
    """The addresses of everything that states a rule."""
    yield from (guide.url for topic in Topic for guide in catalogue.guides.under(topic)[:3])
    yield from (conduct.url for conduct in catalogue.conducts.conducts)
    yield from (row.latest.url for row in catalogue.law.instruments.values())
    yield from (one.url for one in catalogue.precedents.precedents)
    yield from (one.url for one in catalogue.channels.channels)


def test_every_rule_is_json_at_its_own_address(client: TestClient, catalogue: Catalogue) -> None:
    for url in rules(catalogue):
        shown = client.get(url).text
        assert f'<link rel="alternate" type="application/json" href="{url}.json">' in shown, url
        said = client.get(f"{url}.json").json()
        assert said.get("url", url) == url
        assert date.fromisoformat(said["checked_on"]) < date.fromisoformat(said["review_by"]), url


def test_a_page_and_its_description_in_the_api_are_the_same(client: TestClient) -> None:
    for query in ("", f"?as_of={DAY}"):
        page = client.get(f"/routes/payment-order.json{query}").json()
        assert page == client.get(f"/api/v1/guidance/routes/payment-order{query}").json()
        assert page["as_of"] == (DAY if query else "2026-11-21")


def test_a_conduct_says_how_it_stands_by_the_law_of_the_day(client: TestClient) -> None:
    now, then = (client.get(f"/conduct/threaten-harm.json?as_of={day}").json() for day in ("2026-01-01", "2025-12-31"))
    assert now["as_of"] == "2026-01-01" and now["standings"]["bank-card"]["verdict"].startswith("违法")
    assert "zhian@2025" in {one["base"] for one in now["grounds"]}
    assert "zhian@2025" not in {one["base"] for one in then["grounds"]}
    held = now["standings"]["bank-card"]["grounds"]
    assert held and all(now["grounds"][place]["url"] for place in held)
    listed = {one["slug"]: one["verdicts"] for one in client.get("/api/v1/conduct?as_of=2026-01-01").json()["conducts"]}
    assert {kind: one["verdict"] for kind, one in now["standings"].items() if one} == listed["threaten-harm"]


def test_a_conduct_names_the_cases_in_which_it_was_punished(client: TestClient) -> None:
    assert client.get("/conduct/ps-photo-spread.json").json()["precedents"] == [
        "/precedents/edited-photos-beijing-2020"
    ]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/routes/payment-ordr.json", 404),
        ("/conduct/night.json", 404),
        ("/law/zhian/1850-01-01.json", 404),
        ("/channels/110.json", 404),
        ("/precedents/none.json", 404),
        ("/conduct/night-contact.json?as_of=yesterday", 422),
    ],
)
def test_what_is_not_there_is_refused_as_a_problem_document(client: TestClient, path: str, status: int) -> None:
    refused = client.get(path)
    assert refused.status_code == status
    assert refused.headers["content-type"] == "application/problem+json"
