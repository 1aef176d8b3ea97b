"""A whole case as a JSON file that its owner keeps: written, and read back entry by entry.

What a case holds is not listed here: every field of CaseFacts goes out and comes back. A field added to it later is missing in
an older file and stands at its default; VERSION rises only when a field of an older file would be misread.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import to_json

from app.domain.case import CaseFacts
from app.domain.own_paragraph import OwnParagraphs
from app.domain.problem import Problem
from app.domain.text import clean
from app.errors import FileRefused

FORMAT = "zhaimingbai-case"
VERSION = 1
# Of every log: a case, its file, and what is sent to be judged or written about.
MOST_CONTACTS = 100_000
MOST_ANSWERS = 200
LONGEST_ANSWERS = 300_000
DEEPEST = 20
WIDEST = 1_000
LONGEST_INTEGER = 20
LONGEST_SHOWN = 40

NO_JSON = "这份文件坏了，读不出来。请用导出的原文件，不要用别的软件改动。"
TOO_DEEP = "这份文件的结构不对：一层套一层，太深了。请用导出的原文件。"
TOO_WIDE = "这份文件的结构不对：一处写了太多项。请用导出的原文件。"
NO_NUMBER = "这份文件里有读不了的数字。请用导出的原文件。"
TWICE = "这份文件里有两个同名的“{name}”，不知道该信哪个。请用导出的原文件。"
NOT_OURS = "这不是债明白导出的记录。通话详单请到“导入通话详单”那一页上传。"
NO_VERSION = "这份文件没写是第几版，读不了。请用导出的原文件。"
TOO_NEW = "这份文件是更新的版本写的，这里还读不懂。请刷新网页再试，或用导出的CSV。"
TOO_MANY = f"这份文件超过{MOST_CONTACTS:,}条联系，太多了。请只留催收的号码，再导出一次。"
TOO_MANY_OF = "太多了，没有读。"
NO_TABLE = "“{name}”的结构不对，没有读。"
UNKNOWN = "没有“{name}”这一项，没有读。"
PART_NAMES = {
    "debt": "这笔钱",
    "contacts": "联系",
    "answers": "信里填的内容",
    "paragraphs": "信里自己加的话",
    "files": "证据",
    "sent": "寄出的信",
    "last_marking": "上一次标记",
}


class CaseFile(CaseFacts):
    """The file. `made_at` is when, `software` and `content` by which edition; `version` is the file's own."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="zhaimingbai case file")

    format: Literal["zhaimingbai-case"] = Field(description="Says what the file is.")
    version: Annotated[int, Field(ge=1, le=VERSION, description="Of the file; older ones are read too.")]
    made_at: datetime | None = None
    software: Annotated[str, Field(max_length=60)] = ""
    content: Annotated[str, Field(max_length=60)] = ""


ENVELOPE = tuple(name for name in CaseFile.model_fields if name not in CaseFacts.model_fields)


@dataclass(frozen=True, slots=True)
class CaseReading:
    """What could be read. A problem names the entry: 联系3, 这笔钱."""

    facts: CaseFacts
    problems: tuple[Problem, ...]


# ---- Out


def write_case(facts: CaseFacts, made_at: datetime, software: str, content: str) -> str:
    """The file. What stands at its default is left out."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": made_at.isoformat(timespec="seconds"),
        "software": software,
        "content": content,
        **facts.model_dump(mode="json", exclude_defaults=True),
    }
    return to_json(told, indent=1).decode()


# ---- Back


def is_case(text: str) -> bool:
    """Whether it says of itself that it is such a file; whether it can be read is another question."""
    return text[:200].lstrip("\ufeff \t\r\n").startswith("{") and f'"{FORMAT}"' in text


def read_case(text: str) -> CaseReading:
    """Every entry that is sound, and a sentence for each that is not. Raises FileRefused where the whole is not."""
    told = parse(text)
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise FileRefused(NOT_OURS)
    version = told.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise FileRefused(NO_VERSION)
    if version > VERSION:
        raise FileRefused(TOO_NEW)
    contacts = told.get("contacts")
    if isinstance(contacts, list) and len(contacts) > MOST_CONTACTS:
        raise FileRefused(TOO_MANY, 413)
    return read_facts({name: value for name, value in told.items() if name not in ENVELOPE})


def parse(text: str) -> Any:
    """Strict JSON: no key twice, no NaN, no endless number, no tower of brackets. Raises FileRefused."""
    try:
        told = json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=once,
            parse_int=whole,
            parse_float=finite,
            parse_constant=no_number,
        )
    except RecursionError:
        raise FileRefused(TOO_DEEP) from None
    except json.JSONDecodeError:
        raise FileRefused(NO_JSON) from None
    if depth(told) > DEEPEST:
        raise FileRefused(TOO_DEEP)
    return told


def once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > WIDEST:
        raise FileRefused(TOO_WIDE)
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise FileRefused(TWICE.format(name=shown(name)))
        found[name] = value
    return found


def whole(digits: str) -> int:
    if len(digits) > LONGEST_INTEGER:
        raise FileRefused(NO_NUMBER)
    return int(digits)


def finite(digits: str) -> float:
    number = float(digits)
    return no_number(digits) if number in (float("inf"), float("-inf")) else number


def no_number(_: str) -> float:
    raise FileRefused(NO_NUMBER)


def depth(value: object) -> int:
    """How many brackets stand around the innermost value. Level by level, so that no depth is too deep to count."""
    levels, layer = 0, [value]
    while layer := [one for one in layer if isinstance(one, (dict, list))]:
        levels += 1
        if levels > DEEPEST:
            break
        layer = [inner for one in layer for inner in (one.values() if isinstance(one, dict) else one)]
    return levels


def read_facts(told: Mapping[str, Any]) -> CaseReading:
    """An entry is a field of the case, or one item of a field that holds many; it is taken whole or not at all."""
    problems: list[Problem] = []
    parts: dict[str, Any] = {}
    for name, value in told.items():
        if name not in CaseFacts.model_fields:
            problems.append(Problem("", UNKNOWN.format(name=shown(name))))
        else:
            read = READERS.get(name)
            parts[name] = read(value, problems) if read else value
    return CaseReading(validated(parts, problems), tuple(problems))


def validated(parts: Mapping[str, Any], problems: list[Problem]) -> CaseFacts:
    """The facts without what does not validate."""
    sound: dict[str, Any] = {}
    for field, value in parts.items():
        many = isinstance(value, list) and value
        items = enumerate(value) if many else [(None, value)]
        kept = [one for item, told in items for one in entry(field, item, told, problems)]
        if kept:
            sound[field] = kept if many else kept[0]
    try:
        return CaseFacts.model_validate(sound)
    except ValidationError as failure:
        # Each entry is sound, and there are more of them than a case may hold.
        whole = {str(error["loc"][0]) for error in failure.errors(include_url=False, include_input=False)}
        problems += [Problem(place_of(field, None), TOO_MANY_OF) for field in sorted(whole)]
        return CaseFacts.model_validate({field: value for field, value in sound.items() if field not in whole})


def entry(field: str, item: int | None, told: Any, problems: list[Problem]) -> Sequence[Any]:
    """The value of one entry, in a list of its own; an empty list where it does not validate."""
    try:
        facts = CaseFacts.model_validate({field: told if item is None else [told]})
    except ValidationError as failure:
        error = failure.errors(include_url=False, include_input=False)[0]
        problems.append(Problem(place_of(field, item), sentence(error, item)))
        return ()
    value = getattr(facts, field)
    return [value] if item is None else value


def place_of(field: str, item: int | None) -> str:
    """联系3 is the third of the file's list."""
    name = PART_NAMES.get(field, field)
    return name if item is None else f"{name}{item + 1}"


def sentence(error: Mapping[str, Any], item: int | None) -> str:
    """One refused value as a sentence; the value itself is not repeated."""
    steps = [str(step) for step in error["loc"][1 if item is None else 2 :] if isinstance(step, str)]
    where = f"“{shown('.'.join(steps))}”" if steps else "这一项"
    kind = str(error["type"])
    if kind == "missing":
        return f"缺了{where}，没有读。"
    if kind == "extra_forbidden":
        return f"没有{where}这一项，没有读。"
    if "too_long" in kind:
        return f"{where}太长了，没有读。"
    told = str(error["msg"]).removeprefix("Value error, ")
    return f"{where}：{told}" if "。" in told else f"{where}的写法不对，没有读。"


def read_answers(value: Any, problems: list[Problem]) -> dict[str, dict[str, object]]:
    """What was typed into letters, by letter: text, lists of text, rows of text, named rows, and nothing else."""
    if not isinstance(value, dict):
        problems.append(Problem(PART_NAMES["answers"], NO_TABLE.format(name="answers")))
        return {}
    found: dict[str, dict[str, object]] = {}
    for slug, typed in value.items():
        told = cleaned(typed)
        sound = isinstance(told, dict) and len(slug) <= LONGEST_SHOWN * 2 and len(found) < MOST_ANSWERS
        if sound and isinstance(told, dict) and len(str(told)) <= LONGEST_ANSWERS:
            found[clean(slug)] = told
        else:
            problems.append(Problem(PART_NAMES["answers"], NO_TABLE.format(name=shown(slug))))
    return found


def read_paragraphs(value: Any, problems: list[Problem]) -> dict[str, Any]:
    """What was added to letters, by letter: that of one letter is taken whole or not at all."""
    if not isinstance(value, dict):
        problems.append(Problem(PART_NAMES["paragraphs"], "这一项的写法不对，没有读。"))
        return {}
    found: dict[str, Any] = {}
    for slug, told in list(value.items())[:MOST_ANSWERS]:
        try:
            found[clean(slug)] = PARAGRAPHS.validate_python(told)
        except ValidationError:
            problems.append(Problem(PART_NAMES["paragraphs"], NO_TABLE.format(name=shown(slug))))
    return found


PARAGRAPHS: TypeAdapter[Any] = TypeAdapter(OwnParagraphs)
READERS = {"answers": read_answers, "paragraphs": read_paragraphs}


def cleaned(typed: Any) -> dict[str, object] | None:
    """One letter's form, or None where it is no form."""
    if not isinstance(typed, dict):
        return None
    form = {clean(name): answer(value) for name, value in typed.items()}
    return None if None in form.values() else {name: value for name, value in form.items() if value is not None}


def answer(value: Any) -> object | None:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        # A court's form: each of its questions is a row of cells.
        elements = {clean(name): row(one) if isinstance(one, dict) else None for name, one in value.items()}
        return None if None in elements.values() else elements
    if isinstance(value, list):
        items = [row(one) if isinstance(one, dict) else clean(one) if isinstance(one, str) else None for one in value]
        return None if None in items else items
    return None


def row(cells: Mapping[str, Any]) -> dict[str, str] | None:
    if not all(isinstance(cell, str) for cell in cells.values()):
        return None
    return {clean(name): clean(cell) for name, cell in cells.items()}


def shown(name: str) -> str:
    return " ".join(clean(name).split())[:LONGEST_SHOWN]
