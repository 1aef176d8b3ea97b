"""Runs what docs/adding-*.md say: each fenced block with file=… is written into a copy of content/."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.shared import CONTENT, ROOT

BLOCK = re.compile(r"^```\w+ file=(\S+)\n(.*?)^```$", re.M | re.S)


def blocks(recipe: str) -> dict[str, str]:
    """path → text of every file the recipe shows."""
    return dict(BLOCK.findall((ROOT / "docs" / recipe).read_text(encoding="utf-8")))


def follow(recipe: str, folder: Path) -> Path:
    """A copy of content/ in `folder` with the recipe's files added; the path of that content/."""
    shutil.copytree(CONTENT, folder / "content")
    found = blocks(recipe)
    assert found, f"{recipe} shows no file"
    for name, text in found.items():
        path = folder / name
        assert not path.exists(), f"{name} exists already: the recipe no longer adds anything"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "content"
