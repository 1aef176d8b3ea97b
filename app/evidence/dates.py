"""Dates as exports write them: patterns of a small closed set of tokens, and the year a row leaves out.

Tokens: yyyy yy MMM(Sep) MM M dd d HH H hh h mm ss a(上午/PM) at X(+08:00, GMT+8, CST); xx is a day or a month (or a short
year), whichever the whole column shows; [ ] holds what may be missing; - stands for -, / and . alike. `epoch-ms` and
`epoch-s` count since 1970, `epoch-apple` seconds since 2001, `spreadsheet-days` days since 1899-12-30.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cached_property

from app.domain.moment import EARLIEST, SHANGHAI, in_shanghai
from app.evidence.cells import CellFormat, Shown, number_text
from app.evidence.day_order import DayOrder, Written, decide, only_order
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
    # After a comma only thousandths: 22:41:07,95555 is a moment and a number.
    "ss": r"(?P<second>[0-9]{2})(?:\.[0-9]{1,9}|,[0-9]{3})?",
    "a": rf" ?(?P<half>(?i:{HALF})) ?",
    "at": "at",
    "X": r"(?P<offset>Z|CST|(?:GMT|UTC)?[+-][0-9]{2}:?[0-9]{2}|(?:GMT|UTC)[+-][0-9]{1,2}|[+-][0-9]{2}|GMT|UTC)",
    "x1": r"(?P<first>[0-9]{1,2})",
    "x2": r"(?P<second_number>[0-9]{1,2})",
    "x3": r"(?P<third>[0-9]{2})",
    "[": "(?:",
    "]": ")?",
    "-": "[-/.]",
    "/": "[-/.]",
}
SPLIT = re.compile("|".join(re.escape(token) for token in sorted(TOKENS, key=len, reverse=True)) + "|.", re.DOTALL)
BESIDE_HALF = re.compile(" ?a(?!t) ?")
COMPACT = re.compile("yyyyMMdd")
UNORDERED = "xx"
UNORDERED_PARTS = ("first", "second_number", "third", "year")
WEEKDAY = re.compile(
    r"\(?(?:星期|周)[一二三四五六日天]\)?,?|\([一二三四五六日天]\),?|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? ",
    re.IGNORECASE,
)
FRACTION = r"(?:\.[0-9]{1,9})?"


@dataclass(frozen=True, slots=True)
class Epoch:
    """A count of `per_second` since a second of 1970."""

    shape: str
    per_second: int = 1
    since: int = 0


EPOCHS = {
    "epoch-ms": Epoch(rf"(?:0|[0-9]{{12,13}}){FRACTION}", 1000),
    "epoch-s": Epoch(rf"[0-9]{{10,11}}{FRACTION}"),
    "epoch-apple": Epoch(rf"[0-9]{{9}}{FRACTION}", since=978_307_200),
}
DIGITS = str.maketrans("123456789", "0" * 9)
KEPT_SHAPES = 1_000
SPREADSHEET_DAYS = "spreadsheet-days"
# From 1982 to 2064.
DAYS_SHAPE = r"[3-5][0-9]{4}(?:\.[0-9]{1,16})?"
DAYS_FORMAT = CellFormat(Shown.DAY)
EPOCH_FROM = datetime(2000, 1, 1, tzinfo=UTC).timestamp()
ISO_LENGTH = len("2026-09-05 22:41:00")
TOO_EARLY = "年份太早，请核对后改正。"
FUTURE = "这个时间还没有到，请核对年份和日期。"
NO_CLOCK = "这一行只有日期，没有钟点，请补上钟点。"
DAMAGED = "时间被表格软件改成了{}，看不出是哪一天。请重新下载，不要用表格软件保存。"
SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]{1,20})?E\+?[0-9]{1,2}", re.IGNORECASE)


@dataclass(frozen=True)
class DatePattern:
    """`whole` matches a cell; `source` is the same without names, for finding a date inside a line."""

    written: str
    whole: re.Pattern[str]
    source: str
    epoch: Epoch | None = None

    @property
    def counts(self) -> bool:
        """A count of seconds or days, not parts of a date."""
        return self.epoch is not None or self.written == SPREADSHEET_DAYS

    @cached_property
    def numeric(self) -> bool:
        """Whether it may match what is nothing but digits."""
        return self.counts or any(self.whole.fullmatch("0" * length) for length in range(1, 20))

    @property
    def unordered(self) -> bool:
        return "first" in self.whole.groupindex

    @property
    def has_day(self) -> bool:
        return self.counts or bool({"day", "month", "first"} & set(self.whole.groupindex))

    @property
    def has_clock(self) -> bool:
        return self.counts or "hour" in self.whole.groupindex


def compile_dates(patterns: Iterable[str]) -> tuple[DatePattern, ...]:
    """Raises ValueError (a sentence) for a pattern that is not made of the tokens above."""
    return tuple(compile_date(pattern) for pattern in patterns)


def compile_date(pattern: str) -> DatePattern:
    if epoch := EPOCHS.get(pattern):
        return DatePattern(pattern, re.compile(epoch.shape), epoch.shape, epoch)
    if pattern == SPREADSHEET_DAYS:
        return DatePattern(pattern, re.compile(DAYS_SHAPE), DAYS_SHAPE)
    written = BESIDE_HALF.sub("a", pattern)
    for number in range(1, written.count(UNORDERED) + 1):
        written = written.replace(UNORDERED, f"x{number}", 1)
    source = "".join(shape(token) for token in SPLIT.findall(written))
    if COMPACT.match(pattern):
        # Without separators every part must have its full width, or 2026090 would be read somehow.
        source = source.replace("[0-9]{1,2}", "[0-9]{2}")
    try:
        whole = re.compile(source)
    except re.error:
        raise ValueError(f"the date pattern '{pattern}' names a part twice or leaves a bracket open") from None
    if not {"day", "hour", "first"} & set(whole.groupindex):
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

    `column` gives every cell of the column when one of them can be read in two ways.
    `guessed` turns true when a year had to be taken as the latest that fits; `to_the_second` is whether the moment read
    last was written with seconds.
    """

    def __init__(
        self,
        patterns: Iterable[DatePattern],
        today: date,
        period: Period | None,
        latest: bool,
        from_1904: bool = False,
    ) -> None:
        self._patterns = tuple(patterns)
        self._from_1904 = from_1904
        self._order: DayOrder | None = None
        self._order_known = False
        self.column: Callable[[], Iterable[str]] | None = None
        self._numeric = tuple(pattern for pattern in self._patterns if pattern.numeric)
        self._shapes: dict[str, tuple[DatePattern, ...]] = {}
        self._today = today
        self._end = datetime.combine(today + timedelta(days=1), time(), SHANGHAI)
        self._start = datetime.combine(EARLIEST, time(), SHANGHAI)
        self._period = period
        self._latest = latest
        self._dates: dict[tuple[int, int], date | Unreadable] = {}
        self.day: date | None = None
        self.guessed = False
        self.to_the_second = True

    def see_day(self, day: date) -> None:
        """A day row: the rows under it belong to this day."""
        self.day = day
        self._dates.clear()

    def see_period(self, period: Period) -> None:
        """Another month begins in the same file."""
        self.day = None
        self._period = period
        self._dates.clear()

    def moment(self, text: str) -> datetime | Unreadable:
        if len(text) == ISO_LENGTH and text.isascii():
            try:
                moment = datetime.fromisoformat(text.replace("/", "-")).replace(tzinfo=SHANGHAI)
            except ValueError:
                pass
            else:
                self.to_the_second = True
                return self.within(moment)
        return self.slowly(tidy(text))

    def slowly(self, text: str) -> datetime | Unreadable:
        for pattern in self._of_shape(text):
            match = pattern.whole.fullmatch(text)
            if match and pattern.has_clock:
                parts = match.groupdict()
                self.to_the_second = pattern.counts or parts.get("second") is not None
                moment = self.counted(text, pattern) if pattern.counts else self.build(parts)
                return moment if isinstance(moment, Unreadable) else self.within(moment)
        if not text:
            return Unreadable("这一行没有时间，请补上。")
        if self.only_day(text):
            return Unreadable(NO_CLOCK)
        if SCIENTIFIC.fullmatch(text):
            return Unreadable(DAMAGED.format(quoted(text)))
        return Unreadable(f"时间{quoted(text)}看不懂，请写成 2026-09-05 22:41:00 的样子。")

    def _of_shape(self, text: str) -> tuple[DatePattern, ...]:
        """The patterns worth trying. Which digits stand in a date matters to none, so what they are is forgotten."""
        shape = text.translate(DIGITS)
        if not shape.strip("0."):
            return self._numeric
        found = self._shapes.get(shape)
        if found is None:
            if len(self._shapes) > KEPT_SHAPES:
                self._shapes.clear()
            found = tuple(pattern for pattern in self._patterns if pattern.whole.fullmatch(text))
            self._shapes[shape] = found
        return found

    def only_day(self, text: str) -> date | None:
        """The day of a row that names nothing but a day."""
        plain = tidy(text)
        for pattern in self._of_shape(plain):
            match = pattern.whole.fullmatch(plain)
            if match and pattern.has_day and not pattern.has_clock:
                day = self.date_of(match.groupdict())
                return None if isinstance(day, Unreadable) else day
        return None

    def counted(self, text: str, pattern: DatePattern) -> datetime | Unreadable:
        if pattern.epoch:
            return since_epoch(text, pattern.epoch)
        shown = number_text(float(text), DAYS_FORMAT, self._from_1904)
        return self.moment(shown) if " " in shown else Unreadable(NO_CLOCK)

    def order(self) -> DayOrder | None:
        """In which order the column writes day and month; looked for once."""
        if not self._order_known:
            self._order_known = True
            first, last = (self._period.first, self._period.last) if self._period else (None, None)
            written = (one for text in (self.column() if self.column else ()) if (one := self.unordered(text)))
            self._order = decide(written, self._today, first, last)
        return self._order

    def unordered(self, text: str) -> Written | None:
        plain = tidy(text)
        for pattern in self._of_shape(plain):
            if pattern.unordered and (match := pattern.whole.fullmatch(plain)):
                return written_as(match.groupdict())
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
        if parts.get("first"):
            return self.ordered(parts)
        if not parts.get("day"):
            return self.day or Unreadable("这一行只有钟点，没有日期，请补上日期。")
        month_name = parts.get("month_name")
        month = MONTHS.get(month_name.lower(), 0) if month_name else int(parts.get("month") or 0)
        day = int(parts.get("day") or 0)
        year = year_of(parts)
        if not (month or month_name or "month" in parts):
            return self.without_month(day)
        if year is None:
            return self.without_year(month, day)
        return real_date(year, month, day) or no_such_day(month, day, year)

    def ordered(self, parts: Mapping[str, str | None]) -> date | Unreadable:
        written = written_as(parts)
        order = self.order() or only_order(written, self._today)
        if order is None or order not in written.orders:
            shown = "/".join(found for name in UNORDERED_PARTS if (found := parts.get(name)))
            return Unreadable(f"{quoted(shown)}分不清哪个是月、哪个是日。请写成 2026-09-05 的样子。")
        year, month, day = written.parts(order)
        return real_date(year, month, day) or no_such_day(month, day, year)

    def without_month(self, day: int) -> date | Unreadable:
        """9日 22:41, where the file says that it is of one month."""
        period = self._period
        if period is None or (period.first.year, period.first.month) != (period.last.year, period.last.month):
            return Unreadable("这一行没有月份，请写成 2026-09-05 22:41:00 的样子。")
        year, month = period.first.year, period.first.month
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
                # A period of many years (since the phone was bought) says little: the latest of them is meant.
                return min(fitting, key=lambda found: (found > self._today, period.distance(found), -found.year))
        if not self._latest:
            return Unreadable("这一行没有年份，请写成 2026-09-05 22:41:00 的样子。")
        self.guessed = True
        past = (real_date(year, month, day) for year in range(self._today.year, self._today.year - 9, -1))
        return next((found for found in past if found and found <= self._today), None) or no_such_day(month, day)


def written_as(parts: Mapping[str, str | None]) -> Written:
    numbers = tuple(int(found) for name in UNORDERED_PARTS[:3] if (found := parts.get(name)))
    clock = tuple(int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    half = (parts.get("half") or "").lower()
    hour = (turn(clock[0], half) or 0) if half else clock[0]
    return Written(numbers, year_of(parts) or 0, (hour, *clock[1:]))


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
    """CST is China's own: a phone in China means nothing else by it."""
    if offset == "CST":
        return SHANGHAI
    signed = offset.removeprefix("GMT").removeprefix("UTC")
    if signed in ("", "Z"):
        return UTC
    digits = signed[1:].replace(":", "").zfill(2)
    span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return timezone(-span if signed[0] == "-" else span)


def since_epoch(text: str, epoch: Epoch) -> datetime | Unreadable:
    seconds = int(text.partition(".")[0]) // epoch.per_second + epoch.since
    if seconds < EPOCH_FROM:
        return Unreadable("这一条的时间是空的或者坏了。")
    return datetime.fromtimestamp(min(seconds, 4_102_444_800), UTC).astimezone(SHANGHAI)
