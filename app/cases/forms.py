"""From what was typed into the debt and contact forms to facts, or to problems; what was typed is never lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from app.domain.account import ACCOUNT, is_account
from app.domain.acts import ActChoices
from app.domain.case import Debt
from app.domain.contact import Contact, ContactFact, Means, Reached
from app.domain.moment import SHANGHAI, say_day, unread_day
from app.domain.problem import Problem

Facts = TypeVar("Facts", bound=BaseModel)
Typed = Mapping[str, str | Sequence[str]]

UNKNOWN = "unknown"
AS_SAID = "as_said"
NOON = "12:00"
SAID = {True: "yes", False: "no", None: UNKNOWN}
LABELS = {
    "creditor.kind": "谁借给你的",
    "creditor.name": "出借方名称",
    "collector.kind": "谁在催",
    "collector.name": "催收方名称",
    "signed_on": "签合同的日期",
    "agreed_hours": "约定的联系时间",
    "overdue_days": "逾期多少天",
    "at": "日期和时间",
    "duration_seconds": "通话时长",
    "visitors": "来了几个人",
    "number": "对方号码",
    "words": "对方的原话",
    "note": "你的备注",
    "refused_on": "拒绝的日期",
}


@dataclass(frozen=True)
class Filled(Generic[Facts]):
    """Either `facts`, or `problems` by field; `typed` is what stands in the form either way."""

    typed: dict[str, Any]
    facts: Facts | None
    problems: tuple[Problem, ...] = ()


def first(typed: Typed, name: str) -> str:
    value = typed.get(name, "")
    return (value if isinstance(value, str) else value[0] if value else "").strip()


def every(typed: Typed, name: str) -> list[str]:
    value = typed.get(name, [])
    return [value] if isinstance(value, str) else list(value)


def yes_no(text: str) -> bool | None:
    return {"yes": True, "no": False}.get(text)


def known(values: Mapping[str, object]) -> dict[str, object]:
    """Without what was left empty or said to be unknown."""
    return {name: value for name, value in values.items() if value not in ("", None, [], UNKNOWN)}


def fill_debt(typed: Typed, today: date, old: Debt | None = None) -> Filled[Debt]:
    """The debt form. Empty fields stay unknown; what is on no form stays as it was in `old`."""
    hours = [first(typed, "agreed_from"), first(typed, "agreed_until")]
    values: dict[str, object] = {
        "creditor": {"kind": first(typed, "creditor_kind"), "name": first(typed, "creditor_name")},
        "collector": {"kind": first(typed, "collector_kind") or UNKNOWN, "name": first(typed, "collector_name")},
        **known(
            {
                "online": yes_no(first(typed, "online")),
                "signed_on": first(typed, "signed_on"),
                "agreed_hours": {"start": hours[0], "end": hours[1]} if all(hours) else None,
                "no_agreed_hours": first(typed, "no_agreed_hours") == "yes" and not any(hours),
                "reachable": yes_no(first(typed, "reachable")),
                "agreement_signed_on": first(typed, "agreement_signed_on"),
                "agreement_kept": yes_no(first(typed, "agreement_kept")),
                "notice_received": yes_no(first(typed, "notice_received")),
                "on_list": yes_no(first(typed, "on_list")),
                "assignment_notice": yes_no(first(typed, "assignment_notice")),
                "overdue_days": first(typed, "overdue_days"),
                "last_payment_on": first(typed, "last_payment_on"),
                "last_demand_on": first(typed, "last_demand_on"),
            }
        ),
    }
    problems = (
        [Problem("creditor_kind", "请选一项。看合同上“贷款人”是谁；还不知道，就选“我不确定”。")]
        if not first(typed, "creditor_kind")
        else []
    )
    if any(hours) and not all(hours):
        problems.append(Problem("agreed_from", "约定的时间要写开始和结束；没有约定就都空着。"))
    if all(hours) and hours[0] == hours[1]:
        problems.append(Problem("agreed_from", "约定的开始和结束不能是同一个时间。"))
    for name in ("signed_on", "agreement_signed_on", "last_payment_on", "last_demand_on"):
        problems += not_later(name, first(typed, name), today)
    read = filled(Debt, typed, values, problems)
    if read.facts is None or old is None:
        return read
    unsure = tuple(fact for fact in old.unsure if not read.facts.knows(fact))
    return replace(read, facts=read.facts.model_copy(update={"promised_date": old.promised_date, "unsure": unsure}))


def fill_contact(typed: Typed, today: date, choices: ActChoices, old: Contact | None = None) -> Filled[Contact]:
    """The log form: one contact. What is on no form stays as it was in `old`."""
    day, clock = first(typed, "day"), first(typed, "clock")
    if first(typed, "means") == Means.LETTER:
        # Nobody is asked for the minute of a letter, and none is ever said (Contact.said_at).
        clock = clock or NOON
    problems = []
    if not day:
        problems.append(Problem("day", "请填日期；记不清就填最接近的一天，并在备注里写“大约”。"))
    if not clock:
        problems.append(Problem("clock", "请填时间；记不清就填大约几点。"))
    problems += not_later("day", day, today) + not_later("refused_on", first(typed, "refused_on"), today)
    unknown_acts = [act for act in every(typed, "acts") if act not in choices.names]
    if unknown_acts:
        problems.append(Problem("acts", "有一项勾选我们不认识，请重新勾选。"))
    words = first(typed, "words")
    if asks_as_said(words, old) and first(typed, AS_SAID) != "yes":
        problems.append(Problem("words", ACCOUNT))
    values = known(
        {
            "at": moment(day, clock),
            "means": first(typed, "means"),
            "direction": first(typed, "direction"),
            "answered": yes_no(first(typed, "answered")),
            "duration_seconds": seconds(first(typed, "minutes"), first(typed, "seconds")),
            "number": first(typed, "number"),
            "reached": first(typed, "reached"),
            "called": first(typed, "called"),
            "visitors": first(typed, "visitors"),
            "acts": every(typed, "acts"),
            "circumstances": [one for one in every(typed, "circumstances") if one in choices.circumstances],
            "words": words,
            "note": first(typed, "note"),
            "refused_on": first(typed, "refused_on"),
            "third_party_role": first(typed, "third_party_role"),
            "consent_to_hours": yes_no(first(typed, "consent_to_hours")),
        }
    )
    if first(typed, "reached") == Reached.UNKNOWN:
        values["reached"] = Reached.UNKNOWN
    read = filled(Contact, typed, values, problems)
    return read if read.facts is None or old is None else replace(read, facts=as_before(read.facts, old))


def asks_as_said(words: str, old: Contact | None = None) -> bool:
    """Whether to ask if these are the other side's words; of what stood there already nobody is asked again."""
    return is_account(words) and (old is None or old.words != words)


def as_before(contact: Contact, old: Contact) -> Contact:
    """With what the form does not show: whom it was for, what was ruled out, what the borrower is unsure of."""
    known_now = {fact for fact in ContactFact if contact.knows(fact)}
    return contact.model_copy(
        update={
            "on_behalf_of": old.on_behalf_of,
            "ruled_out": tuple(one for one in old.ruled_out if one not in contact.circumstances),
            "unsure": tuple(one for one in old.unsure if one not in known_now and one not in contact.circumstances),
        }
    )


def moment(day: str, clock: str) -> datetime | None:
    try:
        return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=SHANGHAI)
    except ValueError:
        return None


def seconds(minutes: str, rest: str) -> int | str | None:
    """Minutes and seconds as seconds; what is no number is given back for the model to refuse."""
    if not minutes and not rest:
        return None
    if all(part == "" or (part.isascii() and part.isdigit() and len(part) < 6) for part in (minutes, rest)):
        return int(minutes or 0) * 60 + int(rest or 0)
    return minutes or rest


def not_later(name: str, text: str, today: date) -> list[Problem]:
    try:
        given = date.fromisoformat(text) if text else today
    except ValueError:
        return [Problem(name, unread_day(text))]
    if given > today:
        return [Problem(name, f"这一天还没到。今天是{say_day(today)}，请核对年份和日期。")]
    return []


def filled(
    model: type[Facts], typed: Typed, values: Mapping[str, object], problems: Iterable[Problem]
) -> Filled[Facts]:
    kept = {name: value if isinstance(value, str) else list(value) for name, value in typed.items()}
    found = list(problems)
    if found:
        return Filled(kept, None, tuple(found))
    try:
        return Filled(kept, model.model_validate(values))
    except ValidationError as failure:
        return Filled(kept, None, tuple(problem_of(error["loc"], error["type"]) for error in failure.errors()))


FIELDS = {"at": "day", "duration_seconds": "minutes", "agreed_hours": "agreed_from"}


def problem_of(loc: Sequence[object], kind: str) -> Problem:
    """A refused value as a sentence naming the field; the value itself is not repeated."""
    steps = [str(step) for step in loc if not isinstance(step, int)]
    path = ".".join(steps[:2])
    label = LABELS.get(path) or LABELS.get(steps[0], steps[0])
    field = FIELDS.get(steps[0], "_".join(steps[:2]))
    if "too_long" in kind:
        return Problem(field, f"“{label}”太长了，请写短一点，只留要紧的话。")
    if kind == "missing":
        return Problem(field, f"请填“{label}”。")
    return Problem(field, f"“{label}”看不懂，请核对写法。")


def typed_contact(contact: Contact) -> dict[str, Any]:
    """A contact as the form's fields, to be edited."""
    minutes, rest = divmod(contact.duration_seconds or 0, 60)
    has_duration = contact.duration_seconds is not None
    return {
        "day": contact.day.isoformat(),
        "clock": contact.at.strftime("%H:%M:%S" if contact.at.second else "%H:%M") if contact.has_clock else "",
        "means": contact.means.value,
        "direction": contact.direction.value,
        "answered": SAID[contact.answered],
        "minutes": str(minutes) if has_duration else "",
        "seconds": str(rest) if has_duration else "",
        "number": contact.number,
        "reached": contact.reached.value,
        "called": contact.called,
        "visitors": str(contact.visitors or ""),
        "acts": list(contact.acts),
        "circumstances": list(contact.circumstances),
        "words": contact.words,
        "note": contact.note,
        "refused_on": contact.refused_on.isoformat() if contact.refused_on else "",
        "third_party_role": contact.third_party_role.value if contact.third_party_role else "",
        "consent_to_hours": SAID[contact.consent_to_hours],
    }


def typed_debt(debt: Debt | None) -> dict[str, Any]:
    """The debt as the form's fields."""
    if debt is None:
        return {}
    hours = debt.agreed_hours
    return {
        "creditor_kind": debt.creditor.kind.value if debt.creditor.kind else UNKNOWN,
        "creditor_name": debt.creditor.name,
        "collector_kind": debt.collector.kind.value,
        "collector_name": debt.collector.name,
        "online": SAID[debt.online],
        "signed_on": day_text(debt.signed_on),
        "agreed_from": hours.start.strftime("%H:%M") if hours else "",
        "agreed_until": hours.end.strftime("%H:%M") if hours else "",
        "no_agreed_hours": "yes" if debt.no_agreed_hours else "",
        "reachable": SAID[debt.reachable],
        "agreement_signed_on": day_text(debt.agreement_signed_on),
        "agreement_kept": SAID[debt.agreement_kept],
        "notice_received": SAID[debt.notice_received],
        "on_list": SAID[debt.on_list],
        "assignment_notice": SAID[debt.assignment_notice],
        "overdue_days": "" if debt.overdue_days is None else str(debt.overdue_days),
        "last_payment_on": day_text(debt.last_payment_on),
        "last_demand_on": day_text(debt.last_demand_on),
    }


def day_text(day: date | None) -> str:
    return day.isoformat() if day else ""
