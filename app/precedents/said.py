"""A precedent as JSON."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from app.domain.case import CollectorKind, CreditorKind
from app.precedents.model import Precedent, PrecedentKind


class SaidPrecedent(BaseModel):
    """`on` is a day, a month, a year, or empty; `unknown` says what was not verified."""

    slug: str
    title: str
    url: str
    kind: PrecedentKind
    authority: str
    on: str
    on_note: str
    who: str
    creditor: CreditorKind | None
    collector: CollectorKind | None
    did: list[str]
    outcome: str
    conducts: list[str]
    source: str
    unknown: list[str]
    checked_on: date
    review_by: date


def say(precedent: Precedent) -> SaidPrecedent:
    return SaidPrecedent(
        slug=precedent.slug,
        url=precedent.url,
        **precedent.file.model_dump(exclude={"base", "covers", "verified"}),
    )
