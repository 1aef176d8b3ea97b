"""The form while it is filled in: kept, drawn as far as it stands, and nothing lost or overwritten without a word."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.catalogue import Catalogue
from app.letters.forms import LONGEST_FORM
from app.letters.needs import names
from tests.letters.test_letter_pages import OBJECTION, ORIGIN, as_form

STOP = "/letters/stop-unlawful-collection"
DRAFT = f"{OBJECTION}/draft"


@pytest.fixture
def objection(catalogue: Catalogue) -> dict[str, Any]:
    return as_form(catalogue.letters.by_slug["payment-order-objection"].file.examples[0].answers)


def base_of(body: str) -> str:
    found = re.search(r'(?:name="base" value|data-base)="(\w+)"', body)
    assert found
    return found[1]


def test_half_a_form_is_kept_and_drawn(client: TestClient) -> None:
    answer = client.post(DRAFT, data={"j_court": "某某市某某区人民法院"}, headers=ORIGIN)
    assert answer.status_code == 200
    assert "case" in answer.cookies
    assert answer.headers["cache-control"] == "no-store"
    assert 'data-saved="10:00"' in answer.text
    assert "<strong>草稿</strong>" in answer.text and "还差" in answer.text
    assert "某某市某某区人民法院" in answer.text
    assert 'href="#field-j_caseno"' in answer.text
    assert re.search(r"全文\d+字 · 打印1页", answer.text)
    assert "<html" not in answer.text and "<script" not in answer.text and " style=" not in answer.text
    assert 'value="某某市某某区人民法院"' in client.get(OBJECTION).text


def test_leaving_half_way_and_coming_back_loses_nothing(client: TestClient, objection: dict[str, Any]) -> None:
    """Everything that can be typed, from all kinds of fields, and a paragraph of one's own."""
    own = {"paragraphs.0.text": "2026年10月5日我去柜台问过。", "paragraphs.0.after": "事实与理由"}
    half = {name: value for name, value in objection.items() if name not in ("b_name", "j_caseno")} | own
    client.post(DRAFT, data=half, headers=ORIGIN)
    body = client.get(OBJECTION).text
    for value in half.values():
        for one in value if isinstance(value, list) else [value]:
            assert str(one).split("\n")[0] in body
    assert '<option value="事实与理由" selected>' in body
    assert "接着写" in client.get("/letters").text
    done = client.post(OBJECTION, data={**objection, **own}, headers=ORIGIN)
    assert done.url.path.endswith("/preview")
    assert "2026年10月5日我去柜台问过。" in done.text
    assert "2026年10月5日我去柜台问过。" in client.get(f"{OBJECTION}.txt").text


def test_a_draft_is_never_a_file(client: TestClient) -> None:
    client.post(DRAFT, data={"j_court": "某某市某某区人民法院"}, headers=ORIGIN)
    for suffix in ("pdf", "docx", "txt"):
        assert client.get(f"{OBJECTION}.{suffix}").status_code == 422
    assert client.get(f"{OBJECTION}/print", follow_redirects=False).status_code == 303


def test_without_script_a_button_keeps_and_shows_it(client: TestClient) -> None:
    answer = client.post(OBJECTION, data={"j_court": "某某市某某区人民法院", "peek": "1"}, headers=ORIGIN)
    assert answer.status_code == 200
    assert "已保存 10:00" in answer.text
    assert "还差" in answer.text and 'class="errors"' not in answer.text
    assert "写到现在的样子" in answer.text and 'class="sheet"' in answer.text


def test_what_was_changed_elsewhere_is_not_overwritten(client: TestClient) -> None:
    first = base_of(client.get(OBJECTION).text)
    here = client.post(DRAFT, data={"j_court": "甲人民法院", "base": first}, headers=ORIGIN)
    mine = base_of(here.text)
    assert mine != first
    late = client.post(DRAFT, data={"j_court": "乙人民法院", "base": first}, headers=ORIGIN)
    assert late.status_code == 409
    assert "刚在别的页面改过" in late.text
    assert 'value="甲人民法院"' in client.get(OBJECTION).text
    # The button says the same, shows what was typed, and works the second time.
    pressed = client.post(OBJECTION, data={"j_court": "乙人民法院", "base": first}, headers=ORIGIN)
    assert pressed.status_code == 409
    assert "刚在别的页面改过" in pressed.text and 'value="乙人民法院"' in pressed.text
    assert "data-paused" in pressed.text
    assert base_of(pressed.text) == mine
    client.post(OBJECTION, data={"j_court": "乙人民法院", "base": base_of(pressed.text), "peek": "1"}, headers=ORIGIN)
    assert 'value="乙人民法院"' in client.get(OBJECTION).text


def test_the_same_text_twice_is_no_conflict(client: TestClient) -> None:
    """An answer that got lost on its way is sent again with the digest from before it."""
    first = base_of(client.get(OBJECTION).text)
    typed = {"j_court": "甲人民法院", "base": first}
    assert [client.post(DRAFT, data=typed, headers=ORIGIN).status_code for _ in range(2)] == [200, 200]


def test_other_letters_do_not_disturb(client: TestClient) -> None:
    first = base_of(client.get(OBJECTION).text)
    client.post(f"{STOP}/draft", data={"b_name": "王某"}, headers=ORIGIN)
    assert client.post(DRAFT, data={"j_court": "甲人民法院", "base": first}, headers=ORIGIN).status_code == 200


def test_what_is_too_long_is_said_and_the_rest_stays(client: TestClient) -> None:
    client.post(DRAFT, data={"j_court": "甲人民法院"}, headers=ORIGIN)
    for typed in (
        {"d_truth": "事" * (LONGEST_FORM + 1), "p_name": "长" * (LONGEST_FORM + 1)},
        {"paragraphs.0.text": "事" * 6_000},
    ):
        answer = client.post(DRAFT, data=typed, headers=ORIGIN)
        assert answer.status_code == 413
        assert "没有存" in answer.text
    assert 'value="甲人民法院"' in client.get(OBJECTION).text
    shown = client.post(OBJECTION, data={"paragraphs.0.text": "事" * 6_000}, headers=ORIGIN)
    assert shown.status_code == 422 and "事" * 6_000 in shown.text


def test_another_site_cannot_keep_anything(client: TestClient) -> None:
    assert client.post(DRAFT, data={"j_court": "甲"}, headers={"origin": "https://evil.example"}).status_code == 403


def test_nothing_typed_into_the_draft_is_markup(client: TestClient) -> None:
    attack = "<script>alert(1)</script>\"'{{ 7*7 }}"
    for typed in (
        {"j_court": attack},
        {"paragraphs.0.text": attack, "paragraphs.0.after": attack},
        {"base": attack, "how": attack},
    ):
        body = client.post(DRAFT, data=typed, headers=ORIGIN).text
        assert "<script" not in body and "49" not in body
    assert "<script>alert" not in client.get(OBJECTION).text


def test_a_question_that_is_gone_is_shown_beside_the_form(
    client: TestClient, app: FastAPI, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, objection: dict[str, Any]
) -> None:
    """Content changed between two visits: nothing typed disappears without a word, and the letter can be written."""
    client.post(DRAFT, data=objection, headers=ORIGIN)
    letter = catalogue.letters.by_slug["payment-order-objection"]
    sections = [
        replace(one, fields=tuple(field for field in one.fields if field.id != "p_name")) for one in letter.sections
    ]
    # Its body no longer names the field either.
    parts = tuple(part for part in letter.parts if not names(part, "p_name"))
    fewer = replace(letter, sections=tuple(sections), parts=parts)
    monkeypatch.setitem(catalogue.letters.by_slug, letter.slug, fewer)
    body = client.get(OBJECTION).text
    assert "这张表改过了" in body and f"<li>{objection['p_name']}</li>" in body
    assert "这一项不在表里" not in body
    assert client.get(f"{OBJECTION}.pdf").status_code == 200


def test_optional_questions_can_be_skipped_and_required_ones_say_why(client: TestClient, catalogue: Catalogue) -> None:
    for letter in catalogue.letters.letters:
        body = client.get(letter.url).text
        for field in letter.fields:
            if field.required is True:
                assert re.search(rf'id="hint-{field.id}">[^<]*必填：', body), field.id
            elif field.required is False and field.kind in ("choice", "yes-no") and field.default is None:
                unknowing = re.search(rf'id="field-{field.id}-" name="{field.id}" value="" checked', body)
                assert unknowing or any("不" in label for label in field.choices.values()), field.id
            elif field.required is False and field.kind not in ("choice", "choices", "yes-no"):
                assert f'跳过<span class="unseen">：{field.label}' in body, field.id


def test_long_forms_open_part_by_part_and_short_ones_whole(client: TestClient, catalogue: Catalogue) -> None:
    body = client.get(OBJECTION).text
    parts = len(catalogue.letters.by_slug["payment-order-objection"].sections) + 1
    assert f"第{parts}部分，共{parts}部分" in body
    assert body.count('<details class="form-part"') == parts
    for number in range(1, parts + 1):
        assert f'href="#part-{number}"' in body
    closed = re.findall(r'<details class="form-part" id="part-\d+">', body)
    assert len(closed) == parts - 2
    short = client.get(STOP).text
    assert not re.findall(r'<details class="form-part" id="part-\d+">', short)
    # What is wrong is never folded away.
    wrong = client.post(OBJECTION, data={"b_phone": "12"}, headers=ORIGIN).text
    broken = re.findall(r'<details class="form-part" id="part-(\d+)" open>', wrong)
    assert len(broken) > 2


def test_the_box_of_a_portal_is_measured(
    client: TestClient, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, objection: dict[str, Any]
) -> None:
    letter = catalogue.letters.by_slug["payment-order-objection"]
    monkeypatch.setitem(letter.__dict__, "file", letter.file.model_copy(update={"portal_limit": 100}))
    assert "网页框最多100字" in client.post(DRAFT, data=objection, headers=ORIGIN).text
    assert re.search(r"网页框最多100字，多了\d+字", client.get(f"{OBJECTION}/preview").text)


def test_the_list_stands_on_shelves(client: TestClient, catalogue: Catalogue) -> None:
    body = client.get("/letters").text
    for category in {letter.file.category for letter in catalogue.letters.letters}:
        assert f'href="#{category}"' in body and f'id="{category}"' in body
    assert 'id="first"' in body
    client.post("/case/debt", data={"creditor_kind": "bank-card"}, headers=ORIGIN)
    call = {"day": "2026-11-10", "clock": "23:41", "means": "call", "direction": "in", "answered": "yes",
            "number": "02100000004", "reached": "me", "words": "还钱"}  # fmt: skip
    client.post("/case/contacts/new", data=call, headers=ORIGIN)
    assert "你的记录里查出" in client.get("/letters").text
