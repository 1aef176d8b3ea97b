"""Own files and the pack, asked for what cannot be: a sentence each time, nothing half kept, nothing of it in a log."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.bad_input.asking import SECRET, problem, refusal, said
from tests.bad_input.conftest import WithCase
from tests.bad_input.test_files import MULTIPART, part, send

HERE = "/evidence/files"
PACK = "/api/v1/evidence/pack"
FILE: dict[str, Any] = {"name": f"{SECRET}.m4a", "size": 9, "sha256": "a" * 64}
CONTACT = {"at": "2026-09-05T22:41:00", "words": SECRET}


def note(visitor: TestClient, **changes: object) -> Any:
    return visitor.post(HERE, data={"noted": json.dumps([FILE | changes])}, follow_redirects=False)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "长" * 500}, "最多255个字"),
        ({"name": ""}, "不能空着"),
        ({"name": "\u202e\u2066\u200b"}, "不能空着"),
        ({"name": None}, "请再选一次"),
        ({"name": ["a"]}, "请再选一次"),
        ({"size": 0}, "空文件"),
        ({"size": -5}, "不能是负数"),
        ({"size": 10**30}, "超出了范围"),
        ({"size": "9"}, "整数"),
        ({"sha256": "a" * 63}, "64位"),
        ({"sha256": "z" * 64}, "64位"),
        ({"sha256": 5}, "64位"),
        ({"kind": "film"}, "请再选一次"),
        ({"shows": "长" * 121}, "最多120个字"),
        ({"more": 1}, "请再选一次"),
    ],
)
def test_a_file_that_cannot_be_is_not_listed(visitor: TestClient, changes: dict[str, object], sentence: str) -> None:
    assert sentence in refusal(note(visitor, **changes), 422)
    assert 'class="own-file"' not in visitor.get(HERE).text


@pytest.mark.parametrize("modified", ["2999-12-31T00:00:00Z", "99999-01-01", -1, {}, "2026-02-30T10:00:00"])
def test_an_impossible_time_of_change_is_left_out_and_said(visitor: TestClient, modified: object) -> None:
    answer = note(visitor, modified=modified)
    assert answer.status_code == 303
    shown = visitor.get(answer.headers["location"]).text
    assert "修改时间不对" in shown and "2999" not in shown


@pytest.mark.parametrize(
    "noted", ["[" * 50_000, "{}", '["a"]', "NaN", '[{"name":1e999}]', "\ud800".encode("utf-8", "surrogatepass")]
)
def test_a_field_nobody_of_ours_wrote_is_refused(visitor: TestClient, noted: Any) -> None:
    body = b"noted=" + (noted if isinstance(noted, bytes) else noted.encode())
    refusal(visitor.post(HERE, content=body, headers={"content-type": "application/x-www-form-urlencoded"}), 422)


@pytest.mark.parametrize(
    "body", [b"", b"garbage", b"--b\r\n", b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\ncut']
)
def test_a_broken_form_is_refused(visitor: TestClient, body: bytes) -> None:
    said(visitor.post(HERE, content=body, headers=MULTIPART), 422)


def test_ten_thousand_files_at_once_are_refused(visitor: TestClient) -> None:
    parts = [part(f'name="file"; filename="{number}"', b"x") for number in range(10_000)]
    said(send(visitor, HERE, *parts), 422)
    told = json.dumps([FILE | {"sha256": f"{number:064x}"} for number in range(10_000)])
    assert "最多登记500个文件" in refusal(visitor.post(HERE, data={"noted": told}), 422)


def test_a_file_over_the_limit_is_refused_before_it_is_read(visitor: TestClient) -> None:
    answer = visitor.post(HERE, files={"file": ("a.mp4", b"x" * 25_200_000, "video/mp4")})
    assert "24 MB" in said(answer, 413)


def test_a_name_a_browser_should_not_send_is_one_line_of_text(visitor: TestClient) -> None:
    name = "../../etc/passwd\u202e\r\nX-Evil: 1<script>"
    answer = visitor.post(HERE, files={"file": (name, b"x", "audio/mp4")}, follow_redirects=True)
    assert answer.status_code == 200
    assert "<script>" not in answer.text.partition('id="list-title"')[2].partition("</section>")[0]
    assert "x-evil" not in answer.headers and "\u202e" not in answer.text


def test_what_a_case_cannot_hold_is_no_pack(visitor: TestClient) -> None:
    """A file kept by an older or a foreign hand is a lost case, never a broken page."""
    for path in ("/evidence/pack.pdf", "/evidence/pack.docx"):
        assert "还是空的" in refusal(visitor.get(path), 422)
    assert visitor.get("/evidence/pack").status_code == 200
    assert visitor.get("/evidence/pack/print", follow_redirects=False).status_code == 303
    assert visitor.get("/evidence/pack.txt").status_code == 404


def test_a_contact_ticked_with_every_act_is_packed(visitor: TestClient, with_case: WithCase) -> None:
    names: Any = visitor.get("/api/v1/conduct").json()["conducts"]
    acts = [one["slug"] for one in names][:80]
    with_case({"debt": {"creditor": {"kind": "bank-card"}}, "contacts": [CONTACT | {"acts": acts}] * 40})
    for path in ("/evidence/pack", "/evidence/pack.pdf", "/evidence/pack.docx", "/evidence/pack/print"):
        assert visitor.get(path).status_code == 200


@pytest.mark.parametrize(
    "words", ["\U0010ffff", "\u200d\ufe0f", "a" * 2_000, "#set page(width: 1pt)", "\\", "]]>", "&#x202e;"]
)
def test_hostile_words_are_printed(visitor: TestClient, with_case: WithCase, words: str) -> None:
    with_case(
        {"contacts": [CONTACT | {"words": words, "called": words[:60], "number": words[:40], "acts": ["insult-abuse"]}]}
    )
    assert visitor.get("/evidence/pack.pdf").content.startswith(b"%PDF")
    assert visitor.get("/evidence/pack.docx").content.startswith(b"PK")


def test_the_api_of_the_pack_names_what_is_wrong(visitor: TestClient) -> None:
    for body in (b"", b"[]", b"{", b'{"contacts": {}}', b'{"files": [1]}', b'{"on": 20261121}'):
        problem(visitor.post(PACK, content=body, headers={"content-type": "application/json"}), 422)
    assert problem(visitor.post(PACK, json={"contacts": [CONTACT]}, headers={"accept": "image/png"}), 406)
