from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.document import Form, Table
from app.rendering.columns import content_widths, fractions, full_rows, is_short, is_tall
from app.rendering.sheet import SHEETS

from .samples import CONTACTS

SHEET = SHEETS[Form.LETTER]


def test_the_widths_the_document_asks_for_are_kept() -> None:
    assert fractions(Table(("甲", "乙"), (), widths=(1, 3)), SHEET) == pytest.approx((0.25, 0.75))


def test_short_columns_get_what_they_need() -> None:
    number, moment, means, phone, words, proof = content_widths(CONTACTS, SHEET)
    assert number >= 2 and means >= 2 and proof >= 3
    assert phone >= 6.2
    assert words > means and moment > means


def test_an_entry_of_usual_length_does_not_squeeze_the_others() -> None:
    table = Table(("时间", "号码", "原话"), (("2026年10月28日22时47分", "13800005555", "再不还就去你单位，" * 9),))
    moment, phone, _ = content_widths(table, SHEET)
    assert moment >= 12.0 and phone >= 6.6


def test_a_crowded_table_shortens_only_its_long_columns() -> None:
    rows = (("1", "2026年10月28日22时47分", "电话", "13800005555", "同事李某", "再不还就去你单位，" * 9, "证据18"),)
    table = Table(("序号", "时间", "方式", "对方号码", "联系对象", "内容", "证据"), rows)
    widths = content_widths(table, SHEET)
    assert widths[4] >= 4.0 and widths[3] >= 6.6
    assert widths[1] >= 7.8 and widths[5] > widths[1]


def test_the_longest_text_never_becomes_a_sliver() -> None:
    rows = (
        (
            "1",
            "工商银行储蓄卡尾号1234",
            "5000.00元（人民币伍仟元整）",
            "2026年10月28日",
            "经本人同意后转给亲属",
            "说" * 90,
        ),
    )
    table = Table(("序号", "账户", "金额", "日期", "用途", "说明"), rows)
    *others, last = content_widths(table, SHEET)
    assert last >= 7.0 and last == max(*others, last)


def test_rows_get_as_many_cells_as_the_header() -> None:
    table = Table(("甲", "乙"), (("一",), ("一", "二", "三")))
    assert full_rows(table) == (("一", ""), ("一", "二 三"))


def test_short_and_tall() -> None:
    assert is_short(CONTACTS, 0) and not is_short(CONTACTS, 4)
    assert is_tall(("字" * 400,), (10.0,)) and not is_tall(("字" * 60,), (10.0,))


@given(st.lists(st.text(max_size=30), min_size=1, max_size=12), st.lists(st.floats(-1, 10), max_size=12))
def test_shares_are_whole_and_never_nothing(header: list[str], widths: list[float]) -> None:
    shares = fractions(Table(tuple(header), (), widths=tuple(widths)), SHEET)
    assert len(shares) == len(header)
    assert sum(shares) == pytest.approx(1.0)
    assert min(shares) > 0.02
