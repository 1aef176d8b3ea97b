"""What is asked, as it stands in an address: closed words and a day, nothing that is private."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from app.callers.model import UNSURE, CallerBook, Role
from app.domain.asked import Asked, first, one_of, read_asked_day, some_of
from app.domain.case import CreditorKind
from app.domain.problem import Problem

UNKNOWN = "unknown"
NOT_KNOWN = frozenset({"", UNKNOWN, UNSURE})


@dataclass(frozen=True, slots=True)
class Question:
    """`on` is the day of the call. `dated`: it was asked for; else it is today's, and an address without it stays true."""

    role: Role
    signs: tuple[str, ...]
    creditor: CreditorKind | None
    on: date
    dated: bool = False

    def query(self) -> str:
        """The question as the query of an address."""
        pairs = [("role", self.role.id), *(("sign", one) for one in self.signs)]
        pairs += [("creditor", str(self.creditor))] if self.creditor else []
        pairs += [("on", self.on.isoformat())] if self.dated else []
        return urlencode(pairs)


def read_question(
    asked: Asked, book: CallerBook, today: date, day: date | None = None
) -> tuple[Question | None, tuple[Problem, ...]]:
    """The question of a query (every name with all its values), or what is wrong with it, beside its name.

    `day` is the day of a query that names none: another than today where another day's law is looked at.
    """
    problems: list[Problem] = []
    role = first(asked, "role")
    if not role:
        problems.append(Problem("role", f"先选你是谁。不清楚，就选“{book.roles[UNSURE].name}”。"))
    one_of("role", "身份", role, book.roles, problems)
    signs = some_of("sign", "情形", asked.get("sign", ()), book.signs, problems)
    creditor = one_of("creditor", "出借方", first(asked, "creditor"), [*CreditorKind, *NOT_KNOWN], problems)
    on = read_asked_day("on", asked, problems)
    if on and on > today:
        problems.append(Problem("on", "打来的日子不能晚于今天。"))
    if problems:
        return None, tuple(problems)
    kind = None if creditor in NOT_KNOWN else CreditorKind(creditor)
    chosen = on or day or today
    return Question(book.roles[role], signs, kind, chosen, chosen != today or on is not None), ()
