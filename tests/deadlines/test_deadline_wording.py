"""What a frightened reader meets: short sentences, and no promise."""

from __future__ import annotations

import re

from app.deadlines.model import DeadlineBook

LONGEST, MEAN = 40, 25


def written(book: DeadlineBook) -> list[str]:
    texts: list[str] = []
    for period in book.periods:
        file = period.file
        texts += [file.title, file.asks, file.answer, file.where, *file.do, *file.passed, *file.notes]
        texts += [one.says for one in file.longer] + [one.unsettled for one in file.terms]
        for start in period.starts:
            texts += [start.name, start.ask, start.hint, start.counts, start.but]
    return [one for text in texts for one in re.split("[。！？；]", text) if one]


def test_sentences_are_short(book: DeadlineBook) -> None:
    sentences = written(book)
    assert max(map(len, sentences)) <= LONGEST, max(sentences, key=len)
    assert sum(map(len, sentences)) / len(sentences) <= MEAN


def test_nothing_is_promised(book: DeadlineBook) -> None:
    for sentence in written(book):
        assert not re.search("一定会|肯定|全免|官方|包过", sentence), sentence
