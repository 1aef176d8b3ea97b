"""The schema of content/precedents/<slug>.yaml: one public case about abusive collection, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, model_validator

from app.content.model import ContentModel
from app.domain.case import CollectorKind, CreditorKind
from app.domain.link import Link


class PrecedentKind(StrEnum):
    """What kind of decision it was, heaviest first; last what decided nothing, so that nobody takes it for a judgment."""

    CRIMINAL = "刑事判决"
    PENALTY = "行政处罚"
    NOTICE = "监管通报"
    CIVIL = "民事判决"
    CAMPAIGN = "专项行动"
    OPEN = "还没有结果"

    @property
    def decided(self) -> bool:
        """Whether an authority or a court held somebody to account in it."""
        return self not in (PrecedentKind.CAMPAIGN, PrecedentKind.OPEN)


class PrecedentFile(ContentModel):
    """`base` is its id in the fact base; only verified cases are kept. Nobody is named, neither person nor company.

    `on` is the day, month or year of the decision, or nothing; `on_note` says what of it was not verified, and `unknown`
    what else was not. An open case says so in the first words of its outcome.
    """

    base: str
    title: Annotated[str, Field(min_length=4, max_length=40)]
    kind: PrecedentKind
    authority: str
    on: Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")] = ""
    on_note: str = ""
    who: str
    creditor: CreditorKind | None = None
    collector: CollectorKind | None = None
    did: Annotated[tuple[str, ...], Field(min_length=1)]
    outcome: str
    conducts: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    source: str
    unknown: tuple[str, ...] = ()
    verified: Literal[True]
    checked_on: date
    review_by: date

    @model_validator(mode="after")
    def hold_together(self) -> PrecedentFile:
        if self.review_by <= self.checked_on:
            raise ValueError("review_by must lie after checked_on")
        if not self.on and not self.on_note:
            raise ValueError("say in on_note why there is no day")
        if (self.kind is PrecedentKind.OPEN) != self.outcome.startswith("还没有结果"):
            raise ValueError("the outcome of an open case, and of no other, begins with 还没有结果")
        return self


@dataclass(frozen=True)
class Precedent:
    """A case under its slug."""

    slug: str
    file: PrecedentFile

    @property
    def url(self) -> str:
        return f"/precedents/{self.slug}"

    @property
    def when(self) -> str:
        """2022年6月, or nothing where the time was not verified."""
        parts = [str(int(one)) for one in self.file.on.split("-") if one]
        return "".join(part + unit for part, unit in zip(parts, "年月日", strict=False))

    @property
    def link(self) -> Link:
        told = "，".join(one for one in (self.when, self.file.kind) if one)
        return Link(f"precedents/{self.slug}", self.file.title, self.url, told)


@dataclass(frozen=True)
class PrecedentBook:
    """Every case, the newest first; those without a date last."""

    precedents: tuple[Precedent, ...]

    @cached_property
    def by_slug(self) -> Mapping[str, Precedent]:
        return {one.slug: one for one in self.precedents}

    def of(self, kind: PrecedentKind) -> tuple[Precedent, ...]:
        return tuple(one for one in self.precedents if one.file.kind is kind)

    def about(self, conduct: str) -> tuple[Link, ...]:
        """The cases in which this conduct was punished."""
        return tuple(one.link for one in self.precedents if conduct in one.file.conducts and one.file.kind.decided)
