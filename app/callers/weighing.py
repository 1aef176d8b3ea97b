"""What was heard of a caller, weighed: what speaks for fraud, what for a collector, what is open, and what to do.

Pure: the book, the law, who was called, what was heard, who lends and the day of the call. There is no verdict. Whatever
was heard, who the person on the line is stays open, and hanging up and dialling a number of one's own comes first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from app.callers.model import (
    Action,
    CallerBook,
    Duty,
    Never,
    Open,
    Points,
    References,
    Role,
    Sign,
    Spoken,
)
from app.domain.case import CREDITOR_NAMES, CreditorKind
from app.domain.finding import ChannelsFor
from app.domain.law import Citation, Lawbook


@dataclass(frozen=True, slots=True)
class Cited:
    """An article in force on the day. `when`: the circumstance it needs; `binds`: what of its reach is to be said."""

    citation: Citation
    when: str
    binds: str

    @property
    def verb(self) -> str:
        """见 for what binds by law, 参照 for standards and self-regulation."""
        return "参照" if self.citation.version.strength.word == "参照" else "见"


@dataclass(frozen=True, slots=True)
class Heard:
    """A sign with what it says of this lender, and the texts in force."""

    sign: Sign
    points: Points
    why: str
    law: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """What the other side is to say, how far it is written down, and where."""

    id: str
    topic: str
    says: str
    duty: Duty
    law: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class LiableOne:
    who: str
    says: str
    law: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Shunned:
    never: Never
    law: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class ListedRule:
    says: str
    law: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """`points` is the weightiest sign; `opposed` are pairs that cannot be true of one call; `unknowns` is never empty."""

    role: Role
    creditor: CreditorKind | None
    on: date
    points: Points
    headline: str
    heard: tuple[Heard, ...]
    opposed: tuple[tuple[Sign, Sign], ...]
    unknowns: tuple[Open, ...]
    actions: tuple[Action, ...]
    owes_law: tuple[Cited, ...]
    unless: tuple[LiableOne, ...]
    steps_law: tuple[Cited, ...]
    must_say: tuple[Owed, ...]
    questions: tuple[Spoken, ...]
    never: tuple[Shunned, ...]
    lists: tuple[ListedRule, ...]
    has_list: bool
    channels: tuple[str, ...]

    def that_point(self, points: Points) -> tuple[Heard, ...]:
        return tuple(one for one in self.heard if one.points is points)

    def says(self, action: Action) -> str:
        """What to do, in the words for those who owe, for those who owe such a lender, or for those who do not."""
        if not self.role.may_owe:
            return action.others or action.says
        return action.by_creditor.get(self.creditor, action.says) if self.creditor else action.says

    @property
    def urgent(self) -> tuple[Action, ...]:
        return tuple(one for one in self.actions if one.urgent)

    @property
    def calm(self) -> tuple[Action, ...]:
        return tuple(one for one in self.actions if not one.urgent)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every text cited, each once, in the order of the page."""
        lists = (
            *(one.law for one in self.heard), self.owes_law, *(one.law for one in self.unless), self.steps_law,
            *(one.law for one in self.must_say), *(one.law for one in self.never), *(one.law for one in self.lists),
        )  # fmt: skip
        found = {(one.citation.version.base, one.citation.article.number): one.citation for law in lists for one in law}
        return tuple(found.values())


@dataclass(frozen=True)
class Weigher:
    """The book over a lawbook, with where to complain of a behaviour; that is given by `main`."""

    book: CallerBook
    law: Lawbook
    channels_for: ChannelsFor

    def weigh(self, role: Role, signs: Collection[str], creditor: CreditorKind | None, on: date) -> Weighed:
        """`signs` are ids of the book; `creditor` None where nobody knows."""
        file = self.book.file
        heard = tuple(
            Heard(one, one.points_for(creditor), one.why_for(creditor), self.cite(one.law, creditor, on))
            for one in file.signs
            if one.id in signs
        )
        points = next((one for one in Points if any(it.points is one for it in heard)), Points.NOTHING)
        return Weighed(
            role=role,
            creditor=creditor,
            on=on,
            points=points,
            headline=file.headlines[points],
            heard=heard,
            opposed=opposed(heard),
            unknowns=still_open(file.unknowns, role, signs),
            actions=called_for(file.actions, heard),
            owes_law=self.cite(role.owes_law, creditor, on),
            unless=tuple(LiableOne(one.who, one.says, self.cite(one.law, creditor, on)) for one in role.unless),
            steps_law=self.cite(role.steps_law, creditor, on),
            must_say=tuple(
                Owed(one.id, one.topic, one.rule if law else one.otherwise, duty(law, creditor), law)
                for one in file.must_say
                if concerns(one.roles, role)
                for law in [self.cite(one.law, creditor, on)]
            ),
            questions=self.book.questions(role),
            never=tuple(
                Shunned(one, self.cite(one.law, creditor, on)) for one in file.never if concerns(one.roles, role)
            ),
            lists=tuple(
                ListedRule(one.says if law or not one.law else f"{named(one.creditors)}：{file.lists.before}", law)
                for one in file.lists.rules
                for law in [self.cite(one.law, creditor, on)]
                if creditor is None or creditor in one.creditors
            ),
            has_list=creditor not in file.lists.none_for,
            channels=tuple(dict.fromkeys((*(self.channels_for(role.conduct, creditor, on) or ()), *role.also))),
        )

    def cite(self, references: References, creditor: CreditorKind | None, on: date) -> tuple[Cited, ...]:
        """What is in force on the day and binds the lender; for an unknown one, all that binds any, saying whom."""
        found = []
        for one in references:
            instrument, _, number = one.cite.partition("#")
            citation = self.law.trace(instrument, number, on)
            if citation is None or (creditor and not reaches(citation, creditor, one.not_for)):
                continue
            found.append(Cited(citation, one.when, bound(citation, one.not_for, creditor)))
        return tuple(found)


def reaches(citation: Citation, creditor: CreditorKind, not_for: tuple[CreditorKind, ...]) -> bool:
    return citation.version.binds_creditor(creditor) and creditor not in not_for


def bound(citation: Citation, not_for: tuple[CreditorKind, ...], creditor: CreditorKind | None) -> str:
    """What a reader cannot see from the text's name: the lenders it binds, where theirs is not known; online loans alone."""
    version = citation.version
    online = "限网络贷款" if version.online_only else ""
    if creditor or (version.binds is None and not not_for):
        return online
    if version.binds is None:
        return f"{named(not_for)}除外"
    kinds = named(kind for kind in CreditorKind if reaches(citation, kind, not_for))
    return f"{kinds}，{online}" if online else kinds


def named(kinds: Iterable[CreditorKind]) -> str:
    return "、".join(CREDITOR_NAMES[kind] for kind in kinds)


def duty(law: tuple[Cited, ...], creditor: CreditorKind | None) -> Duty:
    """How far it is written down. Of an unknown lender, what binds only some of them depends on who it is."""
    if not law:
        return Duty.ASK
    if creditor is None and not any(one.citation.version.binds is None and not one.binds for one in law):
        return Duty.DEPENDS
    return Duty.MUST if any(one.verb == "见" for one in law) else Duty.SHOULD


def opposed(heard: Iterable[Heard]) -> tuple[tuple[Sign, Sign], ...]:
    """Pairs that oppose each other, each once."""
    signs = {one.sign.id: one.sign for one in heard}
    found: list[tuple[Sign, Sign]] = []
    for one in signs.values():
        other = signs.get(one.opposes)
        if other and (other, one) not in found:
            found.append((one, other))
    return tuple(found)


def concerns(roles: tuple[str, ...], role: Role) -> bool:
    """Whether an entry is for the one who was called; without roles it is for everyone."""
    return not roles or role.id in roles


def still_open(unknowns: Iterable[Open], role: Role, signs: Collection[str]) -> tuple[Open, ...]:
    return tuple(one for one in unknowns if concerns(one.roles, role) and not set(one.known_by) & set(signs))


def called_for(actions: Iterable[Action], heard: Iterable[Heard]) -> tuple[Action, ...]:
    """The actions that are there always, and those the signs lead to, in the order of the file."""
    led = {name for one in heard for name in one.sign.do}
    return tuple(one for one in actions if one.always or one.id in led)
