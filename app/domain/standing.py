"""What one feature may ask about a behaviour without having seen it: how it stands."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from app.domain.case import CreditorKind
from app.domain.finding import Finding


class StandingOf(Protocol):
    """How a known conduct stands for one kind of creditor on the day it happened; None where that creditor cannot show it.

    Provided by `main`. No circumstance is confirmed, and the contract is taken to be signed that day.
    """

    def __call__(self, conduct: str, creditor: CreditorKind, day: date) -> Finding | None: ...
