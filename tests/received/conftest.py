from __future__ import annotations

import pytest

from app.catalogue import Catalogue
from app.received.model import ReceivedBook
from app.received.weighing import Weigher


@pytest.fixture(scope="session")
def book(catalogue: Catalogue) -> ReceivedBook:
    return catalogue.received


@pytest.fixture(scope="session")
def weigher(catalogue: Catalogue) -> Weigher:
    return Weigher(catalogue.received, catalogue.law, catalogue.links)
