"""How much each trait speaks for each situation: counted from the phrases of its file, plus the weights written there.

A trait weighs the logarithm of how much more often it stands in the phrases of one page than in all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

from app.asking.lexicon import Lexicon
from app.asking.model import Page, SayingsFile
from app.asking.traits import Described, Kind, Trait, describe

# Chosen on the development part of tests/asking/sentences.yaml.
KIND_WEIGHTS: Mapping[Kind, float] = {
    Kind.CONCEPT: 1.6, Kind.PAIR: 1.2, Kind.FORM: 2.0, Kind.TWO: 0.7, Kind.THREE: 0.55, Kind.SOUNDS: 0.15,
}  # fmt: skip
SMOOTHING = 1.0
DOUBT = 0.5
# A page with fewer phrases is counted as if it had so many: one phrase is no habit of speech.
FEWEST_PHRASES = 20
# A concept that many phrases have and this page's never: rather another page.
STRANGE = -1.0
OFTEN = 8
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
    sayings: Mapping[str, SayingsFile]

    def weigh(self, question: Described) -> dict[str, list[Weight]]:
        """The reasons for each slug."""
        reasons: dict[str, list[Weight]] = defaultdict(list)
        for trait, seen in question.traits.items():
            for slug, value in self.weights.get(trait, ()):
                reasons[slug].append(Weight(value * seen.strength, seen.start, seen.end))
        for slug, file in self.sayings.items():
            reasons[slug] += [Weight(value, 0, 0) for value in written(file, question.concepts)]
            if file.needs and not any(one in question.concepts for one in file.needs):
                reasons[slug] = [Weight(one.value / 2, one.start, one.end) for one in reasons[slug]]
        return reasons


def written(file: SayingsFile, concepts: Mapping[str, float]) -> Iterable[float]:
    """The weights the file itself gives to the concepts of a question."""
    for concept, value in file.concepts.items():
        if concept in concepts:
            yield value * concepts[concept]
    for together in file.together:
        if all(concept in concepts for concept in together.of):
            yield together.weight


def count(pages: Mapping[str, Page], lexicon: Lexicon) -> Scales:
    """The scales of all situations. A page nobody has written sayings for is known by its title and answer."""
    tallies: dict[Trait, dict[str, int]] = {}
    sizes = {slug: max(FEWEST_PHRASES, len(texts(page))) for slug, page in pages.items()}
    for slug, page in pages.items():
        for text in texts(page):
            for trait in describe(text, lexicon).traits:
                tally = tallies.setdefault(trait, {})
                tally[slug] = tally.get(slug, 0) + 1
    weights = {trait: tuple(spread(trait.kind, tallies.pop(trait), sizes).items()) for trait in tuple(tallies)}
    sayings = {slug: page.sayings for slug, page in pages.items() if page.sayings}
    return Scales(weights, sayings)


def texts(page: Page) -> tuple[str, ...]:
    return page.sayings.phrases if page.sayings else (page.link.title, page.link.summary)


def spread(kind: Kind, tally: Mapping[str, int], sizes: Mapping[str, int]) -> dict[str, float]:
    """One trait's weight for every page it speaks for or against. `tally`: in how many phrases of each page it stands."""
    total = sum(sizes.values())
    usual = total / len(sizes)
    times = sum(tally.values())
    share = times / total
    row = {}
    if kind is Kind.CONCEPT and times >= OFTEN:
        row = dict.fromkeys(sizes.keys() - tally.keys(), STRANGE)
    for slug, own in tally.items():
        rate = (own / sizes[slug] * usual + SMOOTHING * share) / (usual + SMOOTHING)
        row[slug] = KIND_WEIGHTS[kind] * max(0.0, log(rate / share)) * own / (own + DOUBT)
    return row


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
