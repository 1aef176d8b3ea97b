"""/evidence: upload or paste, see what was read, choose the collectors' numbers, keep only those."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.domain.case import CaseFacts
from app.domain.case_file import MOST_CONTACTS
from app.domain.contact import Contact
from app.domain.link import Link
from app.domain.own_file import MOST_FILES as MOST_OWN_FILES
from app.domain.problem import Problem
from app.domain.text import clean
from app.errors import FileRefused
from app.evidence.carrying import of_numbers, read_told, told
from app.evidence.files import joined, packed, read_from, unpacked, with_listed
from app.evidence.merging import merge
from app.evidence.model import ImportBook, Kind
from app.evidence.number_list import entries, hours_of
from app.evidence.number_signs import NumberSigns
from app.evidence.own_log import SLUG as OWN_LOG
from app.evidence.reading import MAX_TEXT, Reading, read_file, read_text
from app.evidence.sniffing import ONE_AT_A_TIME
from app.evidence.summary import Summary, summarise
from app.web.aside import MOST_HOURS, Aside
from app.web.carrying import Carried, brought, carry
from app.web.deps import Today, provided
from app.web.errors import Refusal
from app.web.forms import UploadedForm
from app.web.pages import page
from app.web.session import Visit, VisitDep, change

router = APIRouter(prefix="/evidence", include_in_schema=False)

LISTED_NUMBERS = 200
LISTED_PROBLEMS = 100
PRIVATE = {"Cache-Control": "no-store"}
TITLE = "怎么把通话记录变成证据？"
NOTHING_GIVEN = Problem("file", "请选一个文件，或者在下面粘贴文字。")
NOTHING_CHOSEN = Problem("numbers", "请至少勾选一个号码。不确定的先不勾，以后还能再导入。")
TOO_MANY = Problem("numbers", f"“我的记录”最多放{MOST_CONTACTS}条联系。请只勾选催收的号码。")
BROKEN = "这份记录没有传完整", "请回到导入页面，把文件再上传一次。"
GONE = (
    "这份记录不在这里了",
    f"它已经加进去了，或者放了太久，已经删掉。先看看号码在不在。不在的话，把文件再上传一次，不会重复。最多放{MOST_HOURS}小时。",
)
UPLOAD = Link("tools/evidence", "再上传一次文件", "/evidence")
NUMBERS = Link("evidence/numbers", "看已经加入的号码", "/evidence/numbers")

Book = Annotated[ImportBook, Depends(provided(ImportBook))]
Signs = Annotated[NumberSigns, Depends(provided(NumberSigns))]


@router.get("")
def show_upload(request: Request, visit: VisitDep, book: Book) -> HTMLResponse:
    return upload_page(request, book, (), "", 200)


@router.post("")
def read_upload(
    request: Request, visit: VisitDep, form: UploadedForm, book: Book, signs: Signs, today: Today
) -> HTMLResponse:
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
    source = packed(read_from(form.name, form.payload, reading.name, reading.contacts)) if form.payload else ""
    return reading_page(request, visit, reading, signs, "" if reading.format == OWN_LOG else source)


@router.post("/keep")
def keep(request: Request, visit: VisitDep, form: UploadedForm, signs: Signs) -> Response:
    """Adds the contacts of the chosen numbers to the case; all of them with which=all."""
    hidden = Hidden(Carried(form.first("contacts"), form.first("aside")), form.first("source"))
    contacts = carried_contacts(visit, hidden.contacts)
    if contacts is None:
        title, sentence = GONE if hidden.contacts.aside else BROKEN
        raise Refusal(422, title, sentence, suggestions=[UPLOAD, NUMBERS])
    everything = form.first("which") == "all"
    chosen = contacts if everything else of_numbers(contacts, frozenset(form.fields.get("numbers", ())))
    if not chosen:
        return choose_page(request, contacts, hidden, signs, NOTHING_CHOSEN)
    merged = merge(visit.facts.contacts, chosen)
    if len(merged.contacts) > MOST_CONTACTS:
        return choose_page(request, contacts, hidden, signs, TOO_MANY)
    response = RedirectResponse("/evidence/numbers", 303)

    def add(facts: CaseFacts) -> CaseFacts:
        nonlocal merged
        if facts is not visit.facts:  # changed elsewhere meanwhile
            merged = merge(facts.contacts, chosen)
        source = unpacked(hidden.source)
        source = with_listed(source, len(chosen), len(contacts)) if source else None
        files = joined(facts.files, (source,) if source else ())[:MOST_OWN_FILES]
        return facts.model_copy(update={"contacts": merged.contacts, "files": files})

    change(visit, add, response)
    shelf(visit).clear(hidden.contacts.aside)
    response.headers["location"] = f"/evidence/numbers?added={merged.added}&there={merged.duplicates}"
    return response


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a reading travels in: its contacts, and the file they were read from, as one of the borrower's own (its name
    and digest, never its content)."""

    contacts: Carried
    source: str = ""


def shelf(visit: Visit) -> Aside:
    return Aside.of(visit.store, "reading")


def carried_contacts(visit: Visit, carried: Carried) -> tuple[Contact, ...] | None:
    payload = brought(carried, shelf(visit), visit.now)
    return None if payload is None else read_told(payload)


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
        formats=sorted((one.file for one in book.formats), key=lambda file: list(Kind).index(file.kind)),
        problems=tuple(problems),
        text=clean(text[:MAX_TEXT]),
    )


def reading_page(request: Request, visit: Visit, reading: Reading, signs: NumberSigns, source: str) -> HTMLResponse:
    hidden = Hidden(carry(told(reading.contacts), shelf(visit), visit.now), source)
    return chosen_from(request, reading.contacts, reading.summary, hidden, signs, reading)


def choose_page(
    request: Request, contacts: Sequence[Contact], hidden: Hidden, signs: NumberSigns, problem: Problem
) -> HTMLResponse:
    """The choice of numbers again, with what was wrong; the reading itself is over."""
    return chosen_from(request, contacts, summarise(contacts), hidden, signs, None, (problem,))


def chosen_from(
    request: Request,
    contacts: Sequence[Contact],
    summary: Summary,
    hidden: Hidden,
    signs: NumberSigns,
    reading: Reading | None,
    problems: Sequence[Problem] = (),
) -> HTMLResponse:
    listed = entries(summary, contacts, signs)[:LISTED_NUMBERS]
    return page(
        request,
        "evidence/reading.html",
        title="读到了什么？" if reading else "哪些号码是催收的？",
        nav="check",
        status=422 if problems else 200,
        headers=PRIVATE,
        reading=reading,
        summary=summary,
        carried=hidden.contacts,
        source=hidden.source,
        hours_aside=MOST_HOURS,
        likely=[one for one in listed if one.likely],
        others=[one for one in listed if not one.likely],
        unlisted=len(summary.numbers) - len(listed),
        note=signs.file.note,
        hours=hours_of(contacts),
        listed_problems=LISTED_PROBLEMS,
        problems=tuple(problems),
    )
