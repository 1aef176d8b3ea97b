"""The sealed rows of cases. Synchronous; every moment is passed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import DateTime, Dialect, Engine, LargeBinary, TypeDecorator, case, delete, insert, select, update
from sqlmodel import Field, SQLModel

from app.errors import CaseError
from app.settings import Settings
from app.storage.db import connect, forget_pages, reachable
from app.storage.vault import Vault, new_code, not_found

HOUR = timedelta(hours=1)


class StaleCase(CaseError):
    """The case was changed since it was loaded; nothing was written."""


class WholeHour(TypeDecorator[datetime]):
    """A UTC moment on the full hour: which hour a visitor came is all that a row tells. Aware on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else hour_of(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)


class CaseRow(SQLModel, table=True):
    """`id` is derived from the code by the vault, `sealed` is the vault's format."""

    __tablename__ = "case"

    id: str = Field(primary_key=True, max_length=32)
    sealed: bytes = Field(sa_type=LargeBinary)
    revision: int
    created_at: datetime = Field(sa_type=WholeHour)
    expires_at: datetime = Field(sa_type=WholeHour, index=True)


ROWS: Any = CaseRow.__table__  # type: ignore[attr-defined]


class OpenCase(NamedTuple):
    """What `load` gives: the facts as saved, the revision to save against, and when it ends (UTC)."""

    facts: bytes
    revision: int
    expires_at: datetime


def hour_of(moment: datetime) -> datetime:
    """The full hour the moment lies in, UTC. Without an offset a moment is refused: each host would read another."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its offset")
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def hour_after(moment: datetime) -> datetime:
    """The moment rounded up, so that nobody's case ends sooner than was said."""
    hour = hour_of(moment)
    return hour if hour == moment else hour + HOUR


@dataclass(frozen=True, slots=True)
class CaseStore:
    """Cases by code. An expired case is as gone as a deleted one, whether it has been purged yet or not."""

    engine: Engine
    vault: Vault = field(repr=False)
    lifetime: timedelta = timedelta(hours=24)

    @reachable()
    def create(self, facts: bytes, now: datetime) -> str:
        """The code of a new case, which is nowhere kept: who loses it loses the case. Its first revision is 1."""
        code = new_code()
        row = {
            "id": self.vault.row_id(code),
            "sealed": self.vault.seal(code, facts),
            "revision": 1,
            "created_at": hour_of(now),
            "expires_at": hour_after(now + self.lifetime),
        }
        with self.engine.begin() as connection:
            connection.execute(insert(ROWS).values(row))
        return code

    @reachable()
    def load(self, code: str, now: datetime) -> OpenCase:
        """Raises CaseNotFound (none, or expired) or CaseUnreadable (not as it was sealed)."""
        wanted = select(ROWS.c.sealed, ROWS.c.revision, ROWS.c.expires_at).where(*self.alive(code, now))
        with self.engine.connect() as connection:
            row = connection.execute(wanted).one_or_none()
        if row is None:
            raise not_found()
        return OpenCase(self.vault.open(code, row.sealed), row.revision, row.expires_at)

    @reachable()
    def save(self, code: str, facts: bytes, revision: int, now: datetime) -> int:
        """The new revision; StaleCase if `revision` is not the last one. Lengthens the case, never shortens it."""
        expires = hour_after(now + self.lifetime)
        change = (
            update(ROWS)
            .where(*self.alive(code, now), ROWS.c.revision == revision)
            .values(
                sealed=self.vault.seal(code, facts),
                revision=revision + 1,
                expires_at=case((ROWS.c.expires_at > expires, ROWS.c.expires_at), else_=expires),
            )
        )
        # The check and the change are one statement: between them nobody can write.
        with self.engine.begin() as connection:
            if connection.execute(change).rowcount:
                return revision + 1
            if connection.execute(select(ROWS.c.id).where(*self.alive(code, now))).one_or_none() is None:
                raise not_found()
        raise StaleCase("这份记录刚在别的页面改过。请刷新这一页，再改一次。")

    @reachable()
    def keep(self, code: str, until: datetime, now: datetime) -> datetime:
        """Set the end of a living case to `until`, rounded up to the hour, and give it back."""
        expires = hour_after(until)
        with self.engine.begin() as connection:
            if not connection.execute(update(ROWS).where(*self.alive(code, now)).values(expires_at=expires)).rowcount:
                raise not_found()
        return expires

    @reachable()
    def delete(self, code: str) -> None:
        """Afterwards there is no such case; that there was none before is no error."""
        with self.engine.begin() as connection:
            connection.execute(delete(ROWS).where(ROWS.c.id == self.vault.row_id(code)))
        forget_pages(self.engine)

    @reachable()
    def purge(self, now: datetime) -> int:
        """Delete what has expired; how many rows that were."""
        with self.engine.begin() as connection:
            gone = connection.execute(delete(ROWS).where(ROWS.c.expires_at <= hour_of(now))).rowcount
        if gone:
            forget_pages(self.engine)
        return gone

    def alive(self, code: str, now: datetime) -> tuple[Any, Any]:
        """The row of the code, if it has not expired; both hours are whole, so the last hour is given in full."""
        return ROWS.c.id == self.vault.row_id(code), ROWS.c.expires_at > hour_of(now)


def open_cases(settings: Settings) -> CaseStore:
    """The store these settings describe; one a process, safe to share between threads."""
    vault = Vault(settings.secret_key.get_secret_value())
    return CaseStore(connect(settings.database_url), vault, timedelta(hours=settings.case_hours))
