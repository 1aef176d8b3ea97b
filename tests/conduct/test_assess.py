from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from app.catalogue import Catalogue
from app.conduct.assess import assess
from app.conduct.recognise import strictest
from app.domain.case import CreditorKind, Debt
from app.domain.contact import Contact
from app.domain.finding import Assessment, Verdict
from app.domain.law import Instrument, Lawbook


def contact(at: str, **facts: object) -> Contact:
    return Contact.model_validate({"at": at, "answered": True, "number": "02100000004", **facts})


def debt(kind: str = "bank-card", **facts: object) -> Debt:
    return Debt.model_validate({"creditor": {"kind": kind}, **facts})


def judge(catalogue: Catalogue, who: Debt, *contacts: Contact) -> Assessment:
    return assess(catalogue.conducts, contacts, who, catalogue.law)


def bases(assessment: Assessment, conduct: str) -> set[str]:
    found = assessment.find(conduct)
    return {ground.citation.version.base for ground in found.grounds} if found else set()


@pytest.mark.parametrize(
    ("kind", "last_day", "first_base", "verdict_before"),
    [
        ("bank-card", "2026-01-29", "cba-collection-guide-2026@2026-01-30", Verdict.DISPUTED),
        ("bank-loan", "2025-02-27", "gbt-45251-2025@2025-02-28", Verdict.DISPUTED),
        ("consumer-finance", "2018-03-27", "nifa-convention-2018@2018-03-28", Verdict.DISPUTED),
    ],
)
def test_a_night_call_before_and_after_the_rule(
    catalogue: Catalogue, kind: str, last_day: str, first_base: str, verdict_before: Verdict
) -> None:
    before = contact(f"{last_day}T23:00:00")
    after = contact((datetime.fromisoformat(f"{last_day}T23:00:00") + timedelta(days=1)).isoformat())
    old, new = judge(catalogue, debt(kind), before), judge(catalogue, debt(kind), after)
    found = old.find("night-contact")
    assert found and found.verdict is verdict_before and found.grounds == ()
    assert bases(new, "night-contact") == {first_base}


def test_stalking_is_no_public_security_matter_before_2026(catalogue: Catalogue) -> None:
    acts = {"means": "visit", "answered": None, "acts": ["stalking-blocking"]}
    old = judge(catalogue, debt(), contact("2025-12-31T10:00:00", **acts)).find("stalking-blocking")
    new = judge(catalogue, debt(), contact("2026-01-01T10:00:00", **acts)).find("stalking-blocking")
    assert old and old.verdict is Verdict.SUPERVISORY
    assert new and new.verdict is Verdict.PUBLIC_SECURITY
    lender = judge(catalogue, debt("private-lender"), contact("2025-12-31T10:00:00", **acts)).find("stalking-blocking")
    assert lender and lender.verdict is Verdict.DISPUTED


def test_one_finding_whose_grounds_list_the_contacts_of_each_version(catalogue: Catalogue) -> None:
    acts = {"means": "sms", "answered": None, "acts": ["threaten-harm"]}
    found = judge(
        catalogue, debt(), contact("2025-12-31T23:59:59", **acts), contact("2026-01-01T00:00:00", **acts)
    ).find("threaten-harm")
    assert found and found.contacts == (0, 1)
    under = {ground.citation.version.base: ground.contacts for ground in found.grounds}
    assert (under["zhian@2012"], under["zhian@2025"]) == ((0,), (1,))


def test_a_circumstance_makes_a_ground_hold_and_is_offered_until_then(catalogue: Catalogue) -> None:
    plain = judge(catalogue, debt(), contact("2026-03-01T23:00:00")).find("night-contact")
    assert plain and plain.verdict is Verdict.STANDARD
    offered = {one.circumstance for one in plain.stronger}
    assert "repeated-late-night-pestering" in offered
    confirmed = contact("2026-03-01T23:00:00", circumstances=["repeated-late-night-pestering"])
    found = judge(catalogue, debt(), confirmed).find("night-contact")
    assert found and found.verdict is Verdict.PUBLIC_SECURITY
    assert "repeated-late-night-pestering" not in {one.circumstance for one in found.stronger}


def test_a_contract_question_waits_for_the_day_it_was_signed(catalogue: Catalogue) -> None:
    fee = contact("2026-09-01T10:00:00", acts=["extra-collection-fees"])
    unknown = judge(catalogue, debt(), fee)
    assert "signed_on" in {missing.fact for missing in unknown.not_judged}
    early = judge(catalogue, debt(signed_on="2026-07-31"), fee)
    late = judge(catalogue, debt(signed_on="2026-08-01"), fee)
    assert "loan-cost-disclosure-2026-2@2026-08-01" not in bases(early, "extra-collection-fees")
    assert "loan-cost-disclosure-2026-2@2026-08-01" in bases(late, "extra-collection-fees")


def test_unanswered_dials_of_unknown_outcome_are_asked_about(catalogue: Catalogue) -> None:
    dials = [contact(f"2026-09-07T{hour:02d}:00:00", answered=None) for hour in range(9, 16)]
    said = judge(catalogue, debt(), *dials)
    assert said.find("repeated-dial-unanswered") is None
    assert {missing.fact for missing in said.not_judged} >= {"answered"}


def test_what_to_say_names_the_number_of_the_busiest_day(catalogue: Catalogue) -> None:
    dials = [contact(f"2026-09-07T{hour:02d}:00:00", answered=False) for hour in range(9, 17)]
    found = judge(catalogue, debt(), *dials).find("repeated-dial-unanswered")
    assert found is not None
    assert "已尝试8次" in found.say


def test_calls_of_two_lenders_are_counted_apart(catalogue: Catalogue) -> None:
    calls = [
        contact(f"2026-09-07T{hour:02d}:00:00", on_behalf_of=name)
        for hour, name in zip(range(9, 13), "甲乙甲乙", strict=True)
    ]
    assert judge(catalogue, debt("consumer-finance"), *calls).find("too-many-calls-connected") is None


def test_my_own_calls_are_never_counted(catalogue: Catalogue) -> None:
    calls = [contact(f"2026-09-07T{hour:02d}:00:00", direction="out") for hour in (1, 9, 10, 11, 12, 23)]
    said = judge(catalogue, debt("consumer-finance"), *calls)
    assert said == Assessment()


def test_the_standard_for_online_loans_does_not_bind_a_loan_made_offline(catalogue: Catalogue) -> None:
    night = contact("2025-06-01T23:00:00")
    assert bases(judge(catalogue, debt("bank-loan", online=False), night), "night-contact") == set()
    unsaid = judge(catalogue, debt("bank-loan"), night)
    assert bases(unsaid, "night-contact") and "online" in {missing.fact for missing in unsaid.not_judged}


def test_a_law_firm_adds_the_bureau_that_watches_lawyers(catalogue: Catalogue) -> None:
    said = judge(catalogue, debt(collector={"kind": "law-firm"}), contact("2026-03-01T23:00:00"))
    found = said.find("night-contact")
    assert found and found.channels[-1] == "justice-bureau"


def test_the_order_of_contacts_does_not_change_what_is_found(catalogue: Catalogue) -> None:
    calls = [contact(f"2026-09-07T{hour:02d}:00:00", answered=False) for hour in range(9, 17)]
    there, back = judge(catalogue, debt(), *calls), judge(catalogue, debt(), *reversed(calls))
    assert [(one.conduct, one.verdict, one.count) for one in there.findings] == [
        (one.conduct, one.verdict, one.count) for one in back.findings
    ]


@pytest.mark.parametrize("kind", CreditorKind)
def test_the_temporal_sweep_of_verdicts(catalogue: Catalogue, kind: CreditorKind) -> None:
    """On every law boundary and the day before: every act ticked, nothing raised, no text cited outside its days."""
    acts = [conduct.slug for conduct in catalogue.conducts.conducts]
    days = {day for boundary in catalogue.law.boundaries for day in (boundary, boundary - timedelta(days=1))}
    for day in sorted(days):
        said = judge(catalogue, debt(kind, signed_on=day.isoformat()), contact(f"{day}T12:00:00", acts=acts))
        for finding in (*said.findings, *said.lawful):
            for ground in finding.grounds:
                version = ground.citation.version
                if ground.citation.article.number:
                    assert catalogue.law.version(version.instrument, day) is version
                assert version.binds_creditor(kind)


def test_of_two_figures_the_smaller_number_is_the_stricter(catalogue: Catalogue) -> None:
    day = date(2026, 11, 21)
    assert strictest("max_unanswered_per_day", day, catalogue.law) == 6
    assert strictest("quiet_from", day, catalogue.law) == "22:00"
    assert strictest("no_such_figure", day, catalogue.law) is None
    standard = catalogue.law.version("gbt-45251-2025", day)
    looser = replace(standard, instrument="looser", parameters={"max_answered_per_day": 10})
    book = Lawbook([*catalogue.law.instruments.values(), Instrument("looser", (looser,))])
    assert strictest("max_answered_per_day", day, book) == 3
