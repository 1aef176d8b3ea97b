from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from app.catalogue import load_catalogue
from app.guidance.measure import measure
from app.guidance.model import Topic
from app.guidance.plain import plain_text
from app.guidance.rendering import Renderer
from tests.guidance.conftest import TODAY
from tests.recipes import follow


def test_adding_a_page(tmp_path: Path) -> None:
    catalogue = load_catalogue(follow("adding-a-page.md", tmp_path))
    guide = catalogue.guides.get(Topic.FACTS, "example-early-repayment")
    assert guide is not None and guide.ref in catalogue.links
    drawn = Renderer(catalogue.guides, catalogue.law)
    page = drawn.page(guide, TODAY)
    assert [section.title for section in page.sections] == ["一句话", "怎么算", "常见误解", "你能做什么"]
    assert '<a class="law" href="/law/minfadian/2021-01-01#article-677">《民法典》第677条</a>' in page.body
    assert page.body.count("<dfn") == 1 and page.wrongs[0].basis == "《民法典》第677条"
    assert measure(page, catalogue.guides.glossary).faults == ()
    assert "核对日期：2026年11月21日" in plain_text(page, "https://example.org" + guide.url)
    before = drawn.page(guide, min(catalogue.law.boundaries) - timedelta(days=1))
    assert "（自2021年1月1日起）" in before.body
