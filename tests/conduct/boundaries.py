"""What changes on the first day of a text: the answers for the same contacts the day before and on the day itself.

`boundaries.yaml` is the reviewed table of it. Its rows are made by `changes`, from any source of answers: the checker, or
the fact base read on its own (`fact_base.py`). `python -m tests.conduct.boundaries` prints the table as the checker has it
now, to be read row by row against the source before a new row is taken over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

import yaml

from app.catalogue import Catalogue
from app.conduct.assess import assess
from app.conduct.model import base_of
from app.domain.case import CreditorKind, Debt
from app.domain.contact import Contact
from app.domain.finding import Ground

TABLE = Path(__file__).with_name("boundaries.yaml")
DAY = timedelta(days=1)
TODAY = date(2026, 11, 21)
LONG_AGO = date(2010, 1, 1)  # before any text that goes by the day of the contract
EVERY = "all"
# Everything that might be asked is told, so that the answers differ by the law alone.
TOLD = {
    "collector": {"kind": "agency"},
    "online": True,
    "reachable": True,
    "no_agreed_hours": True,
    "agreement_kept": True,
    "notice_received": False,
    "on_list": False,
    "assignment_notice": False,
    "overdue_days": 400,
}


class Moved(StrEnum):
    """Which day is moved over the boundary, and what is known beside it."""

    HAPPENED = "happened"  # the contacts' day; nothing but the act is known
    CONFIRMED = "happened, every circumstance confirmed"
    SIGNED = "signed"  # the contract's day, of contacts of today
    SIGNED_CONFIRMED = "signed, every circumstance confirmed"

    @property
    def signing(self) -> bool:
        return self in (Moved.SIGNED, Moved.SIGNED_CONFIRMED)

    @property
    def confirmed(self) -> bool:
        return self in (Moved.CONFIRMED, Moved.SIGNED_CONFIRMED)

    @property
    def plain(self) -> Moved:
        """The same without the circumstances."""
        return Moved.SIGNED if self.signing else Moved.HAPPENED


# Logs on which nothing was ticked: the conduct they show, and what the contacts and the debt are beside the day.
# The first show it on any day; the counted ones only from the day on which a text gives the figure.
SHOWN: Mapping[str, tuple[Mapping[str, object], Sequence[Mapping[str, object]]]] = {
    "night-contact": ({}, [{"at": "22:00"}]),
    "collect-after-agreement": ({"agreement_signed_on": "2010-01-02"}, [{}]),
    "contact-when-reachable": ({}, [{"reached": "family"}]),
    "third-party-refused-still-called": ({}, [{"reached": "family", "refused_on": "2010-01-02"}]),
    "visit-multiple-times-a-day": (
        {},
        [{"means": "visit", "visitors": 2}, {"at": "15:00", "means": "visit", "visitors": 2}],
    ),
}
COUNTED: Mapping[str, tuple[str, Sequence[Mapping[str, object]]]] = {
    "four answered calls": ("too-many-calls-connected", [{"at": f"{hour}:00"} for hour in range(10, 14)]),
    "seven unanswered calls": (
        "repeated-dial-unanswered",
        [{"at": f"{hour}:00", "answered": False} for hour in range(10, 17)],
    ),
    "one visitor": ("visit-too-many-people", [{"means": "visit", "visitors": 1}]),
    "four visitors": ("visit-too-many-people", [{"means": "visit", "visitors": 4}]),
}


@dataclass(frozen=True)
class Stands:
    """How a conduct stands for one lender: the verdict, and what it rests on as base#article, or a name alone."""

    verdict: str
    rests_on: frozenset[str]


class Answers(Protocol):
    """Every conduct that a lender of the kind can show, on `happened`, under a contract of `signed`."""

    def __call__(self, kind: CreditorKind, happened: date, signed: date, confirmed: bool) -> Mapping[str, Stands]: ...


@dataclass(frozen=True)
class Change:
    """One conduct whose answer differs between the two days, for these lenders alike."""

    conduct: str
    lenders: tuple[str, ...]
    was: str
    now: str
    begins: tuple[str, ...]
    ends: tuple[str, ...]


def differences(answers: Answers, day: date, moved: Moved) -> Iterator[tuple[CreditorKind, str, Stands, Stands]]:
    """Lender and conduct with the answer of the day before and of the day, where they differ."""
    for kind in CreditorKind:
        before, after = (
            answers(kind, TODAY if moved.signing else one, one if moved.signing else LONG_AGO, moved.confirmed)
            for one in (day - DAY, day)
        )
        assert before.keys() == after.keys(), (day, kind)
        for conduct, was in before.items():
            if was != after[conduct]:
                yield kind, conduct, was, after[conduct]


def changes(answers: Answers, day: date, moved: Moved) -> list[Change]:
    """Of confirmed circumstances only what they add: the texts that change on the day without them stand there already."""
    known: dict[tuple[CreditorKind, str], frozenset[str]] = {}
    if moved.confirmed:
        for kind, conduct, was, now in differences(answers, day, moved.plain):
            known[kind, conduct] = was.rests_on ^ now.rests_on
    groups: dict[tuple[str, str, str, tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for kind, conduct, was, now in differences(answers, day, moved):
        before = known.get((kind, conduct), frozenset())
        begins = tuple(sorted(now.rests_on - was.rests_on - before))
        ends = tuple(sorted(was.rests_on - now.rests_on - before))
        if begins or ends or not moved.confirmed:
            groups.setdefault((conduct, was.verdict, now.verdict, begins, ends), []).append(kind.value)
    rows = [
        Change(conduct, lenders_of(kinds), was, now, begins, ends)
        for (conduct, was, now, begins, ends), kinds in groups.items()
    ]
    return sorted(rows, key=lambda row: (row.conduct, row.lenders))


def lenders_of(kinds: Iterable[str]) -> tuple[str, ...]:
    found = tuple(kinds)
    return (EVERY,) if len(found) == len(CreditorKind) else found


def answers_of(catalogue: Catalogue) -> Answers:
    """What the checker says of one contact on which every act was ticked; of a contract's day, every act it may matter for."""
    book = catalogue.conducts
    by_contract = [one for one in book.conducts if any(entry.dated_by == "signed_on" for entry in one.file.grounds)]
    kept: dict[tuple[CreditorKind, date, date, bool], Mapping[str, Stands]] = {}

    def answers(kind: CreditorKind, happened: date, signed: date, confirmed: bool) -> Mapping[str, Stands]:
        key = (kind, happened, signed, confirmed)
        if key not in kept:
            acts = tuple(book.by_slug) if signed == LONG_AGO else tuple(one.slug for one in by_contract)
            contact = Contact.model_validate(
                {
                    "at": f"{happened}T12:00:00",
                    "means": "other",
                    "third_party_role": "unrelated",
                    "acts": acts,
                    "circumstances": tuple(book.circumstances) if confirmed else (),
                }
            )
            debt = Debt.model_validate({**TOLD, "creditor": {"kind": kind}, "signed_on": signed.isoformat()})
            said = assess(book, (contact,), debt, catalogue.law)
            kept[key] = {
                one.conduct: Stands(one.verdict.value, frozenset(map(reference, one.grounds)))
                for one in (*said.findings, *said.lawful)
            }
        return kept[key]

    return answers


def answers_of_log(
    catalogue: Catalogue, conduct: str, contacts: Iterable[Mapping[str, object]], facts: Mapping[str, object]
) -> Answers:
    """How the conduct stands where these contacts show it of themselves; "null" where they do not."""
    logged = tuple(contacts)

    def answers(kind: CreditorKind, happened: date, signed: date, confirmed: bool) -> Mapping[str, Stands]:
        found = [
            Contact.model_validate({"answered": True, **one, "at": f"{happened}T{one.get('at', '10:00')}:00"})
            for one in logged
        ]
        debt = Debt.model_validate({**TOLD, **facts, "creditor": {"kind": kind}, "signed_on": signed.isoformat()})
        finding = assess(catalogue.conducts, found, debt, catalogue.law).find(conduct)
        if finding is None:
            return {conduct: Stands("null", frozenset())}
        return {conduct: Stands(finding.verdict.value, frozenset(map(reference, finding.grounds)))}

    return answers


def reference(ground: Ground) -> str:
    number = ground.citation.article.number
    return f"{base_of(ground)}#{number}" if number else base_of(ground)


def boundaries(catalogue: Catalogue) -> dict[date, list[str]]:
    """Every day on which a text that some conduct rests on begins or ends, or a ground's own bounds; with the texts."""
    entries = [entry for conduct in catalogue.conducts.conducts for entry in conduct.file.grounds]
    found: dict[date, set[str]] = {}
    for entry in entries:
        for day in catalogue.law.instrument(entry.instrument).starts:
            found.setdefault(day, set()).add(entry.instrument)
        for bound in (entry.since, entry.until + DAY if entry.until else None):
            if bound:
                found.setdefault(bound, set()).add(entry.instrument)
    return {day: sorted(found[day]) for day in sorted(found)}


# ---- The table on disk


def load() -> dict[date, dict[str, Any]]:
    """The reviewed table by day."""
    return {entry["day"]: entry for entry in yaml.safe_load(TABLE.read_text(encoding="utf-8"))}


def rows(entry: Mapping[str, Any], section: str) -> list[Change]:
    """The rows of a section: one of `Moved`, or a log of `COUNTED`."""
    return sorted(
        (
            Change(
                row["conduct"],
                tuple(row["lenders"]),
                row["from"] or "null",
                row["to"] or "null",
                tuple(row.get("begins", ())),
                tuple(row.get("ends", ())),
            )
            for row in entry.get(section, ())
        ),
        key=lambda row: (row.conduct, row.lenders),
    )


def printed(catalogue: Catalogue) -> Iterator[str]:
    """The table as the checker has it now, without its head."""
    answers = answers_of(catalogue)
    for day, instruments in boundaries(catalogue).items():
        yield f"\n- day: {day}\n  instruments: [{', '.join(instruments)}]"
        for moved in Moved:
            found = changes(answers, day, moved)
            if found:
                yield f"  {moved.value}:"
                yield from map(printed_row, found)
        for log, (conduct, contacts) in COUNTED.items():
            found = changes(answers_of_log(catalogue, conduct, contacts, {}), day, Moved.HAPPENED)
            if found:
                yield f"  {log}:"
                yield from map(printed_row, found)


def printed_row(row: Change) -> str:
    parts = [
        f"conduct: {row.conduct}",
        f"lenders: [{', '.join(row.lenders)}]",
        f"from: {row.was}",
        f"to: {row.now}",
    ]
    for name, refs in (("begins", row.begins), ("ends", row.ends)):
        if refs:
            parts.append(f"{name}: [{', '.join(refs)}]")
    return f"    - {{{', '.join(parts)}}}"


if __name__ == "__main__":
    import sys

    from app.catalogue import load_catalogue
    from tests.shared import CONTENT

    sys.stdout.writelines(f"{line}\n" for line in printed(load_catalogue(CONTENT)))
