"""No article that was not verified is cited by number: neither in a law file nor on any page.

The marks of the fact base: `verified` of the article, else of the instrument; `citable: false` forbids the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi.testclient import TestClient

from app.domain.law import Lawbook, LawVersion
from app.domain.numeral import NUMERAL, read_numeral
from tests.shared import SHARED, needs_shared

NUMBER = rf"第({NUMERAL})条(?:之([0-9一二三四五六七八九]))?"
CITED = re.compile(rf"《([^》]+)》(?:（[^）]*）)?((?:[、和至到]?第{NUMERAL}条(?:之[0-9一二三四五六七八九])?)+)")


def key(heading: str) -> str:
    """第二百九十三条之一, 293-1 and 293之1 as 293之1; a heading without a number as it stands."""
    if match := re.fullmatch(NUMBER, heading):
        return str(read_numeral(match[1])) + (f"之{read_numeral(match[2])}" if match[2] else "")
    return re.sub(r"^(\d+)-(\d+)$", r"\1之\2", heading)


def marked() -> dict[str, dict[str, bool]]:
    """For each version of the fact base, its articles and whether each may be cited by number."""
    rows: list[dict[str, Any]] = []
    rows += yaml.safe_load((SHARED / "law" / "statutes.yaml").read_text("utf-8"))["instruments"]
    rows += yaml.safe_load((SHARED / "law" / "regulations.yaml").read_text("utf-8"))["regulations"]
    return {
        Path(row["text_file"]).stem: {
            key(str(one["number"])): one.get("verified", row["verified"]) is True and row.get("citable") is not False
            for one in row["articles"]
        }
        for row in rows
        if row.get("text_file") and row.get("articles")
    }


def versions(law: Lawbook) -> Iterator[LawVersion]:
    for row in law.instruments.values():
        yield from row.versions


@needs_shared
def test_every_entry_of_a_law_file_is_verified_in_the_fact_base(law: Lawbook) -> None:
    marks = marked()
    renamed = {"信息披露（条号未核）", "互联网发放与参照执行（条号未核）", "消保与催收（条号未核）"}
    told = 0
    for version in versions(law):
        for number, article in version.articles.items():
            told += 1
            if number in renamed:
                assert article.printed is None
                continue
            assert marks[version.base].get(number) is True, (version.base, number)
    assert told > 1200


@pytest.mark.parametrize("text", ["第二百九十三条之一", "第293条之1"])
def test_a_number_is_read_in_either_writing(text: str) -> None:
    assert key(text) == "293之1"


def test_every_number_on_every_page_is_one_of_ours(client: TestClient, law: Lawbook) -> None:
    printable: dict[str, set[str]] = {}
    for version in versions(law):
        for name in (version.short, version.title, version.title.removeprefix("中华人民共和国")):
            printable.setdefault(name, set()).update(
                one for one, article in version.articles.items() if article.printed
            )
    told = 0
    for url in re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", client.get("/sitemap.xml").text):
        page = client.get(url).text.partition("<main")[2].partition("</main>")[0]
        text = unescape(re.sub(r"<[^>]+>", "\n", page))
        for name, numbers in CITED.findall(text):
            for match in re.finditer(NUMBER, numbers):
                told += 1
                assert key(match[0]) in printable.get(name, set()), (url, name, match[0])
    assert told > 2000
