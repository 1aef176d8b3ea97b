import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from app.domain.text import UNWANTED, clean


def test_what_cannot_be_seen_is_taken_out() -> None:
    assert clean("王\u200b某\u202e\u0000") == "王某"


def test_lines_stay_lines() -> None:
    assert clean("一\r\n二\r三\u2028四") == "一\n二\n三\n四"


@given(st.text())
def test_cleaning_is_done_once_and_for_all(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not UNWANTED.search(once)
    assert unicodedata.is_normalized("NFC", once)
