"""Chats as text: a line with a name and a time opens a message, the lines under it are its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from app.domain.contact import Contact, Direction, Means
from app.domain.text import clean
from app.evidence.dates import HALF, Clock, DatePattern, tidy
from app.evidence.durations import find_duration
from app.evidence.model import ImportFormat
from app.evidence.numbers import MAX_NUMBER, read_sender
from app.evidence.records import MAX_WORDS, make_contact
from app.evidence.tables import MAX_LINE
from app.evidence.words import Sense, Unreadable, answered_of, folded

NO_WORDS = "这条消息没有内容，请把内容也粘贴进来。"
BEFORE_FIRST = "这一行前面没有名字和时间，不知道是谁什么时候说的。"
# “某某”的聊天记录：
TITLE_ENDS = " :：。"
# ———— 2026-09-05 ————
# The days a chat tells from the day it is looked at.
DAYLESS = re.compile(
    rf"(?:[昨前今]天|(?:星期|周)[一二三四五六日天])?[ ]*(?:{HALF})?[ ]*[0-9]{{1,2}}:[0-9]{{2}}", re.IGNORECASE
)
RULES = " -—–─_=*·•"


@dataclass
class Pasted:
    """`problems` are (line number, sentence). `speakers` is how many speak in a chat that does not say who of them I am;
    `numbers_open` how many contacts were kept without a number, because nothing says whose they are.
    `notes` are sentences about the whole."""

    format: ImportFormat
    contacts: list[Contact] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)
    year_guessed: bool = False
    directions_assumed: int = 0
    speakers: int = 0
    numbers_open: int = 0
    notes: list[str] = field(default_factory=list)

    def keep(self, row: int, found: Contact | Unreadable) -> None:
        if isinstance(found, Unreadable):
            self.problems.append((row, found.sentence))
        else:
            self.contacts.append(found)


class Opening(NamedTuple):
    """A line that opens a message, or a line of the app's own (no name)."""

    row: int
    name: str
    at: str
    words: list[str]
    shape: re.Pattern[str]
    line: str


class MessageLines:
    """Reads the messages of one chat. `file_name` may tell who the other side is."""

    def __init__(self, one: ImportFormat, clock: Clock, file_name: str) -> None:
        self._format = one
        self._clock = clock
        self._openings = tuple(shape_of(template, one.dates) for template in one.file.message_lines)
        self._notices = tuple(shape_of(template, one.dates) for template in one.file.notice_lines)
        self._own = frozenset(folded(name) for name in one.file.own_names)
        self._other = read_sender(other_in(file_name, one.file.file_names))
        self._other_side = ""
        self._never = frozenset(folded(name) for name in one.file.never_names)
        self._moment = ""
        self._rare: frozenset[re.Pattern[str]] = frozenset()
        self._heard: frozenset[str] = frozenset()

    def read(self, lines: Sequence[tuple[int, str]]) -> Pasted:
        pasted = Pasted(self._format)
        told = [(row, clean(raw[:MAX_LINE]).replace("\u202f", " ")) for row, raw in lines]
        openings = self.look_over([self.opens(row, line) for row, line in told])
        self._clock.column = lambda: (one.at for one in openings if one)
        names = list(dict.fromkeys(read_sender(one.name) for one in openings if one and one.name))
        speakers = frozenset(folded(name) for name in names)
        if len(speakers) > 1 and not any(is_same(self._other, speaker) for speaker in speakers):
            # A group bears a name nobody in it speaks under.
            self._other = ""
        # What the borrower wrote before anybody else spoke went to who speaks first.
        self._other_side = self._other or next((name for name in names if folded(name) not in self._own), "")
        pasted.speakers = 0 if self._other or not self._own.isdisjoint(speakers) else len(speakers)
        opened: Opening | None = None
        for (row, line), opening in zip(told, openings, strict=True):
            moment, day = self.only_moment(line), self.only_day(line)
            self._moment = moment or self._moment
            if opening or day or moment:
                self.close(opened, pasted)
                opened = opening and opening._replace(at=opening.at or self._moment)
                self.begin(day)
            elif opened:
                opened.words.append(line)
            elif line and not line.rstrip(TITLE_ENDS).endswith(self._format.file.skip_rows):
                pasted.problems.append((row, BEFORE_FIRST))
        self.close(opened, pasted)
        return pasted

    def look_over(self, found: list[Opening | None]) -> list[Opening | None]:
        """12:30 之前 inside a message looks like an opening of another shape; such a one needs a name heard before."""
        if len(self._openings) < 2 or self._format.file.under_moments:
            return found
        counts = Counter(one.shape for one in found if one and one.name)
        most = max(counts.values(), default=0)
        self._rare = frozenset(shape for shape, count in counts.items() if 2 * count <= most)
        self._heard = frozenset(folded(one.name) for one in found if one and one.name and one.shape not in self._rare)
        return [self.opens(one.row, one.line) if one and one.shape in self._rare else one for one in found]

    def begin(self, day: date | None) -> None:
        if day:
            self._clock.see_day(day)

    def only_day(self, line: str) -> date | None:
        """The day of a line that is nothing but a day; the messages under it belong to it."""
        return self._clock.only_day(line.strip(RULES)) if any(letter.isdigit() for letter in line) else None

    def only_moment(self, line: str) -> str:
        """The moment of a line that is nothing else; 昨天 21:03 is one, too, of which nobody knows the day."""
        if not self._format.file.under_moments or ":" not in line.replace("：", ":"):
            return ""
        plain = tidy(line.strip(RULES))
        told = any(pattern.has_clock and pattern.whole.fullmatch(plain) for pattern in self._format.dates)
        return plain if told or DAYLESS.fullmatch(line.strip(RULES)) else ""

    def opens(self, row: int, line: str) -> Opening | None:
        if self._format.file.under_moments and self.only_moment(line):
            return None
        for shape in (*self._openings, *self._notices):
            match = shape.fullmatch(line)
            parts = match.groupdict() if match else {}
            name = parts.get("name") or ""
            # 通话时长 01:20 is a call's length, not a message by someone of that name.
            if match and not self.is_call(name) and (shape not in self._rare or folded(name) in self._heard):
                if "at" not in parts and not self.may_speak(name):
                    continue
                return Opening(row, name, parts.get("at") or "", [parts.get("words") or ""], shape, line)
        return None

    def may_speak(self, name: str) -> bool:
        """A name before a colon and no more: not 类型, and not 12 of 12:30."""
        return folded(name) not in self._never and any(letter.isalpha() for letter in name)

    def close(self, opened: Opening | None, pasted: Pasted) -> None:
        if opened:
            words = "\n".join(opened.words).strip()
            # Some phones write a missed call as a line of their own, without the name.
            named = opened if opened.name else opened._replace(name=self._other_side)
            if (opened.name and not self.is_notice(words)) or (named.name and self.is_call(words)):
                pasted.keep(opened.row, self.contact(named, words, pasted))

    def is_notice(self, words: str) -> bool:
        """A line the app itself wrote under the other side's name."""
        return "\n" not in words and Sense.IGNORED in self._format.marks.inside(words)

    def contact(self, opened: Opening, words: str, pasted: Pasted) -> Contact | Unreadable:
        if not words:
            return Unreadable(NO_WORDS)
        moment = self._clock.moment(opened.at.strip())
        if isinstance(moment, Unreadable):
            return moment
        sender = read_sender(opened.name)
        direction = self.direction(sender, pasted)
        # What the borrower wrote went to whoever spoke last.
        self._other_side = self._other_side if direction is Direction.OUT else sender
        if self.is_call(words):
            seconds, rest = find_duration(words)
            if isinstance(seconds, Unreadable):
                return seconds
            answered = answered_of(self._format.marks.inside(rest), direction, seconds) or False
            return make_contact(moment, Means.CALL, direction, answered, seconds, self._other_side, "")
        means = self._format.file.means
        return make_contact(moment, means, direction, None, None, self._other_side, words[:MAX_WORDS])

    def direction(self, sender: str, pasted: Pasted) -> Direction:
        """Mine where the name says so, or where the file is named after the other side; else taken as theirs, and said."""
        if folded(sender) in self._own:
            return Direction.OUT
        if self._other:
            return Direction.IN if is_same(sender, self._other) else Direction.OUT
        if self._format.file.file_names:
            pasted.directions_assumed += 1
        return Direction.IN

    def is_call(self, words: str) -> bool:
        """A call made in the chat is one short line that begins with the app's word for it."""
        line = folded(words.strip("[]【】<>"))
        return "\n" not in words and 0 < len(line) <= MAX_NUMBER and line.startswith(self._format.call_words)


def is_same(name: str, other: str) -> bool:
    """The names of files have lost the emoji and the punctuation of the names in the chat."""
    plain = letters_of(name)
    return plain == letters_of(other) if plain else folded(name) == folded(other)


def letters_of(name: str) -> str:
    return "".join(letter for letter in folded(name) if letter.isalnum())


def other_in(file_name: str, templates: Iterable[str]) -> str:
    """Who the chat is with, by the name of its file (WhatsApp Chat with Alice.txt); empty where it does not say."""
    stem = clean(PurePath(file_name.replace("\\", "/")).stem)
    for template in templates:
        before, _, after = template.partition("{name}")
        if stem.startswith(before) and stem.endswith(after) and len(stem) > len(before) + len(after):
            return re.sub(r" ?\([0-9]{1,3}\)$", "", stem[len(before) : len(stem) - len(after)]).strip()
    return ""


def shape_of(template: str, dates: Iterable[DatePattern]) -> re.Pattern[str]:
    """A template as a pattern; {name} takes at most as much as a contact's number holds."""
    when = "|".join(f"(?:{one.source})" for one in dates if one.has_clock)
    shapes = {
        "{name}": rf"(?P<name>\S(?:.{{0,{MAX_NUMBER - 1}}}?))",
        "{at}": f"(?P<at>{when})",
        "{words}": "(?P<words>.*)",
    }
    pieces = re.split(r"(\{name\}|\{at\}|\{words\})", template)
    return re.compile("".join(shapes.get(piece) or re.escape(piece).replace(r"\ ", " +") for piece in pieces))
