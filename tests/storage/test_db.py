from __future__ import annotations

import sqlite3
import stat
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from app.storage.db import connect


def test_sqlite_is_opened_to_overwrite_and_to_wait(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    expected = {"journal_mode": "wal", "secure_delete": 1, "foreign_keys": 1, "busy_timeout": 10_000}
    with engine.connect() as connection:
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in expected}
    engine.dispose()
    assert found == expected


def test_a_first_connection_waits_while_another_creates_the_tables(tmp_path: Path) -> None:
    """Not yet in WAL, another connection writing: SQLite answers "locked" at once, whatever its timeout."""
    path = tmp_path / "new.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE one (number)")
    Timer(0.3, other.execute, ["COMMIT"]).start()
    engine = connect(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert engine.dialect.has_table(connection, "one")
    engine.dispose()
    other.close()


def test_a_first_connection_gives_up_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.storage.db.BUSY_MILLISECONDS", 100)
    other = sqlite3.connect(tmp_path / "held.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    engine = connect(f"sqlite:///{tmp_path / 'held.db'}")
    with pytest.raises(OperationalError, match="locked"):
        engine.connect()
    engine.dispose()
    other.close()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_is_accepted(postgresql_url: str, scheme: str) -> None:
    engine = connect(postgresql_url.replace("postgresql", scheme, 1))
    with engine.connect() as connection:
        assert str(connection.execute(text("SELECT version()")).scalar_one()).startswith("PostgreSQL")
    engine.dispose()
    assert engine.driver == "psycopg"


def test_what_fails_half_way_leaves_no_trace(database_url: str) -> None:
    engine = connect(database_url)
    with pytest.raises(RuntimeError):
        fail_half_way(engine)
    with engine.connect() as connection:
        assert not engine.dialect.has_table(connection, "half")
    engine.dispose()


def fail_half_way(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE half (way integer)"))
        raise RuntimeError


def test_the_folder_made_for_the_database_is_ours_alone(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'new' / 'cases.db'}")
    engine.dispose()
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
