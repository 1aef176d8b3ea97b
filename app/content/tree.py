"""YAML read with 1.2 semantics, duplicate keys refused, and the line of every value kept.

`on`, `yes` and `9:00` are strings; only true, false, null and plain decimal numbers are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Key = str | int
Where = tuple[Key, ...]

INTEGER = re.compile(r"[-+]?[0-9]+")
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
CODE = re.compile(r"[-+]?0[0-9]+.*")
WORDS: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
NUMBERS_BEGIN = frozenset("+-.0123456789")


class Loader(yaml.CBaseLoader):
    """libyaml's parser; scalars are resolved here, not by YAML 1.1's rules, which are a quarter of the reading."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        return ""

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


@dataclass
class Tree:
    """A file's value. `text` is the YAML it was read from, with `shift` lines above it in the file."""

    path: str
    value: object
    problems: list[str] = field(default_factory=list)
    text: str = ""
    shift: int = 0

    @cached_property
    def lines(self) -> dict[Where, int]:
        """The 1-based line of each key path. Only a problem asks for them: the text is then gone through once more."""
        node = Loader(self.text).get_single_node() if self.text else None
        return dict(lines_of(node, (), self.shift + 1)) if node is not None else {}

    def line(self, where: Where) -> int:
        """The line of `where`, or of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def at(self, where: Where, sentence: str) -> str:
        return f"{self.path}:{self.line(where)}: {sentence}"


def lines_of(node: Node, where: Where, first: int, said_at: int | None = None) -> Iterator[tuple[Where, int]]:
    """Every key path from `where` on with its line, `first` being the line the text begins on; a key's own line goes
    before its value's."""
    yield where, node.start_mark.line + first if said_at is None else said_at
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield from lines_of(value, (*where, str(key.value)), first, key.start_mark.line + first)
    elif isinstance(node, SequenceNode):
        for place, item in enumerate(node.value):
            yield from lines_of(item, (*where, place), first)


def scalar(node: ScalarNode) -> object:
    text = str(node.value)
    if node.style:
        return text
    if text[:1] not in NUMBERS_BEGIN:
        return WORDS.get(text, text)
    # A leading zero is a code (0123), not a number; dates and clock times stay text for the models to read.
    if CODE.fullmatch(text):
        return text
    if INTEGER.fullmatch(text):
        return int(text)
    return float(text) if DECIMAL.fullmatch(text) else text


def build(node: Node, tree: Tree) -> object:
    if isinstance(node, ScalarNode):
        return scalar(node)
    if isinstance(node, SequenceNode):
        return [build(item, tree) for item in node.value]
    assert isinstance(node, MappingNode)
    found: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in found:
            line = key_node.start_mark.line + 1 + tree.shift
            tree.problems.append(f"{tree.path}:{line}: the key '{key}' stands twice; keep one.")
        found[key] = build(value_node, tree)
    return found


def parse(text: str, path: str, shift: int = 0) -> Tree:
    """The tree of a YAML text; `shift` is how many lines stand above it in its file. Problems are in the tree."""
    try:
        node = Loader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 + shift if mark else 1
        return Tree(path, None, [f"{path}:{line}: this is not YAML we can read: {error.problem}."])
    except yaml.YAMLError as error:
        return Tree(path, None, [f"{path}:1: this is not YAML we can read: {str(error).splitlines()[0]}."])
    tree = Tree(path, None, text=text, shift=shift)
    if node is not None:
        tree.value = build(node, tree)
    return tree


def read(path: Path, root: Path) -> Tree:
    """The tree of a YAML file, named relative to the folder that holds content/."""
    name = path.relative_to(root).as_posix()
    try:
        return parse(path.read_text(encoding="utf-8"), name)
    except FileNotFoundError:
        return Tree(name, None, problems=[f"{name}:1: this file is missing."])
    except UnicodeDecodeError:
        return Tree(name, None, problems=[f"{name}:1: this file is not UTF-8; save it as UTF-8."])


@dataclass
class Page:
    """A Markdown file: its front matter as a tree, its body, and the line the body starts on."""

    tree: Tree
    body: str
    body_line: int


def read_page(path: Path, root: Path) -> Page:
    """Front matter between two `---` lines, then Markdown."""
    name = path.relative_to(root).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return Page(Tree(name, None, problems=[f"{name}:1: this file is not UTF-8; save it as UTF-8."]), "", 1)
    lines = text.split("\n")
    if lines[0].rstrip() != "---" or "---" not in [line.rstrip() for line in lines[1:]]:
        return Page(
            Tree(name, None, problems=[f"{name}:1: front matter is missing; start the file with '---'."]), "", 1
        )
    end = [line.rstrip() for line in lines[1:]].index("---") + 1
    tree = parse("\n".join(lines[1:end]), name, shift=1)
    return Page(tree, "\n".join(lines[end + 1 :]), end + 2)
