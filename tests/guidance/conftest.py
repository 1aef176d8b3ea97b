from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from app.domain.law import Lawbook
from app.guidance.loading import load_glossary, load_guidance
from app.guidance.model import GuideBook
from app.guidance.rendering import Renderer
from app.main import create_app
from app.settings import Settings, Switch
from app.web.deps import now
from tests.conftest import NOW
from tests.shared import CONTENT

TODAY = date(2026, 11, 21)

FRONT = """\
---
title: 催收能打给我的家人吗？
answer: 不能。对方不能向你的家人催收。
covers: [T20]
law: [minsu#227]
often_wrong:
- wrong: 家人有义务替你还
  right: 没有这样的义务。
  source: minfadian#1032
related: [rights/privacy]
checked_on: 2026-11-21
review_by: 2027-02-21
---
"""
BODY = """\
## 一句话
不能。
## 怎么算
看{law:minsu#227}。
## 常见误解
没有。
## 你能做什么
看[隐私](/rights/privacy)。
"""


@pytest.fixture(scope="session")
def guides(law: Lawbook) -> GuideBook:
    glossary, problems = load_glossary(CONTENT, law)
    book, found = load_guidance(CONTENT, law, glossary)
    assert problems + found == []
    return book


@pytest.fixture(scope="session")
def drawn(guides: GuideBook, law: Lawbook) -> Renderer:
    return Renderer(guides, law)


@pytest.fixture(scope="package")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One application for all tests of guidance: its pages keep nothing of a visitor."""
    settings = Settings(
        database_url=f"sqlite:///{tmp_path_factory.mktemp('guidance') / 'cases.db'}",
        secret_key=SecretStr("a pepper that is only used in tests"),
        rate_limits=Switch.OFF,
    )
    app = create_app(settings)
    app.dependency_overrides[now] = lambda: NOW
    with TestClient(app) as opened:
        yield opened


@pytest.fixture
def load_text(tmp_path: Path, law: Lawbook) -> Callable[..., tuple[GuideBook, list[str]]]:
    """Load a content folder that holds one page of facts, and the site's own tables."""

    def load(
        text: str, name: str = "facts/example.md", tables: dict[str, str] | None = None
    ) -> tuple[GuideBook, list[str]]:
        content = tmp_path / "content"
        page = content / "guidance" / name
        page.parent.mkdir(parents=True)
        page.write_text(text, encoding="utf-8")
        (content / "tables").mkdir()
        (content / "glossary.yaml").write_bytes((CONTENT / "glossary.yaml").read_bytes())
        (content / "myths.yaml").write_text("checked_on: 2026-11-21\nreview_by: 2027-02-21\nmyths: []\n")
        for table in ("route-map.yaml", "collection-timeline.yaml"):
            own = (CONTENT / "tables" / table).read_text(encoding="utf-8")
            (content / "tables" / table).write_text((tables or {}).get(table, own), encoding="utf-8")
        site = (CONTENT / "site.yaml").read_text(encoding="utf-8").split("\n")
        (content / "site.yaml").write_text("\n".join(row for row in site if "first:" not in row), encoding="utf-8")
        glossary, problems = load_glossary(content, law)
        book, found = load_guidance(content, law, glossary)
        return book, problems + found

    return load
