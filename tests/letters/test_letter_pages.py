from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.catalogue import Catalogue
from app.domain.moment import SHANGHAI
from app.rendering.text import count

SLUGS = [
    "stop-unlawful-collection", "complaint-lender", "complaint-nfra", "police-report", "payment-order-objection",
    "verify-collector", "third-party-stop",
]  # fmt: skip
ORIGIN = {"origin": "http://testserver"}
OBJECTION = "/letters/payment-order-objection"


def as_form(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as the form posts them: table cells as field.row.column."""
    typed: dict[str, Any] = {}
    for name, value in answers.items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            typed |= {f"{name}.{place}.{key}": cell for place, row in enumerate(value) for key, cell in row.items()}
        else:
            typed[name] = "\n".join(value) if name == "e_list" else value
    return typed


@pytest.fixture
def objection(catalogue: Catalogue) -> dict[str, Any]:
    return as_form(catalogue.letters.by_slug["payment-order-objection"].file.examples[0].answers)


def test_the_list_shows_every_letter(client: TestClient, catalogue: Catalogue) -> None:
    body = client.get("/letters").text
    for letter in catalogue.letters.letters:
        assert f'href="{letter.url}"' in body
        assert letter.file.title in body


@pytest.mark.parametrize("slug", SLUGS)
def test_a_form_asks_every_field_and_says_when_not_to_write(
    slug: str, client: TestClient, catalogue: Catalogue
) -> None:
    letter = catalogue.letters.by_slug[slug]
    body = client.get(f"/letters/{slug}").text
    assert body.count("<h1") == 1
    for field in letter.fields:
        assert f'id="field-{field.id}"' in body, field.id
    for line in (*letter.file.when_to_use, *letter.file.not_for, *letter.file.after):
        assert line in body


def test_a_filled_form_leads_to_the_preview_and_the_files(client: TestClient, objection: dict[str, Any]) -> None:
    posted = client.post(OBJECTION, data=objection, headers=ORIGIN, follow_redirects=False)
    assert (posted.status_code, posted.headers["location"]) == (303, f"{OBJECTION}/preview")
    preview = client.get(f"{OBJECTION}/preview")
    assert "对（2026）某0102民督12号支付令的全部给付内容提出异议" in preview.text
    assert "最后一天" in preview.text
    assert preview.headers["cache-control"] == "no-store"
    for suffix, media in (("pdf", "application/pdf"), ("docx", "application/vnd"), ("txt", "text/plain")):
        answer = client.get(f"{OBJECTION}.{suffix}")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(media)
    printed = client.get(f"{OBJECTION}/print").text
    assert "异议人" in printed and "办理清单" not in printed


def test_the_last_day_of_a_letter_goes_into_the_calendar(client: TestClient, objection: dict[str, Any]) -> None:
    """Letter, page and calendar: one day."""
    client.post(OBJECTION, data=objection)
    preview = client.get(f"{OBJECTION}/preview").text
    entry = re.search(r'href="(/deadlines/payment-order-objection\.ics\?[^"]+)"', preview)
    counted = re.search(r'<time datetime="(\d{4}-\d\d-\d\d)"', preview)
    assert entry and counted
    drawn = client.get(entry[1].replace("&amp;", "&")).text
    assert f"DTSTART;VALUE=DATE:{counted[1].replace('-', '')}" in drawn


def test_a_late_letter_counts_and_links_the_days_for_asking(client: TestClient, objection: dict[str, Any]) -> None:
    """Not the day that is over: that one goes into no calendar."""
    day = datetime.now(SHANGHAI).date()
    received, ended = (day - timedelta(days=count) for count in (60, 3))
    late = {"late_reason": "本人因车祸住院手术，不能走动，也没有别人可以代办。", "obstacle_gone": str(ended)}
    client.post(OBJECTION, data={**objection, "j_receive": str(received), **late})
    preview = client.get(f"{OBJECTION}/preview").text
    assert "申请顺延的最后一天" in preview
    entry = re.search(r'href="(/deadlines/extension-request\.ics\?[^"]+)"', preview)
    counted = re.search(r'<time datetime="(\d{4}-\d\d-\d\d)"', preview)
    assert entry and counted
    drawn = client.get(entry[1].replace("&amp;", "&")).text
    assert f"DTSTART;VALUE=DATE:{counted[1].replace('-', '')}" in drawn


def test_what_was_typed_stands_in_the_form_again(client: TestClient, objection: dict[str, Any]) -> None:
    posted = client.post(OBJECTION, data={**objection, "how": "oral", "j_court": "某法院"}, headers=ORIGIN)
    assert posted.status_code == 422
    assert "口头说的异议无效" in posted.text
    assert "人民法院" in posted.text
    for value in ("王某", "某法院", "流水第2页", "其余600元在放款时被扣除"):
        assert value in client.get(OBJECTION).text


def test_more_rows_are_given_without_complaint(client: TestClient, objection: dict[str, Any]) -> None:
    rows = client.get(OBJECTION).text.count('name="repayments.')
    answer = client.post(OBJECTION, data={**objection, "more": "repayments"}, headers=ORIGIN)
    assert answer.status_code == 200
    assert answer.text.count('name="repayments.') == rows + 3 * 4


def test_the_case_fills_the_letter(client: TestClient) -> None:
    client.post(
        "/case/debt", data={"creditor_kind": "bank-card", "creditor_name": "某某银行信用卡中心"}, headers=ORIGIN
    )
    call = {"day": "2026-11-10", "clock": "22:41", "means": "call", "direction": "in", "answered": "yes", "number": "02100000004",
            "reached": "me", "words": "你今天不还，明天就去你单位"}  # fmt: skip
    client.post("/case/contacts/new", data=call, headers=ORIGIN)
    assert 'value="某某银行信用卡中心"' in client.get("/letters/stop-unlawful-collection").text
    typed = {"b_name": "王某", "b_phone": "13800000000", "c_contract_no": "1234", "stop_items": ["night"]}
    typed |= {"contact_hours": "每日9时至18时", "contact_way": "call-sms", "cure_days": "3", "reply_days": "15"}
    preview = client.post("/letters/stop-unlawful-collection", data=typed, headers=ORIGIN)
    assert preview.url.path.endswith("/preview")
    assert "2026年11月10日22时41分，号码02100000004致电本人" in preview.text
    assert "你自己的事实占" in preview.text


def test_without_contacts_the_form_says_what_to_do_first(client: TestClient) -> None:
    body = client.get("/letters/complaint-lender").text
    assert "还没有联系记录" in body
    answer = client.post("/letters/complaint-lender", data={"b_name": "王某"}, headers=ORIGIN)
    assert answer.status_code == 422
    assert "还没有可以写进信里的事实" in answer.text


def test_a_lender_it_is_not_for_is_sent_elsewhere(client: TestClient) -> None:
    client.post("/case/debt", data={"creditor_kind": "micro-lender"}, headers=ORIGIN)
    assert "小额贷款公司不归金融监管总局受理投诉" in client.get("/letters/complaint-nfra").text


def test_the_case_is_named_as_what_keeps_a_letter_from_another_lender(client: TestClient) -> None:
    client.post("/case/debt", data={"creditor_kind": "bank-card"}, headers=ORIGIN)
    to_another = {"c_name": "某某消费金融有限公司"}
    for page in (
        client.get("/letters/hardship-deferral").text,
        client.post("/letters/hardship-deferral", data=to_another, headers=ORIGIN).text,
    ):
        assert "这笔钱的出借方写的是银行信用卡" in page
        assert 'href="/case/debt?letter=hardship-deferral"' in page


def test_harms_are_shown_before_output(client: TestClient, objection: dict[str, Any]) -> None:
    admits = {"grounds.0.fact": "我承认本金，但支付令写10000元，实际到账9400元，应予核减。"}
    answer = client.post(OBJECTION, data={**objection, **admits}, headers=ORIGIN)
    assert answer.status_code == 422
    assert "先改这一句，才能打印" in answer.text
    assert "我承认" in answer.text


def test_nothing_filled_in_is_no_preview_and_no_file(client: TestClient) -> None:
    assert client.get(f"{OBJECTION}/preview", follow_redirects=False).headers["location"] == OBJECTION
    for suffix in ("pdf", "docx", "txt"):
        answer = client.get(f"{OBJECTION}.{suffix}")
        assert answer.status_code == 422
        assert "还没写好" in answer.text
    assert client.get(f"{OBJECTION}/print", follow_redirects=False).status_code == 303


def test_hostile_text_is_escaped(client: TestClient, objection: dict[str, Any]) -> None:
    attack = "<script>alert(1)</script>{{ 7*7 }}"
    client.post(OBJECTION, data={**objection, "p_name": attack}, headers=ORIGIN)
    body = client.get(f"{OBJECTION}/preview").text
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in body


def test_an_unknown_letter_offers_the_nearest(client: TestClient) -> None:
    answer = client.get("/letters/police-reprt")
    assert answer.status_code == 404
    assert 'href="/letters/police-report"' in answer.text


def test_the_letter_is_cut_down_to_the_box_of_a_portal(client: TestClient, objection: dict[str, Any]) -> None:
    client.post(OBJECTION, data=objection, headers=ORIGIN)
    preview = client.get(f"{OBJECTION}/preview").text
    assert f'action="{OBJECTION}/box"' in preview
    page = client.get(f"{OBJECTION}/box?limit=300").text
    shown = re.search(r"<textarea[^>]*readonly>\n(.*?)</textarea>", page, re.S)
    assert shown and count(unescape(shown[1])) <= 300 and "请求" in shown[1]
    assert "整封信的PDF作为附件" in page and "没有全放进去的" in page
    assert "全文放得下" in client.get(f"{OBJECTION}/box?limit=9000").text


@pytest.mark.parametrize("typed", ["0", "199", "20001", "-5", "十", "1e9", "99999999999999999999"])
def test_a_box_of_no_size_is_asked_for_again(client: TestClient, objection: dict[str, Any], typed: str) -> None:
    client.post(OBJECTION, data=objection, headers=ORIGIN)
    answer = client.get(f"{OBJECTION}/box", params={"limit": typed})
    assert answer.status_code == 422 and "填200到20000的数字" in answer.text


def test_a_letter_not_yet_written_has_no_text_for_a_box(client: TestClient) -> None:
    answer = client.get(f"{OBJECTION}/box?limit=500", follow_redirects=False)
    assert answer.status_code == 303


def test_where_a_life_may_be_in_danger_people_come_before_what_is_missing(client: TestClient) -> None:
    page = client.post("/letters/complaint-lender", data={"i_harm": "再打电话，不然我就跳楼。"}, headers=ORIGIN).text
    assert page.index("先顾人，再改信") < page.index("你填的都还在")
    assert 'href="tel:12356"' in page
