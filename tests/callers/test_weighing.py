"""Every role with every sign, lender and day on which law changes: nothing cited too early, no certainty, the telephone first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import chain, combinations

import pytest

from app.callers.model import HANG_UP, UNSURE, VERIFY, CallerBook, Duty, Points
from app.callers.weighing import Cited, Weighed, Weigher
from app.domain.case import CreditorKind
from app.domain.law import Lawbook, Strength

TODAY = date(2026, 11, 21)
LENDERS = (None, *CreditorKind)
CERTAIN = ("就是骗子", "一定是", "肯定是", "确定是真", "可以放心", "绝对")


def every_citation(weighed: Weighed) -> Iterable[Cited]:
    for one in (weighed.heard, weighed.unless, weighed.must_say, weighed.never, weighed.lists):
        yield from chain.from_iterable(held.law for held in one)
    yield from (*weighed.owes_law, *weighed.steps_law)


def holds(weighed: Weighed, law: Lawbook) -> None:
    """What is true whatever was heard."""
    for one in every_citation(weighed):
        version = one.citation.version
        assert law.version(version.instrument, weighed.on) is version
        assert version.articles[one.citation.article.number] is one.citation.article
        assert weighed.creditor is None or version.binds_creditor(weighed.creditor)
        reference = version.strength in (Strength.RECOMMENDED_STANDARD, Strength.SELF_REGULATION)
        assert (one.verb == "参照") is reference
    done = [one.id for one in weighed.actions]
    assert {HANG_UP, VERIFY} <= set(done)
    assert [one.id for one in weighed.calm][:2] == [HANG_UP, VERIFY]
    assert weighed.unknowns and weighed.unknowns[0].id == "person"
    for heard in weighed.that_point(Points.FRAUD):
        assert heard.sign.do[:2] == (HANG_UP, VERIFY) and weighed.urgent
        assert weighed.points is Points.FRAUD and "断定" in weighed.headline and "挂断" in weighed.headline
    for heard in weighed.that_point(Points.DOUBTFUL):
        assert heard.sign.do[:2] == (HANG_UP, VERIFY)
        assert weighed.points in (Points.FRAUD, Points.DOUBTFUL)
    for owed in weighed.must_say:
        assert (owed.duty is Duty.ASK) is (not owed.law)


@pytest.fixture(scope="session")
def days(law: Lawbook) -> tuple[date, ...]:
    """The day before and the first day of every change of law, and today."""
    change = [day for day in law.boundaries if day >= date(2009, 1, 1)]
    return (*sorted({day + timedelta(days=shift) for day in change for shift in (-1, 0)}), TODAY)


def test_every_sign_alone_on_every_day_law_changes(book: CallerBook, weigher: Weigher, days: tuple[date, ...]) -> None:
    for role in book.file.roles:
        for creditor in LENDERS:
            for day in days:
                # All at once holds each of them: no entry hangs on another.
                holds(weigher.weigh(role, tuple(book.signs), creditor, day), weigher.law)
    for sign in book.signs:
        for role in book.file.roles:
            for creditor in LENDERS:
                holds(weigher.weigh(role, (sign,), creditor, TODAY), weigher.law)


def test_every_pair_of_signs_with_every_role(book: CallerBook, weigher: Weigher) -> None:
    for role in book.file.roles:
        for pair in ((), *combinations(book.signs, 2)):
            for creditor in (None, CreditorKind.PRIVATE_LENDER):
                weighed = weigher.weigh(role, pair, creditor, TODAY)
                holds(weighed, weigher.law)
                assert {one.sign.id for one in weighed.heard} == set(pair)


def test_the_weightiest_sign_says_the_headline(book: CallerBook, weigher: Weigher) -> None:
    me = book.roles["me"]
    genuine = [one.id for one in book.file.signs if one.points is Points.GENUINE]
    assert weigher.weigh(me, (), None, TODAY).points is Points.NOTHING
    assert weigher.weigh(me, (UNSURE,), None, TODAY).points is Points.NOTHING
    assert weigher.weigh(me, genuine, None, TODAY).points is Points.GENUINE
    assert "没有证实" in weigher.weigh(me, genuine, None, TODAY).headline
    assert weigher.weigh(me, (*genuine, "refuses-writing"), None, TODAY).points is Points.DOUBTFUL
    assert weigher.weigh(me, (*genuine, "code-or-screen"), None, TODAY).points is Points.FRAUD


def test_what_is_no_sign_of_fraud_in_a_person_who_lent(book: CallerBook, weigher: Weigher) -> None:
    me = book.roles["me"]
    bank = weigher.weigh(me, ("personal-account",), CreditorKind.BANK_CARD, TODAY)
    person = weigher.weigh(me, ("personal-account",), CreditorKind.PRIVATE_LENDER, TODAY)
    assert bank.points is Points.FRAUD and person.points is Points.DOUBTFUL
    assert "很正常" in person.heard[0].why
    # Such a lender has no list, no supervisor, and no handler's duties under the law on personal data.
    assert not person.has_list and "nfra-12378" not in person.channels
    assert not any(one.citation.version.instrument == "gebaofa" for one in every_citation(person))


@pytest.mark.parametrize(
    ("creditor", "day", "duty", "cited"),
    [
        ("bank-card", "2026-01-29", Duty.ASK, ()),
        ("bank-card", "2026-01-30", Duty.SHOULD, ("cba-collection-guide-2026",)),
        ("consumer-finance", "2018-03-27", Duty.ASK, ()),
        ("consumer-finance", "2018-03-28", Duty.SHOULD, ("nifa-convention-2018",)),
        ("insurer", "2026-11-21", Duty.ASK, ()),
        (None, "2026-11-21", Duty.DEPENDS, ("nifa-convention-2018", "cba-collection-guide-2026")),
    ],
)
def test_who_must_name_the_company_and_since_when(
    book: CallerBook, weigher: Weigher, creditor: str | None, day: str, duty: Duty, cited: tuple[str, ...]
) -> None:
    kind = CreditorKind(creditor) if creditor else None
    weighed = weigher.weigh(book.roles["me"], (), kind, date.fromisoformat(day))
    company = next(one for one in weighed.must_say if one.id == "company")
    assert company.duty is duty
    assert tuple(one.citation.version.instrument for one in company.law) == cited
    assert all(one.verb == "参照" for one in company.law)
    name = next(one for one in weighed.must_say if one.id == "name")
    assert name.duty is Duty.ASK and "没有核到" in name.says


@pytest.mark.parametrize(
    ("day", "number"), [("2025-12-31", "51"), ("2026-01-01", "62")]
)  # 冒充国家机关工作人员: the same rule under its number of the day
def test_impersonation_is_cited_by_the_number_of_the_day(
    book: CallerBook, weigher: Weigher, day: str, number: str
) -> None:
    weighed = weigher.weigh(book.roles["me"], ("police-court",), None, date.fromisoformat(day))
    cited = {one.citation.version.instrument: one for one in weighed.heard[0].law}
    assert cited["zhian"].citation.article.number == number and cited["zhian"].when == "冒充的"


def test_an_unknown_lender_is_told_whom_each_text_binds(book: CallerBook, weigher: Weigher) -> None:
    law = weigher.weigh(book.roles["me"], ("asks-others",), None, TODAY).heard[0].law
    binds = {one.citation.version.instrument: one.binds for one in law}
    assert binds["cbrc-credit-card-2011-2"] == "银行信用卡"
    assert binds["gbt-45251-2025"].endswith("，限网络贷款")
    known = weigher.weigh(book.roles["me"], ("asks-others",), CreditorKind.BANK_CARD, TODAY).heard[0].law
    assert all(one.binds == "" for one in known)


def test_a_list_that_was_not_yet_asked_for_is_not_claimed(book: CallerBook, weigher: Weigher) -> None:
    before, after = (
        weigher.weigh(book.roles["me"], (), CreditorKind.BANK_CARD, date.fromisoformat(day)).lists
        for day in ("2022-07-06", "2022-07-07")
    )
    assert len(before) == len(after) == 1
    assert "没有核到这样的规定" in before[0].says and before[0].law == ()
    assert "要公布" in after[0].says and after[0].law


def test_those_who_owe_nothing_hear_what_they_need_not_do(book: CallerBook, weigher: Weigher) -> None:
    for name in ("relative", "colleague", "employer", "stranger"):
        weighed = weigher.weigh(book.roles[name], (), None, TODAY)
        verify = next(one for one in weighed.actions if one.id == VERIFY)
        assert "你没有借钱" in weighed.says(verify)
        assert weighed.role.letters[0] == "third-party-stop"
        asked = {one.id for one in weighed.questions}
        assert not asked & {"contract", "amount", "account"} and "stop" in asked
        assert not {one.id for one in weighed.must_say} & {"amount", "in-writing", "account", "sold"}
    relative = weigher.weigh(book.roles["relative"], (), None, TODAY)
    assert [one.law[0].citation.article.number for one in relative.unless] == ["685", "552", "1064", "1161"]


def test_what_contradicts_itself_is_said_once(book: CallerBook, weigher: Weigher) -> None:
    weighed = weigher.weigh(book.roles["me"], ("not-on-list", "on-list"), None, TODAY)
    assert [{one.id for one in pair} for pair in weighed.opposed] == [{"not-on-list", "on-list"}]
    assert weigher.weigh(book.roles["me"], ("on-list",), None, TODAY).opposed == ()


def test_a_sign_settles_what_it_can_and_never_who_the_person_is(book: CallerBook, weigher: Weigher) -> None:
    me = book.roles["me"]
    every = weigher.weigh(me, tuple(book.signs), None, TODAY)
    assert "person" in {one.id for one in every.unknowns}
    open_before = {one.id for one in weigher.weigh(me, (), None, TODAY).unknowns}
    open_after = {one.id for one in weigher.weigh(me, ("lender-confirms",), None, TODAY).unknowns}
    assert open_before - open_after == {"mandate"}


def test_no_sentence_claims_to_know(book: CallerBook) -> None:
    words = book.file.model_dump_json()
    assert [one for one in CERTAIN if one in words] == []


def test_sentences_are_short(book: CallerBook) -> None:
    file = book.file
    told = [
        file.answer,
        *file.headlines.values(),
        *(one.why for one in file.signs),
        *(one.ask for one in file.questions),
    ]
    told += [text for one in file.roles for text in (one.answer, one.owes, one.say, one.but, *one.steps)]
    told += [one.says for one in file.actions] + [one.how for one in file.unknowns]
    sentences = [part for text in told for part in text.replace("？", "。").replace("：", "。").split("。") if part]
    lengths = [len(part) for part in sentences]
    assert sum(lengths) / len(lengths) <= 25
    assert sum(one > 40 for one in lengths) / len(lengths) < 0.02
