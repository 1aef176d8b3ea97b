"""GET /api/v1/law/{instrument}: the version in force on a day."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel

from app.content.model import nearest
from app.domain.law import Lawbook
from app.law.said import SaidVersion, say_version
from app.web.deps import AsOf, provided
from app.web.errors import Refusal, problem_responses

router = APIRouter(prefix="/api/v1/law", tags=["law"])

Law = Annotated[Lawbook, Depends(provided(Lawbook))]


class LawResponse(BaseModel):
    """The version in force on `as_of`; `versions` are the first days of all, `announced` of those not yet in force."""

    as_of: date
    in_force: SaidVersion
    versions: list[date]
    announced: list[date]


@router.get("/{instrument}", responses=problem_responses(404, 422), summary="那一天有效的版本")
def read_law(instrument: Annotated[str, Path(examples=["zhian"], max_length=80)], law: Law, day: AsOf) -> LawResponse:
    if instrument not in law.instruments:
        hint = nearest(instrument, law.instruments).replace("; did you mean", "是不是").replace("?", "？")
        raise Refusal(404, "没有这部法规", hint or "法规库里没有这个名字。可在 /law 查看全部。")
    row = law.instrument(instrument)
    version = row.on(day)
    return LawResponse(
        as_of=day,
        in_force=say_version(law, version),
        versions=[one.starts for one in row.versions],
        announced=[one.starts for one in row.announced(day)],
    )
