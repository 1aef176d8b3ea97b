"""Every example of every conduct file is a test."""

from __future__ import annotations

import pytest

from app.catalogue import Catalogue
from app.conduct.assess import assess
from app.conduct.loading import load_conducts
from app.conduct.model import Conduct, Example, Routing, base_of, example_facts
from app.law.model import load_lawbook
from tests.shared import CONTENT

# Read without the catalogue, so that each example is collected under its own name.
BOOK, _ = load_conducts(CONTENT, load_lawbook(CONTENT)[0], Routing({}, {}))
EXAMPLES = [
    pytest.param(conduct, example, id=f"{conduct.slug}: {example.name}")
    for conduct in BOOK.conducts
    for example in conduct.file.examples
]


@pytest.mark.parametrize(("conduct", "example"), EXAMPLES)
def test_example(conduct: Conduct, example: Example, catalogue: Catalogue) -> None:
    debt, contacts = example_facts(example)
    said = assess(catalogue.conducts, contacts, debt, catalogue.law)
    found = said.find(conduct.slug)
    assert (found.verdict if found else None) == example.expect.verdict
    cited = {base_of(ground) for ground in found.grounds} if found else set()
    assert set(example.expect.cites) <= cited
    assert not set(example.expect.cites_not) & cited
    assert all(said.find(slug) for slug in example.expect.beside)


def test_every_tier_one_conduct_is_here() -> None:
    assert len([conduct for conduct in BOOK.conducts if conduct.file.tier == 1]) == 52
    assert len(BOOK.conducts) == 76
