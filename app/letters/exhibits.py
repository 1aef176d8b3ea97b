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
SPAN = re.compile(r"(\d+)\s*(?:至|到|[~～—-])\s*(?:证据)?\s*(\d+)")
LISTED = re.compile(r"证据\s*(\d+)")
MOST_NUMBERS = 100
MISSING = "这里写了{cited}，“{label}”里没有这一号（里面有{there}）。请补上那一份，或者改号。"
UNUSED = "“{label}”里的{listed}，上面没有一处提到。在它能证明的那一行写上号；只证明别的事的，不用管。"


@dataclass(frozen=True)
class Exhibits:
    """The letter's own list: the field it is in, the numbers it has."""

    field: Field
    numbers: frozenset[int]


def unmatched(letter: Letter, read: Answers) -> Iterator[Problem]:
    """Numbers without an entry, and entries that no number of the letter names."""
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
    if asked.kind not in (FieldKind.TABLE, FieldKind.ELEMENTS) or not isinstance(value, tuple):
        return frozenset()
    cells = (str(row.get(name) or "") for row in value if isinstance(row, Mapping) for name in NAMED_BY)
    return frozenset(number for cell in cells for number in numbers_in(cell))


def numbers_in(cell: str) -> Iterator[int]:
    """证据1、3至5 is 1, 3, 4 and 5."""
    for found in CITED.finditer(cell):
        yield from (int(one) for one in re.findall(r"\d+", found[1]))
        for first, last in SPAN.findall(found[1]):
            yield from range(int(first), min(int(last), int(first) + MOST_NUMBERS) + 1)


def say(numbers: frozenset[int]) -> str:
    return "、".join(f"证据{one}" for one in sorted(numbers)[:MOST_NUMBERS])
