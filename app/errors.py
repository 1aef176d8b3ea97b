"""Every error of our own.

    ZhaimingbaiError
    ├── SettingsError          the environment is not fit to start in
    ├── ContentError           content/ does not load; carries every problem found
    ├── LawError
    │   ├── UnknownInstrument  no such instrument in content/law
    │   ├── NoLawInForce       the instrument was not (or no longer) readable law on that day
    │   └── UnknownArticle     the version in force has no such article in our files
    ├── FileRefused            an uploaded file is not what it claims, or larger than we read
    ├── CaseError
    │   ├── CaseNotFound       no case under this code, or it has expired
    │   ├── CaseUnreadable     the row exists, the code does not open it
    │   └── StaleCase          changed since it was loaded; nothing was written (app.storage.cases)
    ├── DatabaseUnreachable    locked, full or gone; nothing was written (app.storage.db says when)
    ├── RareCharacters         a letter has characters no font can draw (app.rendering.fonts)
    └── StarterRefused         `new` cannot write this file (app.starters.start)

A problem in what a person typed or uploaded row by row is a value (`Problem`), never one of these.
"""

from __future__ import annotations

from collections.abc import Sequence


class ZhaimingbaiError(Exception):
    """Root of the tree; `str(error)` is a sentence that may be shown to a person."""


class SettingsError(ZhaimingbaiError):
    pass


class ContentError(ZhaimingbaiError):
    """Holds one `path:line: sentence` a problem, in reading order."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class LawError(ZhaimingbaiError):
    pass


class UnknownInstrument(LawError):
    pass


class NoLawInForce(LawError):
    pass


class UnknownArticle(LawError):
    pass


class FileRefused(ZhaimingbaiError):
    """`status` is the HTTP status that fits: 413 too large, 415 not a format we read, 422 unreadable."""

    def __init__(self, sentence: str, status: int = 422) -> None:
        self.status = status
        super().__init__(sentence)


class CaseError(ZhaimingbaiError):
    pass


class DatabaseUnreachable(ZhaimingbaiError):
    """No CaseError: the case is still there, only nobody can get at it now."""


class CaseNotFound(CaseError):
    pass


class CaseUnreadable(CaseError):
    pass
