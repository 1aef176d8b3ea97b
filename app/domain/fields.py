"""The fields of a form: a closed set of kinds, what a person typed turned into values, and values said in a letter.

Raw answers come from JSON or from a web form. Values by kind:

    text paragraph phone id-number email address court case-number choice   str (a choice: its key)
    date  date · moment  datetime (Shanghai), a FullHour where no minute and a date where no clock was told
    number money percent  Decimal · yes-no  bool
    choices list  tuple of str · table  tuple of rows {column id: value}
    elements  tuple of {question, stance, claim, reply, evidence} (app/domain/elements.py)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from pydantic import model_validator

from app.domain.case import Frozen
from app.domain.elements import Question, Stance, given_elements, numbers_of, read_elements
from app.domain.moment import EARLIEST, LATEST, WRITTEN_DAY, no_such_day, read_told, say_day, say_moment
from app.domain.money import MOST, money_in_words, say_money
from app.domain.problem import Problem, SeveralUnreadable, Unreadable
from app.domain.text import clean

LONGEST_LINE = 200
LONGEST_PARAGRAPH = 2_000
LONGEST_EXAMPLE = 60
MOST_ROWS = 60
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
CASE_NUMBER = re.compile(
    r"（(?:19|20)\d{2}）[\u4e00-\u9fff]{1,4}\d{0,4}[\u4e00-\u9fff]{1,8}\d{1,7}号(?:之[一二三四五六七八九十\d]{1,3})?"
)
PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(?:-\d{1,6})?|[48]00-?\d{3}-?\d{4}|9\d{4,7}|1\d{4}")
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}")
OTHER_PAPER = re.compile(r"[A-Z]{1,3}\d{6,12}|\d{8}")
YES = frozenset({"yes", "true", "on", "1", "是"})
NO = frozenset({"no", "false", "0", "否"})
UNSURE = frozenset({"", "unsure", "unknown", "不清楚", "不确定", "我不确定"})


class FieldKind(StrEnum):
    TEXT = "text"
    PARAGRAPH = "paragraph"
    DATE = "date"
    MOMENT = "moment"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    PHONE = "phone"
    ID_NUMBER = "id-number"
    EMAIL = "email"
    ADDRESS = "address"
    YES_NO = "yes-no"
    CHOICE = "choice"
    CHOICES = "choices"
    LIST = "list"
    TABLE = "table"
    ELEMENTS = "elements"
    COURT = "court"
    CASE_NUMBER = "case-number"


FORMATS: Mapping[FieldKind, frozenset[str]] = {
    FieldKind.DATE: frozenset({"weekday"}),
    FieldKind.MONEY: frozenset({"words", "both"}),
    FieldKind.ID_NUMBER: frozenset({"last4"}),
    FieldKind.PHONE: frozenset({"masked"}),
    FieldKind.TABLE: frozenset({"count", "sum", "sum-words", "sum-both"}),
    FieldKind.ELEMENTS: frozenset(Stance),
    FieldKind.LIST: frozenset({"count"}),
    FieldKind.CHOICES: frozenset({"count"}),
}
WORDS = frozenset({FieldKind.TEXT, FieldKind.PARAGRAPH, FieldKind.ADDRESS, FieldKind.COURT, FieldKind.CASE_NUMBER})
CHOOSING = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})
SHORTEST_DISPUTE = 20
ALWAYS = "always"
COLUMN_KINDS = frozenset(FieldKind) - {
    FieldKind.TABLE, FieldKind.ELEMENTS, FieldKind.LIST, FieldKind.CHOICES, FieldKind.PARAGRAPH,
}  # fmt: skip

Cell = str | date | datetime | Decimal | bool
Row = Mapping[str, Cell]
Value = Cell | tuple[str, ...] | tuple[Row, ...]


class CaseFact(StrEnum):
    """What a field may be filled with from the case, where the form leaves it empty."""

    CREDITOR_NAME = "creditor-name"
    COLLECTOR_NAME = "collector-name"
    SIGNED_ON = "signed-on"
    LAST_PAYMENT_ON = "last-payment-on"
    LAST_DEMAND_ON = "last-demand-on"


class Records(StrEnum):
    """What of the case a table may start from, while nobody wrote in its form: the own files, the course of things,
    or the numbers that called or wrote to the borrower, day by day."""

    FILES = "files"
    COURSE = "course"
    NUMBERS = "numbers"


class Limits(Frozen):
    """`least`/`most` bound a number, or the rows or choices of a list; `shortest`/`longest` count characters;
    `contains`: one of these must occur; `future`: a date may lie after the day of the letter."""

    least: int | None = None
    most: int | None = None
    shortest: int | None = None
    longest: int | None = None
    contains: tuple[str, ...] = ()
    future: bool = False


class Column(Frozen):
    """`quotes`: what is filled in repeats what the other side said or wrote; `estimates`: a number of contacts of one day as the
    writer remembers it, printed as such."""

    id: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = True
    choices: dict[str, str] = {}
    limits: Limits = Limits()
    quotes: bool = False
    estimates: bool = False

    @model_validator(mode="after")
    def fit(self) -> Column:
        if self.kind not in COLUMN_KINDS:
            raise ValueError(f"a column cannot be a {self.kind}")
        if (self.kind is FieldKind.CHOICE) != bool(self.choices):
            raise ValueError("a choice names its choices, and only a choice does")
        return self


class Field(Frozen):
    """One question. `required` is true, false or `when <flag>`; `asked` says when it is asked at all: `when <flag>`, or
    `always`; unsaid, one required under a flag is asked under it only, any other always. What was answered before another
    choice was made, and is not asked any more, is put aside. `choices` are key: label; `questions` those of a court's
    form (elements); `order_by`: the column of a date or moment a table's rows are put in order by;
    `starts_from`: the records a table is offered rows from; `numbered`: what its printed rows are called, with their number
    (证据 → 证据1); `quotes`: the answer repeats what the other
    side said or wrote (a reply, a clause, a call), so that no promise in it is the writer's; `asks`: it is a request in the
    writer's own words, and no account of what happened; `arrival_of`: the choices say how
    the paper came that was received on the day of this field, under the ids of content/tables/arrivals.yaml, or those that
    `arrivals` names for them."""

    id: str
    label: str
    kind: FieldKind
    required: bool | str = False
    asked: str = ""
    help: str = ""
    example: Any = None
    default: Any = None
    choices: dict[str, str] = {}
    columns: tuple[Column, ...] = ()
    questions: tuple[Question, ...] = ()
    order_by: str = ""
    numbered: str = ""
    starts_from: Records | None = None
    limits: Limits = Limits()
    from_case: CaseFact | None = None
    quotes: bool = False
    asks: bool = False
    arrival_of: str = ""
    arrivals: dict[str, str] = {}

    @model_validator(mode="after")
    def fit(self) -> Field:
        if (self.kind in CHOOSING) != bool(self.choices):
            raise ValueError("a choice names its choices, and only a choice does")
        if (self.kind is FieldKind.TABLE) != bool(self.columns):
            raise ValueError("a table names its columns, and only a table does")
        if (self.kind is FieldKind.ELEMENTS) != bool(self.questions):
            raise ValueError("elements name their questions, and only they do")
        if self.starts_from and self.kind is not FieldKind.TABLE:
            raise ValueError("only a table starts_from records")
        if self.order_by and self.order_by not in {
            one.id for one in self.columns if one.required and one.kind in (FieldKind.DATE, FieldKind.MOMENT)
        }:
            raise ValueError("order_by names a required column of dates or moments")
        if isinstance(self.required, str) and not self.required.startswith("when "):
            raise ValueError("required is true, false or 'when <flag>'")
        if self.asked not in ("", ALWAYS) and not self.asked.startswith("when "):
            raise ValueError("asked is 'always' or 'when <flag>'")
        if (self.arrival_of and not self.choices) or set(self.arrivals) - set(self.choices if self.arrival_of else ()):
            raise ValueError("arrival_of stands at a choice, and arrivals name some of its choices")
        return self

    @property
    def required_when(self) -> str | None:
        """The flag it is required under."""
        return self.required.removeprefix("when ").strip() if isinstance(self.required, str) else None

    @property
    def asked_when(self) -> str | None:
        """The flag without which it is not asked."""
        if self.asked:
            return None if self.asked == ALWAYS else self.asked.removeprefix("when ").strip()
        return self.required_when


@dataclass(frozen=True)
class Answers:
    """`values` of what could be read and was not empty; `given` are the fields the person filled in (not by default);
    `parts` what of the unreadable ones can be shown all the same, while somebody still writes."""

    values: Mapping[str, Value] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    parts: Mapping[str, Value] = field(default_factory=dict)

    @property
    def so_far(self) -> Answers:
        """With the parts: for a draft, and for nothing that is handed out."""
        return Answers({**self.parts, **self.values}, self.given | set(self.parts))

    def without(self, names: Collection[str]) -> Answers:
        """As if these questions had not been asked."""
        return Answers(
            {name: value for name, value in self.values.items() if name not in names},
            self.given - set(names),
            tuple(one for one in self.problems if one.where.split(".")[0] not in names),
            {name: value for name, value in self.parts.items() if name not in names},
        )


def read_answers(fields: Sequence[Field], raw: Mapping[str, object], day: date) -> Answers:
    """Every answer as a value, or a problem under the field's id. `day` is the day of the letter. Required is not checked."""
    known = {one.id: one for one in fields}
    problems = [Problem(name[:60], "这一项不在表里，请去掉。") for name in raw if name not in known]
    values: dict[str, Value] = {}
    parts: dict[str, Value] = {}
    given = set()
    for one in fields:
        typed = raw.get(one.id)
        try:
            value = read_answer(one, typed, day)
            if value is not None:
                given.add(one.id)
            elif one.default is not None:
                value = read_answer(one, one.default, day)
        except (Unreadable, SeveralUnreadable) as failure:
            problems += failure.problems_at(one.id)
            part = readable_part(one, typed, day)
            parts |= {one.id: part} if part else {}
            continue
        if value is not None:
            values[one.id] = value
    return Answers(values, frozenset(given), tuple(problems), parts)


def readable_part(asked: Field, typed: object, day: date) -> Value | None:
    """Of an answer that is not whole yet: the words of a text, the rows of a table and the questions of a form that are."""
    if asked.kind in WORDS:
        return clean(str(typed))[:LONGEST_PARAGRAPH] or None
    if asked.kind is FieldKind.ELEMENTS:
        return given_elements(asked.questions, typed) or None
    if asked.kind is not FieldKind.TABLE:
        return None
    rows: list[Row] = []
    for place, given in enumerate(several(typed)[:MOST_ROWS]):
        with suppress(Unreadable):
            row = read_row(asked, place, given, day)
            rows += [row] if row else []
    return tuple(rows) or None


def read_answer(asked: Field, typed: object, day: date) -> Value | None:
    """The value, None for an empty answer. Raises Unreadable or SeveralUnreadable."""
    if asked.kind is FieldKind.TABLE:
        return read_table(asked, typed, day)
    if asked.kind is FieldKind.ELEMENTS:
        shortest = asked.limits.shortest or SHORTEST_DISPUTE
        return read_elements(asked.id, asked.label, asked.questions, typed, shortest)
    if asked.kind is FieldKind.CHOICES:
        return read_choices(asked, typed)
    if asked.kind is FieldKind.LIST:
        return read_list(asked, typed)
    return read_cell(asked, typed, day)


def read_cell(asked: Field | Column, typed: object, day: date) -> Cell | None:
    if typed is None or isinstance(typed, (Mapping, list, tuple)):
        if typed:
            raise Unreadable(f"“{asked.label}”只填一个值。")
        return None
    if isinstance(typed, bool):
        text = "yes" if typed else "no"
    elif isinstance(typed, datetime | date):
        text = typed.isoformat()
    else:
        text = clean(str(typed))
    if not text:
        return None
    value = read_moment(asked, text, day) if asked.kind is FieldKind.MOMENT else READERS[asked.kind](asked, text)
    check_limits(asked, value, text, day)
    return value


def check_limits(asked: Field | Column, value: Cell | None, text: str, day: date) -> None:
    limits = asked.limits
    longest = limits.longest or (LONGEST_PARAGRAPH if asked.kind is FieldKind.PARAGRAPH else LONGEST_LINE)
    if len(text) > longest:
        raise Unreadable(f"“{asked.label}”太长了，最多{longest}个字，请只留要紧的话。")
    if limits.shortest and len(text) < limits.shortest:
        raise Unreadable(f"“{asked.label}”写得太少，至少{limits.shortest}个字。{such_as(asked)}")
    if limits.contains and not any(one in text for one in limits.contains):
        raise Unreadable(f"“{asked.label}”里要有“{'”或“'.join(limits.contains)}”，请照抄全称。")
    if isinstance(value, Decimal):
        if (limits.least is not None and value < limits.least) or (limits.most is not None and value > limits.most):
            raise Unreadable(
                f"“{asked.label}”要在{limits.least}到{limits.most}之间。"
                if limits.most is not None
                else f"“{asked.label}”不能小于{limits.least}。"
            )
    when = value.date() if isinstance(value, datetime) else value
    if isinstance(when, date):
        if not EARLIEST <= when <= LATEST:
            raise Unreadable(f"“{asked.label}”的年份不对，请核对。")
        if when > day and not limits.future:
            raise Unreadable(f"“{asked.label}”在{say_day(day)}之后，还没到，请核对年份和日期。")


def such_as(asked: Field | Column) -> str:
    """What an answer may look like, where the form has a short one."""
    example = asked.example if isinstance(asked, Field) else None
    return (
        f"比如：{example.rstrip('。')}。"
        if isinstance(example, str) and len(example) <= LONGEST_EXAMPLE
        else "请写全。"
    )


def read_line(asked: Field | Column, text: str) -> str:
    return text if asked.kind is FieldKind.PARAGRAPH else " ".join(text.split())


def read_date(asked: Field | Column, text: str) -> date:
    parts = re.fullmatch(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:T.*)?", text)
    if parts:
        try:
            return date(int(parts[1]), int(parts[2]), int(parts[3]))
        except ValueError:
            raise Unreadable(f"“{asked.label}”：{no_such_day(text)}") from None
    raise Unreadable(f"“{asked.label}”写成2026-11-10的样子。")


def read_moment(asked: Field | Column, text: str, day: date) -> date | datetime:
    value = read_told(text, day)
    if value is None:
        raise Unreadable(f"“{asked.label}”写成2026-10-08 22:47的样子；记不清几点的，只写日期。")
    return value


def read_decimal(asked: Field | Column, text: str, strip: str = "") -> Decimal:
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(rf"[,\s{strip}]", "", plain)
    try:
        value = Decimal(plain)
    except InvalidOperation:
        example = "3" if asked.kind is FieldKind.NUMBER else "12345.67"
        raise Unreadable(f"“{asked.label}”只填数字，例如{example}。") from None
    if not value.is_finite() or abs(value) >= MOST:
        raise Unreadable(f"“{asked.label}”这个数不对，请核对。")
    return value


def read_money(asked: Field | Column, text: str) -> Decimal:
    value = read_decimal(asked, text, "元¥￥人民币")
    if value < 0 or value != value.quantize(Decimal("0.01")):
        raise Unreadable(f"“{asked.label}”不能是负数，最多写到分。")
    return value.quantize(Decimal("0.01"))


def read_percent(asked: Field | Column, text: str) -> Decimal:
    value = read_decimal(asked, text, "%")
    if value < 0:
        raise Unreadable(f"“{asked.label}”不能是负数。")
    return value


def read_phone(asked: Field | Column, text: str) -> str:
    plain = re.sub(r"[\s()（）]", "", unicodedata.normalize("NFKC", text)).removeprefix("+86")
    if not PHONE.fullmatch(plain):
        raise Unreadable(f"“{asked.label}”不像电话号码：手机11位，座机带区号，例如021-12345678。")
    return plain


def read_id_number(asked: Field | Column, text: str) -> str:
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()
    if len(plain) == 18 and not is_identity_number(plain):
        raise Unreadable(f"“{asked.label}”的校验位对不上，请照证件再核对一遍。")
    if len(plain) not in (4, 18) and not OTHER_PAPER.fullmatch(plain):
        raise Unreadable(f"“{asked.label}”位数不对：身份证18位，请核对。")
    return plain


def born_on(identity_number: str) -> date | None:
    """The day of birth that 18 characters of an identity number give; None where that is no day."""
    try:
        return date(int(identity_number[6:10]), int(identity_number[10:12]), int(identity_number[12:14]))
    except ValueError:
        return None


def is_identity_number(text: str) -> bool:
    """Whether the 18 characters are a resident identity number: its check character holds (GB 11643)."""
    if not re.fullmatch(r"\d{17}[\dX]", text):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, ID_WEIGHTS, strict=False))
    return ID_CHECKS[total % 11] == text[-1]


def read_email(asked: Field | Column, text: str) -> str:
    if not EMAIL.fullmatch(text):
        raise Unreadable(f"“{asked.label}”不像邮箱地址，例如name@example.com。")
    return text


def read_yes_no(asked: Field | Column, text: str) -> bool | None:
    if text.lower() in UNSURE:
        return None
    if text.lower() not in YES | NO:
        raise Unreadable(f"“{asked.label}”请选“是”或“否”。")
    return text.lower() in YES


def read_choice(asked: Field | Column, text: str) -> str:
    """The key of the choice; its label is understood too."""
    if text in asked.choices:
        return text
    keys = [key for key, label in asked.choices.items() if label == text]
    if not keys:
        raise Unreadable(f"“{asked.label}”请从列出的几项里选。")
    return keys[0]


def read_court(asked: Field | Column, text: str) -> str:
    plain = re.sub(r"\s", "", text)
    if "人民法院" not in plain:
        raise Unreadable(f"“{asked.label}”要写全称，里面有“人民法院”四个字，照抄文书上的名字。")
    return plain


def read_case_number(asked: Field | Column, text: str) -> str:
    """（2026）某0102民督12号, whatever brackets and digits it was typed with."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    plain = re.sub(r"[(\[〔【]", "（", re.sub(r"[)\]〕】]", "）", plain))
    if not CASE_NUMBER.fullmatch(plain):
        raise Unreadable(f"“{asked.label}”照抄文书右上角，例如（2026）某0102民督12号。")
    return plain


READERS: Mapping[FieldKind, Callable[[Field | Column, str], Cell | None]] = {
    FieldKind.TEXT: read_line,
    FieldKind.PARAGRAPH: read_line,
    FieldKind.ADDRESS: read_line,
    FieldKind.DATE: read_date,
    FieldKind.NUMBER: read_decimal,
    FieldKind.MONEY: read_money,
    FieldKind.PERCENT: read_percent,
    FieldKind.PHONE: read_phone,
    FieldKind.ID_NUMBER: read_id_number,
    FieldKind.EMAIL: read_email,
    FieldKind.YES_NO: read_yes_no,
    FieldKind.CHOICE: read_choice,
    FieldKind.COURT: read_court,
    FieldKind.CASE_NUMBER: read_case_number,
}


def several(typed: object) -> list[object]:
    if typed is None or typed == "":
        return []
    return list(typed) if isinstance(typed, (list, tuple)) else [typed]


def count_limits(asked: Field, count: int, unit: str) -> None:
    if asked.limits.least is not None and count < asked.limits.least:
        raise Unreadable(f"“{asked.label}”至少{asked.limits.least}{unit}。")
    most = asked.limits.most or MOST_ROWS
    if count > most:
        raise Unreadable(f"“{asked.label}”最多{most}{unit}，请留下要紧的。")


def read_choices(asked: Field, typed: object) -> tuple[str, ...] | None:
    """The keys in the order of the form."""
    chosen = {read_choice(asked, clean(str(one))) for one in several(typed) if one not in (None, "")}
    if not chosen:
        return None
    count_limits(asked, len(chosen), "项")
    return tuple(key for key in asked.choices if key in chosen)


def read_list(asked: Field, typed: object) -> tuple[str, ...] | None:
    """One entry a line, or one entry an item."""
    entries = typed.splitlines() if isinstance(typed, str) else several(typed)
    found = [entry for entry in (read_line(asked, clean(str(one))) for one in entries if one is not None) if entry]
    if not found:
        return None
    count_limits(asked, len(found), "条")
    if any(len(entry) > LONGEST_LINE for entry in found):
        raise Unreadable(f"“{asked.label}”每条最多{LONGEST_LINE}个字。")
    return tuple(found)


def read_table(asked: Field, typed: object, day: date) -> tuple[Row, ...] | None:
    """Rows as mappings by column id, or as lists in the order of the columns. Empty rows are left out."""
    rows: list[Row] = []
    for place, given in enumerate(several(typed)):
        row = read_row(asked, place, given, day)
        rows += [row] if row else []
    if not rows:
        return None
    count_limits(asked, len(rows), "行")
    # Stable: what happened on one day stays in the order it was told.
    return tuple(sorted(rows, key=lambda row: str(row[asked.order_by])) if asked.order_by else rows)


def read_row(asked: Field, place: int, given: object, day: date) -> Row:
    cells = row_cells(asked, given)
    row: dict[str, Cell] = {}
    for column in asked.columns:
        try:
            value = read_cell(column, cells.get(column.id), day)
        except Unreadable as failure:
            raise Unreadable(f"第{place + 1}行：{failure.sentence}", f"{asked.id}.{place}.{column.id}") from None
        if value is not None:
            row[column.id] = value
    missing = [column.label for column in asked.columns if column.required and column.id not in row]
    if row and missing:
        raise Unreadable(f"“{asked.label}”第{place + 1}行还差：{'、'.join(missing)}。")
    return row


def row_cells(asked: Field, given: object) -> Mapping[str, object]:
    ids = [column.id for column in asked.columns]
    if isinstance(given, Mapping):
        strange = [str(name)[:40] for name in given if name not in ids]
        if strange:
            raise Unreadable(f"“{asked.label}”没有“{strange[0]}”这一列。")
        return given
    if isinstance(given, (list, tuple)) and len(given) <= len(ids):
        return dict(zip(ids, given, strict=False))
    raise Unreadable(f"“{asked.label}”每行最多{len(ids)}格。")


def say_value(asked: Field | Column, value: Value, style: str = "", full_number: bool = False) -> str:
    """The value as a letter prints it. `style` is one of FORMATS; identity numbers only in full where `full_number`."""
    if isinstance(asked, Field) and isinstance(value, tuple):
        return say_several(asked, value, style)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return say_moment(value)
    if isinstance(value, date):
        return say_day(value, weekday=style == "weekday")
    if isinstance(value, Decimal):
        return say_number(asked.kind, value, style)
    text = str(value)
    if asked.kind is FieldKind.CHOICE:
        return asked.choices[text]
    if asked.kind is FieldKind.ID_NUMBER and (style == "last4" or not full_number):
        return text[-4:]
    if asked.kind is FieldKind.TEXT and WRITTEN_DAY.fullmatch(text):
        # A day may be 2025年底 here; written with its numbers it is said like every other day.
        with suppress(ValueError):
            return say_day(date.fromisoformat(text))
    return masked(text) if style == "masked" else text


def say_number(kind: FieldKind, value: Decimal, style: str) -> str:
    if kind is FieldKind.MONEY:
        words = money_in_words(value)
        return {"words": words, "both": f"{say_money(value)}（{words}）"}.get(style, say_money(value))
    plain = f"{value.normalize():f}"
    return f"{plain}%" if kind is FieldKind.PERCENT else plain


def say_several(asked: Field, value: tuple[Any, ...], style: str) -> str:
    if style == "count":
        return str(len(value))
    if asked.kind is FieldKind.ELEMENTS:
        return "、".join(map(str, numbers_of(asked.questions, value, Stance(style or Stance.DISPUTED))))
    if style.startswith("sum"):
        return say_number(FieldKind.MONEY, sum_of(asked, value), style.removeprefix("sum").removeprefix("-"))
    if asked.kind is FieldKind.TABLE:
        return "；".join("，".join(say_row(asked, row)) for row in value)
    said = [asked.choices[one] if asked.kind is FieldKind.CHOICES else one for one in value]
    return ("；" if any("、" in one or "，" in one for one in said) else "、").join(said)


def sum_of(asked: Field, rows: Sequence[Row]) -> Decimal:
    """Of the first column of money."""
    column = next((one.id for one in asked.columns if one.kind is FieldKind.MONEY), "")
    return sum((cell for row in rows if isinstance(cell := row.get(column), Decimal)), Decimal(0))


def say_row(asked: Field, row: Row, full_number: bool = False) -> tuple[str, ...]:
    """A table row as printed cells, one a column; amounts in words too."""
    return tuple(
        say_value(column, row[column.id], "both" if column.kind is FieldKind.MONEY else "", full_number)
        if column.id in row
        else ""
        for column in asked.columns
    )


def masked(number: str) -> str:
    """138****0000: the middle of a number that is not the writer's own."""
    return f"{number[:3]}****{number[-4:]}" if len(number) >= 8 else number
