"""What a person writes from memory: clocks in words (晚上十点五十), and what was said beside the call."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.domain.account import is_account
from app.evidence.dates import HALF

ONES = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
NUMERAL = "[〇零一二两三四五六七八九十]"
AT_NIGHT = "大半夜|半夜|深夜|夜里|夜间"
# 早九点, 晚8点; 晚一点 is “a little later”.
EARLY_OR_LATE = r"(?<=[日号 ])[早晚](?=[0-9]|[^一]点)"
DAY_IN_WORDS = re.compile(rf"(?<!{NUMERAL})({NUMERAL}{{1,2}})月({NUMERAL}{{1,3}})[日号]")
DAY_CALLED = re.compile(r"(?<=[0-9]月)([0-9]{1,2})号(?!码)")
# 十点五十, 九点半, 8点一刻, 十点零五分, 十点钟. A hand's breadth (快一点, 三点五分钟) is no clock: without a part of
# the hour it counts only behind a day or a half of the day, and five minutes are never bare.
CLOCK = re.compile(
    rf"(?P<before>(?P<half>{HALF}|{AT_NIGHT}|{EARLY_OR_LATE}) ?|[日号] ?)?"
    rf"(?<![0-9.])(?<!{NUMERAL})(?P<hour>[0-9]{{1,2}}|{NUMERAL}{{1,3}})[点點时]"
    rf"(?:(?P<part>半|[一二两三1-3]刻)|(?P<minute>[二三四五]?十{NUMERAL}?|[〇零]{NUMERAL}|{NUMERAL}(?=分(?![钟鐘])))"
    r"(?:分(?![钟鐘]))?|(?P<whole>[钟鐘整]?(?![0-9点點半刻前后後以之])))"
)
QUOTATION = re.compile(r"[“\"「『]([^”\"」』]+)[”\"」』]")
LEADING_TO_IT = re.compile(r"(?:说|称|骂|讲|威胁|问)?[:：,，]?\s*(?=[“\"「『])")
TELLS = re.compile("说|骂|威胁|恐吓|要求|逼|吼")
HALF_WIDTH = re.compile("(?<=[\u4e00-\u9fff”」』])[,;:!?]")
FULL_WIDTH = str.maketrans(",;:!?", "，；：！？")
EDGES = " \t,，、;；。:：/|-—"


def number_in(words: str) -> int | None:
    """二十三 → 23; None for what is no number below a hundred."""
    if words.isascii():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    if not ten:
        digits = [ONES.get(one) for one in words]
        return None if None in digits or len(digits) > 2 else int("".join(map(str, digits)))
    if (tens and tens not in ONES) or (ones and ones not in ONES):
        return None
    return 10 * (ONES[tens] if tens else 1) + (ONES[ones] if ones else 0)


def in_figures(line: str) -> str:
    """The line with its clocks and days as figures: 11月12日晚上10:50. Which year or half it was is not guessed."""
    line = DAY_IN_WORDS.sub(day_in_figures, line)
    return CLOCK.sub(clock_in_figures, DAY_CALLED.sub(r"\1日", line))


def day_in_figures(found: re.Match[str]) -> str:
    month, day = number_in(found[1]), number_in(found[2])
    return f"{month}月{day}日" if month and day else found[0]


def clock_in_figures(found: re.Match[str]) -> str:
    hour = number_in(found["hour"])
    half = found["half"] or ""
    if hour is None or hour > 24:
        return found[0]
    if found["part"]:
        minute: int | None = 30 if found["part"] == "半" else 15 * (number_in(found["part"][0]) or 0)
    elif found["minute"]:
        minute = number_in(found["minute"])
    elif found["before"] and (not found["hour"].isascii() or half not in ("", *HALF.split("|"))):
        minute = 0
    else:
        return found[0]
    before = (found["before"] or "").replace(half, said_half(half, hour)) if half else found["before"] or ""
    return found[0] if minute is None or minute > 59 else f"{before}{hour}:{minute:02d} "


def said_half(half: str, hour: int) -> str:
    """The word the dates know: 夜里两点 is 凌晨, 夜里十一点 晚上. 夜里十二点 may be either day and stays as it is."""
    if half in ("早", "晚"):
        return f"{half}上"
    if half in AT_NIGHT.split("|"):
        return "凌晨" if 0 < hour < 6 else "晚上" if 6 < hour < 12 else half
    return half


def told_beside(rest: str, is_mark: Callable[[str], bool]) -> tuple[str, str]:
    """(words of the other side, the writer's note) of what a line says beside number, moment and length.

    Only what stands in quotation marks are words. Remarks of a phone (place, carrier) tell nothing. `is_mark`: whether a
    word says no more than which way the call went.
    """
    quotes = QUOTATION.findall(rest)
    if not (quotes or is_account(rest) or TELLS.search(rest)):
        return "", ""
    plain = QUOTATION.sub("", LEADING_TO_IT.sub("", rest)) if quotes else rest
    chunks = [
        chunk.strip(EDGES)
        for chunk in re.split(r"[ ,，]", HALF_WIDTH.sub(lambda one: one[0].translate(FULL_WIDTH), plain))
    ]
    while chunks and (not chunks[0] or is_mark(chunks[0])):
        chunks.pop(0)
    return "\n".join(quote.strip() for quote in quotes), "，".join(filter(None, chunks))
