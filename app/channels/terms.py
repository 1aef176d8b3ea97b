"""By when one has to come, and how long a channel has to answer: the schema of `terms`, and their count."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from app.content.model import ContentModel
from app.domain.case import CreditorKind
from app.domain.deadline import Deadline, Rule, Unit, count_deadline
from app.domain.finding import Verdict
from app.domain.law import Citation, Lawbook
from app.domain.rest_days import OFFICIAL, RestDays


class TermKind(StrEnum):
    """`file`: past it the borrower is too late. `answer`: how long the other side has."""

    FILE = "file"
    ANSWER = "answer"


class Starts(StrEnum):
    """`filed`: the day of the complaint. `happened`: the last time it happened. `told`: a paper or a day we cannot know."""

    FILED = "filed"
    HAPPENED = "happened"
    TOLD = "told"


class Basis(StrEnum):
    """`legal` cites a text; `reprint` was only read as others repeat it; `advice` is our own, no time limit."""

    LEGAL = "legal"
    REPRINT = "reprint"
    ADVICE = "advice"


class Term(ContentModel):
    """One period. All are counted in days of the calendar unless `unit` says workdays: no last day moves.

    `after` names the term at whose end this one starts; `since` says the day of a `told` one. A legal term holds for
    whom its text binds; the others for `creditors` (empty: all). `verdicts`: only where an act stands so.
    """

    id: Annotated[str, Field(pattern=r"^[a-z-]+$")]
    kind: TermKind
    say: str
    length: Annotated[int, Field(ge=1, le=366)]
    unit: Unit = Unit.DAYS
    starts: Starts = Starts.FILED
    since: str = ""
    after: str = ""
    basis: Basis = Basis.LEGAL
    law: str = ""
    creditors: tuple[CreditorKind, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    @model_validator(mode="after")
    def say_where_it_stands(self) -> Term:
        if (self.basis is Basis.LEGAL) != bool(self.law):
            raise ValueError("a legal term names its law, and no other does")
        if (self.starts is Starts.TOLD) != bool(self.since):
            raise ValueError("a term that starts when told says since when, and no other does")
        return self


@dataclass(frozen=True, slots=True)
class CountedTerm:
    """A term on a day: what says so, and its last day where the start is known."""

    term: Term
    citation: Citation | None
    deadline: Deadline | None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a count hangs on; `verdicts` are those of the acts the channel is to be told of."""

    creditor: CreditorKind | None
    verdicts: Collection[Verdict]
    day: date
    filed: date | None
    happened: date | None = None
    rest_days: RestDays = OFFICIAL


def count_terms(terms: Sequence[Term], facts: Circumstances, law: Lawbook) -> tuple[CountedTerm, ...]:
    """The terms that hold, in the order of the file. A legal one without a text in force that day is left out."""
    counted: dict[str, CountedTerm] = {}
    for term in terms:
        citation = cite(law, term.law, facts.day, facts.creditor)
        if not concerns(term, facts) or (term.basis is Basis.LEGAL and citation is None):
            continue
        start = start_of(term, facts, counted)
        deadline = count_deadline(start, term.length, term.unit, Rule.CALENDAR, facts.rest_days) if start else None
        counted[term.id] = CountedTerm(term, citation, deadline)
    return tuple(counted.values())


def concerns(term: Term, facts: Circumstances) -> bool:
    if term.creditors and facts.creditor not in term.creditors:
        return False
    return not term.verdicts or not set(term.verdicts).isdisjoint(facts.verdicts)


def start_of(term: Term, facts: Circumstances, counted: dict[str, CountedTerm]) -> date | None:
    if term.after:
        before = counted.get(term.after)
        return before.deadline.last if before and before.deadline else None
    if term.starts is Starts.HAPPENED:
        return facts.happened
    return facts.filed if term.starts is Starts.FILED else None


def cite(law: Lawbook, ref: str, day: date, creditor: CreditorKind | None) -> Citation | None:
    """`instrument#article` as it stood on the day, where it binds this lender; an unknown lender only what binds all."""
    name, _, number = ref.partition("#")
    found = law.trace(name, number, day) if ref else None
    if found is None:
        return None
    binds = found.version.binds is None if creditor is None else found.version.binds_creditor(creditor)
    return found if binds else None
