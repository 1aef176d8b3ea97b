"""The main job on a phone: log the calls, see what is not allowed, print a letter that would be taken seriously."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
import yaml
from playwright.sync_api import Download, Page

pytestmark = pytest.mark.browser

SCENARIO: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "scenarios" / "card-agency.yaml").read_text("utf-8")
)
LETTER = "/letters/stop-unlawful-collection"


def tell_the_debt(page: Page) -> None:
    page.goto("/check")
    page.get_by_role("link", name="开始").click()
    debt = SCENARIO["debt"]
    page.locator(f"input[name=creditor_kind][value={debt['creditor_kind']}]").check()
    page.get_by_label("出借方全称").fill(debt["creditor_name"])
    page.locator(f"input[name=collector_kind][value={debt['collector_kind']}]").check()
    page.get_by_label("对方自称是哪家").fill(debt["collector_name"])
    page.get_by_role("button", name="下一步：记下联系").click()


def log(page: Page, contact: dict[str, str], another: bool) -> None:
    """One contact, screen after screen."""
    page.get_by_label("哪一天", exact=True).fill(contact["day"])
    page.get_by_label("几点几分").fill(contact["clock"])
    page.get_by_role("button", name="下一步", exact=True).click()
    page.get_by_label("对方号码").fill(contact["number"])
    page.locator(f"input[name=answered][value={contact['answered']}]").check()
    page.locator(f"input[name=reached][value={contact['reached']}]").check()
    page.get_by_role("button", name="下一步", exact=True).click()
    page.get_by_label("原话").fill(contact.get("words", ""))
    if "act" in contact:
        tick = page.locator(f"input[name=acts][value={contact['act']}]")
        page.locator("details.acts", has=tick).locator("summary").click()
        tick.check()
    page.get_by_role("button", name="下一步", exact=True).click()
    page.get_by_role("button", name="保存，再记一次" if another else "保存这次联系").click()


def fill_the_letter(page: Page) -> None:
    page.goto(LETTER)
    for demand in ("联系本人以外的人", "在22时至次日8时之间联系", "同一天反复拨打"):
        page.get_by_label(demand).check()
    page.get_by_label("你的姓名").fill("王某")
    page.get_by_label("联系电话").fill("13800000000")
    page.get_by_role("button", name="看信的样子").click()
    page.wait_for_url("**/preview")


def download(page: Page, link: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).click()
    got: Download = waiting.value
    return Path(got.path()).read_bytes()


def read_pdf(payload: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(payload))
    assert reader.root_object["/MarkInfo"].get_object()["/Marked"]  # type: ignore[index]
    return "".join(page.extract_text() for page in reader.pages)


def read_docx(payload: bytes) -> str:
    assert zipfile.ZipFile(io.BytesIO(payload)).testzip() is None
    document = docx.Document(io.BytesIO(payload))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "".join([paragraph.text for paragraph in document.paragraphs] + cells)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_from_the_first_call_to_the_printed_letter(phone: Page) -> None:
    tell_the_debt(phone)
    contacts = SCENARIO["contacts"]
    for contact in contacts:
        log(phone, contact, another=contact is not contacts[-1])
    phone.get_by_role("link", name="看哪些不允许").click()
    result = phone.locator("main").inner_text()
    assert "法律或监管规定不允许" in result.split("\n\n")[1]
    for name in (*SCENARIO["found"], *SCENARIO["lawful"]):
        assert name in result
    fill_the_letter(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    preview = squeezed(phone.locator("main").inner_text())
    faces = {
        "preview": preview,
        "pdf": squeezed(read_pdf(download(phone, "（PDF）"))),
        "docx": squeezed(read_docx(download(phone, "（DOCX）"))),
    }
    for face, text in faces.items():
        for wanted in SCENARIO["letter"]["has"]:
            assert squeezed(wanted) in text, (face, wanted)
    for face in ("pdf", "docx"):
        for unwanted in SCENARIO["letter"]["has_not"]:
            assert squeezed(unwanted) not in faces[face], (face, unwanted)


def test_the_same_letter_twice_is_the_same_bytes(phone: Page) -> None:
    tell_the_debt(phone)
    log(phone, SCENARIO["contacts"][0], another=False)
    fill_the_letter(phone)
    assert download(phone, "（PDF）") == download(phone, "（PDF）")


def test_a_printed_letter_carries_nothing_of_ours(phone: Page) -> None:
    tell_the_debt(phone)
    log(phone, SCENARIO["contacts"][0], another=False)
    fill_the_letter(phone)
    phone.goto(f"{LETTER}/print")
    paper = pypdf.PdfReader(io.BytesIO(phone.pdf(prefer_css_page_size=True)))
    text = squeezed("".join(sheet.extract_text() for sheet in paper.pages))
    assert "王某" in text and "债明白" not in text and "12348" not in text
