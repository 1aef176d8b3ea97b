"""The evidence named by number, and the list it is in."""

from __future__ import annotations

import pytest

from app.domain.own_file import FileKind, OwnFile
from app.letters.exhibits import ENCLOSED, UNUSED, numbers_in
from tests.letters.conftest import Write, said

ACT = ["2026-10-09T10:12:00", "agency", "tell", "尾号6612，对本人的同事李某说“他逾期两个月了”"]
PROOF = ["通话录音1段及文字稿", "对方向同事透露借款", "本人手机录制"]
CLAIM = ["支付代偿款10000元", "part", "2025年3月已还2000元，应当扣除"]


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("证据1", {1}),
        ("证据 2", {2}),
        ("证据1、3", {1, 3}),
        ("证据1至证据3", {1, 2, 3}),
        ("证据1-3，证据5", {1, 2, 3, 5}),
        ("证据12（第3页）", {12}),
        ("原告证据3", set()),
        ("银行流水第2页", set()),
    ],
)
def test_numbers_are_read(cell: str, numbers: set[int]) -> None:
    assert set(numbers_in(cell)) == numbers


def test_a_number_the_table_does_not_have(write: Write) -> None:
    composed = write("privacy-lawsuit", answers={"acts": [[*ACT, "证据2"]], "proofs": [PROOF]})
    assert "写了证据2" in "".join(one.sentence for one in composed.warnings if one.where == "acts")


def test_a_row_of_the_table_that_nothing_names(write: Write) -> None:
    composed = write("privacy-lawsuit", answers={"acts": [[*ACT, "证据1"]], "proofs": [PROOF, PROOF]})
    told = [one.sentence for one in composed.warnings if one.where == "proofs"]
    assert told == [UNUSED.format(label="证据", listed="证据2")]


def test_papers_enclosed_count_where_they_are_numbered(write: Write) -> None:
    rows = [[*CLAIM, "证据2"]]
    numbered = write("answer-general", answers={"reply_rows": rows, ENCLOSED: ["证据1：还款银行流水（5页）"]})
    assert "写了证据2" in "".join(one.sentence for one in numbered.warnings if one.where == "reply_rows")
    without = write("answer-general", answers={"reply_rows": rows, ENCLOSED: ["还款银行流水（5页）"]})
    assert "reply_rows" not in {one.where for one in without.warnings}


def test_what_matches_is_not_mentioned(write: Write) -> None:
    composed = write("privacy-lawsuit", answers={"acts": [[*ACT, "证据1、2"]], "proofs": [PROOF, PROOF]})
    assert not {"acts", "proofs"} & {one.where for one in composed.warnings}


def test_a_timeline_that_names_what_the_case_does_not_have(write: Write) -> None:
    rows = [["2026-11-10", "demand", "收到催收短信", "", "联系2"], ["2026-11-11", "paper", "收到支付令", "", "证据3"]]
    files = (OwnFile(name="a.m4a", size=3, sha256="a" * 64),)
    contacts = [{"at": "2026-11-10T10:00:00", "means": "sms"}]
    composed = write("timeline", answers={"rows": rows}, contacts=contacts, files=files)
    told = "".join(one.sentence for one in composed.warnings if one.where == "rows")
    assert "写了联系2" in told and "写了证据3" in told


def test_the_log_encloses_the_files_that_there_are_and_no_others(write: Write) -> None:
    file = OwnFile(name="夜间来电.m4a", size=3, sha256="a" * 64, kind=FileKind.RECORDING)
    words = said(write("call-log", 1, files=(file,)).document)
    assert "证据1：夜间来电.m4a（录音、录像）" in words
    assert "附表一" not in words and "通话详单\n" not in words
    assert "证据1" not in said(write("call-log", 1).document)
