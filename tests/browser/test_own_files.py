"""Own files in a real browser: the digest is right at any size, no file leaves the phone, and without script it works too."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request

pytestmark = pytest.mark.browser

HERE = "/evidence/files"
# FIPS 180-4 and NIST's examples.
KNOWN = {
    "": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "abc": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq": "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    "a" * 1_000_000: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
}
WORK_OUT = """async ([worker, parts]) => {
  const file = new File(parts.map((one) => typeof one === "string" ? one : new Uint8Array(one)), "x");
  const one = new Worker(worker);
  const digest = await new Promise((resolve) => {
    one.onmessage = ({ data }) => { if (data.digest || data.failed) resolve(data.digest || "failed"); };
    one.postMessage({ file });
  });
  one.terminate();
  return digest;
}"""
AGAINST_THE_BROWSERS_OWN = """async (worker) => {
  const one = new Worker(worker);
  const wrong = [];
  const lengths = [...Array(200).keys(), 4095, 4096, 4097, (4 << 20) - 1, 4 << 20, (4 << 20) + 1, (9 << 20) + 63];
  for (const length of lengths) {
    const bytes = new Uint8Array(length);
    for (let place = 0; place < length; place++) bytes[place] = (place * 2654435761) >>> 13;
    const own = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const wanted = Array.from(own, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const found = await new Promise((resolve) => {
      one.onmessage = ({ data }) => { if (data.digest || data.failed) resolve(data.digest || "failed"); };
      one.postMessage({ file: new Blob([bytes]) });
    });
    if (found !== wanted) wrong.push(length);
  }
  one.terminate();
  return wrong;
}"""


def worker_of(page: Page) -> str:
    page.goto(HERE)
    return str(page.locator("[data-own-files]").get_attribute("data-worker"))


def posts(page: Page) -> list[Request]:
    """Every request that carries something, as they are made."""
    found: list[Request] = []
    page.on("request", lambda request: found.append(request) if request.method == "POST" else None)
    return found


def choose(page: Page, *files: Path) -> None:
    page.get_by_label("选录音、截图、合同、还款凭证").set_input_files(list(files))
    page.get_by_role("button", name="登记这些文件").click()


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "10月8日 22时41分.m4a"
    path.write_bytes(b"THE RECORDING ITSELF" * 500_000)
    return path


@pytest.mark.parametrize("words", KNOWN, ids=["nothing", "abc", "two blocks", "a million"])
def test_the_published_examples_come_out(desk: Page, words: str) -> None:
    assert desk.evaluate(WORK_OUT, [worker_of(desk), [words]]) == KNOWN[words]


def test_every_length_around_a_block_and_a_slice_agrees_with_the_browsers_own(desk: Page) -> None:
    assert desk.evaluate(AGAINST_THE_BROWSERS_OWN, worker_of(desk)) == []


def test_a_long_file_is_read_in_slices(phone: Page, tmp_path: Path) -> None:
    """A hole of 600 MB: read whole it would stand in memory; the worker holds a slice of 4 MB."""
    path = tmp_path / "录像.mp4"
    with path.open("wb") as file:
        file.truncate(600_000_000)
        file.write(b"the end")
    with path.open("rb") as file:
        wanted = hashlib.file_digest(file, "sha256").hexdigest()
    phone.goto(HERE)
    sent = posts(phone)
    choose(phone, path)
    phone.get_by_text("登记了1个文件").first.wait_for(timeout=60_000)
    phone.get_by_text("看校验值").click()
    assert phone.locator(".own-file code").inner_text() == wanted
    assert sum(len(request.post_data_buffer or b"") for request in sent) < 1_000


def test_no_file_leaves_the_phone(phone: Page, recording: Path, tmp_path: Path) -> None:
    picture = tmp_path / "截图.png"
    picture.write_bytes(b"\x89PNG picture")
    phone.goto(HERE)
    assert phone.get_by_text("没有开脚本").is_hidden()
    sent = posts(phone)
    choose(phone, recording, picture)
    phone.get_by_text("登记了2个文件").first.wait_for()
    (request,) = sent
    (noted,) = parse_qs(request.post_data or "", strict_parsing=True)["noted"]
    first, second = json.loads(noted)
    assert set(first) == {"name", "size", "modified", "sha256"}
    assert first["name"] == recording.name
    assert first["sha256"] == hashlib.sha256(recording.read_bytes()).hexdigest()
    assert second["size"] == 12
    assert b"THE RECORDING" not in (request.post_data_buffer or b"")
    assert "证据1 · 录音、录像" in phone.locator(".own-file").first.inner_text()


@pytest.mark.parametrize("happens", ["gone", "changed", "empty"])
def test_a_file_that_cannot_be_read_is_said_and_nothing_is_sent(phone: Page, tmp_path: Path, happens: str) -> None:
    path = tmp_path / "gone.mp3"
    path.write_bytes(b"" if happens == "empty" else b"x" * 100)
    phone.goto(HERE)
    phone.get_by_label("选录音、截图、合同、还款凭证").set_input_files(path)
    if happens == "gone":
        path.unlink()
    elif happens == "changed":
        path.write_bytes(b"x" * 200)
        # The browser tells a changed file by its time, which two writes of one moment may share.
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime + 60))
    sent = posts(phone)
    phone.get_by_role("button", name="登记这些文件").click()
    phone.get_by_text("也没有上传").wait_for()
    assert "gone.mp3" in phone.locator("[data-said]").inner_text()
    assert sent == []
    assert phone.get_by_role("button", name="登记这些文件").is_enabled()


def test_nothing_chosen_is_said_on_the_spot(phone: Page) -> None:
    phone.goto(HERE)
    phone.get_by_role("button", name="登记这些文件").click()
    assert phone.locator("[data-said]").inner_text() == "请先选一个或几个文件。"


def test_it_can_be_stopped(phone: Page, tmp_path: Path) -> None:
    path = tmp_path / "long.mp4"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)
    phone.goto(HERE)
    sent = posts(phone)
    choose(phone, path)
    phone.get_by_role("button", name="停下").click()
    assert "停下了" in phone.locator("[data-said]").inner_text()
    phone.wait_for_timeout(300)
    assert sent == []


def test_without_script_the_file_is_sent_worked_out_and_forgotten(scriptless: Page, recording: Path) -> None:
    scriptless.goto(HERE)
    assert "一次最多24 MB" in scriptless.locator("main").inner_text()
    choose(scriptless, recording)
    assert "登记了1个文件" in scriptless.locator(".answer").inner_text()
    scriptless.get_by_text("看校验值").click()
    assert scriptless.locator(".own-file code").inner_text() == hashlib.sha256(recording.read_bytes()).hexdigest()
    scriptless.get_by_role("link", name="写它证明什么").click()
    scriptless.get_by_label("它证明什么（一句话）").fill("10月8日22:41的通话，对方说要去我单位")
    scriptless.get_by_label("录音、录像").check()
    scriptless.get_by_role("button", name="保存", exact=True).click()
    assert "证明：10月8日22:41的通话" in scriptless.locator(".own-file").inner_text()
    scriptless.get_by_role("button", name="从清单里删掉").click()
    assert scriptless.locator(".own-file").count() == 0


def test_the_list_and_its_form_fit_a_phone_and_pass_axe(phone: Page, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("录音一.m4a", "很长的名字" * 15 + ".png", "c.pdf")]
    for path in paths:
        path.write_bytes(path.name.encode())
    phone.goto(HERE)
    choose(phone, *paths)
    phone.get_by_text("登记了3个文件").first.wait_for()
    for step in (None, "写它证明什么"):
        if step:
            phone.get_by_role("link", name=step).first.click()
            phone.wait_for_url("**/evidence/files/*")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360
        violations = Axe().run(phone).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in violations] == []
        for control in phone.locator("main button:visible, main a.button:visible").all():
            box = control.bounding_box()
            assert box is not None and box["height"] >= 44, control.inner_text()
