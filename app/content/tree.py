"""YAML read with 1.2 semantics, duplicate keys refused, and the line of every value kept.

`on`, `yes` and `9:00` are strings; only true, false, null and plain decimal numbers are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Key = str | int
Where = tuple[Key, ...]

INTEGER = re.compile(r"[-+]?[0-9]+")
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
WORDS: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}


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
    """A file's value with `lines`: the 1-based line of each key path."""

    path: str
    value: object
    lines: dict[Where, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def line(self, where: Where) -> int:
        """The line of `where`, or of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def at(self, where: Where, sentence: str) -> str:
        return f"{self.path}:{self.line(where)}: {sentence}"


def scalar(node: ScalarNode) -> object:
    text = str(node.value)
    if node.style:
        return text
    if text in WORDS:
        return WORDS[text]
    # A leading zero is a code (0123), not a number; dates and clock times stay text for the models to read.
    if INTEGER.fullmatch(text) and not re.fullmatch(r"[-+]?0[0-9]+", text):
        return int(text)
    if DECIMAL.fullmatch(text) and not re.fullmatch(r"[-+]?0[0-9]+.*", text):
        return float(text)
    return text


def build(node: Node, tree: Tree, where: Where, shift: int) -> object:
    tree.lines.setdefault(where, node.start_mark.line + 1 + shift)
    if isinstance(node, MappingNode):
        return build_mapping(node, tree, where, shift)
    if isinstance(node, SequenceNode):
        return [build(item, tree, (*where, place), shift) for place, item in enumerate(node.value)]
    assert isinstance(node, ScalarNode)
    return scalar(node)


def build_mapping(node: MappingNode, tree: Tree, where: Where, shift: int) -> dict[str, object]:
    found: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        line = key_node.start_mark.line + 1 + shift
        if key in found:
            tree.problems.append(f"{tree.path}:{line}: the key '{key}' stands twice; keep one.")
        tree.lines[(*where, key)] = line
        found[key] = build(value_node, tree, (*where, key), shift)
    return found


def parse(text: str, path: str, shift: int = 0) -> Tree:
    """The tree of a YAML text; `shift` is how many lines stand above it in its file. Problems are in the tree."""
    tree = Tree(path=path, value=None)
    try:
        loader = Loader(text)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 + shift if mark else 1
        tree.problems.append(f"{path}:{line}: this is not YAML we can read: {error.problem}.")
        return tree
    except yaml.YAMLError as error:
        tree.problems.append(f"{path}:1: this is not YAML we can read: {str(error).splitlines()[0]}.")
        return tree
    if node is not None:
        tree.value = build(node, tree, (), shift)
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
