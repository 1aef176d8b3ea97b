"""On paper: A4, nothing cut off at the side, the pictures on one sheet, a way back to the page on the first."""

from __future__ import annotations

import io
import re
import unicodedata

import pypdf
import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

A4 = (595, 842)
# Path, and the most sheets it may take.
PAGES = {
    "/": 2, "/situations": 2, "/situations/harass-calls": 2, "/rights/privacy": 2, "/routes/payment-order": 3,
    "/papers/payment-order": 2, "/tactics/phone-bombing": 2, "/facts/overdue-timeline": 2, "/conduct/night-contact": 2,
    "/channels/nfra-12378": 2, "/precedents/agreed-date-2020": 1, "/law/zhian/compare": 3, "/law/zhian/2026-01-01": 3,
    "/limits": 5, "/review": 1, "/channels/find?creditor=bank-card&conduct=threaten-harm&want=stop": 5,
    "/map": 4, "/timeline": 3, "/channels/map": 4,
}  # fmt: skip
# Path, and the words under the picture.
PICTURES = {"/map": "点一格", "/timeline": "打叉：不允许的", "/channels/map": "短线：管不到"}
SHEET_WIDTH = 658  # 174 mm of text at 96 dots an inch


def printed(page: Page, path: str) -> pypdf.PdfReader:
    page.goto(path)
    return pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def squeezed(words: str) -> str:
    """Without spaces; Chromium writes some characters as the radicals that look the same."""
    return "".join(unicodedata.normalize("NFKC", words).split())


def text(sheet: pypdf.PageObject) -> str:
    return squeezed(sheet.extract_text())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a4_and_begins_with_the_way_back(desk: Page, path: str) -> None:
    paper = printed(desk, path)
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in paper.pages} == {A4}
    assert len(paper.pages) <= PAGES[path]
    assert squeezed("债明白 · 免费，不用注册") in text(paper.pages[0])
    assert path == "/" or path in text(paper.pages[0])
    assert desk.evaluate("document.querySelector('.paper-head .qr').naturalWidth") > 0
    assert squeezed("12348 法律援助 · 110 报警") in text(paper.pages[0])
    for number, sheet in enumerate(paper.pages, 1):
        assert re.search(rf"第{number}.,共{len(paper.pages)}.债明白", text(sheet))
    desk.emulate_media(media="print")
    desk.set_viewport_size({"width": SHEET_WIDTH, "height": 900})
    assert desk.evaluate("document.documentElement.scrollWidth") <= SHEET_WIDTH


@pytest.mark.parametrize("path", PICTURES)
def test_a_picture_and_its_title_share_the_first_sheet(desk: Page, path: str) -> None:
    first = text(printed(desk, path).pages[0])
    assert squeezed(PICTURES[path]) in first
    assert squeezed(desk.locator("h1").inner_text()) in first


def test_paper_of_another_day_says_so_and_leads_back_to_that_day(desk: Page) -> None:
    first = text(printed(desk, "/rights/privacy?as_of=2025-12-31").pages[0])
    assert "按2025年12月31日的法律" in first and "?as_of=2025-12-31" in first
