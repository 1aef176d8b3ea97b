"""The days content files carry, of whatever kind the file is: `checked_on:` and `review_by:` on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

DAY = re.compile(r"^(checked_on|review_by):[ \t]*['\"]?(\d{4}-\d{2}-\d{2})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class DatedFile:
    """`path` is relative to the folder that holds content/."""

    path: str
    checked_on: date
    review_by: date


def dated_files(content: Path) -> Iterator[DatedFile]:
    """Every file under `content` that carries both days at its top level, by path."""
    for path in sorted(content.rglob("*")):
        if path.suffix not in (".md", ".yaml"):
            continue
        # The first of each: a body of Markdown comes after the front matter.
        found = dict(reversed(DAY.findall(path.read_text(encoding="utf-8"))))
        if len(found) == 2:
            days = {name: date.fromisoformat(day) for name, day in found.items()}
            yield DatedFile(path.relative_to(content.parent).as_posix(), days["checked_on"], days["review_by"])
