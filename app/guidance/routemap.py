"""The map of all routes as SVG, drawn from content/tables/route-map.yaml, top to bottom on 360 units of width.

An arrow to the row below runs in the gap between the rows; one that jumps rows runs down a side track, shared by all
that lead to the same step; one that leads back up is only told in the list. Colours are the reader's (currentColor).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from app.guidance.model import RouteMap, RouteNode

WIDTH = 360
MARGIN = 36
GUTTER = 12
BOX_HEIGHT = 56
GAP = 30
BAND_TITLE = 44
TRACK = 9
FIRST_TRACK = 13
COLUMN = (WIDTH - 2 * MARGIN - GUTTER) / 2


@dataclass(frozen=True, slots=True)
class Box:
    """A step with its place: `row` counts from the top, `column` 0 left, 1 right, None over both."""

    step: RouteNode
    row: int
    column: int | None
    x: float
    y: float
    width: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        return self.y + BOX_HEIGHT


@dataclass(frozen=True, slots=True)
class Band:
    name: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """A path of corners, the last one its tip."""

    points: tuple[tuple[float, float], ...]
    start: str
    end: str

    @property
    def path(self) -> str:
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in self.points)


@dataclass(frozen=True)
class Plan:
    bands: tuple[Band, ...]
    boxes: dict[str, Box]
    arrows: tuple[Arrow, ...]
    height: float


def plan(route_map: RouteMap) -> Plan:
    """Where everything stands. Pure in the map."""
    bands: list[Band] = []
    boxes: dict[str, Box] = {}
    y, number = 0.0, 0
    for stage in route_map.file.stages:
        top = y
        y += BAND_TITLE
        for row in stage.rows:
            boxes |= {box.step.id: box for box in place(row, number, y)}
            y, number = y + BOX_HEIGHT + GAP, number + 1
        bands.append(Band(stage.name, top, y - top - GAP / 2 + 4))
        y += 6
    return Plan(tuple(bands), boxes, tuple(arrows(boxes)), y)


def place(row: tuple[RouteNode, ...], number: int, y: float) -> Iterator[Box]:
    if len(row) == 1:
        yield Box(row[0], number, None, MARGIN, y, WIDTH - 2 * MARGIN)
        return
    for column, step in enumerate(row):
        yield Box(step, number, column, MARGIN + column * (COLUMN + GUTTER), y, COLUMN)


def arrows(boxes: dict[str, Box]) -> Iterator[Arrow]:
    tracks = side_tracks(boxes)
    for box in boxes.values():
        for edge in box.step.leads:
            target = boxes[edge.to]
            if target.row == box.row and target is not box:
                yield sideways(box, target)
            elif target.row == box.row + 1:
                yield downwards(box, target)
            elif target.row > box.row:
                yield along(box, target, tracks[target.step.id])


def leads(box: Box, target: Box) -> bool:
    return any(edge.to == target.step.id for edge in box.step.leads)


def is_long(box: Box, target: Box) -> bool:
    return target.row > box.row + 1


@dataclass(frozen=True, slots=True)
class Track:
    """A side track: the targets it serves, the side it runs on, the rows it runs past."""

    targets: tuple[str, ...]
    right: bool
    rows: range


def side_tracks(boxes: dict[str, Box]) -> dict[str, float]:
    """The x of the side track to each far target: nearest to the boxes that is free over its rows."""
    taken: list[tuple[Track, int]] = []
    for track in sorted(wanted_tracks(boxes), key=lambda one: len(one.rows)):
        near = {place for other, place in taken if other.right is track.right and meet(other.rows, track.rows)}
        taken.append((track, next(place for place in range(len(taken) + 1) if place not in near)))
    return {
        name: WIDTH - MARGIN + aside if track.right else MARGIN - aside
        for track, place in taken
        for aside in (FIRST_TRACK + TRACK * place,)
        for name in track.targets
    }


def wanted_tracks(boxes: dict[str, Box]) -> list[Track]:
    """One track for all far targets that are reached from the same steps, on the side most of these stand."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for target in boxes.values():
        far = tuple(box.step.id for box in boxes.values() if leads(box, target) and is_long(box, target))
        if far:
            groups.setdefault(far, []).append(target.step.id)
    return [track_of(sources, targets, boxes) for sources, targets in groups.items()]


def track_of(sources: tuple[str, ...], targets: list[str], boxes: dict[str, Box]) -> Track:
    lean = sum({None: 0, 0: -1, 1: 1}[boxes[name].column] for name in sources)
    rows = [boxes[name].row for name in (*sources, *targets)]
    return Track(tuple(targets), lean > 0, range(min(rows), max(rows) + 1))


def meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def sideways(box: Box, target: Box) -> Arrow:
    y = box.y + BOX_HEIGHT / 2
    start, end = (box.x + box.width, target.x) if target.x > box.x else (box.x, target.x + target.width)
    return Arrow(((start, y), (end, y)), box.step.id, target.step.id)


def downwards(box: Box, target: Box) -> Arrow:
    """Straight down where the boxes stand over each other, else with one step to the side in the gap."""
    start, end = box.middle, target.middle
    if box.column is None and target.column is not None:
        start = end
    elif target.column is None and box.column is not None:
        end = start
    elif box.column != target.column:
        aside = 14 if target.x > box.x else -14
        start, end = start + aside, end - aside
    if start == end:
        return Arrow(((start, box.bottom), (end, target.y)), box.step.id, target.step.id)
    turn = target.y - GAP / 2
    return Arrow(((start, box.bottom), (start, turn), (end, turn), (end, target.y)), box.step.id, target.step.id)


def along(box: Box, target: Box, track: float) -> Arrow:
    """Out to the side track, down, and into the target: at its side where it stands there, else from above."""
    right = track > WIDTH / 2
    inner = 0 if right else 1
    out, out_y = (box.x + box.width if right else box.x), box.y + BOX_HEIGHT / 2
    head: tuple[tuple[float, float], ...] = ((out, out_y), (track, out_y))
    if box.column == inner:
        exit_y = box.bottom + GAP / 2 - 8
        head = ((box.middle, box.bottom), (box.middle, exit_y), (track, exit_y))
    into, into_y = (target.x + target.width if right else target.x), target.y + BOX_HEIGHT / 2
    tail: tuple[tuple[float, float], ...] = ((track, into_y), (into, into_y))
    if target.column == inner:
        enter_y = target.y - 12
        tail = ((track, enter_y), (target.middle, enter_y), (target.middle, target.y))
    return Arrow((*head, *tail), box.step.id, target.step.id)


def draw(route_map: RouteMap) -> str:
    """The map as an SVG element; each box leads to the step's entry in the list on the same page."""
    found = plan(route_map)
    parts = [*map(draw_band, found.bands), *map(draw_arrow, found.arrows), *map(draw_box, found.boxes.values())]
    title = escape(route_map.file.title)
    return (
        f'<svg class="route-map" viewBox="0 0 {WIDTH} {found.height:g}" width="{WIDTH}" height="{found.height:g}" role="group"'
        ' aria-labelledby="route-map-title route-map-about" xmlns="http://www.w3.org/2000/svg" font-size="16">'
        f'<title id="route-map-title">{title}</title>'
        f'<desc id="route-map-about">{escape(describe(route_map))}</desc>'
        '<defs><marker id="route-map-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0L8 4L0 8Z" fill="currentColor"/></marker></defs>{"".join(parts)}</svg>'
    )


def describe(route_map: RouteMap) -> str:
    names = "、".join(stage.name for stage in route_map.file.stages)
    return (
        f"从上到下分{len(route_map.file.stages)}段：{names}。共{len(route_map.steps)}步，同样的内容在图下面的列表里。"
    )


def draw_band(band: Band) -> str:
    return (
        f'<rect x="0" y="{band.y:g}" width="{WIDTH}" height="{band.height:g}" rx="10" fill="currentColor" fill-opacity="0.05"/>'
        f'<text x="{MARGIN}" y="{band.y + 22:g}" font-size="15" font-weight="700" fill="currentColor">{escape(band.name)}</text>'
    )


def draw_arrow(arrow: Arrow) -> str:
    return (
        f'<path d="{arrow.path}" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"'
        f' stroke-opacity="0.75" marker-end="url(#route-map-tip)"/>'
    )


def draw_box(box: Box) -> str:
    step = box.step
    return (
        f'<a href="#step-{step.id}" aria-label="{escape(step.name)}。怎么停：{escape(step.halt)}">'
        f'<rect class="route-map-box" x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{BOX_HEIGHT}" rx="8"'
        ' fill="Canvas" stroke="currentColor" stroke-width="1.5"/>'
        f'<text x="{box.middle:g}" y="{box.y + 23:g}" text-anchor="middle" font-weight="700"'
        f' fill="currentColor">{escape(step.name)}</text>'
        f'<rect x="{box.x + 9:g}" y="{box.y + 35:g}" width="9" height="9" rx="1.5" fill="currentColor"/>'
        f'<text x="{box.x + 22:g}" y="{box.y + 45:g}" font-size="14" fill="currentColor">{escape(step.halt)}</text></a>'
    )
