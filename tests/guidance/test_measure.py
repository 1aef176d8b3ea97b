from __future__ import annotations

import pytest

from app.guidance.measure import Measure, answers, length, measure, measure_all, split, table
from app.guidance.model import GuideBook
from app.guidance.rendering import Renderer
from tests.guidance.conftest import TODAY


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("不能。", 2),
        ("你有15天，从收到的第二天算。", 12),
        ("见《民事诉讼法》第227条。", 1),
        ("见《刑法》第253条之1和《国标》第5.3条。", 2),
        ("打12348问。", 3),
    ],
)
def test_length_counts_what_a_reader_reads(text: str, characters: int) -> None:
    assert length(text) == characters


def test_a_text_is_split_at_its_full_stops() -> None:
    assert split("不能。要看情况！“真的？”好；行") == ["不能", "要看情况", "“真的", "好", "行"]


@pytest.mark.parametrize(
    ("title", "lead", "answered"),
    [
        ("晚上能打电话吗？", "不能。要等早上。", True),
        ("晚上能打电话吗？", "晚上10点到早上8点，行业规则不允许。", True),
        ("晚上能打电话吗？", "这个问题很常见。", False),
        ("晚上能打电话吗？", "能不能呢？看下面。", False),
        ("收到支付令怎么办？", "先数日子。", True),
        ("收到支付令怎么办？", "先" + "数" * 40 + "。", False),
    ],
)
def test_the_first_sentence_answers(title: str, lead: str, answered: bool) -> None:
    assert answers(title, lead) is answered


def test_faults_are_sentences() -> None:
    bad = Measure("facts/x", 2, 60, ("长" * 41,), ("支付令",), False)
    assert len(bad.faults) == 4
    assert all(fault.startswith("facts/x: ") for fault in bad.faults)
    assert Measure("facts/x", 10, 120, (), (), True).faults == ()


def test_every_page_is_plain(guides: GuideBook, drawn: Renderer) -> None:
    measures = measure_all(guides, drawn, TODAY)
    assert len(measures) >= 18
    assert [fault for one in measures for fault in one.faults] == []
    assert "all pages" in table(measures).splitlines()[-1]


def test_explanations_count_as_sentences_of_their_own(guides: GuideBook, drawn: Renderer) -> None:
    guide = next(one for one in guides.guides if drawn.script(one.ref).dark)
    found = measure(drawn.page(guide, TODAY), guides.glossary)
    assert found.unexplained == ()
