"""The schema's history, packaged with the product; `migrate` brings a database to its newest state."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

from app.settings import Settings
from app.storage.db import connect

# Any fixed number that no other program uses for its advisory lock on the same database.
MIGRATION_LOCK = 4_525_120_227


def migrate(settings: Settings) -> None:
    """Upgrade to the newest revision; any number of processes may call this at once, the first one does the work."""
    engine = connect(settings.database_url)
    try:
        upgrade(engine)
    finally:
        engine.dispose()


def upgrade(engine: Engine, revision: str = "head") -> None:
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        take_turns(connection)
        command.upgrade(configuration(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        take_turns(connection)
        command.downgrade(configuration(connection), revision)


def take_turns(connection: Connection) -> None:
    """Wait for whoever migrates now. On SQLite the BEGIN IMMEDIATE of this transaction has already waited."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})


def configuration(connection: Connection) -> Config:
    """Alembic's settings without a file: our scripts, and the connection whose transaction they run in."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
