"""What changed in law and content, as readers are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Change:
    """`lines` are one sentence each; `url` is the page of ours it concerns, or ""."""

    day: date
    title: str
    lines: tuple[str, ...]
    url: str = ""


@dataclass(frozen=True)
class Changes:
    """Newest first."""

    entries: tuple[Change, ...]
