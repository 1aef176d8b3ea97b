from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi.testclient import TestClient

from app.catalogue import Catalogue
from app.precedents.loading import load_precedents
from app.precedents.model import Precedent, PrecedentBook, PrecedentKind
from tests.shared import CONTENT, SHARED, needs_shared

# Told of in the fact base, but nobody was held to account in them.
UNDECIDED = {"51card-2019", "yongxiong-2023", "microbank-2025-pending", "illegal-agent-sweep-2025"}


@pytest.fixture
def book(catalogue: Catalogue) -> PrecedentBook:
    return catalogue.precedents


@needs_shared
def test_exactly_the_verified_cases_are_kept(book: PrecedentBook) -> None:
    cases: list[dict[str, Any]] = yaml.safe_load((SHARED / "law" / "cases.yaml").read_text("utf-8"))["cases"]
    verified = {case["id"]: case for case in cases if case["verified"]}
    kept = {one.file.base: one.file for one in book.precedents}
    assert set(kept) == set(verified)
    assert {base for base, file in kept.items() if not file.kind.decided} == UNDECIDED
    for name, file in kept.items():
        assert set(file.conducts) == set(verified[name]["related_conduct"]), name
        assert file.creditor == verified[name]["creditor"], name
        assert not file.on or str(verified[name]["date"]).startswith(file.on), name


def test_each_is_dated_or_says_why_not_and_an_open_one_claims_no_result(book: PrecedentBook) -> None:
    assert {one.file.kind for one in book.precedents} == set(PrecedentKind)
    assert [one.file.on for one in book.precedents] == sorted((one.file.on for one in book.precedents), reverse=True)
    for one in book.precedents:
        assert one.when or one.file.on_note
        assert "涉嫌" not in one.file.outcome and one.file.source
        if one.file.kind is PrecedentKind.OPEN:
            assert one.file.outcome.startswith("还没有结果") and one.file.unknown
            assert not any(word in str(one.file) for word in ("判处", "罚款", "犯寻衅滋事罪", "定罪"))


@pytest.mark.parametrize(
    ("on", "says"), [("2022-06", "2022年6月"), ("2020-07-09", "2020年7月9日"), ("2021", "2021年"), ("", "")]
)
def test_a_date_is_said_as_far_as_it_is_known(book: PrecedentBook, on: str, says: str) -> None:
    file = book.precedents[0].file.model_copy(update={"on": on})
    assert Precedent("x", file).when == says


def test_pages_and_conducts_link_both_ways(client: TestClient, book: PrecedentBook) -> None:
    listed = client.get("/precedents").text
    for one in book.precedents:
        assert f'href="{one.url}"' in listed
        shown = client.get(one.url).text
        assert one.file.source in shown and one.file.authority in shown
        for slug in one.file.conducts:
            assert f'href="/conduct/{slug}"' in shown
            told = f'href="{one.url}"' in client.get(f"/conduct/{slug}").text
            assert told is one.file.kind.decided, (one.slug, slug)
    assert "有人因此受罚" not in client.get("/conduct/sms-reminder").text


def test_an_open_case_says_first_that_nobody_was_found_guilty(client: TestClient, book: PrecedentBook) -> None:
    listed = client.get("/precedents").text
    last = listed.rpartition("<h2")[0].rindex("还没有结果</h2>")
    for one in book.of(PrecedentKind.OPEN):
        assert "没有判决以前，不能说谁违了法" in client.get(one.url).text
        assert listed.index(f'href="{one.url}"') > last
    assert "不能说谁违了法" not in client.get(book.of(PrecedentKind.CRIMINAL)[0].url).text


def test_a_precedent_is_json_too(client: TestClient, book: PrecedentBook) -> None:
    one = book.of(PrecedentKind.CRIMINAL)[0]
    said = client.get(f"{one.url}.json").json()
    assert (said["title"], said["kind"], said["checked_on"]) == (
        one.file.title,
        "刑事判决",
        one.file.checked_on.isoformat(),
    )
    assert f'type="application/json" href="{one.url}.json"' in client.get(one.url).text


def test_an_unknown_one_suggests_the_nearest(client: TestClient, book: PrecedentBook) -> None:
    one = book.precedents[0]
    missing = client.get(one.url + "x")
    assert missing.status_code == 404 and one.url in missing.text
    assert client.get("/precedents/%3Cscript%3E").status_code == 404


@pytest.fixture
def load(tmp_path: Path, catalogue: Catalogue) -> Callable[[str, str], list[str]]:
    """The problems of a precedent after a replacement."""

    def problems(before: str, after: str) -> list[str]:
        text = (CONTENT / "precedents" / "agreed-date-2020.yaml").read_text(encoding="utf-8")
        assert before in text
        path = tmp_path / "content" / "precedents" / "example.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text.replace(before, after, 1), encoding="utf-8")
        return load_precedents(tmp_path / "content", catalogue.conducts.by_slug)[1]

    return problems


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("verified: true", "verified: false", "'verified'"),
        ("on: 2020-10-22", "on: ''", "say in on_note why there is no day"),
        ("workplace-pressure", "workplace-presure", "did you mean 'workplace-pressure'?"),
        ("kind: 监管通报", "kind: 在审案件", "is not a value of 'kind'"),
        ("kind: 监管通报", "kind: 还没有结果", "of an open case, and of no other, begins with"),
        ("outcome: 被公开通报", "outcome: 还没有结果：被公开通报", "of an open case, and of no other, begins with"),
        ("source:", "sorce:", "did you mean 'source'?"),
    ],
)
def test_a_broken_file_says_where_and_what(
    load: Callable[[str, str], list[str]], before: str, after: str, says: str
) -> None:
    problems = load(before, after)
    assert any("content/precedents/example.yaml:" in one and says in one for one in problems), problems
