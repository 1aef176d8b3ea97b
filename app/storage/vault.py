"""The seal on a case. The visitor's code and the server's pepper together open it; the database alone opens nothing.

A sealed case is  format (1 byte) · nonce (12) · AES-256-GCM(padded) · tag (16),
where padded is  length (4 bytes, big-endian) · zlib(facts) · zeros up to the next bucket.
"""

from __future__ import annotations

import base64
import binascii
import os
import zlib
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import CaseNotFound, CaseUnreadable

FORMAT = b"\x01"
CODE_BYTES = 32
ID_BYTES = 16
KEY_BYTES = 32
NONCE_BYTES = 12
LENGTH_BYTES = 4
SMALLEST_BUCKET = 4_096


def new_code() -> str:
    """A code nobody can guess: 256 random bits as 43 characters."""
    return say_code(os.urandom(CODE_BYTES))


def say_code(secret: bytes) -> str:
    return base64.urlsafe_b64encode(secret).rstrip(b"=").decode("ascii")


def read_code(code: str) -> bytes:
    """The bytes of a code. Only the one spelling we gave out is accepted; anything else is no case of ours."""
    try:
        secret = base64.b64decode(code + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise not_found() from None
    if len(secret) != CODE_BYTES or say_code(secret) != code:
        raise not_found()
    return secret


def not_found() -> CaseNotFound:
    return CaseNotFound("没有找到这份记录。它可能已经到期删除，也可能是取回码不对。")


def unreadable() -> CaseUnreadable:
    return CaseUnreadable("这份记录打不开，可能已经损坏。")


@dataclass(frozen=True, slots=True)
class Vault:
    """`pepper` is the server's secret. Everything here is pure but for the random nonce.

    What was sealed for one `purpose` is not found with another, whoever knows its code.
    """

    pepper: str = field(repr=False)
    purpose: str = "case"

    def __post_init__(self) -> None:
        if not self.pepper:
            raise ValueError("without a pepper the code alone would open the case")

    def row_id(self, code: str) -> str:
        """The name of the row, 32 hex digits. From it neither the code nor the key can be had."""
        return self.derive(code, "row", ID_BYTES).hex()

    def seal(self, code: str, facts: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return FORMAT + nonce + self.cipher(code).encrypt(nonce, pad(zlib.compress(facts)), self.bound_to(code))

    def open(self, code: str, sealed: bytes) -> bytes:
        """The facts; CaseUnreadable if one bit is not as it was sealed, or sealed under another code or pepper."""
        start = len(FORMAT) + NONCE_BYTES
        if sealed[: len(FORMAT)] != FORMAT or len(sealed) < start:
            raise unreadable()
        try:
            padded = self.cipher(code).decrypt(sealed[len(FORMAT) : start], sealed[start:], self.bound_to(code))
        except InvalidTag:
            raise unreadable() from None
        return zlib.decompress(unpad(padded))

    def cipher(self, code: str) -> AESGCM:
        return AESGCM(self.derive(code, "key", KEY_BYTES))

    def bound_to(self, code: str) -> bytes:
        """Associated data: a sealed case moved to another row, or named another format, does not open."""
        return self.row_id(code).encode("ascii") + FORMAT

    def derive(self, code: str, part: str, length: int) -> bytes:
        info = f"zhaimingbai {self.purpose} {part} 1".encode()
        return HKDF(algorithm=SHA256(), length=length, salt=self.pepper.encode(), info=info).derive(read_code(code))


def pad(packed: bytes) -> bytes:
    """Filled up to a power of two of at least 4 KiB, so that the length of a row tells little."""
    body = len(packed).to_bytes(LENGTH_BYTES, "big") + packed
    return body.ljust(max(SMALLEST_BUCKET, 1 << (len(body) - 1).bit_length()), b"\0")


def unpad(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:LENGTH_BYTES], "big")
    return padded[LENGTH_BYTES : LENGTH_BYTES + length]
