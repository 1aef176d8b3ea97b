"""A paper came: on a phone, without a script, by axe, and on paper."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

RESULT = "/received?paper=payment-order&seal=photo&way=wechat&money=personal&received=2026-11-13"


def test_without_script_from_home_to_the_last_day(scriptless: Page) -> None:
    scriptless.goto("/")
    scriptless.get_by_role("link", name=re.compile("收到法院或律师的纸")).click()
    scriptless.get_by_label(re.compile("照抄最大的那行字")).fill("民事支付令")
    scriptless.locator("input[name=seal][value=court]").check()
    scriptless.get_by_label(re.compile("照抄标题下面")).fill("(2026) 京0105 民督 12号")
    scriptless.locator("input[name=way][value=ems]").check()
    scriptless.locator("input[name=received]").fill("2026-11-13")
    scriptless.get_by_role("button", name="看看是什么，先做什么").click()
    assert "还不能断定" in scriptless.locator("p.answer").inner_text()
    assert "投诉信答不了它" in scriptless.locator(".notice-warn").first.inner_text()
    assert "2026年11月30日（星期一）" in scriptless.locator(".countdown").inner_text()
    assert scriptless.evaluate("document.documentElement.scrollWidth") <= 360
    assert scriptless.url.endswith("/received")
    scriptless.get_by_role("button", name="改一改").click()
    assert scriptless.locator("input[name=number]").input_value() == "(2026) 京0105 民督 12号"
    assert scriptless.locator("input[name=seal][value=court]").is_checked()


def test_on_a_phone_one_question_a_screen(phone: Page) -> None:
    phone.goto("/received")
    assert "第1屏，共5屏" in phone.locator("main").inner_text()
    phone.get_by_label(re.compile("或者在这里选一种")).select_option("unsure")
    for _ in range(4):
        phone.get_by_role("button", name="下一步", exact=True).click()
    phone.get_by_role("button", name="看看是什么，先做什么").click()
    assert "先按最短的数" in phone.locator("main").inner_text()


@pytest.mark.parametrize("width", [280, 320, 344, 360, 390])
def test_the_heading_of_a_step_lies_below_the_bar(phone: Page, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 640})
    phone.emulate_media(reduced_motion="reduce")
    phone.goto("/received")
    phone.get_by_label(re.compile("照抄最大的那行字")).fill("支付令")
    phone.get_by_role("button", name="下一步", exact=True).click()
    bar = phone.locator(".site-header").bounding_box()
    said = phone.locator(".step-said").bounding_box()
    assert bar and said and said["y"] >= bar["y"] + bar["height"]


def test_a_case_number_without_script(scriptless: Page) -> None:
    scriptless.goto("/received/case-number")
    scriptless.get_by_label(re.compile("照抄案号")).fill("［2026］京0105执12号")
    scriptless.get_by_role("button", name="拆开看").click()
    said = scriptless.locator("main").inner_text()
    assert "首次执行" in said and "不能说明" in said and scriptless.url.endswith("/received/case-number")
    scriptless.get_by_text("法院代号怎么看").click()
    assert scriptless.get_by_text("没有数字，是高级法院").is_visible()
    assert scriptless.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(
    "path",
    [
        "/received",
        RESULT,
        "/received/case-number?number=%EF%BC%882027%EF%BC%89%E4%BA%AC0105%E6%B0%91%E5%88%9D1%E5%8F%B7",
    ],
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(phone: Page, path: str) -> None:
    phone.goto(path)
    found = Axe().run(phone)
    assert found.violations_count == 0, found.generate_report()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_on_paper_the_answer_is_whole_and_the_form_gone(desk: Page) -> None:
    desk.goto(RESULT)
    desk.emulate_media(media="print")
    assert desk.get_by_text("投诉信答不了它").is_visible()
    assert desk.locator(".countdown").is_visible()
    assert not desk.get_by_role("button", name="改一改").is_visible()
    assert len(desk.pdf(format="A4")) > 10_000
