"""The questions of the result page, through the client: saved at once, judged anew, nothing lost."""

from __future__ import annotations

import re
from time import perf_counter
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.catalogue import Catalogue
from app.domain.case import CaseFacts, Debt
from app.domain.contact import Contact
from app.storage.cases import CaseStore
from app.web.session import seal
from tests.conftest import NOW

UNKNOWN = {"creditor_kind": "unknown", "creditor_name": "某某", "collector_kind": "agency"}
CALL = {"day": "2026-09-07", "means": "call", "number": "02155550004", "reached": "me", "words": "今天必须还"}


def call(client: TestClient, clock: str, **typed: str) -> None:
    answer = client.post("/case/contacts/new", data={**CALL, "clock": clock, **typed})
    assert answer.status_code == 200 and 'role="alert"' not in answer.text


def begin(client: TestClient, **debt: str) -> None:
    assert client.post("/case/debt", data={**UNKNOWN, **debt}).status_code == 200
    call(client, "22:41", answered="yes")
    for hour in range(9, 17):
        call(client, f"{hour:02d}:00")


def tap(client: TestClient, **typed: str) -> str:
    answer = client.post("/check/answers", data=typed)
    assert answer.status_code == 200
    return answer.text


def test_a_borrower_who_does_not_know_the_lender_gets_a_weaker_result_and_the_question(client: TestClient) -> None:
    begin(client)
    result = client.get("/check").text
    assert "还不知道出借方是哪一类。这里只写对每一类都成立的结论。" in result
    assert "先查清钱是谁借的，结论才准" in result
    assert "看合同里“贷款人”那一栏的全称" in result
    assert 'id="ask-creditor"' in result
    assert "中银协催收指引" not in re.findall(r'class="grounds">.*?</ul>', result.split('id="asks"')[0], re.DOTALL)


def test_most_serious_first_then_the_questions_then_what_is_lawful(client: TestClient) -> None:
    begin(client, creditor_kind="bank-card")
    call(client, "10:00", day="2026-09-09", answered="yes")
    result = client.get("/check").text
    places = [result.index(part) for part in ('id="finding-', 'id="asks"', "哪些不算违规")]
    assert places == sorted(places)
    assert result.count('<li id="ask-') == 3


def test_an_answer_is_saved_and_everything_is_judged_anew(client: TestClient) -> None:
    begin(client)
    after = tap(client, fact="creditor", answer="bank-card")
    assert "记下了，全部重新判断过" in after and "钱是谁借给你的？——银行信用卡" in after
    assert "标准或行业规则不允许" in after and 'id="ask-creditor"' not in after
    after = tap(client, fact="answered", answer="no", number="02155550004")
    assert "没接的电话，同一号码一天被打超过6次" in after and 'id="ask-answered"' not in after
    assert "，没接通" in client.get("/case").text


def test_unsure_is_kept_not_asked_again_and_can_be_answered_later(client: TestClient) -> None:
    begin(client, creditor_kind="bank-card")
    tap(client, fact="answered", answer="unsure", number="02155550004")
    for _ in range(2):
        result = client.get("/check").text
        assert 'id="ask-answered"' not in result
        assert "还说不准的" in result and 'id="ask-answered-unsure"' in result
        assert "如果没接：<strong>标准或行业规则不允许</strong>" in result
    after = tap(client, fact="answered", answer="no", number="02155550004")
    assert "没接的电话，同一号码一天被打超过6次" in after and "还说不准的" not in after


def test_a_lender_one_is_unsure_of_is_not_asked_again(client: TestClient) -> None:
    begin(client)
    after = tap(client, fact="creditor", answer="unsure")
    assert 'id="ask-creditor"' not in after and 'id="ask-creditor-unsure"' in after
    assert "个人或没有牌照的出借人：<strong>有争议</strong>" in after


def test_an_answer_is_taken_back(client: TestClient) -> None:
    begin(client, creditor_kind="bank-card")
    after = tap(client, fact="answered", answer="no", number="02155550004")
    places = re.search(r'name="places" value="([^"]*)"', after)
    assert places and "点错了，收回这个回答" in after
    back = tap(client, fact="answered", answer="back", was="no", places=places[1])
    assert 'id="ask-answered"' in back and "没接通" not in client.get("/case").text


def test_a_circumstance_is_confirmed_in_its_finding(client: TestClient) -> None:
    begin(client, creditor_kind="bank-card")
    asked = {"circumstance": "repeated-late-night-pestering", "conduct": "night-contact"}
    after = tap(client, answer="yes", **asked)
    assert "法律禁止，警察可以处罚" in after and "《治安管理处罚法》第50条" in after
    tap(client, answer="back", was="yes", places="0", **asked)
    tap(client, answer="back", was="yes", places="8", **asked)
    after = tap(client, answer="no", **asked)
    finding = after[after.index('id="finding-night-contact"') : after.index("</article>")]
    assert "《治安管理处罚法》" not in finding and "repeated-late-night-pestering" not in finding


def test_the_lender_is_changed_half_way_and_no_answer_is_lost(client: TestClient) -> None:
    begin(client, creditor_kind="bank-card")
    tap(client, fact="answered", answer="no", number="02155550004")
    tap(client, fact="agreed_hours", answer="no")
    tap(client, fact="consent_to_hours", answer="unsure", number="02155550004")
    form = client.get("/case/debt").text
    assert re.search(r'name="no_agreed_hours" value="yes" checked', form)
    client.post("/case/debt", data={**UNKNOWN, "creditor_kind": "private-lender", "no_agreed_hours": "yes"})
    result = client.get("/check").text
    assert "中银协催收指引" not in result and "一天被打超过6次" in result and "有争议" in result
    assert 'id="ask-answered"' not in result and 'id="ask-agreed_hours"' not in result
    assert 'id="ask-consent_to_hours-unsure"' in result
    client.post("/case/debt", data={**UNKNOWN, "creditor_kind": "unknown", "no_agreed_hours": "yes"})
    result = client.get("/check").text
    assert 'id="ask-creditor"' in result and "一天被打超过6次" in result
    client.post("/case/debt", data={**UNKNOWN, "creditor_kind": "bank-card", "no_agreed_hours": "yes"})
    assert "《中银协催收指引》" in client.get("/check").text
    assert CALL["words"] in client.get("/case").text


def test_what_an_edit_form_does_not_show_stays(client: TestClient) -> None:
    begin(client, creditor_kind="bank-card")
    tap(client, fact="answered", answer="unsure", number="02155550004")
    client.post("/case/contacts/0", data={**CALL, "clock": "09:00", "answered": "unknown", "words": "改过的原话"})
    assert 'id="ask-answered"' not in client.get("/check").text


def test_a_wrong_typed_answer_comes_back_with_what_was_typed(client: TestClient) -> None:
    client.post("/case/debt", data={**UNKNOWN, "creditor_kind": "bank-card"})
    call(client, "10:00", acts="extra-collection-fees")
    answer = client.post("/check/answers", data={"fact": "signed_on", "answer": "typed", "given": "2027-01-01"})
    assert answer.status_code == 422
    assert "这一天还没到" in answer.text and 'value="2027-01-01"' in answer.text and 'role="alert"' in answer.text
    assert 'href="#field-given-signed_on"' in answer.text and 'id="field-given-signed_on"' in answer.text
    assert "2026年8月1日或以后签的" in tap(client, fact="signed_on", answer="unsure")
    assert "《明示成本规定》" in tap(client, fact="signed_on", answer="typed", given="2026-08-02")


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"fact": "answered", "answer": "perhaps"},
        {"fact": "<script>alert(1)</script>", "answer": "yes"},
        {"fact": "answered", "answer": "yes", "day": "x", "number": "1"},
        {"circumstance": "full-moon", "conduct": "night-contact", "answer": "yes"},
        {"fact": "answered", "answer": "back", "places": "0-99999999"},
        {"fact": "signed_on", "answer": "typed", "given": "x" * 100_000},
    ],
    ids=lambda typed: str(typed)[:40],
)
def test_what_no_page_of_ours_sends_is_refused_with_a_sentence(client: TestClient, typed: dict[str, str]) -> None:
    for begun in (False, True):
        if begun:
            begin(client)
        answer = client.post("/check/answers", data=typed)
        assert answer.status_code == 422
        assert "<script>alert" not in answer.text and len(answer.text) < 120_000


def test_without_a_case_an_answer_leads_to_the_beginning(client: TestClient) -> None:
    answer = client.post("/check/answers", data={"fact": "creditor", "answer": "bank-card"})
    assert answer.url.path == "/check" and "开始" in answer.text
    assert "case" not in client.cookies


@pytest.mark.parametrize(
    "query",
    ["told=answered&answer=no&at=0-8", "told=signed_on&answer=2026-08-02&at=", "told=creditor&answer=unsure&at="],
)
def test_an_address_says_only_what_was_answered(client: TestClient, query: str) -> None:
    begin(client)
    assert "记下了" in client.get(f"/check?{query}").text


@pytest.mark.parametrize(
    "query",
    ["told=x", "told=answered&answer=x", "told=answered&answer=no&at=z", "told=signed_on&answer=" + "9" * 100,
     "told=<script>&answer=no", "told=creditor&answer=<script>alert(1)</script>"],
)  # fmt: skip
def test_an_address_made_up_says_nothing(client: TestClient, query: str) -> None:
    begin(client)
    result = client.get(f"/check?{query}")
    assert result.status_code == 200 and "记下了" not in result.text and "<script>alert" not in result.text


# ---- Long logs


def open_case(client: TestClient, app: FastAPI, debt: dict[str, Any], contacts: list[Contact]) -> None:
    store: CaseStore = app.state.provided[CaseStore]
    facts = CaseFacts(debt=Debt.model_validate(debt), contacts=tuple(contacts))
    client.cookies.set("case", store.create(seal(facts), NOW))


def test_ten_thousand_contacts_ticked_with_everything(client: TestClient, app: FastAPI, catalogue: Catalogue) -> None:
    acts = tuple(conduct.slug for conduct in catalogue.conducts.conducts)
    contacts = [
        Contact.model_validate({"at": f"2026-{1 + place % 10:02d}-{1 + place % 28:02d}T{place % 24:02d}:{place % 60:02d}:00",
                                "number": f"0210000{place % 300:04d}", "acts": acts})
        for place in range(10_000)
    ]  # fmt: skip
    for creditor in ({"kind": "bank-card"}, {}):
        open_case(client, app, {"creditor": creditor}, contacts)
        started = perf_counter()
        result = client.get("/check")
        assert perf_counter() - started < 20  # a second or two on an idle machine; far less than a minute on any
        assert result.status_code == 200
        assert len(result.content) < 200_000
        assert result.text.count('<li id="ask-') == 3
        assert "还有9987次" in result.text and "这里只写名字" in result.text


def test_three_hundred_open_calls_are_one_question(client: TestClient, app: FastAPI) -> None:
    contacts = [
        Contact.model_validate({"at": f"2026-09-{1 + place // 10:02d}T{8 + place % 10:02d}:00:00", "number": "021"})
        for place in range(300)
    ]
    open_case(client, app, {"creditor": {"kind": "bank-card"}}, contacts)
    result = client.get("/check").text
    assert result.count('id="ask-answered"') == 1 and "<strong>300次</strong>" in result
    assert result.count("每天不一样，按天回答") == 1 and "还有23天，答完这些再问。" in result
    assert len(result) < 60_000
    after = client.post("/check/answers", data={"fact": "answered", "answer": "no", "number": "021"}).text
    assert "（300次）" in after and 'id="ask-answered"' not in after
