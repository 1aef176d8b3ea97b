"""Every class of hostile input in every field of every kind of letter: it stands in the letter as it was typed, or is
refused where it stands, with a sentence. Never executed, never structure, never an exception."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from app.domain.fields import Field, FieldKind, Limits, read_answers
from app.domain.problem import Harm, Problem
from app.domain.text import clean
from app.law.model import load_lawbook
from app.letters.asked import asked_only
from app.letters.flags import Ground
from app.letters.loading import example_facts, load_letters
from app.letters.model import Composition, Example, Letter
from app.rendering.wording import strings
from tests.letters.conftest import Write
from tests.shared import CONTENT

BOOK, _ = load_letters(CONTENT, load_lawbook(CONTENT)[0])
EACH = pytest.mark.parametrize("letter", BOOK.letters, ids=lambda letter: letter.slug)

HOSTILE = {
    "typst": '#panic("x")#read("/etc/passwd")',
    "html": "<script>alert(1)</script>&lt;b&gt;",
    "jinja": "{{ 73*79 }}{% x %}{# y #}",
    "placeholder": "{b_name}{law:minsu#227}{block:facts}",
    "flags": "[?late][!late]某某",
    "heading": "## 三、伪造的标题",
    "salutation": ": 某某某",
    "formula": "=cmd|' /C calc'!A0",
    "word field": '{ INCLUDETEXT "c:\\\\x" }',
    "formats": "%n %s %(x)s {0} {}",
    "braces": "}}{{ {",
    "quotes": "“‘「『\"'`『」’”",
    "unseen": "还\u202e\u2066钱\u200b\ufeff\u00ad吧\u2069",
    "controls": "张\x00\x07三\x1b[31m",
    "combining": "e\u0301\u0301\u0301 ñ",
    "rare": "王𠮷䶮㛃𬭚·买买提",
    "emoji": "😀👨‍👩‍👧王某",
    "newlines": "第一行\r\n第二行\u2028第三行",
    "wide": "ＡＢＣ１２３（）",
    "right to left": "\u0627\u0644\u062f\u064a\u0646 王某",
}
BEFORE_MOST_LAWS = date(2019, 6, 1)
RAW = re.compile(r"\{[^{}]*\}")
LONG = "某市某区某路一号" * 250
TEXT = {FieldKind.TEXT, FieldKind.PARAGRAPH, FieldKind.ADDRESS}
NO_VALUES: dict[FieldKind, tuple[object, ...]] = {
    FieldKind.DATE: ("2026-02-30", "0001-01-01", "9999-12-31", "明天", "2026-13-01", "20261110", "<b>"),
    FieldKind.MOMENT: ("2026-02-30T10:00", "明天十点", "0001-01-01T00:00", "25:00", "2026-10-08T24:61"),
    FieldKind.MONEY: ("-1", "12.3456", "1e999", "NaN", "Infinity", "壹万元", "1,2,a", "0x10", "10000000000000000"),
    FieldKind.NUMBER: ("NaN", "一", "1e999", "--1", "{x}"),
    FieldKind.PERCENT: ("-3", "NaN", "很多", "%%"),
    FieldKind.PHONE: ("1380000000", "138000000000", "电话", "+1 555", "13800000000; drop"),
    FieldKind.ID_NUMBER: ("990101199005010031", "99010119900501003", "身份证", "1' OR '1'='1"),
    FieldKind.EMAIL: ("a@", "a b@c.de", "<x>@y", "无"),
    FieldKind.COURT: ("某市政府", "<script>"),
    FieldKind.CASE_NUMBER: ("2026某0102民督12号", "（2026）", "第12号", "（26）某民初1号"),
    FieldKind.CHOICE: ("no-such", "<b>", "{b_name}"),
    FieldKind.YES_NO: ("maybe", "{x}"),
    FieldKind.CHOICES: (["no-such"],),
}


def said(composed: Composition) -> str:
    assert composed.document is not None
    return "\n".join(strings(composed.document, with_checklist=True))


def refusals(composed: Composition, name: str) -> list[Problem | Harm]:
    found: list[Problem | Harm] = [*composed.problems, *composed.harms]
    return [one for one in found if one.where.split(".")[0] == name]


def squeezed(text: str) -> str:
    return "".join(text.split())


def places(letter: Letter, answers: dict[str, Any]) -> Iterator[tuple[str, Field, dict[str, Any], list[object]]]:
    """Each place that takes text: its field, all answers with a hole there, and the way to the hole."""
    for asked in letter.fields:
        if asked.kind in TEXT:
            yield asked.id, asked, answers, [asked.id]
        elif asked.kind is FieldKind.LIST:
            yield asked.id, asked, {**answers, asked.id: [""]}, [asked.id, 0]
        elif asked.kind is FieldKind.TABLE and answers.get(asked.id):
            for place, column in enumerate(asked.columns):
                if column.kind in TEXT:
                    row = answers[asked.id][0]
                    yield (
                        f"{asked.id}.{column.id}",
                        asked,
                        answers,
                        [asked.id, 0, column.id if isinstance(row, dict) else place],
                    )
        elif asked.kind is FieldKind.ELEMENTS and answers.get(asked.id):
            first = next(iter(answers[asked.id]))
            for cell in ("claim", "reply", "evidence"):
                yield f"{asked.id}.{cell}", asked, answers, [asked.id, first, cell]


def filled(answers: dict[str, Any], way: list[object], value: object) -> dict[str, Any]:
    changed = copy.deepcopy(answers)
    inside: Any = changed
    for step in way[:-1]:
        inside = inside[step]
    if isinstance(inside, list) and isinstance(way[-1], int) and len(inside) <= way[-1]:
        inside += [""] * (way[-1] + 1 - len(inside))
    inside[way[-1]] = value
    return changed


def asking(letter: Letter, asked: Field) -> Example | None:
    """The first example whose answers ask the field; None where no example makes the choice that asks it."""
    if not asked.asked_when:
        return letter.file.examples[0]
    return next((one for one in letter.file.examples if asked.id in one.answers and is_asked(letter, asked, one)), None)


def is_asked(letter: Letter, asked: Field, example: Example) -> bool:
    debt, contacts = example_facts(example)
    read = read_answers(letter.fields, example.answers, example.on)
    return asked.id in asked_only(Ground(letter, read, debt, contacts, (), None, example.on), BOOK).given


@EACH
def test_text_is_only_ever_text(letter: Letter, write: Write) -> None:
    given = dict(letter.file.examples[0].answers)
    for name, asked, answers, way in places(letter, given):
        usual = write(letter.slug, answers=filled(answers, way, "某某某某某某某某某某某某某某某某某某某某某某某某"))
        printed = usual.document is not None and "某某某某某某某某某某某某某某某某某某某某某某某某" in said(usual)
        blocks = [type(block) for block in usual.document.blocks] if usual.document else []
        for kind, hostile in HOSTILE.items():
            text = f"某某某某某某某某{hostile}某某某某某某某某" if asked.limits != Limits() else hostile
            composed = write(letter.slug, answers=filled(answers, way, text))
            at = f"{letter.slug} {name} {kind}"
            if composed.document is None:
                too_little = [one for one in composed.problems if not one.where]
                assert refusals(composed, asked.id) or too_little or usual.document is None, at
                assert all(one.sentence for one in composed.problems), at
            elif printed:
                assert squeezed(clean(text)) in squeezed(said(composed)), at
                assert "\u202e" not in said(composed) and "\x1b" not in said(composed), at
                if "\n" not in clean(text):
                    assert [type(block) for block in composed.document.blocks] == blocks, at


@EACH
def test_what_is_no_value_is_refused_where_it_stands(letter: Letter, write: Write) -> None:
    given = dict(letter.file.examples[0].answers)
    for asked in letter.fields:
        example = asking(letter, asked)
        for value in NO_VALUES.get(asked.kind, ()) if example else ():
            composed = write(letter.slug, example, answers={asked.id: value})
            assert composed.document is None and refusals(composed, asked.id), f"{letter.slug} {asked.id} {value}"
        if asked.kind is FieldKind.TABLE and given.get(asked.id):
            row = given[asked.id][0]
            for place, column in enumerate(asked.columns):
                step = column.id if isinstance(row, dict) else place
                for value in NO_VALUES.get(column.kind, ()):
                    composed = write(letter.slug, answers=filled(given, [asked.id, 0, step], value))
                    assert refusals(composed, asked.id), f"{letter.slug} {asked.id}.{column.id} {value}"


@EACH
def test_no_sentence_shows_a_placeholder_whatever_is_left_out(letter: Letter, write: Write) -> None:
    """Each field left out, each choice made, and laws not yet in force: what is said stays a sentence."""
    given = dict(letter.file.examples[0].answers)
    for answers in ({}, *left_out(letter, given), *chosen(letter, given)):
        for day in (None, BEFORE_MOST_LAWS):
            composed = write(letter.slug, alone=answers, on=day)
            said = [one.sentence for one in (*composed.problems, *composed.warnings)]
            said += [*composed.draft.checklist, composed.addressee]
            assert [one for one in said if RAW.search(one)] == [], f"{letter.slug} {answers}"


def left_out(letter: Letter, given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for asked in letter.fields:
        yield {name: value for name, value in given.items() if name != asked.id}


def chosen(letter: Letter, given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each choice made, the days known or not."""
    days = {asked.id for asked in letter.fields if asked.kind is FieldKind.DATE}
    for asked in letter.fields:
        for choice in asked.choices:
            answers = {**given, asked.id: [choice] if asked.kind is FieldKind.CHOICES else choice}
            yield answers
            yield {name: value for name, value in answers.items() if name not in days}


@EACH
def test_an_address_of_two_thousand_characters_is_refused_with_a_number(letter: Letter, write: Write) -> None:
    for asked in letter.fields:
        example = asking(letter, asked)
        if example and asked.kind in (FieldKind.ADDRESS, FieldKind.TEXT):
            composed = write(letter.slug, example, answers={asked.id: LONG})
            assert any("最多" in one.sentence for one in composed.problems if one.where == asked.id), asked.id


@EACH
def test_a_day_still_to_come_is_refused_unless_the_field_is_for_one(letter: Letter, write: Write) -> None:
    for asked in letter.fields:
        example = asking(letter, asked)
        if example and asked.kind is FieldKind.DATE and not asked.limits.future:
            composed = write(letter.slug, example, answers={asked.id: "2090-01-01"})
            assert any("还没到" in one.sentence for one in composed.problems if one.where == asked.id), asked.id
