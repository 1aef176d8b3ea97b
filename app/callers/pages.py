"""/who-is-calling: who is it really? /who-is-calling/questions: what to ask, to read aloud or to print."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from app.callers.model import CallerBook, Points
from app.callers.question import UNKNOWN, Question, read_question
from app.callers.weighing import Weigher
from app.domain.asked import Asked, first
from app.domain.case import CREDITOR_NAMES, CaseFacts
from app.domain.finding import ChannelsFor
from app.domain.law import Lawbook
from app.domain.link import Links
from app.domain.problem import Problem
from app.web.deps import AsOf, Today, provided
from app.web.errors import Refusal, said_of
from app.web.pages import is_overdue, page
from app.web.session import VisitDep

router = APIRouter(prefix="/who-is-calling", include_in_schema=False)

# A QR code of more is too fine for a phone to read from paper.
LONGEST_IN_QR = 400
ASKED = frozenset({"role", "sign", "creditor"})

Book = Annotated[CallerBook, Depends(provided(CallerBook))]
LinksDep = Annotated[Links, Depends(provided(Links))]


async def weigher(
    book: Book,
    law: Annotated[Lawbook, Depends(provided(Lawbook))],
    channels_for: Annotated[ChannelsFor, Depends(provided(ChannelsFor))],
) -> Weigher:
    return Weigher(book, law, channels_for)


WeigherDep = Annotated[Weigher, Depends(weigher)]


@router.get("")
def who_is_calling(
    request: Request, weigh: WeigherDep, visit: VisitDep, links: LinksDep, day: AsOf, today: Today
) -> HTMLResponse:
    """Three questions, and once they are answered, what speaks for what. All that was answered is in the address."""
    asked: Asked = {name: request.query_params.getlist(name) for name in request.query_params}
    if not asked.keys() & ASKED:
        return ask(request, weigh.book, asked_of_case(visit.facts, weigh.book), today, from_case=bool(visit.facts.debt))
    if "change" in asked:
        return ask(request, weigh.book, asked, today)
    question, problems = read_question(asked, weigh.book, today, day)
    if question is None:
        return ask(request, weigh.book, asked, today, problems)
    return show_weighed(request, weigh, links, question, today)


def ask(
    request: Request,
    book: CallerBook,
    asked: Asked,
    today: date,
    problems: tuple[Problem, ...] = (),
    from_case: bool = False,
) -> HTMLResponse:
    """The form, with what was answered already."""
    return page(
        request,
        "callers/ask.html",
        title=book.file.title,
        description=book.file.answer,
        nav="check",
        status=422 if problems else 200,
        file=book.file,
        problems=said_of(problems),
        asked={name: first(asked, name) for name in ("role", "creditor", "on")},
        ticked=frozenset(asked.get("sign", ())),
        groups=[(one, book.offered(one)) for one in book.file.sign_groups],
        unknown=UNKNOWN,
        from_case=from_case,
        today=today,
    )


def asked_of_case(facts: CaseFacts, book: CallerBook) -> Asked:
    """What the visitor's own case answers: the lender, and what was ticked at its contacts."""
    if facts.debt is None:
        return {}
    acts = {act for contact in facts.contacts for act in contact.acts}
    return {"creditor": [facts.debt.creditor.kind or UNKNOWN], "sign": book.signs_of(acts)}


def show_weighed(request: Request, weigh: Weigher, links: Links, question: Question, today: date) -> HTMLResponse:
    weighed = weigh.weigh(question.role, question.signs, question.creditor, question.on)
    file = weigh.book.file
    shared = f"/who-is-calling?{question.query()}"
    return page(
        request,
        "callers/weighed.html",
        title=file.title,
        description=file.answer,
        nav="check",
        file=file,
        weighed=weighed,
        groups=[
            (one, file.points[one], weighed.that_point(one))
            for one in Points
            if one is not Points.NOTHING and weighed.that_point(one)
        ],
        links=links,
        lender="我不确定" if question.creditor is None else CREDITOR_NAMES[question.creditor],
        overdue=is_overdue(file.review_by, today),
        today=today,
        shared=shared,
        qr=len(shared) <= LONGEST_IN_QR,
    )


@router.get("/questions")
def questions(request: Request, weigh: WeigherDep, day: AsOf, today: Today, role: str = "me") -> HTMLResponse:
    """The questions one after another in large type; on paper one sheet."""
    book = weigh.book
    chosen = book.roles.get(role)
    if chosen is None:
        raise Refusal(422, problems=[Problem("role", f"没有这种身份。可以写：{'、'.join(book.roles)}。")])
    shared = f"/who-is-calling/questions?role={chosen.id}"
    return page(
        request,
        "callers/questions.html",
        title=book.file.questions_title,
        description=book.file.questions_lead,
        nav="check",
        file=book.file,
        role=chosen,
        weighed=weigh.weigh(chosen, (), None, day),
        today=today,
        overdue=is_overdue(book.file.review_by, today),
        shared=shared,
    )
