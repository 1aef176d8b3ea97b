"""GET /api/v1/channels/find."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

FIND = "/api/v1/channels/find"


def find(client: TestClient, **asked: object) -> dict[str, Any]:
    answer = client.get(FIND, params=asked)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_an_ordered_list_with_everything_to_act_on(client: TestClient) -> None:
    told = find(client, creditor="bank-card", conduct=["threaten-harm", "night-contact"], want="stop", on="2026-11-21")
    assert told["creditor"] == "bank-card" and told["want"] == "stop" and told["on"] == "2026-11-21"
    steps = told["steps"]
    assert [one["channel"]["slug"] for one in steps[:3]] == ["police-110", "creditor-complaint", "nfra-12378"]
    lender = steps[1]
    assert lender["stage"] == "now" and lender["why"] and lender["because"]
    assert lender["channel"]["can"] and lender["channel"]["cannot"] and lender["channel"]["cost"]
    decision = lender["terms"][0]
    assert decision["law"]["named"] == "《投诉办法》第18条" and decision["last"] == "2026-12-06"
    assert lender["after_silence"][0]["by"] == "2026-12-06"
    assert "nfra-12378" in lender["after_silence"][0]["then"]
    assert [one["slug"] for one in lender["letters"]] == ["complaint-lender"]
    assert [one["slug"] for one in told["letters"]] == ["stop-unlawful-collection"]
    assert {one["conduct"]: one["verdict"] for one in told["acts"]}["threaten-harm"] == "违法-治安处罚"
    wrong = {one["channel"]: one for one in told["not_competent"]}
    assert wrong["local-finance-bureau"]["often"] and "12378" in wrong["local-finance-bureau"]["why"]
    assert len(steps) + len(wrong) == 27
    assert client.get(told["url"]).status_code == 200


def test_pairs_that_exclude_each_other_come_with_their_law(client: TestClient) -> None:
    told = find(client, creditor="bank-card", conduct="card-compounding-fees", want="answer")
    pairs = {frozenset(one["channels"]): one for one in told["not_together"]}
    assert pairs[frozenset({"nfra-12378", "pbc-12363"})]["law"]["named"] == "《央行消保办法》第42条"
    bank = next(one for one in told["steps"] if one["channel"]["slug"] == "pbc-12363")
    assert bank["stage"] == "instead" and "nfra-12378" in bank["not_with"]


def test_an_unknown_lender_may_be_left_out_or_written(client: TestClient) -> None:
    answers = [
        find(client, conduct="night-contact", want="stop", **more)
        for more in ({}, {"creditor": "unknown"}, {"creditor": ""})
    ]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0]["creditor"] == "unknown" and answers[0]["steps"][0]["channel"]["slug"] == "12345"


def test_what_lenders_cannot_show_has_no_verdict(client: TestClient) -> None:
    told = find(client, creditor="private-lender", conduct="card-compounding-fees", want="answer")
    assert told["acts"][0]["verdict"] is None
    assert any("没有这几件事" in one for one in told["notes"])


@pytest.mark.parametrize(
    ("asked", "field", "says"),
    [
        ({"conduct": "night-contact"}, "want", "选一样"),
        ({"conduct": "night-contact", "want": "revenge"}, "want", "没有“revenge”这种目的。可以写：stop、answer"),
        ({"conduct": "night-contat", "want": "stop"}, "conduct", "是不是 night-contact？"),
        ({"conduct": ["night-contact", "x"], "want": "stop"}, "conduct", "没有“x”这种做法"),
        ({"conduct": "night-contact", "want": "stop", "creditor": "bank-cards"}, "creditor", "是不是 bank-card？"),
        ({"conduct": "night-contact", "want": "stop", "matter": "rates"}, "matter", "没有“rates”这种事情"),
        ({"conduct": "night-contact", "want": "stop", "on": "tomorrow"}, "on", "日期写成"),
        ({"conduct": "night-contact", "want": "stop", "on": "2101-01-01"}, "on", "之间的一天"),
        ({"conduct": "night-contact", "want": "stop", "happened": "2026-12-01"}, "happened", "不能晚于"),
        ({"want": "answer"}, "conduct", "至少勾一件事"),
    ],
)  # fmt: skip
def test_unknown_values_are_told_beside_their_names(
    client: TestClient, asked: dict[str, object], field: str, says: str
) -> None:
    answer = client.get(FIND, params=asked)  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    (error,) = answer.json()["errors"]
    assert error["field"] == field and says in error["message"]


def test_several_problems_are_told_at_once(client: TestClient) -> None:
    answer = client.get(FIND, params={"want": "x", "creditor": "y", "conduct": "z", "on": "w"})
    assert {one["field"] for one in answer.json()["errors"]} == {"want", "creditor", "conduct", "on"}
