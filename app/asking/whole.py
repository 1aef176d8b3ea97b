"""Questions of a word or two, which are no sentence to weigh: the whole of one is looked up, as it sounds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from app.asking.lexicon import Lexicon
from app.asking.model import WordsFile

# More endings than this nobody strings together.
MOST_ENDINGS = 3

Sounds = tuple[str, ...]


class WholeQuestions:
    """By sound, so that 传漂 and chuan piao are 传票."""

    def __init__(self, file: WordsFile, lexicon: Lexicon) -> None:
        self._file = file
        self._lexicon = lexicon

    @cached_property
    def _pages(self) -> Mapping[Sounds, tuple[str, ...]]:
        return {self._sounds(one): entry.pages for entry in self._file.words for one in entry.say}

    @cached_property
    def _endings(self) -> tuple[Sounds, ...]:
        return tuple(sorted({self._sounds(one) for one in self._file.endings}, key=len, reverse=True))

    def _sounds(self, text: str) -> Sounds:
        units = self._lexicon.reader.read(text).units
        return tuple(unit.sound or unit.written for unit in units if unit.sound or unit.written)

    def pages_for(self, question: str) -> tuple[str, ...]:
        """Refs; none where the question is another, or says more."""
        asked = self._sounds(question)
        for _ in range(MOST_ENDINGS):
            if found := self._pages.get(asked):
                return found
            ending = next((one for one in self._endings if len(one) < len(asked) and asked[-len(one) :] == one), None)
            if ending is None:
                return ()
            asked = asked[: -len(ending)]
        return self._pages.get(asked, ())
