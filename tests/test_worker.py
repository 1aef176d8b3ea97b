"""What uvicorn is told to start: the application, made while the collector of cycles rests."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

import app.main
from app.worker import application


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_the_collector_rests_while_all_is_made_and_leaves_it_alone_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    made, resting = object(), []

    def create() -> object:
        resting.append(not gc.isenabled())
        return made

    monkeypatch.setattr(app.main, "create_app", create)
    assert application() is made
    assert resting == [True]
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


def test_a_start_that_fails_leaves_the_collector_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ValueError

    monkeypatch.setattr(app.main, "create_app", fail)
    with pytest.raises(ValueError):
        application()
    assert gc.isenabled()
