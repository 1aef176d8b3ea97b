"""What the form of a letter nobody began holds already: rows from the borrower's own files, from the course of the case,
or from the numbers in the log.

They are offered, to be checked and completed: nothing of them stands in a letter before the form was saved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from app.domain.case import CaseFacts
from app.domain.contact import Contact, Means
from app.domain.fields import Records
from app.domain.numbering import contact_numbers, say_contacts
from app.domain.own_file import FileKind, OwnFile
from app.domain.phone_number import compared
from app.letters.model import Letter

MOST_ROWS = 50
# Days of contact beyond these are left to the log; the weightiest stay.
MOST_DAYS = 30
LONGEST_NAME, LONGEST_EVIDENCE = 60, 20
# What a row about one number of one day takes.
MOST_NUMBERS, LONGEST_NUMBER, LONGEST_GIST = 30, 40, 80
# The kinds of evidence (column `type`) that files are, as far as their own kind tells.
TYPES = {
    FileKind.CALL_LOG: "electronic",
    FileKind.RECORDING: "sound",
    FileKind.PICTURE: "electronic",
    FileKind.MESSAGES: "electronic",
    FileKind.CONTRACT: "paper",
    FileKind.PAYMENT: "paper",
}
# What the case's own dates tell: (kind, event).
DATED = {
    "signed_on": ("signed", "签订借款合同"),
    "agreement_signed_on": ("signed", "签订分期还款协议"),
    "last_payment_on": ("repaid", "最近一次还款"),
    "last_demand_on": ("demand", "最近一次催款"),
}
Rows = list[dict[str, str]]


def prefilled(letter: Letter, facts: CaseFacts, today: date) -> dict[str, object]:
    """The rows by field; none for a field without any."""
    found = {one.id: rows_of(one.starts_from, facts, today) for one in letter.fields if one.starts_from}
    return {name: rows for name, rows in found.items() if rows}


def rows_of(records: Records, facts: CaseFacts, today: date) -> Rows:
    if records is Records.FILES:
        return [file_row(one) for one in facts.files[:MOST_ROWS]]
    if records is Records.NUMBERS:
        return number_rows(facts.contacts, today)
    rows = [row for row in course(facts) if row["on"] <= today.isoformat()]
    return sorted(rows, key=lambda row: row["on"])[:MOST_ROWS]


def file_row(file: OwnFile) -> dict[str, str]:
    """Whether it is an original, only the borrower knows."""
    row = {"name": file.name[:LONGEST_NAME], "type": TYPES.get(file.kind, ""), "shows": file.shows}
    return {name: cell for name, cell in row.items() if cell}


def number_rows(contacts: Sequence[Contact], today: date) -> Rows:
    """One row a day and number of the calls and messages to the borrower; of too many, those that came most often. What
    proof there is, only the borrower knows."""
    groups: dict[tuple[date, str], list[Contact]] = {}
    for one in sorted(contacts, key=lambda one: one.at):
        if one.incoming and one.to_me and one.number and one.means in (Means.CALL, Means.SMS) and one.day <= today:
            groups.setdefault((one.day, compared(one.number)), []).append(one)
    most = sorted(groups, key=lambda key: (-len(groups[key]), key))[:MOST_NUMBERS]
    return [number_row(groups[key]) for key in sorted(most)]


def number_row(group: Sequence[Contact]) -> dict[str, str]:
    first, last = (f"{one.at:%H:%M}" for one in (group[0], group[-1]))
    row = {
        "on": group[0].day.isoformat(),
        "time": first if first == last else f"{first}至{last}",
        "number": group[0].number[:LONGEST_NUMBER],
        "times": str(len(group)),
        "gist": gist(group),
    }
    return {name: cell for name, cell in row.items() if cell}


def gist(group: Sequence[Contact]) -> str:
    """The first words that were noted, else whether anybody could be heard at all."""
    words = next((" ".join(one.words.split()) for one in group if one.words), "")
    if not words and all(one.means is Means.CALL and one.answered is False for one in group):
        return "未接通"
    return words[:LONGEST_GIST]


def course(facts: CaseFacts) -> Iterator[dict[str, str]]:
    """Dates of the case, days of contact, letters sent and answered."""
    for name, (kind, event) in DATED.items():
        day = getattr(facts.debt, name) if facts.debt else None
        if day:
            yield {"on": day.isoformat(), "kind": kind, "event": event}
    yield from contact_days(facts.contacts)
    for one in facts.sent:
        yield {"on": one.sent_on.isoformat(), "kind": "sent", "event": f"寄出《{one.title}》"}
        if one.answered_on:
            yield {"on": one.answered_on.isoformat(), "kind": "received", "event": f"收到对《{one.title}》的答复"}


def contact_days(contacts: tuple[Contact, ...]) -> Iterator[dict[str, str]]:
    numbers = contact_numbers(contacts)
    days: dict[date, list[int]] = {}
    for place, one in enumerate(contacts):
        if one.incoming:
            days.setdefault(one.day, []).append(place)
    weighty = sorted(days.items(), key=lambda entry: (-weight([contacts[at] for at in entry[1]]), entry[0]))
    for day, places in weighty[:MOST_DAYS]:
        of_day = [contacts[place] for place in places]
        said = [f"对方联系{len(places)}次"]
        said += [f"夜间{count}次"] if (count := sum(one.at_night for one in of_day)) else []
        said += [f"联系他人{count}次"] if (count := sum(not one.to_me for one in of_day)) else []
        which = say_contacts(numbers[place] for place in places)
        yield {"on": day.isoformat(), "kind": "demand", "event": "，".join(said)} | (
            {"evidence": which} if len(which) <= LONGEST_EVIDENCE else {}
        )


def weight(of_day: list[Contact]) -> int:
    """Acts and words count more than the number of calls."""
    return len(of_day) + 10 * sum(bool(one.acts or one.words) + (not one.to_me) for one in of_day)
