"""A reading carried through the page that asks which numbers belong to collectors, and validated again when it comes back.

A small one travels in a hidden field, packed: nothing is kept on our side. One that would make the page heavy is put aside for
an hour or two (app.web.aside), and only its code travels.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Collection, Sequence

from pydantic import TypeAdapter, ValidationError

from app.domain.contact import Contact
from app.heap import COLLECTOR

# Of a page of 300 kB this leaves enough for two hundred numbers.
HEAVY = 100_000
# So many bytes of contacts hardly ever pack into that.
TOO_MUCH_TO_PACK = 2_000_000
MAX_PACKED = 6 * 1024 * 1024
MAX_UNPACKED = 64 * 1024 * 1024
CONTACTS = TypeAdapter(tuple[Contact, ...])


def told(contacts: Sequence[Contact]) -> bytes:
    """The contacts as JSON; what stands at its default is left out."""
    return CONTACTS.dump_json(tuple(contacts), exclude_defaults=True)


def read_told(payload: bytes) -> tuple[Contact, ...] | None:
    """The contacts of such JSON; None when it is none."""
    try:
        with COLLECTOR.resting():
            return CONTACTS.validate_json(payload)
    except ValidationError:
        return None


def pack(payload: bytes) -> str:
    return base64.b64encode(zlib.compress(payload, 6)).decode("ascii")


def unpack(packed: str) -> tuple[Contact, ...] | None:
    """The contacts, or None when the field is not what we packed."""
    if len(packed) > MAX_PACKED:
        return None
    try:
        inflate = zlib.decompressobj()
        payload = inflate.decompress(base64.b64decode(packed, validate=True), MAX_UNPACKED)
    except (binascii.Error, zlib.error, ValueError):
        return None
    return read_told(payload) if inflate.eof else None


def key_of(number: str) -> str:
    """A number or name as the value of a tick: short, safe in an HTML id, the same on every page."""
    return hashlib.sha256(number.encode()).hexdigest()[:16]


def of_numbers(contacts: Sequence[Contact], keys: Collection[str]) -> tuple[Contact, ...]:
    """The contacts whose number has one of these keys, in the order given."""
    chosen = {number for number in {contact.number for contact in contacts} if key_of(number) in keys}
    return tuple(contact for contact in contacts if contact.number in chosen)
