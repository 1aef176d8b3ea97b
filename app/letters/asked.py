"""What the answers are: those to what is asked, and what the case knows where a field was left empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from app.domain.case import Debt
from app.domain.fields import Answers, CaseFact, Value
from app.domain.moment import say_day
from app.domain.problem import Problem
from app.letters.flags import Flags, Ground
from app.letters.limits import at_its_limit
from app.letters.model import Letter, LetterBook

UNLIKE = (
    "“{label}”这里写的是{here}，“我的记录”里“这笔钱”写的是{there}。信里印前一个，判断规定用后一个。"
    "请看合同或凭证，把错的那一处改过来。"
)


def with_case(letter: Letter, read: Answers, debt: Debt | None) -> Answers:
    """The answers, and from the case what a field left empty may take from it."""
    known = known_of(debt)
    taken = {
        field.id: value
        for field in letter.fields
        if field.id not in read.given and field.from_case and (value := known.get(field.from_case)) is not None
    }
    return replace(read, values={**read.values, **taken}, given=read.given | set(taken))


def known_of(debt: Debt | None) -> dict[CaseFact, Value | None]:
    if debt is None:
        return {}
    return {
        CaseFact.CREDITOR_NAME: debt.creditor.name or None,
        CaseFact.COLLECTOR_NAME: debt.collector.name or None,
        CaseFact.SIGNED_ON: debt.signed_on,
        CaseFact.LAST_PAYMENT_ON: debt.last_payment_on,
        CaseFact.LAST_DEMAND_ON: debt.last_demand_on,
    }


def unlike_the_case(letter: Letter, answered: Answers, debt: Debt | None) -> Iterator[Problem]:
    """Days the form and the case tell differently: contacts are judged by the one, and the letter prints the other.

    Names are not compared: a letter may write out in full what the case calls shortly."""
    known = known_of(debt)
    for field in letter.fields:
        here = answered.values.get(field.id) if field.id in answered.given else None
        there = known.get(field.from_case) if field.from_case else None
        if isinstance(here, date) and isinstance(there, date) and here != there:
            yield Problem(field.id, UNLIKE.format(label=field.label, here=say_day(here), there=say_day(there)))


def asked_only(ground: Ground, book: LetterBook) -> Answers:
    """The answers to what the other answers leave to be asked: a choice made anew puts aside what was said under the old
    one, so that it neither prints nor warns nor counts. Questions are gone through in the order of the form, until none goes."""
    read = ground.answers
    flags = Flags(at_its_limit(ground, book))
    gone: set[str] = set()
    while True:
        before = len(gone)
        for asked in ground.letter.fields:
            if asked.asked_when and asked.id not in gone and not flags.holds(asked.asked_when):
                gone.add(asked.id)
                answered = asked.id in read.values or asked.id in read.parts
                read = read.without({asked.id})
                if answered:
                    flags = Flags(at_its_limit(replace(ground, answers=read), book))
        if len(gone) == before:
            return read
