"""A read file carried through the page that asks what to do with it: in a hidden field, packed, and validated again."""

from __future__ import annotations

import base64
import binascii
import zlib

from pydantic import ValidationError

from app.domain.case import CaseFacts

MAX_PACKED = 8 * 1024 * 1024
MAX_UNPACKED = 64 * 1024 * 1024


def pack(facts: CaseFacts) -> str:
    return base64.b64encode(zlib.compress(facts.model_dump_json(exclude_defaults=True).encode(), 6)).decode("ascii")


def unpack(packed: str) -> CaseFacts | None:
    """The facts, or None when the field is not what we packed."""
    if not packed or len(packed) > MAX_PACKED:
        return None
    try:
        inflate = zlib.decompressobj()
        told = inflate.decompress(base64.b64decode(packed, validate=True), MAX_UNPACKED)
        return CaseFacts.model_validate_json(told) if inflate.eof else None
    except (binascii.Error, zlib.error, ValidationError, ValueError):
        return None
