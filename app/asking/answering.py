"""From a question to the pages that answer it: the right situations first, then other pages, letters and papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from app.asking.danger import Watch, watch
from app.asking.lexicon import SURE, Lexicon
from app.asking.model import LETTERS, SITUATIONS, Answer, ConceptsFile, DangersFile, Page, Pages, Reply, WordsFile
from app.asking.neighbours import Neighbours
from app.asking.scales import ELSEWHERE, Scales, Weight, count, words
from app.asking.traits import Described, describe
from app.asking.whole import WholeQuestions

# (least score, least lead over what belongs elsewhere) of the first situation, with a telling word and without one.
# Chosen on the sentences tuned on and the unrelated ones.
TOLD = (70.0, 20.0)
UNTOLD = (100.0, 70.0)
# A general situation with so much of the special one's score stands before it.
NEARLY = 0.9
# A further situation is shown when it has so much of the first one's score; two further ones are always shown.
COMPANION = 0.45
FEWEST, MOST_SITUATIONS = 3, 5
# The score of a page that a whole question names.
CERTAIN = 1_000.0
# Letters that lead the pages beside the situations.
MOST_LETTERS = 3


class AskBook:
    """Everything the search knows. What it counts, it counts at the first question: that takes a second."""

    def __init__(
        self,
        pages: Pages,
        concepts: ConceptsFile,
        dangers: DangersFile,
        elsewhere: Sequence[str] = (),
        whole: WordsFile | None = None,
    ) -> None:
        self.pages = pages
        self.elsewhere = tuple(elsewhere)
        self.concepts = concepts
        self.words = whole or WordsFile()
        self.dangers = dangers
        self.common = frozenset(one.id for one in concepts.concepts if one.common)

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon({one.id: one.forms for one in self.concepts.concepts}, self.concepts.dialect)

    @cached_property
    def whole(self) -> WholeQuestions:
        return WholeQuestions(self.words, self.lexicon)

    @cached_property
    def watch(self) -> Watch:
        return watch(self.dangers, self.concepts.dialect)

    @cached_property
    def scales(self) -> Scales:
        said = {ref: said_for(page) for ref, page in self.pages.items() if is_situation(page)}
        return count(said, self.elsewhere, self.lexicon)

    @cached_property
    def letter_scales(self) -> Scales:
        """By what people say who want to write it; letters nobody has written sayings for are found by their titles alone."""
        said = {ref: page.sayings.phrases for ref, page in self.pages.items() if is_letter(page) and page.sayings}
        return count(said, self.elsewhere, self.lexicon)

    @cached_property
    def neighbours(self) -> Neighbours:
        others = {ref: page for ref, page in self.pages.items() if not is_situation(page)}
        return Neighbours(others, self.lexicon, self.common)

    def ask(self, question: str, limit: int) -> Reply:
        """At most `limit` answers, and what comes before them."""
        described = describe(question, self.lexicon)
        situations = self.situations(described)
        letters = self.letters(described)
        led = {one.link.ref for one in letters}
        others = [one for one in self.neighbours.near(described, situations, self.pages) if one.link.ref not in led]
        # Where no situation says what it is about, the nearest page does, before anything is written.
        first = 0 if situations else 1
        direct = self.direct(question)
        meant = {one.link.ref for one in direct}
        found = [one for one in (*situations, *others[:first], *letters, *others[first:]) if one.link.ref not in meant]
        return Reply(tuple([*direct, *found][:limit]), self.watch.look(question), min(len(direct), limit))

    def direct(self, question: str) -> list[Answer]:
        """What a question of a word or two means, surer than any weighing."""
        shown = " ".join(question.split())
        return [Answer(self.pages[ref].link, CERTAIN, (shown,)) for ref in self.whole.pages_for(question)]

    def situations(self, question: Described) -> list[Answer]:
        scores, reasons = self.weighed(self.scales, question)
        ranked = in_order(sorted(scores, key=lambda ref: (-scores[ref], ref)), scores, self.pages)
        floor = max(scores.values(), default=0.0) * COMPANION
        chosen = [ref for place, ref in enumerate(ranked[:MOST_SITUATIONS]) if place < FEWEST or scores[ref] >= floor]
        return [self.answer(ref, scores[ref], reasons[ref], question) for ref in chosen]

    def letters(self, question: Described) -> list[Answer]:
        """What to write, where the words are those of people who want to write it."""
        scores, reasons = self.weighed(self.letter_scales, question)
        ranked = sorted(scores, key=lambda ref: (-scores[ref], ref))[:MOST_LETTERS]
        floor = max(scores.values(), default=0.0) * COMPANION
        return [self.answer(ref, scores[ref], reasons[ref], question) for ref in ranked if scores[ref] >= floor]

    def weighed(self, scales: Scales, question: Described) -> tuple[dict[str, float], dict[str, list[Weight]]]:
        """The scores above nothing, with their reasons; none where the question may as well belong elsewhere."""
        reasons = scales.weigh(question)
        scores = {ref: sum(one.value for one in row) for ref, row in reasons.items()}
        elsewhere = scores.pop(ELSEWHERE, 0.0)
        scores = {ref: score for ref, score in scores.items() if score > 0}
        best = max(scores.values(), default=0.0)
        least, lead = TOLD if self.is_telling(question) else UNTOLD
        return ({}, {}) if best < least or best - elsewhere < lead else (scores, reasons)

    def answer(self, ref: str, score: float, reasons: Sequence[Weight], question: Described) -> Answer:
        return Answer(self.pages[ref].link, round(score, 2), words(reasons, question.wording.shown))

    def is_telling(self, question: Described) -> bool:
        """Whether any word is about debts, collectors or courts, and surely so."""
        return any(sure >= SURE and one not in self.common for one, sure in question.concepts.items())


def in_order(ranked: Sequence[str], scores: Mapping[str, float], pages: Pages) -> list[str]:
    """The same refs, with a general situation before the special one that stands behind it and is not clearly surer."""
    ordered = list(ranked)
    for ref in ranked:
        sayings = pages[ref].sayings
        general = f"{SITUATIONS}/{sayings.behind}" if sayings and sayings.behind else ""
        if general in ordered and scores[ref] * NEARLY <= scores[general] < scores[ref]:
            ordered.remove(general)
            ordered.insert(ordered.index(ref), general)
    return ordered


def said_for(page: Page) -> tuple[str, ...]:
    """A page nobody has written sayings for is known by its title and answer."""
    return page.sayings.phrases if page.sayings else (page.link.title, page.link.summary)


def is_situation(page: Page) -> bool:
    return page.link.ref.startswith(f"{SITUATIONS}/")


def is_letter(page: Page) -> bool:
    return page.link.ref.startswith(f"{LETTERS}/")
