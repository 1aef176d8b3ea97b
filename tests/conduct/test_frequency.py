"""The three frequency rules are never mixed.

The standard counts calls answered on behalf of one lender (3 a day), the banks' guide counts dials of one number nobody
answered (6 a day), and the platforms' convention has no figure: it holds only once the borrower confirms the harassment.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalogue import Catalogue
from app.conduct.assess import assess
from app.conduct.model import base_of
from app.domain.case import CreditorKind, Debt
from app.domain.contact import Contact
from app.domain.finding import Assessment, Stronger, Verdict

ANSWERED, DIALLED = "too-many-calls-connected", "repeated-dial-unanswered"
STANDARD, GUIDE = "gbt-45251-2025@2025-02-28", "cba-collection-guide-2026@2026-01-30"
CONVENTION = "nifa-convention-2018@2018-03-28"
DAY = "2026-09-07"
BY_STANDARD = {
    CreditorKind.BANK_LOAN,
    CreditorKind.CONSUMER_FINANCE,
    CreditorKind.MICRO_LENDER,
    CreditorKind.PLATFORM,
}
BY_GUIDE = {CreditorKind.BANK_CARD, CreditorKind.BANK_LOAN}


def call(place: int, answered: bool | None, day: str = DAY, **facts: object) -> Contact:
    """The place-th call of the day, a quarter of an hour apart from nine on."""
    at = f"{day}T{9 + place // 4:02d}:{place % 4 * 15:02d}:00"
    return Contact.model_validate({"at": at, "answered": answered, "number": "02100000004", **facts})


def calls(count: int, answered: bool | None, **facts: object) -> list[Contact]:
    return [call(place, answered, DAY, **facts) for place in range(count)]


def judge(catalogue: Catalogue, kind: CreditorKind | str | None, *contacts: Contact, **facts: object) -> Assessment:
    debt = Debt.model_validate({"creditor": {"kind": kind}, **facts})
    return assess(catalogue.conducts, contacts, debt, catalogue.law)


def cited(said: Assessment, conduct: str) -> set[str]:
    found = said.find(conduct)
    return {base_of(ground) for ground in found.grounds} if found else set()


@pytest.mark.parametrize("kind", CreditorKind)
@pytest.mark.parametrize(("count", "over"), [(2, False), (3, False), (4, True), (5, True)])
def test_answered_calls_are_counted_up_to_the_standards_three(
    catalogue: Catalogue, kind: CreditorKind, count: int, over: bool
) -> None:
    said = judge(catalogue, kind, *calls(count, answered=True))
    found = said.find(ANSWERED)
    assert bool(found) is over
    assert said.find(DIALLED) is None
    assert cited(said, ANSWERED) == ({STANDARD} if over and kind in BY_STANDARD else set())
    if found:
        assert (found.count, found.verdict) == (
            count,
            Verdict.STANDARD if kind in BY_STANDARD else Verdict.DISPUTED,
        )


@pytest.mark.parametrize("kind", CreditorKind)
@pytest.mark.parametrize(("count", "over"), [(4, False), (5, False), (6, False), (7, True), (8, True)])
def test_unanswered_dials_are_counted_up_to_the_guides_six(
    catalogue: Catalogue, kind: CreditorKind, count: int, over: bool
) -> None:
    said = judge(catalogue, kind, *calls(count, answered=False))
    found = said.find(DIALLED)
    assert bool(found) is over
    assert said.find(ANSWERED) is None
    assert cited(said, DIALLED) == ({GUIDE} if over and kind in BY_GUIDE else set())
    if found:
        assert (found.count, found.verdict) == (count, Verdict.STANDARD if kind in BY_GUIDE else Verdict.DISPUTED)
        assert f"已尝试{count}次" in found.say


@pytest.mark.parametrize(("answered", "dialled"), [(3, 6), (3, 7), (4, 6), (4, 7)])
def test_the_two_counts_do_not_add_up(catalogue: Catalogue, answered: int, dialled: int) -> None:
    log = [
        *calls(answered, answered=True),
        *(call(answered + place, answered=False) for place in range(dialled)),
    ]
    said = judge(catalogue, "bank-loan", *log)
    assert bool(said.find(ANSWERED)) is (answered > 3)
    assert bool(said.find(DIALLED)) is (dialled > 6)
    assert cited(said, ANSWERED) <= {STANDARD}
    assert cited(said, DIALLED) <= {GUIDE}


def test_no_count_reaches_the_convention_which_has_no_figure(catalogue: Catalogue) -> None:
    for kind in CreditorKind:
        said = judge(catalogue, kind, *calls(20, answered=False), *(call(20 + more, True) for more in range(20)))
        assert CONVENTION not in cited(said, ANSWERED) | cited(said, DIALLED)
        offered = {
            one.citation.version.base for conduct in (ANSWERED, DIALLED) for one in found_stronger(said, conduct)
        }
        assert (CONVENTION in offered) is (kind in BY_STANDARD - {CreditorKind.BANK_LOAN})


def found_stronger(said: Assessment, conduct: str) -> tuple[Stronger, ...]:
    found = said.find(conduct)
    assert found is not None
    return found.stronger


@pytest.mark.parametrize(
    ("conduct", "circumstance", "answered", "count"),
    [(ANSWERED, "frequent-calls-harassing", True, 4), (DIALLED, "frequent-calls-no-figure", False, 7)],
)
def test_the_convention_holds_once_the_harassment_is_confirmed(
    catalogue: Catalogue, conduct: str, circumstance: str, answered: bool, count: int
) -> None:
    said = judge(catalogue, "platform", *calls(count, answered, circumstances=[circumstance]))
    assert CONVENTION in cited(said, conduct)
    bank = judge(catalogue, "bank-card", *calls(count, answered, circumstances=[circumstance]))
    assert CONVENTION not in cited(bank, conduct)


def test_each_day_is_counted_from_midnight_to_midnight(catalogue: Catalogue) -> None:
    late = [
        Contact.model_validate({"at": f"2026-09-07T23:{minute}:59", "answered": True}) for minute in ("57", "58", "59")
    ]
    early = [Contact.model_validate({"at": f"2026-09-08T00:00:0{second}", "answered": True}) for second in range(3)]
    assert judge(catalogue, "bank-loan", *late, *early).find(ANSWERED) is None
    one_more = Contact.model_validate({"at": "2026-09-08T12:00:00", "answered": True})
    found = judge(catalogue, "bank-loan", *late, *early, one_more).find(ANSWERED)
    assert found and found.contacts == (3, 4, 5, 6)


def test_a_moment_of_another_clock_is_counted_on_the_day_here(catalogue: Catalogue) -> None:
    abroad = [Contact.model_validate({"at": f"2026-09-06T16:0{minute}:00Z", "answered": True}) for minute in range(4)]
    found = judge(catalogue, "bank-loan", *abroad).find(ANSWERED)
    assert found and [day.isoformat() for day in found.days] == ["2026-09-07"]


@pytest.mark.parametrize(("conduct", "answered", "each"), [(ANSWERED, True, 3), (DIALLED, False, 6)])
def test_two_lenders_are_counted_apart(catalogue: Catalogue, conduct: str, answered: bool, each: int) -> None:
    log = [call(place, answered, on_behalf_of="甲银行" if place % 2 else "乙银行") for place in range(2 * each)]
    assert judge(catalogue, "bank-loan", *log).find(conduct) is None
    found = judge(catalogue, "bank-loan", *log, call(2 * each, answered, on_behalf_of="甲银行")).find(conduct)
    assert found and found.count == each + 1


@pytest.mark.parametrize(("conduct", "answered", "most"), [(ANSWERED, True, 3), (DIALLED, False, 6)])
def test_whoever_is_not_named_calls_for_the_lender_of_the_debt(
    catalogue: Catalogue, conduct: str, answered: bool, most: int
) -> None:
    log = [call(place, answered, on_behalf_of="甲银行" if place % 2 else "") for place in range(most + 1)]
    creditor = {"kind": "bank-loan", "name": "甲银行"}
    assert judge(catalogue, None, *log, creditor=creditor).find(conduct)
    assert judge(catalogue, None, *log, creditor={**creditor, "name": "乙银行"}).find(conduct) is None


def test_two_of_my_numbers_are_counted_apart_only_where_nobody_answered(catalogue: Catalogue) -> None:
    dials = [call(place, False, called="6612" if place % 2 else "0371") for place in range(12)]
    assert judge(catalogue, "bank-loan", *dials).find(DIALLED) is None
    talks = [call(place, True, called="6612" if place % 2 else "0371") for place in range(4)]
    assert judge(catalogue, "bank-loan", *talks).find(ANSWERED)


@pytest.mark.parametrize("number", ["", "未知号码", "021****0004", "+861*********"])
@pytest.mark.parametrize(("conduct", "answered", "count"), [(ANSWERED, True, 4), (DIALLED, False, 7)])
def test_a_hidden_number_counts_like_any_other(
    catalogue: Catalogue, number: str, conduct: str, answered: bool, count: int
) -> None:
    hidden = [call(place, answered, number=number if place % 2 else "02100000009") for place in range(count)]
    found = judge(catalogue, "bank-loan", *hidden).find(conduct)
    assert found and found.count == count


@pytest.mark.parametrize(("conduct", "answered", "count"), [(ANSWERED, True, 3), (DIALLED, False, 6)])
@pytest.mark.parametrize(
    "other",
    [
        {"answered": None},
        {"direction": "out"},
        {"reached": "family", "third_party_role": "guarantor"},
        {"means": "sms"},
        {"means": "visit", "visitors": 2},
    ],
    ids=["nobody knows whether answered", "my own call", "a guarantor", "a message", "a visit"],
)
def test_what_may_not_count_does_not(
    catalogue: Catalogue, conduct: str, answered: bool, count: int, other: dict[str, object]
) -> None:
    log = [*calls(count, answered), *(call(count + place, **{"answered": answered, **other}) for place in range(9))]  # type: ignore[arg-type]
    assert judge(catalogue, "bank-loan", *log).find(conduct) is None


@given(
    st.lists(st.sampled_from([True, False, None]), max_size=24),
    st.sampled_from(list(CreditorKind)),
    st.sampled_from(["2025-02-27", "2025-02-28", "2026-01-29", "2026-01-30", DAY]),
)
@settings(max_examples=60, deadline=None)
def test_each_rule_counts_its_own_calls_and_only_from_its_own_day(
    catalogue: Catalogue, outcomes: list[bool | None], kind: CreditorKind, day: str
) -> None:
    said = judge(catalogue, kind, *(call(place, one, day) for place, one in enumerate(outcomes)))
    talked, dialled = outcomes.count(True), outcomes.count(False)
    assert bool(said.find(ANSWERED)) is (talked > 3 and day >= "2025-02-28")
    assert bool(said.find(DIALLED)) is (dialled > 6 and day >= "2026-01-30")
    assert cited(said, ANSWERED) <= {STANDARD}
    assert cited(said, DIALLED) <= {GUIDE}
