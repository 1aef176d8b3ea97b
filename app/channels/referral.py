"""The answer of the finder: whom to turn to, in which order, and what it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.channels.channel_map import ChannelMap, NotTogether
from app.channels.model import Channel, ChannelBook
from app.channels.terms import CountedTerm
from app.channels.wants import Matter, Stage, Want, Wants
from app.domain.case import CreditorKind
from app.domain.finding import Finding
from app.domain.law import Citation, Lawbook
from app.domain.rest_days import OFFICIAL, RestDays


@dataclass(frozen=True)
class ReferralBook:
    """All that an answer is made from. `letters`: whom each letter of ours serves; None serves all."""

    channels: ChannelBook
    map: ChannelMap
    wants: Wants
    law: Lawbook
    letters: Mapping[str, frozenset[CreditorKind] | None]
    rest_days: RestDays = OFFICIAL

    @cached_property
    def apart(self) -> Mapping[str, frozenset[str]]:
        """With which channels a channel should not be given the same matter."""
        pairs = [pair.channels for pair in self.map.file.not_together]
        return {
            slug: frozenset(other for pair in pairs if slug in pair for other in pair if other != slug)
            for slug in self.channels.by_slug
        }

    @cached_property
    def shorts(self) -> Mapping[str, str]:
        """The short name of every channel."""
        return {one.channel: one.short for step in self.map.file.steps for one in step.channels}


@dataclass(frozen=True, slots=True)
class AskedAct:
    """A behaviour that was chosen, and how it stands for the lender; None where that lender cannot show it.

    `listed` is where its own file sends it, whoever the lender is.
    """

    slug: str
    name: str
    finding: Finding | None
    listed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Next:
    """What comes after silence, all of it on the list. `wait` holds the last day to wait for, where one is known."""

    say: str
    wait: CountedTerm | None
    then: tuple[Channel, ...]
    also: tuple[Channel, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One channel in its place. `starts`: the day from which its terms are counted, as if one turned to it then;
    None where something must happen first and nobody knows when."""

    channel: Channel
    stage: Stage
    why: str
    because: str
    acts: tuple[AskedAct, ...]
    matters: tuple[Matter, ...]
    laws: tuple[Citation, ...]
    letters: tuple[str, ...]
    starts: date | None
    terms: tuple[CountedTerm, ...]
    silence: tuple[Next, ...]
    apart: tuple[Channel, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A channel that is not on the list, and why. `often`: people often go there by mistake."""

    channel: Channel
    why: str
    often: bool


@dataclass(frozen=True, slots=True)
class Apart:
    """Two channels of the list that should not be given the same matter at the same time."""

    pair: NotTogether
    channels: tuple[Channel, Channel]
    citation: Citation | None


@dataclass(frozen=True)
class Referral:
    """The answer. `steps` in the order to take them, never empty. `notes` are sentences about the acts and the lender.

    `letters` are ours for the other side itself and for a matter, whomever one turns to.
    """

    creditor: CreditorKind | None
    acts: tuple[AskedAct, ...]
    matters: tuple[Matter, ...]
    want: Want
    day: date
    happened: date | None
    steps: tuple[Step, ...]
    apart: tuple[Apart, ...]
    elsewhere: tuple[Elsewhere, ...]
    notes: tuple[tuple[str, tuple[AskedAct, ...]], ...]
    letters: tuple[str, ...]
    how_to_know: Citation | None

    def at(self, stage: Stage) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.stage is stage)

    @property
    def evidence(self) -> tuple[str, ...]:
        """What to keep, for all acts, each once."""
        findings = [act.finding for act in self.acts if act.finding]
        return tuple(dict.fromkeys(item for one in findings for item in one.evidence))

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(step.channel.slug for step in self.steps)
