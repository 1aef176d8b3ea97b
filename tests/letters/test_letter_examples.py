"""Every example of every letter file is a test."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document as open_docx

from app.domain.document import Table
from app.law.model import load_lawbook
from app.letters.loading import load_letters
from app.letters.model import Category, Composition, Example, Expectation, Letter
from app.rendering.docx import docx
from app.rendering.fonts import STAND_INS
from app.rendering.pdf import Typesetter
from app.rendering.text import text
from app.rendering.wording import strings
from tests.letters.conftest import Write, said
from tests.rendering.pdf_reading import body_text, squeezed
from tests.shared import CONTENT

PAGE = re.compile(r"第\d+页共\d+页")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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


WRITTEN = [
    pytest.param(letter, example, id=f"{letter.slug}: {example.name}")
    for letter in BOOK.letters
    for example in letter.file.examples
    if not example.expect.problems
]


@pytest.mark.parametrize(("letter", "example"), WRITTEN)
def test_it_reads_back_from_each_face(letter: Letter, example: Example, write: Write, typesetter: Typesetter) -> None:
    """Every statement of the document stands in the PDF, the DOCX and the plain text, in its order."""
    document = write(letter.slug, example).document
    if document is None:
        assert example.expect.harms
        return
    told = (squeezed(line) for line in strings(document) if document.content_version not in line)
    # In plain text a column nobody filled has no name either.
    headers = {squeezed(name) for block in document.blocks if isinstance(block, Table) for name in block.header}
    statements = [line for line in told if len(line) > 3]
    printed = PAGE.sub("", squeezed(body_text(typesetter.pdf(document))))
    edited = squeezed(docx_text(docx(document)))
    plain = squeezed(text(document).text)
    for line in statements:
        assert stood_in(line) in stood_in(printed), line
        assert line in edited, line
        assert line in plain or line in headers, line


def stood_in(line: str) -> str:
    """Boxes as the shipped fonts draw them."""
    return "".join(STAND_INS.get(one, one) for one in line)


def docx_text(payload: bytes) -> str:
    made = open_docx(io.BytesIO(payload))
    return "".join(run.text or "" for run in made.element.body.iter(f"{WORD}t"))


def test_the_letters_stand_by_shelf_and_order() -> None:
    shelves = [(list(Category).index(letter.file.category), letter.file.order) for letter in BOOK.letters]
    assert shelves == sorted(shelves) and len(set(shelves)) == len(shelves)


def test_every_letter_shows_when_it_is_refused() -> None:
    for letter in BOOK.letters:
        assert any(example.expect.problems or example.expect.harms for example in letter.file.examples), letter.slug
