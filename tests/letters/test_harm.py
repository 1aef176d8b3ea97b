from __future__ import annotations

from datetime import date

import pytest

from app.catalogue import Catalogue
from app.domain.fields import FieldKind
from app.letters.share import LEAST_OWN, is_empty_template, share_of
from tests.letters.conftest import Write, said

SLUG = "complaint-lender"


def harms(
    write: Write, text: str, slug: str = SLUG, field: str = "i_harm", **answers: object
) -> list[tuple[str, bool]]:
    composed = write(slug, answers={field: text, **answers})
    return [(one.quote, one.blocking) for one in composed.harms if one.where == field]


@pytest.mark.parametrize(
    "text",
    ["我承认这笔钱。", "本人欠贵司三万元。", "我愿意尽快偿还全部欠款。", "发工资就还。", "我承诺下月还清。"],
)
def test_admissions_and_promises_stop_the_letter_until_the_notice_was_read(text: str, write: Write) -> None:
    assert [blocking for _, blocking in harms(write, text)][:1] == [True]
    assert [blocking for _, blocking in harms(write, text, limitation_notice="yes")][:1] == [False]


def test_they_stop_it_anyway_where_the_debt_may_be_time_barred(write: Write) -> None:
    composed = write(
        SLUG,
        answers={"i_harm": "我承认这笔钱。", "limitation_notice": "yes"},
        debt={"last_payment_on": "2020-01-01", "last_demand_on": None},
    )
    assert [one.blocking for one in composed.harms] == [True]
    assert composed.document is None


@pytest.mark.parametrize(
    ("text", "blocking"),
    [
        ("再打电话我就弄死你们。", True),
        ("否则我就把你们曝光。", True),
        ("请免除全部债务。", True),
        ("请停止一切催收。", True),
        ("你们就是黑社会。", False),
        ("这是暴力催收。", False),
        ("李某犯了敲诈勒索罪。", False),
        ("请赔偿本人精神损失费十万元。", False),
        ("我没钱，请宽限几个月。", False),
    ],
)
def test_what_hurts_the_writer_is_shown(text: str, blocking: bool, write: Write) -> None:
    found = harms(write, text)
    assert found
    assert any(one for _, one in found) is blocking


@pytest.mark.parametrize(
    "text",
    [
        "本人不承认该笔债务，也没有承诺还款。",
        "对方称“你就是骗子，我们就是黑社会”。",
        "单位领导于2026年9月9日找本人谈话。",
        "对方一天拨打8次。",
        "此事不代表本人认可任何债务。",
    ],
)
def test_facts_quotes_and_denials_are_no_harm(text: str, write: Write) -> None:
    assert harms(write, text) == []


@pytest.mark.parametrize(
    "text", ["每天骚扰我几百次。", "一天打了100多次电话。", "前后打了无数次。", "前后一共打来500次。"]
)
def test_counts_beyond_the_log_are_exaggeration(text: str, write: Write) -> None:
    assert harms(write, text)


def test_whole_identity_numbers_are_hidden_and_stop_a_letter(write: Write) -> None:
    (quote, blocking), *_ = harms(write, "本人身份证990101199005010032。")
    assert blocking
    assert quote == "990…0032"


def test_bank_numbers_and_phones_of_others(write: Write) -> None:
    assert harms(write, "收款卡号6222021234567890128。") == [("622…0128", True)]
    assert harms(write, "我妈的电话13911112222也被打了。") == [("139…2222", False)]
    assert harms(write, "我的电话13800000000一直能接通。") == []


def test_private_numbers_in_the_words_of_the_other_side_are_found(write: Write) -> None:
    contact = {"at": "2026-09-05T22:41:00", "means": "sms", "number": "14200000001", "acts": ["threaten-harm"],
               "words": "打断你的腿，转到6222021234567890128"}  # fmt: skip
    composed = write(SLUG, contacts=(contact,))
    assert [one.where for one in composed.harms] == ["contacts.0.words"]


def test_every_harm_is_explained_with_a_safer_wording(write: Write) -> None:
    composed = write(
        SLUG, answers={"i_harm": "我承认欠款，你们是黑社会，请免除全部债务，否则我就曝光你们，每天骚扰几百次。"}
    )
    assert len(composed.harms) >= 5
    assert all(one.why and one.instead and one.quote for one in composed.harms)


def test_a_harm_that_does_not_stop_the_letter_leaves_it_standing(write: Write) -> None:
    composed = write(SLUG, answers={"i_harm": "这是暴力催收，单位领导于2026年9月9日找本人谈话。"})
    assert composed.harms
    assert "暴力催收" in said(composed.document)


def test_the_share_counts_own_characters() -> None:
    assert share_of(0, 0) == 0
    assert share_of(25, 100) == 0.25
    assert share_of(200, 100) == 1
    assert is_empty_template(LEAST_OWN - 0.01)
    assert not is_empty_template(LEAST_OWN)


def test_more_facts_are_a_larger_share(write: Write) -> None:
    plain = write(SLUG).own_share
    assert (
        write(
            SLUG, answers={"i_harm": "单位领导于2026年9月9日找本人谈话，要求三天内处理完毕，否则调岗。" * 3}
        ).own_share
        > plain
    )


def test_choosing_from_our_words_is_no_own_fact(write: Write) -> None:
    few = write(SLUG, answers={"demands": ["stop-night"]})
    many = write(SLUG, answers={"demands": ["stop-third-party", "stop-night", "change-staff", "name-agency"]})
    assert many.own_share <= few.own_share


def test_the_number_of_who_called_is_no_harm_in_its_own_column(write: Write) -> None:
    """In the words it still is one: there it may be anybody's."""
    row = ["2026-10-20T11:08:00", "call", "13911112222", "让他下午必须还"]
    assert write("third-party-stop", answers={"calls": [row]}).harms == ()
    (harm,) = write("third-party-stop", answers={"calls": [[*row[:3], "打13922223333给他"]]}).harms
    assert harm.where == "calls" and harm.quote == "139…3333"


def test_a_letter_that_promises_is_not_told_off_for_it(write: Write, catalogue: Catalogue) -> None:
    asked = [letter for letter in catalogue.letters.letters if letter.file.promises is True]
    assert asked
    for letter in asked:
        for field in letter.fields:
            if field.kind is FieldKind.PARAGRAPH:
                words = "本人愿意还款，请宽限几个月，每月按时存入还款账户，材料附后，请书面答复。"
                harms = write(letter.slug, answers={field.id: words}).harms
                assert [one for one in harms if "愿意" in one.quote or "宽限" in one.quote] == [], letter.slug


def test_a_note_is_told_as_the_writers_own_account_and_looked_through_as_such(write: Write) -> None:
    contact = {"at": "2026-11-10T15:30:00", "number": "14200000001", "acts": ["threaten-harm"], "words": "打断你的腿"}
    noted = write(SLUG, contacts=({**contact, "note": "打到公司座机，同事小周接的。"},), on=date(2026, 11, 21))
    told = said(noted.document)
    assert "对方称“打断你的腿”。当时情况：打到公司座机，同事小周接的（联系1）。" in told
    assert "对方称“打到公司座机" not in told
    admitting = write(SLUG, contacts=({**contact, "note": "我承认欠款，请他别再打"},), on=date(2026, 11, 21))
    assert "contacts.0.note" in {one.where for one in admitting.harms}


def test_a_note_of_a_contact_the_letter_does_not_tell_stops_nothing(write: Write) -> None:
    lawful = {"at": "2026-11-11T15:30:00", "number": "14200000001", "note": "我承认欠款，请他别再打"}
    contact = {"at": "2026-11-10T15:30:00", "number": "14200000001", "acts": ["threaten-harm"], "words": "打断你的腿"}
    assert write(SLUG, contacts=(contact, lawful)).harms == ()


def test_a_school_is_called_a_school_and_a_student_has_no_children(write: Write) -> None:
    contact = {"at": "2026-11-10T15:30:00", "number": "14200000001", "reached": "school", "words": "让你毕不了业",
               "acts": ["threaten-family-schooling", "workplace-pressure"]}  # fmt: skip
    told = said(write(SLUG, contacts=(contact,), on=date(2026, 11, 21)).document)
    assert "致电本人所在学校" in told
    assert "工作或学习的单位" in told
    assert "子女" not in told
