"""The pictures of a log: the numbers in them are those of the contacts, and each is also a table."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

import pytest
from fastapi.testclient import TestClient

from app.domain.case import Debt
from app.domain.contact import Contact
from app.domain.law import Lawbook
from app.domain.moment import SHANGHAI
from app.evidence.daybars import Rule, bars_figure, bars_table, day_bars
from app.evidence.heatmap import MOST_ROWS, Span, heat_figure, heat_map, heat_table
from app.evidence.timeline import MOST_DRAWN, timeline, timeline_figure, timeline_table

CARD = Debt.model_validate({"creditor": {"kind": "bank-card"}})
FIRST_DAY_OF_GUIDE = date(2026, 1, 30)


def call(at: str, **facts: object) -> Contact:
    return Contact.model_validate({"at": at, **facts})


def calls(day: date, times: int, **facts: object) -> list[Contact]:
    start = datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)
    return [call((start + timedelta(minutes=10 * place)).isoformat(), **facts) for place in range(times)]


def test_the_heat_map_counts_what_came_in_by_hour() -> None:
    log = [call("2026-09-05T22:00"), call("2026-09-05T22:59:59"), call("2026-09-06T07:59"), call("2026-09-06T08:00")]
    heat = heat_map([*log, call("2026-09-06T09:00", direction="out")])
    assert [row.label for row in heat.rows] == ["9月5日", "9月6日"]
    assert [row.counts[22] for row in heat.rows] == [2, 0]
    assert (heat.total, heat.night) == (4, 3)
    assert heat_table(heat).rows == (("9月5日", "22时2次", "2", "2"), ("9月6日", "7时1次，8时1次", "1", "2"))
    assert "一共联系4次，夜里3次" in heat_figure(heat).alt


@pytest.mark.parametrize(
    ("days", "span"), [(40, Span.DAY), (41, Span.WEEK), (280, Span.WEEK), (300, Span.MONTH), (1300, Span.YEAR)]
)
def test_a_long_log_is_drawn_in_longer_spans_and_loses_nothing(days: int, span: Span) -> None:
    log = [call(f"{date(2022, 1, 3) + timedelta(days=place)}T10:00") for place in range(days)]
    heat = heat_map(log)
    assert heat.span is span and heat.total == days and len(heat.rows) <= MOST_ROWS and heat.left_out == 0


def test_a_log_without_a_contact_has_no_rows() -> None:
    assert heat_map([]).rows == () and heat_map([call("2026-09-05T10:00", direction="out")]).rows == ()
    assert heat_figure(heat_map([])).alt == "没有对方联系你的记录。"


def test_the_limit_line_begins_with_the_rule(law: Lawbook) -> None:
    before, after = FIRST_DAY_OF_GUIDE - timedelta(days=1), FIRST_DAY_OF_GUIDE
    log = [*calls(before, 7, answered=False), *calls(after, 7, answered=False)]
    bars = day_bars(Rule.UNANSWERED, log, CARD, law)
    assert [(bar.day, bar.count, bar.limit, bar.over) for bar in bars.bars] == [
        (before, 7, None, False),
        (after, 7, 6, True),
    ]
    assert [limit.first for limit in bars.limits] == [after]
    assert bars_table(bars).rows[0][2] == "没有" and bars_table(bars).rows[1][2] == "最多6次，超过了"
    assert "参照《" in bars_figure(bars).svg and "违反《" not in bars_figure(bars).svg


def test_answered_and_unanswered_are_counted_apart(law: Lawbook) -> None:
    day = date(2026, 9, 5)
    log = [*calls(day, 4, answered=True), *calls(day, 6, answered=False), *calls(day, 3, answered=None)]
    assert day_bars(Rule.ANSWERED, log, CARD, law).most == 4
    assert day_bars(Rule.UNANSWERED, log, CARD, law).most == 6


LENDERS = ("", "甲银行", "乙公司")
NUMBERS = ("", "13800000001", "13800000002")


@pytest.mark.parametrize(
    ("rule", "conduct", "lender"),
    [
        (Rule.UNANSWERED, "repeated-dial-unanswered", {"kind": "bank-card", "name": "甲银行"}),
        (Rule.ANSWERED, "too-many-calls-connected", {"kind": "consumer-finance", "name": "甲银行"}),
    ],
)
@pytest.mark.parametrize("mixture", range(20))
def test_the_days_over_the_limit_are_those_of_the_conduct_check(
    client: TestClient, law: Lawbook, rule: Rule, conduct: str, lender: dict[str, str], mixture: int
) -> None:
    chance = Random(mixture)
    debt = Debt.model_validate({"creditor": lender, "online": True})
    log = [
        one.model_copy(update={"on_behalf_of": chance.choice(LENDERS), "called": chance.choice(NUMBERS)})
        for place in range(8)
        for answered in (True, False)
        for one in calls(date(2026, 9, 1) + timedelta(days=place), chance.randint(2, 25), answered=answered)
    ]
    asked = {
        "debt": debt.model_dump(mode="json"),
        "contacts": [one.model_dump(mode="json", exclude_defaults=True) for one in log],
    }
    findings = client.post("/api/v1/conduct/check", json=asked).json()["findings"]
    days: list[str] = next((found["days"] for found in findings if found["conduct"] == conduct), [])
    bars = day_bars(rule, log, debt, law)
    assert [bar.day.isoformat() for bar in bars.bars if bar.over] == days


def test_dials_for_two_lenders_are_not_added(law: Lawbook) -> None:
    log = calls(date(2026, 9, 5), 8, answered=False)
    mixed = [one.model_copy(update={"on_behalf_of": LENDERS[1 + place % 2]}) for place, one in enumerate(log)]
    bars = day_bars(Rule.UNANSWERED, mixed, CARD, law)
    assert (bars.most, bars.over) == (4, 0)


@pytest.mark.parametrize("debt", [None, Debt.model_validate({"creditor": {"kind": "private-lender"}})])
def test_no_line_where_no_such_rule_binds_the_lender(law: Lawbook, debt: Debt | None) -> None:
    bars = day_bars(Rule.UNANSWERED, calls(date(2026, 9, 5), 9, answered=False), debt, law)
    assert bars.limits == () and bars.over == 0
    assert "没有画限度" in bars_figure(bars).alt


def test_a_year_of_calls_is_drawn_by_the_busiest_day_of_each_week(law: Lawbook) -> None:
    log = [
        one for place in range(300) for one in calls(date(2026, 2, 2) + timedelta(days=place), 7 if place == 3 else 1)
    ]
    bars = day_bars(Rule.UNANSWERED, [one.model_copy(update={"answered": False}) for one in log], CARD, law)
    assert bars.by_week and len(bars.bars) < 100 and bars.most == 7 and bars.over == 1


def test_the_timeline_has_both_sides_and_the_numbers_of_the_contacts() -> None:
    debt = CARD.model_copy(update={"agreement_signed_on": date(2026, 9, 7)})
    log = [
        call("2026-09-05T22:41", answered=True, acts=["insult"]),
        call("2026-09-05T22:50", answered=False),
        call("2026-09-06T10:00", direction="out"),
        call("2026-09-06T11:00", means="sms", reached="family", refused_on="2026-09-06"),
    ]
    days = timeline(log, debt, {"insult": "骂人"})
    assert [row[1:] for row in timeline_table(days).rows] == [
        ("打来电话2次，接通1次，夜里2次；骂人", "—", "联系1、2"),
        ("发来短信1次；找到家人1次", "用电话联系对方1次；被找的人说了别再打", "联系3、4"),
        ("—", "签分期还款协议", "—"),
    ]
    assert "3天有记录" in timeline_figure(days).alt


def test_of_many_days_those_with_the_most_are_drawn_and_the_rest_is_said() -> None:
    log = [call(f"{date(2026, 1, 1) + timedelta(days=place)}T10:00") for place in range(80)]
    log += [call("2026-02-10T11:00", acts=["insult"])]
    days = timeline(sorted(log, key=lambda one: one.at), None, {"insult": "骂人"})
    figure = timeline_figure(days)
    assert f"事情最多的{MOST_DRAWN}天" in figure.alt and "骂人" in figure.svg
    assert len(timeline_table(days).rows) == 80


def test_what_the_borrower_wrote_is_only_ever_text() -> None:
    figure = timeline_figure(timeline([call("2026-09-05T10:00", acts=["x"])], None, {"x": "<script>alert(1)</script>"}))
    assert "<script" not in figure.svg and "&lt;script" in figure.svg


def test_the_page_shows_every_picture_with_its_table(client: TestClient) -> None:
    assert "这里还没有联系" in client.get("/evidence/overview").text
    client.post("/case/debt", data={"creditor_kind": "bank-card"})
    for minute in range(7):
        fields = {"day": "2026-09-05", "clock": f"22:0{minute}", "means": "call", "answered": "no"}
        client.post("/case/contacts/new", data=fields)
    answer = client.get("/evidence/overview")
    assert answer.status_code == 200 and answer.text.count("<svg viewBox") == 3
    assert "22时7次" in answer.text and "最多6次，超过了" in answer.text and "联系1至7" in answer.text
