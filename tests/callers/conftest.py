from __future__ import annotations

from functools import cache

import pytest

from app.callers.model import CallerBook
from app.callers.weighing import Weigher
from app.catalogue import Catalogue
from app.domain.case import CreditorKind
from app.main import route_conduct


@pytest.fixture(scope="session")
def book(catalogue: Catalogue) -> CallerBook:
    return catalogue.callers


@pytest.fixture(scope="session")
def weigher(catalogue: Catalogue) -> Weigher:
    @cache
    def channels(conduct: str, creditor: CreditorKind | None, day: object) -> tuple[str, ...] | None:
        return route_conduct(catalogue, conduct, creditor, day)  # type: ignore[arg-type]

    return Weigher(catalogue.callers, catalogue.law, channels)
