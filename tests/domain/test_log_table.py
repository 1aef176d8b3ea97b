"""The log as a table: there and back without loss, safe in a spreadsheet, and readable after a spreadsheet saved it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings

from app.domain.contact import Contact
from app.domain.log_table import FIELDS, OURS, Heading, is_log, read_log, read_rows, write_log
from tests.logs import LOGS

ACTS = {"insult-abuse": "辱骂；[羞辱]", "night-contact": "晚上10点到早上8点之间催收"}
HARM = {"at": "2026-09-05T22:41:07", "number": "02155550004", "acts": ["insult-abuse"], "words": "=1+1\n再不还"}


def contact(**changes: object) -> Contact:
    return Contact.model_validate({**HARM, **changes})


def table(log: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(log, newline="")))


@settings(max_examples=300, deadline=None)
@given(LOGS)
def test_whatever_goes_out_comes_back(log: tuple[Contact, ...]) -> None:
    for names in ({}, ACTS):
        read = read_log("\ufeff" + write_log(log, names, names), names, names)
        assert read.problems == ()
        assert read.contacts == log


@settings(max_examples=200, deadline=None)
@given(LOGS)
def test_no_cell_is_a_formula(log: tuple[Contact, ...]) -> None:
    for row in table(write_log(log)):
        assert not [cell for cell in row.values() if cell.lstrip(" \u3000").startswith(tuple("=+-@＝＋－＠\t\r\n"))]


def test_every_field_of_a_contact_has_its_column() -> None:
    assert set(FIELDS) == set(Contact.model_fields)
    assert set(FIELDS.values()) | {Heading.NUMBERED, Heading.CLOCK} == set(Heading)
    assert OURS <= set(Heading)


def test_a_person_reads_names_and_numbers() -> None:
    (row,) = table(write_log([contact(answered=True, duration_seconds=80, reached="family")], ACTS))
    assert row["编号"] == "联系1"
    assert (row["日期"], row["时间"], row["方式"], row["谁找谁"]) == ("2026-09-05", "22:41:07", "电话", "对方找我")
    assert (row["接通了吗"], row["通话秒数"], row["找的是谁"]) == ("接通了", "80", "家人")
    assert row["对方做了什么"] == "辱骂，，羞辱，[insult-abuse]"


@pytest.mark.parametrize(
    ("number", "written"),
    [("02155550004", "'02155550004"), ("13800000000", "'13800000000"), ("95588", "95588"), ("+852 1", "'+852 1"),
     ("某某客服", "某某客服"), ("'x", "''x")],
)  # fmt: skip
def test_a_spreadsheet_leaves_a_number_as_it_is(number: str, written: str) -> None:
    (row,) = table(write_log([contact(number=number)]))
    assert row["对方号码"] == written


@pytest.mark.parametrize("delimiter", ["\t", ";", ","])
def test_a_spreadsheet_may_have_saved_it(delimiter: str) -> None:
    """Other separators, days and clocks in another shape, quotes around everything, columns moved."""
    rows = list(csv.reader(io.StringIO(write_log([contact(), contact(at="2026-10-08T08:05:00")], ACTS), newline="")))
    for row in rows[1:]:
        row[1] = {"2026-09-05": "2026/9/5", "2026-10-08": "2026年10月8日"}[row[1]]
        row[2] = {"22:41:07": "22:41:07", "08:05:00": "8:05"}[row[2]]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(
        [[*reversed(row), ""] for row in [*rows, [""] * len(rows[0])]]
    )
    read = read_log(file.getvalue())
    assert read.problems == ()
    assert read.contacts == (contact(), contact(at="2026-10-08T08:05:00"))


def test_what_was_written_by_hand_is_looked_up() -> None:
    text = "日期,时间,方式,谁找谁,对方号码,对方做了什么\n2026-9-5,22:41,电话,对方找我,95588,辱骂；威胁[threaten-harm]\n"
    (read,) = read_log(text, {"insult-abuse": "辱骂"}).contacts
    assert read.acts == ("insult-abuse", "threaten-harm")
    assert read.number == "95588"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"日期": "昨天"}, "“日期”写成"),
        ({"日期": "2026-02-30"}, "没有“2026-02-30”这一天"),
        ({"日期": "1900-01-01"}, "太早了"),
        ({"时间": "25:00"}, "没有“25:00”这个钟点"),
        ({"时间": ""}, "“时间”写成"),
        ({"方式": "飞鸽"}, "“方式”里的“飞鸽”看不懂。只能写：电话"),
        ({"接通了吗": "也许"}, "“接通了吗”里的“也许”"),
        ({"通话秒数": "很久"}, "“通话秒数”只写数字"),
        ({"通话秒数": "99999"}, "“通话秒数”超出了范围"),
        ({"来了几个人": "0"}, "“来了几个人”超出了范围"),
        ({"对方做了什么": "骂人"}, "“对方做了什么”里的“骂人”我们不认识"),
        ({"对方做了什么": "[a]；" * 81}, "最多80项"),
        ({"对方做了什么": f"[{'a' * 61}]"}, "最多60个字"),
        ({"原话": "话" * 2_001}, "“原话”太长了，最多2000个字"),
        ({"那人哪天说过别再打": "去年"}, "“那人哪天说过别再打”写成"),
        ({"那人和这笔债的关系": "邻居"}, "只能写：没有关系、担保人"),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_stay(cells: dict[str, str], said: str) -> None:
    rows = table(write_log([contact(), contact(), contact()]))
    rows[1].update(cells)
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    read = read_log(file.getvalue())
    assert len(read.contacts) == 2
    ((row, sentence),) = [(one.row, one.sentence) for one in read.problems]
    assert row == 3
    assert said in sentence
    assert len(sentence) < 120


def test_a_quote_left_open_is_one_sentence() -> None:
    text = write_log([contact(words="")]) + '联系2,2026-09-05,22:41:07,电话,"' + "x" * 200_000
    read = read_log(text)
    assert len(read.contacts) == 1
    assert [one.sentence for one in read.problems] == ["这一行的引号坏了，读不出来。请用导出的原文件。"]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "时间,号码\n", "日期,时间,对方号码,方式\n2026-09-05,22:41,95588,被叫\n", '"', "{}"]
)
def test_other_tables_are_not_ours(text: str) -> None:
    assert not is_log(text)
    assert read_log(text).contacts == ()


def test_rows_that_somebody_else_split() -> None:
    rows = list(csv.reader(io.StringIO(write_log([contact()]), newline="")))
    read = read_rows(rows[0], [(2, rows[1]), (3, [""]), (4, [])])
    assert read.contacts == (contact(),)
    assert [one.row for one in read.problems] == [4]
