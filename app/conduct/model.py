"""The schema of content/conduct/<slug>.yaml: one collector behaviour, its test, its dated grounds, its examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal

from pydantic import model_validator

from app.conduct.questions import Questions
from app.content.model import ContentModel
from app.domain.case import CollectorKind, CreditorKind, Debt, DebtFact
from app.domain.contact import Contact, ThirdPartyRole
from app.domain.finding import Ground, Verdict


class TestKind(StrEnum):
    """How the conduct is recognised. All but `ticked` also hold when the borrower ticks the act."""

    __test__ = False

    TICKED = "ticked"
    QUIET_HOURS = "quiet-hours"
    ANSWERED_PER_DAY = "answered-per-day"
    UNANSWERED_PER_NUMBER = "unanswered-per-number"
    VISITS_PER_DAY = "visits-per-day"
    VISITORS = "visitors"
    THIRD_PARTY_WHILE_REACHABLE = "third-party-while-reachable"
    THIRD_PARTY_AFTER_REFUSAL = "third-party-after-refusal"
    AFTER_AGREEMENT = "after-agreement"
    ORDINARY_CALL = "ordinary-call"
    ORDINARY_MESSAGE = "ordinary-message"
    ORDINARY_VISIT = "ordinary-visit"
    ORDINARY_THIRD_PARTY = "ordinary-third-party"


# Lawful conducts judged last: they hold of a contact on which nothing else was found.
RESIDUAL = frozenset(
    {TestKind.ORDINARY_CALL, TestKind.ORDINARY_MESSAGE, TestKind.ORDINARY_VISIT, TestKind.ORDINARY_THIRD_PARTY}
)


class Unless(ContentModel):
    """Facts of the debt that contradict a ticked act: where one is known to hold, there is no finding."""

    collector: CollectorKind | None = None
    notice_received: bool | None = None
    on_list: bool | None = None
    assignment_notice: bool | None = None
    overdue_days_at_most: int | None = None

    def holds(self, debt: Debt) -> bool:
        return (
            (self.collector is not None and debt.collector.kind is self.collector)
            or (self.notice_received is not None and debt.notice_received is self.notice_received)
            or (self.on_list is not None and debt.on_list is self.on_list)
            or (self.assignment_notice is not None and debt.assignment_notice is self.assignment_notice)
            or (
                self.overdue_days_at_most is not None
                and debt.overdue_days is not None
                and debt.overdue_days <= self.overdue_days_at_most
            )
        )

    @property
    def facts(self) -> frozenset[DebtFact]:
        """What of the debt may contradict the act."""
        named = {"overdue_days_at_most": DebtFact.OVERDUE_DAYS}
        return frozenset(named.get(name) or DebtFact(name) for name, value in self if value is not None)


class Test(ContentModel):
    """`parameter` names a dated figure in a law file (max_answered_per_day); `more_than` is one fixed by the conduct."""

    __test__ = False

    kind: TestKind = TestKind.TICKED
    parameter: str = ""
    more_than: int | None = None
    unless: Unless = Unless()
    unless_role: tuple[ThirdPartyRole, ...] = ()


class GroundEntry(ContentModel):
    """A text the conduct breaks.

    `article` is its number in every version, unless `versions` gives one for each version's first day (a version not
    named there has no such article). No article: the instrument is cited by name. `since`/`until` bound the conduct's
    day; `dated_by: signed_on` judges by the day the contract was signed; `circumstance` must have been confirmed.
    """

    instrument: str
    article: str | None = None
    versions: dict[date, str] = {}
    only_for: tuple[CreditorKind, ...] = ()
    not_for: tuple[CreditorKind, ...] = ()
    since: date | None = None
    until: date | None = None
    dated_by: Literal["contact", "signed_on"] = "contact"
    circumstance: str | None = None
    note: str = ""

    def concerns(self, creditor: CreditorKind) -> bool:
        return creditor not in self.not_for and (not self.only_for or creditor in self.only_for)

    def number(self, starts: date) -> str | None:
        """The article's number in the version that starts on that day; None where that version has none."""
        return self.versions.get(starts) if self.versions else self.article


class ByCreditor(ContentModel):
    """`verdict` is used only where no ground holds, and may only weaken it to 有争议 or 合法."""

    verdict: Literal[Verdict.DISPUTED, Verdict.LAWFUL] | None = None
    note: str = ""


class Shows(StrEnum):
    """What an example is an example of. A conduct needs one of each."""

    # The act; of a lawful conduct the lawful act; of one no text forbids, the dispute.
    BREACH = "breach"
    # The same kind of event which is not this conduct, or which nothing forbids this lender.
    NO_BREACH = "no-breach"
    # Exactly at the limit of a count, clock, day, head count, role, or of what is known.
    BOUNDARY = "boundary"


NO_BREACH_MAY_BE = frozenset({None, Verdict.DISPUTED, Verdict.LAWFUL})


class Expectation(ContentModel):
    """What an example must give. `verdict` None: no finding and not lawful either.

    `cites` and `cites_not` are bases (zhian@2025), or an instrument's id (lvshi) where only its name may be printed.
    `beside`: other conducts that must be found on the same contacts, as breach or as lawful.
    """

    verdict: Verdict | None
    cites: tuple[str, ...] = ()
    cites_not: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


class Example(ContentModel):
    """Runs as a test. `contacts` and `debt` as in the API."""

    name: str
    shows: Shows
    debt: dict[str, Any]
    contacts: tuple[dict[str, Any], ...]
    expect: Expectation


class ConductFile(ContentModel):
    """`say` may hold {count}: how often it happened on the busiest day.

    `otherwise_note` is said where no ground holds: why it is lawful, or what either side may say. `by_collector` is said
    besides, where such a collector acts for the lender; the verdict is that of the lender.
    """

    name: str
    tier: Literal[1, 2]
    category: str
    looks_like: str
    test: Test = Test()
    otherwise: Literal[Verdict.DISPUTED, Verdict.LAWFUL] = Verdict.DISPUTED
    otherwise_note: str = ""
    not_for: tuple[CreditorKind, ...] = ()
    not_for_note: str = ""
    by_creditor: dict[CreditorKind, ByCreditor] = {}
    by_collector: dict[CollectorKind, str] = {}
    may_escalate: str = ""
    grounds: tuple[GroundEntry, ...] = ()
    background: tuple[GroundEntry, ...] = ()
    evidence: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    say: str = ""
    caution: str = ""
    covers: tuple[str, ...] = ()
    checked_on: date
    review_by: date
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Conduct:
    """A conduct file under its slug."""

    slug: str
    file: ConductFile

    @property
    def url(self) -> str:
        return f"/conduct/{self.slug}"

    @property
    def lawful(self) -> bool:
        return self.file.otherwise is Verdict.LAWFUL


@dataclass(frozen=True)
class Routing:
    """Which channels and letters serve which creditor; None serves all. From the channel and letter files."""

    channels: Mapping[str, frozenset[CreditorKind] | None]
    letters: Mapping[str, frozenset[CreditorKind] | None]
    private_serious: tuple[str, ...] = ()
    private_other: tuple[str, ...] = ()
    private_also: tuple[str, ...] = ()
    law_firm_also: tuple[str, ...] = ()


class Notes(ContentModel):
    """content/tables/verdict-notes.yaml: why a conduct is disputed, where its own file does not say so.

    `not_yet`: no text that binds such a lender was in force; {day} is the first day of one. `civil_only`: against a
    private lender only civil law holds. `lenders`: no text we read binds such a lender at all.
    """

    checked_on: date
    review_by: date
    not_yet: str
    civil_only: str
    lenders: dict[CreditorKind, str]

    @model_validator(mode="after")
    def complete(self) -> Notes:
        missing = [kind.value for kind in CreditorKind if kind not in self.lenders]
        if missing:
            raise ValueError(f"'lenders' has no note for {', '.join(missing)}")
        if "{day}" not in self.not_yet:
            raise ValueError("'not_yet' must hold {day}")
        return self


@dataclass(frozen=True)
class ConductBook:
    """Every conduct, the questions that confirm circumstances, what is asked of unknown facts, the routing, the notes."""

    conducts: tuple[Conduct, ...]
    circumstances: Mapping[str, str]
    routing: Routing
    questions: Questions
    notes: Notes

    @cached_property
    def by_slug(self) -> Mapping[str, Conduct]:
        return {conduct.slug: conduct for conduct in self.conducts}

    @cached_property
    def boundaries(self) -> tuple[date, ...]:
        """Every day from which on a ground's own bounds (`since`, `until`) hold or no longer hold."""
        entries = [entry for conduct in self.conducts for entry in conduct.file.grounds]
        starts = {entry.since for entry in entries if entry.since}
        ends = {entry.until + timedelta(days=1) for entry in entries if entry.until}
        return tuple(sorted(starts | ends))

    def __getitem__(self, slug: str) -> Conduct:
        return self.by_slug[slug]


def base_of(ground: Ground) -> str:
    """How an example names what a finding rests on: the version's base, or the instrument cited by its name alone."""
    citation = ground.citation
    return citation.version.base if citation.article.number else citation.version.instrument


def example_facts(example: Example) -> tuple[Debt, tuple[Contact, ...]]:
    """The example's debt and contacts as domain facts; raises ValidationError where they are none."""
    return Debt.model_validate(example.debt), tuple(Contact.model_validate(one) for one in example.contacts)
