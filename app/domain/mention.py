"""Laws and articles that somebody's own words name: 合同法第73条, 民诉法214条, 《刑法》第二百九十三条之一."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.domain.law import Citation, Ending, Instrument, Lawbook, Strength
from app.domain.numeral import NUMERAL, read_numeral

MOST = 5
ARTICLE = rf"》?(?:[（(][^）)]{{1,20}}[）)])?的?第?({NUMERAL})条(?:之({NUMERAL}))?"
# 律师法院, 刑法官: the words go on, and no law was named.
GOES_ON = tuple("院官律定人")


@dataclass(frozen=True, slots=True)
class Held:
    """An article under the number that was named, in one of our versions, and what stands in its place today."""

    citation: Citation
    now: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """`printed` is 第73条, or "" where only the law was named; `held` newest first; `over` if the law has ended."""

    instrument: Instrument
    printed: str
    held: tuple[Held, ...]
    over: Ending | None


def mentions(law: Lawbook, text: str, day: date) -> tuple[Mention, ...]:
    """What the text names, in its order, each once, at most MOST."""
    pattern, known = reader(law)
    found: dict[tuple[str, str], Mention] = {}
    for match in pattern.finditer(text):
        row = law.instrument(known[match[1]])
        number = str(read_numeral(match[2])) if match[2] else ""
        if match[3]:
            number += f"之{read_numeral(match[3])}"
        if number or is_named(row, text, match):
            found.setdefault((row.id, number), mention(law, row, number, day))
    return tuple(found.values())[:MOST]


def is_named(row: Instrument, text: str, match: re.Match[str]) -> bool:
    """Whether a name without an article means the law: 投诉办法 is also any way to complain."""
    if text[: match.start()].endswith("《"):
        return True
    return row.latest.strength is Strength.LAW and not text[match.end() :].startswith(GOES_ON)


@lru_cache(maxsize=4)
def reader(law: Lawbook) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds a name and its article, the longest name first, and the ids the names stand for."""
    known = names(law)
    alternatives = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return re.compile(f"({alternatives})(?:{ARTICLE})?"), known


def names(law: Lawbook) -> Mapping[str, str]:
    """Every name a law goes by, to its id; a name of two laws is nobody's."""
    told: dict[str, set[str]] = {}
    for row in law.instruments.values():
        for version in row.versions:
            title = version.title.removeprefix("中华人民共和国")
            for name in (version.short, title, *version.also):
                told.setdefault(name, set()).add(row.id)
    return {name: next(iter(ids)) for name, ids in told.items() if len(ids) == 1}


def mention(law: Lawbook, row: Instrument, number: str, day: date) -> Mention:
    held = [
        Held(Citation(version, version.articles[number]), law.successors(version, version.articles[number]))
        for version in reversed(row.versions)
        if number in version.articles and version.articles[number].printed
    ]
    article, _, more = number.partition("之")
    printed = f"第{article}条" + (f"之{more}" if more else "") if number else ""
    over = [one for one in row.endings if one is row.entries[-1] and one.starts <= day]
    return Mention(row, printed, tuple(held), over[0] if over else None)
