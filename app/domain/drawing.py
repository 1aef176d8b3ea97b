"""What a drawing of ours may consist of. It goes into pages as it is, so nothing in it may act, load or point anywhere."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError, fromstring

SVG = "http://www.w3.org/2000/svg"
SHAPES = ("rect", "line", "path", "circle", "ellipse", "polyline", "polygon", "text", "tspan")
ELEMENTS = frozenset({"svg", "g", "title", "desc", "defs", "pattern", *SHAPES})
# Attributes that act or load: on…, style, href in any namespace, and values with an address.
FORBIDDEN = re.compile(r"on.*|style|.*href|.*\}.*|src", re.IGNORECASE)
LOADED = re.compile(r"url\(\s*[^#\s]|:", re.IGNORECASE)


class DrawingRefused(ValueError):
    """A drawing that is no plain SVG of shapes and words: a mistake in our code, never a visitor's."""


def check_drawing(svg: str) -> None:
    """Raises DrawingRefused unless the text is one SVG of shapes and words, with a viewBox."""
    if "<!" in svg or "<?" in svg:
        raise DrawingRefused("a drawing has no declarations and no comments")
    try:
        root = fromstring(svg)
    except ParseError as failure:
        raise DrawingRefused(f"a drawing must be well-formed: {failure}") from None
    if root.tag not in ("svg", f"{{{SVG}}}svg"):
        raise DrawingRefused("a drawing begins with svg")
    for element in root.iter():
        check_element(element)
    size_of(root)


def check_element(element: Element) -> None:
    name = element.tag.removeprefix(f"{{{SVG}}}")
    if name not in ELEMENTS:
        raise DrawingRefused(f"a drawing has no '{name}'")
    for attribute, value in element.attrib.items():
        if FORBIDDEN.fullmatch(attribute) or (LOADED.search(value) and not attribute.startswith("aria-")):
            raise DrawingRefused(f"a drawing has no attribute '{attribute}' like this")


def size_of(root: Element) -> tuple[float, float]:
    """Width and height, from the viewBox. Raises DrawingRefused where there is none."""
    numbers = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    try:
        _, _, width, height = map(float, numbers)
    except ValueError:
        raise DrawingRefused("a drawing has a viewBox of four numbers") from None
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise DrawingRefused("a drawing has a size")
    return width, height
