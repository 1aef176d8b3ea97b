"""When each piece of content was checked, and by when it is to be checked again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A content file. `url` is the page of ours that shows it, or ""."""

    path: str
    title: str
    url: str
    checked_on: date
    review_by: date

    def overdue(self, day: date) -> bool:
        return day > self.review_by


@dataclass(frozen=True)
class Reviews:
    """Every content file that carries its days, the next to be checked first."""

    files: tuple[Reviewed, ...]

    def overdue(self, day: date) -> tuple[Reviewed, ...]:
        return tuple(one for one in self.files if one.overdue(day))

    def soon(self, day: date, days: int) -> tuple[Reviewed, ...]:
        """What is due within so many days, and not overdue yet."""
        end = day + timedelta(days=days)
        return tuple(one for one in self.files if not one.overdue(day) and one.review_by <= end)

    def later(self, day: date, days: int) -> tuple[tuple[date, tuple[Reviewed, ...]], ...]:
        """The rest, by the day it is due."""
        end = day + timedelta(days=days)
        rest = [one for one in self.files if one.review_by > end]
        due = sorted({one.review_by for one in rest})
        return tuple((day, tuple(one for one in rest if one.review_by == day)) for day in due)


def in_order(files: Iterable[Reviewed]) -> Reviews:
    return Reviews(tuple(sorted(files, key=lambda one: (one.review_by, one.path))))
