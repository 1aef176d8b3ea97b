"""Finding the words of a lexicon in a text: as written, as they sound, as typed in letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.asking.sounds import sound
from app.asking.wording import Reader, Unit, simplify

# How sure a find is: written out; typed as syllables; the same sounds in other characters, of three and of two syllables.
WRITTEN, TYPED, HEARD, BARELY_HEARD = 1.0, 0.9, 0.8, 0.55
SURE = 0.7
END = "\n"


@dataclass(frozen=True, slots=True)
class Find:
    """A meaning found in units[start:end]. `form` is the lexicon's own, whatever stood there."""

    meaning: str
    form: str
    start: int
    end: int
    strength: float


@dataclass(slots=True)
class Tree:
    """Forms by their parts, as nested mappings: a step to the next part, END to the form."""

    root: dict[str, object] = field(default_factory=dict)

    def add(self, parts: Iterable[str], form: str) -> None:
        node = self.root
        for part in parts:
            node = node.setdefault(part, {})  # type: ignore[assignment]
        node.setdefault(END, form)

    def longest(self, parts: Sequence[str], start: int) -> tuple[int, str]:
        """Where the longest form from `start` ends, and the form; `start` itself where there is none."""
        node: object = self.root
        best = (start, "")
        for at in range(start, len(parts)):
            if not parts[at] or not isinstance(node, dict) or (node := node.get(parts[at])) is None:
                break
            if END in node:
                best = (at + 1, str(node[END]))
        return best


class Lexicon:
    """Forms by meaning. The longest form at a place hides what lies inside it."""

    def __init__(self, forms: Mapping[str, Sequence[str]], dialect: Mapping[str, str]) -> None:
        self.written = Tree()
        self.heard = Tree()
        self.meanings: dict[str, str] = {}
        for meaning, row in forms.items():
            for form in row:
                self.meanings.setdefault(simplify(form.replace(" ", ""), dialect), meaning)
        for form in self.meanings:
            self.written.add(form, form)
            sounds = [sound(one) for one in form]
            if len(sounds) > 1 and all(sounds):
                self.heard.add(sounds, form)
        letters = frozenset(form for form in self.meanings if form.isascii() and form.isalpha())
        self.reader = Reader(dialect, letters)

    def find(self, units: Sequence[Unit]) -> list[Find]:
        """What is found, by place."""
        found = [*self.as_written(units), *self.as_heard(units)]
        over: list[list[Find]] = [[] for _ in units]
        for one in found:
            for at in range(one.start, one.end):
                over[at].append(one)
        left = (
            one for one in found if not any(hides(other, one) for at in range(one.start, one.end) for other in over[at])
        )
        return sorted(left, key=lambda one: (one.start, one.end))

    def as_written(self, units: Sequence[Unit]) -> Iterator[Find]:
        parts = [unit.written for unit in units]
        for start in range(len(parts)):
            if parts[start] not in self.written.root:
                continue
            end, form = self.written.longest(parts, start)
            if end > start:
                yield Find(self.meanings[form], form, start, end, WRITTEN)

    def as_heard(self, units: Sequence[Unit]) -> Iterator[Find]:
        parts = [unit.sound for unit in units]
        for start in range(len(parts)):
            if parts[start] not in self.heard.root:
                continue
            end, form = self.heard.longest(parts, start)
            if end > start:
                typed = not any(unit.written for unit in units[start:end])
                strength = TYPED if typed else HEARD if end - start > 2 else BARELY_HEARD
                yield Find(self.meanings[form], form, start, end, strength)


def hides(other: Find, one: Find) -> bool:
    """Whether `other`, which shares a unit with `one`, is longer and as sure all around it, or surer in its place."""
    around = other.start <= one.start and other.end >= one.end
    if around and other.end - other.start > one.end - one.start:
        return other.strength >= one.strength
    if (other.start, other.end) == (one.start, one.end):
        return other.strength > one.strength
    return one.strength < SURE and other.strength > one.strength
