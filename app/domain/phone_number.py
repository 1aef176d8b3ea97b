"""One form of a phone number for comparing and counting: 0755-8613 1234, +86 755 86131234 and 075586131234 are one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MAINLAND = ("+86", "0086")
SEPARATORS = re.compile(r"[\s\-‐‑‒–—―−.()/·]")
NUMBER = re.compile(r"\+?[0-9*]{3,20}(?:转[0-9]{1,6})?")
CHINESE_MOBILE = re.compile(r"86(1[3-9][0-9*]{9})")
# After +86 the leading zero of an area code is left out; 400, 800, 95xxx and 96xxx numbers have none.
AREA_CODE_LEFT_OUT = re.compile(r"(?:10|2[0-9])[0-9*]{8}|(?!400|800|95|96)[3-9][0-9]{2}[0-9*]{7,8}")
KEPT = 65_536


def without_country(digits: str) -> str:
    """Without the country code of the mainland, with the zero of an area code; itself where it has none."""
    for prefix in MAINLAND:
        if digits.startswith(prefix):
            rest = digits.removeprefix(prefix)
            return f"0{rest}" if AREA_CODE_LEFT_OUT.fullmatch(rest) else rest
    mobile = CHINESE_MOBILE.fullmatch(digits)
    return mobile[1] if mobile else digits


@lru_cache(maxsize=KEPT)
def compared(number: str) -> str:
    """The number as two are compared; a name, and what is no number, as it is. Never shown: what was typed is."""
    if number.isascii() and number.isdigit() and len(number) < 13:
        return number
    digits = SEPARATORS.sub("", unicodedata.normalize("NFKC", number))
    return without_country(digits) if NUMBER.fullmatch(digits) else number
