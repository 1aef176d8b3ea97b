"""Two versions of an instrument beside each other, as far as our files tell: matched through each article's `formerly`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.law import Article, Instrument, LawVersion


class Fate(StrEnum):
    """What became of an article; our files hold only what we cite, so none is said to be new or gone for certain."""

    RENUMBERED = "条号变了"
    ONLY_NEW = "旧的一版没有收录到对应的"
    ONLY_OLD = "新的一版没有收录到对应的"
    KEPT = "条号没变"


@dataclass(frozen=True, slots=True)
class Pair:
    """An article of the newer version and what it was in the older one; at least one of them is there."""

    before: Article | None
    after: Article | None

    @property
    def fate(self) -> Fate:
        if self.before is None:
            return Fate.ONLY_NEW
        if self.after is None:
            return Fate.ONLY_OLD
        return Fate.KEPT if self.before.number == self.after.number else Fate.RENUMBERED


def compare(row: Instrument, older: LawVersion, newer: LawVersion) -> tuple[Pair, ...]:
    """Every article of `newer` with its counterpart in `older`, then what of `older` has none, each in its own order."""
    pairs = [Pair(counterpart(row, article, older, newer), article) for article in newer.articles.values()]
    met = {pair.before.number for pair in pairs if pair.before}
    return (*pairs, *(Pair(article, None) for number, article in older.articles.items() if number not in met))


def counterpart(row: Instrument, article: Article, older: LawVersion, newer: LawVersion) -> Article | None:
    """What an article of `newer` was in `older`, followed back version by version."""
    start, end = row.versions.index(newer), row.versions.index(older)
    for version in reversed(row.versions[end:start]):
        if not article.formerly or article.formerly not in version.articles:
            return None
        article = version.articles[article.formerly]
    return article


def by_fate(pairs: Sequence[Pair]) -> list[tuple[Fate, list[Pair]]]:
    groups = [(fate, [pair for pair in pairs if pair.fate is fate]) for fate in Fate]
    return [group for group in groups if group[1]]
