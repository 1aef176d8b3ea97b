"""The body of a letter file: a tiny explicit syntax, parsed once at load, so that nothing a person types is ever read as structure.

Passages are separated by blank lines; a passage may begin with [?flag] or [!flag]. What it begins with says what it is:

    # 关于{c_name}的投诉书         the title on the paper (one; without it the letter's title)
    ## 已发生的情况                 a heading, numbered 一、二、… among those that stand
    ### 催收方式                   a heading below it, numbered （一）（二）…
    : {addressee}                  the salutation; its colon is added
    - [?flag] 停止联系……            an item; neighbouring lines are one numbered list
    此致 {j_court}                 此致, and the name on a line of its own
    {block:facts}                  a block, alone
    anything else                  a paragraph (its lines are joined)

A passage or an item in which a field is empty, or an article not in force, is left out; a heading left with nothing
under it goes too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.markup import CONDITION, Kind, MarkupError, Passage, Piece, Placeholder, parse, passages


class Role(StrEnum):
    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    SALUTATION = "salutation"
    ADDRESSED = "addressed"
    PARAGRAPH = "paragraph"
    ITEMS = "items"
    BLOCK = "block"


MARKS = (
    ("### ", Role.SUBHEADING),
    ("## ", Role.HEADING),
    ("# ", Role.TITLE),
    (": ", Role.SALUTATION),
    ("此致 ", Role.ADDRESSED),
)
Conditions = tuple[tuple[str, bool], ...]


class Block(StrEnum):
    """The computed blocks. The name of a table or list field (order-rows for order_rows) is a block too: the table as it
    was filled in; list-order-rows is the same as numbered statements, first cell, then the rest, an `evidence` cell in
    brackets."""

    FACTS = "facts"
    LAW = "law"
    CONTACTS = "contacts"
    LOG = "log"
    DAYS = "days"
    FILES = "files"
    ENCLOSURES = "enclosures"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Text:
    """A parsed run of text under its conditions; `line` counts from 0 in the body."""

    pieces: tuple[Piece, ...]
    conditions: Conditions = ()
    line: int = 0

    @property
    def placeholders(self) -> tuple[Placeholder, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Placeholder))


@dataclass(frozen=True, slots=True)
class Part:
    """One passage: its role, and its texts (several for ITEMS, one otherwise). `block` is the name for BLOCK."""

    role: Role
    texts: tuple[Text, ...]
    conditions: Conditions = ()
    line: int = 0
    block: str = ""


def parse_body(body: str) -> tuple[Part, ...]:
    """The body's parts. Raises MarkupError with a line counting from 0."""
    return tuple(parse_passage(passage) for passage in passages(body))


def parse_passage(passage: Passage) -> Part:
    lines = [line.strip() for line in passage.text.strip().split("\n")]
    for mark, role in MARKS:
        if lines[0].startswith(mark):
            if len(lines) > 1:
                raise MarkupError(passage.line, f"'{mark.strip()}' stands alone; put an empty line after it")
            return Part(role, (text(lines[0].removeprefix(mark), passage.line),), passage.conditions, passage.line)
    if lines[0].startswith("- "):
        return Part(Role.ITEMS, tuple(items(lines, passage.line)), passage.conditions, passage.line)
    whole = text("".join(lines), passage.line)
    blocks = [one for one in whole.placeholders if one.kind is Kind.BLOCK]
    if blocks and len(whole.pieces) > 1:
        raise MarkupError(passage.line, f"'{{block:{blocks[0].name}}}' stands alone in its paragraph")
    if blocks:
        return Part(Role.BLOCK, (), passage.conditions, passage.line, blocks[0].name)
    return Part(Role.PARAGRAPH, (whole,), passage.conditions, passage.line)


def items(lines: list[str], start: int) -> Iterator[Text]:
    for place, line in enumerate(lines):
        if not line.startswith("- "):
            raise MarkupError(start + place, "each line of a list begins with '- '; put an empty line after the list")
        yield text(line.removeprefix("- "), start + place)


def text(source: str, line: int) -> Text:
    """A run of text; leading [?flag] marks are its conditions."""
    conditions = []
    while match := CONDITION.match(source):
        conditions.append((match[2], match[1] == "?"))
        source = source[match.end() :]
    try:
        return Text(parse(source), tuple(conditions), line)
    except MarkupError as error:
        raise MarkupError(line + error.line, str(error)) from None
