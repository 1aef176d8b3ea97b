"""/channels/find: a form without script, an address that can be passed on, and an answer that prints."""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from app.channels.question import Finder
from tests.shared import CONTENT

FIND = "/channels/find"
CARD = f"{FIND}?creditor=bank-card&conduct=threaten-harm&conduct=night-contact&want=stop"


def text(body: str) -> str:
    main = body.partition("<main")[2].partition("</main>")[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main)))


def test_the_form_asks_three_things_and_nothing_private(client: TestClient, finder: Finder) -> None:
    body = client.get(FIND).text
    form = body.partition('action="/channels/find"')[2].partition("</form>")[0]
    assert body.count("<h1") == 1
    assert form.count("data-step>") == 3
    assert form.count('name="creditor"') == 9 and "我不确定" in form
    assert form.count('name="conduct"') == 76
    assert form.count('name="matter"') == len(finder.book.wants.matters)
    assert form.count('name="want"') == 4
    assert not re.search(r'type="(text|tel|email)"|<textarea', form)


def test_the_answer_stands_in_the_first_line(client: TestClient) -> None:
    body = client.get(CARD).text
    assert body.count("<h1") == 1
    assert re.search(r'<p class="answer">先找：110 报警、放贷机构投诉。再找：12378 金融监管。</p>', body)
    said = text(body)
    for wanted in (
        "银行信用卡", "威胁要打人、伤害家人；晚上10点到早上8点之间催收", "先做", "可以同时寄出的信",
        "没等到、没解决，再找", "拿不准时问",
        "2026年12月6日（星期日）", "按2026年12月7日（星期一）去投来算", "最晚2026年12月16日（星期三）",
        "《投诉办法》第18条", "先留好这些证据", "这件事不要找它们", "银行不归地方金融管理局",
    ):  # fmt: skip
        assert wanted in said, wanted
    assert 'href="tel:110"' in body and 'href="/letters/police-report"' in body
    assert all(f'id="step-{slug}"' in body for slug in ("police-110", "creditor-complaint", "nfra-12378"))


def test_the_address_can_be_passed_on(client: TestClient) -> None:
    body = client.get(f"{CARD}&happened=2026-11-01&on=2026-11-20&utm=x&name=王某").text
    address = re.search(r'id="share-url"[^>]*value="([^"]+)"', body)
    assert address is not None
    path = unescape(address[1]).removeprefix("http://127.0.0.1:8000")
    assert path == (
        f"{FIND}?creditor=bank-card&conduct=threaten-harm&conduct=night-contact&want=stop&happened=2026-11-01&on=2026-11-20"
    )
    assert text(client.get(path).text) == text(body)
    code = client.get("/qr.svg", params={"path": path})
    assert code.status_code == 200 and code.headers["content-type"].startswith("image/svg+xml")
    assert "王某" not in body


def test_without_a_day_the_address_stays_true_tomorrow(client: TestClient) -> None:
    assert "on=2026" not in client.get(CARD).text.partition("<main")[2]
    assert "按2026年11月21日（星期六）去找来算" in text(client.get(CARD).text)


def test_another_day_is_another_law(client: TestClient) -> None:
    before, after = (text(client.get(f"{CARD}&on={day}").text) for day in ("2025-12-31", "2026-01-30"))
    assert "中国银行业协会（行业自律）" not in before.partition("这件事不要找它们")[0]
    assert "中国银行业协会（行业自律）" in after.partition("这件事不要找它们")[0]
    # The site's own way of looking at another day leads to the same.
    assert "按2025年12月31日（星期三）去找来算" in text(client.get(f"{CARD}&as_of=2025-12-31").text)
    assert client.get(f"{CARD}&as_of=yesterday").status_code == 422


def test_who_does_not_know_the_lender_is_told_how_to_know_and_where_each_leads(client: TestClient) -> None:
    body = client.get(f"{FIND}?conduct=collect-from-third-party&want=stop").text
    said = text(body)
    assert "先查清钱是谁借的" in said and "我不确定" in said and "《征信业管理条例》第17条" in said
    links = [unescape(one) for one in re.findall(rf'href="({FIND}\?creditor=[^"]+)"', body)]
    kinds = {re.search(r"creditor=([a-z-]+)", one)[1] for one in links if "change" not in one}  # type: ignore[index]
    assert len(kinds) == 8
    for link in links:
        assert client.get(link).status_code == 200


def test_danger_needs_no_other_answer(client: TestClient) -> None:
    body = client.get(f"{FIND}?want=danger").text
    first = re.search(r'<ol class="route-steps referral">\s*<li id="([^"]+)"', body)
    assert first is not None and first[1] == "step-police-110"
    both = client.get(f"{FIND}?want=danger&matter=despair&creditor=unknown").text
    assert (
        both.index('id="step-police-110"')
        < both.index('id="step-crisis-12356"')
        < both.index('id="step-legal-aid-12348"')
    )


def test_what_was_answered_can_be_changed(client: TestClient) -> None:
    body = client.get(f"{CARD}&matter=fees&happened=2026-11-01&change=yes").text
    assert body.count("checked") >= 4
    assert re.search(r'value="bank-card" checked', body)
    assert re.search(r'name="conduct" value="threaten-harm" checked', body)
    assert re.search(r'name="matter" value="fees" checked', body)
    assert 'value="2026-11-01"' in body


def test_the_case_answers_for_its_borrower(client: TestClient) -> None:
    assert "已经按你的记录填好" not in client.get(FIND).text
    client.post("/case/debt", data={"creditor_kind": "bank-card", "collector_kind": "agency"})
    client.post(
        "/case/contacts/new",
        data={"day": "2026-09-05", "clock": "22:41", "means": "call", "answered": "yes", "reached": "me", "acts": "threaten-harm"},
    )  # fmt: skip
    body = client.get(FIND).text
    assert "已经按你的记录填好" in body
    assert re.search(r'value="bank-card" checked', body)
    for slug in ("threaten-harm", "night-contact"):
        assert re.search(rf'name="conduct" value="{slug}" checked', body)
    assert 'value="2026-09-05"' in body
    assert f'href="{FIND}"' in client.get("/check").text
    # Another's link is answered as it was asked, whatever the reader's own case says.
    assert "小额贷款公司" in text(client.get(f"{FIND}?creditor=micro-lender&matter=fees&want=answer").text)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("creditor=bank-card&conduct=night-contact", "选一样你想要的：让它停下来、"),
        ("want=stop&creditor=bank-card", "至少勾一件事"),
        ("want=stop&conduct=night-contat", "没有“night-contat”这种做法。是不是 night-contact？"),
        ("want=stop&matter=money", "没有“money”这种事情"),
        ("want=stopp&conduct=night-contact", "没有“stopp”这种目的。是不是 stop？"),
        ("want=stop&conduct=night-contact&creditor=bank", "没有“bank”这种出借方"),
        ("want=stop&conduct=night-contact&on=2026-02-30", "没有2026年2月30日"),
        ("want=stop&conduct=night-contact&on=1850-01-01", "之间的一天"),
        ("want=stop&conduct=night-contact&happened=x", "日期写成"),
        ("want=stop&conduct=night-contact&happened=2026-11-22", "发生的日子不能晚于去投诉的日子"),
        ("want=%3Cscript%3E&conduct=night-contact", "没有“<script>”这种目的"),
        ("want=stop&conduct=" + "a" * 5000, "这种做法"),
        ("want=stop&" + "&".join(f"conduct=x{number}" for number in range(900)), "另外还有"),
    ],
)
def test_a_question_that_is_none_shows_the_form_again(client: TestClient, query: str, says: str) -> None:
    answer = client.get(f"{FIND}?{query}")
    assert answer.status_code == 422
    assert answer.text.count("<h1") == 1
    assert says in text(answer.text)
    assert "<script>这" not in answer.text and len(answer.content) < 200_000


def test_everything_at_once_is_answered(client: TestClient, finder: Finder) -> None:
    every = (
        "&".join(f"conduct={slug}" for slug in finder.names)
        + "&"
        + "&".join(f"matter={one}" for one in finder.book.wants.matters)
    )
    for creditor in ("bank-loan", "private-lender", "unknown"):
        answer = client.get(f"{FIND}?creditor={creditor}&{every}&want=supervisor")
        assert answer.status_code == 200
        # Too long for a code that a phone could read from paper: the address alone.
        assert "/qr.svg" not in answer.text


def test_other_pages_lead_here(client: TestClient) -> None:
    for path in ("/channels", "/channels/map", "/channels/police-110", "/letters", "/rights/complain-and-be-answered",
                 "/situations/harass-calls"):  # fmt: skip
        assert f'href="{FIND}"' in client.get(path).text, path
    assert "<loc>http://127.0.0.1:8000/channels/find</loc>" in client.get("/sitemap.xml").text


def test_the_table_is_among_what_falls_due(client: TestClient) -> None:
    assert (CONTENT / "tables" / "wants.yaml").exists()
    assert "这件事该找谁" in client.get("/review").text
