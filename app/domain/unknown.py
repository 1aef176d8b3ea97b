"""What we do not know, as readers are told at /limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Unknown:
    """One thing that was not read, not verified or is not the same everywhere; `url` leads to our page of it, or is ""."""

    what: str
    says: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class UnknownSection:
    title: str
    unknowns: tuple[Unknown, ...]


@dataclass(frozen=True, slots=True)
class Unknowns:
    """The page, in its order; `answer` is its first sentence."""

    answer: str
    sections: tuple[UnknownSection, ...]
    checked_on: date
    review_by: date
