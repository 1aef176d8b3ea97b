"""What an address asks in closed words and days, read by name: every name with all its values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from app.domain.moment import read_day
from app.domain.problem import Problem

MOST_SHOWN = 40
# Of a name with thousands of values nobody reads more problems, and none is worth the search for what was meant.
MOST_TOLD = 5
Asked = Mapping[str, Sequence[str]]


def first(asked: Asked, name: str) -> str:
    """The first value that is not empty."""
    return next((one.strip() for one in asked.get(name, ()) if one.strip()), "")


def one_of(name: str, noun: str, value: str, known: Iterable[str], problems: list[Problem]) -> str:
    """The value; a problem where it is not one of the known."""
    words = [str(one) for one in known if one]
    if value and value not in words:
        near = get_close_matches(value[:80], words, n=1, cutoff=0.5)
        hint = f"是不是 {near[0]}？" if near else f"可以写：{listed(words)}。"
        problems.append(Problem(name, f"没有“{value[:MOST_SHOWN]}”这种{noun}。{hint}"))
    return value


def some_of(
    name: str, noun: str, values: Sequence[str], known: Collection[str], problems: list[Problem]
) -> tuple[str, ...]:
    """The values, each once, in the order of what is known; a problem for each that is not, up to MOST_TOLD, and how many more."""
    given = dict.fromkeys(one.strip() for one in values if one.strip())
    unknown = [one for one in given if one not in known]
    for one in unknown[:MOST_TOLD]:
        one_of(name, noun, one, known, problems)
    if len(unknown) > MOST_TOLD:
        problems.append(Problem(name, f"另外还有{len(unknown) - MOST_TOLD}个{noun}，我们也不认识。"))
    return tuple(one for one in known if one in given)


def listed(words: Iterable[str]) -> str:
    """At most ten of them, and …… for the rest."""
    shown = list(words)
    return "、".join(shown[:10]) + ("……" if len(shown) > 10 else "")


def read_asked_day(name: str, asked: Asked, problems: list[Problem]) -> date | None:
    """The day; None where none was asked for, or, with a problem, where it is none."""
    value = first(asked, name)
    if not value:
        return None
    try:
        return read_day(value)
    except ValueError as failure:
        problems.append(Problem(name, str(failure)))
        return None
