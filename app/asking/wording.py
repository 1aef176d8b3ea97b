"""A question as the search sees it: simplified, in small letters, cut into characters and typed syllables."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from opencc import OpenCC

from app.asking.sounds import fold, sound, spell
from app.domain.text import clean

KEPT_MARKS = "%"


class Unit(NamedTuple):
    """A character, digit or letter (`written`), or a syllable typed in letters (no `written`); `sound` where it has one.

    `start` and `end` are its place in the shown text. Punctuation and emoji are a unit with neither: a gap.
    """

    written: str
    sound: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wording:
    """`shown` is the text as typed, without what cannot be seen; `units` what is looked at."""

    shown: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads texts. `known` are words of letters that stand for themselves (hr, app) and are not spelt as syllables."""

    dialect: Mapping[str, str]
    known: frozenset[str] = frozenset()

    def read(self, text: str) -> Wording:
        shown = unicodedata.normalize("NFKC", clean(text))
        plain = simplify(shown, self.dialect)
        units: list[Unit] = []
        at = 0
        while at < len(plain):
            end = at + 1
            if is_letter(plain[at]):
                while end < len(plain) and is_letter(plain[end]):
                    end += 1
                units += self.typed(plain[at:end], at)
            elif not plain[at].isspace():
                units.append(single(plain[at], at))
            at = end
        return Wording(shown, tuple(units))

    def typed(self, letters: str, at: int) -> list[Unit]:
        """Letters as syllables, or else each as itself."""
        cut = () if letters in self.known else spell(letters)
        if not cut:
            return [Unit(one, "", at + place, at + place + 1) for place, one in enumerate(letters)]
        units = []
        for syllable in cut:
            units.append(Unit("", fold(syllable), at, at + len(syllable)))
            at += len(syllable)
        return units


@cache
def converter() -> OpenCC:
    return OpenCC("t2s")


def simplify(text: str, dialect: Mapping[str, str]) -> str:
    """Simplified characters and small letters, one for one; dialect characters as the standard ones."""
    same = converter().convert(text)
    if len(same) != len(text):
        same = "".join(new if len(new := converter().convert(one)) == 1 else one for one in text)
    small = "".join(low if len(low := one.lower()) == 1 else one for one in same)
    return "".join(dialect.get(one, one) for one in small)


def is_letter(one: str) -> bool:
    return one.isascii() and one.isalpha()


def single(one: str, at: int) -> Unit:
    heard = sound(one)
    return Unit(one if heard or one.isdigit() or one in KEPT_MARKS else "", heard, at, at + 1)
