"""Rows of the tables of a web page; carriers hand them out as .html, as .xls, or packed as .mht."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from app.domain.text import clean
from app.evidence.spans import Carried, Cell
from app.evidence.tables import MAX_COLUMNS, MAX_LINE, Row

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
SPAN = re.compile(r"\b(row|col)span\s*=\s*[\"']?\s*([0-9]{1,5})", re.IGNORECASE)
ASIDE = re.compile(r"<!--|<(?:script|style)\b", re.IGNORECASE)
ASIDE_ENDS = {
    "<!--": re.compile("-->"),
    "<script": re.compile(r"</script\s*>", re.IGNORECASE),
    "<style": re.compile(r"</style\s*>", re.IGNORECASE),
}
LONGEST_HEADING = 200
HEADING = re.compile(
    r"(?:(?:通话|查询)?(?:日期|月份)|账期)?[:： ]*(?:20[0-9]{2} ?[-年/.] ?[0-9]{1,2}|[0-9]{1,2}月)[^0-9]{0,3}"
    r"(?:[0-9]{1,2}[^0-9]{0,8})?(?:[（(].{0,12})?"
)
LETTER_HEADER = re.compile(rb"\s*[A-Za-z-]{1,40}:[ \t]")


def is_html(text: str) -> bool:
    head = text[:4096].lower()
    return "<table" in head or "<html" in head or "<tr" in head


def html_rows(text: str) -> Iterator[Row]:
    """Every <tr> of the page, in order; tags inside a cell are dropped, entities are read, spans are laid out.

    A heading between two tables (a day, a month) is a row of one cell, with the number of the row before it.
    """
    place = outside = 0
    cells: list[Cell] | None = None
    opened: re.Match[str] | None = None
    carried = Carried()
    for tag in TAG.finditer(text):
        name = tag[2].lower()
        if name not in ("td", "th", "tr", "table"):
            continue
        if cells is not None and opened is not None:
            if len(cells) < MAX_COLUMNS:
                cells.append(cell_between(text, opened, tag))
            opened = None
        if name in ("tr", "table"):
            if cells:
                yield Row(max(place, 1), carried.laid(cells))
            if (
                name == "table"
                and not tag[1]
                and outside < tag.start()
                and (heading := heading_in(text[outside : tag.start()]))
            ):
                yield Row(max(place, 1), [heading])
            outside = tag.end()
            cells = None
            carried = Carried() if name == "table" else carried
        if name == "tr" and not tag[1]:
            place += 1
            cells = []
        if name in ("td", "th") and not tag[1]:
            cells = [] if cells is None else cells
            opened = tag
    if cells:
        yield Row(max(place, 1), carried.laid(cells))


def heading_in(between: str) -> str:
    """The last thing said before a table, if it names a day or a month and nothing else."""
    parts = (clean(html.unescape(part)).strip() for part in TAG.sub("\n", between[-LONGEST_HEADING:]).split("\n"))
    said = [part for part in parts if part]
    return said[-1] if said and HEADING.fullmatch(said[-1]) else ""


def cell_between(text: str, opened: re.Match[str], closed: re.Match[str]) -> Cell:
    said = cell_text(text[opened.end() : min(closed.start(), opened.end() + MAX_LINE)])
    spans = {name.lower(): int(count) for name, count in SPAN.findall(opened[0])}
    return Cell(said, spans.get("col", 1), spans.get("row", 1))


def cell_text(inside: str) -> str:
    if "<" in inside:
        inside = TAG.sub(" ", inside)
    return html.unescape(inside).replace("\xa0", " ").strip() if "&" in inside else inside.replace("\xa0", " ").strip()


def without_asides(text: str) -> str:
    """The page without comments, scripts and styles. One whose end is missing stays: nothing is searched twice."""
    kept: list[str] = []
    start = place = 0
    endless: set[str] = set()
    while found := ASIDE.search(text, place):
        kind = found[0].lower()
        end = None if kind in endless else ASIDE_ENDS[kind].search(text, found.end())
        if end is None:
            endless.add(kind)
            place = found.end()
            continue
        kept.append(text[start : found.start()])
        start = place = end.end()
    return "".join((*kept, text[start:])) if kept else text


def loose_text(text: str) -> list[str]:
    """What a page says outside of its cells (the query month often stands in a paragraph above the table)."""
    head = text[:MAX_LINE]
    return [line for line in (clean(html.unescape(part)) for part in TAG.sub("\n", head).split("\n")) if line]


def is_web_archive(payload: bytes) -> bool:
    """A page saved with everything in it (.mht, often called .xls): headers of a letter, then its parts."""
    head = payload[:8192].lower()
    return b"mime-version:" in head and b"multipart/" in head and LETTER_HEADER.match(head) is not None


def pages_of(payload: bytes) -> Iterator[bytes]:
    """The web pages among the parts, as they were encoded."""
    # Here, because it takes a megabyte, and such pages are rare.
    import email
    import email.policy

    for part in email.message_from_bytes(payload, policy=email.policy.default).walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                yield body
