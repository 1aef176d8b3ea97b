"""From the paper to the last day on a phone: without a script, into the calendar, onto a card; axe finds nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from icalendar import Calendar
from playwright.sync_api import Page

from app.domain.deadline import count_deadline
from app.domain.moment import say_day
from tests.browser.test_every_page import violations
from tests.conftest import NOW

pytestmark = pytest.mark.browser

RECEIVED = NOW.date() - timedelta(days=3)
ORDER = "/deadlines/payment-order-objection"


def test_without_script_from_home_to_the_last_day_and_the_calendar(scriptless: Page) -> None:
    scriptless.goto("/")
    scriptless.get_by_role("link", name="算一算还有几天").click()
    scriptless.get_by_role("link", name="收到法院的支付令，几天内要回？").click()
    scriptless.get_by_label(re.compile("同住的家里人签收的")).check()
    scriptless.locator("input[name=on]").fill(RECEIVED.isoformat())
    scriptless.get_by_role("button", name="算出最后一天").click()
    last = count_deadline(RECEIVED, 15).safe
    assert say_day(last, weekday=True) in scriptless.locator(".countdown").inner_text()
    assert scriptless.evaluate("document.documentElement.scrollWidth") <= 360
    with scriptless.expect_download() as taken:
        scriptless.get_by_role("link", name="放进手机日历").click()
    entry = Calendar.from_ical(taken.value.path().read_bytes()).walk("VEVENT")[0]
    assert entry.decoded("dtstart") == last
    scriptless.get_by_role("link", name="改日期再算一次").click()
    assert scriptless.locator("input[name=on]").input_value() == RECEIVED.isoformat()
    assert scriptless.locator("input[name=start][value=family]").is_checked()


def test_without_script_a_forgotten_day_is_asked_for(scriptless: Page) -> None:
    scriptless.goto(ORDER)
    scriptless.locator("input[name=start][value=signed]").check()
    scriptless.get_by_role("button", name="算出最后一天").click()
    assert "填上日期：你签字的那天。" in scriptless.locator("[data-errors]").inner_text()
    assert scriptless.locator("input[name=start][value=signed]").is_checked()


def test_the_card_is_all_that_is_printed(phone: Page) -> None:
    phone.goto(f"{ORDER}/strip?start=signed&on={RECEIVED}")
    phone.emulate_media(media="print")
    assert phone.locator(".cut-card").is_visible()
    assert not phone.locator(".site-header, .site-footer, h1").first.is_visible()
    width = phone.evaluate("document.querySelector('.cut-card').getBoundingClientRect().width")
    assert 320 < width < 345, "88 mm"


@pytest.mark.parametrize(
    "path",
    [
        "/deadlines",
        "/deadlines/holidays",
        "/deadlines/court-set",
        f"{ORDER}?start=signed&on={RECEIVED}&change=yes",
        f"{ORDER}?start=signed&on={RECEIVED}",
        f"{ORDER}?start=signed&on=2024-02-29",
        f"{ORDER}?start=unsure&on={RECEIVED - timedelta(days=2)}&also={RECEIVED}",
        f"{ORDER}/strip?start=signed&on={RECEIVED}",
        f"/deadlines/lender-answer?start=got&on={RECEIVED}",
        "/deadlines/award-set-aside?start=signed&on=2026-02-10",
    ],
)
def test_it_fits_a_phone_and_axe_finds_nothing(phone: Page, path: str) -> None:
    phone.goto(path)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert phone.locator("h1").count() == 1
    assert violations(phone) == []
