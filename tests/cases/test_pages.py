from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.web.deps import now
from tests.conftest import NOW

DEBT = {"creditor_kind": "bank-card", "creditor_name": "海棠银行信用卡中心", "collector_kind": "agency"}
NIGHT = {"day": "2026-09-05", "clock": "22:41", "means": "call", "answered": "yes", "number": "02155550004",
         "reached": "me", "words": "你今天不还明天就去你单位"}  # fmt: skip


def begin(client: TestClient) -> None:
    assert client.post("/case/debt", data=DEBT).status_code == 200
    assert client.post("/case/contacts/new", data=NIGHT).status_code == 200


def test_from_nothing_to_a_result(client: TestClient) -> None:
    assert "还没有记录" in client.get("/case").text
    begin(client)
    result = client.get("/check").text
    assert "标准或行业规则不允许" in result
    assert "晚上10点到早上8点之间催收" in result
    assert "《中银协催收指引》" in result


def test_who_came_from_a_letter_goes_back_to_it(client: TestClient) -> None:
    form = client.get("/case/debt", params={"letter": "fee-objection"}).text
    assert 'action="/case/debt?letter=fee-objection"' in form
    answer = client.post("/case/debt?letter=fee-objection", data=DEBT, follow_redirects=False)
    assert answer.headers["location"] == "/letters/fee-objection"
    stranger = client.post("/case/debt?letter=//elsewhere", data=DEBT, follow_redirects=False)
    assert stranger.headers["location"] == "/case/contacts/new"


def test_a_contact_is_edited_and_everything_is_judged_anew(client: TestClient) -> None:
    begin(client)
    assert client.get("/case/contacts/0").status_code == 200
    client.post("/case/contacts/0", data={**NIGHT, "clock": "15:00"})
    assert "没有发现违规" in client.get("/check").text


def sure(page: str) -> str:
    """The moment by which the page that asks names the contact."""
    found = re.search(r'name="sure" value="([^"]+)"', page)
    assert found
    return found[1]


def test_another_contact_than_the_one_shown_is_not_deleted(client: TestClient) -> None:
    begin(client)
    client.post("/case/contacts/0/delete", data={"sure": "2020-01-01T00:00:00+08:00"})
    assert client.get("/case/contacts/0").status_code == 200


def test_a_contact_is_deleted(client: TestClient) -> None:
    begin(client)
    asked = client.post("/case/contacts/0/delete")
    assert "删这一条吗" in asked.text and client.get("/case/contacts/0").status_code == 200
    client.post("/case/contacts/0/delete", data={"sure": sure(asked.text)})
    assert "这里还没有联系" in client.get("/case").text
    assert client.get("/case/contacts/0").status_code == 404


def test_a_long_log_is_shown_a_hundred_contacts_at_a_time(client: TestClient) -> None:
    begin(client)
    lines = "\n".join(
        f"2026-08-{day:02d} {hour:02d}:00 02155550004 呼入 未接" for day in range(1, 16) for hour in range(8, 22)
    )
    read = re.search(r'name="contacts" value="([^"]+)"', client.post("/evidence", data={"text": lines}).text)
    assert read is not None
    client.post("/evidence/keep", data={"contacts": read[1], "which": "all"})
    first, last = client.get("/case").text, client.get("/case", params={"sheet": 99}).text
    assert first.count('class="contact"') == 100
    assert "第3页，共3页" in last
    assert last.count('class="contact"') == 11


def test_the_lender_is_changed_half_way_and_nothing_is_lost(client: TestClient) -> None:
    begin(client)
    client.post("/case/debt", data={**DEBT, "creditor_kind": "private-lender"})
    result = client.get("/check").text
    assert "有争议" in result
    assert "《中银协催收指引》" not in result
    assert NIGHT["words"] in result


def test_a_wrong_entry_is_shown_with_what_was_typed(client: TestClient) -> None:
    answer = client.post("/case/contacts/new", data={**NIGHT, "clock": "25:00"})
    assert answer.status_code == 422
    assert NIGHT["words"] in answer.text
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{ 7*7 }}", "{law:zhian#50}", "#panic()", "[x](javascript:1)"]
)
def test_markup_is_only_ever_text(client: TestClient, text: str) -> None:
    begin(client)
    client.post("/case/contacts/new", data={**NIGHT, "words": text, "number": text[:40]})
    for path in ("/case", "/check", "/case/contacts/0", "/case/contacts/1"):
        body = client.get(path).text
        assert "<script>alert" not in body
        assert ">49<" not in body


def test_a_megabyte_in_a_name_is_refused_with_a_sentence(client: TestClient) -> None:
    answer = client.post("/case/debt", data={**DEBT, "creditor_name": "行" * 350_000})
    assert answer.status_code == 422
    assert "太长了" in answer.text


@pytest.mark.parametrize("code", ["forged", "A" * 43, "é", "../../etc/passwd", "x" * 5_000])
def test_a_forged_cookie_opens_nothing_and_breaks_nothing(client: TestClient, code: str) -> None:
    answer = client.get("/case", headers={b"Cookie": f"case={code}".encode()})
    assert answer.status_code == 200
    assert "还没有记录" in answer.text
    assert "到期删除" in answer.text


def test_a_case_ends_after_its_day(client: TestClient, app: FastAPI) -> None:
    begin(client)
    app.dependency_overrides[now] = lambda: NOW + timedelta(hours=26)
    answer = client.get("/case")
    assert "还没有记录" in answer.text
    assert NIGHT["words"] not in answer.text


def test_delete_now_means_now(client: TestClient) -> None:
    begin(client)
    code = client.cookies["case"]
    assert "已经删除" in client.post("/case/delete").text
    assert "case" not in client.cookies
    client.cookies.set("case", code)
    assert NIGHT["words"] not in client.get("/case").text


def test_two_tabs_do_not_lose_each_others_contacts(client: TestClient) -> None:
    begin(client)
    client.post("/case/contacts/new", data={**NIGHT, "clock": "23:00"})
    client.post("/case/contacts/new", data={**NIGHT, "clock": "23:30"})
    assert "记了3次联系" in client.get("/case").text


def test_nothing_private_in_the_database_the_logs_the_metrics_or_a_url(
    client: TestClient, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    begin(client)
    client.get("/check")
    client.get(f"/nothing/{NIGHT['number']}")
    out, err = capfd.readouterr()
    metrics = client.get("/metrics").text
    secrets = [DEBT["creditor_name"], NIGHT["number"], NIGHT["words"], client.cookies["case"]]
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("cases.db*"))
    assert stored
    for secret in secrets:
        assert secret not in out + err
        assert secret not in metrics
        for form in (secret.encode(), secret.encode("utf-16-le"), secret.encode("unicode_escape")):
            assert form not in stored
    assert "/case/contacts/new" in metrics


def test_large_text_is_remembered_and_returns_to_the_page(client: TestClient) -> None:
    answer = client.post("/settings/text-size", data={"large": "1"}, headers={"Referer": "http://testserver/law"})
    assert answer.url.path == "/law"
    assert 'data-text="large"' in answer.text
    away = client.post(
        "/settings/text-size", data={}, headers={"Referer": "http://testserver//evil.example"}, follow_redirects=False
    )
    assert away.headers["location"] == "/"


def test_the_case_needs_the_same_pepper(make_app: Callable[..., FastAPI]) -> None:
    with TestClient(make_app()) as client:
        begin(client)
        code = client.cookies["case"]
    with TestClient(make_app(secret_key="another pepper, as after a lost secret"), cookies={"case": code}) as client:
        assert NIGHT["words"] not in client.get("/case").text


def test_a_new_contact_has_no_number_of_another_one(client: TestClient) -> None:
    begin(client)
    form = client.get("/case/contacts/new").text
    field = re.search(r'<input[^>]*id="field-number"[^>]*>', form)
    assert field is not None
    assert 'value=""' in field[0]
    client.post("/case/contacts/new", data={"day": "2026-09-06", "clock": "10:00", "means": "call"})
    assert "02155550004" not in client.get("/case").text.split("联系2 ·")[1]


def test_the_numbers_of_the_log_are_offered_the_latest_first(client: TestClient) -> None:
    begin(client)
    client.post("/case/contacts/new", data={**NIGHT, "day": "2026-09-06", "number": "02155550009"})
    offered = re.search(r'<datalist id="offered-number">(.*?)</datalist>', client.get("/case/contacts/new").text)
    assert offered is not None
    assert re.findall(r'value="([^"]+)"', offered[1]) == ["02155550009", "02155550004"]


def test_an_own_account_is_asked_about_and_a_note_is_shown_without_quotation_marks(client: TestClient) -> None:
    told = "打到公司座机，同事小周接的"
    begin(client)
    answer = client.post("/case/contacts/new", data={**NIGHT, "words": told})
    assert answer.status_code == 422
    assert 'name="as_said"' in answer.text
    client.post("/case/contacts/new", data={**NIGHT, "day": "2026-09-07", "words": "再不还就去你单位", "note": told})
    shown = client.get("/case").text
    assert f"备注：{told}" in shown
    assert f"“{told}" not in shown


def test_calls_nobody_answered_are_not_said_to_be_a_conversation(client: TestClient) -> None:
    client.post("/case/debt", data=DEBT)
    for clock in ("10:00", "15:00"):
        client.post("/case/contacts/new", data={"day": "2026-09-06", "clock": clock, "means": "call", "answered": "no"})
    result = client.get("/check").text
    assert "白天打电话给你本人：正常沟通，或没接通" in result
    assert "、正常沟通" not in result


def test_a_letter_that_was_begun_is_found_again_from_the_case_and_from_home(client: TestClient) -> None:
    assert "你上次做到这里" not in client.get("/").text
    assert client.post("/letters/fee-waiver/draft", data={"b_name": "李某"}).status_code < 400
    for path in ("/case", "/"):
        answer = client.get(path)
        assert re.search(r'<a href="/letters/fee-waiver">接着写：[^<]+</a>', answer.text), path
        assert "public" not in answer.headers.get("cache-control", "")
    assert "记了0次联系" not in client.get("/case").text
    assert "1份信在写" in client.get("/case").text
    client.cookies.clear()
    assert "接着写" not in client.get("/").text
