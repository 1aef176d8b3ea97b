from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from app.domain.law import Lawbook
from app.guidance.citing import Voice, cite, figure
from app.guidance.model import Glossary, GlossaryEntry, Guide, GuideBook, GuideFile, Topic
from app.guidance.rendering import Renderer
from tests.guidance.conftest import TODAY

GLOSSARY = Glossary(
    (
        GlossaryEntry(term="支付令", plain="法院不开庭、直接发出的还款命令"),
        GlossaryEntry(term="诉讼时效", plain="债主要钱的期限"),
        GlossaryEntry(term="时效中断", plain="时间从头算"),
        GlossaryEntry(term="保证人", plain="答应替他还的人", not_in=("保证人身",)),
        GlossaryEntry(term="执行通知", plain="法院要你还钱"),
    )
)


def render(law: Lawbook, body: str, answer: str = "不能。", day: date = TODAY) -> tuple[str, str]:
    """(lead, body) of a page with that text."""
    file = GuideFile(title="能吗？", answer=answer, checked_on=TODAY, review_by=date(2027, 2, 21))
    guide = Guide(Topic.FACTS, "example", file, body)
    page = Renderer(GuideBook((guide,), GLOSSARY), law).page(guide, day)
    return page.lead, page.body


@pytest.mark.parametrize(
    ("ref", "day", "text", "url"),
    [
        ("minsu#227", TODAY, "《民事诉讼法》第227条", "/law/minsu/2024-01-01#article-227"),
        ("minsu#227", date(2023, 12, 31), "《民事诉讼法》第223条", "/law/minsu/2022-01-01#article-223"),
        ("zhian#50", date(2025, 12, 31), "《治安管理处罚法》第42条", "/law/zhian/2013-01-01#article-42"),
        ("zhian#56", date(2025, 12, 31), "《治安管理处罚法》第56条（自2026年1月1日起是这个条号）", ""),
        ("shangshitiaojie#2", date(2026, 4, 30), "《商事调解条例》第2条（自2026年5月1日起）", ""),
        ("lvshi#13", TODAY, "《律师法》（条号未核）", ""),
        ("hetongfa#73", TODAY, "《合同法》（2021年1月1日起废止）", ""),
        ("renmintiaojie#4", TODAY, "《人民调解法》第4条", "/law/renmintiaojie/2011-01-01#article-4"),
    ],
)  # fmt: skip
def test_an_article_is_cited_as_it_was_on_the_day(law: Lawbook, ref: str, day: date, text: str, url: str) -> None:
    said = cite(law, ref, day)
    assert (said.plain, said.url) == (text, url)


@pytest.mark.parametrize(
    ("ref", "day", "text"),
    [
        ("gbt-45251-2025.max_answered_per_day", TODAY, "3"),
        ("gbt-45251-2025.quiet_until", TODAY, "8:00"),
        ("gbt-45251-2025.max_answered_per_day", date(2025, 2, 27), "3（自2025年2月28日起）"),
    ],
)
def test_a_figure_says_from_when_it_holds(law: Lawbook, ref: str, day: date, text: str) -> None:
    assert figure(law, ref, day).plain == text


def test_a_term_is_explained_once_and_then_points_back(law: Lawbook) -> None:
    voice = Voice(law, GLOSSARY, TODAY)
    first, again = voice.explain("支付令"), voice.explain("支付令")
    gloss = '<span class="gloss">（法院不开庭、直接发出的还款命令）</span>'
    assert first.html == f'<dfn id="term-支付令">支付令</dfn>{gloss}'
    assert again.html == '<a class="term" href="#term-支付令">支付令</a>'


def test_a_term_the_writer_left_dark_is_explained_at_its_first_use(law: Lawbook) -> None:
    _, body = render(law, "对方申请支付令。\n\n支付令来了。")
    assert body.count("（法院不开庭、直接发出的还款命令）") == 1
    assert body.index("申请<dfn") < body.index("来了")


@pytest.mark.parametrize(
    "text",
    [
        "法院直接发的还款命令（支付令）。", "这份命令叫支付令。", "支付令是法院的命令。", "对方说“我们申请支付令”。",
        "先保证人身安全。", "收到执行通知书。", "看[支付令](/routes/payment-order)。",
    ],
)  # fmt: skip
def test_what_is_explained_quoted_or_another_word_is_left_alone(law: Lawbook, text: str) -> None:
    _, body = render(law, text)
    assert "gloss" not in body


def test_terms_that_overlap_are_not_cut_in_two(law: Lawbook) -> None:
    _, body = render(law, "这会让诉讼时效中断。")
    assert (
        body
        == '<p>这会让<dfn id="term-诉讼时效">诉讼时效</dfn><span class="gloss">（债主要钱的期限）</span>中断。</p>\n'
    )


def test_a_term_in_the_lead_is_explained_under_it(law: Lawbook) -> None:
    file = GuideFile(title="能吗？", answer="可以，向法院申请支付令。", checked_on=TODAY, review_by=date(2027, 2, 21))
    guide = Guide(Topic.FACTS, "example", file, "支付令来了。")
    page = Renderer(GuideBook((guide,), GLOSSARY), law).page(guide, TODAY)
    assert page.lead == '可以，向法院申请<a class="term" href="#term-支付令">支付令</a>。'
    assert [one.text for one in page.lead_terms] == ["支付令"]
    assert page.summary == "可以，向法院申请支付令。"


def test_bold_stands_beside_chinese_punctuation(law: Lawbook) -> None:
    _, body = render(law, "**不能。**但是要看。")
    assert body == "<p><strong>不能。</strong>但是要看。</p>\n"


def test_lists_tables_and_headings(law: Lawbook) -> None:
    _, body = render(
        law, "## 一句话\n\n3. 甲\n4. 乙\n\n| 收到 | 最后 |\n|---|---|\n| 一 | 二 |\n\n### 再说\n\n### 再说\n"
    )
    assert '<h2 id="一句话">一句话</h2>' in body
    assert '<ol start="3"><li>甲</li>' in body
    assert '<div class="table-scroll" role="region" aria-label="表格1" tabindex="0"><table>' in body
    assert '<th scope="col">收到</th>' in body
    assert '<h3 id="再说">' in body and '<h3 id="再说-2">' in body


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "[x](javascript:alert)", "[x](data:text/html,x)", "[x](//evil.example/)"],
)  # fmt: skip
def test_nothing_active_gets_through(law: Lawbook, text: str) -> None:
    _, body = render(law, text)
    assert "<script" not in body and "href" not in body


def test_a_picture_stays_a_link(law: Lawbook) -> None:
    assert "<img" not in render(law, "![x](https://evil.example/x.png)")[1]


def test_a_link_outside_says_so_and_a_citation_in_a_link_is_not_linked_twice(law: Lawbook) -> None:
    _, body = render(law, "[外面](https://www.court.gov.cn/a?b=1&c=2)和[看{law:minsu#227}](/routes/payment-order)")
    assert '<a href="https://www.court.gov.cn/a?b=1&amp;c=2" rel="noopener noreferrer">外面</a>' in body
    assert '<a href="/routes/payment-order">看《民事诉讼法》第227条</a>' in body


def test_a_brace_can_be_written(law: Lawbook) -> None:
    assert render(law, "写 {{x}}")[1] == "<p>写 {x}</p>\n"


def test_one_drawing_serves_all_days_between_two_changes(drawn: Renderer, guides: GuideBook) -> None:
    guide = guides.by_ref["routes/payment-order"]
    assert drawn.page(guide, date(2026, 10, 5)) is drawn.page(guide, date(2026, 11, 21))
    assert drawn.page(guide, date(2023, 12, 31)) is not drawn.page(guide, date(2024, 1, 1))
    assert drawn.page(guide, date(1949, 10, 1)).law_on == date.min


def test_every_page_renders_on_every_change_of_law_and_the_day_before(law: Lawbook, guides: GuideBook) -> None:
    drawn = Renderer(guides, law)
    days = {day - timedelta(days=back) for day in law.boundaries for back in (0, 1)}
    for guide in guides.guides:
        pages = {drawn.page(guide, day).body for day in days}
        assert all("<h2" in body and "{" not in body for body in pages), guide.ref
    assert len(days) > 100


def test_a_page_drawn_afresh_on_any_change_is_the_one_that_was_cached(law: Lawbook, guides: GuideBook) -> None:
    drawn = Renderer(guides, law)
    for guide in guides.guides[::10]:
        assert all(drawn.draw(guide.ref, day).body == drawn.page(guide, day).body for day in law.boundaries)


def test_every_table_tells_a_screen_reader_what_its_columns_are(guides: GuideBook, drawn: Renderer) -> None:
    for guide in guides.guides:
        body = drawn.page(guide, TODAY).body
        assert '<th scope="col"></th>' not in body, guide.ref
        labels = re.findall(r'aria-label="(表格\d+)"', body)
        assert len(labels) == len(set(labels)) == body.count("<table>"), guide.ref
