"""GET /api/v1/law/{instrument}: the version in force on a day."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, Field

from app.content.model import nearest
from app.domain.case import CreditorKind
from app.domain.law import Lawbook, LawVersion
from app.web.deps import AsOf, provided
from app.web.errors import Refusal, problem_responses

router = APIRouter(prefix="/api/v1/law", tags=["law"])

Law = Annotated[Lawbook, Depends(provided(Lawbook))]


class SaidArticle(BaseModel):
    """`printed` null: the number was not verified, cite the instrument by name."""

    number: str = Field(examples=["50"])
    printed: str | None = Field(examples=["第50条"])
    gist: str
    numbers: list[str]
    formerly: str | None = Field(examples=["42"])
    url: str


class SaidVersion(BaseModel):
    instrument: str = Field(examples=["zhian"])
    version: date = Field(examples=["2026-01-01"], description="施行日，也是文件名")
    base: str = Field(examples=["zhian@2025"])
    title: str
    short: str
    label: str = Field(examples=["2025年修订"])
    strength: str = Field(examples=["法律"])
    word: str = Field(examples=["违反"])
    binds: list[CreditorKind] | None = Field(description="约束哪些出借方；null 是所有人")
    issuer: str
    document_number: str
    host: str
    checked_on: date
    review_by: date
    parameters: dict[str, int | str]
    articles: list[SaidArticle]


class LawResponse(BaseModel):
    """The version in force on `as_of`; `versions` are the first days of all, `announced` of those not yet in force."""

    as_of: date
    in_force: SaidVersion
    versions: list[date]
    announced: list[date]


def say_version(version: LawVersion) -> SaidVersion:
    return SaidVersion(
        instrument=version.instrument,
        version=version.starts,
        base=version.base,
        title=version.title,
        short=version.short,
        label=version.version,
        strength=version.strength,
        word=version.strength.word,
        binds=None if version.binds is None else sorted(version.binds),
        issuer=version.issuer,
        document_number=version.document_number,
        host=version.host,
        checked_on=version.checked_on,
        review_by=version.review_by,
        parameters=dict(version.parameters),
        articles=[
            SaidArticle(
                number=one.number,
                printed=one.printed,
                gist=one.gist,
                numbers=list(one.numbers),
                formerly=one.formerly,
                url=f"{version.url}#{one.anchor}",
            )
            for one in version.articles.values()
        ],
    )


@router.get("/{instrument}", responses=problem_responses(404, 422), summary="那一天有效的版本")
def read_law(instrument: Annotated[str, Path(examples=["zhian"], max_length=80)], law: Law, day: AsOf) -> LawResponse:
    if instrument not in law.instruments:
        hint = nearest(instrument, law.instruments).replace("; did you mean", "是不是").replace("?", "？")
        raise Refusal(404, "没有这部法规", hint or "法规库里没有这个名字。可在 /law 查看全部。")
    row = law.instrument(instrument)
    version = row.on(day)
    return LawResponse(
        as_of=day,
        in_force=say_version(version),
        versions=[one.starts for one in row.versions],
        announced=[one.starts for one in row.announced(day)],
    )
