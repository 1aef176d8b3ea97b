"""What a page about a conduct needs to know of the cases in which it was punished."""

from __future__ import annotations

from typing import Protocol

from app.domain.link import Link


class PrecedentsOf(Protocol):
    """The public cases about a conduct, the newest first. Provided by `main`."""

    def __call__(self, conduct: str) -> tuple[Link, ...]: ...
