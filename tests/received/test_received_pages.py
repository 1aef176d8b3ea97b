"""/received: a form without script, a result that stops, counts and verifies, an address that gives nothing away."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from app.received.model import ReceivedBook

RECEIVED = "/received"
NUMBER = "（2026）京0105民督12号"
API = "/api/v1/received"


def text(body: str) -> str:
    main = body.partition("<main")[2].partition("</main>")[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main)))


def test_the_form_asks_what_stands_on_the_paper_and_always_takes_unsure(client: TestClient, book: ReceivedBook) -> None:
    body = client.get(RECEIVED).text
    form = body.partition(f'action="{RECEIVED}"')[2].partition("</form>")[0]
    assert body.count("<h1") == 1 and form.count("data-step>") == 5
    for name, options in (("seal", book.seals), ("way", book.ways), ("money", book.money)):
        assert set(re.findall(rf'name="{name}" value="([^"]+)"', form)) == set(options)
    assert set(re.findall(r'<option value="([^"]+)"', form)) == set(book.papers)
    assert form.count('value="unsure" checked') == 3
    assert 'href="/received/case-number"' in body and 'href="tel:110"' in body


def test_a_payment_order_by_court_mail(client: TestClient) -> None:
    answer = client.post(RECEIVED, data={
        "paper": "payment-order", "seal": "court", "way": "ems", "number": NUMBER, "money": "none", "received": "2026-11-13",
    })  # fmt: skip
    said = text(answer.text)
    assert answer.status_code == 200 and answer.text.count("<h1") == 1
    for wanted in ("还不能断定", "投诉信答不了它", "还有 9 天", "2026年11月30日（星期一）", "拨12368", "支付令异议书",
                   "像真的地方（还没有证实）：2样",
                   "北京，基层人民法院", "民督", "真的案号谁都能抄", "《民事诉讼法》第227条", "欠的债还是要还"):  # fmt: skip
        assert wanted in said, wanted
    assert 'href="/letters/payment-order-objection"' in answer.text
    order = [said.index(one) for one in ("先停一下", "最后一天", "先做什么", "今天怎么核实", "该写哪种纸")]
    assert order == sorted(order)


def test_a_picture_that_wants_money_for_a_person(client: TestClient) -> None:
    answer = client.post(RECEIVED, data={
        "title": "支付令", "seal": "photo", "way": "wechat", "number": "(2026)京0105民初1234号", "money": "personal",
    })  # fmt: skip
    said = text(answer.text)
    for wanted in (
        "很像骗局，但还不能断定",
        "一分钱都先别转",
        "马上打110，再打96110",
        "案号说的程序，和这张纸的标题对不上",
        "要是今天才收到",
    ):
        assert wanted in said, wanted
    assert 'href="tel:96110"' in answer.text


def test_what_speaks_against_a_message_stands_before_any_day(client: TestClient) -> None:
    threat = "您已被起诉，请于今日18点前还款，否则上门拘传"
    said = text(client.post(RECEIVED, data={"title": threat, "way": "mobile-sms", "seal": "none"}).text)
    assert "短信说我被起诉" in said and said.count("限你今天、几点以前付钱") == 1
    assert (
        said.index("限你今天、几点以前付钱")
        < said.index("拘传是法院叫该到场的人到场")
        < said.index("核实以前，先当它是真的")
    )


def test_a_lawyers_letter_may_be_answered_by_a_letter(client: TestClient) -> None:
    said = text(client.post(RECEIVED, data={"title": "律 师 函", "seal": "lawyer"}).text)
    assert "答不了它" not in said
    assert "没有法定的天数" in said and "不是法院的文书" in said


def test_not_knowing_is_an_answer(client: TestClient) -> None:
    said = text(client.post(RECEIVED, data={"paper": "unsure"}).text)
    assert "先按最短的数" in said and "12348" in said and "别急着写投诉信" in said
    lost = text(client.post(RECEIVED, data={"title": "超市促销"}).text)
    assert "没找到标题像“超市促销”的" in lost and "先按最短的数" in lost
    several = client.post(RECEIVED, data={"title": "裁定"}).text
    assert "也可能是" in text(several) and 'href="/received?paper=preservation-ruling"' in several


def test_a_limit_that_has_passed_is_no_end(client: TestClient) -> None:
    said = text(client.post(RECEIVED, data={"paper": "judgment", "variant": "first", "received": "2026-10-10"}).text)
    assert "已经过了 26 天" in said and "过了也别不管" in said and "还能做什么" in said


def test_what_holds_for_some_stands_beside_for_whom(client: TestClient) -> None:
    asked = {"paper": "enforcement-notice", "received": "2026-11-18"}
    body = client.post(RECEIVED, data=asked).text
    said = text(body)
    assert 'class="countdown' not in body and said.index("人人都要办") < said.index("申请不予执行")
    for name, value in (("court", "没有申请不予执行的15天"), ("notarised", "2026年12月3日（星期四）")):
        item = body.partition(f'name="variant" value="{name}"')[0].rpartition("<li")[2]
        assert value in item, name
    notarised = client.post(RECEIVED, data={**asked, "variant": "notarised"}).text
    assert 'class="countdown' in notarised and "申请不予执行（依据是仲裁裁决的）" not in text(notarised)
    court = client.post(RECEIVED, data={**asked, "variant": "court"}).text
    assert 'class="countdown' not in court and "报告财产令" in court and "2026年12月3日" not in court
    said_by_api = client.get(API, params=asked).json()
    assert said_by_api["last_day"] is None and said_by_api["asks"]["question"]
    assert client.get(API, params={**asked, "variant": "notarised"}).json()["last_day"] == "2026-12-03"
    assert client.post(RECEIVED, data={**asked, "variant": "x"}).status_code == 422


def test_of_a_paper_nobody_knows_no_day_is_the_last(client: TestClient) -> None:
    body = client.post(RECEIVED, data={"paper": "unsure", "received": "2026-11-18"}).text
    assert 'class="countdown' not in body and "哪一天都不能当成你的最后一天" in text(body)
    assert "还不知道收到的是什么" in text(body) and "我收到了：我不确定" not in body
    shown = body.partition('name="variant" value="enforcement"')[0].rpartition("<li")[2]
    assert "日子各不一样" in shown and "<details" not in shown
    assert "末尾写着可以上诉的" in body.partition('name="variant" value="ruling"')[0].rpartition("<li")[2]


def test_the_address_to_pass_on_and_its_code_hold_neither_title_nor_number(client: TestClient) -> None:
    body = client.post(RECEIVED, data={"title": "支付令", "number": NUMBER, "received": "2026-11-13"}).text
    shared = re.search(r'data-share-url|value="(http[^"]+)" data-share-url', body)
    assert shared is not None
    address = unescape(re.findall(r'value="([^"]+)" data-share-url', body)[0])
    assert address.endswith("/received?paper=payment-order&seal=unsure&way=unsure&money=unsure&received=2026-11-13")
    for code in re.findall(r'src="(/qr\.svg\?path=[^"]+)"', body):
        assert quote("民督") not in code and "0105" not in unescape(code)
        assert client.get(unescape(code)).status_code == 200
    assert client.get("/qr.svg", params={"path": f"/received?paper=payment-order&number={NUMBER}"}).status_code >= 400


def test_what_was_answered_comes_back_to_be_changed(client: TestClient) -> None:
    body = client.post(RECEIVED, data={"title": "支付令", "number": NUMBER, "seal": "court"}).text
    back = body.partition('name="change"')[0].rpartition("<form")[2]
    fields = {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', back)}
    form = client.post(RECEIVED, data={**fields, "change": "yes"}).text
    assert f'value="{NUMBER}"' in form and 'value="court" checked' in form and "拆开看" not in form


def test_neither_title_nor_number_comes_into_an_address(client: TestClient) -> None:
    for path in (RECEIVED, "/received/case-number"):
        form = client.get(path).text.partition(f'action="{path}"')[0].rpartition("<form")[2]
        assert 'method="post"' in form
    body = client.post(RECEIVED, data={"title": "支付令", "number": NUMBER, "paper": "enforcement-notice"}).text
    addresses = [unescape(one) for one in re.findall(r'(?:href|src|action|content|data-share-url)="([^"]*)"', body)]
    assert not [
        one for one in addresses if "0105" in one or "title=" in one or "number=" in one.replace("no_number", "")
    ]
    foreign = client.post(RECEIVED, data={"paper": "unsure"}, headers={"Origin": "https://example.com"})
    assert foreign.status_code == 403


def test_an_old_address_with_what_was_typed_is_asked_again_and_one_of_a_kind_answers(client: TestClient) -> None:
    old = client.get(RECEIVED, params={"title": "支付令", "number": NUMBER, "seal": "court"})
    assert old.status_code == 200 and f'value="{NUMBER}"' in old.text and "还不能断定" not in text(old.text)
    kind = client.get(RECEIVED, params={"paper": "payment-order"})
    assert "还不能断定" in text(kind.text)
    number = client.get("/received/case-number", params={"number": NUMBER}).text
    assert (
        f'value="{NUMBER}"' in number
        and "申请支付令，" not in text(number)
        and "北京，基层人民法院" not in text(number)
    )


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"title": ""}, "先照抄标题"),
        ({"paper": "x"}, "没有“x”这种纸"),
        ({"paper": "summons", "received": "2027-01-01"}, "不能晚于今天"),
        ({"paper": "summons", "way": "<b>"}, "没有“&lt;b&gt;”"),
    ],
)
def test_what_is_wrong_is_said_beside_the_question(client: TestClient, query: dict[str, str], says: str) -> None:
    answer = client.post(RECEIVED, data=query)
    assert answer.status_code == 422 and says in answer.text and "data-errors" in answer.text
    assert client.get(API, params=query).status_code == 422


def test_what_is_typed_is_only_text(client: TestClient) -> None:
    hostile = '"><script>alert(1)</script>{{7*7}}'
    for path, name in ((RECEIVED, "title"), (RECEIVED, "number"), ("/received/case-number", "number")):
        for body in (
            client.post(path, data={"paper": "unsure", name: hostile}).text,
            client.get(path, params={"paper": "unsure", name: hostile}).text,
        ):
            assert "<script>alert" not in body and "49" not in text(body).replace("2049", "")


def test_every_paper_has_a_page(client: TestClient, book: ReceivedBook) -> None:
    for paper in book.papers:
        answer = client.post(RECEIVED, data={"paper": paper, "received": "2026-11-20"})
        assert answer.status_code == 200 and "还不能断定" in answer.text, paper


def test_a_case_number_taken_apart(client: TestClient) -> None:
    empty = client.get("/received/case-number")
    assert empty.status_code == 200 and "不能说明" in text(empty.text) and "data-errors" not in empty.text
    said = text(client.post("/received/case-number", data={"number": "(2026)沪01民终 56号之一"}).text)
    for wanted in ("（2026）沪01民终56号之一", "上海，中级人民法院", "民事二审", "之一", "不能说明"):
        assert wanted in said, wanted
    supreme = text(client.post("/received/case-number", data={"number": "（2025）最高法民申9号"}).text)
    assert "最高人民法院。" in supreme
    notary = client.post("/received/case-number", data={"number": "（2026）沪东证执字第12号"})
    assert "不是法院的案号" in text(notary.text) and 'href="/papers/notarised-certificate"' in notary.text
    wrong = client.post("/received/case-number", data={"number": "京0105民初1号"})
    assert wrong.status_code == 200 and "少了年份" in text(wrong.text) and "data-errors" in wrong.text
    paper = text(
        client.post("/received/case-number", data={"number": "（2026）京0105民初1号", "paper": "payment-order"}).text
    )
    assert "对不上" in paper


def test_the_api_says_the_same(client: TestClient) -> None:
    said: dict[str, Any] = client.get(API, params={
        "title": "民事支付令", "seal": "court", "way": "ems", "number": NUMBER, "money": "none", "received": "2026-11-13",
    }).json()  # fmt: skip
    assert (said["paper"], said["points"], said["last_day"]) == ("payment-order", "for", "2026-11-30")
    assert "还不能断定" in said["headline"] and "投诉信" in said["hard_stop"]
    assert said["verify"] and said["first"] and said["limits"][0]["law"][0]["article"] == "227"
    assert said["case_number"]["kind"]["code"] == "民督" and said["case_number"]["level"] == "basic"
    assert "0105" not in said["url"]
    assert client.get(said["url"]).status_code == 200
    written = {one["letter"]: one["url"] for one in said["letters"]}
    assert written["payment-order-objection"] == "/letters/payment-order-objection"
    lawyer = client.get(API, params={"paper": "lawyer-letter"}).json()
    assert lawyer["hard_stop"] == "" and lawyer["last_day"] is None and lawyer["no_limit"]


def test_the_api_of_case_numbers(client: TestClient) -> None:
    said = client.get(
        "/api/v1/case-number", params={"number": "（2026）京0105民初1号", "paper": "payment-order"}
    ).json()
    assert said["province"] == "北京" and [one["doubt"] for one in said["doubts"]] == ["other-paper"]
    assert "summons" in said["papers"] and any("不能说明" in one for one in said["proves"])
    none = client.get("/api/v1/case-number", params={"number": "不是"}).json()
    assert none["unread"] == "nothing-like-it" and none["unread_says"] and none["written"] is None
    assert client.get("/api/v1/case-number", params={"number": "1" * 401}).status_code == 422
    assert client.get("/api/v1/case-number", params={"number": "1", "paper": "x"}).status_code == 422


@pytest.mark.parametrize("words", ["拘传", "上门拘传", "今天18点前不还款就上门拘传"])
def test_a_threat_to_be_fetched_by_a_court_is_answered(client: TestClient, words: str) -> None:
    first = client.get("/api/v1/ask", params={"q": words}).json()["answers"][0]
    assert first["slug"] == "threat-jail"


@pytest.mark.parametrize(
    "path",
    ["/situations/threat-jail", "/situations/fake-legal-document", "/papers/court-sms", "/tactics/criminal-threat"],
)
def test_being_fetched_by_a_court_is_no_way_to_make_somebody_pay(client: TestClient, path: str) -> None:
    assert "拘传，是法院叫人到场的办法，不是催人" in text(client.get(path).text)


@pytest.mark.parametrize(
    "path",
    ["/papers/judgment", "/deadlines/answer?start=signed&on=2026-11-13", "/law/minsu", "/situations/got-court-summons"],
)
def test_a_text_nobody_breached_shows_its_strength_alone(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200 and 'class="strength">法律<' in answer.text
    assert "strength-word" not in answer.text


def test_a_text_a_conduct_breaches_says_so(client: TestClient) -> None:
    assert 'class="strength-word">违反<' in client.get("/conduct/insult-abuse").text


def test_a_judgment_learnt_of_late(client: TestClient) -> None:
    said = text(client.get("/papers/judgment").text).partition("判了很久，现在才知道")[2]
    for wanted in ("从判决书送达算起", "送达回证", "满30天就算送到", "不是从你知道的那天算", "执行不会因此停下"):
        assert wanted in said, wanted


def test_a_mediated_debt_that_cannot_be_paid_has_a_letter(client: TestClient) -> None:
    body = client.post(RECEIVED, data={"paper": "mediation-agreement"}).text
    for letter in ("settlement-offer", "enforcement-settlement"):
        assert f'href="/letters/{letter}"' in body, letter


def test_the_doors_to_it(client: TestClient) -> None:
    for path in ("/", "/papers", "/letters"):
        assert 'href="/received"' in client.get(path).text, path
    assert "/received/case-number" in client.get("/sitemap.xml").text
