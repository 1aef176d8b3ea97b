"""What a person types is only ever data: on the page, in JSON, text, DOCX and PDF it is read back as it was typed."""

from __future__ import annotations

import copy
import io
from typing import Any

import pytest
from docx import Document as open_docx
from fastapi.testclient import TestClient

from app.catalogue import Catalogue
from app.domain.fields import FieldKind
from app.domain.text import clean
from app.letters.faces import Face
from app.letters.model import Letter
from app.rendering.wording import visible
from tests.bad_input.asking import UNSEEN, Page, read
from tests.bad_input.conftest import WithCase
from tests.rendering.pdf_reading import body_text, reader, squeezed

MARKUP = {
    "typst": '#panic("x")#read("/etc/passwd")',
    "typst mathematics": "$ x^2 $ \\u{41} ~ -- ---",
    "html": "<script>alert(1)</script>&lt;b&gt;",
    "attribute": '" onfocus="alert(1)" x=\'',
    "markdown": "**粗** [链](javascript:x) `码`",
    "headings": "# 标题 - 一 : 二 此致 三",
    "jinja": "{{ 73*79 }}{% x %}{# y #}",
    "word field": '{ INCLUDETEXT "c:\\\\x" }',
    "formula": "=cmd|' /C calc'!A0",
    "placeholder": "{b_name}{law:minsu#227}",
    "flags and blocks": "[?now]{block:facts}[!over]",
    "braces": "{{b_name}} }} {{ {",
    "formats": "%n %s %(x)s {0} {}",
    "unseen": "还\u202e\u2066钱\u200b\ufeff\u00ad吧\u2069",
}
TEXT = {FieldKind.TEXT, FieldKind.PARAGRAPH, FieldKind.ADDRESS}
SLUGS = ["stop-unlawful-collection", "complaint-lender", "complaint-nfra", "police-report", "payment-order-objection"]
EACH = pytest.mark.parametrize("markup", MARKUP.values(), ids=MARKUP)
ALL = pytest.mark.parametrize("slug", SLUGS)


def with_markup(letter: Letter, body: dict[str, Any], markup: str, only: set[str]) -> dict[str, Any]:
    """The request with the markup in every text there is: names, contacts, and the fields in `only`."""
    said = copy.deepcopy(body)
    if "debt" in said:
        said["debt"]["creditor"]["name"] = markup
        said["debt"]["collector"] = {"kind": "agency", **said["debt"].get("collector", {}), "name": markup}
    for contact in said["contacts"]:
        contact |= {"words": markup, "number": markup[:40], "called": markup[:60], "on_behalf_of": markup}
    for asked in letter.fields:
        if asked.id in only and asked.kind in TEXT:
            said["answers"][asked.id] = markup
        elif asked.id in only and asked.kind is FieldKind.LIST:
            said["answers"][asked.id] = [markup]
        elif asked.id in only and asked.kind is FieldKind.TABLE and asked.id in said["answers"]:
            cells = {place: column.id for place, column in enumerate(asked.columns) if column.kind in TEXT}
            for row in said["answers"][asked.id]:
                for place, name in cells.items():
                    row[name if isinstance(row, dict) else place] = markup
    return said


def accepted(visitor: TestClient, letter: Letter, body: dict[str, Any], markup: str) -> dict[str, Any]:
    """The same, without the fields whose own rules refuse the markup; first with optional fields, then without."""
    everywhere = {asked.id for asked in letter.fields}
    for wanted in (everywhere, set(body["answers"])):
        for _ in range(3):
            said = with_markup(letter, body, markup, wanted)
            answer = visitor.post(f"/api/v1/letters/{letter.slug}", json=said)
            if answer.status_code == 200:
                return said
            assert answer.status_code == 422
            wanted = wanted - {error["field"].split(".")[0] for error in answer.json()["errors"]}
    raise AssertionError(answer.text)


@ALL
@EACH
def test_markup_in_every_text_of_a_letter_is_read_back(
    visitor: TestClient, catalogue: Catalogue, letters: dict[str, dict[str, Any]], slug: str, markup: str
) -> None:
    body = accepted(visitor, catalogue.letters.by_slug[slug], letters[slug], markup)
    drawn = {face: visitor.post(f"/api/v1/letters/{slug}", json=body, headers={"accept": face.value}) for face in Face}
    assert {answer.status_code for answer in drawn.values()} == {200}
    wanted = squeezed(visible(clean(markup)))
    told = drawn[Face.JSON].json()
    times = squeezed(told["text"]).count(wanted)
    assert times >= 5
    assert squeezed(drawn[Face.TEXT].text).count(wanted) == times
    assert squeezed(words_of_docx(drawn[Face.DOCX].content)).count(wanted) == times
    pdf = drawn[Face.PDF].content
    # A page may end in the middle of it.
    assert times >= body_text(pdf).count(wanted) >= times - len(reader(pdf).pages)
    assert not UNSEEN.search(
        told["text"] + drawn[Face.TEXT].text + words_of_docx(drawn[Face.DOCX].content) + body_text(pdf)
    )
    for answer in drawn.values():
        assert "\n" not in answer.headers.get("content-disposition", "")
        assert answer.headers.get("content-disposition", "").isascii()


def words_of_docx(file: bytes) -> str:
    """The text of the document; field codes are ours alone."""
    body = open_docx(io.BytesIO(file)).element.body
    codes = [one.text for one in body.iter() if one.tag.endswith("}instrText")]
    assert set("".join(codes).split()) <= {"PAGE", "NUMPAGES", "SECTIONPAGES"}
    return "".join(one.text or "" for one in body.iter() if one.tag.endswith("}t"))


@ALL
def test_markup_on_the_preview_and_the_print_page_is_text(
    visitor: TestClient, catalogue: Catalogue, letters: dict[str, dict[str, Any]], with_case: WithCase, slug: str
) -> None:
    for markup in MARKUP.values():
        body = accepted(visitor, catalogue.letters.by_slug[slug], letters[slug], markup)
        with_case({"debt": body.get("debt"), "contacts": body["contacts"]})
        typed = as_typed(catalogue.letters.by_slug[slug], body["answers"])
        visitor.post(f"/letters/{slug}", data=typed, follow_redirects=False)
        for path in (f"/letters/{slug}/preview", f"/letters/{slug}/print", f"/letters/{slug}", "/case", "/check"):
            answer = visitor.get(path, follow_redirects=False)
            assert answer.status_code == 200, (path, markup)
            assert_only_text(answer.text, markup)
        assert squeezed(clean(markup)) in squeezed(read(visitor.get(f"/letters/{slug}/preview")).text)


def as_typed(letter: Letter, answers: dict[str, Any]) -> dict[str, Any]:
    """The answers as the letter's form posts them."""
    typed: dict[str, Any] = {}
    for asked in letter.fields:
        answer = answers.get(asked.id)
        if asked.kind is FieldKind.TABLE and answer:
            for place, row in enumerate(answer):
                cells = (
                    row if isinstance(row, dict) else dict(zip((one.id for one in asked.columns), row, strict=False))
                )
                typed |= {f"{asked.id}.{place}.{name}": str(cell) for name, cell in cells.items()}
        elif asked.kind is FieldKind.LIST and answer:
            typed[asked.id] = "\n".join(answer)
        elif answer is not None:
            typed[asked.id] = answer if isinstance(answer, list) else str(answer)
    return typed


@EACH
def test_markup_in_the_forms_of_the_case_is_text(visitor: TestClient, markup: str) -> None:
    visitor.post("/case/debt", data={"creditor_kind": "bank-card", "creditor_name": markup, "collector_name": markup})
    typed = {
        "day": "2026-09-05",
        "clock": "22:41",
        "means": "call",
        "number": markup[:40],
        "called": markup,
        "words": markup,
    }
    assert visitor.post("/case/contacts/new", data=typed).status_code == 200
    refused = visitor.post("/case/contacts/new", data={**typed, "clock": "25:00"})
    assert refused.status_code == 422
    pages = [
        refused,
        *(visitor.get(path) for path in ("/case", "/check", "/case/contacts/0", "/case/debt", "/evidence/numbers")),
    ]
    for answer in pages:
        assert_only_text(answer.text, markup)
    assert squeezed(clean(markup)) in squeezed(read(pages[1]).text)
    assert clean(markup) in read(pages[4]).values


@EACH
def test_markup_in_a_file_and_in_pasted_text_is_text(visitor: TestClient, markup: str) -> None:
    quoted = markup.replace('"', '""')
    rows = f'时间,号码,类型,内容\n2026-09-05 22:41,95555,来电,"{quoted}"\n"{quoted}",95555,来电,\n'
    assert_only_text(visitor.post("/evidence", files={"file": (markup, rows.encode())}).text, markup)
    assert_only_text(visitor.post("/evidence", data={"text": markup}).text, markup)


@EACH
def test_markup_in_an_address_is_text(visitor: TestClient, markup: str) -> None:
    for path in ("/letters/", "/law/", "/conduct/", "/rights/", "/channels/", "/nothing/"):
        answer = visitor.get(
            path + markup.replace("/", "").replace("#", "%23").replace("%n", "%25n").replace("{%", "{%25")
        )
        assert answer.status_code == 404
        assert_only_text(answer.text, markup)
    assert_only_text(visitor.get("/law", params={"as_of": markup}).text, markup)


def assert_only_text(body: str, markup: str) -> None:
    """No element, attribute or invisible character came out of the markup, and nothing was worked out."""
    page = Page(body)
    assert not UNSEEN.search(body)
    assert "onfocus" not in {name for _, attributes in page.elements for name in attributes}
    assert [source for source in page.all("a", "href") if source.startswith("javascript")] == []
    assert "<script>alert" not in body
    if markup == MARKUP["jinja"]:
        assert str(73 * 79) not in page.text
    assert all("src" in attributes for tag, attributes in page.elements if tag == "script")
