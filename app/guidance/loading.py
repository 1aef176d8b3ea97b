"""Guidance pages and their tables from disk, every reference of theirs resolved or collected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.content.model import nearest, validate
from app.content.tree import Page, Tree, Where, read, read_page
from app.domain.law import Lawbook
from app.domain.link import Links
from app.guidance.checking import Checker, dead, targets
from app.guidance.model import (
    SECTIONS,
    Glossary,
    GlossaryFile,
    Guide,
    GuideBook,
    GuideFile,
    MythEntry,
    MythsFile,
    Reference,
    RouteMap,
    RouteMapFile,
    RouteNode,
    SiteFile,
    TimelineFile,
    Topic,
)

HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t#]*")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def load_glossary(content: Path, law: Lawbook) -> tuple[Glossary, list[str]]:
    """content/glossary.yaml; problems as `path:line: sentence`."""
    tree = read(content / "glossary.yaml", content.parent)
    file, problems = validate(GlossaryFile, tree)
    entries = file.terms if file else ()
    checker = Checker(law, Glossary())
    seen: set[str] = set()
    for place, entry in enumerate(entries):
        if entry.term in seen:
            problems.append(tree.at(("terms", place), f"the term '{entry.term}' stands twice; keep one."))
        seen.add(entry.term)
        problems += checker.articles(entry.law, tree, ("terms", place, "law"))
    return Glossary(entries), problems


def load_guidance(content: Path, law: Lawbook, glossary: Glossary) -> tuple[GuideBook, list[str]]:
    """Every page under content/guidance and the tables beside it; problems as `path:line: sentence`.

    Links to other pages are only collected; `unresolved` settles them once the catalogue knows every page.
    """
    checker = Checker(law, glossary)
    guides, problems = load_guides(content, checker)
    site, found = load_site(content, checker, guides)
    problems += found
    myths, myth_references, found = load_myths(content, checker)
    problems += found
    route_map, map_references, found = load_route_map(content, checker)
    problems += found
    timeline, timeline_references, found = load_timeline(content, checker)
    problems += found
    pointed = (*myth_references, *map_references, *timeline_references)
    return GuideBook(tuple(guides), glossary, myths, site, route_map, timeline, pointed), problems


def unresolved(book: GuideBook, links: Links) -> list[str]:
    """A problem for each link, related page or table reference that no page answers."""
    pages = [one for guide in book.guides for one in guide.references]
    return dead([*pages, *book.references], links)


def load_guides(content: Path, checker: Checker) -> tuple[list[Guide], list[str]]:
    guides: list[Guide] = []
    problems: list[str] = []
    for path in sorted((content / "guidance").glob("*/*.md")):
        guide, found = load_guide(path, content.parent, checker)
        problems += found
        if guide:
            guides.append(guide)
    return guides, problems


def load_guide(path: Path, root: Path, checker: Checker) -> tuple[Guide | None, list[str]]:
    page = read_page(path, root)
    name = path.relative_to(root).as_posix()
    if path.parent.name not in set(Topic):
        hint = nearest(path.parent.name, list(Topic)) or "."
        return None, [f"{name}:1: '{path.parent.name}' is no topic{hint}"]
    if not SLUG.fullmatch(path.stem):
        return None, [f"{name}:1: the file name must be small letters, digits and single hyphens."]
    topic = Topic(path.parent.name)
    file, problems = validate(GuideFile, page.tree)
    if file is None:
        return None, problems
    problems += check_front(file, page.tree, checker)
    problems += [f"{name}:{page.body_line + line}: {text}" for line, text in checker.text(page.body)]
    problems += check_sections(topic, page)
    return Guide(topic, path.stem, file, page.body, tuple(references(file, page))), problems


def check_front(file: GuideFile, tree: Tree, checker: Checker) -> list[str]:
    problems = checker.articles(file.law, tree, ("law",))
    problems += checker.field(file.answer, tree, ("answer",))
    for place, entry in enumerate(file.often_wrong):
        where: Where = ("often_wrong", place)
        if entry.source and (wrong := checker.article(entry.source)):
            problems.append(tree.at((*where, "source"), wrong))
        problems += checker.field(entry.right, tree, (*where, "right"), bare=True)
    return problems


def references(file: GuideFile, page: Page) -> Iterator[Reference]:
    for place, ref in enumerate(file.related):
        yield Reference(ref, page.tree.path, page.tree.line(("related", place)))
    for line, target in targets(page.body):
        yield Reference(target, page.tree.path, page.body_line + line)


@dataclass(frozen=True)
class Heading:
    level: int
    text: str
    line: int


def headings(body: str) -> list[Heading]:
    """Every heading of a Markdown text, lines from 0. Guidance has no code blocks a # could hide in."""
    matches = [(line, HEADING.fullmatch(row)) for line, row in enumerate(body.split("\n"))]
    return [Heading(len(match[1]), match[2].strip(), line) for line, match in matches if match]


def check_sections(topic: Topic, page: Page) -> list[str]:
    """The topic's sections, all of them, in their order, each with text; no heading above them."""

    def at(line: int, sentence: str) -> str:
        return f"{page.tree.path}:{page.body_line + line}: {sentence}"

    found = headings(page.body)
    top = [one for one in found if one.level == 2]
    sole = "the title is the page's only first-level heading; start here with ##."
    problems = [at(one.line, sole) for one in found if one.level == 1]
    for place, names in enumerate(SECTIONS[topic]):
        if place >= len(top):
            problems.append(at(page.body.count("\n"), f"the section '## {names[0]}' is missing."))
        elif top[place].text not in names:
            return [*problems, at(top[place].line, f"'## {names[0]}' is expected here, not '## {top[place].text}'.")]
    extra = top[len(SECTIONS[topic]) :]
    problems += [at(one.line, f"'## {one.text}' is no section of {topic}; use ### inside a section.") for one in extra]
    return problems + [at(one.line, f"the section '## {one.text}' is empty.") for one in empty(top, page.body)]


def empty(top: Sequence[Heading], body: str) -> list[Heading]:
    rows = body.split("\n")
    ends = [one.line for one in top[1:]] + [len(rows)]
    return [one for one, end in zip(top, ends, strict=True) if not "".join(rows[one.line + 1 : end]).strip()]


def load_site(content: Path, checker: Checker, guides: Sequence[Guide]) -> tuple[SiteFile | None, list[str]]:
    tree = read(content / "site.yaml", content.parent)
    site, problems = validate(SiteFile, tree)
    if site is None:
        return None, problems
    for place, notice in enumerate(site.notices):
        problems += checker.articles(notice.sources, tree, ("notices", place, "sources"))
    for topic, entry in site.topics.items():
        known = [guide.slug for guide in guides if guide.topic is topic]
        problems += [
            tree.at(
                ("topics", topic.value, "first", place), f"{topic} has no page '{slug}'{nearest(slug, known) or '.'}"
            )
            for place, slug in enumerate(entry.first)
            if slug not in known
        ]
    return site, problems


def load_myths(content: Path, checker: Checker) -> tuple[tuple[MythEntry, ...], list[Reference], list[str]]:
    tree = read(content / "myths.yaml", content.parent)
    file, problems = validate(MythsFile, tree)
    pages: list[Reference] = []
    for place, myth in enumerate(file.myths if file else ()):
        problems += checker.articles(myth.sources, tree, ("myths", place, "sources"))
        pages += [Reference(ref, tree.path, tree.line(("myths", place, "pages"))) for ref in myth.pages]
    return file.myths if file else (), pages, problems


def load_route_map(content: Path, checker: Checker) -> tuple[RouteMap | None, list[Reference], list[str]]:
    tree = read(content / "tables" / "route-map.yaml", content.parent)
    file, problems = validate(RouteMapFile, tree)
    if file is None:
        return None, [], problems
    placed = list(steps(file))
    known = [step.id for _, step in placed]
    pages: list[Reference] = []
    for where, step in placed:
        if known.count(step.id) > 1:
            problems.append(tree.at(where, f"the step '{step.id}' stands twice; keep one."))
        problems += check_step(step, known, tree, where, checker)
        if step.page:
            pages.append(Reference(step.page, tree.path, tree.line((*where, "page"))))
    return RouteMap(file), pages, problems


def steps(file: RouteMapFile) -> Iterator[tuple[Where, RouteNode]]:
    """Every step with its place in the file."""
    for band, stage in enumerate(file.stages):
        for line, row in enumerate(stage.rows):
            for place, step in enumerate(row):
                yield ("stages", band, "rows", line, place), step


def check_step(step: RouteNode, known: Sequence[str], tree: Tree, where: Where, checker: Checker) -> list[str]:
    problems = [
        tree.at((*where, "leads"), f"there is no step '{edge.to}'{nearest(edge.to, known) or '.'}")
        for edge in step.leads
        if edge.to not in known
    ]
    return problems + [one for text in (step.sign, *step.stops) for one in checker.field(text, tree, where)]


def load_timeline(content: Path, checker: Checker) -> tuple[TimelineFile | None, list[Reference], list[str]]:
    tree = read(content / "tables" / "collection-timeline.yaml", content.parent)
    file, problems = validate(TimelineFile, tree)
    pages: list[Reference] = []
    seen: set[str] = set()
    for band, stage in enumerate(file.stages if file else ()):
        for place, step in enumerate(stage.steps):
            where: Where = ("stages", band, "steps", place)
            if step.id in seen:
                problems.append(tree.at(where, f"the step '{step.id}' stands twice; keep one."))
            seen.add(step.id)
            problems += [
                one for answer in step.answers for text in answer.texts for one in checker.field(text, tree, where)
            ]
            refs = (step.page, *(f"conduct/{slug}" for slug in step.conducts))
            pages += [Reference(ref, tree.path, tree.line(where)) for ref in refs]
    return file, pages, problems
