"""What is asked of the finder, as it stands in an address: closed words and days, nothing that is private."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from urllib.parse import urlencode

from app.channels.ranking import refer, weakest
from app.channels.referral import AskedAct, Referral, ReferralBook
from app.channels.wants import UNKNOWN, Matter, Want
from app.domain.case import CreditorKind
from app.domain.finding import ChannelsFor
from app.domain.moment import read_day
from app.domain.problem import Problem
from app.domain.standing import StandingOf

NOT_KNOWN = frozenset({"", UNKNOWN, "unsure"})
MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Question:
    """`creditor` None: not known. `on`: the day of turning to someone. `happened`: the last time it happened, if told.

    `dated`: the day was asked for; else it is today's, and an address without a day stays true tomorrow.
    """

    creditor: CreditorKind | None
    conducts: tuple[str, ...]
    matters: tuple[Matter, ...]
    want: Want
    on: date
    dated: bool = False
    happened: date | None = None

    def query(self) -> str:
        """The question as the query of an address."""
        pairs = [("creditor", str(self.creditor or UNKNOWN))]
        pairs += [("conduct", slug) for slug in self.conducts]
        pairs += [("matter", one.id) for one in self.matters]
        pairs.append(("want", self.want.id))
        pairs += [("happened", self.happened.isoformat())] if self.happened else []
        pairs += [("on", self.on.isoformat())] if self.dated else []
        return urlencode(pairs)


Asked = Mapping[str, Sequence[str]]


def read_question(
    asked: Asked, book: ReferralBook, names: Collection[str], today: date
) -> tuple[Question | None, tuple[Problem, ...]]:
    """The question of a query (every name with all its values), or what is wrong with it, beside its name."""
    problems: list[Problem] = []
    wants, matters = book.wants.by_id, book.wants.matters
    creditor = one_of("creditor", "出借方", first(asked, "creditor"), [*CreditorKind, *NOT_KNOWN], problems)
    conducts = some_of("conduct", "做法", asked.get("conduct", ()), names, problems)
    chosen = some_of("matter", "事情", asked.get("matter", ()), matters, problems)
    want = first(asked, "want")
    if not want:
        problems.append(Problem("want", f"选一样你想要的：{listed(wants)}。"))
    else:
        one_of("want", "目的", want, wants, problems)
    on = read("on", asked, problems)
    happened = read("happened", asked, problems)
    if happened and happened > (on or today):
        problems.append(Problem("happened", "发生的日子不能晚于去投诉的日子。"))
    if not problems and not (conducts or chosen or wants[want].always):
        problems.append(Problem("conduct", "至少勾一件事。说不清的，勾“说不清是哪一件”。"))
    if problems:
        return None, tuple(problems)
    kind = None if creditor in NOT_KNOWN else CreditorKind(creditor)
    matter = tuple(matters[one] for one in chosen)
    return Question(kind, conducts, matter, wants[want], on or today, on is not None, happened), ()


def first(asked: Asked, name: str) -> str:
    return next((one.strip() for one in asked.get(name, ()) if one.strip()), "")


def one_of(name: str, noun: str, value: str, known: Iterable[str], problems: list[Problem]) -> str:
    """The value; a problem where it is not one of the known."""
    words = [str(one) for one in known if one]
    if value and value not in words:
        near = get_close_matches(value[:80], words, n=1, cutoff=0.5)
        hint = f"是不是 {near[0]}？" if near else f"可以写：{listed(words)}。"
        problems.append(Problem(name, f"没有“{value[:MOST_SHOWN]}”这种{noun}。{hint}"))
    return value


def some_of(
    name: str, noun: str, values: Sequence[str], known: Collection[str], problems: list[Problem]
) -> tuple[str, ...]:
    """The values, each once, in the order of what is known; a problem for each that is not."""
    given = dict.fromkeys(one.strip() for one in values if one.strip())
    for one in given:
        if one not in known:
            one_of(name, noun, one, known, problems)
    return tuple(one for one in known if one in given)


def listed(words: Iterable[str]) -> str:
    shown = list(words)
    return "、".join(shown[:10]) + ("……" if len(shown) > 10 else "")


def read(name: str, asked: Asked, problems: list[Problem]) -> date | None:
    value = first(asked, name)
    if not value:
        return None
    try:
        return read_day(value)
    except ValueError as failure:
        problems.append(Problem(name, str(failure)))
        return None


@dataclass(frozen=True)
class Finder:
    """The book, with how a behaviour stands and what its own list says; both are given by `main`."""

    book: ReferralBook
    standing: StandingOf
    channels_for: ChannelsFor
    names: Mapping[str, str]

    def answer(self, question: Question) -> Referral:
        """The referral of a question."""
        day = question.happened or question.on
        acts = [self.act(slug, question.creditor, day) for slug in question.conducts]
        return refer(
            self.book, question.creditor, acts, question.want, question.on, question.matters, question.happened
        )

    def act(self, slug: str, creditor: CreditorKind | None, day: date) -> AskedAct:
        """How a behaviour of the day stands for the lender; for an unknown one, as it stands at least."""
        listed = self.channels_for(slug, None, day) or ()
        if creditor is not None:
            return AskedAct(slug, self.names[slug], self.standing(slug, creditor, day), listed)
        every = [one for kind in CreditorKind if (one := self.standing(slug, kind, day))]
        return AskedAct(slug, self.names[slug], weakest(every, listed), listed)
