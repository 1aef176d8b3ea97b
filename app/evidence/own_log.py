"""Our own log, exported before and uploaded again: as text, or as rows a spreadsheet has split. Nothing of it is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.case_file import is_case, read_case
from app.domain.contact import Contact
from app.domain.log_table import TELLING, LogReading, folded, is_log, read_log, read_rows
from app.evidence.model import ImportBook, ImportFormat

SLUG = "own-log"
MORE = "文件里不只有联系，还有这笔钱或信里填的。要全部放回来，请到“我的记录”里点“把存下的记录放回来”。"
NUMBER = re.compile(r"\d+$")


@dataclass(frozen=True, slots=True)
class OwnLog:
    """`problems` and `notes` are (row, sentence); a row counts from 1 with the header, or is the place in a list."""

    format: ImportFormat
    contacts: tuple[Contact, ...]
    problems: tuple[tuple[int, str], ...]
    notes: tuple[tuple[int, str], ...] = ()


def read_own_text(text: str, book: ImportBook) -> OwnLog | None:
    """None when it is not ours. Raises FileRefused where it says that it is, and cannot be read."""
    one = book.get(SLUG)
    if one is None:
        return None
    if is_case(text):
        case = read_case(text)
        problems = tuple((row_of(problem.where), f"{problem.where}：{problem.sentence}") for problem in case.problems)
        more = case.facts.debt or case.facts.answers or case.facts.files
        return OwnLog(one, case.facts.contacts, problems, ((1, MORE),) if more else ())
    return of_log(one, read_log(text)) if is_log(text) else None


def read_own_rows(header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], book: ImportBook) -> OwnLog | None:
    """As `read_own_text`, of a table somebody else has split: a workbook, a web page."""
    one = book.get(SLUG)
    if one is None or not TELLING <= {folded(cell) for cell in header}:
        return None
    return of_log(one, read_rows(header, rows))


def of_log(one: ImportFormat, log: LogReading) -> OwnLog:
    return OwnLog(one, log.contacts, tuple((problem.row, problem.sentence) for problem in log.problems))


def row_of(where: str) -> int:
    """联系3 → 3"""
    found = NUMBER.search(where)
    return int(found[0]) if found else 1
