"""/evidence/pack: what is in the pack and what is missing; the same as PDF, DOCX and for the browser's printer."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.domain.case import CaseFacts
from app.domain.document import Annex
from app.domain.link import Link
from app.evidence.missing import missing
from app.evidence.pack_desk import NOTHING, PRIVATE, AtDesk, PackDesk
from app.rendering.face import Face
from app.web.deps import Today
from app.web.errors import Refusal
from app.web.pages import page
from app.web.session import VisitDep

router = APIRouter(prefix="/evidence", include_in_schema=False)

TITLE = "整套证据材料，里面有什么？"
WAYS = (
    Link("tools/evidence", "导入通话详单", "/evidence"),
    Link("tools/log", "记一次联系", "/case/contacts/new"),
    Link("tools/own-files", "登记录音、截图", "/evidence/files"),
)


@router.get("/pack")
def show_pack(request: Request, visit: VisitDep, desk: AtDesk, today: Today) -> HTMLResponse:
    case = desk.case(visit.facts)
    document = desk.document(case, today)
    return page(
        request,
        "evidence/pack.html",
        title=TITLE,
        description="把联系记录、统计图和录音清单，排成一份带编号的证据材料。PDF和Word都有，免费。",
        nav="check",
        headers=PRIVATE,
        case_facts=case,
        parts=[block.title for block in document.blocks if isinstance(block, Annex)],
        lacks=missing(desk.words, case, desk.rare(document)),
        breaches=len(case.assessment.breaches),
    )


@router.get("/pack.pdf")
def read_pdf(visit: VisitDep, desk: AtDesk, today: Today) -> Response:
    return download(Face.PDF, visit.facts, desk, today)


@router.get("/pack.docx")
def read_docx(visit: VisitDep, desk: AtDesk, today: Today) -> Response:
    return download(Face.DOCX, visit.facts, desk, today)


def download(face: Face, facts: CaseFacts, desk: PackDesk, today: date) -> Response:
    case = desk.case(facts)
    if case.is_empty:
        raise Refusal(422, "证据材料还是空的", NOTHING, suggestions=WAYS)
    return desk.drawn(face, case, today)


@router.get("/pack/print")
def print_page(request: Request, visit: VisitDep, desk: AtDesk, today: Today) -> Response:
    """The pack alone, to be printed from the browser."""
    case = desk.case(visit.facts)
    if case.is_empty:
        return RedirectResponse("/evidence/pack", 303)
    document = desk.document(case, today)
    return page(
        request,
        "evidence/pack_print.html",
        title=f"打印：{document.title}",
        nav="check",
        headers=PRIVATE,
        document=document,
    )
