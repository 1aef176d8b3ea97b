"""The assessment: what was found by the texts in force on each contact's own day, what was lawful, what nobody could say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property

from app.conduct.judge import Bundle, Held, Judge, Judged, in_order, rank_of, verdict_of
from app.conduct.model import RESIDUAL, Conduct, ConductBook
from app.conduct.questions import Question
from app.conduct.recognise import COMPUTED, Log, ordinary, show
from app.conduct.routing import channels, letters
from app.conduct.suppositions import Supposition, judged_by, named, shown_by, signing_days, suppositions
from app.domain.case import Creditor, CreditorKind, Debt, DebtFact
from app.domain.contact import Contact, ContactFact, Means
from app.domain.finding import (
    Answer,
    Assessment,
    Fact,
    Finding,
    Ground,
    Missing,
    Stronger,
    Verdict,
    weakness,
)  # fmt: skip
from app.domain.law import Lawbook
from app.domain.moment import SHANGHAI, say_day

COUNT = "{count}"  # in a conduct's `say`: how often on the busiest day
NOON = time(12, 0)


def assess(book: ConductBook, contacts: Sequence[Contact], debt: Debt, law: Lawbook) -> Assessment:
    """Judge every contact by the law of its own day. Pure: same input, same answer.

    Where a fact is unknown that would change a verdict or its grounds, the assessment asks it (`not_judged`), and says
    only what holds whatever the lender's kind and whatever the borrower is unsure of.
    """
    case = Assessing(book, Log.of(debt, contacts, law, book.boundaries))
    found: list[Finding] = []
    missing: list[Missing] = []
    unclear: set[int] = set()
    for conduct in book.conducts:
        if not case.concerns(conduct):
            continue
        result = case.result(conduct, case.log)
        asked = case.missing(conduct, result)
        missing += asked
        unclear.update(place for one in asked for place in one.contacts)
        if result.judged:
            found.append(case.finding(conduct, result, result.judged, asked))
    touched = {place for one in found if one.verdict is not Verdict.LAWFUL for place in one.contacts}
    found += case.residual(touched | unclear, {one.conduct for one in found})
    return Assessment(
        findings=findings_in_order(one for one in found if one.verdict is not Verdict.LAWFUL),
        lawful=findings_in_order(one for one in found if one.verdict is Verdict.LAWFUL),
        not_judged=tuple(sorted(missing, key=weightiest_first)),
    )


def findings_in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda one: (one.verdict.order, -one.count, one.conduct)))


@dataclass(frozen=True, slots=True)
class Result:
    """The contacts that show a conduct, and what holds of them; `judged` None: nothing."""

    places: tuple[int, ...]
    bundles: tuple[Bundle, ...]
    judged: Judged | None

    def same_as(self, other: Result) -> bool:
        if self.judged is None or other.judged is None:
            return self.judged is other.judged
        return self.places == other.places and self.judged.says_as(other.judged)


@dataclass
class Assessing:
    """One assessment under way."""

    book: ConductBook
    log: Log
    bundled: dict[tuple[str, tuple[int, ...]], tuple[Bundle, ...]] = field(default_factory=dict)

    @cached_property
    def judge(self) -> Judge:
        return Judge(self.book, self.log.index)

    def concerns(self, conduct: Conduct) -> bool:
        """Whether the conduct was ticked, or shows itself in the log."""
        return conduct.slug in self.log.index.ticked or conduct.file.test.kind in COMPUTED

    # ---- What holds

    def result(self, conduct: Conduct, log: Log) -> Result:
        unsure = [fact for fact in log.debt.unsure if fact in shown_by(conduct) and not log.knows(fact)]
        return self.judged(conduct, tuple(sorted(self.certain(conduct, log, unsure))), log)

    def certain(self, conduct: Conduct, log: Log, unsure: Sequence[DebtFact]) -> frozenset[int]:
        """The contacts that show the conduct under every answer to what the borrower is unsure of."""
        if not unsure:
            return show(conduct, log)
        first, *rest = unsure
        tried = suppositions(self.book.questions[first], conduct, log)
        return frozenset.intersection(*(self.certain(conduct, one.log, rest) for one in tried))

    def judged(self, conduct: Conduct, places: tuple[int, ...], log: Log) -> Result:
        if not places:
            return Result((), (), None)
        key = (conduct.slug, places)
        if key not in self.bundled:
            self.bundled[key] = self.judge.bundles(conduct, places)
        bundles = self.bundled[key]
        return Result(places, bundles, self.judge.judge(conduct, bundles, log.debt, self.signing_days(conduct, log)))

    def signing_days(self, conduct: Conduct, log: Log) -> list[date]:
        return signing_days(conduct, log) if DebtFact.SIGNED_ON in log.debt.unsure else []

    # ---- What is missing

    def missing(self, conduct: Conduct, result: Result) -> list[Missing]:
        """The facts nobody said whose answer would change the result, each with what every answer would make of it."""
        found: list[Missing] = []
        for fact in shown_by(conduct):
            found += self.asked(conduct, fact, result, lambda log: self.result(conduct, log))
        if not result.places:
            return found
        kind = self.log.debt.creditor.kind
        if kind in conduct.file.not_for:
            return [*found, Missing(conduct.slug, DebtFact.CREDITOR, conduct.file.not_for_note, result.places)]
        for fact in judged_by(conduct, self.log.law):
            if fact in shown_by(conduct):
                continue
            found += self.asked(conduct, fact, result, lambda log: self.judged(conduct, result.places, log))
        return found

    def asked(self, conduct: Conduct, fact: Fact, now: Result, again: Callable[[Log], Result]) -> Iterator[Missing]:
        """The fact, if some answer changes what is found; of contacts, those the borrower is unsure of apart."""
        if not self.is_open(fact):
            return
        question = self.book.questions[fact]
        tried = [(one, again(one.log)) for one in suppositions(question, conduct, self.log)]
        if all(now.same_as(then) for _, then in tried):
            return
        places = changed(now, [then for _, then in tried])
        for unsure, those in self.parted(fact, places):
            yield Missing(
                conduct=conduct.slug,
                fact=fact,
                question=question.asks,
                contacts=those,
                answers=answers(question, tried),
                unsure=unsure,
                supposing=question.supposing,
                name=conduct.file.name,
                verdict=now.judged.verdict if now.judged else None,
            )

    def parted(self, fact: Fact, places: tuple[int, ...]) -> Iterator[tuple[bool, tuple[int, ...]]]:
        """Whether the borrower was asked and is unsure, with the places concerned."""
        if isinstance(fact, DebtFact):
            yield fact in self.log.debt.unsure, places
            return
        unknown = [place for place in places if not self.log.contacts[place].knows(fact)]
        for unsure in (False, True):
            those = tuple(place for place in unknown if (fact in self.log.contacts[place].unsure) is unsure)
            if those:
                yield unsure, those

    def is_open(self, fact: Fact) -> bool:
        """Whether nobody said it, of the debt or of some contact."""
        return fact in self.open_of_contacts if isinstance(fact, ContactFact) else not self.log.debt.knows(fact)

    @cached_property
    def open_of_contacts(self) -> frozenset[ContactFact]:
        """The facts that nobody said of some contact they may be asked of."""
        index, contacts = self.log.index, self.log.contacts
        asked_of: Mapping[ContactFact, Sequence[int]] = {
            ContactFact.ANSWERED: index.calls,
            ContactFact.REACHED: index.to_others,
            ContactFact.THIRD_PARTY_ROLE: range(len(contacts)),
            ContactFact.VISITORS: index.visits,
            ContactFact.CONSENT_TO_HOURS: index.speaking,
        }
        return frozenset(
            fact for fact, places in asked_of.items() if any(not contacts[place].knows(fact) for place in places)
        )

    # ---- What is said

    def finding(self, conduct: Conduct, result: Result, judged: Judged, asked: Sequence[Missing]) -> Finding:
        file, creditor, places = conduct.file, self.log.debt.creditor, result.places
        return Finding(
            conduct=conduct.slug,
            name=file.name,
            verdict=judged.verdict,
            contacts=places,
            days=tuple(sorted({self.log.index.days[place] for place in places})),
            grounds=tuple(
                Ground(held.citation, self.of_bundles(result, held.bundles)) for held in in_order(judged.held)
            ),
            note=self.note(conduct, result, judged, asked),
            evidence=file.evidence,
            channels=channels(conduct, self.log.debt, judged.verdict, self.book.routing),
            letters=letters(conduct, creditor.kinds, self.book.routing),
            say=file.say.replace(COUNT, str(self.busiest(places))) if COUNT in file.say else file.say,
            caution=file.caution + self.of_collector(conduct),
            stronger=tuple(self.stronger(conduct, result, judged)),
            conditions=tuple(sorted((one for one in asked if one.answers), key=weightiest_first)),
        )

    def of_bundles(self, result: Result, numbers: frozenset[int]) -> tuple[int, ...]:
        """The contacts of some of the bundles."""
        if len(numbers) == len(result.bundles):
            return result.places
        return tuple(sorted(place for number in numbers for place in result.bundles[number].places))

    def note(self, conduct: Conduct, result: Result, judged: Judged, asked: Sequence[Missing]) -> str:
        """Why the verdict is no stronger: the lender is unknown, or what either side may say; of a lawful one, why.

        Beside grounds the kind's own note would speak of texts that were not in force that day.
        """
        kind = self.log.debt.creditor.kind
        if kind is None:
            hangs = any(one.fact == DebtFact.CREDITOR for one in asked)
            lawful = conduct.file.otherwise_note if judged.verdict is Verdict.LAWFUL else ""
            return self.book.questions[DebtFact.CREDITOR].meanwhile if hangs else lawful
        if judged.verdict not in (Verdict.DISPUTED, Verdict.LAWFUL):
            return ""
        if judged.held:
            return self.book.notes.civil_only
        special = conduct.file.by_creditor.get(kind)
        own = special.note if special and special.verdict else ""
        return own or conduct.file.otherwise_note or self.no_text(conduct, result, kind)

    def of_collector(self, conduct: Conduct) -> str:
        """What is to be said besides of such a collector, as a sentence."""
        said = conduct.file.by_collector.get(self.log.debt.collector.kind)
        return f"{said}。" if said else ""

    def no_text(self, conduct: Conduct, result: Result, kind: CreditorKind) -> str:
        """That no text bound such a lender yet on the last of these days, or that we read none which does."""
        notes, last = self.book.notes, max(self.log.index.days[place] for place in result.places)
        first = self.judge.first_day(conduct, kind, last)
        return notes.not_yet.replace("{day}", say_day(first)) if first else notes.lenders[kind]

    def busiest(self, places: Sequence[int]) -> int:
        """The most of these contacts on one day."""
        return max(Counter(self.log.index.days[place] for place in places).values())

    def stronger(self, conduct: Conduct, result: Result, judged: Judged) -> Iterator[Stronger]:
        """What else would hold if the borrower confirmed a circumstance of which nobody said anything; strongest first."""
        found = []
        for circumstance, held in judged.offers.items():
            verdict = self.with_offer(judged, held)
            places = self.of_bundles(result, held.bundles)
            unsure = all(circumstance in result.bundles[number].unsure for number in held.bundles)
            question = self.book.circumstances[circumstance]
            found.append(Stronger(circumstance, question, held.citation, places, verdict, unsure))
        return iter(sorted(found, key=lambda one: weakness(one.verdict)))

    def with_offer(self, judged: Judged, offer: Held) -> Verdict:
        """The verdict with one more text, whatever the lender."""
        ranks = {rank_of(one.citation) for one in (*judged.held.values(), offer)}
        verdicts = [judged.verdict, *(verdict_of(ranks, kind) for kind in self.log.debt.creditor.kinds)]
        return min(verdicts[0], max(verdicts[1:], key=order), key=order)

    # ---- What is lawful

    def residual(self, touched: set[int], already: set[str]) -> Iterator[Finding]:
        """Lawful conducts, of contacts on which nothing was found and nothing may be."""
        for conduct in self.book.conducts:
            kind = conduct.file.test.kind
            if kind not in RESIDUAL or conduct.slug in already:
                continue
            places = tuple(place for place in ordinary(kind, self.log) if place not in touched)
            result = self.judged(conduct, places, self.log)
            if result.judged:
                yield self.finding(conduct, result, result.judged, ())


def weightiest_first(missing: Missing) -> tuple[bool, list[float]]:
    """What the borrower was not asked yet first."""
    return missing.unsure, [-step for step in missing.weight]


def order(verdict: Verdict) -> int:
    return verdict.order


def changed(now: Result, others: Iterable[Result]) -> tuple[int, ...]:
    """The contacts of which some other result says something else."""
    here = set(now.places) if now.judged else set()
    found: set[int] = set()
    for then in others:
        if not now.same_as(then):
            found |= here.symmetric_difference(then.places if then.judged else ()) or here
    return tuple(sorted(found))


def answers(question: Question, tried: Sequence[tuple[Supposition, Result]]) -> tuple[Answer, ...]:
    """What each answer comes to; neighbouring spans of days that come to the same are one."""
    found: list[tuple[Supposition, Answer]] = []
    for one, then in tried:
        verdict, cites = (then.judged.verdict, then.judged.cites) if then.judged else (None, ())
        before, answer = found[-1] if found else (None, None)
        if before and answer and before.days and one.days and (answer.verdict, answer.cites) == (verdict, cites):
            assert question.typed is not None, "only typed answers are spans"
            one = replace(one, days=(before.days[0], one.days[1]))
            value, label = named(question.typed, (before.days[0], one.days[1] if one.days else None))
            found.pop()
        else:
            value, label = one.value, one.label
        found.append((one, Answer(value, label, verdict, cites)))
    return tuple(answer for _, answer in found)


def standing(book: ConductBook, conduct: Conduct, creditor: CreditorKind, day: date, law: Lawbook) -> Finding | None:
    """How the conduct stands on a day for one kind of creditor, once it happened; None where it cannot happen.

    The contract is taken to be signed that day, and no circumstance to be confirmed.
    """
    at = datetime.combine(day, NOON, SHANGHAI)
    debt = Debt(creditor=Creditor(kind=creditor), signed_on=day)
    case = Assessing(book, Log.of(debt, (Contact(at=at, means=Means.OTHER),), law, book.boundaries))
    result = case.judged(conduct, (0,), case.log)
    return case.finding(conduct, result, result.judged, ()) if result.judged else None


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
