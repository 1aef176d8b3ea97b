from __future__ import annotations

from pathlib import Path

from app.catalogue import load_catalogue
from app.domain.finding import Assessment
from app.letters.compose import compose
from app.letters.loading import example_facts
from app.rendering.docx import docx
from app.rendering.pdf import Typesetter
from tests.letters.test_letter_examples import holds
from tests.recipes import follow


def test_adding_a_letter(tmp_path: Path) -> None:
    catalogue = load_catalogue(follow("adding-a-letter.md", tmp_path))
    letter = catalogue.letters.by_slug["account-query"]
    shelf = [one.slug for one in catalogue.letters.letters if one.file.category is letter.file.category]
    assert "account-query" in shelf
    for example in letter.file.examples:
        debt, contacts = example_facts(example)
        composed = compose(
            catalogue.letters, letter, example.answers, debt, contacts, Assessment(), catalogue.law, example.on
        )
        holds(composed, example.expect)
        if composed.document:
            assert Typesetter(system_fonts=False).pdf(composed.document).startswith(b"%PDF")
            assert docx(composed.document).startswith(b"PK")
