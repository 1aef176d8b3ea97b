from fastapi.testclient import TestClient


def test_the_version_in_force_on_a_day(client: TestClient) -> None:
    old = client.get("/api/v1/law/zhian", params={"as_of": "2025-12-31"}).json()
    new = client.get("/api/v1/law/zhian").json()
    assert (old["in_force"]["version"], old["announced"]) == ("2013-01-01", ["2026-01-01"])
    assert (new["in_force"]["version"], new["announced"]) == ("2026-01-01", [])
    article = next(one for one in new["in_force"]["articles"] if one["number"] == "50")
    assert (article["printed"], article["formerly"]) == ("第50条", "42")


def test_a_day_without_law_is_a_problem(client: TestClient) -> None:
    answer = client.get("/api/v1/law/hetongfa")
    assert answer.status_code == 404
    assert "民法典" in answer.json()["detail"]


def test_an_unknown_instrument_is_answered_with_the_nearest(client: TestClient) -> None:
    answer = client.get("/api/v1/law/zhiann")
    assert answer.status_code == 404
    assert "zhian" in answer.json()["detail"]
