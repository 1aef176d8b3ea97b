"""What is printed: no number that was not verified, and a reason beside every verdict that is no breach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import yaml
from fastapi.testclient import TestClient

from app.catalogue import Catalogue
from app.conduct.assess import assess, standing
from app.conduct.said import SaidFinding, SaidGround, say_assessment
from app.domain.case import CreditorKind, Debt
from app.domain.contact import Contact
from app.domain.finding import Verdict
from tests.conduct.boundaries import boundaries
from tests.shared import SHARED, needs_shared

TODAY = date(2026, 11, 21)
NO_NUMBER = re.compile(r"《[^《》]+》")
IN_FIGURES = {figure: place for place, figure in enumerate("〇一二三四五六七八九")}
NO_BREACH = (Verdict.DISPUTED, Verdict.LAWFUL)


@pytest.fixture(scope="module")
def days(catalogue: Catalogue) -> list[date]:
    found = {day for first in boundaries(catalogue) for day in (first - timedelta(days=1), first)}
    return sorted(found | {TODAY})


@pytest.fixture(scope="module")
def said(catalogue: Catalogue, days: list[date]) -> list[tuple[date, CreditorKind, SaidFinding]]:
    """Every act ticked, with every circumstance, by every lender, on every boundary and the day before."""
    book, found = catalogue.conducts, []
    for day in days:
        contact = Contact.model_validate(
            {"at": f"{day}T12:00:00", "acts": list(book.by_slug), "circumstances": list(book.circumstances)}
        )
        for kind in CreditorKind:
            debt = Debt.model_validate({"creditor": {"kind": kind}, "signed_on": day.isoformat()})
            answer = say_assessment(assess(book, (contact,), debt, catalogue.law), book.questions)
            found += [(day, kind, one) for one in (*answer.findings, *answer.lawful)]
    return found


def grounds(said: list[tuple[date, CreditorKind, SaidFinding]]) -> Iterator[tuple[date, str, SaidGround]]:
    return ((day, finding.conduct, ground) for day, _, finding in said for ground in finding.grounds)


def test_every_conduct_was_said(catalogue: Catalogue, said: list[tuple[date, CreditorKind, SaidFinding]]) -> None:
    assert {one.conduct for _, _, one in said} == set(catalogue.conducts.by_slug)
    assert len(list(grounds(said))) > 10_000


def test_what_was_not_verified_is_printed_by_name_alone(
    catalogue: Catalogue, said: list[tuple[date, CreditorKind, SaidFinding]]
) -> None:
    named_only = set()
    for day, conduct, ground in grounds(said):
        if ground.article is None:
            named_only.add(ground.instrument)
            assert NO_NUMBER.fullmatch(ground.cite), (day, conduct, ground.cite)
            assert ground.word == "参照" or ground.strength not in ("推荐性国家标准", "行业自律")
        else:
            version = catalogue.law.version(ground.instrument, day)
            assert version.articles[ground.article].printed, (day, conduct, ground.cite)
    assert {"cba-collection-guide-2026", "gbt-45251-2025", "lvshi"} <= named_only


@needs_shared
def test_every_number_that_is_printed_was_verified_in_the_fact_base(
    said: list[tuple[date, CreditorKind, SaidFinding]],
) -> None:
    verified = verified_numbers()
    printed = {(ground.base, ground.article) for _, _, ground in grounds(said) if ground.article is not None}
    assert len(printed) > 40
    assert not {one for one in printed if one not in verified}


def verified_numbers() -> set[tuple[str | None, str]]:
    """(base, number as in content) of everything the fact base read in the text itself."""
    found: set[tuple[str | None, str]] = set()
    for name, field in (("regulations", "regulations"), ("statutes", "instruments")):
        for one in read(name)[field]:
            if one.get("text_file") and one.get("verified") is not False:
                base = str(one["text_file"]).removeprefix("texts/").removesuffix(".md")
                found |= {
                    (base, in_figures(str(article["number"])))
                    for article in one["articles"]
                    if article.get("verified", one.get("verified")) is True and "未" not in str(article["number"])
                }
    return found


def read(name: str) -> Any:
    return yaml.safe_load((SHARED / "law" / f"{name}.yaml").read_text(encoding="utf-8"))


def in_figures(number: str) -> str:
    named = re.fullmatch(r"第([一二三四五六七八九十百]+)条", number)
    if not named:
        return re.sub(r"^(\d+)-(\d+)$", r"\1之\2", number)
    hundreds, _, rest = named[1].rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    figures = [IN_FIGURES.get(one, 0) for one in (hundreds, tens or ("一" if ten else ""), ones)]
    return str(figures[0] * 100 + figures[1] * 10 + figures[2])


def test_the_api_prints_no_number_either(client: TestClient, catalogue: Catalogue) -> None:
    acts = list(catalogue.conducts.by_slug)
    for kind in CreditorKind:
        contact = {"at": "2026-11-20T12:00:00", "means": "other", "acts": acts}
        request = {"debt": {"creditor": {"kind": kind}, "signed_on": "2026-11-01"}, "contacts": [contact]}
        answer = client.post("/api/v1/conduct/check", json=request).json()
        for finding in (*answer["findings"], *answer["lawful"]):
            for ground in finding["grounds"]:
                assert (ground["article"] is None) is bool(NO_NUMBER.fullmatch(ground["cite"])), ground


def test_a_dispute_says_what_either_side_may_say_and_a_lawful_act_why(catalogue: Catalogue, days: list[date]) -> None:
    seen = set()
    for conduct in catalogue.conducts.conducts:
        for kind in CreditorKind:
            for day in days:
                found = standing(catalogue.conducts, conduct, kind, day, catalogue.law)
                if found and found.verdict in NO_BREACH:
                    seen.add((found.verdict, found.note))
                    assert len(found.note) >= 6, (conduct.slug, kind, day)
                    assert "{" not in found.note
    assert len(seen) > 60


def test_a_dispute_before_any_text_names_the_first_day_of_one(catalogue: Catalogue) -> None:
    conduct = catalogue.conducts["fake-blacklist"]
    found = standing(catalogue.conducts, conduct, CreditorKind.PLATFORM, date(2018, 3, 27), catalogue.law)
    assert found and "2018年3月28日" in found.note
    never = standing(catalogue.conducts, conduct, CreditorKind.ASSET_MANAGER, date(2018, 3, 27), catalogue.law)
    assert never and "资产管理公司" in never.note and "2018年" not in never.note


def test_against_a_private_lender_civil_law_alone_is_said_to_be_civil(catalogue: Catalogue) -> None:
    conduct = catalogue.conducts["insult-abuse"]
    found = standing(catalogue.conducts, conduct, CreditorKind.PRIVATE_LENDER, TODAY, catalogue.law)
    assert found and found.verdict is Verdict.DISPUTED and found.grounds and "民事" in found.note


def test_the_page_says_why_once(client: TestClient) -> None:
    page = client.get("/conduct/suing-in-court").text
    assert page.count("起诉、仲裁、申请执行，是法律给债权人的正当办法。") == 1
