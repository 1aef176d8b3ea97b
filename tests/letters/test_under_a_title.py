"""What is being enforced: the three years of the claim are behind it, the two years to apply are what counts."""

from __future__ import annotations

from typing import Any

import pytest

from app.catalogue import Catalogue


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
