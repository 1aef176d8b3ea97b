"""Legal terms at their first use: which ones a text leaves in the dark, and where to put the explanation."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from app.guidance.model import Glossary

# The names of laws, and what somebody else said, are left as they are.
QUIET = re.compile(r"《[^》]*》|“[^”]*”|「[^」]*」|『[^』]*』")
SAID_BEFORE = ("（", "叫", "叫做", "叫作", "称为", "就是", "这是", "——")
SAID_AFTER = ("（", "：", "是", "就是", "指", "，就是", "，也就是", "，意思是", "——")
# 执行通知 in 执行通知书, 限制消费 in 限制消费令: the word goes on, an explanation must not break it.
GOES_ON = tuple("书令罪人法费金权期状率款委保")


def quieted(text: str) -> str:
    """The text with its quiet parts blanked, every other character in its place."""
    return QUIET.sub(lambda match: "\0" * len(match[0]), text)


def uses(term: str, text: str, glossary: Glossary) -> Iterator[int]:
    """Where the term stands by itself in a quieted text, not inside a longer word (保证人 in 保证人身安全)."""
    longer = (*(one for one in glossary.by_term if term in one and one != term), *glossary.by_term[term].not_in)
    covered = [match.span() for one in longer for match in re.finditer(re.escape(one), text)]
    for match in re.finditer(re.escape(term), text):
        inside = any(start <= match.start() < end for start, end in covered)
        if not inside and text[match.end() : match.end() + 1] not in GOES_ON:
            yield match.start()


def unexplained(text: str, glossary: Glossary) -> tuple[str, ...]:
    """The terms whose first use is not explained where it stands: 支付令（法院…）, 这叫支付令, 支付令是…"""
    bare = quieted(text)
    strict = [entry.term for entry in glossary.entries if not entry.everyday]
    first = {term: next(uses(term, bare, glossary), None) for term in strict if term in bare}
    return tuple(term for term, place in first.items() if place is not None and not is_explained(bare, place, term))


def is_explained(text: str, place: int, term: str) -> bool:
    after, before = text[place + len(term) :], text[:place]
    return (
        after.startswith(SAID_AFTER)
        or before.endswith(SAID_BEFORE)
        or (before.endswith("（") and after.startswith("）"))
    )


def split(text: str, wanted: Collection[str], glossary: Glossary) -> list[tuple[str, bool]]:
    """The text cut at the first use of each wanted term: (words, is a term to be explained here)."""
    bare = quieted(text)
    places = sorted((place, term) for term in wanted if (place := next(uses(term, bare, glossary), None)) is not None)
    found: list[tuple[str, bool]] = []
    end = 0
    for place, term in places:
        if place < end:
            continue
        found += [(text[end:place], False), (term, True)]
        end = place + len(term)
    return [*found, (text[end:], False)]
