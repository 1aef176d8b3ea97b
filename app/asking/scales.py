"""How much each trait speaks for each situation: counted from the phrases of its file.

A multinomial naive Bayes classifier over traits weighed by how rare they are, each phrase counting one in all: what only one
page's people say weighs most, what everybody says hardly anything, and a page with many phrases does not win by their number.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import NamedTuple

from app.asking.lexicon import Lexicon
from app.asking.traits import Described, Kind, Trait, describe

# Chosen on the sentences tuned on; every figure near these does nearly as well.
KIND_WEIGHTS: Mapping[Kind, float] = {
    Kind.CONCEPT: 1.6, Kind.PAIR: 0.8, Kind.FORM: 1.2, Kind.ONE: 0.9, Kind.TWO: 0.9, Kind.SOUNDS: 0.2,
}  # fmt: skip
# What a page is given of every trait beforehand: that nobody said it in our phrases does not mean that nobody does.
BEFOREHAND = 0.08
FEWEST = 2
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
    """`weights`: by trait, pairs of slug and weight (a dictionary each would take three times the memory).

    `rarity`: what each trait weighs by itself. `handicaps`: what each page loses for each unit of rarity asked about, so
    that pages of which much is said are not found for everything.
    """

    weights: Mapping[Trait, Row]
    rarity: Mapping[Trait, float]
    handicaps: Mapping[str, float]

    def weigh(self, question: Described) -> dict[str, list[Weight]]:
        """The reasons for each slug that has any; the last one is its handicap."""
        reasons: dict[str, list[Weight]] = defaultdict(list)
        asked = 0.0
        for trait, seen in question.traits.items():
            asked += self.rarity.get(trait, 0.0) * seen.strength
            for slug, value in self.weights.get(trait, ()):
                reasons[slug].append(Weight(value * seen.strength, seen.start, seen.end))
        for slug, row in reasons.items():
            row.append(Weight(-self.handicaps[slug] * asked, 0, 0))
        return reasons


def count(said: Mapping[str, Sequence[str]], elsewhere: Sequence[str], lexicon: Lexicon) -> Scales:
    """The scales of all pages, by slug, from what is said for each; `elsewhere` is what is said for none of them."""
    names: dict[Trait, int] = {}
    phrases: list[Phrase] = []
    for slug, row in {**said, ELSEWHERE: elsewhere}.items():
        for text in row:
            traits = describe(text, lexicon).traits
            numbers = array("L", [names.setdefault(trait, len(names)) for trait in traits])
            phrases.append(Phrase(slug, numbers, array("f", [seen.strength for seen in traits.values()])))
    seen_in = Counter(number for phrase in phrases for number in phrase.traits)
    # What stands in one phrase alone is chance: two thirds of all traits, and hardly anything is lost with them.
    rarity = {
        number: KIND_WEIGHTS[trait.kind] * (log(len(phrases) / seen_in[number]) + 1.0)
        for trait, number in names.items()
        if seen_in[number] >= FEWEST
    }
    tallies: dict[int, dict[str, float]] = defaultdict(dict)
    totals: dict[str, float] = defaultdict(float)
    for phrase in phrases:
        for number, share in phrase.shares(rarity):
            tally = tallies[number]
            tally[phrase.slug] = tally.get(phrase.slug, 0.0) + share
            totals[phrase.slug] += share
    kept = [(trait, number) for trait, number in names.items() if number in rarity]
    weights = {
        trait: tuple((slug, rarity[number] * log(own / BEFOREHAND + 1.0)) for slug, own in tallies[number].items())
        for trait, number in kept
    }
    sizes = {slug: log(total + BEFOREHAND * len(rarity)) for slug, total in totals.items()}
    smallest = min(sizes.values())
    handicaps = {slug: size - smallest for slug, size in sizes.items()}
    return Scales(weights, {trait: rarity[number] for trait, number in kept}, handicaps)


class Phrase(NamedTuple):
    """One phrase of a page: its traits by number, and how surely each was seen."""

    slug: str
    traits: array[int]
    strengths: array[float]

    def shares(self, rarity: Mapping[int, float]) -> Iterator[tuple[int, float]]:
        """How much of the phrase each trait is; the squares add up to one."""
        known = [
            (number, rarity[number] * strength)
            for number, strength in zip(self.traits, self.strengths, strict=True)
            if number in rarity
        ]
        length = sqrt(sum(weight * weight for _, weight in known))
        return ((number, weight / length) for number, weight in known)


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
