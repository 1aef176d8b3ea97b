"""/letters, /letters/{slug} (the form), its preview and print page, and the letter as PDF, DOCX and text."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.content.model import nearest
from app.domain.case import CaseFacts
from app.domain.fields import CaseFact
from app.domain.finding import Assessment, Assessor
from app.domain.law import Lawbook
from app.domain.link import Link
from app.letters.api import carried
from app.letters.compose import compose
from app.letters.faces import Face
from app.letters.forms import answers_of, shown
from app.letters.model import Composition, Letter, LetterBook
from app.letters.said import stopping
from app.rendering.pdf import Typesetter
from app.rendering.text import text
from app.web.deps import Today, provided
from app.web.errors import Refusal
from app.web.forms import TypedForm
from app.web.pages import is_overdue, page
from app.web.session import VisitDep, change

router = APIRouter(prefix="/letters", include_in_schema=False)

PRIVATE = {"Cache-Control": "no-store"}
LONG_BOX = 500
LONGEST_FORM = 300_000


class Desk:
    """What it takes to compose: the letters, the law, the judge."""

    def __init__(
        self,
        book: Annotated[LetterBook, Depends(provided(LetterBook))],
        law: Annotated[Lawbook, Depends(provided(Lawbook))],
        judge: Annotated[Assessor, Depends(provided(Assessor))],
    ) -> None:
        self.book = book
        self.law = law
        self.judge = judge

    def find(self, slug: str) -> Letter:
        letter = self.book.get(slug)
        if letter is None:
            near = nearest(slug, self.book.by_slug)
            name = near.split("'")[1] if near else ""
            links = [Link(f"letters/{name}", self.book.by_slug[name].file.title, f"/letters/{name}")] if name else []
            raise Refusal(404, "没有这种文书", "可在“写投诉信”里查看全部。", suggestions=links)
        return letter

    def compose(self, letter: Letter, facts: CaseFacts, day: date) -> Composition:
        debt = facts.debt
        assessment = self.judge(debt, facts.contacts) if debt else Assessment()
        answers = facts.answers.get(letter.slug, {})
        return compose(self.book, letter, answers, debt, facts.contacts, assessment, self.law, day, facts.files)


AtDesk = Annotated[Desk, Depends()]
Setter = Annotated[Typesetter, Depends(provided(Typesetter))]


@router.get("")
def list_letters(request: Request, desk: AtDesk, visit: VisitDep) -> HTMLResponse:
    return page(
        request,
        "letters/list.html",
        title="写投诉信、告知函、法院文书",
        description="填几件事，打印就能寄。免费，不用注册，填的内容24小时后自动删除。",
        nav="letters",
        letters=desk.book.letters,
        facts=visit.facts,
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
        raise Refusal(422, "这份文书还没写好", sentence, problems=stopping(composed), suggestions=back)
    return carried(face, composed.document, typesetter)


@router.get("/{slug}")
def show_form(request: Request, slug: str, desk: AtDesk, visit: VisitDep, today: Today) -> HTMLResponse:
    return form_page(request, desk.find(slug), desk, visit.facts, today, None)


@router.post("/{slug}")
def save_form(request: Request, slug: str, desk: AtDesk, visit: VisitDep, form: TypedForm, today: Today) -> Response:
    """Keeps what was typed, complete or not; the preview follows once nothing is missing."""
    letter = desk.find(slug)
    answers = answers_of(letter, form)

    def keep(facts: CaseFacts) -> CaseFacts:
        return facts.model_copy(update={"answers": {**facts.answers, letter.slug: answers}})

    composed = desk.compose(letter, keep(visit.facts), today)
    response: Response = RedirectResponse(f"{letter.url}/preview", 303)
    if composed.document is None or "more" in form:
        problems = None if "more" in form else composed
        response = form_page(request, letter, desk, keep(visit.facts), today, problems)
    # What no letter can hold is shown again, and not kept.
    if sum(len(str(answer)) for answer in answers.values()) <= LONGEST_FORM:
        change(visit, keep, response)
    return response


@router.get("/{slug}/preview")
def preview(request: Request, slug: str, desk: AtDesk, visit: VisitDep, today: Today) -> Response:
    letter = desk.find(slug)
    if letter.slug not in visit.facts.answers:
        return RedirectResponse(letter.url, 303)
    composed = desk.compose(letter, visit.facts, today)
    if composed.document is None:
        return form_page(request, letter, desk, visit.facts, today, composed)
    return page(
        request,
        "letters/preview.html",
        title=f"看一看：{letter.file.title}",
        nav="letters",
        headers=PRIVATE,
        letter=letter,
        composed=composed,
        document=composed.document,
        percent=round(composed.own_share * 100),
        plain=text(composed.document),
        parts=desk.book.shared,
        letters=desk.book.by_slug,
        today=today,
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
        letter=letter,
        document=composed.document,
    )


def form_page(
    request: Request, letter: Letter, desk: Desk, facts: CaseFacts, today: date, composed: Composition | None
) -> HTMLResponse:
    """The form with what was typed; with a composition, what it still lacks."""
    kind = facts.debt.creditor.kind if facts.debt else None
    served = letter.creditors is None or kind is None or kind in letter.creditors
    return page(
        request,
        "letters/form.html",
        title=letter.file.title,
        description=letter.file.for_whom,
        nav="letters",
        status=422 if composed else 200,
        headers=PRIVATE,
        letter=letter,
        typed=shown(letter, {**from_case(letter, facts), **facts.answers.get(letter.slug, {})}),
        problems=composed.problems if composed else (),
        harms=composed.harms if composed else (),
        facts=facts,
        elsewhere="" if served or kind is None else letter.file.elsewhere[kind],
        parts=desk.book.shared,
        today=today,
        long_box=LONG_BOX,
        overdue=is_overdue(letter.file.review_by, today),
    )


def from_case(letter: Letter, facts: CaseFacts) -> dict[str, object]:
    """What the case already tells."""
    debt = facts.debt
    if debt is None:
        return {}
    known: dict[CaseFact, object] = {
        CaseFact.CREDITOR_NAME: debt.creditor.name,
        CaseFact.COLLECTOR_NAME: debt.collector.name,
        CaseFact.SIGNED_ON: debt.signed_on,
        CaseFact.LAST_PAYMENT_ON: debt.last_payment_on,
        CaseFact.LAST_DEMAND_ON: debt.last_demand_on,
    }
    return {one.id: str(known[one.from_case]) for one in letter.fields if one.from_case and known[one.from_case]}
