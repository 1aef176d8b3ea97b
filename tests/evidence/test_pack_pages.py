"""/evidence/pack, its downloads and its API: what is in it, what is missing, and clear words for what cannot be."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import unquote

import pytest
from docx import Document as open_docx
from fastapi.testclient import TestClient

from app.domain.case import CaseFacts
from app.storage.cases import CaseStore
from app.web.session import seal
from tests.conftest import NOW
from tests.evidence.long_case import long_case
from tests.rendering.pdf_reading import reader, squeezed

API = "/api/v1/evidence/pack"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NIGHT = {
    "at": "2026-09-05T22:41:00",
    "means": "call",
    "answered": True,
    "duration_seconds": 95,
    "number": "02100000004",
}
FILE = {"name": "录音.m4a", "size": 12, "sha256": "a" * 64}
CARD = {"creditor": {"kind": "bank-card", "name": "某某银行"}}


def give(client: TestClient, facts: CaseFacts) -> None:
    store: CaseStore = client.app.state.provided[CaseStore]  # type: ignore[attr-defined]
    client.cookies.set("case", store.create(seal(facts), NOW))


def case(**facts: Any) -> CaseFacts:
    return CaseFacts.model_validate(facts)


def lacking(text: str) -> str:
    return text.partition('id="missing-title"')[2].partition("</section>")[0]


# ---- The page


def test_an_empty_case_is_led_to_the_ways_in(client: TestClient) -> None:
    text = client.get("/evidence/pack").text
    assert "现在还是空的" in text and "/evidence/pack.pdf" not in text
    assert all(f'href="{url}"' in text for url in ("/evidence", "/case/contacts/new", "/evidence/files"))


def test_a_full_case_lists_its_parts_and_offers_three_ways(client: TestClient) -> None:
    give(client, long_case())
    text = client.get("/evidence/pack").text
    for words in (
        "一、证据目录",
        "三、统计图表",
        "五、文件校验清单",
        "/evidence/pack.pdf",
        "/evidence/pack.docx",
        "/evidence/pack/print",
    ):
        assert words in text
    assert "有1个文件没写证明什么" in lacking(text)
    assert "还没有联系记录" not in text


@pytest.mark.parametrize(
    ("facts", "wanted", "unwanted"),
    [
        ({"contacts": [NIGHT]}, ["还没选钱是谁借的", "没有登记通话详单", "没有登记录音", "接通的电话没写原话"], ["没有对方号码"]),
        ({"debt": CARD, "files": [FILE]}, ["还没有联系记录", "有1个文件没写证明什么"], ["还没选钱是谁借的", "没有登记录音"]),
        ({"contacts": [NIGHT | {"number": "", "answered": None}]}, ["有1次没有对方号码", "有1次电话没写接没接通"], []),
        ({"debt": CARD, "contacts": [NIGHT | {"words": "\ue000\ue000"}]}, ["有1个字符字库里没有"], ["没写原话"]),
        ({"contacts": [NIGHT], "files": [FILE | {"kind": "call-log", "shows": "x"}]}, ["没有登记录音"], ["没有登记通话详单"]),
    ],
)  # fmt: skip
def test_what_is_missing_is_a_sentence_with_a_way(
    client: TestClient, facts: dict[str, Any], wanted: list[str], unwanted: list[str]
) -> None:
    give(client, case(**facts))
    text = lacking(client.get("/evidence/pack").text)
    assert all(one in text for one in wanted), text
    assert not any(one in text for one in unwanted)
    assert "{count}" not in text


def test_a_missing_fact_of_the_check_is_pointed_to(client: TestClient) -> None:
    give(client, case(debt=CARD, contacts=[NIGHT | {"reached": "unknown"}]))
    assert 'href="/check"' in lacking(client.get("/evidence/pack").text)


# ---- The downloads


def test_pdf_and_docx_are_downloads_nobody_keeps(client: TestClient) -> None:
    give(client, long_case())
    for path, kind, magic in (("/evidence/pack.pdf", PDF, b"%PDF"), ("/evidence/pack.docx", DOCX, b"PK")):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == kind
        assert answer.headers["cache-control"] == "no-store"
        assert "催收联系证据材料-2026年11月21日" in unquote(answer.headers["content-disposition"])
        assert answer.content.startswith(magic)
        assert client.get(path).content == answer.content


def test_the_word_file_has_its_drawings_described_and_its_header_repeated(client: TestClient) -> None:
    give(client, long_case())
    made = open_docx(io.BytesIO(client.get("/evidence/pack.docx").content))
    assert len(made.inline_shapes) >= 5
    xml = made.element.body.xml
    assert xml.count("<wp:docPr") == xml.count('descr="') == len(made.inline_shapes)
    assert all("w:tblHeader" in table._tbl.xml and "w:cantSplit" in table._tbl.xml for table in made.tables)


@pytest.mark.parametrize("path", ["/evidence/pack.pdf", "/evidence/pack.docx"])
def test_nothing_is_no_pack(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 422
    assert "证据材料还是空的" in answer.text and 'href="/evidence/files"' in answer.text


def test_what_no_font_has_is_printed_by_its_number_and_explained(client: TestClient) -> None:
    give(client, case(contacts=[NIGHT | {"words": "我叫\ue000某"}], files=[FILE | {"name": "\ue001.mp3"}]))
    words = squeezed("".join(page.extract_text() for page in reader(client.get("/evidence/pack.pdf").content).pages))
    assert "〔U+E000〕" in words and "〔U+E001〕" in words and "印成〔U+编号〕" in words
    made = open_docx(io.BytesIO(client.get("/evidence/pack.docx").content))
    assert any("\ue000" in cell.text for table in made.tables for row in table.rows for cell in row.cells)


def test_the_page_to_print_shows_the_whole_pack(client: TestClient) -> None:
    give(client, long_case())
    text = client.get("/evidence/pack/print").text
    assert text.count("<h1") == 1
    assert "联系300" in text and "<svg" in text and "文件校验清单" in text
    assert "style=" not in text


def test_without_anything_the_page_to_print_leads_back(client: TestClient) -> None:
    assert client.get("/evidence/pack/print", follow_redirects=False).headers["location"] == "/evidence/pack"


def test_words_of_the_other_side_are_only_ever_text(client: TestClient) -> None:
    give(
        client,
        case(
            debt=CARD, contacts=[NIGHT | {"words": "<script>alert(1)</script>", "called": "<b>x</b>", "number": "<i>"}]
        ),
    )
    for path in ("/evidence/pack", "/evidence/pack/print"):
        text = client.get(path).text
        assert "<script>alert" not in text and "<b>x" not in text and "<i>" not in text
    assert client.get("/evidence/pack.pdf").content.startswith(b"%PDF")


# ---- The API


def ask(client: TestClient, accept: str = "", **body: Any) -> Any:
    return client.post(API, json=body, headers={"accept": accept} if accept else {})


def test_the_api_makes_the_pack_in_every_face(client: TestClient) -> None:
    body: dict[str, Any] = {"debt": CARD, "contacts": [NIGHT], "files": [FILE], "on": "2026-11-21"}
    pdf, docx, text = (ask(client, accept, **body) for accept in (PDF, DOCX, "text/plain"))
    assert pdf.content.startswith(b"%PDF") and docx.content.startswith(b"PK")
    assert "编号：联系1；" in text.text and text.headers["content-type"] == "text/plain; charset=utf-8"
    told = ask(client, **body).json()
    assert told["parts"] == ["一、证据目录", "二、核对结果", "三、统计图表", "四、联系记录表", "五、文件校验清单"]
    assert told["text"] + "\n" == text.text and told["characters"] > 500
    assert {"shows", "call_log", "words"} <= {one["what"] for one in told["missing"]}
    assert ask(client, PDF, **body).content == pdf.content


def test_the_api_numbers_contacts_by_time_whatever_their_order(client: TestClient) -> None:
    early = NIGHT | {"at": "2026-08-01T09:00:00", "number": "1"}
    text = ask(client, "text/plain", debt=CARD, contacts=[NIGHT, early]).text
    assert "编号：联系1；时间：2026-08-01 09:00；" in text
    assert "编号：联系2；时间：2026-09-05 22:41；夜：夜；" in text
    assert "共1次：联系2。" in text


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"files": [FILE | {"size": -1}]}, "files.0.size", "不能是负数"),
        ({"files": [FILE | {"size": 0}]}, "files.0.size", "空文件"),
        ({"files": [FILE | {"sha256": "ab"}]}, "files.0.sha256", "64位"),
        ({"files": [FILE | {"name": "长" * 500}]}, "files.0.name", "最多255个字"),
        ({"files": [FILE | {"name": "\u202e"}]}, "files.0.name", "不能空着"),
        ({"files": [FILE | {"modified": "2999-01-01T00:00:00"}]}, "files.0.modified", "核对手机的日期"),
        ({"files": [FILE | {"modified": "2027-01-01T00:00:00"}]}, "files.0.modified", "核对手机的日期"),
        ({"files": [FILE, FILE | {"name": "副本.m4a"}]}, "files.1.sha256", "内容完全一样"),
        ({"files": [FILE | {"path": "/sdcard"}]}, "files.0.path", "没有这一项"),
        ({"files": [FILE | {"sha256": f"{number:064x}"} for number in range(10_000)]}, "files", "最多500条"),
        ({"contacts": [NIGHT | {"acts": ["nonsense"]}]}, "contacts.0.acts", "没有“nonsense”"),
        ({"contacts": [NIGHT | {"circumstances": ["x"]}]}, "contacts.0.circumstances", "没有“x”"),
        ({"contacts": [NIGHT | {"at": "2026-12-24T10:00:00"}]}, "contacts.0.at", "核对年份和日期"),
        ({"on": "2999-01-01"}, "on", "之间的一天"),
        ({"more": 1}, "more", "没有这一项"),
    ],
)
def test_what_cannot_be_is_a_problem_document(
    client: TestClient, changes: dict[str, Any], field: str, sentence: str
) -> None:
    answer = ask(client, PDF, **({"debt": CARD, "contacts": [NIGHT]} | changes))
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    found = {one["field"]: one["message"] for one in answer.json()["errors"]}
    assert sentence in found[field], found


def test_a_name_like_a_formula_or_a_smile_is_taken_as_it_is(client: TestClient) -> None:
    for number, name in enumerate(("=1+1|cmd.csv", "+SUM(A1).xls", "@x", "😀", "录音\u202e3pm.exe")):
        answer = ask(client, PDF, files=[FILE | {"name": name, "sha256": f"{number:064x}"}])
        assert answer.status_code == 200 and answer.content.startswith(b"%PDF")


def test_an_empty_request_and_an_unknown_face_are_refused(client: TestClient) -> None:
    assert ask(client).status_code == 422
    assert ask(client, "image/png", contacts=[NIGHT]).status_code == 406


def test_the_example_of_the_description_works(client: TestClient) -> None:
    schema = client.get("/api/openapi.json").json()
    (example,) = schema["components"]["schemas"]["PackRequest"]["examples"]
    assert client.post(API, json=example).status_code == 200


def test_twenty_thousand_contacts_are_packed_without_all_their_rows(client: TestClient) -> None:
    days = [f"2026-{month:02d}-{day:02d}" for month in range(1, 10) for day in range(1, 29)]
    contacts = [
        {**NIGHT, "at": f"{days[n % len(days)]}T{n % 24:02d}:{n // 24 % 60:02d}:{n % 60:02d}"} for n in range(20_000)
    ]
    told = ask(client, debt=CARD, contacts=contacts).json()
    assert "共20000次，这里列1000次" in told["text"]
    assert "rows" in {one["what"] for one in told["missing"]}
    assert len(told["text"]) < 400_000
