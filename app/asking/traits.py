"""What a text has that tells pages apart: concepts, their pairs, forms, single characters, neighbouring characters and sounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from app.asking.lexicon import SURE, Find, Lexicon
from app.asking.wording import Unit, Wording

# Two concepts are a pair when at most so many characters stand between them.
NEAR = 14
# A syllable typed in letters says as much as a character and its sound together.
TYPED_WEIGHT = 5.0


# A number of any size is one token: 三十几个 says what 46个 says.
NUMERALS = frozenset("0123456789零一二两三四五六七八九十几百千万")


class Kind(StrEnum):
    CONCEPT = "concept"
    PAIR = "pair"
    FORM = "form"
    ONE = "one"
    TWO = "two"
    SOUNDS = "sounds"


class Trait(NamedTuple):
    kind: Kind
    key: str


class Seen(NamedTuple):
    """How surely a trait was seen, and between which characters of the shown text."""

    strength: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Described:
    """A text with its traits and the concepts in it, each as sure as its surest find."""

    wording: Wording
    traits: Mapping[Trait, Seen]
    concepts: Mapping[str, float]


def describe(text: str, lexicon: Lexicon) -> Described:
    wording = lexicon.reader.read(text)
    units = wording.units
    finds = lexicon.find(units)
    traits: dict[Trait, Seen] = {}
    for kind, key, strength, start, end in every(units, finds):
        trait = Trait(kind, key)
        if trait not in traits or traits[trait].strength < strength:
            traits[trait] = Seen(strength, units[start].start, units[end - 1].end)
    concepts: dict[str, float] = {}
    for find in finds:
        concepts[find.meaning] = max(find.strength, concepts.get(find.meaning, 0.0))
    return Described(wording, traits, concepts)


Row = tuple[Kind, str, float, int, int]


def every(units: Sequence[Unit], finds: Sequence[Find]) -> Iterator[Row]:
    for find in finds:
        yield Kind.CONCEPT, find.meaning, find.strength, find.start, find.end
        yield Kind.FORM, find.form, find.strength, find.start, find.end
    yield from pairs(finds)
    tokens = tokenise(units, finds)
    for at, unit in enumerate(units):
        if unit.written:
            yield Kind.ONE, unit.written, 1.0, at, at + 1
    yield from neighbours(tokens)
    yield from sounds(units, finds)


def pairs(finds: Sequence[Find]) -> Iterator[Row]:
    """Every two different concepts near each other; `finds` are by place."""
    for place, one in enumerate(finds):
        for other in finds[place + 1 :]:
            if other.start - one.end > NEAR:
                break
            if one.meaning != other.meaning:
                pair = "+".join(sorted((one.meaning, other.meaning)))
                yield Kind.PAIR, pair, one.strength * other.strength, one.start, other.end


class Token(NamedTuple):
    """A character, or a concept in place of the characters that say it; a gap has no text."""

    text: str
    concept: bool
    start: int
    end: int


def tokenise(units: Sequence[Unit], finds: Sequence[Find]) -> list[Token]:
    longest: dict[int, Find] = {}
    for find in finds:
        if find.strength >= SURE and (find.start not in longest or find.end > longest[find.start].end):
            longest[find.start] = find
    tokens: list[Token] = []
    at = 0
    while at < len(units):
        if at in longest:
            tokens.append(Token(f"<{longest[at].meaning}>", True, at, longest[at].end))
        elif units[at].written in NUMERALS:
            end = at + 1
            while end < len(units) and units[end].written in NUMERALS and end not in longest:
                end += 1
            tokens.append(Token("#", False, at, end))
        else:
            tokens.append(Token(units[at].written, False, at, at + 1))
        at = tokens[-1].end
    return tokens


def neighbours(tokens: Sequence[Token]) -> Iterator[Row]:
    """Every two neighbours without a gap, unless both are concepts: those are a pair already."""
    for one, other in pairwise(tokens):
        if one.text and other.text and not (one.concept and other.concept):
            yield Kind.TWO, one.text + other.text, 1.0, one.start, other.end


def sounds(units: Sequence[Unit], finds: Sequence[Find]) -> Iterator[Row]:
    """Every two neighbouring sounds that are not part of one sure find."""
    taken = {at for find in finds if find.strength >= SURE for at in range(find.start, find.end - 1)}
    for at in range(len(units) - 1):
        one, other = units[at], units[at + 1]
        if one.sound and other.sound and at not in taken:
            typed = not one.written and not other.written
            yield Kind.SOUNDS, f"{one.sound}-{other.sound}", TYPED_WEIGHT if typed else 1.0, at, at + 2
