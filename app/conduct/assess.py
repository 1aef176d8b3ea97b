"""The verdict: derived from the texts in force on each contact's own day, never typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from app.conduct.model import RESIDUAL, Conduct, ConductBook, GroundEntry, Routing
from app.conduct.recognise import Log, Shown, is_ordinary, show
from app.domain.case import CollectorKind, Creditor, CreditorKind, Debt
from app.domain.contact import Contact, Means
from app.domain.finding import Assessment, Finding, Ground, Missing, Stronger, Verdict
from app.domain.law import Article, Citation, Lawbook, LawVersion, Rank
from app.domain.moment import SHANGHAI
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
COUNT = "{count}"  # in a conduct's `say`: how often on the busiest day
NOON = time(12, 0)
NAME_ONLY = Article(number="", gist="只写文件名，不写条号", printed=None)
SIGNED_ON_QUESTION = "合同是哪天签的？这条规定只管某一天以后签的合同。"
ONLINE_QUESTION = "这笔贷款是在手机App或网页上办的吗？催收国标只管网上办的消费贷款。"


def assess(book: ConductBook, contacts: Sequence[Contact], debt: Debt, law: Lawbook) -> Assessment:
    """Judge every contact by the law of its own day. Pure: same input, same answer."""
    log = Log(debt, contacts, law)
    judge = Judge(book, log)
    found: list[Finding] = []
    touched: set[int] = set()
    for conduct in book.conducts:
        if conduct.file.test.kind in RESIDUAL and not any(conduct.slug in one.acts for one in contacts):
            continue
        shown = show(conduct, log)
        if not shown.contacts:
            judge.missing += shown.missing
            continue
        finding = judge.finding(conduct, shown)
        if finding:
            found.append(finding)
            if finding.verdict is not Verdict.LAWFUL:
                touched |= shown.contacts
    found += residual(book, log, judge, touched, {one.conduct for one in found})
    return Assessment(
        findings=in_order(one for one in found if one.verdict is not Verdict.LAWFUL),
        lawful=in_order(one for one in found if one.verdict is Verdict.LAWFUL),
        not_judged=tuple(dict.fromkeys(judge.missing)),
    )


def residual(book: ConductBook, log: Log, judge: Judge, touched: set[int], already: set[str]) -> list[Finding]:
    """Lawful conducts, of contacts on which nothing was found."""
    found = []
    for conduct in book.conducts:
        kind = conduct.file.test.kind
        if kind not in RESIDUAL or conduct.slug in already:
            continue
        places = {
            place for place, one in enumerate(log.contacts) if place not in touched and is_ordinary(kind, one, log.debt)
        }
        finding = judge.finding(conduct, Shown(places)) if places else None
        if finding:
            found.append(finding)
    return found


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda one: (one.verdict.order, -one.count, one.conduct)))


@dataclass
class Judge:
    """Turns shown contacts into findings; collects what was missing."""

    book: ConductBook
    log: Log
    missing: list[Missing] = field(default_factory=list)
    cited: dict[tuple[int, date], Citation | None] = field(default_factory=dict)

    @property
    def creditor(self) -> CreditorKind:
        return self.log.debt.creditor.kind

    def finding(self, conduct: Conduct, shown: Shown) -> Finding | None:
        """The finding, or None where this creditor cannot show this conduct (said among the not judged)."""
        file = conduct.file
        self.missing += shown.missing
        if self.creditor in file.not_for:
            self.missing.append(Missing(conduct.slug, "creditor", file.not_for_note, tuple(sorted(shown.contacts))))
            return None
        places = tuple(sorted(shown.contacts))
        grounds = self.grounds(conduct, places)
        verdict = self.verdict(conduct, grounds)
        special = file.by_creditor.get(self.creditor)
        # The note explains a weaker verdict; beside grounds it would speak of texts that were not in force that day.
        note = special.note if special and special.verdict and not grounds else ""
        return Finding(
            conduct=conduct.slug,
            name=file.name,
            verdict=verdict,
            contacts=places,
            days=tuple(sorted({self.log.contacts[place].day for place in places})),
            grounds=grounds,
            note=note,
            evidence=file.evidence,
            channels=channels(conduct, self.log.debt, verdict, self.book.routing),
            letters=letters(conduct, self.creditor, self.book.routing),
            say=file.say.replace(COUNT, str(self.busiest(places))),
            caution=file.caution,
            stronger=self.stronger(conduct, places),
        )

    def busiest(self, places: Sequence[int]) -> int:
        """The most of these contacts on one day."""
        return max(Counter(self.log.contacts[place].day for place in places).values())

    def grounds(self, conduct: Conduct, places: Sequence[int]) -> tuple[Ground, ...]:
        """Each text in force, with the contacts that fell under that version of it, strongest first."""
        held: dict[tuple[str, date, str], tuple[Citation, dict[int, None]]] = {}
        for entry in conduct.file.grounds:
            if not entry.concerns(self.creditor):
                continue
            for place in places:
                if entry.circumstance and entry.circumstance not in self.log.contacts[place].circumstances:
                    continue
                citation = self.citation(conduct, entry, place)
                if citation:
                    key = (citation.version.instrument, citation.version.starts, citation.article.number)
                    held.setdefault(key, (citation, {}))[1][place] = None
        grounds = [Ground(citation, tuple(under)) for citation, under in held.values()]
        return tuple(sorted(grounds, key=lambda ground: LADDER[rank(ground)].order))

    def citation(self, conduct: Conduct, entry: GroundEntry, place: int) -> Citation | None:
        """The entry's article in force for this contact and binding this creditor; None where it is not."""
        contact = self.log.contacts[place]
        day = contact.day
        if (entry.since and day < entry.since) or (entry.until and day > entry.until):
            return None
        if entry.dated_by == "signed_on":
            signed = self.log.debt.signed_on
            if signed is None:
                if not entry.circumstance and self.binds_ever(entry):
                    self.missing.append(Missing(conduct.slug, "signed_on", SIGNED_ON_QUESTION))
                return None
            day = signed
        key = (id(entry), day)
        if key not in self.cited:
            self.cited[key] = self.look_up(entry, day)
        citation = self.cited[key]
        if (
            citation
            and citation.version.online_only
            and self.log.debt.online is None
            and self.creditor is CreditorKind.BANK_LOAN
        ):
            self.missing.append(Missing(conduct.slug, "online", ONLINE_QUESTION))
        return citation

    def look_up(self, entry: GroundEntry, day: date) -> Citation | None:
        if entry.article is None and not entry.versions:
            return self.by_name(entry)
        try:
            version = self.log.law.version(entry.instrument, day)
        except NoLawInForce:
            return None
        number = entry.number(version.starts)
        if number is None or number not in version.articles or not self.binds(version):
            return None
        return Citation(version, version.articles[number])

    def by_name(self, entry: GroundEntry) -> Citation | None:
        """The instrument's name alone: its rule still stands, its new text was not read."""
        version = self.log.law.instrument(entry.instrument).latest
        return Citation(version, NAME_ONLY) if self.binds(version) else None

    def binds(self, version: LawVersion) -> bool:
        return version.binds_creditor(self.creditor) and not (version.online_only and self.log.debt.online is False)

    def binds_ever(self, entry: GroundEntry) -> bool:
        return any(self.binds(version) for version in self.log.law.instrument(entry.instrument).versions)

    def verdict(self, conduct: Conduct, grounds: Sequence[Ground]) -> Verdict:
        ranks = {rank(ground) for ground in grounds}
        # Against a private lender a purely civil wrong is for talks or a court; no authority supervises it.
        if self.creditor is CreditorKind.PRIVATE_LENDER and ranks == {Rank.CIVIL}:
            return Verdict.DISPUTED
        if ranks:
            return min((LADDER[one] for one in ranks), key=lambda verdict: verdict.order)
        special = conduct.file.by_creditor.get(self.creditor)
        return (special.verdict if special else None) or conduct.file.otherwise

    def stronger(self, conduct: Conduct, places: Sequence[int]) -> tuple[Stronger, ...]:
        """What else would hold if the borrower confirmed a circumstance not yet confirmed."""
        offers: dict[str, Stronger] = {}
        for entry in conduct.file.grounds:
            if not entry.circumstance or not entry.concerns(self.creditor):
                continue
            for place in places:
                if entry.circumstance in self.log.contacts[place].circumstances:
                    continue
                citation = self.citation(conduct, entry, place)
                if citation:
                    question = self.book.circumstances[entry.circumstance]
                    offers.setdefault(entry.circumstance, Stronger(entry.circumstance, question, citation))
        return tuple(offers.values())


def rank(ground: Ground) -> Rank:
    found = ground.citation.version.rank
    assert found is not None, "the catalogue refuses a ground without a rank"
    return found


def channels(conduct: Conduct, debt: Debt, verdict: Verdict, routing: Routing) -> tuple[str, ...]:
    """Where to go, in the conduct's order, as far as the place is competent for this creditor."""
    creditor = debt.creditor.kind
    wanted = conduct.file.channels
    if creditor is CreditorKind.PRIVATE_LENDER:
        serious = verdict in (Verdict.CRIME, Verdict.PUBLIC_SECURITY)
        first = routing.private_serious if serious else routing.private_other
        chosen = [*first, *(slug for slug in wanted if slug in routing.private_also)]
    else:
        chosen = [slug for slug in wanted if serves(routing.channels, slug, creditor)]
    if debt.collector.kind is CollectorKind.LAW_FIRM:
        chosen += routing.law_firm_also
    return tuple(dict.fromkeys(chosen))


def letters(conduct: Conduct, creditor: CreditorKind, routing: Routing) -> tuple[str, ...]:
    return tuple(slug for slug in conduct.file.letters if serves(routing.letters, slug, creditor))


def serves(table: Mapping[str, frozenset[CreditorKind] | None], slug: str, creditor: CreditorKind) -> bool:
    kinds = table.get(slug, frozenset())
    return kinds is None or creditor in kinds


def standing(book: ConductBook, conduct: Conduct, creditor: CreditorKind, day: date, law: Lawbook) -> Finding | None:
    """How the conduct stands on a day for one kind of creditor, once it happened; None where it cannot happen.

    The contract is taken to be signed that day, and no circumstance to be confirmed.
    """
    at = datetime.combine(day, NOON, SHANGHAI)
    debt = Debt(creditor=Creditor(kind=creditor), signed_on=day)
    log = Log(debt, (Contact(at=at, means=Means.OTHER),), law)
    return Judge(book, log).finding(conduct, Shown({0}))


def channels_for(
    book: ConductBook, slug: str, creditor: CreditorKind | None, day: date, law: Lawbook
) -> tuple[str, ...] | None:
    """Where to go about a conduct that happened on the day; None where there is no such conduct."""
    conduct = book.by_slug.get(slug)
    if conduct is None:
        return None
    if creditor is None:
        return conduct.file.channels
    finding = standing(book, conduct, creditor, day, law)
    return finding.channels if finding else ()
