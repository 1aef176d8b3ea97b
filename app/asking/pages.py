"""/search: ask in one's own words."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from app.asking.answering import AskBook
from app.asking.model import LETTERS, LONGEST_QUESTION, SITUATIONS, Reply
from app.domain.law import Lawbook
from app.domain.mention import mentions
from app.domain.text import clean
from app.web.deps import AsOf, provided
from app.web.pages import page
from app.web.session import VisitDep

router = APIRouter(include_in_schema=False)

SHOWN = 12
NOTHING = Reply((), None)


@router.get("/search")
def search(
    request: Request,
    visit: VisitDep,
    book: Annotated[AskBook, Depends(provided(AskBook))],
    law: Annotated[Lawbook, Depends(provided(Lawbook))],
    day: AsOf,
    q: Annotated[str, Query()] = "",
) -> HTMLResponse:
    question = clean(q)
    too_long = len(question) > LONGEST_QUESTION
    asked = bool(question) and not too_long
    reply = book.ask(question, SHOWN) if asked else NOTHING
    named = mentions(law, question, day) if asked else ()
    return page(
        request,
        "asking/search.html",
        title=title_of(reply, bool(named)) if asked else "写你遇到的事",
        status=422 if too_long else 200,
        question=question[:LONGEST_QUESTION],
        asked=asked,
        too_long=too_long,
        longest=LONGEST_QUESTION,
        urgent=reply.urgent,
        mentions=named,
        direct=reply.answers[: reply.direct],
        situations=[answer for answer in reply.answers[reply.direct :] if answer.topic == SITUATIONS],
        letters=[answer for answer in reply.answers[reply.direct :] if answer.topic == LETTERS],
        others=[answer for answer in reply.answers[reply.direct :] if answer.topic not in (SITUATIONS, LETTERS)],
    )


def title_of(reply: Reply, named: bool) -> str:
    if reply.answers or named:
        return "找到了这些"
    return "先找人帮你" if reply.urgent else "没找到"
