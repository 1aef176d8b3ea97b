"""Plain text for portals: counted, without tabs and frames, and honest about what a limit cuts."""

from __future__ import annotations

import pytest

from app.domain.document import Document, Paragraph, Table
from app.rendering.text import text
from app.rendering.wording import strings

from .samples import COURT_PAPER, LETTER, SAMPLES, document


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.kind)
def test_it_says_what_the_document_says(sample: Document) -> None:
    said = "".join(text(sample).text.split())
    ordinals = {"序号", *map(str, range(1, 100))}
    for string in strings(sample)[:-1]:
        assert string in ordinals or "".join(string.split()) in said


def test_a_table_becomes_a_line_a_row() -> None:
    lines = text(LETTER).text.split("\n")
    assert (
        "1．时间：2026年10月1日22时01分；方式：电话；对方号码：01055551234；内容或原话：第1次来电，要求转告同事；证据：证据1"
        in lines
    )
    assert not any("\t" in line or "│" in line or "|" in line for line in lines)


def test_rows_without_an_ordinal_are_numbered_and_empty_cells_left_out() -> None:
    table = Table(("时间", "说明"), (("10月8日", "甲"), ("10月9日", "")))
    assert text(document(table, title="题")).text == "题\n1．时间：10月8日；说明：甲\n2．时间：10月9日"


@pytest.mark.parametrize("ends", ["。", "！", "？", "；", "。”", "。）"])
def test_a_cell_that_ends_its_sentence_is_followed_by_no_other_mark(ends: str) -> None:
    table = Table(("裁定怎么认定的", "为什么不对", "证据号"), ((f"甲{ends}", f"乙{ends}", "证据1"), ("甲", "乙", "")))
    lines = text(document(table, title="题")).text.split("\n")
    assert lines[1:] == [
        f"1．裁定怎么认定的：甲{ends}为什么不对：乙{ends}证据号：证据1",
        "2．裁定怎么认定的：甲；为什么不对：乙",
    ]


def test_rows_that_count_themselves_are_not_counted_twice() -> None:
    table = Table(
        ("问题", "对方的主张", "答复"), (("1．对本金有无异议", "20000元", "☐确认\n☑异议"), ("2．对利息", "", "☑确认"))
    )
    assert text(document(table, title="题")).text == (
        "题\n1．对本金有无异议；对方的主张：20000元；答复：☐确认 ☑异议\n2．对利息；答复：☑确认"
    )


def test_an_amount_or_a_day_is_no_number_of_its_own() -> None:
    table = Table(("金额",), (("1.5万元",), ("10.8",)))
    assert text(document(table, title="题")).text == "题\n1．金额：1.5万元\n2．金额：10.8"


def test_closing_lines() -> None:
    said = text(COURT_PAPER).text
    assert said.endswith(
        "此致\n某市某区人民法院\n附：1．本异议书副本1份\n2．证据目录及证据1份\n异议人（签名）：\n年　　月　　日"
    )


def test_the_checklist_is_not_part_of_it() -> None:
    assert "面单" not in text(LETTER).text


def test_it_counts_as_the_box_of_a_web_page_does() -> None:
    plain = text(document(Paragraph("你好 𠮷"), title="题"))
    assert plain.text == "题\n你好 𠮷"
    assert plain.characters == 7
    assert plain.characters_without_spaces == 5
    assert plain.provenance == "内容版本 2026.11.21 · 法律按 2026年11月21日"
