"""What a form starts with, from the records of the case."""

from __future__ import annotations

from datetime import date

from fastapi.testclient import TestClient

from app.catalogue import Catalogue
from app.domain.case import CaseFacts
from app.domain.fields import FieldKind
from app.domain.own_file import FileKind
from app.letters.prefilled import DATED, TYPES, prefilled
from app.storage.cases import CaseStore
from app.web.session import seal
from tests.conftest import NOW
from tests.letters.test_letter_pages import ORIGIN

DAY = date(2026, 11, 21)
FACTS = CaseFacts.model_validate(
    {
        "debt": {"creditor": {"kind": "bank-card"}, "signed_on": "2024-03-10", "last_payment_on": "2026-06-10"},
        "contacts": [
            {"at": "2026-10-08T22:47:00", "means": "call", "answered": True},
            {"at": "2026-10-08T23:12:00", "means": "call", "reached": "colleague"},
            {"at": "2026-10-09T10:00:00", "means": "call", "direction": "out"},
        ],
        "files": [{"name": "录音.m4a", "size": 3, "sha256": "a" * 64, "kind": "recording", "shows": "夜间来电"}],
    }
)


def test_the_list_of_evidence_starts_with_the_own_files(catalogue: Catalogue) -> None:
    rows = prefilled(catalogue.letters.by_slug["evidence-list"], FACTS, DAY)["rows"]
    assert rows == [{"name": "录音.m4a", "type": "sound", "shows": "夜间来电"}]


def test_the_timeline_starts_with_the_course_of_the_case(catalogue: Catalogue) -> None:
    rows = prefilled(catalogue.letters.by_slug["timeline"], FACTS, DAY)["rows"]
    assert rows == [
        {"on": "2024-03-10", "kind": "signed", "event": "签订借款合同"},
        {"on": "2026-06-10", "kind": "repaid", "event": "最近一次还款"},
        {
            "on": "2026-10-08",
            "kind": "demand",
            "event": "对方联系2次，夜间2次，联系他人1次",
            "evidence": "联系1、2",
        },
    ]


def test_the_numbers_that_called_start_the_report_of_them(catalogue: Catalogue) -> None:
    call = {"means": "call", "answered": True, "reached": "me"}
    facts = CaseFacts.model_validate(
        {
            "contacts": [
                {**call, "at": "2026-10-08T17:40:00", "number": "010-55550000", "words": "今天 要还"},
                {**call, "at": "2026-10-08T09:12:00", "number": "01055550000", "answered": False},
                {**call, "at": "2026-10-09T08:05:00", "number": "02300000007", "answered": False},
                {**call, "at": "2026-10-09T08:05:00", "number": "02300000008", "reached": "colleague"},
                {**call, "at": "2026-10-09T08:06:00", "number": "02300000009", "direction": "out"},
                {**call, "at": "2026-10-09T08:07:00"},
            ]
        }
    )
    rows = prefilled(catalogue.letters.by_slug["complaint-12321-miit"], facts, DAY)["calls"]
    assert rows == [
        {"on": "2026-10-08", "time": "09:12至17:40", "number": "01055550000", "times": "2", "gist": "今天 要还"},
        {"on": "2026-10-09", "time": "08:05", "number": "02300000007", "times": "1", "gist": "未接通"},
    ]


def test_nothing_is_offered_where_nothing_is_known(catalogue: Catalogue) -> None:
    assert prefilled(catalogue.letters.by_slug["timeline"], CaseFacts(), DAY) == {}
    assert prefilled(catalogue.letters.by_slug["complaint-lender"], FACTS, DAY) == {}


def test_what_is_offered_can_be_chosen(catalogue: Catalogue) -> None:
    def choices(slug: str, column: str) -> set[str]:
        asked = catalogue.letters.by_slug[slug].field_by_id["rows"]
        return {
            key for one in asked.columns if one.id == column and one.kind is FieldKind.CHOICE for key in one.choices
        }

    assert set(TYPES.values()) <= choices("evidence-list", "type")
    assert set(TYPES) == set(FileKind) - {FileKind.OTHER}
    assert {kind for kind, _ in DATED.values()} | {"sent", "received"} <= choices("timeline", "kind")


def test_the_form_offers_the_rows_until_something_was_written(client: TestClient) -> None:
    store: CaseStore = client.app.state.provided[CaseStore]  # type: ignore[attr-defined]
    client.cookies.set("case", store.create(seal(FACTS), NOW))
    page = client.get("/letters/timeline").text
    assert "照你的记录先填了几行" in page and "对方联系2次" in page
    assert "录音.m4a" in client.get("/letters/evidence-list").text
    client.post("/letters/timeline", data={"b_name": "王某"}, headers=ORIGIN)
    assert "对方联系2次" not in client.get("/letters/timeline").text
