"""Conduct files from disk, every reference of theirs resolved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from app.conduct.model import (
    NO_BREACH_MAY_BE,
    RESIDUAL,
    Conduct,
    ConductBook,
    ConductFile,
    Example,
    GroundEntry,
    Notes,
    Routing,
    Shows,
    example_facts,
)  # fmt: skip
from app.conduct.questions import load_questions
from app.content.model import ContentModel, nearest, validate
from app.content.tree import Tree, Where, read
from app.domain.case import CreditorKind
from app.domain.finding import Verdict
from app.domain.law import Lawbook


class CircumstancesFile(ContentModel):
    """id → what is asked of the borrower."""

    circumstances: dict[str, str]


# Stands in for a table that was refused, so that the conducts are still checked.
NO_NOTES = Notes(
    checked_on=date.min,
    review_by=date.max,
    not_yet="{day}",
    civil_only="",
    lenders=dict.fromkeys(CreditorKind, ""),
)


def load_conducts(content: Path, law: Lawbook, routing: Routing) -> tuple[ConductBook, list[str]]:
    """Every conduct file; problems as `path:line: sentence`."""
    root = content.parent
    table, problems = validate(CircumstancesFile, read(content / "tables" / "circumstances.yaml", root))
    circumstances = table.circumstances if table else {}
    conducts: list[Conduct] = []
    trees: list[Tree] = []
    for path in sorted((content / "conduct").glob("*.yaml")):
        tree = read(path, root)
        file, found = validate(ConductFile, tree)
        problems += found
        if file:
            conducts.append(Conduct(path.stem, file))
            trees.append(tree)
    questions, found = load_questions(content, law)
    problems += found
    notes, found = validate(Notes, read(content / "tables" / "verdict-notes.yaml", root))
    problems += found
    book = ConductBook(tuple(conducts), circumstances, routing, questions, notes or NO_NOTES)
    checker = Checker(book, law)
    for conduct, tree in zip(conducts, trees, strict=True):
        problems += checker.check(conduct, tree)
    return book, problems


class Checker:
    """Resolves what a conduct names: articles, circumstances, channels, letters, parameters, acts of its examples."""

    def __init__(self, book: ConductBook, law: Lawbook) -> None:
        self.book = book
        self.law = law
        self.parameters = {
            name for one in law.instruments.values() for version in one.versions for name in version.parameters
        }

    def check(self, conduct: Conduct, tree: Tree) -> list[str]:
        file = conduct.file
        problems: list[str] = []
        for place, entry in enumerate(file.grounds):
            problems += self.check_ground(entry, tree, ("grounds", place), ranked=True)
        for place, entry in enumerate(file.background):
            problems += self.check_ground(entry, tree, ("background", place), ranked=False)
        problems += unknown("channel", file.channels, self.book.routing.channels, tree, "channels")
        problems += unknown("letter", file.letters, self.book.routing.letters, tree, "letters")
        parameter = file.test.parameter
        if parameter and parameter not in self.parameters:
            problems.append(
                tree.at(
                    ("test", "parameter"),
                    f"no law file has a parameter '{parameter}'{nearest(parameter, self.parameters) or '.'}",
                )
            )
        if file.test.kind in RESIDUAL and not conduct.lawful:
            problems.append(
                tree.at(("test", "kind"), f"'{file.test.kind}' is for lawful conducts; set otherwise: 合法.")
            )
        if set(file.not_for) and not file.not_for_note:
            problems.append(tree.at(("not_for",), "say in not_for_note why these lenders cannot show it."))
        return problems + self.check_notes(conduct, tree) + self.check_examples(conduct, tree)

    def check_notes(self, conduct: Conduct, tree: Tree) -> list[str]:
        """Whether it is said why the conduct is lawful, or what is disputed where no text forbids it by itself."""
        file = conduct.file
        problems = []
        if not file.otherwise_note and (conduct.lawful or all(entry.circumstance for entry in file.grounds)):
            why = "why it is lawful" if conduct.lawful else "what either side may say, as no ground holds by itself"
            problems.append(tree.at(("name",), f"say in otherwise_note {why}."))
        for kind, special in file.by_creditor.items():
            if special.verdict is Verdict.LAWFUL and not (special.note or file.otherwise_note):
                problems.append(tree.at(("by_creditor", kind), f"say in note why it is lawful for '{kind}'."))
        return problems

    def check_ground(self, entry: GroundEntry, tree: Tree, where: Where, ranked: bool) -> list[str]:
        if entry.instrument not in self.law.instruments:
            hint = nearest(entry.instrument, self.law.instruments) or "."
            return [
                tree.at((*where, "instrument"), f"there is no instrument '{entry.instrument}' in content/law{hint}")
            ]
        instrument = self.law.instrument(entry.instrument)
        problems = []
        if ranked and any(version.rank is None for version in instrument.versions):
            problems.append(tree.at(where, f"'{entry.instrument}' has no rank, so it can be background but no ground."))
        starts = {version.starts: version for version in instrument.versions}
        for day, number in entry.versions.items():
            if day not in starts:
                hint = nearest(day.isoformat(), [one.isoformat() for one in starts]) or "."
                problems.append(tree.at((*where, "versions"), f"'{entry.instrument}' has no version of {day}{hint}"))
            elif number not in starts[day].articles:
                hint = nearest(number, starts[day].articles) or "."
                problems.append(
                    tree.at((*where, "versions"), f"'{entry.instrument}' of {day} has no article '{number}'{hint}")
                )
        if entry.article and not any(entry.article in version.articles for version in instrument.versions):
            known = [number for version in instrument.versions for number in version.articles]
            hint = nearest(entry.article, known) or "."
            problems.append(
                tree.at((*where, "article"), f"'{entry.instrument}' has no article '{entry.article}'{hint}")
            )
        if entry.circumstance and entry.circumstance not in self.book.circumstances:
            hint = nearest(entry.circumstance, self.book.circumstances) or "."
            problems.append(tree.at((*where, "circumstance"), f"there is no circumstance '{entry.circumstance}'{hint}"))
        return problems

    def check_examples(self, conduct: Conduct, tree: Tree) -> list[str]:
        problems = []
        lacking = [kind for kind in Shows if kind not in {example.shows for example in conduct.file.examples}]
        if lacking:
            sentence = f"the examples show no {' and no '.join(lacking)}; write at least one of each."
            problems.append(tree.at(("examples",), sentence))
        for place, example in enumerate(conduct.file.examples):
            where: Where = ("examples", place)
            problems += self.check_expectation(conduct, example, tree, where)
            try:
                _, contacts = example_facts(example)
            except ValidationError as failure:
                first = failure.errors()[0]
                name = ".".join(str(step) for step in first["loc"])
                problems.append(tree.at(where, f"the example '{example.name}' does not hold: {name}: {first['msg']}."))
                continue
            for act in {act for contact in contacts for act in contact.acts} - set(self.book.by_slug):
                problems.append(tree.at(where, f"there is no conduct '{act}'{nearest(act, self.book.by_slug) or '.'}"))
        return problems

    def check_expectation(self, conduct: Conduct, example: Example, tree: Tree, where: Where) -> list[str]:
        """Whether what it expects can be what it shows."""
        expect = example.expect
        where = (*where, "expect")
        problems = [
            tree.at((*where, "beside"), f"there is no conduct '{slug}'{nearest(slug, self.book.by_slug) or '.'}")
            for slug in expect.beside
            if slug not in self.book.by_slug
        ]
        if conduct.slug in expect.beside:
            problems.append(tree.at((*where, "beside"), f"'{conduct.slug}' is the conduct itself; 'verdict' says it."))
        if example.shows is Shows.BREACH and expect.verdict is None:
            problems.append(tree.at((*where, "verdict"), f"the breach '{example.name}' expects nothing to be found."))
        if example.shows is Shows.NO_BREACH and expect.verdict not in NO_BREACH_MAY_BE:
            sentence = f"the no-breach '{example.name}' expects '{expect.verdict}'; it may be null, 有争议 or 合法."
            problems.append(tree.at((*where, "verdict"), sentence))
        return problems


def unknown(kind: str, slugs: Iterable[str], known: Mapping[str, object], tree: Tree, field: str) -> list[str]:
    return [
        tree.at((field, place), f"there is no {kind} '{slug}'{nearest(slug, known) or '.'}")
        for place, slug in enumerate(slugs)
        if slug not in known
    ]
