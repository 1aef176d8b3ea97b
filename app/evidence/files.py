"""The borrower's own files in a case: noted by their digest, described, put in order, taken out. Pure; no file is here."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import ValidationError

from app.domain.contact import Contact, Means
from app.domain.moment import say_day
from app.domain.own_file import LONGEST_SHOWS, MOST_FILES, FileKind, OwnFile, likely_kind, without_twins
from app.domain.problem import Problem

KEY_DIGITS = 16
LONGEST_SAID = 40
# A phone's clock may run ahead of ours.
CLOCKS_APART = timedelta(days=1)
FIELD = "file"
NOTHING_CHOSEN = Problem(FIELD, "请先选一个或几个文件。")
TOO_MANY = Problem(FIELD, f"“我的记录”最多登记{MOST_FILES}个文件。请先登记最要紧的，或删掉用不上的。")
UNREADABLE = Problem(FIELD, "没有收到完整的登记内容。请回到这一页，再选一次文件。")


@dataclass(frozen=True, slots=True)
class Noted:
    """`files` are fit to be kept, twins among them once; `undated` had a time of change that cannot be, which was left out."""

    files: tuple[OwnFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    undated: tuple[str, ...] = ()


def read_noted(text: str, now: datetime) -> Noted:
    """What the browser worked out: a JSON list of name, size, modified and sha256."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return Noted(problems=(UNREADABLE,))
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        return Noted(problems=(UNREADABLE,))
    if len(told) > MOST_FILES:
        return Noted(problems=(TOO_MANY,))
    return noted(told, now)


def noted(told: Sequence[Mapping[str, object]], now: datetime) -> Noted:
    """Each as an OwnFile or as the sentence why it is none. A time of change still to come is a wrong clock, no fact."""
    files, problems, undated = [], [], []
    for one in told:
        name = str(one.get("name", ""))
        try:
            file = OwnFile.model_validate({"kind": likely_kind(name), **one, "modified": None})
        except ValidationError as failure:
            problems += [Problem(FIELD, f"“{short(name)}”：{said}") for said in sentences(failure)]
            continue
        modified = read_modified(one.get("modified"), now)
        if modified is None and one.get("modified") is not None:
            undated.append(file.name)
        files.append(file.model_copy(update={"modified": modified}))
    return Noted(without_twins(files), tuple(problems), tuple(undated))


def read_modified(told: object, now: datetime) -> datetime | None:
    """The moment a phone tells, to the second; None for what cannot be."""
    try:
        found = OwnFile.model_validate({"name": "?", "size": 1, "sha256": "0" * 64, "modified": told}).modified
    except ValidationError:
        return None
    return found.replace(microsecond=0) if found and found <= now + CLOCKS_APART else None


def sentences(failure: ValidationError) -> Iterator[str]:
    for error in failure.errors():
        said = error["msg"].removeprefix("Value error, ")
        yield said if said.endswith("。") else "登记的内容不完整，请再选一次这个文件。"


def short(name: str) -> str:
    shown = " ".join(name.split()) or "没有名字的文件"
    return shown if len(shown) <= LONGEST_SAID else f"{shown[:LONGEST_SAID]}…"


def read_from(name: str, payload: bytes, format_name: str, contacts: Sequence[Contact]) -> OwnFile | None:
    """A file whose contacts were read, as one of the borrower's own; None where it has no name to list it by."""
    calls = sum(one.means is Means.CALL for one in contacts)
    kind = FileKind.CALL_LOG if 2 * calls >= len(contacts) else FileKind.MESSAGES
    days = sorted({one.day for one in contacts})
    span = f"{say_day(days[0])}至{say_day(days[-1])}，" if days else ""
    try:
        return OwnFile(
            name=name,
            size=len(payload),
            sha256=hashlib.sha256(payload).hexdigest(),
            kind=kind,
            shows=f"{span}共{len(contacts)}次联系的原始记录（{format_name[:30]}）",
        )
    except ValidationError:
        return None


def with_listed(file: OwnFile, listed: int, read: int) -> OwnFile:
    """The file, saying how many of the contacts `read` from it were `listed` in the log, where not all were."""
    if listed == read:
        return file
    shows = file.shows.replace("次联系的原始记录", f"次联系的原始记录，其中{listed}次列入联系记录表", 1)
    return file if len(shows) > LONGEST_SHOWS else file.model_copy(update={"shows": shows})


def packed(file: OwnFile | None) -> str:
    """A file as a hidden field carries it; empty where there is none."""
    return base64.b64encode(file.model_dump_json().encode()).decode("ascii") if file else ""


def unpacked(text: str) -> OwnFile | None:
    """The file, or None where the field is not what we packed."""
    try:
        return OwnFile.model_validate_json(base64.b64decode(text, validate=True)) if text else None
    except (binascii.Error, ValidationError, ValueError):
        return None


def key_of(file: OwnFile) -> str:
    """The file in an address of ours: the beginning of its digest."""
    return file.sha256[:KEY_DIGITS]


def place_of(files: Sequence[OwnFile], key: str) -> int | None:
    return next((place for place, one in enumerate(files) if key_of(one) == key), None)


def joined(files: Sequence[OwnFile], new: Sequence[OwnFile]) -> tuple[OwnFile, ...]:
    """The files with the new ones behind; what is there already stays as it was described."""
    return without_twins((*files, *new))


def without(files: Sequence[OwnFile], key: str) -> tuple[OwnFile, ...]:
    return tuple(one for one in files if key_of(one) != key)


def replaced(files: Sequence[OwnFile], file: OwnFile) -> tuple[OwnFile, ...]:
    """The file of the same content gives way to `file`, in its place."""
    return tuple(file if one.sha256 == file.sha256 else one for one in files)


def moved(files: Sequence[OwnFile], key: str, steps: int) -> tuple[OwnFile, ...]:
    """The file `steps` places further down (up where negative), at most to an end."""
    place = place_of(files, key)
    if place is None:
        return tuple(files)
    rest = [one for one in files if key_of(one) != key]
    rest.insert(min(max(place + steps, 0), len(rest)), files[place])
    return tuple(rest)
