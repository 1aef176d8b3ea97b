"""From tap to tap: what was tapped and typed so far, what is still missing, and the contact it makes. Pure in the moment."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from pydantic import ValidationError

from app.diary.model import Asks, Diary, Happening
from app.domain.account import ACCOUNT, is_account
from app.domain.acts import Act, ActChoices
from app.domain.contact import Contact, Means, Reached
from app.domain.moment import EARLIEST, SHANGHAI, say_day, say_moment
from app.domain.phone_number import compared
from app.domain.problem import Problem

# What travels from step to step in the form; nothing of it ever stands in an address.
STATE = ("what", "when", "day", "clock", "at", "number", "reached", "visitors", "acts", "words", "note")
SHOWN_NUMBERS = 4
MOST_NUMBERS = 60
SHOWN_ACTS = 4
LONGEST_NUMBER = 40
MARK_LENGTH = 16

Typed = Mapping[str, Sequence[str]]

TAP_WHAT = Problem("what", "请点一下发生了什么。")
TAP_WHEN = Problem("when", "请选是什么时候。")
NO_DAY = Problem("day", "请填是哪一天。")
NO_CLOCK = Problem("clock", "请填大约几点。")
WRONG_DAY = Problem("day", "日期写成 2026-09-05 的样子。")
WRONG_CLOCK = Problem("clock", "时间写成 22:41 的样子。")
TOO_EARLY = Problem("day", "这个日期太早了，请核对年份。")
AHEAD = Problem("clock", "这个时间还没到。请核对日期和钟点。")
TAP_NUMBER = Problem("new_number", "请点一个号码，或者写新的号码。")
LONG_NUMBER = Problem("new_number", f"号码太长了，最多{LONGEST_NUMBER}个字。")
TAP_VISITORS = Problem("visitors", "请点来了几个人，或者填1到500的数字。")
TAP_REACHED = Problem("reached", "请点找的是谁。")
UNKNOWN_ACT = Problem("acts", "有一项勾选我们不认识，请重新点。")
LONG_WORDS = Problem("words", "原话太长了，最多2000个字，只留要紧的。")
LONG_NOTE = Problem("note", "备注太长了，最多2000个字，只留要紧的。")
OWN_ACCOUNT = Problem("words", ACCOUNT)
NOT_WRITABLE = Problem("words", "这一条记不下来。请核对填的内容。")


class Step(StrEnum):
    HAPPENED = "happened"
    WHO = "who"
    SAID = "said"


class When(StrEnum):
    NOW = "now"
    HALF_HOUR = "half-hour"
    TODAY = "today"
    OTHER = "other"
    KEPT = "kept"


# The fields each step shows; the rest is carried through it unseen.
ASKED: Mapping[Step, frozenset[str]] = {
    Step.HAPPENED: frozenset({"what", "when", "day", "clock"}),
    Step.WHO: frozenset({"number", "visitors", "reached"}),
    Step.SAID: frozenset({"acts", "words", "note"}),
}


@dataclass(frozen=True, slots=True)
class KnownNumber:
    """A number of the case with what is known of it: whom it named, how often it was there, when last."""

    number: str
    said: str


@dataclass(frozen=True, slots=True)
class Missing:
    """The step to go back to, and why."""

    step: Step
    problem: Problem


def first(typed: Typed, name: str) -> str:
    return next(iter(typed.get(name, ())), "").strip()


def carried(typed: Typed, step: Step, at: datetime | None) -> list[tuple[str, str]]:
    """Hidden fields of a step: everything said so far that it does not ask itself."""
    told = {name: typed.get(name, ()) for name in STATE if name not in ASKED[step]}
    if at is not None:
        told["at"] = [at.replace(tzinfo=None).isoformat()]
        if step is not Step.HAPPENED:
            told["when"] = [When.KEPT]
    # An empty number says that none was shown.
    return [(name, value) for name, values in told.items() for value in values if value or name == "number"]


# ---- The first tap


def moment_of(typed: Typed, now: datetime) -> datetime | Problem:
    """When it was, on the clock of the server."""
    when = first(typed, "when") or When.NOW
    if when == When.NOW:
        return now.replace(microsecond=0)
    if when == When.HALF_HOUR:
        return (now - timedelta(minutes=30)).replace(second=0, microsecond=0)
    if when == When.KEPT:
        return kept_moment(typed, now) or TAP_WHEN
    if when not in (When.TODAY, When.OTHER):
        return TAP_WHEN
    return written_moment(now.date().isoformat() if when == When.TODAY else first(typed, "day"), typed, now)


def kept_moment(typed: Typed, now: datetime) -> datetime | None:
    """The moment the first tap gave, as it was carried."""
    try:
        at = datetime.fromisoformat(first(typed, "at")).replace(tzinfo=SHANGHAI)
    except ValueError:
        return None
    return at if at <= now and at.date() >= EARLIEST else None


def written_moment(day: str, typed: Typed, now: datetime) -> datetime | Problem:
    clock = first(typed, "clock")
    if not day:
        return NO_DAY
    if not clock:
        return NO_CLOCK
    try:
        written = date.fromisoformat(day)
    except ValueError:
        return WRONG_DAY
    try:
        at = datetime.fromisoformat(f"{written.isoformat()}T{clock}").replace(tzinfo=SHANGHAI)
    except ValueError:
        return WRONG_CLOCK
    if written < EARLIEST:
        return TOO_EARLY
    return AHEAD if at > now else at


def say_when(at: datetime, now: datetime) -> str:
    """今天22时41分, else the whole date."""
    if at.date() == now.date():
        return f"今天{at.hour}时{at.minute:02d}分"
    return say_moment(at)


# ---- The second tap


def known_numbers(contacts: Sequence[Contact], means: Means) -> tuple[KnownNumber, ...]:
    """Numbers of the case (which is in order of time): first those that came the same way, the latest first."""
    groups: dict[str, list[int]] = {}
    for place, contact in enumerate(contacts):
        if contact.number:
            groups.setdefault(compared(contact.number), []).append(place)

    def rank(number: str) -> tuple[bool, int]:
        return any(contacts[place].means is means for place in groups[number]), groups[number][-1]

    ranked = sorted(groups, key=rank, reverse=True)[:MOST_NUMBERS]
    return tuple(known_number([contacts[place] for place in groups[number]]) for number in ranked)


def known_number(group: Sequence[Contact]) -> KnownNumber:
    """As it was written last."""
    return KnownNumber(group[-1].number, said_of(group))


def said_of(group: Sequence[Contact]) -> str:
    """自称某某公司 · 12次 · 最近2026年11月20日"""
    named = [one.on_behalf_of for one in group if one.on_behalf_of]
    parts = [f"自称{named[-1]}"] if named else []
    return " · ".join([*parts, f"{len(group)}次", f"最近{say_day(max(one.at for one in group).date())}"])


def who_is_missing(happening: Happening, typed: Typed) -> Problem | None:
    """Why the second tap is not done yet."""
    if happening.asks is Asks.NUMBER:
        if len(number_of(typed)) > LONGEST_NUMBER:
            return LONG_NUMBER
        return None if number_of(typed) or "number" in typed else TAP_NUMBER
    if happening.asks is Asks.VISITORS:
        text = first(typed, "visitors")
        counted = text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= 500
        return None if counted or ("visitors" in typed and text == UNCOUNTED) else TAP_VISITORS
    return None if first(typed, "reached") in set(Reached) - {Reached.ME} else TAP_REACHED


UNCOUNTED = "unknown"


def number_of(typed: Typed) -> str:
    """A number just written counts before one that was tapped on the way."""
    return first(typed, "new_number") or first(typed, "number")


# ---- The third tap


def likely_acts(happening: Happening, choices: ActChoices, contacts: Iterable[Contact]) -> tuple[Act, ...]:
    """What to offer as big buttons: what the borrower ticked most, then what is common after such a first tap."""
    names = {act.slug: act for group in (*choices.groups, *choices.rarer) for act in group.acts}
    others = happening.asks is Asks.REACHED
    alike = (one for one in contacts if one.means is happening.means and one.to_me is not others)
    ticked = Counter(act for one in alike for act in one.acts)
    often = [act for act, _ in sorted(ticked.items(), key=lambda pair: (-pair[1], pair[0]))]
    offered = dict.fromkeys((*often[: SHOWN_ACTS - 1], *happening.acts))
    return tuple(names[act] for act in offered if act in names)[:SHOWN_ACTS]


# ---- The contact


def contact_of(diary: Diary, typed: Typed, choices: ActChoices, now: datetime) -> Contact | Missing:
    """The contact that was tapped together, or the first thing that is missing."""
    happening = diary.get(first(typed, "what"))
    if happening is None:
        return Missing(Step.HAPPENED, TAP_WHAT)
    at = kept_moment(typed, now)
    if at is None:
        return Missing(Step.HAPPENED, TAP_WHEN)
    if problem := who_is_missing(happening, typed):
        return Missing(Step.WHO, problem)
    acts = tuple(dict.fromkeys(act for act in typed.get("acts", ()) if act)) if happening.says else ()
    if any(act not in choices.names for act in acts):
        return Missing(Step.SAID, UNKNOWN_ACT)
    if happening.says and is_account(first(typed, "words")) and first(typed, "as_said") != "yes":
        return Missing(Step.SAID, OWN_ACCOUNT)
    counted = happening.asks is Asks.VISITORS and first(typed, "visitors") != UNCOUNTED
    try:
        return Contact(
            at=at,
            means=happening.means,
            answered=happening.answered,
            number=number_of(typed) if happening.asks is not Asks.VISITORS else "",
            reached=Reached(first(typed, "reached")) if happening.asks is Asks.REACHED else Reached.ME,
            visitors=int(first(typed, "visitors")) if counted else None,
            acts=acts,
            words=first(typed, "words"),
            note=first(typed, "note"),
        )
    except ValidationError as failure:
        where = {str(error["loc"][0]) for error in failure.errors()}
        return Missing(Step.HAPPENED, TAP_WHEN) if "at" in where else Missing(Step.SAID, too_long(where))


def too_long(where: set[str]) -> Problem:
    return LONG_WORDS if "words" in where else LONG_NOTE if "note" in where else NOT_WRITABLE


def mark_of(contact: Contact) -> str:
    """A contact as a short mark in a form, to be found again wherever it stands by then."""
    return hashlib.sha256(contact.model_dump_json().encode()).hexdigest()[:MARK_LENGTH]


def place_of(contacts: Sequence[Contact], mark: str, likely: int) -> int | None:
    """Where the contact with this mark stands: at `likely`, or anywhere."""
    places = (likely, *range(len(contacts))) if 0 <= likely < len(contacts) else range(len(contacts))
    return next((place for place in places if mark_of(contacts[place]) == mark), None)
