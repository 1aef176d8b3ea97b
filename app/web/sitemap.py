"""sitemap.xml: every public page with the day it was last checked (sitemaps.org, version 0.9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from app.domain.link import Links
from app.domain.review import Reviews

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Pages that show or take what a visitor typed; robots.txt names them too.
PRIVATE = ("/case", "/check", "/diary/saved", "/evidence", "/search")


def public_pages(own: tuple[str, ...], links: Links, reviews: Reviews) -> dict[str, date | None]:
    """Every public path with the day it was checked; a list has the newest day of its pages, our own pages none."""
    pages: dict[str, date | None] = dict.fromkeys(own)
    for path in (*(links[ref].url for ref in links.refs()), *(one.url for one in reviews.files if one.url)):
        pages.update({one: pages.get(one) for one in (*lists_above(path), path)})
    for file in reviews.files:
        for path in (*lists_above(file.url), file.url) if file.url else ():
            pages[path] = max(filter(None, (pages[path], file.checked_on)))
    return {path: day for path, day in sorted(pages.items()) if not path.startswith(PRIVATE)}


def lists_above(path: str) -> tuple[str, ...]:
    """/law/zhian/2026-01-01 → /law, /law/zhian."""
    steps = path.strip("/").split("/")
    return tuple("/" + "/".join(steps[:count]) for count in range(1, len(steps)))


def sitemap(address: str, pages: Mapping[str, date | None]) -> bytes:
    """The document; `address` is the site's, without a path."""
    root = Element("urlset", xmlns=NAMESPACE)
    for path, day in pages.items():
        entry = SubElement(root, "url")
        SubElement(entry, "loc").text = address + quote(path)
        if day:
            SubElement(entry, "lastmod").text = day.isoformat()
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def robots(address: str) -> str:
    closed = "".join(f"Disallow: {path}\n" for path in PRIVATE)
    return f"User-agent: *\n{closed}\nSitemap: {address}/sitemap.xml\n"
