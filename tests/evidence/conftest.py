from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.evidence.model import ImportBook, load_imports
from app.evidence.reading import Reading, read_file
from tests.shared import CONTENT

FIXTURES = Path(__file__).parent / "fixtures"
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def book() -> ImportBook:
    found, problems = load_imports(CONTENT)
    assert problems == []
    return found


@pytest.fixture
def read(book: ImportBook) -> Callable[..., Reading]:
    """Reads text or bytes as a file, on TODAY."""

    def read_it(payload: str | bytes, name: str = "file.csv") -> Reading:
        return read_file(name, payload.encode() if isinstance(payload, str) else payload, book, TODAY)

    return read_it
