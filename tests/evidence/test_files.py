"""Files as carriers, phones and spreadsheets make them, with exact counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.domain.contact import Direction, Means
from app.evidence.reading import Reading
from tests.evidence.conftest import FIXTURES

Read = Callable[..., Reading]


def fixture(read: Read, name: str) -> Reading:
    return read((FIXTURES / name).read_bytes(), name)


def bad_rows(reading: Reading) -> list[int]:
    return [problem.row for problem in reading.problems]


def test_china_mobile_of_shanghai(read: Read) -> None:
    """GBK and CRLF, 序号 first, the year only in the query month, a header repeated on the second page."""
    reading = fixture(read, "mobile-shanghai.csv")
    assert (reading.format, reading.rows, reading.duplicates) == ("china-mobile", 15, 0)
    assert bad_rows(reading) == [19, 20, 21, 22]
    assert [problem.message[:6] for problem in reading.problems] == [
        "没有25点，",
        "号码被表格软",
        "一次通话不会",
        "看不出“呼转",
    ]
    summary = reading.summary
    assert (summary.incoming, summary.outgoing, summary.distinct_numbers, summary.night) == (11, 1, 3, 2)
    assert [problem.row for problem in reading.problems if problem.kept] == [20]
    busiest = summary.max_per_day_single_number
    assert (busiest.count, busiest.number, busiest.day) == (6, "02100000004", date(2026, 9, 7))
    assert summary.per_number == {"02100000004": 9, "10690000000001": 1}
    assert reading.contacts[7].duration_seconds == 3723
    assert reading.contacts[-2].means is Means.SMS
    assert (reading.contacts[-1].number, reading.contacts[-1].duration_seconds) == ("", 1)
    assert reading.notes == ()


def test_china_mobile_web_page_called_xls_with_day_rows(read: Read) -> None:
    reading = fixture(read, "mobile-days.xls")
    assert reading.format == "china-mobile"
    assert [contact.at.isoformat() for contact in reading.contacts] == [
        "2025-12-31T23:59:59+08:00", "2026-01-01T00:00:00+08:00", "2026-01-01T09:30:00+08:00",
    ]  # fmt: skip
    assert [contact.answered for contact in reading.contacts] == [True, False, True]
    assert bad_rows(reading) == [6]
    assert "=cmd" in reading.problems[0].message


def test_china_unicom_with_byte_order_mark_duplicates_and_bad_rows(read: Read) -> None:
    reading = fixture(read, "unicom.csv")
    assert (reading.format, reading.rows, reading.duplicates, len(reading.contacts)) == ("china-unicom", 28, 2, 20)
    assert bad_rows(reading) == [24, 25, 26, 27, 28, 29]
    assert (reading.summary.incoming, reading.summary.outgoing, reading.summary.night) == (16, 4, 8)
    assert {contact.duration_seconds for contact in reading.contacts} == {11, 63, 3723}


def test_china_telecom_in_another_column_order_across_the_new_year(read: Read) -> None:
    reading = fixture(read, "telecom.csv")
    assert reading.format == "china-telecom"
    assert [contact.at.isoformat() for contact in reading.contacts] == [
        "2025-12-31T22:00:00+08:00", "2026-01-01T08:00:00+08:00", "2026-01-02T12:00:00+08:00",
    ]  # fmt: skip
    assert [contact.at_night for contact in reading.contacts] == [True, False, False]
    assert bad_rows(reading) == [7]


def test_a_spreadsheet_in_utf16_with_date_and_time_apart(read: Read) -> None:
    reading = fixture(read, "generic-utf16.csv")
    assert [(contact.number, contact.direction, contact.answered) for contact in reading.contacts] == [
        ("95555", Direction.IN, True), ("", Direction.IN, False), ("14200000001", Direction.OUT, True),
    ]  # fmt: skip
    assert reading.contacts[1].at.isoformat() == "2026-09-06T07:05:00+08:00"
    assert reading.problems == ()


def test_a_table_in_big5(read: Read) -> None:
    reading = fixture(read, "generic-big5.csv")
    assert [(contact.answered, contact.duration_seconds) for contact in reading.contacts] == [(True, 80), (False, None)]


def test_a_phone_backup_in_xml(read: Read) -> None:
    reading = fixture(read, "calls.xml")
    assert (reading.format, reading.rows) == ("sms-backup-calls", 11)
    assert bad_rows(reading) == [10, 11]
    assert [contact.answered for contact in reading.contacts] == [
        True, True, False, False, False, False, True, True, True,
    ]  # fmt: skip
    assert [contact.direction for contact in reading.contacts].count(Direction.OUT) == 1
    assert [contact.number for contact in reading.contacts].count("") == 2
    assert reading.contacts[3].duration_seconds is None
    assert reading.summary.max_per_day_single_number.count == 5


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_any_common_encoding_line_end_and_separator(read: Read, encoding: str, ending: str, delimiter: str) -> None:
    rows = [
        ["时间", "号码", "呼叫类型", "时长"],
        ["2026-09-05 22:41:00", "95555", "呼入", "11秒"],
        ["联通", "", "", ""],
    ]
    text = ending.join(delimiter.join(row) for row in rows)
    reading = read(text.encode(encoding))
    assert [contact.number for contact in reading.contacts] == ["95555"]
    assert [(problem.row, "联通" in problem.message) for problem in reading.problems] == [(3, True)]


def test_lines_of_two_encodings_in_one_file(read: Read) -> None:
    header = "时间,号码,呼叫类型\n".encode()
    reading = read(
        header + "2026-09-05 22:41,95555,被叫\n".encode("gb18030") + "2026-09-06 22:41,95555,主叫\n".encode()
    )
    assert [contact.direction for contact in reading.contacts] == [Direction.IN, Direction.OUT]
    assert reading.problems == ()


def test_a_line_nobody_can_decode_is_one_bad_row(read: Read) -> None:
    reading = read("时间,号码,呼叫类型\n".encode() + b"2026-09-05 22:41,95555,\xff\xff\n2026-09-06 22:41,95555,In\n")
    assert [problem.row for problem in reading.problems] == [2]
    assert len(reading.contacts) == 1


def test_the_year_comes_from_the_file_name(read: Read) -> None:
    text = "起始时间,通信方式,对方号码,通信时长\n12-31 10:00:00,被叫,95555,1秒\n01-01 10:00:00,被叫,95555,1秒\n"
    days = [contact.day for contact in read(text, "移动详单202512.csv").contacts]
    assert days == [date(2025, 12, 31), date(2026, 1, 1)]


def test_a_year_nobody_wrote_is_the_latest_that_fits_and_is_said(read: Read) -> None:
    text = "起始时间,通信方式,对方号码,通信时长\n12-31 10:00:00,被叫,95555,1秒\n11-20 10:00:00,被叫,95555,1秒\n"
    reading = read(text)
    assert [contact.day for contact in reading.contacts] == [date(2025, 12, 31), date(2026, 11, 20)]
    assert [(note.row, "年份" in note.message) for note in reading.notes] == [(1, True)]


def test_a_table_without_direction_counts_as_incoming_and_says_so(read: Read) -> None:
    reading = read("时间,号码\n2026-09-05 22:41,95555\n2026-09-06 22:41,95555\n")
    assert [contact.direction for contact in reading.contacts] == [Direction.IN, Direction.IN]
    assert "2行" in reading.notes[0].message


def test_caller_and_callee_in_two_columns(read: Read) -> None:
    reading = read(
        "主叫号码,被叫号码,起始时间,呼叫类型\n95555,14200000001,2026-09-05 22:41,被叫\n14200000001,95511,2026-09-05 22:45,主叫\n"
    )
    assert [contact.number for contact in reading.contacts] == ["95555", "95511"]


def test_a_quote_left_open_costs_its_own_row_only(read: Read) -> None:
    reading = read(
        '时间,号码,呼叫类型\n2026-09-05 22:41,"95555,呼入\n2026-09-06 22:41,95555,呼入\n2026-09-07 22:41,"95555",呼入\n'
    )
    assert [problem.row for problem in reading.problems] == [2]
    assert len(reading.contacts) == 2


def test_words_over_several_lines_stay_one_row(read: Read) -> None:
    reading = read(
        '时间,号码,类型,内容\n2026-09-05 22:41,95555,来电,"再不还\n就去你单位"\n2026-09-06 22:41,95555,来电,好\n'
    )
    assert [contact.words for contact in reading.contacts] == ["再不还\n就去你单位", "好"]
    assert read('时间,号码,类型,内容\n2026-09-05 22:41,95555,来电,"a\nb"\n坏,95555,来电,好\n').problems[0].row == 4


def test_overlapping_months_in_one_file_are_counted_once(read: Read) -> None:
    row = "2026-09-05 22:41:07,95555,呼入,11秒\n"
    reading = read("时间,号码,呼叫类型,时长\n" + row * 3)
    assert (len(reading.contacts), reading.duplicates, reading.rows) == (1, 2, 3)


def test_only_a_header_is_an_empty_reading(read: Read) -> None:
    reading = read("时间,号码,呼叫类型\n")
    assert (reading.rows, reading.contacts, reading.problems) == (0, (), ())


def test_a_cut_off_backup_keeps_what_came_before(read: Read) -> None:
    whole = (FIXTURES / "calls.xml").read_bytes()
    reading = read(whole[: whole.index(b"</calls>") - 40], "calls.xml")
    assert len(reading.contacts) == 9
    assert "坏了" in reading.problems[-1].message


def test_answers_are_ready_for_json(read: Read) -> None:
    told = fixture(read, "mobile-days.xls").as_json()
    assert told["format"] == "china-mobile"
    assert told["summary"] == {
        "rows": 4, "duplicates": 0, "contacts": 3, "incoming": 2, "outgoing": 1, "distinct_numbers": 2, "night": 2,
        "max_per_day_single_number": {"count": 1, "number": "02100000004", "day": "2025-12-31"},
        "per_number": {"02100000004": 2}, "per_day": {"2025-12-31": 1, "2026-01-01": 1},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("telecom.xlsx", "china-telecom"),
        ("unicom.xls", "china-unicom"),
        ("mobile-2003.xls", "china-mobile"),
        ("phone.ods", "generic-table"),
    ],
)
def test_sixty_calls_in_four_kinds_of_workbook(read: Read, name: str, slug: str) -> None:
    """Two months on two sheets; numbers stored as numbers; an XML spreadsheet called .xls; OpenDocument."""
    reading = fixture(read, name)
    assert (reading.format, reading.rows, reading.duplicates, reading.problems) == (slug, 60, 0, ())
    summary = reading.summary
    assert (summary.incoming, summary.outgoing, summary.distinct_numbers, summary.night) == (50, 10, 8, 17)
    busiest = summary.max_per_day_single_number
    assert (busiest.count, busiest.number, busiest.day) == (4, "02100000001", date(2026, 8, 29))
    assert reading.contacts == fixture(read, "telecom.xlsx").contacts


SMS = '<sms address="{0}" date="178861926{1}000" type="{1}" body="还钱{1}" />'


def test_messages_that_were_never_sent_are_left_out_and_counted(read: Read) -> None:
    listed = "".join(SMS.format("95588", kind) for kind in range(1, 7))
    reading = read(f'<smses count="6">{listed}</smses>', "sms.xml")
    assert [contact.direction for contact in reading.contacts] == [Direction.IN, Direction.OUT]
    assert [note.message for note in reading.notes] == ["有4条短信没有发出去（草稿、等待发送、发送失败），没有读。"]
    assert (reading.rows, reading.problems) == (2, ())


@pytest.mark.parametrize(("told", "missing"), [("5", 3), ("2", 0), ("1", 0), ("", 0), ("x", 0), ("9" * 30, 0)])
def test_a_backup_that_holds_fewer_than_it_says_tells_how_many_are_missing(read: Read, told: str, missing: int) -> None:
    listed = "".join(SMS.format("95588", kind) for kind in (1, 4))
    call = '<call number="95588" duration="0" date="1788619267000" type="3" />'
    for payload in (f"<smses count='{told}'>{listed}</smses>", f"<calls count='{told}'>{call}{call}</calls>"):
        said = [note.message for note in read(payload, "b.xml").notes if "少了" in note.message]
        assert [f"少了{missing}条" in sentence for sentence in said] == [True] * bool(missing)


def test_a_backup_cut_off_in_the_middle_tells_how_many_are_missing(read: Read) -> None:
    reading = read(f'<smses count="7">{SMS.format("95588", 1)}{SMS.format("95588", 2)}<sms addr', "sms.xml")
    assert len(reading.contacts) == 2
    assert "少了5条" in reading.notes[0].message
