"""content/deadlines and content/tables/arrivals.yaml from disk, every name in them resolved, every length held to its law."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path

from app.content.model import nearest, validate
from app.content.tree import Tree, Where, read
from app.deadlines.model import ArrivalsFile, DeadlineBook, Period, PeriodFile, Start, Term
from app.domain.deadline import say_length
from app.domain.law import Article, Lawbook
from app.domain.moment import EARLIEST
from app.domain.numeral import NUMERAL, read_numeral
from app.domain.rest_days import RestDays
from app.errors import LawError

ARRIVALS = Path("tables") / "arrivals.yaml"
LENGTH = re.compile(f"({NUMERAL})(个工作日|个月|日|天|年)")


def load_deadlines(content: Path, law: Lawbook, rest_days: RestDays) -> tuple[DeadlineBook, list[str]]:
    """The book; problems as `path:line: sentence`."""
    tree = read(content / ARRIVALS, content.parent)
    arrivals, problems = validate(ArrivalsFile, tree)
    if arrivals is None:
        return DeadlineBook((), (), rest_days), problems
    problems += check_arrivals(arrivals, tree, law)
    periods: list[Period] = []
    for path in sorted((content / "deadlines").glob("*.yaml")):
        own = read(path, content.parent)
        file, found = validate(PeriodFile, own)
        problems += found
        if file is not None:
            starts, found = look_up(file, arrivals, own)
            problems += found
            periods.append(Period(path.stem, file, starts))
            problems += check_period(periods[-1], arrivals, own, law)
    problems += check_together(content, periods)
    shelves = [one.id for one in arrivals.shelves]
    known = [one for one in periods if one.file.shelf in shelves]
    known.sort(key=lambda one: (shelves.index(one.file.shelf), one.file.order))
    return DeadlineBook(tuple(known), arrivals.shelves, rest_days, arrivals.arrivals), problems


def check_arrivals(file: ArrivalsFile, tree: Tree, law: Lawbook) -> list[str]:
    ids = [one.id for one in file.arrivals]
    problems = [tree.at(("arrivals",), f"'{one}' stands twice; keep one.") for one in sorted(twice(ids))]
    for name, members in file.sets.items():
        problems += [
            tree.at(("sets", name, place), f"there is no arrival '{one}'{nearest(one, ids) or '.'}")
            for place, one in enumerate(members)
            if one not in ids
        ]
    for place, start in enumerate(file.arrivals):
        problems += unread(law, start.law, tree, ("arrivals", place, "law"))
    return problems


def look_up(file: PeriodFile, arrivals: ArrivalsFile, tree: Tree) -> tuple[tuple[Start, ...], list[str]]:
    """The starts of a period: a set, or a list of arrivals and its own."""
    by_id = {one.id: one for one in arrivals.arrivals}
    named: tuple[str | Start, ...]
    if isinstance(file.starts, str):
        if file.starts not in arrivals.sets:
            hint = nearest(file.starts, arrivals.sets) or "."
            return (), [tree.at(("starts",), f"there is no set of arrivals '{file.starts}'{hint}")]
        named = arrivals.sets[file.starts]
    else:
        named = file.starts
    problems = [
        tree.at(("starts", place), f"there is no arrival '{one}'{nearest(one, by_id) or '.'}")
        for place, one in enumerate(named)
        if isinstance(one, str) and one not in by_id
    ]
    found = tuple(
        one if isinstance(one, Start) else by_id[one] for one in named if isinstance(one, Start) or one in by_id
    )
    problems += [tree.at(("starts",), f"'{one}' stands twice; keep one.") for one in sorted(twice(s.id for s in found))]
    return found, problems


def check_period(period: Period, arrivals: ArrivalsFile, tree: Tree, law: Lawbook) -> list[str]:
    file = period.file
    shelves = [one.id for one in arrivals.shelves]
    problems = []
    if file.shelf not in shelves:
        problems.append(tree.at(("shelf",), f"there is no shelf '{file.shelf}'{nearest(file.shelf, shelves) or '.'}"))
    for place, start in enumerate(period.starts):
        problems += unread(law, start.law, tree, ("starts", place, "law"))
    problems += unread(law, file.more_law, tree, ("more_law",))
    for place, term in enumerate(file.terms):
        found = unread(law, term.cite, tree, ("terms", place, "cite"))
        problems += found or unsaid(period, term, tree, ("terms", place), law)
    for place, example in enumerate(file.examples):
        if period.starts and example.start not in period.by_start:
            hint = nearest(example.start, period.by_start) or "."
            problems.append(tree.at(("examples", place, "start"), f"there is no start '{example.start}'{hint}"))
    return problems


def unsaid(period: Period, term: Term, tree: Tree, where: Where, law: Lawbook) -> Iterator[str]:
    """The days from which the law the term cites says another length."""
    if term.length is None:
        return
    length = say_length(term.length, term.unit)
    following = period.term_after(term)
    for day in (term.from_ or EARLIEST, *law.boundaries):
        if day < (term.from_ or EARLIEST) or (following and following.from_ and day >= following.from_):
            continue
        articles = cited_on(law, term.cite, day)
        if articles and not any(length in lengths_in(one) for one in articles):
            yield tree.at(where, f"from {day} on {', '.join(term.cite)} does not say {length}.")
            return


def cited_on(law: Lawbook, refs: Collection[str], day: date) -> list[Article]:
    traced = (law.trace(instrument, number, day) for instrument, _, number in (ref.partition("#") for ref in refs))
    return [one.article for one in traced if one]


def lengths_in(article: Article) -> frozenset[str]:
    """Every length an article says: 15日, 3个月. A gist may speak of the old law too; it is read only where no numbers stand."""
    return lengths("；".join(article.numbers)) or lengths(article.gist)


def lengths(said: str) -> frozenset[str]:
    return frozenset(f"{read_numeral(number)}{'日' if unit == '天' else unit}" for number, unit in LENGTH.findall(said))


def check_together(content: Path, periods: Collection[Period]) -> Iterator[str]:
    """What one period says of another."""
    ids = [one.id for one in periods]
    places = [(one.file.shelf, one.file.order) for one in periods]
    for period in periods:
        path = f"content/deadlines/{period.id}.yaml"
        for name in period.file.next:
            if name not in ids:
                yield f"{path}:1: there is no period '{name}'{nearest(name, ids) or '.'}"
        if places.count((period.file.shelf, period.file.order)) > 1:
            yield f"{path}:1: another period of '{period.file.shelf}' has the order {period.file.order} too."


def unlinked(book: DeadlineBook, pages: Collection[str]) -> Iterator[str]:
    """Pages the periods point to that are not there. Letters may still be to come, and are linked once they are."""
    for period in book.periods:
        for ref in period.file.pages:
            if ref not in pages:
                yield f"content/deadlines/{period.id}.yaml:1: there is no page '{ref}'{nearest(ref, pages) or '.'}"


def unread(law: Lawbook, refs: Collection[str], tree: Tree, where: Where) -> list[str]:
    """References to an article that the newest version of its law does not have."""
    problems = []
    for place, ref in enumerate(refs):
        instrument, _, number = ref.partition("#")
        try:
            law.newest(instrument, number)
        except LawError:
            problems.append(tree.at((*where, place), f"'{ref}' is no article in content/law."))
    return problems


def twice(names: Iterable[str]) -> set[str]:
    return {one for one, count in Counter(names).items() if count > 1}
