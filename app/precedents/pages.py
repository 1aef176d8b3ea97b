"""/precedents, /precedents/{slug} and its JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from app.content.model import nearest
from app.domain.case import COLLECTOR_NAMES, CREDITOR_NAMES
from app.domain.link import Links
from app.precedents.model import Precedent, PrecedentBook, PrecedentKind
from app.precedents.said import SaidPrecedent, say
from app.web.deps import Today, as_of, provided
from app.web.errors import Refusal
from app.web.pages import is_overdue, page

router = APIRouter(include_in_schema=False, dependencies=[Depends(as_of)])

Book = Annotated[PrecedentBook, Depends(provided(PrecedentBook))]
AllLinks = Annotated[Links, Depends(provided(Links))]


@router.get("/precedents")
def list_precedents(request: Request, book: Book) -> HTMLResponse:
    return page(
        request,
        "precedents/list.html",
        title="乱催收，有人受罚了吗？",
        description="公开的处罚和判决：谁，因为什么，被谁怎么处理，哪里查到的。",
        nav="precedents",
        groups=[(kind, book.of(kind)) for kind in PrecedentKind if book.of(kind)],
    )


@router.get("/precedents/{slug}.json")
def read_precedent(slug: str, book: Book) -> SaidPrecedent:
    return say(find(book, slug))


@router.get("/precedents/{slug}")
def show_precedent(request: Request, slug: str, book: Book, links: AllLinks, today: Today) -> HTMLResponse:
    precedent = find(book, slug)
    file = precedent.file
    return page(
        request,
        "precedents/precedent.html",
        title=file.title,
        description=file.outcome,
        nav="precedents",
        precedent=precedent,
        creditor=CREDITOR_NAMES[file.creditor] if file.creditor else "",
        collector=COLLECTOR_NAMES[file.collector] if file.collector else "",
        conducts=[links[f"conduct/{one}"] for one in file.conducts],
        today=today,
        overdue=is_overdue(file.review_by, today),
    )


def find(book: PrecedentBook, slug: str) -> Precedent:
    if slug in book.by_slug:
        return book.by_slug[slug]
    near = nearest(slug, book.by_slug)
    name = near.split("'")[1] if near else ""
    links = [book.by_slug[name].link] if name else []
    raise Refusal(404, "没有这个案例", "可在“乱催收，有人受罚了吗？”里查看全部。", suggestions=links)
