"""/who-is-calling: a form without script, an address that can be passed on, an answer that claims no certainty."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.callers.model import CallerBook
from app.domain.case import CreditorKind

WHO = "/who-is-calling"
ASK = f"{WHO}/questions"
API = "/api/v1/who-is-calling"
FRAUD = f"{WHO}?role=me&sign=personal-account&sign=gives-name&creditor=bank-card"


def text(body: str) -> str:
    main = body.partition("<main")[2].partition("</main>")[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main)))


def test_the_form_asks_closed_questions_and_nothing_private(client: TestClient, book: CallerBook) -> None:
    body = client.get(WHO).text
    form = body.partition(f'action="{WHO}"')[2].partition("</form>")[0]
    assert body.count("<h1") == 1
    assert form.count("data-step>") == 2 + len(book.file.sign_groups)
    assert form.count('name="role"') == len(book.roles) == 6
    assert set(re.findall(r'name="sign" value="([^"]+)"', form)) == set(book.signs)
    assert form.count('name="creditor"') == len(CreditorKind) + 1
    assert form.count("我不确定") >= 2 + len(book.file.sign_groups)
    assert not re.search(r'type="(text|tel|email)"|<textarea', form)
    assert f'href="{ASK}"' in body and 'href="tel:110"' in body


def test_signs_of_fraud_come_with_what_to_do_first(client: TestClient) -> None:
    body = client.get(FRAUD).text
    said = text(body)
    assert body.count("<h1") == 1
    assert re.search(r'<p class="answer">很像骗局，但还不能断定。', body)
    for wanted in ("马上打110，再打96110", "挂断", "自己拨号核实", "像骗局的地方：1样", "像真的地方（还不能证明是真的）：1样",
                   "还不知道的，怎么查", "打电话的这个人，是不是那家公司的", "欠的债还是要还", "2026年11月21日"):  # fmt: skip
        assert wanted in said, wanted
    assert said.index("挂断") < said.index("像骗局的地方")
    for link in (
        "/channels/police-110",
        "/channels/anti-fraud-96110",
        "/letters/verify-collector",
        "/conduct/pay-to-personal-account",
    ):
        assert f'href="{link}"' in body


def test_nothing_heard_is_an_answer_too(client: TestClient) -> None:
    for signs in ("", "&sign=unsure"):
        said = text(client.get(f"{WHO}?role=unsure{signs}").text)
        assert "现在还分不清真假" in said and "自己拨号核实" in said


@pytest.mark.parametrize(
    ("role", "page", "says"),
    [
        ("relative", "situations/relatives-not-debtor", "一般不用替他还"),
        ("colleague", "situations/colleagues-not-debtor", "也不用替他转告"),
        ("employer", "situations/employers-not-debtor", "单位不用还，也不用替催收传话"),
        ("stranger", "situations/wrong-number", "跟你没有关系"),
    ],
)
def test_who_owes_nothing_has_steps_of_their_own(client: TestClient, role: str, page: str, says: str) -> None:
    body = client.get(f"{WHO}?role={role}&sign=asks-others").text
    assert re.search(rf'<p class="answer">[^<]*{says}', body)
    assert f'href="/{page}"' in body and 'href="/letters/third-party-stop"' in body
    assert "这几种人例外" in text(body) or role == "stranger"
    # And that page leads back.
    assert 'href="/who-is-calling"' in client.get(f"/{page}").text


def test_the_address_can_be_passed_on(client: TestClient) -> None:
    body = client.get(f"{FRAUD}&on=2026-10-01&utm=x&name=王某").text
    address = re.search(r'id="share-url"[^>]*value="([^"]+)"', body)
    assert address is not None
    path = unescape(address[1]).removeprefix("http://127.0.0.1:8000")
    assert path == f"{FRAUD}&on=2026-10-01"
    assert text(client.get(path).text) == text(body) and "王某" not in body
    code = client.get("/qr.svg", params={"path": path})
    assert code.status_code == 200 and code.headers["content-type"].startswith("image/svg+xml")
    assert "on=2026" not in client.get(FRAUD).text.partition("<main")[2]


def test_another_day_is_another_law(client: TestClient) -> None:
    at = f"{WHO}?role=me&sign=police-court"
    before, after = (text(client.get(f"{at}&on={day}").text) for day in ("2025-12-31", "2026-01-01"))
    assert "《治安管理处罚法》第51条" in before and "《治安管理处罚法》第62条" in after
    assert "第51条" in text(client.get(f"{at}&as_of=2025-12-31").text)
    assert client.get(f"{at}&as_of=yesterday").status_code == 422


def test_what_was_answered_can_be_changed(client: TestClient) -> None:
    body = client.get(f"{FRAUD}&on=2026-10-01&change=yes").text
    assert re.search(r'value="bank-card" checked', body) and re.search(r'value="me" checked', body)
    assert re.search(r'name="sign" value="personal-account" checked', body) and 'value="2026-10-01"' in body


def test_the_case_fills_in_what_it_knows(client: TestClient) -> None:
    client.post("/case/debt", data={"creditor_kind": "consumer-finance", "collector_kind": "agency"})
    contact = {"day": "2026-11-20", "clock": "10:00", "means": "call", "answered": "yes", "reached": "me"}
    client.post("/case/contacts/new", data={**contact, "acts": ["impersonate-police-court", "pay-to-personal-account"]})
    body = client.get(WHO).text
    assert "已经按你的记录填好" in body
    assert re.search(r'value="consumer-finance" checked', body)
    ticked = re.findall(r'name="sign" value="([^"]+)" checked', body)
    assert ticked == ["personal-account", "police-court"]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("sign=personal-account", "先选你是谁"),
        ("role=", "先选你是谁"),
        ("role=boss", "没有“boss”这种身份"),
        ("role=me&sign=personal-acount", "是不是 personal-account？"),
        ("role=me&creditor=bank-cards", "是不是 bank-card？"),
        ("role=me&on=tomorrow", "日期写成"),
        ("role=me&on=2026-11-22", "不能晚于今天"),
        ("role=me&on=2101-01-01", "之间的一天"),
        ("role=<script>alert(1)</script>", "没有“&lt;script&gt;"),
        ("role=me&sign=%00", "没有“"),
    ],
)
def test_bad_input_is_told_beside_its_name(client: TestClient, query: str, says: str) -> None:
    answer = client.get(f"{WHO}?{query}")
    assert answer.status_code == 422
    assert says in answer.text and "<script>alert" not in answer.text
    api = client.get(f"{API}?{query}")
    assert api.status_code == 422 and api.headers["content-type"] == "application/problem+json"


def test_thousands_of_answers_nobody_knows_are_told_briefly(client: TestClient) -> None:
    query = "role=me" + "".join(f"&sign=s{number}" for number in range(5_000))
    for path in (WHO, API):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 422 and answer.text.count("这种情形") <= 15
    assert len(client.get(f"{API}?{query}").json()["errors"]) == 6
    # Said a thousand times, what is known is known once.
    again = "&sign=wechat" * 1_000
    assert client.get(f"{WHO}?role=me{again}").text.count('<li class="heard heard-doubtful">') == 1


def test_the_questions_are_read_one_after_another(client: TestClient, book: CallerBook) -> None:
    for role in book.roles.values():
        body = client.get(ASK, params={"role": role.id}).text
        asked = [unescape(one) for one in re.findall(r'<p class="ask">([^<]+)</p>', body)]
        assert asked == [one.ask for one in book.questions(role)] and 4 <= len(asked) <= 9
        said = text(body)
        assert "不报身份证号、验证码、银行卡号、密码" in said and "不转钱" in said
        assert body.count("<h1") == 1
    assert client.get(ASK).text.count('class="ask"') == len(book.questions(book.roles["me"]))
    assert client.get(ASK, params={"role": "boss"}).status_code == 422
    assert "第195条" not in client.get(f"{ASK}?as_of=2020-01-01").text


@pytest.mark.parametrize(
    "path",
    ["/", "/conduct/refuse-identify", "/conduct/agency-poses-as-bank", "/conduct/pay-to-personal-account", "/diary",
     "/rights/know-who-calls", "/tactics/fake-judicial-team", "/situations/impersonate-court-police",
     "/situations/scam-debt-relief"],
)  # fmt: skip
def test_other_pages_lead_here(client: TestClient, path: str) -> None:
    assert f'href="{WHO}"' in client.get(path).text


def test_it_is_on_the_site_map_and_falls_due(client: TestClient) -> None:
    assert f"{WHO}</loc>" in client.get("/sitemap.xml").text and f"{ASK}</loc>" in client.get("/sitemap.xml").text
    assert "谁在催我" in client.get("/review").text


# ---- The API


def ask(client: TestClient, **asked: object) -> dict[str, Any]:
    answer = client.get(API, params=asked)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_the_api_says_the_same(client: TestClient) -> None:
    told = ask(client, role="me", sign=["personal-account", "gives-name"], creditor="consumer-finance", on="2026-11-21")
    assert told["points"] == "fraud" and "断定" in told["headline"]
    assert [one["action"] for one in told["actions"]][:2] == ["hang-up", "verify"]
    signs = {one["sign"]: one for one in told["signs"]}
    assert signs["personal-account"]["law"][0]["named"] == "《互金催收公约》第19条"
    assert signs["personal-account"]["law"][0]["verb"] == "参照" and signs["gives-name"]["points"] == "genuine"
    assert told["unknowns"][0]["unknown"] == "person" and told["questions"] and told["never"]
    assert told["role"]["letters"][0]["url"] == "/letters/verify-collector"
    assert client.get(told["url"]).status_code == 200


def test_an_unknown_lender_may_be_left_out_or_written(client: TestClient) -> None:
    answers = [ask(client, role="me", **more) for more in ({}, {"creditor": "unknown"}, {"creditor": "unsure"})]
    assert answers[0] == answers[1] == answers[2] and answers[0]["creditor"] == "unknown"


def test_the_complaint_goes_where_this_lender_is_answerable(client: TestClient) -> None:
    for creditor, wanted, not_wanted in (
        ("micro-lender", "local-finance-bureau", "nfra-12378"), ("bank-card", "nfra-12378", "local-finance-bureau"),
    ):  # fmt: skip
        urls = {one["url"] for one in ask(client, role="relative", creditor=creditor)["role"]["complain"]}
        assert f"/channels/{wanted}" in urls and f"/channels/{not_wanted}" not in urls


def test_every_link_of_an_answer_leads_somewhere(client: TestClient, book: CallerBook) -> None:
    told = [ask(client, role=role, sign=list(book.signs)) for role in book.roles]
    urls = {found for one in told for found in re.findall(r"'url': '([^'#]+)", str(one))}
    assert len(urls) > 40
    assert {url: code for url in urls if (code := client.get(url).status_code) != 200} == {}
