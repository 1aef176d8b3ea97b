from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel

from app.settings import Settings
from app.storage.cases import CaseStore
from app.storage.db import connect
from app.storage.migrations import NEWEST, configuration, downgrade, is_newest, migrate, upgrade

ROOT = Path(__file__).parents[2]
MIGRATE_WHEN_TOLD = """
import sys
from app.settings import Settings
from app.storage.migrations import migrate
print("ready", flush=True)
sys.stdin.readline()
migrate(Settings())
"""

MIGRATE_AGAIN = """
import sys
from app.settings import Settings
from app.storage.migrations import migrate
migrate(Settings())
print("alembic" in sys.modules)
"""


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def revisions(connection: Connection) -> list[str]:
    """Every revision, newest first."""
    return [one.revision for one in ScriptDirectory.from_config(configuration(connection)).walk_revisions()]


def test_model_and_migrations_agree(store: CaseStore) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_every_step_goes_down_and_up_again(database_url: str) -> None:
    engine = connect(database_url)
    upgrade(engine)
    with engine.connect() as connection:
        newest, steps = tables(connection), len(revisions(connection))
    for _ in range(steps):
        downgrade(engine, "-1")
    with engine.connect() as connection:
        assert tables(connection) == {"alembic_version"}
    for _ in range(steps):
        upgrade(engine, "+1")
    with engine.connect() as connection:
        assert tables(connection) == newest == {"alembic_version", "case"}
    engine.dispose()


def test_the_newest_revision_is_known_without_asking_alembic(database_url: str) -> None:
    engine = connect(database_url)
    assert not is_newest(engine)
    upgrade(engine)
    assert is_newest(engine)
    with engine.connect() as connection:
        assert revisions(connection)[0] == NEWEST
    downgrade(engine, "-1")
    assert not is_newest(engine)
    engine.dispose()


def test_a_database_of_the_newest_revision_needs_no_alembic(database_url: str, tmp_path: Path) -> None:
    said = [
        subprocess.run(
            [sys.executable, "-c", MIGRATE_AGAIN],
            env={**os.environ, "DATABASE_URL": database_url, "PYTHONPATH": str(ROOT)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for _ in range(2)
    ]
    assert said == ["True", "False"]


def test_migrating_again_keeps_the_cases(settings: Settings, store: CaseStore) -> None:
    with store.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO \"case\" VALUES ('a', :sealed, 1, :now, :now)"),
            {"sealed": b"x", "now": "2026-11-21 10:00:00+00:00"},
        )
    migrate(settings)
    with store.engine.connect() as connection:
        assert connection.execute(text('SELECT id FROM "case"')).scalar_one() == "a"


def test_processes_that_migrate_at_once_all_succeed(database_url: str, tmp_path: Path) -> None:
    processes = [start_migrating(database_url, tmp_path) for _ in range(3)]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate()[1] for process in processes] == ["", "", ""]
    engine = connect(database_url)
    with engine.connect() as connection:
        applied = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
        assert applied == revisions(connection)[:1]
    engine.dispose()


def start_migrating(database_url: str, folder: Path) -> subprocess.Popen[str]:
    """A process that says `ready`, and migrates once it is told to go."""
    return subprocess.Popen(
        [sys.executable, "-c", MIGRATE_WHEN_TOLD],
        env={**os.environ, "DATABASE_URL": database_url, "PYTHONPATH": str(ROOT)},
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
