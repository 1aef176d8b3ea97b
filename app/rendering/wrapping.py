"""Where a line may break inside what does not fit: a web address, a run of digits, a row of exclamation marks.

A break that may be taken is marked with U+200B, which `visible` has taken out of everything people type, so that the
mark cannot be mistaken; the template turns it into nothing that could be copied. A forced one is a line feed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MARK = "\u200b"
# Punctuation at the end of a run stays beside the Han character there, which takes this many em.
NEIGHBOUR = 1.0
# Between these a line may break anyway: Han, kana, Hangul and what stands in their planes.
FREE = "\u2e80-\u2fdf\u3040-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf"
FREE += "\uac00-\ud7a3\uf900-\ufaff\U0001f300-\U0001faff\U00020000-\U0003ffff"
RUN = re.compile(rf"[^\s{FREE}]+")
MOMENT = re.compile(r"(\d{4}年\d{1,2}月\d{1,2}日)(\d{1,2}时(?:\d{1,2}分)?)")
PIECE = re.compile(r"(?P<word>[^\W_]*)(?P<rest>[\W_]*)")


@lru_cache(maxsize=4_096)
def em(character: str) -> float:
    """The width of a character in em, rather too wide than too narrow."""
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    if unicodedata.combining(character):
        return 0.0
    if character in "MWmw@%" or ord(character) > 0x24F:
        return 1.06
    return 0.78 if character.isupper() else 0.6


def ems(text: str) -> float:
    return sum(map(em, text))


def breakable(text: str, width: float) -> str:
    """The text with marks wherever an unbroken run is wider than a line of `width` em."""
    return RUN.sub(lambda run: fitted_run(run[0], width), text)


def day_apart(text: str, width: float) -> str:
    """A moment that is wider than a line of `width` em breaks between the day and the hour, not inside the day."""
    return MOMENT.sub(lambda moment: f"{moment[1]}\n{moment[2]}" if ems(moment[0]) > width else moment[0], text)


def fitted_run(run: str, width: float) -> str:
    limit = width if run[0].isalnum() and run[-1].isalnum() else max(width - NEIGHBOUR, 1.0)
    return broken(run, limit) if ems(run) > limit else run


def broken(run: str, limit: float) -> str:
    """A run that is too long: it may break after punctuation, and inside what is still too long anywhere."""
    return MARK.join(piece for match in PIECE.finditer(run) if (piece := fitted(match["word"], match["rest"], limit)))


def fitted(word: str, rest: str, limit: float) -> str:
    if ems(word) + ems(rest) <= limit:
        return word + rest
    return MARK.join((*word, *rows(rest, limit)))


def rows(punctuation: str, limit: float) -> tuple[str, ...]:
    """Punctuation clings to what stands before it, so a long row of it is cut by force."""
    per_row = max(int(limit), 1)
    cut = [punctuation[start : start + per_row] for start in range(0, len(punctuation), per_row)]
    return ("\n".join(cut),) if cut else ()
