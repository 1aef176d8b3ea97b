"""Whom to turn to, in which order: a lender, what happened and what is wanted, as a list of channels. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from app.channels.model import Channel, Concern, Silence
from app.channels.referral import Apart, AskedAct, Elsewhere, Next, Referral, ReferralBook, Step
from app.channels.terms import Circumstances, CountedTerm, cite, count_terms
from app.channels.wants import UNKNOWN, Entry, Matter, MatterChannel, Stage, Want
from app.domain.case import CreditorKind
from app.domain.finding import Finding, Verdict

GRAVE = (Verdict.CRIME, Verdict.PUBLIC_SECURITY)


def refer(
    book: ReferralBook,
    creditor: CreditorKind | None,
    acts: Sequence[AskedAct],
    want: Want,
    day: date,
    matters: Sequence[Matter] = (),
    happened: date | None = None,
) -> Referral:
    """Whom to turn to on `day`; `creditor` None is an unknown lender. Same input, same answer."""
    asked = Asked(book, creditor, tuple(acts), want, tuple(matters), day, happened)
    steps = asked.steps()
    slugs = {step.channel.slug for step in steps}
    return Referral(
        creditor=creditor,
        acts=asked.acts,
        matters=asked.matters,
        want=want,
        day=day,
        happened=happened,
        steps=steps,
        apart=tuple(asked.excluding(slugs)),
        elsewhere=tuple(asked.elsewhere(slugs)),
        notes=tuple(asked.notes()),
        letters=asked.own_letters(),
        how_to_know=cite(book.law, book.wants.file.unsure.law, day, None) if creditor is None else None,
    )


@dataclass(frozen=True)
class Asked:
    """The question, and what follows from it one after the other."""

    book: ReferralBook
    creditor: CreditorKind | None
    acts: tuple[AskedAct, ...]
    want: Want
    matters: tuple[Matter, ...]
    day: date
    happened: date | None

    @cached_property
    def findings(self) -> tuple[tuple[AskedAct, Finding], ...]:
        return tuple((act, act.finding) for act in self.acts if act.finding)

    @cached_property
    def chosen(self) -> Mapping[str, tuple[AskedAct, ...]]:
        """Every channel that is competent for the lender and has something to do, with the acts that are its own."""
        found: dict[str, dict[str, AskedAct]] = {}
        for slug in (*self.want.always, *(one.channel for matter in self.matters for one in matter.channels)):
            found.setdefault(slug, {})
        for act, finding in self.findings:
            for slug in (*act.listed[:1], *finding.channels):
                found.setdefault(slug, {})[act.slug] = act
        for channel in self.book.channels.channels:
            if self.creditor is None and channel.file.for_unsure:
                found.setdefault(channel.slug, {})
            for concern in channel.file.concerns:
                own = self.own(concern)
                if own or (concern.always and self.is_wanted(concern)):
                    found.setdefault(channel.slug, {}).update(own)
        known = self.book.channels.by_slug
        competent = {
            slug: tuple(own.values()) for slug, own in found.items() if known[slug].is_competent(self.creditor)
        }
        return competent | dict.fromkeys(self.beside(competent), ())

    def own(self, concern: Concern) -> dict[str, AskedAct]:
        """The acts a concern holds of, by slug."""
        if not self.is_wanted(concern):
            return {}
        return {act.slug: act for act, finding in self.findings if holds(concern, act, finding)}

    def is_wanted(self, concern: Concern) -> bool:
        return not concern.wants or self.want.id in concern.wants

    def beside(self, found: Mapping[str, object]) -> list[str]:
        """What comes in only because another channel is on the list."""
        return [
            channel.slug
            for channel in self.book.channels.channels
            if channel.slug not in found
            and channel.is_competent(self.creditor)
            and any(self.is_wanted(one) and any(slug in found for slug in one.beside) for one in channel.file.concerns)
        ]

    def leads(self, slug: str) -> bool:
        return any(act.listed[:1] == (slug,) for act, _ in self.findings)

    def is_grave(self, slug: str) -> bool:
        return any(act.finding and act.finding.verdict in GRAVE for act in self.chosen[slug])

    def entry(self, slug: str) -> tuple[int, Entry]:
        """The first entry of the order that names the channel and holds, with its place."""
        return next(
            (place, one) for place, one in enumerate(self.want.order) if slug in one.channels and self.met(one, slug)
        )

    def met(self, entry: Entry, slug: str) -> bool:
        when = entry.when
        if when is None:
            return True
        return (
            (not when.leads or self.leads(slug))
            and (not when.grave or self.is_grave(slug))
            and (not when.creditors or (self.creditor or UNKNOWN) in when.creditors)
            and (not when.matters or any(one.id in when.matters for one in self.matters))
            and (not when.conducts or any(one.slug in when.conducts for one, _ in self.findings))
        )

    def matter_place(self, slug: str) -> MatterChannel | None:
        """What a matter says of the channel, where no act names it and the want leaves the stage to the matter."""
        if self.want.always or self.chosen[slug]:
            return None
        return next((one.places[slug] for one in self.matters if slug in one.places), None)

    def ranked(self) -> list[tuple[str, Stage, str]]:
        """(slug, stage, why at this place) of every chosen channel, in order."""
        placed: list[tuple[int, int, str, Stage, str]] = []
        for slug in self.chosen:
            place, entry = self.entry(slug)
            own = self.matter_place(slug) if entry.when is None else None
            stage, because = (own.stage, own.because) if own else (entry.stage, entry.because)
            placed.append((stage.order, 100 * place + entry.channels.index(slug), slug, stage, because))
        ranked = [(slug, stage, because) for _, _, slug, stage, because in sorted(placed, key=lambda one: one[:2])]
        return sorted(self.told_apart(ranked), key=lambda one: one[1].order)

    def told_apart(self, ranked: Sequence[tuple[str, Stage, str]]) -> Iterable[tuple[str, Stage, str]]:
        """Whose excluded partner stands before it, for the same matter, is to be taken instead of that one, not after it."""
        before: list[str] = []
        for slug, stage, because in ranked:
            instead = stage is not Stage.HELP and bool(self.partners(slug, before))
            yield slug, Stage.INSTEAD if instead else stage, because
            if not instead:
                before.append(slug)

    def partners(self, slug: str, others: Iterable[str]) -> list[str]:
        """Those of the others that exclude the channel and would be given the same matter."""
        own = self.about(slug)
        return [
            one
            for one in others
            if one in self.book.apart[slug] and (not own or not (its := self.about(one)) or not own.isdisjoint(its))
        ]

    def about(self, slug: str) -> set[str]:
        """The acts and matters that brought the channel onto the list; none where another channel did."""
        return {act.slug for act in self.chosen[slug]} | {one.id for one in self.matters if slug in one.places}

    def steps(self) -> tuple[Step, ...]:
        ranked = self.ranked()
        stages = {slug: stage for slug, stage, _ in ranked}
        steps: list[Step] = []
        for slug, stage, because in ranked:
            starts = self.starts(slug, stage, steps)
            steps.append(self.step(slug, stage, because, starts, stages))
        return tuple(steps)

    def starts(self, slug: str, stage: Stage, before: Sequence[Step]) -> date | None:
        """Now and beside: today. Instead of another: when that one would. What waits for another: the day after the last day
        to wait for, if that is known."""
        if stage not in (Stage.LATER, Stage.INSTEAD):
            return self.day
        if stage is Stage.INSTEAD:
            partners = self.partners(slug, [step.channel.slug for step in before])
            return next(step.starts for step in before if step.channel.slug in partners)
        led = [one for step in before for one in step.silence if any(c.slug == slug for c in (*one.then, *one.also))]
        waits = [one.wait.deadline.last for one in led if one.wait and one.wait.deadline]
        if waits:
            return max(waits) + timedelta(days=1)
        return None if led else self.day

    def step(self, slug: str, stage: Stage, because: str, starts: date | None, stages: Mapping[str, Stage]) -> Step:
        channel = self.book.channels.by_slug[slug]
        acts = self.chosen[slug]
        verdicts = {act.finding.verdict for act in acts if act.finding}
        facts = Circumstances(self.creditor, verdicts, self.day, starts, self.happened, self.book.rest_days)
        terms = count_terms(channel.file.terms, facts, self.book.law)
        laws = [cite(self.book.law, ref, self.day, self.creditor) for ref in channel.file.laws]
        return Step(
            channel=channel,
            stage=stage,
            why=self.why(channel),
            because=because,
            acts=acts,
            matters=tuple(one for one in self.matters if slug in one.places),
            laws=tuple(one for one in laws if one),
            letters=self.letters(channel, acts),
            starts=starts,
            terms=terms,
            silence=tuple(self.silences(slug, channel.file.silence, terms, stages)),
            apart=tuple(
                one for one in self.book.channels.channels if one.slug in self.book.apart[slug] & stages.keys()
            ),
        )

    def why(self, channel: Channel) -> str:
        place = next((one.places[channel.slug] for one in self.matters if channel.slug in one.places), None)
        return place.why if place and place.why and not self.chosen[channel.slug] else channel.why(self.creditor)

    def own_letters(self) -> tuple[str, ...]:
        """Letters for the other side itself, once there is something to hold against it, and those of the matters."""
        stop = self.want.letters if any(finding.verdict is not Verdict.LAWFUL for _, finding in self.findings) else ()
        return tuple(
            dict.fromkeys(
                slug for slug in (*stop, *(s for one in self.matters for s in one.letters)) if self.serves(slug)
            )
        )

    def letters(self, channel: Channel, acts: Sequence[AskedAct]) -> tuple[str, ...]:
        """Our letters for the channel. They accuse, so there must be an act; and each must serve the lender."""
        if not acts:
            return ()
        return tuple(slug for slug in channel.file.letters if self.serves(slug))

    def serves(self, letter: str) -> bool:
        creditors = self.book.letters[letter]
        return creditors is None or self.creditor in creditors

    def silences(
        self, own: str, entries: Sequence[Silence], terms: Sequence[CountedTerm], stages: Mapping[str, Stage]
    ) -> Iterable[Next]:
        """What comes after silence, as far as it is on the list; whom one turns to today anyway is nobody to wait for."""
        known = self.book.channels.by_slug
        for entry in entries:
            if entry.creditors and self.creditor not in entry.creditors:
                continue
            wait = next((one for one in terms if one.term.id == entry.wait), None)
            then, also = (
                [slug for slug in slugs if slug in stages and not (wait and stages[slug] is Stage.NOW)]
                for slugs in (entry.then, entry.also)
            )
            aloud = [slug for slug in then if stages[slug] is not Stage.INSTEAD] or then or also[:1]
            aloud = aloud or [slug for slug in (self.book.wants.file.last_resort,) if slug != own]
            if aloud:
                rest = [slug for slug in (*then, *also) if slug not in aloud]
                yield Next(entry.say, wait, tuple(known[slug] for slug in aloud), tuple(known[slug] for slug in rest))

    def excluding(self, slugs: set[str]) -> Iterable[Apart]:
        known = self.book.channels.by_slug
        for pair in self.book.map.file.not_together:
            if slugs.issuperset(pair.channels):
                first, second = (known[slug] for slug in pair.channels)
                yield Apart(pair, (first, second), cite(self.book.law, pair.law, self.day, self.creditor))

    def elsewhere(self, slugs: set[str]) -> Iterable[Elsewhere]:
        """Every channel that is not on the list, those people often go to by mistake first."""
        rest = [one for one in self.book.channels.channels if one.slug not in slugs]
        for channel in sorted(rest, key=lambda one: not one.file.not_here.often):
            yield Elsewhere(channel, self.why_not(channel), channel.file.not_here.often)

    def why_not(self, channel: Channel) -> str:
        if channel.is_competent(self.creditor):
            return channel.file.not_here.matter
        if self.creditor is None:
            return self.book.wants.file.unsure.elsewhere
        return channel.file.not_here.lender[self.creditor]

    def notes(self) -> Iterable[tuple[str, tuple[AskedAct, ...]]]:
        words = self.book.wants.file.notes
        if self.creditor in words.creditors:
            yield words.creditors[self.creditor], ()
        disputed = words.unknown if self.creditor is None else words.disputed
        for verdict, sentence in ((Verdict.LAWFUL, words.lawful), (Verdict.DISPUTED, disputed)):
            acts = tuple(act for act, finding in self.findings if finding.verdict is verdict)
            if acts:
                yield sentence, acts
        impossible = tuple(act for act in self.acts if act.finding is None)
        if impossible:
            yield words.impossible, impossible
        for matter in self.matters:
            if matter.note:
                yield matter.note, ()


def holds(concern: Concern, act: AskedAct, finding: Finding) -> bool:
    """Whether all that a concern tests of an act holds of it."""
    if not (concern.verdicts or concern.cites or concern.led_by):
        return False
    cited = {ground.citation.version.instrument for ground in finding.grounds}
    return (
        (not concern.verdicts or finding.verdict in concern.verdicts)
        and (not concern.cites or not cited.isdisjoint(concern.cites))
        and (not concern.led_by or not set(concern.led_by).isdisjoint(act.listed[:1]))
    )


def weakest(findings: Sequence[Finding], channels: tuple[str, ...]) -> Finding:
    """How a behaviour stands whoever the lender is: the weakest verdict of all, and no ground but those all share."""
    last = max(findings, key=lambda one: one.verdict.order)
    return replace(last, channels=channels, grounds=())
