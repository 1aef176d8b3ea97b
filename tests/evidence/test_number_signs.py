"""What is suggested of a number, and why; thresholds at their edges."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.contact import Contact
from app.evidence.number_signs import TELLS, NumberSigns, Side, SignTest, load_number_signs
from app.evidence.summary import NumberLine, summarise
from tests.shared import CONTENT

FOUND, PROBLEMS = load_number_signs(CONTENT)
DAY = date(2026, 9, 5)
QUIET = NumberLine("02100000004", 2, 0, 1, 0, DAY, DAY, 1, calls=2, calling_days=2, most_calls=1)
BUSY = replace(QUIET, incoming=20, night=2, busiest=8, calls=20, calling_days=3, most_calls=8)


@pytest.fixture
def signs() -> NumberSigns:
    assert PROBLEMS == []
    assert FOUND
    return FOUND


def says(signs: NumberSigns, line: NumberLine, *heard: str) -> str:
    found = signs.suggest(line, heard)
    return found.says if found else ""


def test_the_reason_is_said_with_its_figures(signs: NumberSigns) -> None:
    assert says(signs, BUSY) == "可能是催收：3天里打来20次，夜里2次。"
    found = signs.suggest(BUSY)
    assert found
    assert (found.likely, found.doubtful) == (True, False)


def test_nothing_is_said_of_a_number_that_does_not_stand_out(signs: NumberSigns) -> None:
    assert signs.suggest(QUIET) is None
    # A late call alone is no sign; beside others it is said.
    assert signs.suggest(replace(QUIET, night=2)) is None


@pytest.mark.parametrize(
    ("calls", "days", "most", "said"),
    [
        (5, 1, 5, "1天里打来5次"), (4, 1, 4, ""), (6, 2, 3, "2天里打来6次"), (5, 2, 3, ""), (5, 2, 4, ""),
        (9, 5, 5, "一天最多打来5次"), (15, 10, 2, "10天里打来15次"), (14, 10, 2, ""), (15, 11, 2, ""), (30, 30, 1, ""),
    ],
)  # fmt: skip
def test_how_often_is_often(signs: NumberSigns, calls: int, days: int, most: int, said: str) -> None:
    line = replace(QUIET, incoming=calls, calls=calls, calling_days=days, most_calls=most, busiest=most)
    assert says(signs, line) == (f"可能是催收：{said}。" if said else "")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("95555", "像银行、保险等客服的号码，先核对。"), ("95123456", "像银行、保险等客服的号码，先核对。"),
        ("10086", "像运营商客服的号码，先核对。"), ("12378", "像公共服务热线，先核对。"), ("96110", "像公共服务热线，先核对。"),
        ("4001234567", "像公司客服的号码，先核对。"), ("1069000012345", "像群发短信的号码，先看是谁发的。"),
        ("13800006612", ""), ("95512345678", ""), ("1008", ""), ("095112345678", ""), ("王经理", ""), ("138****6612", ""),
    ],
)  # fmt: skip
def test_numbers_to_look_at_first(signs: NumberSigns, number: str, said: str) -> None:
    assert says(signs, replace(QUIET, number=number)) == said


def test_a_service_number_that_calls_all_day_is_both(signs: NumberSigns) -> None:
    found = signs.suggest(replace(BUSY, number="95555"))
    assert found
    assert (found.likely, found.doubtful) == (True, True)
    assert found.says == "可能是催收，也可能不是：3天里打来20次，夜里2次。像银行、保险等客服的号码，先核对。"


def test_whom_i_call_back_may_be_a_friend(signs: NumberSigns) -> None:
    assert says(signs, replace(BUSY, outgoing=10)).endswith("你也联系过它10次，可能是熟人。")
    assert says(signs, replace(BUSY, outgoing=9)) == says(signs, BUSY)
    assert says(signs, replace(QUIET, outgoing=2)) == ""
    assert says(signs, replace(QUIET, outgoing=3)) == "你也联系过它3次，可能是熟人。"


def test_a_withheld_number_may_be_many_people(signs: NumberSigns) -> None:
    assert says(signs, replace(QUIET, number="")) == "没有显示号码，可能不止一个人。"


def message(words: str, **changes: object) -> Contact:
    fields = {"at": "2026-09-05T10:00", "means": "sms", "number": "1069000012345", "words": words, **changes}
    return Contact.model_validate(fields)


def test_words_of_demand_are_heard_of_the_other_side_alone(signs: NumberSigns) -> None:
    contacts = [
        message("您已逾期，请立即还款"), message("再不还款，将移交法务"), message("立即还款，逾期"),
        message("我欠款多少", direction="out"), message("欠款", means="call", number="1"), message("你好", number="2"),
        message("逾期", direction="out", number="3"),
    ]  # fmt: skip
    heard = signs.heard(contacts)
    assert heard == {"1069000012345": ("逾期", "立即还款", "法务"), "1": ("欠款",)}
    line = summarise(contacts).numbers[0]
    assert says(signs, line, *heard[line.number]) == (
        "可能是催收，也可能不是：话里有“逾期”“立即还款”“法务”。像群发短信的号码，先看是谁发的。"
    )


lines = st.builds(
    NumberLine,
    st.text(max_size=12), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.just(DAY),
    st.just(DAY), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50),
)  # fmt: skip


@given(lines, st.lists(st.text(max_size=5), max_size=3))
def test_any_line_gives_nothing_or_whole_sentences(line: NumberLine, heard: list[str]) -> None:
    assert FOUND
    found = FOUND.suggest(line, heard)
    if found:
        assert found.likely or found.doubtful
        assert found.says.endswith("。")
        assert "{" not in found.says


def test_every_sign_says_its_figures(signs: NumberSigns) -> None:
    assert {sign.test for sign in signs.file.signs} == set(SignTest)
    assert {sign.side for sign in signs.file.signs} == set(Side)
    for sign in signs.file.signs:
        assert {name for name in TELLS[sign.test] if f"{{{name}}}" in sign.says} == TELLS[sign.test]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("test: night", "test: nigth", "'nigth' is not a value of 'test'"),
        ("  at_least: 1\n", "", "the test 'night' needs at_least"),
        ("夜里{count}次", "夜里{days}次", "'night' tells nothing of 'days'"),
        ("  share: 0.5\n", "  share: 0.5\n  words: [还钱]\n", "the test 'called-back' needs at_least, share"),
        ("side: beside", "side: besides", "did you mean 'beside'"),
        ("prefixes: ['95']", "prefixes: ['95x']", "number-signs.yaml:"),
        ("note: ", "notes: ", "there is no field 'notes' here"),
        ("checked_on: 2026-11-21\n", "", "the field 'checked_on' is missing"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    tables = tmp_path / "content" / "tables"
    tables.mkdir(parents=True)
    file = tables / "number-signs.yaml"
    shutil.copy(CONTENT / "tables" / "number-signs.yaml", file)
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    found, problems = load_number_signs(tmp_path / "content")
    assert found is None
    assert any(said in problem for problem in problems), problems
    assert all(problem.startswith("content/tables/number-signs.yaml:") for problem in problems)
