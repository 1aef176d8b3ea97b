"""Which paper a title belongs to, as people copy it: with blanks, brackets, a letter too many, a word left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from app.domain.text import clean
from app.received.model import UNSURE, Hint, Issuer, Paper, ReceivedFile

# Longer than any title: a message, read for the titles that stand in it.
LONGEST_TITLE = 60
LONGEST_MESSAGE = 600
EXACT = 100.0
# What stands whole in what was typed is worth more the longer it is; what merely looks alike, less than any of these.
CONTAINED, CONTAINS, ALIKE = 80.0, 70.0, 0.7
SHARE = 0.09
LEAST_ALIKE = 60.0
LEAST_SHARED = 2
LEAST_WITHIN = 5
LEAST_ALIKE_WITHIN = 80.0
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


def find_told(typed: str, way: str, file: ReceivedFile) -> tuple[Paper, ...]:
    """As find_papers; where it is no title, what a message or an envelope tells goes before, or stands in, as `hints` say."""
    found = find_papers(typed, file.papers)
    if found and is_title(typed, found[0]):
        return found
    first = next((one for one in file.hints if fits(one, typed, way, found)), None)
    if first is None:
        return found
    paper = next(one for one in file.papers if one.id == first.paper)
    return (paper, *(one for one in found if one is not paper))


def is_title(typed: str, paper: Paper) -> bool:
    return bare(typed) in (bare(one) for one in paper.titles)


def fits(hint: Hint, typed: str, way: str, found: tuple[Paper, ...]) -> bool:
    """Whether it says which paper. A paper found by its title goes before, unless it is a court's and the hint is over those."""
    if found and not (hint.over_courts and found[0].issuer is Issuer.COURT):
        return False
    plain = plain_of(typed)
    told = way in hint.ways or bool(re.search(hint.by, plain)) if hint.by else True
    return told and bool(re.search(hint.words, plain))


def plain_of(typed: str) -> str:
    """Half width, small letters, no blanks; punctuation stays."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", clean(typed)[: LONGEST_MESSAGE * 2]).lower())


def beside_the_title(typed: str, paper: Paper) -> str:
    """What was typed without the names of the paper itself: 拘留决定书 threatens nobody."""
    left = plain_of(typed)
    for title in sorted(paper.titles, key=len, reverse=True):
        left = left.replace(title.lower(), "")
    return left


def bare(typed: str) -> str:
    """Letters, figures and Chinese signs alone, without what people write around a title."""
    return PADDING.sub("", plain_of(typed))[:LONGEST_MESSAGE]


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
    alike = max(fuzz.ratio(words, one) for one in titles) if len(words) <= LONGEST_TITLE else 0
    if alike >= LEAST_ALIKE:
        return alike * ALIKE
    # One sign wrong in a title that stands in a longer text.
    within = [fuzz.partial_ratio(one, words) for one in titles if LEAST_WITHIN <= len(one) < len(words)]
    best = max(within, default=0)
    return best * ALIKE if best >= LEAST_ALIKE_WITHIN else 0
