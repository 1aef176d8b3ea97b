"""One case as several papers: each in its own shape, all from the same facts, in one ZIP."""

from __future__ import annotations

import io
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document as open_docx
from fastapi.testclient import TestClient

from app.catalogue import Catalogue
from app.domain.case import CaseFacts
from app.letters.dossier import answers_for
from app.storage.cases import CaseStore
from app.web.session import seal
from tests.conftest import NOW
from tests.rendering.pdf_reading import printed_text, squeezed

API = "/api/v1/letters/dossier"
CONTACTS = [
    {
        "at": "2026-11-01T22:41:00",
        "means": "call",
        "answered": True,
        "duration_seconds": 95,
        "number": "02100000004",
        "words": "今晚不还就去你单位闹，让你同事都知道",
        "acts": ["threaten-harm"],
    },
    {
        "at": "2026-11-02T23:05:00",
        "means": "call",
        "answered": True,
        "number": "02100000004",
        "reached": "colleague",
        "third_party_role": "unrelated",
        "words": "他欠我们八千块，叫他还钱",
        "acts": ["disclose-to-third-party", "collect-from-third-party"],
    },
]
CARD = {"creditor": {"kind": "bank-card", "name": "某某银行股份有限公司信用卡中心"}, "last_demand_on": "2026-11-02"}


def whole(catalogue: Catalogue) -> dict[str, Any]:
    """Answers for every letter of the dossier: what its own first example says."""
    slugs = {slug for entry in catalogue.dossier.papers for slug in entry.letters}
    return {slug: dict(catalogue.letters.by_slug[slug].file.examples[0].answers) for slug in slugs}


def asked(catalogue: Catalogue, **facts: Any) -> dict[str, Any]:
    return {"answers": whole(catalogue), "debt": CARD, "contacts": CONTACTS, "on": "2026-11-21", **facts}


def archive(client: TestClient, request: dict[str, Any]) -> ZipFile:
    answer = client.post(API, json=request)
    assert answer.status_code == 200, answer.text
    return ZipFile(io.BytesIO(answer.content))


def test_the_archive_holds_every_shape_in_three_faces_and_the_evidence(
    client: TestClient, catalogue: Catalogue
) -> None:
    with archive(client, asked(catalogue)) as opened:
        names = opened.namelist()
        assert opened.testzip() is None
        first = opened.read(names[0]).decode()
        papers = {entry.name for entry in catalogue.dossier.papers if f"-{entry.name}/" in "".join(names)}
        assert papers >= {"给出借机构总部", "给监管部门", "给公安机关"}
        for name in names:
            payload = opened.read(name)
            if name.endswith(".pdf"):
                printed = squeezed(printed_text(payload))
                assert "22时41分" in printed or "22:41" in printed, name
            elif name.endswith(".docx"):
                assert open_docx(io.BytesIO(payload)).paragraphs, name
    assert any("证据材料/" in name and name.endswith(".pdf") for name in names)
    assert "先出借机构" in first and "没有核到" in first
    assert all(name.startswith("债明白/") for name in names)


def test_each_shape_has_its_own_order_and_tone(client: TestClient, catalogue: Catalogue) -> None:
    with archive(client, asked(catalogue)) as opened:
        texts = {
            name.split("/")[1][2:]: squeezed(opened.read(name).decode())
            for name in opened.namelist()
            if name.endswith(".txt") and name.count("/") == 2
        }
    assert len(set(texts.values())) == len(texts) >= 3
    assert "国家金融监督管理总局" in texts["给监管部门"] and "国家金融监督管理总局" not in texts["给公安机关"]
    assert all("02100000004" in text for text in texts.values())


def test_the_same_facts_are_the_same_bytes(client: TestClient, catalogue: Catalogue) -> None:
    request = asked(catalogue)
    assert client.post(API, json=request).content == client.post(API, json=request).content


def test_a_shared_field_answered_once_is_known_to_all(catalogue: Catalogue) -> None:
    book = catalogue.letters
    letter = book.by_slug["complaint-nfra"]
    answers = {"complaint-lender": {"b_name": "王某", "b_phone": "13800000000", "reply_days": "15"}}
    told = answers_for(book, letter, answers)
    assert told["b_name"] == "王某" and told["b_phone"] == "13800000000"
    assert set(told) <= set(letter.field_by_id)
    # Once it was opened, what was left empty there stays empty.
    assert answers_for(book, letter, {**answers, "complaint-nfra": {"b_name": "李某"}}) == {"b_name": "李某"}


def test_a_field_of_its_own_is_not_taken_from_another_letter(catalogue: Catalogue) -> None:
    book = catalogue.letters
    for letter in book.letters:
        own = {field.id for field in letter.file.fields}
        others = {slug: dict.fromkeys(own, "某") for slug in book.by_slug if slug != letter.slug}
        assert not own & set(answers_for(book, letter, others)), letter.slug


def test_a_private_lender_has_no_regulator_and_is_told_so(client: TestClient, catalogue: Catalogue) -> None:
    facts = {"creditor": {"kind": "private-lender", "name": "李某"}}
    give(client, CaseFacts.model_validate({"debt": facts, "contacts": CONTACTS}))
    page = client.get("/letters/dossier").text
    for entry in catalogue.dossier.papers:
        served = any(
            catalogue.letters.by_slug[slug].creditors is None
            or "private-lender" in (catalogue.letters.by_slug[slug].creditors or ())
            for slug in entry.letters
        )
        assert (entry.nobody in page) is not served, entry.id


def give(client: TestClient, facts: CaseFacts) -> None:
    store: CaseStore = client.app.state.provided[CaseStore]  # type: ignore[attr-defined]
    client.cookies.set("case", store.create(seal(facts), NOW))


def test_the_page_says_what_is_ready_and_what_is_missing(client: TestClient, catalogue: Catalogue) -> None:
    empty = client.get("/letters/dossier").text
    assert "dossier.zip" not in empty and "还差" in empty
    facts = {"debt": CARD, "contacts": CONTACTS, "answers": whole(catalogue)}
    give(client, CaseFacts.model_validate(facts))
    page = client.get("/letters/dossier").text
    assert "写好了" in page and "/letters/dossier.zip" in page
    answer = client.get("/letters/dossier.zip")
    assert answer.headers["content-type"] == "application/zip" and answer.content.startswith(b"PK")
    assert "no-store" in answer.headers["cache-control"]


def test_nothing_written_is_refused_with_what_is_missing(client: TestClient) -> None:
    answer = client.post(API, json={"on": "2026-11-21"})
    assert answer.status_code == 422
    assert "还没有" in answer.json()["detail"] or answer.json()["problems"]
    assert client.get("/letters/dossier.zip").status_code == 422


@pytest.mark.parametrize("body", [{"answers": {"x": 1}}, {"contacts": [{"at": "2026-02-30T10:00"}]}, {"strange": 1}])
def test_a_request_that_is_none_is_a_sentence(client: TestClient, body: dict[str, Any]) -> None:
    assert client.post(API, json=body).status_code == 422
