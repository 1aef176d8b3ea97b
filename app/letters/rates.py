"""content/tables/loan-prime-rate.yaml from disk."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from app.content.model import ContentModel, validate
from app.content.tree import read
from app.domain.prime_rate import PrimeRates

PATH = Path("tables") / "loan-prime-rate.yaml"


class RateEntry(ContentModel):
    """From the day it was announced; `rate` in percent."""

    from_: date = Field(alias="from")
    rate: Annotated[Decimal, Field(gt=0, lt=100)]


class RatesFile(ContentModel):
    source: Annotated[str, Field(min_length=1)]
    checked_on: date
    review_by: date
    until: date
    rates: Annotated[tuple[RateEntry, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def in_order(self) -> RatesFile:
        days = [one.from_ for one in self.rates]
        if days != sorted(set(days)) or self.until < days[-1]:
            raise ValueError("the rates stand in order, each day once, and none after 'until'")
        return self


def load_prime_rates(content: Path) -> tuple[PrimeRates, list[str]]:
    file, problems = validate(RatesFile, read(content / PATH, content.parent))
    return PrimeRates(
        tuple((one.from_, one.rate) for one in file.rates), file.until
    ) if file else PrimeRates(), problems
