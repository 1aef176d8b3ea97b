"""Content is loaded once a worker; every application gets a database of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.catalogue import Catalogue, load_catalogue
from app.domain.law import Lawbook
from app.domain.moment import SHANGHAI
from app.law.model import load_lawbook
from app.main import create_app
from app.settings import Settings
from app.web.deps import now
from tests.shared import CONTENT

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=SHANGHAI)
pytest_plugins = ["tests.databases"]


@pytest.fixture(scope="session")
def law() -> Lawbook:
    book, problems = load_lawbook(CONTENT)
    assert problems == []
    return book


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(CONTENT)


@pytest.fixture
def make_app(tmp_path: Path, catalogue: Catalogue) -> Callable[..., FastAPI]:
    """An application over a fresh SQLite file; the clock stands at NOW. Keyword arguments are settings."""

    def make(**changes: object) -> FastAPI:
        values: dict[str, object] = {
            "database_url": f"sqlite:///{tmp_path / 'cases.db'}",
            "secret_key": "a pepper that is only used in tests",
            "rate_limits": "off",
            **changes,
        }
        app = create_app(Settings(**values), catalogue)  # type: ignore[arg-type]
        app.dependency_overrides[now] = lambda: NOW
        return app

    return make


@pytest.fixture
def app(make_app: Callable[..., FastAPI]) -> FastAPI:
    return make_app()


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as opened:
        yield opened
