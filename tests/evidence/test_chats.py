"""Chats as phones export them: every order of day and month, both clocks, invisible marks, calls inside the chat."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.contact import Direction, Means
from app.evidence.model import ImportBook
from app.evidence.reading import Reading, read_text
from tests.evidence.conftest import TODAY

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("[2026/7/9 02:28:09] Alice: Hey", "2026-07-09T02:28:09"),
        ("\u200e[2026/7/9 下午2:28:09] Alice: Hey", "2026-07-09T14:28:09"),
        ("[25/07/2026, 14:28:09] Alice: Hey", "2026-07-25T14:28:09"),
        ("[7/25/26, 2:28:09\u202fPM] Alice: Hey", "2026-07-25T14:28:09"),
        ("[31.07.26, 14:28:09] Alice: Hey", "2026-07-31T14:28:09"),
        ("2026/7/9 02:28 - Alice: Hey", "2026-07-09T02:28:00"),
        ("2026/7/9, 02:28 - Alice: Hey", "2026-07-09T02:28:00"),
        ("25/07/2026, 14:28 - Alice: Hey", "2026-07-25T14:28:00"),
        ("7/25/26, 12:05\u202fAM - Alice: Hey", "2026-07-25T00:05:00"),
        ("2026年7月9日 上午12:05 - Alice: Hey", "2026-07-09T00:05:00"),
    ],
)
def test_every_way_a_phone_writes_the_moment(read: Read, line: str, at: str) -> None:
    reading = read(line.encode(), "WhatsApp Chat with Alice.txt")
    assert reading.format == "whatsapp-chat" and reading.problems == ()
    (contact,) = reading.contacts
    assert (contact.at.isoformat()[:19], contact.number, contact.words) == (at, "Alice", "Hey")


def test_the_whole_chat_tells_days_from_months(read: Read) -> None:
    chat = "[05/09/2026, 10:00:00] Alice: a\n[06/09/2026, 10:00:00] Alice: b\n[25/09/2026, 10:00:00] Alice: c\n"
    reading = read(chat.encode(), "WhatsApp Chat with Alice.txt")
    assert [one.day.isoformat() for one in reading.contacts] == ["2026-09-05", "2026-09-06", "2026-09-25"]


def test_who_is_the_other_side_is_in_the_files_name(read: Read) -> None:
    chat = "[2026/7/9 02:28:09] Alice: 还钱\n[2026/7/9 02:29:09] Wang: 别发了\n"
    named = read(chat.encode(), "WhatsApp Chat with Alice (1).txt")
    assert [(one.direction, one.number) for one in named.contacts] == [
        (Direction.IN, "Alice"),
        (Direction.OUT, "Alice"),
    ]
    assert named.notes == ()
    unnamed = read(chat.encode(), "chat.txt")
    assert [one.direction for one in unnamed.contacts] == [Direction.IN, Direction.IN]
    assert "2行" in unnamed.notes[0].message


def test_lines_of_the_app_are_no_messages_and_calls_are_calls(read: Read) -> None:
    chat = (
        "2026/7/9 02:20 - Messages and calls are end-to-end encrypted. Tap to learn more.\n"
        "2026/7/9 02:28 - Alice: 再不还钱\n明天就去\n\n你单位\n"
        "2026/7/9 02:29 - Alice: Missed voice call\n"
        "2026/7/9 02:30 - Alice: <省略多媒体文件>\n"
        "2026/7/9 02:31 - Alice changed their phone number\n"
    )
    reading = read(chat.encode("utf-8-sig"), "WhatsApp Chat with Alice.txt")
    assert reading.problems == ()
    assert [(one.means, one.answered) for one in reading.contacts] == [
        (Means.CHAT, None), (Means.CALL, False), (Means.CHAT, None),
    ]  # fmt: skip
    assert reading.contacts[0].words == "再不还钱\n明天就去\n\n你单位"


def test_messages_under_days(book: ImportBook) -> None:
    text = (
        "———— 2026-09-05 ————\n某某客服 22:41\n还钱\n"
        "2026-09-06\n我 9:00\n别发了\n某某客服 9:05\n[语音通话] 对方已取消\n9:06 某某客服\n通话时长 01:20\n"
    )
    reading = read_text(text, book, TODAY)
    assert reading.format == "chat-under-days" and reading.problems == ()
    assert [(one.at.isoformat()[:16], one.means.value, one.direction.value) for one in reading.contacts] == [
        ("2026-09-05T22:41", "chat", "in"), ("2026-09-06T09:00", "chat", "out"),
        ("2026-09-06T09:05", "call", "in"), ("2026-09-06T09:06", "call", "in"),
    ]  # fmt: skip
    assert [(one.answered, one.duration_seconds) for one in reading.contacts[2:]] == [(False, None), (True, 80)]


@pytest.mark.parametrize(("length", "said"), [("30:00:00", "24小时"), ("30小时", "24小时"), ("-5秒", "负数")])
def test_a_call_in_a_chat_whose_length_cannot_be_is_said(book: ImportBook, length: str, said: str) -> None:
    reading = read_text(f"2026-09-05\n某某客服 22:41\n还钱\n某某客服 22:45\n通话时长 {length}\n", book, TODAY)
    assert [one.means for one in reading.contacts] == [Means.CHAT]
    assert [(one.row, said in one.message) for one in reading.problems] == [(4, True)]


def test_a_message_without_a_day_says_so_and_the_others_are_read(book: ImportBook) -> None:
    reading = read_text("某某客服 22:41\n还钱\n2026-09-06\n某某客服 9:00\n还钱\n某某客服 9:01\n快\n", book, TODAY)
    assert len(reading.contacts) == 2
    assert [(one.row, "没有日期" in one.message) for one in reading.problems] == [(1, True)]


def test_impossible_moments_never_stop_the_rest(read: Read) -> None:
    moments = ("2026/13/9 02:28:09", "2026/7/9 25:28:09", "2027/7/9 02:28:09", "2026/7/9 02:28:09")
    chat = "".join(f"[{at}] Alice: {words}\n" for at, words in zip(moments, "abcd", strict=True))
    reading = read(chat.encode(), "WhatsApp Chat with Alice.txt")
    assert [one.words for one in reading.contacts] == ["d"]
    assert [one.row for one in reading.problems] == [1, 2, 3]


def test_the_same_chat_twice_is_once(read: Read) -> None:
    chat = "[2026/7/9 02:28:09] Alice: Hey\n[2026/7/9 02:28:09] Alice: You there\n"
    reading = read((chat * 2).encode(), "WhatsApp Chat with Alice.txt")
    assert (len(reading.contacts), reading.duplicates) == (2, 2)


@pytest.mark.parametrize("sender", ["+86 142 0000 0001", "\u202a+86 142 0000 0001\u202c", "142-0000-0001"])
def test_a_sender_shown_as_a_number_is_the_number_of_the_call_list(read: Read, sender: str) -> None:
    chat = f"[2026/7/9 02:28:09] 我: 在吗\n[2026/7/9 02:29:09] {sender}: 还钱\n"
    for name in ("_chat.txt", "WhatsApp Chat with +86 142 0000 0001.txt"):
        reading = read(chat.encode(), name)
        assert [(one.direction, one.number) for one in reading.contacts] == [
            (Direction.OUT, "14200000001"),
            (Direction.IN, "14200000001"),
        ]


@pytest.mark.parametrize("name", ["平台 客服 007", "2024", "张三 14200000001"])
def test_a_name_with_digits_stays_a_name(book: ImportBook, name: str) -> None:
    (contact,) = read_text(f"{name} 2026-09-05 22:41:07\n还钱\n", book, TODAY).contacts
    assert contact.number == name


@pytest.mark.parametrize("title", ["“某某客服”和“我”的聊天记录", "微信聊天记录如下："])
def test_the_title_above_a_chat_is_no_message_that_was_not_read(book: ImportBook, title: str) -> None:
    chat = "—————  2026-09-05  —————\n\n某某客服  22:41\n\n还钱\n\n某某客服  22:42\n\n这是他的聊天记录\n"
    reading = read_text(f"{title}\n\n{chat}", book, TODAY)
    assert [one.words for one in reading.contacts] == ["还钱", "这是他的聊天记录"]
    assert reading.problems == ()
    assert [one.row for one in read_text(f"别的话\n{chat}", book, TODAY).problems] == [1]


GROUP = "2026/7/9 10:00 - 客服甲: 还钱\n2026/7/9 10:01 - 客服乙: 快还\n2026/7/9 10:02 - 小王: 别发了\n"


def test_a_group_bears_a_name_nobody_speaks_under(read: Read) -> None:
    reading = read(GROUP.encode(), "WhatsApp Chat with 催收群.txt")
    assert [(one.number, one.direction) for one in reading.contacts] == [
        ("客服甲", Direction.IN), ("客服乙", Direction.IN), ("小王", Direction.IN),
    ]  # fmt: skip
    assert ["3行没写" in note.message for note in reading.notes] == [True]


def test_the_name_of_a_file_has_lost_the_emoji_of_the_name(read: Read) -> None:
    chat = "2026/7/9 10:00 - 客服🔥甲!: 还钱\n2026/7/9 10:02 - 小王: 别发了\n"
    reading = read(chat.encode(), "WhatsApp Chat with 客服甲.txt")
    assert [one.direction for one in reading.contacts] == [Direction.IN, Direction.OUT]


def test_a_missed_call_without_a_name_is_of_the_other_side(read: Read) -> None:
    chat = "2026/7/9 10:00 - Alice: Hey\n2026/7/9 22:01 - 未接语音通话\n2026/7/9 22:02 - Alice added Bob\n"
    reading = read(chat.encode(), "WhatsApp Chat with Alice.txt")
    assert [(one.means, one.number, one.answered) for one in reading.contacts] == [
        (Means.CHAT, "Alice", None), (Means.CALL, "Alice", False),
    ]  # fmt: skip


def test_a_time_at_the_start_of_a_line_of_a_message_opens_none(book: ImportBook) -> None:
    text = (
        "Dear:\n“小王”和“客服”的聊天记录如下:\n—————  2026-09-05  —————\n客服  22:41\n\n今天还\n12:30 之前\n\n"
        "小王  22:45\n\n别发了\n\n22:50 客服\n明天去你单位\n客服 22:51\n好\n客服 22:52\n快\n"
    )
    reading = read_text(text, book, TODAY)
    assert [(one.number, one.words) for one in reading.contacts] == [
        ("客服", "今天还\n12:30 之前"), ("小王", "别发了"), ("客服", "明天去你单位"), ("客服", "好"), ("客服", "快"),
    ]  # fmt: skip
    assert reading.problems == ()
    assert ["没写哪个名字是你" in note.message for note in reading.notes] == [True]


def test_a_moment_on_a_line_of_its_own_counts_for_the_messages_under_it(book: ImportBook) -> None:
    text = (
        "2026年9月5日 22:41\n客服：再不还钱\n12:30 之前\n我: 没钱\n客服:\n类型：最后通知\n下午9:03\n客服：在吗\n"
        "星期三 22:10\n客服：说话\n2026年9月7日 凌晨0:10\n客服：[语音通话] 未接听\n"
    )
    reading = read_text(text, book, TODAY)
    assert reading.format == "chat-under-moments"
    assert [(f"{one.at:%d %H:%M}", one.means, one.direction, one.words) for one in reading.contacts] == [
        ("05 22:41", Means.CHAT, Direction.IN, "再不还钱\n12:30 之前"),
        ("05 22:41", Means.CHAT, Direction.OUT, "没钱"),
        ("05 22:41", Means.CHAT, Direction.IN, "类型：最后通知"),
        ("07 00:10", Means.CALL, Direction.IN, ""),
    ]
    assert [one.row for one in reading.problems] == [8, 10]


def test_calls_with_names_of_their_parts_are_no_chat(book: ImportBook) -> None:
    reading = read_text("2026-09-05 22:41\n号码：95588\n类型：呼入\n时长：62秒\n", book, TODAY)
    assert reading.format == "pasted-calls"
    assert [(one.means, one.number) for one in reading.contacts] == [(Means.CALL, "95588")]


def test_a_moment_in_brackets_behind_the_name(book: ImportBook) -> None:
    reading = read_text("客服(2026-09-05 22:41:07):\n还钱\n我（2026-09-05 22:45:00）：\n没钱\n", book, TODAY)
    assert [(one.number, one.direction, one.words) for one in reading.contacts] == [
        ("客服", Direction.IN, "还钱"), ("客服", Direction.OUT, "没钱"),
    ]  # fmt: skip
    assert reading.problems == ()
