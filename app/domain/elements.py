"""要素式: a court's form that asks one question after another, answered point by point.

The other side's claim and the borrower's answer stand side by side; each question is accepted, disputed, not known or
does not arise. A `free` question has no boxes, only room to write.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from pydantic import model_validator

from app.domain.case import Frozen
from app.domain.problem import Problem, SeveralUnreadable
from app.domain.text import clean

LONGEST_CLAIM = 600
LONGEST_REPLY = 1_500
LONGEST_EVIDENCE = 60
HEADER = ("问题", "对方的主张", "答复")
# The questions take a third of the width, as on the courts' own forms.
WIDTHS = (3.4, 2.3, 4.5)
# The borrower left it empty; whether the other side wrote anything is in its own paper.
NOTHING_COPIED = "见起诉状"
BOXES_A_LINE = 2
CELLS = ("stance", "claim", "reply", "evidence")


class Stance(StrEnum):
    AGREED = "agreed"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"
    ABSENT = "absent"


STANCES = {Stance.AGREED: "无异议", Stance.DISPUTED: "有异议", Stance.UNKNOWN: "不清楚", Stance.ABSENT: "没有这一项"}
Element = Mapping[str, str]


class Question(Frozen):
    """One question of the form; `agreed` and `disputed` are the words of its boxes where they differ."""

    id: str
    says: str
    help: str = ""
    free: bool = False
    agreed: str = STANCES[Stance.AGREED]
    disputed: str = STANCES[Stance.DISPUTED]

    @property
    def stances(self) -> Mapping[Stance, str]:
        return {} if self.free else {**STANCES, Stance.AGREED: self.agreed, Stance.DISPUTED: self.disputed}

    @model_validator(mode="after")
    def without_dots(self) -> Question:
        if not self.id or "." in self.id:
            raise ValueError("a question has an id without dots")
        return self


def read_elements(
    name: str, label: str, questions: Sequence[Question], typed: object, shortest: int
) -> tuple[Element, ...] | None:
    """The answers in the order of the form; None where nothing was given. `typed` maps question ids to cells.

    Every question with boxes wants one ticked, and a dispute at least `shortest` characters. Raises SeveralUnreadable."""
    if not typed:
        return None
    if not isinstance(typed, Mapping):
        raise SeveralUnreadable((Problem(name, f"“{label}”要一问一答。"),))
    ids = {one.id for one in questions}
    found = given_elements(questions, typed)
    by_question = {one["question"]: one for one in found}
    problems = [Problem(name, f"“{label}”没有“{str(one)[:40]}”这一问。") for one in typed if one not in ids]
    for number, question in enumerate(questions, start=1):
        cells = typed.get(question.id) or {}
        if not isinstance(cells, Mapping) or set(cells) - set(CELLS):
            problems.append(Problem(f"{name}.{question.id}", f"第{number}问要填选项、对方的主张、答复和证据号。"))
            continue
        element = by_question.get(question.id, {})
        problems += faults(name, number, question, element, shortest)
    if problems:
        raise SeveralUnreadable(tuple(problems))
    return found or None


def given_elements(questions: Sequence[Question], typed: object) -> tuple[Element, ...]:
    """What was answered, sound or not, in the order of the form; what is no answer at all is left out."""
    if not isinstance(typed, Mapping):
        return ()
    found: list[Element] = []
    for question in questions:
        cells = typed.get(question.id)
        if isinstance(cells, Mapping) and not set(cells) - set(CELLS):
            element = {cell: text for cell in CELLS if (text := clean(str(cells.get(cell) or "")))}
            found += [{"question": question.id, **element}] if element else []
    return tuple(found)


def faults(name: str, number: int, question: Question, element: Element, shortest: int) -> Iterator[Problem]:
    at = f"{name}.{question.id}"
    stance = element.get("stance", "")
    if question.free and stance:
        yield Problem(f"{at}.stance", f"第{number}问没有选项，请写在答复里。")
    elif not question.free and not stance:
        yield Problem(f"{at}.stance", f"第{number}问“{question.says}”还没有选；不知道的选“不清楚”。")
    elif stance and stance not in list(Stance):
        yield Problem(f"{at}.stance", f"第{number}问请从列出的几项里选。")
    if stance == Stance.DISPUTED and len(element.get("reply", "")) < shortest:
        yield Problem(
            f"{at}.reply", f"第{number}问选了“{question.disputed}”，请写明理由：日期、金额、依据，至少{shortest}个字。"
        )
    for cell, longest in (("claim", LONGEST_CLAIM), ("reply", LONGEST_REPLY), ("evidence", LONGEST_EVIDENCE)):
        if len(element.get(cell, "")) > longest:
            yield Problem(f"{at}.{cell}", f"第{number}问写得太长，最多{longest}个字。")


def element_rows(questions: Sequence[Question], elements: Sequence[Element]) -> Iterator[tuple[str, str, str]]:
    """The printed rows, every question of the form, answered or not."""
    given = {one["question"]: one for one in elements}
    for number, question in enumerate(questions, start=1):
        element = given.get(question.id, {})
        # 有无其他免责/减责事由 asks for the writer's own defence: the other side claims nothing there.
        own = question.free or question.stances.get(Stance.DISPUTED) == "有"
        absent = own or element.get("stance") == Stance.ABSENT
        claim = element.get("claim", "" if absent else NOTHING_COPIED)
        yield f"{number}．{question.says}", claim, answered(question, element)


def answered(question: Question, element: Element) -> str:
    """☐无异议 ☑有异议 / ☐不清楚 …, then the reason and its evidence, each on a line."""
    chosen = element.get("stance")
    boxes = [f"{'☑' if stance == chosen else '☐'}{word}" for stance, word in question.stances.items()]
    lines = ["　".join(boxes[place : place + BOXES_A_LINE]) for place in range(0, len(boxes), BOXES_A_LINE)]
    evidence = f"证据：{element['evidence']}" if "evidence" in element else ""
    return "\n".join(line for line in (*lines, element.get("reply", ""), evidence) if line)


def numbers_of(questions: Sequence[Question], elements: Sequence[Element], stance: Stance) -> tuple[int, ...]:
    places = {one.id: number for number, one in enumerate(questions, start=1)}
    return tuple(places[one["question"]] for one in elements if one.get("stance") == stance)
