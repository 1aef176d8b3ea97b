"""The conduct check, in process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median
from time import perf_counter

from app.catalogue import Catalogue
from app.conduct.assess import assess
from app.domain.case import Creditor, CreditorKind, Debt
from app.domain.contact import Contact
from bench.case import contacts
from bench.figure import Figure, milliseconds

MOST = 0.050
TIMES = 9
NOTHING: Mapping[str, object] = {}
DEBT = Debt(creditor=Creditor(kind=CreditorKind.BANK_CARD), signed_on=date(2022, 5, 1))


def measure(catalogue: Catalogue, few: int = 1_000, times: int = TIMES) -> Sequence[Figure]:
    small = timed(catalogue, few, times)
    large = timed(catalogue, few * 10, max(times // 3, 1))
    # Of an unknown lender every kind is tried, of calls nobody says were answered both answers.
    unknown = timed(catalogue, few * 20, max(times // 3, 1), Debt(creditor=Creditor()), {"answered": None})
    return [
        Figure(
            f"Conduct check of {few:,} contacts, in process",
            milliseconds(small),
            f"at most {MOST * 1000:.0f} ms",
            median(small) <= MOST,
        ),
        Figure(
            f"… of {few * 10:,} contacts",
            f"{milliseconds(large)}, {median(large) / median(small):.1f} times as long for 10 times as many",
        ),
        Figure(
            f"… of {few * 20:,} of which nobody says who lent nor what was answered: every answer tried",
            f"{milliseconds(unknown)}, {median(unknown) / median(small):.1f} times as long for 20 times as many",
        ),
    ]


def timed(
    catalogue: Catalogue, count: int, times: int, debt: Debt = DEBT, changes: Mapping[str, object] = NOTHING
) -> list[float]:
    """Seconds of each check of a log of so many calls; the first one, which nobody waits for, is left out."""
    log = [one.model_copy(update=changes) for one in contacts(count)]
    assert assess(catalogue.conducts, log, debt, catalogue.law).findings
    return [one_check(catalogue, log, debt) for _ in range(times)]


def one_check(catalogue: Catalogue, log: Sequence[Contact], debt: Debt) -> float:
    started = perf_counter()
    assess(catalogue.conducts, log, debt, catalogue.law)
    return perf_counter() - started
