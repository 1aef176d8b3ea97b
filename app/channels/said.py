"""A channel as JSON."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from app.channels.model import Channel
from app.domain.case import CreditorKind


class SaidChannel(BaseModel):
    """`serves` null: everyone. A time limit with `verified` false must not be relied on."""

    slug: str = Field(examples=["nfra-12378"])
    name: str
    url: str
    good_for: str
    competence: list[str]
    not_for: list[str]
    required: list[str]
    how: dict[str, str]
    time_limits: str
    serves: list[CreditorKind] | None
    source: str
    verified: bool
    checked_on: date
    review_by: date


def say(channel: Channel) -> SaidChannel:
    file = channel.file
    return SaidChannel(
        slug=channel.slug,
        name=file.name,
        url=channel.url,
        good_for=file.good_for,
        competence=list(file.competence),
        not_for=list(file.not_for),
        required=list(file.required),
        how=dict(file.how.said()),
        time_limits=file.time_limits,
        serves=None if channel.creditors is None else sorted(channel.creditors),
        source=file.source,
        verified=file.verified,
        checked_on=file.checked_on,
        review_by=file.review_by,
    )
