"""Every format file is held to its own sample."""

from __future__ import annotations

import pytest

from app.evidence.model import ImportBook, ImportFormat, Kind, load_imports
from app.evidence.reading import Reading, read_file, read_text
from tests.shared import CONTENT

BOOK, _ = load_imports(CONTENT)


def read_sample(one: ImportFormat, book: ImportBook) -> Reading:
    sample = one.file.sample
    if one.file.kind is Kind.TEXT and not sample.file_name:
        return read_text(sample.text, book, sample.today)
    return read_file(sample.file_name, sample.text.encode(), book, sample.today)


def assert_keeps_its_promise(one: ImportFormat, book: ImportBook) -> None:
    reading = read_sample(one, book)
    assert reading.format == one.slug
    assert tuple(problem.row for problem in reading.problems) == one.file.sample.bad_rows
    assert len(reading.contacts) == len(one.file.sample.contacts)
    for contact, promised in zip(reading.contacts, one.file.sample.contacts, strict=True):
        told = promised.model_dump(exclude_unset=True, exclude={"at"})
        assert contact.at.replace(tzinfo=None) == promised.at
        assert contact.model_dump(include=set(told)) == told


@pytest.mark.parametrize("one", BOOK.formats, ids=lambda one: one.slug)
def test_the_sample_gives_what_it_promises(one: ImportFormat, book: ImportBook) -> None:
    assert_keeps_its_promise(one, book)


def test_every_format_people_can_export_is_there() -> None:
    assert {"china-mobile", "china-unicom", "china-telecom", "sms-backup-calls", "sms-backup-messages",
            "generic-table", "pasted-calls", "pasted-chat"} <= {one.slug for one in BOOK.formats}  # fmt: skip


@pytest.mark.parametrize("one", BOOK.formats, ids=lambda one: one.slug)
def test_the_steps_to_the_file_are_short_sentences(one: ImportFormat) -> None:
    for step in one.file.how:
        assert max(len(sentence) for sentence in step.split("。")) <= 40
