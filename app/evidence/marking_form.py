"""From what was typed on the page of a number to which contacts are marked, and with what; or to problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.acts import ActChoices
from app.domain.contact import Contact, ContactFact, Reached, ThirdPartyRole
from app.domain.problem import Problem
from app.evidence.marking import Chosen, Marking, Part

Typed = Mapping[str, Sequence[str]]

UNSURE = "unsure"
LONGEST = {"called": 60, "on_behalf_of": 120, "words": 2_000}
YES_NO = {"yes": True, "no": False}
NO_PART = Problem("part", "请选标哪几次。")
NO_DAY = Problem("day", "请选是哪一天。")
NO_TICK = Problem("part", "请在“勾选的几次”里，勾是哪几次。")
NOBODY = Problem("part", "这个号码没有这样的联系，请另选。")
NOTHING = Problem("reached", "还没说要标什么。请选找的是谁，或者勾说了什么。")
NO_ROLE = Problem("third_party_role", "找的是你本人，就不用选这一项。")
NO_SUCH_ACT = Problem("acts", "有一项勾选我们不认识，请重新勾选。")
UNREADABLE = "这一项看不懂，请重新选。"


@dataclass(frozen=True, slots=True)
class FilledMarking:
    """Either `chosen` and `marking`, or `problems` by field."""

    chosen: Chosen | None
    marking: Marking | None
    problems: tuple[Problem, ...] = ()


def fill_marking(typed: Typed, contacts: Sequence[Contact], choices: ActChoices) -> FilledMarking:
    """`contacts` are those of the number."""
    chosen = choose(typed, contacts)
    marking, problems = read_marking(typed, choices)
    if isinstance(chosen, Problem):
        return FilledMarking(None, None, (chosen, *problems))
    count = sum(chosen.holds(one) for one in contacts)
    problems += doubts(marking, count, first(typed, "sure") == "yes") if not problems else []
    return FilledMarking(None, None, tuple(problems)) if problems else FilledMarking(chosen, marking)


def first(typed: Typed, name: str) -> str:
    return next(iter(typed.get(name, ())), "").strip()


def choose(typed: Typed, contacts: Sequence[Contact]) -> Chosen | Problem:
    try:
        part = Part(first(typed, "part"))
    except ValueError:
        return NO_PART
    chosen = Chosen(part)
    if part is Part.DAY:
        try:
            chosen = Chosen(part, day=date.fromisoformat(first(typed, "day")))
        except ValueError:
            return NO_DAY
    elif part is Part.TICKED:
        chosen = Chosen(part, keys=frozenset(typed.get("ticked", ())))
        if not chosen.keys:
            return NO_TICK
    return chosen if any(chosen.holds(one) for one in contacts) else NOBODY


def read_marking(typed: Typed, choices: ActChoices) -> tuple[Marking, list[Problem]]:
    problems = list(too_long(typed))
    reached = first(typed, "reached")
    role = first(typed, "third_party_role")
    answered = first(typed, "answered")
    acts = tuple(dict.fromkeys(typed.get("acts", ())))
    known = {
        "reached": reached in ("", *Reached),
        "third_party_role": role in ("", UNSURE, *ThirdPartyRole),
        "answered": answered in ("", UNSURE, *YES_NO),
    }
    problems += [Problem(name, UNREADABLE) for name, sound in known.items() if not sound]
    if reached == Reached.ME and role:
        problems.append(NO_ROLE)
    if any(act not in choices.names for act in acts):
        problems.append(NO_SUCH_ACT)
    if problems:
        return Marking(), problems
    doubtful = {ContactFact.THIRD_PARTY_ROLE: role, ContactFact.ANSWERED: answered}
    marking = Marking(
        answered=YES_NO.get(answered),
        reached=Reached(reached) if reached else None,
        third_party_role=ThirdPartyRole(role) if role not in ("", UNSURE) else None,
        called=first(typed, "called"),
        on_behalf_of=first(typed, "on_behalf_of"),
        acts=acts,
        circumstances=tuple(
            one for one in dict.fromkeys(typed.get("circumstances", ())) if one in choices.circumstances
        ),
        words=first(typed, "words"),
        unsure=tuple(fact for fact, told in doubtful.items() if told == UNSURE),
    )
    return marking, problems


def too_long(typed: Typed) -> Iterator[Problem]:
    for name, most in LONGEST.items():
        if len(first(typed, name)) > most:
            yield Problem(name, f"太长了，最多{most}个字。请写短一点。")


def doubts(marking: Marking, count: int, sure: bool) -> list[Problem]:
    """An accusation of many contacts at once is made only by who says that each of them was so."""
    if marking.is_empty:
        return [NOTHING]
    if marking.accuses and count > 1 and not sure:
        said = f"这样会记在{count}次联系上。每一次都是这样，才勾下面这一项；只有几次，就改选“勾选的几次”。"
        return [Problem("sure", said)]
    return []
