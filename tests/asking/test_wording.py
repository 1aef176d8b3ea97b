from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.asking.answering import AskBook
from app.asking.lexicon import Lexicon
from app.asking.sounds import fold, sound, spell
from app.asking.wording import Reader

READER = Reader({"佢": "他"}, frozenset({"hr"}))


def written(text: str) -> str:
    return "".join(unit.written or f"[{unit.sound}]" for unit in READER.read(text).units)


def test_script_case_width_and_dialect_fall_together() -> None:
    assert written("催收說佢") == "催收说他"
    assert written("ＨＲ ３６％") == "hr36%"
    assert written("支 付\n令") == "支付令"


def test_letters_are_syllables_or_stand_for_themselves() -> None:
    assert written("lvshihan") == "[lu][si][han]"
    assert written("hr") == "hr" and written("xyz") == "xyz"
    assert spell("xian") == ("xian",) and spell("hello") == ()


def test_sounds_that_half_the_country_does_not_tell_apart() -> None:
    assert fold("zhang") == fold("zan") and fold("sheng") == fold("sen") and fold("huan") == fold("hai")
    assert sound("调") == fold("tiao") and sound("函") == sound("涵") and sound("a") == ""


def test_punctuation_and_emoji_are_gaps() -> None:
    assert written("打，我😀！") == "打[]我[][]"
    assert READER.read("").units == ()


@given(st.text(max_size=200))
def test_every_unit_stands_where_it_says(text: str) -> None:
    wording = READER.read(text)
    places = [(unit.start, unit.end) for unit in wording.units]
    assert all(0 <= start < end <= len(wording.shown) for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))


@given(st.text(max_size=120))
def test_nothing_that_can_be_typed_breaks_it(book: AskBook, text: str) -> None:
    for answer in book.ask(text, 20).answers:
        assert answer.score > 0


def test_the_longest_form_hides_what_lies_inside_it() -> None:
    lexicon = Lexicon({"fee": ["担保费"], "person": ["担保", "担保人"], "letter": ["律师函"]}, {})

    def found(text: str) -> list[tuple[str, float]]:
        return [(one.meaning, one.strength) for one in lexicon.find(lexicon.reader.read(text).units)]

    assert found("担保费") == [("fee", 1.0)]
    assert found("担保人和担保费") == [("person", 1.0), ("fee", 1.0)]
    assert found("律师涵") == [("letter", 0.8)]
    assert found("lv shi han") == [("letter", 0.9)]
    assert found("单保") == [("person", 0.55)]
