"""A file of ours, as bytes or as text somebody kept, back to facts: the whole case (JSON) or the log (CSV)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.acts import ActChoices
from app.domain.case import CaseFacts
from app.domain.case_file import MOST_CONTACTS, NOT_OURS, TOO_MANY, is_case, read_case
from app.domain.contact import Contact
from app.domain.log_table import is_log, read_log
from app.domain.problem import Problem
from app.domain.upload import MAX_BYTES
from app.errors import FileRefused

TOO_LARGE = f"这个文件超过{MAX_BYTES // 1024 // 1024}MB，太大了。"
EMPTY = "这个文件是空的。请重新下载一次，再导入。"
WORKBOOK = "这是Excel工作簿。请到“导入通话详单”那一页上传，或者另存为“CSV UTF-8”，再放回来。"
NO_TEXT = "这不是文字文件，读不了。请选导出的CSV或JSON文件。"
NO_SUCH_ACT = "有一项勾选现在没有了，没有带进来。这一条的其他内容都在。"
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Incoming:
    """What the file holds, and what of it could not be read; `whole` for a case with its debt, not only the log."""

    facts: CaseFacts
    problems: tuple[Problem, ...]
    whole: bool


def read_own(payload: bytes, choices: ActChoices) -> Incoming:
    """Raises FileRefused: 413 too large, 415 no text, 422 not ours or broken."""
    if len(payload) > MAX_BYTES:
        raise FileRefused(TOO_LARGE, 413)
    if payload.startswith(WORKBOOKS):
        raise FileRefused(WORKBOOK, 415)
    return read_own_text(decode(payload), choices)


def decode(payload: bytes) -> str:
    """Spreadsheets save in UTF-8, UTF-16 or the old Chinese encoding; what cannot be decoded becomes U+FFFD."""
    for mark, encoding in MARKS:
        if payload.startswith(mark):
            return payload.removeprefix(mark).decode(encoding, "replace")
    if b"\x00" in payload:
        raise FileRefused(NO_TEXT, 415)
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        return payload.decode("gb18030", "replace")


def read_own_text(text: str, choices: ActChoices) -> Incoming:
    """As `read_own`, of text that was copied and is pasted back."""
    if len(text) > MAX_BYTES:
        raise FileRefused(TOO_LARGE, 413)
    if not text.strip():
        raise FileRefused(EMPTY)
    if is_case(text):
        case = read_case(text)
        return known_only(Incoming(case.facts, case.problems, True), choices)
    if not is_log(text):
        raise FileRefused(NOT_OURS)
    log = read_log(text, choices.names, choices.circumstances)
    if len(log.contacts) + len(log.problems) > MOST_CONTACTS:
        raise FileRefused(TOO_MANY, 413)
    problems = tuple(Problem(f"第{one.row}行", one.sentence) for one in log.problems)
    return known_only(Incoming(CaseFacts(contacts=log.contacts), problems, False), choices)


def known_only(incoming: Incoming, choices: ActChoices) -> Incoming:
    """Without acts and circumstances that our content does not name (any more); each is said."""
    names = choices.names
    kept = tuple(without_unknown(contact, names, choices.circumstances) for contact in incoming.facts.contacts)
    lost = [
        Problem(f"{now.said_at}的联系", NO_SUCH_ACT)
        for now, before in zip(kept, incoming.facts.contacts, strict=True)
        if now is not before
    ]
    if not lost:
        return incoming
    facts = incoming.facts.model_copy(update={"contacts": kept})
    return Incoming(facts, (*incoming.problems, *lost), incoming.whole)


def without_unknown(contact: Contact, acts: Mapping[str, str], circumstances: Mapping[str, str]) -> Contact:
    lists = {"acts": acts, "circumstances": circumstances, "ruled_out": circumstances}
    changes = {
        name: tuple(one for one in getattr(contact, name) if one in known)
        for name, known in lists.items()
        if any(one not in known for one in getattr(contact, name))
    }
    return contact.model_copy(update=changes) if changes else contact
