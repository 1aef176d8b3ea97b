"""A problem in what a person gave us: a value with a sentence they can act on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`where` is a field id, a row number or "" for the whole; `sentence` is Chinese and says what to do."""

    where: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Harm:
    """Something in a letter that may hurt its writer. `blocking` harms stop the letter; others are shown before output."""

    where: str
    quote: str
    why: str
    instead: str
    blocking: bool = False
