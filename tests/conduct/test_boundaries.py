"""On each text's first day the answers for the same contacts differ exactly as the reviewed table says, and on no other."""

from __future__ import annotations

from datetime import date

import pytest

from app.catalogue import Catalogue
from app.domain.case import CreditorKind
from tests.conduct.boundaries import (
    COUNTED,
    LONG_AGO,
    SHOWN,
    Answers,
    Change,
    Moved,
    answers_of,
    answers_of_log,
    boundaries,
    changes,
    load,
    rows,
)
from tests.conduct.fact_base import FactBase
from tests.shared import SHARED, needs_shared

TABLE = load()
DAYS = sorted(TABLE)


@pytest.fixture(scope="module")
def checker(catalogue: Catalogue) -> Answers:
    return answers_of(catalogue)


@pytest.fixture(scope="module")
def fact_base() -> FactBase:
    return FactBase(SHARED / "law")


def test_the_table_has_every_day_on_which_something_begins_or_ends(catalogue: Catalogue) -> None:
    found = boundaries(catalogue)
    assert list(found) == DAYS
    assert {day: entry["instruments"] for day, entry in TABLE.items()} == found


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("moved", Moved)
def test_the_checker_differs_as_the_table_says(checker: Answers, day: date, moved: Moved) -> None:
    assert changes(checker, day, moved) == rows(TABLE[day], moved.value)


@needs_shared
@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("moved", Moved)
def test_the_fact_base_read_on_its_own_says_the_same(fact_base: FactBase, day: date, moved: Moved) -> None:
    assert changes(fact_base, day, moved) == rows(TABLE[day], moved.value)


@needs_shared
@pytest.mark.parametrize("confirmed", [False, True])
def test_between_the_days_too_the_checker_and_the_fact_base_say_the_same(
    checker: Answers, fact_base: FactBase, confirmed: bool
) -> None:
    """The differences agree; so do the answers before the first day and on each."""
    for day in (LONG_AGO, *DAYS):
        for kind in CreditorKind:
            assert checker(kind, day, LONG_AGO, confirmed) == fact_base(kind, day, LONG_AGO, confirmed), (day, kind)


def test_on_every_other_day_a_law_changes_nothing_changes_here(catalogue: Catalogue, checker: Answers) -> None:
    others = [day for day in catalogue.law.boundaries if day > LONG_AGO and day not in TABLE]
    assert len(others) > 20
    for day in others:
        assert changes(checker, day, Moved.HAPPENED) == [], day


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("conduct", SHOWN)
def test_contacts_that_show_a_conduct_of_themselves_differ_as_if_it_was_ticked(
    catalogue: Catalogue, day: date, conduct: str
) -> None:
    facts, contacts = SHOWN[conduct]
    found = changes(answers_of_log(catalogue, conduct, contacts, facts), day, Moved.HAPPENED)
    assert found == [row for row in rows(TABLE[day], Moved.HAPPENED) if row.conduct == conduct]


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("log", COUNTED)
def test_counts_are_judged_from_the_first_day_of_their_figure(catalogue: Catalogue, day: date, log: str) -> None:
    conduct, contacts = COUNTED[log]
    assert changes(answers_of_log(catalogue, conduct, contacts, {}), day, Moved.HAPPENED) == rows(TABLE[day], log)


def test_the_table_has_a_row_for_every_ground(catalogue: Catalogue) -> None:
    """Every text a conduct rests on begins somewhere in the table: none stands in content without effect."""
    begun = {
        (row.conduct, reference.partition("#")[0])
        for entry in TABLE.values()
        for moved in Moved
        for row in rows(entry, moved.value)
        for reference in row.begins
    }
    wanted = {
        (conduct.slug, version.base if entry.article or entry.versions else entry.instrument)
        for conduct in catalogue.conducts.conducts
        for entry in conduct.file.grounds
        for version in catalogue.law.instrument(entry.instrument).versions
        if not entry.versions or version.starts in entry.versions
    }
    assert begun == wanted


def test_a_change_says_whom_it_concerns() -> None:
    every: list[Change] = [row for entry in TABLE.values() for moved in Moved for row in rows(entry, moved.value)]
    assert len(every) > 300
    kinds = {kind.value for kind in CreditorKind}
    assert all(row.lenders == ("all",) or set(row.lenders) < kinds for row in every)
    assert all((row.was, row.begins, row.ends) != (row.now, (), ()) for row in every)
