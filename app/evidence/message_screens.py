"""Screens of text messages, pasted: a number or a name, a moment, and the words below it.

A list of calls looks much the same, so this is read as messages only where something under a moment reads like one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from app.domain.contact import Contact, Direction
from app.domain.text import clean
from app.evidence.dates import Clock, DatePattern, tidy
from app.evidence.durations import find_duration
from app.evidence.messages import BEFORE_FIRST, DAYLESS, NO_WORDS, RULES, Pasted
from app.evidence.model import ImportFormat
from app.evidence.numbers import read_name, read_number
from app.evidence.records import MAX_WORDS, make_contact
from app.evidence.tables import MAX_LINE
from app.evidence.words import Unreadable, direction_of, folded

NO_SENDER = "这条消息上面没有号码或名字，不知道是谁发的。"
WHICH_ARE_MINE = "没写哪些消息是你发的，都当作对方发来的。你发的，请在内容前面写“我：”，再来一次。"
NAMED = re.compile(r"(.{1,20}?)[:：]\s*")
LONGEST_NAME = 12
# 142 0000 0001 2026-09-05 22:41: the year is no part of the number.
NUMBER_BEFORE = re.compile(
    r"[+(0-9][-()0-9 *]{2,24}?(?= (?:20[0-9]{2}[-/.年]|[0-9]{1,2}[-/.月][0-9]{1,2}|[A-Z][a-z]{2}))"
)
# A number or name, and a moment.
LONGEST_OPENING = 80
MAY_BE_NUMBER = re.compile(r"[+*(0-9]")
COUNT_BEHIND = re.compile(r" ?\([0-9]{1,3}\)$")
# What is no name of a sender.
SAYS_SOMETHING = re.compile("[【】，。！？；：,!?;:]")
# A place or a carrier beside a call is shorter, and has none of these marks.
PROSE = re.compile(r"[【，。！？；,!?;]|[^\W\d_]{8}")


@dataclass(slots=True)
class Screen:
    """A message as it stands: who is named above it, its moment as written, the lines below."""

    row: int
    sender: str
    at: str
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.words).strip()


class MessageScreens:
    """Reads the messages of one or more such screens."""

    def __init__(self, one: ImportFormat, clock: Clock) -> None:
        self._format = one
        self._clock = clock
        self._own = frozenset(folded(name) for name in one.file.own_names)
        self._titles = frozenset(folded(word) for word in (*one.file.skip_rows, *one.file.message_titles))
        self._moment = any_of(pattern for pattern in one.dates if pattern.has_clock)
        self._clock_alone = any_of(pattern for pattern in one.dates if not pattern.has_day)
        self._other_side = ""
        # A line is asked as itself, as the one below and as the one above; most come once.
        self._opened: dict[str, tuple[str, str]] = {}

    def read(self, lines: Sequence[tuple[int, str]]) -> Pasted:
        pasted = Pasted(self._format)
        told = [(row, clean(raw[:MAX_LINE]).strip()) for row, raw in lines]
        whole = [(row, line) for row, line in told if line]
        opening = any(self.opens(line)[1] for _, line in whole)
        found = list(self.screens(whole)) if opening else []
        if not self.is_of_messages(whole, found):
            pasted.problems += [(row, BEFORE_FIRST) for row, _ in whole]
            return pasted
        for screen in found:
            pasted.keep(screen.row, self.contact(screen, pasted))
        if pasted.contacts and all(one.direction is Direction.IN for one in pasted.contacts):
            pasted.notes.append(WHICH_ARE_MINE)
        return pasted

    def is_of_messages(self, lines: Sequence[tuple[int, str]], found: Sequence[Screen]) -> bool:
        """A title says so, or what stands under a moment reads like a message; nothing under one may be of a call."""
        texts = [screen.text for screen in found]
        if any(self.tells_call(text) or self.is_chat_line(screen) for screen, text in zip(found, texts, strict=True)):
            return False
        titled = any(folded(line) in self._titles for _, line in lines[:2])
        return titled or any(PROSE.search(text) for text in texts)

    def screens(self, lines: Sequence[tuple[int, str]]) -> Iterator[Screen]:
        """Each moment with what stands above and below it. A day on a line of its own counts for the clocks under it."""
        days: list[str] = []
        sender = ""
        opened: Screen | None = None
        named_each = self.names_each(lines)
        for place, (row, line) in enumerate(lines):
            below = lines[place + 1][1] if place + 1 < len(lines) else ""
            named, moment = self.opens(line)
            if self.is_day(line):
                days = [line.strip(RULES)]
            elif moment:
                if opened:
                    yield opened
                sender = named or sender
                opened = Screen(row, sender, " ".join([*days, moment]) if self.is_clock(moment) else moment)
            elif not (folded(line) in self._titles and not opened):
                if self.is_sender(line, below, named_each or (sender == "" and opened is None)):
                    if opened:
                        yield opened
                    sender, opened = self.sender_of(line), None
                elif opened:
                    opened.words.append(line)
        if opened:
            yield opened

    def names_each(self, lines: Sequence[tuple[int, str]]) -> bool:
        """Whether a name stands above every moment: behind a blank line, or everywhere one line more than a message needs.

        Where numbers stand above some, a name without a blank line before it is the end of the message before.
        """
        moments = [place for place, (_, line) in enumerate(lines) if self.is_moment(line)]
        names = [place - 1 for place in moments if place and self.may_be_name(lines[place - 1][1])]
        if len(moments) < 2 or len(names) < len(moments):
            return False
        if all(place == 0 or lines[place][0] - lines[place - 1][0] > 1 for place in names):
            return True
        numbers = any(self.number_of(lines[place][1]) for place in names)
        return not numbers and all(name > above + 1 for above, name in zip(moments, names[1:], strict=False))

    def opens(self, line: str) -> tuple[str, str]:
        """(number, moment) of a line that holds a moment and, at most, the number it is of."""
        known = self._opened.get(line)
        if known is None:
            known = self._opened[line] = self.opening_of(line)
        return known

    def is_moment(self, line: str) -> bool:
        number, moment = self.opens(line)
        return bool(moment) and not number

    def opening_of(self, line: str) -> tuple[str, str]:
        if moment := self.moment_of(line):
            return "", moment
        found = NUMBER_BEFORE.match(line)
        sender = self.number_of(found[0]) if found and len(line) <= LONGEST_OPENING else ""
        moment = self.moment_of(line[found.end() :]) if found and sender else ""
        return (sender, moment) if moment else ("", "")

    def moment_of(self, line: str) -> str:
        if len(line) > LONGEST_OPENING or ":" not in line.replace("：", ":"):
            return ""
        # Without the weekday, 星期三 21:03 would be a clock of the day above.
        if DAYLESS.fullmatch(as_written := normalize("NFKC", line.strip(RULES))):
            return as_written
        plain = tidy(as_written)
        return plain if self._moment.fullmatch(plain) else ""

    def is_day(self, line: str) -> bool:
        if len(line) > LONGEST_OPENING or not any(letter.isdigit() for letter in line):
            return False
        return self._clock.only_day(line.strip(RULES)) is not None

    def is_clock(self, moment: str) -> bool:
        return self._clock_alone.fullmatch(moment) is not None

    def is_sender(self, line: str, below: str, may_be_name: bool) -> bool:
        """A number alone, or above the moment a name: my own, one heard before, or the first of the page."""
        if self.number_of(line):
            return True
        if not may_be_name and folded(line) not in self._own:
            return False
        if not (self.is_moment(below) or self.is_day(below)):
            return False
        return folded(line) in self._own or (may_be_name and self.may_be_name(line))

    def may_be_name(self, line: str) -> bool:
        return bool(self.number_of(line)) or (len(line) <= LONGEST_NAME and not SAYS_SOMETHING.search(line))

    def sender_of(self, line: str) -> str:
        plain = COUNT_BEHIND.sub("", line)
        return plain if folded(plain) in self._own else self.number_of(plain) or read_name(plain).strip()

    def number_of(self, line: str) -> str:
        if len(line) > LONGEST_OPENING or not MAY_BE_NUMBER.match(line):
            return ""
        number = read_number(COUNT_BEHIND.sub("", line))
        return "" if isinstance(number, Unreadable) or any(letter.isalpha() for letter in line) else number

    def tells_call(self, text: str) -> bool:
        """呼入 1分20秒: what a list of calls writes below the moment."""
        seconds, rest = find_duration(text)
        senses = self._format.marks.inside(rest)
        return "\n" not in text and not PROSE.search(rest) and (seconds is not None or direction_of(senses) is not None)

    def is_chat_line(self, screen: Screen) -> bool:
        """某某客服：再不还钱 under a moment, with that name or title above: a chat."""
        named = NAMED.match(screen.text)
        return named is not None and not self.number_of(screen.sender) and folded(named[1]) == folded(screen.sender)

    def contact(self, screen: Screen, pasted: Pasted) -> Contact | Unreadable:
        words, mine = self.without_own_name(screen.text)
        if folded(screen.sender) in self._own:
            mine = True
        else:
            self._other_side = screen.sender
        if not words:
            return Unreadable(NO_WORDS)
        if not self._other_side:
            return Unreadable(NO_SENDER)
        moment = self._clock.moment(screen.at)
        if isinstance(moment, Unreadable):
            return moment
        direction = Direction.OUT if mine else Direction.IN
        means = self._format.file.means
        return make_contact(moment, means, direction, None, None, self._other_side, words[:MAX_WORDS])

    def without_own_name(self, words: str) -> tuple[str, bool]:
        """我：请不要再发了 → the words, and that they are mine."""
        named = NAMED.match(words)
        return (words[named.end() :], True) if named and folded(named[1]) in self._own else (words, False)


def any_of(patterns: Iterable[DatePattern]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern.source})" for pattern in patterns))
