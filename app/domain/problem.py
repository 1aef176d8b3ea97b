"""A problem in what a person gave us: a value with a sentence they can act on."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.link import Link


@dataclass(frozen=True, slots=True)
class Problem:
    """`where` is a field id, a row number or "" for the whole; `sentence` is Chinese and says what to do;
    `link` leads where it is settled, when that is another page."""

    where: str
    sentence: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Harm:
    """Something in a letter that may hurt its writer. `blocking` harms stop the letter; others are shown before output.
    `kind` says what it is about; `calls` are numbers to call first, where a life may be in danger."""

    where: str
    quote: str
    why: str
    instead: str
    blocking: bool = False
    kind: str = ""
    calls: tuple[str, ...] = ()

    @property
    def as_problem(self) -> Problem:
        better = f"可以这样改：{self.instead}" if self.instead else ""
        return Problem(self.where, f"“{self.quote}”：{self.why}{better}")


class Unreadable(ValueError):
    """An answer that is none. `sentence` says what to do; `where` is a place inside the field (rows.2.amount) where it is
    not the whole."""

    def __init__(self, sentence: str, where: str = "") -> None:
        self.sentence = sentence
        self.where = where
        super().__init__(sentence)

    def problems_at(self, name: str) -> tuple[Problem, ...]:
        """As a problem of the field of this name."""
        return (Problem(self.where or name, self.sentence),)


class SeveralUnreadable(ValueError):
    """Several places of one field at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("；".join(one.sentence for one in problems))

    def problems_at(self, _: str) -> tuple[Problem, ...]:
        return self.problems
