"""The timeline of collection as SVG, drawn from content/tables/collection-timeline.yaml on 360 units of width.

A line runs down the left side with a numbered circle for each step; beside it a card: when, what, and three short
answers, each with a shape of its own (✓ lawful, ✗ not allowed, → what you can do). Colours are the reader's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from app.guidance.model import TimelineFile, TimelineStep

WIDTH = 360
LINE = 18
CARD = 42
CARD_HEIGHT = 104
GAP = 10
STAGE_TITLE = 34
# A circle of radius 8 with a check, a cross, an arrow; each around 0 0.
MARKS = (
    ("合法", "M-4 0.5L-1 3.5L4.5 -3.5"),
    ("不允许", "M-3.5 -3.5L3.5 3.5M3.5 -3.5L-3.5 3.5"),
    ("你能做", "M-4.5 0H4M0.5 -3.5L4 0L0.5 3.5"),
)


@dataclass(frozen=True, slots=True)
class Card:
    """A step with its place; `number` counts from 1 over all stages."""

    step: TimelineStep
    number: int
    y: float

    @property
    def bottom(self) -> float:
        return self.y + CARD_HEIGHT


@dataclass(frozen=True, slots=True)
class Title:
    name: str
    y: float


@dataclass(frozen=True)
class Plan:
    titles: tuple[Title, ...]
    cards: tuple[Card, ...]
    height: float


def plan(file: TimelineFile) -> Plan:
    """Where everything stands. Pure in the file."""
    titles: list[Title] = []
    cards: list[Card] = []
    y = 0.0
    for stage in file.stages:
        titles.append(Title(stage.name, y))
        y += STAGE_TITLE
        for step in stage.steps:
            cards.append(Card(step, len(cards) + 1, y))
            y += CARD_HEIGHT + GAP
    return Plan(tuple(titles), tuple(cards), y)


def draw(file: TimelineFile) -> str:
    """The timeline as an SVG element; each card leads to the step's row in the table on the same page."""
    found = plan(file)
    parts = [draw_line(found), *map(draw_title, found.titles), *map(draw_card, found.cards)]
    return (
        f'<svg class="timeline" viewBox="0 0 {WIDTH} {found.height:g}" width="{WIDTH}" height="{found.height:g}" role="group"'
        ' aria-labelledby="timeline-title timeline-about" xmlns="http://www.w3.org/2000/svg" font-size="14">'
        f'<title id="timeline-title">{escape(file.title)}</title>'
        f'<desc id="timeline-about">{escape(describe(file))}</desc>{"".join(parts)}</svg>'
    )


def describe(file: TimelineFile) -> str:
    names = "、".join(step.name for step in file.steps)
    return f"从上到下共{len(file.steps)}步：{names}。同样的内容在图下面的表里。"


def draw_line(found: Plan) -> str:
    top, end = found.cards[0].y + CARD_HEIGHT / 2, found.cards[-1].y + CARD_HEIGHT / 2
    return (
        f'<path d="M{LINE} {top:g}V{end:g}" fill="none" stroke="currentColor" stroke-width="2" stroke-opacity="0.6"/>'
    )


def draw_title(title: Title) -> str:
    return f'<text x="{CARD}" y="{title.y + 23:g}" font-size="15" font-weight="700" fill="currentColor">{escape(title.name)}</text>'


def draw_card(card: Card) -> str:
    step = card.step
    middle = card.y + CARD_HEIGHT / 2
    return (
        f'<a href="#step-{step.id}" aria-label="{escape(spoken(step))}">'
        f'<circle cx="{LINE}" cy="{middle:g}" r="15" fill="Canvas" stroke="currentColor" stroke-width="2"/>'
        f'<text x="{LINE}" y="{middle + 5:g}" text-anchor="middle" font-weight="700" fill="currentColor">{card.number}</text>'
        f'<rect class="timeline-box" x="{CARD}" y="{card.y:g}" width="{WIDTH - CARD - 1}" height="{CARD_HEIGHT}" rx="8"'
        ' fill="Canvas" stroke="currentColor" stroke-width="1.5"/>'
        f'<text x="{CARD + 12}" y="{card.y + 24:g}" font-size="16" font-weight="700" fill="currentColor">{escape(step.name)}</text>'
        f'<text x="{WIDTH - 12}" y="{card.y + 24:g}" text-anchor="end" fill="currentColor">{escape(step.when)}</text>'
        f"{''.join(draw_answers(card))}</a>"
    )


def draw_answers(card: Card) -> Iterator[str]:
    for place, (answer, (_, shape)) in enumerate(zip(card.step.answers, MARKS, strict=True)):
        y = card.y + 45 + 22 * place
        yield (
            f'<g transform="translate({CARD + 20} {y:g})" fill="none" stroke="currentColor" stroke-width="1.6">'
            f'<circle r="8" stroke-width="1"/><path d="{shape}"/></g>'
            f'<text x="{CARD + 36}" y="{y + 5:g}" fill="currentColor">{escape(answer.short)}</text>'
        )


def spoken(step: TimelineStep) -> str:
    """What a screen reader says of a card."""
    told = "。".join(f"{name}：{answer.short}" for (name, _), answer in zip(MARKS, step.answers, strict=True))
    return f"{step.when}，{step.name}。{told}"
