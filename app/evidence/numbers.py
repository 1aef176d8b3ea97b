"""Phone numbers as exports write them, brought to one form so that the same caller is one number."""

from __future__ import annotations

import re
import unicodedata

from app.domain.text import clean
from app.evidence.words import Unreadable, quoted

MAX_NUMBER = 40
AS_TEXT = re.compile(r"=\s*\"([^\"]*)\"")
SCIENTIFIC = re.compile(r"([0-9])\.?([0-9]{0,20})E\+?([0-9]{1,2})", re.IGNORECASE)
WHOLE_FLOAT = re.compile(r"([0-9]{3,20})\.0{1,2}")
SEPARATORS = re.compile(r"[\s\-‐‑‒–—―−.()/·]")
NUMBER = re.compile(r"[+*#]?[0-9][0-9*#]{2,19}(?:转[0-9]{1,6})?")
CHINESE_MOBILE = re.compile(r"86(1[3-9][0-9*]{9})")
# After +86 the leading zero of an area code is left out; 400, 800, 95xxx and 96xxx numbers have none.
AREA_CODE_LEFT_OUT = re.compile(r"(?:10|2[0-9])[0-9*]{8}|(?!400|800|95|96)[3-9][0-9]{2}[0-9*]{7,8}")


def read_number(text: str) -> str | Unreadable:
    """The number without separators and without +86/0086; masked digits (138****5678) are kept."""
    plain = unicodedata.normalize("NFKC", clean(text)).strip()
    plain = AS_TEXT.sub(r"\1", plain).strip(" '\"`")
    if not plain:
        return Unreadable("这一行没有号码。如果对方隐藏了号码，请在这一格写“未知号码”。")
    if scientific := SCIENTIFIC.fullmatch(plain):
        return restored(scientific)
    plain = WHOLE_FLOAT.sub(r"\1", plain) if WHOLE_FLOAT.fullmatch(plain) else plain
    digits = SEPARATORS.sub("", plain)
    if not NUMBER.fullmatch(digits):
        return Unreadable(f"{quoted(text)}不是完整的号码，请改成数字。")
    return national(digits) or Unreadable(f"{quoted(text)}不是完整的号码，请改成数字。")


def restored(scientific: re.Match[str]) -> str | Unreadable:
    """1.3812345678E+10 still holds every digit; 1.38E+10 has lost them."""
    first, rest, power = scientific[1], scientific[2], int(scientific[3])
    if len(rest) == power:
        return first + rest
    return Unreadable(f"号码被表格软件改成了{quoted(scientific[0])}，后面几位丢了。请重新下载，不要用表格软件保存。")


def national(digits: str) -> str:
    """Without the country code of the mainland; other countries with +; empty when nothing is left."""
    for prefix in ("+86", "0086"):
        if digits.startswith(prefix):
            rest = digits.removeprefix(prefix)
            rest = f"0{rest}" if AREA_CODE_LEFT_OUT.fullmatch(rest) else rest
            return rest if len(rest) > 2 else ""
    if mobile := CHINESE_MOBILE.fullmatch(digits):
        return mobile[1]
    return f"+{digits[2:]}" if digits.startswith("00") and len(digits) > 8 else digits


def read_name(text: str) -> str:
    """The other side of a message where a name may stand for the number."""
    return " ".join(clean(text).split())[:MAX_NUMBER]
