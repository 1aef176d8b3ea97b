"""/law, /law/{instrument}, /law/{instrument}/{date}."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from app.content.model import nearest
from app.domain.case import CREDITOR_NAMES
from app.domain.law import STRENGTH_MEANINGS, Instrument, Lawbook, LawVersion, Strength
from app.domain.link import Link
from app.errors import NoLawInForce
from app.law.compare import changes
from app.web.deps import AsOf, Today, provided
from app.web.errors import Refusal
from app.web.pages import is_overdue, page

router = APIRouter(include_in_schema=False)

Law = Annotated[Lawbook, Depends(provided(Lawbook))]


@router.get("/law")
def list_laws(request: Request, law: Law, day: AsOf) -> HTMLResponse:
    groups = [
        (
            strength,
            STRENGTH_MEANINGS[strength],
            [row for row in law.instruments.values() if row.latest.strength is strength],
        )
        for strength in Strength
    ]
    return page(
        request,
        "law/list.html",
        title="依据的法律和规定",
        description="每一条都写明强度、约束谁、从哪天起有效、我们哪天核对过。",
        nav="law",
        groups=[group for group in groups if group[2]],
        day=day,
        in_force=in_force,
    )


def in_force(row: Instrument, day: date) -> LawVersion | None:
    try:
        return row.on(day)
    except NoLawInForce:
        return None


def find(law: Lawbook, name: str) -> Instrument:
    if name in law.instruments:
        return law.instrument(name)
    near = nearest(name, law.instruments)
    suggested = near.split("'")[1] if near else ""
    links = [Link(f"law/{suggested}", law.instrument(suggested).latest.title, f"/law/{suggested}")] if suggested else []
    raise Refusal(404, "没有这部法规", "法规库里没有这个名字。", suggestions=links)


@router.get("/law/{instrument}")
def show_instrument(request: Request, instrument: str, law: Law, day: AsOf) -> HTMLResponse:
    row = find(law, instrument)
    return page(
        request,
        "law/instrument.html",
        title=row.latest.title,
        description=f"{row.latest.strength}，{row.latest.issuer}",
        nav="law",
        row=row,
        current=in_force(row, day),
        day=day,
    )


@router.get("/law/{instrument}/{starts}")
def show_version(request: Request, instrument: str, starts: str, law: Law, today: Today) -> HTMLResponse:
    row = find(law, instrument)
    version = next((one for one in row.versions if one.starts.isoformat() == starts), None)
    if version is None:
        links = [Link(f"law/{one.starts}", f"{one.short}（{one.version}）", one.url) for one in row.versions]
        raise Refusal(404, "没有这一版", "这部法规没有从这一天开始的版本。", suggestions=links)
    before = row.before(version)
    current = in_force(row, today)
    return page(
        request,
        "law/version.html",
        title=f"{version.short}（{version.version}）",
        description=f"{version.strength}，{version.starts.isoformat()} 起施行",
        nav="law",
        row=row,
        version=version,
        before=before,
        changes={one.after.number: one for one in changes(before, version)} if before else {},
        current=current,
        today=today,
        overdue=is_overdue(version.review_by, today),
        binds=None
        if version.binds is None
        else [CREDITOR_NAMES[kind] for kind in CREDITOR_NAMES if kind in version.binds],
        may_consult=[CREDITOR_NAMES[kind] for kind in CREDITOR_NAMES if kind in version.may_consult],
        meaning=STRENGTH_MEANINGS[version.strength],
        endings=[one for one in row.endings if one.starts > version.starts],
    )
