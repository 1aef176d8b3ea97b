"""The content of the diary: what the loader refuses, and sentences a tired reader can take."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from app.catalogue import Catalogue
from app.diary.model import load_diary
from tests.shared import CONTENT

PATH = Path("content") / "tables" / "diary.yaml"


def loaded(tmp_path: Path, old: str, new: str) -> list[str]:
    target = tmp_path / PATH
    target.parent.mkdir(parents=True)
    shutil.copy(CONTENT / "tables" / "diary.yaml", target)
    text = target.read_text(encoding="utf-8")
    assert old in text
    target.write_text(text.replace(old, new, 1), encoding="utf-8")
    return load_diary(tmp_path / "content", {"insult-abuse"})[1]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: missed", "id: answered", "'answered' stands twice under happened"),
        (
            "asks: number",
            "asks: numbers",
            "'numbers' is not a value of 'asks' (number, visitors, reached); did you mean 'number'?",
        ),
        ("width: 23", "width: 22", "the widths of the columns add up to 99, not to 100"),
        ("insult-abuse", "insult-abus", "there is no conduct 'insult-abus'; did you mean 'insult-abuse'?"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    problems = loaded(tmp_path, old, new)
    assert any(said in problem and re.match(r"content/tables/diary\.yaml:\d+: ", problem) for problem in problems), (
        problems
    )


def test_every_sentence_is_short(catalogue: Catalogue) -> None:
    file = catalogue.diary.file
    texts = [one.text for group in file.reminders for one in group.items]
    texts += [one.more for group in file.reminders for one in group.items]
    texts += [one.how for one in file.home_screen] + [file.sheet.lead]
    sentences = [part for text in texts for part in re.split(r"[。？！；]", text) if part]
    assert max(map(len, sentences)) <= 40
    assert sum(map(len, sentences)) / len(sentences) <= 25


def test_the_first_tap_has_all_that_happens(catalogue: Catalogue) -> None:
    assert [one.name for one in catalogue.diary.file.happened] == [
        "打来，接了",
        "打来，没接",
        "短信",
        "微信",
        "上门",
        "找了别人",
    ]
    offered = {act for one in catalogue.diary.file.happened for act in one.acts}
    common = {act.slug for group in catalogue.acts.groups for act in group.acts}
    assert offered <= common
