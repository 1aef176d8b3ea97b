"""/channels, /channels/map and /channels/{slug}."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from app.channels.drawing import draw
from app.channels.model import Channel, ChannelBook, ChannelMap
from app.channels.said import SaidChannel, say
from app.content.model import nearest
from app.domain.case import CREDITOR_NAMES, CreditorKind
from app.domain.law import Citation, Lawbook
from app.domain.link import Link
from app.web.deps import AsOf, Today, provided
from app.web.errors import Refusal
from app.web.pages import is_overdue, page

router = APIRouter(include_in_schema=False)

Book = Annotated[ChannelBook, Depends(provided(ChannelBook))]


@router.get("/channels")
def list_channels(request: Request, book: Book, day: AsOf, creditor: str = "") -> HTMLResponse:
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


@router.get("/channels/map")
def show_map(
    request: Request,
    table: Annotated[ChannelMap, Depends(provided(ChannelMap))],
    law: Annotated[Lawbook, Depends(provided(Lawbook))],
    day: AsOf,
    today: Today,
) -> HTMLResponse:
    """Who is competent for which lender, in which order, and what not at the same time."""
    file, book = table.file, table.book
    return page(
        request,
        "channels/map.html",
        title=file.title,
        description=file.intro,
        nav="channels",
        map=file,
        picture=Markup(draw(table)),
        steps=[step for step in file.steps if any(table.special(step, kind) for kind in CreditorKind)],
        special=table.special,
        before=table.before,
        for_all=table.for_all,
        beside=[book.by_slug[one.channel] for step in file.steps if table.is_beside(step) for one in step.channels],
        apart=[
            (pair, [book.by_slug[slug] for slug in pair.channels], cited(law, pair.law, day))
            for pair in file.not_together
        ],
        today=today,
    )


def cited(law: Lawbook, ref: str, day: date) -> Citation | None:
    """`instrument#article` as it stood on the day; None where there was none."""
    name, _, number = ref.partition("#")
    return law.trace(name, number, day) if ref else None


@router.get("/channels/{slug}.json")
def read_channel(slug: str, book: Book) -> SaidChannel:
    return say(find(book, slug))


@router.get("/channels/{slug}")
def show_channel(request: Request, slug: str, book: Book, day: AsOf, today: Today) -> HTMLResponse:
    channel = find(book, slug)
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


def find(book: ChannelBook, slug: str) -> Channel:
    channel = book.get(slug)
    if channel is None:
        near = nearest(slug, book.by_slug)
        name = near.split("'")[1] if near else ""
        links = [Link(f"channels/{name}", book.by_slug[name].file.name, f"/channels/{name}")] if name else []
        raise Refusal(404, "没有这个渠道", "可在“去哪里投诉”里查看全部。", suggestions=links)
    return channel
