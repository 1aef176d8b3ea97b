"""Dates as exports write them: patterns of a small closed set of tokens, and the year a row leaves out.

Tokens: yyyy yy MMM(Sep) MM M dd d HH H hh h mm ss a(上午/PM) X(+08:00); [ ] holds what may be missing; - stands for
-, / and . alike. `epoch-ms` and `epoch-s` are numbers since 1970.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from app.domain.moment import EARLIEST, SHANGHAI, in_shanghai
from app.evidence.words import Unreadable, quoted

MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: place for place, name in enumerate(MONTH_NAMES, 1)}
MORNING = ("凌晨", "清晨", "早上", "早晨", "上午", "am", "a.m.")
AFTERNOON = ("下午", "傍晚", "晚上", "晚间", "pm", "p.m.")
NOON = ("中午",)
HALF = "|".join(re.escape(word) for word in sorted((*MORNING, *AFTERNOON, *NOON), key=len, reverse=True))
TOKENS = {
    "yyyy": r"(?P<year>[0-9]{4})",
    "yy": r"(?P<short_year>[0-9]{2})",
    "MMM": r"(?P<month_name>[A-Za-z]{3})[a-z]*\.?",
    "MM": r"(?P<month>[0-9]{1,2})",
    "M": r"(?P<month>[0-9]{1,2})",
    "dd": r"(?P<day>[0-9]{1,2})",
    "d": r"(?P<day>[0-9]{1,2})",
    "HH": r"(?P<hour>[0-9]{1,2})",
    "H": r"(?P<hour>[0-9]{1,2})",
    "hh": r"(?P<hour>[0-9]{1,2})",
    "h": r"(?P<hour>[0-9]{1,2})",
    "mm": r"(?P<minute>[0-9]{2})",
    "ss": r"(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?",
    "a": rf" ?(?P<half>(?i:{HALF})) ?",
    "X": r"(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})",
    "[": "(?:",
    "]": ")?",
    "-": "[-/.]",
    "/": "[-/.]",
}
SPLIT = re.compile("|".join(re.escape(token) for token in sorted(TOKENS, key=len, reverse=True)) + "|.", re.DOTALL)
BESIDE_HALF = re.compile(" ?a ?")
COMPACT = re.compile("yyyyMMdd")
WEEKDAY = re.compile(r"\(?(?:星期|周)[一二三四五六日天]\)?,?|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? ", re.IGNORECASE)
EPOCH_FROM = datetime(2000, 1, 1, tzinfo=UTC).timestamp()
ISO_LENGTH = len("2026-09-05 22:41:00")
TOO_EARLY = "年份太早，请核对后改正。"
FUTURE = "这个时间还没有到，请核对年份和日期。"


@dataclass(frozen=True)
class DatePattern:
    """`whole` matches a cell; `source` is the same without names, for finding a date inside a line."""

    written: str
    whole: re.Pattern[str]
    source: str
    epoch: int = 0

    @property
    def has_day(self) -> bool:
        return bool(self.epoch) or bool({"day", "month"} & set(self.whole.groupindex))

    @property
    def has_clock(self) -> bool:
        return bool(self.epoch) or "hour" in self.whole.groupindex


def compile_dates(patterns: Iterable[str]) -> tuple[DatePattern, ...]:
    """Raises ValueError (a sentence) for a pattern that is not made of the tokens above."""
    return tuple(compile_date(pattern) for pattern in patterns)


def compile_date(pattern: str) -> DatePattern:
    if pattern in ("epoch-ms", "epoch-s"):
        digits = r"(?:0|[0-9]{12,14})" if pattern == "epoch-ms" else r"[0-9]{9,11}"
        return DatePattern(pattern, re.compile(digits), digits, 1000 if pattern == "epoch-ms" else 1)
    source = "".join(shape(token) for token in SPLIT.findall(BESIDE_HALF.sub("a", pattern)))
    if COMPACT.match(pattern):
        # Without separators every part must have its full width, or 2026090 would be read somehow.
        source = source.replace("[0-9]{1,2}", "[0-9]{2}")
    try:
        whole = re.compile(source)
    except re.error:
        raise ValueError(f"the date pattern '{pattern}' names a part twice or leaves a bracket open") from None
    if not {"day", "hour"} & set(whole.groupindex):
        raise ValueError(f"the date pattern '{pattern}' has neither a day nor an hour")
    return DatePattern(pattern, whole, re.sub(r"\?P<[a-z_]+>", "?:", source))


def shape(token: str) -> str:
    if token in TOKENS:
        return TOKENS[token]
    if token.isascii():
        if token.isalpha() and token != "T":
            raise ValueError(f"'{token}' is no part of a date we know")
        return re.escape(token)
    return rf" ?{re.escape(token)} ?"


def tidy(text: str) -> str:
    """NFKC (full-width digits, narrow spaces), single spaces, no weekday."""
    plain = unicodedata.normalize("NFKC", text)
    return " ".join(WEEKDAY.sub(" ", plain).split())


@dataclass(frozen=True, slots=True)
class Period:
    """The days a file says it covers, both included."""

    first: date
    last: date

    def distance(self, day: date) -> int:
        return max((self.first - day).days, (day - self.last).days, 0)


DATE_IN_TEXT = re.compile(
    r"(?<![0-9])(20[0-9]{2})(?: ?[-年/._] ?)?(1[0-2]|0?[1-9])"
    r"(?: ?[-月/._]? ?(3[01]|[12][0-9]|0[1-9]|[1-9])(?![0-9:]))?(?![0-9])"
)


def days_in(text: str) -> Iterator[Period]:
    """Each month (2026年9月, 202609) or day (2026-09-05) named in a text."""
    for match in DATE_IN_TEXT.finditer(tidy(text)):
        year, month = int(match[1]), int(match[2])
        try:
            if match[3]:
                yield Period(date(year, month, int(match[3])), date(year, month, int(match[3])))
            else:
                yield Period(date(year, month, 1), month_end(year, month))
        except ValueError:
            continue


def month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def period_in(lines: Iterable[str], words: Iterable[str]) -> Period | None:
    """The span of all dates in the lines that hold a period word; of all lines when none does."""
    texts = list(lines)
    wanted = tuple(words)
    named = [text for text in texts if any(word in text for word in wanted)]
    found = [period for text in named for period in days_in(text)]
    found = found or [period for text in texts for period in days_in(text)]
    return Period(min(one.first for one in found), max(one.last for one in found)) if found else None


class Clock:
    """Reads moments on a Shanghai clock; knows today, the file's period and the day row last seen.

    `guessed` turns true when a year had to be taken as the latest that fits.
    """

    def __init__(self, patterns: Iterable[DatePattern], today: date, period: Period | None, latest: bool) -> None:
        self._patterns = tuple(patterns)
        self._last = self._patterns[0]
        self._today = today
        self._end = datetime.combine(today + timedelta(days=1), time(), SHANGHAI)
        self._start = datetime.combine(EARLIEST, time(), SHANGHAI)
        self._period = period
        self._latest = latest
        self._dates: dict[tuple[int, int], date | Unreadable] = {}
        self.day: date | None = None
        self.guessed = False

    def see_day(self, day: date) -> None:
        """A day row: the rows under it belong to this day."""
        self.day = day
        self._dates.clear()

    def moment(self, text: str) -> datetime | Unreadable:
        if len(text) == ISO_LENGTH and text.isascii():
            try:
                return self.within(datetime.fromisoformat(text.replace("/", "-")).replace(tzinfo=SHANGHAI))
            except ValueError:
                pass
        return self.slowly(tidy(text))

    def slowly(self, text: str) -> datetime | Unreadable:
        for pattern in (self._last, *self._patterns):
            match = pattern.whole.fullmatch(text)
            if match and pattern.has_clock:
                self._last = pattern
                moment = since_epoch(text, pattern.epoch) if pattern.epoch else self.build(match.groupdict())
                return moment if isinstance(moment, Unreadable) else self.within(moment)
        if not text:
            return Unreadable("这一行没有时间，请补上。")
        if self.only_day(text):
            return Unreadable("这一行只有日期，没有钟点，请补上钟点。")
        return Unreadable(f"时间{quoted(text)}看不懂，请写成 2026-09-05 22:41:00 的样子。")

    def only_day(self, text: str) -> date | None:
        """The day of a row that names nothing but a day."""
        plain = tidy(text)
        for pattern in self._patterns:
            match = pattern.whole.fullmatch(plain)
            if match and pattern.has_day and not pattern.has_clock:
                day = self.date_of(match.groupdict())
                return None if isinstance(day, Unreadable) else day
        return None

    def within(self, moment: datetime) -> datetime | Unreadable:
        if moment < self._start:
            return Unreadable(TOO_EARLY)
        return Unreadable(FUTURE) if moment >= self._end else moment

    def build(self, parts: Mapping[str, str | None]) -> datetime | Unreadable:
        day = self.date_of(parts)
        if isinstance(day, Unreadable):
            return day
        clock = clock_of(parts)
        if isinstance(clock, Unreadable):
            return clock
        offset = parts.get("offset")
        if not offset:
            return datetime.combine(day, clock, SHANGHAI)
        try:
            return in_shanghai(datetime.combine(day, clock, zone(offset)))
        except (ValueError, OverflowError):
            return Unreadable(f"时区{quoted(offset)}看不懂，请改成北京时间。")

    def date_of(self, parts: Mapping[str, str | None]) -> date | Unreadable:
        if not parts.get("day"):
            return self.day or Unreadable("这一行只有钟点，没有日期，请补上日期。")
        month_name = parts.get("month_name")
        month = MONTHS.get(month_name.lower(), 0) if month_name else int(parts.get("month") or 0)
        day = int(parts.get("day") or 0)
        year = year_of(parts)
        if year is None:
            return self.without_year(month, day)
        return real_date(year, month, day) or no_such_day(month, day, year)

    def without_year(self, month: int, day: int) -> date | Unreadable:
        if (month, day) not in self._dates:
            self._dates[month, day] = self.find_year(month, day)
        return self._dates[month, day]

    def find_year(self, month: int, day: int) -> date | Unreadable:
        period = Period(self.day, self.day) if self.day else self._period
        if not real_date(2024, month, day):
            return no_such_day(month, day)
        if period:
            years = range(max(period.first.year - 1, EARLIEST.year), period.last.year + 2)
            fitting = [found for year in years if (found := real_date(year, month, day))]
            if fitting:
                return min(fitting, key=lambda found: (found > self._today, period.distance(found)))
        if not self._latest:
            return Unreadable("这一行没有年份，请写成 2026-09-05 22:41:00 的样子。")
        self.guessed = True
        past = (real_date(year, month, day) for year in range(self._today.year, self._today.year - 9, -1))
        return next((found for found in past if found and found <= self._today), None) or no_such_day(month, day)


def year_of(parts: Mapping[str, str | None]) -> int | None:
    """26 is 2026."""
    short = parts.get("short_year")
    written = f"20{short}" if short else parts.get("year")
    return int(written) if written else None


def real_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def no_such_day(month: int, day: int, year: int | None = None) -> Unreadable:
    if year == 0:
        return Unreadable(TOO_EARLY)
    return Unreadable(f"没有{f'{year}年' if year else ''}{month}月{day}日这一天，请核对。")


def clock_of(parts: Mapping[str, str | None]) -> time | Unreadable:
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    half = (parts.get("half") or "").lower()
    if half:
        turned = turn(hour, half)
        if turned is None:
            return Unreadable(f"“{half}{hour}点”对不上，请核对钟点。")
        hour = turned
    if hour > 23:
        return Unreadable(f"没有{hour}点，钟点是0到23，请核对。")
    if minute > 59 or second > 59:
        return Unreadable("分和秒要在0到59之间，请核对。")
    return time(hour, minute, second)


def turn(hour: int, half: str) -> int | None:
    """A clock of twelve hours turned into one of 24; an hour above 12 must agree with the word."""
    if half in NOON:
        return hour if hour in (11, 12, 13, 14) else hour + 12 if hour in (1, 2) else None
    if half in AFTERNOON:
        if hour == 12:
            return None if half.startswith("晚") else 12
        return hour + 12 if hour < 12 else hour
    if hour == 12:
        return 0
    return hour if hour < 12 else None


def zone(offset: str) -> tzinfo:
    if offset == "Z":
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if offset[0] == "-" else span)


def since_epoch(text: str, per_second: int) -> datetime | Unreadable:
    seconds = int(text) // per_second
    if seconds < EPOCH_FROM:
        return Unreadable("这一条的时间是空的或者坏了。")
    return datetime.fromtimestamp(min(seconds, 4_102_444_800), UTC).astimezone(SHANGHAI)
