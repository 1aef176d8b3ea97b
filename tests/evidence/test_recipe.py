"""docs/adding-an-import.md is followed to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.evidence.model import load_imports
from app.evidence.reading import read_file
from tests.evidence.conftest import TODAY
from tests.evidence.test_samples import BOOK, assert_keeps_its_promise
from tests.recipes import follow


def test_adding_an_import(tmp_path: Path) -> None:
    book, problems = load_imports(follow("adding-an-import.md", tmp_path))
    assert problems == []
    assert len(book.formats) == len(BOOK.formats) + 1
    added = book.get("example-blocker")
    assert added is not None
    assert_keeps_its_promise(added, book)


def test_the_others_keep_their_promises_beside_it(tmp_path: Path) -> None:
    book, _ = load_imports(follow("adding-an-import.md", tmp_path))
    for one in book.formats:
        assert_keeps_its_promise(one, book)


def test_without_the_recipe_the_file_is_not_known() -> None:
    rows = "拨打日期,拨打时刻,号码本体,来源\n2026年9月5日,下午10:41,95555,别人打来\n"
    with pytest.raises(Exception, match="没有找到表头"):
        read_file("示例拦截.csv", rows.encode(), BOOK, TODAY)
