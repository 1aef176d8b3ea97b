"""Letters as they were sent: the same bytes whatever becomes of form, log and content; the answer's last day; what comes after."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from app.catalogue import Catalogue
from app.domain.case import CreditorKind, Debt
from app.domain.deadline import Rule
from app.domain.document import Document, Form, Paragraph
from app.domain.finding import Assessment
from app.domain.moment import SHANGHAI
from app.domain.record import record
from app.domain.rest_days import RestDays, YearPlan
from app.domain.sent import MOST_SENT, AnswerTerm, SentBy, SentLetter
from app.letters import sending
from app.letters.compose import compose
from app.letters.loading import example_facts
from app.letters.model import LetterBook
from app.web.deps import now
from tests.cases.test_transfer import give
from tests.letters.test_letter_pages import OBJECTION, ORIGIN, as_form

STOP = "/letters/stop-unlawful-collection"
DAY = date(2026, 11, 10)
FACES = (".pdf", ".docx", ".txt")
CALL = {"day": "2026-11-10", "clock": "22:41", "means": "call", "direction": "in", "answered": "yes", "number": "02100000004",
        "reached": "me", "words": "你今天不还，明天就去你单位"}  # fmt: skip
TYPED: dict[str, Any] = {
    "b_name": "王某", "b_phone": "13800000000", "c_contract_no": "1234", "stop_items": ["night"], "contact_hours": "每日9时至18时",
    "contact_way": "call-sms", "cure_days": "3", "reply_days": "7", "paragraphs.0.text": "那天我父亲也在家。",
}  # fmt: skip
SENDING = {"how": "ems", "sent_on": "2026-11-21", "dated": "2026-11-21", "number": "1012345678901"}


@pytest.fixture
def written(client: TestClient) -> TestClient:
    """A visitor whose letter is complete."""
    client.post(
        "/case/debt", data={"creditor_kind": "bank-card", "creditor_name": "某某银行信用卡中心"}, headers=ORIGIN
    )
    client.post("/case/contacts/new", data=CALL, headers=ORIGIN)
    client.post(STOP, data=TYPED, headers=ORIGIN)
    return client


def seen(client: TestClient, url: str = STOP) -> str:
    found = re.search(r'name="seen" value="(\w+)"', client.get(f"{url}/preview").text)
    assert found
    return found[1]


def send(client: TestClient, url: str = STOP, **changes: str) -> Response:
    told = {"seen": seen(client, url), **SENDING, **changes}
    return client.post(f"{url}/sent", data=told, headers=ORIGIN)


def key_of(answer: Response) -> str:
    assert answer.status_code == 200 and answer.url.path.startswith("/letters/sent/"), answer.text
    return answer.url.path.rpartition("/")[2]


def files(client: TestClient, url: str) -> list[bytes]:
    answers = [client.get(url + suffix) for suffix in FACES]
    assert [one.status_code for one in answers] == [200] * 3
    return [one.content for one in answers]


def test_what_was_sent_stays_byte_for_byte(
    written: TestClient, app: FastAPI, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(written, STOP)
    key = key_of(send(written))
    url = f"/letters/sent/{key}"
    assert files(written, url) == before
    # The form is changed, the log grows, days pass, and the letter's wording is another one.
    written.post(STOP, data={**TYPED, "b_name": "李某"}, headers=ORIGIN)
    written.post("/case/contacts/new", data={**CALL, "clock": "23:10"}, headers=ORIGIN)
    letter = catalogue.letters.by_slug["stop-unlawful-collection"]
    monkeypatch.setitem(letter.__dict__, "version", "stop-unlawful-collection 2027-01-01 00000000")
    monkeypatch.setitem(letter.__dict__, "parts", letter.parts[:3])
    app.dependency_overrides[now] = lambda: datetime(2026, 11, 22, 9, tzinfo=SHANGHAI)
    assert files(written, STOP) != before
    assert files(written, url) == before
    shown = written.get(url).text
    assert "王某" in shown and "那天我父亲也在家。" in shown
    assert "这种信的文字后来改过" in shown
    assert "李某" not in shown
    assert "办理清单" not in written.get(f"{url}/print").text


def test_it_goes_along_with_the_case(written: TestClient, make_app: Any) -> None:
    key = key_of(send(written))
    url = f"/letters/sent/{key}"
    before = files(written, url)
    exported = written.get("/case/export.json")
    assert exported.json()["sent"][0]["number"] == "1012345678901"
    written.post("/case/delete", headers=ORIGIN)
    assert written.get(url).status_code == 404
    written.post("/case/import", files={"file": ("case.json", exported.content)}, headers=ORIGIN)
    assert files(written, url) == before
    assert "那天我父亲也在家。" in written.get(STOP).text


def test_the_letter_is_made_again_for_the_day_on_the_paper(written: TestClient) -> None:
    """Printed on the 19th, posted on the 20th, told on the 21st."""
    shown = send(written, dated="2026-11-19", sent_on="2026-11-20").text
    assert "落款2026年11月19日" in shown and "法律按2026年11月19日" in shown
    assert "2026年11月20日（星期五），邮政EMS" in shown


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"how": ""}, "请选是怎么寄的"),
        ({"how": "pigeon"}, "请选是怎么寄的"),
        ({"sent_on": "2026-11-22"}, "还没有到"),
        ({"sent_on": "昨天"}, "请填日期"),
        ({"dated": "2026-11-21", "sent_on": "2026-11-20"}, "信上的日期在寄出之后"),
        ({"number": "1" * 41}, "最多40个字符"),
        ({"dated": "0001-01-01"}, "写信日期0001年"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_kept(written: TestClient, changes: dict[str, str], sentence: str) -> None:
    answer = send(written, **changes)
    assert answer.status_code == 422
    if "dated" not in changes or "sent_on" in changes:
        assert sentence in answer.text
    assert "还没有" in written.get("/letters/sent").text


def test_another_letter_than_was_looked_at_is_not_kept(written: TestClient) -> None:
    looked_at = seen(written)
    written.post(f"{STOP}/draft", data={**TYPED, "b_name": "李某"}, headers=ORIGIN)
    answer = written.post(f"{STOP}/sent", data={"seen": looked_at, **SENDING}, headers=ORIGIN)
    assert answer.status_code == 409
    assert "和你刚才看的不一样了" in answer.text
    assert "李某" in answer.text
    assert "还没有" in written.get("/letters/sent").text


def test_an_unfinished_letter_is_not_sent(client: TestClient) -> None:
    client.post(f"{OBJECTION}/draft", data={"j_court": "甲人民法院"}, headers=ORIGIN)
    answer = client.post(f"{OBJECTION}/sent", data={"seen": "x", **SENDING}, headers=ORIGIN)
    assert answer.status_code == 422
    assert "还差" in answer.text


def test_pressing_twice_keeps_it_once(written: TestClient) -> None:
    assert key_of(send(written)) == key_of(send(written))
    assert written.get("/letters/sent").text.count('class="sent-letter"') == 1
    assert "这种信你寄过一封" in written.get(f"{STOP}/preview").text


def test_the_answer_is_awaited_and_then_the_next_letter_named(written: TestClient, app: FastAPI) -> None:
    key = key_of(send(written))
    url = f"/letters/sent/{key}"
    assert "答复期限还有 <strong>7</strong> 天" in written.get("/letters/sent").text
    assert "这比" not in written.get(url).text and "从寄出那天数" in written.get(url).text
    assert "答复期限到<strong>2026年11月28日（星期六）</strong>，还有7天" in written.get("/case").text
    app.dependency_overrides[now] = lambda: datetime(2026, 11, 22, 9, tzinfo=SHANGHAI)
    written.post(url, data={"number": "1", "received_on": "2026-11-22", "answered_on": ""}, headers=ORIGIN)
    assert "2026年11月29日" in written.get(url).text and "从寄出那天数" not in written.get(url).text


def test_silence_names_the_next_step(client: TestClient, written: TestClient) -> None:
    key = key_of(send(written, dated="2026-11-12", sent_on="2026-11-12"))
    listed = written.get("/letters/sent").text
    assert "答复期限过了 <strong>2</strong> 天" in listed
    assert 'href="/letters/complaint-nfra"' in listed and 'href="/letters/complaint-lender"' in listed
    assert "先查签收日期" in listed
    assert "答复期限过了" in written.get("/case").text
    written.post(
        f"/letters/sent/{key}", data={"number": "", "received_on": "", "answered_on": "2026-11-20"}, headers=ORIGIN
    )
    listed = written.get("/letters/sent").text
    assert "收到了答复" in listed and "过了 <strong>" not in listed
    assert "2026年11月20日收到答复" in written.get("/case").text


@pytest.mark.parametrize(
    "told", [{"received_on": "2026-11-20"}, {"answered_on": "2026-11-01"}, {"received_on": "x"}, {"number": "9" * 50}]
)
def test_news_that_cannot_be_is_said(written: TestClient, told: dict[str, str]) -> None:
    url = f"/letters/sent/{key_of(send(written))}"
    assert written.post(url, data=told, headers=ORIGIN).status_code == 422
    assert "1012345678901" in written.get(url).text


def test_a_court_paper_awaits_no_answer(client: TestClient, catalogue: Catalogue) -> None:
    typed = as_form(catalogue.letters.by_slug["payment-order-objection"].file.examples[0].answers)
    client.post(OBJECTION, data=typed, headers=ORIGIN)
    shown = send(client, OBJECTION, how="in-person").text
    assert "答复期限" not in shown


def test_it_can_be_deleted(written: TestClient) -> None:
    url = f"/letters/sent/{key_of(send(written))}"
    assert "还没有" in written.post(f"{url}/delete", headers=ORIGIN).text
    for path in (url, f"{url}.pdf", f"{url}/print"):
        assert written.get(path).status_code == 404
    assert written.post(f"{url}/delete", headers=ORIGIN).status_code == 404


def test_nobody_else_opens_it(written: TestClient, app: FastAPI) -> None:
    url = f"/letters/sent/{key_of(send(written))}"
    with TestClient(app) as stranger:
        assert stranger.get(url).status_code == 404
        assert stranger.get(f"{url}.pdf").status_code == 404
        assert "还没有" in stranger.get("/letters/sent").text


def test_a_full_case_says_so_and_loses_nothing(written: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "MOST_SENT", 1)
    key = key_of(send(written))
    answer = send(written, how="portal")
    assert answer.status_code == 422
    assert f"留底的信最多{MOST_SENT}封" in answer.text
    monkeypatch.setattr(sending, "MOST_SENT", MOST_SENT)
    monkeypatch.setattr(sending, "LONGEST_SENT", 10)
    assert "放不下这一封" in send(written, how="email").text
    assert written.get(f"/letters/sent/{key}").status_code == 200


def test_two_bodies_that_exclude_each_other_are_named_before_and_after(
    written: TestClient, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever of the two names the other."""
    lender = catalogue.letters.by_slug["complaint-lender"]
    why = "同一件事先等这一封的结果，再向别处投诉。"
    file = lender.file.model_copy(update={"excludes": {"stop-unlawful-collection": why}})
    monkeypatch.setitem(lender.__dict__, "file", file)
    for url in (lender.url, STOP):
        body = written.get(url).text
        assert why in body and "同一件事，不要和" in body and "先停一下" not in body
    assert "先停一下" not in written.get(f"{STOP}/preview").text
    written.post(lender.url, data={**TYPED, "reply_days": "15"}, headers=ORIGIN)
    send(written)
    told = written.get(lender.url).text
    assert "先停一下" in told and "你在2026年11月21日寄过《停止违规催收告知函》" in told and why in told
    assert "先停一下" not in written.get(STOP).text
    # Deleted from the list, it no longer stands in the way.
    key = re.findall(r'id="sent-(\w+)"', written.get("/letters/sent").text)[0]
    written.post(f"/letters/sent/{key}/delete", headers=ORIGIN)
    assert "先停一下" not in written.get(lender.url).text


def test_text_of_a_sent_letter_is_never_markup(written: TestClient) -> None:
    attack = "<script>alert(1)</script>"
    written.post(STOP, data={**TYPED, "paragraphs.0.text": attack}, headers=ORIGIN)
    url = f"/letters/sent/{key_of(send(written, number='<b>1</b>'))}"
    for path in (url, "/letters/sent", f"{url}/print", "/case"):
        body = written.get(path).text
        assert "<script>alert" not in body and "<b>1" not in body


def test_a_stored_day_of_a_snapshot_is_its_own(written: TestClient) -> None:
    send(written, dated="2026-11-18", sent_on="2026-11-18", how="portal")
    send(written, how="ems")
    listed = written.get("/letters/sent").text
    assert listed.index("2026年11月21日（星期六），邮政EMS") < listed.index("2026年11月18日（星期三），网页")


def test_the_answers_last_day_follows_the_holidays_of_the_content(
    client: TestClient, app: FastAPI, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A holiday that stands in the content and not in the library moves the last day, on every page alike."""
    letter = Document("complaint-lender", "投诉书", Form.LETTER, (Paragraph("请答复。"),), (), DAY, DAY, "1")
    term = AnswerTerm(length=18, rule=Rule.COURT)
    kept = SentLetter(slug="complaint-lender", document=record(letter), sent_on=DAY, how=SentBy.PORTAL, answer=term)
    give(client, {"sent": (kept,)})
    pages = ("/case", "/letters/sent", f"/letters/sent/{kept.key}")
    assert all("2026年11月30日（星期一）" in client.get(page).text for page in pages)
    moved = RestDays([YearPlan(2026, {date(2026, 11, 30): "假日"}, frozenset())])
    monkeypatch.setitem(app.state.provided, RestDays, moved)
    monkeypatch.setitem(app.state.provided, LetterBook, replace(catalogue.letters, rest_days=moved))
    for page in pages:
        shown = client.get(page).text
        assert "2026年12月1日（星期二）" in shown and "2026年11月30日" not in shown


@pytest.mark.parametrize(
    ("creditor", "supervisors"),
    [
        (CreditorKind.BANK_CARD, ["complaint-nfra"]),
        (CreditorKind.MICRO_LENDER, ["complaint-local-finance"]),
        (None, ["complaint-nfra", "complaint-local-finance"]),
    ],
)
def test_after_silence_only_letters_that_fit_the_lender_follow(
    catalogue: Catalogue, creditor: CreditorKind | None, supervisors: list[str]
) -> None:
    debt = Debt.model_validate({"creditor": {"kind": creditor}}) if creditor else None
    following = [one.slug for one in sending.next_letters(catalogue.letters, "complaint-lender", debt)]
    assert [one for one in following if one in ("complaint-nfra", "complaint-local-finance")] == supervisors


def test_the_letter_shown_names_the_ones_that_may_follow(client: TestClient, catalogue: Catalogue) -> None:
    slug = "complaint-lender"
    answers = dict(catalogue.letters.by_slug[slug].file.examples[0].answers)
    client.post(
        "/case/debt", data={"creditor_kind": "bank-card", "creditor_name": "某某银行信用卡中心"}, headers=ORIGIN
    )
    client.post("/case/contacts/new", data=CALL, headers=ORIGIN)
    client.post(f"/letters/{slug}", data=as_form(answers), headers=ORIGIN)
    page = client.get(f"/letters/{slug}/preview").text
    assert "没有用的话" in page
    assert 'href="/letters/complaint-nfra"' in page and 'href="/letters/complaint-local-finance"' not in page


def test_an_answer_that_does_not_satisfy_leads_on_and_its_own_limit_is_named(
    client: TestClient, written: TestClient, catalogue: Catalogue
) -> None:
    slug = "complaint-lender"
    client.post(
        f"/letters/{slug}", data=as_form(dict(catalogue.letters.by_slug[slug].file.examples[0].answers)), headers=ORIGIN
    )
    kept = send(client, f"/letters/{slug}")
    assert kept.status_code == 200, kept.text
    page = client.post(str(kept.url.path), data={"answered_on": "2026-11-21"}, headers=ORIGIN).text
    assert 'href="/letters/complaint-nfra"' in page
    assert 'href="/deadlines/branch-complaint-review"' in page


def test_an_older_letter_is_kept_without_what_was_logged_after_it(written: TestClient) -> None:
    later = {**CALL, "day": "2026-11-20", "words": "明天再不还就上门"}
    written.post("/case/contacts/new", data=later, headers=ORIGIN)
    kept = send(written, sent_on="2026-11-12", dated="2026-11-12")
    assert kept.status_code == 200 and "2026年11月12日" in kept.text
    assert "明天再不还就上门" not in kept.text and "明天就去你单位" in kept.text


@pytest.mark.parametrize(("sent_on", "warned"), [(date(2026, 11, 20), True), (date(2026, 10, 20), False)])
def test_a_day_told_does_not_lie_before_the_letter_was_sent(catalogue: Catalogue, sent_on: date, warned: bool) -> None:
    """The bureau cannot have had on 10月20日 an objection that went out on 11月20日."""
    letter = catalogue.letters.by_slug["complaint-pbc"]
    example = letter.file.examples[0]
    debt, log = example_facts(example)
    went = SentLetter(
        slug="credit-report-objection",
        document=record(Document("credit-report-objection", "异议", Form.LETTER, (), (), sent_on, sent_on, "1")),
        sent_on=sent_on,
        how=SentBy.EMS,
        addressee="某某银行",
    )
    composed = compose(
        catalogue.letters, letter, example.answers, debt, log, Assessment(), catalogue.law, example.on, sent=(went,)
    )
    said = [one.sentence for one in composed.warnings if one.where == "objection_date"]
    assert any("2026年11月20日才寄出" in one for one in said) is warned
