"""How many pages: the typesetter's count is the PDF's, and the reckoned one stays close to it."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from app.domain.document import Document, Enclosures, Heading, Numbered, Paragraph, Table
from app.rendering.paper import Pages, estimated_pages, pages
from app.rendering.pdf import Typesetter
from tests.rendering.samples import CONTACTS, SAMPLES, document

SENTENCE = "2026年10月2日晚上9点，对方用02100000004打来，说明天就去我单位找领导。"
PROSE = document(*[Paragraph(SENTENCE * 6)] * 3, title="投诉书")
LISTED = document(Heading("一、已发生的情况"), Numbered((SENTENCE, SENTENCE * 3, "没有。") * 4), title="告知函")
TABLED = document(Paragraph(SENTENCE), CONTACTS, Enclosures(("通话详单（2页）",)))
WIDE = document(
    Table(("问题", "对方的主张", "答复"), (("1．本金", "10000元", SENTENCE * 2),) * 12, widths=(3.2, 2.8, 4.6))
)
KINDS = (*SAMPLES, PROSE, LISTED, TABLED, WIDE)
CASES = [replace(one, blocks=one.blocks * times) for one in KINDS for times in (1, 2, 5, 12)]


def real_pages(whole: Document, typesetter: Typesetter) -> int:
    return len(PdfReader(io.BytesIO(typesetter.pdf(whole, name_rare=True))).pages)


@pytest.mark.parametrize("whole", CASES, ids=lambda one: f"{one.kind}-{len(one.blocks)}")
def test_the_count_is_true_and_the_estimate_near(whole: Document, typesetter: Typesetter) -> None:
    real = real_pages(whole, typesetter)
    assert typesetter.pages(whole) == real
    assert abs(estimated_pages(whole) - real) <= 1 + real // 10


def test_words_that_look_like_a_tree_of_pages_are_not_counted(typesetter: Typesetter) -> None:
    fooled = document(Paragraph("事"), title="\n1 0 obj\n<</Type/Pages/Count 99/Kids[")
    assert typesetter.pages(fooled) == real_pages(fooled, typesetter) == 1


def test_a_character_no_font_has_is_counted_all_the_same(typesetter: Typesetter) -> None:
    assert typesetter.pages(document(Paragraph("\U00030edd"))) == 1


def test_long_documents_are_reckoned_and_short_ones_counted(typesetter: Typesetter) -> None:
    long = replace(PROSE, blocks=PROSE.blocks * 20)
    assert pages(PROSE, typesetter) == Pages(real_pages(PROSE, typesetter), True)
    assert pages(long, typesetter) == Pages(estimated_pages(long), False)
