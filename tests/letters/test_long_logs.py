"""A letter about tens of thousands of calls: written like any other, and each text it cites keeps its dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.case import CaseFacts
from app.domain.case_file import MOST_CONTACTS
from app.domain.contact import Contact, Reached
from app.domain.moment import SHANGHAI
from app.letters.facts import MOST_ROWS, MOST_RUNS, say_items
from app.storage.cases import CaseStore
from app.web.session import seal
from tests.conftest import NOW
from tests.letters.conftest import Write

MANY = 50_000
FIRST = datetime(2026, 9, 15, tzinfo=SHANGHAI)
STOP = "stop-unlawful-collection"
DEBT = {"creditor": {"kind": "bank-card", "name": "某某银行信用卡中心"}, "collector": {"kind": "agency"}}
THREAT = "再不还就打断你的腿"
ITEMS = re.compile(r"第(\d+)(?:至(\d+))?项")


def calls(count: int) -> Iterator[Contact]:
    """Sixty days of eight numbers in turn, day and night; some reach a colleague, some insult, one threatens late."""
    step = timedelta(days=60) / count
    for place in range(count):
        threat, insult = place == count - 20, place % 11 == 0
        yield Contact(
            at=FIRST + place * step,
            answered=threat or insult,
            number=f"0210000000{place % 8}",
            reached=Reached.COLLEAGUE if place % 7 == 0 else Reached.ME,
            acts=("threaten-harm",) if threat else ("insult-abuse",) if insult else (),
            words=THREAT if threat else "",
        )


@pytest.fixture(scope="module")
def facts() -> CaseFacts:
    return CaseFacts.model_validate({"debt": DEBT, "contacts": tuple(calls(MANY))})


@pytest.fixture
def answers(catalogue: Any) -> dict[str, Any]:
    return dict(catalogue.letters.by_slug[STOP].file.examples[0].answers)


def cited_items(line: str) -> set[int]:
    return {
        number
        for first, last in ITEMS.findall(line.partition("：")[0])
        for number in range(int(first), int(last or first) + 1)
    }


def test_a_case_of_fifty_thousand_contacts_makes_a_letter(
    client: TestClient, facts: CaseFacts, answers: dict[str, Any]
) -> None:
    store: CaseStore = client.app.state.provided[CaseStore]  # type: ignore[attr-defined]
    kept = facts.model_copy(update={"answers": {STOP: answers}})
    client.cookies.set("case", store.create(seal(kept), NOW))
    preview = client.get(f"/letters/{STOP}/preview")
    assert preview.status_code == 200
    assert "空模板" not in preview.text
    assert "附表一列出一部分，其余见所附通话详单" in preview.text
    assert len(preview.content) < 300_000
    text = client.get(f"/letters/{STOP}.txt").text
    assert re.search(rf"共\d+次，此处列出{MOST_ROWS}次，其余见所附通话详单", text)
    # One of the last contacts: told in the letter, and in the table.
    assert text.count(THREAT) == 2
    pdf = client.get(f"/letters/{STOP}.pdf")
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
    assert len(pdf.content) < 2_000_000


def test_the_api_writes_it_too_and_each_line_of_law_names_dates_that_stand_there(
    client: TestClient, facts: CaseFacts, answers: dict[str, Any]
) -> None:
    told = facts.model_dump(mode="json", exclude_defaults=True)
    answer = client.post(f"/api/v1/letters/{STOP}", json={**told, "answers": answers, "on": NOW.date().isoformat()})
    assert answer.status_code == 200, answer.text[:500]
    blocks = answer.json()["document"]["blocks"]
    table = next(block for block in blocks if block["kind"] == "table" and block["header"][0] == "编号")
    assert len(table["rows"]) == MOST_ROWS
    listed = {int(ITEMS.findall(row[-1])[0][0]) for row in table["rows"]}
    said = [item for block in blocks if block["kind"] == "numbered" for item in block["items"]]
    law = [item for item in said if "上列第" in item]
    assert len(law) >= 3 and any(re.search(r"等共\d+项", line) for line in law)
    for line in law:
        assert cited_items(line) & listed, line
        assert len(ITEMS.findall(line.partition("：")[0])) <= MOST_RUNS
    happened = [item for item in said if "（联系" in item]
    assert any(re.search(r"等共\d+次）。$", item) for item in happened)
    assert max(map(len, happened)) < 300


def test_the_last_contact_a_log_may_have(client: TestClient, answers: dict[str, Any]) -> None:
    contacts = [one.model_dump(mode="json", exclude_defaults=True) for one in calls(MOST_CONTACTS)]
    body = {"debt": DEBT, "contacts": contacts, "answers": answers, "on": NOW.date().isoformat()}
    assert client.post(f"/api/v1/letters/{STOP}", json=body).status_code == 200
    answer = client.post(f"/api/v1/letters/{STOP}", json={**body, "contacts": [*contacts, contacts[0]]})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": "contacts", "message": f"太多了，最多{MOST_CONTACTS}条，请分几次来。"}]


def test_a_short_log_is_listed_whole(write: Write) -> None:
    contacts = tuple(
        {"at": f"2026-09-{day:02d}T22:{minute:02d}:00", "answered": True, "number": f"0210000{minute:04d}"}
        for day in range(1, 21)
        for minute in range(20)
    )
    composed = write(STOP, contacts=contacts)
    assert composed.document is not None
    words = str(composed.document.blocks)
    assert "逐次列在附表一" in words and "此处列出" not in words


def test_of_many_items_the_first_shown_are_named() -> None:
    few = range(1, 2 * MOST_RUNS, 2)
    assert say_items(few, ()) == "、".join(f"第{number}项" for number in few)
    many = range(1, 1_000, 2)
    assert say_items(many, {501, 503, 504}) == "第501项、第503项等共500项"
    assert say_items(many, ()).startswith("第1项、第3项") and say_items(many, ()).endswith("第23项等共500项")
    assert say_items(range(1, 1_000), {4}) == "第1至999项"
