"""What is wrong in a letter file is told with its line and the nearest valid name."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from app.domain.law import Lawbook
from app.letters.body import Role, parse_body
from app.letters.loading import load_letters
from tests.recipes import blocks
from tests.shared import CONTENT

MINIMAL = blocks("adding-a-letter.md")["content/letters/account-query.md"]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "letters").mkdir(parents=True)
    shutil.copytree(CONTENT / "tables", folder / "tables")
    return folder


def problems(content: Path, law: Lawbook, old: str, new: str) -> list[str]:
    assert old in MINIMAL
    text = MINIMAL.replace(old, new, 1).replace("escalation: [complaint-lender]", "escalation: []", 1)
    (content / "letters" / "account-query.md").write_text(text, encoding="utf-8")
    return load_letters(content, law)[1]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title: ", "titel: ", "there is no field 'titel' here; did you mean 'title'?"),
        ("{doubt}\n", "{dubt}\n", "there is no field 'dubt'; did you mean 'doubt'?"),
        ("{reply_days}日内", "{reply_days|both}日内", "'both' is no format of 'reply_days'."),
        ("{doubt}\n", "[?urgnt] {doubt}\n", "there is no flag 'urgnt'; did you mean 'urgent'?"),
        ("{doubt}\n", "{doubt} {block:facts}\n", "'{block:facts}' stands alone in its paragraph."),
        ("{block:enclosures}", "{block:enclosure}", "there is no block 'enclosure'; did you mean 'enclosures'?"),
        ("{block:signature}", "完。", "the block 'signature' must stand in the body exactly once."),
        ("依据：{basis}。", "依据：{law:xiaobao#9999}。", "'xiaobao' has no article '9999'"),
        ("依据：{basis}。", "依据：{law:xiobao#8}。", "there is no instrument 'xiobao' in content/law; did you mean 'xiaobao'?"),
        ("依据：{basis}。", "{param:gbt-45251-2025.max_answerd_per_day}", "did you mean 'gbt-45251-2025.max_answered_per_day'?"),
        ("依据：{basis}。", "{term:支付令}", "has no place here."),
        ("依据：{basis}。", "依据：{basis。", "a lone '{' stands here"),
        ("- 请自收到", "请自收到", "each line of a list begins with '- '"),
        ("## 请求\n", "## 请求\n请：\n", "'##' stands alone; put an empty line after it."),
        ("cite: xiaobao#8 ", "cite: xiaobao#88888 ", "'xiaobao' has no article '88888'"),
        ("groups: [own, creditor, writer]", "groups: [own, creditr]", "there is no group 'creditr'; did you mean 'creditor'?"),
        ("delivery: [ems, portal]", "delivery: [emss]", "there is no way of delivery 'emss'; did you mean 'ems'?"),
        ("risks: [honesty", "risks: [honestly", "there is no risk 'honestly'; did you mean 'honesty'?"),
        ("find: lender", "find: lendr", "there is no addressee 'lendr'; did you mean 'lender'?"),
        ("find: lender}", "find: lender, instead: [{when: od, name: x, find: lender}]}", "there is no flag 'od'"),
        ("find: lender}", "find: lender, instead: [{when: odd, name: '{dobt}', find: lender}]}", "there is no field 'dobt'"),
        ("when: odd", "when: od", "there is no flag 'od'; did you mean 'odd'?"),
        ("  odd: {any", "  idle: {limitation: doubtful}\n  odd: {any", "nothing hangs on the flag 'idle'; take it out."),
        ("odd: {any: [urgent]}", "odd: {any: [odd]}", "the flag 'odd' rests on itself."),
        ("urgent: {field: doubt, contains: [急, 马上]}", "urgent: {field: dobt, empty: true}", "there is no field 'dobt'"),
        ("urgent: {field: doubt, contains: [急, 马上]}", "urgent: {field: reply_days}", "a flag on a field states exactly one of"),
        ("doubtful: {limitation: doubtful}", "doubtful: {limitation: doubtful, deadline: passed}", "a flag states exactly one of"),
        ("doubtful: {limitation: doubtful}", "doubtful: {deadline: passed}", "this letter has no deadline to test."),
        ("kind: paragraph ", "kind: paragraf ", "did you mean 'paragraph'?"),
        ("- id: doubt", "- id: b_name", "the field 'b_name' stands twice; keep one."),
        ("- id: doubt", "- id: day", "'day' is a name of our own"),
        ("example: 2026年8月账单的“服务费”320元，合同里没有找到约定。", "example: 短", "the example of 'doubt' is no answer to it"),
        ("doubt: 2026年8月账单的“服务费”", "dobt: 2026年8月账单的“服务费”", "there is no field 'dobt'; did you mean 'doubt'?"),
        ("kind: bank-loan", "kind: bank-lone", "the example '服务费对不上' does not hold"),
        ("accuses: false", "accuses: true", "a letter that accuses, and only such a letter, has 'findings' among its law"),
        ("creditors: everyone", "creditors: [bank-card]", "elsewhere says for each kind of creditor"),
        ("review_by: 2027-02-21", "review_by: 2026-11-21", "review_by must lie after checked_on"),
        ("signs: 查询人", "without_finding: od\nsigns: 查询人", "there is no flag 'od'; did you mean 'odd'?"),
        ("signs: 查询人", "sings: 查询人", "the field 'signs' is missing."),
    ],
)  # fmt: skip
def test_a_slip_is_told_where_it_stands(old: str, new: str, told: str, content: Path, law: Lawbook) -> None:
    found = problems(content, law, old, new)
    assert any(told.casefold() in one.casefold() for one in found), found
    assert all(re.match(r"content/letters/account-query\.md:\d+: ", one) for one in found)


def test_the_letter_of_the_recipe_has_no_slip(content: Path, law: Lawbook) -> None:
    assert problems(content, law, "title: ", "title: ") == []


def test_the_line_is_the_line_of_the_slip(content: Path, law: Lawbook) -> None:
    found = problems(content, law, "{doubt}\n", "{dubt}\n")
    line = MINIMAL.split("\n").index("{doubt}") + 1
    assert any(one.startswith(f"content/letters/account-query.md:{line}: ") for one in found)


def test_an_unknown_letter_to_go_on_with(content: Path, law: Lawbook) -> None:
    (content / "letters" / "account-query.md").write_text(MINIMAL, encoding="utf-8")
    assert any("there is no letter 'complaint-lender'" in one for one in load_letters(content, law)[1])


def test_a_file_name_of_its_own(content: Path, law: Lawbook) -> None:
    (content / "letters" / "Account_Query.md").write_text(MINIMAL, encoding="utf-8")
    assert load_letters(content, law)[1] == [
        "content/letters/Account_Query.md:1: the file name must be small letters, digits and single hyphens."
    ]


def test_what_letters_share_is_checked_too(content: Path, law: Lawbook) -> None:
    path = content / "tables" / "letter-parts.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("example: '13800000000'", "example: '1'", 1), encoding="utf-8"
    )
    (told,) = load_letters(content, law)[1]
    assert told.startswith("content/tables/letter-parts.yaml:")
    assert "the example of 'b_phone' is no answer to it" in told


def test_the_whole_content_loads_without_a_problem(law: Lawbook) -> None:
    book, found = load_letters(CONTENT, law)
    assert found == []
    assert len(book.letters) == len(list((CONTENT / "letters").glob("*.md")))


def test_the_body_is_read_by_how_a_passage_begins() -> None:
    body = (
        "# 题\n\n: 某局\n\n## 一\n\n### 二\n\n[?a] [!b] - [?c] 甲\n- 乙\n\n此致 某院\n\n{block:facts}\n\n一行\n又一行"
    )
    parts = parse_body(body)
    assert [part.role for part in parts] == [
        Role.TITLE, Role.SALUTATION, Role.HEADING, Role.SUBHEADING, Role.ITEMS, Role.ADDRESSED, Role.BLOCK, Role.PARAGRAPH,
    ]  # fmt: skip
    items = parts[4]
    assert items.conditions == (("a", True), ("b", False))
    assert [text.conditions for text in items.texts] == [(("c", True),), ()]
    assert parts[-1].texts[0].pieces == ("一行又一行",)


def test_every_letter_names_conducts_there_are(law: Lawbook) -> None:
    book, _ = load_letters(CONTENT, law)
    known = {path.stem for path in (CONTENT / "conduct").glob("*.yaml")}
    assert book.conducts <= known
