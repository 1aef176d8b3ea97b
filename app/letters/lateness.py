"""A missed time limit that may be prolonged: some days from the end of what stood in the way (民事诉讼法第86条).

One mechanism for every letter that names its `extension`; how long it is and what is said stands once, in letter-parts.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.domain.deadline import Deadline, count_deadline
from app.domain.problem import Problem
from app.domain.rest_days import RestDays
from app.letters.draft import Draft
from app.letters.flags import Flags, day_of
from app.letters.model import ExtensionPart, Letter, LetterBook


def find_extension(book: LetterBook, letter: Letter, flags: Flags, rest_days: RestDays) -> Deadline | None:
    """By when to ask that the limit be prolonged; None where that is not asked, or not yet told when the obstacle ended."""
    entry, shared = letter.file.extension, book.shared.extension
    if entry is None or shared is None or not flags.holds(entry.when):
        return None
    ended = flags.ground.answers.values.get(entry.from_)
    return count_deadline(day_of(ended), shared.length, rest_days=rest_days) if isinstance(ended, date) else None


def stops(draft: Draft, shared: ExtensionPart | None) -> Iterator[Problem]:
    """What ended before the limit began kept nobody from anything, and what ended too long ago excuses nobody."""
    said = stop_of(draft, shared) if shared else ""
    if said:
        yield Problem(field_of(draft), draft.say_what_can_be_said(said))


def stop_of(draft: Draft, shared: ExtensionPart) -> str:
    if draft.extension is None:
        return ""
    if draft.deadline and draft.extension.start < draft.deadline.start:
        return shared.too_early
    return shared.too_late if draft.extension.passed(draft.ground.day) else ""


def told(draft: Draft, shared: ExtensionPart | None) -> Iterator[Problem]:
    """The last day, while it lies ahead."""
    if shared and draft.extension and not stop_of(draft, shared):
        yield Problem(field_of(draft), draft.say_what_can_be_said(shared.running))


def field_of(draft: Draft) -> str:
    entry = draft.letter.file.extension
    return entry.from_ if entry else ""
