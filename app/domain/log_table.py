"""The log as a table a spreadsheet opens: one row a contact, every field, there and back without loss.

Text only: who reads the bytes, and who keeps the contacts, is not asked here. Rows are counted from 1 with the header, as
a spreadsheet does.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import quote, unquote

from pydantic import ValidationError

from app.domain.contact import (
    MEANS_NAMES,
    REACHED_NAMES,
    THIRD_PARTY_ROLE_NAMES,
    Contact,
    ContactFact,
    Direction,
    Means,
    Reached,
)
from app.domain.moment import SHANGHAI


class Heading(StrEnum):
    """The columns, in their order."""

    NUMBERED = "编号"
    DAY = "日期"
    CLOCK = "时间"
    MEANS = "方式"
    DIRECTION = "谁找谁"
    ANSWERED = "接通了吗"
    SECONDS = "通话秒数"
    NUMBER = "对方号码"
    REACHED = "找的是谁"
    CALLED = "打的是哪里"
    VISITORS = "来了几个人"
    ACTS = "对方做了什么"
    WORDS = "原话"
    NOTE = "我的备注"
    CIRCUMSTANCES = "更重的情形"
    RULED_OUT = "没有的情形"
    ON_BEHALF_OF = "自称哪家、替谁催"
    CONSENT = "夜里联系我同意了吗"
    REFUSED_ON = "那人哪天说过别再打"
    ROLE = "那人和这笔债的关系"
    UNSURE = "我不确定的"


# Without these a table is not ours; the others may be missing.
TELLING = frozenset({Heading.DAY, Heading.CLOCK, Heading.MEANS, Heading.DIRECTION, Heading.NUMBER, Heading.ACTS})
DIRECTION_NAMES = {Direction.IN: "对方找我", Direction.OUT: "我找对方"}
ANSWERED_NAMES = {True: "接通了", False: "没接通"}
CONSENT_NAMES = {True: "同意了", False: "没同意"}
# The column of each field of a contact; the day and the clock stand in two.
FIELDS = {
    "at": Heading.DAY,
    "means": Heading.MEANS,
    "direction": Heading.DIRECTION,
    "answered": Heading.ANSWERED,
    "duration_seconds": Heading.SECONDS,
    "number": Heading.NUMBER,
    "reached": Heading.REACHED,
    "called": Heading.CALLED,
    "visitors": Heading.VISITORS,
    "acts": Heading.ACTS,
    "words": Heading.WORDS,
    "note": Heading.NOTE,
    "circumstances": Heading.CIRCUMSTANCES,
    "ruled_out": Heading.RULED_OUT,
    "on_behalf_of": Heading.ON_BEHALF_OF,
    "consent_to_hours": Heading.CONSENT,
    "refused_on": Heading.REFUSED_ON,
    "third_party_role": Heading.ROLE,
    "unsure": Heading.UNSURE,
}
LISTS = frozenset({Heading.ACTS, Heading.CIRCUMSTANCES, Heading.RULED_OUT, Heading.UNSURE})
FACT_NAMES = {fact.value: FIELDS[fact].value for fact in ContactFact}
# Written by us alone, so nothing in them can be a formula.
OURS = frozenset({Heading.NUMBERED, Heading.DAY, Heading.CLOCK, Heading.SECONDS, Heading.VISITORS, Heading.REFUSED_ON})
DELIMITERS = (",", "\t", ";", "，")
BLANK = "\ufeff \t\r\n"
LONGEST_HEADER = 4_000
MOST_CELLS = 100
QUOTED_LENGTH = 20
BROKEN = "这一行的引号坏了，读不出来。请用导出的原文件。"

FORMULA = tuple("=+-@＝＋－＠")
# What a spreadsheet would take for a figure, a date or a time, and write down again in another way.
FIGURE = re.compile(r"[\d\s.,:：/%+\-()（）Ee年月日时分秒点号上下午]+")
SMALL_NUMBER = re.compile(r"[1-9]\d{0,8}|0")
CODED = re.compile(r"[^\[\]]*\[([^\[\]]*)\]")
SEPARATORS = re.compile(r"[；;\n]")
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})(?:[:：](\d{2})(?:\.(\d{1,6}))?)?")
WHOLE = re.compile(r"\d{1,9}")

Meaning = TypeVar("Meaning")
Names = Mapping[str, str]
NO_NAMES: Names = {}


class Unreadable(ValueError):
    """A cell we cannot read; its text is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class BadRow:
    row: int
    sentence: str


@dataclass(frozen=True, slots=True)
class LogReading:
    """The contacts in the order of the table, and the rows that could not be read."""

    contacts: tuple[Contact, ...]
    problems: tuple[BadRow, ...]


def meanings(names: Mapping[Meaning, str]) -> dict[str, Meaning]:
    """By the word we write, and by the code the interface uses."""
    return {name: meaning for meaning, name in names.items()} | {str(meaning): meaning for meaning in names}


MEANS = meanings(MEANS_NAMES)
DIRECTIONS = meanings(DIRECTION_NAMES)
REACHED = meanings(REACHED_NAMES)
ROLES = meanings(THIRD_PARTY_ROLE_NAMES)
ANSWERED: Mapping[str, bool | None] = {"接通了": True, "没接通": False, "接通": True, "未接通": False, "未接": False}
CONSENTED: Mapping[str, bool | None] = {"同意了": True, "没同意": False}


# ---- To a table


def write_log(contacts: Iterable[Contact], acts: Names = NO_NAMES, circumstances: Names = NO_NAMES) -> str:
    """The table as comma-separated text; `acts` and `circumstances` are the Chinese names of the codes in a contact."""
    file = io.StringIO(newline="")
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow([heading.value for heading in Heading])
    for number, contact in enumerate(contacts, start=1):
        cells = cells_of(contact, acts, circumstances) | {Heading.NUMBERED: f"联系{number}"}
        table.writerow([cells[heading] if heading in OURS else shielded(cells[heading]) for heading in Heading])
    return file.getvalue()


def cells_of(contact: Contact, acts: Names, circumstances: Names) -> dict[Heading, str]:
    """What stands in the row; what is unknown or as usual stays empty."""
    return {
        Heading.DAY: contact.day.isoformat(),
        Heading.CLOCK: contact.at.time().isoformat(),
        Heading.MEANS: MEANS_NAMES[contact.means],
        Heading.DIRECTION: DIRECTION_NAMES[contact.direction],
        Heading.ANSWERED: "" if contact.answered is None else ANSWERED_NAMES[contact.answered],
        Heading.SECONDS: "" if contact.duration_seconds is None else str(contact.duration_seconds),
        Heading.NUMBER: contact.number,
        Heading.REACHED: REACHED_NAMES[contact.reached],
        Heading.CALLED: contact.called,
        Heading.VISITORS: str(contact.visitors or ""),
        Heading.ACTS: named(contact.acts, acts),
        Heading.WORDS: contact.words,
        Heading.NOTE: contact.note,
        Heading.CIRCUMSTANCES: named(contact.circumstances, circumstances),
        Heading.RULED_OUT: named(contact.ruled_out, circumstances),
        Heading.ON_BEHALF_OF: contact.on_behalf_of,
        Heading.CONSENT: "" if contact.consent_to_hours is None else CONSENT_NAMES[contact.consent_to_hours],
        Heading.REFUSED_ON: contact.refused_on.isoformat() if contact.refused_on else "",
        Heading.ROLE: THIRD_PARTY_ROLE_NAMES[contact.third_party_role] if contact.third_party_role else "",
        Heading.UNSURE: named(contact.unsure, {**FACT_NAMES, **circumstances}),
    }


def named(codes: Sequence[str], names: Names) -> str:
    """Names a person reads, each with the code a program reads: 辱骂[insult-abuse]；…"""
    return "；".join(f"{softened(names.get(code, ''))}[{quote(code, safe='')}]" for code in codes)


def softened(name: str) -> str:
    """A name without the marks that part one from the next."""
    return re.sub(r"[][；;\n]", "，", name)


def shielded(cell: str) -> str:
    """A cell no spreadsheet runs as a formula or rewrites as a figure: an apostrophe stands before it."""
    formula = cell.lstrip(" \u3000").startswith(FORMULA)
    figure = FIGURE.fullmatch(cell) and not SMALL_NUMBER.fullmatch(cell)
    return f"'{cell}" if formula or figure or cell.startswith("'") else cell


def unshielded(cell: str) -> str:
    return cell.removeprefix("'")


# ---- From a table


def is_log(text: str) -> bool:
    """Whether the first line that is not blank is our header."""
    return find_header(text) is not None


def find_header(text: str) -> tuple[str, list[str]] | None:
    """(delimiter, cells of the header)."""
    first = text[:LONGEST_HEADER].lstrip(BLANK).split("\n", 1)[0]
    for delimiter in DELIMITERS:
        cells = [folded(cell) for cell in next(csv.reader([first], delimiter=delimiter), [])]
        if TELLING <= set(cells):
            return delimiter, cells
    return None


def read_log(text: str, acts: Names = NO_NAMES, circumstances: Names = NO_NAMES) -> LogReading:
    """The contacts of our own table, whatever spreadsheet saved it last. A text that is none of ours gives nothing."""
    found = find_header(text)
    if found is None:
        return LogReading((), ())
    rows = split(text.lstrip(BLANK), found[0])
    next(rows)
    return read_rows(found[1], rows, acts, circumstances)


def read_rows(
    header: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    acts: Names = NO_NAMES,
    circumstances: Names = NO_NAMES,
) -> LogReading:
    """As `read_log`, of rows that are split already; a row of no cells could not be split."""
    places = {heading: place for place, cell in enumerate(header) for heading in Heading if folded(cell) == heading}
    codes = {
        Heading.ACTS: codes_of(acts),
        Heading.CIRCUMSTANCES: codes_of(circumstances),
        Heading.RULED_OUT: codes_of(circumstances),
        Heading.UNSURE: codes_of({**FACT_NAMES, **circumstances}),
    }
    contacts, problems = [], []
    for row, cells in rows:
        told = {heading: cells[place].strip() for heading, place in places.items() if place < len(cells)}
        if cells and not any(told.values()):
            continue
        try:
            contacts.append(read_contact(told, codes) if cells else broken())
        except Unreadable as problem:
            problems.append(BadRow(row, str(problem)))
    return LogReading(tuple(contacts), tuple(problems))


def split(text: str, delimiter: str) -> Iterator[tuple[int, Sequence[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    row = 0
    while True:
        row += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield row, ()
        else:
            # A blank line has no cells either, and is not broken.
            yield row, cells[:MOST_CELLS] or [""]


def broken() -> Contact:
    raise Unreadable(BROKEN)


def folded(cell: str) -> str:
    return "".join(unicodedata.normalize("NFKC", cell).split()).strip("'\"\ufeff")


def codes_of(names: Names) -> Names:
    return {softened(name): code for code, name in names.items()}


def read_contact(told: Mapping[Heading, str], codes: Mapping[Heading, Names]) -> Contact:
    """Raises Unreadable with the first thing that is wrong."""
    cells = {heading: unshielded(cell) for heading, cell in told.items()}
    refused_on = cells.get(Heading.REFUSED_ON, "")
    values: dict[str, object] = {
        "at": read_moment(cells.get(Heading.DAY, ""), cells.get(Heading.CLOCK, "")),
        "means": chosen(cells, Heading.MEANS, MEANS, Means.CALL),
        "direction": chosen(cells, Heading.DIRECTION, DIRECTIONS, Direction.IN),
        "answered": chosen(cells, Heading.ANSWERED, ANSWERED, None),
        "duration_seconds": whole(cells, Heading.SECONDS),
        "number": cells.get(Heading.NUMBER, ""),
        "reached": chosen(cells, Heading.REACHED, REACHED, Reached.ME),
        "called": cells.get(Heading.CALLED, ""),
        "visitors": whole(cells, Heading.VISITORS),
        "acts": read_named(cells, Heading.ACTS, codes),
        "words": cells.get(Heading.WORDS, ""),
        "note": cells.get(Heading.NOTE, ""),
        "circumstances": read_named(cells, Heading.CIRCUMSTANCES, codes),
        "ruled_out": read_named(cells, Heading.RULED_OUT, codes),
        "on_behalf_of": cells.get(Heading.ON_BEHALF_OF, ""),
        "consent_to_hours": chosen(cells, Heading.CONSENT, CONSENTED, None),
        "refused_on": read_day(refused_on, Heading.REFUSED_ON) if refused_on else None,
        "third_party_role": chosen(cells, Heading.ROLE, ROLES, None),
        "unsure": read_named(cells, Heading.UNSURE, codes),
    }
    try:
        return Contact.model_validate(values)
    except ValidationError as failure:
        error = failure.errors()[0]
        heading = FIELDS.get(str(error["loc"][0]), Heading.DAY)
        many = heading in LISTS and len(error["loc"]) == 1
        raise Unreadable(say(heading, error["type"], "项" if many else "个字", error)) from None


def say(heading: str, kind: str, unit: str, error: Mapping[str, Any]) -> str:
    """What the model refused, as a sentence; the value itself is not repeated."""
    if "too_long" in kind:
        return f"“{heading}”太长了，最多{error['ctx']['max_length']}{unit}。"
    told = str(error["msg"]).removeprefix("Value error, ")
    return told if "。" in told else f"“{heading}”超出了范围，请核对。"


def read_moment(day: str, clock: str) -> datetime:
    match = CLOCK.fullmatch(clock)
    if match is None:
        raise Unreadable(f"“{Heading.CLOCK}”写成 22:41 或 22:41:07 的样子。")
    found = read_day(day, Heading.DAY)
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    try:
        return datetime(
            found.year,
            found.month,
            found.day,
            hour,
            minute,
            second,
            int((match[4] or "0").ljust(6, "0")),
            tzinfo=SHANGHAI,
        )
    except ValueError:
        raise Unreadable(f"没有{quoted(clock)}这个钟点，请核对。") from None


def read_day(text: str, heading: Heading) -> date:
    match = DAY.fullmatch(text)
    if match is None:
        raise Unreadable(f"“{heading}”写成 2026-09-05 的样子。")
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise Unreadable(f"没有{quoted(text)}这一天，请核对。") from None


def chosen(cells: Mapping[Heading, str], heading: Heading, known: Mapping[str, Meaning], usual: Meaning) -> Meaning:
    text = cells.get(heading, "")
    if not text:
        return usual
    if text not in known:
        words = "、".join(dict.fromkeys(name for name in known if not name.isascii()))
        raise Unreadable(f"“{heading}”里的{quoted(text)}看不懂。只能写：{words}。")
    return known[text]


def whole(cells: Mapping[Heading, str], heading: Heading) -> int | None:
    text = cells.get(heading, "")
    if text and not WHOLE.fullmatch(text):
        raise Unreadable(f"“{heading}”只写数字。")
    return int(text) if text else None


def read_named(cells: Mapping[Heading, str], heading: Heading, codes: Mapping[Heading, Names]) -> tuple[str, ...]:
    """The codes in brackets; a name that somebody wrote without a code is looked up."""
    found = []
    for item in filter(None, map(str.strip, SEPARATORS.split(cells.get(heading, "")))):
        match = CODED.fullmatch(item)
        code = unquote(match[1]) if match else codes[heading].get(item)
        if code is None:
            raise Unreadable(f"“{heading}”里的{quoted(item)}我们不认识。可以先空着，导入以后再勾。")
        found.append(code)
    return tuple(found)


def quoted(text: str) -> str:
    shown = " ".join(text.split())
    return f"“{shown[:QUOTED_LENGTH]}…”" if len(shown) > QUOTED_LENGTH else f"“{shown}”"
