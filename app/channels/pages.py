"""/channels and /channels/{slug}."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from app.channels.model import Channel, ChannelBook
from app.content.model import nearest
from app.domain.case import CREDITOR_NAMES, CreditorKind
from app.domain.link import Link
from app.web.deps import Today, provided
from app.web.errors import Refusal
from app.web.pages import is_overdue, page

router = APIRouter(include_in_schema=False)

Book = Annotated[ChannelBook, Depends(provided(ChannelBook))]


@router.get("/channels")
def list_channels(request: Request, book: Book, creditor: str = "") -> HTMLResponse:
    kind = CreditorKind(creditor) if creditor in set(CreditorKind) else None
    return page(
        request,
        "channels/list.html",
        title="去哪里投诉、举报、求助",
        description="每个渠道管什么、不管什么、要带什么、多久有回音。",
        nav="channels",
        channels=[one for one in book.channels if kind is None or serves(one, kind)],
        creditor=kind,
    )


def serves(channel: Channel, creditor: CreditorKind) -> bool:
    return channel.creditors is None or creditor in channel.creditors


@router.get("/channels/{slug}")
def show_channel(request: Request, slug: str, book: Book, today: Today) -> HTMLResponse:
    channel = book.get(slug)
    if channel is None:
        near = nearest(slug, book.by_slug)
        name = near.split("'")[1] if near else ""
        links = [Link(f"channels/{name}", book.by_slug[name].file.name, f"/channels/{name}")] if name else []
        raise Refusal(404, "没有这个渠道", "可在“去哪里投诉”里查看全部。", suggestions=links)
    return page(
        request,
        "channels/channel.html",
        title=channel.file.name,
        description=channel.file.good_for,
        nav="channels",
        channel=channel,
        serves=None
        if channel.creditors is None
        else [name for kind, name in CREDITOR_NAMES.items() if kind in channel.creditors],
        overdue=is_overdue(channel.file.review_by, today),
    )
