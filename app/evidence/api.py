"""POST /api/v1/evidence/read: stateless; the file is read and forgotten."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, File, Request, UploadFile
from fastapi.responses import Response
from pydantic import BaseModel, Field
from pydantic_core import to_json

from app.domain.contact import Contact
from app.domain.problem import Problem
from app.domain.upload import MAX_BYTES
from app.evidence.model import ImportBook
from app.evidence.reading import read_file
from app.evidence.sniffing import ONE_AT_A_TIME
from app.web.deps import Today, provided
from app.web.errors import Refusal, problem_responses

router = APIRouter(prefix="/api/v1/evidence", tags=["evidence"])

Book = Annotated[ImportBook, Depends(provided(ImportBook))]


EXAMPLES = {
    "china-unicom": {
        "summary": "中国联通通话详单（UTF-8）",
        "value": {
            "file": "序号,业务类型,通话起始时间,通话时长,呼叫类型,对方号码\n"
            "1,语音,2026-09-05 22:41:00,1分35秒,被叫,02100000004\n"
        },
    }
}


class RowProblem(BaseModel):
    """`row` counts from 1 as a person sees the file, its header included. `kept`: read all the same, as far as known."""

    row: int = Field(examples=[7])
    message: str = Field(examples=["没有9月31日这一天，请核对。"])
    kept: bool = False


class BusiestDay(BaseModel):
    """The most incoming attempts of one number on one day; count 0 and no day when there is none."""

    count: int = Field(examples=[8])
    number: str = Field(examples=["02100000004"])
    day: str | None = Field(examples=["2026-09-07"])


class ReadSummary(BaseModel):
    """`night`, `per_number` and `per_day` count incoming attempts, answered or not; night is 22:00:00–07:59:59.

    `rows` are the rows that meant to be a contact: contacts, duplicates and problems that were not kept.
    """

    rows: int
    duplicates: int
    contacts: int
    incoming: int
    outgoing: int
    distinct_numbers: int
    night: int
    max_per_day_single_number: BusiestDay
    per_number: dict[str, int]
    per_day: dict[str, int]


class ReadResponse(BaseModel):
    """`problems` are rows that were not read, or (`kept`) not in full; `notes` are to check about the file as a whole."""

    format: str = Field(examples=["china-mobile"])
    contacts: list[Contact]
    problems: list[RowProblem]
    notes: list[RowProblem]
    summary: ReadSummary


async def one_file(request: Request) -> None:
    """Refuses a second file, which would be left unread without a word."""
    if len((await request.form()).getlist("file")) > 1:
        raise Refusal(422, problems=[Problem("file", ONE_AT_A_TIME)])


@router.post(
    "/read",
    dependencies=[Depends(one_file)],
    response_model=ReadResponse,
    responses=problem_responses(413, 415, 422, 429),
    openapi_extra={"requestBody": {"content": {"multipart/form-data": {"examples": EXAMPLES}}}},
    summary="读通话详单、手机备份或聊天文字",
)
def read(
    file: Annotated[
        UploadFile, File(description="运营商详单（Excel、CSV、网页表格）、备份XML，一行一条的文字，或装着它们的ZIP。")
    ],
    book: Book,
    today: Today,
) -> Response:
    reading = read_file(file.filename or "", file.file.read(MAX_BYTES + 1), book, today)
    # Everything was checked while it was read; the response model only describes it.
    return Response(to_json(reading.as_json()), media_type="application/json")
