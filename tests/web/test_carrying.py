from __future__ import annotations

from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.moment import SHANGHAI
from app.settings import Settings
from app.storage.cases import open_cases
from app.storage.migrations import migrate
from app.web.aside import Aside
from app.web.carrying import HEAVY, MAX_PACKED, TOO_MUCH_TO_PACK, Carried, brought, carry, pack, unpack

NOW = datetime(2026, 11, 21, 14, 30, tzinfo=SHANGHAI)
LITTLE = "他们天天打".encode() * 1_000


@pytest.fixture
def shelf(tmp_path: Path) -> Aside:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/cases.db", secret_key="s" * 40)
    migrate(settings)
    return Aside.of(open_cases(settings), "reading")


def test_a_little_travels_in_the_page(shelf: Aside) -> None:
    carried = carry(LITTLE, shelf, NOW)
    assert carried.packed and not carried.aside
    assert brought(carried, shelf, NOW) == LITTLE


@pytest.mark.parametrize(
    "payload",
    [Random(1).randbytes(HEAVY), b"\0" * (TOO_MUCH_TO_PACK + 1)],
    ids=["what hardly packs", "what is too much to try"],
)
def test_what_is_heavy_leaves_only_its_code_in_the_page(shelf: Aside, payload: bytes) -> None:
    carried = carry(payload, shelf, NOW)
    assert not carried.packed and len(carried.aside) == 43
    assert brought(carried, shelf, NOW) == payload
    shelf.clear(carried.aside)
    assert brought(carried, shelf, NOW) is None


def test_nothing_was_brought(shelf: Aside) -> None:
    assert brought(Carried(), shelf, NOW) is None


@given(st.text(max_size=200))
def test_a_packed_field_is_never_trusted(text: str) -> None:
    assert unpack(text) is None


def test_a_packed_field_that_was_cut_short_or_is_too_long() -> None:
    assert unpack(pack(LITTLE)) == LITTLE
    assert unpack(pack(LITTLE)[:-8]) is None
    assert unpack("A" * (MAX_PACKED + 1)) is None
