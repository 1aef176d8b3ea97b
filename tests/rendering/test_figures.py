"""A figure in every face: drawn with our fonts and described in PDF and DOCX, told in words in text."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn

from app.domain.document import Figure, Form, Heading, Paragraph
from app.rendering.docx import docx
from app.rendering.fonts import RareCharacters
from app.rendering.pdf import PICTURE_PPI, Typesetter
from app.rendering.picture import figure_size, picture_words
from app.rendering.sheet import SHEETS
from app.rendering.text import text

from .pdf_reading import fonts_of, printed_text, reader, root, squeezed, structure
from .samples import document

SHEET = SHEETS[Form.LETTER]
RARE = "𠮷"


def drawing(words: str = "夜里22:00到8:00", width: float = 480, height: float = 140) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="柱图">'
        '<title>只给读屏的字</title><rect class="bar" x="10" y="10" width="40" height="90" fill="#444"/>'
        f'<text x="10" y="130" font-size="16">{words}</text></svg>'
    )


FIGURE = Figure(drawing(), "9月5日到9月7日，夜里来电12次。", "图一　夜里的来电")
WITH_FIGURE = document(Paragraph("见下图。"), FIGURE, Heading("二、其他"), Paragraph("没有了。"))


def alternatives(node: Any) -> Iterator[str]:
    """The alternative texts in a structure tree."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from alternatives(child)
    elif isinstance(node, dict):
        yield from (str(node["/Alt"]),) if "/Alt" in node else ()
        yield from alternatives(node["/K"]) if "/K" in node else ()


def test_a_figure_is_drawn_with_our_fonts_and_described(typesetter: Typesetter) -> None:
    pdf = typesetter.pdf(WITH_FIGURE)
    said = printed_text(pdf)
    assert said.index("见下图") < said.index("图一夜里的来电") < said.index("二、其他")
    found = structure(pdf)
    assert found.count("/Figure") == 1
    assert "/Caption" in found
    assert list(alternatives(root(pdf)["/StructTreeRoot"])) == [FIGURE.alt]
    names = {str(font["/BaseFont"])[8:] for page in reader(pdf).pages for font in fonts_of(page).values()}
    assert names == {"NotoSansSC-Regular-Identity-H", "NotoSerifSC-Regular-Identity-H"}


def test_the_words_of_the_drawing_can_be_found_and_copied(typesetter: Typesetter) -> None:
    pages = "".join(page.extract_text() for page in reader(typesetter.pdf(WITH_FIGURE)).pages)
    assert "夜里22:00到8:00" in squeezed(pages)
    assert "只给读屏的字" not in squeezed(pages)


def test_with_a_figure_the_pdf_claims_its_standards(typesetter: Typesetter) -> None:
    xmp = root(typesetter.pdf(WITH_FIGURE))["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp


@pytest.mark.parametrize(("width", "height"), [(480, 140), (100, 3000), (10_000, 10), (1, 1)])
@pytest.mark.parametrize("form", list(Form))
def test_any_figure_fits_one_page(typesetter: Typesetter, form: Form, width: float, height: float) -> None:
    figure = Figure(drawing("字", width, height), "一张图", "图")
    drawn = figure_size(figure, SHEETS[form])
    assert drawn[0] <= SHEETS[form].text_width + 0.01
    assert drawn[0] / drawn[1] == pytest.approx(width / height)
    assert len(reader(typesetter.pdf(document(figure, form=form))).pages) <= 2


def test_the_same_figure_gives_the_same_bytes(typesetter: Typesetter) -> None:
    assert typesetter.pdf(WITH_FIGURE) == typesetter.pdf(WITH_FIGURE)
    assert typesetter.picture(FIGURE, SHEET) == typesetter.picture(FIGURE, SHEET)
    once = docx(WITH_FIGURE, typesetter.picture)
    assert docx(WITH_FIGURE, typesetter.picture) == once


def test_a_word_processor_gets_a_sharp_picture_with_its_description(typesetter: Typesetter) -> None:
    made = open_docx(io.BytesIO(docx(WITH_FIGURE, typesetter.picture)))
    (shape,) = made.inline_shapes
    assert shape.width.pt == pytest.approx(SHEET.text_width, abs=0.1)
    (told,) = made.element.body.iter(qn("wp:docPr"))
    assert told.get("descr") == FIGURE.alt
    picture = typesetter.picture(FIGURE, SHEET)
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    assert PICTURE_PPI >= 200
    assert width == pytest.approx(SHEET.text_width / 72 * PICTURE_PPI, abs=2)
    assert width / height == pytest.approx(480 / 140, rel=0.02)
    said = [paragraph.text for paragraph in made.paragraphs]
    assert said.index("图一　夜里的来电") == said.index("见下图。") + 2


def test_without_a_photograph_the_figure_is_told_in_words() -> None:
    file = docx(WITH_FIGURE)
    assert [name for name in zipfile.ZipFile(io.BytesIO(file)).namelist() if "media" in name] == []
    said = [paragraph.text for paragraph in open_docx(io.BytesIO(file)).paragraphs]
    assert FIGURE.caption in said and FIGURE.alt in said


def test_text_tells_title_and_what_it_shows() -> None:
    said = text(WITH_FIGURE).text
    assert "见下图。\n图一　夜里的来电\n9月5日到9月7日，夜里来电12次。\n二、其他" in said
    assert "svg" not in said and "只给读屏的字" not in said


def test_a_rare_character_in_a_drawing_is_named_and_never_a_box(typesetter: Typesetter) -> None:
    rare = document(Figure(drawing(f"对方说“{RARE}”"), "一张图"))
    with pytest.raises(RareCharacters) as failure:
        typesetter.pdf(rare)
    assert "U+20BB7" in str(failure.value)
    named = typesetter.pdf(rare, name_rare=True)
    assert structure(named).count("/Figure") == 1
    (figure,) = rare.blocks
    assert isinstance(figure, Figure)
    assert typesetter.picture(figure, SHEET).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "words", ["&lt;script&gt;alert(1)&lt;/script&gt;", '#read("/etc/passwd")', "a &amp; b", "]]&gt;", "{{7*7}}"]
)
def test_what_looks_like_code_is_drawn_as_text(typesetter: Typesetter, words: str) -> None:
    figure = Figure(drawing(words), "一张图")
    (shown,) = picture_words(figure.svg)
    assert shown == words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert structure(typesetter.pdf(document(figure))).count("/Figure") == 1


def test_a_font_of_the_system_helps_out_in_a_drawing() -> None:
    """Only where this machine has a font beyond the shipped ones; then the character is drawn and nothing is named."""
    setter = Typesetter()
    helpful = next((one for one in setter.coverage.faces[2:] if one.draws("ก")), None)
    if helpful is None:
        pytest.skip("this machine has no font with a character the shipped ones lack")
    assert setter.check(document(Figure(drawing("ก"), "一张图"))) == ()
    assert structure(setter.pdf(document(Figure(drawing("ก"), "一张图")))).count("/Figure") == 1
