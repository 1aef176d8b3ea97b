"""Which contacts show a conduct: pure functions over the list, one for each `TestKind`."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from app.conduct.model import Conduct, TestKind
from app.domain.case import Debt
from app.domain.contact import Contact, Direction, Means, Reached, ThirdPartyRole
from app.domain.finding import Missing
from app.domain.law import Lawbook
from app.domain.moment import NIGHT_FROM, NIGHT_UNTIL, is_within
from app.errors import NoLawInForce

SPEAKING = frozenset({Means.CALL, Means.SMS, Means.CHAT, Means.VISIT})
MAY_BE_COLLECTED_FROM = frozenset({ThirdPartyRole.GUARANTOR, ThirdPartyRole.CO_BORROWER})
REACHABLE_FOR = timedelta(days=3)


@dataclass(frozen=True)
class Log:
    """The contacts of one check with what several tests ask of them. Indexes are places in `contacts`."""

    debt: Debt
    contacts: Sequence[Contact]
    law: Lawbook
    parameters: dict[tuple[str, date], int | str | None] = field(default_factory=dict)

    def incoming(self) -> Iterable[tuple[int, Contact]]:
        return ((place, one) for place, one in enumerate(self.contacts) if one.direction is Direction.IN)

    def parameter(self, name: str, day: date) -> int | str | None:
        """The figure in force that day in any instrument; the strictest where several give one."""
        if (name, day) not in self.parameters:
            self.parameters[name, day] = strictest(name, day, self.law)
        return self.parameters[name, day]


def strictest(name: str, day: date, law: Lawbook) -> int | str | None:
    figures = []
    for instrument in law.instruments.values():
        try:
            version = instrument.on(day)
        except NoLawInForce:
            continue
        if name in version.parameters:
            figures.append(version.parameters[name])
    counts = [figure for figure in figures if isinstance(figure, int)]
    return min(counts) if counts else min(map(str, figures), default=None)


@dataclass
class Shown:
    """The contacts that show a conduct, and the facts that were missing to tell."""

    contacts: set[int] = field(default_factory=set)
    missing: list[Missing] = field(default_factory=list)


def ticked(conduct: Conduct, log: Log) -> set[int]:
    """Contacts on which the borrower ticked the act, less those the facts contradict."""
    test = conduct.file.test
    if test.unless.holds(log.debt):
        return set()
    return {
        place
        for place, one in enumerate(log.contacts)
        if conduct.slug in one.acts and one.third_party_role not in test.unless_role
    }


def quiet_hours(conduct: Conduct, log: Log) -> Shown:
    """Spoken to outside the agreed hours or, where none were agreed, from 22:00 to 08:00."""
    agreed = log.debt.agreed_hours
    shown = Shown()
    for place, one in log.incoming():
        if one.means not in SPEAKING or one.consent_to_hours:
            continue
        clock = one.at.time()
        start, until = (
            time_parameter(log, "quiet_from", one.day, NIGHT_FROM),
            time_parameter(log, "quiet_until", one.day, NIGHT_UNTIL),
        )
        quiet = not is_within(clock, agreed.start, agreed.end) if agreed else is_within(clock, start, until)
        if quiet:
            shown.contacts.add(place)
    return shown


def time_parameter(log: Log, name: str, day: date, otherwise: time) -> time:
    figure = log.parameter(name, day)
    return time.fromisoformat(str(figure)) if figure else otherwise


def answered_per_day(conduct: Conduct, log: Log) -> Shown:
    """More answered incoming calls a day on behalf of one lender than the standard in force allows."""
    groups: dict[tuple[date, str], list[int]] = defaultdict(list)
    for place, one in log.incoming():
        if one.means is Means.CALL and one.to_me and one.answered:
            groups[one.day, one.on_behalf_of].append(place)
    return over_the_limit(conduct, log, groups)


def unanswered_per_number(conduct: Conduct, log: Log) -> Shown:
    """More unanswered dials of one of my numbers in a day than the guide in force allows."""
    groups: dict[tuple[date, str], list[int]] = defaultdict(list)
    unknown: dict[tuple[date, str], list[int]] = defaultdict(list)
    for place, one in log.incoming():
        if one.means is Means.CALL and one.to_me and one.answered is not True:
            (groups if one.answered is False else unknown)[one.day, one.called].append(place)
    shown = over_the_limit(conduct, log, groups)
    for key, places in unknown.items():
        limit = log.parameter(conduct.file.test.parameter, key[0])
        if limit is not None and len(places) + len(groups.get(key, [])) > int(limit):
            shown.missing.append(
                Missing(
                    conduct.slug, "answered", "这些电话你接了没有？没接的按“同一号码当天的拨打次数”算。", tuple(places)
                )
            )
    return shown


def over_the_limit(conduct: Conduct, log: Log, groups: dict[tuple[date, str], list[int]]) -> Shown:
    shown = Shown()
    for (day, _), places in groups.items():
        limit = log.parameter(conduct.file.test.parameter, day)
        if limit is not None and len(places) > int(limit):
            shown.contacts.update(places)
    return shown


def visits_per_day(conduct: Conduct, log: Log) -> Shown:
    groups: dict[date, list[int]] = defaultdict(list)
    for place, one in log.incoming():
        if one.means is Means.VISIT:
            groups[one.day].append(place)
    limit = conduct.file.test.more_than or 1
    return Shown({place for places in groups.values() if len(places) > limit for place in places})


def visitors(conduct: Conduct, log: Log) -> Shown:
    """One visitor alone where the guide in force wants at least two, or more than the conduct's own figure."""
    shown = Shown()
    for place, one in log.incoming():
        if one.means is not Means.VISIT or one.visitors is None:
            continue
        fewest = log.parameter(conduct.file.test.parameter, one.day)
        most = conduct.file.test.more_than
        if (fewest is not None and one.visitors < int(fewest)) or (most is not None and one.visitors > most):
            shown.contacts.add(place)
    return shown


def is_third_party(contact: Contact) -> bool:
    return contact.reached not in (Reached.ME, Reached.PUBLIC) and contact.third_party_role not in MAY_BE_COLLECTED_FROM


def third_party_while_reachable(conduct: Conduct, log: Log) -> Shown:
    """Someone else was contacted though the borrower could be reached: said so, or answered in the three days before."""
    answered = sorted(
        one.at for one in log.contacts if one.to_me and one.answered and one.means in (Means.CALL, Means.VISIT)
    )
    shown = Shown()
    unknown: list[int] = []
    for place, one in log.incoming():
        if not is_third_party(one) or one.means is Means.POSTING:
            continue
        if log.debt.reachable or answered_lately(one, answered):
            shown.contacts.add(place)
        elif log.debt.reachable is None:
            unknown.append(place)
    if unknown:
        question = "对方找别人的那几天，你本人能不能接到电话？一直能接的，对方不应去找别人。"
        shown.missing.append(Missing(conduct.slug, "reachable", question, tuple(unknown)))
    return shown


def answered_lately(contact: Contact, answered: Sequence[datetime]) -> bool:
    """Whether one of the sorted moments lies in the three days up to the contact."""
    place = bisect_right(answered, contact.at)
    return place > 0 and answered[place - 1] >= contact.at - REACHABLE_FOR


def third_party_after_refusal(conduct: Conduct, log: Log) -> Shown:
    return Shown(
        {
            place
            for place, one in log.incoming()
            if is_third_party(one) and one.refused_on is not None and one.refused_on < one.day
        }
    )


def after_agreement(conduct: Conduct, log: Log) -> Shown:
    """Any contact from the day after an instalment agreement that is being kept."""
    signed = log.debt.agreement_signed_on
    if signed is None or not log.debt.agreement_kept:
        return Shown()
    return Shown({place for place, one in log.incoming() if one.day > signed and one.means in SPEAKING})


COMPUTED: dict[TestKind, Callable[[Conduct, Log], Shown]] = {
    TestKind.QUIET_HOURS: quiet_hours,
    TestKind.ANSWERED_PER_DAY: answered_per_day,
    TestKind.UNANSWERED_PER_NUMBER: unanswered_per_number,
    TestKind.VISITS_PER_DAY: visits_per_day,
    TestKind.VISITORS: visitors,
    TestKind.THIRD_PARTY_WHILE_REACHABLE: third_party_while_reachable,
    TestKind.THIRD_PARTY_AFTER_REFUSAL: third_party_after_refusal,
    TestKind.AFTER_AGREEMENT: after_agreement,
}


def is_ordinary(kind: TestKind, one: Contact, debt: Debt) -> bool:
    """Whether a contact on which nothing was found is the lawful conduct of this kind."""
    if one.direction is not Direction.IN or one.acts or one.at_night:
        return False
    if kind is TestKind.ORDINARY_CALL:
        return one.means is Means.CALL and one.to_me
    if kind is TestKind.ORDINARY_MESSAGE:
        return one.means in (Means.SMS, Means.CHAT, Means.LETTER) and one.to_me
    if kind is TestKind.ORDINARY_VISIT:
        return one.means is Means.VISIT and one.visitors in (2, 3)
    return is_third_party(one) and one.means in (Means.CALL, Means.SMS) and debt.reachable is False


def show(conduct: Conduct, log: Log) -> Shown:
    """The contacts that show a conduct other than a residual one."""
    shown = Shown(ticked(conduct, log))
    compute = COMPUTED.get(conduct.file.test.kind)
    if compute:
        computed = compute(conduct, log)
        shown.contacts |= computed.contacts
        shown.missing += computed.missing
    return shown
