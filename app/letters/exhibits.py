"""Whether the evidence a letter names by number is in its own list of evidence, and the other way round.

The list is a table with numbered rows, else the lines of the papers enclosed that begin 证据2：. Only cells made for a proof
are read: in running text 证据3 may be the other side's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.fields import Answers, Field, FieldKind, Value
from app.domain.problem import Problem
from app.letters.model import Letter

NAMED_BY = frozenset({"evidence", "proof"})
ENCLOSED = "e_list"
CITED = re.compile(r"(?<![告方人院审庭])证据\s*((?:\d+|[、，,和及至到~～—-]|证据|\s)+)")
CONTACT = re.compile(r"联系\s*((?:\d+|[、，,和及至到~～—-]|联系|\s)+)")
SPAN = re.compile(r"(\d+)\s*(?:至|到|[~～—-])\s*(?:证据|联系)?\s*(\d+)")
LISTED = re.compile(r"证据\s*(\d+)")
MOST_NUMBERS = 100
MISSING = "这里写了{cited}，“{label}”里没有这一号（里面有{there}）。请补上那一份，或者改号。"
NOT_REGISTERED = "这里写了{cited}，“我的记录”里只登记了{count}个文件。照另一份证据目录编的号，不用管；不是的，请改号。"
NOT_LOGGED = "这里写了{cited}，“我的记录”里只有{count}次联系。请改号。"
UNUSED = "“{label}”里的{listed}，上面没有一处提到。在它能证明的那一行写上号；只证明别的事的，不用管。"


@dataclass(frozen=True)
class Exhibits:
    """The letter's own list: the field it is in, the numbers it has."""

    field: Field
    numbers: frozenset[int]


def unmatched(letter: Letter, read: Answers, files: int = 0, contacts: int = 0) -> Iterator[Problem]:
    """Numbers without an entry, and entries that no number of the letter names. `files`, `contacts`: how many are in the
    case, whose numbers a letter without a list of its own uses."""
    yield from beyond_the_case(letter, read, files, contacts)
    listed = exhibits_of(letter, read)
    if listed is None:
        return
    named: set[int] = set()
    for asked in letter.fields:
        cited = cited_in(asked, read.values.get(asked.id)) if asked.id != listed.field.id else frozenset()
        named |= cited
        if lost := cited - listed.numbers:
            said = MISSING.format(cited=say(lost), label=listed.field.label, there=say(listed.numbers))
            yield Problem(asked.id, said)
    if named and (unused := listed.numbers - named):
        yield Problem(listed.field.id, UNUSED.format(label=listed.field.label, listed=say(unused)))


def beyond_the_case(letter: Letter, read: Answers, files: int, contacts: int) -> Iterator[Problem]:
    own_list = ENCLOSED in letter.field_by_id or any(one.numbered for one in letter.fields)
    for asked in letter.fields:
        value = read.values.get(asked.id)
        lost = frozenset() if own_list or not files else beyond(cited_in(asked, value), files)
        if lost:
            yield Problem(asked.id, NOT_REGISTERED.format(cited=say(lost), count=files))
        told = frozenset(number for cell in proof_cells(asked, value) for number in numbers_in(cell, CONTACT))
        if contacts and (lost := beyond(told, contacts)):
            said = "、".join(f"联系{one}" for one in sorted(lost)[:MOST_NUMBERS])
            yield Problem(asked.id, NOT_LOGGED.format(cited=said, count=contacts))


def beyond(numbers: frozenset[int], count: int) -> frozenset[int]:
    return frozenset(one for one in numbers if not 1 <= one <= count)


def exhibits_of(letter: Letter, read: Answers) -> Exhibits | None:
    """None where the letter has no list of its own, or one without numbers."""
    for asked in letter.fields:
        value = read.values.get(asked.id)
        if asked.numbered and isinstance(value, tuple):
            return Exhibits(asked, frozenset(range(1, len(value) + 1)))
    asked_for = letter.field_by_id.get(ENCLOSED)
    lines = read.values.get(ENCLOSED)
    if asked_for is None or not isinstance(lines, tuple):
        return None
    numbers = frozenset(int(found[1]) for line in lines if (found := LISTED.match(str(line))))
    return Exhibits(asked_for, numbers) if numbers else None


def cited_in(asked: Field, value: Value | None) -> frozenset[int]:
    """The numbers in the cells of a table, or of a court's form, that name the proof."""
    return frozenset(number for cell in proof_cells(asked, value) for number in numbers_in(cell))


def proof_cells(asked: Field, value: Value | None) -> Iterator[str]:
    if asked.kind in (FieldKind.TABLE, FieldKind.ELEMENTS) and isinstance(value, tuple):
        yield from (str(row.get(name) or "") for row in value if isinstance(row, Mapping) for name in NAMED_BY)


def numbers_in(cell: str, noun: re.Pattern[str] = CITED) -> Iterator[int]:
    """证据1、3至5 is 1, 3, 4 and 5."""
    for found in noun.finditer(cell):
        yield from (int(one) for one in re.findall(r"\d+", found[1]))
        for first, last in SPAN.findall(found[1]):
            yield from range(int(first), min(int(last), int(first) + MOST_NUMBERS) + 1)


def say(numbers: frozenset[int]) -> str:
    return "、".join(f"证据{one}" for one in sorted(numbers)[:MOST_NUMBERS])
