"""A letter cut down to the box of a complaint portal: the gravest facts and what is asked first, whole lines only.

The full letter goes along as an attachment, so nothing is lost; what was left out is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from app.domain.document import Addressed, Annex, Block, Document, Enclosures, Heading, Numbered, Salutation, Signature
from app.rendering import wording
from app.rendering.text import block_lines, count, text


class Rank(IntEnum):
    """What a box takes in, the sooner the smaller."""

    OPENING = 0
    GRAVEST = 1
    REQUEST = 2
    STEPS = 3
    FACT = 4
    DECLARATION = 5
    PARTY = 6
    REST = 7


# By the words in the headings of the letters, the first that fits.
RANKS = (
    (Rank.REST, ("答复要求",)),
    (Rank.REQUEST, ("请求", "诉求", "要求")),
    (Rank.STEPS, ("措施", "反映")),
    (Rank.FACT, ("事实", "经过", "记录", "收费", "情况")),
    (Rank.DECLARATION, ("声明",)),
    (Rank.PARTY, ("被投诉", "被举报", "信息", "业务")),
)
# So many facts come before what is asked: a box without any says nothing.
GRAVEST = 2
COLONS = ("：", ":")
HEADING_NUMBER = re.compile(r"^[一二三四五六七八九十]+、")
ATTACHED = "全文和证据见附件。"
# A smaller box takes no more than a sentence, a larger one every letter.
LEAST_BOX, MOST_BOX = 200, 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """`rank`: the smaller, the sooner it is taken in; of one rank by `turn`."""

    text: str
    section: str
    rank: Rank
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
    lines = lines_of(document)
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
    """The places of the lines to take in. Who is written about and the like is not begun in the middle: where a line
    finds no room, what follows it in its section stays out too."""
    taken: set[int] = set()
    opened, ended = {""}, set()
    room = limit - count(ATTACHED)
    for place in sorted(range(len(lines)), key=lambda place: (lines[place].rank, lines[place].turn)):
        one = lines[place]
        needed = count(one.text) + 1 + (0 if one.section in opened else count(titled(one.section)) + 1)
        if needed <= room and one.section not in ended:
            room -= needed
            taken.add(place)
            opened.add(one.section)
        elif one.rank > Rank.FACT:
            ended.add(one.section)
    return taken


def titled(section: str) -> str:
    return f"【{section}】"


def lines_of(document: Document) -> tuple[Line, ...]:
    """The body line by line: no salutation and no signature, a portal knows both; no list of enclosures (what
    goes along is said once) and no annex. What ends in a colon goes with the line it announces."""
    lines: list[Line] = []
    section, start = "", 0
    for block in document.blocks:
        if isinstance(block, Annex):
            break
        if isinstance(block, Heading) and block.level == 1:
            section = HEADING_NUMBER.sub("", wording.visible(block.text))
        elif not isinstance(block, Salutation | Signature | Addressed | Enclosures):
            said = [one for one in block_lines(block) if one]
            foremost = block.foremost if isinstance(block, Numbered) else ()
            turns = {place: turn for turn, place in enumerate(foremost)}
            rank = rank_of(section, block)
            for place, one in enumerate(said):
                line = Line(one, section, rank, start + turns.get(place, place))
                if lines and announces(lines[-1], line):
                    line = joined(lines.pop(), line)
                lines.append(line)
            start += len(said)
    gravest = sorted(one.turn for one in lines if one.rank is Rank.FACT)[:GRAVEST]
    return tuple(replace(one, rank=Rank.GRAVEST) if is_among(one, gravest) else one for one in lines)


def rank_of(section: str, block: Block) -> Rank:
    """Before any heading it is said who writes about whom. Of what is asked only the requests themselves come first, not
    the rules of procedure below them."""
    if not section:
        return Rank.OPENING
    rank = next((rank for rank, words in RANKS if any(one in section for one in words)), Rank.REST)
    return Rank.REST if rank is Rank.REQUEST and not isinstance(block, Numbered) else rank


def announces(lead: Line, line: Line) -> bool:
    return lead.section == line.section and lead.text.endswith(COLONS)


def joined(lead: Line, line: Line) -> Line:
    return replace(line, text=f"{lead.text}\n{line.text}", turn=lead.turn)


def is_among(one: Line, gravest: Sequence[int]) -> bool:
    return one.rank is Rank.FACT and one.turn in gravest


def said(lines: Sequence[Line], taken: set[int]) -> str:
    rows: list[str] = []
    section = ""
    for place in sorted(taken):
        if lines[place].section != section:
            section = lines[place].section
            rows.append(titled(section))
        rows.append(lines[place].text)
    return "\n".join([*rows, ATTACHED])
