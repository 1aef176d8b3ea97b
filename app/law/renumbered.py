"""content/tables/renumbered.yaml: the renumbered articles readers meet most often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.content.model import ContentModel, validate
from app.content.tree import read
from app.domain.law import Citation, Lawbook


class RenumberedFile(ContentModel):
    articles: tuple[str, ...]
    checked_on: date
    review_by: date


@dataclass(frozen=True, slots=True)
class Renumbered:
    """An article of the latest version and the same before it was given this number."""

    before: Citation
    after: Citation


@dataclass(frozen=True, slots=True)
class Renumberings:
    articles: tuple[Renumbered, ...] = ()


def load_renumbered(content: Path, law: Lawbook) -> tuple[Renumberings, list[str]]:
    """The articles in their order; a problem for each that was not renumbered."""
    tree = read(content / "tables" / "renumbered.yaml", content.parent)
    file, problems = validate(RenumberedFile, tree)
    found: list[Renumbered] = []
    for place, ref in enumerate(file.articles if file else ()):
        one = renumbered(law, ref)
        if one:
            found.append(one)
        else:
            problems.append(tree.at(("articles", place), f"'{ref}' got no new number in its newest version."))
    return Renumberings(tuple(found)), problems


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
