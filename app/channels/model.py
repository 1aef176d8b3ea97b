"""The schema of content/channels/<slug>.yaml and content/tables/routing.yaml."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from app.channels.terms import Term
from app.content.model import ContentModel, nearest, validate
from app.content.tree import Tree, Where, read
from app.domain.case import CreditorKind
from app.domain.finding import Verdict
from app.domain.law import Lawbook

NUMBER = re.compile(r"(0\d{2,3}-)?\d{3,8}")
Slug = Annotated[str, Field(coerce_numbers_to_str=True)]


class Ways(ContentModel):
    """How to reach it; each a sentence with the number, the name or the address."""

    phone: str = ""
    web: str = ""
    app: str = ""
    mini_program: str = ""
    wechat: str = ""
    email: str = ""
    visit: str = ""
    letter: str = ""

    def said(self) -> tuple[tuple[str, str], ...]:
        """(电话, …) for each way there is."""
        names = {
            "phone": "电话", "web": "网页", "app": "App", "mini_program": "小程序",
            "wechat": "微信", "email": "邮箱", "visit": "当面", "letter": "书面",
        }  # fmt: skip
        return tuple((name, getattr(self, key)) for key, name in names.items() if getattr(self, key))


class Concern(ContentModel):
    """A test of what belongs to a channel beside the acts whose own lists name it. All that is given must hold.

    `verdicts` and `cites` (instruments) are those of a chosen act, `led_by` what its own list begins with; `beside`: one of
    these channels is on the list;
    `wants`: only for these wants.
    """

    always: bool = False
    verdicts: tuple[Verdict, ...] = ()
    cites: tuple[str, ...] = ()
    led_by: tuple[Slug, ...] = ()
    beside: tuple[Slug, ...] = ()
    wants: tuple[str, ...] = ()

    @model_validator(mode="after")
    def test_something(self) -> Concern:
        if not (self.always or self.verdicts or self.cites or self.led_by or self.beside):
            raise ValueError("a concern tests something: always, verdicts, cites, led_by or beside")
        return self


class Silence(ContentModel):
    """What to do when nothing comes: `then` are channels, `also` others that may follow; `wait`: after that term's last day."""

    say: str
    then: Annotated[tuple[Slug, ...], Field(min_length=1)]
    also: tuple[Slug, ...] = ()
    wait: str = ""
    creditors: tuple[CreditorKind, ...] = ()


class NotHere(ContentModel):
    """Why the channel is not on a list: `lender` where it does not serve that lender, `matter` where the matter is not
    its own. `often`: people often go there by mistake, so it is said aloud."""

    matter: str
    lender: dict[CreditorKind, str] = {}
    often: bool = False


class ChannelFile(ContentModel):
    """`serves` is whom it is competent for; a time limit of an unverified channel is shown as unverified.

    From `hours` on, it is what the finder says: `why` by lender (everyone: all others), `laws` the texts that give the
    channel its say (instrument#article), `letters` of ours, `write` what to put into words where none fits.
    """

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
    hours: str
    cost: str
    why: dict[CreditorKind | Literal["everyone"], str]
    can: Annotated[tuple[str, ...], Field(min_length=1)]
    cannot: Annotated[tuple[str, ...], Field(min_length=1)]
    laws: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    write: Annotated[tuple[str, ...], Field(min_length=1)]
    terms: tuple[Term, ...] = ()
    silence: Annotated[tuple[Silence, ...], Field(min_length=1)]
    concerns: tuple[Concern, ...] = ()
    for_unsure: bool = False
    not_here: NotHere

    @model_validator(mode="after")
    def answer_for_every_lender(self) -> ChannelFile:
        if "everyone" not in self.why:
            raise ValueError("'why' says nothing for everyone")
        unserved = set(CreditorKind) - set(self.serves) if self.serves and self.serves != "everyone" else set()
        if unserved != set(self.not_here.lender):
            raise ValueError(f"not_here says why for exactly these lenders: {', '.join(sorted(unserved)) or 'none'}")
        return self


@dataclass(frozen=True)
class Channel:
    slug: str
    file: ChannelFile

    @property
    def url(self) -> str:
        return f"/channels/{self.slug}"

    @cached_property
    def creditors(self) -> frozenset[CreditorKind] | None:
        """Whom it serves; None is everyone."""
        return None if self.file.serves == "everyone" else frozenset(CreditorKind(kind) for kind in self.file.serves)

    def is_competent(self, creditor: CreditorKind | None) -> bool:
        """For this lender; for an unknown one, what serves all. What is not about a lender at all is so for any."""
        creditors = self.creditors
        if creditors is None or not creditors:
            return True
        return self.file.for_unsure if creditor is None else creditor in creditors

    @property
    def number(self) -> str:
        """What can be dialled; empty where no number stands first."""
        found = NUMBER.match(self.file.how.phone)
        return found[0] if found else ""

    def why(self, creditor: CreditorKind | None) -> str:
        """Why this one, for this lender."""
        file = self.file
        return file.why["everyone"] if creditor is None else file.why.get(creditor, file.why["everyone"])


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


def load_channels(content: Path, law: Lawbook, letters: Collection[str]) -> tuple[ChannelBook, list[str]]:
    """Every channel file, what it names resolved; problems as `path:line: sentence`."""
    channels: list[Channel] = []
    trees: list[Tree] = []
    problems: list[str] = []
    for path in sorted((content / "channels").glob("*.yaml")):
        tree = read(path, content.parent)
        file, found = validate(ChannelFile, tree)
        problems += found
        if file:
            channels.append(Channel(path.stem, file))
            trees.append(tree)
    book = ChannelBook(tuple(channels))
    for channel, tree in zip(channels, trees, strict=True):
        problems += unresolved(channel, book, law, tree)
        problems += missing("letter", channel.file.letters, letters, tree, ("letters",))
    return book, problems


def unresolved(channel: Channel, book: ChannelBook, law: Lawbook, tree: Tree) -> list[str]:
    """What a channel's file names and is not there: articles, instruments, channels, terms."""
    file = channel.file
    problems: list[str] = []
    for place, ref in enumerate(file.laws):
        problems += unread(law, ref, tree, ("laws", place))
    ids: list[str] = []
    for place, term in enumerate(file.terms):
        problems += unread(law, term.law, tree, ("terms", place, "law"))
        if term.after and term.after not in ids:
            problems.append(tree.at(("terms", place, "after"), f"no term above is called '{term.after}'."))
        if term.id in ids:
            problems.append(tree.at(("terms", place, "id"), f"the term '{term.id}' stands twice; keep one."))
        ids.append(term.id)
    for place, silence in enumerate(file.silence):
        problems += unknown(book, silence.then, tree, ("silence", place, "then"))
        problems += unknown(book, silence.also, tree, ("silence", place, "also"))
        problems += missing("term", filter(None, [silence.wait]), ids, tree, ("silence", place, "wait"))
    for place, concern in enumerate(file.concerns):
        problems += unknown(book, (*concern.beside, *concern.led_by), tree, ("concerns", place))
        problems += missing("law", concern.cites, law.instruments, tree, ("concerns", place, "cites"))
    return problems


def unknown(book: ChannelBook, slugs: tuple[str, ...], tree: Tree, where: Where) -> list[str]:
    return missing("channel", slugs, book.by_slug, tree, where)


def missing(kind: str, names: Iterable[str], known: Collection[str], tree: Tree, where: Where) -> list[str]:
    """A problem for each name that is not known."""
    return [
        tree.at(where, f"there is no {kind} '{name}'{nearest(name, known) or '.'}")
        for name in names
        if name not in known
    ]


def unread(law: Lawbook, ref: str, tree: Tree, where: Where) -> list[str]:
    """A problem where `instrument#article` is no article of its newest version."""
    name, _, number = ref.partition("#")
    if not ref or (name in law.instruments and number in law.instrument(name).latest.articles):
        return []
    return [tree.at(where, f"'{ref}' is no article in content/law.")]
