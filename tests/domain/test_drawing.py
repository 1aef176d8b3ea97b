"""A drawing goes into pages as it is, so only shapes and words are let through."""

from __future__ import annotations

import pytest

from app.domain.document import Figure
from app.domain.drawing import DrawingRefused

SHAPES = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><title>图</title><defs>'
    '<pattern id="lines" width="4" height="4" patternUnits="userSpaceOnUse"><path d="M0 4L4 0"/></pattern></defs>'
    '<rect class="night" x="1" y="2" width="30" height="40" fill="url(#lines)"/><text x="1" y="2">夜里&lt;3次</text></svg>'
)


def with_inside(inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 4">{inside}</svg>'


def test_shapes_and_words_are_let_through() -> None:
    assert Figure(SHAPES, "夜里的来电").svg == SHAPES


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "words",
        "<p>words</p>",
        '<svg xmlns="http://www.w3.org/2000/svg"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 4"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 nan inf"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 4" onload="x()"/>',
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 3 4">&a;</svg>',
        '<?xml version="1.0"?><svg viewBox="0 0 3 4"/>',
        with_inside("<script>x()</script>"),
        with_inside("<style>*{}</style>"),
        with_inside('<rect style="fill:red"/>'),
        with_inside('<rect ONCLICK="x()"/>'),
        with_inside('<rect fill="url(http://there/)"/>'),
        with_inside("<rect fill=\"url( '//there')\"/>"),
        with_inside('<image href="a.png"/>'),
        with_inside('<use href="#a"/>'),
        with_inside('<text xmlns:x="http://www.w3.org/1999/xlink" x:href="#a">a</text>'),
        with_inside("<a><text>a</text></a>"),
        with_inside("<foreignObject><p>a</p></foreignObject>"),
        with_inside('<h:p xmlns:h="http://www.w3.org/1999/xhtml">a</h:p>'),
        with_inside("<text>a<text>"),
        with_inside("<!-- a -->"),
        with_inside("<animate/>"),
    ],
)
def test_everything_else_is_refused(svg: str) -> None:
    with pytest.raises(DrawingRefused):
        Figure(svg, "")
