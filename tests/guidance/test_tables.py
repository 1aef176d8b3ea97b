"""The glossary, the myths and the site's texts: complete, short, and from the fact base."""

from __future__ import annotations

import re

import yaml

from app.domain.law import Lawbook
from app.guidance.measure import length
from app.guidance.model import GuideBook, Topic
from app.guidance.rendering import Renderer, alike
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


def test_every_myth_is_told_on_a_page(guides: GuideBook, drawn: Renderer) -> None:
    for myth in guides.myths:
        assert myth.pages, myth.id
        for ref in myth.pages:
            told = [one.wrong for one in drawn.page(guides.by_ref[ref], TODAY).wrongs]
            assert sum(alike(myth.wrong, claim) for claim in told) == 1, (myth.id, told)


def test_every_topic_is_introduced_and_leads_with_real_pages(guides: GuideBook) -> None:
    assert guides.site is not None
    assert set(guides.site.topics) == set(Topic)
    for topic in Topic:
        first = guides.site.topics[topic].first
        assert tuple(guide.slug for guide in guides.under(topic))[: len(first)] == first
    assert {line.number for line in guides.site.helplines} >= {"12348", "110", "12356"}


@needs_shared
def test_every_correction_and_every_myth_of_the_fact_base_has_its_box(guides: GuideBook, law: Lawbook) -> None:
    corrections = yaml.safe_load((SHARED / "law" / "seed-corrections.yaml").read_text(encoding="utf-8"))["corrections"]
    myths = yaml.safe_load((SHARED / "law" / "warnings.yaml").read_text(encoding="utf-8"))["myths"]
    cited = [{source.partition("#")[0] for source in myth.sources} for myth in guides.myths]
    for one in corrections:
        instruments = {ref.partition("@")[0] for ref in one["citations"]} & set(law.instruments)
        assert any(instruments & names for names in cited), one["key"]
    for one in myths:
        if one["ref"]:
            assert any(one["ref"][0] in names for names in cited), one["claim"]
    assert len(guides.myths) >= len(corrections) + len(myths) - 1


@needs_shared
def test_playbook_ids_are_real(guides: GuideBook) -> None:
    playbook = (SHARED / "sources" / "collector-playbook.md").read_text(encoding="utf-8")
    known = set(re.findall(r"\b([RCTLKN][1-9][0-9]?)\b", playbook))
    assert {name for guide in guides.guides for name in guide.file.covers} <= known
