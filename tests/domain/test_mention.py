from __future__ import annotations

from datetime import date

import pytest

from app.domain.law import Lawbook
from app.domain.mention import MOST, mentions
from app.domain.numeral import read_numeral

DAY = date(2026, 11, 21)


def said(law: Lawbook, text: str) -> list[tuple[str, str, list[str], list[str]]]:
    return [
        (
            one.instrument.id,
            one.printed,
            [held.citation.version.starts.isoformat() for held in one.held],
            [now.named for held in one.held for now in held.now],
        )
        for one in mentions(law, text, DAY)
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("合同法第109条说要付违约金", [("hetongfa", "第109条", ["1999-10-01"], ["《民法典》第579条"])]),
        ("《中华人民共和国合同法》第一百零九条", [("hetongfa", "第109条", ["1999-10-01"], ["《民法典》第579条"])]),
        ("他们写按民诉法214条申请支付令", [("minsu", "第214条", ["2017-07-01"], ["《民事诉讼法》第225条"])]),
        ("治安管理处罚法第42条", [("zhian", "第42条", ["2013-01-01"], ["《治安管理处罚法》第50条"])]),
        ("《刑法》第二百九十三条之一", [("xingfa", "第293条之1", ["2024-03-01"], [])]),
        ("合同法第999条", [("hetongfa", "第999条", [], [])]),
        ("担保法还管用吗", [("danbaofa", "", [], [])]),
        ("《投诉办法》怎么说", [("complaint-handling-2020-3", "", [], [])]),
    ],
)
def test_a_law_is_found_under_the_names_people_write(
    law: Lawbook, text: str, told: list[tuple[str, str, list[str], list[str]]]
) -> None:
    assert said(law, text) == told


@pytest.mark.parametrize(
    "text", ["有没有投诉办法", "要找律师法院才理", "半夜打电话", "第109条", "", "《》第1条", "物权法第179条"]
)
def test_what_names_no_law_of_ours_is_no_mention(law: Lawbook, text: str) -> None:
    assert said(law, text) == []


def test_a_law_that_has_ended_says_so(law: Lawbook) -> None:
    (one,) = mentions(law, "合同法第1条", DAY)
    assert one.over and "民法典" in one.over.says
    assert mentions(law, "合同法第1条", date(2019, 1, 1))[0].over is None


def test_each_is_told_once_and_not_too_many(law: Lawbook) -> None:
    assert len(said(law, "刑法第196条，刑法第196条")) == 1
    assert len(said(law, "，".join(f"民法典第{number}条" for number in range(500, 600)))) == MOST


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("293", 293),
        ("二百九十三", 293),
        ("一百零九", 109),
        ("十五", 15),
        ("二九三", 293),
        ("两百", 200),
        ("一千二百六十", 1260),
        ("〇", 0),
    ],
)
def test_a_numeral_is_read(written: str, value: int) -> None:
    assert read_numeral(written) == value
