"""Every paper with every seal, way and demand: a way to verify, a first step, a stop for courts, and never a certainty."""

from __future__ import annotations

import re
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue import Catalogue
from app.deadlines.model import HandIn
from app.domain.case_number import Reading
from app.received.model import HARD_STOPS, HEDGE, Issuer, Points, ReceivedBook
from app.received.question import Question, read_question
from app.received.titles import find_papers
from app.received.weighing import Weighed, Weigher

TODAY = date(2026, 11, 21)
NUMBERS = (
    "",
    "（2026）京0105民督12号",
    "（2026）京0105民初12号",
    "（2027）法执字第8号",
    "（2026）穗仲案字第1号",
    "乱写",
)
# What would claim to know; “不等于真的”, “是真的，照…办” as a condition and the like do not.
CERTAIN = re.compile(
    r"(?<!不)(?:可以|已经|能够?)(?:确定|断定|确认)是?真|就是真的|肯定是|一定是|绝对是|(?<!不)保证是|是真的没错|必定"
)


def asked(**answers: str) -> dict[str, list[str]]:
    return {name: [value] for name, value in answers.items()}


def weigh(weigher: Weigher, today: date = TODAY, **answers: str) -> Weighed:
    question, problems = read_question(asked(**answers), weigher.book, today)
    assert question is not None, problems
    return weigher.weigh(question, today)


def words_of(weighed: Weighed) -> str:
    paper = weighed.paper
    fork = weighed.fork
    asks = (fork.question, fork.until, *(f"{one.name}{one.none}" for one in fork.variants)) if fork else ()
    return "\n".join(
        (
            weighed.headline, weighed.hard_stop, weighed.start, paper.what, paper.write, *paper.never, *paper.marks,
            *weighed.first, *(f"{one.name}{one.says}" for one in weighed.checks), *asks,
            weighed.variant.none if weighed.variant else "",
            *(f"{one.name}{one.why}" for one in weighed.signs),
        )
    )  # fmt: skip


def test_every_combination_verifies_begins_and_claims_nothing(weigher: Weigher) -> None:
    book = weigher.book
    seen = 0
    for paper, seal, way, money, number in product(book.papers, book.seals, book.ways, book.money, NUMBERS):
        weighed = weigh(weigher, paper=paper, seal=seal, way=way, money=money, number=number, received="2026-11-13")
        assert len(weighed.checks) >= 2 and weighed.checks[0].says
        assert "拍照" in weighed.first[0] and len(weighed.first) >= 4
        assert HEDGE in weighed.headline
        assert bool(weighed.hard_stop) == (weighed.paper.issuer in HARD_STOPS)
        assert weighed.counted or weighed.paper.no_limit
        assert weighed.points is min((one.points for one in weighed.signs), key=list(Points).index)
        assert (weighed.points is Points.FRAUD) == (money == "personal")
        seen += 1
    assert seen > 20_000


def test_no_words_of_any_combination_are_certain(weigher: Weigher) -> None:
    book = weigher.book
    for paper, seal in product(book.papers, book.seals):
        for way, money, number in zip(
            list(book.ways) * 4, list(book.money) * 10, (*NUMBERS, *NUMBERS) * 4, strict=False
        ):
            said = words_of(weigh(weigher, paper=paper, seal=seal, way=way, money=money, number=number))
            assert not CERTAIN.search(said), CERTAIN.search(said)


def test_the_best_court_paper_is_still_to_be_verified_by_telephone(weigher: Weigher) -> None:
    for paper in weigher.book.file.papers:
        if paper.issuer is Issuer.COURT:
            best = weigh(weigher, paper=paper.id, seal="court", way="ems", money="none")
            assert best.points is Points.FOR and "核实" in best.headline
            assert any(one.id == "court-12368" for one in best.checks), paper.id
            assert "投诉信" in best.hard_stop


def test_a_number_that_fits_speaks_for_nothing_and_one_that_does_not_against(weigher: Weigher) -> None:
    without = weigh(weigher, paper="payment-order")
    fits = weigh(weigher, paper="payment-order", number="（2026）京0105民督12号")
    assert without.points is fits.points is Points.NOTHING
    other = weigh(weigher, paper="payment-order", number="（2026）京0105民初12号")
    assert other.points is Points.AGAINST and "对不上" in other.that_point(Points.AGAINST)[0].why
    assert weigh(weigher, paper="payment-order", number="（2026）穗仲案字第12号").points is Points.AGAINST
    assert weigh(weigher, paper="payment-order", no_number="yes").points is Points.AGAINST
    assert weigh(weigher, paper="lawyer-letter", no_number="yes").points is Points.NOTHING
    assert weigh(weigher, paper="award", number="（2026）穗仲案字第12号").points is Points.NOTHING


@pytest.mark.parametrize(
    ("paper", "received", "last"),
    [
        ("payment-order", "2026-11-09", date(2026, 11, 24)),
        ("payment-order", "2026-11-13", date(2026, 11, 30)),
        ("payment-order", "2026-09-18", date(2026, 10, 8)),
        ("summons", "2026-11-20", date(2026, 12, 7)),
        ("preservation-ruling", "2026-11-18", date(2026, 11, 23)),
        ("award", "2026-09-21", date(2026, 12, 21)),
        ("unsure", "2026-11-18", None),
        ("judgment", "2026-11-20", None),
        ("enforcement-notice", "2026-11-20", None),
        ("lawyer-letter", "2026-11-18", None),
    ],
)
def test_the_last_day(weigher: Weigher, paper: str, received: str, last: date | None) -> None:
    assert weigh(weigher, paper=paper, received=received).last_day == last


@pytest.mark.parametrize(
    ("paper", "variant", "last"),
    [
        ("judgment", "first", date(2026, 12, 7)),
        ("judgment", "final", None),
        ("ruling", "appeal", date(2026, 11, 30)),
        ("ruling", "freeze", date(2026, 11, 25)),
        ("enforcement-ruling", "rejected", date(2026, 11, 30)),
        ("enforcement-ruling", "outsider", date(2026, 12, 7)),
        ("enforcement-notice", "notarised", date(2026, 12, 7)),
        ("enforcement-notice", "court", None),
        ("unsure", "payment-order", date(2026, 12, 7)),
        ("unsure", "letter", None),
        ("court-sms", "preservation", date(2026, 11, 25)),
    ],
)
def test_the_last_day_of_some_once_they_say_so(weigher: Weigher, paper: str, variant: str, last: date | None) -> None:
    weighed = weigh(weigher, paper=paper, received="2026-11-20", variant=variant)
    assert weighed.last_day == last
    assert all(not one.limit.variants or variant in one.limit.variants for one in weighed.counted)


def test_an_auction_has_no_last_day_of_a_review(weigher: Weigher) -> None:
    weighed = weigh(weigher, title="拍卖公告", received="2026-11-18", number="（2026）粤0305执77号")
    assert weighed.paper.id == "auction-notice" and not weighed.counted and weighed.last_day is None
    assert not weighed.that_point(Points.AGAINST)
    assert {"chakoudong", "zhixing-yiyi"} <= {one.version.instrument for one in weighed.citations}
    assert {one.letter.slug for one in weighed.write} >= {"enforcement-objection", "outsider-objection"}


def test_no_last_day_of_some_is_the_last_day_of_all(weigher: Weigher) -> None:
    for paper in weigher.book.file.papers:
        weighed = weigh(weigher, paper=paper.id, received="2026-11-20")
        if paper.fork:
            assert weighed.fork and all(not one.limit.variants for one in weighed.held), paper.id
            assert weighed.next_limit is None or not weighed.next_limit.limit.variants
        for limit in paper.limits:
            assert limit.variants or not re.search("（(?:依据|末尾|驳回|案外人|一审)", limit.name), (
                paper.id,
                limit.name,
            )


def test_an_answer_may_lead_to_a_paper_of_its_own_and_a_case_number_may_answer(weigher: Weigher) -> None:
    led = weigh(weigher, paper="unsure", variant="summons", received="2026-11-20")
    assert led.paper.id == "summons" and "variant" not in led.question.query()
    second = weigh(weigher, paper="judgment", number="（2026）沪01民终5号", received="2026-11-20")
    assert second.variant is not None and second.variant.id == "final" and second.last_day is None


def test_without_a_day_it_is_counted_from_today_and_said_so(weigher: Weigher) -> None:
    weighed = weigh(weigher, paper="payment-order")
    assert weighed.last_day is None
    assert weighed.counted[0].assumed and weighed.counted[0].deadline is not None
    assert weighed.counted[0].deadline.last == date(2026, 12, 7)


def test_an_award_before_the_new_law_is_not_counted(weigher: Weigher) -> None:
    weighed = weigh(weigher, paper="award", received="2026-02-28")
    assert [one.deadline for one in weighed.counted] == [None, None]
    assert "没有查到明文" in weighed.counted[1].says


def test_the_days_are_those_of_the_pages_on_the_limits(weigher: Weigher, catalogue: Catalogue) -> None:
    named = [(one, paper.id) for paper in weigher.book.file.papers for one in paper.limits if one.deadline]
    assert len(named) >= 10
    for limit, paper in named:
        period = catalogue.deadlines.by_id[limit.deadline]
        term = period.term_on(TODAY)
        assert (limit.length, limit.unit, limit.rule) == (term.length, term.unit, term.rule), (paper, limit.name)
        assert set(limit.law) >= set(term.cite) or set(term.cite) >= set(limit.law), (paper, limit.name)


def test_the_stories_of_the_content_file(weigher: Weigher) -> None:
    for one in weigher.book.file.examples:
        question, problems = read_question(asked(**one.asked), weigher.book, one.today)
        assert question is not None, (one.story, problems)
        weighed = weigher.weigh(question, one.today)
        got = weighed.next_limit.deadline.safe if weighed.next_limit and weighed.next_limit.deadline else None
        assert (weighed.paper.id, weighed.points) == (one.expect.paper, one.expect.points), one.story
        assert one.expect.last in (None, got), (one.story, got)
        assert bool(weighed.hard_stop) == one.expect.hard_stop, one.story
        counted = "".join(f"{it.limit.name}{it.limit.note}{it.says}" for it in weighed.counted)
        told = words_of(weighed) + counted + weighed.paper.no_limit + weigher.book.file.urgent
        for words in one.expect.says:
            assert words in told, (one.story, words)


@pytest.mark.parametrize(
    ("typed", "paper"),
    [
        ("支 付 令", "payment-order"), ("民事支付令书", "payment-order"), ("《支付令》", "payment-order"), ("出庭传票", "summons"),
        ("北京市朝阳区人民法院民事判决书", "judgment"), ("我收到了一张律师函", "lawyer-letter"), ("催缴函", "collection-letter"),
        ("强制执行告知函", "pre-suit-notice"), ("强制执行通知", "enforcement-notice"), ("限高", "spending-limit"),
        ("报告财产令", "property-report-order"), ("失信被执行人名单", "dishonest-decision"), ("仲裁裁决书", "award"),
        ("冻结裁定书", "preservation-ruling"), ("执行证书", "notarised-certificate"), ("诉前调解通知", "mediation-notice"),
        ("拘捕令", "police-notice"), ("宁州市公安局江北分局 不予立案通知书", "police-no-filing"),
        ("不予立案告知书", "police-no-filing"), ("刑事复议决定书", "police-review-decision"), ("受案回执", "police-receipt"),
        ("深圳市福田区人民法院拍卖公告", "auction-notice"), ("我家房子要被拍卖了", "auction-notice"),
        ("拍卖", "auction-notice"), ("拍卖裁定书", "enforcement-ruling"),
        ("驳回异议裁定书", "enforcement-ruling"), ("裁定", "ruling"),
    ],
)  # fmt: skip
def test_titles_as_people_copy_them(book: ReceivedBook, typed: str, paper: str) -> None:
    found = find_papers(typed, book.file.papers)
    assert found and found[0].id == paper, [one.id for one in found]


@pytest.mark.parametrize(
    ("typed", "way", "paper"),
    [
        ("【xx区人民法院】您与某某消费金融借款合同纠纷一案（2026）粤0305民初12345号已立案，请点击链接查收起诉状副本、传票。验证码8832",
         "court-sms", "court-sms"),
        ("【司法通知】李*：您的案件已移交朝阳区人民发院立案庭，请于今日17:30前联系经办人员13800138000协商还款",
         "mobile-sms", "court-sms"),
        ("您已被起诉，请于今日18点前还款，否则上门拘传", "mobile-sms", "court-sms"),
        ("我已被起诉的短信", "unsure", "court-sms"),
        ("12368发的短信 说我有一个执行案件 让我报告财产", "court-sms", "court-sms"),
        ("【XX普惠】您的借款已严重逾期92天，请于今日18:00前还款8932.11元，否则将依法起诉 拒收请回复R",
         "mobile-sms", "collection-letter"),
        ("快递就写了我名字 没写谁寄的 里面一张纸写限期还款通知", "ems", "collection-letter"),
        ("邮政给我打电话说有法院的快递让我去取我不敢去", "call-only", "court-mail"),
        ("支付令 短信里发的照片", "mobile-sms", "payment-order"),
        ("支付令", "mobile-sms", "payment-order"),
        ("支负令", "ems", "payment-order"),
        ("仲裁裁绝书 网上仲裁的 我从没开过庭", "email", "award"),
        ("限制高消费领 买不了高铁票", "unsure", "spending-limit"),
        ("律师涵 说3天内不还就起诉冻结我资产", "wechat", "lawyer-letter"),
        ("裁定书 上面写冻结被申请人银行存款五万元", "ems", "preservation-ruling"),
        ("执行裁定书 冻结银行存款", "ems", "enforcement-ruling"),
        ("银行卡突然冻结了 柜台说是法院冻的", "unsure", "preservation-ruling"),
        ("门上贴了张纸 某某公司法务部 上门走访通知", "left-at-door", "pre-suit-notice"),
        ("不认识的字 红色的章 好像是什么令", "unsure", "unsure"),
        ("终结本次执行程序裁定书", "ems", "enforcement-ruling"),
        ("失信人名单通知 发给我村长了", "wechat", "dishonest-decision"),
        ("网贷平台发的 法催告知 5日内不还申请支付令", "mobile-sms", "pre-suit-notice"),
        ("快递被小区保安代收了上面写某某人民法院", "unsure", "court-mail"),
        ("最后通牒！已将材料报送公安经侦，限2小时内还清否则全网追逃", "mobile-sms", "police-notice"),
        ("刑事拘留通知书 诈骗罪 让我今天转3000撤案", "wechat", "police-notice"),
    ],
)  # fmt: skip
def test_what_frightened_people_type(weigher: Weigher, typed: str, way: str, paper: str) -> None:
    assert weigh(weigher, title=typed, way=way).paper.id == paper


def test_threats_and_hours_speak_against_a_court(weigher: Weigher) -> None:
    typed = "您已被起诉，请于今日18点前还款，否则上门拘传"
    told = {one.name: one.why for one in weigh(weigher, title=typed, way="mobile-sms").that_point(Points.AGAINST)}
    assert any("几点以前付钱" in one for one in told) and any("拘传" in one for one in told.values())
    for title in ("拘留决定书", "某区人民法院拘留决定书", "支付令", "民事判决书 十五日内支付"):
        assert not weigh(weigher, title=title, seal="court", way="ems").that_point(Points.AGAINST), title
    lender = weigh(weigher, title="催收函 今日18点前还款", way="mobile-sms")
    assert lender.points is Points.NOTHING and any("不因为限时" in one.why for one in lender.signs)


def test_a_message_and_a_closed_envelope_lack_no_seal(weigher: Weigher) -> None:
    for paper in ("court-sms", "court-mail"):
        assert not weigh(weigher, paper=paper, seal="none").that_point(Points.AGAINST), paper
    assert weigh(weigher, paper="summons", seal="none").that_point(Points.AGAINST)


def test_no_stop_says_that_a_paper_is_a_courts(weigher: Weigher) -> None:
    assert all(not one.startswith("这是") for one in weigher.book.file.hard_stop.values())


def test_a_case_number_in_a_message_is_read(weigher: Weigher) -> None:
    weighed = weigh(weigher, title="【某法院】您的(2026)粤0305民初1234号案件定于12月8日开庭", way="court-sms")
    assert weighed.question.number == "（2026）粤0305民初1234号" and isinstance(weighed.reading, Reading)
    assert weigh(weigher, title="2026年11月22日18点前还款 编号88号").question.number == ""


def test_every_title_in_the_table_finds_its_own_paper(book: ReceivedBook) -> None:
    for paper in book.file.papers:
        for title in paper.titles:
            assert find_papers(title, book.file.papers) == (paper,), title


def test_a_title_of_several_papers_tells_the_others(weigher: Weigher) -> None:
    question, _ = read_question(asked(title="裁定"), weigher.book, TODAY)
    assert question is not None
    assert {"preservation-ruling", "enforcement-ruling"} <= {one.id for one in question.also}


def test_a_title_of_no_paper_is_treated_as_unknown_with_the_shortest_limit(weigher: Weigher) -> None:
    question, _ = read_question(asked(title="超市促销"), weigher.book, TODAY)
    assert question is not None and question.lost and question.paper.id == "unsure"
    assert weigher.weigh(question, TODAY).counted[0].limit.length == 5


@pytest.mark.parametrize(
    ("answers", "where", "says"),
    [
        ({}, "title", "先照抄标题"),
        ({"paper": "payment-ordr"}, "paper", "是不是 payment-order？"),
        ({"paper": "summons", "seal": "x"}, "seal", "没有“x”"),
        ({"paper": "summons", "received": "2026-11-22"}, "received", "不能晚于今天"),
        ({"paper": "summons", "received": "昨天吧"}, "received", "日期"),
        ({"title": "支" * 601}, "title", "太长"),
        ({"paper": "summons", "number": "1" * 401}, "number", "太长"),
        ({"paper": "summons", "no_number": "maybe"}, "no_number", "没有“maybe”"),
    ],
)
def test_problems_stand_beside_what_was_asked(weigher: Weigher, answers: dict[str, str], where: str, says: str) -> None:
    question, problems = read_question(asked(**answers), weigher.book, TODAY)
    assert question is None
    assert any(one.where == where and says in one.sentence for one in problems), problems


@given(title=st.text(max_size=80), number=st.text(max_size=80))
def test_whatever_is_typed_is_answered(weigher: Weigher, title: str, number: str) -> None:
    question, problems = read_question(asked(paper="unsure", title=title, number=number), weigher.book, TODAY)
    assert isinstance(question, Question), problems
    weighed = weigher.weigh(question, TODAY)
    assert HEDGE in weighed.headline and weighed.signs
    assert (
        weighed.reading is None
        or isinstance(weighed.reading, Reading)
        or weighed.reading in weigher.book.numbers.file.unreadable
    )
    find_papers(title, weigher.book.file.papers)


def test_an_address_to_pass_on_holds_neither_title_nor_number(weigher: Weigher) -> None:
    question, _ = read_question(
        asked(title="支付令", number="（2026）京0105民督12号", received="2026-11-13", seal="court"), weigher.book, TODAY
    )
    assert question is not None
    assert question.query() == "paper=payment-order&seal=court&way=unsure&money=unsure&received=2026-11-13"
    assert {"number", "title"} <= dict(question.pairs()).keys()


def test_what_counts_on_arrival_is_posted_in_time_to_arrive(catalogue: Catalogue) -> None:
    """A limit of a paper and the page on it do not name two days by which to post."""
    receipts = {one.id for one in catalogue.deadlines.periods if one.file.hand_in is HandIn.RECEIPT}
    for paper in catalogue.received.papers.values():
        for limit in paper.limits:
            assert limit.arrives == (limit.deadline in receipts), (paper.id, limit.name)


def test_an_arbitral_paper_is_not_served_as_a_courts_is(weigher: Weigher) -> None:
    """Neither the rules of the courts nor their hotline answer for it; the contract says where it is sent."""
    weighed = weigh(weigher, title="仲裁裁决书", way="mobile-sms", received="2026-11-16")
    assert {one.version.instrument for one in weighed.start_law} == {"zhongcai"}
    assert "合同约的送达方式" in weighed.start
    assert not any("自己打12368问" in sign.why for sign in weighed.signs)
    assert weighed.counted[1].post_by == date(2027, 2, 9)


def test_a_ruling_that_freezes_is_no_rejected_objection(weigher: Weigher) -> None:
    """执行裁定书 of a freeze has no ten days, and the money to live on is named; a rejection keeps its fork."""
    frozen = weigh(weigher, title="执行裁定书 冻结被执行人银行存款", seal="court", way="ems", received="2026-11-12")
    assert (frozen.counted, frozen.last_day) == ((), None)
    assert "exempt-living-expenses" in [one.letter.slug for one in frozen.write]
    rejected = weigh(weigher, title="执行裁定书 驳回异议，冻结不变", seal="court", way="ems", received="2026-11-12")
    assert rejected.variant is None
