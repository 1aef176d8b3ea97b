"""/received: a paper came, what now? /received/case-number: the number of a case, taken apart."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from app.domain.asked import Asked, first
from app.domain.case_number import Unread, read_case_number
from app.domain.law import Lawbook
from app.domain.link import Links
from app.domain.problem import Problem
from app.received.model import UNSURE, Points, ReceivedBook
from app.received.question import LONGEST_NUMBER, YES, Question, read_question
from app.received.weighing import Weigher
from app.web.deps import AsOf, Today, provided
from app.web.errors import said_of
from app.web.forms import TypedForm
from app.web.pages import is_overdue, page

router = APIRouter(prefix="/received", include_in_schema=False)

CHOSEN = frozenset({"paper", "seal", "way", "money", "received", "variant"})
TYPED = frozenset({"title", "number"})


async def weigher(
    book: Annotated[ReceivedBook, Depends(provided(ReceivedBook))],
    law: Annotated[Lawbook, Depends(provided(Lawbook))],
    links: Annotated[Links, Depends(provided(Links))],
) -> Weigher:
    return Weigher(book, law, links)


WeigherDep = Annotated[Weigher, Depends(weigher)]


@router.get("")
def received_paper(request: Request, weigh: WeigherDep, day: AsOf, today: Today) -> HTMLResponse:
    """The questions; where an address says the kind, the result. What is typed belongs in no address: such a one is only asked."""
    asked: Asked = {name: request.query_params.getlist(name) for name in request.query_params}
    if not asked.keys() & CHOSEN or asked.keys() & TYPED or "change" in asked:
        return ask(request, weigh.book, asked, today)
    return answer(request, weigh, asked, today, day)


@router.post("")
def received_paper_typed(
    request: Request, weigh: WeigherDep, asked: TypedForm, day: AsOf, today: Today
) -> HTMLResponse:
    """The result, in answer to the form: neither title nor number comes into an address, and so into no history and no log."""
    if "change" in asked:
        return ask(request, weigh.book, asked, today)
    return answer(request, weigh, asked, today, day)


def answer(request: Request, weigh: Weigher, asked: Asked, today: date, day: date) -> HTMLResponse:
    """The result, or the form again with what is wrong."""
    question, problems = read_question(asked, weigh.book, today)
    if question is None:
        return ask(request, weigh.book, asked, today, problems)
    return show_weighed(request, weigh, question, today, day)


def ask(
    request: Request, book: ReceivedBook, asked: Asked, today: date, problems: tuple[Problem, ...] = ()
) -> HTMLResponse:
    """The form, with what was answered already."""
    names = ("paper", "title", "seal", "number", "way", "money", "received")
    return page(
        request,
        "received/ask.html",
        title=book.file.title,
        description=book.file.answer,
        nav="papers",
        status=422 if problems else 200,
        file=book.file,
        problems=said_of(problems),
        asked={name: first(asked, name) for name in names},
        no_number=first(asked, "no_number") == YES,
        shared="/received",
        today=today,
    )


def show_weighed(request: Request, weigh: Weigher, question: Question, today: date, day: date) -> HTMLResponse:
    weighed = weigh.weigh(question, today, day)
    file, numbers = weigh.book.file, weigh.book.numbers
    return page(
        request,
        "received/weighed.html",
        title="还不知道收到的是什么" if question.paper.id == UNSURE else f"我收到了：{question.paper.name}",
        description=file.answer,
        nav="papers",
        file=file,
        numbers=numbers,
        weighed=weighed,
        paper=question.paper,
        groups=[(one, file.points[one], weighed.that_point(one)) for one in Points if weighed.that_point(one)],
        unread=weighed.reading if isinstance(weighed.reading, Unread) else None,
        links=weigh.links,
        papers=weigh.book.papers,
        overdue=is_overdue(min(file.review_by, numbers.file.review_by), today),
        today=today,
        again=dict(question.pairs()),
        shared=f"/received?{question.query()}",
    )


@router.get("/case-number")
def case_number(
    request: Request, weigh: WeigherDep, day: AsOf, today: Today, number: str = "", paper: str = ""
) -> HTMLResponse:
    """The question. A number that stands in an old address is written into the form, and read once it is sent."""
    return show_number(request, weigh, "", number, paper, today)


@router.post("/case-number")
def case_number_typed(request: Request, weigh: WeigherDep, asked: TypedForm, day: AsOf, today: Today) -> HTMLResponse:
    """One number, in whatever brackets it was typed; a text that is none is told what is missing."""
    number = first(asked, "number")
    return show_number(request, weigh, number, number, first(asked, "paper"), today)


def show_number(request: Request, weigh: Weigher, number: str, shown: str, paper: str, today: date) -> HTMLResponse:
    """`number` is read; `shown` stands in the form."""
    numbers = weigh.book.numbers
    chosen = weigh.book.papers.get(paper)
    expected = weigh.kinds_of(chosen) if chosen else ()
    reading = read_case_number(number[:LONGEST_NUMBER], numbers.codes, today.year, expected)
    asked = bool(number)
    unread = reading if isinstance(reading, Unread) else None
    problems = (Problem("number", numbers.file.unreadable[unread]),) if unread and asked else ()
    return page(
        request,
        "received/case_number.html",
        title=numbers.file.title,
        description=numbers.file.answer,
        nav="papers",
        file=numbers.file,
        numbers=numbers,
        reading=None if unread else reading,
        unread=unread,
        asked=asked,
        shown=shown[:LONGEST_NUMBER],
        problems=said_of(problems),
        chosen=chosen,
        papers=weigh.book.papers,
        links=weigh.links,
        shared="/received/case-number",
        today=today,
    )
