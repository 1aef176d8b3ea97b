"""What is asked of the finder, as it stands in an address: closed words and days, nothing that is private."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from app.channels.ranking import refer, weakest
from app.channels.referral import AskedAct, Referral, ReferralBook
from app.channels.wants import UNKNOWN, Matter, Want
from app.domain.asked import Asked, first, listed, one_of, read_asked_day, some_of
from app.domain.case import CreditorKind
from app.domain.finding import ChannelsFor
from app.domain.problem import Problem
from app.domain.standing import StandingOf

NOT_KNOWN = frozenset({"", UNKNOWN, "unsure"})


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
        problems.append(Problem("want", f"选一样你想要的：{listed(one.name for one in wants.values())}。"))
    else:
        one_of("want", "目的", want, wants, problems)
    on = read_asked_day("on", asked, problems)
    happened = read_asked_day("happened", asked, problems)
    if happened and happened > (on or today):
        problems.append(Problem("happened", "发生的日子不能晚于去投诉的日子。"))
    if not problems and not (conducts or chosen or wants[want].always):
        problems.append(Problem("conduct", "至少勾一件事。说不清的，勾“说不清是哪一件”。"))
    if problems:
        return None, tuple(problems)
    kind = None if creditor in NOT_KNOWN else CreditorKind(creditor)
    matter = tuple(matters[one] for one in chosen)
    return Question(kind, conducts, matter, wants[want], on or today, on is not None, happened), ()


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
