"""GET /api/v1/guidance and /api/v1/guidance/{topic}/{slug}."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel

from app.guidance.finding import suggestions
from app.guidance.model import GuideBook, Topic
from app.guidance.pages import Drawn, address
from app.guidance.said import GuideResponse, GuideSummary, say_guide, summary
from app.web.deps import AsOf, SettingsDep, Today, provided
from app.web.errors import Refusal, problem_responses

router = APIRouter(prefix="/api/v1/guidance", tags=["guidance"])

Book = Annotated[GuideBook, Depends(provided(GuideBook))]


class GuideList(BaseModel):
    guidance: list[GuideSummary]


@router.get("", responses=problem_responses(422), summary="全部指引，或一个栏目的指引")
def list_guidance(
    book: Book,
    drawn: Drawn,
    today: Today,
    topic: Annotated[Topic | None, Query(description="六个栏目之一", examples=["routes"])] = None,
) -> GuideList:
    guides = book.under(topic) if topic else [guide for one in Topic for guide in book.under(one)]
    return GuideList(guidance=[GuideSummary(**summary(guide, drawn.page(guide, today))) for guide in guides])


@router.get("/{topic}/{slug}", responses=problem_responses(404, 422), summary="一页指引，按某一天的法律")
def read_guide(
    topic: Annotated[Topic, Path(examples=["routes"])],
    slug: Annotated[str, Path(max_length=80, examples=["payment-order"])],
    book: Book,
    drawn: Drawn,
    settings: SettingsDep,
    day: AsOf,
    today: Today,
) -> GuideResponse:
    guide = book.get(topic, slug)
    if guide is None:
        near = "、".join(one.ref for one in suggestions(book, topic, slug))
        raise Refusal(404, "没有这一页", f"你要找的也许是：{near}。" if near else "全部指引见 /api/v1/guidance。")
    rendered = drawn.page(guide, day)
    return say_guide(guide, rendered, address(settings, guide.url), day, today)
