"""The small closed set of placeholders in content text. Content never executes.

{b_name}  {amount|money}                     a field of the letter, with an optional format
{law:minsu#227}                              an article, by its number in the newest version
{param:gbt-45251-2025.max_answered_per_day}  a dated figure of an instrument
{term:支付令}                                a glossary term (guidance)
{block:contacts}                             a block, alone in its paragraph (letters)
[?flag] text   [!flag] text                  a paragraph that stands only if the flag holds / does not hold
{{  }}                                       a brace
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    FIELD = "field"
    LAW = "law"
    PARAM = "param"
    TERM = "term"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`name` is what stands after the colon (or the field); `line` counts from 0 inside the parsed text."""

    kind: Kind
    name: str
    format: str = ""
    line: int = 0


Piece = str | Placeholder

TOKEN = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")
SHAPES = {
    Kind.FIELD: re.compile(r"([a-z][a-z0-9_]*)(?:\|([a-z0-9-]+))?"),
    Kind.LAW: re.compile(r"([a-z0-9-]+#[^\s{}]+)()"),
    Kind.PARAM: re.compile(r"([a-z0-9-]+\.[a-z0-9_]+)()"),
    Kind.TERM: re.compile(r"([^\s{}|]+)()"),
    Kind.BLOCK: re.compile(r"([a-z][a-z0-9-]*)()"),
}
CONDITION = re.compile(r"\[([?!])([a-z][a-z0-9_-]*)\]\s*")


class MarkupError(ValueError):
    """`line` counts from 0 inside the text; the message is a sentence."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


def parse(text: str) -> tuple[Piece, ...]:
    """Text and placeholders in order. Raises MarkupError for a lone brace or an unknown form."""
    return tuple(pieces(text))


def pieces(text: str) -> Iterator[Piece]:
    place = 0
    for match in TOKEN.finditer(text):
        if match.start() > place:
            yield text[place : match.start()]
        place = match.end()
        token = match[0]
        line = text.count("\n", 0, match.start())
        if token in ("{{", "}}"):
            yield token[0]
        elif token in ("{", "}"):
            raise MarkupError(line, f"a lone '{token}' stands here; write '{token}{token}' for a brace")
        else:
            yield placeholder(match[1].strip(), line)
    if place < len(text):
        yield text[place:]


def placeholder(inside: str, line: int) -> Placeholder:
    prefix, colon, rest = inside.partition(":")
    kind = Kind(prefix) if colon and prefix in set(Kind) - {Kind.FIELD} else Kind.FIELD
    match = SHAPES[kind].fullmatch(rest if kind is not Kind.FIELD else inside)
    if not match:
        raise MarkupError(line, f"'{{{inside}}}' is no placeholder we know")
    return Placeholder(kind, match[1], match[2] or "", line)


def placeholders(text: str) -> tuple[Placeholder, ...]:
    return tuple(piece for piece in parse(text) if isinstance(piece, Placeholder))


def fill(text: str, value: Callable[[Placeholder], str]) -> str:
    """The text with every placeholder replaced by `value(placeholder)`."""
    return "".join(piece if isinstance(piece, str) else value(piece) for piece in parse(text))


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a body: its text, and the flags it hangs on ((name, wanted) pairs, all must agree)."""

    text: str
    conditions: tuple[tuple[str, bool], ...] = ()
    line: int = 0


def passages(body: str) -> tuple[Passage, ...]:
    """The body split at blank lines, leading [?flag] and [!flag] marks taken off."""
    found: list[Passage] = []
    line = 0
    for chunk in re.split(r"(\n[ \t]*(?:\n[ \t]*)+)", body):
        text = chunk.strip("\n")
        if text.strip():
            conditions = []
            start = line + len(chunk[: len(chunk) - len(chunk.lstrip("\n"))])
            while match := CONDITION.match(text):
                conditions.append((match[2], match[1] == "?"))
                text = text[match.end() :]
            found.append(Passage(text, tuple(conditions), start))
        line += chunk.count("\n")
    return tuple(found)


def holds(passage: Passage, flags: frozenset[str]) -> bool:
    return all((name in flags) is wanted for name, wanted in passage.conditions)
