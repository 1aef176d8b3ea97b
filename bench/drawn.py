"""A letter as HTML for WeasyPrint: the same text, type sizes and page as the Typst template gives."""

from __future__ import annotations

from html import escape

from app.domain.document import (
    Addressed,
    Annex,
    Block,
    Document,
    Enclosures,
    Figure,
    Heading,
    Numbered,
    Paragraph,
    Salutation,
    Signature,
    Table,
)
from app.rendering import wording
from app.rendering.columns import fractions
from app.rendering.fonts import SANS, SERIF
from app.rendering.sheet import SHEETS, Sheet


def html(document: Document) -> str:
    sheet = SHEETS[document.form]
    blocks = "\n".join(drawn(block, sheet) for block in document.blocks)
    title = escape(document.title)
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{style(sheet)}</style></head><body><h1>{title}</h1>\n{blocks}\n"
        f"<footer>{escape(wording.provenance(document))}</footer></body></html>"
    )


def style(sheet: Sheet) -> str:
    return f"""
        @page {{ size: A4; margin: {sheet.top}cm {sheet.right}cm {sheet.bottom}cm {sheet.left}cm;
            @bottom-center {{ content: "第" counter(page) "页 共" counter(pages) "页"; font-size: {sheet.page_number}pt }} }}
        body {{ font: {sheet.body}pt/{sheet.pitch}pt "{SERIF}"; text-align: justify; margin: 0 }}
        h1 {{ font-size: {sheet.title}pt; font-weight: 400; text-align: center }}
        h2, h3, th {{ font: {sheet.body}pt "{SANS}" }}
        p {{ margin: 0; text-indent: 2em }} .flush, td p {{ text-indent: 0 }} .right {{ text-align: right }}
        table {{ border-collapse: collapse; width: 100%; font-size: 10.5pt; line-height: 1.4 }}
        td, th {{ border: 0.5pt solid; padding: 5pt }} .annex {{ break-before: page }} footer {{ font-size: 7pt }}
    """


def drawn(block: Block, sheet: Sheet) -> str:
    match block:
        case Heading(text=text, level=level):
            return f"<h{level + 1}>{escape(text)}</h{level + 1}>"
        case Salutation(text=text):
            return paragraph(wording.with_colon(text), "flush")
        case Paragraph(text=text):
            return "".join(paragraph(line) for line in wording.lines(text))
        case Numbered(items=items):
            return "".join(paragraph(item) for item in wording.numbered(items))
        case Table():
            return table(block, sheet)
        case Figure(svg=svg, caption=caption):
            return f"<figure>{svg}<figcaption>{escape(caption)}</figcaption></figure>"
        case Addressed(name=name):
            return paragraph(wording.ADDRESS) + paragraph(name, "flush")
        case Signature(role=role, on=on):
            return paragraph(wording.signing(role), "right") + paragraph(wording.signed_on(on), "right")
        case Enclosures(items=items, lead=lead):
            return paragraph(wording.with_colon(lead), "flush") + "".join(map(paragraph, wording.numbered(items)))
        case Annex(title=title):
            return f'<h1 class="annex">{escape(title)}</h1>'


def paragraph(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(text)}</p>'


def table(block: Table, sheet: Sheet) -> str:
    columns = "".join(f'<col style="width: {share:.1%}">' for share in fractions(block, sheet))
    header = "".join(f"<th>{escape(cell)}</th>" for cell in block.header)
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in block.rows)
    return f"<table>{columns}<thead><tr>{header}</tr></thead><tbody>{rows}</tbody></table>"
