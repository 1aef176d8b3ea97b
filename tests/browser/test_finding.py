"""Three questions, then whom to turn to: on a phone, without a script, one screen after the other."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def first_step(page: Page) -> str:
    return page.locator("ol.referral > li").first.inner_text()


def test_without_script_from_the_channels_to_the_answer(scriptless: Page) -> None:
    scriptless.goto("/channels")
    scriptless.get_by_role("link", name="三个问题，看该找谁").click()
    scriptless.locator("input[name=creditor][value=micro-lender]").check()
    act = scriptless.locator("input[name=conduct][value=disclose-to-third-party]")
    scriptless.locator("details.acts", has=act).locator("summary").first.click()
    act.check()
    scriptless.locator("input[name=want][value=supervisor]").check()
    scriptless.get_by_role("button", name="看该找谁").click()
    assert re.search(r"/channels/find\?creditor=micro-lender&", scriptless.url)
    assert "地方金融管理局" in first_step(scriptless)
    assert "2026年12月6日" in first_step(scriptless)
    assert scriptless.evaluate("document.documentElement.scrollWidth") <= 360
    # What is not competent is said, and so is what excludes each other.
    told = scriptless.locator("main").inner_text()
    assert "小额贷款公司不归12378" in told and "这几家不要同时投" in told
    scriptless.get_by_role("link", name="改一改").click()
    assert scriptless.locator("input[name=creditor][value=micro-lender]").is_checked()
    assert scriptless.locator("input[name=conduct][value=disclose-to-third-party]").is_checked()


def test_without_script_a_forgotten_answer_is_asked_for(scriptless: Page) -> None:
    scriptless.goto("/channels/find")
    scriptless.get_by_role("button", name="看该找谁").click()
    assert "选一样你想要的" in scriptless.locator("[data-errors]").inner_text()


def test_on_a_phone_one_question_a_screen(phone: Page) -> None:
    phone.goto("/channels/find")
    assert "第1屏，共3屏" in phone.locator("main").inner_text()
    assert not phone.locator("input[name=want]").first.is_visible()
    phone.get_by_label("银行信用卡").check()
    phone.get_by_role("button", name="下一步", exact=True).click()
    phone.get_by_label("我撑不住了，有不想活的念头").check()
    phone.get_by_role("button", name="下一步", exact=True).click()
    phone.get_by_label("现在有危险").check()
    phone.get_by_role("button", name="看该找谁").click()
    assert "110" in first_step(phone)
    assert phone.locator("ol.referral > li").nth(1).inner_text().startswith("2. 12356")
    assert phone.get_by_role("link", name="110", exact=True).first.get_attribute("href") == "tel:110"


def test_the_links_between_steps_lead_to_steps(phone: Page) -> None:
    phone.goto("/channels/find?creditor=bank-card&conduct=night-contact&want=answer")
    for link in phone.locator("main a[href^='#']").all():
        target = link.get_attribute("href")
        assert target and phone.locator(target).count() == 1
