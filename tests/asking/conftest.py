from __future__ import annotations

import pytest

from app.asking.answering import AskBook
from app.catalogue import Catalogue


@pytest.fixture(scope="session")
def book(catalogue: Catalogue) -> AskBook:
    return catalogue.asking
