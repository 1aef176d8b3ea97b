"""Which blocks stay on the page of the next one, in every face that has pages."""

from __future__ import annotations

from app.domain.document import Addressed, Block, Enclosures, Numbered, Paragraph, Salutation, Signature
from app.rendering.wording import visible

COLONS = ("：", ":")
# A list of enclosures longer than this may begin a page earlier, two or more items on either side.
WHOLE_LIST = 3


def is_kept_with_next(blocks: tuple[Block, ...], place: int) -> bool:
    """Whether the end of a block stays with the beginning of the next.

    A signature never stands without text: the signers of an agreement stay together, under the end of what they sign
    or of its enclosures. 此致 alone is not text enough; more than that would only leave half a page empty.
    """
    following = blocks[place + 1 : place + 3]
    if not following:
        return False
    if isinstance(blocks[place], Salutation) or isinstance(following[0], Signature):
        return True
    return leads_in(blocks[place]) or tuple(map(type, following)) == (Addressed, Signature)


def leads_in(block: Block) -> bool:
    """Whether a block ends in a colon, and what it announces comes next."""
    match block:
        case Paragraph(text=text):
            return visible(text).endswith(COLONS)
        case Numbered(items=items):
            return bool(items) and visible(items[-1]).endswith(COLONS)
    return False


def kept_items(block: Enclosures, kept: bool) -> tuple[bool, ...]:
    """Of each item, whether it stays with what follows."""
    count = len(block.items)
    return tuple(place == 0 or (kept and (count <= WHOLE_LIST or place >= count - 2)) for place in range(count))
