"""content/tables/received.yaml and case-numbers.yaml from disk, every name in them resolved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from app.content.model import nearest, validate
from app.content.tree import Tree, Where, read
from app.domain.law import Lawbook
from app.domain.rest_days import RestDays
from app.errors import LawError
from app.received.model import CaseNumberBook, CaseNumbersFile, ReceivedBook, ReceivedFile

PATH = Path("tables") / "received.yaml"
NUMBERS_PATH = Path("tables") / "case-numbers.yaml"
LISTS = ("papers", "seals", "ways", "money", "phrases", "checks")


def load_received(
    content: Path, law: Lawbook, pages: Collection[str], rest_days: RestDays
) -> tuple[ReceivedBook | None, list[str]]:
    """The book; problems as `path:line: sentence`. `pages` are topic/slug of everything content may point to."""
    tree = read(content / PATH, content.parent)
    file, problems = validate(ReceivedFile, tree)
    number_tree = read(content / NUMBERS_PATH, content.parent)
    numbers, found = validate(CaseNumbersFile, number_tree)
    problems += found
    if file is None or numbers is None:
        return None, problems
    for name in LISTS:
        ids = [one.id for one in getattr(file, name)]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        problems += [tree.at((name,), f"'{one}' stands twice; keep one.") for one in twice]
    problems += unnamed(file, tree)
    for where, citations in cited(file):
        problems += unread(law, citations, tree, where)
    for where, ref in pointed(file):
        problems += absent("page", [ref], pages, tree, where)
    problems += unwritten(file, pages, tree)
    papers = [one.id for one in file.papers]
    for place, hint in enumerate(file.hints):
        problems += absent("paper", [hint.paper], papers, tree, ("hints", place, "paper"))
        problems += absent("way", hint.ways, [one.id for one in file.ways], tree, ("hints", place, "ways"))
    for place, kind in enumerate(numbers.kinds):
        problems += absent("paper", kind.papers, papers, number_tree, ("kinds", place, "papers"))
    for place, maker in enumerate(numbers.makers):
        problems += absent("page", [maker.page], pages, number_tree, ("makers", place, "page"))
    return (None if problems else ReceivedBook(file, CaseNumberBook(numbers), rest_days)), problems


def unnamed(file: ReceivedFile, tree: Tree) -> list[str]:
    """Checks named that are not there, checks nobody is led to, and one title on two papers."""
    checks = [one.id for one in file.checks]
    problems: list[str] = []
    titles: dict[str, str] = {}
    for place, paper in enumerate(file.papers):
        problems += absent("check", paper.verify, checks, tree, ("papers", place, "verify"))
        for row, one in enumerate(paper.fork.variants if paper.fork else ()):
            where = ("papers", place, "fork", "variants", row, "paper")
            problems += absent("paper", filter(None, [one.paper]), [it.id for it in file.papers], tree, where)
        for title in paper.titles:
            if title in titles:
                sentence = f"'{title}' is a title of '{titles[title]}' already."
                problems.append(tree.at(("papers", place, "titles"), sentence))
            titles[title] = paper.id
    used = {check for paper in file.papers for check in paper.verify}
    for place, check in enumerate(file.checks):
        if check.id not in used:
            problems.append(tree.at(("checks", place), f"no paper is verified by '{check.id}'."))
    return problems


def unwritten(file: ReceivedFile, pages: Collection[str], tree: Tree) -> list[str]:
    """Letters that are neither written nor announced."""
    known = {*file.letters_to_come, *(ref.partition("/")[2] for ref in pages if ref.startswith("letters/"))}
    return [
        problem
        for place, paper in enumerate(file.papers)
        for row, letter in enumerate(paper.letters)
        for problem in absent("letter", [letter.slug], known, tree, ("papers", place, "letters", row, "slug"))
    ]


def absent(noun: str, named: Iterable[str], known: Collection[str], tree: Tree, where: Where) -> list[str]:
    return [
        tree.at(where, f"there is no {noun} '{one}'{nearest(one, known) or '.'}") for one in named if one not in known
    ]


def cited(file: ReceivedFile) -> Iterator[tuple[Where, tuple[str, ...]]]:
    """Every list of citations, and where it stands."""
    yield ("start_law",), file.start_law
    for issuer, served in file.served.items():
        yield ("served", issuer, "law"), served.law
    yield ("if_fake_law",), file.if_fake_law
    for place, way in enumerate(file.ways):
        yield ("ways", place, "start_law"), way.start_law
    for place, paper in enumerate(file.papers):
        yield ("papers", place, "no_limit_law"), paper.no_limit_law
        for row, limit in enumerate(paper.limits):
            yield ("papers", place, "limits", row, "law"), limit.law


def pointed(file: ReceivedFile) -> Iterator[tuple[Where, str]]:
    """Every page of ours the file points to, and where."""
    for place, paper in enumerate(file.papers):
        yield ("papers", place, "page"), paper.page
    for place, check in enumerate(file.checks):
        yield from ((("checks", place, "see"), ref) for ref in check.see)


def unread(law: Lawbook, citations: tuple[str, ...], tree: Tree, where: Where) -> list[str]:
    """Citations of an article that the newest version of its law does not have."""
    problems = []
    for place, one in enumerate(citations):
        instrument, _, number = one.partition("#")
        try:
            law.newest(instrument, number)
        except LawError:
            problems.append(tree.at((*where, place), f"'{one}' is no article in content/law."))
    return problems
