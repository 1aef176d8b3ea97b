"""Pages beside the situations: rights, routes, papers, tactics, facts, letters. By the words of their titles and answers,
and by what the situations found point to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log

from app.asking.lexicon import Lexicon
from app.asking.model import Answer, Page, Pages
from app.asking.scales import Weight, words
from app.asking.traits import Described, Kind, Trait, describe

TITLE, SUMMARY = 2.0, 1.0
COUNTED: Mapping[Kind, float] = {Kind.CONCEPT: 1.0, Kind.FORM: 1.5, Kind.TWO: 0.4}
# What a page is given for standing in the list of the first, second … situation found.
POINTED = (6.0, 3.0, 2.0)
# Without any situation, a page must have so much in common with the question.
ALONE = 9.0
LEAST = 5.0
PLACEHOLDER = re.compile(r"\{[^{}]*\}")


class Neighbours:
    """`weights`: by trait, by ref."""

    def __init__(self, pages: Pages, lexicon: Lexicon, common: frozenset[str]) -> None:
        held: dict[Trait, dict[str, float]] = defaultdict(dict)
        for ref, page in pages.items():
            for trait, weight in outline(page, lexicon).items():
                if not is_common(trait, lexicon, common):
                    held[trait][ref] = weight
        self.refs = frozenset(pages)
        self.weights = {
            trait: {ref: weight * COUNTED[trait.kind] * log(len(pages) / len(row)) for ref, weight in row.items()}
            for trait, row in held.items()
        }

    def near(self, question: Described, situations: Sequence[Answer], pages: Pages) -> list[Answer]:
        """The pages with the most in common, best first."""
        scores: dict[str, float] = defaultdict(float)
        reasons: dict[str, list[Weight]] = defaultdict(list)
        for trait, seen in question.traits.items():
            for ref, weight in self.weights.get(trait, {}).items():
                scores[ref] += weight * seen.strength
                reasons[ref].append(Weight(weight * seen.strength, seen.start, seen.end))
        pointed: dict[str, tuple[str, ...]] = {}
        for bonus, situation in zip(POINTED, situations, strict=False):
            for ref in pages[situation.link.ref].related:
                if ref in self.refs:
                    scores[ref] += bonus
                    pointed.setdefault(ref, situation.why)
        least = LEAST if situations else ALONE
        ranked = sorted((ref for ref in scores if scores[ref] >= least), key=lambda ref: (-scores[ref], ref))
        shown = question.wording.shown
        return [
            Answer(pages[ref].link, round(scores[ref], 2), words(reasons[ref], shown) or pointed.get(ref, ()))
            for ref in ranked
        ]


def is_common(trait: Trait, lexicon: Lexicon, common: frozenset[str]) -> bool:
    """Whether it is an everyday word, which half of our titles have."""
    meaning = trait.key if trait.kind is Kind.CONCEPT else lexicon.meanings.get(trait.key, "")
    return meaning in common


def outline(page: Page, lexicon: Lexicon) -> dict[Trait, float]:
    """The traits of a page's title and answer; the title counts double."""
    found: dict[Trait, float] = {}
    for text, weight in ((page.link.summary, SUMMARY), (page.link.title, TITLE)):
        for trait in describe(PLACEHOLDER.sub(" ", text), lexicon).traits:
            if trait.kind in COUNTED:
                found[trait] = weight
    return found
