from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.link import Link, Links
from app.guidance.loading import unresolved
from app.guidance.model import SECTIONS, GuideBook, Topic
from tests.guidance.conftest import BODY, FRONT

Load = Callable[..., tuple[GuideBook, list[str]]]


def test_a_whole_page_loads(load_text: Load) -> None:
    book, problems = load_text(FRONT + BODY)
    assert problems == []
    guide = book.get(Topic.FACTS, "example")
    assert guide is not None and guide.url == "/facts/example"
    assert [one.target for one in guide.references] == ["rights/privacy", "rights/privacy"]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("title:", "titel:", "2: there is no field 'titel' here; did you mean 'title'?"),
        ("2027-02-21", "2026-02-21", "2: review_by must lie after checked_on."),
        ("[minsu#227]", "[minsu#9999]", "5: 'minsu' has no article '9999' in its newest version."),
        (
            "[minsu#227]",
            "[minsuu#227]",
            "5: there is no instrument 'minsuu' in content/law; did you mean 'minsu'?",
        ),
        (
            "[minsu#227]",
            "[minsu 227]",
            "5: '0': 'minsu 227' is no article; write instrument#article, as minsu#227.",
        ),
        (
            "minfadian#1032",
            "minfadian#10322",
            "9: 'minfadian' has no article '10322' in its newest version; did you mean '1032'?",
        ),
        ("covers: [T20]", "covers: [X1]", "4: '0': string should match pattern '^[RCTLKN][1-9][0-9]?$'."),
        ("看{law:minsu#227}。", "看{law:minsu#22}条。", ""),
        (
            "看{law:minsu#227}。",
            "看{param:gbt-45251-2025.max_answered}。",
            "17: 'gbt-45251-2025' has no parameter 'max_answered'; did you mean 'max_answered_per_day'?",
        ),
        ("看{law:minsu#227}。", "看{param:gbt.max}。", "17: there is no instrument 'gbt' in content/law."),
        ("看{law:minsu#227}。", "看{term:支付}。", "17: the glossary has no term '支付'; did you mean '支付令'?"),
        (
            "看{law:minsu#227}。",
            "看{b_name}。",
            "17: '{b_name}' is for letters; guidance knows law, param and term.",
        ),
        ("看{law:minsu#227}。", "看{law:minsu}。", "17: '{law:minsu}' is no placeholder we know."),
        ("看{law:minsu#227}。", "看{。", "17: a lone '{' stands here; write '{{' for a brace."),
        ("看{law:minsu#227}。", "看<b>粗</b>。", "17: '<b>' is HTML; write Markdown."),
        ("看{law:minsu#227}。", "看民诉法第227条。", "17: '第227条' stands bare; cite it as {law:instrument#article}."),
        (
            "](/rights/privacy)",
            "](rights/privacy)",
            "21: the link 'rights/privacy' must start with / or https://.",
        ),
        (
            "](/rights/privacy)",
            "](javascript:alert(1))",
            "21: the link 'javascript:alert(1' must start with / or https://.",
        ),
        (
            "](/rights/privacy)",
            "](/law/minzu)",
            "21: there is no instrument 'minzu' in content/law; did you mean 'minsu'?",
        ),
        ("## 怎么算", "## 怎么办", "16: '## 怎么算' is expected here, not '## 怎么办'."),
        ("## 你能做什么\n看[隐私](/rights/privacy)。\n", "", "20: the section '## 你能做什么' is missing."),
        (
            "## 一句话",
            "# 标题\n## 一句话",
            "14: the title is the page's only first-level heading; start here with ##.",
        ),
        ("没有。\n", "", "18: the section '## 常见误解' is empty."),
        ("看[隐私]", "## 再来\n看[隐私]", "21: '## 再来' is no section of facts; use ### inside a section."),
    ],
)  # fmt: skip
def test_a_broken_page_says_where_and_what(load_text: Load, before: str, after: str, says: str) -> None:
    text = (FRONT + BODY).replace(before, after, 1)
    assert text != FRONT + BODY
    _, problems = load_text(text)
    expected = [f"content/guidance/facts/example.md:{says}"] if says else []
    assert problems == expected or expected[0] in problems, "\n".join(problems)


def test_an_unknown_topic_and_a_bad_name_are_refused(load_text: Load) -> None:
    _, problems = load_text(FRONT + BODY, "fact/example.md")
    assert problems == ["content/guidance/fact/example.md:1: 'fact' is no topic; did you mean 'facts'?"]


def test_a_bad_file_name_is_refused(load_text: Load) -> None:
    _, problems = load_text(FRONT + BODY, "facts/Bad_Name.md")
    assert problems == [
        "content/guidance/facts/Bad_Name.md:1: the file name must be small letters, digits and single hyphens."
    ]


def test_a_quoted_wrong_claim_may_name_an_article(load_text: Load) -> None:
    _, problems = load_text(FRONT + BODY.replace("没有。", "有人说“第191条就是律师函”。"))
    assert problems == []


def test_a_dead_link_is_told_with_the_nearest_page(load_text: Load) -> None:
    book, _ = load_text(FRONT + BODY)
    known = {ref: Link(ref, "", f"/{ref}") for ref in ("rights/privac", *(one.target for one in book.references))}
    assert unresolved(book, Links(known)) == [
        f"content/guidance/facts/example.md:{line}: there is no page 'rights/privacy'; did you mean 'rights/privac'?"
        for line in (10, 21)
    ]
    assert unresolved(book, Links(known | {"rights/privacy": Link("rights/privacy", "", "/rights/privacy")})) == []


def test_every_topic_has_its_sections_fixed() -> None:
    assert {topic: len(names) for topic, names in SECTIONS.items()} == {
        Topic.ROUTES: 7, Topic.TACTICS: 6, Topic.PAPERS: 6, Topic.SITUATIONS: 5, Topic.RIGHTS: 5, Topic.FACTS: 4,
    }  # fmt: skip
