"""Everything a person can get wrong about a day has a sentence that says what to do."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deadlines.inquiry import read_inquiry
from app.deadlines.model import DeadlineBook

TODAY = date(2026, 11, 21)
RECEIVED = {"start": "signed", "on": "2026-11-10"}


def read(book: DeadlineBook, period: str, **asked: str) -> dict[str, str]:
    inquiry, problems = read_inquiry({name: [value] for name, value in asked.items()}, book.by_id[period], TODAY)
    assert (inquiry is None) == bool(problems)
    return {one.where: one.sentence for one in problems}


@pytest.mark.parametrize(
    ("changes", "where", "sentence"),
    [
        ({"on": "2026-11-22"}, "on", "2026年11月22日还没到。今天是2026年11月21日，请填已经过去的日子；还没收到的，收到再算。"),
        ({"on": "2026-02-30"}, "on", "没有2026年2月30日这一天，2月只到28日。请核对日期。"),
        ({"on": "0001-01-01"}, "on", "请填1949年10月1日到2100年12月31日之间的一天。"),
        ({"on": "11月10日"}, "on", "日期写成 2026-09-05 的样子。"),
        ({"on": "20261110"}, "on", "日期写成 2026-09-05 的样子。"),
        ({"on": ""}, "on", "填上日期：你签字的那天。"),
        ({"start": ""}, "start", "先选从什么算起：我自己签收的，还是别的。"),
        ({"start": "notice"}, "start", "没有“notice”这种起算的情形。"),
        ({"also": "2026-12-01"}, "also", "2026年12月1日还没到。"),
        ({"written": "2026-11-15"}, "on", "2026年11月10日比纸上写的日子2026年11月15日还早"),
        ({"written": "2027-11-01"}, "written", "纸上写的日子2027年11月1日还没到"),
        ({"written": "soon"}, "written", "日期写成 2026-09-05 的样子。"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be(book: DeadlineBook, changes: dict[str, str], where: str, sentence: str) -> None:
    said = read(book, "payment-order-objection", **{**RECEIVED, **changes})
    assert said[where].startswith(sentence)


@pytest.mark.parametrize("days", ["", "0", "366", "-3", "七", "１５", "7.5", "9" * 5000])
def test_days_a_paper_cannot_give(book: DeadlineBook, days: str) -> None:
    assert read(book, "court-set", **RECEIVED, days=days) == {"days": "照纸上写的填几日，1到365的数字，例如 7。"}


def test_what_is_right_has_no_problem(book: DeadlineBook) -> None:
    assert read(book, "payment-order-objection", **RECEIVED, also="2026-11-12", written="2026-11-05") == {}
    assert read(book, "court-set", **RECEIVED, days="7") == {}
    assert read(book, "small-claims-objection", start="hearing", on="2027-01-05") == {}, "a hearing lies ahead"


def test_its_address_reads_back(book: DeadlineBook) -> None:
    period = book.by_id["court-set"]
    asked = {"start": ["kept"], "on": ["2026-11-10"], "also": ["2026-11-12"], "days": ["7"]}
    inquiry, _ = read_inquiry(asked, period, TODAY)
    assert inquiry is not None
    assert inquiry.query() == "start=kept&on=2026-11-10&also=2026-11-12&days=7"
    assert inquiry.possible_days == (date(2026, 11, 10), date(2026, 11, 12))
    again, _ = read_inquiry({**asked, "also": ["2026-11-10"]}, period, TODAY)
    assert again is not None and again.also is None


@given(
    st.dictionaries(
        st.sampled_from(["start", "on", "also", "days", "written"]), st.lists(st.text(max_size=40), max_size=3)
    )
)
def test_nothing_that_can_be_typed_breaks_it(book: DeadlineBook, asked: dict[str, list[str]]) -> None:
    for name in ("court-set", "retrial", "small-claims-objection"):
        inquiry, problems = read_inquiry(asked, book.by_id[name], TODAY)
        assert (inquiry is None) == bool(problems)
        assert all(one.sentence.endswith(("。", "？")) for one in problems)
