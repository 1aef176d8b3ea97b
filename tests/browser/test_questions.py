"""The questions of the result on a phone of 360 pixels, without script: one tap, saved, judged anew."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

NUMBER = "02155550004"


def tell(page: Page, clock: str, **choices: str) -> None:
    page.goto("/case/contacts/new")
    page.get_by_label("哪一天", exact=True).fill("2026-09-07")
    page.get_by_label("几点几分").fill(clock)
    page.get_by_label("对方号码").fill(NUMBER)
    for name, value in choices.items():
        page.locator(f"input[name={name}][value={value}]").check()
    page.get_by_role("button", name="保存这次联系").click()


def begin(page: Page) -> None:
    """A borrower who does not know the lender: a night call, and eight dials of which nothing else is known."""
    page.goto("/case/debt")
    page.locator("input[name=creditor_kind][value=unknown]").check()
    page.get_by_role("button", name="下一步：记下联系").click()
    tell(page, "22:41", answered="yes")
    for hour in range(9, 17):
        tell(page, f"{hour:02d}:00")
    page.goto("/check")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth") <= 360)


def test_from_not_knowing_the_lender_to_a_sound_result(scriptless: Page) -> None:
    begin(scriptless)
    assert fits(scriptless)
    assert "有争议" in scriptless.locator("#finding-night-contact header").inner_text()
    ask = scriptless.locator("#ask-creditor")
    ask.get_by_text("怎么查").click()
    assert ask.get_by_text("看合同里“贷款人”那一栏的全称").is_visible()
    ask.get_by_role("button", name="银行信用卡").click()
    assert "标准或行业规则不允许" in scriptless.locator("#finding-night-contact header").inner_text()
    assert "银行信用卡" in scriptless.locator("#told").inner_text() and fits(scriptless)
    scriptless.locator("#ask-answered").get_by_role("button", name="没接", exact=True).first.click()
    assert scriptless.locator("#finding-repeated-dial-unanswered").count() == 1 and fits(scriptless)
    scriptless.locator("#told").get_by_role("button", name="点错了").click()
    assert scriptless.locator("#finding-repeated-dial-unanswered").count() == 0
    scriptless.locator("#ask-answered").get_by_role("button", name="我不确定").first.click()
    assert scriptless.locator("#ask-answered").count() == 0
    unsure = scriptless.locator("#ask-answered-unsure")
    assert "如果没接：标准或行业规则不允许" in unsure.inner_text() and fits(scriptless)
    unsure.get_by_text("现在知道了，回答").first.click()
    unsure.get_by_role("button", name="没接", exact=True).first.click()
    assert scriptless.locator("#finding-repeated-dial-unanswered").count() == 1


def test_hours_are_typed_in_place(scriptless: Page) -> None:
    begin(scriptless)
    scriptless.locator("#ask-creditor").get_by_role("button", name="银行信用卡").click()
    ask = scriptless.locator("#ask-agreed_hours")
    ask.get_by_label("从", exact=True).fill("22:00")
    ask.get_by_role("button", name="保存").click()
    assert "两个都要填" in scriptless.locator("[role=alert]").inner_text() and fits(scriptless)
    ask.get_by_label("到", exact=True).fill("23:00")
    ask.get_by_role("button", name="保存").click()
    assert "22:41" not in scriptless.locator("main").inner_text()


def test_the_questions_are_large_enough_for_a_finger_and_pass_axe(phone: Page) -> None:
    phone.goto("/check")
    # The forms are stepped where there is script; the requests are the same.
    headers = {"Origin": phone.url.split("/check")[0]}
    phone.request.post("/case/debt", form={"creditor_kind": "bank-card"}, headers=headers)
    for hour in (23, *range(9, 17)):
        contact: dict[str, str | float | bool] = {
            "day": "2026-09-07",
            "clock": f"{hour:02d}:00",
            "means": "call",
            "number": NUMBER,
            "reached": "me",
        }
        phone.request.post("/case/contacts/new", form=contact, headers=headers)
    phone.goto("/check")
    assert phone.locator("[id^=ask-]").count() == 3 and fits(phone)
    for control in phone.locator("#asks button:visible").all():
        box = control.bounding_box()
        assert box is not None and box["height"] >= 44, control.inner_text()
    for details in phone.locator("main details").all():
        details.evaluate("one => one.open = true")
    assert fits(phone)
    violations = Axe().run(phone).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in violations] == []
