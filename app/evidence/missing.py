"""What an evidence pack still lacks, each with where to go and mend it. Nothing here stops a pack from being made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.contact import Contact, Means
from app.domain.markup import fill
from app.domain.own_file import FileKind
from app.evidence.pack import MOST_ROWS, Case
from app.evidence.pack_words import PackWords


@dataclass(frozen=True, slots=True)
class Lack:
    """`what` is the name of its entry in the content file, `says` the sentence; `url` is empty where nothing can be done."""

    what: str
    says: str
    action: str
    url: str


def missing(words: PackWords, case: Case, rare: int = 0) -> tuple[Lack, ...]:
    """What is missing, the most important first. `rare`: how many characters no font can draw."""
    return tuple(said(words, what, count) for what, count in lacks(case, rare))


def said(words: PackWords, what: str, count: int) -> Lack:
    entry = getattr(words.file.missing, what)
    return Lack(what, fill(entry.says, lambda _: str(count)), entry.action, entry.url)


def lacks(case: Case, rare: int) -> Iterator[tuple[str, int]]:
    """(what, how many) for each thing that is missing."""
    contacts = case.contacts
    if not contacts:
        yield "contacts", 0
    if case.debt is None:
        yield "debt", 0
    counts = {
        "judged": len([one for one in case.assessment.not_judged if one.question]),
        "call_log": int(has_calls(contacts) and not any(one.kind is FileKind.CALL_LOG for one in case.files)),
        "files": int(bool(contacts) and all(one.kind is FileKind.CALL_LOG for one in case.files)),
        "shows": sum(not one.shows for one in case.files),
        "words": sum(one.answered is True and not one.words for one in contacts if is_their_call(one)),
        "number": sum(not one.number for one in contacts if one.means in (Means.CALL, Means.SMS)),
        "answered": sum(one.answered is None for one in contacts if is_their_call(one)),
        "rows": min(MOST_ROWS, len(contacts)) if len(contacts) > MOST_ROWS else 0,
        "rare": rare,
    }
    yield from ((what, count) for what, count in counts.items() if count)


def has_calls(contacts: tuple[Contact, ...]) -> bool:
    return any(one.means is Means.CALL for one in contacts)


def is_their_call(one: Contact) -> bool:
    return one.incoming and one.means is Means.CALL
