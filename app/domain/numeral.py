"""Whole numbers as people write them."""

from __future__ import annotations

NUMERAL = "[0-9零〇一二两三四五六七八九十百千]+"
DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}


def read_numeral(written: str) -> int:
    """二百九十三, 二九三 and 293 as 293; what matches NUMERAL, up to thousands."""
    if not set(written) & set(UNITS):
        return int("".join(sign if sign.isdecimal() else str(DIGITS[sign]) for sign in written))
    total = digit = 0
    for sign in written:
        if sign in UNITS:
            total, digit = total + (digit or 1) * UNITS[sign], 0
        else:
            digit = digit * 10 + (int(sign) if sign.isdecimal() else DIGITS[sign])
    return total + digit
