"""The schema of content/tables/who-is-calling.yaml."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from app.content.model import ContentModel
from app.domain.case import CreditorKind

HANG_UP = "hang-up"
VERIFY = "verify"
UNSURE = "unsure"

Id = Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]
Text = Annotated[str, Field(min_length=1)]


class Points(StrEnum):
    """Where a sign points, what weighs most first. None of them proves anything."""

    FRAUD = "fraud"
    DOUBTFUL = "doubtful"
    GENUINE = "genuine"
    NOTHING = "nothing"


class Duty(StrEnum):
    """How far what a collector is to say is written down, for this lender on this day."""

    MUST = "must"
    SHOULD = "should"
    DEPENDS = "depends"
    ASK = "ask"


def as_reference(value: object) -> object:
    return {"cite": value} if isinstance(value, str) else value


class Reference(ContentModel):
    """`cite` is instrument#article in the newest numbering; plain text stands for a Reference of it alone.

    `when`: the circumstance it needs, as words before it; `not_for`: lenders it does not reach though it binds everyone.
    """

    cite: str
    when: str = ""
    not_for: tuple[CreditorKind, ...] = ()


References = tuple[Annotated[Reference, BeforeValidator(as_reference)], ...]


class Liable(ContentModel):
    """Someone among those who owe nothing who may owe after all."""

    who: Text
    says: Text
    law: Annotated[References, Field(min_length=1)]


class Role(ContentModel):
    """Who was called. `may_owe`: has a debt to check; the rest need check nothing for anyone. `say` is one line to say;
    `page` the page of ours about it. Complaints go where those about `conduct` go for the lender, and to the channels of `also`.
    """

    id: Id
    name: Text
    hint: Text
    may_owe: bool = False
    answer: Text
    owes: Text
    owes_law: References
    unless: tuple[Liable, ...] = ()
    say: Text
    steps: Annotated[tuple[Text, ...], Field(min_length=3)]
    steps_law: References = ()
    but: Text
    page: str
    more: tuple[str, ...] = ()
    letters: Annotated[tuple[str, ...], Field(min_length=1)]
    conduct: str
    also: tuple[str, ...] = ()


class MustSay(ContentModel):
    """What the other side is to say: `rule` with its texts, `otherwise` where none in force obliges this lender.

    `roles`: all if empty.
    """

    id: Id
    topic: Text
    rule: str = ""
    otherwise: Text
    law: References
    roles: tuple[str, ...] = ()

    @model_validator(mode="after")
    def rest_on_law(self) -> MustSay:
        if bool(self.rule) != bool(self.law):
            raise ValueError("a rule names its law, and where there is no law there is no rule")
        return self


class Spoken(ContentModel):
    """A question to read aloud, and what to listen for."""

    id: Id
    ask: Annotated[str, Field(min_length=4, max_length=40)]
    hear: Text
    roles: Annotated[tuple[str, ...], Field(min_length=1)]


class Never(ContentModel):
    """What not to do on the telephone, and why. `roles`: all if empty."""

    says: Text
    because: str = ""
    law: References = ()
    roles: tuple[str, ...] = ()


class OtherWeight(ContentModel):
    """Where a sign points with one kind of lender."""

    points: Points
    why: Text


class SignGroup(ContentModel):
    """Signs that are asked for on one screen."""

    id: Id
    title: Text


class Sign(ContentModel):
    """Something heard or noticed. `do` are actions in their order; `opposes` is a sign that cannot be true of the same call.

    `conduct` is the behaviour it may be, `page` one of ours about it. Without a `group` it is offered on every screen.
    """

    id: Id
    group: str = ""
    name: Annotated[str, Field(min_length=4, max_length=40)]
    points: Points
    why: Text
    do: tuple[str, ...] = ()
    law: References = ()
    conduct: str = ""
    page: str = ""
    by_creditor: dict[CreditorKind, OtherWeight] = {}
    opposes: str = ""

    @model_validator(mode="after")
    def lead_to_the_telephone(self) -> Sign:
        every = {self.points, *(one.points for one in self.by_creditor.values())}
        if every & {Points.FRAUD, Points.DOUBTFUL} and self.do[:2] != (HANG_UP, VERIFY):
            raise ValueError(f"a sign of fraud or doubt leads to {HANG_UP} and {VERIFY} first")
        return self

    def points_for(self, creditor: CreditorKind | None) -> Points:
        other = self.by_creditor.get(creditor) if creditor else None
        return other.points if other else self.points

    def why_for(self, creditor: CreditorKind | None) -> str:
        other = self.by_creditor.get(creditor) if creditor else None
        return other.why if other else self.why


class Open(ContentModel):
    """Something not known yet; `known_by` signs settle it, without any it never is. `roles`: whom it concerns, all if empty."""

    id: Id
    asks: Text
    how: Text
    known_by: tuple[str, ...]
    roles: tuple[str, ...] = ()


class Action(ContentModel):
    """`always`: whatever was heard; `urgent`: said before all else. `others` is for those who do not owe,
    `by_creditor` for those who owe such a lender; `call` are numbers a tap dials."""

    id: Id
    name: Text
    says: Text
    others: str = ""
    by_creditor: dict[CreditorKind, Text] = {}
    always: bool = False
    urgent: bool = False
    call: tuple[Annotated[str, Field(pattern=r"^[0-9]{3,8}$")], ...] = ()
    see: tuple[str, ...] = ()


class ListRule(ContentModel):
    creditors: Annotated[tuple[CreditorKind, ...], Field(min_length=1)]
    says: Text
    law: References


class PublishedList(ContentModel):
    """The lender's list of its agencies: how to find it, what it proves, and what to do where the agency is not on it.

    `before` stands for a rule whose texts are not in force on the day; `none_for` are lenders without any list.
    """

    none_for: tuple[CreditorKind, ...] = ()

    title: Text
    how: tuple[Text, ...]
    proves: Text
    absent: tuple[Text, ...]
    rules: tuple[ListRule, ...]
    before: Text

    @model_validator(mode="after")
    def speak_of_every_lender(self) -> PublishedList:
        spoken = [kind for rule in self.rules for kind in rule.creditors]
        if sorted(spoken) != sorted(CreditorKind):
            raise ValueError("the rules name every kind of lender once")
        return self


class CallersFile(ContentModel):
    title: Text
    answer: Text
    checked_on: date
    review_by: date
    sources: Annotated[tuple[Text, ...], Field(min_length=1)]
    roles: Annotated[tuple[Role, ...], Field(min_length=2)]
    liable_unsure: Text
    must_say: Annotated[tuple[MustSay, ...], Field(min_length=1)]
    duties: dict[Duty, Text]
    questions_title: Text
    questions_lead: Text
    questions: Annotated[tuple[Spoken, ...], Field(min_length=3)]
    never_title: Text
    never: Annotated[tuple[Never, ...], Field(min_length=1)]
    signs_hint: Text
    sign_groups: Annotated[tuple[SignGroup, ...], Field(min_length=1)]
    signs: Annotated[tuple[Sign, ...], Field(min_length=3)]
    points: dict[Points, Text]
    headlines: dict[Points, Text]
    opposed: Text
    unknowns: Annotated[tuple[Open, ...], Field(min_length=1)]
    actions: Annotated[tuple[Action, ...], Field(min_length=2)]
    lists: PublishedList

    @model_validator(mode="after")
    def hold_together(self) -> CallersFile:
        if self.review_by <= self.checked_on:
            raise ValueError("review_by must lie after checked_on")
        if UNSURE not in {one.id for one in self.roles} & {one.id for one in self.signs}:
            raise ValueError(f"'{UNSURE}' must be among the roles and the signs: it is always an answer")
        if set(self.headlines) != set(Points) or set(self.duties) != set(Duty):
            raise ValueError("headlines say something for every weight, duties for every duty")
        if not set(Points) - {Points.NOTHING} <= set(self.points):
            raise ValueError("points name fraud, doubtful and genuine")
        if not any(not one.known_by and not one.roles for one in self.unknowns):
            raise ValueError("something stays unknown for everyone, whatever was heard: who the person on the line is")
        if not {HANG_UP, VERIFY} <= {one.id for one in self.actions if one.always}:
            raise ValueError(f"the actions {HANG_UP} and {VERIFY} are there always")
        if not any(one.urgent for one in self.actions):
            raise ValueError("one action is urgent: what to do where money or a code is gone already")
        return self


@dataclass(frozen=True)
class CallerBook:
    """The file with its lists by id."""

    file: CallersFile

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        return {one.id: one for one in self.file.roles}

    @cached_property
    def signs(self) -> Mapping[str, Sign]:
        return {one.id: one for one in self.file.signs}

    def questions(self, role: Role) -> tuple[Spoken, ...]:
        return tuple(one for one in self.file.questions if role.id in one.roles)

    def offered(self, group: SignGroup) -> tuple[Sign, ...]:
        """What may be ticked on the screen of a group."""
        return tuple(one for one in self.file.signs if one.group in ("", group.id))

    def signs_of(self, conducts: Collection[str]) -> tuple[str, ...]:
        """The sign that is each of these behaviours; the first, where several may be it."""
        first = {one.conduct: one.id for one in reversed(self.file.signs)}
        return tuple(one.id for one in self.file.signs if one.conduct in conducts and first[one.conduct] == one.id)
