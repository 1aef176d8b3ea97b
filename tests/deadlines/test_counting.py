from __future__ import annotations

from datetime import date

import pytest

from app.catalogue import Catalogue
from app.deadlines.counting import State, counted_at
from app.deadlines.model import DeadlineBook
from app.deadlines.reminders import reminders_of
from app.domain.deadline import Deadline, OwnLimit, Rule, Unit, count_back, count_deadline
from tests.deadlines.conftest import Count


def address_of(
    book: DeadlineBook,
    letter: str,
    deadline: Deadline,
    arrival: str | None,
    asked: str = "",
    page: str = "",
    received: date | None = None,
) -> str:
    return counted_at(book, letter, OwnLimit(deadline, arrival, asked, page, received))


def test_the_examples_of_every_file_come_out(book: DeadlineBook, count: Count) -> None:
    for period in book.periods:
        for one in period.file.examples:
            counted = count(period.id, one.start, one.on, one.also, one.days)
            assert counted.safe == one.last, (period.id, one.on)
            assert one.latest is None or counted.latest == one.latest, (period.id, one.on)
            assert one.post_by is None or counted.post_by == one.post_by, (period.id, one.on)


def test_signed_by_family_counts_from_their_day(count: Count) -> None:
    counted = count("payment-order-objection", "family", date(2026, 11, 10))
    assert counted.safe == date(2026, 11, 25) and counted.post_by == date(2026, 11, 22)
    named = [one.named for one in counted.citations]
    assert named[:3] == ["《民事诉讼法》第227条", "《民事诉讼法》第88条", "《法院专递邮寄送达规定》第7条"]
    assert "《民事诉讼法》第85条" in named


def test_of_two_possible_days_the_earlier_is_relied_on_and_both_are_shown(count: Count) -> None:
    counted = count("payment-order-objection", "kept", date(2026, 11, 12), date(2026, 11, 6))
    assert (counted.safe, counted.latest) == (date(2026, 11, 23), date(2026, 11, 27))
    assert [one.began for one in counted.possible] == [date(2026, 11, 6), date(2026, 11, 12)]
    assert counted.post_by == date(2026, 11, 20)


def test_between_the_two_it_is_doubtful(count: Count) -> None:
    counted = count("payment-order-objection", "unsure", date(2026, 11, 6), date(2026, 11, 12))
    days = {
        date(2026, 11, 22): State.AHEAD,
        date(2026, 11, 23): State.LAST_DAY,
        date(2026, 11, 24): State.DOUBTFUL,
        date(2026, 11, 27): State.DOUBTFUL,
        date(2026, 11, 28): State.PASSED,
    }
    assert {day: counted.state(day) for day in days} == days


def test_a_public_notice_counts_as_delivered_after_thirty_days(count: Count) -> None:
    counted = count("answer", "notice", date(2026, 10, 9))
    assert counted.first.steps[0] == "2026年10月9日发出公告，过30日，到2026年11月8日视为送达。"
    assert counted.first.deadline.start == date(2026, 11, 8) and counted.safe == date(2026, 11, 23)


def test_a_payment_order_is_not_served_by_public_notice(book: DeadlineBook) -> None:
    assert "notice" not in book.by_id["payment-order-objection"].by_start
    assert "notice" in book.by_id["appeal-judgment"].by_start


def test_before_a_hearing_it_is_the_working_day_before(count: Count) -> None:
    counted = count("small-claims-objection", "hearing", date(2026, 10, 8))
    assert counted.safe == date(2026, 9, 30), "1 to 7 October are off"
    assert counted.state(date(2026, 10, 8)) is State.DOUBTFUL and counted.state(date(2026, 10, 9)) is State.PASSED


def test_the_arbitration_law_changed_on_the_first_of_march(count: Count) -> None:
    """Six months for awards received before, three from then on; between them the shorter, and both are told."""
    old = count("award-set-aside", "signed", date(2025, 8, 20))
    assert (len(old.possible), old.citations[0].named) == (1, "《仲裁法》第59条")
    new = count("award-set-aside", "signed", date(2026, 3, 1))
    assert (new.safe, new.citations[0].named) == (date(2026, 6, 1), "《仲裁法》第72条")
    both = count("award-set-aside", "signed", date(2026, 2, 27))
    assert (both.safe, both.latest) == (date(2026, 5, 27), date(2026, 8, 27))
    assert "按短的准备" in both.first.because and both.possible[1].because == ""
    assert [one.named for one in both.citations][:2] == ["《仲裁法》第59条", "《仲裁法》第72条"]


def test_the_old_number_of_an_article_is_cited_for_its_day(count: Count) -> None:
    assert count("police-six-months", "last", date(2025, 12, 31)).citations[0].named == "《治安管理处罚法》第22条"
    assert count("police-six-months", "last", date(2026, 1, 1)).citations[0].named == "《治安管理处罚法》第25条"
    assert count("payment-order-objection", "signed", date(2023, 12, 31)).citations[0].named == "《民事诉讼法》第223条"


def test_of_a_day_whose_law_was_not_read_nothing_is_cited(count: Count) -> None:
    counted = count("appeal-judgment", "signed", date(2010, 5, 4))
    assert counted.unread and counted.citations == ()
    assert counted.safe == date(2010, 5, 19)


def test_a_period_no_text_moves_stays_on_the_rest_day(count: Count) -> None:
    counted = count("reconsideration", "signed", date(2026, 11, 10))
    assert counted.safe == date(2027, 1, 9) and counted.rests
    assert not count("reconsideration", "signed", date(2026, 11, 9)).rests


def test_a_year_without_a_schedule_is_said_and_its_weekend_not_relied_on(count: Count) -> None:
    counted = count("appeal-judgment", "signed", date(2027, 9, 24))
    assert not counted.certain and counted.unknown_years == (2027,)
    assert (counted.safe, counted.latest) == (date(2027, 10, 9), date(2027, 10, 11))


def test_what_the_other_side_may_take_is_told_from_the_latest_start(count: Count) -> None:
    counted = count("lender-answer", "got", date(2026, 11, 10))
    assert [one.last for one in counted.later] == [date(2026, 12, 10), date(2027, 1, 9)]
    assert counted.post_by is None and counted.prolonging is None


def test_a_fixed_period_is_never_prolonged(count: Count) -> None:
    assert count("retrial", "effective", date(2026, 1, 5)).prolonging is None
    prolonging = count("appeal-judgment", "signed", date(2026, 1, 5)).prolonging
    assert prolonging is not None and prolonging.named == "《民事诉讼法》第86条"


def test_a_letters_last_day_leads_to_the_page_that_counts_the_same(book: DeadlineBook) -> None:
    deadline = count_deadline(date(2026, 11, 10), 15)
    assert address_of(book, "payment-order-objection", deadline, "electronic") == (
        "/deadlines/payment-order-objection?start=electronic&on=2026-11-10"
    )
    assert address_of(book, "payment-order-objection", deadline, "") == (
        "/deadlines/payment-order-objection?start=signed&on=2026-11-10"
    )
    assert address_of(book, "payment-order-objection", count_deadline(date(2026, 11, 10), 14), "") == ""
    assert address_of(book, "verify-collector", deadline, None) == ""


def test_of_two_periods_of_one_length_the_one_the_letter_names_counts(book: DeadlineBook) -> None:
    deadline = count_deadline(date(2026, 11, 20), 7, rule=Rule.CALENDAR)
    named = [
        address_of(book, "police-nofiling-review", deadline, None, page=page)
        for page in ("no-filing-review", "no-filing-recheck")
    ]
    assert [one.partition("?")[0] for one in named] == ["/deadlines/no-filing-review", "/deadlines/no-filing-recheck"]


def test_a_paper_published_is_not_counted_as_if_it_had_been_signed_for(book: DeadlineBook) -> None:
    deadline = count_deadline(date(2026, 11, 10), 15)
    assert address_of(book, "appeal", deadline, "post").endswith("start=post&on=2026-11-10")
    # The letter's limit runs from the day it counts as delivered; the page asks for the day it was published.
    assert address_of(book, "appeal", deadline, "notice").endswith("appeal-judgment?start=notice&on=2026-10-11")


def test_where_a_period_has_several_events_a_receipt_is_the_receipt(book: DeadlineBook) -> None:
    deadline = count_deadline(date(2026, 11, 10), 15)
    assert address_of(book, "non-enforcement-notary", deadline, "") == (
        "/deadlines/notarised-non-enforcement?start=served&on=2026-11-10"
    )
    assert address_of(book, "non-enforcement-notary", deadline, None) == ""


def test_the_question_that_gave_the_day_says_which_event_it_is(book: DeadlineBook) -> None:
    deadline = count_deadline(date(2026, 11, 12), 15)
    assert address_of(book, "non-enforcement-award", deadline, None, "rejected_on") == (
        "/deadlines/award-non-enforcement?start=rejected&on=2026-11-12"
    )
    assert address_of(book, "non-enforcement-award", deadline, None, "known_on").endswith("start=learned&on=2026-11-12")
    assert address_of(book, "arbitration-validity", count_back(date(2026, 12, 1)), None, "hearing_date") == (
        "/deadlines/arbitration-validity?start=hearing&on=2026-12-01"
    )


def test_letters_and_periods_count_alike(catalogue: Catalogue, book: DeadlineBook) -> None:
    """A letter with a court's limit and the period that names it come to the same last day, from a day with a holiday ahead."""
    start = date(2026, 9, 20)
    named = {slug for one in book.periods if one.mine for slug in one.file.letters}
    checked = 0
    for letter in catalogue.letters.letters:
        court = [one for one in letter.file.deadlines if one.rule is Rule.COURT and one.length]
        if letter.slug not in named or not court or any(one.unit is Unit.WORKDAYS for one in court):
            continue
        pages = [
            address_of(book, letter.slug, count_deadline(start, one.length, one.unit, one.rule, book.rest_days), None)
            for one in court
        ]
        if letter.slug in AGREED:
            assert all(pages), (letter.slug, pages)
            checked += 1
    assert checked >= len(AGREED & set(catalogue.letters.by_slug)) > 0


AGREED = frozenset(
    {
        "payment-order-objection", "answer-credit-card", "answer-financial-loan", "answer-private-lending",
        "answer-guarantee-insurance", "answer-general", "jurisdiction-objection", "appeal", "fee-waiver",
        "judicial-confirmation", "enforcement-review",
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("today", "titles"),
    [
        (date(2026, 11, 20), ["最后一天：对一审判决上诉", "要寄的，今天寄出：对一审判决上诉"]),
        (date(2026, 11, 23), ["最后一天：对一审判决上诉"]),
    ],
)
def test_a_day_to_post_that_is_over_is_no_reminder(count: Count, today: date, titles: list[str]) -> None:
    counted = count("appeal-judgment", "signed", date(2026, 11, 10))
    assert counted.post_by == date(2026, 11, 22)
    assert [one.title for one in reminders_of(counted, "https://example.org", False, today)] == titles


def test_a_last_day_copied_from_a_paper_is_counted_from_its_receipt(book: DeadlineBook) -> None:
    last = count_deadline(date(2026, 11, 25), 0, rule=Rule.CALENDAR)
    assert address_of(
        book, "arbitration-answer", last, "", "deadline_given", "arbitration-answer", date(2026, 11, 10)
    ) == ("/deadlines/arbitration-answer?start=signed&on=2026-11-10&days=15")
    assert address_of(book, "arbitration-answer", last, "", "deadline_given", "arbitration-answer", last.last) == ""


def test_the_limits_of_a_retrial_and_of_an_appeal_never_served_lead_to_their_own_starts(book: DeadlineBook) -> None:
    retrial = count_deadline(date(2026, 6, 20), 6, Unit.MONTHS)
    assert address_of(book, "retrial-application", retrial, None, "effective_date").endswith(
        "retrial?start=effective&on=2026-06-20"
    )
    appeal = count_deadline(date(2026, 11, 10), 15)
    assert address_of(book, "appeal", appeal, None, "learned_on").endswith("start=learned&on=2026-11-10")
