"""/case/import: a file of ours back into the case; what only the borrower can decide is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError

from app.cases.combining import combine, questions, take_in
from app.cases.reading import Incoming, read_own, read_own_text
from app.domain.acts import ActChoices
from app.domain.case import CaseFacts
from app.domain.case_file import MOST_CONTACTS
from app.domain.link import Link, Links
from app.domain.problem import Problem
from app.errors import FileRefused
from app.web.aside import MOST_HOURS, Aside
from app.web.carrying import Carried, brought, carry
from app.web.deps import provided
from app.web.errors import Refusal
from app.web.forms import TypedForm, UploadedForm
from app.web.pages import page
from app.web.session import Visit, VisitDep, change, seal, unseal

router = APIRouter(prefix="/case/import", include_in_schema=False)

LISTED_PROBLEMS = 100
PRIVATE = {"Cache-Control": "no-store"}
NOTHING_GIVEN = Problem("file", "请选一个导出的文件，或者粘贴存下的文字。")
ONE_AT_A_TIME = Problem("file", "一次只能导入一个文件。请先导入一个，再导入下一个。")
NOTHING_READ = Problem("file", "这个文件里没有一条能读的记录。")
TOO_MANY = Problem("file", f"“我的记录”最多放{MOST_CONTACTS}条联系。加上这个文件就超过了。")
BROKEN = "这份记录没有传完整", "请回到导入页面，把文件再选一次。"
GONE = (
    "这份记录不在这里了",
    f"它已经放进去了，或者放了太久，已经删掉。先看看“我的记录”。里面没有的话，把文件再选一次，不会重复。最多放{MOST_HOURS}小时。",
)
IMPORT = Link("case/import", "再选一次文件", "/case/import")
CASE = Link("case", "看我的记录", "/case")

Choices = Annotated[ActChoices, Depends(provided(ActChoices))]
AllLinks = Annotated[Links, Depends(provided(Links))]
Count = Annotated[int, Query(ge=0, le=MOST_CONTACTS)]


@router.get("")
def show_import(request: Request, visit: VisitDep) -> HTMLResponse:
    return import_page(request, visit, (), "", 200)


@router.post("")
def read_import(request: Request, visit: VisitDep, form: UploadedForm, choices: Choices, links: AllLinks) -> Response:
    """Takes the file in where nothing has to be asked; else shows what was read and asks."""
    text = form.first("text")
    if form.files > 1:
        return import_page(request, visit, (ONE_AT_A_TIME,), text, 422)
    if form.payload is None and not text.strip():
        return import_page(request, visit, (NOTHING_GIVEN,), text, 422)
    try:
        incoming = read_own_text(text, choices) if form.payload is None else read_own(form.payload, choices)
    except FileRefused as refused:
        field = "text" if form.payload is None else "file"
        return import_page(request, visit, (Problem(field, str(refused)),), text, refused.status)
    if incoming.facts == CaseFacts():
        return import_page(request, visit, (NOTHING_READ, *unnamed(incoming.problems)), text, 422)
    if len(combine(visit.facts.contacts, incoming.facts.contacts).contacts) > MOST_CONTACTS:
        return import_page(request, visit, (TOO_MANY,), text, 422)
    if incoming.problems or questions(visit.facts, incoming.facts).any:
        return review_page(request, visit, incoming, links)
    return taken_in(visit, incoming.facts, new_debt=False, new_letters=False)


@router.post("/apply")
def apply_import(visit: VisitDep, form: TypedForm) -> Response:
    """What was shown, as the borrower decided; nothing chosen keeps what stands here."""
    carried = Carried(next(iter(form.get("packed", ())), ""), next(iter(form.get("aside", ())), ""))
    file = carried_file(visit, carried)
    if file is None:
        title, sentence = GONE if carried.aside else BROKEN
        raise Refusal(422, title, sentence, suggestions=[IMPORT, CASE])
    if len(combine(visit.facts.contacts, file.contacts).contacts) > MOST_CONTACTS:
        raise Refusal(422, sentence=TOO_MANY.sentence, suggestions=[IMPORT, CASE])
    new_debt, new_letters = "file" in form.get("debt", ()), "file" in form.get("letters", ())
    response = taken_in(visit, file, new_debt=new_debt, new_letters=new_letters)
    shelf(visit).clear(carried.aside)
    return response


def shelf(visit: Visit) -> Aside:
    return Aside.of(visit.store, "case file")


def carried_file(visit: Visit, carried: Carried) -> CaseFacts | None:
    payload = brought(carried, shelf(visit), visit.now)
    try:
        return None if payload is None else unseal(payload)
    except ValidationError:
        return None


@router.get("/done")
def show_done(request: Request, visit: VisitDep, added: Count = 0, same: Count = 0, joined: Count = 0) -> HTMLResponse:
    return page(
        request,
        "cases/imported.html",
        title="导入好了",
        nav="case",
        facts=visit.facts,
        visit=visit,
        added=added,
        same=same,
        joined=joined,
    )


def taken_in(visit: Visit, file: CaseFacts, *, new_debt: bool, new_letters: bool) -> Response:
    """303 to the page that says how many were new; the numbers are counts, nothing of what was said."""
    response = RedirectResponse("/case/import/done", 303)
    told = combine(visit.facts.contacts, file.contacts)
    change(visit, lambda facts: take_in(facts, file, new_debt=new_debt, new_letters=new_letters), response)
    response.headers["location"] = f"/case/import/done?added={told.added}&same={told.same}&joined={told.joined}"
    return response


def import_page(request: Request, visit: Visit, problems: Sequence[Problem], text: str, status: int) -> HTMLResponse:
    return page(
        request,
        "cases/import.html",
        title="把存下的记录放回来",
        nav="case",
        status=status,
        headers=PRIVATE,
        problems=tuple(problems),
        text=text,
        visit=visit,
        hours_aside=MOST_HOURS,
    )


def review_page(request: Request, visit: Visit, incoming: Incoming, links: Links) -> HTMLResponse:
    """What is new, what could not be read, and what stands here otherwise."""
    asked = questions(visit.facts, incoming.facts)
    return page(
        request,
        "cases/review.html",
        title="放回来以前，先看一下",
        nav="case",
        headers=PRIVATE,
        here=visit.facts,
        file=incoming.facts,
        told=combine(visit.facts.contacts, incoming.facts.contacts),
        asked=asked,
        letters=[titled(links, slug) for slug in asked.letters],
        unread=incoming.problems[:LISTED_PROBLEMS],
        unread_count=len(incoming.problems),
        carried=carry(seal(incoming.facts), shelf(visit), visit.now),
        hours_aside=MOST_HOURS,
    )


def titled(links: Links, slug: str) -> str:
    link = links.get(f"letters/{slug}")
    return link.title if link else slug


def unnamed(problems: Sequence[Problem]) -> list[Problem]:
    """The first of them as sentences about the file."""
    return [Problem("file", f"{one.where}：{one.sentence}" if one.where else one.sentence) for one in problems[:5]]
