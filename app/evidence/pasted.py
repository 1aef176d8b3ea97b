"""Text a person pastes: one call a line (typed off a screenshot), or messages (messages.py, message_screens.py)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.contact import Contact, Direction, Means
from app.domain.text import clean
from app.evidence.dates import HALF, Clock, DatePattern, Period, days_in, tidy
from app.evidence.durations import find_duration
from app.evidence.message_screens import MessageScreens
from app.evidence.messages import MessageLines, Pasted
from app.evidence.model import ImportFormat, YearSource
from app.evidence.numbers import read_number
from app.evidence.records import make_contact
from app.evidence.spoken import in_figures, told_beside
from app.evidence.tables import MAX_LINE, TOO_LONG
from app.evidence.words import NO_SENSE, Sense, Senses, Unreadable, answered_of, direction_of, quoted

MAX_LINES = 50_000
NUMBERS = re.compile(
    r"(?<![0-9*])(?:(?:\+|00)86[- ]?)?"
    r"(?:1[3-9][0-9][- ]?[0-9*]{4}[- ]?[0-9*]{4}|\(?0[0-9]{2,3}\)?[- ]?[0-9]{3,4}[- ]?[0-9]{4}"
    # 1069 0000 1111, +852 5123 4567 and 8888 6666, as phones group them.
    r"|106[0-9]{0,12}(?:[- ][0-9]{2,6}){1,4}|\+(?!86)[0-9]{1,3}(?:[- ][0-9]{2,5}){2,4}|[2-8][0-9]{3}[- ][0-9]{4}"
    r"|[48]00[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}|\+?[0-9*]{3,20})(?![0-9*])"
)
# l42 OOO0 1234, as a picture is read into text: the digits left over would be another's number.
LOOKALIKES = re.compile(r"(?<![A-Za-z0-9])[0-9OoIl](?:[- ]?[0-9OoIl]){5,}(?![A-Za-z0-9])")
DIGITS_AMONG = 4
LETTERS = "号码{}里混进了字母，请看着原图改成数字。"
# 22: 41, as a picture is read into text.
DAY_APART = re.compile(r"(?<![0-9])(20[0-9]{2}) ?[-/.] ?([0-9]{1,2}) ?[-/.] ?([0-9]{1,2})(?![0-9])")
DIGIT = "[0-9OoIl]"
# 2O26-O9-O5, 22:4l and O秒, as a picture is read into text: in a day, a clock and a length a letter is always a digit.
MISREAD = re.compile(
    rf"(?<![A-Za-z0-9]){DIGIT}{{4}}([-/.]){DIGIT}{{1,2}}\1{DIGIT}{{1,2}}(?![A-Za-z0-9])"
    rf"|(?<![A-Za-z0-9]){DIGIT}{{1,2}}(?::{DIGIT}{{2}}){{1,2}}(?![A-Za-z0-9])"
    rf"|(?<![A-Za-z0-9]){DIGIT}{{1,3}}(?= ?(?:小时|分|秒|[年月日]))"
    rf"|(?<![A-Za-z0-9]){DIGIT}{{4}}(?=年)"
)
LETTERS_MEANT = "OoIl"
MEANT = str.maketrans(LETTERS_MEANT, "0011")
HALF_PAST = re.compile(r"(?<=[0-9])[点點]半")
# 被 叫, 1 分 2 秒
APART = re.compile(
    r"(?<=[一-龥]) (?=[一-龥](?: |$|[0-9]))|(?<=[0-9]) (?=(?:小时|[分秒])(?:[ 0-9钟]|$))"
    r"|(?<=[0-9][分时]) (?=[0-9]{1,2} ?[分秒])|(?<=小时) (?=[0-9]{1,2} ?[分秒])"
)
CLOCK_APART = re.compile(r"(?<![0-9:])([0-9]{1,2})(?: :|: | : )(?=[0-5][0-9](?![0-9]))")
# 10:41 PM is never 10:41; in 7:59 晚上22:10 the word belongs to the other clock.
HALF_BEHIND = rf"| ?(?i:{HALF})(?![a-z]| ?[0-9]{{1,2}}[:点时])"
# 22:41-1分20秒: the dash parts the moment from the length, which is not below nothing.
DASH_BEHIND = re.compile(r"[-−](?=[0-9])")
# 打给我妈 is no call of mine.
RANG_US = re.compile(
    "[打拨](?:电话)?(?:给|到)了?"
    "(?=我|本人|咱|家|同事|同学|单位|公司|领导|老板|妈|爸|父|母|老公|老婆|朋友|亲|学校|老师|辅导员|座机)"
)
# Words between a number and its time: a place, a kind of phone.
LINES_BETWEEN = 2
# 【某某金融】您已逾期，请致电 400-000-0000
PROSE = re.compile("[【，。！？；,!?;]")
FEWEST_IN_PROSE = 10
TITLE_MARKS = " :：。|-—[]【】()<>《》“”"
MONTH = re.compile(r"20[0-9]{2}[-年/.]?(?:1[0-2]|0?[1-9])月?份?")
# Yesterday, counted from the day of the screenshot, which nobody told: never the day above.
RELATIVE_DAY = re.compile("昨[天日晚]|前[天日晚]")
RELATIVE = "“{}”看不出是哪一天，请写上日期。"
NO_MOMENT = "这一行没有日期和钟点，请写成 2026-09-05 22:41 的样子。"
NO_NUMBER = "这一行没有号码。如果对方隐藏了号码，请写“未知号码”。"


def read_pasted(text: str, name: str, formats: Sequence[ImportFormat], today: date) -> Pasted | None:
    """By the format that reads most contacts; of equals the one with fewer bad lines. `name` is the file's, if any."""
    lines = list(enumerate(text.split("\n"), 1))[:MAX_LINES]
    readings = [read_as(one, name, lines, today) for one in formats]
    messages = max((len(one.contacts) for one in readings if one.format.file.message_screens), default=0)
    if messages:
        # To a list of calls the words below each moment are lines that cannot be read.
        readings = [one for one in readings if not is_call_list(one.format) or len(one.problems) < messages]
    return max(readings, key=lambda reading: (len(reading.contacts), -len(reading.problems)), default=None)


def read_as(one: ImportFormat, name: str, lines: Sequence[tuple[int, str]], today: date) -> Pasted:
    clock = Clock(one.dates, today, None, latest=YearSource.LATEST in one.file.year)
    pasted = reader_of(one, clock, name).read(lines)
    pasted.year_guessed = clock.guessed
    return pasted


def is_call_list(one: ImportFormat) -> bool:
    return not (one.file.message_screens or one.file.message_lines)


def reader_of(one: ImportFormat, clock: Clock, name: str) -> MessageScreens | MessageLines | CallLines:
    if one.file.message_screens:
        return MessageScreens(one, clock)
    return MessageLines(one, clock, name) if one.file.message_lines else CallLines(one, clock)


def date_anywhere(patterns: Iterable[DatePattern]) -> re.Pattern[str]:
    """Any of the patterns that has a clock, as one group, not inside a longer number."""
    return re.compile(
        "|".join(rf"(?<![0-9:])(?:{one.source})(?![0-9:]{HALF_BEHIND})" for one in patterns if one.has_clock)
    )


class Half(StrEnum):
    """What a line holds of a call."""

    NUMBER = "number"
    MOMENT = "moment"
    BOTH = "both"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a line says, as far as it was found. `when` is the moment as written."""

    row: int
    when: str
    number: str | Unreadable | None
    seconds: int | Unreadable | None
    rest: str
    lines: int = 1

    @property
    def half(self) -> Half:
        if self.number is None:
            return Half.MOMENT if self.when else Half.NEITHER
        return Half.BOTH if self.when else Half.NUMBER

    def of(self, number: str | Unreadable | None) -> Parts:
        """The call with a number that does not stand beside it."""
        return Parts(self.row, self.when, number, self.seconds, self.rest, self.lines)

    def beside(self, other: Parts) -> Parts:
        """Both as one call."""
        number = self.number if other.number is None else other.number
        seconds = self.seconds if other.seconds is None else other.seconds
        rest = f"{self.rest} {other.rest}"
        return Parts(self.row, self.when or other.when, number, seconds, rest, self.lines + other.lines)


def only_number(listed: Sequence[Parts]) -> Parts | None:
    """The only number of a paste, where it stands above all moments; None where there are more, or none."""
    halves = [parts.half for parts in listed]
    if halves.count(Half.NUMBER) != 1 or Half.BOTH in halves or Half.MOMENT not in halves:
        return None
    place = halves.index(Half.NUMBER)
    return listed[place] if place < halves.index(Half.MOMENT) else None


class CallLines:
    """One call a line; a call whose number and time stand on two lines is put together.

    Phones show the number above the time, or the other way round, with a word or two (a place) between. Which way is
    asked of the whole text: by the next line alone a call could be given the time of its neighbour.
    """

    def __init__(self, one: ImportFormat, clock: Clock) -> None:
        self._format = one
        self._clock = clock
        self._when = date_anywhere(one.dates)
        self._titles = frozenset(one.file.skip_rows)
        self._only_number: Parts | None = None
        self._page_is_of_it = False
        self._days = tuple(pattern for pattern in one.dates if pattern.has_day and not pattern.has_clock)

    def read(self, lines: Iterable[tuple[int, str]]) -> Pasted:
        pasted = Pasted(self._format)
        readable = list(self.readable(lines, pasted))
        told = [(line, self.parts(row, line)) for row, line in readable if not self.is_title(line)]
        listed = [parts for line, parts in told if not self.is_day(line) and not self.period_of(line)]
        first = first_half([parts.half for parts in listed])
        self._only_number = only_number(listed)
        self._page_is_of_it = self._only_number is not None and self.heads_page(self._only_number.row, readable)
        waiting: Parts | None = None
        for line, parts in told:
            if day := self._clock.only_day(line):
                self._clock.see_day(day)
            elif period := self.period_of(line):
                self._clock.see_period(period)
            else:
                waiting = self.take(parts, waiting, first, pasted)
        self.give_up(waiting, pasted)
        pasted.problems.sort()
        return pasted

    def readable(self, lines: Iterable[tuple[int, str]], pasted: Pasted) -> Iterator[tuple[int, str]]:
        for row, raw in lines:
            line = in_figures(mended(tidy(clean(raw[: MAX_LINE + 1]))))
            if len(line) > MAX_LINE:
                pasted.problems.append((row, TOO_LONG))
            elif line:
                yield row, line

    def is_title(self, line: str) -> bool:
        """A line of nothing but names of columns, or words a screen shows above its list."""
        return all(word.strip(TITLE_MARKS) in self._titles for word in line.split())

    def period_of(self, line: str) -> Period | None:
        """The month a line names and nothing else: 2026年9月, 查询月份 2026年09月."""
        plain = "".join(line.split())
        for word in self._format.file.period_words:
            plain = plain.removeprefix(word)
        return next(days_in(plain), None) if MONTH.fullmatch(plain.strip(TITLE_MARKS)) else None

    def heads_page(self, row: int, lines: Sequence[tuple[int, str]]) -> bool:
        """Whether the page says that all its calls are with the number of this row: by a word above the first moment
        (通话详情), or because the number stands above the days under which the calls stand."""
        first = next((place for place, (_, line) in enumerate(lines) if self._when.search(line)), len(lines))
        above = lines[:first]
        return any(word in line for _, line in above for word in self._format.file.page_titles) or any(
            self.is_day(line) for place, line in above if place > row
        )

    def is_day(self, line: str) -> bool:
        return any(pattern.whole.fullmatch(line) for pattern in self._days)

    def tells_day(self, when: str) -> bool:
        return any(pattern.has_day and pattern.whole.fullmatch(when) for pattern in self._format.dates)

    def take(self, parts: Parts, waiting: Parts | None, first: Half, pasted: Pasted) -> Parts | None:
        """Reads a line; gives back what waits for its other half."""
        half = parts.half
        if waiting and half is Half.NEITHER and waiting.lines <= LINES_BETWEEN:
            return waiting.beside(parts)
        if waiting and half is not first and half in (Half.NUMBER, Half.MOMENT):
            pasted.keep(waiting.row, self.contact(waiting.beside(parts), pasted))
            return None
        self.give_up(waiting, pasted)
        if half is first:
            return parts
        if half is Half.MOMENT and self._only_number:
            number = self._only_number.number if self._page_is_of_it else ""
            pasted.numbers_open += not self._page_is_of_it
            parts, half = parts.of(number), Half.BOTH
        if half is Half.BOTH:
            pasted.keep(parts.row, self.contact(parts, pasted))
        else:
            self.give_up(parts, pasted)
        return None

    def parts(self, row: int, line: str) -> Parts:
        found = self._when.search(line)
        rest = f"{line[: found.start()]} {behind(line, found.end())}" if found else line
        seconds, rest = find_duration(rest)
        number = self.number(rest) if found or not is_prose(rest) else None
        return Parts(row, found[0].strip() if found else "", number, seconds, rest)

    def number(self, rest: str) -> str | Unreadable | None:
        """The longest number of the line, or empty where it says that the number was withheld."""
        for mixed in LOOKALIKES.findall(rest):
            if any(letter.isalpha() for letter in mixed) and digits_in(mixed) >= DIGITS_AMONG:
                return Unreadable(LETTERS.format(quoted(mixed)))
        longest = max(NUMBERS.findall(rest), key=len, default="")
        if longest:
            return read_number(longest)
        return "" if Sense.HIDDEN in self._format.marks.inside(rest) else None

    def give_up(self, parts: Parts | None, pasted: Pasted) -> None:
        if parts:
            pasted.problems.append((parts.row, NO_NUMBER if parts.when else NO_MOMENT))

    def senses_alone(self, rest: str) -> Senses:
        return NO_SENSE.union(*(self._format.marks.exactly(word) for word in rest.split()))

    def contact(self, parts: Parts, pasted: Pasted) -> Contact | Unreadable:
        relative = RELATIVE_DAY.search(parts.rest)
        if relative and not self.tells_day(parts.when):
            return Unreadable(RELATIVE.format(relative[0]))
        at = self._clock.moment(parts.when)
        if isinstance(at, Unreadable):
            return at
        if isinstance(parts.number, Unreadable):
            return parts.number
        if isinstance(parts.seconds, Unreadable):
            return parts.seconds
        assert parts.number is not None
        senses = self._format.marks.inside(RANG_US.sub("打来", parts.rest))
        direction = direction_of(senses)
        if direction is None and (alone := direction_of(self.senses_alone(parts.rest))):
            direction, senses = alone, senses | self.senses_alone(parts.rest)
        if direction is None:
            direction = Direction.IN
            pasted.directions_assumed += 1
        means = Means.SMS if Sense.MESSAGE in senses else self._format.file.means
        answered = answered_of(senses, direction, parts.seconds) if means is Means.CALL else None
        longest = max(NUMBERS.findall(parts.rest), key=len, default="")
        beside = parts.rest.replace(longest, " ", 1) if longest else parts.rest
        words, note = told_beside(beside, lambda word: bool(self._format.marks.exactly(word)))
        return make_contact(at, means, direction, answered, parts.seconds, parts.number, words, note)


def is_prose(rest: str) -> bool:
    """What somebody wrote, and no name, place or remark beside a number: the numbers in it are not who rang."""
    letters = sum(letter.isalpha() for letter in rest)
    return letters >= FEWEST_IN_PROSE and PROSE.search(rest) is not None


def mended(line: str) -> str:
    """Without what the reading of a picture does to days, clocks and lengths."""
    line = CLOCK_APART.sub(r"\1:", line)
    line = DAY_APART.sub(r"\1-\2-\3", line)
    if any(letter in line for letter in LETTERS_MEANT):
        line = MISREAD.sub(lambda found: found[0].translate(MEANT), line)
    return HALF_PAST.sub("点30分", APART.sub("", line))


def behind(line: str, end: int) -> str:
    dash = DASH_BEHIND.match(line, end)
    return line[dash.end() if dash else end :]


def digits_in(text: str) -> int:
    return sum(letter.isdigit() for letter in text)


def first_half(halves: Sequence[Half]) -> Half:
    """Whether numbers stand above their times or times above their numbers: what puts more calls together."""
    return max((Half.NUMBER, Half.MOMENT), key=lambda first: put_together(halves, first))


def put_together(halves: Sequence[Half], first: Half) -> int:
    count = 0
    waiting = False
    for half in halves:
        if half is first:
            waiting = True
        elif half is not Half.NEITHER:
            count += waiting and half is not Half.BOTH
            waiting = False
    return count
