"""What is being enforced: the three years of the claim are behind it, the two years to apply are what counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.catalogue import Catalogue
from app.letters.flags import falls


@pytest.mark.parametrize(
    "slug",
    ["enforcement-settlement", "property-report", "temporary-travel", "lift-restriction", "exempt-living-expenses"],
)
def test_no_paper_of_enforcement_asks_about_the_three_years(slug: str, catalogue: Catalogue) -> None:
    letter = catalogue.letters.by_slug[slug]
    assert letter.file.titled
    assert "limitation_notice" not in letter.field_by_id


def test_a_debtor_said_to_pay_at_the_years_end_promises_nothing_of_the_writers(catalogue: Catalogue) -> None:
    columns: dict[str, Any] = {
        one.id: {column.id: column.quotes for column in one.columns}
        for one in catalogue.letters.by_slug["property-report"].fields
    }
    assert columns["claims"]["state"] and columns["held"]["why"] and columns["x_debts"]["state"]


@pytest.mark.parametrize(
    ("column", "fall"),
    [
        ([Decimal(1), Decimal(2), Decimal(3)], False),
        ([Decimal(2), Decimal(1)], True),
        ([date(2026, 12, 25), date(2027, 3, 25)], False),
        ([date(2026, 12, 25), date(2026, 12, 25)], True),
        ([None, date(2026, 12, 25)], False),
    ],
)
def test_a_column_falls_where_a_row_does_not_rise(column: list[object], fall: bool) -> None:
    assert falls(column) is fall
