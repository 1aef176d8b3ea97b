"""Guidance Markdown as tokens. Placeholders are tokens of their own; HTML and pictures stay text."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from app.domain.markup import TOKEN, placeholder

PLACEHOLDER = "placeholder"


def read_placeholder(state: StateInline, silent: bool) -> bool:
    """{law:…}, {param:…}, {term:…} become a token that carries the Placeholder; {{ and }} are braces."""
    match = TOKEN.match(state.src, state.pos, state.posMax)
    if match is None or match[0] in ("{", "}"):
        return False
    if not silent and match[1] is None:
        state.pending += match[0][0]
    elif not silent:
        token = state.push(PLACEHOLDER, "", 0)
        token.meta = {"placeholder": placeholder(match[1].strip(), 0)}
        token.content = match[0]
    state.pos = match.end()
    return True


STRONG = re.compile(r"\*\*(?=[^\s*])(.+?)(?<=[^\s*])\*\*(?!\*)")


def read_strong(state: StateInline, silent: bool) -> bool:
    """**…** wherever it stands: CommonMark wants a space beside 。** that Chinese does not write."""
    match = STRONG.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        end = state.posMax
        state.push("strong_open", "strong", 1)
        state.pos, state.posMax = match.start(1), match.end(1)
        state.md.inline.tokenize(state)
        state.posMax = end
        state.push("strong_close", "strong", -1)
    state.pos = match.end()
    return True


def is_safe(target: str) -> bool:
    """http and https, our own absolute paths, and places on the same page."""
    parts = urlsplit(target)
    if parts.scheme:
        return parts.scheme in ("http", "https")
    return not parts.netloc and target.startswith(("/", "#"))


@cache
def markdown() -> MarkdownIt:
    reader = (
        MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable(["image", "code", "fence"])
    )
    reader.inline.ruler.before("emphasis", PLACEHOLDER, read_placeholder)
    reader.inline.ruler.before("emphasis", "strong", read_strong)
    reader.validateLink = is_safe  # type: ignore[method-assign,assignment]
    return reader


def tokens(text: str) -> list[Token]:
    """The block tokens of a Markdown text."""
    return markdown().parse(text)


def inline(text: str) -> list[Token]:
    """The inline tokens of one paragraph."""
    return markdown().parseInline(text)[0].children or []


def anchor(heading: str) -> str:
    """The id of a heading: its letters and digits (Chinese ones too)."""
    return re.sub(r"[^0-9A-Za-z\u4e00-\u9fff]+", "-", heading).strip("-") or "section"
