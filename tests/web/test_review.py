from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.catalogue import Catalogue
from app.content.dated import dated_files
from app.domain.moment import SHANGHAI
from app.domain.review import Reviewed, in_order
from app.web.deps import now
from tests.shared import CONTENT

DUE = date(2027, 2, 21)


def test_every_file_that_says_when_it_was_checked_is_kept(catalogue: Catalogue) -> None:
    said = {
        path
        for path in CONTENT.rglob("*")
        if path.is_file() and re.search(r"^review_by:", path.read_text("utf-8"), re.M)
    }
    assert {one.path for one in catalogue.reviews.files} == {
        path.relative_to(CONTENT.parent).as_posix() for path in said
    }


def test_every_page_has_its_files_dates(catalogue: Catalogue) -> None:
    found = {one.url: one for one in catalogue.reviews.files}
    said = [(one.url, one.file.checked_on, one.file.review_by) for one in catalogue.guides.guides]
    said += [(one.url, one.file.checked_on, one.file.review_by) for one in catalogue.conducts.conducts]
    said += [(one.url, one.file.checked_on, one.file.review_by) for one in catalogue.channels.channels]
    said += [
        (one.url, one.checked_on, one.review_by) for row in catalogue.law.instruments.values() for one in row.versions
    ]
    for url, checked_on, review_by in said:
        assert (found[url].checked_on, found[url].review_by) == (checked_on, review_by), url


def test_the_front_matter_counts_and_not_the_body(tmp_path: Path) -> None:
    path = tmp_path / "content" / "page.md"
    path.parent.mkdir()
    path.write_text(
        "---\nchecked_on: '2026-11-21'\nreview_by: 2027-02-21\n---\nreview_by: 2099-01-01\n", encoding="utf-8"
    )
    (tmp_path / "content" / "table.yaml").write_text("checked_on: 2026-11-21\n", encoding="utf-8")
    (found,) = dated_files(tmp_path / "content")
    assert (found.path, found.checked_on, found.review_by) == ("content/page.md", date(2026, 11, 21), DUE)


def test_what_is_due_soon_and_what_is_overdue() -> None:
    due = [date(2027, 3, 1), DUE, date(2027, 2, 1), date(2028, 1, 1)]
    reviews = in_order(Reviewed(f"content/{day}.md", "", "", date(2026, 11, 21), day) for day in due)
    day = date(2027, 2, 10)
    assert [one.review_by for one in reviews.overdue(day)] == [date(2027, 2, 1)]
    assert [one.review_by for one in reviews.soon(day, 30)] == [DUE, date(2027, 3, 1)]
    assert [(when, len(rows)) for when, rows in reviews.later(day, 30)] == [(date(2028, 1, 1), 1)]
    assert reviews.overdue(DUE) == reviews.overdue(day)


def test_the_page_puts_the_overdue_first(client: TestClient, app: FastAPI, catalogue: Catalogue) -> None:
    today = client.get("/review").text
    assert "现在没有过期的" in today and f"共{len(catalogue.reviews.files)}份内容" in today
    assert all(one.path in today for one in catalogue.reviews.files)
    assert 'href="/review"' in client.get("/changes").text
    app.dependency_overrides[now] = lambda: datetime(2027, 2, 22, 9, 0, tzinfo=SHANGHAI)
    late = client.get("/review").text
    count = len(catalogue.reviews.overdue(date(2027, 2, 22)))
    assert count and f"已经过期（{count}份）" in late


def test_every_page_with_a_date_says_so_when_it_has_passed(make_app: Callable[..., FastAPI]) -> None:
    app = make_app()
    app.dependency_overrides[now] = lambda: datetime(2036, 11, 21, 9, 0, tzinfo=SHANGHAI)
    with TestClient(app) as late:
        for path in ("/rights/privacy", "/map", "/timeline", "/channels/map", "/channels/police-110", "/conduct/night-contact",
                     "/law/zhian/2026-01-01", "/precedents/agreed-date-2020"):  # fmt: skip
            assert "该重新核对了" in late.get(path).text, path
