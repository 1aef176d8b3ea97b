"""The schema of content/channels/<slug>.yaml, content/tables/routing.yaml and content/tables/channel-map.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from app.content.model import ContentModel, nearest, validate
from app.content.tree import Tree, Where, read
from app.domain.case import CreditorKind
from app.domain.law import Lawbook


class Ways(ContentModel):
    """How to reach it; each a sentence with the number, the name or the address."""

    phone: str = ""
    web: str = ""
    app: str = ""
    mini_program: str = ""
    wechat: str = ""
    email: str = ""
    letter: str = ""

    def said(self) -> tuple[tuple[str, str], ...]:
        """(电话, …) for each way there is."""
        names = {
            "phone": "电话", "web": "网页", "app": "App", "mini_program": "小程序",
            "wechat": "微信", "email": "邮箱", "letter": "书面",
        }  # fmt: skip
        return tuple((name, getattr(self, key)) for key, name in names.items() if getattr(self, key))


class ChannelFile(ContentModel):
    """`serves` is whom it is competent for; a time limit of an unverified channel is shown as unverified."""

    name: str
    competence: tuple[str, ...]
    not_for: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    good_for: str = ""
    serves: Literal["everyone"] | tuple[CreditorKind, ...]
    how: Ways
    required: tuple[str, ...] = ()
    time_limits: str = ""
    length_limit: str = ""
    tips: str = ""
    note: str = ""
    source: str
    verified: bool
    checked_on: date
    review_by: date


@dataclass(frozen=True)
class Channel:
    slug: str
    file: ChannelFile

    @property
    def url(self) -> str:
        return f"/channels/{self.slug}"

    @property
    def creditors(self) -> frozenset[CreditorKind] | None:
        """Whom it serves; None is everyone."""
        return None if self.file.serves == "everyone" else frozenset(CreditorKind(kind) for kind in self.file.serves)


class RoutingFile(ContentModel):
    """Where complaints about a private lender go, and what a law firm as collector adds: channel slugs."""

    private_serious: tuple[str, ...]
    private_other: tuple[str, ...]
    private_also: tuple[str, ...]
    law_firm_also: tuple[str, ...]


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

    channels: Annotated[tuple[str, ...], Field(min_length=2, max_length=2)]
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


@dataclass(frozen=True)
class ChannelBook:
    channels: tuple[Channel, ...]

    @cached_property
    def by_slug(self) -> Mapping[str, Channel]:
        return {channel.slug: channel for channel in self.channels}

    def get(self, slug: str) -> Channel | None:
        return self.by_slug.get(slug)


def load_channels(content: Path) -> tuple[ChannelBook, list[str]]:
    """Every channel file; problems as `path:line: sentence`."""
    channels, problems = [], []
    for path in sorted((content / "channels").glob("*.yaml")):
        file, found = validate(ChannelFile, read(path, content.parent))
        problems += found
        if file:
            channels.append(Channel(path.stem, file))
    return ChannelBook(tuple(channels)), problems


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


def unknown(book: ChannelBook, slugs: tuple[str, ...], tree: Tree, where: Where) -> list[str]:
    return [
        tree.at(where, f"there is no channel '{slug}'{nearest(slug, book.by_slug) or '.'}")
        for slug in slugs
        if slug not in book.by_slug
    ]


def unread(law: Lawbook, ref: str, tree: Tree, where: Where) -> list[str]:
    """A problem where `instrument#article` is no article of its newest version."""
    name, _, number = ref.partition("#")
    if not ref or (name in law.instruments and number in law.instrument(name).latest.articles):
        return []
    return [tree.at(where, f"'{ref}' is no article in content/law.")]
