"""Periods and counts as the API says them."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from app.deadlines.counting import Possible, Reckoning, State
from app.deadlines.model import DeadlineBook, HandIn, Period, Shelf, Start, Term, Who
from app.domain.deadline import Rule, Unit
from app.domain.law import Citation
from app.domain.link import Links


class SaidStart(BaseModel):
    id: str = Field(examples=["signed"])
    name: str
    ask: str = Field(examples=["你签字的那天"])
    counts: str
    adds: int = Field(description="先过多少日，才算送达")


class SaidTerm(BaseModel):
    from_: date | None = Field(serialization_alias="from", description="从哪天起算的，按这一条；没有就是最早的一条")
    length: int | None = Field(description="没有：照纸上写的天数，或者在那一天以前")
    unit: Unit
    rule: Rule = Field(description="court：最后一天是休息日就顺延；calendar：不顺延")
    before: bool
    cite: list[str] = Field(examples=[["minsu#227"]])


class SaidPeriod(BaseModel):
    id: str = Field(examples=["payment-order-objection"])
    title: str
    asks: str
    answer: str
    who: Who = Field(description="mine：你的期限；theirs：对方、机关的期限")
    shelf: str
    url: str
    hand_in: HandIn
    starts: list[SaidStart]
    terms: list[SaidTerm]
    letters: list[str]


class SaidShelf(BaseModel):
    name: str
    deadlines: list[SaidPeriod]


class SaidPeriods(BaseModel):
    shelves: list[SaidShelf]


class SaidLaw(BaseModel):
    named: str = Field(examples=["《民事诉讼法》第227条"])
    gist: str
    url: str


class SaidPossible(BaseModel):
    began: date
    last: date
    steps: list[str]
    because: str = Field(description="有几种算法时，为什么这样算")


class SaidLater(BaseModel):
    says: str
    last: date


class SaidCount(BaseModel):
    last: date = Field(description="稳妥的最后一天：几种可能里最早的")
    latest: date = Field(description="最晚可能的最后一天")
    post_by: date | None = Field(description="邮寄的，最晚哪天寄出；没有就是按收到算或不用交")
    days_left: int
    state: State
    certain: bool = Field(description="放假安排都已公布")
    possible: list[SaidPossible]
    later: list[SaidLater]
    law: list[SaidLaw]
    unread: bool = Field(description="那一天的法律文本我们没有读到")
    url: str
    calendar: str = Field(description=".ics 的地址")


class SaidCountedPeriod(BaseModel):
    period: SaidPeriod
    counted: SaidCount | None = Field(description="没有给 start 和 on，就没有")


def say_periods(book: DeadlineBook, links: Links) -> SaidPeriods:
    return SaidPeriods(shelves=[say_shelf(one, book, links) for one in book.shelves])


def say_shelf(shelf: Shelf, book: DeadlineBook, links: Links) -> SaidShelf:
    return SaidShelf(name=shelf.name, deadlines=[say_period(one, links) for one in book.on_shelf(shelf)])


def say_period(period: Period, links: Links) -> SaidPeriod:
    file = period.file
    return SaidPeriod(
        id=period.id,
        title=file.title,
        asks=file.asks,
        answer=file.answer,
        who=file.who,
        shelf=file.shelf,
        url=period.url,
        hand_in=file.hand_in,
        starts=[say_start(one) for one in period.starts],
        terms=[say_term(one) for one in file.terms],
        letters=[slug for slug in file.letters if f"letters/{slug}" in links],
    )


def say_start(start: Start) -> SaidStart:
    return SaidStart(id=start.id, name=start.name, ask=start.ask, counts=start.counts, adds=start.adds)


def say_term(term: Term) -> SaidTerm:
    return SaidTerm(
        from_=term.from_,
        length=term.length,
        unit=term.unit,
        rule=term.rule,
        before=term.before,
        cite=list(term.cite),
    )


def say_count(reckoning: Reckoning, today: date) -> SaidCount:
    url = f"{reckoning.period.url}?{reckoning.query()}"
    return SaidCount(
        last=reckoning.safe,
        latest=reckoning.latest,
        post_by=reckoning.post_by,
        days_left=reckoning.days_left(today),
        state=reckoning.state(today),
        certain=reckoning.certain,
        possible=[say_possible(one) for one in reckoning.possible],
        later=[SaidLater(says=one.says, last=one.last) for one in reckoning.later],
        law=[say_law(one) for one in reckoning.citations],
        unread=reckoning.unread,
        url=url,
        calendar=f"{reckoning.period.url}.ics?{reckoning.query()}",
    )


def say_possible(one: Possible) -> SaidPossible:
    return SaidPossible(began=one.began, last=one.deadline.safe, steps=list(one.steps), because=one.because)


def say_law(citation: Citation) -> SaidLaw:
    return SaidLaw(named=citation.named, gist=citation.article.gist, url=citation.url)
