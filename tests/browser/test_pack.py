"""The evidence pack in a real browser: from an uploaded log to a page that fits, passes axe and prints."""

from __future__ import annotations

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pypdf import PdfReader

pytestmark = pytest.mark.browser

LOG = "序号,业务类型,通话起始时间,通话时长,呼叫类型,对方号码\n" + "".join(
    f"{place},语音,2026-09-{1 + place // 6:02d} {9 + place % 14:02d}:{place % 60:02d}:00,{place % 90}秒,被叫,02100000004\n"
    for place in range(1, 61)
)


def with_log(page: Page) -> None:
    page.goto("/evidence")
    page.set_input_files("input[type=file]", {"name": "9月详单.csv", "mimeType": "text/csv", "buffer": LOG.encode()})
    page.get_by_role("button", name="看看读到什么").click()
    page.get_by_role("button", name="全部加入我的记录").click()
    page.wait_for_url("**/evidence/numbers*")


def check(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("h1").count() == 1
    violations = Axe().run(page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in violations] == []


def test_from_a_log_to_a_pack_on_a_phone(phone: Page) -> None:
    with_log(phone)
    phone.goto("/evidence/pack")
    check(phone)
    assert phone.locator(".tally").inner_text().split() == ["次联系", "60", "个自己的文件", "1"]
    assert "还没选钱是谁借的" in phone.locator(".missing").inner_text()
    # The file the log was read from is listed by its digest.
    phone.goto("/evidence/files")
    assert "9月详单.csv" in phone.locator(".own-file").inner_text()
    check(phone)
    phone.goto("/evidence/pack/print")
    check(phone)
    assert phone.locator(".sheet-drawing svg").count() == 2


def test_without_script_the_pack_is_downloaded(scriptless: Page) -> None:
    with_log(scriptless)
    scriptless.goto("/evidence/pack")
    with scriptless.expect_download() as waiting:
        scriptless.get_by_role("link", name="下载证据材料（PDF）").click()
    assert waiting.value.suggested_filename == "催收联系证据材料-2026年11月21日.pdf"
    with open(waiting.value.path(), "rb") as file:
        assert len(PdfReader(file).pages) >= 5


def test_printed_from_the_browser_nothing_is_cut_off(desk: Page) -> None:
    with_log(desk)
    desk.goto("/evidence/pack/print")
    paper = PdfReader(io.BytesIO(desk.pdf(prefer_css_page_size=True)))
    words = "".join("".join(sheet.extract_text().split()) for sheet in paper.pages)
    assert "联系60" in words and "打印这份材料" not in words
    desk.emulate_media(media="print")
    desk.set_viewport_size({"width": 658, "height": 900})
    assert desk.evaluate("document.documentElement.scrollWidth") <= 658
    cut = "[...document.querySelectorAll('.sheet-table')].filter((one) => one.scrollWidth > one.clientWidth + 1).length"
    assert desk.evaluate(cut) == 0
