"""POST /api/v1/evidence/pack: stateless; the pack as PDF, DOCX, text or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from app.domain.acts import ActChoices
from app.domain.case import CaseFacts, Debt
from app.domain.case_file import MOST_CONTACTS
from app.domain.contact import Contact
from app.domain.document import Annex
from app.domain.moment import Day, say_day
from app.domain.own_file import OwnFile, OwnFiles, without_twins
from app.domain.problem import Problem
from app.evidence.missing import missing
from app.evidence.pack_desk import NOTHING, AtDesk
from app.rendering.face import MEDIA_TYPES, Face
from app.rendering.text import text
from app.web.accept import preferred
from app.web.deps import Today
from app.web.errors import MOST_SAID, Refusal, problem_responses

router = APIRouter(prefix="/api/v1/evidence", tags=["evidence"])

JSON = "application/json"
FACES: dict[str, dict[str, object]] = {media: {} for media in MEDIA_TYPES.values()}
EXAMPLE: JsonDict = {
    "debt": {"creditor": {"kind": "bank-card", "name": "某某银行信用卡中心"}, "collector": {"kind": "agency"}},
    "contacts": [
        {
            "at": "2026-09-05T22:41:00",
            "means": "call",
            "answered": True,
            "duration_seconds": 95,
            "number": "02100000004",
        }
    ],
    "files": [
        {
            "name": "录音_20260905_224105.m4a",
            "size": 1204113,
            "modified": "2026-09-05T22:43:10",
            "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "kind": "recording",
            "shows": "9月5日夜里的通话，对方说要去单位",
        }
    ],
    "on": "2026-11-21",
}


class PackRequest(BaseModel):
    """Contacts in any order, files in the order of their numbers; `on` is the day of the pack. Nothing of it is kept."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    debt: Debt | None = None
    contacts: list[Contact] = Field([], max_length=MOST_CONTACTS)
    files: OwnFiles = ()
    on: Day | None = None


class SaidLack(BaseModel):
    """Something the pack still lacks; it stops nothing."""

    what: str = Field(examples=["call_log"])
    message: str = Field(examples=["没有登记通话详单原件。详单由运营商提供，比自己记的更容易核对。"])


class PackResponse(BaseModel):
    """`text` is the whole pack as counted plain text; contacts are numbered by time, files in their order."""

    title: str
    on: date
    parts: list[str] = Field(examples=[["一、证据目录", "二、核对结果"]])
    missing: list[SaidLack]
    text: str
    characters: int


def problems_with(asked: PackRequest, choices: ActChoices, day: date) -> Iterator[Problem]:
    """What a model alone cannot refuse: acts and circumstances we do not know, days after that of the pack."""
    names = choices.names
    for place, one in enumerate(asked.contacts):
        for act in one.acts:
            if act not in names:
                yield Problem(f"contacts.{place}.acts", f"没有“{act[:40]}”这种行为。")
        for name in one.circumstances:
            if name not in choices.circumstances:
                yield Problem(f"contacts.{place}.circumstances", f"没有“{name[:40]}”这种情形。")
        if one.day > day:
            yield Problem(f"contacts.{place}.at", f"这一次在{say_day(day)}之后，请核对年份和日期。")
    for place, file in enumerate(asked.files):
        if file.modified and file.modified.date() > day + timedelta(days=1):
            yield Problem(f"files.{place}.modified", f"修改时间在{say_day(day)}之后，请核对手机的日期，或者不写。")
    yield from twins(asked.files)


def twins(files: tuple[OwnFile, ...]) -> Iterator[Problem]:
    first = {one.sha256: one for one in without_twins(files)}
    for place, file in enumerate(files):
        if first[file.sha256] is not file:
            yield Problem(f"files.{place}.sha256", "这个文件和前面的一个内容完全一样，只留一个。")


@router.post(
    "/pack",
    response_model=PackResponse,
    responses={
        200: {"description": "证据材料；要哪种格式写在 Accept 里", "content": FACES},
        **problem_responses(406, 413, 422, 429),
    },
    summary="做一份证据材料（JSON、PDF、DOCX 或纯文字）",
)
def make_pack(
    asked: PackRequest,
    desk: AtDesk,
    today: Today,
    accept: Annotated[str, Header(description="要哪种格式", examples=["application/pdf"])] = "",
) -> Response | PackResponse:
    media = preferred(accept, (JSON, *MEDIA_TYPES.values()))
    if media is None:
        raise Refusal(406)
    day = asked.on or today
    problems = list(problems_with(asked, desk.acts, day))[:MOST_SAID]
    if problems:
        raise Refusal(422, problems=problems)
    case = desk.case(CaseFacts(debt=asked.debt, contacts=tuple(asked.contacts), files=asked.files))
    if case.is_empty:
        raise Refusal(422, "证据材料还是空的", NOTHING)
    if media != JSON:
        return desk.drawn(next(face for face in Face if face.media_type == media), case, day)
    document = desk.document(case, day)
    plain = text(document)
    return PackResponse(
        title=document.title,
        on=day,
        parts=[block.title for block in document.blocks if isinstance(block, Annex)],
        missing=[SaidLack(what=one.what, message=one.says) for one in missing(desk.words, case, desk.rare(document))],
        text=plain.text,
        characters=plain.characters,
    )
