"""What is known of a paper, and what a case number says, as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pydantic import BaseModel, Field

from app.domain.case_number import Doubt, Level, Maker, Reading, Style, Unread
from app.domain.law import Citation
from app.domain.link import Link, Links
from app.received.model import CaseNumberBook, Fork, Issuer, Points, ReceivedBook
from app.received.weighing import Counted, Weighed


class SaidCitation(BaseModel):
    named: str = Field(examples=["《民事诉讼法》第227条"])
    instrument: str
    version: date
    article: str
    url: str


class SaidPage(BaseModel):
    title: str
    url: str


class SaidPaperSign(BaseModel):
    """`points`: where it points, which is no proof."""

    name: str
    points: Points
    why: str


class SaidCheck(BaseModel):
    check: str = Field(examples=["court-12368"])
    name: str
    says: str
    see: list[SaidPage]


class SaidLimit(BaseModel):
    """`last_day` null: it cannot be counted, `says` why. `assumed`: counted as if it came today, its day not being given.

    `variants`: it holds only where the paper is one of these; empty: for everyone who has such a paper.
    """

    name: str
    last_day: date | None
    post_by: date | None
    assumed: bool
    note: str
    says: str
    variants: list[str]
    law: list[SaidCitation]
    page: SaidPage | None


class SaidVariant(BaseModel):
    """An answer to `asks`. `paper`: the paper it leads to, as `says` says that no limit runs for it; "" else."""

    variant: str = Field(examples=["notarised"])
    name: str
    paper: str
    says: str


class SaidFork(BaseModel):
    """The question on which the last day hangs: ask again with `variant`. `until`: what holds before."""

    question: str
    until: str
    variants: list[SaidVariant]


class SaidLetter(BaseModel):
    """A paper to write. `url` null: we have no form for it yet."""

    letter: str
    name: str
    when: str
    url: str | None


class SaidDoubt(BaseModel):
    doubt: Doubt
    says: str
    against: bool


class SaidKind(BaseModel):
    code: str = Field(examples=["民督"])
    name: str
    says: str
    means: str


class SaidCaseNumber(BaseModel):
    """A number taken apart. That it is well-formed proves nothing: `proves` says so. `unread`: why it is none."""

    written: str | None
    maker: Maker | None
    maker_says: str
    style: Style | None
    year: int | None
    court: str | None
    province: str | None
    level: Level | None
    level_name: str | None
    kind_words: str | None
    kind: SaidKind | None
    serial: str | None
    part: str | None
    papers: list[str]
    doubts: list[SaidDoubt]
    unread: Unread | None
    unread_says: str | None
    proves: list[str]


class SaidReceived(BaseModel):
    """Never a verdict: `headline` says that nobody can tell from here. `hard_stop`: no complaint answers it, "" where one may.

    `asks`: the last day hangs on it, so `last_day` is that of nothing it asks about. `url` is the same as a page, without
    the title and the number that were typed.
    """

    paper: str = Field(examples=["payment-order"])
    name: str
    issuer: Issuer
    what: str
    also: list[str]
    points: Points
    headline: str
    hard_stop: str
    safe_default: str
    signs: list[SaidPaperSign]
    marks: list[str]
    fakes: list[str]
    verify: list[SaidCheck]
    first: list[str]
    never: list[str]
    last_day: date | None
    variant: str | None
    asks: SaidFork | None
    limits: list[SaidLimit]
    no_limit: str
    start: str
    law: list[SaidCitation]
    write: str
    letters: list[SaidLetter]
    page: SaidPage
    case_number: SaidCaseNumber | None
    url: str


def say_citations(law: Iterable[Citation]) -> list[SaidCitation]:
    return [
        SaidCitation(
            named=one.named,
            instrument=one.version.instrument,
            version=one.version.starts,
            article=one.article.number,
            url=one.url,
        )
        for one in law
    ]


def say_page(link: Link) -> SaidPage:
    return SaidPage(title=link.title, url=link.url)


def say_limit(counted: Counted) -> SaidLimit:
    return SaidLimit(
        name=counted.limit.name,
        last_day=counted.deadline.safe if counted.deadline else None,
        post_by=counted.post_by,
        assumed=counted.assumed,
        note=counted.limit.note,
        says=counted.says,
        variants=list(counted.limit.variants),
        law=say_citations(counted.law),
        page=say_page(counted.page) if counted.page else None,
    )


def say_fork(fork: Fork) -> SaidFork:
    variants = [SaidVariant(variant=one.id, name=one.name, paper=one.paper, says=one.none) for one in fork.variants]
    return SaidFork(question=fork.question, until=fork.until, variants=variants)


def say_number(reading: Reading | Unread, book: CaseNumberBook) -> SaidCaseNumber:
    file = book.file
    unread = reading if isinstance(reading, Unread) else None
    read = reading if isinstance(reading, Reading) else None
    court = read if read and read.is_court else None
    kind = court.kind if court else None
    other = book.makers.get(read.maker) if read else None
    return SaidCaseNumber(
        written=read.written if read else None,
        maker=read.maker if read else None,
        maker_says=other.says if other else file.maker_court if court else "",
        style=read.style if read else None,
        year=read.year if read else None,
        court=court.court if court else None,
        province=court.province.name if court and court.province else None,
        level=court.level if court else None,
        level_name=file.levels[court.level] if court and court.level else None,
        kind_words=court.kind_words if court else None,
        kind=SaidKind(code=kind.code, name=kind.name, says=kind.says, means=kind.means) if kind else None,
        serial=read.serial if read else None,
        part=read.part if read else None,
        papers=list(book.papers_of[kind.code]) if kind else [],
        doubts=[
            SaidDoubt(doubt=one, says=file.doubts[one].says, against=file.doubts[one].against)
            for one in (read.doubts if read else ())
        ],
        unread=unread,
        unread_says=file.unreadable[unread] if unread else None,
        proves=list(file.proves),
    )


def say_received(weighed: Weighed, book: ReceivedBook, links: Links) -> SaidReceived:
    paper, question = weighed.paper, weighed.question
    return SaidReceived(
        paper=paper.id,
        name=paper.name,
        issuer=paper.issuer,
        what=paper.what,
        also=[one.id for one in question.also],
        points=weighed.points,
        headline=weighed.headline,
        hard_stop=weighed.hard_stop,
        safe_default=book.file.safe_default,
        signs=[SaidPaperSign(name=one.name, points=one.points, why=one.why) for one in weighed.signs],
        marks=list(paper.marks),
        fakes=list(paper.fakes),
        verify=[
            SaidCheck(check=one.id, name=one.name, says=one.says, see=[say_page(links[ref]) for ref in one.see])
            for one in weighed.checks
        ],
        first=list(weighed.first),
        never=list(paper.never),
        last_day=weighed.last_day,
        variant=weighed.variant.id if weighed.variant else None,
        asks=say_fork(weighed.fork) if weighed.fork else None,
        limits=[say_limit(one) for one in weighed.counted],
        no_limit=paper.no_limit,
        start=weighed.start,
        law=say_citations(weighed.citations),
        write=paper.write,
        letters=[
            SaidLetter(
                letter=one.letter.slug,
                name=one.letter.name,
                when=one.letter.when,
                url=one.link.url if one.link else None,
            )
            for one in weighed.write
        ],
        page=say_page(links[paper.page]),
        case_number=say_number(weighed.reading, book.numbers) if weighed.reading is not None else None,
        url=f"/received?{question.query()}",
    )
