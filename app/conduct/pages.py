"""/check (what do these contacts add up to) and /conduct (one page a behaviour, and its JSON)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.conduct.answering import BACK, UNSURE, Told, answered, fact_named, read_places, read_reply, say_places
from app.conduct.assess import assess, standing
from app.conduct.cards import cards
from app.conduct.model import Conduct, ConductBook
from app.conduct.said import SaidConduct, say_conduct
from app.content.model import nearest
from app.domain.case import CREDITOR_NAMES, CaseFacts, CreditorKind, Debt, DebtFact
from app.domain.finding import Assessment, Verdict
from app.domain.law import Lawbook
from app.domain.link import Link, Links
from app.domain.precedent import PrecedentsOf
from app.domain.problem import Problem
from app.web.deps import AsOf, Today, provided
from app.web.errors import Refusal
from app.web.forms import TypedForm
from app.web.pages import is_overdue, page
from app.web.session import VisitDep, change

router = APIRouter(include_in_schema=False)

Book = Annotated[ConductBook, Depends(provided(ConductBook))]
Law = Annotated[Lawbook, Depends(provided(Lawbook))]
AllLinks = Annotated[Links, Depends(provided(Links))]
Precedents = Annotated[PrecedentsOf, Depends(provided(PrecedentsOf))]
# Findings drawn in full; of more, the name and the verdict.
MOST_DRAWN = 12
LONGEST_SAID = 40


@dataclass(frozen=True)
class Desk:
    """What the result page is made from."""

    book: ConductBook
    law: Lawbook
    links: Links


def desk(book: Book, law: Law, links: AllLinks) -> Desk:
    return Desk(book, law, links)


DeskDep = Annotated[Desk, Depends(desk)]


@dataclass(frozen=True)
class Receipt:
    """What was just answered, so that it can be taken back: the question, the answer in words, and where it was written."""

    name: str
    asked: str
    said: str
    value: str
    places: str
    count: int
    conduct: str

    @property
    def kind(self) -> str:
        """The field of the form that names it."""
        return "circumstance" if self.conduct else "fact"


@router.get("/check")
def check(
    request: Request,
    visit: VisitDep,
    desk: DeskDep,
    told: str = "",
    answer: str = "",
    at: str = "",
    about: str = "",
) -> HTMLResponse:
    """The result for the case; without a debt or contacts, what to do first. `told`: what was answered a moment ago."""
    return result_page(request, visit.facts, desk, receipt=receipt(desk.book, told, answer, at, about))


@router.post("/check/answers")
def answer(request: Request, visit: VisitDep, desk: DeskDep, form: TypedForm, today: Today) -> Response:
    """An answer, saved in the case at once; everything is judged anew."""
    reply = read_reply(form, desk.book, today)
    if isinstance(reply, Problem):
        if not reply.where or visit.facts.debt is None:
            raise Refusal(422, sentence=reply.sentence)
        return result_page(request, visit.facts, desk, problems=(reply,), typed=form, status=422)
    if not visit.exists:
        return RedirectResponse("/check", 303)
    response = RedirectResponse("/check", 303)
    done: list[Told] = []

    def edit(facts: CaseFacts) -> CaseFacts:
        done.append(answered(facts, reply, desk.book, desk.law))
        return done[-1].facts

    change(visit, edit, response)
    if reply.value != BACK:
        said = {"told": reply.fact or reply.circumstance, "answer": reply.value, "about": reply.conduct}
        query = urlencode({**said, "at": say_places(done[-1].places)})
        response.headers["location"] = f"/check?{query}#told"
    return response


def receipt(book: ConductBook, told: str, value: str, at: str, conduct: str) -> Receipt | None:
    """None where the address names nothing that can be answered."""
    fact, places = fact_named(told), read_places(at)
    if places is None or (fact is None and told not in book.circumstances):
        return None
    if value == UNSURE:
        said = "我不确定"
    elif fact is None:
        said = {"yes": "有", "no": "没有"}.get(value, "")
    else:
        question = book.questions[fact]
        said = next((one.label for one in question.answers if one.value == value), "")
        said = said or (value if question.input and len(value) <= LONGEST_SAID else "")
    asked = book.questions[fact].asks if fact else book.circumstances[told]
    return Receipt(told, asked, said, value, at, len(places), conduct) if said else None


def result_page(
    request: Request,
    facts: CaseFacts,
    desk: Desk,
    *,
    receipt: Receipt | None = None,
    problems: Sequence[Problem] = (),
    typed: Mapping[str, Sequence[str]] | None = None,
    status: int = 200,
) -> HTMLResponse:
    book = desk.book
    assessment = assess(book, facts.contacts, facts.debt, desk.law) if facts.debt and facts.contacts else None
    return page(
        request,
        "conduct/check.html",
        title="看看哪些催收不允许",
        description="记下每次来电，看哪一条违反了当天有效的哪条规定，哪些是合法的。",
        nav="check",
        status=status,
        facts=facts,
        assessment=assessment,
        cards=cards(assessment, facts.contacts, facts.debt, book.questions) if assessment and facts.debt else None,
        headline=headline(assessment, facts.debt) if assessment and facts.debt else "",
        links=desk.links,
        conducts=book.by_slug,
        lender_unknown=book.questions[DebtFact.CREDITOR].meanwhile,
        receipt=receipt,
        problems=problems,
        typed={name: values[0] for name, values in (typed or {}).items() if values},
        most_drawn=MOST_DRAWN,
    )


def headline(assessment: Assessment, debt: Debt) -> str:
    """The answer in the first line; of an unknown lender no more than holds of every kind."""
    counts = {verdict: [one for one in assessment.findings if one.verdict is verdict] for verdict in Verdict}
    serious = counts[Verdict.CRIME] + counts[Verdict.PUBLIC_SECURITY]
    barred = counts[Verdict.SUPERVISORY]
    below = counts[Verdict.STANDARD]
    said = []
    if serious:
        said.append(f"有{len(serious)}种做法法律禁止，可以报警")
    if barred:
        said.append(f"有{len(barred)}种做法法律或监管规定不允许，可以投诉")
    if below:
        said.append(f"有{len(below)}种做法标准或行业规则不允许，可以参照投诉")
    disputed = len(counts[Verdict.DISPUTED])
    if debt.creditor.kind is None:
        known = "；".join(said) or (f"有{disputed}种做法有争议" if disputed else "还看不出哪一种不允许")
        return f"现在能说的：{known}。先查清钱是谁借的，结论才准。"
    if said:
        return "；".join(said) + "。"
    if disputed:
        return f"没有发现明确违规；有{disputed}种做法有争议。"
    return "从你记下的这些联系里，没有发现违规。"


@router.get("/conduct")
def list_conducts(request: Request, book: Book, day: AsOf) -> HTMLResponse:
    return page(
        request,
        "conduct/list.html",
        title="催收的做法，逐条说清",
        description="哪些做法法律禁止，哪些监管不允许，哪些合法。",
        nav="check",
        groups=[
            ("常见的", [one for one in book.conducts if one.file.tier == 1]),
            ("少见的", [one for one in book.conducts if one.file.tier == 2]),
        ],
    )


@router.get("/conduct/{slug}.json")
def read_conduct(slug: str, book: Book, law: Law, precedents: Precedents, day: AsOf, today: Today) -> SaidConduct:
    conduct = find(book, slug)
    findings = {kind: standing(book, conduct, kind, day, law) for kind in CreditorKind}
    said = say_conduct(conduct, findings, day, is_overdue(conduct.file.review_by, today))
    return said.model_copy(update={"precedents": [one.url for one in precedents(slug)]})


@router.get("/conduct/{slug}")
def show_conduct(
    request: Request, slug: str, book: Book, law: Law, links: AllLinks, precedents: Precedents, day: AsOf, today: Today
) -> HTMLResponse:
    conduct = find(book, slug)
    standings = [(CREDITOR_NAMES[kind], standing(book, conduct, kind, day, law)) for kind in CreditorKind]
    return page(
        request,
        "conduct/conduct.html",
        title=conduct.file.name,
        description=conduct.file.looks_like,
        nav="check",
        conduct=conduct,
        standings=standings,
        grounds=grounds_on(book, conduct, day, law),
        links=links,
        precedents=precedents(slug),
        day=day,
        overdue=is_overdue(conduct.file.review_by, today),
    )


def grounds_on(book: ConductBook, conduct: Conduct, day: date, law: Lawbook) -> list[tuple[object, list[str]]]:
    """Every text that holds on the day for some creditor, with the creditors it holds for."""
    found: dict[str, tuple[object, list[str]]] = {}
    for kind in CreditorKind:
        finding = standing(book, conduct, kind, day, law)
        for ground in finding.grounds if finding else ():
            key = ground.citation.url + ground.citation.named
            found.setdefault(key, (ground, []))[1].append(CREDITOR_NAMES[kind])
    return list(found.values())


def find(book: ConductBook, slug: str) -> Conduct:
    if slug in book.by_slug:
        return book[slug]
    near = nearest(slug, book.by_slug)
    name = near.split("'")[1] if near else ""
    links = [Link(f"conduct/{name}", book[name].file.name, book[name].url)] if name else []
    raise Refusal(404, "没有这种行为", "可在“催收的做法”里查看全部。", suggestions=links)
