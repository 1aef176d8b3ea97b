"""Which blocks stay on the page of the next one, in every face that has pages."""

from __future__ import annotations

from app.domain.document import Addressed, Block, Enclosures, Numbered, Paragraph, Salutation, Signature
from app.rendering.wording import visible

COLONS = ("：", ":")
# A list of enclosures longer than this may begin a page earlier, two or more items on either side.
WHOLE_LIST = 3


def is_kept_with_next(blocks: tuple[Block, ...], place: int) -> bool:
    """Whether the end of a block stays with the beginning of the next.

    A signature never stands without text: the signers of an agreement stay together, under the end of what they sign.
    Neither 此致 nor a short list of enclosures is text enough; a long one may begin a page earlier, since moving all of
    it would leave half a page empty.
    """
    following = blocks[place + 1 : place + 3]
    if not following:
        return False
    if isinstance(blocks[place], Salutation) or is_closing(following[0]):
        return True
    if isinstance(following[0], Addressed):
        return len(following) > 1 and is_closing(following[1])
    return leads_in(blocks[place])


def is_closing(block: Block) -> bool:
    """A signature, or enclosures that go whole with it."""
    return isinstance(block, Signature) or (isinstance(block, Enclosures) and len(block.items) <= WHOLE_LIST)


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
