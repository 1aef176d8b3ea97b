"""Every kind of page, in a real browser: fits a phone, passes axe, needs no script."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGES = (
    "/", "/check", "/case", "/case/debt", "/case/contacts/new", "/conduct", "/conduct/night-contact", "/law",
    "/law/zhian/2026-01-01", "/channels", "/channels/nfra-12378", "/letters", "/letters/stop-unlawful-collection",
    "/letters/payment-order-objection", "/evidence", "/evidence/numbers", "/evidence/files", "/evidence/pack",
    "/facts/electronic-evidence", "/situations",
    "/situations/third-party-contact", "/rights/privacy", "/routes/payment-order", "/papers/real-or-fake",
    "/tactics/phone-bombing", "/facts/card-interest", "/map", "/timeline", "/channels/map", "/channels/find",
    "/channels/find?creditor=micro-lender&conduct=threaten-harm&conduct=disclose-to-third-party&matter=fees&want=supervisor",
    "/channels/find?want=danger&matter=despair", "/who-is-calling", "/who-is-calling/questions?role=employer",
    "/who-is-calling?role=me&sign=police-court&sign=wechat&sign=gives-name&creditor=bank-loan", "/who-is-calling?role=relative",
    "/letters/verify-collector", "/letters/third-party-stop", "/precedents", "/precedents/agreed-date-2020", "/law/zhian",
    "/law/zhian/compare", "/changes", "/review", "/about", "/search", "/search?q=催收半夜打电话", "/search?q=我不想活了",
    "/limits", "/privacy", "/accessibility", "/api/docs",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_phone_and_passes_axe(phone: Page, path: str) -> None:
    phone.goto(path)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert phone.locator("h1").count() == 1
    violations = Axe().run(phone).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in violations] == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_passes_axe_on_a_desk_in_the_dark(desk: Page, path: str) -> None:
    desk.emulate_media(color_scheme="dark")
    desk.goto(path)
    violations = Axe().run(desk).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in violations] == []


def test_every_button_of_a_finger_is_large_enough(phone: Page) -> None:
    phone.goto("/case/debt")
    for control in phone.locator("button:visible, a.button:visible, label.choice:visible").all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= 44, control.inner_text()


def test_quick_exit_leaves_at_once(phone: Page) -> None:
    phone.goto("/check")
    assert phone.locator("[data-leave]").get_attribute("href") == "https://www.baidu.com/"


def test_without_script_the_search_for_a_result_works(scriptless: Page) -> None:
    scriptless.goto("/check")
    scriptless.get_by_role("link", name="开始").click()
    scriptless.get_by_label("银行信用卡").check()
    scriptless.get_by_role("button", name="下一步").click()
    scriptless.get_by_label("哪一天", exact=True).fill("2026-09-05")
    scriptless.get_by_label("几点几分").fill("22:41")
    scriptless.get_by_label("接通了", exact=True).check()
    scriptless.get_by_role("button", name="保存这次联系").click()
    scriptless.get_by_role("link", name="看哪些不允许").click()
    assert "标准或行业规则不允许" in scriptless.locator("main").inner_text()
    scriptless.get_by_role("button", name="立即删除").first.click()
    assert "已经删除" in scriptless.locator("h1").inner_text()
