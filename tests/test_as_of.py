"""`?as_of=` on every page that shows law: found by asking every page of the site, not by a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from app.catalogue import Catalogue

# A link into a law file of a certain day.
LAW = re.compile(r'href="/law/[a-z0-9-]+/\d{4}-\d{2}-\d{2}#article-')
DAY = "2025-12-31"
SAYS = "你在看 <strong>2025年12月31日</strong> 的法律"
# Shown by the day of the visitor's own contacts, or of the letter.
OWN_DAY = ("/check", "/case", "/diary", "/evidence", "/letters", "/deadlines")


def routes(app: FastAPI) -> Iterator[APIRoute]:
    """Every route, also those of the routers that were taken in."""
    for one in app.router.routes:
        included = getattr(one, "original_router", None)
        yield from (route for route in (included.routes if included else (one,)) if isinstance(route, APIRoute))


def examples(route: APIRoute, catalogue: Catalogue) -> Iterator[str]:
    """An address for each route that can be opened without having typed anything."""
    values = {
        "instrument": "zhian",
        "starts": "2026-01-01",
        "slug": {
            "/conduct": catalogue.conducts.conducts[0].slug,
            "/channels": catalogue.channels.channels[0].slug,
            "/precedents": catalogue.precedents.precedents[0].slug,
            "/letters": catalogue.letters.letters[0].slug,
            **{f"/{guide.topic}": guide.slug for guide in catalogue.guides.guides},
        }.get("/" + route.path.split("/")[1], ""),
    }
    if "GET" in (route.methods or ()) and not route.include_in_schema and "." not in route.path:
        yield re.sub(r"\{(\w+)\}", lambda match: str(values.get(match[1], "")), route.path)


@pytest.fixture
def dated(app: FastAPI, client: TestClient, catalogue: Catalogue) -> list[str]:
    """Every page that cites an article of a certain day."""
    paths = [path for route in routes(app) for path in examples(route, catalogue)]
    answers = {path: client.get(path, follow_redirects=False) for path in paths if not path.startswith(OWN_DAY)}
    return [path for path, answer in answers.items() if answer.status_code == 200 and LAW.search(answer.text)]


def test_every_page_that_cites_law_can_be_read_by_the_law_of_another_day(client: TestClient, dated: list[str]) -> None:
    assert {"/map", "/timeline", "/channels/map", "/law/zhian/compare", "/conduct/agency-not-on-published-list"} <= set(
        dated
    )
    assert len(dated) >= 10
    for path in dated:
        assert SAYS in client.get(path, params={"as_of": DAY}).text, path
        for wrong in ("yesterday", "1850-01-01", "2999-01-01", "2025-02-30", "<script>"):
            assert client.get(path, params={"as_of": wrong}).status_code == 422, (path, wrong)


def test_lists_of_what_shows_law_take_the_day_too(client: TestClient) -> None:
    for path in (
        "/law",
        "/law/zhian",
        "/law/zhian/2013-01-01",
        "/conduct",
        "/channels",
        "/channels/police-110",
        "/routes",
    ):
        assert SAYS in client.get(path, params={"as_of": DAY}).text, path
        assert client.get(path, params={"as_of": "yesterday"}).status_code == 422, path


def test_a_page_of_another_day_cites_only_what_held_then(client: TestClient, dated: list[str]) -> None:
    fixed = ("/law", "/limits", "/about")
    for path in dated:
        if path.startswith(fixed):
            continue
        shown = client.get(path, params={"as_of": DAY}).text
        cited = re.findall(r'href="/law/([a-z0-9-]+)/(\d{4}-\d{2}-\d{2})#article-', shown.partition("<main")[2])
        assert all(date.fromisoformat(starts) <= date.fromisoformat(DAY) for _, starts in cited), path


def test_every_other_page_takes_a_day_and_refuses_what_is_none(app: FastAPI, client: TestClient) -> None:
    """Also those without law: a link that carries a day never fails, and never swallows a day that is none."""
    for path in sorted({route.path for route in routes(app) if "GET" in (route.methods or ())}):
        if "{" in path or path.startswith((*OWN_DAY, "/api", "/k/", "/qr.", "/static")):
            continue
        if client.get(path, follow_redirects=False).headers.get("content-type", "").startswith("text/html"):
            answer = client.get(path, params={"as_of": DAY})
            assert answer.status_code == 200 and SAYS in answer.text, path
            assert client.get(path, params={"as_of": "yesterday"}).status_code == 422, path


def test_lists_hand_the_day_on_to_their_pages(client: TestClient) -> None:
    assert f'href="/law/zhian?as_of={DAY}"' in client.get("/law", params={"as_of": DAY}).text
    assert f'href="/conduct/night-contact?as_of={DAY}"' in client.get("/conduct", params={"as_of": DAY}).text
    assert f'href="/routes/payment-order?as_of={DAY}"' in client.get("/routes", params={"as_of": DAY}).text
