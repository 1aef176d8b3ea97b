"""A DOCX has the same words and structure, and no text in it is a field or markup."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document as open_docx
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.document import Annex, Document, Form, Heading, Numbered, Paragraph, Salutation, Signature, Table
from app.domain.text import clean
from app.rendering.docx import docx
from app.rendering.sheet import SHEETS
from app.rendering.wording import strings, visible

from .pdf_reading import squeezed
from .samples import COURT_PAPER, LETTER, SAMPLES, document
from .test_pdf_hostile import CODE

ROOT = Path(__file__).resolve().parents[2]


def opened(document: Document, *, with_checklist: bool = False) -> Docx:
    return open_docx(io.BytesIO(docx(document, with_checklist=with_checklist)))


def words(made: Docx) -> str:
    """All text in reading order, tables included, without white space."""
    parts = []
    for node in made.element.body.iter():
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
    return squeezed("".join(parts))


def member(document: Document, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(docx(document, with_checklist=True))) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.kind)
def test_every_string_stands_in_it_in_order(sample: Document) -> None:
    text, place = words(opened(sample)), 0
    for said in map(squeezed, strings(sample)[:-1]):
        found = text.find(said, place)
        assert found >= 0, said
        place = found


def test_headings_are_headings() -> None:
    made = opened(LETTER)
    by_style = {paragraph.style.name: paragraph.text for paragraph in made.paragraphs if paragraph.style}
    assert by_style["Title"] == "停止违规催收告知函"
    assert by_style["Annex Title"] == "附表一　联系记录"
    assert [p.text for p in made.paragraphs if p.style and p.style.name == "Heading 1"] == [
        "一、已发生的情况",
        "二、要求",
    ]


@pytest.mark.parametrize("form", list(Form))
def test_the_page_and_the_type(form: Form) -> None:
    sheet = SHEETS[form]
    made = opened(document(Paragraph("好"), form=form))
    section = made.sections[0]
    assert section.page_width is not None and abs(section.page_width - Cm(21)) < Cm(0.01)
    assert section.top_margin is not None and abs(section.top_margin - Cm(sheet.top)) < Cm(0.01)
    normal = made.styles["Normal"]
    fonts = normal.element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == ("仿宋" if form is Form.COURT else "宋体")
    assert normal.font.size == Pt(sheet.body)
    assert normal.paragraph_format.line_spacing == Pt(sheet.pitch)
    assert not any("Theme" in name for name in fonts.attrib)


def test_replacements_for_the_fonts_are_listed() -> None:
    table = member(LETTER, "word/fontTable.xml")
    assert 'w:name="仿宋"' in table and "FangSong" in table and "SimSun" in table


def test_table_headers_repeat_and_rows_stay_whole() -> None:
    table = opened(LETTER).tables[0]
    first, second = table.rows[0], table.rows[1]
    assert first._tr.trPr is not None and first._tr.trPr.find(qn("w:tblHeader")) is not None
    assert second._tr.trPr is not None and second._tr.trPr.find(qn("w:cantSplit")) is not None
    assert second._tr.trPr.find(qn("w:tblHeader")) is None
    assert len(table.rows) == 41


def test_numbers_are_not_said_to_be_chinese() -> None:
    """LibreOffice would break 13800000000 anywhere; Word takes the Chinese from `eastAsia`."""
    styles = member(LETTER, "word/styles.xml")
    assert 'w:lang w:val="en-US" w:eastAsia="zh-CN"' in styles and "w:wordWrap" not in styles


def test_no_line_is_pulled_apart_before_a_long_number() -> None:
    blocks = (
        Paragraph("住某市某区某路1号，公民身份号码990101199005010032。"),
        Paragraph("2026年10月8日22时47分，通话4分钟。"),
    )
    made = opened(document(*blocks))
    alignments = [one.alignment for one in made.paragraphs if one.text.startswith(("住", "2026"))]
    assert alignments == [WD_ALIGN_PARAGRAPH.LEFT, None]


def test_pages_are_numbered_by_fields() -> None:
    footer = opened(LETTER).sections[0].footer.paragraphs[0]
    codes = [node.text.strip() for node in footer._p.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert footer.text == "第1页 共1页"


def test_the_checklist_is_a_section_of_its_own_and_not_counted() -> None:
    made = opened(LETTER, with_checklist=True)
    assert len(made.sections) == 2
    codes = [node.text.strip() for node in made.sections[0].footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "SECTIONPAGES"]
    assert "不随信寄出" in made.sections[1].footer.paragraphs[0].text
    assert "办理清单" in words(made)
    assert "办理清单" not in words(opened(LETTER))


def test_properties_name_the_document_and_nobody() -> None:
    about = opened(LETTER).core_properties
    assert about.title == "停止违规催收告知函"
    assert about.language == "zh-CN"
    assert about.author == "" and about.last_modified_by == ""
    assert about.created is not None and about.created.date() == date(2026, 10, 12)
    assert about.comments == "内容版本 2026.11.21 · 法律按 2026年11月21日"
    assert 'w:eastAsia="zh-CN"' in member(LETTER, "word/styles.xml")


def test_the_same_document_gives_the_same_bytes() -> None:
    once = docx(LETTER, with_checklist=True)
    assert docx(LETTER, with_checklist=True) == once
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("thumbnail" in name for name in archive.namelist())


def test_another_process_gives_the_same_bytes() -> None:
    program = (
        "import hashlib; from app.rendering.docx import docx; from tests.rendering.samples import COURT_PAPER;"
        "print(hashlib.sha256(docx(COURT_PAPER)).hexdigest())"
    )
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == hashlib.sha256(docx(COURT_PAPER)).hexdigest()


@pytest.mark.parametrize("code", CODE)
def test_code_is_text_wherever_it_stands(code: str) -> None:
    letter = document(
        Salutation(code),
        Heading(code),
        Paragraph(code),
        Numbered((code,)),
        Table((code,), ((code,),), caption=code),
        Signature(code, None),
        Annex(code),
        title=code,
    )
    made = opened(letter)
    assert words(made).count(squeezed(visible(code))) >= 7
    assert not list(made.element.body.iter(qn("w:instrText"))) and not list(made.element.body.iter(qn("w:fldSimple")))


def test_two_tables_do_not_touch() -> None:
    made = opened(document(Table(("甲",), (("一",),)), Table(("乙",), (("二",),))))
    kinds = [type(one).__name__ for one in made.iter_inner_content()]
    assert kinds == ["Paragraph", "Table", "Paragraph", "Table"]


def test_a_thousand_rows() -> None:
    rows = tuple((f"第{row}次", f"138{row:08d}") for row in range(1000))
    assert len(opened(document(Table(("次序", "号码"), rows))).tables[0]._tbl.tr_lst) == 1001


@pytest.mark.parametrize("table", [Table((), ()), Table(("甲",), ()), Table((), (("甲", "乙"), ("丙",)))])
def test_odd_tables_are_drawn(table: Table) -> None:
    text = words(opened(document(table)))
    assert all(cell in text for row in (table.header, *table.rows) for cell in row)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_what_people_type_comes_back(text: str) -> None:
    made = opened(document(Paragraph(clean(text)), Table(("原话",), ((text,),))))
    assert words(made).count(squeezed(visible(text))) >= 2
