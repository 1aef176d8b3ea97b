"""What was read of a file, carried through the page that asks what to do with it; the reader validates it again.

A little travels in a hidden field, packed: nothing is kept on our side. What would make the page heavy is put aside for
an hour or two (app.web.aside), and only its code travels.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import dataclass
from datetime import datetime

from app.web.aside import Aside

# Of a page of 300 kB this leaves enough for two hundred numbers.
HEAVY = 100_000
# So many bytes hardly ever pack into that.
TOO_MUCH_TO_PACK = 2_000_000
MAX_PACKED = 6 * 1024 * 1024
MAX_UNPACKED = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Carried:
    """The hidden field that brings it back: all of it, packed, or the code of what was put aside."""

    packed: str = ""
    aside: str = ""


def carry(payload: bytes, shelf: Aside, now: datetime) -> Carried:
    if len(payload) <= TOO_MUCH_TO_PACK and len(packed := pack(payload)) <= HEAVY:
        return Carried(packed)
    return Carried(aside=shelf.put(payload, now))


def brought(carried: Carried, shelf: Aside, now: datetime) -> bytes | None:
    """What was carried; None when it is gone, or is not what we packed."""
    return shelf.look(carried.aside, now) if carried.aside else unpack(carried.packed)


def pack(payload: bytes) -> str:
    return base64.b64encode(zlib.compress(payload, 6)).decode("ascii")


def unpack(packed: str) -> bytes | None:
    if len(packed) > MAX_PACKED:
        return None
    try:
        inflate = zlib.decompressobj()
        payload = inflate.decompress(base64.b64decode(packed, validate=True), MAX_UNPACKED)
    except (binascii.Error, zlib.error, ValueError):
        return None
    return payload if inflate.eof else None
