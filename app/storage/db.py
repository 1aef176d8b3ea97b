"""Engines for the two databases we run on."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from app.errors import DatabaseUnreachable

BUSY_MILLISECONDS = 10_000
CONNECT_SECONDS = 10
BUSY_PAUSE_SECONDS = 0.02
RECYCLE_SECONDS = 1_800
# secure_delete overwrites what is deleted with zeros.
PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_MILLISECONDS}",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
)


def connect(database_url: str) -> Engine:
    """An engine for `sqlite:///path`, `postgres://` or `postgresql://`; connects on first use."""
    url = make_url(database_url)
    return open_sqlite(url) if url.get_backend_name() == "sqlite" else open_postgresql(url)


def open_sqlite(url: URL) -> Engine:
    if url.database:
        Path(url.database).parent.mkdir(0o700, parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_MILLISECONDS / 1000})
    event.listen(engine, "connect", prepare_sqlite)
    event.listen(engine, "begin", begin_sqlite)
    return engine


def open_postgresql(url: URL) -> Engine:
    """pre_ping replaces a connection that the server or a proxy has dropped before a visitor meets it."""
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        pool_recycle=RECYCLE_SECONDS,
        connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "zhaimingbai"},
    )


def prepare_sqlite(connection: Any, record: object) -> None:
    """Take the transactions out of the driver's hands (it opens none before DDL), then set the pragmas."""
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma).close()
    write_ahead(connection)


def write_ahead(connection: Any) -> None:
    """Switch to WAL, where readers go on while one writes. SQLite itself does not wait for the lock this takes, so a
    process that starts while another creates the tables waits here; sqlite3.OperationalError after busy_timeout."""
    for pauses_left in reversed(range(int(BUSY_MILLISECONDS / 1000 / BUSY_PAUSE_SECONDS))):
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError as error:
            if not (error.sqlite_errorname.startswith("SQLITE_BUSY") and pauses_left):
                raise
            time.sleep(BUSY_PAUSE_SECONDS)
        else:
            return


def begin_sqlite(connection: Connection) -> None:
    """`execution_options(immediate=True)` takes the write lock first, so that what was read stays true."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("immediate") else "BEGIN")


def forget_pages(engine: Engine) -> None:
    """Empty SQLite's write-ahead log, where the bytes before a deletion still stand; best effort while others read."""
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()


@contextmanager
def reachable() -> Iterator[None]:
    """Around what asks the database: DatabaseUnreachable when it is locked, full or gone. The cause is not carried on,
    its text holds the row."""
    try:
        yield
    except OperationalError:
        raise DatabaseUnreachable("数据库现在打不开，请过几分钟再试。") from None


def answers(engine: Engine) -> bool:
    """Whether the database can be asked anything now."""
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True
