"""A version of a law as JSON."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from app.domain.case import CreditorKind
from app.domain.law import Lawbook, LawVersion


class SaidArticle(BaseModel):
    """`printed` null: the number was not verified, cite the instrument by name. `now`: what stands in its place today."""

    number: str = Field(examples=["50"])
    printed: str | None = Field(examples=["第50条"])
    gist: str
    numbers: list[str]
    formerly: str | None = Field(examples=["42"])
    now: list[str] = Field(examples=[["/law/minfadian/2021-01-01#article-585"]])
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


def say_version(law: Lawbook, version: LawVersion) -> SaidVersion:
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
                now=[citation.url for citation in law.successors(version, one)],
                url=f"{version.url}#{one.anchor}",
            )
            for one in version.articles.values()
        ],
    )
