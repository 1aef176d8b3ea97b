"""/changes and its feed: law and content, one entry a day, each law change on the day the law book knows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from app.catalogue import Catalogue, load_changes
from tests.shared import CONTENT

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_holds_what_the_page_shows(client: TestClient, catalogue: Catalogue) -> None:
    page = client.get("/changes").text
    feed = ElementTree.fromstring(client.get("/changes.atom").content)
    entries = feed.findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}title") for one in entries] == [one.title for one in catalogue.changes.entries]
    for entry, change in zip(entries, catalogue.changes.entries, strict=True):
        address = entry.findtext(f"{ATOM}id") or ""
        assert f'id="{address.partition("#")[2]}"' in page
        assert change.title in page and all(line in page for line in change.lines)
        assert client.get(change.url or "/changes").status_code == 200
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == len(entries)
    assert (feed.findtext(f"{ATOM}updated") or "").startswith(catalogue.changes.entries[0].day.isoformat())


def test_a_change_of_law_stands_on_a_day_the_law_book_knows(catalogue: Catalogue) -> None:
    told = {}
    for change in catalogue.changes.entries:
        if change.url.startswith("/law/"):
            name = change.url.split("/")[2]
            told[name] = change.day
            assert change.day in catalogue.law.instrument(name).starts, name
    assert (
        told["zhian"] == date(2026, 1, 1) and told["lvshi"] == date(2026, 9, 1) and told["zhongcai"] == date(2026, 3, 1)
    )


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("day: 2026-09-22", "day: 2026-12-22", "put the newest change first."),
        ("day: 2026-09-22", "day: 2026-11-21", "put all changes of a day into one entry; the day is its address."),
    ],
)
def test_an_entry_out_of_order_is_a_problem(tmp_path: Path, before: str, after: str, says: str) -> None:
    (tmp_path / "content").mkdir()
    text = (CONTENT / "changes.yaml").read_text(encoding="utf-8")
    (tmp_path / "content" / "changes.yaml").write_text(text.replace(before, after), encoding="utf-8")
    assert [one.partition(": ")[2] for one in load_changes(tmp_path / "content")[1]] == [says]


def test_every_line_is_one_short_sentence(catalogue: Catalogue) -> None:
    for change in catalogue.changes.entries:
        assert change.lines
        for line in change.lines:
            assert line.endswith("。") and "。" not in line[:-1], line
            assert max(map(len, line.replace("；", "。").replace("：", "。").split("。"))) <= 40, line
