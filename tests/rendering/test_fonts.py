"""Characters without a glyph are named, and fonts of the operator are used for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from app.domain.document import Annex, Block, Enclosures, Paragraph, Salutation, Table
from app.rendering.fonts import Coverage, RareCharacters, directories
from app.rendering.pdf import Typesetter

from .pdf_reading import fonts_of, printed_text, reader
from .samples import LETTER, document


def write_font(path: Path, characters: str, family: str = "Hanzi Extra") -> Path:
    """A font that draws each of the characters as a triangle."""
    names = {ord(character): f"u{ord(character):05X}" for character in characters}
    order = [".notdef", *names.values()]
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    pen.lineTo((500, 800))
    pen.lineTo((900, 0))
    pen.closePath()
    triangle = pen.glyph()
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder(order)
    made.setupCharacterMap(names)
    made.setupGlyf(dict.fromkeys(order, triangle))
    made.setupHorizontalMetrics(dict.fromkeys(order, (1000, 100)))
    made.setupHorizontalHeader(ascent=880, descent=-120)
    made.setupNameTable(
        {"familyName": family, "styleName": "Regular", "fullName": family, "psName": family.replace(" ", "")}
    )
    made.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    made.setupPost()
    made.save(path)
    return path


def test_ordinary_text_is_covered(typesetter: Typesetter) -> None:
    assert typesetter.check(LETTER, with_checklist=True) == ()
    assert typesetter.coverage.uncovered("人民币12,345.67元（大写）㎡①—…“”×÷√\n") == ()


@pytest.mark.parametrize(
    ("character", "sort", "point"),
    [("𠮷", "生僻字", "U+20BB7"), ("𪚥", "生僻字", "U+2A6A5"), ("😀", "表情", "U+1F600"), ("ก", "外文字母", "U+0E01")],
)
def test_a_character_no_font_has_is_named(typesetter: Typesetter, character: str, sort: str, point: str) -> None:
    problems = typesetter.check(document(Paragraph(f"王{character}先生")))
    assert len(problems) == 1
    assert sort in problems[0].sentence and point in problems[0].sentence and character in problems[0].sentence


def test_private_use_is_named_even_where_a_font_has_it(tmp_path: Path) -> None:
    write_font(tmp_path / "own.ttf", "\ue000")
    problems = Typesetter((tmp_path,), system_fonts=False).check(document(Paragraph("王\ue000")))
    assert len(problems) == 1
    assert "自造字" in problems[0].sentence and "U+E000" in problems[0].sentence


def test_the_second_shipped_font_helps_the_first(typesetter: Typesetter) -> None:
    assert typesetter.coverage.family_for("𰻝") == "Noto Sans SC"
    assert "𰻝𰻝面" in printed_text(typesetter.pdf(document(Paragraph("𰻝𰻝面"))))


def test_each_is_named_once_and_a_flood_is_counted(typesetter: Typesetter) -> None:
    flood = "".join(chr(0x1F600 + step) for step in range(40)) * 2
    problems = typesetter.check(document(Paragraph(flood), Table(("原话",), ((flood,),))))
    assert len(problems) == 21
    assert "20个" in problems[-1].sentence


@pytest.mark.parametrize("place", ["title", "salutation", "cell", "caption", "enclosure", "annex"])
def test_it_is_looked_for_everywhere(typesetter: Typesetter, place: str) -> None:
    blocks: dict[str, Block] = {
        "salutation": Salutation("𠮷"),
        "cell": Table(("甲",), (("𠮷",),)),
        "caption": Table(("甲",), (), caption="𠮷"),
        "enclosure": Enclosures(("𠮷",)),
        "annex": Annex("𠮷"),
    }
    block = blocks.get(place, Paragraph("好"))
    assert len(typesetter.check(document(block, title="𠮷" if place == "title" else "题"))) == 1


def test_the_checklist_counts_only_where_it_is_drawn(typesetter: Typesetter) -> None:
    letter = document(Paragraph("好"), checklist=("𠮷",))
    assert typesetter.check(letter) == ()
    assert len(typesetter.check(letter, with_checklist=True)) == 1


def test_rendering_refuses_unless_told_to_print_a_note(typesetter: Typesetter) -> None:
    letter = document(Paragraph("王𠮷先生"))
    with pytest.raises(RareCharacters) as refused:
        typesetter.pdf(letter)
    assert refused.value.problems == typesetter.check(letter)
    assert "王〔U+20BB7〕先生" in printed_text(typesetter.pdf(letter, name_rare=True))


def test_form_boxes_are_drawn_as_signs_of_the_same_meaning(typesetter: Typesetter) -> None:
    letter = document(Paragraph("☑是 ☐否"))
    assert typesetter.check(letter) == ()
    assert "√是□否" in printed_text(typesetter.pdf(letter))


def test_a_font_of_the_operator_is_used_and_embedded(tmp_path: Path) -> None:
    folder = tmp_path / "fonts" / "han"
    folder.mkdir(parents=True)
    write_font(folder / "extra.ttf", "𠮷")
    own = Typesetter((tmp_path / "fonts",), system_fonts=False)
    letter = document(Paragraph("王𠮷先生"))
    assert own.check(letter) == ()
    pdf = own.pdf(letter)
    assert "王𠮷先生" in printed_text(pdf)
    fonts = fonts_of(reader(pdf).pages[0]).values()
    assert any("Hanzi" in str(font["/BaseFont"]) for font in fonts)


def test_a_font_of_the_operator_changes_no_other_letter(tmp_path: Path, typesetter: Typesetter) -> None:
    write_font(tmp_path / "extra.ttf", "𠮷王")
    assert Typesetter((tmp_path,), system_fonts=False).pdf(LETTER) == typesetter.pdf(LETTER)


def test_fonts_that_only_draw_boxes_are_not_asked(tmp_path: Path) -> None:
    write_font(tmp_path / "LastResort.ttf", "𠮷", family="Last Resort")
    assert len(Typesetter((tmp_path,), system_fonts=False).check(document(Paragraph("𠮷")))) == 1


def test_broken_and_missing_fonts_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"\x00\x01\x00\x00 nonsense")
    own = Typesetter((tmp_path, tmp_path / "missing"), system_fonts=False)
    assert own.check(LETTER) == ()
    assert directories((tmp_path / "missing",), system=False) == directories((), system=False)


def test_coverage_stands_without_a_typesetter() -> None:
    assert Coverage().uncovered("好𠮷好") == ("𠮷",)
