"""/deadlines: by when? Every count is in its address, so that it can be kept, sent and printed; nothing is stored."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from app.deadlines.counting import Reckoning, State, reckon
from app.deadlines.inquiry import Inquiry, read_inquiry
from app.deadlines.model import LONGEST_SET, DeadlineBook, HandIn, Period
from app.deadlines.reminders import reminders_of
from app.domain.asked import Asked, first
from app.domain.law import Lawbook
from app.domain.link import Link, Links
from app.domain.problem import Problem
from app.rendering.ics import MEDIA_TYPE, draw_ics
from app.web.deps import SettingsDep, Today, provided
from app.web.errors import Refusal, said_of
from app.web.pages import is_overdue, page

router = APIRouter(prefix="/deadlines", include_in_schema=False)

# A QR code of more is too fine for a phone to read from paper.
LONGEST_IN_QR = 400
ASKED = ("start", "on", "also", "days", "written")

Book = Annotated[DeadlineBook, Depends(provided(DeadlineBook))]
Law = Annotated[Lawbook, Depends(provided(Lawbook))]
AllLinks = Annotated[Links, Depends(provided(Links))]


@router.get("")
def list_deadlines(request: Request, book: Book) -> HTMLResponse:
    """Every period, by what was received."""
    return page(
        request,
        "deadlines/list.html",
        title="还有几天？到哪天为止？",
        description="收到法院、仲裁、机关的文书，到哪天以前要办；交上去了，对方几天内要答复。",
        nav="papers",
        shelves=[(shelf, book.on_shelf(shelf)) for shelf in book.shelves],
    )


@router.get("/holidays")
def show_holidays(request: Request, book: Book, today: Today) -> HTMLResponse:
    """The schedules that are counted with, as tables."""
    known = [year for year in book.rest_days.years if year >= today.year - 1]
    return page(
        request,
        "deadlines/holidays.html",
        title="哪天放假，哪天补班",
        description="期限的最后一天是休息日，就往后顺；调休上班的周末不顺延。",
        nav="papers",
        years=[(year, book.rest_days.spans(year), book.rest_days.plan(year)) for year in known],
        missing=[year for year in (today.year, today.year + 1) if year not in known],
    )


@router.get("/{name}.ics")
def take_reminders(
    request: Request, name: str, book: Book, law: Law, settings: SettingsDep, today: Today, quiet: bool = False
) -> Response:
    """The last day for the visitor's own calendar."""
    period = find(book, name)
    counted = counted_of(request, period, book, law, today)
    drawn = draw_ics(reminders_of(counted, settings.public_url.rstrip("/"), quiet, today), today)
    headers = {"Content-Disposition": f'attachment; filename="deadline-{"quiet" if quiet else period.id}.ics"'}
    return Response(drawn, media_type=MEDIA_TYPE, headers=headers)


@router.get("/{name}/strip")
def show_strip(request: Request, name: str, book: Book, law: Law, today: Today) -> HTMLResponse:
    """A card to cut out and hang up."""
    period = find(book, name)
    counted = counted_of(request, period, book, law, today)
    return page(
        request,
        "deadlines/strip.html",
        title="剪下来，贴在看得到的地方",
        nav="papers",
        period=period,
        counted=counted,
        shared=f"{period.url}?{counted.query()}",
        qr=False,
    )


@router.get("/{name}")
def show_deadline(request: Request, name: str, book: Book, law: Law, links: AllLinks, today: Today) -> HTMLResponse:
    """The form, and once it is filled in, the count with every step."""
    period = find(book, name)
    asked = asked_of(request)
    if not any(first(asked, one) for one in ASKED):
        return ask(request, period, book, links, asked, today)
    inquiry, problems = read_inquiry(asked, period, today)
    if inquiry is None or "change" in asked:
        return ask(request, period, book, links, asked, today, problems)
    return show_counted(request, reckon(period, inquiry, law, book.rest_days), book, links, today)


def ask(
    request: Request,
    period: Period,
    book: DeadlineBook,
    links: Links,
    asked: Asked,
    today: date,
    problems: tuple[Problem, ...] = (),
) -> HTMLResponse:
    """The form, with what was answered already."""
    return page(
        request,
        "deadlines/ask.html",
        title=period.file.asks,
        description=period.file.answer,
        nav="papers",
        status=422 if problems else 200,
        period=period,
        file=period.file,
        asked={name: first(asked, name) for name in ASKED},
        problems=said_of(problems),
        longest=LONGEST_SET,
        may_be_ahead=any(one.future for one in period.starts),
        pages=[links[ref] for ref in period.file.pages],
        letters=letters_of(period, links),
        today=today,
    )


def show_counted(request: Request, counted: Reckoning, book: DeadlineBook, links: Links, today: date) -> HTMLResponse:
    period = counted.period
    shared = f"{period.url}?{counted.query()}"
    return page(
        request,
        "deadlines/counted.html",
        title=period.file.asks,
        description=period.file.answer,
        nav="papers",
        period=period,
        file=period.file,
        shelf=book.shelf_of(period),
        start=counted.inquiry.start,
        counted=counted,
        state=counted.state(today),
        State=State,
        HandIn=HandIn,
        query=counted.query(),
        pages=[links[ref] for ref in period.file.pages],
        letters=letters_of(period, links),
        following=[book.by_id[one] for one in period.file.next],
        overdue=is_overdue(period.file.review_by, today),
        today=today,
        shared=shared,
        qr=len(shared) <= LONGEST_IN_QR,
    )


def letters_of(period: Period, links: Links) -> list[Link]:
    """The letters there are; the others may still be written."""
    found = (links.get(f"letters/{slug}") for slug in period.file.letters)
    return [one for one in found if one]


def asked_of(request: Request) -> Asked:
    return {name: request.query_params.getlist(name) for name in request.query_params}


def counted_of(request: Request, period: Period, book: DeadlineBook, law: Lawbook, today: date) -> Reckoning:
    """The count of an address; refused with what is wrong with it."""
    return reckon(period, inquiry_of(asked_of(request), period, today), law, book.rest_days)


def inquiry_of(asked: Asked, period: Period, today: date) -> Inquiry:
    inquiry, problems = read_inquiry(asked, period, today)
    if inquiry is None:
        raise Refusal(422, problems=problems)
    return inquiry


def find(book: DeadlineBook, name: str) -> Period:
    period = book.by_id.get(name)
    if period is None:
        raise Refusal(
            404, "没有这个期限", "名字可能写错了。", suggestions=[Link("tools/deadlines", "所有的期限", "/deadlines")]
        )
    return period
