"""Why a field must be filled in, said from what the letter does with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.letters.body import Part, Role
from app.letters.harm import READ_THE_NOTICE
from app.letters.model import Letter

OPENING = frozenset({Role.TITLE, Role.SALUTATION, Role.ADDRESSED})
COUNTS = "用来算最后一天，没有它就算不出来。"
ADDRESSES = "写在信的开头，没有它就不知道是谁写给谁。"
PRINTED = "要印进信里，没有它那句话就写不成。"
LISTED = "在信里列成清单，是这封信最要紧的内容。"
DECIDES = "信里写哪几段，看这一项。"
WORKED_OUT = "用来算信里的数目。"
READ = "先看过提醒，才能往下写。"
USED = "办这件事要用到。"


def needs(letter: Letter) -> Mapping[str, str]:
    """A sentence for each field that must, or under some flag must, be filled in."""
    return {field.id: need(letter, field.id) for field in letter.fields if field.required is not False}


def need(letter: Letter, name: str) -> str:
    return next(reasons(letter, name), USED)


def reasons(letter: Letter, name: str) -> Iterator[str]:
    """The weightiest first."""
    file = letter.file
    if name == READ_THE_NOTICE:
        yield READ
    if any(one.from_ == name for one in file.deadlines):
        yield COUNTS
    named = [part for part in letter.parts if names(part, name)]
    if any(part.role is Role.BLOCK for part in named):
        yield LISTED
    if any(part.role in OPENING for part in named):
        yield ADDRESSES
    if named:
        yield PRINTED
    if any(name in one.fields for one in file.sums.values()):
        yield WORKED_OUT
    if any(name in flag.fields for flag in file.flags.values()):
        yield DECIDES


def names(part: Part, name: str) -> bool:
    if part.role is Role.BLOCK:
        return part.block.removeprefix("list-").replace("-", "_") == name or part.block == name
    return any(piece.name == name for text in part.texts for piece in text.placeholders)
