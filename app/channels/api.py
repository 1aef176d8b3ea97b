"""GET /api/v1/channels and /api/v1/channels/find."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from app.channels.model import ChannelBook
from app.channels.pages import FinderDep
from app.channels.question import read_question
from app.channels.said import SaidChannel, SaidReferral, say, say_referral
from app.domain.case import CreditorKind
from app.domain.finding import ChannelsFor
from app.domain.link import Links
from app.domain.problem import Problem
from app.web.deps import Today, provided
from app.web.errors import Refusal, problem_responses

router = APIRouter(prefix="/api/v1/channels", tags=["channels"])

Book = Annotated[ChannelBook, Depends(provided(ChannelBook))]
ListedFor = Annotated[ChannelsFor, Depends(provided(ChannelsFor))]


class ChannelsResponse(BaseModel):
    channels: list[SaidChannel]


@router.get("", responses=problem_responses(422), summary="去哪里投诉：按出借方和行为")
def list_channels(
    book: Book,
    listed: ListedFor,
    today: Today,
    creditor: Annotated[CreditorKind | None, Query(examples=["bank-card"])] = None,
    conduct: Annotated[str, Query(max_length=80, examples=["night-contact"])] = "",
) -> ChannelsResponse:
    """With a conduct, in the order to try them; else all that serve the creditor."""
    if conduct:
        slugs = listed(conduct, creditor, today)
        if slugs is None:
            raise Refusal(422, problems=[Problem("conduct", "没有这种行为，名字见 /api/v1/conduct。")])
        chosen = [channel for slug in slugs if (channel := book.get(slug))]
    else:
        chosen = [
            one for one in book.channels if creditor is None or one.creditors is None or creditor in one.creditors
        ]
    return ChannelsResponse(channels=[say(channel) for channel in chosen])


@router.get("/find", responses=problem_responses(422), summary="这件事该找谁：按先后排好")
def find_channels(
    finder: FinderDep,
    links: Annotated[Links, Depends(provided(Links))],
    today: Today,
    want: Annotated[str, Query(description="stop、answer、supervisor 或 danger", examples=["stop"])] = "",
    creditor: Annotated[str, Query(description="八类之一；不写或 unknown：不确定", examples=["bank-card"])] = "",
    conduct: Annotated[list[str], Query(description="做法，可以有几个", examples=[["night-contact"]])] = [],  # noqa: B006
    matter: Annotated[list[str], Query(description="不是催收做法的事，可以有几个", examples=[["fees"]])] = [],  # noqa: B006
    on: Annotated[str, Query(description="哪天去投诉；不写就是今天", examples=["2026-11-21"])] = "",
    happened: Annotated[str, Query(description="最近一次是哪天；不写按 on 那天的规定", examples=["2026-11-08"])] = "",
) -> SaidReferral:
    """Steps in the order to take them; each with why, what it can do, terms, and what comes after silence."""
    asked = {
        "want": [want], "creditor": [creditor], "conduct": conduct, "matter": matter, "on": [on], "happened": [happened],
    }  # fmt: skip
    question, problems = read_question(asked, finder.book, finder.names, today)
    if question is None:
        raise Refusal(422, problems=problems)
    return say_referral(finder.answer(question), f"/channels/find?{question.query()}", links)
