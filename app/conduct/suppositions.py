"""What the log would be if a fact nobody said were so: each answer of the closed set, tried by `assess`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.conduct.model import Conduct, TestKind
from app.conduct.questions import Question, Typed
from app.conduct.recognise import Log
from app.domain.case import CollectorKind, CreditorKind, Debt, DebtFact, Hours
from app.domain.contact import ContactFact, Reached, ThirdPartyRole
from app.domain.finding import Fact
from app.domain.law import Lawbook
from app.domain.moment import read_day, say_day

TRUTH = {"yes": True, "no": False}
ONE_DAY = timedelta(days=1)
# The facts each test reads. A conduct is looked at again only for these; whether one is asked is found out by trying.
# Whether calls were answered also shows that a borrower could be reached; `reachable` asks that in one go.
READ_BY: Mapping[TestKind, tuple[Fact, ...]] = {
    TestKind.QUIET_HOURS: (ContactFact.CONSENT_TO_HOURS, DebtFact.AGREED_HOURS),
    TestKind.ANSWERED_PER_DAY: (ContactFact.ANSWERED, ContactFact.REACHED),
    TestKind.UNANSWERED_PER_NUMBER: (ContactFact.ANSWERED, ContactFact.REACHED),
    TestKind.VISITORS: (ContactFact.VISITORS, DebtFact.CREDITOR),
    TestKind.THIRD_PARTY_WHILE_REACHABLE: (DebtFact.REACHABLE, ContactFact.REACHED, ContactFact.THIRD_PARTY_ROLE),
    TestKind.THIRD_PARTY_AFTER_REFUSAL: (ContactFact.REACHED, ContactFact.THIRD_PARTY_ROLE),
    TestKind.AFTER_AGREEMENT: (DebtFact.AGREEMENT_KEPT,),
}
Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Supposition:
    """An answer, as the API takes it and as a person reads it, and the log it makes; `days` where it is a span of them."""

    value: str
    label: str
    log: Log
    days: Days | None = None


def shown_by(conduct: Conduct) -> tuple[Fact, ...]:
    """The facts that decide which contacts show the conduct."""
    test = conduct.file.test
    role = (ContactFact.THIRD_PARTY_ROLE,) if test.unless_role else ()
    read = (*READ_BY.get(test.kind, ()), *role, *sorted(test.unless.facts))
    return tuple(dict.fromkeys(read))


def judged_by(conduct: Conduct, law: Lawbook) -> tuple[DebtFact, ...]:
    """The facts that decide which texts hold for contacts that show the conduct."""
    entries = conduct.file.grounds
    facts = [DebtFact.CREDITOR]
    if any(version.online_only for one in entries for version in law.instrument(one.instrument).versions):
        facts.append(DebtFact.ONLINE)
    if any(entry.dated_by == "signed_on" for entry in entries):
        facts.append(DebtFact.SIGNED_ON)
    return tuple(facts)


def suppositions(question: Question, conduct: Conduct, log: Log) -> Iterator[Supposition]:
    """Every answer to the question; of typed ones a value out of each span the conduct tells apart."""
    fact = question.fact
    for choice in question.answers:
        yield Supposition(choice.value, choice.label, supposing(log, fact, choice.value))
    if question.typed is None:
        return
    if fact is DebtFact.AGREED_HOURS:
        yield Supposition("agreed", question.typed.within, replace(log, within_agreed=True))
    elif fact is ContactFact.VISITORS:
        more = str(len(question.answers) + 1)
        yield Supposition(f"{more}..", question.typed.say(more, ""), supposing(log, fact, more))
    elif fact is DebtFact.OVERDUE_DAYS:
        most = conduct.file.test.unless.overdue_days_at_most or 0
        for first, last in (("", str(most)), (str(most + 1), "")):
            label = question.typed.say(first, last)
            yield Supposition(f"{first}..{last}", label, supposing(log, fact, first or last))
    else:
        for days in signing_spans(conduct, log):
            yield Supposition(*named(question.typed, days), log.with_debt(signed_on=days[0] or days[1]), days)


def named(typed: Typed, days: Days) -> tuple[str, str]:
    """A span of days for a program, and in words."""
    first, last = days
    said = typed.say(say_day(first) if first else "", say_day(last) if last else "")
    return f"{first or ''}..{last or ''}", said


def signing_days(conduct: Conduct, log: Log) -> list[date]:
    """A day of each span in which a contract may have been signed."""
    return [start or end for start, end in signing_spans(conduct, log) if start or end]  # type: ignore[misc]


def signing_spans(conduct: Conduct, log: Log) -> list[Days]:
    """The spans between the days on which what the conduct is judged by changes for newly signed contracts, so far."""
    starts = {
        start
        for entry in conduct.file.grounds
        if entry.dated_by == "signed_on"
        for start in log.law.instrument(entry.instrument).starts
        if start <= log.index.last_day
    }
    edges = sorted(starts)
    return list(zip([None, *edges], [*(edge - ONE_DAY for edge in edges), None], strict=True)) if edges else []


def supposing(log: Log, fact: Fact, value: str) -> Log:
    """The log in which the answer holds: of the debt, or of every contact of which nobody said it."""
    if isinstance(fact, ContactFact):
        return log.assuming(fact, contact_value(fact, value))
    return log.with_debt(**debt_facts(log.debt, fact, value))


def debt_facts(debt: Debt, fact: DebtFact, value: str) -> dict[str, object]:
    """The fields of the debt under an answer. Raises ValueError where the value is none of the fact's."""
    match fact:
        case DebtFact.CREDITOR:
            return {"creditor": debt.creditor.model_copy(update={"kind": CreditorKind(value)})}
        case DebtFact.COLLECTOR:
            return {"collector": debt.collector.model_copy(update={"kind": CollectorKind(value)})}
        case DebtFact.AGREED_HOURS:
            agreed = None if value == "no" else Hours.model_validate(value)
            return {"agreed_hours": agreed, "no_agreed_hours": agreed is None}
        case DebtFact.SIGNED_ON:
            return {"signed_on": read_day(value)}
        case DebtFact.OVERDUE_DAYS:
            return {"overdue_days": int(value)}
    return {fact.value: truth(value)}


def contact_value(fact: ContactFact, value: str) -> object:
    """The field of a contact under an answer. Raises ValueError where the value is none of the fact's."""
    match fact:
        case ContactFact.REACHED:
            return Reached(value)
        case ContactFact.THIRD_PARTY_ROLE:
            return ThirdPartyRole(value)
        case ContactFact.VISITORS:
            return int(value)
    return truth(value)


def truth(value: str) -> bool:
    if value not in TRUTH:
        raise ValueError(value)
    return TRUTH[value]
