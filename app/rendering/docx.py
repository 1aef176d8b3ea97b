"""DOCX through python-docx: real headings, repeating table headers, page number fields, the same bytes every time.

The file names the fonts Chinese offices have (仿宋, 宋体, 黑体, 楷体) and lists replacements for machines without them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from datetime import UTC, datetime

from docx import Document as new_docx
from docx.document import Document as Docx
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.table import CT_Row
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph as DocxParagraph

from app.domain.document import (
    Addressed,
    Annex,
    Block,
    Document,
    Enclosures,
    Figure,
    Form,
    Heading,
    Numbered,
    Paragraph,
    Salutation,
    Signature,
    Table,
)
from app.rendering import wording
from app.rendering.columns import column_count, content_widths, fractions, full_rows, is_short, is_tall
from app.rendering.keeping import is_kept_with_next, kept_items
from app.rendering.picture import figure_size
from app.rendering.sheet import (
    CELL_INSET,
    FEW_COLUMNS,
    MANY_COLUMNS,
    PAPER_HEIGHT,
    PAPER_WIDTH,
    SHEETS,
    Sheet,
    cell_padding,
    table_size,
)

SONG, FANG, HEI, KAI = "宋体", "仿宋", "黑体", "楷体"
LATIN = "Times New Roman"
# What a machine without the first name may use instead (Windows in English, WPS, macOS, free fonts).
REPLACEMENTS = {
    SONG: "SimSun,Songti SC,STSong,Noto Serif CJK SC,Source Han Serif SC,Noto Serif SC",
    FANG: "FangSong,仿宋_GB2312,STFangsong,FandolFang,Noto Serif CJK SC,Noto Serif SC",
    HEI: "SimHei,Heiti SC,STHeiti,Noto Sans CJK SC,Source Han Sans SC,Noto Sans SC",
    KAI: "KaiTi,楷体_GB2312,Kaiti SC,STKaiti,FandolKai,Noto Serif SC",
}
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# It does not break at the end of a line; justified, the line before it would be pulled apart.
LONG_NUMBER = re.compile(r"[!-~]{8,}")
EARLIEST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
ANNEX_STYLE = "Annex Title"
FIGURE_STYLE = "Figure"
# The type of a table goes by the number of its columns (see `table_size`): at most so many, the styles' names begin so.
TABLE_SORTS = ((FEW_COLUMNS, ""), (MANY_COLUMNS - 1, "Wide "), (MANY_COLUMNS, "Narrow "))
TABLE_STYLES = (("Table Text", SONG), ("Table Header", HEI))
# 五号, for tables, captions and the footer's small line.
SMALL = 10.5
BLACK = RGBColor(0, 0, 0)

Photograph = Callable[[Figure, Sheet], bytes]


def docx(document: Document, photograph: Photograph | None = None, *, with_checklist: bool = False) -> bytes:
    """The document as DOCX, the borrower's checklist in a section of its own where asked for.

    `photograph` gives a figure as PNG (Typesetter.picture): word processors draw SVG badly or not at all. Without it a
    figure is told in words.
    """
    sheet = SHEETS[document.form]
    made = new_docx()
    strip_template(made)
    set_properties(made, document)
    set_styles(made, document.form, sheet)
    set_page(made.sections[0], sheet)
    add_checklist = with_checklist and bool(document.checklist)
    number_pages(made.sections[0], sheet, "SECTIONPAGES" if add_checklist else "NUMPAGES")
    made.add_paragraph(wording.visible(document.title), style="Title")
    for place, block in enumerate(document.blocks):
        kept = is_kept_with_next(document.blocks, place)
        if isinstance(block, Figure) and photograph:
            add_figure(made, block, sheet, photograph(block, sheet))
        elif isinstance(block, Enclosures):
            add_enclosures(made, block, sheet, kept_items(block, kept))
        else:
            add_block(made, block, sheet)
            if kept:
                keep_end(made)
    if add_checklist:
        add_checklist_section(made, document, sheet)
    return packed(made)


def add_figure(made: Docx, block: Figure, sheet: Sheet, picture: bytes) -> None:
    """The picture with its words for those who cannot see it, and its title beneath."""
    width, height = figure_size(block, sheet)
    paragraph = made.add_paragraph(style=FIGURE_STYLE)
    drawn = paragraph.add_run().add_picture(io.BytesIO(picture), Pt(width), Pt(height))
    told = drawn._inline.docPr
    told.set("descr", wording.visible(block.alt))
    if block.caption:
        paragraph.paragraph_format.keep_with_next = True
        made.add_paragraph(wording.visible(block.caption), style="Caption")


def keep_end(made: Docx) -> None:
    """The last paragraph of what was just written goes with what follows."""
    last = next(reversed(list(made.iter_inner_content())))
    if isinstance(last, DocxParagraph):
        last.paragraph_format.keep_with_next = True


def add_block(made: Docx, block: Block, sheet: Sheet) -> None:
    match block:
        case Heading(text=text, level=level):
            made.add_heading(wording.visible(text), min(max(level, 1), 3))
        case Salutation(text=text):
            body(made, wording.with_colon(text), indent=False)
        case Paragraph(text=text, indent=indent):
            for line in wording.lines(text):
                body(made, line, indent=indent)
        case Numbered(items=items):
            for item in wording.numbered(items):
                body(made, item)
        case Table():
            add_table(made, block, sheet)
        case Figure(alt=alt, caption=caption):
            for line in (*wording.lines(caption), *wording.lines(alt)):
                body(made, line)
        case Addressed(name=name):
            body(made, wording.ADDRESS).paragraph_format.keep_with_next = True
            body(made, wording.visible(name), indent=False)
        case Signature():
            add_signature(made, block, sheet)
        case Enclosures():
            add_enclosures(made, block, sheet, kept_items(block, False))
        case Annex(title=title):
            made.add_paragraph(wording.visible(title), style=ANNEX_STYLE)


def body(made: Docx, text: str, *, indent: bool = True) -> DocxParagraph:
    paragraph = made.add_paragraph(text)
    if not indent:
        indent_by(paragraph, firstLineChars=0, firstLine=0)
    if LONG_NUMBER.search(text):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    return paragraph


def indent_by(paragraph: DocxParagraph | ParagraphStyle, **values: int) -> None:
    """Indents in hundredths of a character (…Chars) and twentieths of a point, as w:ind has them."""
    properties = paragraph.paragraph_format.element.get_or_add_pPr()
    indents = properties.get_or_add_ind()
    for name, value in values.items():
        indents.set(qn(f"w:{name}"), str(value))


def add_signature(made: Docx, block: Signature, sheet: Sheet) -> None:
    """Bottom right: the role with room to sign, the day four characters from the edge."""
    role = made.add_paragraph(wording.signing(block.role))
    role.paragraph_format.space_before = Pt(sheet.pitch)
    role.paragraph_format.keep_with_next = True
    day = made.add_paragraph(wording.signed_on(block.on))
    for paragraph, characters in ((role, 10), (day, 4)):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        right = round(characters * sheet.body * 20)
        indent_by(paragraph, firstLineChars=0, firstLine=0, rightChars=characters * 100, right=right)


def add_enclosures(made: Docx, block: Enclosures, sheet: Sheet, kept: tuple[bool, ...]) -> None:
    """附件：1．… with the following numbers under the first."""
    lead = wording.with_colon(block.lead)
    for place, item in enumerate(wording.numbered(block.items)):
        paragraph = made.add_paragraph(f"{lead}{item}" if place == 0 else item)
        paragraph.paragraph_format.space_before = Pt(sheet.pitch if place == 0 else 0)
        paragraph.paragraph_format.keep_with_next = kept[place]
        start = 0 if place == 0 else len(lead) * 100
        left = round(start * sheet.body * 20 / 100)
        indent_by(paragraph, firstLineChars=0, firstLine=0, leftChars=start, left=left)


def add_table(made: Docx, block: Table, sheet: Sheet) -> None:
    count = column_count(block)
    if not count:
        return
    if block.caption or follows_table(made):
        made.add_paragraph(wording.visible(block.caption), style="Caption").paragraph_format.keep_with_next = True
    table = made.add_table(rows=0, cols=count, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    set_insets(table, cell_padding(count) / 2)
    set_widths(table, [round(share * sheet.text_width * 20) for share in fractions(block, sheet)])
    sort = next((name for most, name in TABLE_SORTS if count <= most), TABLE_SORTS[-1][1])
    if block.header:
        pattern = row_pattern(table, f"{sort}Table Header", (True,) * count)
        header = add_row(table, pattern, tuple(map(wording.visible, block.header)))
        mark(header, "w:cantSplit", "w:tblHeader")
        for cell in header.tc_lst:
            DocxParagraph(cell.p_lst[0], table).paragraph_format.keep_with_next = True
    pattern = row_pattern(table, f"{sort}Table Text", tuple(is_short(block, column) for column in range(count)))
    widths = content_widths(block, sheet)
    for row in full_rows(block):
        added = add_row(table, pattern, row)
        if not is_tall(row, widths):
            mark(added, "w:cantSplit")


def follows_table(made: Docx) -> bool:
    """Whether the last thing in the body is a table; word processors join two that touch."""
    return isinstance(next(reversed(list(made.iter_inner_content())), None), DocxTable)


def set_insets(table: DocxTable, padding: float) -> None:
    """Around the text in a cell: left and right as the widths of the columns were counted, `padding` above and below."""
    margins = OxmlElement("w:tblCellMar")
    for side, inset in (("top", padding), ("left", CELL_INSET), ("bottom", padding), ("right", CELL_INSET)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(inset * 20)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins)


def set_widths(table: DocxTable, widths: Sequence[int]) -> None:
    """The grid of the table, in twentieths of a point; rows made afterwards take it over."""
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(qn("w:w"), str(width))


def row_pattern(table: DocxTable, style: str, centred: tuple[bool, ...]) -> CT_Row:
    """An empty row in the looks of a table, to be copied: making each row anew takes a hundred times as long."""
    row = table.add_row()  # type: ignore[no-untyped-call]
    for cell, centre in zip(row.cells, centred, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.style = style
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.LEFT
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    pattern: CT_Row = row._tr
    table._tbl.remove(pattern)
    return pattern


def add_row(table: DocxTable, pattern: CT_Row, texts: tuple[str, ...]) -> CT_Row:
    row = deepcopy(pattern)
    for cell, text in zip(row.tc_lst, texts, strict=True):
        cell.p_lst[0].add_r().text = text
    table._tbl.append(row)
    return row


def mark(row: CT_Row, *names: str) -> None:
    properties = row.get_or_add_trPr()
    for name in names:
        properties.append(OxmlElement(name))


def add_checklist_section(made: Docx, document: Document, sheet: Sheet) -> None:
    section = made.add_section(WD_SECTION.NEW_PAGE)
    # The paragraph that carries the end of the letter's section must not open a page of its own.
    made.paragraphs[-1].paragraph_format.line_spacing = Pt(1)
    section.footer.is_linked_to_previous = False
    footer = section.footer.paragraphs[0]
    footer.text = f"{wording.CHECKLIST_NOTE}　{wording.provenance(document)}"
    made.add_paragraph(wording.CHECKLIST_TITLE, style=ANNEX_STYLE).paragraph_format.page_break_before = False
    made.add_paragraph(wording.CHECKLIST_NOTE, style="Caption")
    for item in document.checklist:
        body(made, f"{wording.CHECKLIST_BOX} {wording.visible(item)}", indent=False)


def set_page(section: Section, sheet: Sheet) -> None:
    section.page_width, section.page_height = Cm(PAPER_WIDTH), Cm(PAPER_HEIGHT)
    section.top_margin, section.bottom_margin = Cm(sheet.top), Cm(sheet.bottom)
    section.left_margin, section.right_margin = Cm(sheet.left), Cm(sheet.right)
    section.header_distance = section.footer_distance = Cm(1.5)


def number_pages(section: Section, sheet: Sheet, total: str) -> None:
    """第1页 共3页 in fields; `total` is the field that counts the pages of the letter alone."""
    paragraph = section.footer.paragraphs[0]
    for piece in ("第", "PAGE", "页 共", total, "页"):
        if piece.isascii():
            add_field(paragraph, piece)
        else:
            paragraph.add_run(piece)
    for run in paragraph.runs:
        run.font.size = Pt(sheet.page_number)


def add_field(paragraph: DocxParagraph, instruction: str) -> None:
    for kind in ("begin", "", "separate", "shown", "end"):
        run = paragraph.add_run("1" if kind == "shown" else "")
        if kind == "":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {instruction} "
            run._r.append(code)
        elif kind != "shown":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def set_styles(made: Docx, form: Form, sheet: Sheet) -> None:
    court = form is Form.COURT
    set_language(made)
    normal = shape(made, "Normal", FANG if court else SONG, sheet.body, sheet.pitch, WD_ALIGN_PARAGRAPH.JUSTIFY)
    indent_by(normal, firstLineChars=200, firstLine=round(sheet.body * 40))
    for level, font in ((1, HEI), (2, KAI), (3, FANG)):
        heading = shape(made, f"Heading {level}", font, sheet.body, sheet.pitch, WD_ALIGN_PARAGRAPH.LEFT)
        heading.paragraph_format.space_before = Pt(sheet.headway)
    for name in (ANNEX_STYLE, FIGURE_STYLE, *(name for name, _, _ in table_styles(sheet))):
        made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.styles[ANNEX_STYLE].base_style = made.styles["Heading 1"]
    for name in ("Title", ANNEX_STYLE):
        style = shape(made, name, SONG, sheet.title, sheet.title * 1.5, WD_ALIGN_PARAGRAPH.CENTER, indent=False)
        style.font.bold = True
        style.paragraph_format.space_after = Pt(sheet.pitch / 2)
    made.styles[ANNEX_STYLE].paragraph_format.page_break_before = True
    # Of a fixed pitch, a line would show a strip of the picture.
    figure = shape(made, FIGURE_STYLE, SONG, SMALL, SMALL, WD_ALIGN_PARAGRAPH.CENTER, indent=False).paragraph_format
    figure.line_spacing_rule, figure.line_spacing = WD_LINE_SPACING.SINGLE, 1.0
    figure.space_before = Pt(sheet.pitch / 2)
    for style_name, font, size in (*table_styles(sheet), ("Caption", HEI, SMALL), ("Footer", SONG, SMALL)):
        style = shape(made, style_name, font, size, size * 1.5, WD_ALIGN_PARAGRAPH.CENTER, indent=False)
        # 联系300 is as wide as it was counted: no space between Han and digits.
        properties = style.paragraph_format.element.get_or_add_pPr()
        for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
            properties.find(qn("w:spacing")).addprevious(switched_off(name))


def table_styles(sheet: Sheet) -> Iterator[tuple[str, str, float]]:
    """Name, font and size of what stands in tables, for each number of columns there is a size for."""
    for columns, sort in TABLE_SORTS:
        for name, font in TABLE_STYLES:
            yield (f"{sort}{name}", font, table_size(columns, sheet))


def shape(
    made: Docx, name: str, font: str, size: float, pitch: float, align: WD_ALIGN_PARAGRAPH, *, indent: bool = True
) -> ParagraphStyle:
    """A style with nothing left of the template's looks: black, upright, of fixed line pitch."""
    style = made.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.size, style.font.bold, style.font.italic, style.font.color.rgb = Pt(size), False, False, BLACK
    name_fonts(style, font)
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    layout.alignment = align
    properties = layout.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    if not indent:
        indent_by(style, firstLineChars=0, firstLine=0)
    return style


def name_fonts(style: ParagraphStyle, font: str) -> None:
    """Chinese in `font`, Latin and digits in a Latin face; no reference to the theme is left."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    for spacing in properties.findall(qn("w:spacing")) + properties.findall(qn("w:kern")):
        properties.remove(spacing)
    style.font.name = LATIN
    fonts = properties.find(qn("w:rFonts"))
    for name, value in (("eastAsia", font), ("cs", LATIN), ("hint", "eastAsia")):
        fonts.set(qn(f"w:{name}"), value)


def switched_off(name: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    element.set(qn("w:val"), "0")
    return element


def set_language(made: Docx) -> None:
    """Chinese; of the digits and letters in it LibreOffice would break any, were they said to be Chinese too."""
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
    for language in made.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), "zh-CN")
        language.set(qn("w:eastAsia"), "zh-CN")


def set_properties(made: Docx, document: Document) -> None:
    """Title, language, version of the content; nothing of the person, and no clock."""
    noon = datetime(document.on.year, document.on.month, document.on.day, 4, tzinfo=UTC)
    properties = made.core_properties
    properties.title = wording.visible(document.title)[:255]
    properties.subject = wording.visible(document.subject)[:255]
    properties.comments = properties.keywords = wording.provenance(document)[:255]
    properties.version = wording.visible(document.content_version)[:255]
    properties.language = "zh-CN"
    properties.author = properties.last_modified_by = properties.category = ""
    properties.created = properties.modified = noon
    properties.revision = 1


def strip_template(made: Docx) -> None:
    """Take the preview picture out of the library's template and put our list of fonts in."""
    package = made.part.package
    for name, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[name]
    for part in package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = font_table()


def font_table() -> bytes:
    named = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in REPLACEMENTS.items()
    )
    head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="{WORD}">'
    return f'{head}{named}<w:font w:name="{LATIN}"/></w:fonts>'.encode()


def packed(made: Docx) -> bytes:
    """The ZIP with fixed times and attributes, so that the same document gives the same bytes."""
    raw, fixed = io.BytesIO(), io.BytesIO()
    made.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, EARLIEST_ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
