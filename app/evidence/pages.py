"""/evidence: upload or paste, see what was read, choose the collectors' numbers, keep only those."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile

from app.domain.case import CaseFacts
from app.domain.contact import Contact
from app.domain.moment import say_day
from app.domain.problem import Problem
from app.domain.text import clean
from app.errors import FileRefused
from app.evidence.carrying import key_of, of_numbers, pack, unpack
from app.evidence.merging import Merge, merge
from app.evidence.model import ImportBook
from app.evidence.reading import MAX_TEXT, Reading, read_file, read_text
from app.evidence.sniffing import MAX_BYTES, ONE_AT_A_TIME
from app.evidence.summary import NumberLine, Summary, summarise
from app.web.deps import SettingsDep, Today, provided
from app.web.errors import Refusal
from app.web.forms import MOST_FIELDS, texts
from app.web.pages import page
from app.web.session import VisitDep, change

router = APIRouter(prefix="/evidence", include_in_schema=False)

MAX_KEPT = 20_000
MOST_FILES = 20
LISTED_NUMBERS = 300
LISTED_PROBLEMS = 100
TITLE = "怎么把通话记录变成证据？"
NOTHING_GIVEN = Problem("file", "请选一个文件，或者在下面粘贴文字。")
NOTHING_CHOSEN = Problem("numbers", "请至少勾选一个号码。不确定的先不勾，以后还能再导入。")
TOO_MANY = Problem("numbers", f"“我的记录”最多放{MAX_KEPT}条联系。请只勾选催收的号码。")

Book = Annotated[ImportBook, Depends(provided(ImportBook))]


@dataclass(frozen=True)
class Posted:
    """What the form held: fields as text, and the first file with its bytes (None when no file was chosen)."""

    fields: dict[str, list[str]]
    name: str = ""
    payload: bytes | None = None
    files: int = 0

    def first(self, name: str) -> str:
        return self.fields.get(name, [""])[0]


async def posted_form(request: Request, settings: SettingsDep) -> Posted:
    limits = {"max_files": MOST_FILES, "max_fields": MOST_FIELDS, "max_part_size": settings.max_upload_bytes}
    async with request.form(**limits) as form:
        files = [one for one in form.getlist("file") if isinstance(one, UploadFile) and (one.filename or one.size)]
        payload = await files[0].read(MAX_BYTES + 1) if files else None
        return Posted(texts(form), files[0].filename or "" if files else "", payload, len(files))


Form = Annotated[Posted, Depends(posted_form)]


@router.get("")
def show_upload(request: Request, visit: VisitDep, book: Book) -> HTMLResponse:
    return upload_page(request, book, (), "", 200)


@router.post("")
def read_upload(request: Request, visit: VisitDep, form: Form, book: Book, today: Today) -> HTMLResponse:
    text = form.first("text")
    field = "file" if form.payload is not None else "text"
    if form.files > 1:
        return upload_page(request, book, (Problem("file", ONE_AT_A_TIME),), text, 422)
    if form.payload is None and not text.strip():
        return upload_page(request, book, (NOTHING_GIVEN,), text, 422)
    try:
        reading = (
            read_file(form.name, form.payload, book, today)
            if form.payload is not None
            else read_text(text, book, today)
        )
    except FileRefused as refused:
        return upload_page(request, book, (Problem(field, str(refused)),), text, refused.status)
    return reading_page(request, reading)


@router.post("/keep")
def keep(request: Request, visit: VisitDep, form: Form) -> Response:
    """Adds the contacts of the chosen numbers to the case; all of them with which=all."""
    contacts = unpack(form.first("contacts"))
    if contacts is None:
        raise Refusal(422, "这份记录没有传完整", "请回到导入页面，把文件再上传一次。")
    everything = form.first("which") == "all"
    chosen = contacts if everything else of_numbers(contacts, frozenset(form.fields.get("numbers", [])))
    if not chosen:
        return choose_page(request, contacts, (NOTHING_CHOSEN,))
    if len(merge(visit.facts.contacts, chosen).contacts) > MAX_KEPT:
        return choose_page(request, contacts, (TOO_MANY,))
    response = RedirectResponse("/evidence/numbers", 303)
    merged = Merge((), 0, 0)

    def add(facts: CaseFacts) -> CaseFacts:
        nonlocal merged
        merged = merge(facts.contacts, chosen)
        return facts.model_copy(update={"contacts": merged.contacts})

    change(visit, add, response)
    response.headers["location"] = f"/evidence/numbers?added={merged.added}&there={merged.duplicates}"
    return response


@router.get("/numbers")
def show_numbers(
    request: Request,
    visit: VisitDep,
    added: Annotated[int | None, Query(ge=0, le=MAX_KEPT)] = None,
    there: Annotated[int, Query(ge=0, le=MAX_KEPT)] = 0,
    removed: Annotated[int | None, Query(ge=0, le=MAX_KEPT)] = None,
) -> HTMLResponse:
    return page(
        request,
        "evidence/numbers.html",
        title="哪些号码是催收的？",
        nav="check",
        debt=visit.facts.debt,
        summary=summarise(visit.facts.contacts),
        numbers=numbers_of(summarise(visit.facts.contacts)),
        hours=hours_of(visit.facts.contacts),
        listed=LISTED_NUMBERS,
        added=added,
        there=there,
        removed=removed,
    )


@router.post("/numbers")
def remove_numbers(visit: VisitDep, form: Form) -> Response:
    """Numbers that are no collector's leave the case with all their contacts."""
    gone = of_numbers(visit.facts.contacts, frozenset(form.fields.get("numbers", [])))
    response = RedirectResponse(f"/evidence/numbers?removed={len(gone)}", 303)
    if gone:
        numbers = {contact.number for contact in gone}
        change(visit, lambda facts: without(facts, numbers), response)
    return response


def without(facts: CaseFacts, numbers: set[str]) -> CaseFacts:
    kept = tuple(contact for contact in facts.contacts if contact.number not in numbers)
    return facts.model_copy(update={"contacts": kept})


def upload_page(
    request: Request, book: ImportBook, problems: Sequence[Problem], text: str, status: int
) -> HTMLResponse:
    return page(
        request,
        "evidence/upload.html",
        title=TITLE,
        description="上传运营商详单、手机备份，或粘贴文字。看谁在什么时候打了多少次。文件读完就丢，不保存。",
        nav="check",
        status=status,
        formats=[one.file for one in book.formats],
        problems=tuple(problems),
        text=clean(text[:MAX_TEXT]),
    )


def reading_page(request: Request, reading: Reading) -> HTMLResponse:
    return page(
        request,
        "evidence/reading.html",
        title="读到了什么？",
        nav="check",
        reading=reading,
        summary=reading.summary,
        packed=pack(reading.contacts),
        numbers=numbers_of(reading.summary),
        hours=hours_of(reading.contacts),
        listed=LISTED_NUMBERS,
        listed_problems=LISTED_PROBLEMS,
        problems=(),
    )


def choose_page(request: Request, contacts: Sequence[Contact], problems: Sequence[Problem]) -> HTMLResponse:
    """The choice of numbers again, with what was wrong; the reading itself is over."""
    summary = summarise(contacts)
    return page(
        request,
        "evidence/reading.html",
        title="哪些号码是催收的？",
        nav="check",
        status=422,
        reading=None,
        summary=summary,
        packed=pack(contacts),
        numbers=numbers_of(summary),
        hours=hours_of(contacts),
        listed=LISTED_NUMBERS,
        listed_problems=LISTED_PROBLEMS,
        problems=tuple(problems),
    )


def hours_of(contacts: Sequence[Contact]) -> list[int]:
    """Incoming attempts by hour of the day."""
    counts = [0] * 24
    for contact in contacts:
        counts[contact.at.hour] += contact.incoming
    return counts


def numbers_of(summary: Summary) -> list[tuple[str, str, str]]:
    """(key, number, what it did) for the busiest numbers, as options of a form."""
    return [(key_of(line.number), name_of(line), said(line)) for line in summary.numbers[:LISTED_NUMBERS]]


def name_of(line: NumberLine) -> str:
    return line.number or "没有显示号码的"


def said(line: NumberLine) -> str:
    """打来12次，接通3次，夜里2次，一天最多5次，你打去或发去1次。2026年9月5日到2026年9月30日"""
    incoming = [f"打来或发来{line.incoming}次"] if line.incoming else []
    incoming += [f"接通{line.answered}次"] if line.answered else []
    incoming += [f"夜里{line.night}次"] if line.night else []
    incoming += [f"一天最多{line.busiest}次"] if line.busiest > 1 else []
    outgoing = [f"你打去或发去{line.outgoing}次"] if line.outgoing else []
    days = say_day(line.first) if line.first == line.last else f"{say_day(line.first)}到{say_day(line.last)}"
    return "。".join(["，".join(incoming + outgoing), days])
