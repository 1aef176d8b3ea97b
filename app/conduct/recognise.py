"""Which contacts show a conduct: pure functions over the list, one for each `TestKind`."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property

from app.conduct.model import Conduct, TestKind
from app.domain.case import CreditorKind, Debt, DebtFact
from app.domain.contact import Contact, ContactFact, Direction, Means, Reached, ThirdPartyRole
from app.domain.law import Lawbook
from app.domain.moment import NIGHT_FROM, NIGHT_UNTIL, is_within
from app.errors import NoLawInForce

SPEAKING = frozenset({Means.CALL, Means.SMS, Means.CHAT, Means.VISIT})
WRITTEN = frozenset({Means.SMS, Means.CHAT, Means.LETTER})
NO_THIRD_PARTY = frozenset({Reached.ME, Reached.PUBLIC, Reached.UNKNOWN})
MAY_BE_COLLECTED_FROM = frozenset({ThirdPartyRole.GUARANTOR, ThirdPartyRole.CO_BORROWER})
REACHABLE_FOR = timedelta(days=3)
Places = Sequence[int]
Span = tuple[time, time]


@dataclass
class Index:
    """What several tests ask of the same contacts, gone through once. Everything holds places, in the order of the list."""

    contacts: Sequence[Contact]
    law: Lawbook
    boundaries: Sequence[date] = ()
    days: list[date] = field(default_factory=list)
    ticked: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    speaking: list[int] = field(default_factory=list)
    calls: list[int] = field(default_factory=list)
    visits: list[int] = field(default_factory=list)
    written: list[int] = field(default_factory=list)
    to_others: list[int] = field(default_factory=list)
    parameters: dict[tuple[str, int, tuple[CreditorKind, ...]], int | str | None] = field(default_factory=dict)
    epochs: dict[date, int] = field(default_factory=dict)
    answered_at: dict[frozenset[Reached], list[datetime]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """`speaking`, `calls`, `visits`, `written` and `to_others` (or to nobody knows whom) are incoming contacts."""
        self.boundaries = sorted({*self.law.boundaries, *self.boundaries})
        for place, one in enumerate(self.contacts):
            self.days.append(one.at.date())
            for act in one.acts:
                self.ticked[act].append(place)
            if one.direction is not Direction.IN:
                continue
            means = one.means
            if means in SPEAKING:
                self.speaking.append(place)
            if means is Means.CALL:
                self.calls.append(place)
            elif means is Means.VISIT:
                self.visits.append(place)
            elif means in WRITTEN:
                self.written.append(place)
            if one.reached is not Reached.ME and one.reached is not Reached.PUBLIC:
                self.to_others.append(place)

    def epoch(self, day: date) -> int:
        """Days of one epoch have the same law."""
        found = self.epochs.get(day)
        if found is None:
            found = self.epochs[day] = bisect_right(self.boundaries, day)
        return found

    def parameter(self, name: str, day: date, binding: tuple[CreditorKind, ...] = ()) -> int | str | None:
        """The figure in force that day in any instrument that binds each of these; the strictest where several give one."""
        key = (name, self.epoch(day), binding)
        if key not in self.parameters:
            self.parameters[key] = strictest(name, day, self.law, binding)
        return self.parameters[key]

    @cached_property
    def last_day(self) -> date:
        return max(self.days, default=date.min)

    @cached_property
    def at_night(self) -> list[int]:
        """Contacts that speak to someone in the quiet hours of their day (22:00 to 08:00 where no text gives others)."""
        spans: dict[int, Span] = {}
        found = []
        for place in self.speaking:
            epoch = self.epoch(self.days[place])
            if epoch not in spans:
                spans[epoch] = self.quiet_span(self.days[place])
            if is_within(self.contacts[place].at.time(), *spans[epoch]):
                found.append(place)
        return found

    def answered_by_me(self, reached: frozenset[Reached]) -> list[datetime]:
        """When calls and visits to one of these were answered, in order."""
        if reached not in self.answered_at:
            self.answered_at[reached] = sorted(
                one.at
                for one in self.contacts
                if one.answered and one.reached in reached and one.means in (Means.CALL, Means.VISIT)
            )
        return self.answered_at[reached]

    def quiet_span(self, day: date) -> Span:
        return self.clock("quiet_from", day, NIGHT_FROM), self.clock("quiet_until", day, NIGHT_UNTIL)

    def clock(self, name: str, day: date, otherwise: time) -> time:
        figure = self.parameter(name, day)
        return time.fromisoformat(str(figure)) if figure else otherwise


@dataclass(frozen=True)
class Log:
    """The contacts of one check. `assumed`: what is taken to be so of contacts of which nobody said it."""

    debt: Debt
    contacts: Sequence[Contact]
    law: Lawbook
    index: Index
    assumed: Mapping[ContactFact, object] = field(default_factory=dict)
    # Hours were agreed, and every contact was within them.
    within_agreed: bool = False

    @classmethod
    def of(cls, debt: Debt, contacts: Sequence[Contact], law: Lawbook, boundaries: Sequence[date]) -> Log:
        """`boundaries`: days on which the conducts' own bounds begin or end, beside those of the law."""
        return cls(debt, contacts, law, Index(contacts, law, boundaries))

    def with_debt(self, **facts: object) -> Log:
        return replace(self, debt=self.debt.model_copy(update=facts))

    def assuming(self, fact: ContactFact, value: object) -> Log:
        return replace(self, assumed={**self.assumed, fact: value})

    def knows(self, fact: DebtFact) -> bool:
        """Whether somebody said it of the debt, or it is supposed here."""
        return self.debt.knows(fact) or (fact is DebtFact.AGREED_HOURS and self.within_agreed)

    def answered(self, place: int) -> bool | None:
        said = self.contacts[place].answered
        return self.assumed.get(ContactFact.ANSWERED) if said is None else said  # type: ignore[return-value]

    def reached(self, place: int) -> Reached:
        said = self.contacts[place].reached
        return self.assumed.get(ContactFact.REACHED, said) if said is Reached.UNKNOWN else said  # type: ignore[return-value]

    def visitors(self, place: int) -> int | None:
        said = self.contacts[place].visitors
        return self.assumed.get(ContactFact.VISITORS) if said is None else said  # type: ignore[return-value]

    def role(self, place: int) -> ThirdPartyRole:
        """Unrelated to the debt unless somebody said otherwise; who is unsure may mean one who may be asked to pay."""
        one = self.contacts[place]
        if one.third_party_role is not None:
            return one.third_party_role
        usual = ThirdPartyRole.GUARANTOR if ContactFact.THIRD_PARTY_ROLE in one.unsure else ThirdPartyRole.UNRELATED
        return self.assumed.get(ContactFact.THIRD_PARTY_ROLE, usual)  # type: ignore[return-value]

    def consented(self, place: int) -> bool:
        """Not, unless somebody said so; who is unsure may have."""
        one = self.contacts[place]
        if one.consent_to_hours is not None:
            return one.consent_to_hours
        usual = ContactFact.CONSENT_TO_HOURS in one.unsure
        return self.assumed.get(ContactFact.CONSENT_TO_HOURS, usual)  # type: ignore[return-value]

    def lender(self, place: int) -> str:
        """On whose behalf it was: the debt's own lender where nobody said another."""
        return self.debt.lender_of(self.contacts[place])

    def is_third_party(self, place: int) -> bool:
        return self.reached(place) not in NO_THIRD_PARTY and self.role(place) not in MAY_BE_COLLECTED_FROM


def strictest(name: str, day: date, law: Lawbook, binding: Sequence[CreditorKind] = ()) -> int | str | None:
    figures = []
    for instrument in law.instruments.values():
        try:
            version = instrument.on(day)
        except NoLawInForce:
            continue
        if name in version.parameters and all(map(version.binds_creditor, binding)):
            figures.append(version.parameters[name])
    counts = [figure for figure in figures if isinstance(figure, int)]
    return min(counts) if counts else min(map(str, figures), default=None)


def ticked(conduct: Conduct, log: Log) -> Places:
    """Contacts on which the borrower ticked the act, less those the facts contradict."""
    test = conduct.file.test
    places = log.index.ticked.get(conduct.slug, [])
    if not places or test.unless.holds(log.debt):
        return ()
    if test.unless_role:
        return [place for place in places if log.role(place) not in test.unless_role]
    return places


def quiet_hours(conduct: Conduct, log: Log) -> Places:
    """Spoken to outside the agreed hours or, where none were agreed, from 22:00 to 08:00."""
    agreed = log.debt.agreed_hours
    if agreed is None and log.within_agreed:
        return ()
    if agreed is None:
        places: Places = log.index.at_night
    else:
        clocks = ((place, log.contacts[place].at.time()) for place in log.index.speaking)
        places = [place for place, clock in clocks if not is_within(clock, agreed.start, agreed.end)]
    return [place for place in places if not log.consented(place)]


def answered_per_day(conduct: Conduct, log: Log) -> Places:
    """More answered incoming calls a day on behalf of one lender than the standard in force allows."""
    groups: dict[tuple[date, str, str], list[int]] = defaultdict(list)
    for place in log.index.calls:
        if log.answered(place) and log.reached(place) is Reached.ME:
            groups[log.index.days[place], log.lender(place), ""].append(place)
    return over_the_limit(conduct, log, groups)


def unanswered_per_number(conduct: Conduct, log: Log) -> Places:
    """More unanswered dials of one of my numbers in a day on behalf of one lender than the guide in force allows."""
    groups: dict[tuple[date, str, str], list[int]] = defaultdict(list)
    for place in log.index.calls:
        if log.answered(place) is False and log.reached(place) is Reached.ME:
            groups[log.index.days[place], log.lender(place), log.contacts[place].called].append(place)
    return over_the_limit(conduct, log, groups)


def over_the_limit(conduct: Conduct, log: Log, groups: Mapping[tuple[date, str, str], list[int]]) -> Places:
    """The contacts of the groups (day, lender, number called) with more of them than the figure of their day."""
    found: list[int] = []
    for (day, *_), places in groups.items():
        limit = log.index.parameter(conduct.file.test.parameter, day)
        if limit is not None and len(places) > int(limit):
            found += places
    return found


def visits_per_day(conduct: Conduct, log: Log) -> Places:
    groups: dict[date, list[int]] = defaultdict(list)
    for place in log.index.visits:
        groups[log.index.days[place]].append(place)
    limit = conduct.file.test.more_than or 1
    return [place for places in groups.values() if len(places) > limit for place in places]


def visitors(conduct: Conduct, log: Log) -> Places:
    """Fewer than the guide in force wants that binds the lender, or more than the conduct's own figure."""
    found = []
    most = conduct.file.test.more_than
    for place in log.index.visits:
        count = log.visitors(place)
        if count is None:
            continue
        fewest = log.index.parameter(conduct.file.test.parameter, log.index.days[place], log.debt.creditor.kinds)
        if (fewest is not None and count < int(fewest)) or (most is not None and count > most):
            found.append(place)
    return found


def third_party_while_reachable(conduct: Conduct, log: Log) -> Places:
    """Someone else was contacted though the borrower could be reached: said so, or answered in the three days before."""
    candidates = [
        place
        for place in log.index.to_others
        if log.contacts[place].means is not Means.POSTING and log.is_third_party(place)
    ]
    if log.debt.reachable or not candidates:
        return candidates
    answered = log.index.answered_by_me(frozenset({Reached.ME}))
    if log.assumed.get(ContactFact.REACHED) is Reached.ME:
        answered = log.index.answered_by_me(frozenset({Reached.ME, Reached.UNKNOWN}))
    return [place for place in candidates if answered_lately(log.contacts[place], answered)]


def answered_lately(contact: Contact, answered: Sequence[datetime]) -> bool:
    """Whether one of the sorted moments lies in the three days up to the contact."""
    place = bisect_right(answered, contact.at)
    return place > 0 and answered[place - 1] >= contact.at - REACHABLE_FOR


def third_party_after_refusal(conduct: Conduct, log: Log) -> Places:
    found = []
    for place in log.index.to_others:
        refused_on = log.contacts[place].refused_on
        if refused_on is not None and refused_on < log.index.days[place] and log.is_third_party(place):
            found.append(place)
    return found


def after_agreement(conduct: Conduct, log: Log) -> Places:
    """Any contact from the day after an instalment agreement that is being kept, as far as nobody said otherwise."""
    signed = log.debt.agreement_signed_on
    if signed is None or log.debt.agreement_kept is False:
        return ()
    return [place for place in log.index.speaking if log.index.days[place] > signed]


COMPUTED: dict[TestKind, Callable[[Conduct, Log], Places]] = {
    TestKind.QUIET_HOURS: quiet_hours,
    TestKind.ANSWERED_PER_DAY: answered_per_day,
    TestKind.UNANSWERED_PER_NUMBER: unanswered_per_number,
    TestKind.VISITS_PER_DAY: visits_per_day,
    TestKind.VISITORS: visitors,
    TestKind.THIRD_PARTY_WHILE_REACHABLE: third_party_while_reachable,
    TestKind.THIRD_PARTY_AFTER_REFUSAL: third_party_after_refusal,
    TestKind.AFTER_AGREEMENT: after_agreement,
}


def ordinary(kind: TestKind, log: Log) -> Iterable[int]:
    """The contacts that are the lawful conduct of this kind, if nothing else was found on them."""
    index = log.index
    if kind is TestKind.ORDINARY_CALL:
        candidates: Iterable[int] = (place for place in index.calls if log.contacts[place].reached is Reached.ME)
    elif kind is TestKind.ORDINARY_MESSAGE:
        candidates = (place for place in index.written if log.contacts[place].reached is Reached.ME)
    elif kind is TestKind.ORDINARY_VISIT:
        candidates = (place for place in index.visits if log.contacts[place].visitors in (2, 3))
    elif log.debt.reachable is False:
        candidates = (
            place
            for place in index.to_others
            if log.contacts[place].means in (Means.CALL, Means.SMS) and log.is_third_party(place)
        )
    else:
        candidates = ()
    return (place for place in candidates if not log.contacts[place].acts and not log.contacts[place].at_night)


def show(conduct: Conduct, log: Log) -> frozenset[int]:
    """The contacts that show a conduct; a residual one is shown only where it was ticked."""
    places = frozenset(ticked(conduct, log))
    compute = COMPUTED.get(conduct.file.test.kind)
    return places.union(compute(conduct, log)) if compute else places
