"""What the words of a cell or a line mean: came in, went out, was missed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.contact import Direction
from app.domain.text import clean

QUOTED_LENGTH = 20
WHOLE_ONLY = "="


class Sense(StrEnum):
    """The closed set of meanings; the values are the keys under `values:` of a format file."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"
    MISSED = "missed"
    REJECTED = "rejected"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    MESSAGE = "message"
    HIDDEN = "hidden"
    IGNORED = "ignored"
    UNSENT = "unsent"


Senses = frozenset[Sense]
NO_SENSE: Senses = frozenset()
NOT_TAKEN = frozenset({Sense.MISSED, Sense.REJECTED, Sense.UNANSWERED})
CAME_IN = frozenset({Sense.INCOMING, Sense.MISSED, Sense.REJECTED})


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell or row we cannot read: why, and what to do, in one or two Chinese sentences."""

    sentence: str


def quoted(text: str) -> str:
    """“text”, cleaned and shortened, for a sentence."""
    shown = " ".join(clean(text).split())
    return f"“{shown[:QUOTED_LENGTH]}…”" if len(shown) > QUOTED_LENGTH else f"“{shown}”"


def folded(text: str) -> str:
    """For comparing: NFKC, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def is_sign(word: str) -> bool:
    """↙ and its like mean the same wherever they stand."""
    return len(word) == 1 and unicodedata.category(word) in ("So", "Sm")


class Marks:
    """Finds senses: an exact word first, else every known word inside the text, longest first.

    A word behind WHOLE_ONLY (=已取消) has its sense only where it is the whole text.
    """

    def __init__(self, words: Iterable[tuple[str, Sense]]) -> None:
        exact: dict[str, set[Sense]] = {}
        within: dict[str, set[Sense]] = {}
        for word, sense in words:
            plain = folded(word.removeprefix(WHOLE_ONLY))
            exact.setdefault(plain, set()).add(sense)
            if not word.startswith(WHOLE_ONLY):
                within.setdefault(plain, set()).add(sense)
        self._exact = {word: frozenset(senses) for word, senses in exact.items()}
        self._within = {word: frozenset(senses) for word, senses in within.items()}
        self._found: dict[str, Senses] = {}
        spoken = (word for word in within if (len(word) > 1 or is_sign(word)) and not word.lstrip("-").isdigit())
        inner = sorted(spoken, key=len, reverse=True)
        # Chinese has no word boundaries; in English "in" must not be found inside "missing".
        shapes = [rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word) for word in inner]
        self._inside = re.compile("|".join(shapes)) if shapes else None

    def exactly(self, text: str) -> Senses:
        return self._exact.get(folded(text), NO_SENSE)

    def inside(self, text: str) -> Senses:
        """The senses of every known word in a longer text."""
        if self._inside is None:
            return NO_SENSE
        return frozenset(sense for match in self._inside.finditer(folded(text)) for sense in self._within[match[0]])

    def senses(self, text: str) -> Senses:
        """Of a cell; cells repeat, so the answer is kept."""
        if text not in self._found:
            if len(self._found) > 10_000:
                self._found.clear()
            self._found[text] = self.exactly(text) or self.inside(text)
        return self._found[text]


def direction_of(senses: Senses) -> Direction | None:
    """None when the words do not say, or say both."""
    if Sense.OUTGOING in senses:
        return None if Sense.INCOMING in senses else Direction.OUT
    return Direction.IN if senses & CAME_IN else None


def answered_of(senses: Senses, direction: Direction, seconds: int | None) -> bool | None:
    """Words first; then a length above zero was a conversation, an incoming call of no length was not taken."""
    if senses & NOT_TAKEN:
        return False
    if Sense.ANSWERED in senses or (seconds or 0) > 0:
        return True
    return False if seconds == 0 and direction is Direction.IN else None
