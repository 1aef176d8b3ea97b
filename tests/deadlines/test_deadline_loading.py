"""A mistake in content is told as path:line: sentence."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.catalogue import load_catalogue
from app.deadlines.counting import reckon
from app.deadlines.holidays import load_rest_days
from app.deadlines.inquiry import Inquiry
from app.deadlines.loading import load_deadlines
from app.domain.law import Lawbook
from app.domain.rest_days import OFFICIAL, RestDays
from app.errors import ContentError
from tests.recipes import blocks, follow
from tests.shared import CONTENT

ORDER = "deadlines/payment-order-objection.yaml"
FEE = "deadlines/appeal-fee.yaml"
AWARD = "deadlines/award-set-aside.yaml"
APPEAL = "deadlines/appeal-judgment.yaml"
ARRIVALS = "tables/arrivals.yaml"
HOLIDAYS = "content/tables/holidays.yaml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    for name in ("deadlines", "tables"):
        shutil.copytree(CONTENT / name, folder / name)
    return folder


def problems_after(content: Path, law: Lawbook, file: str, old: str, new: str) -> list[str]:
    path = content / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return load_deadlines(content, law, OFFICIAL)[1]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (ORDER, "length: 15,", "length: 16,", f"content/{ORDER}:18: from 2017-07-01 on minsu#227 does not say 16日."),
        (ORDER, "minsu#227", "minsu#999", f"content/{ORDER}:18: 'minsu#999' is no article in content/law."),
        (ORDER, "rule: court", "rule: curt", f"content/{ORDER}:18: 'curt' is not a value of 'rule'"),
        (FEE, "starts: in-hand", "starts: in-hands", "there is no set of arrivals 'in-hands'; did you mean 'in-hand'?"),
        (ORDER, "shelf: sued", "shelf: suet", "there is no shelf 'suet'; did you mean 'sued'?"),
        (ORDER, "start: signed", "start: sign", "there is no start 'sign'; did you mean 'signed'?"),
        (ORDER, "hand_in:", "handin:", "there is no field 'handin' here; did you mean 'hand_in'?"),
        (ORDER, "order: 10", "order: 20", "another period of 'sued' has the order 20 too."),
        (ORDER, "where: 发支付令的那个法院", "where: ''", "a duty of one's own says where it goes"),
        (ORDER, "length: 15,", "length: 15, asked: true,", "exactly one of length, asked and before"),
        (AWARD, "length: 6", "length: 3", "from 2018-01-01 on zhongcai#72 does not say 3个月."),
        (AWARD, "from: 2026-03-01", "from: 2026-02-01", "from 2026-02-01 on zhongcai#72 does not say 3个月."),
        ("deadlines/lender-answer.yaml", "rule: calendar", "before: true, rule: calendar", "exactly one of length"),
        (APPEAL, "next: [appeal-fee", "next: [appeal-fees", "no period 'appeal-fees'; did you mean 'appeal-fee'?"),
        (ARRIVALS, "court: [signed,", "court: [sined,", "there is no arrival 'sined'; did you mean 'signed'?"),
        (ARRIVALS, "id: post", "id: signed", "'signed' stands twice; keep one."),
        (ARRIVALS, "law: [minsu#87]", "law: [minsu#870]", "'minsu#870' is no article in content/law."),
    ],
)  # fmt: skip
def test_a_mistake_is_told(content: Path, law: Lawbook, file: str, old: str, new: str, said: str) -> None:
    problems = problems_after(content, law, file, old, new)
    found = [one for one in problems if said in one]
    assert found, problems
    assert found[0].startswith("content/") and found[0].split(":")[1].isdigit()


def test_what_stands_there_has_none(content: Path, law: Lawbook) -> None:
    book, problems = load_deadlines(content, law, OFFICIAL)
    assert problems == [] and len(book.periods) >= 60


def test_a_page_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    path = folder / ORDER
    path.write_text(
        path.read_text(encoding="utf-8").replace("papers/payment-order,", "papers/payment-orders,"), "utf-8"
    )
    with pytest.raises(
        ContentError, match="there is no page 'papers/payment-orders'; did you mean 'papers/payment-order'"
    ):
        load_catalogue(folder)


def holidays(content: Path, text: str) -> tuple[RestDays, list[str]]:
    (content / "tables" / "holidays.yaml").write_text(text, encoding="utf-8")
    return load_rest_days(content)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2017-01-22,", "2017-01-23,", "only weekend days are made up"),
        ("2017-01-22,", "2017-01-28,", "2017-01-28 is both off and worked"),
        ("2017-01-22,", "2017-02-04,", "a day stands twice"),
        ("2017-01-22,", "2018-01-20,", "2018-01-20 does not lie in 2017"),
        ("last: 2017-02-02", "last: 2017-03-02", "春节 runs from 2017-01-27 to 2017-03-02"),
        ("last: 2017-02-02", "last: 2017-01-02", "春节 runs from 2017-01-27 to 2017-01-02"),
        ("国庆节、中秋节", "国庆节", "the year 2017 has no 中秋节"),
        ("name: 劳动节", "name: 五一", "the year 2017 has no 劳动节"),
        ("host: www.gov.cn", "host: www.example.com", "'host'"),
        ("issued_on: 2016-12-01", "issued_on: 2014-12-01", "the notice for 2017 is not of 2014-12-01"),
        ("years:\n", "year:\n", "there is no field 'year' here; did you mean 'years'?"),
    ],
)  # fmt: skip
def test_a_year_copied_wrongly_is_told(content: Path, old: str, new: str, said: str) -> None:
    text = blocks("adding-holidays.md")[HOLIDAYS]
    assert old in text
    _, problems = holidays(content, text.replace(old, new, 1))
    assert any(said in one and one.startswith(f"{HOLIDAYS}:") for one in problems), problems


def test_the_recipe_for_a_year_comes_to_what_the_library_has(content: Path) -> None:
    """The year the recipe shows is copied from its notice; the library copied the same notice."""
    rest_days, problems = holidays(content, blocks("adding-holidays.md")[HOLIDAYS])
    assert problems == []
    for count in range(365):
        day = date(2017, 1, 1) + timedelta(days=count)
        assert rest_days.kind(day).rest == OFFICIAL.kind(day).rest, day
    plan = rest_days.plan(2017)
    assert plan is not None and plan.notice == "国务院办公厅关于2017年部分节假日安排的通知（2016年12月1日，www.gov.cn）"


def test_a_year_added_moves_every_last_day(tmp_path: Path) -> None:
    """One edit, and page, letter and calendar count with it. The days are those of the recipe, thirteen years on."""
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    entry = blocks("adding-holidays.md")[HOLIDAYS].replace("2017", "2030").replace("2016-12-01", "2029-12-01")
    entry = entry.partition("  workdays:")[0] + "  workdays: [2030-10-12]\n"
    (folder / "tables" / "holidays.yaml").write_text(entry, encoding="utf-8")
    catalogue = load_catalogue(folder)
    assert catalogue.letters.rest_days is catalogue.deadlines.rest_days is catalogue.referrals.rest_days
    period = catalogue.deadlines.by_id["appeal-judgment"]

    def last(received: date) -> date:
        inquiry = Inquiry(period.by_start["signed"], received)
        counted = reckon(period, inquiry, catalogue.law, catalogue.deadlines.rest_days)
        assert counted.certain
        return counted.safe

    assert last(date(2030, 9, 17)) == date(2030, 10, 9), "2 October is off until the 8th"
    assert last(date(2030, 9, 27)) == date(2030, 10, 12), "a Saturday that is worked"


def test_no_year_was_invented() -> None:
    assert load_rest_days(CONTENT)[0].years == OFFICIAL.years


def test_the_recipe_for_a_deadline_works(tmp_path: Path) -> None:
    catalogue = load_catalogue(follow("adding-a-deadline.md", tmp_path))
    period = catalogue.deadlines.by_id["example-payment"]
    assert "deadlines/example-payment" in catalogue.links
    for one in period.file.examples:
        inquiry = Inquiry(period.by_start[one.start], one.on, one.also)
        counted = reckon(period, inquiry, catalogue.law, catalogue.deadlines.rest_days)
        assert counted.safe == one.last and counted.latest == (one.latest or one.last)
