"""PDF/UA-1 as far as a validator without a Java machine can hold it: pdfua, 16 of the 106 rules a machine can check.

What it cannot see (PDF/A, the rest of PDF/UA) is claimed by the typesetter that writes the file.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pdfua import coverage, validate

from app.domain.document import Document, Form, Paragraph, Table
from app.rendering.pdf import Typesetter
from tests.rendering.samples import COURT_PAPER, LETTER, document

BOXES = document(
    Paragraph("逐项答复如下："),
    Table(("问题", "答复"), (("1．对本金有无异议", "☐确认　☑异议"),)),
    title="民事答辩状",
    form=Form.COURT,
)


@pytest.mark.parametrize("sample", [LETTER, COURT_PAPER, BOXES], ids=["letter", "court", "boxes"])
def test_nothing_is_found_against_it(typesetter: Typesetter, sample: Document, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(typesetter.pdf(sample))
    report = validate(str(path))
    assert [(one.rule_id, one.message) for one in report.findings] == []


def test_the_validator_finds_what_is_wrong(typesetter: Typesetter, tmp_path: Path) -> None:
    """An untagged file is refused, so that the test above can fail."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(typesetter.pdf(LETTER).replace(b"/MarkInfo", b"/MarkInf0").replace(b"/Lang", b"/Lan9"))
    assert validate(str(path)).findings and "16 of 106" in coverage().summary()
