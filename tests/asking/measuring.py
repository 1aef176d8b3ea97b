"""How often the right situation comes first and among three."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from app.asking.answering import AskBook
from app.asking.model import SITUATIONS
from app.content.tree import read

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Sentence:
    text: str
    means: tuple[str, ...]


def sentences(name: str) -> list[Sentence]:
    """The sentences of a file beside this one."""
    groups = cast("list[dict[str, list[object]]]", value(name))
    return [
        Sentence(str(said), tuple(str(slug) for slug in group["means"])) for group in groups for said in group["say"]
    ]


def value(name: str) -> object:
    tree = read(HERE / name, HERE)
    assert tree.problems == []
    return tree.value


@dataclass
class Measured:
    """`confused` counts (wanted, got first)."""

    asked: int = 0
    first: int = 0
    among_three: int = 0
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    @property
    def shares(self) -> tuple[float, float]:
        return self.first / self.asked, self.among_three / self.asked


def measure(book: AskBook, said: Sequence[Sentence]) -> Measured:
    measured = Measured()
    for sentence in said:
        got = [answer.slug for answer in book.ask(sentence.text, 3).answers if answer.topic == SITUATIONS]
        measured.asked += 1
        measured.first += bool(got) and got[0] in sentence.means
        measured.among_three += bool(set(got) & set(sentence.means))
        if not got or got[0] not in sentence.means:
            measured.confused[sentence.means[0], got[0] if got else "nothing"] += 1
            measured.missed.append(f"{sentence.text}: {', '.join(sentence.means)}, not {', '.join(got) or 'nothing'}")
    return measured


def table(rows: dict[str, Measured]) -> Iterator[str]:
    yield f"{'part':<12} {'sentences':>9} {'first':>7} {'among 3':>8}"
    for name, row in rows.items():
        first, three = row.shares
        yield f"{name:<12} {row.asked:>9} {first:>7.1%} {three:>8.1%}"
    for name, row in rows.items():
        for (wanted, got), times in row.confused.most_common(8):
            yield f"{name}: {times} × {wanted} taken for {got}"
