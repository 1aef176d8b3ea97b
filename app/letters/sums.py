"""Figures of a letter worked out from its answers: income less spending, instalments times terms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from math import prod

from app.domain.fields import Answers, FieldKind, sum_of
from app.letters.model import Letter


def figure(letter: Letter, answers: Answers, name: str) -> Decimal | None:
    """The number under this name: a number, the money of a table (its first such column, or as table.column that one), or a
    sum of such; None where nothing was given for it."""
    table, _, column = name.partition(".")
    if column:
        value = answers.values.get(table)
        cells = [row.get(column) for row in value if isinstance(row, dict)] if isinstance(value, tuple) else []
        given = [cell for cell in cells if isinstance(cell, Decimal)]
        return sum(given, Decimal(0)) if given else None
    asked = letter.field_by_id.get(name)
    if asked is None:
        return worked_out(letter, answers, name)
    value = answers.values.get(name)
    if asked.kind is FieldKind.TABLE and isinstance(value, tuple):
        return sum_of(asked, [row for row in value if not isinstance(row, str)])
    return value if isinstance(value, Decimal) else None


def worked_out(letter: Letter, answers: Answers, name: str) -> Decimal | None:
    entry = letter.file.sums[name]
    if entry.prime_rate:
        day = answers.values.get(entry.prime_rate)
        return letter.rates.on(day) if isinstance(day, date) else None
    if entry.days:
        first, last = (answers.values.get(one) for one in entry.days)
        return days_between(first, last) if isinstance(first, date) and isinstance(last, date) else None
    plus = [figure(letter, answers, one) for one in entry.plus]
    minus = [figure(letter, answers, one) or Decimal(0) for one in entry.minus]
    times = [figure(letter, answers, one) for one in entry.times]
    if all(one is None for one in plus) or any(one is None for one in times):
        return None
    return (sum((one or Decimal(0) for one in plus), Decimal(0)) - sum(minus)) * prod(
        one or Decimal(0) for one in times
    )


def days_between(first: date, last: date) -> Decimal:
    """Both days counted."""
    return Decimal((last - first).days + 1)


def kind_of(letter: Letter, name: str) -> FieldKind:
    """What the figure is printed as: a share where all it is made of are shares, a number of days, else money."""
    asked, entry = letter.field_by_id.get(name), letter.file.sums.get(name)
    if entry is None:
        return asked.kind if asked else FieldKind.MONEY
    if entry.days:
        return FieldKind.NUMBER
    shares = all(kind_of(letter, one) is FieldKind.PERCENT for one in (*entry.plus, *entry.minus))
    return FieldKind.PERCENT if shares else FieldKind.MONEY
