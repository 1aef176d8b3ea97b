"""What a reading adds up to. An incoming attempt is every call or message received, answered or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time

from app.domain.contact import Contact, Direction, Means
from app.domain.moment import NIGHT_FROM, NIGHT_UNTIL, is_within
from app.domain.phone_number import compared

# The night begins and ends on a full hour, so that the hour tells.
NIGHT_HOURS = frozenset(hour for hour in range(24) if is_within(time(hour), NIGHT_FROM, NIGHT_UNTIL))


@dataclass(frozen=True, slots=True)
class Busiest:
    """The most incoming attempts of a single known number on a single day; count 0 when there is none."""

    count: int = 0
    number: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One number over all its contacts; `number` is empty for withheld numbers, `busiest` its largest day.

    `calls` are incoming calls, on `calling_days` days, at most `most_calls` on one.
    """

    number: str
    incoming: int
    outgoing: int
    answered: int
    night: int
    first: date
    last: date
    busiest: int
    calls: int = 0
    calling_days: int = 0
    most_calls: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """Night, per_number and per_day count incoming attempts. `numbers` are lines, most incoming first."""

    contacts: int
    incoming: int
    outgoing: int
    distinct_numbers: int
    night: int
    max_per_day_single_number: Busiest
    per_number: dict[str, int]
    per_day: dict[date, int]
    numbers: tuple[NumberLine, ...]

    def as_json(self) -> dict[str, object]:
        busiest = self.max_per_day_single_number
        return {
            "contacts": self.contacts,
            "incoming": self.incoming,
            "outgoing": self.outgoing,
            "distinct_numbers": self.distinct_numbers,
            "night": self.night,
            "max_per_day_single_number": {
                "count": busiest.count,
                "number": busiest.number,
                "day": busiest.day.isoformat() if busiest.day else None,
            },
            "per_number": self.per_number,
            "per_day": {day.isoformat(): count for day, count in self.per_day.items()},
        }


@dataclass(slots=True)
class Tally:
    """One number, as it was first written, while its contacts are gone through.

    `days` and `call_days` count incoming attempts and calls.
    """

    number: str
    first: date
    last: date
    incoming: int = 0
    outgoing: int = 0
    answered: int = 0
    night: int = 0
    days: dict[date, int] = field(default_factory=dict)
    call_days: dict[date, int] = field(default_factory=dict)

    def line(self) -> NumberLine:
        return NumberLine(
            number=self.number,
            incoming=self.incoming,
            outgoing=self.outgoing,
            answered=self.answered,
            night=self.night,
            first=self.first,
            last=self.last,
            busiest=max(self.days.values(), default=0),
            calls=sum(self.call_days.values()),
            calling_days=len(self.call_days),
            most_calls=max(self.call_days.values(), default=0),
        )


def summarise(contacts: Iterable[Contact]) -> Summary:
    tallies = tally(contacts)
    lines = sorted(
        (one.line() for one in tallies.values()),
        key=lambda line: (-line.incoming, -line.outgoing, line.number),
    )
    per_day: dict[date, int] = {}
    for one in tallies.values():
        for day, attempts in one.days.items():
            per_day[day] = per_day.get(day, 0) + attempts
    return Summary(
        contacts=sum(line.incoming + line.outgoing for line in lines),
        incoming=sum(line.incoming for line in lines),
        outgoing=sum(line.outgoing for line in lines),
        distinct_numbers=sum(bool(line.number) for line in lines),
        night=sum(line.night for line in lines),
        max_per_day_single_number=busiest(tallies),
        per_number={line.number: line.incoming for line in lines_by_number(lines) if line.number and line.incoming},
        per_day=dict(sorted(per_day.items())),
        numbers=tuple(lines),
    )


def tally(contacts: Iterable[Contact]) -> dict[str, Tally]:
    """The tally of each number, however it was written. In one go: a file has a hundred thousand contacts."""
    tallies: dict[str, Tally] = {}
    for contact in contacts:
        at = contact.at
        day = at.date()
        number = compared(contact.number)
        one = tallies.get(number)
        if one is None:
            one = tallies[number] = Tally(contact.number, day, day)
        elif day < one.first:
            one.first = day
        elif day > one.last:
            one.last = day
        if contact.direction is not Direction.IN:
            one.outgoing += 1
            continue
        one.incoming += 1
        one.answered += contact.answered is True
        one.night += at.hour in NIGHT_HOURS
        one.days[day] = one.days.get(day, 0) + 1
        if contact.means is Means.CALL:
            one.call_days[day] = one.call_days.get(day, 0) + 1
    return tallies


def lines_by_number(lines: Iterable[NumberLine]) -> list[NumberLine]:
    """Most incoming first, then by number."""
    return sorted(lines, key=lambda line: (-line.incoming, line.number))


def busiest(tallies: Mapping[str, Tally]) -> Busiest:
    """Ties go to the earlier day, then the smaller number. Withheld numbers may be many people: left out."""
    known = (
        (count, day, number) for one in tallies.values() if (number := one.number) for day, count in one.days.items()
    )
    best = min(known, key=lambda one: (-one[0], one[1], one[2]), default=None)
    return Busiest(best[0], best[2], best[1]) if best else Busiest()
