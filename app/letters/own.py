"""A person's own paragraphs in a letter: under which headings they may stand, and putting them there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.domain.document import Addressed, Enclosures, Heading, Paragraph, Signature
from app.domain.document import Block as Drawn
from app.domain.own_paragraph import LONGEST_OWN_PARAGRAPH, MOST_OWN_PARAGRAPHS, OwnParagraph
from app.domain.problem import Problem
from app.letters.body import Part, Role
from app.letters.model import Letter

TITLE = "自己加的话"
HEADINGS = frozenset({Role.HEADING, Role.SUBHEADING})
CLOSING = (Addressed, Signature, Enclosures)
TOO_LONG = "“自己加的话”第{number}段有{length}个字，最多{most}个字，请分成两段，或只留要紧的。"
TOO_MANY = "“自己加的话”最多{most}段，请合并几段。"
HEADING_GONE = "“自己加的话”第{number}段要放在“{after}”后面，这封信里现在没有这个标题，先放在了最后。"


def heading_of(part: Part) -> str:
    """The heading as the form offers it; what is filled in is …"""
    return "".join(piece if isinstance(piece, str) else "…" for piece in part.texts[0].pieces).strip()


def headings(letter: Letter) -> tuple[str, ...]:
    """The headings a letter may have, in their order."""
    return tuple(dict.fromkeys(heading_of(part) for part in letter.parts if part.role in HEADINGS))


def problems_of(paragraphs: Sequence[OwnParagraph]) -> Iterator[Problem]:
    for place, one in enumerate(paragraphs):
        if len(one.text) > LONGEST_OWN_PARAGRAPH:
            said = TOO_LONG.format(number=place + 1, length=len(one.text), most=LONGEST_OWN_PARAGRAPH)
            yield Problem(where_of(place), said)
    if len(paragraphs) > MOST_OWN_PARAGRAPHS:
        yield Problem(where_of(MOST_OWN_PARAGRAPHS), TOO_MANY.format(most=MOST_OWN_PARAGRAPHS))


def where_of(place: int) -> str:
    """The field a paragraph is typed into."""
    return f"paragraphs.{place}.text"


def homeless(paragraphs: Sequence[OwnParagraph], standing: Mapping[str, int]) -> Iterator[Problem]:
    """Those whose heading does not stand: nothing is moved without a word."""
    for place, one in enumerate(paragraphs):
        if one.after and one.after not in standing:
            yield Problem(where_of(place), HEADING_GONE.format(number=place + 1, after=one.after))


def inserted(
    blocks: Sequence[Drawn], paragraphs: Sequence[OwnParagraph], standing: Mapping[str, int]
) -> tuple[Drawn, ...]:
    """The blocks with the paragraphs, those of one place in the order they were written. `standing`: where headings are."""
    added: dict[int, list[Drawn]] = {}
    for one in paragraphs:
        heading = standing.get(one.after) if one.after else None
        place = closing(blocks) if heading is None else section_end(blocks, heading)
        added.setdefault(place, []).extend(Paragraph(line.strip()) for line in one.text.split("\n") if line.strip())
    return tuple(
        block for place in range(len(blocks) + 1) for block in (*added.get(place, ()), *blocks[place : place + 1])
    )


def section_end(blocks: Sequence[Drawn], heading: int) -> int:
    """Before the next heading, or the closing of the letter."""
    after = range(heading + 1, len(blocks))
    return next((place for place in after if isinstance(blocks[place], (Heading, *CLOSING))), len(blocks))


def closing(blocks: Sequence[Drawn]) -> int:
    """Before 此致, the enclosures and the signature."""
    return next((place for place, block in enumerate(blocks) if isinstance(block, CLOSING)), len(blocks))
