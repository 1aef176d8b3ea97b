"""Precedents from disk, every conduct of theirs known."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from app.content.model import nearest, validate
from app.content.tree import read
from app.precedents.model import Precedent, PrecedentBook, PrecedentFile


def load_precedents(content: Path, conducts: Collection[str]) -> tuple[PrecedentBook, list[str]]:
    """Every precedent file; problems as `path:line: sentence`."""
    found: list[Precedent] = []
    problems: list[str] = []
    for path in sorted((content / "precedents").glob("*.yaml")):
        tree = read(path, content.parent)
        file, wrong = validate(PrecedentFile, tree)
        problems += wrong
        if file is None:
            continue
        found.append(Precedent(path.stem, file))
        problems += [
            tree.at(("conducts", place), f"there is no conduct '{slug}'{nearest(slug, conducts) or '.'}")
            for place, slug in enumerate(file.conducts)
            if slug not in conducts
        ]
    return PrecedentBook(tuple(sorted(found, key=lambda one: one.file.on, reverse=True))), problems
