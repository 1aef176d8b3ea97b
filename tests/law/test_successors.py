"""Old citations: what an article of a repealed law, or of an older version, has become."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from fastapi.testclient import TestClient

from app.domain.law import EndingKind, Lawbook
from app.law.model import load_lawbook
from tests.shared import CONTENT, SHARED, needs_shared


def became(law: Lawbook, instrument: str, starts: str, number: str) -> list[str]:
    version = next(one for one in law.instrument(instrument).versions if one.starts.isoformat() == starts)
    found = law.successors(version, version.articles[number])
    return [f"{one.version.instrument}#{one.article.number}" for one in found]


@pytest.mark.parametrize(
    ("instrument", "starts", "number", "now"),
    [
        ("hetongfa", "1999-10-01", "109", ["minfadian#579"]),
        ("hetongfa", "1999-10-01", "73", ["minfadian#535", "minfadian#537"]),
        ("danbaofa", "1995-10-01", "32", ["pochanfa#51", "danbao-jieshi#23", "danbao-jieshi#24"]),
        ("minsu", "1991-04-09", "191", ["minsu#227"]),
        ("minsu", "2017-07-01", "214", ["minsu#225"]),
        ("minsu", "2017-07-01", "125", ["minsu#128"]),
        ("minsu", "2022-01-01", "232", ["minsu#236"]),
        ("zhian", "2013-01-01", "49", ["zhian#58", "zhian#59"]),
        ("zhongcai", "2018-01-01", "59", ["zhongcai#72"]),
        ("zhian", "2026-01-01", "50", []),
    ],
)
def test_an_old_number_leads_to_the_one_of_today(
    law: Lawbook, instrument: str, starts: str, number: str, now: list[str]
) -> None:
    assert became(law, instrument, starts, number) == now


def test_every_article_of_a_repealed_law_says_what_replaced_it_or_is_spent(law: Lawbook) -> None:
    spent = {("minfazongze", "206")}  # the day it took effect
    for row in law.instruments.values():
        if any(one.kind is EndingKind.REPEALED for one in row.endings):
            for version in row.versions:
                missing = {
                    (row.id, one.number) for one in version.articles.values() if not law.successors(version, one)
                }
                assert missing <= spent, missing


@needs_shared
def test_the_numbering_maps_of_the_fact_base_hold(law: Lawbook) -> None:
    maps = yaml.safe_load((SHARED / "law" / "statutes.yaml").read_text("utf-8"))["numbering_maps"]
    pairs = {
        ("zhian", "2013-01-01"): maps["治安管理处罚法 2012→2025"],
        ("minsu", "2022-01-01"): maps["民事诉讼法 2021→2023（执行等后部条文一般加4）"],
    }
    told = 0
    for (instrument, starts), table in pairs.items():
        version = next(one for one in law.instrument(instrument).versions if one.starts.isoformat() == starts)
        for old, new in table.items():
            if old in version.articles and new.isdecimal():
                assert f"{instrument}#{new}" in became(law, instrument, starts, old), old
                told += 1
    assert told > 20


def test_a_version_after_one_nobody_read_is_not_compared_with_what_stood_before(law: Lawbook) -> None:
    row = law.instrument("minsu")
    assert row.before(row.versions[0]) is None
    assert row.before(row.versions[1]) is None
    assert row.before(row.versions[2]) is row.versions[1]


def test_the_page_and_the_json_link_to_what_replaced_it(client: TestClient) -> None:
    assert 'href="/law/minfadian/2021-01-01#article-579"' in client.get("/law/hetongfa/1999-10-01").text
    assert "和前一版比" not in client.get("/law/minsu/2017-07-01").text
    said = client.get("/law/hetongfa/1999-10-01.json").json()
    assert next(one["now"] for one in said["articles"] if one["number"] == "114") == [
        "/law/minfadian/2021-01-01#article-585"
    ]


def test_an_old_citation_in_the_search_box_leads_to_what_replaced_it(client: TestClient) -> None:
    shown = client.get("/search", params={"q": "合同法第109条"}).text
    assert "你写到的条文" in shown and "没找到" not in shown.partition("<main")[2]
    assert 'href="/law/hetongfa/1999-10-01#article-109"' in shown
    assert 'href="/law/minfadian/2021-01-01#article-579"' in shown
    assert "你写到的条文" not in client.get("/search", params={"q": "催收半夜打电话"}).text
    assert "第998条我们没有收录" in client.get("/search", params={"q": "担保法第998条"}).text


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], list[str]]:
    """The problems of 合同法 when its article 109 is replaced by something else."""

    def problems(now: str) -> list[str]:
        for name in ("hetongfa/1999-10-01.yaml", "minfadian/2021-01-01.yaml", "danbaofa/1995-10-01.yaml"):
            path = tmp_path / "content" / "law" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            text = (CONTENT / "law" / name).read_text(encoding="utf-8").replace("now: [minfadian#579]", f"now: [{now}]")
            path.write_text(text, encoding="utf-8")
        (tmp_path / "content" / "law" / "endings.yaml").write_text(
            "endings:\n- {instrument: danbaofa, starts: '2021-01-01', kind: repealed, says: 废止了}\n", encoding="utf-8"
        )
        found = load_lawbook(tmp_path / "content")[1]
        return [one.partition("article 109: ")[2] for one in found if "article 109: " in one]

    return problems


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("minfadien#579", "there is no instrument 'minfadien'; did you mean 'minfadian'?"),
        ("minfadian#9999", "minfadian has no '9999'"),
        ("danbaofa#18", "'danbaofa' has ended and replaces nothing."),
    ],
)
def test_what_cannot_replace_an_article_is_a_problem(load: Callable[[str], list[str]], now: str, says: str) -> None:
    (told,) = load(now)
    assert told.startswith(says)
