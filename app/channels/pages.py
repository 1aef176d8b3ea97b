"""/channels, /channels/map, /channels/find and /channels/{slug}."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from app.channels.channel_map import ChannelMap
from app.channels.drawing import draw
from app.channels.model import Channel, ChannelBook
from app.channels.question import Finder, Question, read_question
from app.channels.referral import Referral, ReferralBook, Step
from app.channels.said import SaidChannel, say
from app.channels.wants import UNKNOWN, Stage
from app.content.model import nearest
from app.domain.acts import ActChoices
from app.domain.asked import Asked
from app.domain.case import CREDITOR_NAMES, CaseFacts, CreditorKind
from app.domain.finding import Assessor, ChannelsFor
from app.domain.law import Citation, Lawbook
from app.domain.link import Link, Links
from app.domain.problem import Problem
from app.domain.standing import StandingOf
from app.web.deps import AsOf, Today, provided
from app.web.errors import Refusal, said_of
from app.web.pages import is_overdue, page
from app.web.session import VisitDep

router = APIRouter(include_in_schema=False)

# A QR code of more is too fine for a phone to read from paper.
LONGEST_IN_QR = 400

Book = Annotated[ChannelBook, Depends(provided(ChannelBook))]
Referrals = Annotated[ReferralBook, Depends(provided(ReferralBook))]
Acts = Annotated[ActChoices, Depends(provided(ActChoices))]


async def finder(
    book: Referrals,
    standing: Annotated[StandingOf, Depends(provided(StandingOf))],
    channels_for: Annotated[ChannelsFor, Depends(provided(ChannelsFor))],
    acts: Acts,
) -> Finder:
    return Finder(book, standing, channels_for, acts.names)


FinderDep = Annotated[Finder, Depends(finder)]


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


@router.get("/channels/find")
def find_channels(
    request: Request,
    find_for: FinderDep,
    visit: VisitDep,
    assess: Annotated[Assessor, Depends(provided(Assessor))],
    links: Annotated[Links, Depends(provided(Links))],
    acts: Acts,
    day: AsOf,
    today: Today,
) -> HTMLResponse:
    """Three questions, and once they are answered, whom to turn to. Everything that was answered is in the address."""
    asked: Asked = {name: request.query_params.getlist(name) for name in request.query_params}
    if not asked.keys() & {"creditor", "conduct", "matter", "want"}:
        return ask(request, find_for, acts, asked_of_case(visit.facts, assess), today, from_case=bool(visit.facts.debt))
    if "change" in asked:
        return ask(request, find_for, acts, asked, today)
    dated = {**asked, "on": [day.isoformat()]} if "as_of" in asked and "on" not in asked else asked
    question, problems = read_question(dated, find_for.book, acts.names, today)
    if question is None:
        return ask(request, find_for, acts, asked, today, problems)
    return show_referral(request, find_for, links, question, today)


def ask(
    request: Request,
    find_for: Finder,
    acts: ActChoices,
    asked: Asked,
    today: date,
    problems: tuple[Problem, ...] = (),
    from_case: bool = False,
) -> HTMLResponse:
    """The form, with what was answered already."""
    file = find_for.book.wants.file
    return page(
        request,
        "channels/find.html",
        title=file.title,
        description=file.intro,
        nav="channels",
        status=422 if problems else 200,
        file=file,
        choices=acts,
        problems=said_of(problems),
        asked={name: next(iter(asked.get(name, ())), "") for name in ("creditor", "want", "on", "happened")},
        ticked={name: frozenset(asked.get(name, ())) for name in ("conduct", "matter")},
        rarer_ticked=any(act.slug in asked.get("conduct", ()) for group in acts.rarer for act in group.acts),
        unknown=UNKNOWN,
        from_case=from_case,
        today=today,
    )


def asked_of_case(facts: CaseFacts, assess: Assessor) -> Asked:
    """What the visitor's own case answers: the lender, what was found and when it happened last."""
    if facts.debt is None:
        return {}
    asked = {"creditor": [facts.debt.creditor.kind or UNKNOWN]}
    found = assess(facts.debt, facts.contacts).findings if facts.contacts else ()
    if found:
        asked["conduct"] = [one.conduct for one in found]
        asked["happened"] = [max(day for one in found for day in one.days).isoformat()]
    return asked


def show_referral(request: Request, find_for: Finder, links: Links, question: Question, today: date) -> HTMLResponse:
    referral = find_for.answer(question)
    file = find_for.book.wants.file
    shared = f"/channels/find?{question.query()}"
    return page(
        request,
        "channels/referral.html",
        title=f"该找谁：{question.want.name}",
        description=file.intro,
        nav="channels",
        file=file,
        referral=referral,
        question=question,
        headline=headline(referral, find_for.book),
        stages=[(stage, referral.at(stage)) for stage in Stage if referral.at(stage)],
        numbers={slug: number for number, slug in enumerate(referral.slugs, start=1)},
        shorts=find_for.book.shorts,
        links=links,
        lender="我不确定" if question.creditor is None else CREDITOR_NAMES[question.creditor],
        branches=branches(find_for, question) if question.creditor is None else [],
        overdue=is_overdue(file.review_by, today),
        today=today,
        shared=shared,
        qr=len(shared) <= LONGEST_IN_QR,
    )


def headline(referral: Referral, book: ReferralBook) -> str:
    """The answer in the first line."""
    first = referral.at(Stage.NOW) or referral.steps[:1]
    waiting = [one for one in referral.at(Stage.LATER) if one.starts and one.starts > referral.day]
    later = tuple(waiting[:1]) if referral.at(Stage.NOW) else ()
    said = f"先找：{names(book, first)}。"
    return f"{said}再找：{names(book, later)}。" if later else said


def names(book: ReferralBook, steps: tuple[Step, ...]) -> str:
    return "、".join(book.shorts[one.channel.slug] for one in steps)


def branches(find_for: Finder, question: Question) -> list[tuple[str, str, str]]:
    """For each lender it may turn out to be: its name, the answer in a line, and the address of the whole."""
    found = []
    for kind, name in CREDITOR_NAMES.items():
        known = replace(question, creditor=kind)
        found.append((name, headline(find_for.answer(known), find_for.book), f"/channels/find?{known.query()}"))
    return found


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
