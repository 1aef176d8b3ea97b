"""A drawing made ready for paper: its words checked like all others, set in our fonts, its size on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring, register_namespace, tostring

from app.domain.document import Figure
from app.domain.drawing import SVG, size_of
from app.rendering.sheet import Sheet

# What only a screen reader says; `title` and `desc` are not drawn.
UNDRAWN = ("title", "desc")
# A figure leaves this much of a page to its caption.
TALLEST = 0.88
# Drawn for a phone; much larger than there it would shout.
LARGEST = 1.15

register_namespace("", SVG)


@dataclass(frozen=True, slots=True)
class Picture:
    """`svg` with every word printable; width and height on the page in points."""

    svg: str
    width: float
    height: float


def is_drawn(element: Element) -> bool:
    return element.tag.removeprefix(f"{{{SVG}}}") not in UNDRAWN


def picture_words(svg: str) -> tuple[str, ...]:
    """The words that are drawn, in reading order."""
    found = []
    for element in fromstring(svg).iter():
        found += [element.text if is_drawn(element) else None, element.tail]
    return tuple(text for text in found if text and text.strip())


def figure_size(figure: Figure, sheet: Sheet) -> tuple[float, float]:
    """In points: a little larger than on a screen, but within a line and a page."""
    width, height = size_of(fromstring(figure.svg))
    scale = min(sheet.text_width / width, TALLEST * sheet.text_height / height, LARGEST)
    return (width * scale, height * scale)


def prepared(figure: Figure, sheet: Sheet, say: Callable[[str], str], families: Sequence[str]) -> Picture:
    """The figure at its size, its words put through `say`."""
    root = fromstring(figure.svg)
    for element in root.iter():
        element.text = say(element.text) if element.text and element.text.strip() else element.text
        element.tail = say(element.tail) if element.tail and element.tail.strip() else element.tail
    root.set("font-family", ", ".join(families))
    return Picture(tostring(root, encoding="unicode"), *figure_size(figure, sheet))
