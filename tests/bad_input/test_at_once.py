"""Many at once: a hundred requests a second, threads on one case, a database somebody else holds."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.storage import db
from app.web import counters
from tests.bad_input.asking import SECRET, problem, refusal

POLICE = "/api/v1/letters/police-report"
CALL = {"day": "2026-09-05", "means": "call", "number": "95555"}


@pytest.fixture
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is asked is asked in one second, however slow the machine."""

    class Stopped:
        @staticmethod
        def time() -> float:
            return 1_795_000_000.0

    monkeypatch.setattr(counters, "time", Stopped)


@pytest.mark.usefixtures("stopped_clock")
def test_a_hundred_pdfs_in_a_second(make_app: Callable[..., FastAPI], letters: dict[str, dict[str, Any]]) -> None:
    with TestClient(make_app(rate_limits="on")) as client:
        headers = {"accept": "application/pdf"}
        answers = [client.post(POLICE, json=letters["police-report"], headers=headers) for _ in range(100)]
        page = client.get("/letters/police-report.pdf")
        light = client.get("/rights")
        health = client.get("/healthz")
    drawn = [answer for answer in answers if answer.status_code == 200]
    refused = [answer for answer in answers if answer.status_code != 200]
    assert (len(drawn), len(refused)) == (20, 80)
    assert len({answer.content for answer in drawn}) == 1
    for answer in refused:
        assert problem(answer, 429)["title"] == "点得太快了"
        assert int(answer.headers["retry-after"]) > 0
    assert "点得太快了" in refusal(page, 429)
    assert (light.status_code, health.status_code) == (200, 200)


@pytest.mark.usefixtures("stopped_clock")
def test_one_address_does_not_stop_another(make_app: Callable[..., FastAPI]) -> None:
    app = make_app(rate_limits="on")
    with TestClient(app, client=("192.0.2.1", 1)) as one, TestClient(app, client=("192.0.2.2", 1)) as other:
        assert [one.get("/letters/police-report.pdf").status_code for _ in range(21)][-1] == 429
        assert other.get("/letters/police-report.pdf").status_code == 422
        spoofed = {"x-forwarded-for": "192.0.2.9", "forwarded": "for=192.0.2.9"}
        assert one.get("/letters/police-report.pdf", headers=spoofed).status_code == 429


def test_contacts_added_at_once_are_all_kept(app: FastAPI, client: TestClient) -> None:
    client.post("/case/contacts/new", data={**CALL, "clock": "08:00"})
    code = client.cookies["case"]

    def add(number: int) -> list[int]:
        tab = TestClient(app, cookies={"case": code})
        clocks = [f"{10 + number}:{minute:02d}" for minute in range(6)]
        return [
            tab.post("/case/contacts/new", data={**CALL, "clock": clock}, follow_redirects=False).status_code
            for clock in clocks
        ]

    with ThreadPoolExecutor(4) as threads:
        statuses = [status for statuses in threads.map(add, range(4)) for status in statuses]
    kept = statuses.count(303)
    assert set(statuses) <= {303, 409}
    assert kept >= 12
    assert f"记了{kept + 1}次联系" in client.get("/case").text


def test_an_edit_and_a_deletion_at_once_lose_nothing_else(app: FastAPI, client: TestClient) -> None:
    for hour in range(10, 18):
        client.post("/case/contacts/new", data={**CALL, "clock": f"{hour}:00"})
    code = client.cookies["case"]

    found = re.search(r'name="sure" value="([^"]+)"', client.post("/case/contacts/7/delete").text)
    assert found

    def post(path: str, clock: str) -> int:
        tab = TestClient(app, cookies={"case": code})
        data = {**CALL, "clock": clock, "words": "改过", "sure": found[1]}
        return tab.post(path, data=data, follow_redirects=False).status_code

    with ThreadPoolExecutor(2) as threads:
        edited = threads.submit(post, "/case/contacts/0", "10:00")
        deleted = threads.submit(post, "/case/contacts/7/delete", "")
    assert (edited.result(), deleted.result()) == (303, 303)
    case = client.get("/case").text
    assert "记了7次联系" in case
    assert case.count("改过") == 1


def test_a_locked_database_is_a_sentence_and_loses_no_case(
    make_app: Callable[..., FastAPI], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(db, "BUSY_MILLISECONDS", 20)
    monkeypatch.setattr(db, "PRAGMAS", ("PRAGMA busy_timeout=20", *db.PRAGMAS[1:]))
    with TestClient(make_app()) as client:
        client.post("/case/contacts/new", data={**CALL, "clock": "08:00", "words": SECRET})
        with sqlite3.connect(tmp_path / "cases.db", isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            for path in ("/case/contacts/new", "/case/contacts/0", "/case/delete"):
                answer = client.post(path, data={**CALL, "clock": "09:00", "words": SECRET}, follow_redirects=False)
                assert "服务暂时不可用" in refusal(answer, 503)
                assert int(answer.headers["retry-after"]) > 0
                assert "set-cookie" not in answer.headers
            assert SECRET in client.get("/case").text
            other.execute("ROLLBACK")
        other.close()
        assert client.post("/case/contacts/new", data={**CALL, "clock": "09:00"}).status_code == 200
        assert "记了2次联系" in client.get("/case").text
    logged = "".join(capfd.readouterr())
    assert SECRET not in logged
    assert "Traceback" not in logged


def test_a_database_that_is_gone_is_a_sentence(
    make_app: Callable[..., FastAPI], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with TestClient(make_app()) as client:
        client.post("/case/contacts/new", data={**CALL, "clock": "08:00", "words": SECRET})
        with sqlite3.connect(tmp_path / "cases.db", isolation_level=None) as other:
            other.execute('DROP TABLE "case"')
        other.close()
        assert "服务暂时不可用" in refusal(client.get("/case"), 503)
        assert client.get("/healthz").status_code == 200
        client.cookies.clear()
        assert client.get("/rights").status_code == 200
    assert SECRET not in "".join(capfd.readouterr())
