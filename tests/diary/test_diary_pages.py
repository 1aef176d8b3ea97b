"""The next contact in three taps, without script: every tap a form, nothing of it in an address."""

from __future__ import annotations

import re
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from app.domain.case import CaseFacts
from app.domain.contact import Contact
from app.domain.moment import SHANGHAI
from app.storage.cases import CaseStore
from app.web.deps import now
from app.web.session import seal, unseal
from tests.bad_input.asking import SECRET, refusal
from tests.conftest import NOW

NUMBER = "02155550004"
Fields = dict[str, list[str]]


class Forms(HTMLParser):
    """The forms of a page: action, the fields they send, their buttons as (name, value, text, formaction)."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self.button: dict[str, Any] | None = None
        self.area: tuple[str, list[str]] | None = None
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({"action": told.get("action", ""), "fields": [], "buttons": []})
        if not self.forms:
            return
        form = self.forms[-1]
        checked = told.get("type") not in ("radio", "checkbox") or "checked" in told
        if tag == "input" and "name" in told and checked:
            form["fields"].append((told["name"], told.get("value", "")))
        if tag == "textarea" and "name" in told:
            self.area = (told["name"], [])
        if tag == "button":
            self.button = {
                "name": told.get("name", ""),
                "value": told.get("value", ""),
                "text": "",
                "to": told.get("formaction", ""),
            }
            form["buttons"].append(self.button)

    def handle_endtag(self, tag: str) -> None:
        if tag == "button":
            self.button = None
        if tag == "textarea" and self.area:
            self.forms[-1]["fields"].append((self.area[0], "".join(self.area[1])))
            self.area = None

    def handle_data(self, data: str) -> None:
        if self.area:
            self.area[1].append(data)
        if self.button is not None:
            self.button["text"] += data


def press(client: TestClient, page: Response, text: str, **typed: str) -> Response:
    """Press the first button of a step whose words contain `text`, with what is typed into the other fields of its form."""
    for form in Forms(page.text).forms:
        for button in form["buttons"]:
            if form["action"].startswith("/diary") and text in button["text"]:
                sent: Fields = {}
                for name, value in form["fields"]:
                    if name not in typed:
                        sent.setdefault(name, []).append(value)
                for name, value in typed.items():
                    sent.setdefault(name, []).append(value)
                if button["name"]:
                    sent.setdefault(button["name"], []).append(button["value"])
                answer: Response = client.post(button["to"] or form["action"], data=sent)
                return answer
    raise AssertionError(f"no button says {text}")


def tap(client: TestClient, *texts: str) -> Response:
    page: Response = client.get("/diary")
    for text in texts:
        page = press(client, page, text)
    return page


def give(client: TestClient, *contacts: dict[str, Any]) -> None:
    store: CaseStore = client.app.state.provided[CaseStore]  # type: ignore[attr-defined]
    client.cookies.set("case", store.create(seal(CaseFacts.model_validate({"contacts": contacts})), NOW))


def held(client: TestClient) -> tuple[Contact, ...]:
    store: CaseStore = client.app.state.provided[CaseStore]  # type: ignore[attr-defined]
    codes = [one.value or "" for one in client.cookies.jar if one.name == "case"]
    return unseal(store.load(codes[0], NOW).facts).contacts if codes else ()


def at(clock: str, day: str = "2026-11-21") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=SHANGHAI)


def test_three_taps_log_a_call(client: TestClient) -> None:
    give(client, {"at": "2026-11-20T09:00:00", "number": NUMBER, "on_behalf_of": "某某公司"})
    page = tap(client, "打来，接了", NUMBER, "辱骂、羞辱、诅咒")
    assert "记好了" in page.text
    _, contact = held(client)
    assert (contact.at, contact.means, contact.answered, contact.number) == (NOW, "call", True, NUMBER)
    assert (contact.acts, contact.reached, contact.direction) == (("insult-abuse",), "me", "in")


def test_a_call_nobody_took_needs_two(client: TestClient) -> None:
    page = tap(client, "打来，没接", "没显示号码")
    assert "记好了" in page.text
    (contact,) = held(client)
    assert (contact.answered, contact.number, contact.acts) == (False, "", ())


def test_a_new_number_is_typed(client: TestClient) -> None:
    page = press(client, tap(client, "短信"), "就是这个", new_number=f" {NUMBER} ")
    assert NUMBER in page.text
    press(client, page, "没说什么出格的话")
    (contact,) = held(client)
    assert (contact.means, contact.number, contact.answered) == ("sms", NUMBER, None)


def test_visitors_are_counted(client: TestClient) -> None:
    tap(client, "上门", "3个人", "没做什么出格的事")
    press(client, press(client, tap(client, "上门"), "就是这么多", visitors="12"), "没做什么")
    tap(client, "上门", "没看清", "没做什么")
    assert [one.visitors for one in held(client)] == [3, 12, None]


def test_whom_else_they_reached(client: TestClient) -> None:
    tap(client, "找了别人", "家人", "把你欠款的事告诉别人")
    (contact,) = held(client)
    assert (contact.reached, contact.acts, contact.number) == ("family", ("disclose-to-third-party",), "")


def test_several_acts_and_the_words(client: TestClient) -> None:
    page = tap(client, "打来，接了", "没显示号码")
    sent: Fields = {"what": ["answered"], "at": ["2026-11-21T10:00:00"], "number": [""],
                    "acts": ["insult-abuse", "threaten-jail", "insult-abuse"], "words": ["再不还就去你单位"]}  # fmt: skip
    assert 'name="words"' in page.text
    assert "记好了" in client.post("/diary/save", data=sent).text
    (contact,) = held(client)
    assert contact.acts == ("insult-abuse", "threaten-jail")
    assert contact.words == "再不还就去你单位"


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ({"when": "now"}, at("10:00:00")),
        ({"when": "half-hour"}, at("09:30:00")),
        ({"when": "today", "clock": "07:05"}, at("07:05:00")),
        ({"when": "other", "day": "2026-11-19", "clock": "22:41"}, at("22:41:00", "2026-11-19")),
        ({"when": "other", "day": "2026-11-21", "clock": "10:00"}, at("10:00:00")),
    ],
)
def test_the_time_can_be_another(client: TestClient, typed: dict[str, str], moment: datetime) -> None:
    press(client, press(client, client.get("/diary"), "打来，没接", **typed), "没显示号码")
    assert [one.at for one in held(client)] == [moment]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ({"when": "today"}, "请填大约几点"),
        ({"when": "today", "clock": "10:01"}, "还没到"),
        ({"when": "today", "clock": "25:00"}, "时间写成"),
        ({"when": "other", "day": "", "clock": "09:00"}, "请填是哪一天"),
        ({"when": "other", "day": "2026-11-22", "clock": "09:00"}, "还没到"),
        ({"when": "other", "day": "0001-01-01", "clock": "09:00"}, "太早了"),
        ({"when": "other", "day": "昨天", "clock": "09:00"}, "日期写成"),
        ({"when": "never"}, "请选是什么时候"),
        ({"when": "kept", "at": "2027-01-01T00:00:00"}, "请选是什么时候"),
        ({"when": "kept", "at": "0001-01-01T00:00:00+14:00"}, "请选是什么时候"),
    ],
)
def test_a_time_that_cannot_be_is_asked_again(client: TestClient, typed: dict[str, str], wanted: str) -> None:
    text = refusal(press(client, client.get("/diary"), "打来，没接", **typed), 422)
    assert wanted in text
    assert held(client) == ()


def test_the_clock_is_read_at_the_first_tap(client: TestClient, app: FastAPI) -> None:
    """A page left open since yesterday logs today's call at today's time; what follows does not move it."""
    page = client.get("/diary")
    app.dependency_overrides[now] = lambda: at("11:30:05.678")
    page = press(client, page, "打来，没接")
    app.dependency_overrides[now] = lambda: at("11:45:00")
    press(client, page, "没显示号码")
    assert [one.at for one in held(client)] == [at("11:30:05")]


def test_a_button_pressed_twice_logs_once(client: TestClient) -> None:
    page = tap(client, "打来，没接")
    press(client, page, "没显示号码")
    again = press(client, page, "没显示号码")
    assert "记好了" in again.text
    assert len(held(client)) == 1


def test_back_and_forth_nothing_is_lost(client: TestClient) -> None:
    give(client, {"at": "2026-11-20T09:00:00", "number": NUMBER})
    said = tap(client, "打来，接了", NUMBER)
    who = press(client, said, "上一步", words="再不还就去你单位")
    assert re.search(rf'value="{NUMBER}"[^>]*aria-current', who.text)
    first = press(client, who, "上一步")
    assert re.search(r'value="answered"[^>]*aria-current', first.text)
    assert "不变：今天10时00分" in first.text
    said = press(client, press(client, first, "打来，接了"), NUMBER)
    assert "再不还就去你单位" in said.text
    press(client, said, "保存这一条")
    assert held(client)[-1].words == "再不还就去你单位"
    assert held(client)[-1].at == NOW


def test_words_that_were_typed_go_with_a_tap(client: TestClient) -> None:
    press(client, tap(client, "打来，接了", "没显示号码"), "辱骂", words="再不还就去你单位")
    (contact,) = held(client)
    assert (contact.words, contact.acts) == ("再不还就去你单位", ("insult-abuse",))


def test_the_enter_key_taps_nothing_by_itself(client: TestClient) -> None:
    page = client.get("/diary")
    first = next(form for form in Forms(page.text).forms if form["action"] == "/diary/who")["buttons"][0]
    assert first["name"] == ""
    assert "请点一下发生了什么" in refusal(press(client, page, first["text"]), 422)


def test_what_is_wrong_is_asked_at_its_step_and_the_rest_is_kept(client: TestClient) -> None:
    state: Fields = {"what": ["answered"], "at": ["2026-11-21T09:00:00"], "number": [NUMBER], "words": ["原话原话"]}
    for changed, wanted in (
        ({"what": ["?"]}, "请点一下发生了什么"),
        ({"at": ["?"]}, "请选是什么时候"),
        ({"number": ["1" * 41]}, "号码太长了"),
        ({"acts": ["no-such-act"]}, "重新点"),
        ({"words": ["话" * 2_001]}, "原话太长了"),
    ):
        answer = client.post("/diary/save", data={**state, **changed})
        assert wanted in refusal(answer, 422)
        assert "原话原话" in answer.text or "words" in changed
    assert "请点一个号码" in refusal(client.post("/diary/said", data={"what": "answered", "at": state["at"]}), 422)
    for visitors in ("0", "501", "x", "", "-1", "²"):
        sent = {"what": "visit", "at": state["at"], "visitors": visitors}
        assert "来了几个人" in refusal(client.post("/diary/said", data=sent), 422)
    for reached in ("me", "boss", ""):
        sent = {"what": "others", "at": state["at"], "reached": reached}
        assert "请点找的是谁" in refusal(client.post("/diary/said", data=sent), 422)
    assert held(client) == ()


@pytest.mark.parametrize("step", ["who", "said", "save", "undo"])
def test_a_step_opened_by_its_address_begins_anew(client: TestClient, step: str) -> None:
    answer = client.get(f"/diary/{step}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/diary")


def test_the_last_entry_is_taken_back_and_no_other(client: TestClient) -> None:
    give(client, {"at": "2026-11-20T09:00:00", "number": NUMBER}, {"at": "2026-11-21T09:59:00", "number": "95588"})
    page = tap(client, "打来，没接", NUMBER)
    assert "已经撤销" in press(client, page, "撤销这一条").text
    assert [one.number for one in held(client)] == [NUMBER, "95588"]
    assert "没有动别的" in press(client, page, "撤销这一条").text
    assert len(held(client)) == 2
    for fields in ({}, {"mark": "x", "entry": "9" * 9}, {"mark": "", "entry": "1"}):
        assert "没有动别的" in client.post("/diary/undo", data=fields).text
    assert len(held(client)) == 2


def test_the_entry_is_found_where_it_moved(client: TestClient) -> None:
    page = tap(client, "打来，没接", "没显示号码")
    client.post("/case/contacts/new", data={"day": "2026-11-01", "clock": "09:00", "means": "call"})
    assert "已经撤销" in press(client, page, "撤销这一条").text
    assert [one.at for one in held(client)] == [at("09:00:00", "2026-11-01")]


def test_what_to_note_depends_on_what_it_was(client: TestClient) -> None:
    call = tap(client, "打来，没接", "没显示号码").text
    visit = tap(client, "上门", "2个人", "没做什么").text
    assert "录音开了吗" in call and "工号多少" in call and "替哪家机构催" in call and "通话记录截图了吗" in call
    assert "拍照、录像了吗" in visit and "通话记录截图了吗" not in visit
    assert "谁听见" in call and "原话写下来了吗" in call
    assert "平时先备好" not in call
    assert 'href="/case/contacts/0"' in call


def test_what_was_ticked_most_is_offered_first(client: TestClient) -> None:
    ticked = [{"at": f"2026-11-{day}T09:00:00", "number": NUMBER, "acts": ["induce-new-loans"]} for day in (18, 19, 20)]
    give(client, *ticked)
    page = tap(client, "打来，接了", NUMBER)
    offered = [
        button["value"] for form in Forms(page.text).forms for button in form["buttons"] if button["name"] == "acts"
    ]
    assert offered[0] == "induce-new-loans"
    assert offered[-1] == ""
    assert len(offered) == 5


def test_many_numbers_are_folded(client: TestClient) -> None:
    give(client, *({"at": f"2026-11-{day:02d}T09:00:00", "number": f"0215555{day:04d}"} for day in range(1, 16)))
    text = tap(client, "打来，接了").text
    order = ["02155550015", "02155550012", "别的记过的号码（11个）", "02155550011", "02155550001"]
    assert [text.index(one) for one in order] == sorted(text.index(one) for one in order)
    assert "1次 · 最近2026年11月15日" in text


@pytest.mark.parametrize("entry", ["0", "2", "999999"])
def test_an_entry_that_is_not_there(client: TestClient, entry: str) -> None:
    give(client, {"at": "2026-11-20T09:00:00"})
    answer = client.get("/diary/saved", params={"entry": entry}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/diary")
    refusal(client.get("/diary/saved", params={"entry": "x"}), 422)


def test_nothing_private_in_addresses_logs_or_shared_caches(
    client: TestClient, capfd: pytest.CaptureFixture[str]
) -> None:
    who = tap(client, "短信")
    said = press(client, who, "就是这个", new_number=SECRET)
    done = press(client, said, "保存这一条", words=SECRET)
    for page in (who, said, done):
        assert page.headers["cache-control"] == "no-store"
        assert SECRET not in str(page.url)
    assert str(done.url).endswith("/diary/saved?entry=1")
    assert SECRET not in "".join(capfd.readouterr())
    assert SECRET not in client.get("/metrics").text


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x>', "{{ 7*7 }}"])
def test_markup_is_only_ever_text(client: TestClient, text: str) -> None:
    said = press(client, tap(client, "短信"), "就是这个", new_number=text)
    done = press(client, said, "保存这一条", words=text)
    for page in (said, done, tap(client, "短信")):
        assert text not in page.text or "{" in text
        assert ">49<" not in page.text
    assert held(client)[0].number == text


def test_the_sheet_is_empty_and_for_everyone(client: TestClient) -> None:
    give(client, {"at": "2026-11-20T09:00:00", "number": NUMBER})
    text = client.get("/diary/sheet").text
    assert NUMBER not in text
    for words in ("平时先备好", "接电话时", "挂断以后", "对方姓名、公司、工号", "原话、做了什么", "证据"):
        assert words in text
    assert text.count("<tr>") == 2 + 6 + 11


def test_home_the_case_and_the_result_lead_here(client: TestClient) -> None:
    give(client, {"at": "2026-11-20T09:00:00", "number": NUMBER})
    client.post("/case/debt", data={"creditor_kind": "bank-card", "collector_kind": "agency"})
    for path in ("/", "/case", "/check"):
        assert 'href="/diary"' in client.get(path).text, path
    assert 'href="/case/export"' in client.get("/case").text


def test_a_phone_can_keep_it_on_its_first_screen(client: TestClient) -> None:
    manifest = re.search(r'rel="manifest" href="([^"]+)"', client.get("/diary").text)
    assert manifest and client.get(manifest[1]).json()["start_url"] == "/diary"
    site = re.search(r'rel="manifest" href="([^"]+)"', client.get("/").text)
    assert site and [one["url"] for one in client.get(site[1]).json()["shortcuts"]] == ["/diary"]


def test_a_note_is_kept_beside_their_words_and_an_own_account_is_asked_about(client: TestClient) -> None:
    page = tap(client, "打来，接了", "没显示号码")
    asked = press(client, page, "保存这一条", words="打到公司座机，同事小周接的")
    assert asked.status_code == 422
    assert 'name="as_said"' in asked.text
    saved = press(client, asked, "保存这一条", words="再不还就去你单位", note="同事小周接的")
    assert "“再不还就去你单位”" in saved.text
    assert "备注：同事小周接的" in saved.text
