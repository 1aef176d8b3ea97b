"""The pack says the facts of the case, numbered as letters refer to them, each reproach with its text and its contacts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.catalogue import Catalogue
from app.conduct.assess import assess
from app.domain.case import CaseFacts
from app.domain.document import Annex, Document, Figure, Form, Heading, Numbered, Paragraph, Table
from app.domain.finding import Assessment
from app.domain.law import Lawbook
from app.evidence.pack import MOST_ROWS, Case, compose_pack, numeral
from app.evidence.pack_words import PackWords, load_pack_words
from app.rendering.pdf import Typesetter
from app.rendering.text import text
from app.rendering.wording import strings
from tests.evidence.long_case import long_case
from tests.rendering.pdf_reading import printed, reader, root, squeezed, structure
from tests.shared import CONTENT

DAY = date(2026, 11, 21)
MOMENT = re.compile(r"2026-\d\d-\d\d \d\d:")
Make = Callable[..., Document]
NIGHT = {
    "at": "2026-09-05T22:41:00",
    "means": "call",
    "answered": True,
    "duration_seconds": 95,
    "number": "02100000004",
}
DAYTIME = {
    "at": "2026-09-03T10:00:00",
    "means": "call",
    "answered": True,
    "duration_seconds": 60,
    "number": "02100000004",
}
CARD = {"creditor": {"kind": "bank-card", "name": "某某银行信用卡中心"}, "collector": {"kind": "agency"}}


@pytest.fixture(scope="module")
def words(law: Lawbook) -> PackWords:
    found, problems = load_pack_words(CONTENT, law)
    assert problems == [] and found is not None
    return found


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter(system_fonts=False)


def case_of(catalogue: Catalogue, facts: CaseFacts) -> Case:
    found = assess(catalogue.conducts, facts.contacts, facts.debt, catalogue.law) if facts.debt else Assessment()
    return Case(facts.debt, facts.contacts, facts.files, found, catalogue.acts.names)


@pytest.fixture
def pack(catalogue: Catalogue, words: PackWords) -> Make:
    def make(debt: Any = CARD, contacts: Any = (), files: Any = (), day: date = DAY, rare: bool = False) -> Document:
        facts = CaseFacts.model_validate({"debt": debt, "contacts": contacts, "files": files})
        return compose_pack(words, case_of(catalogue, facts), day, "v1", rare=rare)

    return make


@pytest.fixture(scope="module")
def long(catalogue: Catalogue, words: PackWords) -> Document:
    return compose_pack(words, case_of(catalogue, long_case()), DAY, "v1")


def file(name: str = "录音.m4a", number: int = 1, **changes: object) -> dict[str, object]:
    return {"name": name, "size": 1234, "sha256": f"{number:064x}", **changes}


def said(document: Document) -> str:
    return "\n".join(strings(document))


def annexes(document: Document) -> list[str]:
    return [block.title for block in document.blocks if isinstance(block, Annex)]


def part(document: Document, title: str) -> Document:
    """The document with this part alone."""
    start = next(place for place, one in enumerate(document.blocks) if isinstance(one, Annex) and title in one.title)
    after = [place for place, one in enumerate(document.blocks) if isinstance(one, Annex) and place > start]
    return replace(document, blocks=document.blocks[start : after[0] if after else None])


def table(document: Document, title: str = "") -> Table:
    blocks = part(document, title).blocks if title else document.blocks
    return next(block for block in blocks if isinstance(block, Table))


def first_page(document: Document) -> dict[str, str]:
    rows = table(document).rows
    return {row[0]: row[1] for row in rows}


# ---- What it says


def test_the_parts_stand_in_order_and_are_named_on_the_first_page(long: Document) -> None:
    assert annexes(long) == ["一、证据目录", "二、核对结果", "三、统计图表", "四、联系记录表", "五、文件校验清单"]
    assert first_page(long)["本材料包括"] == "\n".join(annexes(long))
    assert long.form is Form.EVIDENCE


def test_the_first_page_counts_honestly(long: Document) -> None:
    rows = first_page(long)
    contacts = long_case().contacts
    assert rows["出借方"] == "某某银行信用卡中心（银行信用卡）"
    assert rows["记录期间"].startswith("2026年9月1日至2026年10月31日")
    assert rows["联系次数"].startswith("共300次") and "本人打出或发出1次" in rows["联系次数"]
    assert rows["夜间"].startswith(f"{sum(one.at_night and one.incoming for one in contacts)}次")
    calls = [one for one in contacts if one.means == "call" and one.incoming]
    assert rows["对方来电"] == (
        f"{len(calls)}次：接通{sum(one.answered is True for one in calls)}次，未接{sum(one.answered is False for one in calls)}次"
    )
    assert rows["本人的文件"] == "6个（证据1至6）"
    assert rows["编制日期"] == "2026年11月21日"


def test_the_first_page_says_who_made_it_and_what_nobody_checked(long: Document) -> None:
    notes = next(block for block in long.blocks if isinstance(block, Numbered))
    whole = "".join(notes.items)
    for words in ("由本人编制", "网站没有核实记录的内容", "由有权机关认定", "当天施行的规定", "参照"):
        assert words in whole


def test_contacts_are_numbered_by_time_and_every_one_is_listed(long: Document) -> None:
    rows = table(long, "联系记录表").rows
    assert [row[0] for row in rows] == [f"联系{number}" for number in range(1, 301)]
    assert [row[1] for row in rows] == sorted(row[1] for row in rows)


def test_a_row_has_time_means_number_length_who_what_and_words(pack: Make) -> None:
    contact = NIGHT | {
        "reached": "colleague",
        "called": "13900001234",
        "acts": ["disclose-to-third-party"],
        "words": "他\n欠钱",
    }
    (row,) = table(pack(contacts=[contact]), "联系记录表").rows
    assert row[:7] == ("联系1", "2026-09-05 22:41", "夜", "电话", "02100000004", "1分35秒", "同事")
    assert row[7].startswith("找的是139****1234；") and row[7].endswith("“他 欠钱”")
    (row,) = table(pack(contacts=[contact | {"note": "小周接的。"}]), "联系记录表").rows
    assert row[7].endswith("“他 欠钱”；情况：小周接的")
    assert "把本人欠款的事告诉别人" in row[7] and "晚上10点到早上8点之间催收" in row[7]


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [({"answered": False, "duration_seconds": 0}, "未接"), ({"answered": None, "duration_seconds": None}, ""),
     ({"duration_seconds": 0}, "接通"), ({"duration_seconds": 180}, "3分钟"), ({"duration_seconds": 59}, "59秒"),
         ({"duration_seconds": 3723}, "1小时2分3秒"),
     ({"answered": None, "duration_seconds": 61}, "1分1秒")],
)  # fmt: skip
def test_what_nobody_knows_of_an_answer_stays_empty(pack: Make, changes: dict[str, object], wanted: str) -> None:
    assert table(pack(contacts=[NIGHT | changes]), "联系记录表").rows[0][5] == wanted


def test_own_calls_and_visits_are_said_to_be_so(pack: Make) -> None:
    visit = {"at": "2026-09-06T15:00:00", "means": "visit", "visitors": 4, "called": "本人住处"}
    first, second = table(pack(contacts=[NIGHT | {"direction": "out"}, visit]), "联系记录表").rows
    assert first[7].startswith("本人打出、发出")
    assert second[7].startswith("在本人住处；来了4人")


# ---- Findings


def test_every_reproach_names_its_text_with_the_right_word_and_its_contacts(pack: Make) -> None:
    found = part(pack(contacts=[DAYTIME, NIGHT]), "核对结果")
    headings = [block.text for block in found.blocks if isinstance(block, Heading)]
    assert headings == ["（一）晚上10点到早上8点之间催收", "其余的"]
    (grounds,) = [block.items for block in found.blocks if isinstance(block, Numbered)]
    assert grounds and all(one.startswith(("违反《", "参照《")) for one in grounds)
    assert next(one for one in grounds if "催收工作指引" in one).startswith("参照")
    assert "共1次：联系2。" in said(found)
    assert "另有1次联系，没有发现可以指出的违规。" in said(found)


def test_the_word_is_that_of_the_strength_for_every_ground(catalogue: Catalogue, long: Document) -> None:
    found = part(long, "核对结果")
    lines = [item for block in found.blocks if isinstance(block, Numbered) for item in block.items]
    for instrument in catalogue.law.instruments.values():
        for version in instrument.versions:
            cited = [one for one in lines if f"《{version.title}》（{version.version}）" in one]
            assert all(one.startswith(version.strength.word) for one in cited if one[:2] in ("违反", "参照"))


def test_the_same_threat_before_and_after_new_year_cites_two_laws_each_with_its_contacts(pack: Make) -> None:
    threat = {"means": "sms", "number": "1", "acts": ["threaten-harm"], "words": "打断你的腿"}
    contacts = [threat | {"at": "2025-12-30T14:00:00"}, threat | {"at": "2026-01-03T14:00:00"}]
    words = said(part(pack(contacts=contacts), "核对结果"))
    assert "（2012年修正）第42条（联系1）" in words
    assert "（2025年修订）第50条（联系2）" in words


def test_a_crime_is_left_to_those_who_decide_it(long: Document) -> None:
    lines = [line for line in said(long).split("\n") if "《中华人民共和国刑法》" in line]
    assert lines and all("由司法机关认定" in line for line in lines)


def test_what_is_disputed_is_no_reproach(pack: Make) -> None:
    """A night call of an insurer breaks no text we verified."""
    found = part(pack(debt={"creditor": {"kind": "insurer"}}, contacts=[NIGHT]), "核对结果")
    assert "没有发现可以指出的违规" in said(found)
    assert "违反《" not in said(found)
    assert "有争议的，不作为违规主张" in said(found)


def test_without_a_lender_nothing_is_judged(pack: Make) -> None:
    found = pack(debt=None, contacts=[NIGHT])
    assert "没有选定出借方，未按规定核对。" in said(found)
    assert "违反《" not in said(found) and "参照《" not in said(found)
    assert "核对结果" not in first_page(found)


def test_our_names_for_conducts_speak_of_the_borrower_as_the_writer(long: Document) -> None:
    """你 stands only where the borrower quotes the other side."""
    for row in table(long, "联系记录表").rows:
        assert "你" not in row[7].partition("“")[0]
    for block in part(long, "核对结果").blocks:
        assert not isinstance(block, Heading) or "你" not in block.text


# ---- Evidence list and digests


def test_the_list_names_the_log_and_every_file_in_order(pack: Make) -> None:
    files = [file("b.m4a", 2, kind="recording", shows="9月5日的通话", modified="2026-09-05T22:43:00"), file("a.csv", 1)]
    rows = table(pack(contacts=[NIGHT, DAYTIME], files=files), "证据目录").rows
    assert [row[0] for row in rows] == ["联系1、2", "证据1", "证据2"]
    assert rows[0][3] == "2026年9月3日至2026年9月5日"
    assert rows[1][1:] == ("b.m4a", "录音、录像", "2026年9月5日22时43分改过", "9月5日的通话")


def test_digests_stand_whole_with_what_they_show_and_do_not(pack: Make) -> None:
    found = pack(contacts=[], files=[file("a.csv", 0xABC)])
    assert annexes(found) == ["一、证据目录", "二、文件校验清单"]
    (row,) = table(found, "校验").rows
    assert row[:3] == ("证据1", "a.csv", "1,234")
    assert "".join(row[4].split("\n")) == f"{0xABC:064x}"
    words = said(found)
    assert "自登记以后没有改动" in words and "不说明文件形成的时间、说话的人和内容的真假" in words
    assert "《最高人民法院关于民事诉讼证据的若干规定》第15条" in words


def test_before_the_law_was_in_force_it_is_not_cited(pack: Make) -> None:
    assert "第15条" not in said(pack(files=[file()], day=date(2020, 4, 30)))


def test_a_name_like_code_is_text(pack: Make, typesetter: Typesetter) -> None:
    names = ["=cmd|' /C calc'!A0.csv", '#read("/etc/passwd").png', "<b>&amp;.mp3", "长" * 255]
    found = pack(files=[file(name, number) for number, name in enumerate(names)])
    printed_words = squeezed("".join(run.text for run in printed(typesetter.pdf(found))))
    for name in names:
        assert squeezed(name)[:40] in printed_words.replace("\u200b", "")


# ---- Figures


def test_the_drawings_are_numbered_and_each_has_its_numbers_in_a_table(long: Document) -> None:
    blocks = part(long, "统计图表").blocks
    figures = [block.caption for block in blocks if isinstance(block, Figure)]
    assert [caption.partition("　")[0] for caption in figures] == [
        f"图{number}" for number in range(1, len(figures) + 1)
    ]
    assert any("经过" in one for one in figures) and any("几点" in one for one in figures)
    assert sum("接通" in one for one in figures) == 2
    headers = [block.header[0] for block in blocks if isinstance(block, Table)]
    assert headers == ["日期", "哪一周", "日期"]
    for block in blocks:
        assert not isinstance(block, Figure) or len(block.alt) > 10


def test_days_over_a_limit_are_named_with_its_text(pack: Make) -> None:
    calls = [
        DAYTIME | {"at": f"2026-09-03T{hour:02d}:00:00", "answered": False, "duration_seconds": 0}
        for hour in range(9, 18)
    ]
    blocks = part(pack(contacts=calls), "统计图表").blocks
    (row,) = [block for block in blocks if isinstance(block, Table)][-1].rows
    assert row[:4] == ("2026年9月3日", "9", "0", "9")
    assert "没接通9次" in row[7] and "参照" in row[7] and "的6次" in row[7]


def test_a_log_of_own_calls_alone_has_no_drawing_of_theirs(pack: Make, typesetter: Typesetter) -> None:
    found = pack(contacts=[NIGHT | {"direction": "out"}])
    assert [block.caption for block in found.blocks if isinstance(block, Figure)] == [
        "图1　经过：对方做了什么，我做了什么"
    ]
    assert typesetter.pdf(found).startswith(b"%PDF")


# ---- Its size, its faces


def test_nothing_at_all_is_still_a_document(pack: Make) -> None:
    assert annexes(pack(debt=None)) == []


def moment(place: int) -> str:
    """By day, never twice the same."""
    return (
        f"2026-{1 + place // 600:02d}-{1 + place % 28:02d}T{9 + place % 9:02d}:{place % 60:02d}:{place // 60 % 60:02d}"
    )


def test_of_too_many_contacts_those_with_a_finding_are_listed_first(pack: Make) -> None:
    days = [DAYTIME | {"at": moment(place)} for place in range(MOST_ROWS + 500)]
    found = table(pack(contacts=[*days, NIGHT]), "联系记录表")
    assert len(found.rows) == MOST_ROWS
    assert f"共{MOST_ROWS + 501}次" in found.caption and "其余501次" in found.caption
    assert any(row[2] == "夜" for row in found.rows)
    assert [row[1] for row in found.rows] == sorted(row[1] for row in found.rows)


def test_three_hundred_calls_are_set_tagged_archivable_and_the_same_each_time(
    long: Document, typesetter: Typesetter
) -> None:
    pdf = typesetter.pdf(long)
    assert typesetter.pdf(long) == pdf
    assert 20 <= len(reader(pdf).pages) <= 30
    xmp = root(pdf)["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp and "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    found = structure(pdf)
    assert found.count("/Figure") == sum(isinstance(block, Figure) for block in long.blocks)
    assert len(pdf) < 2_000_000


def test_the_header_stands_on_every_page_of_the_log_and_no_number_breaks(
    long: Document, typesetter: Typesetter
) -> None:
    pages: dict[int, list[str]] = {}
    for run in printed(typesetter.pdf(long)):
        pages.setdefault(run.page, []).append(run.text)
    with_rows = [runs for runs in pages.values() if any(MOMENT.match(run) for run in runs)]
    assert len(with_rows) > 8
    for runs in with_rows:
        assert {"编号", "时间", "做法和原话"} <= set(runs)
    whole = {run for runs in with_rows for run in runs}
    for number in ("联系300", "02100000004", "1069000012345"):
        assert number in whole
    assert sum(len(run) == 19 and bool(MOMENT.match(run)) for runs in with_rows for run in runs) > 280


def test_text_has_every_contact_too(long: Document) -> None:
    words = text(long).text
    assert all(f"编号：联系{number}；" in words for number in (1, 150, 300))


def test_a_rare_character_is_explained_on_the_first_page(pack: Make) -> None:
    assert "〔U+编号〕" in said(pack(rare=True)) and "〔U+编号〕" not in said(pack())


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (76, "七十六"), (99, "九十九")],
)
def test_parts_are_counted_in_chinese(number: int, word: str) -> None:
    assert numeral(number) == word


# ---- Its words


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("{law:zhengju#15}", "{law:zhengju#1500}", "has no article '1500'"),
        ("{law:zhengju#15}", "{law:zhengj#15}", "there is no instrument 'zhengj'; did you mean 'zhengju'?"),
        ("{law:zhengju#15}", "{b_name}", "'{b_name}' may not stand here; only {law:…} may."),
        ("有{count}个文件", "有{many}个文件", "'{many}' may not stand here; only {count} may."),
        ("有{count}个文件", "有{count个文件", "a lone '{' stands here"),
        ("nothing_found:", "nothing_fond:", "there is no field 'nothing_fond' here; did you mean 'nothing_found'?"),
    ],
)
def test_a_mistake_in_the_words_is_told_with_its_line(
    tmp_path: Path, law: Lawbook, old: str, new: str, problem: str
) -> None:
    (tmp_path / "content" / "tables").mkdir(parents=True)
    source = (CONTENT / "tables" / "evidence-pack.yaml").read_text("utf-8")
    assert old in source
    (tmp_path / "content" / "tables" / "evidence-pack.yaml").write_text(source.replace(old, new), "utf-8")
    found, problems = load_pack_words(tmp_path / "content", law)
    assert found is None
    assert any(one.startswith("content/tables/evidence-pack.yaml:") and problem in one for one in problems), problems


def test_paragraphs_of_the_pack_hold_no_placeholder(long: Document) -> None:
    assert not any("{" in block.text for block in long.blocks if isinstance(block, Paragraph))


# ---- What the parts say agrees


def test_the_course_of_things_tells_every_day_with_a_finding(pack: Make) -> None:
    nights = [NIGHT | {"at": f"2026-09-0{day}T22:41:00"} for day in (5, 6, 7)]
    made = pack(contacts=nights)
    course = next(block for block in part(made, "统计图表").blocks if isinstance(block, Table))
    assert [row[0] for row in course.rows] == ["2026年9月5日", "2026年9月6日", "2026年9月7日"]
    assert all("晚上10点到早上8点之间催收" in row[1] for row in course.rows)


@pytest.mark.parametrize("reachable", [None, True])
def test_what_only_the_log_shows_is_not_said_by_the_borrower(pack: Make, reachable: bool | None) -> None:
    sister = NIGHT | {"at": "2026-09-05T11:00:00", "reached": "family"}
    words = said(pack(debt=CARD | {"reachable": reachable}, contacts=[DAYTIME, sister]))
    assert ("此前三日内本人接听过电话" in words) is (reachable is None)
    assert ("却还去找" in words) is (reachable is True)
    # Ticked, it is the borrower's own word, however long ago a call was answered.
    later = sister | {"at": "2026-09-12T11:00:00", "acts": ["contact-when-reachable"]}
    words = said(pack(debt=CARD | {"reachable": reachable}, contacts=[DAYTIME, later]))
    assert "此前三日内本人接听过电话" not in words and "却还去找" in words


def test_a_reproach_names_its_text_without_what_else_stands_there(pack: Make) -> None:
    made = said(pack(contacts=[DAYTIME, NIGHT | {"reached": "employer", "acts": ["workplace-pressure"]}]))
    assert "违反《" in made
    for stray in ("只见于转载", "没有核到", "委托外部催收前", "只写文件名"):
        assert stray not in made


def test_what_a_name_tells_of_several_acts_is_not_said_of_one(
    pack: Make, catalogue: Catalogue, words: PackWords
) -> None:
    relative = DAYTIME | {"reached": "family", "acts": ["collect-from-third-party"]}
    made = said(pack(contacts=[relative]))
    assert "向本人以外的人催要" in made and "代还" not in made
    known = {one.slug for one in catalogue.conducts.conducts}
    assert {*words.file.called, *words.file.by_log} <= known
