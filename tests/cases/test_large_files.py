"""A long case brought back: what the question is about stays off the page, and nothing of it is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from app.domain.case import CaseFacts
from app.domain.case_file import write_case
from app.domain.contact import Contact
from app.domain.moment import SHANGHAI
from app.storage.cases import ROWS, CaseStore
from app.web.aside import MOST_HOURS
from app.web.deps import now
from tests.bad_input.asking import refusal
from tests.cases.test_transfer import OTHER, bring, give, held
from tests.conftest import NOW

MANY = 20_000
FIRST = datetime(2025, 3, 1, tzinfo=SHANGHAI)
HIDDEN = re.compile(r'name="(aside|packed)" value="([^"]*)"')
APPLY = "/case/import/apply"


def contacts(count: int) -> Iterator[Contact]:
    """No two alike, so that they pack badly."""
    chance = Random(count)
    for place in range(count):
        yield Contact(
            at=FIRST + timedelta(minutes=30 * place),
            answered=True,
            duration_seconds=chance.randrange(1, 3_000),
            number=f"021{chance.randrange(10**8):08d}",
            words=chance.choice(("", "今天不还，明天就去你单位")),
        )


def case_of(count: int) -> CaseFacts:
    return CaseFacts.model_validate({"debt": {"creditor": {"kind": "bank-card"}}, "contacts": tuple(contacts(count))})


LONG = case_of(MANY)
FILE = write_case(LONG, NOW, "", "")


@pytest.fixture
def asked(client: TestClient) -> TestClient:
    """A visitor whose case says another lender than the file, so that they are asked."""
    give(client, OTHER)
    return client


def hidden(page: Response) -> dict[str, str]:
    assert page.status_code == 200
    found = HIDDEN.search(page.text)
    assert found
    return {found[1]: found[2]}


def rows(client: TestClient) -> int:
    store: CaseStore = client.app.state.provided[CaseStore]  # type: ignore[attr-defined]
    with store.engine.connect() as connection:
        return len(connection.execute(ROWS.select()).all())


def test_the_page_that_asks_is_small_and_nothing_is_lost(asked: TestClient) -> None:
    page = bring(asked, FILE)
    assert len(page.content) < 100_000
    assert list(hidden(page)) == ["aside"]
    assert "加密后先放在我们这里，只有这一页打得开" in page.text
    assert f"最多{MOST_HOURS}小时" in page.text
    assert rows(asked) == 2
    assert f"加进来{MANY}次联系" in asked.post(APPLY, data={**hidden(page), "debt": "file"}).text
    assert held(asked).debt == LONG.debt
    assert set(held(asked).contacts) == {*LONG.contacts, *CaseFacts.model_validate(OTHER).contacts}
    assert len(held(asked).contacts) == MANY + 1


def test_a_short_case_stays_in_the_page(asked: TestClient) -> None:
    page = bring(asked, write_case(case_of(200), NOW, "", ""))
    assert list(hidden(page)) == ["packed"]
    assert "加密后先放在我们这里" not in page.text
    assert rows(asked) == 1


def test_it_is_gone_as_soon_as_it_is_kept(asked: TestClient) -> None:
    fields = hidden(bring(asked, FILE))
    asked.post(APPLY, data=fields)
    assert rows(asked) == 1
    before = held(asked)
    said_gone(asked.post(APPLY, data={**fields, "debt": "file"}))
    assert held(asked) == before


def test_it_expires(asked: TestClient, app: FastAPI) -> None:
    fields = hidden(bring(asked, FILE))
    app.dependency_overrides[now] = lambda: NOW + timedelta(hours=MOST_HOURS, minutes=1)
    said_gone(asked.post(APPLY, data=fields))
    assert len(held(asked).contacts) == 1


@pytest.mark.parametrize("code", ["x", "A" * 43, "é" * 43, "' or 1=1 --"])
def test_a_forged_code_opens_nothing(asked: TestClient, code: str) -> None:
    said_gone(asked.post(APPLY, data={"aside": code}))


def test_the_code_of_a_case_and_of_a_reading_open_nothing_here(asked: TestClient) -> None:
    reading = re.search(r'name="aside" value="([^"]*)"', bring(asked, FILE, "/evidence").text)
    assert reading
    for code in (asked.cookies["case"], reading[1]):
        said_gone(asked.post(APPLY, data={"aside": code}))


def said_gone(answer: Response) -> None:
    words = refusal(answer, 422)
    assert "这份记录不在这里了" in words and "把文件再选一次，不会重复" in words
    assert 'href="/case/import"' in answer.text and 'href="/case"' in answer.text
