"""GET /api/v1/channels."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from app.channels.model import ChannelBook
from app.channels.said import SaidChannel, say
from app.domain.case import CreditorKind
from app.domain.finding import ChannelsFor
from app.domain.problem import Problem
from app.web.deps import Today, provided
from app.web.errors import Refusal, problem_responses

router = APIRouter(prefix="/api/v1/channels", tags=["channels"])

Book = Annotated[ChannelBook, Depends(provided(ChannelBook))]
Finder = Annotated[ChannelsFor, Depends(provided(ChannelsFor))]


class ChannelsResponse(BaseModel):
    channels: list[SaidChannel]


@router.get("", responses=problem_responses(422), summary="去哪里投诉：按出借方和行为")
def list_channels(
    book: Book,
    find: Finder,
    today: Today,
    creditor: Annotated[CreditorKind | None, Query(examples=["bank-card"])] = None,
    conduct: Annotated[str, Query(max_length=80, examples=["night-contact"])] = "",
) -> ChannelsResponse:
    """With a conduct, in the order to try them; else all that serve the creditor."""
    if conduct:
        slugs = find(conduct, creditor, today)
        if slugs is None:
            raise Refusal(422, problems=[Problem("conduct", "没有这种行为，名字见 /api/v1/conduct。")])
        chosen = [channel for slug in slugs if (channel := book.get(slug))]
    else:
        chosen = [
            one for one in book.channels if creditor is None or one.creditors is None or creditor in one.creditors
        ]
    return ChannelsResponse(channels=[say(channel) for channel in chosen])
