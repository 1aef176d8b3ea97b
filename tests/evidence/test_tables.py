"""Tables as they are printed, glued together, half empty and half wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.domain.contact import Means
from app.errors import FileRefused
from app.evidence.day_order import DayOrder, Written, decide
from app.evidence.model import ImportBook
from app.evidence.reading import Reading
from app.evidence.words import Sense

Read = Callable[..., Reading]
TODAY = date(2026, 11, 21)


def told(reading: Reading) -> list[str]:
    return [f"{one.at:%Y-%m-%d %H:%M:%S} {one.direction.value} {one.number}" for one in reading.contacts]


def rows(reading: Reading) -> list[int]:
    return [one.row for one in reading.problems]


def test_what_stands_between_the_records_is_no_record(read: Read) -> None:
    reading = read(
        "中国移动详单\n查询月份：2026年09月\n起始时间,对方号码,通信方式,通信时长\n"
        "2026年9月5日（周六）,,,\n22:41:07,95588,被叫,1分20秒\n"
        "【小计】,,,1分20秒\n-----,-----,-----,-----\n——2026-09-06 星期日——,,,\n08:00:00,95588,主叫,3秒\n"
        "日期：2026-09-07 共1条,,,\n09:00:00,95588,被叫,3秒\n1,合计,3,\n"
        "第1页 共2页,,,\n起始时间,对方号码,通信方式,通信时长\n本页小计,,,3秒\n\n"
        "温馨提示：以上详单仅供参考。,,,\n打印时间：2026-10-03 10:00:00,,,\n"
    )
    assert told(reading) == [
        "2026-09-05 22:41:07 in 95588",
        "2026-09-06 08:00:00 out 95588",
        "2026-09-07 09:00:00 in 95588",
    ]
    assert (reading.problems, reading.notes) == ((), ())


def test_a_bad_record_is_never_taken_for_a_remark(read: Read) -> None:
    reading = read(
        "姓名,时间,号码,类型,时长\n客户王某,坏的时间,95588,呼入,1秒\n说明,2026-02-30 10:00,95588,呼入,1秒\n"
        "查询,2026-09-05 10:00,95588,不知道,1秒\n共同好友,2026-09-05 10:00,,呼入,1秒\n"
    )
    assert rows(reading) == [2, 3, 4, 5]


def test_two_months_in_one_file_have_a_year_each(read: Read) -> None:
    reading = read(
        "查询月份：2025年12月\n起始时间,对方号码,通信方式\n12-31 23:59:59,95588,被叫\n小计,1,\n"
        "查询月份：2026年01月\n起始时间,对方号码,通信方式\n01-01 00:00:00,95588,被叫\n"
    )
    assert told(reading) == ["2025-12-31 23:59:59 in 95588", "2026-01-01 00:00:00 in 95588"]
    assert reading.problems == ()


def test_lists_of_calls_of_data_and_of_messages_in_one_file(read: Read) -> None:
    reading = read(
        "语音详单\n起始时间,对方号码,通信方式\n2026-08-30 10:00:00,95588,被叫\n"
        "上网详单\n序号,起始时间,上网方式,流量\n1,2026-08-30 10:00:00,4G,12MB\n2,2026-08-30 11:00:00,4G,12MB\n"
        "短信详单\n序号,起始时间,对方号码,通信方式,信息类型\n1,2026-08-31 10:00:00,95588,接收,短信\n"
    )
    assert [one.means for one in reading.contacts] == [Means.CALL, Means.SMS]
    assert reading.problems == ()
    assert [(one.row, "2行没有读" in one.message) for one in reading.notes] == [(5, True)]


def test_the_header_is_the_first_one_not_the_widest(read: Read) -> None:
    reading = read(
        "手机号码,142****0000,起始时间,2026-09-01\n时间,号码,类型\n2026-09-05 10:00,95588,呼入\n"
        "时间,号码,类型,时长,状态\n2026-09-06 10:00,95588,呼入,1秒,接通\n"
    )
    assert told(reading) == ["2026-09-05 10:00:00 in 95588", "2026-09-06 10:00:00 in 95588"]


@pytest.mark.parametrize(
    ("written", "days"),
    [
        (["05/09/2026 22:41", "25/09/2026 22:41"], [5, 25]), (["9/5/2026 10:41 PM", "9/25/2026 10:41 PM"], [5, 25]),
        (["28/08/26 22:41", "05/09/26 22:41"], [28, 5]), (["26/09/05 22:41", "26/09/25 22:41"], [5, 25]),
        (["05/12/2026 22:41"], [12]), (["09-25-2026 22:41:00", "09-05-2026 22:41:00"], [25, 5]),
        (["03/09/2026 10:00", "04/09/2026 10:00", "04/09/2026 11:00", "12/09/2026 10:00", "01/10/2026 10:00"], [3, 4, 4, 12, 1]),
    ],
)  # fmt: skip
def test_day_and_month_are_told_apart_by_the_whole_column(read: Read, written: list[str], days: list[int]) -> None:
    reading = read("时间,号码,类型\n" + "".join(f"{at},95588,呼入\n" for at in written))
    assert [one.at.day for one in reading.contacts] == days
    assert reading.problems == ()


def test_day_and_month_nobody_can_tell_apart_are_not_guessed(read: Read) -> None:
    reading = read("时间,号码,类型\n05/09/2026 22:41,95588,呼入\n06/09/2026 22:41,95588,呼入\n")
    assert (reading.contacts, rows(reading)) == ((), [2, 3])
    assert "“05/09/2026”分不清" in reading.problems[0].message


def test_a_column_of_both_orders_keeps_what_is_certain(read: Read) -> None:
    reading = read(
        "时间,号码,类型\n25/09/2026 10:00,95588,呼入\n09/26/2026 10:00,95588,呼入\n05/06/2026 10:00,95588,呼入\n"
    )
    assert told(reading) == ["2026-09-25 10:00:00 in 95588", "2026-09-26 10:00:00 in 95588"]
    assert rows(reading) == [4]


def test_the_month_of_the_file_tells_the_order(read: Read) -> None:
    reading = read("查询月份：2026年09月\n时间,号码,类型\n05/09/2026 22:41,95588,呼入\n06/09/2026 22:41,95588,呼入\n")
    assert [one.day for one in reading.contacts] == [date(2026, 9, 5), date(2026, 9, 6)]


def test_no_dates_no_order() -> None:
    assert decide([], TODAY, None, None) is None
    assert decide([Written((31, 31), 2026)], TODAY, None, None) is None
    assert decide([Written((25, 9), 2026)], TODAY, None, None) is DayOrder.DAY_FIRST


def test_a_list_without_clocks_is_no_list_of_calls_at_midnight(read: Read) -> None:
    reading = read("时间,号码,类型\n2026/9/5 0:00,95588,呼入\n2026/9/6 0:00,95588,呼入\n")
    assert (reading.contacts, rows(reading)) == ((), [2, 3])
    assert read("时间,号码,类型\n2026/9/5 0:00,95588,呼入\n2026/9/6 0:01,95588,呼入\n").summary.night == 2


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("日期,时间,号码,类型", "2026/9/5 0:00:00,1899-12-30 22:41:07,95588,呼入"),
        ("日期,时间,号码,类型", "20260905,224107,95588,呼入"), ("日期,时间,号码,类型", "46270,0.945219907,95588,呼入"),
        ("日期,时间,号码,类型", "2026-09-05,下午10:41:07,95588,呼入"),
        ("通话日期,通话时间,号码,类型", "2026.09.05,22:41:07,95588,呼入"),
        ("Date,Time,Number,Type", "2026-09-05,10:41:07 PM,95588,Incoming"), ("日期,号码,类型", "2026-09-05 22:41:07,95588,呼入"),
        ("起始时间,对方号码,呼叫类型*", "2026-09-05 22:41:07.0,95588,被叫"),
        ("截获时间*,对端号码,话单方向", "20260905224107,95588,被叫"),
        ("通话开始/短信发送时间,对端号码,通联类型", "2026-09-05T22:41:07+08:00,95588,被叫"),
        ("拨打时间,对方号码,类型,是否接听,时长", "46270.945219907,95588,呼入,是,5"),
    ],
)  # fmt: skip
def test_day_and_clock_in_one_column_or_two(read: Read, header: str, row: str) -> None:
    assert told(read(f"{header}\n{row}\n")) == ["2026-09-05 22:41:07 in 95588"]


@pytest.mark.parametrize(
    ("header", "length", "seconds"),
    [
        ("通话时长（秒）", "80", 80), ("通话时长(分钟)", "1.5", 90), ("时长(分)", "1:20", 80), ("通话时间(秒)", "80", 80),
        ("Duration (min)", "2", 120), ("Call Duration", "1h 2m 3s", 3723), ("时长", "0.000925926", 80), ("时长", "未接通", None),
        ("通话时长", "1'20\"", 80), ("通话时长", "0'1'20", 80), ("通话时长", "PT1M20S", 80), ("通话时长", "00:01:20.500", 80),
    ],
)  # fmt: skip
def test_lengths_in_every_unit(read: Read, header: str, length: str, seconds: int | None) -> None:
    cell = '"' + length.replace('"', '""') + '"'
    (contact,) = read(f"时间,号码,类型,{header}\n2026-09-05 22:41:07,95588,呼入,{cell}\n").contacts
    assert contact.duration_seconds == seconds
    assert contact.answered is (seconds is not None)


def test_a_list_of_who_rang_whom(read: Read) -> None:
    """My own number is the one that stands in every row."""
    header = "主叫号码,被叫号码,开始时间,时长\n"
    reading = read(
        header + "95588,13900000000,2026-09-05 10:00:00,1\n+8613900000000,95533,2026-09-05 11:00:00,1\n"
        "95588,13900000000,2026-09-06 10:00:00,0\n无主叫,13900000000,2026-09-06 11:00:00,5\n"
    )
    assert told(reading) == [
        "2026-09-05 10:00:00 in 95588", "2026-09-05 11:00:00 out 95533", "2026-09-06 10:00:00 in 95588", "2026-09-06 11:00:00 in ",
    ]  # fmt: skip
    assert reading.notes == ()
    unclear = read(header + "95588,13900000000,2026-09-05 10:00:00,1\n95588,13900000000,2026-09-05 11:00:00,1\n")
    assert [one.number for one in unclear.contacts] == ["95588", "95588"]
    assert "2行" in unclear.notes[0].message


def test_my_number_first_and_a_column_for_the_direction(read: Read) -> None:
    reading = read(
        "主叫号码,被叫号码,起始时间,话单方向\n"
        + "".join(f"13900000000,9558{n},2026-09-0{n} 10:00:00,{'主叫' if n > 5 else '被叫'}\n" for n in range(1, 9))
    )
    assert told(reading)[0] == "2026-09-01 10:00:00 in 95581"
    assert told(reading)[7] == "2026-09-08 10:00:00 out 95588"


def test_the_direction_column_decides_and_the_status_adds(read: Read) -> None:
    reading = read(
        "时间,号码,呼叫类型,状态\n2026-09-05 10:00,95588,呼出,已接听\n2026-09-05 11:00,95588,呼出,未接\n"
        "2026-09-05 12:00,95588,接听,\n2026-09-05 13:00,95588,,未接来电\n2026-09-05 14:00,95588,呼转,\n"
    )
    assert [(one.direction.value, one.answered) for one in reading.contacts] == [
        ("out", True), ("out", False), ("in", True), ("in", False),
    ]  # fmt: skip
    assert rows(reading) == [6]


def test_a_code_means_something_in_its_own_format_only(read: Read) -> None:
    android = read("number,type,date,duration\n95588,1,1788619267000,80\n95588,3,1788619268000,0\n")
    assert [one.answered for one in android.contacts] == [True, False]
    assert rows(read("时间,号码,类型,备注\n2026-09-05 10:00,95588,1,\n")) == [2]


def test_one_call_to_the_minute_and_to_the_second_in_one_file(read: Read) -> None:
    reading = read(
        "时间,号码,类型,时长\n2026-09-05 22:41,95588,呼入,30\n2026-09-05 22:41:07,+86 95588,呼入,30\n"
        "2026-09-05 22:42:09,95588,呼入,30\n2026-09-05 22:42:40,95588,呼入,31\n2026-09-05 22:43,95588,呼入,30\n"
    )
    assert [f"{one.at:%H:%M:%S}" for one in reading.contacts] == ["22:41:07", "22:42:09", "22:42:40", "22:43:00"]
    assert (reading.duplicates, reading.rows) == (1, 5)


def test_two_real_calls_of_one_minute_stay_two(read: Read) -> None:
    reading = read("时间,号码,类型,时长\n2026-09-05 22:41:00,95588,呼入,0\n2026-09-05 22:41:30,95588,呼入,0\n")
    assert len(reading.contacts) == 2


def test_a_mark_of_utf8_before_gbk(read: Read) -> None:
    assert told(read(b"\xef\xbb\xbf" + "时间,号码,类型\n2026-09-05 10:00,95588,来电\n".encode("gbk"))) == [
        "2026-09-05 10:00:00 in 95588"
    ]


def test_wide_text_without_a_mark_may_hold_a_nul_of_its_own(read: Read) -> None:
    """开 is U+5F00, 一 is U+4E00."""
    text = "开始时间,对方号码,类型\n" + "2026-09-05 星期一 10:00,95588,来电\n" * 40
    for encoding in ("utf-16-le", "utf-16-be"):
        assert len(read(text.encode(encoding)).contacts) == 1


def test_an_xml_backup_in_an_old_encoding(read: Read) -> None:
    call = '<call number="95588" date="1788619267000" type="1" contact_name="某某银行"/>'
    xml = f'<?xml version="1.0" encoding="gb2312"?><calls count="1">{call}</calls>'
    assert told(read(xml.encode("gbk"))) == ["2026-09-05 22:41:07 in 95588"]


def test_two_hundred_thousand_lines_of_rubbish_end(read: Read) -> None:
    with pytest.raises(FileRefused) as refused:
        read("时间,号码,类型\n" + "x,y\n" * 400_001)
    assert refused.value.status == 413


@pytest.mark.parametrize(
    ("header", "row", "seconds"),
    [
        ("起始时间,对方号码,呼叫类型,通话时间", "2026-09-05 22:41:07,95588,被叫,00:01:20", 80),
        ("起始时间▼,号码,对方号码,呼叫类型,通话时间（秒）", "2026-09-05 22:41:07,13900000000,95588,被叫,80", 80),
        ("通话时间,号码,类型", "2026-09-05 22:41:07,95588,被叫", None),
        ("通话日期,通话时间,号码,类型", "2026-09-05,22:41:07,95588,被叫", None),
        ("通话日期,开始时间,通话时间,号码,类型", "2026-09-05,22:41:07,1分20秒,95588,被叫", 80),
        ("通话时间,通话时长,号码,类型", "2026-09-05 22:41:07,80,95588,被叫", 80),
        ("Date,Call Time,Number,Type", "2026-09-05,22:41:07,95588,Incoming", None),
    ],
)
def test_a_word_that_means_two_things(read: Read, header: str, row: str, seconds: int | None) -> None:
    reading = read(f"{header}\n{row}\n")
    assert told(reading) == ["2026-09-05 22:41:07 in 95588"]
    assert reading.contacts[0].duration_seconds == seconds


def test_my_own_number_never_stands_in_for_a_hidden_one(read: Read) -> None:
    reading = read("手机号码,起始时间,对方号码,呼叫类型\n13900000000,2026-09-05 22:41:07,,被叫\n")
    assert (reading.contacts, rows(reading)) == ((), [2])


@pytest.mark.parametrize("place", ['"上海\n浦东""新区"",张江"', '"上海\n\n浦东"', '"上海,\n浦东,\n张江,,,,,,"'])
def test_a_quoted_cell_may_break_early_in_its_row(read: Read, place: str) -> None:
    row = f"2026-09-05 22:41:07,{place},被叫,02100000004,11秒,国内通话\n"
    after = "2026-09-06 22:41:07,上海,主叫,02100000004,11秒,国内通话\n"
    reading = read(f"起始时间,通信地点,通信方式,对方号码,通信时长,通信类型\n{row}{after}")
    assert told(reading) == ["2026-09-05 22:41:07 in 02100000004", "2026-09-06 22:41:07 out 02100000004"]
    assert rows(reading) == []


def test_an_open_quote_takes_no_row_with_it(read: Read) -> None:
    body = "".join(f'2026-09-0{day} 22:41:07,"上海,被叫,02100000004,11秒\n' for day in (5, 6))
    body += '2026-09-07 22:41:07,上海"区,被叫,02100000004,11秒\n2026-09-08 22:41:07,上海,被叫,02100000004,11秒\n'
    reading = read(f"起始时间,通信地点,通信方式,对方号码,通信时长\n{body}")
    assert told(reading) == ["2026-09-07 22:41:07 in 02100000004", "2026-09-08 22:41:07 in 02100000004"]
    assert rows(reading) == [2, 3]


def test_messages_sent_are_told_from_messages_received(read: Read) -> None:
    reading = read(
        "序号,业务类型,发送时间,短信类型,对方号码\n"
        "1,国内短信,2026-09-05 22:41:07,接收,10690000000001\n2,国内短信,2026-09-05 22:42:07,发送,10690000000001\n"
    )
    assert [one.direction.value for one in reading.contacts] == ["in", "out"]
    assert {one.means for one in reading.contacts} == {Means.SMS}


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("file.csv", "时间,类型,号码"), ("中国移动.csv", "起始时间,通信方式,对方号码"),
        ("中国联通.csv", "通话起始时间,呼叫类型,对方号码"),
        ("中国电信.csv", "起始时间,通信方式,对方号码"), ("中国广电.csv", "通话开始时间,通话方式,对方号码"),
        ("小米.csv", "通话时间,通话类型,电话号码"),
    ],
)  # fmt: skip
def test_a_type_that_says_message_is_no_call(read: Read, name: str, header: str) -> None:
    kinds = {
        "主叫": "call out", "被叫": "call in", "接收短信": "sms in", "发送短信": "sms out", "收到短信": "sms in",
        "短信接收": "sms in", "短信发送": "sms out", "收短信": "sms in", "接收短信(国内)": "sms in", "接收彩信": "sms in",
        "发送短消息": "sms out", "接收信息": "sms in", "發送簡訊": "sms out", "Received Message": "sms in",
        "Sent Message": "sms out",
    }  # fmt: skip
    body = "".join(f"2026-09-05 22:{minute}:07,{kind},95588\n" for minute, kind in enumerate(kinds, 10))
    reading = read(f"{header}\n{body}", name)
    assert rows(reading) == []
    assert [f"{one.means.value} {one.direction.value}" for one in reading.contacts] == list(kinds.values())
    assert not any(one.answered for one in reading.contacts if one.means is Means.SMS)


def test_no_format_has_a_word_for_a_message_that_means_only_which_way(book: ImportBook) -> None:
    for one in book.tables:
        for word, _ in one.file.values.senses():
            senses = one.marks.exactly(word)
            assert Sense.MESSAGE in senses or not any(named in word for named in ("短信", "彩信", "簡訊", "SMS")), word


def test_the_other_number_of_an_english_list(read: Read) -> None:
    reading = read("No.,Start Time,Other Number,Call Direction,Duration(s)\n1,2026-09-08 17:27:20,95588,Incoming,60\n")
    assert told(reading) == ["2026-09-08 17:27:20 in 95588"]


def test_a_caller_who_shows_no_number_in_the_carriers_words(read: Read) -> None:
    reading = read("起始时间,通信方式,对方号码\n2026-09-05 22:41:07,被叫,无主叫显示\n")
    assert told(reading) == ["2026-09-05 22:41:07 in "]


def test_picture_messages_of_a_backup_are_messages(read: Read) -> None:
    reading = read(
        "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><smses count='4'>"
        '<sms address="10690000000001" date="1788619267000" type="1" body="还钱" />'
        '<mms date="1788619268000" msg_box="1" address="14200000001" sub="null" m_type="132">'
        '<parts><part seq="0" ct="text/plain" text="看图" /></parts><addrs><addr address="14200000001" /></addrs></mms>'
        '<mms date="1788619269000" msg_box="2" address="14200000001" m_type="128" />'
        '<mms date="1788619270000" msg_box="3" address="14200000001" m_type="128" /></smses>',
        "sms-20261003.xml",
    )
    assert [(one.number, one.direction.value) for one in reading.contacts] == [
        ("10690000000001", "in"), ("14200000001", "in"), ("14200000001", "out"),
    ]  # fmt: skip
    assert rows(reading) == []


def test_a_weekday_in_brackets_beside_the_day(read: Read) -> None:
    reading = read(
        "号码,类型,时间\n02100000004,来电,2026-09-05(六) 22:41:07\n02100000004,来电,2026-09-06（日） 22:41:07\n"
    )
    assert told(reading) == ["2026-09-05 22:41:07 in 02100000004", "2026-09-06 22:41:07 in 02100000004"]


def test_a_column_of_notes_is_the_keepers_own_and_nobody_elses_words(read: Callable[..., Reading]) -> None:
    reading = read(
        "日期,时间,对方号码,呼叫类型,说了什么,备注\n"
        "2026-09-05,22:41,14200000001,呼入,再不还就去你单位,同事小周接的\n"
        "2026-09-06,09:05,14200000001,呼入,打到公司座机，同事小周接的，说我欠6万,\n"
    )
    assert [(one.words, one.note) for one in reading.contacts] == [
        ("再不还就去你单位", "同事小周接的"),
        ("", "打到公司座机，同事小周接的，说我欠6万"),
    ]
