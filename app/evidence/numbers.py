"""Phone numbers as exports write them, brought to one form so that the same caller is one number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from app.domain.phone_number import CHINESE_MOBILE, MAINLAND, SEPARATORS, without_country
from app.domain.text import clean
from app.evidence.words import Unreadable, quoted

MAX_NUMBER = 40
AS_TEXT = re.compile(r"=\s*\"([^\"]*)\"")
SCIENTIFIC = re.compile(r"([0-9])\.?([0-9]{0,20})E\+?([0-9]{1,2})", re.IGNORECASE)
WHOLE_FLOAT = re.compile(r"([0-9]{3,20})\.0{1,6}")
NUMBER = re.compile(r"[+*#]?[0-9][0-9*#]{2,19}(?:转[0-9]{1,6})?")
ADDRESS = re.compile(r"(?:tel|sip|sips):|[@;].*$", re.IGNORECASE)
EXTENSION = re.compile(r"(\(?0[0-9]{2,3}\)?[- ]?[0-9]{7,8})[-–—]([0-9]{1,6})")
MASKS = re.compile(r"(?<=[0-9*])[xX●•∗⁎﹡]+(?=[0-9*xX●•]|$)|(?<=[0-9])(?:#{3,}|·{3,})(?=[0-9])")
ONLY_MASK = re.compile(r"[*xX●•#-]{4,20}")
WHOLE_MOBILE = re.compile(r"1[3-9][0-9*]{9}")
LANDLINE = re.compile(r"0[1-9][0-9*]{8,10}")
# A spreadsheet that takes a number for a count leaves its first zero out; nothing else has ten digits and begins so.
# (Ten digits that begin with 10 may be a short-message number.)
ZERO_LOST = re.compile(r"2[0-9]{9}|(?!400|800|95|96)[3-9][1-9][0-9]{8,9}")
# The number among a name or a remark: 某某银行(95588), 138 1234 5678 骚扰电话.
AMONG_WORDS = re.compile(r"(?<![0-9+*])(?:(?:\+|00)86[- ]?)?(?:[0-9](?:[- ]?[0-9*]){4,15})(?![0-9*])")
PLAUSIBLE = re.compile(r"1[3-9][0-9*]{9}|0[1-9][0-9*]{8,10}|[48]00[0-9*]{7}|9[56][0-9]{3,6}|1[0-2][0-9]{1,18}")


class Damaged(Unreadable):
    """A number of which a spreadsheet has lost digits: that there was a call is still known."""


def read_number(text: str, dial_prefixes: Sequence[str] = ()) -> str | Unreadable:
    """The number without separators, +86/0086 and what was dialled before it; masked digits (138****5678) are kept.

    Empty where the list hides every digit, or writes nothing but noughts. A Damaged one has lost digits for good.
    """
    plain = unicodedata.normalize("NFKC", clean(text)).strip()
    plain = AS_TEXT.sub(r"\1", plain).strip(" '\"`")
    if not plain:
        return Unreadable("这一行没有号码。如果对方隐藏了号码，请在这一格写“未知号码”。")
    if scientific := SCIENTIFIC.fullmatch(plain):
        return restored(scientific)
    if not plain.strip("0") or (ONLY_MASK.fullmatch(plain) and plain.strip("-#")):
        return ""
    plain = WHOLE_FLOAT.sub(r"\1", plain) if WHOLE_FLOAT.fullmatch(plain) else plain
    plain = MASKS.sub(lambda mask: "*" * len(mask[0]), ADDRESS.sub("", plain))
    if extension := EXTENSION.fullmatch(plain):
        plain = f"{extension[1]}转{extension[2]}"
    digits = SEPARATORS.sub("", plain)
    if not NUMBER.fullmatch(digits):
        digits = among_words(plain)
    if not digits:
        return Unreadable(f"{quoted(text)}不是完整的号码，请改成数字。")
    return national(digits, dial_prefixes) or Unreadable(f"{quoted(text)}不是完整的号码，请改成数字。")


def among_words(plain: str) -> str:
    """The only number in a cell that says more; empty when there is none, or more than one."""
    if not any(letter.isalpha() for letter in plain) or plain[0] in "=+@":
        return ""
    found = AMONG_WORDS.findall(plain)
    digits = SEPARATORS.sub("", found[0]) if len(found) == 1 else ""
    others = sum(letter.isdigit() for letter in plain) - sum(letter.isdigit() for letter in digits)
    return digits if digits and not others and PLAUSIBLE.fullmatch(national(digits)) else ""


def restored(scientific: re.Match[str]) -> str | Unreadable:
    """1.3812345678E+10 still holds every digit; 1.38E+10 has lost them."""
    first, rest, power = scientific[1], scientific[2], int(scientific[3])
    if len(rest) == power:
        return first + rest
    return Damaged(f"号码被表格软件改成了{quoted(scientific[0])}，后面几位丢了。")


def national(digits: str, dial_prefixes: Sequence[str] = ()) -> str:
    """Without the country code of the mainland; other countries with +; empty when nothing is left."""
    rest = without_country(digits)
    if rest != digits or digits.startswith(MAINLAND):
        return rest if len(rest) > 2 else ""
    if digits.startswith("00") and len(digits) > 8:
        return f"+{digits[2:]}"
    if len(digits) > 11:
        return without_prefix(digits, dial_prefixes)
    return f"0{digits}" if ZERO_LOST.fullmatch(digits) else digits


def without_prefix(digits: str, dial_prefixes: Sequence[str]) -> str:
    """17951 and the like were dialled before a number to pay less; what they stand before must be a whole number."""
    for prefix in dial_prefixes:
        rest = digits.removeprefix(prefix)
        if rest != digits:
            rest = rest.removeprefix("86") if CHINESE_MOBILE.fullmatch(rest) else rest
            if WHOLE_MOBILE.fullmatch(rest) or LANDLINE.fullmatch(rest):
                return rest
    return digits


def read_name(text: str) -> str:
    """The other side of a message where a name may stand for the number."""
    return " ".join(clean(text).split())[:MAX_NUMBER]


def read_sender(text: str) -> str:
    """A name as it is; a number (+86 142 0000 0001) in the one form it has in every list."""
    name = read_name(text)
    number = name if any(letter.isalpha() for letter in name) else read_number(name)
    if isinstance(number, Unreadable) or not (name.startswith("+") or PLAUSIBLE.fullmatch(number)):
        return name
    return number or name
