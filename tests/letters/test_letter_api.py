from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document as open_docx
from fastapi.testclient import TestClient
from pypdf import PdfReader

from app.catalogue import Catalogue
from app.letters.faces import Face, wanted_face

LETTERS = "/api/v1/letters"
SLUGS = [
    "stop-unlawful-collection", "complaint-lender", "complaint-nfra", "police-report", "payment-order-objection",
    "verify-collector", "third-party-stop",
]  # fmt: skip
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def example(client: TestClient, slug: str, place: int = 0) -> dict[str, Any]:
    """The letter's own example, as the API gives it, as a request body."""
    found: dict[str, Any] = client.get(f"{LETTERS}/{slug}").json()["examples"][place]
    return {key: found[key] for key in ("answers", "debt", "contacts", "on")}


def test_the_list(client: TestClient, catalogue: Catalogue) -> None:
    listed = client.get(LETTERS).json()["letters"]
    assert [one["slug"] for one in listed] == [letter.slug for letter in catalogue.letters.letters]
    known = {one["slug"]: one for one in listed}
    assert known["complaint-nfra"]["creditors"] == ["bank-card", "bank-loan", "consumer-finance", "insurer"]
    assert known["stop-unlawful-collection"]["creditors"] is None
    assert known["payment-order-objection"]["category"] == "court"


def test_one_letter_tells_its_fields_and_examples(client: TestClient, catalogue: Catalogue) -> None:
    body = client.get(f"{LETTERS}/payment-order-objection").json()
    fields = {one["id"]: one for one in body["fields"]}
    assert fields["j_court"]["kind"] == "court"
    assert fields["obstacle_gone"]["required"] == "when explained"
    assert [column["id"] for column in fields["order_rows"]["columns"]] == ["item", "amount", "objected"]
    refused = {one["name"]: one["refused"] for one in body["examples"]}
    examples = catalogue.letters.by_slug["payment-order-objection"].file.examples
    assert refused == {one.name: bool(one.expect.problems or one.expect.harms) for one in examples}
    assert set(refused.values()) == {True, False}
    assert body["addressee"] and body["delivery"] and body["after"] and body["risks"]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_example_is_written_or_refused_as_it_says(slug: str, client: TestClient) -> None:
    for place, one in enumerate(client.get(f"{LETTERS}/{slug}").json()["examples"]):
        answer = client.post(f"{LETTERS}/{slug}", json=example(client, slug, place))
        assert answer.status_code == (422 if one["refused"] else 200), one["name"]


def test_own_paragraphs_stand_where_they_are_told(client: TestClient) -> None:
    known = client.get(f"{LETTERS}/stop-unlawful-collection").json()
    assert "已发生的情况" in known["headings"]
    assert known["excludes"] == {}
    asked = example(client, "stop-unlawful-collection")
    own = [{"text": "那天我父亲也在家。", "after": "已发生的情况"}, {"text": "请尽快处理。"}]
    body = client.post(f"{LETTERS}/stop-unlawful-collection", json={**asked, "paragraphs": own}).json()
    lines = body["text"].split("\n")
    assert lines.index("二、已发生的情况") < lines.index("那天我父亲也在家。") < lines.index("请尽快处理。")
    plain = client.post(f"{LETTERS}/stop-unlawful-collection", json=asked).json()
    assert body["own_share"] > plain["own_share"]
    assert not plain["warnings"] or "“自己加的话”" not in str(plain["warnings"])
    lost = client.post(
        f"{LETTERS}/stop-unlawful-collection", json={**asked, "paragraphs": [{"text": "事。", "after": "没有"}]}
    )
    assert "现在没有这个标题" in str(lost.json()["warnings"])


@pytest.mark.parametrize(
    "paragraphs",
    [[{"text": "事" * 1_001}], [{"text": "事" * 5_001}], [{"text": ""}], [{"text": "事。"}] * 6, [{"words": "事。"}], "事。",
     [{"text": "我承认欠款，一定还。"}]],
)  # fmt: skip
def test_own_paragraphs_that_cannot_be_are_refused(client: TestClient, paragraphs: object) -> None:
    asked = {**example(client, "stop-unlawful-collection"), "paragraphs": paragraphs}
    answer = client.post(f"{LETTERS}/stop-unlawful-collection", json=asked)
    assert answer.status_code == 422
    assert "paragraphs" in answer.text


def test_json_has_the_text_the_blocks_and_what_to_know(client: TestClient) -> None:
    body = client.post(f"{LETTERS}/complaint-lender", json=example(client, "complaint-lender")).json()
    assert body["title"] == "关于某某银行信用卡中心催收问题的投诉书"
    assert body["characters"] == len(body["text"]) and body["left_out"] == []
    assert "共8次，均未接通" in body["text"]
    kinds = [block["kind"] for block in body["document"]["blocks"]]
    assert kinds[0] == "salutation"
    assert kinds[-4:] == ["enclosures", "signature", "annex", "table"]
    assert 0 < body["own_share"] < 1
    assert body["deadline"]["last"] == "2026-10-05"
    assert {"instrument": "cbrc-credit-card-2011-2", "article": "68"}.items() <= next(
        one for one in body["citations"] if one["instrument"] == "cbrc-credit-card-2011-2"
    ).items()
    assert body["harms"] == [] and body["document"]["checklist"]


def test_the_same_letter_in_three_more_faces(client: TestClient) -> None:
    request = example(client, "stop-unlawful-collection")
    answers = {
        face: client.post(f"{LETTERS}/stop-unlawful-collection", json=request, headers={"accept": face})
        for face in ("application/pdf", DOCX, "text/plain")
    }
    for face, answer in answers.items():
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(face)
        assert answer.headers["cache-control"] == "no-store"
        assert "filename*=UTF-8''" in answer.headers["content-disposition"]
    pdf = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answers["application/pdf"].content)).pages)
    assert "停止违规催收告知函" in pdf.replace(" ", "")
    assert any("告知人" in one.text for one in open_docx(io.BytesIO(answers[DOCX].content)).paragraphs)
    assert answers["text/plain"].text.startswith("停止违规催收告知函\n")


def test_files_are_enclosed_under_their_numbers(client: TestClient) -> None:
    request = example(client, "stop-unlawful-collection")
    request["files"] = [
        {"name": f"{name}.m4a", "size": 9, "sha256": name * 64, "shows": f"第{name}通"} for name in "ab"
    ]
    text = client.post(f"{LETTERS}/stop-unlawful-collection", json=request).json()["text"]
    assert "证据1：a.m4a（其他），第a通" in text and "证据2：b.m4a（其他），第b通" in text
    request["files"][1]["sha256"] = "short"
    refused = client.post(f"{LETTERS}/stop-unlawful-collection", json=request)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "files.1.sha256"


def test_the_same_request_gives_the_same_bytes(client: TestClient) -> None:
    request = example(client, "police-report")
    for face in ("application/pdf", DOCX, "text/plain"):
        first, second = (
            client.post(f"{LETTERS}/police-report", json=request, headers={"accept": face}).content for _ in "12"
        )
        assert first == second


def test_problems_are_a_problem_document(client: TestClient) -> None:
    answer = client.post(f"{LETTERS}/police-report", json={}, headers={"accept": "application/pdf"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert {"debt", "contacts", "b_name"} <= {one["field"] for one in answer.json()["errors"]}


def test_a_harm_that_stops_the_letter_is_told_with_a_safer_wording(client: TestClient) -> None:
    (error,) = client.post(
        f"{LETTERS}/stop-unlawful-collection",
        json={**(one := example(client, "stop-unlawful-collection")), "answers": {**one["answers"], "i_harm": "请免除全部债务。"}},
    ).json()["errors"]  # fmt: skip
    assert error["field"] == "i_harm"
    assert "可以这样改" in error["message"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"contacts": [{"at": "2026-10-08T22:47:00", "acts": ["no-such-act"]}]}, "contacts.0.acts"),
        ({"contacts": [{"at": "2026-10-08T22:47:00", "circumstances": ["no-such-thing"]}]}, "contacts.0.circumstances"),
        ({"on": "1900-01-01"}, "on"),
        ({"debt": {"creditor": {"kind": "bank"}}}, "debt.creditor.kind"),
        ({"more": 1}, "more"),
    ],
)
def test_a_request_out_of_shape_is_named(change: dict[str, Any], field: str, client: TestClient) -> None:
    answer = client.post(f"{LETTERS}/complaint-nfra", json={**example(client, "complaint-nfra"), **change})
    assert answer.status_code == 422
    assert field in {one["field"] for one in answer.json()["errors"]}


def test_today_is_the_day_where_none_is_given(client: TestClient) -> None:
    request = example(client, "complaint-nfra")
    del request["on"]
    assert client.post(f"{LETTERS}/complaint-nfra", json=request).json()["document"]["on"] == "2026-11-21"


def test_a_name_nearby_is_offered(client: TestClient) -> None:
    answer = client.get(f"{LETTERS}/police-reprt")
    assert answer.status_code == 404
    assert "police-report" in answer.json()["detail"]


def test_a_character_no_font_has_is_named(client: TestClient) -> None:
    request = example(client, "stop-unlawful-collection")
    request["answers"]["i_harm"] = "单位领导\U0003fffd于2026年10月9日找本人谈话。\U00020bb7"
    answer = client.post(f"{LETTERS}/stop-unlawful-collection", json=request, headers={"accept": "application/pdf"})
    assert answer.status_code in (200, 422)
    if answer.status_code == 422:
        assert answer.json()["errors"]


@pytest.mark.parametrize(
    ("accept", "face"),
    [
        ("", Face.JSON),
        ("*/*", Face.JSON),
        ("application/*", Face.JSON),
        ("text/*", Face.TEXT),
        ("application/pdf", Face.PDF),
        ("application/pdf;q=0.5, text/plain", Face.TEXT),
        ("text/html, application/pdf;q=0.9, */*;q=0.1", Face.PDF),
        ("application/json;q=0, */*", Face.PDF),
        (f"{DOCX}, */*;q=0.8", Face.DOCX),
        ("application/pdf;q=much, text/plain", Face.TEXT),
    ],
)
def test_the_face_follows_the_accept_header(accept: str, face: Face) -> None:
    assert wanted_face(accept) is face


@pytest.mark.parametrize("accept", ["image/png", "application/pdf;q=0", "text/html"])
def test_no_face_we_have(accept: str) -> None:
    assert wanted_face(accept) is None


def test_a_face_we_do_not_have_is_refused(client: TestClient) -> None:
    answer = client.post(f"{LETTERS}/police-report", json={}, headers={"accept": "image/png"})
    assert answer.status_code == 406


def test_the_text_is_cut_down_to_the_box_of_a_portal(client: TestClient) -> None:
    url, asked = f"{LETTERS}/complaint-lender", {**example(client, "complaint-lender"), "limit": 600}
    body = client.post(url, json=asked).json()
    assert body["characters"] <= 600 and body["left_out"][-1] == "附表一\u3000联系记录" and "【诉求】" in body["text"]
    plain = client.post(url, json=asked, headers={"Accept": "text/plain"})
    assert plain.text.rstrip() == body["text"]
    assert client.post(url, json={**asked, "limit": 10}).status_code == 422
