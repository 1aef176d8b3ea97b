"""The derived verdicts against the printed table, and the whole scenarios."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi.testclient import TestClient

from app.catalogue import Catalogue
from app.conduct.assess import standing
from app.domain.case import CreditorKind
from tests.shared import SHARED, needs_shared

DAY = date(2026, 11, 21)
SCENARIOS = sorted((SHARED / "scenarios").glob("*.yaml"))


@needs_shared
def test_derived_verdicts_equal_the_printed_table(catalogue: Catalogue) -> None:
    table = yaml.safe_load((SHARED / "law" / "conduct-rules.yaml").read_text(encoding="utf-8"))["conducts"]
    for row in table:
        conduct = catalogue.conducts[row["id"]]
        for kind in CreditorKind:
            found = standing(catalogue.conducts, conduct, kind, DAY, catalogue.law)
            assert (found.verdict.value if found else None) == printed(row, kind), (row["id"], kind)


def printed(row: dict[str, Any], kind: CreditorKind) -> str | None:
    if kind in row.get("not_applicable_to", []):
        return None
    special = (row.get("by_creditor") or {}).get(kind.value)
    return str(special["verdict"] if special else row["verdict"])


@needs_shared
@pytest.mark.parametrize("path", SCENARIOS, ids=[path.stem for path in SCENARIOS])
def test_scenario(path: Path, client: TestClient) -> None:
    scenario = yaml.safe_load(path.read_text(encoding="utf-8"))
    answer = client.post("/api/v1/conduct/check", json=scenario["request"])
    assert answer.status_code == 200, answer.text
    said, expect = answer.json(), scenario["expect"]
    found = {finding["conduct"]: finding for finding in said["findings"]}
    assert set(expect.get("found", [])) <= set(found)
    assert not set(expect.get("not_found", [])) & set(found)
    assert set(expect.get("lawful", [])) <= {finding["conduct"] for finding in said["lawful"]}
    for ground in expect.get("grounds", []):
        check_ground(ground, found)
    channels = {channel for finding in said["findings"] for channel in finding["channels"]}
    wanted = expect.get("channels", {})
    assert set(wanted.get("has", [])) <= channels
    assert not set(wanted.get("has_not", [])) & channels


def check_ground(expected: dict[str, Any], found: dict[str, Any]) -> None:
    findings = list(found.values()) if expected["conduct"] == "*" else [found[expected["conduct"]]]
    contacts = set(expected.get("contacts", []))
    bases = {
        ground["base"]
        for finding in findings
        for ground in finding["grounds"]
        if not contacts or contacts & set(ground["contacts"])
    }
    assert set(expected.get("has", [])) <= bases
    assert not set(expected.get("has_not", [])) & bases
