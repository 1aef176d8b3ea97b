"""What the check says: findings with dated grounds, what was lawful, what could not be judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from app.domain.case import CreditorKind, Debt
from app.domain.contact import Contact
from app.domain.law import Citation


class Verdict(StrEnum):
    """Strongest first."""

    CRIME = "违法-可能犯罪"
    PUBLIC_SECURITY = "违法-治安处罚"
    SUPERVISORY = "违规-监管"
    STANDARD = "违反标准或自律"
    DISPUTED = "有争议"
    LAWFUL = "合法"

    @property
    def order(self) -> int:
        return list(Verdict).index(self)


VERDICT_WORDS = {
    Verdict.CRIME: "法律禁止，可能是犯罪",
    Verdict.PUBLIC_SECURITY: "法律禁止，警察可以处罚",
    Verdict.SUPERVISORY: "法律或监管规定不允许",
    Verdict.STANDARD: "标准或行业规则不允许",
    Verdict.DISPUTED: "有争议",
    Verdict.LAWFUL: "合法",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """One text in force and binding, with the contacts (indexes) that fell under this version of it."""

    citation: Citation
    contacts: tuple[int, ...]

    @property
    def word(self) -> str:
        return self.citation.version.strength.word


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that would change the answer: what it is, and the question that asks for it."""

    conduct: str
    fact: str
    question: str
    contacts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Stronger:
    """A ground that would also hold if the borrower confirmed the circumstance."""

    circumstance: str
    question: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Finding:
    """One conduct, over all its contacts. `contacts` are indexes into the checked list; `days` the days it happened on."""

    conduct: str
    name: str
    verdict: Verdict
    contacts: tuple[int, ...]
    days: tuple[date, ...]
    grounds: tuple[Ground, ...] = ()
    note: str = ""
    evidence: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    say: str = ""
    caution: str = ""
    stronger: tuple[Stronger, ...] = ()

    @property
    def count(self) -> int:
        return len(self.contacts)


@dataclass(frozen=True, slots=True)
class Assessment:
    """`findings` from 可能犯罪 to 有争议, strongest first; `lawful` what was no breach; `not_judged` what lacked a fact."""

    findings: tuple[Finding, ...] = ()
    lawful: tuple[Finding, ...] = ()
    not_judged: tuple[Missing, ...] = field(default=())

    @property
    def breaches(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.verdict is not Verdict.DISPUTED)

    def find(self, conduct: str) -> Finding | None:
        return next((one for one in (*self.findings, *self.lawful) if one.conduct == conduct), None)


class Assessor(Protocol):
    """Judges contacts, each by the law of its own day. Provided by `main`; letters and evidence need it."""

    def __call__(self, debt: Debt, contacts: Sequence[Contact]) -> Assessment: ...


class ChannelsFor(Protocol):
    """Channel slugs for a conduct and a kind of creditor on a day, in order; None where there is no such conduct."""

    def __call__(self, conduct: str, creditor: CreditorKind | None, day: date) -> tuple[str, ...] | None: ...
