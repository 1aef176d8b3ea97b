"""A real Chromium against a real server on this machine; without a Chromium these tests skip, and say so loudly."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, ViewportSize, sync_playwright

from app.main import create_app
from app.settings import Settings, Switch
from app.web.deps import now
from tests.conftest import NOW

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}
DEBIAN = ("chromium", "chromium-browser", "google-chrome")
# Without these Chromium looks for hosts of its maker at every start.
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-quic")  # fmt: skip


def find_chromium(playwright: Playwright) -> str | None:
    """The CHROMIUM setting, then Playwright's own, then the system's."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    own = playwright.chromium.executable_path
    if own and Path(own).exists():
        return own
    return next((found for name in DEBIAN if (found := shutil.which(name))), None)


@pytest.fixture(scope="session", autouse=True)
def settled_clicks() -> Iterator[None]:
    """A click ends when the page it leads to is loaded.

    Playwright waits until the next document is there, which then has no element yet: what is read at once reads nothing."""
    clicked = Locator.click

    def click(locator: Locator, **options: Any) -> None:
        clicked(locator, **options)
        locator.page.wait_for_load_state()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Locator, "click", click)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = find_chromium(playwright)
        if path is None:
            pytest.skip("NO CHROMIUM FOUND: the browser tests did not run. Install Debian's chromium, or set CHROMIUM.")
        opened = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """http://127.0.0.1:<port> of a server whose clock stands at NOW."""
    folder = tmp_path_factory.mktemp("server")
    app = create_app(Settings(database_url=f"sqlite:///{folder / 'cases.db'}", rate_limits=Switch.OFF))
    app.dependency_overrides[now] = lambda: NOW
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


def opened(browser: Browser, address: str, **options: object) -> BrowserContext:
    context = browser.new_context(base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai", **options)  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    return context


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """A phone; whatever the page complains about on its console fails the test."""
    with opened(browser, address, viewport=PHONE, has_touch=True) as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        assert complaints == []


@pytest.fixture
def scriptless(browser: Browser, address: str) -> Iterator[Page]:
    """A phone with JavaScript off."""
    with opened(browser, address, viewport=PHONE, java_script_enabled=False) as context:
        yield context.new_page()


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser, address, viewport=DESK) as context:
        yield context.new_page()
