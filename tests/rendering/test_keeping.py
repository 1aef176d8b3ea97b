"""What stays on one page: signatures under text, tables under what announces them, and no half-empty pages for it."""

from __future__ import annotations

import io

import pytest
from docx import Document as open_docx

from app.domain.document import Addressed, Block, Document, Enclosures, Paragraph, Signature, Table
from app.rendering.docx import docx
from app.rendering.keeping import is_kept_with_next, kept_items
from app.rendering.pdf import Typesetter
from tests.rendering.pdf_reading import printed
from tests.rendering.samples import DAY, document

FILLER = Paragraph("对方来电要求还款。")
SIGNERS = (Signature("甲方", None), Signature("乙方", None))


def filled(count: int, *closing: Block) -> Document:
    return document(*(FILLER for _ in range(count)), *closing)


def page_of(pages: list[tuple[int, str]], words: str) -> int:
    return next(page for page, text in pages if words in text)


def pages_of(typesetter: Typesetter, made: Document) -> list[tuple[int, str]]:
    return [(run.page, run.text) for run in printed(typesetter.pdf(made))]


@pytest.mark.parametrize("count", range(14, 24))
def test_two_signers_stand_together_under_text(typesetter: Typesetter, count: int) -> None:
    pages = pages_of(typesetter, filled(count, *SIGNERS))
    signed = page_of(pages, "甲方")
    assert page_of(pages, "乙方") == signed
    assert any(page == signed and "来电" in text for page, text in pages)


@pytest.mark.parametrize("count", range(10, 24))
def test_a_table_stands_under_what_announces_it(typesetter: Typesetter, count: int) -> None:
    table = Table(("项目", "金额"), (("房租", "1500元"), ("伙食", "900元")))
    pages = pages_of(typesetter, filled(count, Paragraph("支出如下："), table))
    assert page_of(pages, "如下") == page_of(pages, "房租")


def test_a_long_list_of_enclosures_fills_the_page_before(typesetter: Typesetter) -> None:
    listed = Enclosures(tuple(f"第{number}号材料" for number in range(1, 9)), lead="附")
    pages = pages_of(typesetter, filled(12, Addressed("某法院"), listed, Signature("申请人", DAY)))
    assert page_of(pages, "第1号") == page_of(pages, "此致") == 1
    assert page_of(pages, "第7号") == page_of(pages, "第8号") == page_of(pages, "签名") == 2


@pytest.mark.parametrize("count", range(10, 24))
def test_a_signature_under_a_short_list_has_text_above_it(typesetter: Typesetter, count: int) -> None:
    closing = (
        Addressed("某法院"),
        Enclosures(("委托人身份证复印件", "受托人身份证复印件"), lead="附"),
        Signature("委托人", DAY),
    )
    for made in (filled(count, *closing), filled(count, *closing[1:])):
        pages = pages_of(typesetter, made)
        signed = page_of(pages, "签名")
        assert any(page == signed and "来电" in text for page, text in pages)


def test_a_short_list_goes_whole() -> None:
    assert kept_items(Enclosures(("甲", "乙", "丙")), True) == (True, True, True)
    assert kept_items(Enclosures(tuple("甲乙丙丁戊")), True) == (True, False, False, True, True)
    assert kept_items(Enclosures(("甲", "乙")), False) == (True, False)


def test_only_what_must_is_kept() -> None:
    short, long = Enclosures(("甲",)), Enclosures(tuple("甲乙丙丁"))
    for listed, kept in ((short, [False, True, True, True, False]), (long, [False, False, False, True, False])):
        blocks: tuple[Block, ...] = (FILLER, FILLER, Addressed("某法院"), listed, Signature("申请人", DAY))
        assert [is_kept_with_next(blocks, place) for place in range(5)] == kept
    blocks = (FILLER, FILLER, Addressed("某法院"), Signature("申请人", DAY))
    assert [is_kept_with_next(blocks, place) for place in range(4)] == [False, True, True, False]


def test_word_is_told_the_same() -> None:
    table = Table(("项目", "金额"), (("房租", "1500元"),))
    made = open_docx(io.BytesIO(docx(document(FILLER, Paragraph("支出如下："), table, FILLER, *SIGNERS))))
    kept = [(paragraph.text.strip(), bool(paragraph.paragraph_format.keep_with_next)) for paragraph in made.paragraphs]
    day = kept[-1][0]
    assert kept[1:] == [
        ("对方来电要求还款。", False),
        ("支出如下：", True),
        ("对方来电要求还款。", True),
        ("甲方（签名）：", True),
        (day, True),
        ("乙方（签名）：", True),
        (day, False),
    ]
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in made.tables[0].rows[0].cells)
