"""The one-year loan prime rate (一年期LPR) of a day: four times it is the cap on interest between persons."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PrimeRates:
    """`changes`: from which day which rate, in percent, oldest first; `until`: the last day for which it is known."""

    changes: tuple[tuple[date, Decimal], ...] = ()
    until: date = date.min

    def on(self, day: date) -> Decimal | None:
        """In percent; None before the first and after the last day that is known."""
        place = bisect_right([first for first, _ in self.changes], day)
        return self.changes[place - 1][1] if place and day <= self.until else None
