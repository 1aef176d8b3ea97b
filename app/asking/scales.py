"""How much each trait speaks for each situation: counted from the phrases of its file.

A trait weighs the logarithm of how much rarer it would be without the phrases of that page (a complement naive Bayes
classifier, Rennie et al. 2003): what only one page's people say weighs most, what everybody says weighs nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from app.asking.lexicon import Lexicon
from app.asking.traits import Described, Kind, Trait, describe

# Chosen on the sentences tuned on; every figure near these does nearly as well.
KIND_WEIGHTS: Mapping[Kind, float] = {
    Kind.CONCEPT: 1.3, Kind.PAIR: 0.8, Kind.FORM: 1.5, Kind.ONE: 0.9, Kind.TWO: 0.8, Kind.THREE: 0.6, Kind.SOUNDS: 0.2,
}  # fmt: skip
# Added to each count, so that a trait seen once or twice is no proof.
SMOOTHING = 1.0
# A page with fewer phrases is counted as if it had so many: one phrase is no habit of speech.
FEWEST_PHRASES = 20
ELSEWHERE = "elsewhere"
MOST_WORDS = 6


Row = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Weight:
    """A reason for a page: how much, and where in the shown text."""

    value: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scales:
    """`weights`: by trait, pairs of slug and weight (a dictionary each would take three times the memory)."""

    weights: Mapping[Trait, Row]

    def weigh(self, question: Described) -> dict[str, list[Weight]]:
        """The reasons for each slug."""
        reasons: dict[str, list[Weight]] = defaultdict(list)
        for trait, seen in question.traits.items():
            for slug, value in self.weights.get(trait, ()):
                reasons[slug].append(Weight(value * seen.strength, seen.start, seen.end))
        return reasons


def count(said: Mapping[str, Sequence[str]], elsewhere: Sequence[str], lexicon: Lexicon) -> Scales:
    """The scales of all pages, by slug, from what is said for each; `elsewhere` is what is said for none of them."""
    sizes = {slug: max(FEWEST_PHRASES, len(phrases)) for slug, phrases in said.items()}
    usual = sum(sizes.values()) / len(sizes)
    # A page with many phrases must not win by their number. What belongs elsewhere is no one habit of speech: it counts whole.
    shares = {**{slug: usual / size for slug, size in sizes.items()}, ELSEWHERE: 1.0}
    tallies: dict[Trait, dict[str, float]] = {}
    for slug, phrases in {**said, ELSEWHERE: elsewhere}.items():
        for text in phrases:
            for trait in describe(text, lexicon).traits:
                tally = tallies.setdefault(trait, {})
                tally[slug] = tally.get(slug, 0.0) + shares[slug]
    return Scales({trait: tuple(spread(trait.kind, tallies.pop(trait)).items()) for trait in tuple(tallies)})


def spread(kind: Kind, tally: Mapping[str, float]) -> dict[str, float]:
    """One trait's weight for every page that has it. `tally`: in how many phrases of each page it stands."""
    everywhere = sum(tally.values()) + SMOOTHING
    return {slug: KIND_WEIGHTS[kind] * log(everywhere / (everywhere - own)) for slug, own in tally.items()}


def words(reasons: Iterable[Weight], shown: str) -> tuple[str, ...]:
    """The borrower's words that weigh most, in the order they were said; those inside one another only once."""
    spans: dict[tuple[int, int], float] = {}
    for one in reasons:
        if one.value > 0 and one.end > one.start:
            spans[one.start, one.end] = spans.get((one.start, one.end), 0.0) + one.value
    chosen: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (-spans[span], span)):
        if len(chosen) < MOST_WORDS and all(end <= other[0] or start >= other[1] for other in chosen):
            chosen.append((start, end))
    return tuple(dict.fromkeys(shown[start:end].strip() for start, end in sorted(chosen)))
