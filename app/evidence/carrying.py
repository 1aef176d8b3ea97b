"""The contacts of a reading as they travel (app.web.carrying) through the page that asks which numbers belong to
collectors, and are validated again when they come back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence

from pydantic import TypeAdapter, ValidationError

from app.domain.contact import Contact
from app.domain.phone_number import compared
from app.heap import COLLECTOR

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


def key_of(number: str) -> str:
    """A number or name as the value of a tick: short, safe in an HTML id, the same on every page."""
    return hashlib.sha256(compared(number).encode()).hexdigest()[:16]


def of_numbers(contacts: Sequence[Contact], keys: Collection[str]) -> tuple[Contact, ...]:
    """The contacts whose number has one of these keys, in the order given."""
    chosen = {number for number in {contact.number for contact in contacts} if key_of(number) in keys}
    return tuple(contact for contact in contacts if contact.number in chosen)
