"""A plan for sharing out what was executed: its own paper, and the objection to enforcement that leads to it."""

from __future__ import annotations

from datetime import date

import pytest
from fastapi.testclient import TestClient

from app.letters.model import Composition
from tests.letters.conftest import Write, said

PLAN = "distribution-objection"
SALE = ["sale", "2026-11-06", "短信", "某小区3栋201室", "600000"]


def stopped(write: Write, **answers: object) -> Composition:
    return write(
        "enforcement-objection",
        on=date(2026, 11, 20),
        answers={"j_receive": "2026-11-12", "r_release": "", **answers},
    )


@pytest.mark.parametrize(
    "answers",
    [
        {"act_rows": [["sale", "2026-11-06", "执行财产分配方案", "卖房款", "600000"]]},
        {"act_rows": [["other", "2026-11-06", "", "参与分配的卖房款", "600000"]]},
        {"r_revoke": "（2026）某0102执567号执行财产分配方案"},
        {"r_other": "请求对卖房的价款重新分配，把已经还过的四万元减掉。"},
        {"grounds": [["distribution", "方案把已经还过的四万元也算进去，分给它的多了。", "证据1"]]},
    ],
)
def test_an_objection_to_enforcement_stops_at_a_plan_and_leads_to_its_paper(
    write: Write, answers: dict[str, object]
) -> None:
    composed = stopped(write, **answers)
    (told,) = [one for one in composed.problems if one.link]
    assert told.link and told.link.url == f"/letters/{PLAN}"
    assert "2026年11月27日（星期五）" in told.sentence and "15日" in told.sentence
    assert composed.document is None


def test_a_plan_only_mentioned_warns_and_leads_there(write: Write) -> None:
    grounds = [["excess", "执行标的8200元，冻结23200元，多冻15000元；法院说以后另做分配方案。", "证据1"]]
    composed = write("enforcement-objection", answers={"grounds": grounds})
    assert composed.document is not None
    assert [one.link.url for one in composed.warnings if one.link] == [f"/letters/{PLAN}"]


def test_a_creditor_with_the_wrong_paper_is_led_too(write: Write) -> None:
    told = stopped(write, identity="applicant").problems
    assert f"/letters/{PLAN}" in [one.link.url for one in told if one.link]


def test_the_link_stands_beside_the_form(client: TestClient) -> None:
    client.get("/letters")
    page = client.post(
        "/letters/enforcement-objection",
        data={"j_receive": "2026-11-12", "r_revoke": "执行财产分配方案", "base": ""},
        follow_redirects=True,
    )
    assert f'href="/letters/{PLAN}"' in page.text


def test_no_period_is_said_that_was_not_read(write: Write) -> None:
    """What follows the objection has a number of days in no text of ours."""
    letter = write(PLAN)
    words = said(letter.document)
    assert "我们没有读到条文" in words
    assert words.count("15日") == words.count("收到分配方案起15日")
    assert letter.deadline is not None and letter.deadline.last == date(2026, 11, 27)
