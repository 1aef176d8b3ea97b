from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pydantic import SecretStr

from app.settings import Settings
from app.storage.cases import CaseStore, open_cases
from app.storage.migrations import migrate
from tests.databases import database_url, postgresql, postgresql_url, sqlite_url  # noqa: F401

NOW = datetime(2026, 11, 21, 10, 41, 7, tzinfo=UTC)


@pytest.fixture
def settings(database_url: str) -> Settings:  # noqa: F811
    return Settings(database_url=database_url, secret_key=SecretStr("pepper-of-the-tests"))


@pytest.fixture
def store(settings: Settings) -> Iterator[CaseStore]:
    migrate(settings)
    store = open_cases(settings)
    yield store
    store.engine.dispose()
