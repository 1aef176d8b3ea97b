"""The order of complaint: the schema of content/tables/channel-map.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from app.channels.model import Channel, ChannelBook, Slug, unknown, unread
from app.content.model import ContentModel, validate
from app.content.tree import read
from app.domain.case import CreditorKind
from app.domain.law import Lawbook


class PlacedChannel(ContentModel):
    """A channel's place in the order. `note` says what for, where it serves no lender; `after` what to try before it."""

    channel: Annotated[str, Field(coerce_numbers_to_str=True)]
    short: Annotated[str, Field(max_length=10)]
    note: Annotated[str, Field(max_length=11)] = ""
    after: tuple[str, ...] = ()


class ComplaintStep(ContentModel):
    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    name: Annotated[str, Field(max_length=8)]
    say: Annotated[str, Field(max_length=18)]
    channels: Annotated[tuple[PlacedChannel, ...], Field(min_length=1)]


class NotTogether(ContentModel):
    """Two channels that should not be given the same matter at the same time; `law` says so, where a text does."""

    channels: Annotated[tuple[Slug, ...], Field(min_length=2, max_length=2)]
    why: str
    law: str = ""


class ChannelMapFile(ContentModel):
    title: str
    intro: str
    checked_on: date
    review_by: date
    creditors: dict[CreditorKind, Annotated[str, Field(max_length=4)]]
    steps: Annotated[tuple[ComplaintStep, ...], Field(min_length=1)]
    not_together: tuple[NotTogether, ...]

    @model_validator(mode="after")
    def name_every_creditor(self) -> ChannelMapFile:
        missing = [kind for kind in CreditorKind if kind not in self.creditors]
        if missing:
            raise ValueError(f"the creditor '{missing[0]}' has no short name under creditors")
        return self


@dataclass(frozen=True)
class ChannelMap:
    """The order of complaint over the channels' own competence."""

    file: ChannelMapFile
    book: ChannelBook

    def reaches(self, placed: PlacedChannel, creditor: CreditorKind) -> bool:
        """Whether the channel is competent for this lender."""
        creditors = self.book.by_slug[placed.channel].creditors
        return creditors is None or creditor in creditors

    def is_for_all(self, placed: PlacedChannel) -> bool:
        return self.book.by_slug[placed.channel].creditors is None

    def is_beside(self, step: ComplaintStep) -> bool:
        """Whether nothing of the step is about a lender."""
        return not any(self.reaches(placed, kind) for placed in step.channels for kind in CreditorKind)

    def special(self, step: ComplaintStep, creditor: CreditorKind) -> tuple[Channel, ...]:
        """What of the step is competent for this lender, but not for every lender."""
        chosen = [one for one in step.channels if self.reaches(one, creditor) and not self.is_for_all(one)]
        return tuple(self.book.by_slug[one.channel] for one in chosen)

    @cached_property
    def for_all(self) -> tuple[Channel, ...]:
        placed = [one for step in self.file.steps for one in step.channels if self.is_for_all(one)]
        return tuple(self.book.by_slug[one.channel] for one in placed)

    @cached_property
    def before(self) -> Mapping[str, tuple[Channel, ...]]:
        """What to try before a channel, by its slug."""
        placed = [one for step in self.file.steps for one in step.channels]
        return {one.channel: tuple(self.book.by_slug[slug] for slug in one.after) for one in placed}


def load_channel_map(content: Path, book: ChannelBook, law: Lawbook) -> tuple[ChannelMap | None, list[str]]:
    """content/tables/channel-map.yaml, every channel of it known and in one place."""
    tree = read(content / "tables" / "channel-map.yaml", content.parent)
    file, problems = validate(ChannelMapFile, tree)
    if file is None:
        return None, problems
    named: list[str] = []
    for place, step in enumerate(file.steps):
        for row, placed in enumerate(step.channels):
            named.append(placed.channel)
            problems += unknown(book, (placed.channel, *placed.after), tree, ("steps", place, "channels", row))
    for place, pair in enumerate(file.not_together):
        problems += unknown(book, pair.channels, tree, ("not_together", place))
        problems += unread(law, pair.law, tree, ("not_together", place, "law"))
    twice = sorted({slug for slug in named if named.count(slug) > 1})
    problems += [tree.at(("steps",), f"the channel '{slug}' stands twice; keep one.") for slug in twice]
    return (None if problems else ChannelMap(file, book)), problems
