from __future__ import annotations

from fastapi.testclient import TestClient

from app.guidance.model import GuideBook, Topic

BASE = "/api/v1/guidance"


def test_all_pages_or_those_of_a_topic_are_listed(client: TestClient, guides: GuideBook) -> None:
    every = client.get(BASE).json()["guidance"]
    assert {(one["topic"], one["slug"]) for one in every} == {(guide.topic, guide.slug) for guide in guides.guides}
    routes = client.get(BASE, params={"topic": "routes"}).json()["guidance"]
    assert [one["slug"] for one in routes] == [guide.slug for guide in guides.under(Topic.ROUTES)]
    assert all(one["answer"] and one["checked_on"] < one["review_by"] for one in routes)


def test_a_page_comes_with_html_text_and_sources_of_the_day(client: TestClient) -> None:
    found = client.get(f"{BASE}/routes/payment-order", params={"as_of": "2023-06-01"}).json()
    assert found["as_of"] == "2023-06-01" and found["overdue"] is False
    assert '<h2 id="这是什么">' in found["html"] and found["sections"][0] == "这是什么"
    cited = {one["name"]: one for one in found["sources"]}["《民事诉讼法》第223条"]
    assert cited["url"] == "/law/minsu/2022-01-01#article-223"
    assert (cited["strength"], cited["word"]) == ("法律", "违反")
    assert found["often_wrong"] and found["related"] and "R5" in found["covers"]
    assert "（按2023年6月1日的法律）" in found["text"]


def test_refusals_are_problem_documents(client: TestClient) -> None:
    missing = client.get(f"{BASE}/routes/payment-ordr")
    assert missing.status_code == 404 and missing.headers["content-type"] == "application/problem+json"
    assert "routes/payment-order" in missing.json()["detail"]
    assert client.get(BASE, params={"topic": "recipes"}).status_code == 422
    assert client.get(f"{BASE}/recipes/soup").status_code == 422
    assert client.get(f"{BASE}/routes/payment-order", params={"as_of": "yesterday"}).status_code == 422


def test_the_description_has_examples(client: TestClient) -> None:
    schema = client.get("/api/openapi.json").json()
    assert set(schema["paths"]) >= {BASE, BASE + "/{topic}/{slug}"}
    fields = schema["components"]["schemas"]["GuideResponse"]["properties"]
    assert fields["topic"].get("examples") and fields["title"]["examples"]
