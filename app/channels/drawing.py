"""Who can be complained to, as SVG: the channels down the side in their order, the kinds of lender across the top.

A full circle is “competent”, a short line “not”. 360 units of width; colours are the reader's (currentColor).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from app.channels.channel_map import ChannelMap, ComplaintStep, PlacedChannel
from app.domain.case import CreditorKind

WIDTH = 360
LABELS = 152
COLUMN = 26
ROW_HEIGHT = 26
HEAD_HEIGHT = 76
PLAIN_HEAD = 56
GAP = 8
LINE_OF_SAY = 9


@dataclass(frozen=True, slots=True)
class Band:
    """A step with its rows; `beside`: it has no columns, because none of it is about a lender."""

    step: ComplaintStep
    beside: bool
    y: float

    @property
    def head(self) -> float:
        return PLAIN_HEAD if self.beside else HEAD_HEIGHT

    @property
    def height(self) -> float:
        return self.head + ROW_HEIGHT * len(self.step.channels)

    def row(self, place: int) -> float:
        """The middle of a row."""
        return self.y + self.head + ROW_HEIGHT * (place + 0.5)


def plan(table: ChannelMap) -> tuple[Band, ...]:
    """Where everything stands. Pure in the map."""
    bands: list[Band] = []
    y = 0.0
    for step in table.file.steps:
        bands.append(Band(step, table.is_beside(step), y))
        y += bands[-1].height + GAP
    return tuple(bands)


def draw(table: ChannelMap) -> str:
    """The map as an SVG element. It is one picture; what it says stands in words and tables beside it."""
    bands = plan(table)
    height = bands[-1].y + bands[-1].height
    parts = [part for band in bands for part in draw_band(table, band)]
    return (
        f'<svg class="timeline" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}" role="img"'
        ' aria-labelledby="channel-map-title channel-map-about" xmlns="http://www.w3.org/2000/svg" font-size="14">'
        f'<title id="channel-map-title">{escape(table.file.title)}</title>'
        f'<desc id="channel-map-about">{escape(describe(table))}</desc>{"".join(parts)}</svg>'
    )


def describe(table: ChannelMap) -> str:
    names = "、".join(f"{step.name}，{step.say}" for step in table.file.steps)
    return f"从上到下：{names}。从左到右是8种出借方，圆点表示管得到。同样的内容在图下面的表里。"


def draw_band(table: ChannelMap, band: Band) -> Iterator[str]:
    yield (
        f'<rect x="0" y="{band.y:g}" width="{WIDTH}" height="{band.height:g}" rx="10" fill="currentColor" fill-opacity="0.05"/>'
        f'<text x="10" y="{band.y + 22:g}" font-size="16" font-weight="700" fill="currentColor">{escape(band.step.name)}</text>'
    )
    for line, words in enumerate(lines(band.step.say, 20 if band.beside else LINE_OF_SAY)):
        yield f'<text x="10" y="{band.y + 42 + 18 * line:g}" fill="currentColor">{escape(words)}</text>'
    if not band.beside:
        yield from draw_columns(table, band)
    for place, placed in enumerate(band.step.channels):
        yield from draw_row(table, placed, band.row(place), band.beside)


def lines(text: str, length: int) -> list[str]:
    return [text[start : start + length] for start in range(0, len(text), length)]


def middle(place: int) -> float:
    return LABELS + COLUMN * (place + 0.5)


def draw_columns(table: ChannelMap, band: Band) -> Iterator[str]:
    """The names of the lenders, written downwards, each over its column."""
    for place, kind in enumerate(CreditorKind):
        name = table.file.creditors[kind]
        spans = "".join(
            f'<tspan x="{middle(place):g}" y="{band.y + 22 + 15 * letter:g}">{escape(character)}</tspan>'
            for letter, character in enumerate(name)
        )
        yield f'<text text-anchor="middle" fill="currentColor">{spans}</text>'


def draw_row(table: ChannelMap, placed: PlacedChannel, y: float, beside: bool) -> Iterator[str]:
    yield (
        f'<path d="M8 {y - ROW_HEIGHT / 2:g}H{WIDTH - 8}" stroke="currentColor" stroke-opacity="0.25"/>'
        f'<text x="10" y="{y + 5:g}" fill="currentColor">{escape(placed.short)}</text>'
    )
    if beside:
        yield f'<text x="{LABELS + 12}" y="{y + 5:g}" fill="currentColor">{escape(placed.note)}</text>'
        return
    for place, kind in enumerate(CreditorKind):
        x = middle(place)
        if table.reaches(placed, kind):
            yield f'<circle cx="{x:g}" cy="{y:g}" r="6.5" fill="currentColor"/>'
        else:
            yield f'<path d="M{x - 4:g} {y:g}h8" stroke="currentColor" stroke-opacity="0.5"/>'
