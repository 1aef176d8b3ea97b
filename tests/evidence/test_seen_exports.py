"""Ways of writing a list that were met in exported files: each one small, with what it must give."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.contact import Contact
from app.evidence.reading import Reading

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
