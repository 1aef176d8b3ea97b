"""Asking to be let off a missed limit: ten days from the end of what stood in the way, in every letter that asks it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.catalogue import Catalogue
from app.domain.deadline import count_deadline
from app.letters.model import Composition
from tests.letters.conftest import Write, said
from tests.letters.test_letter_examples import BOOK

LATE = "late_reason"
ENDED = "obstacle_gone"
WHY = "本人因车祸住院手术，不能走动，也没有别人可以代办，出院小结见附件。"
EXTENDED = [letter.slug for letter in BOOK.letters if letter.file.extension]


def late(write: Write, slug: str, ended: int, written: int) -> tuple[Composition, date]:
    """The letter `written` days after its limit, when what stood in the way `ended` so many days after it; and that limit."""
    place, limit = next(
        (place, found.deadline.last)
        for place, example in enumerate(BOOK.by_slug[slug].file.examples)
        if LATE not in example.answers
        and not example.expect.problems
        and (found := write(slug, place)).deadline_from == "j_receive"
        and found.deadline
    )
    obstacle = limit + timedelta(days=ended)
    answers = {LATE: WHY, ENDED: obstacle.isoformat(), "g_date": ""}
    return write(slug, place, answers=answers, on=limit + timedelta(days=written)), limit


def test_every_letter_that_asks_when_the_obstacle_ended_counts_the_ten_days() -> None:
    asked = {letter.slug for letter in BOOK.letters if ENDED in letter.field_by_id}
    assert asked == set(EXTENDED) != set()


def test_the_period_of_the_deadline_pages_is_as_long(catalogue: Catalogue) -> None:
    shared = catalogue.letters.shared.extension
    assert shared is not None
    period = catalogue.deadlines.by_id[shared.period]
    assert shared.start in period.by_start
    assert [term.length for term in period.file.terms] == [shared.length]


@pytest.mark.parametrize("slug", EXTENDED)
def test_in_time_it_names_the_last_day_to_ask(slug: str, write: Write) -> None:
    composed, limit = late(write, slug, ended=1, written=5)
    last = count_deadline(limit + timedelta(days=1), 10)
    assert composed.deadline == last
    assert composed.deadline_from == ENDED
    assert f"申请顺延最晚{last.last.year}年{last.last.month}月{last.last.day}日" in said(composed.draft)
    assert ENDED in {one.where for one in composed.warnings}
    assert ENDED not in {one.where for one in composed.problems}


@pytest.mark.parametrize("slug", EXTENDED)
def test_an_obstacle_over_for_more_than_ten_days_stops_it(slug: str, write: Write) -> None:
    composed, _ = late(write, slug, ended=-3, written=12)
    assert "已经过了，法院很难再准" in "".join(one.sentence for one in composed.problems if one.where == ENDED)


@pytest.mark.parametrize("slug", EXTENDED)
def test_an_obstacle_over_before_the_limit_began_stops_it(slug: str, write: Write) -> None:
    composed, _ = late(write, slug, ended=-40, written=2)
    assert "期限还没开始" in "".join(one.sentence for one in composed.problems if one.where == ENDED)


def test_who_learned_of_the_judgment_late_sees_the_appeal_before_the_retrial(write: Write) -> None:
    named = {one.name: place for place, one in enumerate(BOOK.by_slug["retrial-application"].file.examples)}
    composed = write("retrial-application", named["卡被冻才知道，上诉期可能还在，两个日子都说"])
    assert [(day.last, name) for day, name in composed.countdowns] == [
        (date(2026, 11, 25), "送达不对、还想上诉的，最稳的最后一天"),
        (date(2026, 12, 21), "申请再审的最后一天"),
    ]
    assert "letters/appeal" in {one.link.ref for one in composed.warnings if one.link}
    final = write("retrial-application", named["小额诉讼，不能上诉"])
    assert [name for _, name in final.countdowns] == ["申请再审的最后一天"]


@pytest.mark.parametrize(
    ("slug", "example", "earlier", "later"),
    [
        (
            "payment-order-objection",
            "室友代收，照送达那天算还没有过，早的一天在前",
            date(2026, 11, 25),
            date(2026, 12, 4),
        ),
        ("appeal", "室友代收的裁定，照送达那天算还没有过，早的一天在前", date(2026, 11, 23), date(2026, 11, 30)),
    ],
)
def test_where_service_is_disputed_the_earlier_day_leads_until_it_is_over(
    slug: str, example: str, earlier: date, later: date, write: Write
) -> None:
    place = next(place for place, one in enumerate(BOOK.by_slug[slug].file.examples) if one.name == example)
    ahead = write(slug, place, on=earlier)
    assert ahead.deadline and ahead.deadline.last == earlier
    assert [(day.last, name) for day, name in ahead.countdowns] == [
        (earlier, "最后一天"),
        (later, "法院认定没有送达的，最后一天"),
    ]
    over = write(slug, place, on=earlier + timedelta(days=1))
    assert over.deadline_from == "learned_on"
    assert [day.last for day, _ in over.countdowns] == [later]
    after_both = write(slug, place, on=later + timedelta(days=1))
    assert not after_both.problems


def test_new_evidence_does_not_hide_the_day_of_the_appeal_where_service_is_disputed(write: Write) -> None:
    examples = BOOK.by_slug["retrial-application"].file.examples
    place = next(place for place, one in enumerate(examples) if one.name == "有新证据，送达也不对，上诉的日子一起说")
    composed = write("retrial-application", place)
    assert composed.deadline_from == "found_on"
    assert [(day.last, name) for day, name in composed.countdowns] == [
        (date(2026, 11, 27), "送达不对、还想上诉的，最稳的最后一天"),
        (date(2027, 4, 12), "申请再审的最后一天"),
    ]
