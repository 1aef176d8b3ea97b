"""A character no font has is named before printing, never drawn as a box; text and DOCX carry it as it is."""

from __future__ import annotations

import copy
import io
from typing import Any

import pytest
from docx import Document as open_docx
from fastapi.testclient import TestClient
from httpx2 import Response

from app.letters.faces import Face
from tests.bad_input.asking import problem, refusal
from tests.bad_input.conftest import WithCase

SLUG = "police-report"
PAGE = f"/letters/{SLUG}"
RARE = {
    "\U00030edd": "U+30EDD",
    "\U0001f600": "U+1F600",
    "\u16a0": "U+16A0",
    "\ue000": "U+E000",
    "\U0001fae8": "U+1FAE8",
}


@pytest.fixture
def body(letters: dict[str, dict[str, Any]]) -> dict[str, Any]:
    told = copy.deepcopy(letters[SLUG])
    told["contacts"][0]["words"] = "他叫" + "".join(RARE)
    return told


def write(visitor: TestClient, body: dict[str, Any], face: Face) -> Response:
    return visitor.post(f"/api/v1{PAGE}", json=body, headers={"accept": face.value})


def test_a_pdf_is_refused_and_each_character_named(visitor: TestClient, body: dict[str, Any]) -> None:
    said = "".join(error["message"] for error in problem(write(visitor, body, Face.PDF), 422)["errors"])
    assert "印不出来" in said
    named = [code for code in RARE.values() if code in said]
    # A machine with more fonts prints some of them; a private character is the same on none.
    assert "U+E000" in named
    assert "\ue000" not in said


def test_text_json_and_docx_carry_it_as_it_is(visitor: TestClient, body: dict[str, Any]) -> None:
    words = body["contacts"][0]["words"]
    assert words in write(visitor, body, Face.TEXT).text
    assert words in write(visitor, body, Face.JSON).json()["text"]
    drawn = open_docx(io.BytesIO(write(visitor, body, Face.DOCX).content))
    assert words in "".join(one.text for one in drawn.paragraphs)


def test_the_download_on_the_page_is_refused_and_the_letter_is_not_lost(
    visitor: TestClient, body: dict[str, Any], with_case: WithCase
) -> None:
    with_case({"debt": body["debt"], "contacts": body["contacts"], "answers": {SLUG: body["answers"]}})
    assert "U+E000" in refusal(visitor.get(f"{PAGE}.pdf"), 422)
    for path in (f"{PAGE}.docx", f"{PAGE}.txt", f"{PAGE}/preview", f"{PAGE}/print"):
        assert visitor.get(path).status_code == 200
    assert body["contacts"][0]["words"] in visitor.get("/case").text


@pytest.mark.parametrize("name", ["王\U00030edd", "é\u0301\u0323", "ﷺﷺ", "𝔄𝔅", "👩\u200d👩\u200d👧"])
def test_a_rare_name_is_printed_or_named(visitor: TestClient, letters: dict[str, dict[str, Any]], name: str) -> None:
    body = copy.deepcopy(letters[SLUG])
    body["answers"]["b_name"] = name
    answer = write(visitor, body, Face.PDF)
    assert answer.content.startswith(b"%PDF") if answer.status_code == 200 else problem(answer, 422)["errors"]
    assert write(visitor, body, Face.TEXT).status_code == 200
