"""Bytes to text: byte order marks, UTF-8, the old Chinese encodings, and files that mix them."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

from app.errors import FileRefused
from app.evidence.sniffing import BINARY, wide_without_mark

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 16_384
FIRST_IDEOGRAPHIC = 0x2000


def decode(payload: bytes, encodings: Sequence[str], words: Sequence[str]) -> str:
    """The text, with LF line ends. `encodings` are the old ones to try, `words` what the right one should show.

    What cannot be decoded becomes U+FFFD, so that only the cell it stands in is lost.
    Raises FileRefused when the result is no text.
    """
    text = decode_marked(payload)
    if text is None:
        # Some exports put the mark of UTF-8 before GBK: what it announces is only tried first.
        text = decode_plain(payload.removeprefix(codecs.BOM_UTF8), encodings, words)
    if "\x00" in text:
        raise FileRefused(BINARY, 415)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def decode_marked(payload: bytes) -> str | None:
    for mark, encoding in MARKS:
        if payload.startswith(mark):
            return payload[len(mark) :].decode(encoding, "replace")
    wide = wide_without_mark(payload)
    return payload.decode(wide, "replace") if wide else None


def decode_plain(payload: bytes, encodings: Sequence[str], words: Sequence[str]) -> str:
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        pass
    main = likeliest(payload[:SAMPLE], encodings, words)
    return "\n".join(decode_line(line, main) for line in lines_of(payload))


def lines_of(payload: bytes) -> list[bytes]:
    return payload.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")


def likeliest(sample: bytes, encodings: Sequence[str], words: Sequence[str]) -> str:
    """The encoding that shows most known words, among UTF-8 and the old ones; charset-normalizer when none does."""
    cut = sample[: sample.rfind(b"\n") + 1] or sample
    candidates = ("utf-8", *encodings)
    shown = {name: sum(word in text for word in words) for name in candidates for text in [cut.decode(name, "replace")]}
    best = max(candidates, key=lambda name: shown[name])
    if shown[best]:
        return best
    strict = next((name for name in candidates if decodes(cut, name)), None)
    if strict:
        return strict
    # Here, so that its tables take memory only where a file fits no encoding we know.
    from charset_normalizer import from_bytes

    guess = from_bytes(cut[:8192]).best()
    return guess.encoding if guess else candidates[-1]


def decodes(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def decode_line(line: bytes, main: str) -> str:
    """A line in the main encoding, unless it is plainly UTF-8 or only the other one decodes it."""
    if line.isascii():
        return line.decode("ascii")
    try:
        utf8 = line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(main if main != "utf-8" else "gb18030", "replace")
    # 联通 in GBK happens to be valid UTF-8, but of two-byte letters no Chinese text consists of.
    if main == "utf-8" or all(letter.isascii() or ord(letter) >= FIRST_IDEOGRAPHIC for letter in utf8):
        return utf8
    return line.decode(main, "replace")
