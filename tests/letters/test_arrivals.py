"""However a paper came, the letter counts to the very day that the page of its time limit comes to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
import yaml

from app.catalogue import Catalogue
from app.deadlines.counting import counted_at, reckon
from app.deadlines.inquiry import Inquiry, read_inquiry
from app.deadlines.model import Period, Start
from app.domain.deadline import OwnLimit
from app.domain.fields import Field
from app.law.model import load_lawbook
from app.letters.loading import load_letters
from app.letters.model import DeadlineEntry, Example, Letter
from tests.letters.conftest import Write, said
from tests.shared import CONTENT

# By the letter, and the flag of its limit where it has several: the period of content/deadlines it must agree with.
PERIODS = {
    ("answer-credit-card", None): "answer",
    ("answer-financial-loan", None): "answer",
    ("answer-general", None): "answer",
    ("answer-guarantee-insurance", None): "answer",
    ("answer-private-lending", None): "answer",
    ("limitation-defence", "first"): "answer",
    ("appeal", None): "appeal-judgment",
    ("appeal", "ruling"): "appeal-ruling",
    ("appeal", "wrong-service"): "appeal-judgment",
    ("appeal", "ruling-not-served"): "appeal-ruling",
    ("payment-order-objection", "not-served"): "payment-order-objection",
    ("jurisdiction-objection", None): "jurisdiction-objection",
    ("distribution-objection", None): "distribution-objection",
    ("payment-order-objection", None): "payment-order-objection",
    ("preservation-review", "review-deadline"): "preservation-review",
    ("arbitration-set-aside", None): "award-set-aside",
}
# The last ones end on or run over days of rest.
DAYS = (date(2026, 10, 25), date(2026, 11, 10), date(2026, 11, 12), date(2026, 9, 16), date(2026, 8, 22))
BOOK, _ = load_letters(CONTENT, load_lawbook(CONTENT)[0])


def ways(letter: Letter) -> Iterator[tuple[DeadlineEntry, Field]]:
    """The limits that run from a receipt of which the letter asks how it came, with the question."""
    for entry in letter.file.deadlines:
        for how in letter.fields:
            if how.arrival_of == entry.from_:
                yield entry, how


ASKED = [(letter, entry, how) for letter in BOOK.letters for entry, how in ways(letter)]
CASES = [
    pytest.param(letter, entry, how, way, id=f"{letter.slug} {entry.when or ''} {way}")
    for letter, entry, how in ASKED
    for way in how.choices
]


def example_with(letter: Letter, entry: DeadlineEntry, write: Write) -> Example:
    """An example in which the limit is this one."""
    for one in letter.file.examples:
        found = write(letter.slug, one).deadline
        if found and (found.length, found.unit) == (entry.length, entry.unit):
            return one
    raise AssertionError(f"no example of {letter.slug} counts the limit {entry.when}")


def start_of(period: Period, how: Field, way: str) -> Start:
    return period.by_start.get(how.arrivals.get(way, way)) or period.starts[0]


def test_each_letter_that_asks_how_a_paper_came_is_compared() -> None:
    asks = {
        (letter.slug, field.id)
        for letter in BOOK.letters
        for field in letter.fields
        if field.id.endswith("receive_mode")
    }
    counts = {(letter.slug, field.id) for letter in BOOK.letters for field in letter.fields if field.arrival_of}
    assert asks == counts
    assert {(letter.slug, entry.when) for letter, entry, _ in ASKED} - set(PERIODS) <= {
        # Six months for awards received before the new law; the page counts both, and so does the letter's warning.
        ("arbitration-set-aside", "long-before"),
    }


@pytest.mark.parametrize(("letter", "entry", "how", "way"), CASES)
def test_the_letter_and_the_page_come_to_one_day(
    letter: Letter, entry: DeadlineEntry, how: Field, way: str, write: Write, catalogue: Catalogue
) -> None:
    if (letter.slug, entry.when) not in PERIODS:
        return
    period = catalogue.deadlines.by_id[PERIODS[letter.slug, entry.when]]
    example = example_with(letter, entry, write)
    for day in DAYS:
        composed = write(letter.slug, example, answers={entry.from_: day.isoformat(), how.id: way}, on=day)
        inquiry = Inquiry(start_of(period, how, way), day)
        reckoning = reckon(period, inquiry, catalogue.law, catalogue.deadlines.rest_days)
        assert composed.deadline is not None
        assert composed.deadline.last == reckoning.first.deadline.last, (day, way)

        # The page behind 看每一步怎么算 and the entry of the calendar are about that start and that day.
        address = counted_at(catalogue.deadlines, letter.slug, OwnLimit(composed.deadline, composed.arrival))
        asked, problems = read_inquiry(
            {name: [value] for name, value in parse_qsl(urlsplit(address).query)}, period, date(2026, 12, 31)
        )
        assert not problems and asked is not None
        assert (urlsplit(address).path, asked.start, asked.on) == (period.url, inquiry.start, day)


@pytest.mark.parametrize("slug", [letter.slug for letter, _, how in ASKED if "notice" in how.choices])
def test_what_was_served_by_public_notice_is_not_said_to_be_received(slug: str, write: Write) -> None:
    letter = BOOK.by_slug[slug]
    entry = next(one for one, how in ways(letter) if (slug, one.when) in PERIODS)
    example = example_with(letter, entry, write)
    composed = write(
        slug, example, answers={"j_receive": "2026-10-25", "j_receive_mode": "notice"}, on=date(2026, 11, 22)
    )
    words = said(composed.draft)
    assert "2026年10月25日收到" not in words
    warned = [one.sentence for one in composed.warnings if one.where == entry.from_]
    assert any("过30日，到2026年11月24日视为送达" in one for one in warned)


def test_an_objection_to_the_court_after_a_public_notice_is_still_in_time(write: Write) -> None:
    composed = write(
        "jurisdiction-objection",
        answers={"j_receive": "2026-10-25", "j_receive_mode": "notice"},
        on=date(2026, 11, 22),
    )
    assert composed.problems == ()
    assert composed.deadline is not None and composed.deadline.last == date(2026, 12, 9)


@pytest.mark.parametrize("group", ["court-case", "lawsuit"])
def test_a_letter_names_the_ways_a_paper_comes_as_the_page_of_time_limits_does(group: str) -> None:
    names = {
        one["id"]: one["name"] for one in yaml.safe_load((CONTENT / "tables" / "arrivals.yaml").read_text())["arrivals"]
    }
    how = next(one for one in BOOK.shared.groups[group].fields if one.arrival_of)
    assert {way: said for way, said in how.choices.items() if said != names[how.arrivals.get(way, way)]} == {}
