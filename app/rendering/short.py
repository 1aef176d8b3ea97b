"""A letter cut down to the box of a complaint portal: what is asked and what happened first, whole lines only.

The full letter goes along as an attachment, so nothing is lost; what was left out is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.document import Addressed, Annex, Document, Enclosures, Heading, Numbered, Salutation, Signature
from app.rendering import wording
from app.rendering.text import block_lines, count, text

# What a box wants to know first; the words stand in the headings of the letters.
ORDER = (
    ("请求", "诉求"),
    ("事实", "经过", "记录", "收费"),
    ("声明",),
    ("被投诉", "被举报", "信息", "业务"),
    ("要求", "依据", "规定", "措施"),
)
HEADING_NUMBER = re.compile(r"^[一二三四五六七八九十]+、")
ATTACHED = "全文和证据见附件。"
# A smaller box takes no more than a sentence, a larger one every letter.
LEAST_BOX, MOST_BOX = 200, 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """`rank`: the smaller, the sooner it is taken in; of one rank by `turn`."""

    text: str
    section: str
    rank: int
    turn: int


@dataclass(frozen=True, slots=True)
class Short:
    """`left_out` are the parts of the letter that are not whole here; `characters` as `text.count` counts them."""

    text: str
    characters: int
    left_out: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Not one line fitted."""
        return self.text == ATTACHED


def shorten(document: Document, limit: int | None) -> Short:
    """The letter in at most `limit` characters; the whole of it where it fits, or there is no limit."""
    whole = text(document)
    if limit is None or whole.characters <= limit:
        return Short(whole.text, whole.characters)
    lines = tuple(lines_of(document))
    taken = fitting(lines, limit)
    short = said(lines, taken)
    annexes = (wording.visible(one.title) for one in document.blocks if isinstance(one, Annex))
    return Short(short, count(short), tuple(dict.fromkeys([*missing(lines, taken), *annexes])))


def missing(lines: Sequence[Line], taken: set[int]) -> Iterator[str]:
    """依据、事实的一部分: the parts that are not whole."""
    opened = {lines[place].section for place in taken}
    for place, one in enumerate(lines):
        if place not in taken:
            yield f"{one.section}的一部分" if one.section in opened else one.section


def fitting(lines: Sequence[Line], limit: int) -> set[int]:
    """The places of the lines to take in: the sooner by rank, then in the order of the letter."""
    taken: set[int] = set()
    opened = {""}
    room = limit - count(ATTACHED)
    for place in sorted(range(len(lines)), key=lambda place: (lines[place].rank, lines[place].turn)):
        one = lines[place]
        needed = count(one.text) + 1 + (0 if one.section in opened else count(titled(one.section)) + 1)
        if needed <= room:
            room -= needed
            taken.add(place)
            opened.add(one.section)
    return taken


def titled(section: str) -> str:
    return f"【{section}】"


def lines_of(document: Document) -> Iterator[Line]:
    """The body line by line: no salutation and no signature, a portal knows both; no list of enclosures (what
    goes along is said once) and no annex."""
    section, start = "", 0
    for block in document.blocks:
        if isinstance(block, Annex):
            return
        if isinstance(block, Heading) and block.level == 1:
            section = HEADING_NUMBER.sub("", wording.visible(block.text))
        elif not isinstance(block, Salutation | Signature | Addressed | Enclosures):
            said = [one for one in block_lines(block) if one]
            foremost = block.foremost if isinstance(block, Numbered) else ()
            turns = {place: turn for turn, place in enumerate(foremost)}
            for place, one in enumerate(said):
                yield Line(one, section, rank_of(section), start + turns.get(place, place))
            start += len(said)


def rank_of(section: str) -> int:
    """Before any heading it is said who writes about whom."""
    if not section:
        return 0
    return next((place for place, words in enumerate(ORDER, 1) if any(one in section for one in words)), len(ORDER) + 1)


def said(lines: Sequence[Line], taken: set[int]) -> str:
    rows: list[str] = []
    section = ""
    for place in sorted(taken):
        if lines[place].section != section:
            section = lines[place].section
            rows.append(titled(section))
        rows.append(lines[place].text)
    return "\n".join([*rows, ATTACHED])
