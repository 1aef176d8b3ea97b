"""Malformed, empty, oversized, misnamed and hostile files, at the API and on the page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from app.evidence.sniffing import ONE_AT_A_TIME
from tests.bad_input.asking import READ, SECRET, problem, read, refusal, said
from tests.evidence.test_hostile import CASES, HEADER

BOTH = pytest.mark.parametrize("path", [READ, "/evidence"])
MULTIPART = {"content-type": "multipart/form-data; boundary=b"}
TABLE = f"{HEADER}2026-09-05 22:41,95555,呼入\n".encode()


def upload(visitor: TestClient, path: str, payload: bytes, name: str = "详单.csv") -> Response:
    return visitor.post(path, files={"file": (name, payload, "text/csv")})


def part(disposition: str, payload: bytes) -> bytes:
    return b"--b\r\nContent-Disposition: form-data; " + disposition.encode() + b"\r\n\r\n" + payload + b"\r\n"


def send(visitor: TestClient, path: str, *parts: bytes, end: bytes = b"--b--\r\n") -> Response:
    return visitor.post(path, content=b"".join(parts) + end, headers=MULTIPART)


@BOTH
@pytest.mark.parametrize(("payload", "status", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_hostile_file_is_refused(visitor: TestClient, path: str, payload: bytes, status: int, wanted: str) -> None:
    assert wanted in said(upload(visitor, path, payload), status)


@BOTH
def test_a_file_of_21_megabytes_is_too_large(visitor: TestClient, path: str) -> None:
    assert "20MB" in said(upload(visitor, path, TABLE + b"x" * 21_000_000), 413)


@BOTH
def test_a_body_over_the_limit_is_too_large(visitor: TestClient, path: str) -> None:
    assert "24 MB" in said(upload(visitor, path, b"x" * 25_200_000), 413)


@BOTH
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"garbage",
        b"--b\r\n",
        b"--b\r\n\r\nx\r\n--b--\r\n",
        b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n",
        b"--b\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\nx\r\n--b--\r\n",
        b"--b\r\n" + b"X: a\r\n" * 10_000 + b"\r\nx\r\n--b--\r\n",
        b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\ncut',
    ],
    ids=["nothing", "garbage", "begun", "nameless", "no name", "a long header", "many headers", "cut off"],
)
def test_a_broken_form_is_refused(visitor: TestClient, path: str, body: bytes) -> None:
    said(visitor.post(path, content=body, headers=MULTIPART), 422)


@BOTH
@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=", "text/csv", "application/json"]
)
def test_a_body_that_is_no_form_is_refused(visitor: TestClient, path: str, kind: str) -> None:
    said(visitor.post(path, content=b"--b\r\n", headers={"content-type": kind}), 422)


@BOTH
def test_a_missing_file_is_asked_for(visitor: TestClient, path: str) -> None:
    said(visitor.post(path), 422)
    said(send(visitor, path, part('name="datei"; filename="a.csv"', TABLE)), 422)


@BOTH
def test_a_file_sent_as_text_is_asked_for_as_a_file(visitor: TestClient, path: str) -> None:
    said(send(visitor, path, part('name="file"', TABLE)), 422)


@BOTH
def test_a_second_file_is_not_left_out_in_silence(visitor: TestClient, path: str) -> None:
    one = part('name="file"; filename="a.csv"', TABLE)
    assert ONE_AT_A_TIME in said(send(visitor, path, one, one), 422)


def test_text_pasted_beside_two_files_is_still_there(visitor: TestClient) -> None:
    one = part('name="file"; filename="a.csv"', TABLE)
    text = part('name="text"', "2026-09-05 22:41 95555 呼入".encode())
    assert "2026-09-05 22:41 95555 呼入" in refusal(send(visitor, "/evidence", text, one, one), 422)


@BOTH
@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "<script>alert(1)</script>.csv",
        f"{SECRET}.csv",
        "%0d%0aX-Evil: 1.csv",
        "x.png",
        "a\x00b.csv",
        "CON",
    ],
)
def test_a_files_name_decides_nothing_and_is_told_to_nobody(visitor: TestClient, path: str, name: str) -> None:
    good = send(visitor, path, part(f'name="file"; filename="{name}"', TABLE))
    assert good.status_code == 200
    bad = send(visitor, path, part(f'name="file"; filename="{name}"', b"nothing"))
    said(bad, 422)
    for answer in (good, bad):
        assert name not in answer.text
        assert "x-evil" not in answer.headers


@BOTH
def test_a_name_of_five_thousand_letters_is_refused(visitor: TestClient, path: str) -> None:
    said(send(visitor, path, part(f'name="file"; filename="{"a" * 5_000}.csv"', TABLE)), 422)


@BOTH
def test_three_thousand_fields_are_refused(visitor: TestClient, path: str) -> None:
    said(send(visitor, path, *[part('name="x"', b"y")] * 3_000, part('name="file"; filename="a"', TABLE)), 422)


@BOTH
def test_a_formula_cell_is_only_text(visitor: TestClient, path: str) -> None:
    rows = "时间,号码,类型,内容\n2026-09-05 22:41,95555,来电,=cmd|' /C calc'!A0\n=HYPERLINK(\"http://e\"),95555,来电,\n"
    answer = upload(visitor, path, rows.encode())
    assert answer.status_code == 200
    if path == READ:
        assert answer.json()["contacts"][0]["words"] == "=cmd|' /C calc'!A0"
        assert [one["row"] for one in answer.json()["problems"]] == [3]
    else:
        assert "第3行" in read(answer).text


def test_what_cannot_be_seen_is_gone_from_a_file(visitor: TestClient) -> None:
    rows = "时间,号码,类型,内容\n2026-09-05 22:41,955\u200b55,来电,还\u202e钱\ufeff吧\n"
    (contact,) = upload(visitor, READ, rows.encode()).json()["contacts"]
    assert (contact["number"], contact["words"]) == ("95555", "还钱吧")


@pytest.mark.parametrize("size", [1_500_000, 7_000_000])
def test_a_long_paste_is_refused_with_its_limit(visitor: TestClient, size: int) -> None:
    answer = visitor.post("/evidence", data={"text": "话" * (size // 3)})
    said(answer, 413 if size > 6_000_000 else answer.status_code)
    assert answer.status_code in (413, 422)


@pytest.mark.parametrize("field", [b"\xff\xfe\x00", "他说\x00\x1b[31m".encode(), b"=" * 7_000_000])
def test_a_damaged_reading_is_asked_for_again(visitor: TestClient, field: bytes) -> None:
    refusal(send(visitor, "/evidence/keep", part('name="contacts"', field)), 422)


def test_a_reading_survives_a_choice_of_too_many_numbers(visitor: TestClient) -> None:
    page = upload(visitor, "/evidence", TABLE)
    packed = re.search(r'name="contacts" value="([^"]*)"', page.text)
    assert packed
    fields: dict[str, Any] = {"contacts": packed[1], "numbers": [str(number) for number in range(1_500)]}
    again = visitor.post("/evidence/keep", data=fields)
    assert "请至少勾选一个号码" in refusal(again, 422)
    assert packed[1] in again.text


def test_the_problem_names_the_field(visitor: TestClient) -> None:
    told = problem(send(visitor, READ, part('name="file"', TABLE)), 422)
    assert [error["field"] for error in told["errors"]] == ["file"]
