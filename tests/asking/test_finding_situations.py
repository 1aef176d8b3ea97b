"""What the search finds for sentences it was not made from. The floors lie a little under what was measured."""

from __future__ import annotations

import sys

import pytest

from app.asking.answering import AskBook
from app.asking.traits import describe
from tests.asking.measuring import measure, sentences, table, value

EVERY_SITUATION = (
    "harass-calls night-calls third-party-contact threat-violence threat-jail insult impersonate-court-police "
    "fake-legal-document home-visit workplace-contact public-posting privacy-leak high-interest illegal-fees credit-report "
    "got-payment-order got-court-summons got-arbitration got-lawyer-letter got-mediation-call got-enforcement account-frozen "
    "dishonest-list guarantor spouse-family-debt limitation-period negotiate-instalments credit-card-crime "
    "private-loan-note identity-theft-loan mortgage-car-loan collateral debt-buyer-assignment scam-debt-relief court-fees "
    "mediation"
).split()
# file: (first, among three). `strangers` were written by people who had seen none of the phrases.
FLOORS = {"sentences": (0.96, 0.99), "fresh": (0.95, 0.99), "strangers": (0.86, 0.96)}


def test_the_right_situation_comes_first(book: AskBook, capsys: pytest.CaptureFixture[str]) -> None:
    parts = {name: measure(book, sentences(f"{name}.yaml")) for name in FLOORS}
    with capsys.disabled():
        sys.stdout.write("\n".join(["", *table(parts), ""]))
    for name, (first, three) in FLOORS.items():
        assert parts[name].shares[0] >= first, parts[name].missed
        assert parts[name].shares[1] >= three, parts[name].missed


def test_the_sentences_are_many_about_every_situation_and_no_phrases(book: AskBook) -> None:
    collected = [one for name in FLOORS for one in sentences(f"{name}.yaml")]
    assert len(collected) == len({one.text for one in collected}) >= 800
    assert {slug for one in collected for slug in one.means} >= set(EVERY_SITUATION)
    assert len(sentences("strangers.yaml")) >= 300
    said = {phrase for page in book.pages.values() if page.sayings for phrase in page.sayings.phrases}
    assert not said & {one.text for one in collected}


def test_every_situation_has_its_sayings(book: AskBook) -> None:
    said = {page.link.ref.partition("/")[2] for page in book.pages.values() if page.sayings}
    assert set(EVERY_SITUATION) <= said


def test_what_has_nothing_to_do_with_debts_is_not_found(book: AskBook) -> None:
    unrelated = value("unrelated.yaml")
    assert isinstance(unrelated, list) and len(unrelated) >= 60
    for said in unrelated:
        reply = book.ask(str(said), 20)
        assert reply.answers == () and reply.urgent is None, said


@pytest.mark.parametrize("said", ["工伤怎么认定", "房东不肯退押金", "想离婚孩子跟谁"])
def test_other_matters_of_law_are_not_found(book: AskBook, said: str) -> None:
    assert book.situations(describe(said, book.lexicon)) == []


@pytest.mark.parametrize(
    ("said", "slug"),
    [
        ("催收說要爆我通訊錄", "third-party-contact"),
        ("ban ye da dian hua", "night-calls"),
        ("banyedadianhua", "night-calls"),
        ("收到律师涵", "got-lawyer-letter"),
        ("支 付 令", "got-payment-order"),
        ("收到支付令😭😭😭！！！", "got-payment-order"),
        ("ＺＨＩ ＦＵ ＬＩＮＧ", "got-payment-order"),
        ("佢哋話要斬我", "threat-violence"),
        ("收到仲财通知", "got-arbitration"),
    ],
)
def test_slips_scripts_and_dialects_are_forgiven(book: AskBook, said: str, slug: str) -> None:
    assert book.ask(said, 1).answers[0].slug == slug


def test_the_words_that_matched_are_the_borrowers_own(book: AskBook) -> None:
    said = "催收半夜打電話給我媽"
    for answer in book.ask(said, 3).answers:
        assert answer.why and all(word in said for word in answer.why)
    assert "半夜" in book.ask(said, 1).answers[0].why


def test_situations_come_first_then_pages_and_letters(book: AskBook) -> None:
    topics = [answer.topic for answer in book.ask("收到法院传票要开庭", 20).answers]
    assert topics[0] == "situations" and "papers" in topics
    assert topics == sorted(topics, key=lambda topic: topic != "situations")


def test_a_letter_is_found_too(book: AskBook) -> None:
    assert "letters/stop-unlawful-collection" in {
        one.link.ref for one in book.ask("怎么写信让催收停止骚扰", 20).answers
    }


def test_the_letter_to_write_leads_the_pages_beside_the_situations(book: AskBook) -> None:
    """The sentences are by the author of the sayings, and not among them: strangers will find a little less."""
    asked = sentences("letters.yaml")
    said = {phrase for page in book.pages.values() if page.sayings for phrase in page.sayings.phrases}
    assert len(asked) >= 70 and not said & {one.text for one in asked}
    missed = []
    for one in asked:
        beside = [answer.link.ref for answer in book.ask(one.text, 20).answers if answer.topic != "situations"]
        if not {f"letters/{slug}" for slug in one.means} & set(beside[:3]):
            missed.append(f"{one.text}: {', '.join(beside[:3])}")
    assert len(missed) <= len(asked) * 0.04, missed


def test_every_letter_has_its_sayings(book: AskBook) -> None:
    few = [
        ref
        for ref, page in book.pages.items()
        if ref.startswith("letters/") and not (page.sayings and len(page.sayings.phrases) >= 8)
    ]
    assert few == []


def test_no_letter_is_offered_for_what_is_not_asked_about(book: AskBook) -> None:
    for said in ("工伤怎么认定", "红烧肉怎么做", "想离婚孩子跟谁", "简历怎么写", "请假条怎么写"):
        assert book.letters(describe(said, book.lexicon)) == [], said


def test_a_general_situation_stands_before_a_special_one_that_is_hardly_surer(book: AskBook) -> None:
    found = [answer.slug for answer in book.ask("催收打电话给家里人", 5).answers]
    assert found.index("third-party-contact") < found.index("relatives-not-debtor")
    assert book.ask("借款人去世了，放弃继承还要还债吗", 5).answers[0].slug == "heirs"


def test_a_page_without_a_situation_is_found_by_its_title(book: AskBook) -> None:
    assert book.ask("公证执行证书是什么", 1).answers[0].link.ref == "papers/notarised-certificate"


def test_the_same_question_has_the_same_answer(book: AskBook) -> None:
    said = "天天打电话骂我还说要去我单位"
    assert book.ask(said, 8) == book.ask(said, 8)
    assert book.ask(said, 3).answers == book.ask(said, 8).answers[:3]


@pytest.mark.parametrize("said", ["缺席判决 账户冻结", "没去开庭 判了 卡被冻才知道"])
def test_who_learns_of_a_judgment_from_the_frozen_account_finds_the_appeal_and_the_retrial(
    book: AskBook, said: str
) -> None:
    found = {answer.link.ref for answer in book.ask(said, 8).answers}
    assert found & {"letters/appeal", "letters/retrial-application"}
    assert found & {"situations/account-frozen", "situations/got-enforcement"}
