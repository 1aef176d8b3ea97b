from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.catalogue import Catalogue
from app.deadlines.counting import Reckoning, reckon
from app.deadlines.inquiry import Inquiry
from app.deadlines.model import DeadlineBook
from app.domain.law import Lawbook

Count = Callable[..., Reckoning]


@pytest.fixture(scope="session")
def book(catalogue: Catalogue) -> DeadlineBook:
    return catalogue.deadlines


@pytest.fixture(scope="session")
def count(book: DeadlineBook, law: Lawbook) -> Count:
    """count(period, start, on, also, days)"""

    def counted(name: str, start: str, on: date, also: date | None = None, days: int | None = None) -> Reckoning:
        period = book.by_id[name]
        return reckon(period, Inquiry(period.by_start[start], on, also, days), law, book.rest_days)

    return counted
