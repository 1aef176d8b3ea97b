"""Numbers, lengths, words and moments, one cell at a time."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.contact import Direction
from app.evidence.dates import Clock, Period, compile_dates, period_in
from app.evidence.durations import find_duration, read_duration
from app.evidence.model import ImportBook
from app.evidence.numbers import read_number
from app.evidence.tables import escape_cell
from app.evidence.words import Marks, Sense, Unreadable, answered_of, direction_of
from tests.evidence.conftest import TODAY


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("02155556612", "02155556612"), ("021-5555 6612", "02155556612"), ("（021）55556612", "02155556612"),
        ("+86 138-0000-6612", "13800006612"), ("0086 13800006612", "13800006612"), ("8613800006612", "13800006612"),
        ("+86 21 5555 6612", "02155556612"), ("+86 755 5555 6612", "075555556612"), ("+864000000000", "4000000000"),
        ("+8695555", "95555"), ("１３８００００６６１２", "13800006612"), ("138****6612", "138****6612"),
        ('="02155556612"', "02155556612"), ("'02155556612", "02155556612"), ("\u202d02155556612\u202c", "02155556612"),
        ("13800006612.0", "13800006612"), ("1.3800006612E+10", "13800006612"), ("0085221234567", "+85221234567"),
        ("138xxxx6612", "138****6612"), ("138●●●●6612", "138****6612"), ("138####6612", "138****6612"),
        ("***********", ""), ("0", ""), ("00000000", ""), ("021-55556612-801", "02155556612转801"),
        ("1380000-6612", "13800006612"), ("XXXXXXXXXXX", ""), ("tel:+8613800006612", "13800006612"), ("95588@ims.cn", "95588"),
        ("某某银行(95588)", "95588"), ("138 0000 6612 骚扰电话", "13800006612"), ("2155556612", "02155556612"),
        ("75555556612", "075555556612"), ("4001234567", "4001234567"), ("9555812345", "9555812345"),
        ("1795113800006612", "13800006612"), ("12593 021-5555 6612", "02155556612"), ("17909", "17909"),
        ("+1 202 555 0100", "+12025550100"), ("02155556612转801", "02155556612转801"), ("\t95555\t", "95555"),
    ],
)  # fmt: skip
def test_a_number_has_one_form(written: str, number: str) -> None:
    assert read_number(written, ("17951", "12593", "17909")) == number


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1.38E+10", "丢了"), ("1.38e10", "丢了"), ("", "没有号码"), ("12", "完整"), ("=cmd|' /C calc'!A0", "完整"),
        ("@SUM(1)", "完整"), ("1" * 30, "完整"), ("王某", "完整"), ("-", "完整"), ("+86", "完整"), ("#######", "完整"),
        ("张三2 13800006612", "完整"), ("95588/95533 银行", "完整"), ("1.06550200000000E+15", "丢了"),
    ],
)  # fmt: skip
def test_a_damaged_number_is_refused_with_a_reason(written: str, said: str) -> None:
    found = read_number(written)
    assert isinstance(found, Unreadable)
    assert said in found.sentence


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("1小时2分3秒", 3723), ("1时2分3秒", 3723), ("1分20秒", 80), ("11秒", 11), ("2分钟", 120), ("1小时", 3600),
        ("00:01:20", 80), ("1:02:03", 3723), ("1:20", 80), ("90:00", 5400), ("80", 80), ("80.0", 80), ("0", 0),
        ("１分２０秒", 80), ("1 分 20 秒", 80), ("1h2m3s", 3723), ("80s", 80),
        ("1'20\"", 80), ("1′20″", 80), ("0'1'20", 80), ("PT1M20S", 80), ("pt1h", 3600), ("00:01:20.500", 80),
        ("1899-12-30 00:01:20", 80), ("1900-01-00 0:01:20", 80), ("0.000925926", 80), ("0.035", 3024), ("0.5", 0),
        ("1分零3秒", 63), ("N/A", None), ("null", None), ("24:00:00", 86400), ("", None), ("--", None),
    ],
)  # fmt: skip
def test_a_length_in_seconds(written: str, seconds: int | None) -> None:
    assert read_duration(written) == seconds


@pytest.mark.parametrize(
    "written", ["PT", "T1M", "1'", "-5", "-1秒", "25:00:00", "86401", "1:99", "一会儿", "9" * 40, "25小时", "1:60:00"]
)
def test_a_length_that_cannot_be_is_refused(written: str) -> None:
    assert isinstance(read_duration(written), Unreadable)


def test_a_length_inside_a_line_is_taken_out() -> None:
    assert find_duration("来电 1分20秒 95555") == (80, "来电   95555")
    assert find_duration("95555 01:20 来电")[0] == 80
    assert find_duration("95555 响铃5声")[0] is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("95555 来电 25小时", "24小时"), ("95555 来电 30小时5分", "24小时"), ("95555 来电 25:00:01", "24小时"),
        ("通话 30 小时 95555", "24小时"), ("通话90000秒", "24小时"), ("来电 1500分钟", "24小时"), ("30小时 响铃10秒", "24小时"),
        ("95555 来电 -5秒", "“-5秒”"), ("时长-5秒", "“-5秒”"), ("-5秒", "“-5秒”"), ("时长：-1分20秒", "“-1分20秒”"),
        ("时长 −5秒", "“−5秒”"), ("95555,-01:20,来电", "“-01:20”"), ("来电-5秒", "“-5秒”"),
    ],
)  # fmt: skip
def test_a_length_inside_a_line_that_cannot_be_is_refused(line: str, said: str) -> None:
    found, rest = find_duration(line)
    assert isinstance(found, Unreadable)
    assert said in found.sentence
    assert not any(unit in rest for unit in ("小时", "-5", "25:00", "90000"))


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        ("138-5秒", 5), ("2026-07-25 5秒", 5), ("- 5秒", 5), (" - 通话5秒", 5), ("来电—5秒", 5), ("来电 –5秒", 5),
        ("95555-来电-35秒", 35), ("5-10秒", 10), ("138****-5秒", 5),
    ],
)  # fmt: skip
def test_a_dash_is_no_minus(line: str, seconds: int) -> None:
    assert find_duration(line)[0] == seconds


@pytest.mark.parametrize(
    "line",
    [
        "021-5555 6612 分机 801", "95588 分行 来电", "95588 秒挂", "95588秒挂", "138 0000 6612 Sarah", "138 0000 6612 Mom",
        "接95588时骂人", "95555 时长 不详", "说48小时内还清", "24小时内还清", "48小时后上门", "15分钟前",
    ],
)  # fmt: skip
def test_a_number_beside_a_word_and_a_term_are_no_length(line: str) -> None:
    assert find_duration(line) == (None, line)


def clock(book: ImportBook, period: Period | None = None, latest: bool = True) -> Clock:
    return Clock(book.table_dates, TODAY, period, latest)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-09-05 22:41:07", "2026-09-05T22:41:07"), ("2026/9/5 22:41", "2026-09-05T22:41:00"),
        ("2026.09.05 22:41", "2026-09-05T22:41:00"), ("2026年9月5日22:41", "2026-09-05T22:41:00"),
        ("2026年9月5日 22时41分", "2026-09-05T22:41:00"), ("2026年09月05日 22:41:07", "2026-09-05T22:41:07"),
        ("2026-09-05T22:41:07+08:00", "2026-09-05T22:41:07"), ("2026-09-05T14:41:07Z", "2026-09-05T22:41:07"),
        ("2026-09-05T09:41:07-05:00", "2026-09-05T22:41:07"), ("2026-09-05T22:41:07.123", "2026-09-05T22:41:07"),
        ("2026/9/5 下午10:41", "2026-09-05T22:41:00"), ("2026/9/5 10:41 PM", "2026-09-05T22:41:00"),
        ("2026/9/5 10:41\u202fpm", "2026-09-05T22:41:00"), ("2026/9/5 凌晨12:30", "2026-09-05T00:30:00"),
        ("2026/9/5 中午12:30", "2026-09-05T12:30:00"), ("2026/9/5 12:30 AM", "2026-09-05T00:30:00"),
        ("2026年9月5日 晚上11:05", "2026-09-05T23:05:00"), ("Sep 5, 2026 10:41 PM", "2026-09-05T22:41:00"),
        ("２０２６－０９－０５ ２２：４１", "2026-09-05T22:41:00"), ("2026年9月5日 星期六 22:41", "2026-09-05T22:41:00"),
        ("Sat Sep 05 22:41:07 GMT+08:00 2026", "2026-09-05T22:41:07"),
        ("Sat Sep 05 22:41:07 CST 2026", "2026-09-05T22:41:07"),
        ("2026-09-05 14:41:07 UTC", "2026-09-05T22:41:07"), ("2026-09-05 22:41:07 +08", "2026-09-05T22:41:07"),
        ("2026-09-05 22:41:07 GMT+8", "2026-09-05T22:41:07"), ("810312067.25", "2026-09-05T22:41:07"),
        ("1788619267.0", "2026-09-05T22:41:07"), ("46270.945219907", "2026-09-05T22:41:07"),
        ("2026-09-05-22.41.07", "2026-09-05T22:41:07"), ("20260905 224107", "2026-09-05T22:41:07"),
        ("20260905T224107", "2026-09-05T22:41:07"), ("5 Sep 2026 22:41:07", "2026-09-05T22:41:07"),
        ("5-Sep-2026 10:41:07 PM", "2026-09-05T22:41:07"), ("2026年9月5日下午10时41分07秒", "2026-09-05T22:41:07"),
        ("22:41:07 2026-09-05", "2026-09-05T22:41:07"), ("25/09/2026 22:41", "2026-09-25T22:41:00"),
        ("9月5日 22时41分07秒", "2026-09-05T22:41:07"), ("20260905224107", "2026-09-05T22:41:07"),
        ("1788619267000", "2026-09-05T22:41:07"),
        ("1788619267", "2026-09-05T22:41:07"), ("2024-02-29 10:00", "2024-02-29T10:00:00"),
        ("10月8日22:41", "2026-10-08T22:41:00"), ("12-31 22:41", "2025-12-31T22:41:00"),
        ("02-29 10:00", "2024-02-29T10:00:00"), ("2026-11-21 23:59:59", "2026-11-21T23:59:59"),
    ],
)  # fmt: skip
def test_a_moment_on_a_shanghai_clock(book: ImportBook, written: str, moment: str) -> None:
    found = clock(book).moment(written)
    assert not isinstance(found, Unreadable), found
    assert found.isoformat() == f"{moment}+08:00"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-09-05 25:00:00", "没有25点"), ("2026-09-05 24:00", "没有24点"), ("2026-06-31 10:00", "没有2026年6月31日"),
        ("2025-02-29 10:00", "没有2025年2月29日"), ("06-31 10:00", "没有6月31日"), ("2026-09-05 22:61", "0到59"),
        ("2026-11-22 00:00:00", "还没有到"), ("1949-09-30 10:00", "太早"), ("0000-01-01 10:00", "太早"), ("", "没有时间"),
        ("2026-09-05", "没有钟点"), ("22:41", "没有日期"), ("昨天 22:41", "看不懂"), ("05/09/2026 22:41", "分不清"),
        ("0", "坏"), ("2026/9/5 上午13:41", "对不上"), ("2026-09-05T22:41:07+99:99", "时区"), ("45000", "没有钟点"),
        ("1.7886E+12", "改成了"),
        ("100000000000", "坏"),
    ],
)  # fmt: skip
def test_a_moment_that_cannot_be_is_refused(book: ImportBook, written: str, said: str) -> None:
    found = clock(book).moment(written)
    assert isinstance(found, Unreadable), found
    assert said in found.sentence


@pytest.mark.parametrize(
    ("above", "first", "last"),
    [
        ("查询月份：2026年09月", date(2026, 9, 1), date(2026, 9, 30)), ("账期：202602", date(2026, 2, 1), date(2026, 2, 28)),
        ("查询时间：2025-12-01 至 2026-01-31", date(2025, 12, 1), date(2026, 1, 31)),
        ("查询时间：20251201-20260131", date(2025, 12, 1), date(2026, 1, 31)),
        ("查询时间 2026-09-01 00:00:00", date(2026, 9, 1), date(2026, 9, 1)),
    ],
)  # fmt: skip
def test_the_period_a_file_says_it_covers(above: str, first: date, last: date) -> None:
    found = period_in(["打印日期：2020年1月1日", above], ("查询月份", "账期", "查询时间"))
    assert found == Period(first, last)


def test_no_date_no_period() -> None:
    assert period_in(["手机号码：20231234567", "客户：王某"], ()) is None


def test_a_year_must_come_from_somewhere(book: ImportBook) -> None:
    found = clock(book, latest=False).moment("09-05 10:00:00")
    assert isinstance(found, Unreadable)
    assert "没有年份" in found.sentence


def test_a_pattern_is_made_of_known_parts() -> None:
    with pytest.raises(ValueError, match="no part of a date"):
        compile_dates(["yyyy-MM-dd k"])


@pytest.mark.parametrize(
    ("written", "direction", "answered"),
    [
        ("被叫", Direction.IN, None), ("国内主叫", Direction.OUT, None), ("未接来电", Direction.IN, False),
        ("已接来电", Direction.IN, True), ("呼出 未接通", Direction.OUT, False), ("Missed", Direction.IN, False),
        ("incoming call", Direction.IN, None), ("Outgoing", Direction.OUT, None), ("拒接", Direction.IN, False),
        ("黑名单拦截", Direction.IN, False), ("呼转", None, None), ("呼入呼出", None, None), ("missing", None, None),
    ],
)  # fmt: skip
def test_what_words_say(book: ImportBook, written: str, direction: Direction | None, answered: bool | None) -> None:
    senses = book.table_marks.senses(written)
    assert direction_of(senses) is direction
    assert answered_of(senses, direction or Direction.IN, None) is answered


@pytest.mark.parametrize(
    ("direction", "seconds", "answered"),
    [(Direction.IN, 0, False), (Direction.IN, 1, True), (Direction.IN, None, None), (Direction.OUT, 0, None)],
)
def test_answered_follows_from_the_length(direction: Direction, seconds: int | None, answered: bool | None) -> None:
    assert answered_of(frozenset(), direction, seconds) is answered


def test_codes_are_only_found_whole() -> None:
    marks = Marks([("1", Sense.INCOMING), ("来电", Sense.INCOMING)])
    assert marks.senses("1") == {Sense.INCOMING}
    assert marks.senses("12") == frozenset()


@pytest.mark.parametrize("text", ["=1+1", "+86 138", "-5", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1", "　+1"])
def test_a_formula_is_written_as_text(text: str) -> None:
    assert escape_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "95555", "再不还", "2026-09-05", "a=b"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert escape_cell(text) == text
