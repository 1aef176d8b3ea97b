"""Screens of text messages pasted as text, and lists of calls that look like them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.contact import Direction, Means
from app.evidence.model import ImportBook
from app.evidence.reading import Reading, read_text
from tests.evidence.conftest import TODAY

Paste = Callable[[str], Reading]
THREAD = "2026年3月5日 21:03\n【某某金融】您已逾期，请致电 400-000-0001\n2026年3月6日 08:10\n【某某金融】最后通知\n"


@pytest.fixture
def paste(book: ImportBook) -> Paste:
    return lambda text: read_text(text, book, TODAY)


def told(reading: Reading) -> list[str]:
    return [f"{one.means} {one.direction} {one.number} {one.at:%m-%d %H:%M} {one.words}" for one in reading.contacts]


@pytest.mark.parametrize(
    ("above", "sender"),
    [("106900001111", "106900001111"), ("1069 0000 1111 (2)", "106900001111"), ("短信\n某某金融", "某某金融")],
)
def test_the_words_below_a_moment_are_a_message(paste: Paste, above: str, sender: str) -> None:
    reading = paste(f"{above}\n{THREAD}")
    assert told(reading) == [
        f"sms in {sender} 03-05 21:03 【某某金融】您已逾期，请致电 400-000-0001",
        f"sms in {sender} 03-06 08:10 【某某金融】最后通知",
    ]
    assert reading.problems == ()
    assert ["哪些消息是你发的" in note.message for note in reading.notes] == [True]


def test_each_message_under_its_own_number(paste: Paste) -> None:
    lines = paste("95588\n2026-03-05 10:00\n再不还就去你单位\n142 0000 0001 2026-03-05 11:00\n明天，你等着\n")
    assert told(lines) == ["sms in 95588 03-05 10:00 再不还就去你单位", "sms in 14200000001 03-05 11:00 明天，你等着"]
    assert lines.problems == ()


def test_the_words_above_a_number_and_its_moment_are_no_name(paste: Paste) -> None:
    block = "142 0000 0001 2026-03-05 1{0}:00\n明天，你等着\n我们来{0}\n"
    reading = paste(block.format(0) + block.format(1))
    assert [one.words for one in reading.contacts] == ["明天，你等着\n我们来0", "明天，你等着\n我们来1"]


@pytest.mark.parametrize("between", ["", "\n"])
def test_each_message_under_its_own_name(paste: Paste, between: str) -> None:
    reading = paste(f"某某银行\n2026-03-05 10:00\n您的账单，已出\n{between}某某客服\n2026-03-05 11:00\n明天，你等着\n")
    assert told(reading) == ["sms in 某某银行 03-05 10:00 您的账单，已出", "sms in 某某客服 03-05 11:00 明天，你等着"]


def test_the_last_line_of_a_message_is_not_the_name_of_the_next(paste: Paste) -> None:
    reading = paste("95588\n2026-03-05 10:00\n明天，你等着\n我们来\n2026-03-05 11:00\n最后通知\n")
    assert [(one.number, one.words) for one in reading.contacts] == [
        ("95588", "明天，你等着\n我们来"),
        ("95588", "最后通知"),
    ]


def test_a_message_of_ones_own(paste: Paste) -> None:
    reading = paste(
        "95588\n2026-03-05 10:00\n明天，你等着\n2026-03-05 10:05\n我: 请不要：再发\n我\n2026-03-05 10:06\n好\n"
    )
    assert [(one.direction, one.number, one.words) for one in reading.contacts] == [
        (Direction.IN, "95588", "明天，你等着"), (Direction.OUT, "95588", "请不要：再发"), (Direction.OUT, "95588", "好"),
    ]  # fmt: skip
    assert reading.notes == ()


def test_clocks_under_a_day_and_days_nobody_can_know(paste: Paste) -> None:
    reading = paste(
        "95588\n2026年3月5日\n21:03\n明天，你等着\n星期三 21:04\n还钱\n昨天 22:00\n还钱\n下午9:05\n最后通知\n"
    )
    assert told(reading) == ["sms in 95588 03-05 21:03 明天，你等着", "sms in 95588 03-05 21:05 最后通知"]
    assert [problem.row for problem in reading.problems] == [5, 7]


def test_a_message_without_a_number_above_it_is_said(paste: Paste) -> None:
    reading = paste("2026-03-05 10:00\n明天，你等着\n95588\n2026-03-05 11:00\n最后通知，还钱\n")
    assert told(reading) == ["sms in 95588 03-05 11:00 最后通知，还钱"]
    assert [(problem.row, "没有号码或名字" in problem.message) for problem in reading.problems] == [(1, True)]


@pytest.mark.parametrize(
    "text",
    [
        "95588\n2026-03-05 10:00\n呼入 1分20秒\n95555\n2026-03-05 11:00\n未接 响铃5声\n",
        "95588\n2026-03-05 10:00\n广东深圳 中国移动\n95555\n2026-03-05 11:00\n上海\n",
        "95588\n上海\n2026-03-05 10:00\n95555\n2026-03-05 11:00\n",
    ],
)
def test_a_list_of_calls_is_no_list_of_messages(paste: Paste, text: str) -> None:
    assert {one.means for one in paste(text).contacts} == {Means.CALL}


def test_a_chat_under_moments_stays_a_chat(paste: Paste) -> None:
    reading = paste(
        "某某客服\n2026年9月5日 22:41\n某某客服：再不还钱，去你单位\n2026年9月6日 9:00\n某某客服：考虑好了吗\n"
    )
    assert {one.means for one in reading.contacts} == {Means.CHAT}


def test_a_line_of_many_words_costs_little(paste: Paste) -> None:
    assert len(paste(f"95588\n2026-03-05 10:00\n明天，你等着\n{'1 ' * 9_000}\n").contacts) == 1
