"""/case/export: the log as a table, the whole case as a file, for its owner alone."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.domain.acts import ActChoices
from app.domain.case_file import write_case
from app.domain.log_table import write_log
from app.web.deps import Today, provided
from app.web.pages import page
from app.web.session import Visit, VisitDep
from app.web.site import Edition, EditionDep

router = APIRouter(prefix="/case", include_in_schema=False)

# A phone's browser still copies this much at once.
MOST_COPIED = 60_000
MARK = "\ufeff"
PRIVATE = {"Cache-Control": "no-store"}

Choices = Annotated[ActChoices, Depends(provided(ActChoices))]


@router.get("/export")
def show_export(request: Request, visit: VisitDep, edition: EditionDep) -> HTMLResponse:
    """What can be taken along, what it holds, and who can open it."""
    text = written(visit, edition) if visit.exists else ""
    return page(
        request,
        "cases/export.html",
        title="把记录存到自己手里",
        nav="case",
        headers=PRIVATE,
        facts=visit.facts,
        visit=visit,
        text=text if len(text) <= MOST_COPIED else "",
    )


@router.get("/export.csv")
def export_log(visit: VisitDep, choices: Choices, today: Today) -> Response:
    if not visit.exists:
        return nothing_here()
    log = write_log(visit.facts.contacts, choices.names, choices.circumstances)
    return download(MARK + log, "text/csv; charset=utf-8", f"contacts-{today.isoformat()}.csv")


@router.get("/export.json")
def export_case(visit: VisitDep, edition: EditionDep, today: Today) -> Response:
    if not visit.exists:
        return nothing_here()
    return download(written(visit, edition), "application/json", f"case-{today.isoformat()}.json")


def written(visit: Visit, edition: Edition) -> str:
    return write_case(visit.facts, visit.now, edition.software, edition.content)


def nothing_here() -> Response:
    """An empty file would be taken for a copy; the page says that there is nothing."""
    return RedirectResponse("/case/export", 303)


def download(text: str, media_type: str, name: str) -> Response:
    """The name says nothing of what is in it: others see it in the list of downloads."""
    headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text.encode(), media_type=media_type, headers=headers)
