from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from app.guidance.model import GuideBook, TimelineFile
from app.guidance.timeline import CARD, CARD_HEIGHT, WIDTH, draw, plan
from tests.guidance.conftest import BODY, FRONT
from tests.guidance.test_route_map import SVG, breadth
from tests.shared import CONTENT

Load = Callable[..., tuple[GuideBook, list[str]]]
TABLE = CONTENT / "tables" / "collection-timeline.yaml"


@pytest.fixture
def timeline(guides: GuideBook) -> TimelineFile:
    assert guides.timeline is not None
    return guides.timeline


def test_it_covers_every_step_the_documents_describe(timeline: TimelineFile) -> None:
    assert set(timeline.covers) == {f"L{number}" for number in range(1, 10)}
    assert len(timeline.steps) == 9


def test_every_step_rests_on_law(timeline: TimelineFile) -> None:
    for step in timeline.steps:
        assert any("{law:" in text for answer in step.answers for text in answer.texts), step.id


def test_words_fit_their_cards(timeline: TimelineFile) -> None:
    for step in timeline.steps:
        assert breadth(step.name) * 16 + breadth(step.when) * 14 <= WIDTH - CARD - 30, step.name
        assert all(breadth(answer.short) * 14 <= WIDTH - CARD - 44 for answer in step.answers), step.name


def test_cards_stand_apart_inside_the_picture(timeline: TimelineFile) -> None:
    found = plan(timeline)
    assert all(one.bottom < other.y for one, other in pairwise(found.cards))
    assert found.cards[-1].bottom <= found.height and CARD_HEIGHT >= 44
    # 212 mm on paper: words of 14 units must stay above 2.5 mm.
    assert 14 * 212 / found.height > 2.5


def test_the_picture_says_what_it_is_and_leads_to_the_table(timeline: TimelineFile) -> None:
    root = ElementTree.fromstring(draw(timeline))
    assert root.findtext(f"{SVG}title") == timeline.title
    links = {link.get("href", ""): link.get("aria-label", "") for link in root.findall(f"{SVG}a")}
    assert set(links) == {f"#step-{step.id}" for step in timeline.steps}
    assert all(f"{word}：" in label for label in links.values() for word in ("合法", "不允许", "你能做"))
    assert not re.search(r"style=|<style|<script|#[0-9a-f]{3,6}\"", draw(timeline))


def test_the_table_says_all_of_it_by_the_law_of_the_day(client: TestClient, timeline: TimelineFile) -> None:
    shown = client.get("/timeline").text
    for step in timeline.steps:
        assert f'id="step-{step.id}"' in shown
        assert all(f'href="/conduct/{slug}"' in shown for slug in step.conducts)
    assert shown.count("<h1") == 1
    assert "《民事诉讼法》第227条" in shown
    earlier = client.get("/timeline?as_of=2023-06-01").text
    assert "《民事诉讼法》第223条" in earlier and 'href="/conduct/night-contact?as_of=2023-06-01"' in earlier


def test_it_is_reached_from_the_routes_the_map_and_its_facts(client: TestClient) -> None:
    for path in ("/routes", "/map", "/facts/overdue-timeline"):
        assert 'href="/timeline"' in client.get(path).text, path


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("id: daily-calls", "id: reminders", "the step 'reminders' stands twice; keep one."),
        ("{law:minsu#227}", "{law:minsu#2277}", "'minsu' has no article '2277' in its newest version"),
        ("short: 要明细，书面谈分期", "short: 要明细，书面谈分期，书面谈分期，书面谈分期", "at most 15 characters"),
    ],
)
def test_a_broken_table_says_where_and_what(load_text: Load, before: str, after: str, says: str) -> None:
    original = TABLE.read_text(encoding="utf-8")
    changed = original.replace(before, after, 1)
    assert changed != original
    _, problems = load_text(FRONT + BODY, tables={"collection-timeline.yaml": changed})
    assert any("content/tables/collection-timeline.yaml:" in one and says in one for one in problems), problems
