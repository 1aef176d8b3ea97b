"""What the check says: findings with dated grounds, what was lawful, what could not be judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from app.domain.case import CreditorKind, Debt, DebtFact
from app.domain.contact import Contact, ContactFact
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


NOT_THIS = "不算这一条"


def weakness(verdict: Verdict | None) -> int:
    """Steps below the strongest verdict; nothing found is as weak as lawful."""
    return verdict.order if verdict else Verdict.LAWFUL.order


Fact = DebtFact | ContactFact


@dataclass(frozen=True, slots=True)
class Answer:
    """What would be found if this were the answer. `verdict` None: nothing; `cites`: the texts it would rest on.

    `value` is as the API takes it, or a span of values: ..2026-07-31, 181.., 2025-02-28..2026-07-31.
    """

    value: str
    label: str
    verdict: Verdict | None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Answers that come to the same. `clause` names them: 如果没接."""

    clause: str
    verdict: Verdict | None
    cites: tuple[str, ...]

    @property
    def word(self) -> str:
        return VERDICT_WORDS[self.verdict] if self.verdict else NOT_THIS


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that would change the answer: what it is, the question that asks for it, and what each answer would make of it.

    `verdict` is what is found while nobody knows, `contacts` those the fact is about or would change. `unsure`: it was
    asked, and the borrower does not know. Without `answers` nothing can be asked: this kind of lender cannot show the
    conduct, and `question` says why.
    """

    conduct: str
    fact: str
    question: str
    contacts: tuple[int, ...] = ()
    answers: tuple[Answer, ...] = ()
    unsure: bool = False
    supposing: str = "如果{answer}"
    name: str = ""
    verdict: Verdict | None = None

    @property
    def known_fact(self) -> Fact:
        """The fact as one of the closed set."""
        return ContactFact(self.fact) if self.of_contacts else DebtFact(self.fact)

    @property
    def of_contacts(self) -> bool:
        return self.fact in set(ContactFact)

    @property
    def weight(self) -> tuple[float, float]:
        """How far an answer may raise the verdict, and how far lower it, in steps; half a step where only texts change."""
        if not self.answers:
            return 0, 0
        steps = [weakness(self.verdict) - weakness(one.verdict) for one in self.answers]
        return max(0, *steps) or (0 if any(steps) else 0.5), max(0, *(-step for step in steps))

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The answers, those together that come to the same verdict, strongest first.

        Where every answer comes to the same verdict, the texts tell them apart: those that not every answer has.
        """
        told_by_texts = len({answer.verdict for answer in self.answers}) == 1
        always = set.intersection(*(set(answer.cites) for answer in self.answers)) if self.answers else set()
        alike: dict[tuple[Verdict | None, tuple[str, ...]], list[str]] = {}
        for answer in self.answers:
            cites = tuple(one for one in answer.cites if one not in always) if told_by_texts else ()
            alike.setdefault((answer.verdict, cites), []).append(answer.label)
        found = [Outcome(self.clause(labels), verdict, cites) for (verdict, cites), labels in alike.items()]
        return tuple(sorted(found, key=lambda one: (weakness(one.verdict), one.verdict is None)))

    def clause(self, labels: Sequence[str]) -> str:
        return self.supposing.replace("{answer}", "、".join(labels))

    @property
    def condition(self) -> str:
        """The question with what each answer would make of it, in one line."""
        said = [
            f"{one.clause}：{one.word}{'，另有' + '、'.join(one.cites) if one.cites else ''}" for one in self.outcomes
        ]
        return self.question + "；".join(said) + "。" if said else self.question


@dataclass(frozen=True, slots=True)
class Stronger:
    """A ground that would also hold if the borrower confirmed the circumstance, for which contacts, and the verdict then."""

    circumstance: str
    question: str
    citation: Citation
    contacts: tuple[int, ...] = ()
    verdict: Verdict | None = None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One conduct, over all its contacts. `contacts` are indexes into the checked list; `days` the days it happened on.

    `conditions`: the facts nobody said that it hangs on; they stand among the assessment's `not_judged` too.
    """

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
    conditions: tuple[Missing, ...] = ()

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
