"""/letters/sent: the letters that were sent, each as it was sent, with its answer's last day; and saying that one was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError

from app.domain.case import CaseFacts
from app.domain.problem import Problem
from app.domain.sent import SentLetter
from app.letters.api import carried
from app.letters.desk import PRIVATE, AtDesk, Desk, Setter
from app.letters.faces import Face
from app.letters.forms import Typed
from app.letters.pages import first, preview_page
from app.letters.sending import TOO_LONG, added, frozen, next_letters, read_news, read_sending, seen
from app.rendering.text import text
from app.web.deps import Today
from app.web.errors import Refusal
from app.web.forms import TypedForm
from app.web.pages import page
from app.web.session import VisitDep, change

# Asked before /letters/{slug}, of which there is none called "sent".
router = APIRouter(prefix="/letters", include_in_schema=False)

Key = Annotated[str, Path(max_length=40)]
CHANGED = "这封信和你刚才看的不一样了：别的页面改过，或者换了一天。请再看一遍，对得上再按。"


@router.get("/sent")
def list_sent(request: Request, desk: AtDesk, visit: VisitDep, today: Today) -> HTMLResponse:
    return page(
        request,
        "letters/sent_list.html",
        title="寄出的信",
        nav="letters",
        headers=PRIVATE,
        sent=[*reversed(visit.facts.sent)],
        following={one.key: next_letters(desk.book, one.slug, visit.facts.debt) for one in visit.facts.sent},
        reviews={one.key: desk.reviews(one.slug) for one in visit.facts.sent},
        rest_days=desk.book.rest_days,
        today=today,
        visit=visit,
    )


@router.get("/sent/{key}.pdf")
def read_sent_pdf(key: Key, visit: VisitDep, typesetter: Setter) -> Response:
    return carried(Face.PDF, find_sent(visit.facts, key).document.document, typesetter)


@router.get("/sent/{key}.docx")
def read_sent_docx(key: Key, visit: VisitDep, typesetter: Setter) -> Response:
    return carried(Face.DOCX, find_sent(visit.facts, key).document.document, typesetter)


@router.get("/sent/{key}.txt")
def read_sent_text(key: Key, visit: VisitDep, typesetter: Setter) -> Response:
    return carried(Face.TEXT, find_sent(visit.facts, key).document.document, typesetter)


@router.get("/sent/{key}/print")
def print_sent(request: Request, key: Key, visit: VisitDep) -> HTMLResponse:
    sent = find_sent(visit.facts, key)
    return page(
        request,
        "letters/print.html",
        title=f"打印：{sent.title}",
        nav="letters",
        headers=PRIVATE,
        url=f"/letters/sent/{key}",
        document=sent.document.document,
    )


@router.get("/sent/{key}")
def show_sent(request: Request, key: Key, desk: AtDesk, visit: VisitDep, today: Today) -> HTMLResponse:
    return sent_page(request, find_sent(visit.facts, key), visit.facts, desk, today)


@router.post("/sent/{key}")
def tell_news(request: Request, key: Key, desk: AtDesk, visit: VisitDep, form: TypedForm, today: Today) -> Response:
    """The number of the parcel, the day it was received, the day an answer came."""
    sent = find_sent(visit.facts, key)
    told = {name: first(form, name) for name in ("number", "received_on", "answered_on")}
    known, problems = read_news(sent, told, today)
    if known is None:
        return sent_page(request, sent, visit.facts, desk, today, problems, form)
    response = RedirectResponse(f"/letters/sent/{key}", 303)
    change(visit, lambda facts: with_sent(facts, [known if one.key == key else one for one in facts.sent]), response)
    return response


@router.post("/sent/{key}/delete")
def delete_sent(key: Key, visit: VisitDep) -> Response:
    find_sent(visit.facts, key)
    response = RedirectResponse("/letters/sent", 303)
    change(visit, lambda facts: with_sent(facts, [one for one in facts.sent if one.key != key]), response)
    return response


@router.post("/{slug}/sent")
def keep_as_sent(
    request: Request, slug: str, desk: AtDesk, visit: VisitDep, form: TypedForm, today: Today, typesetter: Setter
) -> Response:
    """我寄出了: the letter as it was on the day that stands on the paper, kept for good."""
    letter = desk.find(slug)

    def again(problems: Sequence[Problem], status: int = 422) -> Response:
        return preview_page(request, letter, desk, visit, today, typesetter, problems, form, status)

    looked_at = desk.compose(letter, visit.facts, today)
    if looked_at.document is None:
        return again(())
    if first(form, "seen") != seen(looked_at.document):
        return again([Problem("", CHANGED)], 409)
    told = {name: first(form, name) for name in ("sent_on", "dated", "how", "number")}
    sending, problems = read_sending(told, today)
    if sending is None:
        return again(problems)
    composed = desk.compose(letter, as_known(visit.facts, sending.dated), sending.dated)
    if composed.document is None:
        return again(composed.stopped_by)
    try:
        new = frozen(letter, composed, sending)
        response = RedirectResponse(f"/letters/sent/{new.key}", 303)
        change(visit, lambda facts: with_sent(facts, added(facts.sent, new)), response)
    except ValidationError:
        return again([Problem("", TOO_LONG)])
    except ValueError as full:
        return again([Problem("", str(full))])
    return response


def find_sent(facts: CaseFacts, key: str) -> SentLetter:
    sent = next((one for one in facts.sent if one.key == key), None)
    if sent is None:
        raise Refusal(404, "没有这封寄出的信", "它可能已经删除了。请到“寄出的信”里看看。")
    return sent


def as_known(facts: CaseFacts, day: date) -> CaseFacts:
    """The case as it stood on the day of the letter: what was logged later is not in it."""
    return facts.model_copy(update={"contacts": tuple(one for one in facts.contacts if one.day <= day)})


def with_sent(facts: CaseFacts, sent: Sequence[SentLetter]) -> CaseFacts:
    return facts.model_copy(update={"sent": tuple(sent)})


def sent_page(
    request: Request,
    sent: SentLetter,
    facts: CaseFacts,
    desk: Desk,
    today: date,
    problems: Sequence[Problem] = (),
    typed: Typed | None = None,
) -> HTMLResponse:
    letter = desk.book.get(sent.slug)
    known = {
        "number": sent.number,
        "received_on": str(sent.received_on or ""),
        "answered_on": str(sent.answered_on or ""),
    }
    return page(
        request,
        "letters/sent.html",
        title=f"寄出的信：{sent.title}",
        nav="letters",
        status=422 if problems else 200,
        headers=PRIVATE,
        sent=sent,
        document=sent.document.document,
        characters=text(sent.document.document).characters,
        letter=letter,
        changed=letter is not None and letter.version != sent.document.content_version,
        following=next_letters(desk.book, sent.slug, facts.debt),
        reviews=desk.reviews(sent.slug),
        rest_days=desk.book.rest_days,
        typed=known if typed is None else {name: first(typed, name) for name in known},
        problems=tuple(problems),
        today=today,
    )
