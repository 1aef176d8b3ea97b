from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.catalogue import load_catalogue
from app.conduct.assess import assess
from app.conduct.model import base_of, example_facts
from app.domain.case import CreditorKind
from app.errors import NoLawInForce
from tests.recipes import follow


def test_adding_a_law_version(tmp_path: Path) -> None:
    law = load_catalogue(follow("adding-a-law-version.md", tmp_path)).law
    with pytest.raises(NoLawInForce):
        law.version("example-rule", date(2027, 2, 28))
    version = law.version("example-rule", date(2027, 3, 1))
    assert law.cite("example-rule", "7", date(2027, 3, 1)).named == "《示例规定》第7条"
    assert law.cite("example-rule", "录音保存（条号未核）", date(2027, 3, 1)).named == "《示例规定》"
    assert version.binds_creditor(CreditorKind.BANK_CARD)
    assert not version.binds_creditor(CreditorKind.PRIVATE_LENDER)
    assert version.parameters == {"max_answered_per_day": 2}


def test_adding_a_conduct(tmp_path: Path) -> None:
    catalogue = load_catalogue(follow("adding-a-conduct.md", tmp_path))
    conduct = catalogue.conducts["call-on-spring-festival"]
    assert len(conduct.file.examples) == 6
    for example in conduct.file.examples:
        debt, contacts = example_facts(example)
        said = assess(catalogue.conducts, contacts, debt, catalogue.law)
        found = said.find(conduct.slug)
        assert (found.verdict if found else None) == example.expect.verdict, example.name
        cited = {base_of(ground) for ground in found.grounds} if found else set()
        assert set(example.expect.cites) <= cited
        assert not set(example.expect.cites_not) & cited
        assert all(said.find(slug) for slug in example.expect.beside)
