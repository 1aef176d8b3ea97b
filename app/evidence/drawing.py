"""Small parts of the drawings: text and boxes as SVG, 360 units wide, in the reader's own colour but for the scale of heat."""

from __future__ import annotations

from html import escape

WIDTH = 360
INK = "currentColor"
SMALL, BODY = 10, 12


def text(
    x: float, y: float, words: str, size: float = BODY, anchor: str = "start", fill: str = INK, bold: bool = False
) -> str:
    placed = f' text-anchor="{anchor}"' if anchor != "start" else ""
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{placed} fill="{fill}"{weight}>{escape(words)}</text>'


def box(x: float, y: float, width: float, height: float, fill: str = INK, opacity: float = 1.0) -> str:
    faint = f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}"{faint}/>'


def line(x: float, y: float, to_x: float, to_y: float, opacity: float = 1.0, dashed: bool = False) -> str:
    dashes = ' stroke-dasharray="5 3"' if dashed else ""
    stroke = f'stroke="{INK}" stroke-opacity="{opacity:g}" stroke-width="1.2"'
    return f'<path d="M{x:g} {y:g}L{to_x:g} {to_y:g}" {stroke} fill="none"{dashes}/>'


def drawn(parts: list[str], height: float) -> str:
    """The parts as one SVG element. What it shows is said by the figure's own words."""
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}" xmlns="http://www.w3.org/2000/svg">'
        f"{''.join(parts)}</svg>"
    )
