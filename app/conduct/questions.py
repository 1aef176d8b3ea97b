"""The schema of content/tables/questions.yaml: what is asked of the facts a verdict may hang on, and the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from app.content.model import ContentModel, nearest, validate
from app.content.tree import Tree, Where, read
from app.domain.case import CollectorKind, CreditorKind, DebtFact
from app.domain.contact import ContactFact, Reached, ThirdPartyRole
from app.domain.finding import Fact
from app.domain.law import Citation, Lawbook

YES_NO = ("yes", "no")
LONGEST_SHORT = 7
# The answers one can tap, by the fact: no more and no fewer. `visitors` are numbers, and may be any.
CHOICES: Mapping[Fact, tuple[str, ...]] = {
    DebtFact.CREDITOR: tuple(CreditorKind),
    DebtFact.COLLECTOR: tuple(kind for kind in CollectorKind if kind is not CollectorKind.UNKNOWN),
    DebtFact.ONLINE: YES_NO,
    DebtFact.SIGNED_ON: (),
    DebtFact.AGREED_HOURS: ("no",),
    DebtFact.REACHABLE: YES_NO,
    DebtFact.AGREEMENT_KEPT: YES_NO,
    DebtFact.NOTICE_RECEIVED: YES_NO,
    DebtFact.ON_LIST: YES_NO,
    DebtFact.ASSIGNMENT_NOTICE: YES_NO,
    DebtFact.OVERDUE_DAYS: (),
    ContactFact.ANSWERED: YES_NO,
    ContactFact.REACHED: tuple(one for one in Reached if one is not Reached.UNKNOWN),
    ContactFact.THIRD_PARTY_ROLE: tuple(ThirdPartyRole),
    ContactFact.VISITORS: ("1", "2", "3"),
    ContactFact.CONSENT_TO_HOURS: YES_NO,
}


class Input(StrEnum):
    """How an answer that cannot be tapped is typed."""

    DAY = "day"
    NUMBER = "number"
    HOURS = "hours"


TYPED: Mapping[Fact, Input] = {
    DebtFact.SIGNED_ON: Input.DAY,
    DebtFact.OVERDUE_DAYS: Input.NUMBER,
    DebtFact.AGREED_HOURS: Input.HOURS,
    ContactFact.VISITORS: Input.NUMBER,
}


class Choice(ContentModel):
    """An answer to tap; `hint` helps to tell it from the others."""

    value: str
    label: str
    hint: str = ""


class Typed(ContentModel):
    """An answer to type. `at_most`, `between`, `at_least` ({first}, {last}) say a span of such answers in a sentence.

    `within`, for agreed hours: that the contacts were within them.
    """

    label: str
    at_most: str = ""
    between: str = ""
    at_least: str = ""
    within: str = ""

    def say(self, first: str, last: str) -> str:
        """The span from `first` to `last`; either may be empty."""
        pattern = self.between if first and last else self.at_least if first else self.at_most
        return pattern.replace("{first}", first).replace("{last}", last)


class Question(ContentModel):
    """`supposing` turns an answer into a clause ({answer}); `meanwhile` is what the result says while nobody knows.

    `help` says how to find out; `page` is where more is said of it; `sources` are instrument#article of the law files.
    """

    fact: DebtFact | ContactFact
    asks: str
    supposing: str = "如果{answer}"
    meanwhile: str
    help: tuple[str, ...]
    page: str = ""
    sources: tuple[str, ...] = ()
    answers: tuple[Choice, ...] = ()
    typed: Typed | None = None

    @property
    def input(self) -> Input | None:
        return TYPED.get(self.fact)

    @property
    def of_contacts(self) -> bool:
        return isinstance(self.fact, ContactFact)

    @property
    def is_short(self) -> bool:
        """Whether two answers fit side by side on a phone."""
        return all(len(one.label) <= LONGEST_SHORT and not one.hint for one in self.answers)


class QuestionsFile(ContentModel):
    checked_on: date
    review_by: date
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Questions:
    """One question for every fact, with the texts its help rests on."""

    by_fact: Mapping[Fact, Question]
    sources: Mapping[Fact, tuple[Citation, ...]]

    def __getitem__(self, fact: Fact) -> Question:
        return self.by_fact[fact]


def load_questions(content: Path, law: Lawbook) -> tuple[Questions, list[str]]:
    """content/tables/questions.yaml; problems as `path:line: sentence`."""
    tree = read(content / "tables" / "questions.yaml", content.parent)
    file, problems = validate(QuestionsFile, tree)
    by_fact: dict[Fact, Question] = {}
    sources: dict[Fact, tuple[Citation, ...]] = {}
    for place, question in enumerate(file.questions if file else ()):
        where: Where = ("questions", place)
        if question.fact in by_fact:
            problems.append(tree.at(where, f"'{question.fact}' is asked twice; keep one question."))
        problems += [tree.at((*where, "answers"), sentence) for sentence in wrong_answers(question)]
        cited, found = cited_by(question, law, tree, where)
        problems += found
        by_fact[question.fact] = question
        sources[question.fact] = cited
    if file:
        problems += [tree.at(("questions",), f"nothing asks '{fact}'.") for fact in CHOICES if fact not in by_fact]
    return Questions(by_fact, sources), problems


def wrong_answers(question: Question) -> list[str]:
    """What is not the closed set of answers to this fact."""
    wanted, given = CHOICES[question.fact], [choice.value for choice in question.answers]
    problems = []
    if sorted(wanted) != sorted(given):
        problems.append(f"the answers to '{question.fact}' are: {', '.join(wanted) or 'none to tap'}.")
    if (question.typed is not None) != (question.fact in TYPED):
        problems.append(f"'{question.fact}' is {'typed' if question.fact in TYPED else 'tapped only'}.")
    if "{answer}" not in question.supposing:
        problems.append("'supposing' holds {answer}.")
    return problems


def cited_by(question: Question, law: Lawbook, tree: Tree, where: Where) -> tuple[tuple[Citation, ...], list[str]]:
    """Each source in the newest version that has it."""
    cited: list[Citation] = []
    problems = []
    for place, source in enumerate(question.sources):
        name, _, number = source.partition("#")
        instrument = law.instruments.get(name)
        versions = [version for version in (instrument.versions if instrument else ()) if number in version.articles]
        if versions:
            cited.append(Citation(versions[-1], versions[-1].articles[number]))
            continue
        known = (
            {f"{name}#{one}" for version in instrument.versions for one in version.articles}
            if instrument
            else {f"{one}#{number}" for one in law.instruments}
        )
        problems.append(tree.at((*where, "sources", place), f"there is no '{source}'{nearest(source, known) or '.'}"))
    return tuple(cited), problems
