"""/law, /law/{instrument}, two of its versions compared, and one version as page and JSON."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from app.content.model import nearest
from app.domain.case import CREDITOR_NAMES
from app.domain.law import STRENGTH_MEANINGS, Ending, EndingKind, Instrument, Lawbook, LawVersion, Strength
from app.domain.link import Link
from app.errors import NoLawInForce
from app.law.compare import Fate, Pair, by_fate, compare
from app.law.renumbered import Renumberings
from app.law.said import SaidVersion, say_version
from app.web.deps import AsOf, Today, provided
from app.web.errors import Refusal
from app.web.pages import is_overdue, page

router = APIRouter(include_in_schema=False)

Law = Annotated[Lawbook, Depends(provided(Lawbook))]


@router.get("/law")
def list_laws(
    request: Request, law: Law, changed: Annotated[Renumberings, Depends(provided(Renumberings))], day: AsOf
) -> HTMLResponse:
    rows = list(law.instruments.values())
    repealed = [(row, ending) for row in rows if (ending := repeal(row, day))]
    standing = [row for row in rows if not repeal(row, day)]
    groups = [
        (one, STRENGTH_MEANINGS[one], [row for row in standing if row.latest.strength is one]) for one in Strength
    ]
    return page(
        request,
        "law/list.html",
        title="依据的法律和规定",
        description="每一条都写明强度、约束谁、从哪天起有效、我们哪天核对过。",
        nav="law",
        groups=[group for group in groups if group[2]],
        repealed=repealed,
        replacing={
            ending.replaced_by: law.instrument(ending.replaced_by) for _, ending in repealed if ending.replaced_by
        },
        renumbered=changed.articles,
        replaced=[
            (one, law.instrument(one.replaced_by) if one.replaced_by else None)
            for one in changed.replaced
            if one.starts <= day
        ],
        day=day,
        in_force=in_force,
    )


def repeal(row: Instrument, day: date) -> Ending | None:
    """The repeal the instrument is under on the day."""
    over = [one for one in row.endings if one.kind is EndingKind.REPEALED and one.starts <= day]
    return over[-1] if over else None


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


@router.get("/law/{instrument}/compare")
def compare_versions(
    request: Request,
    instrument: str,
    law: Law,
    day: AsOf,
    earlier: Annotated[str, Query(alias="from", max_length=40)] = "",
    later: Annotated[str, Query(alias="to", max_length=40)] = "",
) -> HTMLResponse:
    """Two versions side by side; without a choice, the newest and the one before it."""
    row = find(law, instrument)
    if len(row.versions) < 2:
        raise Refusal(404, "只有一版，没有可以对照的", "这部法规我们只收录了一版。", suggestions=[link(row.latest)])
    older, newer = sorted(
        (
            chosen(row, earlier or row.versions[-2].starts.isoformat()),
            chosen(row, later or row.latest.starts.isoformat()),
        ),
        key=lambda version: version.starts,
    )
    if older is newer:
        raise Refusal(
            422, "两边是同一版", "请选两个不同的版本来对照。", suggestions=[link(one) for one in row.versions]
        )
    pairs = compare(row, older, newer)
    return page(
        request,
        "law/compare.html",
        title=f"{newer.short}：{older.version}和{newer.version}对照",
        description=f"哪些条号变了，哪些只在一版里有。{counted(pairs)}",
        nav="law",
        row=row,
        older=older,
        newer=newer,
        groups=by_fate(pairs),
        said=counted(pairs),
        shared=f"/law/{row.id}/compare?from={older.starts}&to={newer.starts}",
        current=in_force(row, day),
        day=day,
    )


def counted(pairs: tuple[Pair, ...]) -> str:
    """The answer: how many of each."""
    counts = {fate: sum(pair.fate is fate for pair in pairs) for fate in Fate}
    return f"我们收录的条文里，{counts[Fate.RENUMBERED]}条条号变了，{counts[Fate.KEPT]}条没变。"


def chosen(row: Instrument, starts: str) -> LawVersion:
    found = next((one for one in row.versions if one.starts.isoformat() == starts), None)
    if found is None:
        sentence = "from 和 to 各写一个版本开始施行的日子，例如 2026-01-01。"
        raise Refusal(422, "没有这一版", sentence, suggestions=[link(one) for one in row.versions])
    return found


def link(version: LawVersion) -> Link:
    return Link(f"law/{version.starts}", f"{version.short}（{version.version}）", version.url)


def find_version(law: Lawbook, instrument: str, starts: str) -> tuple[Instrument, LawVersion]:
    row = find(law, instrument)
    version = next((one for one in row.versions if one.starts.isoformat() == starts), None)
    if version is None:
        links = [link(one) for one in row.versions]
        raise Refusal(404, "没有这一版", "这部法规没有从这一天开始的版本。", suggestions=links)
    return row, version


@router.get("/law/{instrument}/{starts}.json")
def read_version(instrument: str, starts: str, law: Law) -> SaidVersion:
    return say_version(law, find_version(law, instrument, starts)[1])


@router.get("/law/{instrument}/{starts}")
def show_version(request: Request, instrument: str, starts: str, law: Law, day: AsOf, today: Today) -> HTMLResponse:
    row, version = find_version(law, instrument, starts)
    before = row.before(version)
    pairs = compare(row, before, version) if before else ()
    return page(
        request,
        "law/version.html",
        title=f"{version.short}（{version.version}）",
        description=f"{version.strength}，{version.starts.isoformat()} 起施行",
        nav="law",
        row=row,
        version=version,
        before=before,
        changes=[pair for pair in pairs if pair.fate in (Fate.RENUMBERED, Fate.ONLY_NEW)],
        successors={number: law.successors(version, one) for number, one in version.articles.items()},
        current=in_force(row, day),
        day=day,
        today=today,
        overdue=is_overdue(version.review_by, today),
        binds=None
        if version.binds is None
        else [CREDITOR_NAMES[kind] for kind in CREDITOR_NAMES if kind in version.binds],
        may_consult=[CREDITOR_NAMES[kind] for kind in CREDITOR_NAMES if kind in version.may_consult],
        meaning=STRENGTH_MEANINGS[version.strength],
        endings=[one for one in row.endings if one.starts > version.starts],
    )
