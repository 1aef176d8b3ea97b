"""Lengths of calls: 1小时2分3秒, 1时2分3秒, 11秒, 00:01:20, 1:20, 80."""

from __future__ import annotations

import re
import unicodedata

from app.domain.contact import DAY_SECONDS
from app.evidence.words import Unreadable, quoted

HOURS = r"(?:([0-9]{1,6}) ?(?:小时|小時|时|時|hours?|hrs?|h))"
MINUTES = r"(?:([0-9]{1,6}) ?(?:分钟|分鐘|分|minutes?|mins?|m))"
SECONDS = r"(?:([0-9]{1,6}) ?(?:秒钟|秒鐘|秒|seconds?|secs?|s))"
WORDED = re.compile(rf"{HOURS}? ?{MINUTES}? ?{SECONDS}?", re.IGNORECASE)
WORDED_INSIDE = re.compile(
    rf"(?<![0-9.]){HOURS} ?{MINUTES}? ?{SECONDS}?|(?<![0-9.]){MINUTES} ?{SECONDS}?|(?<![0-9.]){SECONDS}", re.IGNORECASE
)
CLOCK = re.compile(r"(?:([0-9]{1,5}):)?([0-9]{1,5}):([0-9]{2})")
PLAIN = re.compile(r"([0-9]{1,9})(?:\.[0-9]{1,6})?")
NOTHING = ("", "-", "--", "/", "无")
LONGEST = f"一次通话不会超过24小时（{DAY_SECONDS}秒），请核对时长。"


def read_duration(text: str) -> int | Unreadable | None:
    """Seconds; None when the cell says nothing."""
    plain = unicodedata.normalize("NFKC", text).strip(" '\t")
    if plain in NOTHING:
        return None
    if plain.startswith(("-", "−")):
        return Unreadable(f"时长{quoted(text)}是负数，请核对。")
    seconds = seconds_in(plain)
    if seconds is None:
        return Unreadable(f"时长{quoted(text)}看不懂，请写成“1分20秒”或“80”。")
    return seconds if seconds <= DAY_SECONDS else Unreadable(LONGEST)


def seconds_in(plain: str) -> int | None:
    if match := PLAIN.fullmatch(plain):
        return int(match[1])
    if match := CLOCK.fullmatch(plain):
        return of_clock(match)
    match = WORDED.fullmatch(plain)
    return total(match) if match and plain else None


def of_clock(match: re.Match[str]) -> int | None:
    """h:mm:ss or mm:ss; minutes run past 59 only when there are no hours."""
    hours, minutes, seconds = int(match[1] or 0), int(match[2]), int(match[3])
    if seconds > 59 or (match[1] and minutes > 59):
        return None
    return hours * 3600 + minutes * 60 + seconds


def total(match: re.Match[str]) -> int:
    return sum(int(part or 0) * unit for part, unit in zip(match.groups(), (3600, 60, 1), strict=True))


def find_duration(line: str) -> tuple[int | None, str]:
    """The first length inside a line (words, else a clock), and the line without it."""
    for found in WORDED_INSIDE.finditer(line):
        worded = WORDED.fullmatch(found[0])
        if worded:
            return total(worded), f"{line[: found.start()]} {line[found.end() :]}"
    clock = re.search(rf"(?<![0-9:]){CLOCK.pattern}(?![0-9:])", line)
    seconds = of_clock(clock) if clock else None
    if clock and seconds is not None:
        return seconds, f"{line[: clock.start()]} {line[clock.end() :]}"
    return None, line
