"""What a link preview, a search engine and a sheet of paper are told of a page."""

from __future__ import annotations

import re
import struct
from datetime import date
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from app.catalogue import Catalogue
from app.web.pages import STATIC
from app.web.sitemap import NAMESPACE, lists_above

HERE = "http://127.0.0.1:8000"
SHOWN = (
    "/",
    "/situations",
    "/rights/privacy",
    "/map",
    "/law/zhian",
    "/conduct/night-contact",
    "/channels/map",
    "/limits",
)


def meta(body: str, name: str) -> str:
    found = re.findall(rf'<meta (?:property|name|itemprop)="{re.escape(name)}" content="([^"]*)">', body)
    assert len(found) == 1, (name, found)
    return str(found[0])


@pytest.mark.parametrize("path", SHOWN)
def test_a_preview_has_title_words_picture_and_address(client: TestClient, path: str) -> None:
    body = client.get(path, params={"as_of": "2025-12-31"}).text
    assert meta(body, "og:title") == meta(body, "name") != ""
    assert meta(body, "og:url") == HERE + path
    assert f'<link rel="canonical" href="{HERE}{path}">' in body
    assert meta(body, "og:image") == meta(body, "image")
    assert meta(body, "og:image").startswith(f"{HERE}/static/share.png?v=")
    assert meta(body, "twitter:card") == "summary_large_image"


def test_the_picture_is_there_at_its_size(client: TestClient) -> None:
    body = client.get("/").text
    picture = client.get(meta(body, "og:image").removeprefix(HERE))
    assert picture.headers["content-type"] == "image/png" and len(picture.content) < 100_000
    assert struct.unpack(">II", (STATIC / "share.png").read_bytes()[16:24]) == (1200, 630)
    assert (meta(body, "og:image:width"), meta(body, "og:image:height")) == ("1200", "630")


@pytest.mark.parametrize(
    ("path", "qr"),
    [
        ("/rights/privacy", "/rights/privacy"),
        ("/rights/privacy?as_of=2025-12-31", "/rights/privacy%3Fas_of%3D2025-12-31"),
        ("/law/zhian/compare", "/law/zhian/compare%3Ffrom%3D2013-01-01%26to%3D2026-01-01"),
    ],
)
def test_paper_leads_back_to_the_page_as_it_was_read(client: TestClient, path: str, qr: str) -> None:
    body = client.get(path).text
    printed = body.partition('<div class="paper-head"')[2]
    assert f'src="/qr.svg?path={qr}"' in printed
    assert client.get(f"/qr.svg?path={qr}").status_code == 200
    assert body.count(f"/qr.svg?path={qr}") == 2


@pytest.fixture
def listed(client: TestClient) -> dict[str, str | None]:
    """path → lastmod."""
    answer = client.get("/sitemap.xml")
    assert answer.headers["content-type"].startswith("application/xml")
    space = {"s": NAMESPACE}
    found = ElementTree.fromstring(answer.content).findall("s:url", space)
    said = [
        (str(one.findtext("s:loc", namespaces=space)), one.findtext("s:lastmod", namespaces=space)) for one in found
    ]
    return {address.removeprefix(HERE): day for address, day in said}


def test_the_sitemap_lists_what_can_be_read_and_nothing_else(client: TestClient, listed: dict[str, str | None]) -> None:
    for path in listed:
        answer = client.get(path, follow_redirects=False)
        assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/html"), path
    assert not any(path.startswith(("/case", "/check", "/evidence", "/search", "/api")) for path in listed)


def test_every_content_page_is_listed_with_the_day_it_was_checked(
    catalogue: Catalogue, listed: dict[str, str | None]
) -> None:
    for guide in catalogue.guides.guides:
        assert listed[guide.url] == guide.file.checked_on.isoformat()
    for row in catalogue.law.instruments.values():
        assert listed[row.latest.url] == row.latest.checked_on.isoformat()
        assert listed[f"/law/{row.id}"] == max(one.checked_on for one in row.versions).isoformat()
    assert listed["/privacy"] is None and listed["/"] is None
    assert listed["/map"] == listed["/timeline"] == "2026-11-21"
    assert all(date.fromisoformat(day) for day in listed.values() if day)


def test_robots_are_told_where_it_is(client: TestClient) -> None:
    said = client.get("/robots.txt").text
    assert f"\nSitemap: {HERE}/sitemap.xml\n" in said and "\nDisallow: /case\n" in said


def test_the_lists_above_a_page() -> None:
    assert lists_above("/law/zhian/2026-01-01") == ("/law", "/law/zhian")
    assert lists_above("/map") == lists_above("/") == ()
