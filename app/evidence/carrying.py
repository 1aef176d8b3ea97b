"""A reading carried through the page that asks which numbers belong to collectors: nothing is kept on our side.

The contacts travel in a hidden field, packed, and are validated again when they come back.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Collection, Sequence

from pydantic import TypeAdapter, ValidationError

from app.domain.contact import Contact

MAX_PACKED = 6 * 1024 * 1024
MAX_UNPACKED = 64 * 1024 * 1024
CONTACTS = TypeAdapter(tuple[Contact, ...])


def pack(contacts: Sequence[Contact]) -> str:
    told = CONTACTS.dump_json(tuple(contacts), exclude_defaults=True)
    return base64.b64encode(zlib.compress(told, 6)).decode("ascii")


def unpack(packed: str) -> tuple[Contact, ...] | None:
    """The contacts, or None when the field is not what we packed."""
    if len(packed) > MAX_PACKED:
        return None
    try:
        inflate = zlib.decompressobj()
        told = inflate.decompress(base64.b64decode(packed, validate=True), MAX_UNPACKED)
        return CONTACTS.validate_json(told) if inflate.eof else None
    except (binascii.Error, zlib.error, ValidationError, ValueError):
        return None


def key_of(number: str) -> str:
    """A number or name as the value of a tick: short, safe in an HTML id, the same on every page."""
    return hashlib.sha256(number.encode()).hexdigest()[:16]


def of_numbers(contacts: Sequence[Contact], keys: Collection[str]) -> tuple[Contact, ...]:
    """The contacts whose number has one of these keys, in the order given."""
    chosen = {number for number in {contact.number for contact in contacts} if key_of(number) in keys}
    return tuple(contact for contact in contacts if contact.number in chosen)
