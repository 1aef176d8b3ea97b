"""Lengths of calls: 1小时2分3秒, 1时2分3秒, 11秒, 1'20", 00:01:20, 1:20, 80, PT1M20S."""

from __future__ import annotations

import re
import unicodedata

from app.domain.contact import DAY_SECONDS
from app.evidence.words import Unreadable, quoted

# 6612 分机 and 6612 Sarah are the end of a number beside a word, not 6612 minutes and 6612 seconds.
HOURS = r"(?:([0-9]{1,6}) ?(?:小时|小時|[时時](?![长長间間段候刻])|(?:hours?|hrs?|h)(?![a-z])))"
MINUTES = r"(?:([0-9]{1,6}) ?(?:分钟|分鐘|分(?![机機行公部局店支期])|(?:minutes?|mins?|m)(?![a-z])))"
SECONDS = r"(?:([0-9]{1,6}) ?(?:秒钟|秒鐘|秒|(?:seconds?|secs?|s)(?![a-z])))"
WORDED = re.compile(rf"{HOURS}? ?{MINUTES}? ?{SECONDS}?", re.IGNORECASE)
# 1分20
BARE_SECONDS = re.compile(r"(?<=[分钟鐘])([0-9]{1,2})\Z")
WORDED_INSIDE = re.compile(
    rf"(?<![0-9.]){HOURS} ?{MINUTES}? ?{SECONDS}?|(?<![0-9.]){MINUTES} ?{SECONDS}?|(?<![0-9.]){SECONDS}", re.IGNORECASE
)
# 48小时内还清 is what was demanded, 3小时后又打来 when it went on: neither is how long the call took.
TERM = re.compile(r"[以之]?[内內前]|(?<=[时時])[以之]?[后後]")
# More than a day is said of a length alone; 95588 秒挂 and 接10086时 are numbers beside a word.
SAID_OF_LENGTH = re.compile(
    r"[0-9]+ ?(?:小|分[钟鐘]|秒[钟鐘]|[a-z]{2})|[0-9]{1,2} ?[时時h]|[0-9]+(?:[分ms]|秒(?![挂掛]))", re.IGNORECASE
)
# 时长-5秒, but not 138-5秒, 5秒 behind a dash of print, or the 35秒 of 95555-来电-35秒.
MINUS = re.compile(r"(?<![0-9A-Za-z*)\]）】\-−–—])[-−－]")
CHAIN = re.compile(r"[-−－][^\s0-9\-−－]+[-−－]\Z")
CLOCK = re.compile(r"(?:([0-9]{1,5}):)?([0-9]{1,5}):([0-9]{2})")
CLOCK_INSIDE = re.compile(rf"(?<![0-9:]){CLOCK.pattern}(?![0-9:])")
FRACTION = re.compile(r"(?<=:[0-9]{2})[.,][0-9]{1,9}")
# 1'20", 0'1'20, and the same with the marks of a fine printer.
PRIMES = re.compile(r"(?:([0-9]{1,5})')?([0-9]{1,5})'([0-9]{1,2})(?:''|\")?")
PRIME_MARKS = str.maketrans({"′": "'", "’": "'", "‘": "'", "″": '"', "”": '"', "“": '"'})
ISO = re.compile(r"PT(?:([0-9]{1,5})H)?(?:([0-9]{1,5})M)?(?:([0-9]{1,6})(?:[.,][0-9]{1,9})?S)?", re.IGNORECASE)
PLAIN = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,18}))?")
# A spreadsheet that knows a length as a clock writes the day its count of days begins with.
FIRST_DAY = re.compile(r"(1899-12-3[01]|1900-0?1-0?[0-9]|1904-0?1-0?1)[ T]", re.ASCII)
DAYS_BEFORE = {"1899-12-30": 0, "1899-12-31": 0, "1900-01-00": 0, "1904-01-01": 0}
NOTHING = ("", "-", "--", "---", "/", "\\", "无", "null", "none", "nan", "n/a")
SLACK = 0.01
NEGATIVE = "时长{}是负数，请核对。"
LONGEST = f"一次通话不会超过24小时（{DAY_SECONDS}秒），请核对时长。"


def read_duration(text: str) -> int | Unreadable | None:
    """Seconds; None when the cell says nothing."""
    plain = unicodedata.normalize("NFKC", text.translate(PRIME_MARKS)).strip(" \t").removeprefix("'")
    if plain.casefold() in NOTHING:
        return None
    if plain.startswith(("-", "−")):
        return Unreadable(NEGATIVE.format(quoted(text)))
    seconds = seconds_in(plain)
    if seconds is None:
        return Unreadable(f"时长{quoted(text)}看不懂，请写成“1分20秒”或“80”。")
    return seconds if seconds <= DAY_SECONDS else Unreadable(LONGEST)


def read_minutes(text: str) -> int | Unreadable | None:
    """Seconds of a length counted in minutes; a clock or words say it themselves."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if PLAIN.fullmatch(plain):
        seconds = round(float(plain) * 60)
        return seconds if seconds <= DAY_SECONDS else Unreadable(LONGEST)
    return read_duration(text)


def seconds_in(plain: str) -> int | None:
    if match := PLAIN.fullmatch(plain):
        return of_number(match)
    if day := FIRST_DAY.match(plain):
        plain = plain[day.end() :] if day[1] in DAYS_BEFORE else plain
    clock = FRACTION.sub("", plain)
    if match := CLOCK.fullmatch(clock):
        return of_clock(match)
    if (match := PRIMES.fullmatch(plain)) or (plain[2:] and (match := ISO.fullmatch(plain))):
        return total(match)
    match = WORDED.fullmatch(BARE_SECONDS.sub(r"\1秒", plain.replace("零", "")))
    return total(match) if match and plain else None


def of_number(match: re.Match[str]) -> int:
    """Seconds; a part of a day when that comes to whole seconds, which is how spreadsheets keep a clock."""
    if match[1].strip("0") or not match[2] or not match[2].strip("0"):
        return int(match[1])
    seconds = float(match[0]) * DAY_SECONDS
    return round(seconds) if len(match[2]) > 2 and abs(seconds - round(seconds)) < SLACK else 0


def of_clock(match: re.Match[str]) -> int | None:
    """h:mm:ss or mm:ss; minutes run past 59 only when there are no hours."""
    hours, minutes, seconds = int(match[1] or 0), int(match[2]), int(match[3])
    if seconds > 59 or (match[1] and minutes > 59):
        return None
    return hours * 3600 + minutes * 60 + seconds


def total(match: re.Match[str]) -> int:
    return sum(int(part or 0) * unit for part, unit in zip(match.groups(), (3600, 60, 1), strict=True))


def find_duration(line: str) -> tuple[int | Unreadable | None, str]:
    """The first length inside a line (words, else a clock), and the line without it. One that cannot be says so."""
    found = length_inside(line)
    if found is None:
        return None, line
    start, end, seconds = found
    if below_nothing(line, start):
        start -= 1
        return Unreadable(NEGATIVE.format(quoted(line[start:end]))), f"{line[:start]} {line[end:]}"
    return seconds if seconds <= DAY_SECONDS else Unreadable(LONGEST), f"{line[:start]} {line[end:]}"


def length_inside(line: str) -> tuple[int, int, int] | None:
    """Where the first length of a line begins and ends, and its seconds."""
    for found in WORDED_INSIDE.finditer(line):
        worded = WORDED.fullmatch(found[0])
        seconds = total(worded) if worded and not TERM.match(line, found.end()) else None
        if seconds is not None and (seconds <= DAY_SECONDS or SAID_OF_LENGTH.match(line, found.start())):
            return found.start(), found.end(), seconds
    clock = CLOCK_INSIDE.search(line)
    clocked = of_clock(clock) if clock else None
    return (clock.start(), clock.end(), clocked) if clock and clocked is not None else None


def below_nothing(line: str, start: int) -> bool:
    """Whether a minus stands right before the figure that begins there, and not a dash between two things."""
    return start > 0 and MINUS.match(line, start - 1) is not None and CHAIN.search(line, 0, start) is None
