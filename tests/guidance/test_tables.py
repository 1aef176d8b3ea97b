"""The glossary, the myths and the site's texts: complete, short, and from the fact base."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import combinations

import yaml

from app.domain.law import Lawbook
from app.guidance.measure import length
from app.guidance.model import GuideBook, Topic
from app.guidance.rendering import Renderer
from tests.guidance.conftest import TODAY
from tests.shared import SHARED, needs_shared

WANTED_TERMS = {
    "支付令", "督促程序", "诉讼时效", "失信被执行人", "限制消费", "财产保全", "先予执行", "最低还款额", "违约金", "复利", "助贷",
    "债权转让", "保证人", "连带责任", "举报", "投诉", "司法确认", "案号", "传票", "要素式", "征信", "一裁终局",
}  # fmt: skip


def test_the_glossary_has_the_words_a_borrower_meets(guides: GuideBook) -> None:
    assert guides.glossary.by_term.keys() >= WANTED_TERMS
    assert len(guides.glossary.entries) >= 60


def test_explanations_are_short_and_do_not_explain_by_themselves(guides: GuideBook) -> None:
    for entry in guides.glossary.entries:
        assert len(entry.plain) <= 40 and entry.term not in entry.plain, entry.term
        assert not entry.plain.endswith("。"), entry.term


def test_a_longer_word_really_contains_its_term(guides: GuideBook) -> None:
    assert all(entry.term in word for entry in guides.glossary.entries for word in entry.not_in)


def test_myths_stand_once_and_are_plain(guides: GuideBook) -> None:
    assert len({myth.id for myth in guides.myths}) == len(guides.myths)
    for myth in guides.myths:
        assert myth.sources, myth.id
        assert all(length(part) <= 40 for part in re.split("[。；]", myth.right)), myth.id


def likeness(one: str, other: str) -> float:
    """How much two claims are the same words, 0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def test_every_myth_is_told_on_its_pages_with_what_holds_and_its_sources(guides: GuideBook, drawn: Renderer) -> None:
    for myth in guides.myths:
        assert myth.pages, myth.id
        for ref in myth.pages:
            (told,) = [one for one in drawn.page(guides.by_ref[ref], TODAY).wrongs if one.wrong == myth.wrong]
            assert told.right == myth.right and len(told.sources) == len(myth.sources) > 0, myth.id


def test_no_page_tells_a_claim_twice(guides: GuideBook, drawn: Renderer) -> None:
    for guide in guides.guides:
        told = [one.wrong for one in drawn.page(guide, TODAY).wrongs]
        assert [pair for pair in combinations(told, 2) if likeness(*pair) >= 0.6] == [], guide.ref


# What each claim of the fact base is known by; the wrong version in its box must say it too.
CORRECTED = {
    "a": "第191条",
    "b": "第97条",
    "c": "一审都要六个月",
    "d": "《担保法》第32条",
    "e": "《合同法》第73条",
    "f": "《合同法》第109条",
    "g": "第125条",
    "h": "恶意透支罪",
    "i": "《征信业管理条例》第25条",
    "j": "《失信联合惩戒对象名单管理暂行办法》",
    "k": "滞纳金",
    "l": "指数级",
    "m": "《人民调解工作若干规定》",
    "n": "一裁终局",
    "o": "公证",
    "p": "留置",
    "q": "司法调查组",
    "r": "征信马上",
    "s": "催收通知",
}


@needs_shared
def test_every_correction_of_the_fact_base_is_a_box(guides: GuideBook, law: Lawbook) -> None:
    corrections = yaml.safe_load((SHARED / "law" / "seed-corrections.yaml").read_text("utf-8"))["corrections"]
    assert [one["key"] for one in corrections] == list(CORRECTED)
    for one in corrections:
        (myth,) = [myth for myth in guides.myths if CORRECTED[one["key"]] in myth.wrong]
        known = {ref.partition("@")[0] for ref in one["citations"]} & set(law.instruments)
        cited = {source.partition("#")[0] for source in myth.sources}
        assert cited & known or one["key"] == "k", (
            myth.id
        )  # 滞纳金: the notice that ended it stands with the regulations


@needs_shared
def test_every_myth_of_the_fact_base_is_a_box(guides: GuideBook) -> None:
    for one in yaml.safe_load((SHARED / "law" / "warnings.yaml").read_text("utf-8"))["myths"]:
        near = max(guides.myths, key=lambda myth: likeness(myth.wrong, one["claim"]))
        assert likeness(near.wrong, one["claim"]) >= 0.5, one["claim"]
        if one["ref"]:
            assert any(source.startswith(one["ref"][0] + "#") for source in near.sources), near.id


def test_every_topic_is_introduced_and_leads_with_real_pages(guides: GuideBook) -> None:
    assert guides.site is not None
    assert set(guides.site.topics) == set(Topic)
    for topic in Topic:
        first = guides.site.topics[topic].first
        assert tuple(guide.slug for guide in guides.under(topic))[: len(first)] == first
    assert {line.number for line in guides.site.helplines} >= {"12348", "110", "12356"}


@needs_shared
def test_playbook_ids_are_real(guides: GuideBook) -> None:
    playbook = (SHARED / "sources" / "collector-playbook.md").read_text(encoding="utf-8")
    known = set(re.findall(r"\b([RCTLKN][1-9][0-9]?)\b", playbook))
    assert {name for guide in guides.guides for name in guide.file.covers} <= known
