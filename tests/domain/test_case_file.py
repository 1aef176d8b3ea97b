"""The case as a file: whole there and back, strict about what it is, mild about one bad entry."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from app.domain import case_file
from app.domain.case import CaseFacts
from app.domain.case_file import FORMAT, VERSION, CaseFile, is_case, read_case, write_case
from app.domain.document import Document, Form, Paragraph
from app.domain.moment import SHANGHAI
from app.domain.record import record
from app.domain.sent import MOST_SENT, SentBy, SentLetter
from app.errors import FileRefused
from tests.logs import CASES

NOW = datetime(2026, 11, 21, 10, tzinfo=SHANGHAI)
DAY = date(2026, 11, 10)
DOCS = Path(__file__).parents[2] / "docs" / "case-file.md"
SENT = SentLetter(
    slug="complaint-lender",
    document=record(
        Document(
            "complaint-lender", "投诉书", Form.LETTER, (Paragraph("请答复。"),), (), DAY, DAY, "complaint-lender 1"
        )
    ),
    sent_on=DAY,
    how=SentBy.EMS,
)
CALL = {"at": "2026-09-05T22:41:07+08:00"}


def write(facts: CaseFacts) -> str:
    return write_case(facts, NOW, "0.1.0", "0123456789")


def file(**parts: Any) -> str:
    return json.dumps({"format": FORMAT, "version": VERSION, **parts})


@settings(max_examples=200, deadline=None)
@given(CASES)
def test_whatever_goes_out_comes_back(facts: CaseFacts) -> None:
    text = write(facts)
    assert is_case(text)
    read = read_case(text)
    assert read.problems == ()
    assert read.facts == facts
    CaseFile.model_validate_json(text)


def test_every_field_of_a_case_goes_out() -> None:
    assert set(CaseFacts.model_fields) < set(CaseFile.model_fields)


def test_the_first_version_stays_readable() -> None:
    """The file as the documentation shows it, which is how version 1 was written on its first day."""
    example = re.search(r"```json\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert example
    read = read_case(example[1])
    assert read.problems == ()
    assert read.facts.debt and read.facts.debt.creditor.name == "海棠银行"
    assert [contact.acts for contact in read.facts.contacts] == [("insult-abuse",), ()]
    assert read.facts.answers == {"police-report": {"b_name": "王某"}}


def test_an_older_version_is_read_and_a_newer_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    older = file(contacts=[CALL])
    monkeypatch.setattr(case_file, "VERSION", VERSION + 1)
    assert len(read_case(older).facts.contacts) == 1
    monkeypatch.undo()
    with pytest.raises(FileRefused, match="更新的版本"):
        read_case(file(contacts=[CALL], version=VERSION + 1))


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("{", 422, "坏了"),
        ('{"format": "zhaimingbai-case", "version": 1} x', 422, "坏了"),
        ("[" * 100_000, 422, "太深了"),
        ('{"format": "zhaimingbai-case", "version": 1, "answers": ' + '{"a":' * 100_000, 422, "太深了"),
        (file(answers={"a": json.loads("[" * 30 + "]" * 30)}), 422, "太深了"),
        ('{"format": "zhaimingbai-case", "version": 1, "version": 1}', 422, "两个同名的“version”"),
        ('{"format": "zhaimingbai-case", "version": 1, "contacts": [{"at": "x", "at": "y"}]}', 422, "“at”"),
        ('{"format": "zhaimingbai-case", "version": 1, "x": NaN}', 422, "数字"),
        ('{"format": "zhaimingbai-case", "version": 1, "x": -Infinity}', 422, "数字"),
        ('{"format": "zhaimingbai-case", "version": 1, "x": 1e999}', 422, "数字"),
        ('{"format": "zhaimingbai-case", "version": 1, "x": ' + "9" * 5_000 + "}", 422, "数字"),
        ('{"format": "zhaimingbai-case", "version": ' + "9" * 5_000 + "}", 422, "数字"),
        ('{"format": "zhaimingbai-case"}', 422, "第几版"),
        ('{"format": "zhaimingbai-case", "version": "1"}', 422, "第几版"),
        ('{"format": "zhaimingbai-case", "version": true}', 422, "第几版"),
        ('{"format": "zhaimingbai-case", "version": 0}', 422, "第几版"),
        ('{"format": "other", "version": 1}', 422, "不是债明白导出的"),
        ("[]", 422, "不是债明白导出的"),
        ('"zhaimingbai-case"', 422, "不是债明白导出的"),
        (file(contacts=[CALL] * 100_001), 413, "100,000"),
        (file(**{f"x{n}": 1 for n in range(1_001)}), 422, "太多项"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_file_that_is_refused_as_a_whole(text: str, status: int, said: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_case(text)
    assert refused.value.status == status
    assert said in str(refused.value)


def test_ten_megabytes_are_read_in_a_few_seconds() -> None:
    text = file(contacts=[{**CALL, "words": "话" * 160}] * 20_000)
    assert len(text.encode()) > 10_000_000
    assert len(read_case(text).facts.contacts) == 20_000


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({}, "缺了“at”"),
        ({"at": "2026-09-05"}, "“at”：日期和时间写成"),
        ({"at": 1_700_000_000}, "“at”：日期和时间写成"),
        ({**CALL, "reached": "boss"}, "“reached”的写法不对"),
        ({**CALL, "duration_seconds": -1}, "“duration_seconds”的写法不对"),
        ({**CALL, "colour": "red"}, "没有“colour”这一项"),
        ({**CALL, "words": "话" * 2_001}, "“words”太长了"),
        ({**CALL, "acts": "insult-abuse"}, "“acts”的写法不对"),
        (None, "这一项的写法不对"),
        ("x", "这一项的写法不对"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_entry_is_named_and_the_good_ones_stay(entry: Any, said: str) -> None:
    read = read_case(file(contacts=[CALL, entry, CALL], debt={"creditor": {"kind": "bank-card"}}))
    assert len(read.facts.contacts) == 2
    assert read.facts.debt
    ((where, sentence),) = [(one.where, one.sentence) for one in read.problems]
    assert where == "联系2"
    assert said in sentence


@pytest.mark.parametrize(
    ("parts", "where"),
    [
        ({"debt": {"creditor": {"kind": "bank-cards"}}}, "这笔钱"),
        ({"debt": []}, "这笔钱"),
        ({"contacts": {}}, "联系"),
        ({"contacts": None}, "联系"),
        ({"answers": []}, "信里填的内容"),
        ({"answers": {"police-report": {"b": {"c": 1}}}}, "信里填的内容"),
        ({"answers": {"police-report": {"b": [1]}}}, "信里填的内容"),
        ({"answers": {"police-report": {"b": "话" * 300_001}}}, "信里填的内容"),
        ({"files": [{"name": "x"}]}, "证据1"),
        ({"files": "x"}, "证据"),
        ({"letters": {}}, ""),
    ],
    ids=lambda value: str(value)[:50],
)
def test_a_bad_part_is_named_and_the_others_stay(parts: dict[str, Any], where: str) -> None:
    read = read_case(file(**{"contacts": [CALL], **parts}))
    assert [one.where for one in read.problems] == [where]
    assert len(read.facts.contacts) == ("contacts" not in parts)


def test_what_cannot_be_seen_is_gone_from_a_letter() -> None:
    read = read_case(file(answers={"police-report": {"b": "还\u202e钱\x00\ud800", "t": [{"x": "\u200b1"}]}}))
    assert read.facts.answers == {"police-report": {"b": "还钱", "t": [{"x": "1"}]}}


def test_more_files_than_a_case_holds() -> None:
    files = [{"name": "a", "size": 1, "sha256": f"{n:064x}"} for n in range(501)]
    read = read_case(file(files=files, contacts=[CALL]))
    assert read.facts.files == ()
    assert [one.where for one in read.problems] == ["证据"]
    assert len(read.facts.contacts) == 1


@pytest.mark.parametrize("text", ["", "{}", '{"calls": []}', "[]", "时间,号码\n", '{"format": "other"}'])
def test_other_files_are_not_ours(text: str) -> None:
    assert not is_case(text)


def test_what_was_added_to_one_letter_is_taken_whole_or_left_out() -> None:
    read = read_case(
        file(paragraphs={"police-report": [{"text": "当晚孩子在家。"}], "complaint-lender": [{"text": ""}]})
    )
    assert list(read.facts.paragraphs) == ["police-report"]
    assert "complaint-lender" in read.problems[0].sentence


def test_a_broken_sent_letter_leaves_the_others() -> None:
    sound = json.loads(write(CaseFacts(sent=(SENT,))))["sent"][0]
    for change in (
        {"slug": "../x"}, {"sent_on": "昨天"}, {"received_on": "2026-01-01"}, {"how": "pigeon"},
        {"document": {**sound["document"], "blocks": [{"kind": "figure", "svg": "<svg/>", "alt": ""}]}},
        {"document": {**sound["document"], "blocks": [{"kind": "heading"}]}},
        {"document": {**sound["document"], "blocks": [{"kind": "paragraph", "text": "x" * 30_000}]}},
        {"number": "1" * 41}, {"secret": 1}, {"answer": {"length": 0}},
    ):  # fmt: skip
        read = read_case(file(sent=[{**sound, **change}, sound]))
        assert [one.key for one in read.facts.sent] == [SENT.key], change
        assert read.problems[0].where == "寄出的信1", change


def test_more_sent_letters_than_a_case_holds_are_refused_with_a_sentence() -> None:
    sound = json.loads(write(CaseFacts(sent=(SENT,))))["sent"][0]
    many = [{**sound, "addressee": f"某某{number}"} for number in range(MOST_SENT + 1)]
    read = read_case(file(sent=many))
    assert read.facts.sent == ()
    assert read.problems[-1].where == "寄出的信"


def test_an_older_case_without_the_new_fields_opens() -> None:
    """As cases were sealed before letters were kept as sent."""
    facts = CaseFacts.model_validate_json('{"answers":{"police-report":{"b_name":"王某"}}}')
    assert (facts.sent, facts.paragraphs) == ((), {})
