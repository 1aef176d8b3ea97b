"""What every face writes for a block, so that preview, PDF, DOCX and text say the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

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
from app.domain.moment import say_day
from app.domain.text import clean
from app.rendering.picture import picture_words

ADDRESS = "此致"
CHECKLIST_TITLE = "办理清单"
CHECKLIST_NOTE = "给自己留的，不随信寄出"
CHECKLIST_BOX = "□"
DAY_BY_HAND = "　　　　年　　月　　日"

# Characters without a shape of their own (variation selectors, fillers, tags) and code points that are no characters.
SHAPELESS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufdd0-\ufdef\ufffe\uffff]"
)
# Looked for only where there is any character beyond the first plane: for a set of these `re` is slow.
BEYOND = re.compile("[\U00010000-\U0010ffff]")
NO_CHARACTERS = "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
SHAPELESS_BEYOND = re.compile(f"[\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff{NO_CHARACTERS}]")
ODD_SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f]")


def visible(text: str) -> str:
    """The text as it can be seen on paper: cleaned, odd spaces as plain ones, shapeless characters left out."""
    shown = SHAPELESS.sub("", clean(text))
    if BEYOND.search(shown):
        shown = SHAPELESS_BEYOND.sub("", shown)
    return ODD_SPACE.sub(" ", shown)


def lines(text: str) -> tuple[str, ...]:
    """The non-empty lines of a text, each of them a paragraph."""
    return tuple(line.strip() for line in visible(text).split("\n") if line.strip())


def with_colon(text: str) -> str:
    said = visible(text)
    return said if said.endswith(("：", ":")) else f"{said}："


def numbered(items: tuple[str, ...]) -> tuple[str, ...]:
    """1．… 2．…"""
    return tuple(f"{number}．{visible(item)}" for number, item in enumerate(items, start=1))


def signing(role: str) -> str:
    """告知人（签名）： whether or not the role already says that it is signed."""
    said = visible(role).rstrip("：:")
    return f"{said}：" if "签" in said or "盖章" in said else f"{said}（签名）："


def signed_on(day: date | None) -> str:
    return DAY_BY_HAND if day is None else say_day(day)


def provenance(document: Document) -> str:
    """From which content and which state of the law the document was made."""
    return f"内容版本 {visible(document.content_version)} · 法律按 {say_day(document.law_on)}"


def block_strings(block: Block) -> Iterator[str]:
    """Every string a block draws, in reading order."""
    match block:
        case Heading(text=text) | Paragraph(text=text):
            yield visible(text)
        case Salutation(text=text):
            yield with_colon(text)
        case Numbered(items=items):
            yield from numbered(items)
        case Table(header=header, rows=rows, caption=caption):
            yield visible(caption)
            yield from map(visible, header)
            for row in rows:
                yield from map(visible, row)
        case Figure(svg=svg, caption=caption):
            yield from map(visible, (*picture_words(svg), caption))
        case Addressed(name=name):
            yield from (ADDRESS, visible(name))
        case Signature(role=role, on=on):
            yield from (signing(role), signed_on(on))
        case Enclosures(items=items, lead=lead):
            yield with_colon(lead)
            yield from numbered(items)
        case Annex(title=title):
            yield visible(title)


def strings(document: Document, *, with_checklist: bool = False) -> tuple[str, ...]:
    """Every string of the document that is drawn, in reading order, empty ones left out."""
    drawn = [visible(document.title)]
    for block in document.blocks:
        drawn.extend(block_strings(block))
    if with_checklist:
        drawn.extend((CHECKLIST_TITLE, CHECKLIST_NOTE, *map(visible, document.checklist)))
    drawn.append(provenance(document))
    return tuple(text for text in drawn if text)
