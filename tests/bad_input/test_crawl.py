"""From the home page along every link of ours, once: no page is missing, broken, or shows its seams."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urljoin

import pytest
from fastapi.testclient import TestClient

from tests.bad_input.asking import Page, read

BASE = "http://testserver"
SEAMS = re.compile(
    r"\{\{|\}\}|\{%|\bNone\b|StrictUndefined|\bTrue\b|\bFalse\b|\[object |&lt;|&amp;|\{law:|\{param:|\{term:"
)
# It shows Python's and JSON's own words.
TECHNICAL = ("/api/docs",)
DAY = "2025-12-31"
JUDGED = ("/law", "/conduct", "/situations", "/rights", "/routes", "/papers", "/tactics", "/facts", "/map")


def links(page: Page, path: str) -> set[str]:
    """The addresses of this site the page leads to, forms and pictures included."""
    found = {*page.all("a", "href"), *page.all("link", "href"), *page.all("img", "src"), *page.all("script", "src")}
    whole = {urldefrag(urljoin(BASE + path, one))[0] for one in found}
    return {one.removeprefix(BASE) for one in whole if one.startswith(f"{BASE}/")}


def check(page: Page, path: str) -> None:
    assert "债明白" in page.title, path
    assert page.count("h1") == 1, path
    assert list(page.all("html", "lang")) == ["zh-CN"], path
    (canonical,) = [one["href"] for tag, one in page.elements if tag == "link" and one.get("rel") == "canonical"]
    assert canonical == f"http://127.0.0.1:8000{path.partition('?')[0]}", path
    assert all(number in page.text for number in ("12348", "110")), path
    anchors = [one["id"] for _, one in page.elements if "id" in one]
    assert len(anchors) == len(set(anchors)), (path, sorted(anchors))
    if path not in TECHNICAL:
        assert not (seam := SEAMS.search(page.text)), (path, seam)


@pytest.fixture(scope="module")
def pages(site: TestClient) -> dict[str, Page]:
    """Every page that can be reached, by path."""
    site.cookies.clear()
    found: dict[str, Page] = {}
    ahead, seen = ["/"], {"/"}
    while ahead:
        path = ahead.pop()
        answer = site.get(path, follow_redirects=False)
        # Without a case there is no letter to download yet.
        assert answer.status_code in ((200, 303) if path.startswith("/letters/") else (200,)), path
        if answer.headers.get("content-type", "").startswith("text/html"):
            found[path] = read(answer)
            new = links(found[path], path) - seen
            seen |= new
            ahead += sorted(new)
    return found


def test_every_page_is_whole(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        check(page, path)


def test_most_of_the_site_can_be_reached(pages: dict[str, Page]) -> None:
    assert len(pages) > 150
    for path in (
        "/check",
        "/case",
        "/evidence",
        "/letters/police-report",
        "/law/zhian/2026-01-01",
        "/map",
        "/privacy",
        "/changes",
    ):
        assert path in pages


def test_every_anchor_that_is_linked_exists(pages: dict[str, Page]) -> None:
    ids = {path: {one["id"] for _, one in page.elements if "id" in one} for path, page in pages.items()}
    for path, page in pages.items():
        for link in page.all("a", "href"):
            whole, anchor = urldefrag(urljoin(BASE + path, link))
            there = whole.removeprefix(BASE)
            if anchor and there in ids:
                assert anchor in ids[there], (path, link)


def test_every_page_of_law_is_whole_on_another_day(site: TestClient, pages: dict[str, Page]) -> None:
    for path in sorted(pages):
        if path.startswith(JUDGED) and "?" not in path:
            answer = site.get(path, params={"as_of": DAY})
            assert answer.status_code == 200, path
            check(read(answer), path)
