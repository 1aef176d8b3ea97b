from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from app.catalogue import Catalogue
from app.conduct.assess import assess
from app.domain.document import Document
from app.domain.finding import Assessment
from app.domain.own_file import OwnFile
from app.domain.own_paragraph import OwnParagraph
from app.letters.compose import compose
from app.letters.loading import example_facts
from app.letters.model import Composition, Example
from app.rendering.wording import strings

Write = Callable[..., Composition]


def said(document: Document | None) -> str:
    """All the words of the document, the borrower's checklist too."""
    assert document is not None
    return "\n".join(strings(document, with_checklist=True))


@pytest.fixture(scope="session")
def write(catalogue: Catalogue) -> Write:
    """Compose an example of a letter; keyword arguments change its answers, debt, contacts or day.

    `alone` takes the place of its answers."""

    def make(
        slug: str,
        example: Example | int = 0,
        *,
        answers: Mapping[str, object] | None = None,
        debt: Mapping[str, Any] | None = None,
        contacts: tuple[dict[str, Any], ...] | None = None,
        on: date | None = None,
        files: tuple[OwnFile, ...] = (),
        paragraphs: tuple[OwnParagraph, ...] = (),
        alone: Mapping[str, object] | None = None,
    ) -> Composition:
        letter = catalogue.letters.by_slug[slug]
        chosen = letter.file.examples[example] if isinstance(example, int) else example
        merged = chosen.model_copy(
            update={
                "debt": {**(chosen.debt or {}), **debt} if debt is not None else chosen.debt,
                "contacts": chosen.contacts if contacts is None else contacts,
            }
        )
        facts, log = example_facts(merged)
        found = assess(catalogue.conducts, log, facts, catalogue.law) if facts else Assessment()
        given = {**(chosen.answers if alone is None else alone), **(answers or {})}
        day = on or chosen.on
        return compose(catalogue.letters, letter, given, facts, log, found, catalogue.law, day, files, paragraphs)

    return make
