"""The evidence pack as other papers enclose it."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from app.domain.case import CaseFacts
from app.domain.document import Document
from app.domain.finding import Assessment


class EvidencePapers(Protocol):
    """The pack of a case on a day, None where there is no evidence yet. Provided by `main`; letters enclose it.

    `assessment` is of these contacts, where they were judged before. Characters no font has are printed by their
    number: what somebody said is evidence."""

    def __call__(self, facts: CaseFacts, day: date, assessment: Assessment | None = None) -> Document | None: ...
