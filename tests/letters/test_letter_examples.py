"""Every example of every letter file is a test."""

from __future__ import annotations

import pytest

from app.law.model import load_lawbook
from app.letters.loading import load_letters
from app.letters.model import Category, Composition, Example, Expectation, Letter
from app.rendering.docx import docx
from app.rendering.pdf import Typesetter
from tests.letters.conftest import Write, said
from tests.shared import CONTENT

# Read without the catalogue, so that each example is collected under its own name.
BOOK, _ = load_letters(CONTENT, load_lawbook(CONTENT)[0])
EXAMPLES = [
    pytest.param(letter, example, id=f"{letter.slug}: {example.name}")
    for letter in BOOK.letters
    for example in letter.file.examples
]


def holds(composed: Composition, expect: Expectation) -> None:
    assert {one.where for one in composed.problems} == set(expect.problems)
    assert {one.where for one in composed.harms} == set(expect.harms)
    warned = "\n".join(one.sentence for one in composed.warnings)
    assert [one for one in expect.warns if one not in warned] == []
    if expect.problems or any(one.blocking for one in composed.harms):
        assert composed.document is None
        return
    words = said(composed.document)
    assert [one for one in expect.present if one not in words] == []
    assert [one for one in expect.absent if one in words] == []
    bases = {citation.version.base for citation in composed.citations}
    assert set(expect.cites) <= bases
    assert not set(expect.cites_not) & bases


@pytest.mark.parametrize(("letter", "example"), EXAMPLES)
def test_example(letter: Letter, example: Example, write: Write) -> None:
    holds(write(letter.slug, example), example.expect)


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter(system_fonts=False)


@pytest.mark.parametrize("letter", BOOK.letters, ids=lambda letter: letter.slug)
def test_the_first_example_is_a_pdf_and_a_docx(letter: Letter, write: Write, typesetter: Typesetter) -> None:
    document = write(letter.slug).document
    assert document is not None
    assert typesetter.pdf(document).startswith(b"%PDF")
    assert docx(document).startswith(b"PK")


def test_the_letters_stand_by_shelf_and_order() -> None:
    shelves = [(list(Category).index(letter.file.category), letter.file.order) for letter in BOOK.letters]
    assert shelves == sorted(shelves) and len(set(shelves)) == len(shelves)


def test_every_letter_shows_when_it_is_refused() -> None:
    for letter in BOOK.letters:
        assert any(example.expect.problems or example.expect.harms for example in letter.file.examples), letter.slug
