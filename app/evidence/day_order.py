"""05/09/2026: is it May or September? One cell does not tell, the whole column often does. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

FIRST_YEAR = 2010


class DayOrder(StrEnum):
    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    YEAR_FIRST = "year-first"


class Written(NamedTuple):
    """The numbers of a date as they stand; `year` is 0 when it is one of the three short numbers. `clock` sorts."""

    numbers: tuple[int, ...]
    year: int = 0
    clock: tuple[int, ...] = ()

    @property
    def orders(self) -> tuple[DayOrder, ...]:
        if self.year:
            return (DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST)
        return (DayOrder.YEAR_FIRST, DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST)

    def in_order(self, order: DayOrder, today: date) -> date | None:
        """None for a day that never was, is yet to come, or cannot be written in this order."""
        if order not in self.orders:
            return None
        year, month, day = self.parts(order)
        try:
            found = date(year, month, day)
        except ValueError:
            return None
        return found if FIRST_YEAR <= year and found <= today else None

    def parts(self, order: DayOrder) -> tuple[int, int, int]:
        if order is DayOrder.YEAR_FIRST:
            return 2000 + self.numbers[0], self.numbers[1], self.numbers[2]
        year = self.year or 2000 + self.numbers[2]
        first, second = self.numbers[:2]
        return (year, second, first) if order is DayOrder.DAY_FIRST else (year, first, second)


def decide(column: Iterable[Written], today: date, first: date | None, last: date | None) -> DayOrder | None:
    """The only order in which every date was a day before today, fits the file's own days, or runs in order of time."""
    seen = list(dict.fromkeys(column))
    if not seen:
        return None
    alive = [order for order in DayOrder if all(fits(one, order, today) for one in seen)]
    if len(alive) > 1 and first and last:
        alive = [order for order in alive if all(first <= day <= last for day in days(seen, order, today))] or alive
    if len(alive) > 1:
        alive = [order for order in alive if in_order_of_time(seen, order, today)]
    return alive[0] if len(alive) == 1 else None


def fits(one: Written, order: DayOrder, today: date) -> bool:
    """A date that is none in any order speaks for none."""
    return one.in_order(order, today) is not None or not any(one.in_order(other, today) for other in one.orders)


def days(seen: Sequence[Written], order: DayOrder, today: date) -> list[date]:
    return [day for one in seen if (day := one.in_order(order, today))]


def in_order_of_time(seen: Sequence[Written], order: DayOrder, today: date) -> bool:
    moments = [(day, one.clock) for one in seen if (day := one.in_order(order, today))]
    if len({day for day, _ in moments}) < 3:
        return False
    return moments == sorted(moments) or moments == sorted(moments, reverse=True)


def only_order(one: Written, today: date) -> DayOrder | None:
    """For a date that stands alone: 25/09/2026 can be read in one way only."""
    found = [order for order in one.orders if one.in_order(order, today)]
    return found[0] if len(found) == 1 else None
