"""Whatever people type is printed as they typed it, stays on the page, or is named as not printable."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.document import Annex, Document, Heading, Numbered, Paragraph, Salutation, Signature, Table
from app.domain.text import clean
from app.rendering.fonts import RareCharacters
from app.rendering.pdf import Typesetter
from app.rendering.sheet import CELL_INSET, POINTS_PER_CENTIMETRE, SHEETS, Sheet
from app.rendering.wording import visible

from .pdf_reading import body_text, printed, printed_text, reader, squeezed
from .samples import document

CODE = (
    '#panic("x")',
    '#read("/etc/passwd")',
    "#let x = 1; #x",
    "*_$@<label>_*",
    "= 标题\n- 一\n+ 二\n/ 三: 四",
    "`#raw` ```typ #panic() ```",
    "$ x^2 $ \\ \\u{41} ~ -- --- ...",
    "\"引号\" '单引号' //注释 /* 注释 */",
    '#import "@preview/x:1.0.0"',
    "<script>alert(1)</script>&lt;b&gt;&#x41;",
    "**粗体** [链接](javascript:x) ![图](x)",
    '{ PAGE } { INCLUDETEXT "c:\\\\x" } MERGEFIELD',
    "{{b_name}} {law:minsu#227} [?flag]",
    'sys.inputs.letter \\u0022}],"title":"x"',
)


def sheet_of(letter: Document) -> Sheet:
    return SHEETS[letter.form]


def right_edge(letter: Document) -> float:
    return 21.0 * POINTS_PER_CENTIMETRE - sheet_of(letter).right * POINTS_PER_CENTIMETRE


@pytest.mark.parametrize("code", CODE)
def test_code_is_text_wherever_it_stands(typesetter: Typesetter, code: str) -> None:
    letter = document(
        Salutation(code),
        Heading(code),
        Paragraph(code),
        Numbered((code,)),
        Table((code,), ((code,),), caption=code),
        Signature(code, None),
        Annex(code),
        title=code,
    )
    text = printed_text(typesetter.pdf(letter))
    assert text.count(squeezed(visible(code))) >= 7


@pytest.mark.parametrize(
    "text",
    [
        "对方来电要求还款，言语激烈。" * 357,
        "他说" + "a" * 5000,
        "见https://example.com/" + "abc/def?x=" * 60 + "，请核实。",
        "他说" + "！" * 300 + "。",
        "!" * 400,
        "（" * 200,
        "—" * 200,
        "1" * 400 + "元",
        "É" * 300,
    ],
    ids=lambda text: text[:4],
)
def test_long_runs_stay_between_the_margins(typesetter: Typesetter, text: str) -> None:
    letter = document(
        Paragraph(text), Heading(text[:300]), Annex(text[:120]), Signature("申请人", None), title=text[:90]
    )
    pdf = typesetter.pdf(letter)
    # A full-width mark at the end of a line may leave its blank half in the margin.
    assert max(run.right for run in printed(pdf)) <= right_edge(letter) + sheet_of(letter).body / 2 + 0.5
    assert squeezed(visible(text)) in body_text(pdf)


def test_numbers_and_addresses_wrap_inside_their_cell(typesetter: Typesetter) -> None:
    address = "https://example.com/pay?id=12345678901234567890&token=abcdefghijklmnopqrstuvwxyz"
    rows = (("甲" * 40, "13800005555"), ("乙" * 40, address), ("丙", "！" * 40), ("丁", "110101199005010000"))
    letter = document(Table(("说明", "号码"), rows, widths=(9, 1)))
    pdf = typesetter.pdf(letter)
    assert max(run.right for run in printed(pdf)) <= right_edge(letter) - CELL_INSET + 0.5
    assert squeezed(address) in printed_text(pdf)


def test_a_phone_number_is_whole_where_there_is_room(typesetter: Typesetter) -> None:
    rows = tuple((f"2026年10月{day}日22时01分", "13800005555", "再不还就去你单位，" * 4) for day in range(1, 9))
    runs = [run.text for run in printed(typesetter.pdf(document(Table(("时间", "号码", "原话"), rows))))]
    assert runs.count("13800005555") == 8


def test_a_thousand_rows(typesetter: Typesetter) -> None:
    rows = tuple((f"第{row}次", f"138{row:08d}") for row in range(1000))
    pdf = typesetter.pdf(document(Table(("次序", "号码"), rows)))
    text = printed_text(pdf)
    assert all(f"138{row:08d}" in text for row in (0, 499, 999))
    assert len(reader(pdf).pages) > 20


@pytest.mark.parametrize(
    "table",
    [
        Table((), ()),
        Table(("甲",), ()),
        Table((), (("甲", "乙"), ("丙",))),
        Table(("甲", "乙"), (("丙",), ("丁", "戊", "己"))),
        Table(("甲", "乙"), (("丙", "丁"),), widths=(0, -1)),
        Table(tuple("甲乙丙丁戊己庚辛壬癸子丑寅卯"), (tuple("甲乙丙丁戊己庚辛壬癸子丑寅卯"),), widths=(0.001,) * 14),
        Table(("甲", "乙"), (("丙", "再不还就去你单位。" * 250),)),
    ],
)
def test_odd_tables_are_drawn(typesetter: Typesetter, table: Table) -> None:
    pdf = typesetter.pdf(document(table))
    wanted = Counter("".join(cell for row in (table.header, *table.rows) for cell in row))
    assert not wanted - Counter(body_text(pdf))


def test_an_empty_document_is_a_page(typesetter: Typesetter) -> None:
    assert len(reader(typesetter.pdf(document(title=""))).pages) == 1


@pytest.mark.parametrize(
    "text", ["מתי 2026", "١٢٣", "\u202e反过来\u202c", "看\u200b不\u2060见\ufeff", "☎\ufe0f", "\x00\x1b\x85控"]
)
def test_the_unseen_is_gone_and_the_rest_named_or_printed(typesetter: Typesetter, text: str) -> None:
    letter = document(Paragraph(text))
    if typesetter.check(letter):
        with pytest.raises(RareCharacters):
            typesetter.pdf(letter)
    printed_all = printed_text(typesetter.pdf(letter, name_rare=True))
    assert not set(printed_all) & set("\u200b\u2060\ufeff\u202e\u202c\ufe0f\x00\x1b\x85\ufffd")


def without_right_to_left(text: str) -> bool:
    return not any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text)


TYPED = st.text(
    st.one_of(
        st.sampled_from("我你他还款电话说去单位，。！？；：“”（）《》、—…·１２３ＡＢ"),
        st.characters(min_codepoint=32, max_codepoint=126),
        st.characters(codec="utf-8"),
        st.characters(min_codepoint=0x2F00, max_codepoint=0x2FDF),
    ),
    max_size=80,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TYPED)
def test_what_people_type_is_printed_or_named(typesetter: Typesetter, text: str) -> None:
    letter = document(Paragraph(clean(text)), Table(("原话",), ((clean(text),),)))
    said = squeezed(visible(text))
    problems = typesetter.check(letter)
    rare = typesetter.coverage.uncovered(text)
    assert len(problems) == min(len(rare), 21)
    shown = body_text(typesetter.pdf(letter, name_rare=True))
    wanted = squeezed(typesetter.coverage.named(text))
    if without_right_to_left(said):
        assert shown.count(wanted) >= 2
    assert not Counter(wanted) - Counter(shown)
