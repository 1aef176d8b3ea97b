"""Numbers of cases, by hand: as courts print them, as people type them, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.case_number import (
    CaseCodes,
    CaseKind,
    Doubt,
    Level,
    Maker,
    Province,
    Reading,
    Style,
    Unread,
    read_case_number,
)

UPPER = (Level.SUPREME, Level.HIGH, Level.INTERMEDIATE)
KINDS = {
    "民初": (), "民终": UPPER, "民督": (Level.BASIC,), "民诉前调": (), "诉前调": (), "民申": (), "民特": (), "财保": (),
    "执": (), "执异": (), "执复": UPPER, "执恢": (), "执保": (), "刑初": (), "司惩": (),
}  # fmt: skip
CODES = CaseCodes(
    {one: Province(one, one, "") for one in "京沪粤内兵"},
    {code: CaseKind(code, code, "说明", "意思", levels) for code, levels in KINDS.items()},
    (
        (Maker.ARBITRATION, ("仲", "裁")), (Maker.NOTARY, ("证",)), (Maker.PROCURATORATE, ("检",)),
        (Maker.POLICE, ("公",)), (Maker.LAW_FIRM, ("律", "函")),
    ),
)  # fmt: skip
YEAR = 2026


def read(text: str, *expected: str) -> Reading | Unread:
    return read_case_number(text, CODES, YEAR, expected)


@pytest.mark.parametrize(
    ("text", "court", "level", "kind", "serial", "part", "doubts"),
    [
        ("（2026）京0105民初1234号", "京0105", "basic", "民初", "1234", "", ""),
        ("(2026)京0105民初1234号", "京0105", "basic", "民初", "1234", "", ""),
        ("〔2026〕京0105民初1234号", "京0105", "basic", "民初", "1234", "", ""),
        ("【2026】京0105民初1234号", "京0105", "basic", "民初", "1234", "", ""),
        ("[2026]京0105民初1234号", "京0105", "basic", "民初", "1234", "", ""),
        ("《2026》京0105民初1234号", "京0105", "basic", "民初", "1234", "", ""),
        ("（２０２６）京０１０５民初１２３４号", "京0105", "basic", "民初", "1234", "", ""),
        (" （ 2026 ） 京 0105 民 初 1234 号 ", "京0105", "basic", "民初", "1234", "", ""),
        ("（2026）京\u200b0105民初\n1234号", "京0105", "basic", "民初", "1234", "", ""),
        ("（二〇二六）京0105民初1234号", "京0105", "basic", "民初", "1234", "", ""),
        ("（2026）京0105民初1234号之一", "京0105", "basic", "民初", "1234", "之一", ""),
        ("（2026）京0105民初1234号之二", "京0105", "basic", "民初", "1234", "之二", ""),
        ("（2026）京0105民初1234-1号", "京0105", "basic", "民初", "1234", "-1", ""),
        ("（2026）京0105民初第1234号", "京0105", "basic", "民初", "1234", "", ""),
        ("（2025）沪01民终56号", "沪01", "intermediate", "民终", "56", "", ""),
        ("（2025）粤民申9号", "粤", "high", "民申", "9", "", ""),
        ("（2019）最高法民终1号", "最高法", "supreme", "民终", "1", "", ""),
        ("（2019）最高法知民终1号", "最高法", "supreme", "民终", "1", "", ""),
        ("（2026）沪0115民督77号", "沪0115", "basic", "民督", "77", "", ""),
        ("（2026）内0102民督12号", "内0102", "basic", "民督", "12", "", ""),
        ("（2026）兵01民终2号", "兵01", "intermediate", "民终", "2", "", ""),
        ("（2026）粤0304财保5号", "粤0304", "basic", "财保", "5", "", ""),
        ("（2026）粤0304执5号", "粤0304", "basic", "执", "5", "", ""),
        ("（2026）粤0304执恢5号", "粤0304", "basic", "执恢", "5", "", ""),
        ("（2026）粤0304执异5号", "粤0304", "basic", "执异", "5", "", ""),
        ("（2026）粤03执复5号", "粤03", "intermediate", "执复", "5", "", ""),
        ("（2026）粤0304执保5号", "粤0304", "basic", "执保", "5", "", ""),
        ("（2026）京0491民初8号", "京0491", "basic", "民初", "8", "", ""),
        ("（2026）沪74民初8号", "沪74", "intermediate", "民初", "8", "", ""),
        ("（2026）京0105民诉前调1234号", "京0105", "basic", "民诉前调", "1234", "", ""),
        ("（2026）京0105诉前调12号", "京0105", "basic", "诉前调", "12", "", ""),
        ("（2026）京0105司惩1号", "京0105", "basic", "司惩", "1", "", ""),
        ("民事判决书（2026）京0105民初1234号 原告某银行", "京0105", "basic", "民初", "1234", "", ""),
        ("案号：（2026）京0105民初1234号，承办人王某", "京0105", "basic", "民初", "1234", "", ""),
        ("（2026）京0105民初1号、（2026）京0105民初2号", "京0105", "basic", "民初", "1", "", "several"),
        ("2026京0105民初1234号", "京0105", "basic", "民初", "1234", "", "no-brackets"),
        ("（2026）京0105民初1234", "京0105", "basic", "民初", "1234", "", "no-ending"),
        ("（2O26）京O1O5民初l2号", "京0105", "basic", "民初", "12", "", "letters"),
        ("（2027）京0105民初1号", "京0105", "basic", "民初", "1", "", "future-year"),
        ("（1970）京0105民初1号", "京0105", "basic", "民初", "1", "", "early-year"),
        ("（2014）京0105民初1号", "京0105", "basic", "民初", "1", "", "new-style-early"),
        ("（2026）京010民初1号", "京010", "", "民初", "1", "", "odd-court-digits"),
        ("（2026）京01055民初1号", "京01055", "", "民初", "1", "", "odd-court-digits"),
        ("（2026）某0105民初1号", "某0105", "", "民初", "1", "", "unknown-court"),
        ("（2026）法民初1号", "法", "", "民初", "1", "", "unknown-court"),
        ("（2026）京0105催收1号", "京0105", "basic", "", "1", "", "unknown-kind"),
        ("（2026）京0105民终1号", "京0105", "basic", "民终", "1", "", "wrong-level"),
        ("（2026）京01民督1号", "京01", "intermediate", "民督", "1", "", "wrong-level"),
        ("（2026）京0105执复1号", "京0105", "basic", "执复", "1", "", "wrong-level"),
        ("（2026）京0105民初123456789号", "京0105", "basic", "民初", "123456789", "", "long-serial"),
        ("（2026）京0105民初000号", "京0105", "basic", "民初", "000", "", "zero-serial"),
        ("（2026）京0105民初0012号", "京0105", "basic", "民初", "0012", "", "leading-zero"),
    ],
)  # fmt: skip
def test_numbers_of_courts(text: str, court: str, level: str, kind: str, serial: str, part: str, doubts: str) -> None:
    reading = read(text)
    assert isinstance(reading, Reading), reading
    assert reading.is_court and reading.style is Style.UNIFORM
    assert (reading.court, reading.level or "", reading.kind.code if reading.kind else "") == (court, level, kind)
    assert (reading.serial, reading.part, " ".join(reading.doubts)) == (serial, part, doubts)


@pytest.mark.parametrize(
    ("text", "court", "kind", "doubts"),
    [
        ("（2015）朝民初字第1234号", "朝", "民初", ""),
        ("(2015)浦执字第12号", "浦", "执", ""),
        ("（2013）海民督字第5号之一", "海", "民督", ""),
        ("（2026）朝民初字第1234号", "朝", "民初", "old-style-now"),
        ("（2026）法执字第888号", "法", "执", "old-style-now"),
        ("（2016）朝民初字第1号", "朝", "民初", "old-style-now"),
        ("（2013）浦民一（民）初字第3号", "浦民一（民）初", "", "unknown-kind"),
        ("（2014）朝商初字第3号", "朝商初", "", "unknown-kind"),
    ],
)
def test_the_old_way_of_numbering(text: str, court: str, kind: str, doubts: str) -> None:
    reading = read(text)
    assert isinstance(reading, Reading) and reading.is_court and reading.style is Style.OLD
    assert (reading.court, reading.kind.code if reading.kind else "", " ".join(reading.doubts)) == (court, kind, doubts)
    assert reading.level is None and reading.province is None


@pytest.mark.parametrize(
    ("text", "maker"),
    [
        ("（2026）穗仲案字第123号", Maker.ARBITRATION),
        ("（2026）深国仲裁字第12号", Maker.ARBITRATION),
        ("京朝劳人仲字〔2026〕第12号", Maker.ARBITRATION),
        ("（2026）京仲12号", Maker.ARBITRATION),
        ("（2026）沪东证经字第1234号", Maker.NOTARY),
        ("（2026）京方圆执证字第5号", Maker.NOTARY),
        ("京朝检刑诉〔2026〕12号", Maker.PROCURATORATE),
        ("京公（朝）受案字〔2026〕12号", Maker.POLICE),
        ("（2026）某律函字第8号", Maker.LAW_FIRM),
        ("法释〔2020〕17号", Maker.OTHER),
        ("金规〔2025〕9号", Maker.OTHER),
        ("（2026）催字第88号", Maker.OTHER),
    ],
)
def test_numbers_that_are_no_courts(text: str, maker: Maker) -> None:
    reading = read(text)
    assert isinstance(reading, Reading)
    assert reading.maker is maker and not reading.is_court
    assert (reading.court, reading.kind, reading.level) == ("", None, None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Unread.EMPTY), (" \u200b\n", Unread.EMPTY), ("京0105民初1234号", Unread.NO_YEAR), ("执123号", Unread.NO_YEAR),
        ("（26）京0105民初1号", Unread.SHORT_YEAR), ("（2026）京0105民初号", Unread.NO_SERIAL),
        ("催字88号", Unread.NOTHING_LIKE_IT), ("2026年11月21日", Unread.NOTHING_LIKE_IT), ("hello", Unread.NOTHING_LIKE_IT),
        ("2026年11月21日3号楼", Unread.NOTHING_LIKE_IT), ("尾号6612，逾期3号", Unread.NOTHING_LIKE_IT),
        ("（2026）", Unread.NOTHING_LIKE_IT), ("13800001234", Unread.NOTHING_LIKE_IT),
    ],
)  # fmt: skip
def test_what_is_none_is_told_why(text: str, why: Unread) -> None:
    assert read(text) is why


def test_a_number_of_another_paper_is_doubted() -> None:
    reading = read("（2026）京0105民初1号", "民督")
    assert isinstance(reading, Reading) and reading.doubts == (Doubt.OTHER_PAPER,)
    fitting = read("（2026）京0105民督1号", "民督")
    assert isinstance(fitting, Reading) and fitting.doubts == ()
    unknown = read("（2026）京0105催收1号", "民督")
    assert isinstance(unknown, Reading) and Doubt.OTHER_PAPER not in unknown.doubts


def test_a_reading_is_written_as_courts_print_it_and_read_again_the_same() -> None:
    for text in ("[2026] 京 0105 民督 9 号 之 二", "（2015）朝民初字第1234号", "京公(朝)受案字[2026]12号"):
        reading = read(text)
        assert isinstance(reading, Reading)
        again = read(reading.written)
        assert isinstance(again, Reading)
        assert (again.written, again.maker, again.year, again.kind, again.serial) == (
            reading.written, reading.maker, reading.year, reading.kind, reading.serial,
        )  # fmt: skip


PIECES = [
    "（", "）", "(", "2026", "〔", "京", "0105", "某", "民初", "民督", "执", "字第", "12", "号", "之一", "仲", "证", "-1", " ",
    "O", "最高法", "知", "年", "九", "\u202e", "\ud800", "١٢", "①", "0" * 30,
]  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map("".join)))
@example("（2026）" * 60)
@example("（2026）京" + "号" * 400)
@example("字" * 400 + "第1号")
def test_any_text_is_a_reading_or_a_reason(text: str) -> None:
    reading = read(text)
    assert isinstance(reading, (Reading, Unread))
    if isinstance(reading, Reading):
        assert reading.serial.isdecimal() and 1900 <= reading.year <= 2099
        assert reading.serial in reading.written and str(reading.year) in reading.written
        if not reading.is_court:
            assert (reading.court, reading.kind, reading.level) == ("", None, None)
