"""Own files: what a browser tells of them, and their order in the case."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from app.domain.moment import SHANGHAI
from app.domain.own_file import MOST_FILES, FileKind, OwnFile
from app.evidence.files import joined, key_of, moved, read_noted, replaced, with_listed, without
from tests.conftest import NOW

HERE = "/evidence/files"


def told(name: str = "录音3.m4a", content: bytes = b"voice", **changes: object) -> dict[str, Any]:
    digest = hashlib.sha256(content).hexdigest()
    return {"name": name, "size": len(content), "modified": "2026-10-08T14:41:05.123Z", "sha256": digest} | changes


def own(content: bytes) -> OwnFile:
    return OwnFile.model_validate(told(content.decode(), content, modified=None))


A, B, C = own(b"a"), own(b"b"), own(b"c")


# ---- What is told


def test_what_a_browser_tells_is_kept_with_its_likely_kind() -> None:
    (file,) = read_noted(json.dumps([told()]), NOW).files
    assert (file.name, file.size, file.kind) == ("录音3.m4a", 5, FileKind.RECORDING)
    assert file.modified == datetime(2026, 10, 8, 22, 41, 5, tzinfo=SHANGHAI)


@pytest.mark.parametrize("text", ["", "x", "{}", "[1]", "null", '[{"name":', "[" * 100_000, '"a"', "[[]]"])
def test_what_is_no_list_of_files_is_said(text: str) -> None:
    noted = read_noted(text, NOW)
    assert noted.files == () and "再选一次" in noted.problems[0].sentence


@pytest.mark.parametrize(
    "modified", ["2999-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "yesterday", 5, [], "2026-11-23T00:00"]
)
def test_a_time_of_change_that_cannot_be_is_left_out_and_said(modified: object) -> None:
    noted = read_noted(json.dumps([told(modified=modified)]), NOW)
    assert [one.modified for one in noted.files] == [None]
    assert noted.undated == ("录音3.m4a",) and noted.problems == ()


def test_a_clock_that_runs_a_little_ahead_is_believed() -> None:
    noted = read_noted(json.dumps([told(modified="2026-11-21T20:00:00+08:00")]), NOW)
    assert noted.files[0].modified and noted.undated == ()


def test_one_wrong_file_does_not_lose_the_others() -> None:
    noted = read_noted(
        json.dumps([told(), told("空.mp3", b""), told("负.mp3", size=-1), told("短.mp3", sha256="ab")]), NOW
    )
    assert [one.name for one in noted.files] == ["录音3.m4a"]
    assert [one.sentence[:9] for one in noted.problems] == ["“空.mp3”：这", "“负.mp3”：文", "“短.mp3”：S"]


def test_a_name_of_five_hundred_letters_is_said_in_short() -> None:
    (problem,) = read_noted(json.dumps([told("长" * 500)]), NOW).problems
    assert "最多255个字" in problem.sentence and len(problem.sentence) < 120


def test_a_field_we_do_not_know_is_refused() -> None:
    noted = read_noted(json.dumps([told(path="/sdcard")]), NOW)
    assert noted.files == () and len(noted.problems) == 1


# ---- Their order


def test_files_are_put_behind_and_twins_left_out() -> None:
    twin = B.model_copy(update={"name": "b的副本"})
    assert joined((A, B), (twin, C)) == (A, B, C)


@pytest.mark.parametrize(
    ("key", "steps", "wanted"),
    [(A, 1, "bac"), (A, -1, "abc"), (C, 1, "abc"), (C, -1, "acb"), (B, 9, "acb"), (B, -9, "bac")],
)
def test_a_file_moves_and_stops_at_the_ends(key: OwnFile, steps: int, wanted: str) -> None:
    assert "".join(one.name for one in moved((A, B, C), key_of(key), steps)) == wanted


def test_a_file_that_is_gone_moves_nothing() -> None:
    assert moved((A, B), key_of(C), 1) == (A, B)
    assert without((A, B), key_of(C)) == (A, B)
    assert replaced((A, B), C) == (A, B)


# ---- The pages


def note(client: TestClient, *files: dict[str, Any]) -> Response:
    return client.post(HERE, data={"noted": json.dumps(list(files))}, follow_redirects=False)


def names(client: TestClient) -> list[str]:
    text = client.get(HERE).text
    return [one.partition(">")[2].partition("<")[0] for one in text.split('class="own-file-name"')[1:]]


def test_files_are_noted_described_moved_and_removed(client: TestClient) -> None:
    first = note(client, told("a.mp3", b"a"), told("b.png", b"b"))
    assert first.status_code == 303
    assert "登记了2个文件" in client.get(first.headers["location"]).text
    assert names(client) == ["a.mp3", "b.png"]
    key = hashlib.sha256(b"b").hexdigest()[:16]
    assert "证据2证明什么" in client.get(f"{HERE}/{key}").text
    client.post(f"{HERE}/{key}/up")
    assert names(client) == ["b.png", "a.mp3"]
    client.post(f"{HERE}/{key}", data={"kind": "messages", "shows": "10月8日\n的短信"})
    text = client.get(HERE).text
    assert "证明：10月8日 的短信" in text and "短信、聊天记录" in text
    client.post(f"{HERE}/{key}/remove")
    assert names(client) == ["a.mp3"]
    assert client.post(f"{HERE}/{key}/remove").status_code == 404


def test_the_same_file_under_two_names_is_listed_once(client: TestClient) -> None:
    note(client, told("a.mp3", b"a"))
    again = note(client, told("副本.mp3", b"a"), told("b.mp3", b"b"))
    text = client.get(again.headers["location"]).text
    assert "登记了1个文件" in text and "另有1个内容和登记过的一样" in text
    assert names(client) == ["a.mp3", "b.mp3"]


def test_describing_goes_on_to_the_next_without_a_description(client: TestClient) -> None:
    note(client, told("a.mp3", b"a"), told("b.mp3", b"b"))
    keys = [hashlib.sha256(one).hexdigest()[:16] for one in (b"a", b"b")]
    form = {"kind": "recording", "shows": "第一通", "next": "1"}
    onward = client.post(f"{HERE}/{keys[0]}", data=form, follow_redirects=False)
    assert onward.headers["location"] == f"{HERE}/{keys[1]}"
    onward = client.post(f"{HERE}/{keys[1]}", data=form, follow_redirects=False)
    assert onward.headers["location"] == f"{HERE}#file-{keys[1]}"


def test_good_files_are_kept_beside_a_wrong_one(client: TestClient) -> None:
    answer = note(client, told("a.mp3", b"a"), told("空.mp3", b""))
    assert answer.status_code == 422
    assert "登记了1个文件" in answer.text and "“空.mp3”：这是空文件" in answer.text
    assert names(client) == ["a.mp3"]


def test_without_script_files_are_worked_out_here_and_nothing_of_them_stays(client: TestClient) -> None:
    content = b"THE RECORDING ITSELF" * 200_000
    files = [("file", ("录音.m4a", content, "audio/mp4")), ("file", ("空.mp3", b"", "audio/mpeg"))]
    answer = client.post(HERE, files=files)
    assert answer.status_code == 422 and "空文件" in answer.text
    text = client.get(HERE).text
    assert hashlib.sha256(content).hexdigest() in text and "4.0 MB" in text
    assert "THE RECORDING" not in text


def test_ten_thousand_files_are_too_many(client: TestClient) -> None:
    answer = note(client, *({**told(), "sha256": f"{number:064x}"} for number in range(10_000)))
    assert answer.status_code == 422 and f"最多登记{MOST_FILES}个文件" in answer.text
    assert names(client) == []


def test_a_full_case_takes_no_more(client: TestClient) -> None:
    note(client, *({**told(), "sha256": f"{number:064x}"} for number in range(MOST_FILES)))
    assert len(names(client)) == MOST_FILES
    assert note(client, told()).status_code == 422
    assert len(names(client)) == MOST_FILES


@pytest.mark.parametrize("form", [{}, {"noted": ""}, {"noted": "[]"}, {"file": "a.mp3"}, {"noted": "x"}])
def test_a_form_without_files_asks_for_them(client: TestClient, form: dict[str, str]) -> None:
    answer = client.post(HERE, data=form)
    assert answer.status_code == 422
    assert "选" in answer.text.partition('role="alert"')[2].partition("</div>")[0]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [({"kind": "film", "shows": ""}, "再选一次"), ({"kind": "other", "shows": "长" * 121}, "最多120个字"), ({}, "")],
)
def test_a_wrong_description_is_shown_again(client: TestClient, form: dict[str, str], sentence: str) -> None:
    note(client, told("a.mp3", b"a"))
    answer = client.post(f"{HERE}/{hashlib.sha256(b'a').hexdigest()[:16]}", data=form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert form.get("shows", "") in answer.text


@pytest.mark.parametrize(
    "path", ["0" * 16, "../../etc/passwd", "x", "0" * 64, "%00" * 16, "0" * 16 + "/up", "0" * 16 + "/remove"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_file_that_is_not_there_is_a_sentence(client: TestClient, method: str, path: str) -> None:
    assert client.request(method, f"{HERE}/{path}").status_code in (404, 405)


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>.mp3", '"onload=x.png', "\u202ecod.exe", "=1+1.csv", "😀.png"]
)
def test_a_name_is_only_ever_text(client: TestClient, name: str) -> None:
    note(client, told(name))
    text = client.get(HERE).text
    assert "<script>alert" not in text and '="onload' not in text and "\u202e" not in text
    assert client.get(f"{HERE}/{hashlib.sha256(b'voice').hexdigest()[:16]}").status_code == 200


# ---- The file a log was read from

LOG = (
    "序号,业务类型,通话起始时间,通话时长,呼叫类型,对方号码\n"
    "1,语音,2026-09-05 22:41:00,1分35秒,被叫,02100000004\n"
    "2,语音,2026-09-07 09:00:00,10秒,被叫,02100000004\n"
).encode()


def ticked(text: str) -> str:
    return text.partition('name="source" value="')[2].partition('"')[0]


def hidden(text: str) -> str:
    return text.partition('name="contacts" value="')[2].partition('"')[0]


def upload(client: TestClient, payload: bytes = LOG, name: str = "9月详单.csv") -> str:
    return client.post("/evidence", files={"file": (name, payload, "text/csv")}).text


def test_the_file_a_log_was_read_from_joins_the_list_where_ticked(client: TestClient) -> None:
    text = upload(client)
    client.post("/evidence/keep", data={"contacts": hidden(text), "which": "all", "source": ticked(text)})
    shown = client.get(HERE).text
    assert names(client) == ["9月详单.csv"]
    assert hashlib.sha256(LOG).hexdigest() in shown
    assert "证据1 · 通话详单" in shown and "2026年9月5日至2026年9月7日，共2次联系的原始记录" in shown
    again = upload(client, name="副本.csv")
    client.post("/evidence/keep", data={"contacts": hidden(again), "which": "all", "source": ticked(again)})
    assert names(client) == ["9月详单.csv"]


def test_unticked_only_the_contacts_are_kept(client: TestClient) -> None:
    text = upload(client)
    client.post("/evidence/keep", data={"contacts": hidden(text), "which": "all"})
    assert names(client) == []


@pytest.mark.parametrize("source", ["x", "e30=", "bnVsbA==", "=" * 100, "\u202e"])
def test_a_spoilt_field_keeps_the_contacts_and_lists_no_file(client: TestClient, source: str) -> None:
    text = upload(client)
    answer = client.post("/evidence/keep", data={"contacts": hidden(text), "which": "all", "source": source})
    assert answer.status_code == 200
    assert names(client) == []


def test_pasted_text_and_our_own_export_are_no_files_of_evidence(client: TestClient) -> None:
    pasted = client.post("/evidence", data={"text": "2026-09-05 22:41 02100000004 呼入 未接"}).text
    assert hidden(pasted) and not ticked(pasted)
    client.post("/evidence/keep", data={"contacts": hidden(pasted), "which": "all"})
    exported = upload(client, client.get("/case/export.csv").content, "联系记录.csv")
    assert hidden(exported) and not ticked(exported)


def test_a_nameless_file_is_read_and_not_listed(client: TestClient) -> None:
    assert not ticked(upload(client, name="\u202e\u200b"))


def test_a_file_of_which_some_were_chosen_says_so() -> None:
    read = OwnFile(name="a.csv", size=3, sha256="a" * 64, shows="共24次联系的原始记录（电话）")
    assert with_listed(read, 19, 24).shows == "共24次联系的原始记录，其中19次列入联系记录表（电话）"
    assert with_listed(read, 24, 24) == read
