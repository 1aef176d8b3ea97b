"""The schema of content/tables/wants.yaml: what a person wants, and in which order the channels serve it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from app.channels.model import ChannelBook, Slug, missing, unknown, unread
from app.content.model import ContentModel, nearest, validate
from app.content.tree import Tree, read
from app.domain.case import CreditorKind
from app.domain.law import Lawbook

UNKNOWN = "unknown"
Id = Annotated[str, Field(pattern=r"^[a-z-]+$")]


class Stage(StrEnum):
    """When a channel's turn is, in this order. `instead` is not written but found: its excluded partner stands before."""

    NOW = "now"
    BESIDE = "beside"
    LATER = "later"
    INSTEAD = "instead"
    HELP = "help"

    @property
    def order(self) -> int:
        return list(Stage).index(self)


class When(ContentModel):
    """Where an entry of the order holds: all that is given must. `leads`: an act's own list begins with the channel;
    `grave`: an act of the channel stands as a crime or for the police."""

    leads: bool = False
    grave: bool = False
    creditors: tuple[CreditorKind | Literal["unknown"], ...] = ()
    matters: tuple[str, ...] = ()
    conducts: tuple[str, ...] = ()

    @model_validator(mode="after")
    def test_something(self) -> When:
        if not (self.leads or self.grave or self.creditors or self.matters or self.conducts):
            raise ValueError("a condition tests something: leads, grave, creditors, matters or conducts")
        return self


class Entry(ContentModel):
    """Channels that share a place in the order, and why they stand there."""

    channels: Annotated[tuple[Slug, ...], Field(min_length=1)]
    stage: Stage
    because: str
    when: When | None = None


class Want(ContentModel):
    """`always`: channels that are on every list of this want; such a want keeps its own stages for matters too.
    `letters` go to the other side itself.
    """

    id: Id
    name: Annotated[str, Field(max_length=12)]
    hint: str
    answer: str
    stages: dict[Stage, str]
    order: tuple[Entry, ...]
    always: tuple[Slug, ...] = ()
    letters: tuple[str, ...] = ()

    @model_validator(mode="after")
    def name_every_stage(self) -> Want:
        missing = [stage for stage in Stage if stage not in self.stages]
        if missing:
            raise ValueError(f"the stage '{missing[0]}' has no words under stages")
        if any(entry.stage is Stage.INSTEAD for entry in self.order):
            raise ValueError("'instead' is found, not written; write later")
        return self


class MatterChannel(ContentModel):
    """Where a matter alone brings the channel onto the list; `why` where its own reason does not fit."""

    channel: Slug
    stage: Stage
    because: str
    why: str = ""


class Matter(ContentModel):
    """What a person may want to have solved that is no collector's behaviour. `guide` is a page, `letters` are ours."""

    id: Id
    name: str
    hint: str
    channels: Annotated[tuple[MatterChannel, ...], Field(min_length=1)]
    note: str = ""
    guide: str = ""
    letters: tuple[str, ...] = ()

    @property
    def places(self) -> Mapping[str, MatterChannel]:
        return {one.channel: one for one in self.channels}


class Unsure(ContentModel):
    """What to do first where the lender is not known; `law` gives the right to look."""

    title: str
    say: str
    how: tuple[str, ...]
    law: str
    elsewhere: str


class Notes(ContentModel):
    """What is said of the chosen acts, and of some lenders. `unknown`: it hangs on the lender, who is not known."""

    lawful: str
    unknown: str
    disputed: str
    impossible: str
    creditors: dict[CreditorKind, str]


class WantsFile(ContentModel):
    title: str
    intro: str
    checked_on: date
    review_by: date
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    last_resort: Slug
    unsure: Unsure
    never: tuple[str, ...]
    notes: Notes
    wants: Annotated[tuple[Want, ...], Field(min_length=1)]
    matters: tuple[Matter, ...]


@dataclass(frozen=True)
class Wants:
    file: WantsFile

    @cached_property
    def by_id(self) -> Mapping[str, Want]:
        return {one.id: one for one in self.file.wants}

    @cached_property
    def matters(self) -> Mapping[str, Matter]:
        return {one.id: one for one in self.file.matters}


def load_wants(
    content: Path, book: ChannelBook, law: Lawbook, letters: Collection[str], guides: Collection[str]
) -> tuple[Wants | None, list[str]]:
    """content/tables/wants.yaml with what it names resolved; problems as `path:line: sentence`."""
    tree = read(content / "tables" / "wants.yaml", content.parent)
    file, problems = validate(WantsFile, tree)
    if file is None:
        return None, problems
    problems += unread(law, file.unsure.law, tree, ("unsure", "law"))
    problems += unknown(book, (file.last_resort,), tree, ("last_resort",))
    matters = [one.id for one in file.matters]
    for place, want in enumerate(file.wants):
        problems += disordered(want, place, book, matters, tree)
        problems += missing("letter", want.letters, letters, tree, ("wants", place, "letters"))
    for place, matter in enumerate(file.matters):
        for row, one in enumerate(matter.channels):
            problems += unknown(book, (one.channel,), tree, ("matters", place, "channels", row))
        problems += missing("letter", matter.letters, letters, tree, ("matters", place, "letters"))
        problems += missing("page", filter(None, [matter.guide]), guides, tree, ("matters", place, "guide"))
    ids = [one.id for one in file.wants]
    for name, given in (("wants", ids), ("matters", matters)):
        twice = sorted({one for one in given if given.count(one) > 1})
        problems += [tree.at((name,), f"'{one}' stands twice; keep one.") for one in twice]
    problems += [
        f"content/channels/{channel.slug}.yaml:1: there is no want '{one}'{nearest(one, ids) or '.'}"
        for channel in book.channels
        for concern in channel.file.concerns
        for one in concern.wants
        if one not in ids
    ]
    return (None if problems else Wants(file)), problems


def disordered(want: Want, place: int, book: ChannelBook, matters: list[str], tree: Tree) -> list[str]:
    """An order names every channel once without a condition, and with one only above that."""
    where = ("wants", place, "order")
    problems = unknown(book, want.always, tree, ("wants", place, "always"))
    plain: list[str] = []
    for row, entry in enumerate(want.order):
        problems += unknown(book, entry.channels, tree, (*where, row))
        problems += missing("matter", entry.when.matters if entry.when else (), matters, tree, (*where, row))
        for slug in entry.channels:
            if slug in plain:
                problems.append(tree.at((*where, row), f"'{slug}' stands above without a condition already."))
        if entry.when is None:
            plain += entry.channels
    problems += [
        tree.at(where, f"the order of '{want.id}' does not name the channel '{slug}'.")
        for slug in book.by_slug
        if slug not in plain
    ]
    return problems
