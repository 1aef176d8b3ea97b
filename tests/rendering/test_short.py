"""A letter cut down to the box of a portal: whole lines, what is asked and what happened first, what is missing named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.document import (
    Annex,
    Block,
    Document,
    Enclosures,
    Form,
    Heading,
    Numbered,
    Paragraph,
    Salutation,
    Signature,
    Table,
)
from app.rendering.short import ATTACHED, LEAST_BOX, MOST_BOX, shorten
from app.rendering.text import count, text

DAY = date(2026, 11, 21)
FACTS = tuple(f"2026年11月{day}日22时41分，号码02100000004致电本人，称“今晚不还就去你单位”。" for day in range(1, 11))
BLOCKS: tuple[Block, ...] = (
    Salutation("某某银行"),
    Paragraph("本人王某，投诉贵行委托的催收。"),
    Heading("一、基本信息"),
    Paragraph("卡号后四位：1234"),
    Heading("二、事实经过"),
    Numbered(FACTS),
    Heading("三、依据"),
    Numbered(("违反《某某办法》第一条。",)),
    Heading("四、请求事项"),
    Numbered(("停止夜间来电。", "15日内书面答复。")),
    Enclosures(("联系记录（2页）",)),
    Signature("投诉人", DAY),
    Annex("附表一 联系记录"),
    Paragraph("附表里的字。"),
)
LETTER = Document("complaint", "投诉信", Form.LETTER, BLOCKS, (), DAY, DAY, "1")


def test_what_fits_is_whole() -> None:
    whole = text(LETTER)
    short = shorten(LETTER, whole.characters)
    assert (short.text, short.characters, short.left_out) == (whole.text, whole.characters, ())
    assert shorten(LETTER, None) == short


def test_requests_come_before_facts_and_facts_before_the_rest() -> None:
    short = shorten(LETTER, 240)
    assert "【事实经过】\n1．" in short.text and "依据】" not in short.text
    assert "【请求事项】\n1．停止夜间来电。\n2．15日内书面答复。" in short.text
    assert short.text.endswith(ATTACHED)
    assert not any(word in short.text for word in ("某某银行", "附表里的字", "投诉人"))
    assert short.left_out == ("事实经过的一部分", "依据", "附表一 联系记录")


def test_the_gravest_fact_is_taken_in_first() -> None:
    blocks = tuple(
        replace(one, foremost=(9, 0, 1)) if isinstance(one, Numbered) and one.items == FACTS else one for one in BLOCKS
    )
    short = shorten(replace(LETTER, blocks=blocks), 240)
    assert FACTS[9] in short.text and FACTS[8] not in short.text


def test_what_announces_a_table_goes_with_its_first_row() -> None:
    estimate = Paragraph("下列日期的来电没有逐次记录，次数是本人估计的：")
    table = Table(("日期", "次数"), (("2026年11月9日", "约20次"),))
    blocks = (*BLOCKS[:4], Heading("二、事实经过"), estimate, table, *BLOCKS[6:])
    short = shorten(replace(LETTER, blocks=blocks), LEAST_BOX)
    assert "次数是本人估计的：\n" in short.text and "约20次" in short.text


def test_two_facts_come_before_a_long_list_of_requests() -> None:
    requests = Numbered(tuple(f"请核查第{number}项并书面说明处理的结果和依据。" for number in range(1, 12)))
    blocks = (*BLOCKS[:8], Heading("四、请求事项"), requests, *BLOCKS[10:])
    short = shorten(replace(LETTER, blocks=blocks), 240)
    assert FACTS[0] in short.text and FACTS[1] in short.text and "【请求事项】" in short.text


def test_who_is_complained_of_is_not_begun_in_the_middle() -> None:
    named = Numbered(("全称：" + "某" * 100, "单位类别：小额贷款公司。"))
    blocks = (BLOCKS[0], BLOCKS[1], Heading("一、被投诉单位"), named, *BLOCKS[4:])
    assert "单位类别" not in shorten(replace(LETTER, blocks=blocks), 300).text


def test_no_line_is_torn_and_its_number_stays() -> None:
    for line in shorten(LETTER, 400).text.splitlines():
        assert line.startswith("【") or line in text(LETTER).text or line == ATTACHED


def test_a_box_too_small_for_a_line_is_said_to_be() -> None:
    long = replace(LETTER, blocks=(Paragraph("很" * 300),))
    assert shorten(long, LEAST_BOX).is_empty and not shorten(LETTER, LEAST_BOX).is_empty


@given(st.integers(LEAST_BOX, MOST_BOX))
def test_never_longer_than_the_box(limit: int) -> None:
    short = shorten(LETTER, limit)
    assert short.characters == count(short.text) <= limit


@pytest.mark.parametrize("character", ["𠮷", "🙏"])
def test_a_character_beyond_the_first_plane_counts_as_two(character: str) -> None:
    letter = replace(LETTER, blocks=(Paragraph(character * 90), Paragraph(character * 90)))
    short = shorten(letter, 250)
    assert short.characters <= 250 and short.text == f"{character * 90}\n{ATTACHED}"
