"""Which of a letter's named flags hold, from the answers, the case and what was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from app.domain.case import Debt
from app.domain.contact import Contact, Reached, ThirdPartyRole
from app.domain.deadline import Deadline, add_months
from app.domain.fields import Answers, CaseFact, FieldKind, Value, born_on, is_identity_number
from app.domain.finding import Finding
from app.domain.moment import read_told
from app.domain.province import province_of
from app.letters.model import DeadlineTest, FlagTest, Letter
from app.letters.sums import figure

LIMITATION_MONTHS = 36
# Where the form of business or the branch begins in a name.
BUSINESS = re.compile(r"股份|有限|责任公司|公司|[总分支]行|营业[部厅]|信用卡中心|客服|[（(]")
LEAST_CORE = 4
MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)


@dataclass(frozen=True)
class Ground:
    """What the tests look at. `findings` are those that rest on a text in force."""

    letter: Letter
    answers: Answers
    debt: Debt | None
    contacts: Sequence[Contact]
    findings: Sequence[Finding]
    deadline: Deadline | None
    day: date


@dataclass
class Flags:
    """Answers `holds(name)`; a flag that rests on others asks for them."""

    ground: Ground
    settled: dict[str, bool] = field(default_factory=dict)

    def holds(self, name: str) -> bool:
        if name not in self.settled:
            self.settled[name] = self.test(self.ground.letter.file.flags[name])
        return self.settled[name]

    def all(self, conditions: Sequence[tuple[str, bool]]) -> bool:
        return all(self.holds(name) is wanted for name, wanted in conditions)

    def test(self, test: FlagTest) -> bool:
        if test.all:
            return all(self.holds(name) for name in test.all)
        if test.any:
            return any(self.holds(name) for name in test.any)
        if test.not_:
            return not self.holds(test.not_)
        if test.above:
            return is_above(test, self.ground)
        if test.after or test.all_after:
            return is_after(test, self.ground)
        if test.same_as:
            return is_same(test, self.ground)
        if test.other_province:
            return is_elsewhere(test, self.ground)
        if test.within_months or test.within_days:
            return is_recent(test, self.ground)
        if test.contains and is_list(self.ground, test.field):
            return any(has(one, test.contains) for one in listed(self.ground, test.field))
        if test.field:
            return test_field(test, value_of(self.ground, test.field))
        return test_case(test, self.ground)


def value_of(ground: Ground, name: str) -> Value | None:
    """The answer, or the figure of a sum."""
    if name in ground.letter.file.sums:
        return figure(ground.letter, ground.answers, name)
    return ground.answers.values.get(name)


def is_list(ground: Ground, name: str | None) -> bool:
    asked = ground.letter.field_by_id.get(name or "")
    return asked is not None and asked.kind is FieldKind.LIST


def listed(ground: Ground, name: str | None) -> tuple[object, ...]:
    """The lines of a list in the person's own words."""
    value = ground.answers.values.get(name or "")
    return value if isinstance(value, tuple) else ()


def test_field(test: FlagTest, value: Value | None) -> bool:
    if test.empty is not None:
        filled = [one for one in cells(test, value) if one not in (None, "")] if test.column else value
        return (filled is None or filled == []) is test.empty
    if value is None:
        return False
    if test.falling:
        return falls(cells(test, value))
    if test.column:
        return test_column(test, cells(test, value))
    if test.row:
        rows = value if isinstance(value, tuple) else ()
        return any(
            row.get("question") == test.row and row.get("stance") == test.equals
            for row in rows
            if isinstance(row, dict)
        )
    if test.equals is not None:
        return value == test.equals
    if test.contains:
        return any(one in value for one in test.contains) if isinstance(value, (str, tuple)) else False
    if test.only:
        return isinstance(value, tuple) and set(value) <= set(test.only)
    if test.mobile is not None:
        return isinstance(value, str) and bool(MOBILE.fullmatch(value)) is test.mobile
    if test.least is not None:
        return amount(value) >= test.least
    return test_date(test, value)


def is_above(test: FlagTest, ground: Ground) -> bool:
    if test.column:
        pairs = [
            (row.get(test.column), row.get(test.above or ""))
            for row in rows_of(test, value_of(ground, test.field or ""))
        ]
        return any(isinstance(one, Decimal) and isinstance(other, Decimal) and one > other for one, other in pairs)
    one, other = (figure(ground.letter, ground.answers, name or "") for name in (test.field, test.above))
    return one is not None and other is not None and one > other


def is_after(test: FlagTest, ground: Ground) -> bool:
    """Whether the day, or those of the rows, lie after that of the other field."""
    value = ground.answers.values.get(test.field or "")
    days = [told_day(one, ground.day) for one in (cells(test, value) if test.column else [value])]
    others = days_at(ground, [test.after or test.all_after or ""])
    later = [day is not None and day > other for day in days for other in others]
    return bool(later) and all(later) if test.all_after else any(later)


def told_day(cell: object, today: date) -> date | None:
    """The day in a cell, which people may have typed as 2026年9月5日 or 9月5日."""
    told = read_told(cell, today) if isinstance(cell, str) else cell
    return day_of(told) if isinstance(told, date) else None


def is_same(test: FlagTest, ground: Ground) -> bool:
    if test.column:
        named = ground.answers.values.get(test.same_as or "")
        return isinstance(named, str) and any(
            isinstance(one, str) and may_be_one(one, named)
            for one in cells(test, ground.answers.values.get(test.field or ""))
        )
    one, other = (ground.answers.values.get(name or "") for name in (test.field, test.same_as))
    if isinstance(one, str) and isinstance(other, str):
        return "".join(one.split()) == "".join(other.split())
    return one is not None and one == other


def may_be_one(one: str, other: str) -> bool:
    """Whether two names may be those of one side: alike without the form of business and the branch, or one begins with the
    other. What is left of a name of a person is the name."""
    short, long = sorted((core(one), core(other)), key=len)
    return bool(short) and (short == long or (len(short) >= LEAST_CORE and long.startswith(short)))


def core(name: str) -> str:
    return BUSINESS.split("".join(name.split()), maxsplit=1)[0]


def is_elsewhere(test: FlagTest, ground: Ground) -> bool:
    """Whether both texts begin with a province, and not with the same; of one that names none nothing is known."""
    texts = (ground.answers.values.get(name or "") for name in (test.field, test.other_province))
    one, other = (province_of(text) if isinstance(text, str) else None for text in texts)
    return one is not None and other is not None and one != other


def is_recent(test: FlagTest, ground: Ground) -> bool:
    value = ground.answers.values.get(test.field or "")
    found = cells(test, value) if test.column else [value]
    earliest = add_months(ground.day, -(test.within_months or 0)) - timedelta(days=test.within_days or 0)
    days = (birth_in(one) if isinstance(one, str) else one for one in found)
    return any(isinstance(one, date) and day_of(one) > earliest for one in days)


def birth_in(number: str) -> date | None:
    """The day of birth; None where it is no identity number."""
    return born_on(number) if is_identity_number(number) else None


def cells(test: FlagTest, value: Value | None) -> list[object]:
    """The tested column of the rows that `where` leaves."""
    return [row.get(test.column or "") for row in rows_of(test, value)]


def rows_of(test: FlagTest, value: Value | None) -> list[dict[str, Any]]:
    """The rows that `where` leaves."""
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, tuple) else []
    return [row for row in rows if all(has(row.get(one), of) for one, of in test.where.items())]


def has(cell: object, wanted: Sequence[str]) -> bool:
    return isinstance(cell, str) and any(one in cell for one in wanted)


def day_of(moment: date) -> date:
    return date(moment.year, moment.month, moment.day)


def falls(cells: Sequence[object]) -> bool:
    """Whether the numbers or days of a column do not rise all the way."""
    numbers = [one for one in cells if isinstance(one, Decimal)]
    days = [day_of(one) for one in cells if isinstance(one, date)]
    return any(one >= other for one, other in pairwise(numbers)) or any(one >= other for one, other in pairwise(days))


def test_column(test: FlagTest, cells: Sequence[object]) -> bool:
    """`only` of every cell, `equals` and `contains` of some cell."""
    if test.contains:
        return any(has(cell, test.contains) for cell in cells)
    return all(cell in test.only for cell in cells) if test.only else test.equals in cells


def amount(value: Value) -> Decimal:
    if isinstance(value, tuple):
        return Decimal(len(value))
    return value if isinstance(value, Decimal) else Decimal(0)


def test_date(test: FlagTest, value: Value) -> bool:
    if not isinstance(value, date):
        return False
    day = day_of(value)
    return day < test.before if test.before else test.from_ is not None and day >= test.from_


def test_case(test: FlagTest, ground: Ground) -> bool:
    for stated, check in CASE_TESTS.items():
        if getattr(test, stated) not in (None, ()):
            return check(test, ground)
    return False


def found_contacts(ground: Ground) -> list[Contact]:
    places = {place for finding in ground.findings for one in finding.grounds for place in one.contacts}
    return [ground.contacts[place] for place in sorted(places)]


def test_third_party(test: FlagTest, ground: Ground) -> bool:
    """Whether someone who has nothing to do with the debt was reached; a guarantor or spouse has."""
    return any(map(is_unrelated, found_contacts(ground))) is test.third_party


def test_told_by_others(test: FlagTest, ground: Ground) -> bool:
    """Whether the writer knows of something found only from somebody else who was reached."""
    return any(is_another(one) for one in found_contacts(ground)) is test.told_by_others


def is_another(contact: Contact) -> bool:
    return contact.reached not in (Reached.ME, Reached.PUBLIC, Reached.UNKNOWN)


def test_numbers(test: FlagTest, ground: Ground) -> bool:
    return any(one.number for one in found_contacts(ground)) is test.numbers


def is_unrelated(contact: Contact) -> bool:
    return is_another(contact) and contact.third_party_role in (None, ThirdPartyRole.UNRELATED)


def test_found_days(test: FlagTest, ground: Ground) -> bool:
    days = [one.day for one in found_contacts(ground)]
    if test.findings_before:
        return any(day < test.findings_before for day in days)
    return any(day >= test.findings_from for day in days) if test.findings_from else False


def test_deadline(test: FlagTest, ground: Ground) -> bool:
    if ground.deadline is None:
        return False
    left = ground.deadline.days_left(ground.day)
    rests = ground.deadline.nominal_kind.rest and not ground.deadline.moved
    return {
        DeadlineTest.PASSED: left < 0,
        DeadlineTest.LAST_DAY: left == 0,
        DeadlineTest.AHEAD: left > 0,
        DeadlineTest.REST: rests,
    }[test.deadline or DeadlineTest.AHEAD]


def payments(ground: Ground) -> list[date]:
    """The days of the payments that the letter itself records."""
    return days_at(ground, ground.letter.file.payments)


def days_at(ground: Ground, places: Sequence[str]) -> list[date]:
    """The dates in some fields, and in columns of tables as table.column."""
    found: list[object] = []
    for place in places:
        name, _, column = place.partition(".")
        value = ground.answers.values.get(name)
        rows = value if isinstance(value, tuple) else ()
        found += [row.get(column) for row in rows if isinstance(row, dict)] if column else [value]
    return [day_of(one) for one in found if isinstance(one, date)]


def starts(ground: Ground) -> list[date]:
    """What the letter itself says from which the limitation period can at the earliest run: payments, the day the contract
    was signed, the day the oldest sum overdue fell due, a day still ahead on which something falls due. Who paid nothing for
    three years is asked all at once, rather than by instalments: then neither of the last two proves anything."""
    signed = [one.id for one in ground.letter.fields if one.from_case in (CaseFact.SIGNED_ON, CaseFact.LAST_PAYMENT_ON)]
    paid = ground.debt.last_payment_on if ground.debt else None
    regular = paid is None or add_months(paid, LIMITATION_MONTHS) > ground.day
    ahead = [day for day in days_at(ground, ground.letter.file.due) if day >= ground.day]
    return [*payments(ground), *days_at(ground, signed), *([*ahead, *oldest_due(ground)] if regular else [])]


def oldest_due(ground: Ground) -> list[date]:
    """The day the oldest sum overdue fell due, where the letter asks for how many days it has been overdue."""
    overdue = ground.answers.values.get(ground.letter.file.overdue or "")
    return [ground.day - timedelta(days=int(overdue))] if isinstance(overdue, Decimal) else []


def limitation_doubtful(ground: Ground) -> bool:
    return may_be_time_barred(ground.debt, ground.day, starts(ground))


def may_be_time_barred(debt: Debt | None, day: date, known: Sequence[date] = ()) -> bool:
    """Whether three years may have passed on `day` since the claim fell due, was paid on or demanded, or nobody knows.

    The period runs from the day the claim is due, of a debt in instalments from the last one (民法典 188, 189), anew from a
    payment, an agreement to pay or a demand (195): it cannot be over within three years of the day of signing, of the oldest
    sum overdue, or of these. A demand does so only while the period still runs (192), so alone it proves nothing: of one
    that came more than three years after all that is known of it is not known whether it came too late.
    `known`: days of these kinds from elsewhere."""
    days = [*known, *facts_of(debt, day)]
    if not days:
        return True
    latest = max(days)
    demand = debt.last_demand_on if debt else None
    if demand is not None and latest < demand <= add_months(latest, LIMITATION_MONTHS):
        latest = demand
    return add_months(latest, LIMITATION_MONTHS) <= day


def facts_of(debt: Debt | None, day: date) -> Iterator[date]:
    """The days the case knows: of a debt overdue for so many days in a row, the oldest sum fell due so long ago."""
    if debt is not None:
        stated = (debt.last_payment_on, debt.signed_on, debt.agreement_signed_on)
        yield from (one for one in stated if one is not None)
        if debt.overdue_days is not None:
            yield day - timedelta(days=debt.overdue_days)


CASE_TESTS: dict[str, Callable[[FlagTest, Ground], bool]] = {
    "finding": lambda test, ground: any(one.conduct in test.finding for one in ground.findings),
    "third_party": test_third_party,
    "told_by_others": test_told_by_others,
    "numbers": test_numbers,
    "findings_before": test_found_days,
    "findings_from": test_found_days,
    "creditor": lambda test, ground: ground.debt is not None and ground.debt.creditor.kind in test.creditor,
    "collector": lambda test, ground: ground.debt is not None and ground.debt.collector.kind in test.collector,
    "limitation": lambda test, ground: limitation_doubtful(ground),
    "deadline": test_deadline,
}
