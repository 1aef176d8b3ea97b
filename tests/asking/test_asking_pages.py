from __future__ import annotations

from html import unescape

import pytest
from fastapi.testclient import TestClient

from app.asking.model import LONGEST_QUESTION

NIGHT = "催收半夜打电话骂人"


def test_the_page_leads_to_the_right_situation_and_says_why(client: TestClient) -> None:
    shown = client.get("/search", params={"q": NIGHT})
    assert shown.status_code == 200 and shown.text.count("<h1") == 1
    assert shown.text.index('href="/situations/night-calls"') < shown.text.index("也可以看")
    assert "对上的词：" in shown.text and "半夜" in shown.text
    assert f'value="{NIGHT}"' in shown.text
    assert 'content="noindex"' in shown.text and "/qr.svg?path=/search" not in shown.text


def test_the_box_stands_on_every_page(client: TestClient) -> None:
    for path in ("/", "/situations", "/law", "/letters", "/no-such-page"):
        assert 'role="search"' in client.get(path).text, path


def test_help_stands_before_the_answers(client: TestClient) -> None:
    shown = client.get("/search", params={"q": "催收打电话，我不想活了"}).text
    assert shown.index('href="tel:12356"><strong>') < shown.index("你可能遇到了")
    alone = client.get("/search", params={"q": "我不想活了"}).text
    assert "<h1>先找人帮你</h1>" in alone and "没找到" not in alone
    assert 'href="tel:110"><strong>' in client.get("/search", params={"q": "他们要弄死我"}).text


def test_it_says_when_nothing_was_found(client: TestClient) -> None:
    shown = client.get("/search", params={"q": "红烧肉怎么做"})
    assert shown.status_code == 200 and "<h1>没找到</h1>" in shown.text and "12348" in shown.text


@pytest.mark.parametrize("q", ["", "   ", "\x00\x07", "\u200b", None])
def test_an_empty_question_is_an_empty_box(client: TestClient, q: str | None) -> None:
    shown = client.get("/search", params={"q": q} if q is not None else {})
    assert shown.status_code == 200 and "<h1>写你遇到的事</h1>" in shown.text


@pytest.mark.parametrize(
    "q", ["<script>alert(1)</script>", "😀😀😀", "？！。。。", "还", "a", "' OR 1=1 --", "{{7*7}}"]
)
def test_what_is_no_question_is_answered_all_the_same(client: TestClient, q: str) -> None:
    shown = client.get("/search", params={"q": q})
    assert shown.status_code == 200
    assert "<script>alert" not in shown.text and q in unescape(shown.text)
    assert client.get("/api/v1/ask", params={"q": q}).status_code == 200


def test_ten_kilobytes_are_too_long(client: TestClient) -> None:
    shown = client.get("/search?q=" + "a" * 10_000)
    assert shown.status_code == 422 and "写得太长了" in shown.text and "你可能遇到了" not in shown.text
    assert client.get("/search", params={"q": "催收" * (LONGEST_QUESTION // 2)}).status_code == 200


def test_the_api_says_topic_slug_title_score_and_why(client: TestClient) -> None:
    answer = client.get("/api/v1/ask", params={"q": NIGHT, "limit": 2})
    assert answer.status_code == 200
    body = answer.json()
    assert set(body) == {"answers", "urgent"} and body["urgent"] is None and len(body["answers"]) == 2
    first = body["answers"][0]
    assert set(first) == {"topic", "slug", "title", "score", "why"}
    assert (first["topic"], first["slug"], first["title"]) == ("situations", "night-calls", "晚上能打电话催收吗？")
    assert first["score"] > 0 and "半夜" in first["why"]


def test_the_api_puts_urgent_help_beside_the_answers(client: TestClient) -> None:
    urgent = client.get("/api/v1/ask", params={"q": "我不想活了"}).json()["urgent"]
    assert urgent["kind"] == "self-harm" and urgent["numbers"] == ["12356", "110"]
    assert "12356" in urgent["sentence"] and urgent["why"] == ["不想活了"]


def test_the_api_finds_nothing_honestly(client: TestClient) -> None:
    assert client.get("/api/v1/ask", params={"q": "红烧肉怎么做"}).json() == {"answers": [], "urgent": None}


@pytest.mark.parametrize(
    "params",
    [{}, {"q": ""}, {"q": "\x00"}, {"q": "a" * 10_000}, {"q": "催收", "limit": 0}, {"q": "催收", "limit": 21},
     {"q": "催收", "limit": "many"}],
)  # fmt: skip
def test_the_api_refuses_with_a_problem(client: TestClient, params: dict[str, str]) -> None:
    refused = client.get("/api/v1/ask", params=params)
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["errors"]


def test_the_api_gives_up_to_twenty(client: TestClient) -> None:
    assert 8 < len(client.get("/api/v1/ask", params={"q": "收到法院传票要开庭", "limit": 20}).json()["answers"]) <= 20
    assert len(client.get("/api/v1/ask", params={"q": "收到法院传票要开庭", "limit": 1}).json()["answers"]) == 1
