"""The schema of content/law/<instrument>/<YYYY-MM-DD>.yaml and content/law/endings.yaml."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from app.content.model import ContentModel, nearest, validate
from app.content.tree import Tree, read
from app.domain.case import CreditorKind
from app.domain.law import Article, Ending, EndingKind, Instrument, Lawbook, LawVersion, Rank, Strength

HOST = r"^[a-z0-9.-]+\.[a-z]{2,}$"
PRINTED_ARTICLE = re.compile(r"(\d+)(?:之(\d+))?")
PRINTED_SECTION = re.compile(r"(\d+(?:\.\d+)+)(?:（.+）)?")
PRINTED_ITEM = re.compile("[一二三四五六七八九十]+")


class ArticleEntry(ContentModel):
    """`gist` in our own plain words; `numbers` are figures that must occur in the article; `formerly` its old number.

    `now` names what replaced an article of a repealed law, or of a version whose next one was not read.
    """

    gist: Annotated[str, Field(min_length=2, max_length=400)]
    numbers: tuple[str, ...] = ()
    formerly: str | None = None
    now: tuple[str, ...] = ()


class LawFile(ContentModel):
    """One complete version. `articles` may be printed with their number; `provisions` by the instrument's name only."""

    title: str
    short: str
    version: str
    base: str
    strength: Strength
    rank: Rank | None = None
    binds: Literal["everyone"] | tuple[CreditorKind, ...]
    may_consult: tuple[CreditorKind, ...] = ()
    online_only: bool = False
    scope: str = ""
    issuer: str
    document_number: str = ""
    promulgated: date | None = None
    host: Annotated[str, Field(pattern=HOST)]
    checked_on: date
    review_by: date
    note: str = ""
    also: tuple[str, ...] = ()
    parameters: dict[str, int | str] = {}
    articles: dict[str, ArticleEntry] = {}
    provisions: dict[str, ArticleEntry] = {}

    @model_validator(mode="after")
    def hold_together(self) -> LawFile:
        if self.review_by <= self.checked_on:
            raise ValueError("review_by must lie after checked_on")
        twice = set(self.articles) & set(self.provisions)
        if twice:
            raise ValueError(f"'{sorted(twice)[0]}' stands under articles and provisions")
        unprintable = [key for key in self.articles if printed(key) is None]
        if unprintable:
            raise ValueError(f"'{unprintable[0]}' is no article number; put it under provisions")
        return self

    def law_version(self, instrument: str, starts: date) -> LawVersion:
        articles = {key: article(key, entry, printed(key)) for key, entry in self.articles.items()}
        provisions = {key: article(key, entry, None) for key, entry in self.provisions.items()}
        return LawVersion(
            instrument=instrument,
            starts=starts,
            base=self.base,
            title=self.title,
            short=self.short,
            version=self.version,
            strength=self.strength,
            rank=self.rank,
            binds=None if self.binds == "everyone" else frozenset(CreditorKind(kind) for kind in self.binds),
            may_consult=frozenset(self.may_consult),
            online_only=self.online_only,
            scope=self.scope,
            issuer=self.issuer,
            document_number=self.document_number,
            host=self.host,
            checked_on=self.checked_on,
            review_by=self.review_by,
            articles=articles | provisions,
            parameters=self.parameters,
            note=self.note,
            also=self.also,
        )


class EndingEntry(ContentModel):
    instrument: str
    starts: date
    kind: EndingKind
    says: str
    replaced_by: str = ""


class EndingsFile(ContentModel):
    endings: tuple[EndingEntry, ...]


def printed(number: str) -> str | None:
    """How an article number is printed: 50 → 第50条, 253之1 → 第253条之1, 5.3（催收时间） → 第5.3条; the items of
    a reply that has no articles: 四 → 第四项. None if it is none."""
    if match := PRINTED_ARTICLE.fullmatch(number):
        return f"第{match[1]}条" + (f"之{match[2]}" if match[2] else "")
    if match := PRINTED_SECTION.fullmatch(number):
        return f"第{match[1]}条"
    if PRINTED_ITEM.fullmatch(number):
        return f"第{number}项"
    return None


def article(number: str, entry: ArticleEntry, label: str | None) -> Article:
    return Article(
        number=number,
        gist=entry.gist,
        printed=label,
        numbers=entry.numbers,
        formerly=entry.formerly,
        now=entry.now,
    )


def load_version(path: Path, root: Path) -> tuple[LawVersion | None, list[str]]:
    tree = read(path, root)
    try:
        starts = date.fromisoformat(path.stem)
    except ValueError:
        return None, [f"{tree.path}:1: the file name must be the day it takes effect, as 2026-01-01.yaml."]
    file, problems = validate(LawFile, tree)
    return (file.law_version(path.parent.name, starts) if file else None), problems


def load_endings(tree: Tree, known: set[str]) -> tuple[list[Ending], list[str]]:
    file, problems = validate(EndingsFile, tree)
    endings = []
    for place, entry in enumerate(file.endings if file else ()):
        for name in filter(None, (entry.instrument, entry.replaced_by)):
            if name not in known:
                problems.append(
                    tree.at(("endings", place), f"there is no instrument '{name}'{nearest(name, known) or '.'}")
                )
        endings.append(Ending(entry.instrument, entry.starts, entry.kind, entry.says, entry.replaced_by))
    return endings, problems


def load_lawbook(content: Path) -> tuple[Lawbook, list[str]]:
    """Every law file under `content`/law; problems as `path:line: sentence`."""
    root = content.parent
    versions: dict[str, list[LawVersion]] = {}
    problems: list[str] = []
    for path in sorted((content / "law").glob("*/*.yaml")):
        version, found = load_version(path, root)
        problems += found
        if version:
            versions.setdefault(version.instrument, []).append(version)
    endings: list[Ending] = []
    if (content / "law" / "endings.yaml").exists():
        endings, found = load_endings(read(content / "law" / "endings.yaml", root), set(versions))
        problems += found
    book = Lawbook(
        Instrument(name, tuple(row), tuple(ending for ending in endings if ending.instrument == name))
        for name, row in versions.items()
    )
    return book, problems + check_former_numbers(book) + check_successors(book)


def check_former_numbers(book: Lawbook) -> list[str]:
    """`formerly` must name an article of the version before."""
    problems = []
    for instrument in book.instruments.values():
        for version in instrument.versions[1:]:
            earlier = instrument.before(version)
            known = earlier.articles if earlier else {}
            before = earlier.starts if earlier else "the version before"
            where = f"content/law/{version.instrument}/{version.starts}.yaml"
            for one in version.articles.values():
                if one.formerly and one.formerly not in known:
                    hint = nearest(one.formerly, known) or "."
                    problems.append(
                        f"{where}:1: article {one.number} was formerly '{one.formerly}', which {before} does not have{hint}"
                    )
    return problems


def check_successors(book: Lawbook) -> list[str]:
    """`now` must name an article of the latest version of an instrument that has not ended."""
    problems = []
    for row in book.instruments.values():
        for version in row.versions:
            for one in version.articles.values():
                for ref in one.now:
                    if wrong := not_standing(book, ref):
                        problems.append(f"content/law/{row.id}/{version.starts}.yaml:1: article {one.number}: {wrong}")
    return problems


def not_standing(book: Lawbook, ref: str) -> str:
    """Why `ref` cannot stand in the place of an older article; nothing if it can."""
    name, _, number = ref.partition("#")
    if name not in book.instruments:
        return f"there is no instrument '{name}'{nearest(name, book.instruments) or '.'}"
    row = book.instrument(name)
    if isinstance(row.entries[-1], Ending):
        return f"'{name}' has ended and replaces nothing."
    if number not in row.latest.articles:
        return f"{name} has no '{number}'{nearest(number, row.latest.articles) or '.'}"
    return ""
