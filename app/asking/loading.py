"""content/asking from disk; problems as `path:line: sentence`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from app.asking.answering import AskBook
from app.asking.model import LETTERS, SITUATIONS, ConceptsFile, DangersFile, Page, SayingsFile, WordsFile
from app.content.model import nearest, validate
from app.content.tree import Tree, read
from app.domain.link import Link

CONCEPTS, DANGER, ELSEWHERE, WORDS = "concepts", "danger", "elsewhere", "words"


def load_asking(
    content: Path, links: Sequence[Link], related: Mapping[str, Sequence[str]]
) -> tuple[AskBook | None, list[str]]:
    """The search over `links`, the pages that may be answers; `related` are the refs each of them points to."""
    folder, root = content / "asking", content.parent
    concepts_tree = read(folder / f"{CONCEPTS}.yaml", root)
    concepts, problems = validate(ConceptsFile, concepts_tree)
    dangers, found = validate(DangersFile, read(folder / f"{DANGER}.yaml", root))
    problems += found
    if concepts is None or dangers is None:
        return None, problems
    problems += twice(concepts, concepts_tree)
    elsewhere, found = validate(SayingsFile, read(folder / f"{ELSEWHERE}.yaml", root))
    problems += found
    refs = [link.ref for link in links]
    words_tree = read(folder / f"{WORDS}.yaml", root)
    whole, found = validate(WordsFile, words_tree)
    problems += found
    if whole:
        problems += unknown_pages(whole, words_tree, refs)
    sayings, found = load_sayings(content, content / "asking", SITUATIONS, refs)
    problems += found
    of_letters, found = load_sayings(content, content / "asking" / LETTERS, LETTERS, refs)
    problems += found
    sayings |= of_letters
    pages = {link.ref: Page(link, tuple(related.get(link.ref, ())), sayings.get(link.ref)) for link in links}
    return AskBook(pages, concepts, dangers, elsewhere.phrases if elsewhere else (), whole), problems


def twice(file: ConceptsFile, tree: Tree) -> Iterator[str]:
    """A form under two concepts would count for the first alone."""
    seen: dict[str, str] = {}
    for place, concept in enumerate(file.concepts):
        for number, form in enumerate(concept.forms):
            if form in seen:
                where = ("concepts", place, "forms", number)
                yield tree.at(where, f"'{form}' stands under {seen[form]} and {concept.id}; keep one.")
            seen.setdefault(form, concept.id)


def unknown_pages(file: WordsFile, tree: Tree, refs: Sequence[str]) -> Iterator[str]:
    """Also wordings that stand twice: the last alone would count."""
    seen: set[str] = set()
    for place, entry in enumerate(file.words):
        for number, ref in enumerate(entry.pages):
            if ref not in refs:
                yield tree.at(("words", place, "pages", number), f"there is no page '{ref}'{nearest(ref, refs) or '.'}")
        for number, one in enumerate(entry.say):
            if one in seen:
                yield tree.at(("words", place, "say", number), f"'{one}' stands twice; keep one.")
            seen.add(one)


def load_sayings(
    content: Path, folder: Path, topic: str, refs: Sequence[str]
) -> tuple[dict[str, SayingsFile], list[str]]:
    """What is said about each situation, or each letter, by ref."""
    sayings: dict[str, SayingsFile] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        ref = f"{topic}/{path.stem}"
        if topic == SITUATIONS and path.stem in (CONCEPTS, DANGER, ELSEWHERE, WORDS):
            continue
        tree = read(path, content.parent)
        file, found = validate(SayingsFile, tree)
        problems += found
        noun = topic.removesuffix("s")
        if ref not in refs:
            slugs = [one.partition("/")[2] for one in refs if one.startswith(f"{topic}/")]
            problems.append(f"{tree.path}:1: there is no {noun} '{path.stem}'{nearest(path.stem, slugs) or '.'}")
        elif file:
            if file.behind and f"{topic}/{file.behind}" not in refs:
                problems.append(tree.at(("behind",), f"there is no {noun} '{file.behind}'."))
            sayings[ref] = file
    return sayings, problems
