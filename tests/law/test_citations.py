"""The law files against the fact base."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

from app.domain.law import Lawbook
from app.law.model import printed
from tests.shared import ROOT, SHARED, needs_shared

REQUIRED = (
    "minfadian minsu minsu-jieshi zhian xingfa gebaofa xiaobao zhengxin xinyongka-xingshi minjianjiedai yinhangka "
    "cbrc-credit-card-2011-2 cbirc-card-notice-2022-13 bank-insurance-consumer-protection-2022-9 "
    "complaint-handling-2020-3 consumer-finance-2024-4 microloan-2024-26 internet-lending-cooperation-2025-9 "
    "gbt-45251-2025 cba-collection-guide-2026 nifa-convention-2018 renmintiaojie susongfei"
).split()


@needs_shared
def test_every_cited_article_is_in_the_fact_base() -> None:
    tool = SHARED / "tools" / "check_citations.py"
    done = subprocess.run([sys.executable, str(tool)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert done.stdout.strip().endswith("0 do not hold")


def test_the_instruments_of_the_main_job_are_here(law: Lawbook) -> None:
    assert set(REQUIRED) <= set(law.instruments)
    assert [version.base for version in law.instrument("zhian").versions] == ["zhian@2012", "zhian@2025"]
    assert {"minsu@2021", "minsu@2023"} <= {version.base for version in law.instrument("minsu").versions}


def test_every_version_says_where_it_is_from_and_when_it_was_checked(law: Lawbook) -> None:
    for row in law.instruments.values():
        for version in row.versions:
            assert version.host and version.issuer and version.articles
            assert version.checked_on < version.review_by


def test_the_items_of_a_reply_without_articles_are_printed_as_items(law: Lawbook) -> None:
    reply = law.version("guanxia-pifu", date(2026, 11, 22))
    assert reply.articles["四"].printed == "第四项"
    assert [printed(number) for number in ("50", "253之1", "5.3（催收时间）", "十一", "催收（条号未核）")] == [
        "第50条", "第253条之1", "第5.3条", "第十一项", None,
    ]  # fmt: skip
