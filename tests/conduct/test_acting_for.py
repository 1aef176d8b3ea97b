"""An agency and a law firm are judged by the lender they act for; when the lender changes, everything is judged anew."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.catalogue import Catalogue
from app.domain.case import CollectorKind, CreditorKind

ABOUT_COLLECTORS = {"agency-not-on-published-list", "no-notice-outsourcing"}
DAY = "2026-09-07"


def log(catalogue: Catalogue) -> list[dict[str, Any]]:
    """A night call, four answered calls, seven dials, a lone visitor, and every act ticked once."""
    contacts: list[dict[str, Any]] = [{"at": f"{DAY}T22:41:00", "means": "call", "answered": True}]
    contacts += [{"at": f"{DAY}T{hour:02d}:10:00", "means": "call", "answered": True} for hour in range(9, 13)]
    contacts += [{"at": f"{DAY}T{hour:02d}:40:00", "means": "call", "answered": False} for hour in range(9, 16)]
    contacts += [{"at": "2026-09-08T10:00:00", "means": "visit", "visitors": 1}]
    acts = [conduct.slug for conduct in catalogue.conducts.conducts]
    return [*contacts, {"at": "2026-09-09T10:00:00", "means": "other", "acts": acts}]


def check(client: TestClient, contacts: list[dict[str, Any]], **debt: Any) -> dict[str, dict[str, Any]]:
    answer = client.post("/api/v1/conduct/check", json={"debt": debt, "contacts": contacts})
    assert answer.status_code == 200, answer.text
    said = answer.json()
    return {one["conduct"]: one for one in (*said["findings"], *said["lawful"])}


@pytest.mark.parametrize("kind", CreditorKind)
@pytest.mark.parametrize("collector", [CollectorKind.AGENCY, CollectorKind.LAW_FIRM])
def test_who_collects_changes_no_verdict_and_no_ground(
    client: TestClient, catalogue: Catalogue, kind: CreditorKind, collector: CollectorKind
) -> None:
    contacts = log(catalogue)
    lender = check(client, contacts, creditor={"kind": kind}, collector={"kind": "creditor"})
    acting = check(client, contacts, creditor={"kind": kind}, collector={"kind": collector})
    assert set(acting) - set(lender) <= ABOUT_COLLECTORS
    assert set(lender) <= set(acting)
    for slug, one in lender.items():
        for field in ("verdict", "grounds", "contacts", "note", "letters"):
            assert acting[slug][field] == one[field], (slug, field)
        more = [channel for channel in acting[slug]["channels"] if channel not in one["channels"]]
        firm = collector is CollectorKind.LAW_FIRM and "justice-bureau" not in one["channels"]
        assert more == (["justice-bureau"] if firm else []), slug


def test_what_only_another_can_do_is_not_held_against_the_lender_itself(client: TestClient) -> None:
    contacts = [{"at": f"{DAY}T10:00:00", "acts": sorted(ABOUT_COLLECTORS)}]
    for collector, found in (("creditor", set()), ("agency", ABOUT_COLLECTORS), ("law-firm", ABOUT_COLLECTORS)):
        said = check(client, contacts, creditor={"kind": "bank-card"}, collector={"kind": collector})
        assert set(said) == found, collector


def test_of_a_law_firm_it_is_said_where_else_to_turn(client: TestClient) -> None:
    contacts = [{"at": f"{DAY}T10:00:00", "means": "letter", "acts": ["fake-lawyer-letter"]}]
    firm = check(client, contacts, creditor={"kind": "bank-card"}, collector={"kind": "law-firm"})["fake-lawyer-letter"]
    agency = check(client, contacts, creditor={"kind": "bank-card"}, collector={"kind": "agency"})["fake-lawyer-letter"]
    assert firm["caution"].startswith(agency["caution"]) and firm["caution"].endswith("可投诉到司法局和律协。")
    assert "justice-bureau" in firm["channels"]


def test_the_lender_is_changed_eight_times_and_each_time_everything_is_judged_anew(client: TestClient) -> None:
    """The result of the case equals that of a fresh one, whatever was chosen before; contacts and answers stay."""
    typed = {"creditor_name": "某某", "collector_kind": "agency"}
    assert client.post("/case/debt", data={**typed, "creditor_kind": "unknown"}).status_code == 200
    for clock in ("09:00", "10:00", "11:00", "12:00", "22:41"):
        contact = {
            "day": DAY,
            "clock": clock,
            "means": "call",
            "reached": "me",
            "answered": "yes",
            "words": f"原话{clock}",
        }
        assert 'role="alert"' not in client.post("/case/contacts/new", data=contact).text
    contacts = [
        {"at": f"{DAY}T{clock}:00", "means": "call", "answered": True, "reached": "me"}
        for clock in ("09:00", "10:00", "11:00", "12:00", "22:41")
    ]
    kinds = [*CreditorKind, CreditorKind.BANK_CARD, *reversed(CreditorKind)]
    for kind in kinds:
        assert client.post("/case/debt", data={**typed, "creditor_kind": kind}).status_code == 200
        fresh = check(client, contacts, creditor={"kind": kind, "name": "某某"}, collector={"kind": "agency"})
        result = client.get("/check").text
        for one in fresh.values():
            assert one["name"] in result, (kind, one["conduct"])
            for ground in one["grounds"]:
                assert ground["cite"] in result, (kind, ground["cite"])
        cited = {ground["cite"] for one in fresh.values() for ground in one["grounds"]}
        for text in ("《中银协催收指引》", "《催收国标》"):
            held = [line for line in result.split('class="grounds"')[1:] if text in line.split("</ul>")[0]]
            assert bool(held) is any(text[:-1] in cite for cite in cited), (kind, text)
        case = client.get("/case").text
        assert all(f"原话{clock}" in case for clock in ("09:00", "22:41"))
