"""The numbers of a log as a person reads them: what each did, whose it may be, what was noted. Likely collectors first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.contact import Contact
from app.domain.moment import say_day
from app.domain.phone_number import compared
from app.evidence.carrying import key_of
from app.evidence.merging import edited
from app.evidence.number_signs import NumberSigns, Suggestion
from app.evidence.summary import NumberLine, Summary

WITHHELD = "没有显示号码的"


@dataclass(frozen=True, slots=True)
class NumberEntry:
    """`noted` are contacts of which the borrower said something."""

    line: NumberLine
    suggestion: Suggestion | None
    noted: int = 0

    @property
    def key(self) -> str:
        return key_of(self.line.number)

    @property
    def name(self) -> str:
        return self.line.number or WITHHELD

    @property
    def says(self) -> str:
        return said(self.line)

    @property
    def likely(self) -> bool:
        return self.suggestion is not None and self.suggestion.likely

    @property
    def order(self) -> int:
        """Nothing speaks against a collector; something does; nothing speaks for one."""
        if self.suggestion is None or not self.suggestion.likely:
            return 2
        return int(self.suggestion.doubtful)


def entries(summary: Summary, contacts: Sequence[Contact], signs: NumberSigns) -> list[NumberEntry]:
    """Every number once; among alike ones as the summary has them, most incoming first."""
    heard = signs.heard(contacts)
    noted = Counter(compared(contact.number) for contact in contacts if edited(contact))
    found = (
        NumberEntry(line, signs.suggest(line, heard.get(number, ())), noted[number])
        for line in summary.numbers
        for number in (compared(line.number),)
    )
    return sorted(found, key=lambda one: one.order)


def said(line: NumberLine) -> str:
    """打来12次，接通3次，夜里2次，一天最多5次，你打去或发去1次。2026年9月5日到2026年9月30日"""
    incoming = [f"打来或发来{line.incoming}次"] if line.incoming else []
    incoming += [f"接通{line.answered}次"] if line.answered else []
    incoming += [f"夜里{line.night}次"] if line.night else []
    incoming += [f"一天最多{line.busiest}次"] if line.busiest > 1 else []
    outgoing = [f"你打去或发去{line.outgoing}次"] if line.outgoing else []
    days = say_day(line.first) if line.first == line.last else f"{say_day(line.first)}到{say_day(line.last)}"
    return "。".join(["，".join(incoming + outgoing), days])


def hours_of(contacts: Sequence[Contact]) -> list[int]:
    """Incoming attempts by hour of the day."""
    counts = [0] * 24
    for contact in contacts:
        counts[contact.at.hour] += contact.incoming
    return counts
