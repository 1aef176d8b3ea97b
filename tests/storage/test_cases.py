from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, text, update

from app.errors import CaseError, CaseNotFound, CaseUnreadable
from app.settings import Settings
from app.storage.cases import ROWS, CaseStore, StaleCase, hour_after, hour_of, open_cases
from app.storage.db import connect
from app.storage.migrations import migrate
from app.storage.vault import new_code
from tests.storage.conftest import NOW

FACTS = '{"name":"张小某","number":"13800006612","words":"再不还就去你孩子学校"}'.encode()
MORE = FACTS + b" " * 9_000 + "又来了".encode()
DAY = timedelta(hours=24)


def row_count(store: CaseStore) -> int:
    with store.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(ROWS)).scalar_one()


def change(store: CaseStore, **values: Any) -> None:
    with store.engine.begin() as connection:
        connection.execute(update(ROWS).values(values))


def sealed(store: CaseStore) -> bytes:
    with store.engine.connect() as connection:
        return bytes(connection.execute(select(ROWS.c.sealed)).scalar_one())


def test_a_case_comes_back_as_it_was(store: CaseStore) -> None:
    code = store.create(FACTS, NOW)
    assert store.load(code, NOW) == (FACTS, 1, datetime(2026, 11, 22, 11, tzinfo=UTC))


def test_a_saved_case_comes_back_with_the_next_revision(store: CaseStore) -> None:
    code = store.create(FACTS, NOW)
    assert store.save(code, MORE, 1, NOW) == 2
    assert store.load(code, NOW)[:2] == (MORE, 2)
    assert store.save(code, b"", 2, NOW) == 3
    assert store.load(code, NOW)[:2] == (b"", 3)


def test_a_second_process_reads_the_same_case(settings: Settings, store: CaseStore) -> None:
    code = store.create(FACTS, NOW)
    other = open_cases(settings)
    assert other.load(code, NOW).facts == FACTS
    other.engine.dispose()


def test_the_database_holds_no_word_of_the_case(store: CaseStore, settings: Settings, tmp_path: Path) -> None:
    code = store.create(FACTS, NOW)
    store.save(code, MORE, 1, NOW)
    raw = everything_stored(store, settings)
    for word in ("张小某", "13800006612", "孩子学校", "又来了", code, code[:16]):
        assert word.encode() not in raw
    assert store.vault.row_id(code).encode() in raw


def everything_stored(store: CaseStore, settings: Settings) -> bytes:
    """The bytes of the database file and its log, or of every row."""
    if store.engine.dialect.name == "sqlite":
        return files_of(settings)
    with store.engine.connect() as connection:
        row = connection.execute(text('SELECT * FROM "case"')).one()
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in row)


def files_of(settings: Settings) -> bytes:
    database = Path(settings.database_url.removeprefix("sqlite:///"))
    files = sorted(database.parent.glob(f"{database.name}*"))
    assert f"{database.name}-wal" in [file.name for file in files]
    return b"".join(file.read_bytes() for file in files)


@pytest.mark.parametrize("act", ["load", "save", "keep"])
def test_a_wrong_code_finds_nothing(store: CaseStore, act: str) -> None:
    store.create(FACTS, NOW)
    calls = calls_with(store, new_code(), NOW)
    with pytest.raises(CaseNotFound):
        calls[act]()


@pytest.mark.parametrize("act", ["load", "save", "keep"])
def test_an_expired_case_is_gone_before_it_is_purged(store: CaseStore, act: str) -> None:
    code = store.create(FACTS, NOW)
    expires = store.load(code, NOW).expires_at
    assert store.load(code, expires - timedelta(seconds=1)).facts == FACTS
    with pytest.raises(CaseNotFound):
        calls_with(store, code, expires)[act]()
    assert row_count(store) == 1


def calls_with(store: CaseStore, code: str, now: datetime) -> dict[str, Callable[[], object]]:
    return {
        "load": lambda: store.load(code, now),
        "save": lambda: store.save(code, FACTS, 1, now),
        "keep": lambda: store.keep(code, now + DAY, now),
    }


def test_a_forged_row_is_unreadable(store: CaseStore) -> None:
    code = store.create(FACTS, NOW)
    genuine = sealed(store)
    change(store, sealed=genuine[:-1] + bytes([genuine[-1] ^ 1]))
    with pytest.raises(CaseUnreadable):
        store.load(code, NOW)


def test_a_truncated_row_is_unreadable(store: CaseStore) -> None:
    code = store.create(FACTS, NOW)
    change(store, sealed=sealed(store)[:40])
    with pytest.raises(CaseUnreadable):
        store.load(code, NOW)


def test_a_row_moved_under_another_id_is_unreadable(store: CaseStore) -> None:
    store.create(FACTS, NOW)
    other = new_code()
    change(store, id=store.vault.row_id(other))
    with pytest.raises(CaseUnreadable):
        store.load(other, NOW)


def test_a_stale_revision_changes_nothing(store: CaseStore) -> None:
    code = store.create(FACTS, NOW)
    store.save(code, MORE, 1, NOW)
    with pytest.raises(StaleCase) as refused:
        store.save(code, b"older", 1, NOW)
    assert isinstance(refused.value, CaseError)
    assert store.load(code, NOW)[:2] == (MORE, 2)


def test_of_many_that_save_at_once_one_wins(store: CaseStore) -> None:
    code = store.create(FACTS, NOW)
    start = threading.Barrier(6)
    outcomes: list[object] = []

    def save(number: int) -> None:
        start.wait()
        try:
            outcomes.append(store.save(code, str(number).encode(), 1, NOW))
        except StaleCase:
            outcomes.append(number)

    threads = [threading.Thread(target=save, args=(number + 10,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    facts, revision, _ = store.load(code, NOW)
    assert revision == 2
    assert outcomes.count(2) == 1
    losers = {number for number in outcomes if number != 2}
    assert losers == set(range(10, 16)) - {int(facts)}


def test_each_save_lengthens_the_case(store: CaseStore) -> None:
    code = store.create(FACTS, NOW)
    store.save(code, FACTS, 1, NOW + timedelta(hours=20))
    assert store.load(code, NOW + timedelta(hours=43)).expires_at == hour_after(NOW + timedelta(hours=44))


def test_a_kept_case_is_not_shortened_by_a_save(store: CaseStore) -> None:
    code = store.create(FACTS, NOW)
    until = NOW + timedelta(days=90)
    assert store.keep(code, until, NOW) == hour_after(until)
    store.save(code, MORE, 1, NOW + timedelta(days=1))
    assert store.load(code, NOW + timedelta(days=89)).expires_at == hour_after(until)


def test_keep_may_end_a_case_sooner(store: CaseStore) -> None:
    code = store.create(FACTS, NOW)
    store.keep(code, NOW + timedelta(hours=2), NOW)
    with pytest.raises(CaseNotFound):
        store.load(code, NOW + timedelta(hours=4))


def test_a_deleted_case_is_gone_and_deleting_again_is_fine(store: CaseStore) -> None:
    code, other = store.create(FACTS, NOW), store.create(MORE, NOW)
    store.delete(code)
    store.delete(code)
    with pytest.raises(CaseNotFound):
        store.load(code, NOW)
    assert store.load(other, NOW).facts == MORE


def test_purge_deletes_what_has_expired_and_nothing_else(store: CaseStore) -> None:
    store.create(FACTS, NOW)
    store.create(FACTS, NOW)
    late = NOW + timedelta(hours=30)
    living = store.create(MORE, late)
    assert store.purge(NOW) == 0
    assert store.purge(late) == 2
    assert store.purge(late) == 0
    assert store.load(living, late).facts == MORE


def test_a_row_tells_only_the_hour(store: CaseStore) -> None:
    store.create(FACTS, NOW)
    with store.engine.connect() as connection:
        created, expires = connection.execute(select(ROWS.c.created_at, ROWS.c.expires_at)).one()
    assert created == datetime(2026, 11, 21, 10, tzinfo=UTC)
    assert expires == datetime(2026, 11, 22, 11, tzinfo=UTC)


def test_hours_are_rounded_down_and_up() -> None:
    sharp = datetime(2026, 1, 1, 5, tzinfo=UTC)
    assert hour_of(NOW) == datetime(2026, 11, 21, 10, tzinfo=UTC)
    assert hour_after(NOW) == datetime(2026, 11, 21, 11, tzinfo=UTC)
    assert hour_of(sharp) == hour_after(sharp) == sharp


def test_a_moment_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        hour_of(NOW.replace(tzinfo=None))


@pytest.mark.parametrize("forget", ["delete", "purge", "save"])
def test_sqlite_overwrites_what_it_forgets(sqlite_url: str, forget: str) -> None:
    settings = Settings(database_url=sqlite_url)
    migrate(settings)
    store = open_cases(settings)
    code = store.create(FACTS * 400, NOW)
    before = sealed(store)
    assert before[100:140] in files_of(settings)
    if forget == "delete":
        store.delete(code)
    elif forget == "purge":
        store.purge(NOW + DAY * 2)
    else:
        store.save(code, b"", 1, NOW)
        store.delete(store.create(b"", NOW))
    assert before[100:140] not in files_of(settings)
    store.engine.dispose()


def test_postgresql_dropping_its_connections_is_not_noticed(postgresql_url: str) -> None:
    settings = Settings(database_url=postgresql_url)
    migrate(settings)
    store = open_cases(settings)
    code = store.create(FACTS, NOW)
    killer = connect(postgresql_url)
    assert drop_others(killer) == 1
    assert store.load(code, NOW).facts == FACTS
    killer.dispose()
    store.engine.dispose()


def drop_others(engine: Engine) -> int:
    """Have the server end every other connection to this database; how many those were."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(pg_terminate_backend(pid)) {others}")).scalar_one())
