from __future__ import annotations

import re
from xml.etree import ElementTree

from app.guidance.model import GuideBook, RouteMap
from app.guidance.routemap import BOX_HEIGHT, WIDTH, Box, draw, plan

WANTED = {
    "overdue", "calls", "visit", "agency", "assignment", "negotiation", "mediation", "letter", "payment-order", "lawsuit",
    "preservation", "first-instance", "appeal", "judgment", "arbitration", "notarised", "enforcement", "frozen",
    "restricted", "dishonest", "settlement", "paused", "closed",
}  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"


def the_map(guides: GuideBook) -> RouteMap:
    assert guides.route_map is not None
    return guides.route_map


def breadth(text: str) -> float:
    """Rough width of a text in ems: Chinese 1, Latin letters and digits 0.6."""
    return sum(0.6 if character.isascii() else 1 for character in text)


def test_every_step_can_be_reached_from_being_overdue(guides: GuideBook) -> None:
    steps = the_map(guides).steps
    assert set(steps) == WANTED
    reached, waiting = set(), ["overdue"]
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting += [edge.to for edge in steps[name].leads if edge.to not in reached]
    assert reached == WANTED


def test_boxes_stand_apart_inside_the_picture(guides: GuideBook) -> None:
    found = plan(the_map(guides))
    boxes = list(found.boxes.values())
    for box in boxes:
        assert box.x >= 0 and box.x + box.width <= WIDTH and box.bottom <= found.height
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            assert apart(one, other), (one.step.id, other.step.id)


def apart(one: Box, other: Box) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return beside or one.bottom <= other.y or other.bottom <= one.y


def test_words_fit_their_boxes(guides: GuideBook) -> None:
    for box in plan(the_map(guides)).boxes.values():
        assert breadth(box.step.name) * 16 <= box.width - 8, box.step.name
        assert breadth(box.step.halt) * 14 <= box.width - 24, box.step.halt


def test_no_arrow_leaves_the_picture_or_crosses_a_box(guides: GuideBook) -> None:
    found = plan(the_map(guides))
    for arrow in found.arrows:
        assert all(0 < x < WIDTH and 0 < y < found.height for x, y in arrow.points), arrow
        for (ax, ay), (bx, by) in zip(arrow.points, arrow.points[1:], strict=False):
            for box in found.boxes.values():
                inside = (
                    max(ax, bx) > box.x
                    and min(ax, bx) < box.x + box.width
                    and max(ay, by) > box.y
                    and min(ay, by) < box.bottom
                )
                assert not inside, (arrow, box.step.id)


def test_each_way_down_or_across_is_drawn(guides: GuideBook) -> None:
    route_map = the_map(guides)
    found = plan(route_map)
    drawn = {(arrow.start, arrow.end) for arrow in found.arrows}
    told = {(step.id, edge.to) for step in route_map.steps.values() for edge in step.leads}
    back = {(one, other) for one, other in told if found.boxes[other].row < found.boxes[one].row}
    assert drawn == told - back
    assert back == {("assignment", "calls")}


def test_the_picture_is_well_formed_and_says_what_it_is(guides: GuideBook) -> None:
    root = ElementTree.fromstring(draw(the_map(guides)))
    assert root.get("viewBox", "").startswith(f"0 0 {WIDTH} ")
    assert root.findtext(f"{SVG}title") == the_map(guides).file.title
    assert "法院执行" in (root.findtext(f"{SVG}desc") or "")
    links = root.findall(f"{SVG}a")
    assert {link.get("href", "").removeprefix("#step-") for link in links} == WANTED
    assert all("怎么停" in (link.get("aria-label") or "") for link in links)


def test_the_picture_needs_no_style_sheet_and_no_script(guides: GuideBook) -> None:
    picture = draw(the_map(guides))
    assert not re.search(r"style=|<style|<script|#[0-9a-f]{3,6}\"", picture)
    assert BOX_HEIGHT >= 44


def test_the_map_is_no_taller_than_an_a4_page_can_show(guides: GuideBook) -> None:
    # 267 mm of height at 360 units of width: names of 16 units must stay above 2.5 mm.
    assert 16 * 267 / plan(the_map(guides)).height > 2.5


def test_drawing_is_pure(guides: GuideBook) -> None:
    assert draw(the_map(guides)) == draw(the_map(guides))
