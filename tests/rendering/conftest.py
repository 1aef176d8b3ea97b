from __future__ import annotations

import pytest

from app.rendering.pdf import Typesetter


@pytest.fixture(scope="session")
def typesetter() -> Typesetter:
    """With the shipped fonts only, so that every machine covers the same characters."""
    return Typesetter(system_fonts=False)
