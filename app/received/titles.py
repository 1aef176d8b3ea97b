"""Which paper a title belongs to, as people copy it: with blanks, brackets, a letter too many, a word left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from app.domain.text import clean
from app.received.model import UNSURE, Paper

LONGEST_TITLE = 60
EXACT = 100.0
# What stands whole in what was typed is worth more the longer it is; what merely looks alike, less than any of these.
CONTAINED, CONTAINS, ALIKE = 80.0, 70.0, 0.7
SHARE = 0.09
LEAST_ALIKE = 60.0
LEAST_SHARED = 2
CLOSE = 3.0
PADDING = re.compile(r"[^0-9a-z\u4e00-\u9fff]|中华人民共和国|我收到了?|一[张份封个]|法院的|^关于|的$")


def find_papers(typed: str, papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """The papers whose title it may be, the likeliest first; those hardly less likely than it after it. Empty: none."""
    words = bare(typed)
    if not words:
        return ()
    scored = [(score, place, one) for place, one in enumerate(papers) if (score := likeness(words, one)) > 0]
    if not scored:
        return ()
    best = max(score for score, _, _ in scored)
    near = [hit for hit in scored if hit[0] >= best - (0 if best == EXACT else CLOSE)]
    return tuple(one for _, _, one in sorted(near, key=lambda hit: (-hit[0], hit[1])))


def bare(typed: str) -> str:
    """Letters, figures and Chinese signs alone, without what people write around a title."""
    plain = unicodedata.normalize("NFKC", clean(typed)[: LONGEST_TITLE * 2]).lower()
    return PADDING.sub("", re.sub(r"\s", "", plain))[:LONGEST_TITLE]


def likeness(words: str, paper: Paper) -> float:
    """0 to 100: how well the best of its titles fits."""
    titles = [bare(one) for one in paper.titles]
    if words in titles:
        return EXACT
    if paper.id == UNSURE:
        return 0
    inside = max((len(one) for one in titles if len(one) >= LEAST_SHARED and one in words), default=0)
    if inside:
        return CONTAINED + min(inside, 18)
    # Here, so that it takes no memory before a title is typed.
    from rapidfuzz import fuzz

    around = [fuzz.ratio(words, one) for one in titles if len(words) >= LEAST_SHARED and words in one]
    if around:
        return CONTAINS + max(around) * SHARE
    alike = max(fuzz.ratio(words, one) for one in titles)
    return alike * ALIKE if alike >= LEAST_ALIKE else 0
