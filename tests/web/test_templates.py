"""The frame, the macros and the house's own pages, drawn without an application."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any, get_args

import pytest
from markupsafe import Markup

from app.catalogue import load_unknowns
from app.domain.case import CreditorKind
from app.domain.contact import Contact, Means
from app.domain.document import (
    Addressed,
    Annex,
    Block,
    Document,
    Enclosures,
    Figure,
    Form,
    Heading,
    Numbered,
    Paragraph,
    Salutation,
    Signature,
    Table,
)
from app.domain.finding import VERDICT_WORDS, Finding, Ground, Missing, Stronger, Verdict
from app.domain.law import Article, Citation, LawVersion, Strength
from app.domain.link import Link, Links
from app.domain.moment import SHANGHAI
from app.domain.problem import Harm, Problem
from app.domain.unknown import Unknowns
from app.law.model import load_lawbook
from app.web.errors import SENTENCES
from app.web.pages import STATIC, TEMPLATES, environment
from tests.shared import CONTENT

TODAY = date(2026, 11, 21)
HOSTILE = '<script>alert("1")</script>&\'"'
VOID = frozenset("area base br col embed hr img input link meta source track wbr path circle rect".split())
BLOCKS_OF_TEXT = frozenset("p li h1 h2 h3 td th dt dd div summary".split())
# The only address outside the site: where 快速离开 goes.
NEUTRAL = "https://www.baidu.com/"
HOUSE_PAGES = ("home", "about", "limits", "privacy", "accessibility", "changes")


class Element(SimpleNamespace):
    tag: str
    attributes: dict[str, str | None]
    text: str


class Outline(HTMLParser):
    """Every element in order with its attributes and text; complains of tags that do not match."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag=tag, attributes=dict(attrs), text="")
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open and self.open[-1].tag == tag, f"</{tag}> closes {self.open[-1].tag if self.open else None}"
            self.open.pop()
        if tag in BLOCKS_OF_TEXT:
            self.handle_data("\n")

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


class Drawn:
    """HTML that can be asked for its elements; refuses doubled ids and tags that do not match."""

    def __init__(self, html: str) -> None:
        outline = Outline()
        outline.feed(html)
        assert not outline.open, [element.tag for element in outline.open]
        self.html = html
        self.elements = outline.elements
        ids = [element.attributes["id"] for element in self.elements if "id" in element.attributes]
        assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)  # type: ignore[type-var]
        self.ids = set(ids)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        return [
            element
            for element in self.elements
            if element.tag == tag and all(element.attributes.get(name) == value for name, value in attributes.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        (found,) = self.all(tag, **attributes)
        return found

    @property
    def text(self) -> str:
        return self.one("main").text

    def links(self) -> list[str]:
        return [element.attributes.get("href") or "" for element in self.all("a")]


def draw(template: str, path: str = "/somewhere", **changes: Any) -> Drawn:
    context: dict[str, Any] = {
        "request": SimpleNamespace(url=SimpleNamespace(path=path)),
        "title": "标题",
        "description": "说明",
        "nav": "",
        "canonical": "https://example.org" + path,
        "origin": "https://example.org",
        "shared": path,
        "as_of": None,
        "case": None,
        "notice": "",
        "large_text": False,
        "today": TODAY,
        **changes,
    }
    return Drawn(environment().get_template(template).render(context))


def house_page(name: str, **changes: Any) -> Drawn:
    edition = SimpleNamespace(software="0.1.0", content="abc")
    path = "/" if name == "home" else f"/{name}"
    known: dict[str, dict[str, Any]] = {
        "limits": {"unknowns": unknowns(), "today": TODAY, "overdue": False},
        "home": {"begun": (), "contacts": 0},
    }
    given = known.get(name, {})
    return draw(f"site/{name}.html", path, edition=edition, entries=(), **given | changes)


@cache
def unknowns() -> Unknowns:
    found, problems = load_unknowns(CONTENT, load_lawbook(CONTENT)[0])
    assert found and not problems
    return found


def macro(file: str, name: str, *given: Any, **named: Any) -> Drawn:
    module = environment().get_template(f"macros/{file}.html").module
    return Drawn(str(getattr(module, name)(*given, **named)))


def law_version(strength: Strength = Strength.LAW) -> LawVersion:
    return LawVersion(
        instrument="minfadian", starts=date(2021, 1, 1), base="minfadian@2020", title="中华人民共和国民法典", short="民法典",
        version="2020", strength=strength, rank=None, binds=None, may_consult=frozenset(), online_only=False, scope="",
        issuer="全国人大", document_number="", host="flk.npc.gov.cn", checked_on=TODAY, review_by=date(2027, 2, 21),
        articles={}, parameters={},
    )  # fmt: skip


def cited(number: str = "1032", strength: Strength = Strength.LAW) -> Citation:
    return Citation(law_version(strength), Article(number, "不得打扰私人生活", f"第{number}条" if number else None))


CONTACTS = tuple(
    Contact(
        at=datetime(2026, 10, day, 22, 41, tzinfo=SHANGHAI),
        number=f"0210000{day:04d}",
        answered=True,
        words="再不还就去你单位",
    )
    for day in range(1, 9)
)
LINKS = Links(
    {
        "channels/police-110": Link("channels/police-110", "110报警", "/channels/police-110"),
        "letters/complaint-lender": Link("letters/complaint-lender", "投诉信", "/letters/complaint-lender"),
    }
)


def finding(**changes: Any) -> Finding:
    values: dict[str, Any] = {
        "conduct": "night-contact",
        "name": "夜里催收",
        "verdict": Verdict.SUPERVISORY,
        "contacts": (0, 1),
        "days": (CONTACTS[0].day, CONTACTS[1].day),
        "grounds": (Ground(cited(), (0, 1)),),
        "evidence": ("通话记录截图",),
        "channels": ("police-110", "gone"),
        "letters": ("complaint-lender",),
        "say": "请停止并记录",
        "caution": "约定过的除外",
        "stronger": (Stronger("repeated", "是不是反复在夜里打？", cited("1033")),),
        **changes,
    }
    return Finding(**values)


# ---- Every template


def all_templates() -> list[str]:
    return [name for name in environment().list_templates() if name.endswith(".html")]


@pytest.mark.parametrize("name", all_templates())
def test_a_template_parses_and_keeps_the_content_security_policy(name: str) -> None:
    environment().get_template(name)
    source = re.sub(r"\{#.*?#\}", "", (TEMPLATES / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    outside = re.findall(r"(?:src|href|action)=\"(?:https?:)?//[^\"]*\"", source)
    assert outside in ([], [f'href="{NEUTRAL}"'])


def test_only_the_icons_are_let_through_unescaped() -> None:
    trusting = {name for name in all_templates() if re.search(r"\|\s*safe\b", (TEMPLATES / name).read_text("utf-8"))}
    assert trusting == {"macros/icons.html"}


# ---- The frame


@pytest.mark.parametrize("name", HOUSE_PAGES)
@pytest.mark.parametrize("large", [False, True])
def test_every_house_page_has_the_frame(name: str, large: bool) -> None:
    page = house_page(name, large_text=large)
    assert page.one("html").attributes["lang"] == "zh-CN"
    assert page.one("html").attributes.get("data-text") == ("large" if large else None)
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
    assert page.one("a", **{"class": "skip"}).attributes["href"] == "#main"
    footer = page.one("footer").text
    for words in ("12348", "110", "12356", "我们不是政府网站，也不是律师事务所"):
        assert words in footer
    for url in (
        "tel:12348",
        "tel:110",
        "tel:12356",
        "/about",
        "/limits",
        "/privacy",
        "/accessibility",
        "/privacy#leave",
    ):
        assert url in page.links()
    leave = page.one("a", **{"class": "leave"}).attributes
    assert leave["href"] == NEUTRAL and "noreferrer" in (leave["rel"] or "")


@pytest.mark.parametrize("name", HOUSE_PAGES)
def test_links_within_a_house_page_lead_somewhere(name: str) -> None:
    page = house_page(name)
    assert [url for url in page.links() if url.startswith("#") and url[1:] not in page.ids] == []


def test_the_current_section_is_marked() -> None:
    inside = draw("errors/error.html", "/letters/complaint", nav="letters", **REFUSED)
    assert [one.text for one in inside.all("a", **{"aria-current": "true"})] == ["写投诉信"]
    at = draw("errors/error.html", "/letters", nav="letters", **REFUSED)
    assert [one.text for one in at.all("a", **{"aria-current": "page"})] == ["写投诉信"]


def test_the_switch_turns_large_text_on_and_off() -> None:
    def switch(large: bool) -> str | None:
        page = house_page("home", large_text=large)
        return page.one("input", name="large").attributes["value"]

    assert switch(False) == "1"
    assert switch(True) == ""


def test_the_day_whose_law_is_shown_is_said_above_the_page() -> None:
    assert "法律" not in "".join(one.text for one in house_page("about").all("aside", **{"class": "as-of"}))
    banner = house_page("about", as_of=date(2025, 12, 31)).one("aside", **{"class": "as-of"})
    assert "2025年12月31日" in banner.text


def test_an_open_case_is_named_with_its_end_and_can_be_deleted() -> None:
    bar = house_page("about", case=SimpleNamespace(contacts=12, hours_left=23))
    assert "12条联系" in bar.html and "23小时后自动删除" in bar.html
    assert bar.one("form", action="/case/delete").attributes["method"] == "post"
    assert "不到1小时" in house_page("about", case=SimpleNamespace(contacts=1, hours_left=0)).html
    assert house_page("about").all("form", action="/case/delete") == []


def test_the_search_box_can_be_left_out() -> None:
    assert house_page("home").one("form", role="search").attributes["action"] == "/search"
    without = house_page("home", search=False)
    assert without.all("form", role="search") == [] and "#search" not in without.links()


@pytest.mark.parametrize(
    ("path", "shown"), [("/rights/privacy", True), ("/case", False), ("/letters/x/preview", False)]
)
def test_the_printed_page_carries_its_address_but_no_code_of_a_private_page(path: str, shown: bool) -> None:
    page = draw("errors/error.html", path, **REFUSED)
    assert "https://example.org" + path in page.one("div", **{"class": "paper-head"}).text
    assert bool(page.all("img", **{"class": "qr"})) is shown


def test_the_title_a_visitor_chose_is_only_text() -> None:
    page = draw("errors/error.html", "/x", **{**REFUSED, "title": HOSTILE, "sentence": HOSTILE})
    assert HOSTILE in page.one("h1").text
    assert "<script>alert" not in page.html


# ---- The house's own pages


def test_the_first_screen_offers_six_doors() -> None:
    page = house_page("home")
    assert page.one("h1").text == "你遇到什么了？"
    doors = page.all("ul", **{"class": "doors"})[0].text
    wanted = ("电话、短信", "法院或律师", "家人或单位", "投诉信", "权利", "我不确定")
    assert [words for words in wanted if words not in doors] == []
    for url in ("/check", "/papers", "/situations/third-party-contact", "/letters", "/rights", "#afraid", "/map"):
        assert url in page.links()


def test_the_frightened_find_people_before_anything_about_debt() -> None:
    text = house_page("home").one("section", id="afraid").text
    assert text.index("12356") < text.index("110") < text.index("欠钱")


@pytest.mark.parametrize("name", HOUSE_PAGES)
def test_a_house_page_is_written_in_short_sentences(name: str) -> None:
    said = [re.sub(r"\s+", "", one) for one in re.split(r"[。！？；\n]", house_page(name).text)]
    sentences = [one for one in said if re.search("[\u4e00-\u9fff]", one)]
    assert sentences and max(map(len, sentences)) <= 40, max(sentences, key=len)
    assert sum(map(len, sentences)) / len(sentences) <= 25


@pytest.mark.parametrize("name", HOUSE_PAGES)
def test_a_house_page_ends_with_what_comes_next_and_claims_nothing_it_must_not(name: str) -> None:
    text = house_page(name).text
    assert "接下来会怎样" in text
    assert not re.search("官方|予以|全免|保证(赢|停)", text)


def test_changes_are_listed_with_their_day() -> None:
    entry = SimpleNamespace(day=TODAY, title="改了一处", lines=("把时间写清楚。",), url="")
    page = draw("site/changes.html", "/changes", entries=(entry,))
    assert "2026年11月21日（星期六）" in page.text and "把时间写清楚。" in page.text
    assert "还没有改动" in house_page("changes").text


REFUSED: dict[str, Any] = {
    "status": 404,
    "title": "没有找到这一页",
    "sentence": "链接可能写错了。",
    "problems": (),
    "suggestions": (),
}


@pytest.mark.parametrize("status", sorted(SENTENCES))
def test_an_error_page_says_what_happened_and_what_to_do(status: int) -> None:
    title, sentence = SENTENCES[status]
    given = {"status": status, "title": title, "sentence": sentence, "problems": (Problem("a", "改这一处。"),)}
    page = draw("errors/error.html", "/x", **{**REFUSED, **given, "suggestions": (Link("a", "第一页", "/first"),)})
    assert page.one("h1").text == title
    assert sentence in page.text and "改这一处。" in page.text and "/first" in page.links()
    assert "/" in page.links() and "tel:12348" in page.links()


# ---- Verdicts and findings


def test_every_verdict_has_its_words_and_a_shape_of_its_own() -> None:
    badges = {verdict: macro("ui", "verdict", verdict) for verdict in Verdict}
    assert {verdict: badge.all("span")[0].text for verdict, badge in badges.items()} == VERDICT_WORDS
    shapes = {re.sub(r"^.*?<svg", "", badge.html, flags=re.DOTALL).split("</svg>")[0] for badge in badges.values()}
    classes = {badge.all("span")[0].attributes["class"] for badge in badges.values()}
    assert len(shapes) == len(classes) == len(Verdict)


def test_a_finding_shows_contacts_grounds_words_and_where_to_go() -> None:
    card = macro("ui", "finding", finding(), CONTACTS, LINKS, 1)
    text = card.one("article").text
    for words in ("1. 夜里催收", "法律或监管规定不允许", "2次，在2天里", "2026年10月1日 22:41", "02100000002", "《民法典》第1032条",
                  "违反", "不得打扰私人生活", "通话记录截图", "请停止并记录", "约定过的除外", "是不是反复在夜里打？"):  # fmt: skip
        assert words in text
    assert "/law/minfadian/2021-01-01#article-1032" in card.links()
    assert [url for url in card.links() if not url.startswith("/law")] == [
        "/letters/complaint-lender",
        "/channels/police-110",
    ]


def test_a_standard_is_only_consulted_and_a_text_without_number_is_linked_as_a_whole() -> None:
    ground = Ground(cited("", Strength.RECOMMENDED_STANDARD), (0,))
    card = macro("ui", "finding", finding(grounds=(ground,), stronger=()), CONTACTS, LINKS)
    assert "推荐性国家标准" in card.html and "参照" in card.html and "违反" not in card.html
    assert "/law/minfadian/2021-01-01" in card.links()


def test_many_contacts_are_folded_but_all_there() -> None:
    card = macro("ui", "finding", finding(contacts=tuple(range(8))), CONTACTS, LINKS)
    assert "另外5次" in card.html
    assert all(contact.number in card.html for contact in CONTACTS)


def test_what_was_lawful_and_what_could_not_be_judged_is_said() -> None:
    lawful = macro("ui", "lawful", (finding(verdict=Verdict.LAWFUL, name="白天打给本人", note="可以打"),), CONTACTS)
    assert "哪些不算违规" in lawful.html and "白天打给本人" in lawful.html and "可以打" in lawful.html
    missing = macro("ui", "not_judged", (Missing("a", "answered", "接通了吗？", (1, 2)),))
    assert "接通了吗？" in missing.html and "2条联系" in missing.html
    assert macro("ui", "lawful", (), CONTACTS).elements == macro("ui", "not_judged", ()).elements == []


def test_the_index_leads_to_each_finding() -> None:
    both = (finding(), finding(conduct="insult", name="辱骂"))
    assert macro("ui", "findings_index", both).links() == ["#finding-night-contact", "#finding-insult"]
    assert macro("ui", "findings_index", both[:1]).elements == []


@pytest.mark.parametrize("means", Means)
def test_every_means_of_contact_can_be_listed(means: Means) -> None:
    contact = Contact(
        at=datetime(2026, 10, 8, 9, 5, tzinfo=SHANGHAI), means=means, words=HOSTILE, acts=("insult",), answered=False
    )
    card = macro("ui", "contact_card", contact, 3, "/case/contacts/3", "/case/contacts/3/delete", {"insult": "辱骂"})
    assert "2026年10月8日（星期四）" in card.html and ("）9:05" in card.html) is (means is not Means.LETTER)
    assert "辱骂" in card.html and "没接通" in card.html
    assert "<script>" not in card.html
    assert card.links() == ["/case/contacts/3"]
    assert card.one("form").attributes == {"method": "post", "action": "/case/contacts/3/delete"}


# ---- Pieces of pages


@pytest.mark.parametrize(
    ("last", "words"),
    [(24, "还有 3 天"), (21, "今天是最后一天"), (20, "已经过了 1 天")],
)
def test_a_countdown_says_the_day_and_how_many_are_left(last: int, words: str) -> None:
    box = macro("ui", "countdown", date(2026, 11, last), TODAY)
    assert words in box.one("div").text
    assert f"2026年11月{last}日（星期" in box.html


def test_a_page_past_its_review_is_marked() -> None:
    sources = (cited(), ("国家标准全文公开系统", ""), SimpleNamespace(text="《刑法》", url="/law/xingfa", note="节录"))
    late = macro("ui", "source_box", sources, date(2026, 8, 1), date(2026, 11, 20), TODAY)
    assert "该重新核对了" in late.html and "国家标准全文公开系统" in late.html and "（节录）" in late.html
    assert "/law/minfadian/2021-01-01#article-1032" in late.links() and "/law/xingfa" in late.links()
    assert "该重新核对了" not in macro("ui", "source_box", (), date(2026, 8, 1), TODAY, TODAY).html


def test_a_wrong_claim_stands_beside_what_holds() -> None:
    wrong = SimpleNamespace(wrong="一天只能打3次", right="那是推荐性标准", sources=(("GB/T 45251", "/law/gbt"),))
    box = macro("ui", "often_wrong", (wrong,))
    assert box.one("s").text == "一天只能打3次" and "那是推荐性标准" in box.html and box.links() == ["/law/gbt"]


def test_the_share_box_works_by_hand_and_offers_both_pictures() -> None:
    box = macro("ui", "share", "https://example.org/rights", "/qr.svg?path=/rights", "/qr.png?path=/rights")
    assert box.one("input").attributes["value"] == "https://example.org/rights"
    assert box.one("img").attributes["src"] == "/qr.svg?path=/rights"
    assert box.links() == ["/qr.png?path=/rights"]
    # What needs a script is hidden until the script is there.
    assert all("hidden" in button.attributes for button in box.all("button"))
    assert macro("ui", "share", "https://example.org/").all("img") == []


def test_the_chart_has_a_table_with_the_same_numbers() -> None:
    counts = [0] * 24
    counts[9], counts[23] = 4, 2
    chart = macro("ui", "hours_chart", counts)
    assert [row.text for row in chart.all("td")] == ["4次", "2次"]
    assert len([one for one in chart.all("rect") if "chart-bar" in (one.attributes["class"] or "")]) == 2
    assert macro("ui", "hours_chart", [0] * 24).all("td") == []


def test_steps_progress_and_doors() -> None:
    assert len(macro("ui", "steps", ["一", ("二", "再做")]).all("li")) == 2
    assert "第2步，共3步：记下联系" in macro("ui", "progress", ["谁", "记下联系", "看结果"], 2).html
    assert macro("ui", "door", "/x", "标题", "说明", "phone").links() == ["/x"]
    assert macro("ui", "crisis").links() == ["tel:12356", "tel:110"]


# ---- Forms

BAD = (Problem("amount", "金额要写数字。"), Problem("amount", "金额不能是负的。"), Problem("", "至少记一次联系。"))


def control(name: str, *given: Any, **named: Any) -> Drawn:
    return macro("form", name, "amount", "对方要多少", *given, problems=BAD, hint="看账单", **named)


CONTROLS: dict[str, dict[str, Any]] = {
    "text": {"value": HOSTILE},
    "area": {"value": HOSTILE},
    "day": {"value": "2026-10-08", "latest": "2026-11-21"},
    "moment": {"value": "2026-10-08T22:41"},
    "clock": {"value": "22:41"},
    "number": {"value": "3", "least": 0, "most": 9, "unit": "人"},
    "money": {"value": "12345.67"},
    "choice": {"options": [("a", "甲"), ("b", "乙", "说明")], "value": "b", "unsure": "unknown"},
    "ticks": {"options": [("a", "甲"), ("b", "乙")], "values": ["b"]},
    "tick": {"checked": True},
    "select": {"options": [("a", "甲"), ("b", "乙")], "value": "b"},
    "file": {"accept": ".csv"},
}


@pytest.mark.parametrize("kind", CONTROLS)
def test_a_control_is_labelled_and_tied_to_its_hint_and_problems(kind: str) -> None:
    drawn = control(kind, **CONTROLS[kind])
    controls = [one for tag in ("input", "textarea", "select") for one in drawn.all(tag)]
    assert controls[0].attributes["name"] == "amount"
    labelled = {label.attributes["for"] for label in drawn.all("label")}
    assert {one.attributes["id"] for one in controls} <= labelled
    # The error summary leads to the first control of the field.
    assert controls[0].attributes["id"] == "field-amount"
    (described,) = [one for one in drawn.elements if one.attributes.get("aria-describedby")]
    assert (described.attributes["aria-describedby"] or "").split() == ["hint-amount", "problem-amount"]
    assert {"hint-amount", "problem-amount"} <= drawn.ids
    assert "金额要写数字。" in drawn.html and "金额不能是负的。" in drawn.html and "至少记一次联系。" not in drawn.html
    assert "<script>" not in drawn.html


@pytest.mark.parametrize("kind", CONTROLS)
def test_a_control_without_hint_and_problem_refers_to_nothing(kind: str) -> None:
    drawn = macro("form", kind, "amount", "对方要多少", **CONTROLS[kind])
    assert [
        one for one in drawn.elements if "aria-describedby" in one.attributes or "aria-invalid" in one.attributes
    ] == []


def test_what_was_typed_stands_in_the_form_again() -> None:
    assert control("text", **CONTROLS["text"]).one("input").attributes["value"] == HOSTILE
    # A leading line break of the text survives, because HTML drops the first one of a textarea.
    assert control("area", value="\n一\n二").one("textarea").text == "\n\n一\n二"
    assert control("text", value=None).one("input").attributes["value"] == ""
    chosen = [one for one in control("choice", **CONTROLS["choice"]).all("input") if "checked" in one.attributes]
    assert [one.attributes["value"] for one in chosen] == ["b"]
    ticked = [one for one in control("ticks", **CONTROLS["ticks"]).all("input") if "checked" in one.attributes]
    assert [one.attributes["value"] for one in ticked] == ["b"]
    selected = [one for one in control("select", **CONTROLS["select"]).all("option") if "selected" in one.attributes]
    assert [one.attributes["value"] for one in selected] == ["b"]


def test_being_unsure_is_an_answer_and_may_be_the_empty_one() -> None:
    unsure = macro("form", "choice", "online", "网上办的吗", [("yes", "是"), ("no", "不是")], None, unsure="")
    last = unsure.all("input")[-1]
    assert "checked" in last.attributes and last.attributes["value"] == ""
    assert unsure.all("label")[-1].text.strip() == "我不确定"
    assert "我不确定" not in macro("form", "choice", "online", "网上办的吗", [("yes", "是")]).html


def test_several_groups_of_one_name_keep_their_ids_apart() -> None:
    form = environment().get_template("macros/form.html").module
    first = form.ticks("acts", "说了什么", [("a", "甲")], problems=(Problem("acts", "重新勾。"),))  # type: ignore[attr-defined]
    second = form.ticks("acts", "做了什么", [("b", "乙")], lead=False, problems=(Problem("acts", "重新勾。"),))  # type: ignore[attr-defined]
    both = Drawn(str(first + second))
    assert both.html.count("重新勾。") == 1
    assert [one.attributes["id"] for one in both.all("input")] == ["field-acts", "field-acts-b"]


def test_the_error_summary_leads_to_the_fields() -> None:
    summary = macro("form", "errors", BAD)
    assert summary.links() == ["#field-amount", "#field-amount"]
    assert "还差3处" in summary.html and "至少记一次联系。" in summary.html
    assert macro("form", "errors", ()).elements == []


def test_a_one_button_form_posts() -> None:
    form = macro("form", "post", "/case/delete", "立即删除", "danger", "trash", {"sure": HOSTILE})
    assert form.one("form").attributes["action"] == "/case/delete"
    assert form.one("input").attributes["value"] == HOSTILE


def test_a_screen_of_a_stepped_form_is_a_fieldset() -> None:
    source = '{% import "macros/form.html" as form %}{% call form.group("哪一天", step=true) %}里面{% endcall %}'
    group = Drawn(environment().from_string(source).render())
    assert "data-step" in group.one("fieldset").attributes and "里面" in group.one("fieldset").text


# ---- The sheet

BLOCKS: tuple[Block, ...] = (
    Heading("一、事实"),
    Heading("（一）来电", 2),
    Salutation("某某公司："),
    Paragraph(HOSTILE),
    Paragraph("不缩进", indent=False),
    Numbered(("第一件", "第二件")),
    Table(("时间", "方式"), (("22:41", "电话"),), "联系记录"),
    Figure('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>夜里&lt;3次</text></svg>', HOSTILE, "图一"),
    Addressed("某某人民法院"),
    Signature("投诉人", None),
    Enclosures(("通话详单（3页）",)),
    Annex("附表一"),
)


def test_the_sheet_draws_every_kind_of_block_as_text() -> None:
    assert {type(block) for block in BLOCKS} == set(get_args(Block))
    document = Document("x", "投诉信", Form.LETTER, BLOCKS, ("签名",), TODAY, TODAY, "v", "关于夜间来电")
    sheet = macro("sheet", "sheet", document)
    text = sheet.one("article").text
    for words in ("投诉信", "关于夜间来电", "一、事实", "（一）来电", "某某公司：", "不缩进", "第二件", "联系记录", "22:41", "此致",
                  "某某人民法院", "投诉人：", "通话详单（3页）", "附表一"):  # fmt: skip
        assert words in text
    assert HOSTILE in text and "<script>" not in sheet.html
    assert sheet.one("div", role="img").attributes["aria-label"] == HOSTILE
    assert "夜里<3次" in text and sheet.html.count("<svg") == 1
    assert "签名" not in text
    assert "签名" in macro("sheet", "enclosures_first", document).html


def test_a_harm_is_explained_with_a_safer_wording() -> None:
    harms = (Harm("b", "我一定还清", "等于认账。", "我要核对。"), Harm("", "骗子", "骂人。", "写原话。", blocking=True))
    box = macro("sheet", "harms", harms)
    for words in ("我一定还清", "等于认账。", "我要核对。", "这句话可能对你不利", "先改这一句，才能打印"):
        assert words in box.html
    assert box.links() == ["#field-b"]
    assert macro("sheet", "own_share", 62).one("progress").attributes["value"] == "62"


# ---- Static files


def test_the_manifest_and_its_pictures_are_there() -> None:
    manifest = json.loads((STATIC / "site.webmanifest").read_text(encoding="utf-8"))
    assert manifest["lang"] == "zh-CN"
    for icon in manifest["icons"]:
        assert (STATIC / icon["src"].removeprefix("/static/")).is_file()


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.js")), ids=lambda path: path.name)
def test_a_module_is_small_and_fetches_nothing(path: Any) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") < 100
    # One module asks for something: a letter's form keeps what is typed where its button would, at an address of the page's.
    asked = re.findall(r"fetch\((.*?),", source)
    assert asked == (["this.desk.dataset.draftUrl"] if path.name == "letter-form.js" else [])
    assert not re.search(r"\bimport\b|XMLHttpRequest|innerHTML|eval\(|localStorage|sessionStorage|\.cookie", source)
    assert set(re.findall(r"https?://[^\"'\s]*", source)) <= {NEUTRAL}


def style() -> str:
    return (STATIC / "site.css").read_text(encoding="utf-8")


def test_the_stylesheet_fetches_nothing() -> None:
    assert not re.search(r"url\(|@import|https?:", style())


def palette(dark: bool) -> dict[str, str]:
    """The hexadecimal custom properties of one scheme."""
    light, _, rest = style().partition("@media (prefers-color-scheme: dark)")
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))
    if dark:
        colours |= dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", rest.partition("\n}\n")[0]))
    return colours


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


GROUNDS = ("ground", "card", "sunk", "tint")
INKS = ("ink", "soft", "link")
VERDICT_INKS = ("crime", "police", "supervisory", "standard", "disputed", "lawful")
PAIRS = (
    *((ink, ground) for ink in INKS for ground in GROUNDS),
    *((ink, "card") for ink in VERDICT_INKS),
    ("on-deep", "deep"), ("warn-ink", "warn"), ("danger-ink", "danger"), ("ok-ink", "ok"),
    ("danger-ink", "ground"), ("danger-ink", "card"),
)  # fmt: skip


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_stands_out_seven_to_one(dark: bool) -> None:
    colours = palette(dark)
    weak = {pair: round(found, 2) for pair in PAIRS if (found := contrast(colours[pair[0]], colours[pair[1]])) < 7}
    assert weak == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_borders_of_controls_and_the_focus_ring_can_be_seen(dark: bool) -> None:
    colours = palette(dark)
    for name in ("edge", "focus"):
        assert min(contrast(colours[name], colours[ground]) for ground in GROUNDS) >= 3


def drawn_classes() -> Iterator[str]:
    """Class names that macros, frame and house pages write out in full."""
    for name in all_templates():
        if name.startswith(("macros/", "site/", "base", "errors/")):
            for value in re.findall(r'class="([^"{}]+)"', (TEMPLATES / name).read_text(encoding="utf-8")):
                yield from value.split()


# Names that carry a meaning for a reader of the source, or a script, and need no style of their own.
UNSTYLED = {"citation", "contact-line", "more", "stepped", "sheet-numbered", "sheet-salutation"}


def test_every_class_is_styled() -> None:
    known = set(re.findall(r"\.([a-z][a-z-]*)", style()))
    assert set(drawn_classes()) - known - UNSTYLED == set()


def test_creditor_kinds_have_names_in_the_environment() -> None:
    names = environment().globals["creditor_names"]
    assert set(CreditorKind) == set(names)  # type: ignore[call-overload]


def test_a_macro_gives_markup_that_a_page_may_print() -> None:
    module: Any = environment().get_template("macros/ui.html").module
    assert isinstance(module.verdict(Verdict.LAWFUL), Markup)
