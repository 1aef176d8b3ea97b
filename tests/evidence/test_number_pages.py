"""/evidence/numbers: from the list to one number, marked at once, taken back; bad input is said and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.case import CaseFacts
from app.domain.contact import Contact, Reached, ThirdPartyRole
from app.domain.moment import SHANGHAI
from app.evidence.carrying import key_of
from app.evidence.marking import key_of_contact
from app.storage.cases import CaseStore
from app.web.session import seal, unseal
from tests.conftest import NOW

NUMBER = "02100000004"
HERE = f"/evidence/numbers/{key_of(NUMBER)}"
Given = Callable[..., None]


def call(day: int, hour: int, **changes: object) -> dict[str, object]:
    return {"at": f"2026-09-{day:02d}T{hour:02d}:10:00", "number": NUMBER, "answered": False, **changes}


BUSY = [
    *(call(5 + place % 3, 8 + place // 3, answered=place % 4 == 0) for place in range(12)),
    call(6, 23, answered=None),
    call(6, 9, number="95555"),
    call(7, 18, direction="out", answered=True),
]


@pytest.fixture
def give(client: TestClient) -> Given:
    """Puts a case into the visitor's cookie."""

    def put(contacts: list[dict[str, object]], **facts: object) -> None:
        case = CaseFacts.model_validate({"contacts": contacts, **facts})
        client.cookies.set("case", store(client).create(seal(case), NOW), domain="testserver.local", path="/")

    return put


def store(client: TestClient) -> CaseStore:
    found: CaseStore = client.app.state.provided[CaseStore]  # type: ignore[attr-defined]
    return found


def held(client: TestClient) -> CaseFacts:
    return unseal(store(client).load(client.cookies["case"], NOW).facts)


def of_number(client: TestClient) -> list[Contact]:
    return [one for one in held(client).contacts if one.number == NUMBER]


def mark(client: TestClient, **fields: Any) -> Any:
    return client.post(HERE, data={"part": "all", **fields})


def test_likely_collectors_stand_first_with_the_reason(client: TestClient, give: Given) -> None:
    many = [call(day, hour, number="95555") for day in range(1, 6) for hour in range(9, 19)]
    give([*many, *BUSY])
    text = client.get("/evidence/numbers").text
    assert text.index(f"<strong>{NUMBER}</strong>") < text.index("<strong>95555</strong>")
    assert "可能是催收：3天里打来13次，夜里1次。" in text
    assert "可能是催收，也可能不是：6天里打来51次。像银行、保险等客服的号码，先核对。" in text
    assert "我们不替你勾" in text
    assert "checked" not in text


def test_the_page_of_a_number_counts_and_offers_only_what_is_there(client: TestClient, give: Given) -> None:
    give(BUSY)
    text = client.get(HERE).text
    assert "打来或发来13次，接通3次，夜里1次，一天最多5次，你打去或发去1次。2026年9月5日到2026年9月7日。" in text
    for said in (
        "全部，13次",
        "接通的，3次",
        "没接通的，9次",
        "没写接没接的，1次",
        "夜里的，1次",
        "2026年9月6日（星期日），5次",
    ):
        assert said in text
    assert "文件没写接没接的，接通了吗？" in text
    single = client.get(f"/evidence/numbers/{key_of('95555')}").text
    assert "没接通的，1次" not in single
    assert "勾选的几次" not in single.partition("</form>")[0].partition("<form")[2].partition("找的是谁")[0]


def test_everything_is_said_of_all_at_once(client: TestClient, give: Given) -> None:
    give(BUSY)
    answer = mark(
        client, reached="family", third_party_role="spouse", called="家里的座机", on_behalf_of="某银行", answered="no",
        acts=["insult-abuse"], circumstances=["serious-or-after-warning"], words="再不还就去你单位", sure="yes",
    )  # fmt: skip
    assert answer.status_code == 200
    assert "标好了13次联系" in answer.text
    for one in of_number(client):
        if one.incoming:
            assert (one.reached, one.third_party_role) == (Reached.FAMILY, ThirdPartyRole.SPOUSE)
            assert (one.called, one.on_behalf_of) == ("家里的座机", "某银行")
            assert (one.acts, one.circumstances) == (("insult-abuse",), ("serious-or-after-warning",))
            assert (one.words, one.answered is None) == ("再不还就去你单位", False)
        else:
            assert one.reached is Reached.ME
            assert one.acts == ()
    assert [one.reached for one in held(client).contacts if one.number == "95555"] == [Reached.ME]
    for said in ("找的是家人：13次", "替“某银行”催：13次", "打的是“家里的座机”：13次"):
        assert said in answer.text


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"part": "answered"}, 3),
        ({"part": "night"}, 1),
        ({"part": "unsaid"}, 1),
        ({"part": "day", "day": "2026-09-06"}, 5),
        (
            {"part": "ticked", "ticked": [key_of_contact(Contact.model_validate(BUSY[place])) for place in (1, 4, 13)]},
            2,
        ),
    ],
)
def test_a_part_of_them(client: TestClient, give: Given, fields: dict[str, Any], count: int) -> None:
    give(BUSY)
    assert f"标好了{count}次联系" in mark(client, reached="employer", **fields).text
    assert sum(one.reached is Reached.EMPLOYER for one in held(client).contacts) == count


def test_the_last_marking_is_taken_back(client: TestClient, give: Given) -> None:
    give(BUSY)
    before = held(client)
    mark(client, reached="family")
    assert "标错了，收回这一次" in client.get("/evidence/numbers").text
    answer = client.post("/evidence/numbers/back")
    assert "收回了，13次联系和标以前一样" in answer.text
    assert held(client) == before
    again = client.post("/evidence/numbers/back")
    assert again.status_code == 409
    assert "收不回来了" in again.text


def test_what_was_edited_since_cannot_be_taken_back_as_a_whole(client: TestClient, give: Given) -> None:
    give(BUSY)
    mark(client, reached="family")
    client.post("/case/contacts/0/delete", data={"sure": held(client).contacts[0].at.isoformat()})
    assert "收回这一次" not in client.get("/evidence/numbers").text + client.get(HERE).text
    assert client.post("/evidence/numbers/back").status_code == 409
    assert sum(one.reached is Reached.FAMILY for one in held(client).contacts) == 12


def test_an_accusation_of_many_is_asked_about_and_nothing_typed_is_lost(client: TestClient, give: Given) -> None:
    give(BUSY)
    before = held(client)
    typed = {
        "reached": "friend",
        "acts": ["insult-abuse"],
        "words": "骂了<b>我</b>",
        "called": "朋友的手机",
        "on_behalf_of": "某平台",
    }
    answer = mark(client, **typed, circumstances=["serious-or-after-warning"])
    assert answer.status_code == 422
    assert "这样会记在13次联系上" in answer.text
    assert held(client) == before
    assert "骂了&lt;b&gt;我&lt;/b&gt;" in answer.text
    for said in ('value="朋友的手机"', 'value="某平台"', 'value="friend" checked', 'value="insult-abuse" checked',
                 'value="serious-or-after-warning" checked'):  # fmt: skip
        assert said in answer.text
    # Of a single contact nothing has to be asked.
    assert mark(client, part="night", acts=["insult-abuse"]).status_code == 200


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "还没说要标什么"),
        ({"part": "most", "reached": "family"}, "请选标哪几次"),
        ({"part": "", "reached": "family"}, "请选标哪几次"),
        ({"part": "day", "reached": "family"}, "请选是哪一天"),
        ({"part": "day", "day": "2026-09-31", "reached": "family"}, "请选是哪一天"),
        ({"part": "day", "day": "2026-09-30", "reached": "family"}, "没有这样的联系"),
        ({"part": "ticked", "reached": "family"}, "勾是哪几次"),
        ({"part": "ticked", "ticked": ["forged"], "reached": "family"}, "没有这样的联系"),
        ({"reached": "boss"}, "这一项看不懂"),
        ({"third_party_role": "boss"}, "这一项看不懂"),
        ({"answered": "maybe"}, "这一项看不懂"),
        ({"reached": "me", "third_party_role": "spouse"}, "找的是你本人"),
        ({"acts": ["no-such-act"], "sure": "yes"}, "有一项勾选我们不认识"),
        ({"called": "长" * 61}, "最多60个字"),
        ({"on_behalf_of": "长" * 121}, "最多120个字"),
        ({"words": "长" * 2_001, "sure": "yes"}, "最多2000个字"),
        ({"circumstances": ["no-such-thing"]}, "还没说要标什么"),
    ],
)
def test_bad_input_is_said_beside_the_field(client: TestClient, give: Given, fields: dict[str, Any], said: str) -> None:
    give(BUSY)
    before = held(client)
    answer = mark(client, **fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'id="errors-title"' in answer.text
    for field in re.findall(r'href="#(field-[a-z_]+)"', answer.text):
        assert f'id="{field}"' in answer.text, field
    assert held(client) == before


@pytest.mark.parametrize("key", ["x", "0" * 16, "..%2f..", "%00", key_of("02100000005")])
def test_a_forged_number_is_not_there(client: TestClient, give: Given, key: str) -> None:
    give(BUSY)
    for answer in (
        client.get(f"/evidence/numbers/{key}"),
        client.post(f"/evidence/numbers/{key}", data={"part": "all"}),
    ):
        assert answer.status_code == 404
    assert "记录里没有这个号码" in client.get(f"/evidence/numbers/{'0' * 16}").text


def test_without_a_case_there_is_nothing_to_mark(client: TestClient) -> None:
    assert client.get(HERE).status_code == 404
    assert mark(client, reached="family").status_code == 404
    assert client.post("/evidence/numbers/back").status_code == 409
    assert "set-cookie" not in client.post("/evidence/numbers/back").headers


def test_withheld_numbers_have_a_page_and_a_warning(client: TestClient, give: Given) -> None:
    give([call(5, 9, number=""), call(6, 9, number=""), call(7, 9)])
    path = f"/evidence/numbers/{key_of('')}"
    assert path in client.get("/evidence/numbers").text
    text = client.get(path).text
    assert "没有显示号码的：找了谁、说了什么？" in text
    assert "没有显示号码，可能不止一个人。" in text
    answer = client.post(path, data={"part": "all", "reached": "family"})
    assert "标好了2次联系" in answer.text
    assert [one.reached.value for one in held(client).contacts] == ["family", "family", "me"]


def test_a_number_only_i_rang_has_nothing_to_mark(client: TestClient, give: Given) -> None:
    give([call(5, 9, direction="out")])
    assert "没有要标的" in client.get(HERE).text
    assert mark(client, reached="family").status_code == 422


def test_the_next_number_is_offered(client: TestClient, give: Given) -> None:
    give(BUSY)
    answer = mark(client, reached="family")
    assert f'下一个号码：<a href="/evidence/numbers/{key_of("95555")}">95555</a>' in answer.text
    answer = client.post(f"/evidence/numbers/{key_of('95555')}", data={"part": "all", "reached": "family"})
    assert "下一个号码" not in answer.text


def test_a_number_leaves_the_case_from_its_own_page(client: TestClient, give: Given) -> None:
    give(BUSY)
    assert f'name="numbers" value="{key_of(NUMBER)}"' in client.get(HERE).text
    assert "删掉了14次联系" in client.post("/evidence/numbers", data={"numbers": [key_of(NUMBER)]}).text
    assert client.get(HERE).status_code == 404


def test_many_numbers_stand_on_several_sheets(client: TestClient, give: Given) -> None:
    give([call(1 + place % 28, place % 24, number=f"0210000{place:04d}") for place in range(250)])
    first, last = client.get("/evidence/numbers").text, client.get("/evidence/numbers?sheet=99").text
    assert "第1页，共3页" in first
    assert "第3页，共3页" in last
    assert (first.count('<li class="door">'), last.count('<li class="door">')) == (100, 50)
    assert client.get("/evidence/numbers?sheet=-5").status_code == 200
    assert client.get("/evidence/numbers?sheet=x").status_code == 422


def test_ten_thousand_contacts_are_marked_with_every_act(client: TestClient, give: Given) -> None:
    start = datetime(2016, 1, 1, 8, tzinfo=SHANGHAI)
    give([call(1, 1, at=(start + timedelta(minutes=307 * place)).isoformat()) for place in range(10_000)])
    acts = re.findall(r'name="acts" value="([^"]*)"', client.get(HERE).text)
    assert len(acts) > 60
    answer = mark(client, acts=acts, sure="yes")
    assert "标好了10000次联系" in answer.text
    assert len(answer.content) < 300_000
    assert all(len(one.acts) == len(acts) for one in held(client).contacts)
    assert "收回了，10000次" in client.post("/evidence/numbers/back").text
    assert all(one.acts == () for one in held(client).contacts)


def test_a_contact_changed_elsewhere_meanwhile_is_not_lost(client: TestClient, give: Given) -> None:
    give(BUSY)
    page = client.get(HERE).text
    key = re.findall(r'name="ticked" value="([^"]*)"', page)[0]
    client.post("/case/contacts/new", data={
        "day": "2026-09-01", "clock": "08:00", "means": "call", "number": NUMBER, "reached": "me", "words": "另一次",
    })  # fmt: skip
    # Places have moved by one; the tick still means the same contact.
    assert "标好了1次联系" in mark(client, part="ticked", ticked=[key], reached="family").text
    contacts = held(client).contacts
    assert [one.words for one in contacts[:1]] == ["另一次"]
    assert [place for place, one in enumerate(contacts) if one.reached is Reached.FAMILY] == [1]
