"""A danger to somebody's life as its words give it away, and what to say before anything else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Danger:
    """`numbers` are to be called; `harmless` are longer sayings that merely contain one of the `forms`."""

    sentence: str
    numbers: tuple[str, ...]
    forms: tuple[str, ...]
    harmless: tuple[str, ...] = ()
