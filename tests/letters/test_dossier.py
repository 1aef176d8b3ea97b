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
        assert papers >= {"先告知对方停止", "给出借机构总部", "给监管部门", "给公安机关"}
        for name in names:
            payload = opened.read(name)
            if any(one in name for one in ("-事情的先后/", "-证据的目录/")):
                continue
            if name.endswith(".pdf"):
                printed = squeezed(printed_text(payload))
                assert "22时41分" in printed or "22:41" in printed, name
            elif name.endswith(".docx"):
                assert open_docx(io.BytesIO(payload)).paragraphs, name
    assert any("证据材料/" in name and name.endswith(".pdf") for name in names)
    assert "先告知、投诉出借机构" in first and "没有核到" in first
    assert all(name.startswith("债明白/") for name in names)


def test_each_shape_has_its_own_order_and_tone(client: TestClient, catalogue: Catalogue) -> None:
    with archive(client, asked(catalogue)) as opened:
        texts = {
            name.split("/")[1][2:]: squeezed(opened.read(name).decode())
            for name in opened.namelist()
            if name.endswith(".txt")
            and name.count("/") == 2
            and "-事情的先后/" not in name
            and "-证据的目录/" not in name
        }
    assert len(set(texts.values())) == len(texts) >= 3
    assert "国家金融监督管理总局" in texts["给监管部门"] and "国家金融监督管理总局" not in texts["给公安机关"]
    assert all("02100000004" in text for text in texts.values())


def test_folders_are_numbered_without_a_gap_and_what_was_begun_goes_along(
    client: TestClient, catalogue: Catalogue
) -> None:
    request = asked(catalogue, paragraphs={"complaint-lender": [{"text": "再打电话我就杀了你们。"}]})
    with archive(client, request) as opened:
        folders = {name.split("/")[1] for name in opened.namelist() if name.count("/") == 2}
        first = opened.read("债明白/先看这里.txt").decode()
    numbers = sorted(int(name.split("-")[0]) for name in folders if "-" in name)
    assert numbers == list(range(1, len(numbers) + 1))
    assert {"事情的先后", "证据的目录"} <= {name.split("-")[-1] for name in folders}
    assert "没有写好，不在这里：给出借机构总部" in first and not any("给出借机构总部" in name for name in folders)
    assert all(name.replace("-", "．") in first for name in folders if "-" in name)


def test_papers_nobody_began_are_not_asked_for(client: TestClient) -> None:
    page = client.get("/letters/dossier").text
    assert "事情的先后" not in page and "证据的目录" not in page


def test_the_same_facts_are_the_same_bytes(client: TestClient, catalogue: Catalogue) -> None:
    request = asked(catalogue)
    assert client.post(API, json=request).content == client.post(API, json=request).content


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
    assert "还没有一封写好" in answer.json()["detail"] and answer.json()["errors"]
    assert client.get("/letters/dossier.zip").status_code == 422


@pytest.mark.parametrize(
    ("given", "where", "sentence"),
    [
        ({"answers": {"complaint-lendr": {"b_name": "王某"}}}, "answers.complaint-lendr", "没有“complaint-lendr”"),
        ({"answers": {"complaint-lender": {"b_nam": "王某"}}}, "answers.complaint-lender.b_nam", "没有这一项"),
        ({"paragraphs": {"nothing": [{"text": "想说的话"}]}}, "paragraphs.nothing", "没有“nothing”"),
    ],
)
def test_what_no_letter_asks_is_said_and_not_dropped(
    client: TestClient, catalogue: Catalogue, given: dict[str, Any], where: str, sentence: str
) -> None:
    answer = client.post(API, json={**asked(catalogue), **given})
    assert answer.status_code == 422
    assert [(one["field"], sentence in one["message"]) for one in answer.json()["errors"]] == [(where, True)]


def test_own_paragraphs_are_printed_in_their_letter(client: TestClient, catalogue: Catalogue) -> None:
    said = "我母亲在住院，晚上的电话把她吵醒了三次。"
    with archive(client, asked(catalogue, paragraphs={"complaint-lender": [{"text": said}]})) as opened:
        carrying = [name for name in opened.namelist() if name.endswith(".txt") and said in opened.read(name).decode()]
    assert [name.split("/")[1] for name in carrying] == ["2-给出借机构总部"]


def test_a_sentence_that_stops_a_letter_is_named_with_its_safer_wording(
    client: TestClient, catalogue: Catalogue
) -> None:
    threat = {"complaint-lender": [{"text": "再打电话我就杀了你们。"}]}
    with archive(client, asked(catalogue, paragraphs=threat)) as opened:
        first = opened.read("债明白/先看这里.txt").decode()
        assert not any("2-给出借机构总部/" in name for name in opened.namelist())
    assert "还没写好：“" in first and "可以这样改：" in first
    facts = CaseFacts.model_validate(
        {"debt": CARD, "contacts": CONTACTS, "answers": whole(catalogue), "paragraphs": threat}
    )
    give(client, facts)
    assert "可以这样改：" in client.get("/letters/dossier").text


def test_where_the_box_of_a_portal_is_known_its_limit_is_said(
    client: TestClient, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = catalogue.letters.by_slug["complaint-lender"]
    monkeypatch.setitem(letter.__dict__, "file", letter.file.model_copy(update={"portal_limit": 100}))
    with archive(client, asked(catalogue)) as opened:
        first = opened.read("债明白/先看这里.txt").decode()
    assert "网页框最多100字，装不下" in first and "没有核到" in first


@pytest.mark.parametrize("body", [{"answers": {"x": 1}}, {"contacts": [{"at": "2026-02-30T10:00"}]}, {"strange": 1}])
def test_a_request_that_is_none_is_a_sentence(client: TestClient, body: dict[str, Any]) -> None:
    assert client.post(API, json=body).status_code == 422
