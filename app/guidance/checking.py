"""What a guidance text may hold: placeholders that resolve, links that can lead somewhere, no HTML, no bare article number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.content.model import nearest
from app.content.tree import Tree, Where
from app.domain.law import Lawbook
from app.domain.link import Links
from app.domain.markup import Kind, MarkupError, Placeholder, placeholders
from app.guidance.model import Glossary, Reference

LINK = re.compile(r"(?<!\\)\]\(\s*<?([^)\s>]*)")
HTML = re.compile(r"<(?:!--|/?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>)")
BARE_ARTICLE = re.compile(r"第[0-9零一二三四五六七八九十百]+条")
QUOTED = re.compile(r"“[^”\n]*”|「[^」\n]*」|『[^』\n]*』|\{[^{}\n]*\}")
EXTERNAL = re.compile(r"https?://")
# Pages that no content file makes; the rest is resolved against Links.
FIXED_PATHS = frozenset(
    {
        "", "map", "timeline", "precedents", "review",
        "check", "evidence", "letters", "channels", "law", "calculators", "search", "case", "kits",
        "about", "limits", "privacy", "accessibility", "changes",
        "evidence/files", "evidence/pack", "who-is-calling", "who-is-calling/questions",
        "received", "received/case-number",
        "situations", "rights", "routes", "papers", "tactics", "facts",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Checker:
    """Holds the texts and references of content files against the law and the glossary."""

    law: Lawbook
    glossary: Glossary

    def article(self, ref: str) -> str | None:
        """What is wrong with `instrument#article`, or None."""
        name, _, number = ref.partition("#")
        if name not in self.law.instruments:
            return f"there is no instrument '{name}' in content/law{nearest(name, self.law.instruments) or '.'}"
        articles = self.law.instrument(name).latest.articles
        if number not in articles:
            return f"'{name}' has no article '{number}' in its newest version{nearest(number, articles) or '.'}"
        return None

    def figure(self, name: str) -> str | None:
        instrument, _, parameter = name.partition(".")
        if instrument not in self.law.instruments:
            return f"there is no instrument '{instrument}' in content/law{nearest(instrument, self.law.instruments) or '.'}"
        known = {key for version in self.law.instrument(instrument).versions for key in version.parameters}
        if parameter not in known:
            return f"'{instrument}' has no parameter '{parameter}'{nearest(parameter, known) or '.'}"
        return None

    def placeholder(self, one: Placeholder) -> str | None:
        if one.kind is Kind.LAW:
            return self.article(one.name)
        if one.kind is Kind.PARAM:
            return self.figure(one.name)
        if one.kind is Kind.TERM:
            known = self.glossary.by_term
            if one.name not in known:
                return f"the glossary has no term '{one.name}'{nearest(one.name, known) or '.'}"
            return None
        return f"'{{{one.name}}}' is for letters; guidance knows law, param and term."

    def text(self, text: str, bare: bool = False) -> Iterator[tuple[int, str]]:
        """(line from 0, sentence) for everything that is wrong in a text; `bare` lets it name articles by number."""
        try:
            for one in placeholders(text):
                if wrong := self.placeholder(one):
                    yield one.line, wrong
        except MarkupError as error:
            yield error.line, f"{error}."
        for line, row in enumerate(text.split("\n")):
            yield from ((line, sentence) for sentence in self.row(row, bare))

    def row(self, row: str, bare: bool) -> Iterator[str]:
        if match := HTML.search(row):
            yield f"'{match[0]}' is HTML; write Markdown."
        if not bare and (match := BARE_ARTICLE.search(QUOTED.sub("", row))):
            yield f"'{match[0]}' stands bare; cite it as {{law:instrument#article}}."
        for match in LINK.finditer(row):
            if wrong := self.target(match[1]):
                yield wrong

    def target(self, target: str) -> str | None:
        """What is wrong with a link target that the links of the catalogue need not settle."""
        if EXTERNAL.match(target) or target.startswith("#"):
            return None
        if not target.startswith("/"):
            return f"the link '{target}' must start with / or https://."
        steps = plain_path(target).split("/")
        if steps[0] == "law" and len(steps) > 1 and steps[1] not in self.law.instruments:
            return f"there is no instrument '{steps[1]}' in content/law{nearest(steps[1], self.law.instruments) or '.'}"
        return None

    def articles(self, refs: Iterable[str], tree: Tree, where: Where) -> list[str]:
        return [
            tree.at((*where, place), wrong)
            for place, ref in enumerate(refs)
            if (wrong := self.article(ref)) is not None
        ]

    def field(self, text: str, tree: Tree, where: Where, bare: bool = False) -> list[str]:
        return [tree.at(where, sentence) for _, sentence in self.text(text, bare)]


def plain_path(target: str) -> str:
    """/rights/privacy?as_of=…#x → rights/privacy."""
    return re.split(r"[?#]", target, maxsplit=1)[0].strip("/")


def targets(text: str) -> Iterator[tuple[int, str]]:
    """(line from 0, path) of every internal link of a Markdown text."""
    for line, row in enumerate(text.split("\n")):
        for match in LINK.finditer(row):
            if match[1].startswith("/"):
                yield line, plain_path(match[1])


def dead(references: Iterable[Reference], links: Links) -> list[str]:
    """A problem for each reference that no page answers."""
    known = list(links.refs())
    return [
        f"{one.path}:{one.line}: there is no page '{one.target}'{nearest(one.target, known) or '.'}"
        for one in references
        if one.target not in FIXED_PATHS and not one.target.startswith("law/") and one.target not in links
    ]
