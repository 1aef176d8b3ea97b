from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.domain.law import Lawbook
from app.law.compare import Fate, compare
from app.law.renumbered import load_renumbered
from tests.shared import CONTENT


def test_articles_are_matched_through_every_version_between(law: Lawbook) -> None:
    row = law.instrument("minsu")
    oldest, newest = row.versions[1], row.latest
    met = {pair.after.number: pair.before for pair in compare(row, oldest, newest) if pair.after}
    for number, before in met.items():
        traced = law.trace("minsu", number, oldest.starts)
        assert (before.number if before else None) == (traced.article.number if traced else None), number
    assert met["227"] is not None and met["227"].number == "216"


def test_every_article_of_both_versions_stands_somewhere(law: Lawbook) -> None:
    for row in law.instruments.values():
        for older, newer in zip(row.versions, row.versions[1:], strict=False):
            pairs = compare(row, older, newer)
            assert {pair.after.number for pair in pairs if pair.after} == set(newer.articles)
            assert {pair.before.number for pair in pairs if pair.before} == set(older.articles)


def test_what_became_of_an_article(law: Lawbook) -> None:
    row = law.instrument("zhian")
    fates = {
        (pair.before.number if pair.before else None, pair.after.number if pair.after else None): pair.fate
        for pair in compare(row, row.versions[-2], row.latest)
    }
    assert fates["42", "50"] is Fate.RENUMBERED
    assert fates["9", "9"] is Fate.KEPT
    assert fates[None, "56"] is Fate.ONLY_NEW
    assert fates["77", None] is Fate.ONLY_OLD


def test_the_page_shows_both_versions(client: TestClient) -> None:
    shown = client.get("/law/zhian/compare", params={"from": "2013-01-01", "to": "2026-01-01"}).text
    assert 'href="/law/zhian/2013-01-01#article-42"' in shown and 'href="/law/zhian/2026-01-01#article-50"' in shown
    assert "条号变了（19条）" in shown and shown.count("<h1") == 1
    turned = client.get("/law/zhian/compare", params={"to": "2013-01-01", "from": "2026-01-01"}).text
    assert "条号变了（19条）" in turned
    assert "条号变了（19条）" in client.get("/law/zhian/compare").text
    assert 'href="/law/zhian/compare"' in client.get("/law/zhian").text
    assert "2024年6月1日有效" in client.get("/law/minsu/compare?as_of=2024-06-01").text


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/law/zhian/compare?from=2013-01-01&to=2013-01-01", 422, "两边是同一版"),
        ("/law/zhian/compare?from=1850-01-01", 422, "没有这一版"),
        ("/law/zhian/compare?to=%3Cscript%3E", 422, "/law/zhian/2026-01-01"),
        ("/law/zhian/compare?to=" + "9" * 10_000, 422, "<h1"),
        ("/law/cba-collection-guide-2026/compare", 404, "只有一版"),
        ("/law/zhain/compare", 404, "/law/zhian"),
        ("/law/zhian/compare?as_of=yesterday", 422, "日期"),
    ],
)
def test_what_cannot_be_compared_is_told_clearly(client: TestClient, path: str, status: int, says: str) -> None:
    refused = client.get(path)
    assert refused.status_code == status
    assert says in refused.text and "<script>" not in refused.text


def test_repealed_laws_stand_apart_with_what_replaced_them(client: TestClient) -> None:
    shown = client.get("/law").text
    above, _, repealed = shown.partition("已经失效的</h2>")
    assert 'href="/law/hetongfa"' in repealed and 'href="/law/hetongfa"' not in above
    assert 'href="/law/minfadian"' in repealed
    assert "已经失效的</h2>" not in client.get("/law?as_of=2020-06-01").text


def test_the_renumbered_articles_of_note_are_listed(client: TestClient) -> None:
    shown = client.get("/law").text
    assert "《治安管理处罚法》第42条" in shown and 'href="/law/zhian/2026-01-01#article-50"' in shown


def test_an_article_that_kept_its_number_is_no_renumbering(tmp_path: Path, law: Lawbook) -> None:
    original = (CONTENT / "tables" / "renumbered.yaml").read_text(encoding="utf-8")
    (tmp_path / "content" / "tables").mkdir(parents=True)
    path = tmp_path / "content" / "tables" / "renumbered.yaml"
    path.write_text(
        original.replace("zhian#50", "zhian#9").replace("replaced_by: microloan-2024-26", "replaced_by: microloan"),
        encoding="utf-8",
    )
    found, problems = load_renumbered(tmp_path / "content", law)
    assert [one.partition(": ")[2] for one in problems] == [
        "'zhian#9' got no new number in its newest version.",
        "there is no instrument 'microloan'; did you mean 'microloan-2024-26'?",
    ]
    assert len(found.articles) == original.partition("replaced:\n")[0].count("\n- ") - 1


def test_a_rule_known_by_name_only_leads_to_what_replaced_it(client: TestClient) -> None:
    repealed = client.get("/law").text.partition("已经失效的</h2>")[2]
    assert "银保监办发〔2020〕86号" in repealed and 'href="/law/microloan-2024-26"' in repealed
    assert "银保监办发〔2020〕86号" not in client.get("/law?as_of=2024-12-31").text


def test_a_version_is_json_and_tells_what_holds_on_the_day(client: TestClient) -> None:
    said = client.get("/law/zhian/2026-01-01.json").json()
    assert (said["version"], said["checked_on"]) == ("2026-01-01", "2026-11-21")
    assert 'href="/law/zhian/2026-01-01.json"' in client.get("/law/zhian/2026-01-01").text
    assert client.get("/law/zhian/2026-01-02.json").status_code == 404
    earlier = client.get("/law/zhian/2013-01-01?as_of=2025-12-31").text
    assert "在2025年12月31日有效" in earlier
    assert "还不能用" in client.get("/law/zhian/2026-01-01?as_of=2025-12-31").text
    assert date(2026, 1, 1).isoformat() in said["articles"][0]["url"]
