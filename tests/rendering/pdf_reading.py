"""Reads back what a PDF prints: the text as a screen reader or the clipboard gets it (ActualText wins over the glyphs'
own mapping), and where on the page it stands."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

HEX = re.compile(r"<([0-9A-Fa-f]+)>")


@dataclass(frozen=True)
class Font:
    """Two-byte codes to text and to widths in thousandths of an em."""

    texts: dict[int, str]
    widths: dict[int, float]

    def read(self, raw: bytes) -> Iterator[tuple[str, float]]:
        for place in range(0, len(raw), 2):
            code = int.from_bytes(raw[place : place + 2], "big")
            yield self.texts.get(code, "\ufffd"), self.widths.get(code, 1000.0)


@dataclass(frozen=True)
class Printed:
    """A run of text: its baseline and its left and right end, in points from the bottom left of the page."""

    page: int
    text: str
    left: float
    right: float
    baseline: float


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf), strict=True)


FOOTER = 50.0


def printed_text(pdf: bytes) -> str:
    """All text of all pages without white space, in the order of the content."""
    return squeezed("".join(run.text for run in printed(pdf)))


def body_text(pdf: bytes) -> str:
    """The same without the footers, so that a sentence may run over a page."""
    return squeezed("".join(run.text for run in printed(pdf) if run.baseline > FOOTER))


def root(pdf: bytes) -> Any:
    """The document catalogue."""
    return reader(pdf).trailer["/Root"]


def fonts_of(page: PageObject) -> dict[str, Any]:
    """The fonts a page uses, by resource name."""
    resources: Any = page["/Resources"]
    return {name: font.get_object() for name, font in resources.get("/Font", {}).items()}


def squeezed(text: str) -> str:
    return "".join(text.split())


def printed(pdf: bytes) -> Iterator[Printed]:
    source = reader(pdf)
    for number, page in enumerate(source.pages, start=1):
        yield from page_runs(source, page, number)


def page_runs(source: PdfReader, page: PageObject, number: int) -> Iterator[Printed]:
    """The content streams here only ever move and mirror, so positions add up."""
    fonts = {name: read_font(font) for name, font in fonts_of(page).items()}
    saved: list[tuple[float, float]] = []
    origin = text_at = (0.0, 0.0)
    font, size = Font({}, {}), 0.0
    spans: list[str | None] = []
    for operands, operator in ContentStream(page.get_contents(), source).operations:
        match operator:
            case b"q":
                saved.append(origin)
            case b"Q":
                origin = saved.pop()
            case b"cm":
                origin = (origin[0] + float(operands[4]), origin[1] + float(operands[5]))
            case b"Tf":
                font, size = fonts[operands[0]], float(operands[1])
            case b"Tm":
                text_at = (float(operands[4]), float(operands[5]))
            case b"BMC":
                spans.append(None)
            case b"BDC":
                properties = operands[1] if isinstance(operands[1], dict) else {}
                actual = properties.get("/ActualText")
                spans.append(actual)
                if actual is not None:
                    left = origin[0] + text_at[0]
                    yield Printed(number, str(actual), left, left, origin[1] + text_at[1])
            case b"EMC":
                spans.pop()
            case b"Tj" | b"TJ":
                shown, width = show(operands, font)
                if any(actual is not None for actual in spans):
                    shown = ""
                left = origin[0] + text_at[0]
                yield Printed(number, shown, left, left + width * size / 1000, origin[1] + text_at[1])
            case _:
                pass


def show(operands: list[Any], font: Font) -> tuple[str, float]:
    text, width = "", 0.0
    for item in operands[0] if isinstance(operands[0], list) else [operands[0]]:
        if isinstance(item, int | float):
            width -= float(item)
            continue
        for character, advance in font.read(item.original_bytes):
            text += character
            width += advance
    return text, width


def read_font(font: Any) -> Font:
    stream = font["/ToUnicode"].get_data().decode("latin-1")
    descendant = font["/DescendantFonts"][0].get_object()
    return Font(dict(read_mapping(stream)), dict(read_widths(descendant.get("/W", []))))


def read_mapping(stream: str) -> Iterator[tuple[int, str]]:
    for block in re.findall(r"beginbfchar(.*?)endbfchar", stream, re.S):
        codes = HEX.findall(block)
        for code, text in zip(codes[::2], codes[1::2], strict=True):
            yield int(code, 16), bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", stream, re.S):
        codes = HEX.findall(block)
        for first, last, text in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
            for step in range(int(last, 16) - int(first, 16) + 1):
                start = bytes.fromhex(text).decode("utf-16-be")
                yield int(first, 16) + step, start[:-1] + chr(ord(start[-1]) + step)


def read_widths(entries: Any) -> Iterator[tuple[int, float]]:
    rest = [entry.get_object() for entry in entries]
    while rest:
        if isinstance(rest[1], list):
            first, widths, *rest = rest
            yield from ((int(first) + step, float(width)) for step, width in enumerate(widths))
        else:
            first, last, width, *rest = rest
            yield from ((code, float(width)) for code in range(int(first), int(last) + 1))


def structure(pdf: bytes) -> list[str]:
    """The types of all structure elements, in reading order."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(root(pdf)["/StructTreeRoot"])
    return found
