"""/case: the debt, the contacts (one a screen), delete now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.cases.forms import Filled, Typed, fill_contact, fill_debt, typed_contact, typed_debt
from app.domain.account import ACCOUNT
from app.domain.acts import ActChoices
from app.domain.begun import begun_letters
from app.domain.case import CaseFacts
from app.domain.contact import Contact
from app.domain.link import Links
from app.domain.phone_number import compared
from app.domain.rest_days import RestDays
from app.web.deps import Today, provided
from app.web.errors import Refusal
from app.web.forms import TypedForm
from app.web.pages import page
from app.web.session import Visit, VisitDep, change, forget

SHEET = 100
OFFERED_NUMBERS = 8
LOOKED_BACK = 500

router = APIRouter(prefix="/case", include_in_schema=False)

Choices = Annotated[ActChoices, Depends(provided(ActChoices))]
AllLinks = Annotated[Links, Depends(provided(Links))]
Holidays = Annotated[RestDays, Depends(provided(RestDays))]


def see(path: str) -> RedirectResponse:
    return RedirectResponse(path, 303)


@router.get("")
def show_case(
    request: Request,
    visit: VisitDep,
    choices: Choices,
    rest_days: Holidays,
    links: AllLinks,
    today: Today,
    sheet: int = 1,
) -> HTMLResponse:
    """The case, a hundred contacts a sheet; a sheet that is not there is the last one."""
    sheets = max(1, -(-visit.contacts // SHEET))
    here = min(max(sheet, 1), sheets)
    start = (here - 1) * SHEET
    return page(
        request,
        "cases/case.html",
        title="我的记录",
        nav="case",
        facts=visit.facts,
        begun=begun_letters(visit.facts, links),
        visit=visit,
        acts=choices.names,
        start=start,
        shown=visit.facts.contacts[start : start + SHEET],
        here=here,
        sheets=sheets,
        rest_days=rest_days,
        today=today,
    )


@router.get("/debt")
def edit_debt(request: Request, visit: VisitDep, links: AllLinks, letter: str = "") -> HTMLResponse:
    """`letter`: the slug of the letter one came from, and goes back to."""
    back = letter if f"letters/{letter}" in links else ""
    return debt_page(request, Filled(typed_debt(visit.facts.debt), visit.facts.debt), 200, back)


@router.post("/debt")
def save_debt(
    request: Request, visit: VisitDep, form: TypedForm, today: Today, links: AllLinks, letter: str = ""
) -> Response:
    back = links.get(f"letters/{letter}")
    filled = fill_debt(form, today, visit.facts.debt)
    if filled.facts is None:
        return debt_page(request, filled, 422, letter if back else "")
    debt = filled.facts
    response = see(back.url if back else "/check" if visit.facts.contacts else "/case/contacts/new")
    change(visit, lambda facts: facts.model_copy(update={"debt": debt}), response)
    return response


def debt_page(request: Request, filled: Filled, status: int, letter: str = "") -> HTMLResponse:  # type: ignore[type-arg]
    return page(
        request,
        "cases/debt.html",
        title="这笔钱是谁借的、谁在催",
        nav="check",
        status=status,
        typed=plain(filled.typed),
        problems=filled.problems,
        letter=letter,
    )


@router.get("/contacts/new")
def new_contact(request: Request, visit: VisitDep, choices: Choices, today: Today) -> HTMLResponse:
    return contact_page(request, visit, Filled({"day": today.isoformat()}, None), choices, None, 200)


@router.post("/contacts/new")
def add_contact(request: Request, visit: VisitDep, form: TypedForm, choices: Choices, today: Today) -> Response:
    filled = fill_contact(form, today, choices)
    if filled.facts is None:
        return contact_page(request, visit, filled, choices, None, 422)
    contact = filled.facts
    response = see("/case/contacts/new" if "another" in form else "/case")
    change(visit, lambda facts: with_contacts(facts, (*facts.contacts, contact)), response)
    return response


@router.get("/contacts/{place}")
def edit_contact(request: Request, place: int, visit: VisitDep, choices: Choices) -> HTMLResponse:
    contact = contact_at(visit.facts, place)
    return contact_page(request, visit, Filled(typed_contact(contact), contact), choices, place, 200)


@router.post("/contacts/{place}")
def save_contact(
    request: Request, place: int, visit: VisitDep, form: TypedForm, choices: Choices, today: Today
) -> Response:
    """The contact that stood at `place` is replaced, wherever it stands by now."""
    old = contact_at(visit.facts, place)
    filled = fill_contact(form, today, choices, old)
    if filled.facts is None:
        return contact_page(request, visit, filled, choices, place, 422)
    contact = filled.facts
    response = see("/case")
    change(visit, lambda facts: replaced(facts, old, (contact,)), response)
    return response


@router.post("/contacts/{place}/delete")
def delete_contact(request: Request, place: int, visit: VisitDep, form: TypedForm) -> Response:
    """Asks first: what is deleted is gone. `sure` is the moment of the contact that was shown, so that no other one goes
    where the log has changed meanwhile."""
    old = contact_at(visit.facts, place)
    if next(iter(form.get("sure", ())), "") != old.at.isoformat():
        return page(request, "cases/delete_contact.html", title="删这一条吗？", nav="case", contact=old, place=place)
    response = see("/case")
    change(visit, lambda facts: replaced(facts, old, ()), response)
    return response


@router.post("/delete")
def delete_case(visit: VisitDep) -> Response:
    response = see("/case/deleted")
    forget(visit, response)
    return response


@router.get("/deleted")
def deleted(request: Request) -> HTMLResponse:
    return page(request, "cases/deleted.html", title="已经删除", nav="case")


def contact_page(
    request: Request,
    visit: Visit,
    filled: Filled,  # type: ignore[type-arg]
    choices: ActChoices,
    place: int | None,
    status: int,
) -> HTMLResponse:
    return page(
        request,
        "cases/contact.html",
        title="记一次联系" if place is None else "改这次联系",
        nav="check",
        status=status,
        typed=plain(filled.typed),
        problems=filled.problems,
        choices=choices,
        place=place,
        numbers=last_numbers(visit.facts.contacts),
        asks_as_said=any(one.where == "words" and one.sentence == ACCOUNT for one in filled.problems),
    )


def last_numbers(contacts: Sequence[Contact]) -> tuple[str, ...]:
    """The numbers of the latest contacts, to choose from: which of them it was, nobody can know beforehand."""
    met: dict[str, str] = {}
    for contact in reversed(contacts[-LOOKED_BACK:]):
        if contact.number:
            met.setdefault(compared(contact.number), contact.number)
    return tuple(met.values())[:OFFERED_NUMBERS]


MANY = frozenset({"acts", "circumstances"})


class Blank(dict[str, object]):
    """What was typed, by field; a field nobody filled is empty."""

    def __missing__(self, name: str) -> object:
        return [] if name in MANY else ""


def plain(typed: Typed) -> Blank:
    """Lists where a field may be ticked many times, else the one text."""
    return Blank(
        {
            name: list(value) if name in MANY else value if isinstance(value, str) else (value[0] if value else "")
            for name, value in typed.items()
        }
    )


def contact_at(facts: CaseFacts, place: int) -> Contact:
    if not 0 <= place < len(facts.contacts):
        raise Refusal(404, "没有这条联系", "它可能已经删除了。请回到“我的记录”看看。")
    return facts.contacts[place]


def with_contacts(facts: CaseFacts, contacts: Sequence[Contact]) -> CaseFacts:
    return facts.model_copy(update={"contacts": tuple(sorted(contacts, key=lambda one: one.at))})


def replaced(facts: CaseFacts, old: Contact, new: tuple[Contact, ...]) -> CaseFacts:
    """The first contact equal to `old` gives way to `new`; where it is gone already, `new` is added."""
    contacts = list(facts.contacts)
    if old in contacts:
        contacts.remove(old)
    return with_contacts(facts, (*contacts, *new))
