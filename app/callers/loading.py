"""content/tables/who-is-calling.yaml from disk, every name in it resolved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from app.callers.model import CallerBook, CallersFile, References
from app.content.model import nearest, validate
from app.content.tree import Tree, Where, read
from app.domain.law import Lawbook
from app.errors import LawError

PATH = Path("tables") / "who-is-calling.yaml"
LISTS = ("roles", "sign_groups", "must_say", "questions", "signs", "unknowns", "actions")


def load_callers(content: Path, law: Lawbook, pages: Collection[str]) -> tuple[CallerBook | None, list[str]]:
    """The book; problems as `path:line: sentence`. `pages` are topic/slug of everything content may point to."""
    tree = read(content / PATH, content.parent)
    file, problems = validate(CallersFile, tree)
    if file is None:
        return None, problems
    for name in LISTS:
        ids = [one.id for one in getattr(file, name)]
        problems += [
            tree.at((name,), f"'{one}' stands twice; keep one.") for one in sorted(set(ids)) if ids.count(one) > 1
        ]
    problems += unnamed(file, tree)
    for where, references in cited(file):
        problems += unread(law, references, tree, where)
    for where, ref in pointed(file):
        if ref not in pages:
            problems.append(tree.at(where, f"there is no page '{ref}'{nearest(ref, pages) or '.'}"))
    return (None if problems else CallerBook(file)), problems


def unnamed(file: CallersFile, tree: Tree) -> list[str]:
    """Roles, signs and actions named elsewhere in the file that are not there; actions nobody is led to."""
    roles = [one.id for one in file.roles]
    signs = [one.id for one in file.signs]
    actions = [one.id for one in file.actions]
    problems: list[str] = []
    for name in ("must_say", "questions", "never", "unknowns"):
        for place, one in enumerate(getattr(file, name)):
            problems += absent("role", one.roles, roles, tree, (name, place, "roles"))
    groups = [one.id for one in file.sign_groups]
    for place, sign in enumerate(file.signs):
        problems += absent("group", filter(None, [sign.group]), groups, tree, ("signs", place, "group"))
        problems += absent("action", sign.do, actions, tree, ("signs", place, "do"))
        problems += absent("sign", filter(None, [sign.opposes]), signs, tree, ("signs", place, "opposes"))
    for place, unknown in enumerate(file.unknowns):
        problems += absent("sign", unknown.known_by, signs, tree, ("unknowns", place, "known_by"))
    for place, role in enumerate(file.roles):
        if not any(role.id in question.roles for question in file.questions):
            problems.append(tree.at(("roles", place), f"no question is asked by '{role.id}'."))
    for place, action in enumerate(file.actions):
        if not action.always and not any(action.id in sign.do for sign in file.signs):
            problems.append(tree.at(("actions", place), f"no sign leads to the action '{action.id}'."))
    return problems


def absent(noun: str, named: Iterable[str], known: Collection[str], tree: Tree, where: Where) -> list[str]:
    return [
        tree.at(where, f"there is no {noun} '{one}'{nearest(one, known) or '.'}") for one in named if one not in known
    ]


def cited(file: CallersFile) -> Iterator[tuple[Where, References]]:
    """Every list of references, and where it stands."""
    for place, role in enumerate(file.roles):
        yield ("roles", place, "owes_law"), role.owes_law
        yield ("roles", place, "steps_law"), role.steps_law
        for row, one in enumerate(role.unless):
            yield ("roles", place, "unless", row, "law"), one.law
    for place, duty in enumerate(file.must_say):
        yield ("must_say", place, "law"), duty.law
    for place, never in enumerate(file.never):
        yield ("never", place, "law"), never.law
    for place, sign in enumerate(file.signs):
        yield ("signs", place, "law"), sign.law
    for place, rule in enumerate(file.lists.rules):
        yield ("lists", "rules", place, "law"), rule.law


def pointed(file: CallersFile) -> Iterator[tuple[Where, str]]:
    """Every page of ours the file points to, and where."""
    for place, role in enumerate(file.roles):
        yield ("roles", place, "page"), role.page
        yield from ((("roles", place, "more"), ref) for ref in role.more)
        yield from ((("roles", place, "letters"), f"letters/{slug}") for slug in role.letters)
        yield ("roles", place, "conduct"), f"conduct/{role.conduct}"
        yield from ((("roles", place, "also"), f"channels/{slug}") for slug in role.also)
    for place, sign in enumerate(file.signs):
        if sign.conduct:
            yield ("signs", place, "conduct"), f"conduct/{sign.conduct}"
        if sign.page:
            yield ("signs", place, "page"), sign.page
    for place, action in enumerate(file.actions):
        yield from ((("actions", place, "see"), ref) for ref in action.see)


def unread(law: Lawbook, references: References, tree: Tree, where: Where) -> list[str]:
    """References to an article that the newest version of its law does not have."""
    problems = []
    for place, one in enumerate(references):
        instrument, _, number = one.cite.partition("#")
        try:
            law.newest(instrument, number)
        except LawError:
            problems.append(tree.at((*where, place), f"'{one.cite}' is no article in content/law."))
    return problems
