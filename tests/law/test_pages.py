from __future__ import annotations

from fastapi.testclient import TestClient

from app.domain.law import Lawbook


def test_every_version_has_its_page(client: TestClient, law: Lawbook) -> None:
    for row in law.instruments.values():
        assert client.get(f"/law/{row.id}").status_code == 200
        for version in row.versions:
            body = client.get(version.url).text
            assert version.strength in body
            assert all(f'id="{article.anchor}"' in body for article in version.articles.values())


def test_a_version_page_says_what_changed(client: TestClient) -> None:
    body = client.get("/law/zhian/2026-01-01").text
    assert "和前一版比" in body
    assert "第42条" in body
    assert "约束谁" in body
    assert "核对日期" in body


def test_an_old_version_says_it_is_old(client: TestClient) -> None:
    assert "这是旧的一版" in client.get("/law/zhian/2013-01-01").text


def test_a_number_that_was_not_verified_is_not_printed_as_one(client: TestClient) -> None:
    body = client.get("/law/consumer-finance-2024-4/2024-04-18").text
    assert "条号没有核到，引用时只写文件名" in body


def test_a_repealed_law_leads_to_what_replaced_it(client: TestClient) -> None:
    body = client.get("/law/hetongfa").text
    assert 'href="/law/minfadian"' in body
