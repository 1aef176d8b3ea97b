from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.catalogue import Catalogue
from app.domain.document import Annex, Enclosures, Heading, Numbered, Paragraph, Signature, Table
from app.domain.fields import FieldKind
from app.domain.markup import Kind
from app.domain.own_file import FileKind, OwnFile
from app.letters.basis import MOST_CITED, MOST_WHEN_NEEDED
from app.letters.draft import stated
from app.letters.facts import MOST_ROWS, MOST_TOLD
from app.letters.model import Composition, Letter
from tests.letters.conftest import Write, said
from tests.letters.test_letter_examples import BOOK, EXAMPLES

# Every statement ends with the numbers its contacts have everywhere.
EVIDENCE = re.compile(r"（联系\d+([、至]\d+)*）。$")
ACCUSING = ("stop-unlawful-collection", "complaint-lender", "complaint-nfra", "police-report")
NIGHT_CALL: dict[str, Any] = {"at": "2026-11-10T22:30:00", "means": "call", "answered": True, "number": "02100000004"}
DAY_CALL: dict[str, Any] = {**NIGHT_CALL, "at": "2026-11-10T10:30:00", "words": "请您按时还款"}
THREAT: dict[str, Any] = {**NIGHT_CALL, "at": "2026-11-10T15:30:00", "acts": ["threaten-harm"], "words": "打断你的腿"}


def numbered(composed: Composition, place: int) -> tuple[str, ...]:
    """The items of the numbered list at this place."""
    assert composed.document is not None
    return [block for block in composed.document.blocks if isinstance(block, Numbered)][place].items


def statements(composed: Composition) -> tuple[str, ...]:
    assert composed.document is not None
    lists = [block.items for block in composed.document.blocks if isinstance(block, Numbered)]
    return next(items for items in lists if EVIDENCE.search(items[0]))


# ---- No dated fact, no allegation, no letter


@pytest.mark.parametrize("slug", ACCUSING)
def test_without_a_contact_there_is_no_letter(slug: str, write: Write) -> None:
    composed = write(slug, contacts=())
    assert composed.document is None
    assert [one.where for one in composed.problems] == ["contacts"]


@pytest.mark.parametrize("slug", ACCUSING)
def test_lawful_contacts_alone_are_no_letter(slug: str, write: Write) -> None:
    composed = write(slug, contacts=(DAY_CALL,), on=date(2026, 11, 21))
    assert composed.document is None
    assert "contacts" in {one.where for one in composed.problems}


@pytest.mark.parametrize("slug", ACCUSING)
def test_without_a_lender_there_is_no_letter(slug: str, write: Write, catalogue: Catalogue) -> None:
    example = catalogue.letters.by_slug[slug].file.examples[0].model_copy(update={"debt": None})
    composed = write(slug, example)
    assert composed.document is None
    assert "debt" in {one.where for one in composed.problems}


def test_a_lawful_contact_is_not_accused(write: Write) -> None:
    composed = write("stop-unlawful-collection", contacts=(THREAT, DAY_CALL), on=date(2026, 11, 21))
    assert "请您按时还款" not in said(composed.document)
    assert len(statements(composed)) == 1


def test_a_disputed_conduct_without_a_text_in_force_is_not_accused(write: Write) -> None:
    """A night call of an insurer breaks no text we verified."""
    composed = write(
        "stop-unlawful-collection", debt={"creditor": {"kind": "insurer", "name": "某保险公司"}},
        contacts=(NIGHT_CALL,), on=date(2026, 11, 21),
    )  # fmt: skip
    assert [one.where for one in composed.problems] == ["contacts"]


@pytest.mark.parametrize("slug", ACCUSING)
def test_every_statement_has_day_number_words_or_count_and_evidence(slug: str, write: Write) -> None:
    for statement in statements(write(slug)):
        assert statement.startswith("202") and "日" in statement
        assert "“" in statement or "次" in statement
        assert EVIDENCE.search(statement)


def test_eight_calls_of_a_day_are_one_statement_with_their_count(write: Write) -> None:
    composed = write("complaint-lender")
    last = statements(composed)[-1]
    assert last.startswith("2026年9月7日9时00分至17时00分，号码02100000004致电本人，共8次，均未接通")
    table = next(block for block in composed.document.blocks if isinstance(block, Table))  # type: ignore[union-attr]
    assert last.endswith("（联系4至11）。")
    assert [row[-1] for row in table.rows].count("第4项") == 8
    assert [row[0] for row in table.rows if row[-1] == "第4项"] == [f"联系{number}" for number in range(4, 12)]


def test_numbers_are_those_of_the_whole_log_by_time(write: Write) -> None:
    """What is lawful is not told, and counts all the same: the pack and the page show the same numbers."""
    composed = write("stop-unlawful-collection", contacts=(THREAT, DAY_CALL, NIGHT_CALL), on=date(2026, 11, 21))
    ends = [EVIDENCE.search(one)[0] for one in statements(composed)]  # type: ignore[index]
    assert ends == ["（联系2）。", "（联系3）。"]
    assert composed.document is not None
    table = next(block for block in composed.document.blocks if isinstance(block, Table))
    assert [(row[0], row[-1]) for row in table.rows] == [("联系2", "第1项"), ("联系3", "第2项")]


def enclosed(composed: Composition) -> tuple[str, ...]:
    assert composed.document is not None
    return next(block.items for block in composed.document.blocks if isinstance(block, Enclosures))


def own(number: int, name: str = "录音.m4a", shows: str = "") -> OwnFile:
    return OwnFile(name=name, size=9, sha256=f"{number:064x}", kind=FileKind.RECORDING, shows=shows)


def test_only_what_there_is_stands_among_the_enclosures(write: Write) -> None:
    composed = write("stop-unlawful-collection")
    assert enclosed(composed) == ("联系记录（附表一，编号与上文一致）", "同事李某的书面说明（1页）", "通话详单（2页）")
    assert not any("还没有列证据" in one for one in composed.draft.checklist)
    alone = write("stop-unlawful-collection", answers={"e_list": None})
    assert enclosed(alone) == ("联系记录（附表一，编号与上文一致）",)
    assert any("还没有列证据" in one for one in alone.draft.checklist)


def test_the_files_of_the_case_are_enclosed_under_their_numbers(write: Write) -> None:
    files = (own(1, "9月5日.m4a", "夜里的通话。"), own(2, "b\n😀.m4a"))
    items = enclosed(write("stop-unlawful-collection", files=files))
    assert items[1:3] == ("证据1：9月5日.m4a（录音、录像），夜里的通话", "证据2：b .m4a（录音、录像）")
    assert not any("标明联系编号" in one for one in items)


def test_of_many_files_the_letter_names_the_numbers(write: Write) -> None:
    items = enclosed(write("stop-unlawful-collection", files=tuple(own(number) for number in range(1, 41))))
    assert items[1] == "证据1至40：名称和证明内容见证据材料中的证据目录"


def test_a_court_paper_that_tells_no_contact_encloses_no_files(write: Write) -> None:
    assert not any("录音.m4a" in one for one in enclosed(write("payment-order-objection", files=(own(1),))))


def test_many_contacts_go_to_the_annex(write: Write) -> None:
    calls = tuple({**THREAT, "at": f"2026-11-10T15:{minute:02d}:{second:02d}", "words": f"打断你的腿{minute}-{second}"}
                  for minute in range(45) for second in range(0, 60, 6))  # fmt: skip
    composed = write("stop-unlawful-collection", contacts=calls, on=date(2026, 11, 21))
    assert composed.document is not None
    assert len(statements(composed)) == MOST_TOLD
    table = next(block for block in composed.document.blocks if isinstance(block, Table))
    assert len(table.rows) == MOST_ROWS
    assert "共450次" in table.caption
    assert f"另有{450 - MOST_TOLD}项同类情况" in said(composed.document)


def test_the_gravest_is_told_however_late_it_came(write: Write) -> None:
    """A letter that tells twelve of sixteen tells one of every kind; the annex says of the rest what was done."""
    nights = tuple({**NIGHT_CALL, "at": f"2026-10-{day:02d}T22:30:00", "words": f"今晚还{day}"} for day in range(1, 16))
    told = {"at": "2026-11-12T10:00:00", "means": "call", "answered": True, "number": "02100000004", "reached": "family",
            "acts": ["disclose-to-third-party"], "words": "你儿子欠了一万八"}  # fmt: skip
    composed = write("complaint-lender", contacts=(*nights, told), on=date(2026, 11, 21))
    items = statements(composed)
    assert len(items) == MOST_TOLD and "你儿子欠了一万八" in items[-1]
    assert "另有4项同类情况，逐次列在附表一。" in said(composed.document)
    assert composed.document is not None
    table = next(block for block in composed.document.blocks if isinstance(block, Table))
    assert [row[-2] for row in table.rows if row[-1] == "第13项"] == ["今晚还12；时间在22时至次日8时之间"]


def test_that_the_writer_could_be_reached_is_said_by_the_writer_alone(write: Write) -> None:
    family = {**DAY_CALL, "at": "2026-11-11T10:00:00", "reached": "family", "words": "让他接电话"}
    for reachable, wanted, unwanted in (
        (None, "此前三日内本人接听过电话", "当时本人可以正常接通"),
        (True, "当时本人可以正常接通", "此前三日内本人接听过电话"),
    ):
        composed = write(
            "complaint-lender", contacts=(DAY_CALL, family), debt={"reachable": reachable}, on=date(2026, 11, 21)
        )
        text = said(composed.draft)
        assert wanted in text and unwanted not in text
    # Who ticks it says so; that a call was answered the log must show.
    ticked = {**family, "at": "2026-11-18T10:00:00", "acts": ["contact-when-reachable"]}
    text = said(write("complaint-lender", contacts=(DAY_CALL, ticked), on=date(2026, 11, 21)).draft)
    assert "当时本人可以正常接通" in text and "本人接听过电话" not in text


def test_the_six_months_run_from_what_the_report_tells(write: Write) -> None:
    """A polite call since is no act, and prolongs nothing."""
    polite = {**DAY_CALL, "at": "2026-11-20T10:30:00"}
    composed = write("police-report", contacts=(THREAT, polite), on=date(2026, 11, 21))
    assert composed.deadline is not None and composed.deadline.start == date(2026, 11, 10)


def test_a_quotation_is_ended_once_and_a_note_keeps_its_own(write: Write) -> None:
    words = {**THREAT, "words": "打断你的腿。", "note": "墙上喷了“欠债还钱”"}
    text = said(write("complaint-lender", contacts=(words,), on=date(2026, 11, 21)).draft)
    assert "对方称“打断你的腿”。当时情况：墙上喷了“欠债还钱”（联系1）。" in text


def test_the_log_says_what_was_ticked_in_the_words_of_the_letters(write: Write, catalogue: Catalogue) -> None:
    """Every place of every clause filled, and no more told than the words tell."""
    day = date(2026, 11, 21)
    for act in catalogue.conducts.by_slug:
        for words in ("", "再不还就告诉你单位"):
            contact = {**DAY_CALL, "reached": "family", "acts": [act], "words": words}
            text = said(write("call-log", contacts=(contact,), on=day).draft)
            assert "{" not in text, act
    told = {**DAY_CALL, "reached": "family", "acts": ["disclose-to-third-party"], "words": "你儿子欠钱"}
    assert "透露该笔借款的情况" in said(write("call-log", contacts=(told,), on=day).draft)


def test_who_has_nothing_to_do_with_the_debt_is_named_and_a_spouse_is_not(write: Write) -> None:
    def called(reached: str, **more: str) -> dict[str, Any]:
        return {**THREAT, "reached": reached, "acts": ["disclose-to-third-party"], **more}

    spouse = called("family", third_party_role="spouse", at="2026-11-11T10:00:00")
    day = date(2026, 11, 21)
    both = said(write("complaint-lender", contacts=(called("colleague"), spouse), on=day).draft)
    assert "本人的同事不是共同借款人，也不是担保人，与该笔借款没有法律关系。" in both
    assert "没有法律关系" not in said(write("complaint-lender", contacts=(spouse,), on=day).draft)
    brother = called("family", third_party_role="unrelated")
    assert "本人的家人不是" in said(write("complaint-lender", contacts=(brother,), on=day).draft)
    assert "没有法律关系" not in said(write("complaint-lender", contacts=(brother, spouse), on=day).draft)


def test_a_file_that_is_withheld_goes_with_no_letter_and_the_others_keep_their_numbers(write: Write) -> None:
    files = (own(1), own(2, "还款凭证.png").model_copy(update={"withheld": True}), own(3, "c.m4a"))
    assert [one[:3] for one in enclosed(write("stop-unlawful-collection", files=files))[1:3]] == ["证据1", "证据3"]


def test_a_statement_without_number_and_words_is_pointed_out(write: Write) -> None:
    bare = {**NIGHT_CALL, "number": ""}
    composed = write("stop-unlawful-collection", 0, contacts=(THREAT, bare), on=date(2026, 11, 21))
    assert [one.where for one in composed.warnings if one.where.startswith("contacts")] == ["contacts.1.words"]


def test_the_number_of_someone_else_is_masked(write: Write) -> None:
    told = {**NIGHT_CALL, "at": "2026-11-10T10:00:00", "reached": "colleague", "called": "13912345678",
            "acts": ["disclose-to-third-party"], "words": "他欠钱"}  # fmt: skip
    words = said(write("stop-unlawful-collection", contacts=(told,), on=date(2026, 11, 21)).document)
    assert "139****5678" in words
    assert "13912345678" not in words


@pytest.mark.parametrize(("reached", "called", "says"), [
    ("me", "0571-55551122", "0571-55551122"), ("me", "13912345678", "13912345678"),
    ("employer", "0571-55551122", "0571-55551122"), ("employer", "13912345678", "139****5678"),
])  # fmt: skip
def test_the_writers_own_number_is_not_masked(write: Write, reached: str, called: str, says: str) -> None:
    told = {**NIGHT_CALL, "reached": reached, "called": called, "acts": ["insult-abuse"], "words": "不要脸"}
    assert says in said(write("stop-unlawful-collection", contacts=(told,), on=date(2026, 11, 21)).document)


def test_a_contact_after_the_day_of_the_letter_is_refused(write: Write) -> None:
    composed = write("stop-unlawful-collection", contacts=(THREAT,), on=date(2026, 11, 9))
    assert "contacts.0.at" in {one.where for one in composed.problems}


# ---- The law of each day


def every_day(catalogue: Catalogue, letter: Letter) -> list[date]:
    """Every day on which a law the letter may cite changes since the civil code, and the day before; for a letter that
    accuses that is any law."""
    boundaries = catalogue.law.boundaries if letter.file.accuses else sorted(changes(catalogue, letter))
    since = [day for day in boundaries if day >= date(2021, 1, 1)]
    return sorted({day - timedelta(days=back) for day in (*since, date(2021, 1, 1)) for back in (0, 1)})


def changes(catalogue: Catalogue, letter: Letter) -> set[date]:
    named = {entry.cite for entry in letter.file.law if not isinstance(entry, str)}
    named |= {
        piece.name
        for part in letter.parts
        for text in part.texts
        for piece in text.placeholders
        if piece.kind in (Kind.LAW, Kind.PARAM)
    }
    instruments = {re.split("[#.]", one)[0] for one in named}
    return {version.starts for name in instruments for version in catalogue.law.instrument(name).versions}


def shifted(contact: dict[str, Any], on: date) -> dict[str, Any]:
    return {**contact, "at": f"{on.isoformat()}T{str(contact['at'])[11:]}"}


@pytest.mark.parametrize(("letter", "example"), EXAMPLES)
def test_temporal_sweep(letter: Any, example: Any, write: Write, catalogue: Catalogue) -> None:
    """Moved to any day in this century's law, a letter cites only what was in force then, and only what binds."""
    answers = {key: value for key, value in example.answers.items() if not str(value)[:3].startswith("202")}
    for day in every_day(catalogue, letter):
        contacts = tuple(shifted(one, day) for one in example.contacts)
        changed = {"j_receive": day.isoformat()} if "j_receive" in example.answers else {}
        moved = example.model_copy(update={"contacts": contacts, "answers": answers | changed})
        for citation in write(letter.slug, moved, on=day).citations:
            version = citation.version
            if citation.article.number:
                assert catalogue.law.version(version.instrument, day) is version
                assert citation.article is version.articles[citation.article.number]
            kind = moved.debt["creditor"]["kind"] if moved.debt else None
            assert version.binds is None or kind in version.binds


def test_across_new_year_each_message_has_its_own_article(write: Write) -> None:
    words = said(write("police-report", 1).document)
    assert (
        "2025年12月31日以前的上列第1至2项：涉及当时施行的《中华人民共和国治安管理处罚法》（2012年修正）第42条。"
        in words
    )
    assert "2026年1月1日以后的上列第3至4项：涉及《中华人民共和国治安管理处罚法》（2025年修订）第50条。" in words


def test_standards_and_self_regulation_are_only_referred_to(write: Write) -> None:
    for slug in ACCUSING:
        for line in said(write(slug).document).split("\n"):
            if "GB/T" in line or "自律" in line or "工作指引" in line:
                assert "可参照" in line
                assert "违反" not in line


def test_an_unverified_number_is_not_printed(write: Write) -> None:
    composed = write("stop-unlawful-collection")
    named = [one for one in composed.citations if one.article.printed is None]
    assert named
    assert "《消费金融公司管理办法》的有关规定" in said(composed.document)
    assert "条号未核" not in said(composed.document)


@pytest.mark.parametrize("slug", ACCUSING)
def test_about_five_texts_are_cited(slug: str, write: Write, catalogue: Catalogue) -> None:
    for place, example in enumerate(catalogue.letters.by_slug[slug].file.examples):
        composed = write(slug, place)
        if composed.document and not example.expect.problems:
            letter = catalogue.letters.by_slug[slug].file
            procedure = {entry.cite.partition("#")[0] for entry in letter.law if not isinstance(entry, str)}
            accused = [one for one in composed.citations if one.version.instrument not in procedure - {"zhian"}]
            assert len({one.version.instrument for one in accused}) <= MOST_CITED
            assert len({(one.version.instrument, one.article.printed) for one in accused}) <= MOST_WHEN_NEEDED + 2


def test_each_line_of_law_is_tied_to_a_statement(write: Write) -> None:
    composed = write("complaint-lender")
    assert composed.document is not None
    lists = [block.items for block in composed.document.blocks if isinstance(block, Numbered)]
    lines = next(items for items in lists if "上列第" in items[0])
    assert all("上列第" in line and "项：" in line for line in lines)


def test_crime_is_named_to_the_police_only(write: Write) -> None:
    for slug in ("stop-unlawful-collection", "complaint-nfra"):
        composed = write(slug, contacts=(THREAT,), on=date(2026, 11, 21))
        assert "《中华人民共和国刑法》" not in said(composed.document)
    assert "《中华人民共和国刑法》" in said(write("police-report").document)


def test_the_order_of_protection_needs_the_new_law(write: Write) -> None:
    old = {**THREAT, "at": "2025-12-30T20:00:00", "acts": ["threaten-harm", "stalking-blocking"]}
    composed = write("police-report", contacts=(old,), on=date(2026, 1, 10))
    assert "不得接触" not in said(composed.document)
    assert "need_protect" in {one.where for one in composed.warnings}


def test_ongoing_danger_is_sent_to_110_first(write: Write) -> None:
    composed = write("police-report", answers={"ongoing": "now"})
    assert composed.warnings[0].sentence.startswith("先打110")


# ---- Whom it may be about


@pytest.mark.parametrize("kind", ["micro-lender", "platform", "asset-manager", "private-lender"])
def test_the_regulator_is_not_asked_about_lenders_it_does_not_watch(kind: str, write: Write) -> None:
    composed = write("complaint-nfra", debt={"creditor": {"kind": kind, "name": "某某"}})
    assert [one.where for one in composed.problems] == ["debt"]


def test_a_private_lender_is_held_to_no_rule_for_institutions(write: Write) -> None:
    composed = write("stop-unlawful-collection", 2)
    assert all(one.version.binds is None for one in composed.citations)


# ---- The writer's own words


def test_the_same_input_gives_the_same_letter(write: Write) -> None:
    assert write("complaint-nfra") == write("complaint-nfra")


def test_a_letter_prints_only_the_end_of_an_identity_number(write: Write) -> None:
    words = said(write("stop-unlawful-collection", answers={"b_idno": "990101199005010032"}).document)
    assert "990101199005010032" not in words
    assert "0032" in words


def test_a_court_paper_prints_it_whole(write: Write) -> None:
    assert "公民身份号码990101199005010032" in said(write("payment-order-objection").document)


def test_amounts_stand_in_figures_and_in_words(write: Write) -> None:
    assert "10,000.00元（人民币壹万元整）" in said(write("payment-order-objection").document)


def test_no_letter_admits_the_debt_by_itself(write: Write) -> None:
    for letter in BOOK.letters:
        for example in letter.file.examples:
            document = write(letter.slug, example).document
            if document and example.answers.get("limitation_notice") != "yes":
                for phrase in ("愿意依法承担", "我欠", "本人欠", "承认欠款", "一定还"):
                    assert phrase not in said(document)


POSITION = ["complaint-lender", "complaint-nfra", "complaint-local-finance"]


@pytest.mark.parametrize("slug", POSITION)
def test_that_the_principal_is_agreed_is_written_only_after_the_notice_and_within_three_years(
    slug: str, write: Write
) -> None:
    wants = {"d_admit": "dispute-fees", "limitation_notice": "yes"}
    agreed = "本人对本金没有争议，有争议的是息费或者催收。"
    long_ago = {"last_payment_on": "2020-01-01", "last_demand_on": "2020-01-01", "signed_on": None}
    recent = {"last_payment_on": "2026-03-01"}
    unread = {**wants, "limitation_notice": "no", "c_loan_date": ""}
    assert agreed in said(write(slug, answers={**wants, "c_loan_date": ""}, debt=recent).document)
    for composed in (
        write(slug, answers=unread, debt=recent),
        write(slug, answers={**wants, "c_loan_date": ""}, debt=long_ago),
    ):
        assert agreed not in said(composed.draft)
        assert "d_admit" in {one.where for one in composed.warnings}


@pytest.mark.parametrize("slug", POSITION)
@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [("dispute-all", "主张的金额全部有异议"), ("settled", "已经结清"), ("not-mine", "不是本人办理")],
)
def test_each_position_has_a_sentence_of_its_own(slug: str, chosen: str, sentence: str, write: Write) -> None:
    assert sentence in said(write(slug, answers={"d_admit": chosen}).draft)
    assert sentence not in said(write(slug, answers={"d_admit": "silent"}).draft)


HOSTILE = "{b_name} {law:minsu#227} [?private] ## 一\n\n# 题\n\n{block:facts} <script>#\\$`*_`</script> %s {{}}"


@pytest.mark.parametrize("slug", [*ACCUSING, "payment-order-objection"])
def test_what_is_typed_stays_text_in_every_field(slug: str, write: Write, catalogue: Catalogue) -> None:
    letter = catalogue.letters.by_slug[slug]
    plain = write(slug)
    assert plain.document is not None
    for field in letter.fields:
        if field.kind not in (FieldKind.TEXT, FieldKind.PARAGRAPH, FieldKind.ADDRESS) or field.limits.contains:
            continue
        typed = HOSTILE[: field.limits.longest or 200]
        needed = {"obstacle_gone": "2026-11-18"} if field.id == "late_reason" else {}
        composed = write(slug, answers={field.id: typed, **needed})
        assert composed.document is not None, (field.id, composed.problems, composed.harms)
        kinds = [type(block) for block in composed.document.blocks if not isinstance(block, Paragraph)]
        before = [type(block) for block in plain.document.blocks if not isinstance(block, Paragraph)]
        assert kinds == before, field.id
        assert composed.citations == plain.citations


def test_hostile_words_of_the_other_side_stay_text(write: Write) -> None:
    composed = write("stop-unlawful-collection", contacts=({**THREAT, "words": HOSTILE},), on=date(2026, 11, 21))
    assert "{law:minsu#227}" in statements(composed)[0]
    assert "[?private]" in statements(composed)[0]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=120))
def test_any_text_gives_a_letter_or_a_sentence(text: str, write: Write) -> None:
    composed = write("complaint-lender", answers={"i_harm": text, "earlier": text})
    assert composed.document or composed.problems or any(one.blocking for one in composed.harms)


def test_an_empty_template_is_refused_with_what_to_add(write: Write, catalogue: Catalogue) -> None:
    bare = {key: value for key, value in NIGHT_CALL.items() if key != "number"}
    example = catalogue.letters.by_slug["stop-unlawful-collection"].file.examples[0]
    least = {"b_name": "王某", "b_phone": "13800000000", "stop_items": ["night"]}
    composed = write(
        "stop-unlawful-collection",
        example.model_copy(update={"answers": least}),
        contacts=(bare,),
        on=date(2026, 11, 21),
    )
    assert composed.document is None
    assert [one.where for one in composed.problems] == [""]
    assert "空模板" in composed.problems[0].sentence


def test_unknown_answers_are_named(write: Write) -> None:
    assert "b_nmae" in {one.where for one in write("police-report", answers={"b_nmae": "王某"}).problems}


# ---- The shape


@pytest.mark.parametrize("slug", ACCUSING)
def test_headings_are_numbered_without_gaps(slug: str, write: Write) -> None:
    document = write(slug).document
    assert document is not None
    firsts = [block.text[0] for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert firsts == list("一二三四五六七八九十")[: len(firsts)]


def test_enclosures_signature_and_annex_stand_in_order(write: Write) -> None:
    document = write("stop-unlawful-collection").document
    assert document is not None
    kinds = [type(block) for block in document.blocks]
    assert kinds[-4:] == [Enclosures, Signature, Annex, Table]


# ---- The samples of the letter catalogue


SAMPLE_ONE = (
    "停止违规催收告知函",
    "消费者权益保护部门：",
    "请立即纠正",
    "二、已发生的情况",
    "三、依据",
    "四、要求",
    "《中华人民共和国民法典》",
    "《中华人民共和国个人信息保护法》",
    "第41条",
    "不是共同借款人，也不是担保人",
    "从联系名单中删除",
    "逾期不改的，本人将依法向主管部门反映，并保留追究责任的权利",
    "诉讼时效抗辩",
    "告知人（签名）",
)
SAMPLE_TWO = (
    "异议书",
    "异议人（债务人）：王某，女，1990年5月1日出生，汉族",
    "被异议人（债权人）",
    "请求事项",
    "请求裁定终结督促程序，支付令自行失效",
    "异议人于2026年11月10日收到上述支付令",
    "依照《中华人民共和国民事诉讼法》第227条、第228条",
    "此致",
    "某市某区人民法院",
    "本异议书副本1份",
    "异议人（签名）",
    "2026年11月18日",
    "最后一天是2026年11月25日",
)


def test_sample_one_stop_letter(write: Write) -> None:
    words = said(write("stop-unlawful-collection").document)
    for part in SAMPLE_ONE:
        assert part in words, part


def test_sample_two_payment_order(write: Write) -> None:
    words = said(write("payment-order-objection").document)
    for part in SAMPLE_TWO:
        assert part in words, part


# ---- The objection to a payment order


def test_the_reader_is_first_told_that_the_day_has_passed(write: Write) -> None:
    composed = write("payment-order-objection", 3)
    assert composed.warnings[0].sentence.startswith("先说清楚：最后一天是2026年11月25日（星期三），已经过了")
    assert composed.document is not None
    assert composed.document.checklist[0].startswith("先说清楚")


@pytest.mark.parametrize(
    ("answers", "where"),
    [
        ({"j_court": "某市某区银行"}, "j_court"),
        ({"j_caseno": "12号"}, "j_caseno"),
        ({"j_receive": ""}, "j_receive"),
        ({"how": "oral"}, "how"),
        ({"grounds": [["inability", "本人失业在家，每月没有收入，想每个月还五百元。"]]}, "grounds"),
        ({"grounds": [["amount", "到账不足"]]}, "grounds.0.fact"),
        ({"order_rows": [["本金", "10000", "否"]]}, "order_rows"),
        ({"order_rows": [["本金", "一万", "是"]]}, "order_rows.0.amount"),
        ({"b_idno": "990101199005010033"}, "b_idno"),
    ],
)
def test_what_the_court_would_not_take_is_refused(answers: dict[str, object], where: str, write: Write) -> None:
    composed = write("payment-order-objection", answers=answers)
    assert composed.document is None
    assert where in {one.where for one in composed.problems}


def test_inability_beside_a_ground_is_refused_too(write: Write) -> None:
    rows = [
        ["amount", "支付令写明本金10000元，2025年3月1日实际到账9400元。"],
        ["inability", "本人失业在家，每月没有收入，想慢慢还清。"],
    ]
    assert "grounds" in {one.where for one in write("payment-order-objection", answers={"grounds": rows}).problems}


def test_the_last_day_itself_is_said(write: Write) -> None:
    composed = write("payment-order-objection", on=date(2026, 11, 25))
    assert any("今天就是最后一天" in one.sentence for one in composed.warnings)


def test_another_paper_is_suspected(write: Write) -> None:
    composed = write("payment-order-objection", answers={"j_caseno": "（2026）某0102民初12号"})
    assert "j_caseno" in {one.where for one in composed.warnings}
    assert composed.document is not None


def test_a_missing_choice_of_the_regulator_is_told(write: Write) -> None:
    assert "local_bureau" in {
        one.where for one in write("complaint-nfra", answers={"local_bureau": "某市政府"}).problems
    }
    assert "lender_complaint_date" in {
        one.where for one in write("complaint-nfra", answers={"lender_complaint_date": ""}).problems
    }


@pytest.mark.parametrize("slug", [*ACCUSING, "payment-order-objection"])
def test_the_examples_of_the_fields_make_a_letter(slug: str, write: Write, catalogue: Catalogue) -> None:
    letter = catalogue.letters.by_slug[slug]
    first = letter.file.examples[0]
    answers = {field.id: field.example for field in letter.fields if field.example is not None}
    composed = write(slug, first.model_copy(update={"answers": answers}), on=date(2026, 11, 21))
    assert composed.problems == ()
    assert composed.document is not None


def test_a_private_lender_is_not_threatened_with_a_regulator(write: Write) -> None:
    composed = write("stop-unlawful-collection", 2, answers={"next_step": ["regulator"]})
    assert "主管部门" not in said(composed.document)
    assert "next_step" in {one.where for one in composed.warnings}


@pytest.mark.parametrize(
    "typed", ["对方报的数目和账单差很多，没有明细可以核对", "对方报的数目和账单差很多，没有明细可以核对。"]
)
def test_a_statement_ends_in_one_stop_however_it_was_typed(typed: str, write: Write, catalogue: Catalogue) -> None:
    """In every letter, whatever field a paragraph ends in or goes on after."""
    for letter in catalogue.letters.letters:
        given = letter.file.examples[0].answers
        for field in letter.fields:
            if field.kind is FieldKind.PARAGRAPH and field.id in given:
                document = write(letter.slug, answers={field.id: typed * 3 if typed.endswith("。") else typed}).document
                if document:
                    body = [block.text for block in document.blocks if isinstance(block, Paragraph)]
                    assert not any("。。" in one or "。；" in one or "。，" in one for one in body), letter.slug
                    assert not any(one.endswith("可以核对") for one in body), (letter.slug, field.id)


def test_words_that_another_answer_makes_no_use_of_are_named(write: Write) -> None:
    """Typed words stand on the paper, or it is said where they stand that they do not."""
    kept = write(
        "payment-order-objection", answers={"late_reason": "2026年11月12日至11月18日本人因车祸住院手术，附出院小结。"}
    )
    assert [one.where for one in kept.warnings if "没有印进" in one.sentence] == ["late_reason"]
    assert "没有印进" not in "".join(one.sentence for one in write("payment-order-objection").warnings)


def test_a_payment_in_the_letter_counts_for_the_limitation_period(write: Write) -> None:
    """Who agrees to a claim on a debt of unknown days is stopped, unless the form's own table has a payment of late."""
    debt = {"last_payment_on": None, "last_demand_on": None}
    agreed = {"limitation_notice": "no", "agree_fee": "1500", "c_signed": "2019-05-06"}
    stopped = write("answer-credit-card", answers={**agreed, "paid_rows": []}, debt=debt)
    assert "limitation_notice" in {one.where for one in stopped.problems}
    assert "limitation_notice" not in {
        one.where for one in write("answer-credit-card", answers=agreed, debt=debt).problems
    }


OPPONENTS = ("answer-general", "appeal", "enforcement-settlement", "judicial-confirmation", "payment-order-objection")
PERSONS = (
    *((slug, "p_name") for slug in OPPONENTS),
    ("power-of-attorney", "agent_name"),
    ("guarantor-reply", "debtor"),
)


@pytest.mark.parametrize(("slug", "other"), PERSONS)
def test_nobody_writes_against_or_for_himself(slug: str, other: str, write: Write) -> None:
    composed = write(slug, answers={"b_name": "王某", other: "王 某"})
    assert other in {one.where for one in composed.problems}


def test_a_line_of_a_list_ends_in_one_stop(write: Write) -> None:
    composed = write("judicial-confirmation", answers={"terms": ["总额2170.35元。", "“每月付500元。”", "分5期"]})
    numbered = next(one for one in composed.draft.blocks if isinstance(one, Numbered) and "2170.35元" in one.items[0])
    assert numbered.items == ("总额2170.35元。", "“每月付500元。”", "分5期。")


def test_the_card_itself_among_all_debts_is_no_debt_elsewhere(write: Write) -> None:
    def warned(*debts: list[str]) -> bool:
        composed = write("personalized-installment", answers={"x_debts": list(debts), "other_monthly": None})
        return any("别家的债，没有填" in one.sentence for one in composed.warnings)

    card, elsewhere = ["贵行信用卡", "20700", "", ""], ["某某消费金融有限公司", "15000", "", ""]
    assert not warned(card)
    assert warned(card, elsewhere)


@pytest.mark.parametrize(
    ("kind", "you"),
    [("bank-card", "贵行"), ("bank-loan", "贵行"), ("consumer-finance", "贵司"), ("private-lender", "贵方")],
)
def test_a_lender_is_addressed_as_what_it_is(kind: str, you: str, write: Write) -> None:
    words = said(write("stop-unlawful-collection", debt={"creditor": {"kind": kind, "name": "某某"}}).draft)
    assert you in words
    assert not [other for other in ("贵行", "贵司", "贵方") if other != you and f"告知{other}" in words]


UNKNOWN = {"last_payment_on": None, "last_demand_on": None}


@pytest.mark.parametrize(
    ("slug", "answers", "debt"),
    [
        ("personalized-installment", {}, {"overdue_days": 190}),
        ("hardship-deferral", {"overdue": "no", "next_due_date": "2026-12-18"}, {}),
        ("hardship-deferral", {"overdue": "yes", "overdue_days": "70", "next_due_date": "", "c_loan_date": ""}, {}),
        (
            "auto-deduct-stop",
            {"rows": [["2026-11-15", "800", "某某支付", "no", "twice"]], "settled_on": "", "c_loan_date": ""},
            {},
        ),
        ("answer-credit-card", {"agree_fee": "1500", "c_signed": "2026-01-08", "paid_rows": []}, {}),
        ("fee-objection", {"c_loan_date": "2026-01-08"}, {}),
    ],
)
def test_where_three_years_cannot_have_passed_nothing_is_stopped_or_warned_of(
    slug: str, answers: dict[str, Any], debt: dict[str, Any], write: Write
) -> None:
    composed = write(slug, answers={**answers, "limitation_notice": "no"}, debt={**UNKNOWN, **debt})
    assert "limitation_notice" not in {one.where for one in composed.problems}
    assert not [one.sentence for one in composed.warnings if "三年" in one.sentence]


def test_a_call_of_this_month_does_not_open_the_gate_and_the_sentence_says_what_does(write: Write) -> None:
    call = {"at": "2026-11-18T10:00:00", "means": "call", "answered": True, "number": "02100000004", "reached": "me"}
    answers = {"limitation_notice": "no", "c_loan_date": "", "overdue_days": "1100"}
    composed = write("personalized-installment", answers=answers, debt=UNKNOWN, contacts=(call,))
    (stopped,) = [one for one in composed.problems if one.where == "limitation_notice"]
    assert "在这张表里填上“签约日或开卡日”" in stopped.sentence
    assert stopped.link is not None and stopped.link.url == "/case/debt?letter=personalized-installment"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("1", "（证据1）。"),
        ("1、2", "（证据1、2）。"),
        ("1至3。", "（证据1至3）。"),
        ("证据1、2", "（证据1、2）。"),
        ("附件2", "（附件2）。"),
        ("裁定书第1页", "（裁定书第1页）。"),
    ],
)
def test_a_bare_number_of_evidence_is_called_evidence(catalogue: Catalogue, typed: str, printed: str) -> None:
    """In every table whose rows are printed as statements."""
    tables = [
        asked
        for letter in catalogue.letters.letters
        for asked in letter.fields
        if any(column.id == "evidence" for column in asked.columns)
    ]
    assert len(tables) > 8
    for asked in tables:
        cells = [typed if column.id == "evidence" else "甲" for column in asked.columns]
        assert stated(asked, cells).endswith(printed), asked.id


def test_a_clause_tells_several_acts_only_as_alternatives(catalogue: Catalogue) -> None:
    """One tick may stand for several acts: none of them is told as done beside the others."""
    named_by_the_tick = {"interest-over-cap", "refuse-identify"}
    shared = catalogue.letters.shared
    for wording in (shared.allegations, shared.allegations_noted, shared.allegations_quoted):
        joined = {slug for slug, clause in wording.items() if "、" in clause and "或者" not in clause}
        assert joined <= named_by_the_tick
    assert shared.allegations_noted.keys() | shared.allegations_quoted.keys() <= shared.allegations.keys()


def test_the_note_tells_which_act_it_was(write: Write) -> None:
    painted = {"at": "2026-11-12T06:30:00", "means": "posting", "reached": "public", "called": "本人住处外墙",
               "acts": ["paint-banner-wreath"]}  # fmt: skip
    for note, wanted in (("", "悬挂、摆放物品或者"), ("红漆写了四个字", "造势的方式施压。当时情况：红漆写了四个字")):
        composed = write("complaint-lender", contacts=({**painted, "note": note},), on=date(2026, 11, 21))
        assert wanted in said(composed.draft)
        asked = [one.where for one in composed.warnings if "只能写成" in one.sentence]
        assert asked == ([] if note else ["contacts.0.note"])
        assert note == "" or "悬挂" not in said(composed.draft)
