"""Long logs: what is too large for a page is put aside and forgotten again; no page grows with the log."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.domain.acts import ActChoices
from app.domain.case import CaseFacts
from app.domain.contact import Contact, Direction, Means, Reached
from app.domain.moment import SHANGHAI
from app.evidence import pages
from app.evidence.carrying import key_of, told
from app.evidence.reading import read_file
from app.storage.cases import ROWS, CaseStore
from app.web.aside import MOST_HOURS
from app.web.carrying import HEAVY, pack
from app.web.deps import now
from app.web.session import seal
from bench.case import call_log
from tests.conftest import NOW
from tests.evidence.conftest import TODAY

HIDDEN = re.compile(r'name="(aside|contacts)" value="([^"]*)"')
MOST_BYTES = 300_000
ROWS_READ = 12_000


def upload(client: TestClient, payload: bytes, name: str = "详单.csv") -> Any:
    answer = client.post("/evidence", files={"file": (name, payload)})
    assert answer.status_code == 200
    return answer


def carried(answer: Any) -> dict[str, str]:
    found = HIDDEN.search(answer.text)
    assert found
    return {found[1]: found[2]}


def rows(client: TestClient) -> int:
    store: CaseStore = client.app.state.provided[CaseStore]  # type: ignore[attr-defined]
    with store.engine.connect() as connection:
        return len(connection.execute(ROWS.select()).all())


def test_a_small_reading_stays_in_the_page(client: TestClient) -> None:
    answer = upload(client, call_log(200))
    assert list(carried(answer)) == ["contacts"]
    assert rows(client) == 0
    assert "关掉这一页就没有了" in answer.text


def test_a_large_reading_is_put_aside_and_the_page_says_so(client: TestClient) -> None:
    answer = upload(client, call_log(ROWS_READ))
    assert len(answer.content) < 60_000
    assert list(carried(answer)) == ["aside"]
    assert "加密后先放在我们这里，只有这一页打得开" in answer.text
    assert "最多2小时" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert rows(client) == 1
    assert "还没有记录" in client.get("/case").text


def test_it_is_gone_as_soon_as_it_is_kept(client: TestClient) -> None:
    fields = carried(upload(client, call_log(ROWS_READ)))
    keys = re.findall(r'name="numbers" value="([^"]*)"', upload(client, call_log(ROWS_READ)).text)
    assert rows(client) == 2
    answer = client.post("/evidence/keep", data={**fields, "which": "chosen", "numbers": keys[:2]})
    assert answer.status_code == 200
    assert rows(client) == 2  # the case, and the other reading
    again = client.post("/evidence/keep", data={**fields, "which": "all"})
    assert again.status_code == 422
    for said in ("这份记录不在这里了", "把文件再上传一次，不会重复", 'href="/evidence"', 'href="/evidence/numbers"'):
        assert said in again.text


def test_a_choice_of_nothing_asks_again_for_the_same_reading(client: TestClient) -> None:
    fields = carried(upload(client, call_log(ROWS_READ)))
    answer = client.post("/evidence/keep", data={**fields, "which": "chosen"})
    assert answer.status_code == 422
    assert "请至少勾选一个号码" in answer.text
    assert carried(answer) == fields
    assert rows(client) == 1
    assert f"加入了{ROWS_READ}次联系" in client.post("/evidence/keep", data={**carried(answer), "which": "all"}).text


def test_it_expires(client: TestClient, app: FastAPI) -> None:
    fields = carried(upload(client, call_log(ROWS_READ)))
    app.dependency_overrides[now] = lambda: NOW + timedelta(hours=MOST_HOURS, minutes=1)
    answer = client.post("/evidence/keep", data={**fields, "which": "all"})
    assert answer.status_code == 422
    assert "这份记录不在这里了" in answer.text


@pytest.mark.parametrize("code", ["x", "A" * 43, "é" * 43, "=" * 43, "' or 1=1 --", "\x00"])
def test_a_forged_code_opens_nothing(client: TestClient, code: str) -> None:
    answer = client.post("/evidence/keep", data={"aside": code, "which": "all"})
    assert answer.status_code == 422
    assert "这份记录不在这里了" in answer.text


def test_the_code_of_a_case_is_no_reading_and_the_other_way_round(client: TestClient) -> None:
    fields = carried(upload(client, call_log(ROWS_READ)))
    client.post("/evidence/keep", data={**carried(upload(client, call_log(50))), "which": "all"})
    case = client.cookies["case"]
    assert client.post("/evidence/keep", data={"aside": case, "which": "all"}).status_code == 422
    client.cookies.set("case", fields["aside"], domain="testserver.local", path="/")
    answer = client.get("/case")
    assert answer.status_code == 200
    assert "还没有记录" in answer.text


def test_a_reading_that_is_too_much_for_a_case_is_said(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_CONTACTS", 1_000)
    fields = carried(upload(client, call_log(ROWS_READ)))
    answer = client.post("/evidence/keep", data={**fields, "which": "all"})
    assert answer.status_code == 422
    assert "请只勾选催收的号码" in answer.text
    assert carried(answer) == fields


def test_the_same_file_under_two_names_is_read_once(client: TestClient) -> None:
    payload = call_log(300)
    client.post("/evidence/keep", data={**carried(upload(client, payload, "九月.csv")), "which": "all"})
    answer = client.post("/evidence/keep", data={**carried(upload(client, payload, "详单(1).csv")), "which": "all"})
    assert "加入了0次联系。有300次原来就有，没有重复加。" in answer.text


def test_marks_survive_the_same_file_again(client: TestClient) -> None:
    payload = call_log(300)
    client.post("/evidence/keep", data={**carried(upload(client, payload)), "which": "all"})
    number = re.findall(r'href="(/evidence/numbers/[0-9a-f]{16})"', client.get("/evidence/numbers").text)[0]
    assert "标好了" in client.post(number, data={"part": "all", "reached": "family"}).text
    before = client.get(number).text.partition("已经标了什么")[2].partition("</section>")[0]
    client.post("/evidence/keep", data={**carried(upload(client, payload, "又一次.csv")), "which": "all"})
    assert client.get(number).text.partition("已经标了什么")[2].partition("</section>")[0] == before


def test_the_heaviest_reading_page(client: TestClient, catalogue: Any) -> None:
    """As many and as long names as are listed, as many bad rows, and as much as is still carried in the page."""
    chance = Random(1)
    good = [
        f"2026-09-{1 + place % 28:02d} {place % 24:02d}:{chance.randrange(60):02d}:{place % 60:02d},"
        f"{chance.randrange(10**8):08d}{chance.randrange(10**10):010d}转{chance.randrange(10**6):06d},来电,{chance.randrange(900)}"
        for place in range(2_900)
    ]
    bad = [f"2026-09-31 25:61:61{'〇' * 50},95555,来电,1{'很' * 60}" for _ in range(150)]
    payload = "\n".join(["时间,号码,呼叫类型,时长", *good, *bad]).encode()
    reading = read_file("x.csv", payload, catalogue.imports, TODAY)
    assert HEAVY * 0.6 < len(pack(told(reading.contacts))) <= HEAVY
    answer = upload(client, payload)
    assert list(carried(answer)) == ["contacts"]
    assert answer.text.count('name="numbers"') == pages.LISTED_NUMBERS
    assert len(answer.content) < MOST_BYTES


def worst(acts: tuple[str, ...], circumstances: tuple[str, ...]) -> Callable[[int], Contact]:
    """Contacts of every kind, to everybody, at every hour, with many acts and long words."""
    chance = Random(3)
    start = datetime(2026, 1, 1, 8, tzinfo=SHANGHAI)

    def one(place: int) -> Contact:
        return Contact(
            at=start + timedelta(minutes=(9 if place % 2 else 11) * place),
            means=chance.choice(list(Means)) if place % 3 == 0 else Means.CALL,
            direction=Direction.OUT if place % 10 == 0 else Direction.IN,
            number=f"{'号码' * 15}{place % 150}",
            answered=chance.choice([True, False, None]),
            acts=tuple(chance.sample(acts, 20)),
            circumstances=circumstances[:10],
            reached=chance.choice(list(Reached)),
            words="还" * 600,
            called="处" * 60,
            on_behalf_of="某" * 120,
            visitors=3,
        )

    return one


@pytest.mark.parametrize("count", [3_000])
def test_no_page_of_the_worst_log_is_heavy(client: TestClient, count: int) -> None:
    provided = client.app.state.provided  # type: ignore[attr-defined]
    choices: ActChoices = provided[ActChoices]
    make = worst(tuple(choices.names), tuple(choices.circumstances))
    facts = CaseFacts.model_validate(
        {"debt": {"creditor": {"kind": "bank-card"}}, "contacts": [make(place) for place in range(count)]}
    )
    client.cookies.set("case", provided[CaseStore].create(seal(facts), NOW))
    number = key_of(facts.contacts[1].number)
    for path in ("/case", "/check", "/evidence/overview", "/evidence/numbers", f"/evidence/numbers/{number}"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert len(answer.content) < MOST_BYTES, path
