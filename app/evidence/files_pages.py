"""/evidence/files: the borrower's own files, noted by name, size, time and digest. No file is kept; with script none arrives."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from app.domain.case import CaseFacts
from app.domain.own_file import (
    FILE_KIND_NAMES,
    LONGEST_SHOWS,
    MOST_FILES,
    OwnFile,
    OwnFiles,
    likely_kind,
    say_size,
)
from app.domain.problem import Problem
from app.evidence.files import (
    KEY_DIGITS,
    NOTHING_CHOSEN,
    TOO_MANY,
    Noted,
    joined,
    key_of,
    moved,
    noted,
    place_of,
    read_noted,
    replaced,
    sentences,
    without,
)
from app.web.deps import Now, SettingsDep
from app.web.errors import Refusal
from app.web.forms import MOST_FIELDS, TypedForm, texts
from app.web.pages import page
from app.web.session import VisitDep, change

router = APIRouter(prefix="/evidence/files", include_in_schema=False)

TITLE = "录音、截图，怎么列进证据？"
HERE = "/evidence/files"
PIECE = 1 << 20

Key = Annotated[str, Path(min_length=KEY_DIGITS, max_length=KEY_DIGITS)]
Count = Annotated[int | None, Query(ge=0, le=MOST_FILES)]


async def posted_files(request: Request, settings: SettingsDep, now: Now) -> Noted:
    """What the browser worked out; or, from a browser without script, the files themselves: read through and forgotten."""
    limits = {"max_files": MOST_FILES + 1, "max_fields": MOST_FIELDS, "max_part_size": settings.max_upload_bytes}
    async with request.form(**limits) as form:
        told = texts(form).get("noted")
        if told:
            return await run_in_threadpool(read_noted, told[0], now)
        sent = [one for one in form.getlist("file") if isinstance(one, UploadFile) and one.filename]
        if len(sent) > MOST_FILES:
            return Noted(problems=(TOO_MANY,))
        return noted([await run_in_threadpool(worked_out, one) for one in sent], now)


def worked_out(sent: UploadFile) -> Mapping[str, object]:
    """Name, size and digest, piece by piece. A form tells no time of change."""
    digest = hashlib.sha256()
    while piece := sent.file.read(PIECE):
        digest.update(piece)
    return {"name": sent.filename or "", "size": sent.size or 0, "sha256": digest.hexdigest()}


PostedFiles = Annotated[Noted, Depends(posted_files)]


@router.get("")
def show_files(
    request: Request,
    visit: VisitDep,
    settings: SettingsDep,
    added: Count = None,
    there: Count = None,
    undated: Count = None,
) -> HTMLResponse:
    return files_page(request, visit.facts.files, settings, added=added, there=there, undated=undated)


@router.post("")
def note_files(request: Request, visit: VisitDep, settings: SettingsDep, given: PostedFiles) -> Response:
    """Keeps what is fit to be kept, and says what is wrong with the rest."""
    problems = given.problems
    if not given.files and not problems:
        problems = (NOTHING_CHOSEN,)
    if len(joined(visit.facts.files, given.files)) > MOST_FILES:
        return files_page(request, visit.facts.files, settings, (*problems, TOO_MANY))
    if not given.files:
        return files_page(request, visit.facts.files, settings, problems)
    added = len(joined(visit.facts.files, given.files)) - len(visit.facts.files)
    there, undated = len(given.files) - added, len(given.undated)
    response: Response = RedirectResponse(f"{HERE}?added={added}&there={there}&undated={undated}", 303)
    if problems:
        files = joined(visit.facts.files, given.files)
        response = files_page(request, files, settings, problems, added=added, there=there, undated=undated)
    change(visit, lambda facts: with_files(facts, joined(facts.files, given.files)[:MOST_FILES]), response)
    return response


@router.get("/{key}")
def show_file(request: Request, key: Key, visit: VisitDep) -> HTMLResponse:
    file = file_at(visit.facts.files, key)
    return file_page(
        request, visit.facts.files, file, {"kind": file.kind.value, "shows": file.shows, "withheld": file.withheld}
    )


@router.post("/{key}")
def describe_file(request: Request, key: Key, visit: VisitDep, form: TypedForm) -> Response:
    """Keeps what it is and what it shows; `next` goes on to the next file nobody has described."""
    file = file_at(visit.facts.files, key)
    typed: dict[str, object] = {name: form.get(name, [""])[0] for name in ("kind", "shows")}
    typed["withheld"] = "withheld" in form
    try:
        described = OwnFile.model_validate(file.model_dump() | typed)
    except ValidationError as failure:
        where = str(failure.errors()[0]["loc"][0])
        problems = tuple(Problem(where, said) for said in sentences(failure))
        return file_page(request, visit.facts.files, file, typed, problems)
    ahead = undescribed(replaced(visit.facts.files, described)) if "next" in form else None
    response = RedirectResponse(f"{HERE}/{key_of(ahead)}" if ahead else f"{HERE}#file-{key}", 303)
    change(visit, lambda facts: with_files(facts, replaced(facts.files, described)), response)
    return response


@router.post("/{key}/up")
def move_up(key: Key, visit: VisitDep) -> Response:
    return rearranged(key, visit, lambda files: moved(files, key, -1))


@router.post("/{key}/down")
def move_down(key: Key, visit: VisitDep) -> Response:
    return rearranged(key, visit, lambda files: moved(files, key, 1))


@router.post("/{key}/remove")
def remove_file(key: Key, visit: VisitDep) -> Response:
    file_at(visit.facts.files, key)
    response = RedirectResponse(HERE, 303)
    change(visit, lambda facts: with_files(facts, without(facts.files, key)), response)
    return response


def rearranged(key: str, visit: VisitDep, order: Callable[[Sequence[OwnFile]], OwnFiles]) -> Response:
    file_at(visit.facts.files, key)
    response = RedirectResponse(f"{HERE}#file-{key}", 303)
    change(visit, lambda facts: with_files(facts, order(facts.files)), response)
    return response


def with_files(facts: CaseFacts, files: Sequence[OwnFile]) -> CaseFacts:
    return facts.model_copy(update={"files": tuple(files)})


def file_at(files: Sequence[OwnFile], key: str) -> OwnFile:
    place = place_of(files, key)
    if place is None:
        raise Refusal(404, "没有登记这个文件", "它可能已经从清单里删掉了。请回到“录音、截图”那一页看看。")
    return files[place]


def undescribed(files: Sequence[OwnFile]) -> OwnFile | None:
    return next((one for one in files if not one.shows), None)


def files_page(
    request: Request, files: Sequence[OwnFile], settings: SettingsDep, problems: Sequence[Problem] = (), **told: Any
) -> HTMLResponse:
    return page(
        request,
        "evidence/files.html",
        title=TITLE,
        description="选录音、截图、合同，在你的手机上算出校验值，列成证据清单。文件不上传，不保存。",
        nav="check",
        status=422 if problems else 200,
        files=[(key_of(one), one) for one in files],
        kinds=FILE_KIND_NAMES,
        say_size=say_size,
        problems=tuple(problems),
        megabytes=settings.max_upload_bytes // 1_048_576,
        most=MOST_FILES,
        first_undescribed=undescribed(files),
        told={"added": None, "there": None, "undated": None} | told,
    )


def file_page(
    request: Request,
    files: Sequence[OwnFile],
    file: OwnFile,
    typed: Mapping[str, object],
    problems: Sequence[Problem] = (),
) -> HTMLResponse:
    place = files.index(file)
    return page(
        request,
        "evidence/file.html",
        title=f"证据{place + 1}证明什么？",
        nav="check",
        status=422 if problems else 200,
        file=file,
        key=key_of(file),
        number=place + 1,
        kinds=tuple(FILE_KIND_NAMES.items()),
        guess=likely_kind(file.name),
        say_size=say_size,
        typed=typed,
        problems=tuple(problems),
        longest=LONGEST_SHOWS,
        more=any(not one.shows for one in files if one != file),
    )
