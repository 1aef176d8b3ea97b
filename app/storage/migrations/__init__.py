"""The schema's history, packaged with the product; `migrate` brings a database to its newest state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from app.settings import Settings
from app.storage.db import connect

# Any fixed number that no other program uses for its advisory lock on the same database.
MIGRATION_LOCK = 4_525_120_227
# The last of versions/. A database that has it needs no Alembic, which is imported only where there is work for it: eight
# megabytes in each worker, and a twentieth of a second.
NEWEST = "0001"
VERSION_TABLE = "alembic_version"

if TYPE_CHECKING:
    from alembic.config import Config


def migrate(settings: Settings) -> None:
    """Upgrade to the newest revision; any number of processes may call this at once, the first one does the work."""
    engine = connect(settings.database_url)
    try:
        if not is_newest(engine):
            upgrade(engine)
    finally:
        engine.dispose()


def is_newest(engine: Engine) -> bool:
    with engine.connect() as connection:
        if not inspect(connection).has_table(VERSION_TABLE):
            return False
        return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalars().all() == [NEWEST]


def upgrade(engine: Engine, revision: str = "head") -> None:
    from alembic import command

    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        take_turns(connection)
        command.upgrade(configuration(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    from alembic import command

    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        take_turns(connection)
        command.downgrade(configuration(connection), revision)


def take_turns(connection: Connection) -> None:
    """Wait for whoever migrates now. On SQLite the BEGIN IMMEDIATE of this transaction has already waited."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})


def configuration(connection: Connection) -> Config:
    """Alembic's settings without a file: our scripts, and the connection whose transaction they run in."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
