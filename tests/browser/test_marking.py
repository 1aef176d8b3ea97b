"""From a file to marked numbers on a phone: with a finger and script, and without script."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE, opened

pytestmark = pytest.mark.browser

BUSY = "".join(
    f"2026-09-0{5 + call % 3} {9 + call // 3:02d}:10 02100000004 呼入 {'未接' if call % 4 else '35秒'}\n"
    for call in range(12)
)
LINES = f"{BUSY}2026-09-05 22:41 95555 呼入 未接\n2026-09-06 10:00 13800006612 呼入 65秒\n"


def sound(page: Page) -> None:
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("h1").count() == 1
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))
    violations = Axe().run(page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in violations] == []


def read_in(page: Page) -> None:
    page.goto("/evidence")
    page.get_by_label("或者粘贴文字").fill(LINES)
    page.get_by_role("button", name="看看读到什么").click()


def test_a_finger_marks_a_number_and_takes_it_back(phone: Page) -> None:
    read_in(phone)
    sound(phone)
    assert "可能是催收：3天里打来12次。" in phone.locator("main").inner_text()
    assert phone.locator("input[name=numbers]:checked").count() == 0
    phone.get_by_label("02100000004").check()
    phone.get_by_role("button", name="把勾选的加入我的记录").click()
    sound(phone)
    phone.locator("main").get_by_role("link", name="02100000004").click()
    sound(phone)
    phone.get_by_text("接通的，3次").click()
    phone.get_by_role("button", name="下一步").click()
    sound(phone)
    phone.get_by_text("家人", exact=True).click()
    phone.get_by_role("button", name="下一步").click()
    sound(phone)
    phone.locator("details.acts > summary:visible").first.click()
    phone.locator("details.acts[open] label.tick").first.click()
    phone.get_by_label("选中的每一次，都发生过上面勾的事").check()
    phone.get_by_role("button", name="标好这些联系").click()
    sound(phone)
    assert "标好了3次联系" in phone.locator("#told").inner_text()
    assert "找的是家人：3次" in phone.locator("main").inner_text()
    phone.get_by_role("button", name="标错了，收回这一次").click()
    assert "收回了，3次联系和标以前一样" in phone.locator("#told").inner_text()
    assert phone.get_by_text("找的是家人").count() == 0


def test_an_accusation_of_many_calls_is_asked_about_and_nothing_is_lost(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport=PHONE, has_touch=True) as context:
        page = context.new_page()
        read_in(page)
        page.get_by_role("button", name="全部加入我的记录").click()
        page.locator("main").get_by_role("link", name="02100000004").click()
        for _ in range(2):
            page.get_by_role("button", name="下一步").click()
        page.locator("details.acts > summary:visible").first.click()
        page.locator("details.acts[open] label.tick").first.click()
        page.get_by_role("textbox", name="原话").fill("再不还就去你单位")
        page.get_by_role("button", name="标好这些联系").click()
        # The screen with the question is shown, with what was ticked and typed.
        sound(page)
        assert page.get_by_text("这样会记在12次联系上").last.is_visible()
        assert page.locator("details.acts input:checked").count() == 1
        assert page.get_by_role("textbox", name="原话").input_value() == "再不还就去你单位"


def test_without_script_a_number_is_marked_on_one_page(scriptless: Page) -> None:
    read_in(scriptless)
    scriptless.get_by_role("button", name="全部加入我的记录").click()
    scriptless.locator("main").get_by_role("link", name="95555").click()
    assert "像银行、保险等客服的号码，先核对。" in scriptless.locator("main").inner_text()
    scriptless.get_by_label("单位领导、人事").check()
    scriptless.get_by_label("对方说替谁催").fill("某银行")
    scriptless.get_by_role("button", name="标好这些联系").click()
    told = scriptless.locator("main").inner_text()
    assert "标好了1次联系" in told
    assert "替“某银行”催：1次" in told
    scriptless.locator("#told").get_by_role("link", name="02100000004").click()
    assert "02100000004：找了谁、说了什么？" in scriptless.locator("h1").inner_text()
