"""The log and the case taken along, and brought back through both doors."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from app.domain.case import CaseFacts
from app.domain.case_file import read_case
from app.domain.log_table import Heading
from app.storage.cases import CaseStore
from app.web.session import seal, unseal
from tests.bad_input.asking import READ, read, refusal, said
from tests.conftest import NOW

FACTS: dict[str, Any] = {
    "debt": {"creditor": {"kind": "bank-card", "name": "海棠银行信用卡中心"}, "collector": {"kind": "agency"}, "online": True},
    "contacts": [
        {"at": "2026-09-05T22:41:07", "number": "02155550004", "answered": True, "duration_seconds": 80,
         "acts": ["insult-abuse", "threaten-jail"], "words": "=再不还\n就去你单位",
         "circumstances": ["collected-from-non-debtor-or-privacy"], "reached": "family", "called": "=1+1",
         "third_party_role": "spouse", "refused_on": "2026-09-01", "on_behalf_of": "某某公司",
         "consent_to_hours": False, "unsure": ["visitors"]},
        {"at": "2026-09-06T09:00:00", "means": "visit", "visitors": 3, "reached": "me"},
        {"at": "2026-09-07T09:00:00.5", "means": "sms", "number": "某某客服", "words": "请还款", "direction": "out"},
    ],
    "answers": {"police-report": {"b_name": "王某"}},
    "files": [{"name": "录音.m4a", "size": 3, "sha256": "ab" * 32, "kind": "recording", "shows": "通话录音"}],
}  # fmt: skip
CSV = "/case/export.csv"
JSON = "/case/export.json"
OTHER = {"debt": {"creditor": {"kind": "platform", "name": "别的平台"}}, "contacts": [{"at": "2026-10-01T09:00:00"}]}


def give(client: TestClient, facts: dict[str, Any]) -> None:
    """The visitor gets a case of these facts."""
    store: CaseStore = client.app.state.provided[CaseStore]  # type: ignore[attr-defined]
    client.cookies.set("case", store.create(seal(CaseFacts.model_validate(facts)), NOW))


def held(client: TestClient) -> CaseFacts:
    """What the visitor's case holds."""
    store: CaseStore = client.app.state.provided[CaseStore]  # type: ignore[attr-defined]
    return unseal(store.load(next(one.value or "" for one in client.cookies.jar if one.name == "case"), NOW).facts)


def forget(client: TestClient) -> None:
    client.cookies.clear()


def bring(client: TestClient, payload: bytes | str, path: str = "/case/import") -> Response:
    answer: Response = client.post(path, files={"file": ("x", payload)})
    return answer


def apply(client: TestClient, page: Response, **choices: str) -> Response:
    packed = re.search(r'name="packed" value="([^"]+)"', page.text)
    assert packed
    answer: Response = client.post("/case/import/apply", data={"packed": packed[1], **choices})
    return answer


@pytest.fixture
def filled(client: TestClient) -> TestClient:
    give(client, FACTS)
    return client


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [(CSV, "text/csv; charset=utf-8", "contacts-2026-11-21.csv"), (JSON, "application/json", "case-2026-11-21.json")],
)
def test_a_file_is_for_its_owner_alone(filled: TestClient, path: str, kind: str, name: str) -> None:
    answer = filled.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    forget(filled)
    away = filled.get(path, follow_redirects=False)
    assert (away.status_code, away.headers["location"]) == (303, "/case/export")
    assert "没有可以下载的" in filled.get(path).text


def test_the_table_opens_right_in_a_spreadsheet(filled: TestClient) -> None:
    payload = filled.get(CSV).content
    assert payload.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in payload
    rows = list(csv.DictReader(io.StringIO(payload.decode("utf-8-sig"), newline="")))
    assert list(rows[0]) == [heading.value for heading in Heading]
    assert [row["编号"] for row in rows] == ["联系1", "联系2", "联系3"]
    assert rows[0]["对方做了什么"].startswith("辱骂、羞辱、诅咒[insult-abuse]；")
    assert rows[0]["对方号码"] == "'02155550004"
    assert rows[0]["打的是哪里"] == "'=1+1"


def test_the_case_as_a_file_says_what_made_it(filled: TestClient) -> None:
    told = json.loads(filled.get(JSON).text)
    assert told["format"] == "zhaimingbai-case"
    assert told["made_at"] == "2026-11-21T10:00:00+08:00"
    assert told["software"] and told["content"]


def test_the_whole_case_comes_back_into_an_empty_visit(filled: TestClient) -> None:
    before, payload = held(filled), filled.get(JSON).content
    forget(filled)
    answer = bring(filled, payload)
    assert "加进来3次联系" in answer.text
    assert "海棠银行信用卡中心" in answer.text
    assert held(filled) == before
    assert "有3次原来就有" in bring(filled, payload).text
    assert held(filled) == before


def test_the_log_comes_back_as_a_table(filled: TestClient) -> None:
    before, payload = held(filled), filled.get(CSV).content
    forget(filled)
    answer = bring(filled, payload)
    assert "加进来3次联系" in answer.text
    assert "还不知道钱是谁借的" in answer.text
    assert held(filled).contacts == before.contacts
    assert "有3次原来就有" in bring(filled, payload).text
    assert held(filled).contacts == before.contacts


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8"])
def test_a_table_a_spreadsheet_saved_in_another_encoding(filled: TestClient, encoding: str) -> None:
    before, text = held(filled), filled.get(CSV).content.decode("utf-8-sig")
    forget(filled)
    bring(filled, text.encode(encoding))
    assert held(filled).contacts == before.contacts


def test_text_that_was_copied_comes_back(filled: TestClient) -> None:
    before, page = held(filled), read(filled.get("/case/export"))
    text = filled.get("/case/export").text
    copied = re.search(r'id="case-text"[^>]*>\n(.*?)</textarea>', text, re.DOTALL)
    assert copied and page.count("h1") == 1
    forget(filled)
    answer = filled.post("/case/import", data={"text": unescape(copied[1])})
    assert "加进来3次联系" in answer.text
    assert held(filled) == before


@pytest.mark.parametrize("path", [CSV, JSON])
def test_both_files_come_back_through_the_evidence_page(filled: TestClient, path: str) -> None:
    before, payload = held(filled), filled.get(path).content
    forget(filled)
    page = bring(filled, payload, "/evidence")
    assert "从这里导出的记录" in page.text
    packed = re.search(r'name="contacts" value="([^"]+)"', page.text)
    assert packed
    filled.post("/evidence/keep", data={"contacts": packed[1], "which": "all"})
    assert held(filled).contacts == before.contacts
    answer = bring(filled, payload, READ)
    assert answer.json()["format"] == "own-log"
    assert [one["acts"] for one in answer.json()["contacts"]] == [["insult-abuse", "threaten-jail"], [], []]
    assert bool(answer.json()["notes"]) is (path == JSON)


def test_into_a_case_that_says_otherwise_it_asks(filled: TestClient) -> None:
    payload = filled.get(JSON).content
    forget(filled)
    give(filled, OTHER)
    page = bring(filled, payload)
    assert "两边写的不一样，留哪个" in page.text
    assert "海棠银行信用卡中心" in page.text and "别的平台" in page.text
    assert len(held(filled).contacts) == 1
    apply(filled, page)
    assert len(held(filled).contacts) == 4
    assert held(filled).debt == CaseFacts.model_validate(OTHER).debt
    apply(filled, page, debt="file")
    assert len(held(filled).contacts) == 4
    assert held(filled).debt == CaseFacts.model_validate(FACTS).debt
    assert held(filled).answers == FACTS["answers"]


def test_a_letter_that_was_filled_in_otherwise_is_asked_for(filled: TestClient) -> None:
    payload = filled.get(JSON).content
    forget(filled)
    give(filled, {**FACTS, "answers": {"police-report": {"b_name": "李某"}}})
    page = bring(filled, payload)
    assert "这几封信" in page.text
    assert "李某" not in page.text
    apply(filled, page, letters="here")
    assert held(filled).answers == {"police-report": {"b_name": "李某"}}
    apply(filled, page, letters="file")
    assert held(filled).answers == FACTS["answers"]


def test_bad_entries_are_named_and_the_good_ones_come_after_a_look(filled: TestClient) -> None:
    told = json.loads(filled.get(JSON).text)
    told["contacts"][1]["visitors"] = 0
    told["contacts"][2]["acts"] = ["no-such-act"]
    forget(filled)
    page = bring(filled, json.dumps(told))
    assert "联系2" in page.text and "有2处没读懂" in page.text
    assert "有一项勾选现在没有了" in page.text
    assert "case" not in filled.cookies
    assert "加进来2次联系" in apply(filled, page).text
    assert [one.acts for one in held(filled).contacts] == [("insult-abuse", "threaten-jail"), ()]


def test_bad_rows_are_named_by_the_row_of_the_spreadsheet(filled: TestClient) -> None:
    text = filled.get(CSV).content.decode("utf-8-sig").replace("2026-09-06", "2026-02-30")
    page = bring(filled, text)
    assert "第3行" in page.text and "没有“2026-02-30”这一天" in page.text


@pytest.mark.parametrize(
    ("payload", "status", "wanted"),
    [
        (b"", 422, "这个文件是空的"),
        (b"   ", 422, "空的"),
        (b"PK\x03\x04xl/workbook.xml", 415, "导入通话详单"),
        (b"\x89PNG\r\n\x1a\n\x00", 415, "不是文字"),
        ("时间,号码,呼叫类型\n2026-09-05 22:41,95588,被叫\n".encode(), 422, "导入通话详单"),
        (b"<html><script>alert(1)</script>", 422, "不是债明白导出的"),
        (b"{}", 422, "不是债明白导出的"),
        (b'{"format": "zhaimingbai-case"', 422, "坏了"),
        (b'{"format": "zhaimingbai-case", "version": 99}', 422, "更新的版本"),
        (b'{"format": "zhaimingbai-case", "version": 1}', 422, "没有一条能读的"),
        (b'{"format": "zhaimingbai-case", "version": 1, "contacts": [1]}', 422, "联系1"),
        (b'{"format": "zhaimingbai-case", "version": 1, "a": ' + b"[" * 200_000, 422, "太深了"),
        (b'{"format": "zhaimingbai-case", "version": NaN}', 422, "数字"),
        (b'{"format": "zhaimingbai-case", "version": 1' + b"0" * 5_000 + b"}", 422, "数字"),
        (b'{"format": "zhaimingbai-case", "version": 1, "version": 1}', 422, "同名"),
        (b"x" * (20 * 1024 * 1024 + 1), 413, "20MB"),
        (b"x" * 25_200_000, 413, "24 MB"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_cannot_come_back(client: TestClient, payload: bytes, status: int, wanted: str) -> None:
    assert wanted in refusal(bring(client, payload), status)
    assert "case" not in client.cookies


def test_two_files_and_none_at_once(client: TestClient) -> None:
    assert "一次只能导入一个" in refusal(
        client.post("/case/import", files=[("file", ("a", b"x")), ("file", ("b", b"y"))]), 422
    )
    assert "请选一个" in refusal(client.post("/case/import"), 422)
    assert "存下的字" in said(client.post("/case/import", data={"text": "存下的字"}), 422)


@pytest.mark.parametrize("packed", ["", "x", "=" * 100, "eJwDAAAAAAE=", "A" * 9_000_000])
def test_a_damaged_state_is_asked_for_again(client: TestClient, packed: str) -> None:
    assert "没有传完整" in refusal(client.post("/case/import/apply", data={"packed": packed}), 422)


def test_more_contacts_than_a_case_may_hold(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cases.import_pages.MOST_CONTACTS", 200)
    many = [{"at": f"2026-09-05T{n // 3600:02d}:{n // 60 % 60:02d}:{n % 60:02d}"} for n in range(150)]
    give(client, {"contacts": many})
    other = [{**one, "number": "95588"} for one in many]
    text = json.dumps({"format": "zhaimingbai-case", "version": 1, "contacts": other})
    assert "最多放100000条" in refusal(bring(client, text), 422)


def test_the_page_says_who_can_open_the_file(filled: TestClient) -> None:
    page = filled.get("/case/export").text
    for words in ("没有加密", "我们不留副本", "谁拿到你的手机"):
        assert words in page
    assert filled.get("/case/export").headers["cache-control"] == "no-store"


def test_nothing_of_it_stands_in_an_address_or_a_log(filled: TestClient, capfd: pytest.CaptureFixture[str]) -> None:
    payload = filled.get(JSON).content
    forget(filled)
    answer = bring(filled, payload)
    assert str(answer.url).endswith("/case/import/done?added=3&same=0&joined=0")
    logged = "".join(capfd.readouterr())
    for secret in ("02155550004", "海棠银行", "就去你单位", "王某"):
        assert secret not in logged


def test_what_was_exported_is_what_the_model_reads(filled: TestClient) -> None:
    assert read_case(filled.get(JSON).text).facts == held(filled)
