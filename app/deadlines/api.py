"""GET /api/v1/deadlines and /api/v1/deadlines/{name}."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.deadlines.counting import reckon
from app.deadlines.pages import AllLinks, Book, Law, find, inquiry_of
from app.deadlines.said import SaidCountedPeriod, SaidPeriods, say_count, say_period, say_periods
from app.web.deps import Today
from app.web.errors import problem_responses

router = APIRouter(prefix="/api/v1/deadlines", tags=["deadlines"])


@router.get("", summary="所有的期限，按收到什么分")
def list_deadlines(book: Book, links: AllLinks) -> SaidPeriods:
    return say_periods(book, links)


@router.get("/{name}", responses=problem_responses(404, 422), summary="一个期限；给了哪天起算，就给最后一天和每一步")
def count_deadline(
    name: Annotated[str, Path(description="期限的 id", examples=["payment-order-objection"])],
    book: Book,
    law: Law,
    links: AllLinks,
    today: Today,
    start: Annotated[str, Query(description="从什么算起：这个期限 starts 里的 id", examples=["signed"])] = "",
    on: Annotated[str, Query(description="那一天", examples=["2026-11-10"])] = "",
    also: Annotated[str, Query(description="不确定的，另一个可能的日子", examples=["2026-11-12"])] = "",
    days: Annotated[str, Query(description="照纸上写的几日；只有 length 为空的期限要填", examples=["7"])] = "",
    written: Annotated[str, Query(description="纸上写的日期，只用来核对", examples=["2026-11-05"])] = "",
) -> SaidCountedPeriod:
    """The earliest last day is the one to rely on; every other possible one stands beside it."""
    period = find(book, name)
    asked = {"start": [start], "on": [on], "also": [also], "days": [days], "written": [written]}
    counted = None
    if any(value for (value,) in asked.values()):
        counted = say_count(reckon(period, inquiry_of(asked, period, today), law, book.rest_days), today)
    return SaidCountedPeriod(period=say_period(period, links), counted=counted)
