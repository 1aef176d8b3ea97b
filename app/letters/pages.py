"""/letters, /letters/{slug} (the form), its draft, preview and print page, and the letter as PDF, DOCX and text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.domain.case import CaseFacts
from app.domain.link import Link
from app.domain.moment import say_clock
from app.domain.problem import Problem
from app.domain.sent import SENT_BY_NAMES
from app.letters import own
from app.letters.api import carried
from app.letters.asked import known_of
from app.letters.carried import answers_for
from app.letters.desk import (
    PRIVATE,
    AtDesk,
    Desk,
    Setter,
    WrittenElsewhere,
    keep,
    kept,
    lacking,
    sized,
    with_written,
)
from app.letters.faces import Face
from app.letters.forms import (
    TOO_LONG,
    Typed,
    Written,
    gone,
    is_long,
    may_be_unknown,
    shown,
    shown_paragraphs,
    unkept,
    written_in,
)
from app.letters.model import Composition, Letter
from app.letters.needs import needs
from app.letters.prefilled import prefilled
from app.letters.sending import exclusions, next_letters, seen
from app.letters.shelves import begun, first_ones, shelves
from app.rendering.pdf import Typesetter
from app.rendering.short import LEAST_BOX, MOST_BOX, shorten
from app.rendering.text import text
from app.web.deps import Now, Today
from app.web.errors import Refusal
from app.web.forms import TypedForm
from app.web.pages import is_overdue, page
from app.web.session import Visit, VisitDep

router = APIRouter(prefix="/letters", include_in_schema=False)

LONG_BOX = 500
BOX_DIGITS = re.compile(r"[0-9]{1,5}")
BOX_LIMIT = f"填{LEAST_BOX}到{MOST_BOX}的数字，例如 500。框更小的，只写一句要求，把整封信作为附件。"
ELSEWHERE = (
    "这封信刚在别的页面改过。你现在填的都还在这里，还没有存。再按一次，就用这里填的；要看那边填的，重新打开这一页。"
)


@router.get("")
def list_letters(request: Request, desk: AtDesk, visit: VisitDep) -> HTMLResponse:
    facts = visit.facts
    creditor = facts.debt.creditor.kind if facts.debt else None
    findings = desk.assess(facts).findings if facts.contacts else ()
    return page(
        request,
        "letters/list.html",
        title="写投诉信、告知函、法院文书",
        description="填几件事，打印就能寄。免费，不用注册，填的内容24小时后自动删除。",
        nav="letters",
        shelves=shelves(desk.book),
        first=first_ones(desk.book, findings, creditor),
        begun=begun(desk.book, facts),
        other={letter.slug for letter in desk.book.letters if not letter.serves(creditor)},
        facts=facts,
    )


@router.get("/{slug}.pdf")
def read_pdf(slug: str, desk: AtDesk, visit: VisitDep, today: Today, typesetter: Setter) -> Response:
    return download(Face.PDF, desk.find(slug), desk, visit.facts, today, typesetter)


@router.get("/{slug}.docx")
def read_docx(slug: str, desk: AtDesk, visit: VisitDep, today: Today, typesetter: Setter) -> Response:
    return download(Face.DOCX, desk.find(slug), desk, visit.facts, today, typesetter)


@router.get("/{slug}.txt")
def read_text(slug: str, desk: AtDesk, visit: VisitDep, today: Today, typesetter: Setter) -> Response:
    return download(Face.TEXT, desk.find(slug), desk, visit.facts, today, typesetter)


def download(face: Face, letter: Letter, desk: Desk, facts: CaseFacts, today: date, typesetter: Typesetter) -> Response:
    composed = desk.compose(letter, facts, today)
    if composed.document is None:
        back = [Link(f"letters/{letter.slug}", f"去填：{letter.file.title}", letter.url)]
        sentence = "还有几处没填好，所以还不能下载。"
        raise Refusal(422, "这份文书还没写好", sentence, problems=composed.stopped_by, suggestions=back)
    return carried(face, composed.document, typesetter)


@router.get("/{slug}")
def show_form(
    request: Request, slug: str, desk: AtDesk, visit: VisitDep, today: Today, typesetter: Setter
) -> HTMLResponse:
    letter = desk.find(slug)
    return form_page(request, letter, desk, Shown(visit.facts, kept(letter, visit.facts)), today, typesetter)


@router.post("/{slug}")
def save_form(
    request: Request, slug: str, desk: AtDesk, visit: VisitDep, form: TypedForm, now: Now, typesetter: Setter
) -> Response:
    """Keeps what was typed, complete or not; the preview follows once nothing is missing."""
    letter, today = desk.find(slug), now.date()
    written = written_in(letter, form)
    facts = with_written(letter, visit.facts, written)
    composed = desk.compose(letter, facts, today)
    too_long = unkept(form) if written.fits else (Problem("", TOO_LONG),)
    wait = "more" in form or "peek" in form
    response: Response = RedirectResponse(f"{letter.url}/preview", 303)
    if composed.document is None or wait or too_long:
        told = Shown(facts, written, form, too_long, None if wait else composed)
        if "peek" in form and not too_long:
            told = Shown(facts, written, form, saved=say_clock(now.time()))
        response = form_page(request, letter, desk, told, today, typesetter)
    if written.fits:
        try:
            keep(visit, letter, written, first(form, "base"), response)
        except WrittenElsewhere:
            told = Shown(facts, written, form, (Problem("", ELSEWHERE),), base=kept(letter, visit.facts).digest)
            return form_page(request, letter, desk, told, today, typesetter, 409)
    return response


@router.post("/{slug}/draft")
def draft(
    request: Request, slug: str, desk: AtDesk, visit: VisitDep, form: TypedForm, now: Now, typesetter: Setter
) -> Response:
    """What the form's script asks for while somebody types: keeps it, and shows the letter as far as it stands."""
    letter = desk.find(slug)
    written = written_in(letter, form)
    facts = with_written(letter, visit.facts, written)
    problems = unkept(form) if written.fits else (Problem("", TOO_LONG),)
    told = Shown(facts, written, form, problems, saved="" if problems else say_clock(now.time()))
    response = draft_page(request, letter, desk, told, now.date(), typesetter, 413 if problems else 200)
    if written.fits and not problems:
        try:
            keep(visit, letter, written, first(form, "base"), response)
        except WrittenElsewhere:
            told = Shown(facts, written, form, (Problem("", ELSEWHERE),), base=kept(letter, visit.facts).digest)
            return draft_page(request, letter, desk, told, now.date(), typesetter, 409)
    return response


@router.get("/{slug}/preview")
def preview(request: Request, slug: str, desk: AtDesk, visit: VisitDep, today: Today, typesetter: Setter) -> Response:
    letter = desk.find(slug)
    if letter.slug not in visit.facts.answers:
        return RedirectResponse(letter.url, 303)
    return preview_page(request, letter, desk, visit, today, typesetter)


def preview_page(
    request: Request,
    letter: Letter,
    desk: Desk,
    visit: Visit,
    today: date,
    typesetter: Typesetter,
    problems: Sequence[Problem] = (),
    typed: Typed | None = None,
    status: int = 200,
) -> Response:
    """The letter as it can be had; what is lacking leads back to the form. `typed` is what was said of its sending."""
    composed = desk.compose(letter, visit.facts, today)
    if composed.document is None:
        told = Shown(visit.facts, kept(letter, visit.facts), composed=composed)
        return form_page(request, letter, desk, told, today, typesetter)
    return page(
        request,
        "letters/preview.html",
        title=f"看一看：{letter.file.title}",
        nav="letters",
        status=status,
        headers=PRIVATE,
        letter=letter,
        composed=composed,
        counted_at=desk.counted(letter, composed),
        document=composed.document,
        percent=round(composed.own_share * 100),
        plain=text(composed.document),
        size=sized(letter, composed.document, typesetter),
        excluded=[one for one in exclusions(desk.book, letter, visit.facts.sent) if one.sent],
        sent=[one for one in visit.facts.sent if one.slug == letter.slug],
        seen=seen(composed.document),
        ways=list(SENT_BY_NAMES.items()),
        sending={
            name: first(typed, name) if typed is not None else told
            for name, told in (("sent_on", str(today)), ("dated", str(today)), ("how", ""), ("number", ""))
        },
        problems=tuple(problems),
        parts=desk.book.shared,
        following=next_letters(desk.book, letter.slug, visit.facts.debt),
        least=LEAST_BOX,
        most=MOST_BOX,
        today=today,
    )


@router.get("/{slug}/box")
def show_box(
    request: Request, slug: str, desk: AtDesk, visit: VisitDep, today: Today, limit: Annotated[str, Query()] = ""
) -> Response:
    """The letter cut down to the box of a portal, to be copied."""
    letter = desk.find(slug)
    composed = desk.compose(letter, visit.facts, today)
    if composed.document is None:
        return RedirectResponse(f"{letter.url}/preview", 303)
    most = read_limit(limit)
    return page(
        request,
        "letters/box.html",
        title=f"贴到网页框里：{letter.file.title}",
        nav="letters",
        status=200 if most or not limit else 422,
        headers=PRIVATE,
        letter=letter,
        limit=limit,
        short=shorten(composed.document, most) if most else None,
        problems=(Problem("limit", BOX_LIMIT),) if limit and not most else (),
        least=LEAST_BOX,
        most=MOST_BOX,
    )


@router.get("/{slug}/print")
def print_page(request: Request, slug: str, desk: AtDesk, visit: VisitDep, today: Today) -> Response:
    """The letter alone, to be printed from the browser."""
    letter = desk.find(slug)
    composed = desk.compose(letter, visit.facts, today)
    if composed.document is None:
        return RedirectResponse(f"{letter.url}/preview", 303)
    return page(
        request,
        "letters/print.html",
        title=f"打印：{composed.document.title}",
        nav="letters",
        headers=PRIVATE,
        url=letter.url,
        document=composed.document,
    )


def read_limit(typed: str) -> int | None:
    """How many characters a box takes; None where that is no number a box could have."""
    digits = typed.strip().removesuffix("字")
    return int(digits) if BOX_DIGITS.fullmatch(digits) and LEAST_BOX <= int(digits) <= MOST_BOX else None


@dataclass(frozen=True)
class Shown:
    """A form as it is shown: `written` as it was read, `form` as it was typed, `composed` where it was handed in and
    found lacking, `saved` the hour it was kept; `base` the digest of what is kept, where that is not what is shown."""

    facts: CaseFacts
    written: Written
    form: Typed | None = None
    problems: tuple[Problem, ...] = ()
    composed: Composition | None = None
    saved: str = ""
    base: str = ""


def form_page(
    request: Request, letter: Letter, desk: Desk, told: Shown, today: date, typesetter: Typesetter, status: int = 0
) -> HTMLResponse:
    """The form with what was typed and, once something was, the letter as far as it stands."""
    facts, composed = told.facts, told.composed
    kind = facts.debt.creditor.kind if facts.debt else None
    problems = (*told.problems, *(composed.problems if composed else ()))
    started = bool(told.written.answers or told.written.paragraphs)
    # A letter nobody began starts with what the others were told: name, telephone, the end of the contract's number.
    taken = {} if started else answers_for(desk.book, letter, facts.answers)
    recorded = {} if started else prefilled(letter, facts, today)
    return page(
        request,
        "letters/form.html",
        title=letter.file.title,
        description=letter.file.for_whom,
        nav="letters",
        status=status or (422 if problems or composed else 200),
        headers=PRIVATE,
        letter=letter,
        typed=shown(letter, {**from_case(letter, facts), **recorded, **taken, **told.written.answers}),
        carried=[one.label for one in letter.fields if one.id in taken],
        recorded=[one.label for one in letter.fields if one.id in recorded],
        own=shown_paragraphs(told.written.paragraphs, told.form),
        headings=[(one, f"“{one}”这一部分的后面") for one in own.headings(letter)],
        own_title=own.TITLE,
        gone=gone(letter, facts.answers.get(letter.slug, {})) if told.form is None else [],
        is_long=is_long(letter),
        needs=needs(letter),
        unknowing={one.id for one in letter.fields if may_be_unknown(one)},
        problems=problems,
        harms=composed.harms if composed else (),
        facts=facts,
        elsewhere="" if kind is None or letter.serves(kind) else letter.file.elsewhere[kind],
        excluded=tuple(exclusions(desk.book, letter, facts.sent)),
        parts=desk.book.shared,
        today=today,
        long_box=LONG_BOX,
        overdue=is_overdue(letter.file.review_by, today),
        started=started,
        **drafted(letter, desk, told, today, typesetter, started),
    )


def draft_page(
    request: Request, letter: Letter, desk: Desk, told: Shown, today: date, typesetter: Typesetter, status: int
) -> HTMLResponse:
    """A part of a page; it stands in the form's, and its harms link into it."""
    return page(
        request,
        "letters/draft.html",
        title=letter.file.title,
        status=status,
        headers=PRIVATE,
        letter=letter,
        kept_problems=told.problems,
        **drafted(letter, desk, told, today, typesetter, True),
    )


def drafted(
    letter: Letter, desk: Desk, told: Shown, today: date, typesetter: Typesetter, started: bool
) -> dict[str, Any]:
    """The draft, its length and what it lacks; nothing before anything was typed."""
    known: dict[str, Any] = {
        "saved": told.saved,
        "base": told.base or told.written.digest,
        "paused": bool(told.base),
        "draft": None,
    }
    if not started:
        return known
    composed = told.composed or desk.compose(letter, told.facts, today)
    return known | {
        "draft": composed,
        "lacking": lacking(letter, composed),
        "size": sized(letter, composed.draft, typesetter),
        "percent": round(composed.own_share * 100),
    }


def first(form: Typed, name: str) -> str:
    return next(iter(form.get(name, ())), "")


def from_case(letter: Letter, facts: CaseFacts) -> dict[str, object]:
    """What the case already tells."""
    known = known_of(facts.debt)
    return {one.id: str(told) for one in letter.fields if one.from_case and (told := known.get(one.from_case))}
