from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from app.catalogue import Catalogue
from app.domain.fields import FieldKind
from app.domain.own_paragraph import OwnParagraph
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
    assert "工作或者学习的单位" in told
    assert "子女" not in told


@pytest.mark.parametrize(
    "text",
    [
        "再打电话，不然我就跳楼",
        "你再打我就从楼上跳下去",
        "我真的不想活了，我妈还在化疗…",
        "他们说我是老赖，我真的想死。",
    ],
)
@pytest.mark.parametrize("own", [False, True])
def test_a_life_comes_before_the_letter(text: str, own: bool, write: Write) -> None:
    paragraphs = (OwnParagraph(text=text),) if own else ()
    composed = write(SLUG, answers={} if own else {"i_harm": text}, paragraphs=paragraphs)
    first = composed.harms[0]
    assert (first.kind, first.blocking, first.calls) == ("self-harm", True, ("12356", "110"))
    assert first.why.startswith("你的命比钱重要。先打12356")
    assert "医院" in first.instead
    assert composed.document is None


def test_it_is_said_first_whatever_else_is_wrong(write: Write) -> None:
    text = "你们是畜生，我一定还清，逼急了我就跳楼。"
    assert write(SLUG, answers={"fee_question": "我承认欠款。", "i_harm": text}).harms[0].kind == "self-harm"


@pytest.mark.parametrize(
    "text",
    [
        "对方说“你去跳楼啊”。",
        "催收员叫我去跳楼，有录音。",
        "他在电话里骂我怎么不去死。",
        "医生开了安眠药。",
        "我从来没有想过自杀。",
    ],
)
def test_what_the_collector_said_of_dying_is_evidence(text: str, write: Write) -> None:
    assert harms(write, text) == []


def test_the_words_of_a_contact_are_not_the_borrowers(write: Write) -> None:
    contact = {"at": "2026-09-05T22:41:00", "means": "sms", "number": "14200000001", "acts": ["insult-abuse"],
               "words": "你去跳楼啊"}  # fmt: skip
    assert write(SLUG, contacts=(contact,)).harms == ()


def test_what_befell_a_parent_does_not_stop_the_letter(write: Write) -> None:
    composed = write(SLUG, answers={"i_harm": "2026年8月我妈为这事喝农药自杀未遂，住院五天，有病历。"})
    assert [(one.kind, one.blocking, one.calls[0]) for one in composed.harms] == [("self-harm", False, "12356")]
    assert composed.document is not None


REPEATED = [
    ("complaint-nfra", "lender_reply_text", "催收行为经核查未发现违规，请您尽快还款。"),
    ("guarantor-reply", "period_text", "保证期间至主债务本息还清时为止"),
    ("guarantor-reply", "period_text", "保证期间自本合同生效之日起至借款人还清全部本息之日止"),
    ("guarantor-reply", "demand_how", "2026年10月1日来电，要我替他还本金八万元，说保证人承诺还清。"),
    ("complaint-pbc", "reply_summary", "经核实，您确实欠款8000元，请尽快还清。"),
]


@pytest.mark.parametrize(("slug", "field", "text"), REPEATED)
def test_what_repeats_the_other_side_promises_nothing(slug: str, field: str, text: str, write: Write) -> None:
    assert harms(write, text, slug, field) == []


@pytest.mark.parametrize(("slug", "field"), sorted({(slug, field) for slug, field, _ in REPEATED}))
def test_private_numbers_and_crimes_are_looked_for_there_too(slug: str, field: str, write: Write) -> None:
    asked = {"matter": "result"} if slug == "complaint-pbc" else {}
    composed = write(slug, answers=asked | {field: "就是诈骗犯，身份证990101199005010032。我不想活了。"})
    assert [one.kind for one in composed.harms if one.where == field] == ["self-harm", "crime", "identity-number"]


def test_a_column_may_repeat_the_other_side(write: Write) -> None:
    row = ["2026-10-20T11:08:00", "call", "13911112222", "我们承诺书都有，你马上还清"]
    assert write("third-party-stop", answers={"calls": [row]}).harms == ()


@pytest.mark.parametrize("text", ["我承认欠款一定还清。", "我承认我欠你们的钱，愿意还，下个月还清。"])
def test_one_box_for_one_admission(text: str, write: Write) -> None:
    (found,) = write(SLUG, answers={"i_harm": text}).harms
    assert "可能已过" not in found.why
    assert "时效会重新算" in found.why or "时效还会重新算" in found.why


def test_it_says_that_the_debt_may_be_time_barred_where_it_may(write: Write) -> None:
    old = {"last_payment_on": "2020-01-01", "last_demand_on": None}
    (found,) = write(SLUG, answers={"i_harm": "我承认欠款一定还清。"}, debt=old).harms
    assert "可能已过三年时效" in found.why


def test_a_sum_stated_is_an_admission_in_a_letter_and_not_before_a_court(write: Write) -> None:
    text = "我自己算刷卡没还的大约5.4万，和你们报的差很多，请把每一笔列出来核对。"
    assert harms(write, text) == [("没还的大约5.4万", True)]
    assert harms(write, text, "account-statement", "why")
    assert harms(write, text, "answer-general", "facts") == []


@pytest.mark.parametrize("text", ["同事都知道我欠钱了。", "主管问我是不是欠钱不还。", "他们说我欠8000元，要我马上还。"])
def test_what_others_think_one_owes_is_no_admission(text: str, write: Write) -> None:
    assert harms(write, text) == []


@pytest.mark.parametrize(
    ("text", "blocking"), [("你们不停我就去你们总部门口拉横幅、发抖音曝光", True), ("他们犯了敲诈勒索罪", False)]
)
def test_threats_stop_a_letter_and_crimes_are_said(text: str, blocking: bool, write: Write) -> None:
    assert [one for _, one in harms(write, text)] == [blocking]


@pytest.mark.parametrize(
    "text", ["他们在我家门口拉横幅、泼油漆。", "对方把我的照片发到网上曝光。", "他拿刀说要砍死我。"]
)
def test_what_others_did_is_no_threat(text: str, write: Write) -> None:
    assert harms(write, text) == []


@pytest.mark.parametrize("number", ["440301199201011234", "44030119920101123X", "4403 0119 9201 0112 34"])
def test_a_slip_in_an_identity_number_does_not_make_it_public(number: str, write: Write) -> None:
    ((quote, blocking),) = harms(write, f"催收的人叫陈某，身份证号{number}。")
    assert blocking
    assert "1992" not in quote


def test_other_long_numbers_are_left_alone(write: Write) -> None:
    assert harms(write, "快递单号440301199213401235，合同号202611180000000001。") == []


SENTENCES = yaml.safe_load((Path(__file__).parent / "harm_sentences.yaml").read_text("utf-8"))


def kinds(write: Write, text: str) -> list[set[str]]:
    """The kinds of harm said of a text in a field, and in a paragraph of one's own."""
    field = write(SLUG, answers={"i_harm": text}).harms
    own = write(SLUG, paragraphs=(OwnParagraph(text=text),)).harms
    return [{one.kind for one in found} for found in (field, own)]


def test_few_harmless_sentences_are_told_off(write: Write) -> None:
    assert len(SENTENCES["harmless"]) == 60
    assert [text for text in SENTENCES["harmless"] if any(kinds(write, text))] == []


def test_few_harmful_sentences_are_missed(write: Write) -> None:
    harmful = [(kind, text) for kind, texts in SENTENCES["harmful"].items() for text in texts]
    assert len(harmful) == 60
    assert [(kind, text) for kind, text in harmful if not all(kind in found for found in kinds(write, text))] == []


def test_what_strangers_may_expect(write: Write) -> None:
    """Phrases find what they name: few false alarms, and of what is put in other words much is missed."""
    unseen = SENTENCES["unseen"]
    harmful = [(kind, text) for kind, texts in unseen["harmful"].items() for text in texts]
    missed = [text for kind, text in harmful if not all(kind in found for found in kinds(write, text))]
    assert [text for text in unseen["harmless"] if any(kinds(write, text))] == []
    assert len(missed) <= 7


def test_what_is_past_or_of_others_is_said_softly(write: Write) -> None:
    for kind, texts in SENTENCES["soft"].items():
        for text in texts:
            found = write(SLUG, answers={"i_harm": text}).harms
            assert {one.kind: one.blocking for one in found} == {kind: False}


def test_a_told_threat_is_never_taken_for_the_writers(write: Write) -> None:
    assert len(SENTENCES["told_threats"]) == 48
    assert [text for text in SENTENCES["told_threats"] if any(kinds(write, text))] == []


def test_the_writers_own_threats_stop_the_letter(write: Write) -> None:
    assert len(SENTENCES["own_threats"]) == 26
    for text in SENTENCES["own_threats"]:
        assert any(blocking for _, blocking in harms(write, text)), text
        assert write(SLUG, paragraphs=(OwnParagraph(text=text),)).document is None, text


def test_an_unclear_threat_is_asked_about_where_it_is_told_what_happened(write: Write) -> None:
    """In a request and in a paragraph that speaks of nobody else it stops the letter."""
    text = "见一个打一个，谁也别想活。"
    (found,) = write("police-nofiling-review", answers={"fresh": text}).harms
    assert not found.blocking
    assert "放进引号" in found.instead
    assert any(one.blocking for one in write(SLUG, paragraphs=(OwnParagraph(text=text),)).harms)
    assert any(one.blocking for one in write("complaint-local-finance", answers={"request_other": text}).harms)


@pytest.mark.parametrize(
    ("slug", "field"), [("police-nofiling-review", "gist"), ("police-report", "suspects"), ("legal-aid", "story")]
)
def test_what_a_victim_tells_of_a_threat_is_evidence_in_other_kinds_too(slug: str, field: str, write: Write) -> None:
    for text in SENTENCES["told_threats"][:3]:
        assert [one for one in write(slug, answers={field: text}).harms if one.where == field] == []
