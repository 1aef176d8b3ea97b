"""Is it really the lender's collector? On a phone, without a script, and the questions on one sheet."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_without_script_from_home_to_what_to_do_first(scriptless: Page) -> None:
    scriptless.goto("/")
    scriptless.get_by_role("link", name=re.compile("谁在催我？是真的吗")).click()
    scriptless.locator("input[name=role][value=me]").check()
    scriptless.locator("input[name=sign][value=police-court]").check()
    scriptless.locator("input[name=sign][value=gives-name]").check()
    scriptless.get_by_role("button", name="看看像不像真的").click()
    assert re.search(r"/who-is-calling\?role=me&sign=police-court&sign=gives-name", scriptless.url)
    assert scriptless.locator("p.answer").inner_text().startswith("很像骗局，但还不能断定")
    steps = scriptless.locator("ol.steps > li")
    assert steps.nth(0).inner_text().startswith("挂断") and steps.nth(1).inner_text().startswith("自己拨号核实")
    assert scriptless.evaluate("document.documentElement.scrollWidth") <= 360
    scriptless.get_by_text("依据，和接着看").first.click()
    assert scriptless.get_by_role("link", name="《治安管理处罚法》第62条").is_visible()
    scriptless.get_by_role("link", name="改一改").click()
    assert scriptless.locator("input[name=sign][value=police-court]").is_checked()


def test_without_script_a_forgotten_answer_is_asked_for(scriptless: Page) -> None:
    scriptless.goto("/who-is-calling")
    scriptless.get_by_role("button", name="看看像不像真的").click()
    assert "先选你是谁" in scriptless.locator("[data-errors]").inner_text()


def test_on_a_phone_one_question_a_screen(phone: Page) -> None:
    phone.goto("/who-is-calling")
    assert "第1屏，共5屏" in phone.locator("main").inner_text()
    phone.get_by_label(re.compile("打错了，我不认识这个人")).check()
    for _ in range(4):
        phone.get_by_role("button", name="下一步", exact=True).click()
    phone.get_by_role("button", name="看看像不像真的").click()
    assert "跟你没有关系" in phone.locator("p.answer").inner_text()


def test_each_question_has_the_screen_to_itself(phone: Page) -> None:
    phone.goto("/who-is-calling/questions")
    cards = phone.locator(".aloud > li")
    assert cards.count() == 9
    for place in range(cards.count()):
        box = cards.nth(place).bounding_box()
        assert box is not None and box["height"] > 740 * 0.55
    size = phone.locator(".aloud .ask").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert size >= 28
