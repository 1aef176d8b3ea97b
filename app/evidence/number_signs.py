"""content/tables/number-signs.yaml, and what it suggests of a number: who it may be, and why. It only suggests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from app.content.model import ContentModel, validate
from app.content.tree import read
from app.domain.contact import Contact
from app.domain.phone_number import compared
from app.evidence.summary import NumberLine

MOST_WORDS_SAID = 3
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
Short = Annotated[str, Field(min_length=2, max_length=30)]
Digits = Annotated[str, Field(pattern=r"^[0-9]{1,6}$")]


class Side(StrEnum):
    """What a sign speaks for; `beside` is said only where another one speaks for a collector."""

    COLLECTOR = "collector"
    CHECK = "check"
    BESIDE = "beside"


class SignTest(StrEnum):
    CALLS = "calls"
    CALLS_ON_A_DAY = "calls-on-a-day"
    NIGHT = "night"
    WORDS = "words"
    PREFIX = "prefix"
    CALLED_BACK = "called-back"
    WITHHELD = "withheld"


# What each test needs to be told, and what its sentence may hold.
NEEDS: Mapping[SignTest, frozenset[str]] = {
    SignTest.CALLS: frozenset({"at_least", "a_day"}),
    SignTest.CALLS_ON_A_DAY: frozenset({"at_least"}),
    SignTest.NIGHT: frozenset({"at_least"}),
    SignTest.WORDS: frozenset({"words"}),
    SignTest.PREFIX: frozenset({"prefixes", "digits"}),
    SignTest.CALLED_BACK: frozenset({"at_least", "share"}),
    SignTest.WITHHELD: frozenset(),
}
TELLS: Mapping[SignTest, frozenset[str]] = {
    SignTest.CALLS: frozenset({"count", "days"}),
    SignTest.CALLS_ON_A_DAY: frozenset({"count"}),
    SignTest.NIGHT: frozenset({"count"}),
    SignTest.WORDS: frozenset({"words"}),
    SignTest.PREFIX: frozenset(),
    SignTest.CALLED_BACK: frozenset({"count"}),
    SignTest.WITHHELD: frozenset(),
}

# Of two signs for the same the first that holds is said.
SAME = {SignTest.CALLS_ON_A_DAY: SignTest.CALLS}


class Sign(ContentModel):
    """One sign. `digits` are the shortest and the longest number it is about; the other fields as the file's head says."""

    test: SignTest
    side: Side
    says: Short
    at_least: Annotated[int, Field(ge=1, le=1_000)] | None = None
    a_day: Annotated[float, Field(gt=0, le=100)] | None = None
    share: Annotated[float, Field(gt=0, le=10)] | None = None
    words: Annotated[tuple[Short, ...], Field(max_length=60)] = ()
    prefixes: Annotated[tuple[Digits, ...], Field(max_length=60)] = ()
    digits: tuple[int, int] | None = None

    @model_validator(mode="after")
    def hold_what_the_test_needs(self) -> Self:
        given = {name for name in ("at_least", "a_day", "share", "words", "prefixes", "digits") if getattr(self, name)}
        if given != NEEDS[self.test]:
            wanted = ", ".join(sorted(NEEDS[self.test])) or "nothing more"
            raise ValueError(f"the test '{self.test}' needs {wanted}")
        known = ", ".join(f"{{{name}}}" for name in sorted(TELLS[self.test])) or "none"
        for name in PLACEHOLDER.findall(self.says):
            if name not in TELLS[self.test]:
                raise ValueError(f"'{self.test}' tells nothing of '{name}'; it tells: {known}")
        return self


class Labels(ContentModel):
    """What stands before the reasons: nothing speaks against a collector, or something does."""

    collector: Short
    check: Short


class NumberSignsFile(ContentModel):
    checked_on: date
    review_by: date
    labels: Labels
    note: str
    signs: Annotated[tuple[Sign, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`likely`: something speaks for a collector; `doubtful`: and something for another. `says` is the whole of it."""

    likely: bool
    doubtful: bool
    says: str


@dataclass(frozen=True)
class NumberSigns:
    """Pure: the same line gives the same suggestion."""

    file: NumberSignsFile

    @cached_property
    def spoken(self) -> re.Pattern[str]:
        """Any of the words; the longest first, so that one word is not taken for another within it."""
        words = {word for sign in self.file.signs for word in sign.words}
        return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or r"(?!)")

    def heard(self, contacts: Iterable[Contact]) -> dict[str, tuple[str, ...]]:
        """The words of demand in what the other side wrote or said, by number, in the order they came."""
        found: dict[str, dict[str, None]] = {}
        for contact in contacts:
            if contact.words and contact.incoming:
                for word in self.spoken.findall(contact.words):
                    found.setdefault(compared(contact.number), {})[word] = None
        return {number: tuple(words) for number, words in found.items()}

    def suggest(self, line: NumberLine, heard: Sequence[str] = ()) -> Suggestion | None:
        """What speaks for a collector with its reasons, and what to look at first; None where nothing stands out."""
        said: dict[Side, dict[SignTest, str]] = {side: {} for side in Side}
        for sign in self.file.signs:
            about = SAME.get(sign.test, sign.test)
            told = TESTS[sign.test](sign, line, heard) if about not in said[sign.side] else None
            if told is not None:
                said[sign.side][about] = fill(sign.says, told)
        reasons, doubts = list(said[Side.COLLECTOR].values()), list(said[Side.CHECK].values())
        if not reasons:
            return Suggestion(False, True, sentences(doubts)) if doubts else None
        labels = self.file.labels
        label = labels.check if doubts else labels.collector
        why = "，".join((*reasons, *said[Side.BESIDE].values()))
        return Suggestion(True, bool(doubts), sentences([f"{label}：{why}", *doubts]))


def fill(says: str, told: Mapping[str, object]) -> str:
    return PLACEHOLDER.sub(lambda found: str(told[found[1]]), says)


def sentences(said: Iterable[str]) -> str:
    return "".join(f"{one}。" for one in said)


Told = dict[str, object]


def calls(sign: Sign, line: NumberLine, heard: Sequence[str]) -> Told | None:
    enough = line.calls >= (sign.at_least or 0) and line.calls >= (sign.a_day or 0) * line.calling_days
    return {"count": line.calls, "days": line.calling_days} if enough else None


def calls_on_a_day(sign: Sign, line: NumberLine, heard: Sequence[str]) -> Told | None:
    return {"count": line.most_calls} if line.most_calls >= (sign.at_least or 0) else None


def night(sign: Sign, line: NumberLine, heard: Sequence[str]) -> Told | None:
    return {"count": line.night} if line.night >= (sign.at_least or 0) else None


def words(sign: Sign, line: NumberLine, heard: Sequence[str]) -> Told | None:
    found = [word for word in heard if word in sign.words]
    return {"words": "".join(f"“{word}”" for word in found[:MOST_WORDS_SAID])} if found else None


def prefix(sign: Sign, line: NumberLine, heard: Sequence[str]) -> Told | None:
    shortest, longest = sign.digits or (0, 0)
    number = compared(line.number)
    fits = number.isdigit() and shortest <= len(number) <= longest
    return {} if fits and number.startswith(sign.prefixes) else None


def called_back(sign: Sign, line: NumberLine, heard: Sequence[str]) -> Told | None:
    enough = line.outgoing >= (sign.at_least or 0) and line.outgoing >= (sign.share or 0) * line.incoming
    return {"count": line.outgoing} if enough else None


def withheld(sign: Sign, line: NumberLine, heard: Sequence[str]) -> Told | None:
    return None if line.number else {}


TESTS = {
    SignTest.CALLS: calls,
    SignTest.CALLS_ON_A_DAY: calls_on_a_day,
    SignTest.NIGHT: night,
    SignTest.WORDS: words,
    SignTest.PREFIX: prefix,
    SignTest.CALLED_BACK: called_back,
    SignTest.WITHHELD: withheld,
}


def load_number_signs(content: Path) -> tuple[NumberSigns | None, list[str]]:
    """content/tables/number-signs.yaml; problems as `path:line: sentence`."""
    file, problems = validate(NumberSignsFile, read(content / "tables" / "number-signs.yaml", content.parent))
    return (NumberSigns(file) if file else None), problems
