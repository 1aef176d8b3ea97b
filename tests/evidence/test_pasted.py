from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.contact import Direction, Means
from app.errors import FileRefused
from app.evidence.model import ImportBook
from app.evidence.reading import Reading, read_text
from tests.evidence.conftest import TODAY

Paste = Callable[[str], Reading]


@pytest.fixture
def paste(book: ImportBook) -> Paste:
    return lambda text: read_text(text, book, TODAY)


@pytest.mark.parametrize(
    ("line", "at", "number", "direction", "answered", "seconds"),
    [
        ("10月8日22:41 02155556612 呼入 未接 / 响铃5声", "2026-10-08T22:41", "02155556612", "in", False, None),
        ("2026/9/5 下午10:41 来电 1分20秒 021-55556612", "2026-09-05T22:41", "02155556612", "in", True, 80),
        ("+86 138 0000 6612 呼出 2026-09-05 22:41:07 01:20", "2026-09-05T22:41:07", "13800006612", "out", True, 80),
        ("未知号码 2026年9月5日 22:41 未接来电", "2026-09-05T22:41", "", "in", False, None),
        ("2026年9月5日 星期六 晚上10:41 95555 拒接", "2026-09-05T22:41", "95555", "in", False, None),
        ("9月5日 22点41分 95555 打进 35秒", "2026-09-05T22:41", "95555", "in", True, 35),
        ("２０２６年９月５日 ２２：４１ ９５５５５ 呼入", "2026-09-05T22:41", "95555", "in", None, None),
    ],
)  # fmt: skip
def test_a_line(
    paste: Paste, line: str, at: str, number: str, direction: str, answered: bool | None, seconds: int | None
) -> None:
    reading = paste(line)
    assert reading.problems == ()
    (contact,) = reading.contacts
    assert contact.at.isoformat().startswith(at)
    assert (contact.number, contact.direction.value) == (number, direction)
    assert (contact.answered, contact.duration_seconds) == (answered, seconds)


def test_a_call_over_two_lines_is_put_together(paste: Paste) -> None:
    reading = paste("通话记录\n021-5555 6612\n来电 10月8日 22:41\n\n95555\n去电 10月9日 9:00\n")
    assert [(contact.number, contact.direction) for contact in reading.contacts] == [
        ("02155556612", Direction.IN), ("95555", Direction.OUT),
    ]  # fmt: skip
    assert reading.problems == ()


def test_a_day_above_its_calls(paste: Paste) -> None:
    reading = paste("2026年9月5日\n22:41 95555 来电\n2026-09-06\n7:59 95555 来电\n")
    assert [contact.at.isoformat()[:16] for contact in reading.contacts] == ["2026-09-05T22:41", "2026-09-06T07:59"]


def test_a_bad_line_never_stops_the_good_ones(paste: Paste) -> None:
    reading = paste(
        "2026-09-05 25:00 95555 来电\n2026-09-05 22:41 95555 来电\n2027-01-01 10:00 95555 来电\n2026-09-05 10:00 来电\n"
    )
    assert len(reading.contacts) == 1
    assert [problem.row for problem in reading.problems] == [1, 3, 4]
    assert "号码" in reading.problems[-1].message


def test_a_line_without_direction_counts_as_incoming_and_says_so(paste: Paste) -> None:
    reading = paste("2026-09-05 22:41 95555\n")
    assert reading.contacts[0].direction is Direction.IN
    assert "1行" in reading.notes[0].message


def test_messages_copied_from_a_chat(paste: Paste) -> None:
    reading = paste(
        "某某客服 2026-09-05 22:41:07\n再不还钱\n\n明天去你单位\n我 2026-09-05 22:42:00\n请不要再发\n某某客服 2026-09-05 22:43:00\n"
    )
    assert reading.format == "pasted-chat"
    assert [(contact.means, contact.direction, contact.number) for contact in reading.contacts] == [
        (Means.CHAT, Direction.IN, "某某客服"), (Means.CHAT, Direction.OUT, "某某客服"),
    ]  # fmt: skip
    assert reading.contacts[0].words == "再不还钱\n\n明天去你单位"
    assert [problem.row for problem in reading.problems] == [7]
    assert [contact.answered for contact in reading.contacts] == [None, None]


def test_a_table_copied_from_a_spreadsheet(paste: Paste) -> None:
    reading = paste("时间\t号码\t呼叫类型\n2026-09-05 22:41\t95555\t呼入\n")
    assert (reading.format, len(reading.contacts)) == ("generic-table", 1)


def test_a_text_file_of_lines_is_read_too(read: Callable[..., Reading]) -> None:
    assert read("2026-09-05 22:41 95555 来电\n".encode("gb18030"), "记录.txt").format == "pasted-calls"


def test_text_without_a_contact_is_refused(paste: Paste) -> None:
    with pytest.raises(FileRefused, match="没有读到"):
        paste("他们天天打电话，我受不了了")


PHONE = (
    "最近通话\n"
    "142 0000 0001\n上海\n2026/10/1 07:59\n"
    "021-0000 0004\n2026/10/1 08:00\n"
    "142 0000 0002\n移动电话\n未接来电 2026/10/1 22:00\n"
)


@pytest.mark.parametrize("above", ["", "22:41\n"])
def test_a_call_never_takes_the_time_of_its_neighbour(paste: Paste, above: str) -> None:
    reading = paste(above + PHONE)
    assert [(contact.at.isoformat()[11:16], contact.number) for contact in reading.contacts] == [
        ("07:59", "14200000001"), ("08:00", "02100000004"), ("22:00", "14200000002"),
    ]  # fmt: skip
    assert [contact.answered for contact in reading.contacts] == [None, None, False]
    assert [problem.row for problem in reading.problems] == [1] * bool(above)


def test_times_may_stand_above_their_numbers(paste: Paste) -> None:
    reading = paste("2026/10/1 07:59\n142 0000 0001\n2026/10/1 08:00\n上海\n02100000004\n")
    assert [(contact.at.isoformat()[11:16], contact.number) for contact in reading.contacts] == [
        ("07:59", "14200000001"), ("08:00", "02100000004"),
    ]  # fmt: skip
    assert reading.problems == ()


def test_a_number_without_a_time_is_not_given_the_next_ones(paste: Paste) -> None:
    reading = paste("142 0000 0001\n上海\n昨天\n142 0000 0002\n北京\n2026/10/1 08:00\n")
    assert [contact.number for contact in reading.contacts] == ["14200000002"]
    assert [problem.row for problem in reading.problems] == [1]


def test_a_day_without_a_year_above_its_calls(paste: Paste) -> None:
    reading = paste("10月5日\n02100000004 未接来电 07:59\n10月6日\n02100000004 拨出 22:00\n")
    assert [contact.at.isoformat()[:16] for contact in reading.contacts] == ["2026-10-05T07:59", "2026-10-06T22:00"]
    assert reading.problems == ()


@pytest.mark.parametrize("clock", ["07： 59", "07 : 59", "07 ：59"])
def test_a_clock_pulled_apart_in_a_picture(paste: Paste, clock: str) -> None:
    (contact,) = paste(f"142 0000 0001　未接来电　2026年10月01日 {clock}").contacts
    assert (contact.at.isoformat()[:16], contact.number) == ("2026-10-01T07:59", "14200000001")


@pytest.mark.parametrize("number", ["l42OO000001", "142 OOOO 0001", "142 0000 0O0l"])
def test_a_number_with_letters_in_it_is_not_another_shorter_one(paste: Paste, number: str) -> None:
    reading = paste(f"{number} 未接来电 2026-10-01 07:59\n02100000004 未接来电 2026-10-01 08:00\n")
    assert [contact.number for contact in reading.contacts] == ["02100000004"]
    assert [(problem.row, "字母" in problem.message) for problem in reading.problems] == [(1, True)]


def test_a_number_behind_a_comma_is_no_part_of_a_second(paste: Paste) -> None:
    reading = paste("2026-10-01 07:59:20,95588,来电\n2026-10-01 08:59:20.123,95588,来电\n")
    assert [contact.number for contact in reading.contacts] == ["95588", "95588"]


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("02100000004 来电 2026/10/1 10:41 PM", "2026-10-01T22:41"),
        ("02100000004 来电 2026/10/1 12:05\u202fAM", "2026-10-01T00:05"),
        ("10月1日 10:41:07 pm 02100000004 来电", "2026-10-01T22:41"),
        ("10-01 10:41 晚上 02100000004 来电", "2026-10-01T22:41"),
        ("2026年10月1日(四)7:59 晚上22:10又打 02100000004 来电", "2026-10-01T07:59"),
        ("2026-10-01 10:41 Amy 02100000004 来电", "2026-10-01T10:41"),
    ],
)
def test_the_half_of_the_day_may_stand_behind_the_clock(paste: Paste, line: str, at: str) -> None:
    (contact,) = paste(line).contacts
    assert (contact.at.isoformat()[:16], contact.number) == (at, "02100000004")


def test_a_half_of_the_day_that_is_not_understood_is_not_left_out(paste: Paste) -> None:
    reading = paste("02100000004 来电 2026-10-01 10:41\n02100000004 来电 2026-10-01 18:41 早上\n")
    assert [contact.at.hour for contact in reading.contacts] == [10]
    assert [problem.row for problem in reading.problems] == [2]


@pytest.mark.parametrize("line", ["某某客服 2026-10-01 10:41 PM", "2026-10-01 10:41:00 PM 某某客服"])
def test_the_half_of_the_day_in_a_chat_is_no_name(paste: Paste, line: str) -> None:
    (contact,) = paste(f"{line}\n还钱\n").contacts
    assert (contact.at.isoformat()[:16], contact.number) == ("2026-10-01T22:41", "某某客服")


def test_yesterday_is_not_the_day_above(paste: Paste) -> None:
    reading = paste(
        "2026年9月5日\n10:00 95588 来电\n昨天 22:41 95588 来电\n95588 来电 2026-09-04 22:41 昨天已说过别打\n"
    )
    assert [contact.at.isoformat()[:16] for contact in reading.contacts] == ["2026-09-05T10:00", "2026-09-04T22:41"]
    assert [(problem.row, "昨天" in problem.message) for problem in reading.problems] == [(3, True)]


@pytest.mark.parametrize(
    ("length", "said"),
    [("30小时", "24小时"), ("90000秒", "24小时"), ("-5秒", "负数"), ("时长-1分20秒", "负数"), ("-01:20", "负数")],
)
def test_a_length_that_cannot_be_is_said_and_the_row_left_out_as_in_a_table(
    paste: Paste, length: str, said: str
) -> None:
    lines = paste(f"2026-09-05 22:41 95555 来电 {length}\n2026-09-06 10:00 95555 来电 35秒\n")
    table = paste(f"时间\t号码\t类型\t时长\n2026-09-05 22:41\t95555\t来电\t{length.removeprefix('时长')}\n")
    assert [contact.duration_seconds for contact in lines.contacts] == [35]
    assert [(problem.row, said in problem.message, problem.kept) for problem in lines.problems] == [(1, True, False)]
    assert table.contacts == ()
    assert [problem.message for problem in table.problems] == [problem.message for problem in lines.problems]


def test_a_length_that_cannot_be_on_a_line_of_its_own_belongs_to_its_call(paste: Paste) -> None:
    reading = paste("142 0000 0001\n90000秒\n2026/10/1 07:59\n142 0000 0002\n35秒\n2026/10/1 08:00\n")
    assert [(contact.number, contact.duration_seconds) for contact in reading.contacts] == [("14200000002", 35)]
    assert [(problem.row, "24小时" in problem.message) for problem in reading.problems] == [(1, True)]


@pytest.mark.parametrize(
    ("line", "number", "seconds"),
    [
        ("2026-09-05 22:41-1分20秒 95555 来电", "95555", 80), ("2026-09-05 22:41-95555-来电-35秒", "95555", 35),
        ("- 2026-09-05 22:41 95555 来电 - 通话5秒", "95555", 5), ("95555-5秒 来电 2026-09-05 22:41", "95555", 5),
        ("2026-09-05 22:41 138 0000 6612 Sarah 来电", "13800006612", None),
        ("2026-09-05 22:41 021-5555 0012 分机 来电", "02155550012", None),
        ("2026-09-05 22:41 95555 来电 说48小时内还清", "95555", None),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_length_costs_no_call(paste: Paste, line: str, number: str, seconds: int | None) -> None:
    reading = paste(line)
    assert reading.problems == ()
    assert [(contact.number, contact.duration_seconds) for contact in reading.contacts] == [(number, seconds)]


@pytest.mark.parametrize(
    ("when", "at"),
    [
        ("11月12日晚上十点五十", "2026-11-12T22:50"),
        ("11月12日 晚上十点五十分", "2026-11-12T22:50"),
        ("11月12号晚上八点一刻", "2026-11-12T20:15"),
        ("11月12日九点半", "2026-11-12T09:30"),
        ("11月12日上午9点半", "2026-11-12T09:30"),
        ("11月12日下午三点零五", "2026-11-12T15:05"),
        ("11月12日下午两点钟", "2026-11-12T14:00"),
        ("11月12日晚上八点三刻", "2026-11-12T20:45"),
        ("11月12日夜里十一点二十", "2026-11-12T23:20"),
        ("11月12日夜里两点", "2026-11-12T02:00"),
        ("11月12日晚9点多", "2026-11-12T21:00"),
        ("十一月十二号早上七点四十五", "2026-11-12T07:45"),
        ("2026年11月12日二十二点四十一分", "2026-11-12T22:41"),
    ],
)
def test_a_clock_in_words_is_read(paste: Paste, when: str, at: str) -> None:
    reading = paste(f"{when} 075586131234 打来\n")
    assert reading.problems == ()
    assert [(one.at.isoformat()[:16], one.number) for one in reading.contacts] == [(at, "075586131234")]


def test_what_only_sounds_like_a_clock_is_none(paste: Paste) -> None:
    (contact,) = paste("2026-11-12 10:41 075586131234 打来，让我快一点，说三点五分钟后再打，还差一点五万").contacts
    assert contact.at.isoformat()[:16] == "2026-11-12T10:41"


def test_what_was_written_beside_a_call_is_a_note_and_only_what_is_quoted_their_words(paste: Paste) -> None:
    reading = paste(
        "11月12日晚上十点五十 075586131234 打来，打到公司座机，同事小周接的，说我欠6万\n"
        "11月13日9:05 075586131234 呼入 1分20秒 说“再不还就去你学校”，室友听见了\n"
        "11月14日9:05 075586131234 呼入 广东深圳 中国移动\n"
    )
    assert [(one.words, one.note) for one in reading.contacts] == [
        ("", "打到公司座机，同事小周接的，说我欠6万"),
        ("再不还就去你学校", "室友听见了"),
        ("", ""),
    ]


def test_a_call_to_somebody_near_me_is_not_mine(paste: Paste) -> None:
    reading = paste("2026-11-12 10:41 075586131234 打给我妈\n2026-11-12 10:45 075586131234 打给对方\n")
    assert [one.direction for one in reading.contacts] == [Direction.IN, Direction.OUT]
