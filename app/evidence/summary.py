"""What a reading adds up to. An incoming attempt is every call or message received, answered or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.contact import Contact, Direction


@dataclass(frozen=True, slots=True)
class Busiest:
    """The most incoming attempts of a single known number on a single day; count 0 when there is none."""

    count: int = 0
    number: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One number over all its contacts; `number` is empty for withheld numbers, `busiest` its largest day."""

    number: str
    incoming: int
    outgoing: int
    answered: int
    night: int
    first: date
    last: date
    busiest: int


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


def summarise(contacts: Iterable[Contact]) -> Summary:
    everything = tuple(contacts)
    incoming = [contact for contact in everything if contact.direction is Direction.IN]
    per_pair = Counter((contact.number, contact.at.date()) for contact in incoming)
    per_day = Counter(contact.at.date() for contact in incoming)
    per_number = Counter(contact.number for contact in incoming if contact.number)
    return Summary(
        contacts=len(everything),
        incoming=len(incoming),
        outgoing=len(everything) - len(incoming),
        distinct_numbers=len({contact.number for contact in everything if contact.number}),
        night=sum(contact.at_night for contact in incoming),
        max_per_day_single_number=busiest(per_pair),
        per_number=dict(sorted(per_number.items(), key=lambda pair: (-pair[1], pair[0]))),
        per_day=dict(sorted(per_day.items())),
        numbers=number_lines(everything, per_pair),
    )


def busiest(per_pair: Counter[tuple[str, date]]) -> Busiest:
    """Ties go to the earlier day, then the smaller number. Withheld numbers may be many people: left out."""
    known = ((count, day, number) for (number, day), count in per_pair.items() if number)
    best = min(known, key=lambda one: (-one[0], one[1], one[2]), default=None)
    return Busiest(best[0], best[2], best[1]) if best else Busiest()


def number_lines(contacts: tuple[Contact, ...], per_pair: Counter[tuple[str, date]]) -> tuple[NumberLine, ...]:
    groups: dict[str, list[Contact]] = {}
    for contact in contacts:
        groups.setdefault(contact.number, []).append(contact)
    largest: dict[str, int] = {}
    for (number, _), count in per_pair.items():
        largest[number] = max(largest.get(number, 0), count)
    lines = (number_line(number, group, largest.get(number, 0)) for number, group in groups.items())
    return tuple(sorted(lines, key=lambda line: (-line.incoming, -line.outgoing, line.number)))


def number_line(number: str, group: list[Contact], largest: int) -> NumberLine:
    incoming = [contact for contact in group if contact.direction is Direction.IN]
    return NumberLine(
        number=number,
        incoming=len(incoming),
        outgoing=len(group) - len(incoming),
        answered=sum(contact.answered is True for contact in incoming),
        night=sum(contact.at_night for contact in incoming),
        first=min(contact.at for contact in group).date(),
        last=max(contact.at for contact in group).date(),
        busiest=largest,
    )
