from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rendering.wrapping import MARK, breakable, day_apart, ems


@pytest.mark.parametrize(
    "text", ["13800005555", "公民身份号码110101199005010000", "https://example.com/a", "GB/T 45251-2025"]
)
def test_what_fits_is_left_alone(text: str) -> None:
    assert breakable(text, 31.0) == text


def test_an_address_breaks_after_its_marks_first() -> None:
    assert breakable("example.com/pay?id=1", 6.0) == MARK.join(("example.", "com/", "pay?", "id=", "1"))


def test_a_word_that_is_still_too_long_breaks_anywhere() -> None:
    assert breakable("abcdefgh", 3.0) == MARK.join("abcdefgh")


def test_a_row_of_marks_is_cut_by_force() -> None:
    assert breakable("！" * 7, 4.0) == "！！！\n！！！\n！"


def test_only_the_long_run_is_touched() -> None:
    assert breakable("他说abcdefgh了", 3.0) == f"他说{MARK.join('abcdefgh')}了"


def test_a_moment_breaks_between_day_and_hour() -> None:
    assert day_apart("2026年10月8日22时47分", 9.0) == "2026年10月8日\n22时47分"
    assert day_apart("2026年10月12日10时", 9.0) == "2026年10月12日\n10时"
    assert day_apart("2026年10月8日22时47分", 20.0) == "2026年10月8日22时47分"


@given(st.text(st.characters(exclude_characters=MARK + "\n"), max_size=60), st.floats(2, 40))
def test_nothing_but_breaks_is_added(text: str, width: float) -> None:
    assert breakable(text, width).replace(MARK, "").replace("\n", "") == text


@given(st.text("abc123/.-，。！（）", max_size=60), st.floats(4, 40))
def test_no_piece_is_wider_than_the_line(text: str, width: float) -> None:
    pieces = breakable(text, width).replace("\n", MARK).split(MARK)
    assert all(ems(piece) <= width for piece in pieces)
