"""Every page of the site map on a phone: nothing scrolls sideways, one h1, no id twice, and axe finds nothing.

Axe takes half a second a page, and most pages are built from the same pieces. So it runs on each page that has a piece
no page before it had; set AXE_EVERY_PAGE to run it on all (five minutes).
"""

from __future__ import annotations

import os
import urllib.request
from collections import Counter
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
ON_ALL = bool(os.environ.get("AXE_EVERY_PAGE"))

# Asked of every page at once. Its pieces are its elements, each with its classes, role, attributes, whether it is empty,
# and its two parents; and which level of heading follows which.
ASKED = """() => {
  const name = (one) => [one.localName, ...[...one.classList].sort(), one.getAttribute("role") ?? ""].join(".");
  const pieces = new Set();
  let level = 0;
  for (const one of document.body.querySelectorAll("*:not(svg *)")) {
    const attributes = one.getAttributeNames().filter((it) => !["class", "id", "href", "style"].includes(it)).sort();
    const parents = [one.parentElement?.parentElement, one.parentElement].filter(Boolean).map(name);
    pieces.add([...parents, name(one), attributes, one.textContent.trim() ? "" : "empty"].join(">"));
    const heading = /^h([1-6])$/.exec(one.localName);
    if (heading) {
      pieces.add(`h${level} then h${heading[1]}`);
      level = heading[1];
    }
  }
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  return {
    pieces: [...pieces],
    twice: ids.filter((id, place) => ids.indexOf(id) !== place),
    titles: document.querySelectorAll("h1").length,
    width: document.documentElement.scrollWidth,
  };
}"""


def public_paths(address: str) -> list[str]:
    """The site map, and the comparison of every law with two versions, which it leaves out."""
    with urllib.request.urlopen(address + "/sitemap.xml") as answer:
        root = ElementTree.fromstring(answer.read())
    paths = [unquote(urlsplit(one.text or "").path) for one in root.iter(SITEMAP)]
    versions = Counter(path.rpartition("/")[0] for path in paths if path.startswith("/law/") and path.count("/") == 3)
    return [*paths, *(f"{law}/compare" for law, count in versions.items() if count > 1)]


def wrong(told: dict[str, Any]) -> list[str]:
    found = [f"the id {one} stands twice" for one in told["twice"]]
    if told["width"] > PHONE["width"]:
        found.append(f"it is {told['width']} px wide")
    if told["titles"] != 1:
        found.append(f"it has {told['titles']} h1")
    return found


def violations(page: Page) -> list[str]:
    answer = Axe().run(page).response["violations"]
    return [f"{one['id']} at {[node['target'] for node in one['nodes']][:3]}" for one in answer]


def test_every_page_fits_a_phone_and_passes_axe(phone: Page, address: str) -> None:
    seen: set[str] = set()
    found: dict[str, list[str]] = {}
    for path in public_paths(address):
        phone.goto(path, wait_until="domcontentloaded")
        told = phone.evaluate(ASKED)
        pieces, problems = set(told["pieces"]), wrong(told)
        if ON_ALL or pieces - seen:
            problems += violations(phone)
            seen |= pieces
        if problems:
            found[path] = problems
    assert len(seen) > 100
    assert found == {}
