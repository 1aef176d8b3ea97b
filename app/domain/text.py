"""Text a person typed: cleaned of what cannot be seen, never interpreted."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator

# Bidi controls reorder what a reader sees; zero-width characters hide differences; both have no place in a letter.
INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad\u061c\u180e\ufff9-\ufffb"
CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
SURROGATE = "\ud800-\udfff"
UNWANTED = re.compile(f"[{INVISIBLE}{CONTROL}{SURROGATE}]")


def clean(text: str) -> str:
    """The text in NFC with CRLF as LF and without control, bidi and zero-width characters."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return unicodedata.normalize("NFC", UNWANTED.sub("", text)).strip()


PlainText = Annotated[str, AfterValidator(clean)]
