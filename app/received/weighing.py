"""What is known of a paper, weighed: signs for and against, how to verify, the last day, what to do first, what to write.

Pure: the book, the law, the question and the day. There is no verdict: whatever speaks for it, a court's paper is one only
once the court said so; and until then its days are counted as if it were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.case_number import Doubt, Maker, Reading, Unread, read_case_number
from app.domain.deadline import Deadline, count_deadline
from app.domain.law import Citation, Lawbook
from app.domain.link import Link, Links
from app.received.model import HARD_STOPS, Check, Fork, Issuer, LetterOf, Limit, Paper, Points, ReceivedBook, Variant
from app.received.question import Question
from app.received.titles import beside_the_title

MAKERS = {Issuer.ARBITRATION: Maker.ARBITRATION, Issuer.NOTARY: Maker.NOTARY, Issuer.POLICE: Maker.POLICE}
NUMBERED_BY_COURTS = frozenset({Issuer.COURT})


@dataclass(frozen=True, slots=True)
class Sign:
    """Something about the paper, where it points, and why."""

    name: str
    points: Points
    why: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A limit with its last day. `assumed`: counted from today, for want of the day of receipt; None: it cannot be counted."""

    limit: Limit
    deadline: Deadline | None
    assumed: bool
    law: tuple[Citation, ...]
    page: Link | None

    @property
    def says(self) -> str:
        """How it was counted, or why it was not."""
        if self.deadline is None:
            return self.limit.before
        return self.deadline.note

    @property
    def post_by(self) -> date | None:
        """By when to post it."""
        if self.deadline is None:
            return None
        return self.deadline.arrive_by if self.limit.arrives else self.deadline.post_by


@dataclass(frozen=True, slots=True)
class ToWrite:
    """A paper to write; without a link where we have none yet."""

    letter: LetterOf
    link: Link | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """`points` is the weightiest sign. `hard_stop` is "" where a letter to the other side may be the answer.

    `variant` is which kind of such a paper it is, as answered or as its case number says; None where the paper is of one
    kind, or nobody knows. `counted` leaves out what does not hold for it.
    """

    question: Question
    today: date
    points: Points
    headline: str
    hard_stop: str
    signs: tuple[Sign, ...]
    reading: Reading | Unread | None
    checks: tuple[Check, ...]
    first: tuple[str, ...]
    counted: tuple[Counted, ...]
    no_limit_law: tuple[Citation, ...]
    start: str
    start_law: tuple[Citation, ...]
    write: tuple[ToWrite, ...]
    variant: Variant | None
    if_fake_law: tuple[Citation, ...]

    @property
    def paper(self) -> Paper:
        return self.question.paper

    @property
    def fork(self) -> Fork | None:
        """The question that is still open."""
        return None if self.variant else self.paper.fork

    @property
    def held(self) -> tuple[Counted, ...]:
        """What holds for whoever received it. As long as the fork is open, a limit of some is none of theirs."""
        return tuple(one for one in self.counted if self.variant or not one.limit.variants)

    def counted_for(self, variant: Variant) -> tuple[Counted, ...]:
        """What would hold besides, were it this kind."""
        return tuple(one for one in self.counted if variant.id in one.limit.variants)

    @property
    def next_limit(self) -> Counted | None:
        """The limit that ends next; where all have passed, the one that ended last."""
        known = [(one.deadline.safe, one) for one in self.held if one.deadline]
        ahead = [hit for hit in known if hit[0] >= self.today]
        found = min(ahead, key=lambda hit: hit[0], default=None) or max(known, key=lambda hit: hit[0], default=None)
        return found[1] if found else None

    @property
    def last_day(self) -> date | None:
        """Of that limit the day to rely on, where the day of receipt was given."""
        found = self.next_limit
        return found.deadline.safe if found and found.deadline and not found.assumed else None

    def that_point(self, points: Points) -> tuple[Sign, ...]:
        return tuple(one for one in self.signs if one.points is points)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every text cited, each once."""
        lists = (*(one.law for one in self.counted), self.no_limit_law, self.start_law, self.if_fake_law)
        return tuple({one.url: one for law in lists for one in law}.values())


@dataclass(frozen=True)
class Weigher:
    """The book over a lawbook and the pages there are"""

    book: ReceivedBook
    law: Lawbook
    links: Links

    def weigh(self, question: Question, today: date, on: date | None = None) -> Weighed:
        """`today` is the day to count to; `on` the day of the law, today's if there is none."""
        file, paper, law_day = self.book.file, question.paper, on or today
        reading = self.read(question, today)
        served = file.served.get(paper.issuer)
        signs = (*self.answered(question), *self.worded(question), *self.numbered(question, reading))
        points = next(one for one in Points if any(it.points is one for it in signs))
        variant = paper.variant(question.variant) or self.variant_by(paper, reading, question.title)
        limits = (one for one in paper.limits if variant is None or not one.variants or variant.id in one.variants)
        return Weighed(
            question=question,
            today=today,
            points=points,
            headline=file.headlines[points],
            hard_stop=file.hard_stop[paper.issuer] if paper.issuer in HARD_STOPS else "",
            signs=signs,
            reading=reading,
            checks=tuple(self.book.checks[one] for one in paper.verify),
            first=(*file.first_always, *paper.first),
            counted=tuple(self.count(one, question.received, today, law_day) for one in limits),
            no_limit_law=self.cite(paper.no_limit_law, law_day),
            start=served.says if served else question.way.start,
            start_law=self.cite(served.law if served else (*file.start_law, *question.way.start_law), law_day),
            write=tuple(ToWrite(one, self.links.get(f"letters/{one.slug}")) for one in paper.letters),
            variant=variant,
            if_fake_law=self.cite(file.if_fake_law, law_day),
        )

    def variant_by(self, paper: Paper, reading: Reading | Unread | None, title: str) -> Variant | None:
        """The kind the procedure in the case number says it is, or else the title."""
        code = reading.kind.code if isinstance(reading, Reading) and reading.kind else ""
        variants = paper.fork.variants if paper.fork else ()
        by_number = next((one for one in variants if code and code in one.kinds), None)
        by_title = (one for one in variants if one.words and re.search(one.words, title))
        return by_number or next(by_title, None)

    def read(self, question: Question, today: date) -> Reading | Unread | None:
        if not question.number:
            return None
        expected = self.kinds_of(question.paper)
        return read_case_number(question.number, self.book.numbers.codes, today.year, expected)

    def kinds_of(self, paper: Paper) -> tuple[str, ...]:
        """The procedures such a paper may carry in its number."""
        return tuple(code for code, papers in self.book.numbers.papers_of.items() if paper.id in papers)

    def answered(self, question: Question) -> Iterable[Sign]:
        """What the seal, the way it came and the money say."""
        issuer = question.paper.issuer
        answers = (
            (question.money, question.way) if question.paper.unsealed else (question.money, question.seal, question.way)
        )
        for answer in answers:
            points = answer.points_for(issuer)
            yield Sign(answer.name, points, answer.why[points])

    def worded(self, question: Question) -> Iterable[Sign]:
        """What the words of a message say, beside the name of the paper."""
        typed = beside_the_title(question.title, question.paper)
        for phrase in self.book.file.phrases:
            if typed and re.search(phrase.pattern, typed):
                points = phrase.points_for(question.paper.issuer)
                yield Sign(phrase.name, points, phrase.why[points])

    def numbered(self, question: Question, reading: Reading | Unread | None) -> Iterable[Sign]:
        """What the case number says. It can speak against a paper; that it fits speaks for nothing."""
        said, numbers, issuer = self.book.file.number, self.book.numbers, question.paper.issuer
        if reading is None:
            yield from self.unnumbered(question)
        elif isinstance(reading, Unread):
            points = Points.AGAINST if issuer in NUMBERED_BY_COURTS else Points.NOTHING
            yield Sign(said.unread, points, numbers.file.unreadable[reading])
        elif not reading.is_court:
            fits = MAKERS.get(issuer) is reading.maker
            against = issuer in NUMBERED_BY_COURTS
            name = said.another_makers if against else said.fits if fits else numbers.makers[reading.maker].name
            why = said.fits_nothing if fits else numbers.makers[reading.maker].says
            yield Sign(name, Points.AGAINST if against else Points.NOTHING, why)
        doubts = reading.doubts if isinstance(reading, Reading) else ()
        wrong = [one for one in doubts if numbers.file.doubts[one].against]
        for doubt in wrong:
            yield Sign(f"案号：{question.number[:40]}", Points.AGAINST, numbers.file.doubts[doubt].says)
        if isinstance(reading, Reading) and reading.is_court and not wrong:
            fits = reading.kind is not None and reading.kind.code in self.kinds_of(question.paper)
            yield Sign(said.fits if fits else numbers.file.maker_court, Points.NOTHING, said.fits_nothing)

    def unnumbered(self, question: Question) -> Iterable[Sign]:
        said = self.book.file.number
        if not question.no_number:
            yield Sign(said.missing, Points.NOTHING, said.fits_nothing)
        elif question.paper.issuer in NUMBERED_BY_COURTS:
            yield Sign("没有案号", Points.AGAINST, said.absent)
        else:
            yield Sign("没有编号", Points.NOTHING, said.absent_elsewhere)

    def count(self, limit: Limit, received: date | None, today: date, law_day: date) -> Counted:
        """The last day; from today where the day of receipt is not known, and said to be so."""
        start = received or today
        deadline = None
        if limit.since is None or start >= limit.since:
            deadline = count_deadline(start, limit.length, limit.unit, limit.rule, self.book.rest_days)
        page = self.links.get(f"deadlines/{limit.deadline}") if limit.deadline else None
        return Counted(limit, deadline, received is None, self.cite(limit.law, law_day), page)

    def cite(self, citations: Iterable[str], on: date) -> tuple[Citation, ...]:
        """What is in force on the day, each once."""
        names = (one.partition("#") for one in citations)
        found = [self.law.trace(instrument, number, on) for instrument, _, number in names]
        return tuple({one.url: one for one in found if one}.values())


def told(doubts: Iterable[Doubt], book: ReceivedBook) -> tuple[str, ...]:
    """The sentences about what does not fit."""
    return tuple(book.numbers.file.doubts[one].says for one in doubts)
