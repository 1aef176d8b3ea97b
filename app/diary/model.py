"""The schema of content/tables/diary.yaml."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from app.content.model import ContentModel, nearest, validate
from app.content.tree import Tree, read
from app.domain.contact import Means

MOST_ACTS = 12
Short = Annotated[str, Field(min_length=1, max_length=40)]


class Asks(StrEnum):
    """What the second tap says: whose number, how many came, or who was reached instead."""

    NUMBER = "number"
    VISITORS = "visitors"
    REACHED = "reached"


class Happening(ContentModel):
    """The first tap. Without `acts` nothing can have been said, and there is no third tap."""

    id: Annotated[str, Field(pattern=r"^[a-z-]+$")]
    name: Annotated[str, Field(min_length=1, max_length=8)]
    means: Means
    answered: bool | None = None
    asks: Asks
    acts: Annotated[tuple[str, ...], Field(max_length=MOST_ACTS)]

    @property
    def says(self) -> bool:
        return bool(self.acts)


class Reminder(ContentModel):
    """Something to note; `means` are the contacts it concerns, all when empty."""

    text: Short
    more: Annotated[str, Field(max_length=60)] = ""
    means: tuple[Means, ...] = ()


class Reminders(ContentModel):
    """A list under a title; `paper_only` is what one does before, and comes too late once a contact is kept."""

    title: Short
    paper_only: bool = False
    items: Annotated[tuple[Reminder, ...], Field(min_length=1)]

    def about(self, means: Means) -> tuple[Reminder, ...]:
        return tuple(one for one in self.items if not one.means or means in one.means)


class HomeScreen(ContentModel):
    """How a kind of phone gets the diary onto its first screen."""

    name: Short
    how: Annotated[str, Field(min_length=1, max_length=80)]


class SheetColumn(ContentModel):
    """`width` in hundredths of the sheet."""

    name: Short
    hint: Annotated[str, Field(max_length=20)] = ""
    width: Annotated[int, Field(ge=5, le=60)]


class Sheet(ContentModel):
    """`rows` are how many empty ones stand on each page."""

    title: Short
    lead: str
    columns: Annotated[tuple[SheetColumn, ...], Field(min_length=3)]
    rows: Annotated[tuple[Annotated[int, Field(ge=1, le=30)], ...], Field(min_length=1, max_length=4)]

    @model_validator(mode="after")
    def fill_the_width(self) -> Sheet:
        total = sum(column.width for column in self.columns)
        if total != 100:
            raise ValueError(f"the widths of the columns add up to {total}, not to 100")
        return self


class DiaryFile(ContentModel):
    checked_on: date
    review_by: date
    happened: Annotated[tuple[Happening, ...], Field(min_length=2, max_length=8)]
    reminders: Annotated[tuple[Reminders, ...], Field(min_length=1)]
    home_screen: tuple[HomeScreen, ...]
    sheet: Sheet

    @model_validator(mode="after")
    def name_each_once(self) -> DiaryFile:
        names = [one.id for one in self.happened]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise ValueError(f"'{twice}' stands twice under happened")
        return self


@dataclass(frozen=True)
class Diary:
    file: DiaryFile

    def get(self, happening: str) -> Happening | None:
        return next((one for one in self.file.happened if one.id == happening), None)


def load_diary(content: Path, acts: Collection[str]) -> tuple[Diary | None, list[str]]:
    """The diary; problems as `path:line: sentence`. `acts` are the conducts a borrower may tick."""
    tree = read(content / "tables" / "diary.yaml", content.parent)
    file, problems = validate(DiaryFile, tree)
    if file is None:
        return None, problems
    return Diary(file), unknown_acts(file, tree, acts)


def unknown_acts(file: DiaryFile, tree: Tree, acts: Collection[str]) -> list[str]:
    return [
        tree.at(("happened", place, "acts", at), f"there is no conduct '{act}'{nearest(act, acts) or '.'}")
        for place, one in enumerate(file.happened)
        for at, act in enumerate(one.acts)
        if act not in acts
    ]
