"""content/tables/evidence-pack.yaml: what the evidence pack says beside the borrower's own facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from app.content.model import ContentModel, nearest, validate
from app.content.tree import Tree, Where, read
from app.domain.law import Lawbook
from app.domain.markup import Kind, MarkupError, Placeholder, fill, parse

NAME = "evidence-pack.yaml"
COUNT = "count"
Text = Annotated[str, Field(min_length=1)]


class LackEntry(ContentModel):
    """What to say of one thing that is missing, and where to go and mend it ('' where nothing can be done here)."""

    says: Text
    action: str
    url: str


class MissingEntries(ContentModel):
    """One entry for each Lack (app/evidence/missing.py)."""

    contacts: LackEntry
    debt: LackEntry
    judged: LackEntry
    call_log: LackEntry
    files: LackEntry
    shows: LackEntry
    words: LackEntry
    number: LackEntry
    answered: LackEntry
    rows: LackEntry
    rare: LackEntry


class PackFile(ContentModel):
    """`called`: a conduct whose own name tells several acts, by what holds of each; `by_log`: a conduct by what the
    log shows of it, where the borrower said nothing more."""

    title: Text
    checked_on: date
    review_by: date
    about: tuple[Text, ...]
    rare: Text
    digests: tuple[Text, ...]
    unjudged: Text
    nothing_found: Text
    called: dict[str, Text]
    by_log: dict[str, Text]
    missing: MissingEntries


@dataclass(frozen=True)
class PackWords:
    """The words with the law they cite."""

    file: PackFile
    law: Lawbook

    def about(self, day: date) -> tuple[str, ...]:
        return tuple(self.standing(self.file.about, day))

    def digests(self, day: date) -> tuple[str, ...]:
        return tuple(self.standing(self.file.digests, day))

    def standing(self, texts: tuple[str, ...], day: date) -> Iterator[str]:
        """The texts with their articles as of the day; one whose article is not in force then is left out."""
        for text in texts:
            said = {one.name: cited(one, self.law, day) for one in placeholders(text)}
            if all(said.values()):
                yield fill(text, lambda one, said=said: said[one.name] or "")  # type: ignore[misc]


def cited(wanted: Placeholder, law: Lawbook, day: date) -> str | None:
    instrument, _, number = wanted.name.partition("#")
    citation = law.trace(instrument, number, day)
    return citation.formal if citation else None


def placeholders(text: str) -> tuple[Placeholder, ...]:
    return tuple(one for one in parse(text) if isinstance(one, Placeholder))


def load_pack_words(content: Path, law: Lawbook) -> tuple[PackWords | None, list[str]]:
    """The file, or its problems as `path:line: sentence`."""
    tree = read(content / "tables" / NAME, content.parent)
    file, problems = validate(PackFile, tree)
    if file is None:
        return None, problems
    for name in ("about", "digests"):
        for place, text in enumerate(getattr(file, name)):
            problems += wrong_placeholders(text, tree, (name, place), law, counts=False)
    for name in MissingEntries.model_fields:
        entry: LackEntry = getattr(file.missing, name)
        problems += wrong_placeholders(entry.says, tree, ("missing", name, "says"), law, counts=True)
    return (None if problems else PackWords(file, law)), problems


def wrong_placeholders(text: str, tree: Tree, where: Where, law: Lawbook, *, counts: bool) -> Iterator[str]:
    try:
        found = placeholders(text)
    except MarkupError as error:
        yield tree.at(where, f"{error}.")
        return
    for one in found:
        instrument, _, number = one.name.partition("#")
        if counts and one.kind is Kind.FIELD and one.name == COUNT:
            continue
        if counts or one.kind is not Kind.LAW:
            yield tree.at(where, f"'{{{one.name}}}' may not stand here; only {'{count}' if counts else '{law:…}'} may.")
        elif instrument not in law.instruments:
            hint = nearest(instrument, law.instruments) or "."
            yield tree.at(where, f"there is no instrument '{instrument}'{hint}")
        elif number not in law.instruments[instrument].latest.articles:
            hint = nearest(number, law.instruments[instrument].latest.articles) or "."
            yield tree.at(where, f"'{instrument}' has no article '{number}' in its newest version{hint}")
