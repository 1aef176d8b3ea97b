"""Is a page plain enough? Measured over the rendered text, names of laws left out (CONTENT-STYLE rules 2, 3, 5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.guidance.explaining import unexplained
from app.guidance.model import Glossary, GuideBook
from app.guidance.rendering import Rendered, Renderer, Unit, UnitKind

MEAN_AT_MOST = 25
LONG = 40
LONG_SHARE_BELOW = 0.02

ENDS = re.compile(r"[。！？；!?;]+[”」』）]*|\n")
NAMED = re.compile(r"《[^》]*》(?:第[0-9.]+条(?:之[0-9]+)?)?")
ASKS_YES_OR_NO = re.compile(r"吗|能不能|是不是|会不会|可不可以|要不要|算不算|有没有|合不合法")
ANSWERS = re.compile(
    r"不|别|没|能|可以|要|会|是|算|有|合法|违法|看情况|一般|通常|多半|大多|原则上|先|得|很少|暂时|当然|对|应当|必须|只"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """What one page measures. `long` are its sentences over 40 characters, `unexplained` the terms left in the dark."""

    ref: str
    sentences: int
    characters: int
    long: tuple[str, ...]
    unexplained: tuple[str, ...]
    answers: bool

    @property
    def mean(self) -> float:
        return self.characters / self.sentences if self.sentences else 0.0

    @property
    def share(self) -> float:
        """The part of its sentences that are over 40 characters, 0 to 1."""
        return len(self.long) / self.sentences if self.sentences else 0.0

    @property
    def faults(self) -> tuple[str, ...]:
        """What a writer has to change, as sentences; none when the page is plain."""
        found = []
        if self.mean > MEAN_AT_MOST:
            found.append(f"{self.ref}: the mean sentence has {self.mean:.1f} characters; at most {MEAN_AT_MOST}.")
        if self.share >= LONG_SHARE_BELOW and self.long:
            found += [f"{self.ref}: {length(one)} characters in one sentence; split it: {one}" for one in self.long]
        found += [
            f"{self.ref}: '{term}' is not explained at its first use; write {{term:{term}}}."
            for term in self.unexplained
        ]
        if not self.answers:
            found.append(f"{self.ref}: the first sentence does not answer the title.")
        return tuple(found)


def measure(page: Rendered, glossary: Glossary) -> Measure:
    found = list(sentences(page.units))
    below = {one.text for one in page.lead_terms}
    return Measure(
        ref=page.guide.ref,
        sentences=len(found),
        characters=sum(length(one) for one in found),
        long=tuple(one for one in found if length(one) > LONG),
        unexplained=tuple(term for term in unexplained(page.running, glossary) if term not in below),
        answers=answers(page.guide.file.title, page.summary),
    )


def measure_all(book: GuideBook, renderer: Renderer, day: date) -> list[Measure]:
    return [measure(renderer.page(guide, day), book.glossary) for guide in book.guides]


def sentences(units: Iterable[Unit]) -> Iterator[str]:
    """The sentences of the running text. A heading or a bare table cell would flatter the mean and is left out."""
    for unit in units:
        if unit.kind in (UnitKind.HEADING, UnitKind.ROW_END):
            continue
        running = "".join(piece.text for piece in unit.pieces if not piece.gloss)
        glosses = [piece.text.strip("（）") for piece in unit.pieces if piece.gloss]
        if unit.kind is UnitKind.CELL and length(running) <= LONG:
            continue
        yield from (one for part in (running, *glosses) for one in split(part))


def split(text: str) -> list[str]:
    return [part.strip() for part in ENDS.split(text) if length(part)]


def length(sentence: str) -> int:
    """Characters a reader reads: no white space, no punctuation, no name of a law; a number or a Latin word is one."""
    plain = NAMED.sub("", sentence)
    plain = re.sub(r"[0-9A-Za-z][0-9A-Za-z.,:/%+-]*", "字", plain)
    return len(re.findall(r"[\w\u4e00-\u9fff]", plain))


def answers(title: str, lead: str) -> bool:
    """Whether the lead begins with a sentence of at most 40 characters that is an answer and not a question."""
    first = next(iter(split(lead)), "")
    if not first or length(first) > LONG or lead[len(first) : len(first) + 1] in ("？", "?"):
        return False
    return not ASKS_YES_OR_NO.search(title) or bool(ANSWERS.search(first))


def table(measures: Sequence[Measure]) -> str:
    """One line a page, worst mean last."""
    rows = [f"{'page':44} {'sentences':>9} {'mean':>6} {'>40':>6}  terms  answer"]
    rows += [row(one) for one in sorted(measures, key=lambda one: one.mean)]
    total = sum(one.sentences for one in measures) or 1
    mean = sum(one.characters for one in measures) / total
    share = sum(len(one.long) for one in measures) / total
    return "\n".join([*rows, f"{'all pages':44} {total:>9} {mean:>6.1f} {share:>6.1%}"])


def row(one: Measure) -> str:
    answer = "yes" if one.answers else "no"
    return f"{one.ref:44} {one.sentences:>9} {one.mean:>6.1f} {one.share:>6.1%}  {len(one.unexplained):>5}  {answer}"
