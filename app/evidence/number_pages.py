"""/evidence/numbers: the numbers in the case, and a page for each on which all its contacts are marked at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.domain.acts import ActChoices
from app.domain.case import CaseFacts
from app.domain.case_file import MOST_CONTACTS
from app.domain.contact import THIRD_PARTY_ROLE_NAMES, Contact, Means
from app.domain.link import Link
from app.domain.moment import say_day
from app.domain.problem import Problem
from app.evidence.carrying import key_of, of_numbers
from app.evidence.marking import Chosen, Part, can_be_taken_back, key_of_contact, mark, said_so_far, take_back
from app.evidence.marking_form import fill_marking
from app.evidence.number_list import NumberEntry, entries, hours_of
from app.evidence.number_signs import NumberSigns
from app.evidence.summary import summarise
from app.web.deps import provided
from app.web.errors import Refusal
from app.web.forms import TypedForm
from app.web.pages import page
from app.web.session import Visit, VisitDep, change

router = APIRouter(prefix="/evidence/numbers", include_in_schema=False)

SHEET = 100
MOST_TICKED = 100
MOST_DAYS = 400
MOST_NOTED = 12
TITLE = "哪些号码是催收的？"
NUMBERS = Link("evidence/numbers", "看全部号码", "/evidence/numbers")
MANY = frozenset({"acts", "circumstances", "ticked"})
PART_NAMES = {
    Part.ALL: "全部",
    Part.ANSWERED: "接通的",
    Part.UNANSWERED: "没接通的",
    Part.UNSAID: "没写接没接的",
    Part.NIGHT: "夜里的",
}

Choices = Annotated[ActChoices, Depends(provided(ActChoices))]
Signs = Annotated[NumberSigns, Depends(provided(NumberSigns))]
Count = Annotated[int, Query(ge=0, le=MOST_CONTACTS)]


@router.get("")
def show_numbers(
    request: Request,
    visit: VisitDep,
    signs: Signs,
    added: Annotated[int | None, Query(ge=0, le=MOST_CONTACTS)] = None,
    there: Count = 0,
    removed: Annotated[int | None, Query(ge=0, le=MOST_CONTACTS)] = None,
    sheet: int = 1,
) -> HTMLResponse:
    """The numbers, a hundred a sheet; a sheet that is not there is the last one."""
    summary = summarise(visit.facts.contacts)
    every = entries(summary, visit.facts.contacts, signs)
    sheets = max(1, -(-len(every) // SHEET))
    here = min(max(sheet, 1), sheets)
    return page(
        request,
        "evidence/numbers.html",
        title=TITLE,
        nav="check",
        debt=visit.facts.debt,
        summary=summary,
        numbers=every[(here - 1) * SHEET : here * SHEET],
        hours=hours_of(visit.facts.contacts),
        note=signs.file.note,
        last=last_marking(visit.facts),
        here=here,
        sheets=sheets,
        added=added,
        there=there,
        removed=removed,
    )


@router.post("")
def remove_numbers(visit: VisitDep, form: TypedForm) -> Response:
    """Numbers that are no collector's leave the case with all their contacts."""
    gone = of_numbers(visit.facts.contacts, frozenset(form.get("numbers", ())))
    response = RedirectResponse(f"/evidence/numbers?removed={len(gone)}", 303)
    if gone:
        numbers = {contact.number for contact in gone}
        change(visit, lambda facts: without(facts, numbers), response)
    return response


def without(facts: CaseFacts, numbers: set[str]) -> CaseFacts:
    kept = tuple(contact for contact in facts.contacts if contact.number not in numbers)
    return facts.model_copy(update={"contacts": kept})


@router.post("/back")
def take_back_marking(visit: VisitDep) -> Response:
    """The last marking, whatever number it was of."""
    last = visit.facts.last_marking
    if last is None or not can_be_taken_back(visit.facts):
        raise Refusal(
            409, "收不回来了", "标过以后，这些联系又改过。请在“我的记录”里一条一条改。", suggestions=[NUMBERS]
        )
    response = RedirectResponse(f"/evidence/numbers/{key_of(last.number)}?back={last.count}", 303)
    change(visit, take_back, response)
    return response


@router.get("/{key}")
def show_number(
    request: Request, key: str, visit: VisitDep, choices: Choices, signs: Signs, marked: Count = 0, back: Count = 0
) -> HTMLResponse:
    own = contacts_of(visit, key)
    return number_page(request, visit, own, choices, signs, {"part": [Part.ALL]}, marked=marked, back=back)


@router.post("/{key}")
def mark_number(
    request: Request, key: str, visit: VisitDep, form: TypedForm, choices: Choices, signs: Signs
) -> Response:
    """Says the same of all the chosen contacts."""
    own = contacts_of(visit, key)
    filled = fill_marking(form, own, choices)
    if filled.chosen is None or filled.marking is None:
        return number_page(request, visit, own, choices, signs, form, filled.problems)
    number, chosen, marking = own[0].number, filled.chosen, filled.marking
    response = RedirectResponse(f"/evidence/numbers/{key}", 303)
    count = 0

    def say(facts: CaseFacts) -> CaseFacts:
        nonlocal count
        done = mark(facts, number, chosen, marking)
        count = done.count
        return done.facts

    change(visit, say, response)
    response.headers["location"] = f"/evidence/numbers/{key}?marked={count}#told"
    return response


def contacts_of(visit: Visit, key: str) -> tuple[Contact, ...]:
    own = of_numbers(visit.facts.contacts, {key})
    if not own:
        raise Refusal(404, "记录里没有这个号码", "它可能已经删掉了，或者记录到期了。", suggestions=[NUMBERS])
    return own


@dataclass(frozen=True, slots=True)
class LastMarked:
    """The marking that can be taken back: of which number, how many contacts."""

    key: str
    name: str
    count: int


def last_marking(facts: CaseFacts) -> LastMarked | None:
    last = facts.last_marking
    if last is None or not can_be_taken_back(facts):
        return None
    return LastMarked(key_of(last.number), last.number or "没有显示号码的", last.count)


class Blank(dict[str, object]):
    """What was typed, by field; a field nobody filled is empty."""

    def __missing__(self, name: str) -> object:
        return [] if name in MANY else ""


def plain(typed: Mapping[str, Sequence[str]]) -> Blank:
    return Blank({name: list(told) if name in MANY else next(iter(told), "") for name, told in typed.items()})


def number_page(
    request: Request,
    visit: Visit,
    own: Sequence[Contact],
    choices: ActChoices,
    signs: NumberSigns,
    typed: Mapping[str, Sequence[str]],
    problems: Sequence[Problem] = (),
    *,
    marked: int = 0,
    back: int = 0,
) -> HTMLResponse:
    entry = entries(summarise(own), own, signs)[0]
    incoming = [one for one in own if one.incoming]
    noted = said_so_far(own, choices.names, choices.circumstances)
    last = last_marking(visit.facts)
    return page(
        request,
        "evidence/number.html",
        title=f"{entry.name}：找了谁、说了什么？",
        nav="check",
        status=422 if problems else 200,
        entry=entry,
        incoming=len(incoming),
        noted=noted[:MOST_NOTED],
        more_noted=max(0, len(noted) - MOST_NOTED),
        last=last if last and last.key == entry.key else None,
        marked=marked,
        back=back,
        next=following(visit.facts, entry, signs) if marked or back else None,
        parts=parts_of(incoming),
        days=days_of(incoming),
        listed=[(key_of_contact(one), one) for one in incoming[-MOST_TICKED:]],
        unlisted=max(0, len(incoming) - MOST_TICKED),
        unsaid=any(one.means is Means.CALL and one.answered is None for one in incoming),
        choices=choices,
        role_names=THIRD_PARTY_ROLE_NAMES,
        typed=plain(typed),
        problems=tuple(problems),
        debt=visit.facts.debt,
    )


def following(facts: CaseFacts, entry: NumberEntry, signs: NumberSigns) -> NumberEntry | None:
    """The next number of which nothing was noted yet."""
    every = entries(summarise(facts.contacts), facts.contacts, signs)
    return next((one for one in every if not one.noted and one.key != entry.key and one.line.incoming), None)


def parts_of(incoming: Sequence[Contact]) -> list[tuple[str, str]]:
    """全部23次, 接通的3次 …; what is not there, or the same as all, is no choice."""
    counts = {part: sum(Chosen(part).holds(one) for one in incoming) for part in PART_NAMES}
    return [
        (part.value, f"{name}，{counts[part]}次")
        for part, name in PART_NAMES.items()
        if part is Part.ALL or 0 < counts[part] < counts[Part.ALL]
    ]


def days_of(incoming: Sequence[Contact]) -> list[tuple[str, str]]:
    """The latest days as options; empty where there is one only."""
    counts: Counter[date] = Counter(one.day for one in incoming)
    days = sorted(counts)[-MOST_DAYS:]
    return (
        [(day.isoformat(), f"{say_day(day, weekday=True)}，{counts[day]}次") for day in days] if len(days) > 1 else []
    )
