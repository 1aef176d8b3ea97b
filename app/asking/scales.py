"""How much each trait speaks for each situation: counted from the phrases of its file.

A multinomial naive Bayes classifier over traits weighed by how rare they are, each phrase counting one in all: what only one
page's people say weighs most, what everybody says hardly anything, and a page with many phrases does not win by their number.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
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


@dataclass(frozen=True, slots=True)
class Weight:
    """A reason for a page: how much, and where in the shown text."""

    value: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scales:
    """Weights by trait and page, in rows one after the other: as objects they would take ten times the memory.

    `places`: the row of each trait; row n lies in `columns` (of which page, a number into `slugs`) and `weights` from
    `starts[n]` up to `starts[n + 1]`. `rarity`: what each trait weighs by itself. `handicaps`: what each page loses for each
    unit of rarity asked about, so that pages of which much is said are not found for everything.
    """

    slugs: tuple[str, ...]
    places: Mapping[Trait, int]
    starts: array[int]
    columns: array[int]
    weights: array[float]
    rarity: array[float]
    handicaps: Mapping[str, float]

    def weigh(self, question: Described) -> dict[str, list[Weight]]:
        """The reasons for each slug that has any; the last one is its handicap."""
        reasons: dict[str, list[Weight]] = defaultdict(list)
        asked = 0.0
        for trait, seen in question.traits.items():
            place = self.places.get(trait)
            if place is None:
                continue
            asked += self.rarity[place] * seen.strength
            for at in range(self.starts[place], self.starts[place + 1]):
                weight = Weight(self.weights[at] * seen.strength, seen.start, seen.end)
                reasons[self.slugs[self.columns[at]]].append(weight)
        for slug, row in reasons.items():
            row.append(Weight(-self.handicaps[slug] * asked, 0, 0))
        return reasons


def count(said: Mapping[str, Sequence[str]], elsewhere: Sequence[str], lexicon: Lexicon) -> Scales:
    """The scales of all pages, by slug, from what is said for each; `elsewhere` is what is said for none of them."""
    numbers: dict[Trait, int] = {}
    pages = {
        slug: [read_phrase(text, lexicon, numbers) for text in row]
        for slug, row in {**said, ELSEWHERE: elsewhere}.items()
    }
    phrases = sum(map(len, pages.values()))
    seen_in = Counter(number for row in pages.values() for phrase in row for number in phrase.traits)
    # What stands in one phrase alone is chance: two thirds of all traits, and hardly anything is lost with them.
    rarity = {
        number: KIND_WEIGHTS[trait.kind] * (log(phrases / seen_in[number]) + 1.0)
        for trait, number in numbers.items()
        if seen_in[number] >= FEWEST
    }
    place_of = {number: place for place, number in enumerate(rarity)}
    places, columns, weights = array("L"), array("H"), array("d")
    totals: dict[str, float] = defaultdict(float)
    for column, (slug, row) in enumerate(pages.items()):
        tally: dict[int, float] = defaultdict(float)
        for phrase in row:
            for number, share in phrase.shares(rarity):
                tally[number] += share
                totals[slug] += share
        for number, own in tally.items():
            places.append(place_of[number])
            columns.append(column)
            weights.append(rarity[number] * log(own / BEFOREHAND + 1.0))
    # By trait, and within each in the order of the pages.
    order = sorted(range(len(places)), key=places.__getitem__)
    lengths = Counter(places)
    sizes = {slug: log(total + BEFOREHAND * len(rarity)) for slug, total in totals.items()}
    smallest = min(sizes.values())
    return Scales(
        slugs=tuple(pages),
        places={trait: place_of[number] for trait, number in numbers.items() if number in place_of},
        starts=array("L", accumulate((lengths[place] for place in range(len(rarity))), initial=0)),
        columns=array("H", [columns[at] for at in order]),
        weights=array("d", [weights[at] for at in order]),
        rarity=array("d", rarity.values()),
        handicaps={slug: size - smallest for slug, size in sizes.items()},
    )


class Phrase(NamedTuple):
    """One phrase of a page: its traits by number, and how surely each was seen."""

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


def read_phrase(text: str, lexicon: Lexicon, numbers: dict[Trait, int]) -> Phrase:
    """The phrase, with a further number in `numbers` for each trait that has none yet."""
    traits = describe(text, lexicon).traits
    return Phrase(
        array("L", [numbers.setdefault(trait, len(numbers)) for trait in traits]),
        array("f", [seen.strength for seen in traits.values()]),
    )


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
