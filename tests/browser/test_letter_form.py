"""A letter's form in a real browser: kept and drawn while somebody types, and whole without JavaScript."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from app.catalogue import Catalogue
from tests.browser.conftest import PHONE, opened
from tests.browser.test_every_page import violations
from tests.letters.test_letter_pages import as_form

pytestmark = pytest.mark.browser

FORM = "/letters/payment-order-objection"
OTHER = "/letters/verify-collector"
COURT = "某某市某某区人民法院"
FORM_HEADERS = {"content-type": "application/x-www-form-urlencoded"}
OWN = "2026年10月5日我去柜台问过，对方说查不到这笔账。"


def saved(page: Page) -> Locator:
    return page.locator("[data-saved-said]")


def type_court(page: Page, court: str = COURT) -> None:
    page.get_by_label("法院全称").fill(court)


def test_the_letter_follows_the_typing_on_a_wide_screen(desk: Page) -> None:
    desk.goto(FORM)
    draft = desk.locator("#draft")
    expect(draft).to_contain_text("填几项，这里就有信的样子")
    expect(desk.get_by_role("button", name="存一下，看到哪了")).to_be_hidden()
    type_court(desk)
    expect(saved(desk)).to_have_text("已保存 10:00")
    expect(draft.locator(".sheet")).to_contain_text(COURT)
    expect(draft).to_contain_text("草稿")
    expect(draft).to_contain_text(re.compile(r"全文\d+字 · 打印1页"))
    desk.get_by_label("第1段写什么").fill(OWN)
    expect(draft.locator(".sheet")).to_contain_text(OWN)
    form, sheet = desk.locator("form.letter-form").bounding_box(), draft.bounding_box()
    assert form and sheet and sheet["x"] >= form["x"] + form["width"]
    assert desk.evaluate("document.documentElement.scrollWidth") <= 1280
    assert violations(desk) == []


def test_on_a_phone_a_button_turns_to_the_letter_and_back(phone: Page) -> None:
    phone.goto(FORM)
    type_court(phone)
    expect(saved(phone)).to_have_text("已保存 10:00")
    expect(phone.locator("#draft")).to_be_hidden()
    turn = phone.get_by_role("button", name="边填边看")
    expect(turn).to_be_in_viewport()
    turn.click()
    expect(phone.locator("#draft .sheet")).to_contain_text(COURT)
    expect(phone.get_by_label("法院全称")).to_be_hidden()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(phone) == []
    # What is lacking leads back into the form, into a part that was folded.
    lacking = phone.locator(".draft-lacking")
    if lacking.get_attribute("open") is None:
        lacking.locator("summary").click()
    lacking.get_by_role("link").last.click()
    expect(phone.locator("#draft")).to_be_hidden()
    target = phone.evaluate("decodeURIComponent(location.hash)")
    expect(phone.locator(f"[id='{target[1:]}']")).to_be_visible()
    assert violations(phone) == []


def test_leaving_half_way_and_coming_back_loses_nothing(phone: Page) -> None:
    """Also when the phone is put away before the pause after typing is over."""
    phone.goto(FORM)
    type_court(phone)
    expect(saved(phone)).to_have_text("已保存 10:00")
    phone.get_by_label("第1段写什么").fill(OWN)
    with phone.expect_response(lambda answer: answer.url.endswith("/draft") and answer.ok):
        phone.evaluate("""() => {
            Object.defineProperty(document, "hidden", { value: true, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""")
    phone.goto("/letters")
    phone.get_by_role("region", name="接着写").get_by_role("link").first.click()
    expect(phone.get_by_label("法院全称")).to_have_value(COURT)
    expect(phone.get_by_label("第1段写什么")).to_have_value(OWN)


def test_a_button_pressed_while_it_is_being_kept_is_no_conflict(desk: Page) -> None:
    """The site has kept it already, and the page has not heard so."""
    desk.add_init_script("""{
        const fetched = window.fetch;
        window.fetch = async (...asked) => {
            const answer = await fetched(...asked);
            await new Promise((heard) => setTimeout(heard, 1_000));
            return answer;
        };
    }""")
    desk.goto(FORM)
    type_court(desk)
    desk.wait_for_event("response", lambda answer: answer.url.endswith("/draft"))
    desk.locator("[name=j_caseno]").fill("不是案号")
    desk.locator(".letter-bar").get_by_role("button", name="看信的样子").click()
    expect(desk.get_by_role("alert")).to_contain_text("还差")
    expect(desk.locator("main")).not_to_contain_text("刚在别的页面改过")
    expect(desk.locator("[name=j_caseno]")).to_have_value("不是案号")


def test_offline_says_so_keeps_the_text_and_tries_again(desk: Page) -> None:
    desk.goto(FORM)
    desk.context.set_offline(True)
    type_court(desk)
    expect(saved(desk)).to_contain_text("没存上")
    expect(desk.get_by_label("法院全称")).to_have_value(COURT)
    desk.context.set_offline(False)
    expect(saved(desk)).to_have_text("已保存 10:00")
    desk.reload()
    expect(desk.get_by_label("法院全称")).to_have_value(COURT)


def test_too_often_waits_as_long_as_it_is_told(desk: Page) -> None:
    answers = iter([429])

    def busy(route: Route) -> None:
        status = next(answers, 0)
        if status:
            route.fulfill(status=status, headers={"Retry-After": "1"}, body="")
        else:
            route.continue_()

    desk.route("**/draft", busy)
    desk.goto(FORM)
    type_court(desk)
    expect(saved(desk)).to_contain_text("歇几秒再存")
    expect(saved(desk)).to_have_text("已保存 10:00")


def test_two_tabs_do_not_overwrite_each_other(browser: Browser, address: str) -> None:
    with opened(browser, address) as context:
        first, second = context.new_page(), context.new_page()
        # The case is there before both open the form.
        first.goto(OTHER)
        first.locator("[name=b_name]").fill("王某")
        expect(saved(first)).to_have_text("已保存 10:00")
        first.goto(FORM)
        second.goto(FORM)
        type_court(first, "甲人民法院")
        expect(saved(first)).to_have_text("已保存 10:00")
        type_court(second, "乙人民法院")
        expect(saved(second)).to_contain_text("刚在别的页面改过")
        expect(second.get_by_label("法院全称")).to_have_value("乙人民法院")
        # Typing on overwrites nothing, the button does.
        second.locator("[name=j_caseno]").fill("123")
        second.wait_for_timeout(1_500)
        first.reload()
        expect(first.get_by_label("法院全称")).to_have_value("甲人民法院")
        second.locator(".letter-bar").get_by_role("button", name="看信的样子").click()
        expect(second.get_by_role("alert")).to_contain_text("还差")
        first.reload()
        expect(first.get_by_label("法院全称")).to_have_value("乙人民法院")


def test_nothing_is_stored_in_the_browser(phone: Page) -> None:
    phone.goto(FORM)
    type_court(phone)
    expect(saved(phone)).to_have_text("已保存 10:00")
    assert phone.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_without_javascript_a_button_keeps_and_shows_the_letter(scriptless: Page) -> None:
    scriptless.goto(FORM)
    expect(scriptless.get_by_role("button", name="边填边看")).to_be_hidden()
    type_court(scriptless)
    scriptless.get_by_role("button", name="存一下，看到哪了").click()
    expect(scriptless.locator("main")).to_contain_text("已保存 10:00")
    expect(scriptless.locator("#draft .sheet")).to_contain_text(COURT)
    expect(scriptless.get_by_label("法院全称")).to_have_value(COURT)
    # Parts unfold without a script, and a link that skips leads on.
    scriptless.locator("#part-5 > summary").click()
    skip = scriptless.locator("#part-5 .skip-on a").first
    wanted = skip.get_attribute("href")
    skip.click()
    assert wanted and scriptless.url.endswith(wanted)
    expect(scriptless.locator(f"[id='{wanted[1:]}']")).to_be_in_viewport()


def test_a_letter_is_kept_as_sent_and_found_again(phone: Page, catalogue: Catalogue) -> None:
    answers = catalogue.letters.by_slug["payment-order-objection"].file.examples[0].answers
    phone.request.post(FORM, data=urlencode(as_form(answers), doseq=True), headers=FORM_HEADERS)
    phone.goto(f"{FORM}/preview")
    assert violations(phone) == []
    phone.get_by_label("当面交").check()
    phone.get_by_role("button", name="我寄出了，留一份底").click()
    expect(phone.locator("h1")).to_have_text("寄出的信：异议书")
    assert violations(phone) == []
    with phone.expect_download() as waiting:
        phone.get_by_role("link", name="下载寄出的这份（PDF）").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")
    phone.get_by_role("link", name="全部寄出的信").click()
    expect(phone.locator(".sent-letter")).to_have_count(1)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(phone) == []
    phone.goto("/case")
    expect(phone.get_by_role("region", name="寄出的信")).to_contain_text("当面交")
    assert violations(phone) == []


@pytest.mark.parametrize("slug", ["payment-order-objection", "complaint-nfra", "personalized-installment"])
def test_every_label_and_bar_fits_the_phone(phone: Page, slug: str) -> None:
    phone.goto(f"/letters/{slug}")
    for part in phone.locator("details").all():
        part.evaluate("(part) => { part.open = true; }")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    bar = phone.locator(".letter-bar").bounding_box()
    assert bar and bar["height"] < PHONE["height"] / 5
    assert violations(phone) == []
