"""The verdict on shown contacts: the strongest text in force on each contact's own day that binds the lender."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import TypeVar

from app.conduct.model import Conduct, ConductBook, GroundEntry
from app.conduct.recognise import Index
from app.domain.case import CreditorKind, Debt, DebtFact
from app.domain.contact import Contact
from app.domain.finding import Verdict
from app.domain.law import Article, Citation, Rank
from app.errors import NoLawInForce

LADDER = {
    Rank.CRIMINAL: Verdict.CRIME,
    Rank.PUBLIC_SECURITY: Verdict.PUBLIC_SECURITY,
    Rank.ADMINISTRATIVE: Verdict.SUPERVISORY,
    Rank.SUPERVISORY: Verdict.SUPERVISORY,
    Rank.CIVIL: Verdict.SUPERVISORY,
    Rank.STANDARD: Verdict.STANDARD,
    Rank.SELF_REGULATION: Verdict.STANDARD,
}
NAME_ONLY = Article(number="", gist="只写文件名，不写条号", printed=None)
GroundKey = tuple[str, date, str]
Key = TypeVar("Key", GroundKey, str)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Contacts that every text treats alike: no law changed between their days, and they have the same circumstances."""

    day: date
    circumstances: frozenset[str]
    ruled_out: frozenset[str]
    unsure: frozenset[str]
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A citation and the bundles (by number) it holds for."""

    citation: Citation
    bundles: frozenset[int]


@dataclass(frozen=True, slots=True)
class Judged:
    """`held` in the order of the conduct's grounds; `offers`: what would hold with a circumstance confirmed, by its id."""

    verdict: Verdict
    held: Mapping[GroundKey, Held]
    offers: Mapping[str, Held]

    @property
    def cites(self) -> tuple[str, ...]:
        """The texts by name, strongest first."""
        return tuple(dict.fromkeys(held.citation.named for held in in_order(self.held)))

    def says_as(self, other: Judged | None) -> bool:
        """Whether verdict and grounds, of the same bundles, are the same."""
        return (
            other is not None
            and self.verdict is other.verdict
            and {key: held.bundles for key, held in self.held.items()}
            == {key: held.bundles for key, held in other.held.items()}
        )


def rank_of(citation: Citation) -> Rank:
    found = citation.version.rank
    assert found is not None, "the catalogue refuses a ground without a rank"
    return found


def in_order(held: Mapping[GroundKey, Held]) -> list[Held]:
    return sorted(held.values(), key=lambda one: LADDER[rank_of(one.citation)].order)


@dataclass
class Judge:
    """Judges bundles by the law of their days. Remembers what it looked up, so that one check looks up little."""

    book: ConductBook
    index: Index
    texts: dict[tuple[int, date], Citation | None] = field(default_factory=dict)

    def bundles(self, conduct: Conduct, places: Sequence[int]) -> tuple[Bundle, ...]:
        own = frozenset(entry.circumstance for entry in conduct.file.grounds if entry.circumstance)
        groups: dict[tuple[object, ...], list[int]] = {}
        for place in places:
            one = self.index.contacts[place]
            key: tuple[object, ...] = (self.index.epoch(self.index.days[place]), *told(one, own))
            groups.setdefault(key, []).append(place)
        found = []
        for members in groups.values():
            first = self.index.contacts[members[0]]
            found.append(Bundle(self.index.days[members[0]], *told(first, own), tuple(members)))
        return tuple(found)

    def judge(
        self, conduct: Conduct, bundles: Sequence[Bundle], debt: Debt, signing_days: Sequence[date]
    ) -> Judged | None:
        """What holds whatever nobody knows of the lender and the contract; None where nothing does."""
        return weakest([self.judge_one(conduct, bundles, one) for one in possible(debt, signing_days)])

    def judge_one(self, conduct: Conduct, bundles: Sequence[Bundle], debt: Debt) -> Judged | None:
        """The verdict for one kind of lender; None where such a lender cannot show the conduct."""
        kind = debt.creditor.kind
        assert kind is not None, "an unknown kind is judged as each of the kinds it may be"
        if kind in conduct.file.not_for:
            return None
        held: dict[GroundKey, Held] = {}
        offers: dict[str, Held] = {}
        for entry in conduct.file.grounds:
            if not entry.concerns(kind):
                continue
            for number, bundle in enumerate(bundles):
                confirmed = not entry.circumstance or entry.circumstance in bundle.circumstances
                if not confirmed and entry.circumstance in bundle.ruled_out:
                    continue
                citation = self.citation(entry, bundle, kind, debt)
                if citation is None:
                    continue
                if confirmed:
                    key = (citation.version.instrument, citation.version.starts, citation.article.number)
                    held[key] = joined(held.get(key), citation, number)
                elif entry.circumstance:
                    offers[entry.circumstance] = joined(offers.get(entry.circumstance), citation, number)
        return Judged(self.verdict(conduct, kind, held), held, offers)

    def verdict(self, conduct: Conduct, kind: CreditorKind, held: Mapping[GroundKey, Held]) -> Verdict:
        ranks = {rank_of(one.citation) for one in held.values()}
        if ranks:
            return verdict_of(ranks, kind)
        special = conduct.file.by_creditor.get(kind)
        return (special.verdict if special else None) or conduct.file.otherwise

    def citation(self, entry: GroundEntry, bundle: Bundle, kind: CreditorKind, debt: Debt) -> Citation | None:
        """The entry's article in force for these contacts and binding this creditor; None where it is not."""
        if (entry.since and bundle.day < entry.since) or (entry.until and bundle.day > entry.until):
            return None
        day = debt.signed_on if entry.dated_by == "signed_on" else bundle.day
        if day is None:
            return None
        key = (id(entry), day)
        if key not in self.texts:
            self.texts[key] = self.text(entry, day)
        citation = self.texts[key]
        return citation if citation and citation.version.binds_loan(kind, debt.online) else None

    def first_day(self, conduct: Conduct, kind: CreditorKind, after: date) -> date | None:
        """The first day after this one on which a text holds against such a lender for the act alone."""
        days = {
            version.starts
            for entry in conduct.file.grounds
            if entry.concerns(kind) and not entry.circumstance and entry.dated_by == "contact"
            for version in self.index.law.instrument(entry.instrument).versions
            if version.starts > after and version.binds_creditor(kind) and entry.number(version.starts) is not None
        }
        return min(days, default=None)

    def text(self, entry: GroundEntry, day: date) -> Citation | None:
        """The entry's article on a day, whomever it binds."""
        if entry.article is None and not entry.versions:
            # The instrument's name alone: its rule still stands, its new text was not read.
            return Citation(self.index.law.instrument(entry.instrument).latest, NAME_ONLY)
        try:
            version = self.index.law.version(entry.instrument, day)
        except NoLawInForce:
            return None
        number = entry.number(version.starts)
        if number is None or number not in version.articles:
            return None
        return Citation(version, version.articles[number])


def told(contact: Contact, own: frozenset[str]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """What was said of the conduct's own circumstances: they were there, they were not, the borrower is unsure."""
    if not (contact.circumstances or contact.ruled_out or contact.unsure):
        return NOTHING_TOLD
    return (
        own.intersection(contact.circumstances),
        own.intersection(contact.ruled_out),
        own.intersection(contact.unsure),
    )


NOTHING_TOLD: tuple[frozenset[str], frozenset[str], frozenset[str]] = (frozenset(), frozenset(), frozenset())


def joined(held: Held | None, citation: Citation, number: int) -> Held:
    """The first citation stands; a later one of the same place in the law adds its bundle."""
    return Held(held.citation, held.bundles | {number}) if held else Held(citation, frozenset({number}))


def verdict_of(ranks: set[Rank], kind: CreditorKind) -> Verdict:
    # Against a private lender a purely civil wrong is for talks or a court; no authority supervises it.
    if kind is CreditorKind.PRIVATE_LENDER and ranks == {Rank.CIVIL}:
        return Verdict.DISPUTED
    return min((LADDER[one] for one in ranks), key=lambda verdict: verdict.order)


def possible(debt: Debt, signing_days: Sequence[date]) -> Iterator[Debt]:
    """Every debt it may be: each kind of lender where none is known; where the borrower is unsure how or when it was
    made, both ways and each of the `signing_days`."""
    online = (True, False) if debt.online is None and DebtFact.ONLINE in debt.unsure else (debt.online,)
    signed: Sequence[date | None] = (debt.signed_on,)
    if debt.signed_on is None and DebtFact.SIGNED_ON in debt.unsure:
        signed = (None, *signing_days)
    for kind, way, day in product(debt.creditor.kinds, online, signed):
        creditor = debt.creditor.model_copy(update={"kind": kind})
        yield debt.model_copy(update={"creditor": creditor, "online": way, "signed_on": day})


def weakest(found: Sequence[Judged | None]) -> Judged | None:
    """What holds in every case. Lawful in one and a breach in another is nothing that holds."""
    first, *others = found
    for other in others:
        if first is None or other is None:
            return None
        if (first.verdict is Verdict.LAWFUL) is not (other.verdict is Verdict.LAWFUL):
            return None
        verdict = max(first.verdict, other.verdict, key=lambda one: one.order)
        first = Judged(verdict, common(first.held, other.held), common(first.offers, other.offers))
    return first


def common(one: Mapping[Key, Held], other: Mapping[Key, Held]) -> dict[Key, Held]:
    """What both hold, for the bundles of both."""
    found = {}
    for key, held in one.items():
        bundles = held.bundles & other[key].bundles if key in other else frozenset()
        if bundles:
            found[key] = Held(held.citation, bundles)
    return found
