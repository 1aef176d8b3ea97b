"""Ways of writing a list that were met in exported files: each one small, with what it must give."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.contact import Contact, Means
from app.errors import FileRefused
from app.evidence.model import ImportBook
from app.evidence.reading import Reading, read_text
from tests.evidence.conftest import TODAY

Read = Callable[..., Reading]


def told(one: Contact) -> str:
    length = "" if one.duration_seconds is None else f" {one.duration_seconds}"
    return f"{one.at:%m-%d %H:%M:%S} {one.direction.value} {one.number}{length}"


def test_titles_of_months_and_their_totals_are_no_records_and_give_the_year(read: Read) -> None:
    reading = read(
        "2025年12月\n起始时间,通信方式,对方号码,通信时长\n12-30 10:00:00,主叫,02100000004,5秒\n"
        "2025年12月小计,,,5秒\n2026年01月,,,\n01-02 10:00:00,被叫,02100000004,6秒\n本月合计：1条,,,6秒\n"
        "2月语音详单,,,\n02-02 10:00:00,被叫,02100000004,7秒\n2月份小计,1条,,7秒\n"
    )
    assert [f"{one.at:%Y} {told(one)}" for one in reading.contacts] == [
        "2025 12-30 10:00:00 out 02100000004 5",
        "2026 01-02 10:00:00 in 02100000004 6",
        "2026 02-02 10:00:00 in 02100000004 7",
    ]
    assert (reading.rows, reading.problems, reading.notes) == (3, (), ())


@pytest.mark.parametrize(
    ("payload", "name"),
    [
        ("发送时间,对方号码,收发\n{0},1069000001,接收\n{1},1069000001,发送\n", "a.csv"),
        ("短信详单\n起始时间,对方号码,通信方式\n{0},1069000001,接收\n{1},1069000001,发送\n", "a.csv"),
        ("时间,号码,类型\n{0},1069000001,呼入\n{1},1069000001,呼出\n", "短彩信202609.csv"),
        ("Date,Type,Number,Message\n{0},Received,1069000001,x\n{1},Sent,1069000001,y\n", "export.csv"),
        ("序号,业务类型,发送时间,发送方式,对方号码\n1,国内短信,{0},接收,1069000001\n2,国内短信,{1},发送,1069000001\n", "a.csv"),
        ("起始时间,业务类型,呼叫类型,对方号码,时长/流量\n{0},短信,接收,1069000001,1条\n{1},短信,发送,1069000001,1条\n", "a.csv"),
    ],
)  # fmt: skip
def test_lists_of_messages_are_not_counted_as_calls(read: Read, payload: str, name: str) -> None:
    reading = read(payload.format("2026-09-05 10:00:00", "2026-09-05 11:00:00"), name)
    assert {one.means for one in reading.contacts} == {Means.SMS}
    assert [told(one) for one in reading.contacts] == ["09-05 10:00:00 in 1069000001", "09-05 11:00:00 out 1069000001"]
    assert (reading.problems, reading.notes) == ((), ())


def test_a_list_of_calls_and_messages_is_not_taken_for_messages_by_its_title(read: Read) -> None:
    reading = read("语音及短信详单\n时间,号码,类型\n2026-09-05 10:00:00,1069000001,被叫\n")
    assert [one.means for one in reading.contacts] == [Means.CALL]
    reading = read("时间,号码,类型,时长\n2026-09-05 10:00:00,1069000001,被叫,5秒\n", "短信.csv")
    assert [one.means for one in reading.contacts] == [Means.CALL]


def test_a_column_nobody_named_tells_the_direction_by_what_stands_in_it(read: Read) -> None:
    reading = read(
        "时间,对方号码,哪边,备注,时长\n2026-09-05 10:00:00,95588,主叫,呼入,5\n2026-09-05 11:00:00,95588,被叫,再问,6\n"
    )
    assert [told(one) for one in reading.contacts] == ["09-05 10:00:00 out 95588 5", "09-05 11:00:00 in 95588 6"]
    assert reading.notes == ()


def test_the_end_of_a_call_tells_its_length_where_no_column_does(read: Read) -> None:
    reading = read(
        "开始时间,对方号码,类型,结束时间\n2026-09-05 23:59:50,95588,主叫,00:00:10\n"
        "2026-09-06 11:00:07,95588,被叫,2026-09-06 11:03:07\n2026-09-06 12:00:00,95588,未接,2026-09-06 12:00:20\n"
        "2026-09-06 13:00:00,95588,被叫,2026-09-06 12:00:20\n2026-09-06 14:00:00,95588,被叫,\n"
    )
    assert [(one.duration_seconds, one.answered) for one in reading.contacts] == [
        (20, True), (180, True), (None, False), (None, None), (None, None),
    ]  # fmt: skip
    with_both = read("开始时间,结束时间,对方号码,类型,时长\n2026-09-05 10:00:00,2026-09-05 10:00:30,95588,被叫,20\n")
    assert with_both.contacts[0].duration_seconds == 20


def test_blank_days_under_a_day_of_a_list_that_leaves_days_out(read: Read) -> None:
    listed = "日期,时间,号码,类型\n2026-09-05,22:41,95588,被叫\n,23:41,95588,被叫\n2026-09-06,08:00,95588,主叫\n,09:00,95588,主叫\n"
    reading = read(f"{listed}合计,,,\n")
    assert [told(one) for one in reading.contacts] == [
        "09-05 22:41:00 in 95588", "09-05 23:41:00 in 95588", "09-06 08:00:00 out 95588", "09-06 09:00:00 out 95588",
    ]  # fmt: skip
    assert reading.problems == ()
    damaged = read(f"{listed}2026-09-07,10:00,95588,主叫\n2026-09-07,11:00,95588,主叫\n")
    assert [one.row for one in damaged.problems] == [3, 5]


@pytest.mark.parametrize(
    "header",
    [
        "起始日期时间,对方用户号码,呼叫类别,计费时长",
        "通话日期/时间,来电/去电号码,主/被叫,时长/秒",
        "起呼时间,通话对象,主被叫标志,通话长度",
        "开始通话时间,手机,进出,时长 秒",
        "业务发生时间,通信对象,收发标志,使用时长/流量",
    ],
)
def test_more_names_of_columns(read: Read, header: str) -> None:
    reading = read(f"{header}\n2026-09-05 22:41:07,95588,主叫,62\n")
    assert [told(one) for one in reading.contacts] == ["09-05 22:41:07 out 95588 62"]
    assert (reading.problems, reading.notes) == ((), ())


@pytest.mark.parametrize(
    ("word", "direction"),
    [
        ("主", "out"),
        ("被", "in"),
        ("响铃6声", "in"),
        ("对方未接", "out"),
        ("对方已取消", "in"),
        ("呼出未接", "out"),
        ("呼叫", "out"),
        ("已取消", "out"),
        ("Cancelled", "out"),
        ("呼叫转移", "in"),
        ("来电 已取消", "in"),
        ("来电呼叫", "in"),
    ],
)
def test_more_words_of_direction(read: Read, word: str, direction: str) -> None:
    reading = read(f"时间,号码,类型,时长\n2026-09-05 10:00:00,95588,{word},0\n")
    assert [told(one) for one in reading.contacts] == [f"09-05 10:00:00 {direction} 95588 0"]


def paste(book: ImportBook, text: str) -> Reading:
    return read_text(text, book, TODAY)


def test_what_a_screen_shows_above_its_list_is_no_record_and_its_month_gives_the_year(book: ImportBook) -> None:
    reading = paste(
        book,
        "通话记录\n全部 未接来电\n2025年3月\n02100000004\n3月5日 下午9:03 · 呼入 · 01:02\n"
        "查询月份 2025年04月\n起始时间 通信方式 对方号码 通信时长\n04-06 09:01:00主叫4000000001 2分5秒\n",
    )
    assert [f"{one.at:%Y} {told(one)}" for one in reading.contacts] == [
        "2025 03-05 21:03:00 in 02100000004 62",
        "2025 04-06 09:01:00 out 4000000001 125",
    ]
    assert (reading.rows, [one.row for one in reading.problems], reading.notes) == (3, [2], ())


def test_a_screen_of_one_number_and_its_calls(book: ImportBook) -> None:
    reading = paste(
        book,
        "+86 142 0000 0001\n2026年3月5日\n下午9:03 来电 2分钟\n下午10:30 未接来电\n2026年3月6日\n上午9:01 去电 5分钟\n",
    )
    assert [told(one) for one in reading.contacts] == [
        "03-05 21:03:00 in 14200000001 120", "03-05 22:30:00 in 14200000001", "03-06 09:01:00 out 14200000001 300",
    ]  # fmt: skip
    assert reading.problems == ()
    assert reading.notes == ()
    two = paste(book, "95588\n2026-03-05 10:00 来电\n2026-03-05 11:00 来电\n95555\n2026-03-05 12:00 来电\n")
    assert [one.row for one in two.problems] == [3]


def test_letters_and_blanks_a_picture_was_read_with(book: ImportBook) -> None:
    reading = paste(
        book,
        "95588  2O26-O3-O5 21:O3:12  被叫  1分2秒\n95588  2026-03-05 22：30：l0  被叫  O秒\n"
        "2026 - 03 - 05 23 : 03 : 12 142 0000 0001 被 叫 1 分 2 秒\nl42 0000 O001 2026-03-06 10:00 被叫 3秒\n",
    )
    assert [told(one) for one in reading.contacts] == [
        "03-05 21:03:12 in 95588 62", "03-05 22:30:10 in 95588 0", "03-05 23:03:12 in 14200000001 62",
    ]  # fmt: skip
    assert [(one.row, "混进了字母" in one.message) for one in reading.problems] == [(4, True)]


def test_hours_without_minutes(book: ImportBook) -> None:
    reading = paste(
        book,
        "2026年3月6日早上7点半 95588 打来，没接\n2026年3月6日下午3点 我打给4000000001 说了5分钟\n"
        "2026年3月6日16点5分 95588 打来\n",
    )
    assert [told(one) for one in reading.contacts] == ["03-06 07:30:00 in 95588", "03-06 15:00:00 out 4000000001 300"]
    assert [one.row for one in reading.problems] == [3]


def test_a_table_with_each_cell_on_its_own_line(book: ImportBook) -> None:
    head = "语音详单\n起始时间\n通信方式\n对方号码\n通信时长\n"
    reading = paste(
        book, f"{head}2026-03-05 21:03:12\n被叫\n95588\n1分2秒\n\n2026-03-05 22:30:10\n主叫\n95555\n0秒\n合计\n"
    )
    assert [told(one) for one in reading.contacts] == ["03-05 21:03:12 in 95588 62", "03-05 22:30:10 out 95555 0"]
    assert (reading.rows, reading.problems) == (2, ())
    shifted = paste(
        book, f"{head}2026-03-05 21:03:12\n被叫\n95588\n2026-03-05 22:30:10\n主叫\n95555\n2026-03-05 22:31:10\n"
    )
    assert shifted.format == "pasted-calls"


def test_a_number_inside_a_message_is_not_who_rang(book: ImportBook) -> None:
    reading = paste(
        book, "1069000001\n2026年3月5日 21:03\n【某某金融】您已逾期，请致电 400-000-0001\n2026年3月6日 08:10\n"
    )
    assert {one.number for one in reading.contacts} == {"1069000001"}
    assert [one.row for one in reading.problems] == [4]


@pytest.mark.parametrize(
    "text", ["昨天 21:03\n客服:\n你好\n星期三 22:10\n客服:\n还钱\n", "95588 (2)\n昨天\n", "95588\n周三\n"]
)
def test_days_told_from_today_are_refused_with_the_reason(book: ImportBook, text: str) -> None:
    with pytest.raises(FileRefused, match="看不出是哪一天"):
        paste(book, text)


SMS = '<sms address="95588" date="{0}" type="1" body="{1}" />'
MESSAGES = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count=\"3\">{0}</smses>"


def backup(*bodies: str) -> str:
    return MESSAGES.format("".join(SMS.format(1788619267000 + 60_000 * place, one) for place, one in enumerate(bodies)))


def test_emoji_in_two_references_are_kept_and_forbidden_letters_stop_nothing(read: Read) -> None:
    reading = read(backup("a&#10;&#55357;&#56832;还", "b&#0;&#x1F;c", "d&#55357;e&#xDE00;", "f\x0bg", "&#x1f600;&#9;h"))
    assert [one.words for one in reading.contacts] == ["a\n😀还", "b??c", "d?e?", "f?g", "😀\th"]
    assert reading.problems == ()


def test_backups_in_other_letters_than_they_say(read: Read) -> None:
    text = backup("【某某】您已逾期，请还款", "最后通知")
    assert [one.words for one in read(text.encode("gbk")).contacts] == ["【某某】您已逾期，请还款", "最后通知"]
    halves = text.encode().replace("最后".encode(), "最后\ud83d\ude00".encode("utf-8", "surrogatepass"))
    assert [one.words for one in read(halves).contacts] == ["【某某】您已逾期，请还款", "最后😀通知"]
    damaged = text.encode().replace("最后".encode(), b"\xff")
    assert [one.words[-2:] for one in read(damaged).contacts] == ["还款", "通知"]


def test_cells_written_as_formulas_of_text(read: Read) -> None:
    reading = read('="时间",="号码",="类型",="时长"\n="2026-09-05 22:41:07",="02100000004",="呼入",="1分20"\n')
    assert [told(one) for one in reading.contacts] == ["09-05 22:41:07 in 02100000004 80"]
    assert (reading.format, reading.problems) == ("generic-table", ())


def test_a_day_as_heading_above_each_table_of_a_page(read: Read) -> None:
    head = "<tr><th>起始时间</th><th>对方号码</th><th>通信方式</th></tr>"
    call = "<tr><td>{0}</td><td>95588</td><td>被叫</td></tr>"
    reading = read(
        f"<html><body><h3>2026-09-01</h3><table>{head}{call.format('00:30:33')}</table><h3>2026-09-02 星期三</h3>"
        f"<table>{head}{call.format('07:59:02')}</table><p>2026-09-03</p><table><tr><th>时间</th><th>号码</th>"
        f"<th>类型</th></tr>{call.format('09:00:00')}</table></body></html>",
        "a.html",
    )
    assert [told(one) for one in reading.contacts] == [
        "09-01 00:30:33 in 95588", "09-02 07:59:02 in 95588", "09-03 09:00:00 in 95588",
    ]  # fmt: skip
    assert reading.problems == ()


def test_arrows_tell_the_direction(book: ImportBook, read: Read) -> None:
    pasted = paste(book, "↙ 95588 2026-09-05 10:00\n↗95555 2026-09-05 11:00\n")
    table = read("时间,号码,类型\n2026-09-05 10:00,95588,↙\n2026-09-05 11:00,95555,↗ 1分\n")
    for reading in (pasted, table):
        assert [one.direction.value for one in reading.contacts] == ["in", "out"]
        assert reading.notes == ()


def test_a_paste_nothing_was_read_of_says_why_of_its_first_line(book: ImportBook) -> None:
    with pytest.raises(FileRefused, match=r"第2行：.{1,30}混进了字母"):
        paste(book, "通话\nl42OO001234 未接来电 2026-10-01 07:59\n")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("10690000 1111", "106900001111"),
        ("1069 0000 222 233", "10690000222233"),
        ("+852 5123 4567", "+85251234567"),
        ("8888 6666", "88886666"),
    ],
)
def test_numbers_as_phones_group_them_are_read_whole(book: ImportBook, written: str, number: str) -> None:
    for text in (f"{written}\n2026年3月6日 08:10 呼入 00:00:33\n", f"{written} 2026-03-06 08:10 呼入 33秒 3次\n"):
        assert [told(one) for one in paste(book, text).contacts] == [f"03-06 08:10:00 in {number} 33"]


def test_years_of_two_figures_first(read: Read) -> None:
    reading = read("时间,号码,类型\n26-3-5 10:00,95588,呼入\n26/3/7 11:00:00,95588,未接通话\n")
    assert [told(one) for one in reading.contacts] == ["03-05 10:00:00 in 95588", "03-07 11:00:00 in 95588"]


@pytest.mark.parametrize(
    "when",
    [
        "March 5, 2026 at 11:00 PM",
        "Mar 5, 2026 at 11:00\u202fPM",
        "Thursday, March 5, 2026 at 23:00",
        "5 March 2026 at 23:00",
    ],
)
def test_moments_as_an_english_phone_writes_them(book: ImportBook, read: Read, when: str) -> None:
    table = read(f"时间\t号码\t类型\n{when}\t95588\t呼入\n")
    for reading in (table, paste(book, f"95588 {when} 呼入\n"), paste(book, f"95588\n{when} 呼入\n")):
        assert [told(one) for one in reading.contacts] == ["03-05 23:00:00 in 95588"]
        assert reading.problems == ()


@pytest.mark.parametrize(
    ("word", "direction"),
    [
        ("呼叫", "out"),
        ("已取消", "out"),
        ("Cancelled", "out"),
        ("呼叫转移", "in"),
        ("来电 已取消", "in"),
        ("对方已取消", "in"),
    ],
)
def test_words_of_direction_in_a_line(book: ImportBook, word: str, direction: str) -> None:
    reading = paste(book, f"95588 2026-03-05 10:00 {word}\n")
    assert [told(one) for one in reading.contacts] == [f"03-05 10:00:00 {direction} 95588"]
    assert reading.notes == ()


ORPHAN = "95588\n2026-03-05 10:00 来电\n2026-03-05 11:00 来电 5秒\n"


def test_a_moment_without_a_number_is_not_given_the_only_one_of_the_paste(book: ImportBook) -> None:
    reading = paste(book, ORPHAN)
    assert [told(one) for one in reading.contacts] == ["03-05 10:00:00 in 95588", "03-05 11:00:00 in  5"]
    assert reading.problems == ()
    assert [note.message[:8] for note in reading.notes] == ["有1次没写号码，"]


@pytest.mark.parametrize(
    "text",
    [
        f"通话详情\n{ORPHAN}", ORPHAN.replace("\n", "\n通话详情\n", 1), f"号码：{ORPHAN}",
        ORPHAN.replace("\n", " 的通话记录\n", 1),
    ],
)  # fmt: skip
def test_a_heading_says_that_the_page_is_of_one_number(book: ImportBook, text: str) -> None:
    reading = paste(book, text)
    assert [told(one) for one in reading.contacts] == ["03-05 10:00:00 in 95588", "03-05 11:00:00 in 95588 5"]
    assert (reading.problems, reading.notes) == ((), ())


def test_a_heading_under_the_calls_says_nothing_of_those_above(book: ImportBook) -> None:
    assert [one.number for one in paste(book, f"{ORPHAN}通话详情\n").contacts] == ["95588", ""]
