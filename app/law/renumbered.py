"""content/tables/renumbered.yaml: what readers meet in old letters: renumbered articles, and rules that were replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.content.model import ContentModel, nearest, validate
from app.content.tree import read
from app.domain.law import Citation, Lawbook


class ReplacedName(ContentModel):
    """A rule we hold no text of and know to be replaced from `starts` on; `replaced_by` is an instrument of ours."""

    title: str
    starts: date
    says: str
    replaced_by: str = ""


class RenumberedFile(ContentModel):
    articles: tuple[str, ...]
    replaced: tuple[ReplacedName, ...] = ()
    checked_on: date
    review_by: date


@dataclass(frozen=True, slots=True)
class Renumbered:
    """An article of the latest version and the same before it was given this number."""

    before: Citation
    after: Citation


@dataclass(frozen=True, slots=True)
class Renumberings:
    """The articles in their order, and the rules known by name only."""

    articles: tuple[Renumbered, ...] = ()
    replaced: tuple[ReplacedName, ...] = ()


def load_renumbered(content: Path, law: Lawbook) -> tuple[Renumberings, list[str]]:
    """A problem for each article that was not renumbered, and for each successor we do not hold."""
    tree = read(content / "tables" / "renumbered.yaml", content.parent)
    file, problems = validate(RenumberedFile, tree)
    found: list[Renumbered] = []
    for place, ref in enumerate(file.articles if file else ()):
        one = renumbered(law, ref)
        if one:
            found.append(one)
        else:
            problems.append(tree.at(("articles", place), f"'{ref}' got no new number in its newest version."))
    replaced = file.replaced if file else ()
    problems += [
        tree.at(
            ("replaced", place),
            f"there is no instrument '{one.replaced_by}'{nearest(one.replaced_by, law.instruments) or '.'}",
        )
        for place, one in enumerate(replaced)
        if one.replaced_by and one.replaced_by not in law.instruments
    ]
    return Renumberings(tuple(found), replaced), problems


def renumbered(law: Lawbook, ref: str) -> Renumbered | None:
    name, _, number = ref.partition("#")
    if name not in law.instruments:
        return None
    row = law.instrument(name)
    article = row.latest.articles.get(number)
    earlier = row.before(row.latest)
    if not article or not earlier or not article.formerly or article.formerly == number:
        return None
    return Renumbered(Citation(earlier, earlier.articles[article.formerly]), Citation(row.latest, article))
