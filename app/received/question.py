"""What is asked about a paper: closed words, a day, and two things as they stand on it, its title and its case number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from app.domain.asked import Asked, first, one_of, read_asked_day
from app.domain.case_number import Reading, Unread, read_case_number
from app.domain.problem import Problem
from app.domain.text import clean
from app.received.model import UNSURE, Answer, Paper, ReceivedBook, Way
from app.received.titles import LONGEST_MESSAGE, find_told

LONGEST_NUMBER = 400
YES = "yes"


@dataclass(frozen=True, slots=True)
class Question:
    """`also` are papers the typed title may be too; `lost`: no paper has such a title. `no_number`: the paper bears none.

    `variant` answers the fork of the paper; "" where it has none, or nobody answered.
    """

    paper: Paper
    seal: Answer
    way: Way
    money: Answer
    number: str = ""
    no_number: bool = False
    received: date | None = None
    title: str = ""
    also: tuple[Paper, ...] = ()
    lost: bool = False
    variant: str = ""

    def query(self) -> str:
        """The question as the query of an address that may be passed on: neither title nor number, which are the person's."""
        return urlencode(self.chosen_pairs())

    def chosen_pairs(self) -> list[tuple[str, str]]:
        """What was chosen, by name: closed words and a day."""
        pairs = [("paper", self.paper.id), ("seal", self.seal.id), ("way", self.way.id), ("money", self.money.id)]
        pairs += [("received", self.received.isoformat())] if self.received else []
        pairs += [("no_number", YES)] if self.no_number else []
        return pairs + ([("variant", self.variant)] if self.variant else [])

    def pairs(self) -> list[tuple[str, str]]:
        """All that was answered, what was typed as well, for a form that asks again."""
        typed = [(name, value) for name, value in (("title", self.title), ("number", self.number)) if value]
        return self.chosen_pairs() + typed


def read_question(asked: Asked, book: ReceivedBook, today: date) -> tuple[Question | None, tuple[Problem, ...]]:
    """The question of a query (every name with all its values), or what is wrong with it, beside its name."""
    problems: list[Problem] = []
    paper = one_of("paper", "纸", first(asked, "paper"), book.papers, problems)
    title = clean(first(asked, "title"))
    number = clean(first(asked, "number"))
    if not paper and not title:
        problems.append(Problem("title", f"先照抄标题，或者在下面选一种。不知道，就选“{book.papers[UNSURE].name}”。"))
    for name, noun, value, most in (
        ("title", "标题", title, LONGEST_MESSAGE),
        ("number", "案号", number, LONGEST_NUMBER),
    ):
        if len(value) > most:
            problems.append(Problem(name, f"{noun}太长，只抄要紧的那几行，最多{most}个字。"))
    seal = one_of("seal", "章", first(asked, "seal") or UNSURE, book.seals, problems)
    way = one_of("way", "来的办法", first(asked, "way") or UNSURE, book.ways, problems)
    money = one_of("money", "回答", first(asked, "money") or UNSURE, book.money, problems)
    no_number = one_of("no_number", "回答", first(asked, "no_number"), (YES,), problems) == YES
    received = read_asked_day("received", asked, problems)
    if received and received > today:
        problems.append(Problem("received", "收到的日子不能晚于今天。"))
    alike = find_told(title, way, book.file) if title and not paper else ()
    chosen = book.papers.get(paper) or (alike[0] if alike else book.papers[UNSURE])
    variant = first(asked, "variant")
    one_of("variant", "情形", variant, (one.id for one in chosen.fork.variants) if chosen.fork else (), problems)
    if problems:
        return None, tuple(problems)
    if (answered := chosen.variant(variant)) and answered.paper:
        chosen, variant = book.papers[answered.paper], ""
    number = number or number_in(title, book, today)
    return Question(
        chosen, book.seals[seal], book.ways[way], book.money[money], number, no_number and not number, received,
        title, alike[1:], bool(title) and not paper and not alike and chosen.id == UNSURE, variant,
    ), ()  # fmt: skip


def number_in(title: str, book: ReceivedBook, today: date) -> str:
    """The number of a court's case that stands in a message; "" where there is none."""
    found = read_case_number(title, book.numbers.codes, today.year) if title else Unread.EMPTY
    return found.written if isinstance(found, Reading) and found.is_court and found.kind else ""
