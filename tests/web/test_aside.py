from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.domain.moment import SHANGHAI
from app.errors import CaseNotFound
from app.settings import Settings
from app.storage.cases import CaseStore, open_cases
from app.storage.migrations import migrate
from app.web.aside import LIFETIME, MOST_HOURS, Aside

NOW = datetime(2026, 11, 21, 14, 30, tzinfo=SHANGHAI)


@pytest.fixture
def store(tmp_path: Path) -> CaseStore:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/cases.db", secret_key="s" * 40)
    migrate(settings)
    return open_cases(settings)


def test_what_is_put_aside_is_found_until_it_is_cleared(store: CaseStore) -> None:
    shelf = Aside.of(store, "reading")
    code = shelf.put("他们天天打".encode(), NOW)
    assert shelf.look(code, NOW) == "他们天天打".encode()
    assert shelf.look(code, NOW) == "他们天天打".encode()
    shelf.clear(code)
    assert shelf.look(code, NOW) is None
    shelf.clear(code)


def test_it_lasts_an_hour_and_two_at_most(store: CaseStore) -> None:
    shelf = Aside.of(store, "reading")
    code = shelf.put(b"x", NOW)
    assert shelf.look(code, NOW + LIFETIME) == b"x"
    assert shelf.look(code, NOW + timedelta(hours=MOST_HOURS)) is None
    assert store.purge(NOW + timedelta(hours=MOST_HOURS)) == 1


def test_it_is_no_case_and_a_case_is_not_put_aside(store: CaseStore) -> None:
    shelf = Aside.of(store, "reading")
    aside, case = shelf.put(b"x", NOW), store.create(b"{}", NOW)
    with pytest.raises(CaseNotFound):
        store.load(aside, NOW)
    assert shelf.look(case, NOW) is None
    assert Aside.of(store, "another").look(aside, NOW) is None
    shelf.clear(case)
    assert store.load(case, NOW).facts == b"{}"


@pytest.mark.parametrize("code", ["", "x", "é" * 43, "=" * 43, "../../etc", "A" * 43])
def test_a_code_that_is_none_finds_nothing(store: CaseStore, code: str) -> None:
    shelf = Aside.of(store, "reading")
    assert shelf.look(code, NOW) is None
    shelf.clear(code)


def test_the_database_shows_nothing_of_it(store: CaseStore, tmp_path: Path) -> None:
    code = Aside.of(store, "reading").put(b"02100000004" * 500, NOW)
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"02100000004" not in raw
    assert code.encode() not in raw
