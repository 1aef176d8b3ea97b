"""The diary in a real browser: three taps on a phone, with and without script; its paper; the file taken along and back."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ACROSS = (842, 595)
SHOWN = """el => {
  const box = el.getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight && box.width >= 44 && box.height >= 44;
}"""


def is_sound(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("h1").count() == 1
    violations = Axe().run(page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in violations] == []


def tap(page: Page, name: str) -> None:
    """A button that is on the screen without scrolling, and large enough for a thumb."""
    button = page.locator("button.tap", has_text=name).first
    assert button.evaluate(SHOWN), name
    button.click()


def log(page: Page, what: str, number: str) -> None:
    page.goto("/diary")
    page.get_by_role("button", name=what).click()
    page.get_by_label("新的").fill(number)
    page.get_by_role("button", name="就是这个").click()


def is_all_on_the_screen(page: Page) -> None:
    """Every choice of the step, one thing a screen: nobody has to look for the last one."""
    page.wait_for_load_state()
    for button in page.locator("button.tap:visible").all():
        # A page that is still being laid out settles; one that does not fit never does.
        page.wait_for_function(SHOWN, arg=button.element_handle())
    is_sound(page)


def test_three_taps_on_a_phone(phone: Page) -> None:
    for number in ("02155550001", "02155550002", "02155550003", "02155550005", "02155550004"):
        log(phone, "打来，没接", number)
    phone.goto("/diary")
    is_all_on_the_screen(phone)
    tap(phone, "打来，接了")
    is_all_on_the_screen(phone)
    tap(phone, "02155550004")
    is_all_on_the_screen(phone)
    tap(phone, "辱骂、羞辱、诅咒")
    phone.wait_for_url("**/diary/saved?entry=*")
    is_sound(phone)
    assert "辱骂、羞辱、诅咒" in phone.locator("main").inner_text()
    phone.get_by_role("link", name="补记细节").click()
    assert phone.get_by_label("对方号码").input_value() == "02155550004"


@pytest.mark.parametrize("what", ["上门", "找了别人"])
def test_the_other_steps_are_sound(phone: Page, what: str) -> None:
    phone.goto("/diary")
    tap(phone, what)
    is_sound(phone)
    tap(phone, {"上门": "2个人", "找了别人": "家人"}[what])
    is_sound(phone)
    phone.locator("summary", has_text="不止一样").click()
    is_sound(phone)


def test_without_script_nothing_is_missing(scriptless: Page) -> None:
    log(scriptless, "短信", "95588")
    scriptless.locator("summary", has_text="不止一样").click()
    scriptless.get_by_label("原话").fill("再不还就去你单位")
    scriptless.get_by_role("button", name="上一步").click()
    scriptless.get_by_label("新的").fill("95599")
    scriptless.get_by_role("button", name="就是这个").click()
    assert scriptless.get_by_label("原话").input_value() == "再不还就去你单位"
    scriptless.get_by_role("button", name="没说什么出格的话").click()
    assert "95599" in scriptless.locator("main").inner_text()
    scriptless.get_by_role("button", name="撤销这一条").click()
    assert "已经撤销" in scriptless.locator("main").inner_text()


def test_the_enter_key_in_the_time_saves_nothing(desk: Page) -> None:
    desk.goto("/diary")
    desk.locator("summary", has_text="时间").click()
    desk.get_by_label("今天早些时候").check()
    desk.get_by_label("大约几点").fill("07:05")
    desk.get_by_label("大约几点").press("Enter")
    expect(desk.locator("main")).to_contain_text("请点一下发生了什么")
    assert desk.get_by_label("大约几点").input_value() == "07:05"


@pytest.mark.parametrize("path", ["/diary", "/diary/sheet", "/case/export", "/case/import"])
def test_a_page_is_sound_in_the_dark_too(desk: Page, phone: Page, path: str) -> None:
    phone.goto(path)
    is_sound(phone)
    desk.emulate_media(color_scheme="dark")
    desk.goto(path)
    assert Axe().run(desk).response["violations"] == []


def test_the_case_goes_out_and_comes_back(phone: Page, tmp_path: Path) -> None:
    log(phone, "短信", "95588")
    phone.get_by_role("button", name="没说什么出格的话").click()
    for link, ending in (("整份记录", "json"), ("联系记录表", "csv")):
        phone.goto("/case/export")
        is_sound(phone)
        with phone.expect_download() as waiting:
            phone.get_by_role("link", name=f"下载{link}").click()
        kept = tmp_path / f"kept.{ending}"
        waiting.value.save_as(kept)
        phone.goto("/case")
        phone.get_by_role("button", name="立即删除全部记录").click()
        phone.goto("/case/import")
        phone.get_by_label("选文件").set_input_files(kept)
        phone.get_by_role("button", name="放回来").click()
        phone.wait_for_url("**/case/import/done*")
        is_sound(phone)
        assert "加进来1次联系" in phone.locator("main").inner_text()


def test_the_sheet_lies_across_two_pages_of_paper(desk: Page) -> None:
    desk.goto("/diary/sheet")
    paper = pypdf.PdfReader(io.BytesIO(desk.pdf(prefer_css_page_size=True)))
    assert [(round(one.mediabox.width), round(one.mediabox.height)) for one in paper.pages] == [ACROSS, ACROSS]
    texts = [re.sub(r"\s", "", one.extract_text()) for one in paper.pages]
    assert "平时先备好" in texts[0] and "第1张" in texts[0]
    assert "第2张" in texts[1] and "平时先备好" not in texts[1]
