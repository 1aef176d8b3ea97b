"""/diary: three taps, then what to note; /diary/sheet: the same on paper. What was tapped travels in the form alone."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.diary.model import Diary, Happening
from app.diary.steps import (
    OWN_ACCOUNT,
    SHOWN_NUMBERS,
    TAP_WHAT,
    UNCOUNTED,
    Missing,
    Step,
    Typed,
    When,
    carried,
    contact_of,
    first,
    kept_moment,
    known_numbers,
    likely_acts,
    mark_of,
    moment_of,
    number_of,
    place_of,
    say_when,
    who_is_missing,
)
from app.domain.acts import ActChoices
from app.domain.case import CaseFacts
from app.domain.contact import REACHED_NAMES, Contact, Reached
from app.domain.problem import Problem
from app.web.deps import Now, Today, provided
from app.web.forms import TypedForm
from app.web.pages import page
from app.web.session import Visit, VisitDep, change

router = APIRouter(prefix="/diary", include_in_schema=False)

PRIVATE = {"Cache-Control": "no-store"}
# Put on a phone's first screen, these pages open the diary.
MANIFEST = "diary.webmanifest"
MOST = 1_000_000
COUNTED = (1, 2, 3, 4)

DiaryDep = Annotated[Diary, Depends(provided(Diary))]
Choices = Annotated[ActChoices, Depends(provided(ActChoices))]
Entry = Annotated[int, Query(ge=0, le=MOST)]


class Desk:
    """What every step needs: the questions, the acts, the visitor's case, the clock."""

    def __init__(self, request: Request, diary: DiaryDep, choices: Choices, visit: VisitDep, now: Now) -> None:
        self.request = request
        self.diary = diary
        self.choices = choices
        self.visit = visit
        self.now = now


AtDesk = Annotated[Desk, Depends()]


@router.get("")
def begin(desk: AtDesk, undone: Annotated[int | None, Query(ge=0, le=1)] = None) -> HTMLResponse:
    return happened_page(desk, {}, None, undone)


@router.post("")
def begin_again(desk: AtDesk, form: TypedForm) -> HTMLResponse:
    """Back to the first step, with what was tapped so far."""
    return happened_page(desk, form, None)


@router.get("/who")
@router.get("/said")
@router.get("/save")
@router.get("/undo")
def from_the_start() -> Response:
    """An address of a step, opened without what was tapped before."""
    return RedirectResponse("/diary", 303)


@router.post("/who")
def who(desk: AtDesk, form: TypedForm) -> HTMLResponse:
    """After the first tap."""
    happening = desk.diary.get(first(form, "what"))
    if happening is None:
        return happened_page(desk, form, TAP_WHAT)
    at = moment_of(form, desk.now)
    if isinstance(at, Problem):
        return happened_page(desk, form, at)
    return who_page(desk, form, happening, at, None)


@router.post("/said")
def said(desk: AtDesk, form: TypedForm) -> Response:
    """After the second tap; where nothing can have been said, that was the last one."""
    made = contact_of(desk.diary, {**form, "acts": (), "words": (), "note": ()}, desk.choices, desk.now)
    happening = desk.diary.get(first(form, "what"))
    if isinstance(made, Missing) or happening is None:
        return step_page(desk, form, made if isinstance(made, Missing) else Missing(Step.HAPPENED, TAP_WHAT))
    if not happening.says:
        return saved(desk.visit, made)
    return said_page(desk, {**form, "number": (number_of(form),)}, happening, made.at, None)


@router.post("/save")
def save(desk: AtDesk, form: TypedForm) -> Response:
    made = contact_of(desk.diary, form, desk.choices, desk.now)
    return step_page(desk, form, made) if isinstance(made, Missing) else saved(desk.visit, made)


def saved(visit: Visit, contact: Contact) -> Response:
    """Kept once, however often the button was pressed; 303 to the page about it."""
    response = RedirectResponse("/diary/saved", 303)

    def add(facts: CaseFacts) -> CaseFacts:
        if contact in facts.contacts:
            return facts
        contacts = sorted((*facts.contacts, contact), key=lambda one: one.at)
        return facts.model_copy(update={"contacts": tuple(contacts)})

    kept = change(visit, add, response)
    response.headers["location"] = f"/diary/saved?entry={kept.facts.contacts.index(contact) + 1}"
    return response


@router.get("/saved")
def show_saved(desk: AtDesk, entry: Entry = 0) -> Response:
    """The contact just kept, what to note of it, and a way to take it back."""
    contacts = desk.visit.facts.contacts
    if not 1 <= entry <= len(contacts):
        return RedirectResponse("/diary", 303)
    contact = contacts[entry - 1]
    return page(
        desk.request,
        "diary/saved.html",
        title="记好了",
        nav="check",
        headers=PRIVATE,
        manifest=MANIFEST,
        contact=contact,
        place=entry - 1,
        mark=mark_of(contact),
        acts=desk.choices.names,
        reminders=[(one.title, one.about(contact.means)) for one in desk.diary.file.reminders if not one.paper_only],
        home_screen=desk.diary.file.home_screen,
        count=len(contacts),
        debt=desk.visit.facts.debt,
    )


@router.post("/undo")
def undo(visit: VisitDep, form: TypedForm) -> Response:
    """Takes the contact back that the form names by its mark; 303 to the first step, which says whether it was there."""
    mark, entry = first(form, "mark"), first(form, "entry")
    likely = int(entry) - 1 if entry.isascii() and entry.isdigit() and len(entry) < 8 else -1
    if place_of(visit.facts.contacts, mark, likely) is None:
        return RedirectResponse("/diary?undone=0", 303)
    response = RedirectResponse("/diary?undone=1", 303)

    def take_back(facts: CaseFacts) -> CaseFacts:
        place = place_of(facts.contacts, mark, likely)
        if place is None:
            return facts
        return facts.model_copy(update={"contacts": (*facts.contacts[:place], *facts.contacts[place + 1 :])})

    change(visit, take_back, response)
    return response


@router.get("/sheet")
def sheet(request: Request, visit: VisitDep, diary: DiaryDep, today: Today) -> HTMLResponse:
    """The empty table for those who write on paper."""
    return page(
        request,
        "diary/sheet.html",
        title="催收联系记录表（空白，可打印）",
        description="打印出来，来一次记一次。写明日期、钟点、号码、原话，投诉时用得上。",
        nav="check",
        diary=diary.file,
        today=today,
        overdue=today > diary.file.review_by,
    )


# ---- The steps as pages


def step_page(desk: Desk, form: Typed, missing: Missing) -> HTMLResponse:
    """The step something is missing on; a step before it that lost its own fields comes first."""
    happening = desk.diary.get(first(form, "what"))
    at = kept_moment(form, desk.now)
    if missing.step is Step.HAPPENED or happening is None or at is None:
        return happened_page(desk, form, missing.problem)
    if missing.step is Step.WHO:
        return who_page(desk, form, happening, at, missing.problem)
    return said_page(desk, form, happening, at, missing.problem)


def happened_page(desk: Desk, form: Typed, problem: Problem | None, undone: int | None = None) -> HTMLResponse:
    at = kept_moment(form, desk.now)
    chosen = first(form, "when") or When.NOW
    return page(
        desk.request,
        "diary/happened.html",
        title="刚才发生了什么？",
        description="催收又打来了？点三下就记好：发生了什么、是谁、说了什么。",
        nav="check",
        status=422 if problem else 200,
        headers=PRIVATE if form else {},
        manifest=MANIFEST,
        happened=desk.diary.file.happened,
        what=first(form, "what"),
        when=When.KEPT if at and not problem else chosen,
        day=first(form, "day") or desk.now.date().isoformat(),
        clock=first(form, "clock"),
        at=at,
        said_at=say_when(at, desk.now) if at else "",
        now=desk.now,
        today=desk.now.date(),
        hidden=carried(form, Step.HAPPENED, at),
        problems=(problem,) if problem else (),
        undone=undone,
        visit=desk.visit,
    )


def who_page(desk: Desk, form: Typed, happening: Happening, at: datetime, problem: Problem | None) -> HTMLResponse:
    numbers = known_numbers(desk.visit.facts.contacts, happening.means)
    return page(
        desk.request,
        "diary/who.html",
        title={"number": "是谁？", "visitors": "来了几个人？", "reached": "找的是谁？"}[happening.asks],
        nav="check",
        status=422 if problem else 200,
        headers=PRIVATE,
        happening=happening,
        recap=recap(happening, at, desk.now),
        numbers=numbers[:SHOWN_NUMBERS],
        more_numbers=numbers[SHOWN_NUMBERS:],
        number_options=[(one.number, one.number) for one in numbers],
        counted=COUNTED,
        uncounted=UNCOUNTED,
        people=[(one, name) for one, name in REACHED_NAMES.items() if one is not Reached.ME],
        typed={name: first(form, name) for name in ("number", "new_number", "visitors", "reached")},
        hidden=carried(form, Step.WHO, at),
        problems=(problem,) if problem else (),
    )


def said_page(desk: Desk, form: Typed, happening: Happening, at: datetime, problem: Problem | None) -> HTMLResponse:
    return page(
        desk.request,
        "diary/said.html",
        title="对方说了什么、做了什么？",
        nav="check",
        status=422 if problem else 200,
        headers=PRIVATE,
        happening=happening,
        recap=recap(happening, at, desk.now, who_said(happening, form)),
        likely=likely_acts(happening, desk.choices, desk.visit.facts.contacts),
        choices=desk.choices,
        ticked=tuple(form.get("acts", ())),
        words=first(form, "words"),
        note=first(form, "note"),
        asks_as_said=problem == OWN_ACCOUNT,
        hidden=carried(form, Step.SAID, at),
        problems=(problem,) if problem else (),
    )


def who_said(happening: Happening, form: Typed) -> str:
    if who_is_missing(happening, form):
        return ""
    if happening.asks == "visitors":
        counted = first(form, "visitors")
        return "" if counted == UNCOUNTED else f"{int(counted)}个人"
    if happening.asks == "reached":
        return f"找的是{REACHED_NAMES[Reached(first(form, 'reached'))]}"
    return number_of(form) or "没显示号码"


def recap(happening: Happening, at: datetime, now: datetime, who: str = "") -> str:
    """今天22时41分 · 打来，接了 · 02155550004"""
    return " · ".join(part for part in (say_when(at, now), happening.name, who) if part)
