"""A PDF says what the document says, in its order, and keeps the standards it claims."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PageObject

from app.domain.document import Addressed, Block, Document, Enclosures, Form, Heading, Paragraph, Signature, Table
from app.rendering.pdf import Typesetter
from app.rendering.sheet import POINTS_PER_CENTIMETRE, SHEETS
from app.rendering.wording import strings

from .pdf_reading import fonts_of, printed, printed_text, reader, root, squeezed, structure
from .samples import COURT_PAPER, DAY, LETTER, SAMPLES, document

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.kind)
def test_every_string_stands_in_the_pdf_in_order(typesetter: Typesetter, sample: Document) -> None:
    text = printed_text(typesetter.pdf(sample))
    place = 0
    for said in map(squeezed, strings(sample)):
        found = text.find(said, place)
        assert found >= 0, said
        place = found


def test_a_plain_reader_finds_the_text_too(typesetter: Typesetter) -> None:
    pages = reader(typesetter.pdf(COURT_PAPER)).pages
    assert "某市某区人民法院" in pages[0].extract_text()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.kind)
def test_it_is_tagged_and_archivable(typesetter: Typesetter, sample: Document) -> None:
    catalogue = root(typesetter.pdf(sample))
    assert catalogue["/MarkInfo"]["/Marked"].value
    assert catalogue["/Lang"] == "zh-CN"
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"].value
    xmp = catalogue["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp


def test_headings_and_tables_are_in_the_structure(typesetter: Typesetter) -> None:
    found = structure(typesetter.pdf(LETTER))
    assert found.count("/H1") == 3
    assert found.count("/TH") == 6
    assert found.count("/TD") == 240


def test_a_heading_level_is_never_skipped(typesetter: Typesetter) -> None:
    found = structure(typesetter.pdf(document(Heading("甲", 3), Heading("乙", 3), Heading("丙", 1), Heading("丁", 9))))
    assert [tag for tag in found if tag.startswith("/H")] == ["/H1", "/H2", "/H1", "/H2"]


def test_metadata_names_the_document_and_nobody(typesetter: Typesetter) -> None:
    about = reader(typesetter.pdf(LETTER)).metadata
    assert about is not None
    assert about.title == "停止违规催收告知函"
    assert not about.author
    assert about.creation_date is not None and about.creation_date.date() == DAY
    assert "内容版本 2026.11.21 · 法律按 2026年11月21日" in str(about.subject)


def test_the_last_page_says_the_content_version(typesetter: Typesetter) -> None:
    by_page: dict[int, str] = {}
    for run in printed(typesetter.pdf(LETTER, with_checklist=True)):
        by_page[run.page] = by_page.get(run.page, "") + run.text
    carrying = [page for page, text in by_page.items() if "内容版本2026.11.21" in squeezed(text)]
    assert carrying == [len(by_page) - 1]


def test_fonts_are_embedded_as_subsets(typesetter: Typesetter) -> None:
    pdf = typesetter.pdf(LETTER)
    for page in reader(pdf).pages:
        for font in fonts_of(page).values():
            described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(described)
            assert str(described["/FontName"])[7] == "+"
    assert len(pdf) < 300_000


def centimetres(page: PageObject) -> tuple[float, float]:
    return (float(page.mediabox.width) / POINTS_PER_CENTIMETRE, float(page.mediabox.height) / POINTS_PER_CENTIMETRE)


@pytest.mark.parametrize("form", list(Form))
def test_the_page_is_a4_with_the_margins_and_pitch_of_its_form(typesetter: Typesetter, form: Form) -> None:
    sheet = SHEETS[form]
    pdf = typesetter.pdf(document(Paragraph("我收到来电。" * 60), form=form))
    assert centimetres(reader(pdf).pages[0]) == pytest.approx((21.0, 29.7), abs=0.01)
    lines = [run for run in printed(pdf) if run.page == 1 and "来电" in run.text]
    margin = sheet.left * POINTS_PER_CENTIMETRE
    assert min(run.left for run in lines) == pytest.approx(margin, abs=0.1)
    assert max(run.left for run in lines) == pytest.approx(margin + 2 * sheet.body, abs=0.1)
    baselines = sorted({round(run.baseline, 2) for run in lines}, reverse=True)
    steps = {round(above - below, 1) for above, below in pairwise(baselines)}
    assert steps == {sheet.pitch}


def test_pages_are_counted_without_the_checklist(typesetter: Typesetter) -> None:
    alone, both = typesetter.pdf(LETTER), typesetter.pdf(LETTER, with_checklist=True)
    pages = len(reader(alone).pages)
    assert pages >= 3
    assert len(reader(both).pages) == pages + 1
    assert f"第1页共{pages}页" in printed_text(both)
    assert f"第{pages + 1}页" not in printed_text(both)


def test_the_checklist_is_marked_and_only_there_when_asked_for(typesetter: Typesetter) -> None:
    assert "办理清单" not in printed_text(typesetter.pdf(LETTER))
    last = [run.text for run in printed(typesetter.pdf(LETTER, with_checklist=True))][-60:]
    assert "不随信寄出" in "".join(last)
    assert "办理清单" not in printed_text(typesetter.pdf(replace(LETTER, checklist=()), with_checklist=True))


def test_the_table_header_stands_on_every_page_of_the_table(typesetter: Typesetter) -> None:
    pages: dict[int, str] = {}
    for run in printed(typesetter.pdf(LETTER)):
        pages[run.page] = pages.get(run.page, "") + run.text
    with_rows = [page for page, text in pages.items() if "次来电" in text]
    assert len(with_rows) >= 2
    assert all("对方号码" in pages[page] for page in with_rows)


@pytest.mark.parametrize("length", range(300, 520, 20))
def test_a_signature_never_stands_on_a_page_without_text(typesetter: Typesetter, length: int) -> None:
    sentence = "对方来电要求还款。"
    text = (sentence * 60)[:length]
    paragraphs = tuple(Paragraph(text[start : start + 60]) for start in range(0, length, 60))
    runs = list(printed(typesetter.pdf(document(*paragraphs, Signature("申请人", DAY)))))
    signed = next(run.page for run in runs if "签名" in run.text)
    assert any(run.page == signed and "来电" in run.text for run in runs)


@pytest.mark.parametrize(
    ("closing", "text"),
    [((Addressed("某法院"),), "来电"), ((Enclosures(("甲", "乙件")),), "乙件")],
    ids=["addressed", "enclosures"],
)
@pytest.mark.parametrize("count", range(4, 14))
def test_nor_with_what_closes_a_letter(
    typesetter: Typesetter, closing: tuple[Block, ...], text: str, count: int
) -> None:
    paragraphs = tuple(Paragraph("对方来电要求还款。" * 7) for _ in range(count))
    runs = list(printed(typesetter.pdf(document(*paragraphs, *closing, Signature("申请人", DAY)))))
    signed = next(run.page for run in runs if "签名" in run.text)
    assert any(run.page == signed and text in run.text for run in runs)


def test_a_ticked_box_is_a_tick_in_a_drawn_frame(typesetter: Typesetter) -> None:
    """The frame is no text; the spaces around stay, and a choice is not broken inside."""
    rows = (("对本金有无异议", "☐确认　☑有异议\n☐不清楚　☑没有这一项"),)
    pdf = typesetter.pdf(document(Table(("问题", "答复"), rows, widths=(5.0, 1.3))))
    lines: dict[int, str] = {}
    for run in printed(pdf):
        line = round(run.baseline)
        lines[line] = lines.get(line, "") + run.text
    shown = ["".join(text.split()) for text in lines.values()]
    assert any("没有这一项" in text for text in shown)
    assert "√有异议" in "".join(printed_text(pdf).split())
    frames = reader(pdf).pages[0].get_contents()
    assert frames is not None and frames.get_data().count(b"/Artifact") >= 2


@pytest.mark.parametrize("lender", ["某" * count for count in range(1, 20)])
def test_a_title_is_not_broken_inside_or_beside_brackets(typesetter: Typesetter, lender: str) -> None:
    letter = document(Paragraph("请处理。"), title=f"关于{lender}催收问题的投诉（举报）信")
    lines: dict[int, str] = {}
    for run in printed(typesetter.pdf(letter)):
        lines[round(run.baseline)] = lines.get(round(run.baseline), "") + squeezed(run.text)
    assert "".join(lines.values()).startswith(letter.title)
    assert any("投诉（举报）信" in line for line in lines.values())


def test_a_day_left_open_is_left_for_the_hand(typesetter: Typesetter) -> None:
    text = printed_text(typesetter.pdf(document(Signature("异议人", None))))
    assert "异议人（签名）：年月日" in text


def test_the_same_document_gives_the_same_bytes(typesetter: Typesetter) -> None:
    once = typesetter.pdf(LETTER, with_checklist=True)
    typesetter.pdf(COURT_PAPER)
    assert typesetter.pdf(LETTER, with_checklist=True) == once
    assert Typesetter(system_fonts=False).pdf(LETTER, with_checklist=True) == once


def test_another_process_gives_the_same_bytes(typesetter: Typesetter) -> None:
    program = (
        "import hashlib; from app.rendering.pdf import Typesetter; from tests.rendering.samples import LETTER;"
        "print(hashlib.sha256(Typesetter(system_fonts=False).pdf(LETTER)).hexdigest())"
    )
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == hashlib.sha256(typesetter.pdf(LETTER)).hexdigest()


def test_another_day_is_another_document(typesetter: Typesetter) -> None:
    assert typesetter.pdf(replace(LETTER, on=date(2026, 10, 13))) != typesetter.pdf(LETTER)


def test_threads_do_not_mix_their_letters(typesetter: Typesetter) -> None:
    letters = [document(Paragraph(f"第{number}封信。" * 20)) for number in range(24)]
    alone = [typesetter.pdf(letter) for letter in letters]
    fresh = Typesetter(system_fonts=False)
    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(fresh.pdf, letters)) == alone


def resident_megabytes() -> int:
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmRSS"))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_memory_does_not_grow_with_the_letters(typesetter: Typesetter) -> None:
    def write(first: int, count: int) -> None:
        for number in range(first, first + count):
            typesetter.pdf(document(Paragraph(f"今年第{number}次来电，号码1380000{number:04d}，内容如下。" * 12)))

    write(0, 60)
    before = resident_megabytes()
    write(60, 200)
    assert resident_megabytes() - before < 12


def test_memory_is_given_back_after_long_tables(typesetter: Typesetter) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("needs /proc")

    def write(number: int) -> None:
        rows = tuple((f"{number}年{row}日", f"{number}次{row}回，再不还就去你单位") for row in range(400))
        typesetter.pdf(document(Table(("时间", "原话"), rows)))

    for number in range(3):
        write(number)
    before = resident_megabytes()
    for number in range(3, 9):
        write(number)
    assert resident_megabytes() - before < 40


def test_nothing_is_written_to_disk(typesetter: Typesetter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template = ROOT / "templates" / "typst"
    before = sorted(path.name for path in template.iterdir())
    for name in ("TMPDIR", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    Typesetter(system_fonts=False).pdf(LETTER)
    assert list(tmp_path.iterdir()) == []
    assert sorted(path.name for path in template.iterdir()) == before
