from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from icalendar import Calendar

from app.deadlines.model import DeadlineBook
from app.domain.moment import SHANGHAI
from app.web.deps import now

ORDER = "/deadlines/payment-order-objection"
COUNTED = f"{ORDER}?start=family&on=2026-11-10"


@pytest.fixture
def on_day(make_app: Callable[..., FastAPI]) -> Iterator[Callable[[date], TestClient]]:
    """A client whose clock stands on another day."""
    opened: list[TestClient] = []

    def open_on(day: date) -> TestClient:
        app = make_app()
        app.dependency_overrides[now] = lambda: datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)
        opened.append(TestClient(app).__enter__())
        return opened[-1]

    yield open_on
    for one in opened:
        one.__exit__(None, None, None)


def words(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html.partition("<main")[2].partition("</main>")[0]))


def test_the_list_leads_to_every_period(client: TestClient, book: DeadlineBook) -> None:
    html = client.get("/deadlines").text
    assert set(re.findall(r'href="/deadlines/([a-z0-9-]+)"', html)) == {*book.by_id, "holidays"}
    for shelf in book.shelves:
        assert f'href="#{shelf.id}"' in html and f'id="{shelf.id}"' in html


def test_every_period_can_be_asked_and_counted(client: TestClient, book: DeadlineBook) -> None:
    for period in book.periods:
        assert client.get(period.url).status_code == 200, period.id
        for one in period.file.examples:
            query = f"start={one.start}&on={one.on}" + (f"&days={one.days}" if one.days else "")
            query += f"&also={one.also}" if one.also else ""
            for address in (f"{period.url}?{query}", f"{period.url}/strip?{query}", f"{period.url}.ics?{query}"):
                lies_ahead = one.on > date(2026, 11, 21) and not period.by_start[one.start].future
                assert client.get(address).status_code == (422 if lies_ahead else 200), address


def test_the_sum_with_every_step(client: TestClient) -> None:
    said = words(client.get(COUNTED).text)
    assert "还有4天最后一天：2026年11月25日（星期三）" in said
    assert "2026年11月10日收到，当天不算。从11月11日起数15日，到11月25日。" in said
    assert "要寄的，最晚2026年11月22日（星期日）寄出。" in said
    assert "同住的成年家属签收，就算送达你了。" in said
    assert "《民事诉讼法》第227条" in said and "《民事诉讼法》第85条" in said


def test_the_moved_day_is_named_with_its_holiday(client: TestClient) -> None:
    said = words(client.get(f"{ORDER}?start=signed&on=2026-09-20").text)
    assert "2026年10月5日是国庆节假期，顺延到2026年10月8日（星期四）。" in said


@pytest.mark.parametrize(
    ("day", "figure"),
    [
        (date(2026, 11, 11), "还有14天"),
        (date(2026, 11, 25), "今天就是最后一天"),
        (date(2026, 11, 26), "已经过了1天"),
    ],
)
def test_the_countdown(on_day: Callable[[date], TestClient], day: date, figure: str) -> None:
    said = words(on_day(day).get(COUNTED).text)
    assert figure in said
    assert ("过了也别不管" in said) == ("已经过了" in figure)
    assert ("放进手机日历" in said) == ("已经过了" not in figure)


def test_after_the_posting_day_it_says_today(on_day: Callable[[date], TestClient]) -> None:
    assert "今天就寄，或者当面交。" in words(on_day(date(2026, 11, 24)).get(COUNTED).text)


def test_when_the_day_has_passed_the_way_to_prolong_it_stands_there(on_day: Callable[[date], TestClient]) -> None:
    client = on_day(date(2026, 12, 20))
    said = client.get(COUNTED).text
    assert "过了15日再提，法院视为没有提" in said
    assert "《民事诉讼法》第86条" in said and 'href="/deadlines/extension-request"' in said
    retrial = client.get("/deadlines/retrial?start=effective&on=2026-01-05").text
    assert "第86条" not in retrial and "不变期间" in retrial


def test_two_possible_days_are_both_shown(client: TestClient) -> None:
    said = words(client.get(f"{ORDER}?start=unsure&on=2026-11-06&also=2026-11-12").text)
    assert "有2种可能，按最早的办" in said
    assert "最稳妥：2026年11月23日（星期一）" in said and "也可能：2026年11月27日（星期五）" in said


def test_an_unsure_day_asks_for_the_other_one(client: TestClient) -> None:
    assert "你只填了一个日子" in client.get(f"{ORDER}?start=unsure&on=2026-11-06").text
    assert "你只填了一个日子" not in client.get(f"{ORDER}?start=signed&on=2026-11-06").text


def test_where_receipt_counts_it_warns(client: TestClient) -> None:
    said = words(client.get("/deadlines/award-set-aside?start=signed&on=2026-11-06").text)
    assert "按对方收到那天算，最稳妥。" in said and "寄出。" not in said


def test_a_year_without_a_schedule_is_said(on_day: Callable[[date], TestClient]) -> None:
    said = words(on_day(date(2027, 9, 25)).get("/deadlines/appeal-judgment?start=signed&on=2027-09-24").text)
    assert "放假安排还没有收录" in said and "2027年10月9日（星期六）" in said


def test_the_other_sides_day(client: TestClient) -> None:
    said = words(client.get("/deadlines/lender-answer?start=got&on=2026-11-10").text)
    assert "对方最后一天：2026年11月25日（星期三）" in said
    assert "它告诉你情况复杂的：2026年12月10日（星期四）" in said
    assert "过了怎么办" not in said and "寄出" not in said


def test_a_paper_that_says_how_many_days(client: TestClient) -> None:
    address = "/deadlines/court-set?start=signed&on=2026-11-10"
    assert client.get(address).status_code == 422
    assert "从11月11日起数7日，到11月17日。" in client.get(f"{address}&days=7").text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("start=signed&on=2026-12-01", "2026年12月1日还没到"),
        ("start=signed&on=2026-02-30", "没有2026年2月30日这一天，2月只到28日。请核对日期。"),
        ("start=signed&on=0001-01-01", "请填1949年10月1日到2100年12月31日之间的一天。"),
        ("start=signed&on=2026-11-10&written=2026-11-15", "不可能在写好以前送到"),
        ("start=&on=2026-11-10", "先选从什么算起"),
        ("start=%3Cscript%3Ealert(1)%3C/script%3E&on=2026-11-10", "这种起算的情形"),
        ("start=signed", "填上日期：你签字的那天。"),
    ],
)
def test_a_wrong_day_has_a_sentence_and_keeps_what_was_filled_in(client: TestClient, query: str, sentence: str) -> None:
    answer = client.get(f"{ORDER}?{query}")
    assert answer.status_code == 422
    assert sentence in answer.text and "<script>alert" not in answer.text
    if "on=2026" in query:
        assert f'value="{re.search("on=([0-9-]+)", query)[1]}"' in answer.text  # type: ignore[index]
    for face in (".ics", "/strip"):
        assert client.get(f"{ORDER}{face}?{query}").status_code == 422


def test_it_can_be_changed(client: TestClient) -> None:
    html = client.get(f"{COUNTED}&change=yes").text
    assert re.search(r'value="family" checked', html) and 'value="2026-11-10"' in html
    assert "data-errors" not in html


def test_a_period_that_is_not_there(client: TestClient) -> None:
    answer = client.get("/deadlines/payment-order")
    assert answer.status_code == 404 and 'href="/deadlines"' in answer.text


def test_the_calendar_entry(client: TestClient) -> None:
    answer = client.get(f"{ORDER}.ics?start=family&on=2026-11-10")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="deadline-payment-order-objection.ics"'
    last, post = Calendar.from_ical(answer.content).walk("VEVENT")
    assert last.decoded("dtstart") == date(2026, 11, 25) and str(last["summary"]) == "最后一天：对支付令提书面异议"
    assert len(last.walk("VALARM")) == 3
    assert post.decoded("dtstart") == date(2026, 11, 22) and len(post.walk("VALARM")) == 1
    assert str(last["url"]).endswith(COUNTED)
    assert answer.content == client.get(f"{ORDER}.ics?start=family&on=2026-11-10").content


def test_the_same_count_is_one_entry_and_another_is_not(client: TestClient) -> None:
    def uids(query: str) -> set[str]:
        drawn = client.get(f"{ORDER}.ics?{query}").content
        return {str(one["uid"]) for one in Calendar.from_ical(drawn).walk("VEVENT")}

    first = uids("start=family&on=2026-11-10")
    assert first == uids("on=2026-11-10&start=family") and len(first) == 2
    assert first.isdisjoint(uids("start=family&on=2026-11-11"))


def test_a_quiet_entry_says_nothing_of_what_it_is(client: TestClient) -> None:
    drawn = client.get(f"{ORDER}.ics?start=family&on=2026-11-10&quiet=yes")
    text = "".join(str(value) for one in Calendar.from_ical(drawn.content).walk() for value in one.values())
    assert "支付令" not in text and "法院" not in text and "payment" not in text
    assert "payment" not in drawn.headers["content-disposition"]
    assert "有一件事到期" in text


def test_the_other_sides_entry_is_on_the_day_after(client: TestClient) -> None:
    drawn = client.get("/deadlines/lender-answer.ics?start=got&on=2026-11-10").content
    (entry,) = Calendar.from_ical(drawn).walk("VEVENT")
    assert entry.decoded("dtstart") == date(2026, 11, 26)


def test_the_strip_holds_the_day_and_no_name(client: TestClient) -> None:
    said = words(client.get(f"{ORDER}/strip?start=family&on=2026-11-10").text)
    assert (
        "2026年11月25日（星期三）" in said
        and "最晚2026年11月22日（星期日）寄出" in said
        and "案号、电话（自己写）" in said
    )


def test_the_code_on_paper_leads_back_to_the_count(client: TestClient) -> None:
    drawn = re.findall(r'src="(/qr.svg[^"]+)"', client.get(COUNTED).text)
    assert len(drawn) == 2
    assert [client.get(one).status_code for one in drawn] == [200, 200]


def test_the_schedules_are_shown_and_the_missing_one_said(client: TestClient) -> None:
    said = words(client.get("/deadlines/holidays").text)
    assert "春节2026年2月15日（星期日）2026年2月23日（星期一）" in said
    assert "2026年10月10日（星期六）" in said and "2027年的放假安排，我们还没有收录" in said


def test_papers_and_home_lead_here(client: TestClient) -> None:
    for address in ("/", "/papers"):
        assert 'href="/deadlines"' in client.get(address).text
    assert 'href="/deadlines/payment-order-objection"' in client.get("/papers/payment-order").text


def test_the_site_map_has_them(client: TestClient) -> None:
    text = client.get("/sitemap.xml").text
    assert "/deadlines/payment-order-objection</loc>" in text and "/deadlines/holidays</loc>" in text
