from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.catalogue import Catalogue
from app.domain.prime_rate import PrimeRates
from app.letters.rates import load_prime_rates

CONTENT = Path(__file__).parents[2] / "content"
ROW = re.compile(r"\| (\d+)年(\d+)月(\d+)日起 \| ([\d.]+)% \| ([\d.]+)% \|")


@pytest.fixture(scope="module")
def rates() -> PrimeRates:
    found, problems = load_prime_rates(CONTENT)
    assert problems == []
    return found


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2019, 8, 19), None),
        (date(2019, 8, 20), "4.25"),
        (date(2020, 8, 20), "3.85"),
        (date(2025, 5, 19), "3.10"),
        (date(2025, 5, 20), "3.00"),
        (date(2026, 10, 19), "3.00"),
        (date(2026, 10, 20), None),
    ],
)
def test_the_rate_of_a_day_and_none_where_it_is_not_known(rates: PrimeRates, day: date, rate: str | None) -> None:
    assert rates.on(day) == (Decimal(rate) if rate else None)


def test_the_page_and_the_table_say_the_same(rates: PrimeRates) -> None:
    page = (CONTENT / "guidance" / "facts" / "private-loan-cap.md").read_text()
    rows = ROW.findall(page)
    assert len(rows) > 5
    for year, month, day, rate, four in rows:
        first = date(int(year), int(month), int(day))
        assert dict(rates.changes)[first] == Decimal(rate) == Decimal(four) / 4


def test_rates_out_of_order_stop_the_start(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    written = (CONTENT / "tables" / "loan-prime-rate.yaml").read_text()
    (tmp_path / "tables" / "loan-prime-rate.yaml").write_text(written.replace("until: 2026-10-19", "until: 2024-01-01"))
    _, problems = load_prime_rates(tmp_path)
    assert "none after 'until'" in problems[0]


def test_every_letter_may_look_it_up(catalogue: Catalogue, rates: PrimeRates) -> None:
    assert all(letter.rates == rates for letter in catalogue.letters.letters)
