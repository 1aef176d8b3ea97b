"""The schema of content/channels/<slug>.yaml and content/tables/routing.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from app.content.model import ContentModel, validate
from app.content.tree import read
from app.domain.case import CreditorKind


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
