"""What is read but not yet kept, and too large to be carried in a page: put aside, sealed, for an hour or two.

Only the page that asks what to do with it holds the code. It is no case: the code opens none, and a case's code opens nothing
here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.errors import CaseError
from app.storage.cases import CaseStore

# The store counts whole hours, so that it is two at most.
LIFETIME = timedelta(hours=1)
MOST_HOURS = 2


@dataclass(frozen=True, slots=True)
class Aside:
    """The shelf of one kind of thing: what is put aside as one is not found as another."""

    store: CaseStore

    @classmethod
    def of(cls, store: CaseStore, kind: str) -> Aside:
        return cls(replace(store, vault=replace(store.vault, purpose=f"aside {kind}"), lifetime=LIFETIME))

    def put(self, payload: bytes, now: datetime) -> str:
        """The code, which is nowhere kept."""
        return self.store.create(payload, now)

    def look(self, code: str, now: datetime) -> bytes | None:
        """What was put there; None when it was taken, is too old, or never was."""
        try:
            return self.store.load(code, now).facts
        except CaseError:
            return None

    def clear(self, code: str) -> None:
        """Delete it now. A code that is none clears nothing."""
        try:
            self.store.delete(code)
        except CaseError:
            return
