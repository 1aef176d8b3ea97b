from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.evidence.carrying import key_of
from tests.evidence.conftest import FIXTURES
from tests.evidence.making import zipped

LINES = "2026-09-05 22:41 95555 呼入 未接\n2026-09-06 10:00 95555 呼入 35秒\n2026-09-07 12:00 14200000001 来电 1分\n"
PACKED = re.compile(r'name="contacts" value="([^"]*)"')


def upload(client: TestClient, payload: bytes, name: str = "详单.csv") -> Any:
    return client.post("/evidence", files={"file": (name, payload)})


def paste(client: TestClient, text: str = LINES) -> Any:
    # As a browser sends it: the file field is there, without a name and empty.
    return client.post("/evidence", data={"text": text}, files={"file": ("", b"")})


def keep(client: TestClient, read: Any, *numbers: str, which: str = "chosen") -> Any:
    found = PACKED.search(read.text)
    assert found
    fields = {"contacts": found[1], "which": which, "numbers": [key_of(number) for number in numbers]}
    return client.post("/evidence/keep", data=fields)


def test_the_page_says_how_to_get_every_format(client: TestClient) -> None:
    text = client.get("/evidence").text
    assert 'enctype="multipart/form-data"' in text
    for name in ("中国移动通话详单", "中国联通通话详单", "中国电信语音清单", "粘贴的通话记录"):
        assert name in text


def test_a_packed_file_is_offered_read_and_what_was_not_read_is_said(client: TestClient) -> None:
    assert ".zip" in client.get("/evidence").text
    packed = zipped({"9月.csv": (FIXTURES / "unicom.csv").read_bytes(), "<b>.jpg": b"\xff\xd8\xff\xe0"})
    answer = upload(client, packed, "详单.zip")
    assert answer.status_code == 200
    assert "1个文件没有读：&lt;b&gt;.jpg" in answer.text


def test_a_file_is_read_and_nothing_is_kept(client: TestClient) -> None:
    answer = upload(client, (FIXTURES / "mobile-shanghai.csv").read_bytes())
    assert answer.status_code == 200
    assert "按“中国移动通话详单”读了15行，找到12次联系" in answer.text
    assert "第19行" in answer.text
    assert "没有25点" in answer.text
    assert "2026年9月7日（星期一），号码02100000004联系了你6次" in answer.text
    assert "set-cookie" not in answer.headers
    assert "还没有记录" in client.get("/case").text


def test_only_the_chosen_numbers_are_kept(client: TestClient) -> None:
    answer = keep(client, paste(client), "95555")
    assert answer.status_code == 200
    assert "加入了2次联系" in answer.text
    case = client.get("/case").text
    assert "95555" in case
    assert "14200000001" not in case


def test_importing_twice_changes_nothing(client: TestClient) -> None:
    keep(client, paste(client), which="all")
    answer = keep(client, paste(client), which="all")
    assert "加入了0次联系。有3次原来就有，没有重复加。" in answer.text
    assert "记了3次联系" in client.get("/case").text


def test_an_edited_contact_survives_another_import(client: TestClient) -> None:
    keep(client, paste(client), which="all")
    client.post("/case/contacts/1", data={
        "day": "2026-09-06", "clock": "10:00", "means": "call", "answered": "yes", "number": "95555", "reached": "family",
        "seconds": "35", "words": "让他出来",
    })  # fmt: skip
    keep(client, paste(client), which="all")
    case = client.get("/case").text
    assert "记了3次联系" in case
    assert "让他出来" in case


def test_numbers_that_are_no_collectors_leave_the_case(client: TestClient) -> None:
    keep(client, paste(client), which="all")
    answer = client.post("/evidence/numbers", data={"numbers": [key_of("14200000001")]})
    assert "从记录里删掉了1次联系" in answer.text
    case = client.get("/case").text
    assert "14200000001" not in case
    assert "95555" in case


def test_nothing_chosen_is_said_and_the_reading_is_not_lost(client: TestClient) -> None:
    answer = keep(client, paste(client))
    assert answer.status_code == 422
    assert "请至少勾选一个号码" in answer.text
    assert "加入了3次联系" in keep(client, answer, which="all").text


@pytest.mark.parametrize(
    ("payload", "status", "said"),
    [(b"\x89PNG\r\n\x1a\n\x00", 415, "这是一张图片"), (b" ", 422, "空的"), ("没有".encode(), 422, "没有找到表头")],
)
def test_a_refused_file_is_explained_beside_the_field(
    client: TestClient, payload: bytes, status: int, said: str
) -> None:
    answer = upload(client, payload)
    assert answer.status_code == status
    assert 'id="problem-file"' in answer.text
    assert said in answer.text


def test_nothing_given(client: TestClient) -> None:
    answer = paste(client, " ")
    assert answer.status_code == 422
    assert "请选一个文件" in answer.text


def test_pasted_text_that_cannot_be_read_is_still_there(client: TestClient) -> None:
    answer = paste(client, "他们天天打<b>我</b>")
    assert answer.status_code == 422
    assert "他们天天打&lt;b&gt;我&lt;/b&gt;" in answer.text
    assert 'id="problem-text"' in answer.text


def test_a_file_cannot_put_markup_on_the_page(client: TestClient) -> None:
    rows = "时间,号码,呼叫类型\n<script>alert(1)</script>,95555,呼入\n2026-09-05 10:00,95555,呼入\n"
    answer = upload(client, rows.encode())
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text


@pytest.mark.parametrize("packed", ["", "abc", "eJwDAAAAAAE=", "=" * 100])
def test_a_broken_field_is_refused(client: TestClient, packed: str) -> None:
    answer = client.post("/evidence/keep", data={"contacts": packed, "which": "all"})
    assert answer.status_code == 422
    assert "没有传完整" in answer.text


def test_the_numbers_of_an_empty_case(client: TestClient) -> None:
    assert "这里还没有联系" in client.get("/evidence/numbers").text


def test_an_empty_month(client: TestClient) -> None:
    answer = upload(client, "时间,号码,呼叫类型\n".encode())
    assert answer.status_code == 200
    assert "没有读到联系" in answer.text


def test_likely_collectors_come_first_with_the_reason_and_nothing_is_ticked(client: TestClient) -> None:
    lines = "".join(f"2026-09-0{1 + call % 3} {9 + call // 3:02d}:10 02100000004 呼入 未接\n" for call in range(20))
    friend = "".join(f"2026-09-{day:02d} 12:00 13800006612 呼入 65秒\n" for day in range(1, 26))
    answer = paste(client, f"{friend}{lines}2026-09-03 23:10 02100000004 呼入 未接\n2026-09-04 09:00 10086 呼入 20秒\n")
    text = answer.text
    assert "可能是催收：3天里打来21次，夜里1次。" in text
    assert "像运营商客服的号码，先核对。" in text
    assert "我们不替你勾" in text
    assert "checked" not in text
    places = [text.index(f"<strong>{number}</strong>") for number in ("02100000004", "13800006612", "10086")]
    assert places == sorted(places)
    assert text.index("可能是催收的，1个号码") < places[0] < text.index("其他号码") < places[1]


def test_words_of_demand_in_a_message_are_a_reason(client: TestClient) -> None:
    rows = "时间,号码,类型,内容\n2026-09-05 10:00:00,1069000012345,接收短信,您已逾期，请立即还款\n"
    assert "话里有“逾期”“立即还款”" in upload(client, rows.encode()).text
