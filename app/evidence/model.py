"""The schema of content/imports/<slug>.yaml, and the book of all formats.

A format says by which words a file of its kind is recognised and what each word means; it never executes.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from app.content.model import ContentModel, validate
from app.content.tree import read
from app.domain.contact import Direction, Means
from app.evidence.dates import DatePattern, compile_dates
from app.evidence.words import Marks, Sense, folded


class Kind(StrEnum):
    """How a file of this format is built: rows under a header, XML elements, or lines a person pastes."""

    TABLE = "table"
    XML = "xml"
    TEXT = "text"


class YearSource(StrEnum):
    """Where the year of a row without one is looked for, in the order the format lists."""

    ABOVE = "above"
    FILE_NAME = "file-name"
    LATEST = "latest"


class Columns(ContentModel):
    """Header names (or XML attributes) by what the column means; the first name is preferred.

    `number` is the other side; `caller` and `callee` are who rang whom, in tables that never say which side is mine.
    `minutes` is a length counted in minutes. `marks` are columns whose words say direction, answered or kind beside the
    direction column itself.
    `words` are what the other side said or wrote, `note` what the keeper of the list wrote beside it.
    `hidden` is a column that says the number was withheld. `until` is when it ended, which tells a length not written.
    """

    at: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    caller: tuple[str, ...] = ()
    callee: tuple[str, ...] = ()
    direction: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    duration: tuple[str, ...] = ()
    minutes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    note: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    until: tuple[str, ...] = ()


MEANINGS = tuple(Columns.model_fields)


class Values(ContentModel):
    """What a cell's words mean. `ignored` rows are no contacts at all (data traffic); `unsent` ones never left the phone.

    =已取消 means something only where it is the whole cell, or a word of its own in a line that says nothing else.
    """

    incoming: tuple[str, ...] = ()
    outgoing: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    message: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    unsent: tuple[str, ...] = ()

    def senses(self) -> Iterable[tuple[str, Sense]]:
        for sense in Sense:
            for word in getattr(self, sense.value):
                yield word, sense


class PromisedContact(ContentModel):
    """What the sample must give; a field left out is not compared."""

    at: datetime
    number: str
    direction: Direction
    means: Means = Means.CALL
    answered: bool | None = None
    duration_seconds: int | None = None
    words: str = ""


class Sample(ContentModel):
    """A file or pasted text as a person would hand it over, and what it must give. Runs as a test."""

    text: str
    today: date
    file_name: str = ""
    contacts: tuple[PromisedContact, ...] = Field(min_length=1)
    bad_rows: tuple[int, ...] = ()


class ImportFile(ContentModel):
    """One export format of a carrier, phone or app.

    `how` are the steps to the file. `known_by` are words above the table or in the file name that name its maker;
    `other_columns` are header names that are not used but tell this format from its neighbours.
    `root` and `records` are XML element names; `told_count` is the attribute of the root that says how many records there are.
    `message_lines` are lines that open a message: {name}, {at}, {words}.
    `under_moments`: the moment stands on a line of its own, and message lines have no {at}; `never_names` open none.
    `message_screens`: a number or name, a moment and the words of a message stand on lines of their own.
    `notice_lines` are lines of the app's own, which are no messages. `file_names` say in the file's name who the other side
    is: {name}. `packed_names` are what the file is called in a ZIP that holds all that was sent in the chat, too.
    `calls` are the words a call made inside a chat begins with.
    `page_titles` are words above pasted calls that say that all of them are with the one number of the page.
    `skip_rows` are words that open rows which are no records; above a chat, words that end its title.
    `message_titles` are words above a table, in its file's or sheet's name, that make it a list of messages, unless one of
    `call_titles` is there too; `message_columns` are columns only such a list has.
    `dial_prefixes` are digits a person dials before a number for a cheaper call; they are no part of it.
    `names_allowed`: the other side may be a name instead of a number. `last_resort`: only when no other fits.
    """

    name: str
    how: tuple[str, ...] = Field(min_length=1)
    kind: Kind
    means: Means = Means.CALL
    last_resort: bool = False
    known_by: tuple[str, ...] = ()
    encodings: tuple[str, ...] = ()
    root: str = ""
    records: tuple[str, ...] = ()
    told_count: str = ""
    columns: Columns = Columns()
    other_columns: tuple[str, ...] = ()
    values: Values = Values()
    dates: tuple[str, ...] = Field(min_length=1)
    year: tuple[YearSource, ...] = ()
    period_words: tuple[str, ...] = ()
    skip_rows: tuple[str, ...] = ()
    page_titles: tuple[str, ...] = ()
    message_titles: tuple[str, ...] = ()
    call_titles: tuple[str, ...] = ()
    message_columns: tuple[str, ...] = ()
    dial_prefixes: tuple[str, ...] = ()
    under_moments: bool = False
    message_lines: tuple[str, ...] = ()
    message_screens: bool = False
    never_names: tuple[str, ...] = ()
    notice_lines: tuple[str, ...] = ()
    file_names: tuple[str, ...] = ()
    packed_names: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    own_names: tuple[str, ...] = ()
    names_allowed: bool = False
    sample: Sample
    checked_on: date
    review_by: date

    @field_validator("dates")
    @classmethod
    def must_compile(cls, dates: tuple[str, ...]) -> tuple[str, ...]:
        compile_dates(dates)
        return dates

    @field_validator("encodings")
    @classmethod
    def must_be_known(cls, encodings: tuple[str, ...]) -> tuple[str, ...]:
        for name in encodings:
            try:
                codecs.lookup(name)
            except LookupError:
                raise ValueError(f"'{name}' is no encoding we know") from None
        return encodings

    @field_validator("dial_prefixes")
    @classmethod
    def must_be_digits(cls, prefixes: tuple[str, ...]) -> tuple[str, ...]:
        for prefix in prefixes:
            if not (prefix.isascii() and prefix.isdecimal()):
                raise ValueError(f"'{prefix}' is no digits to dial")
        return prefixes

    @field_validator("message_lines")
    @classmethod
    def must_name_who_and_when(cls, lines: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        under_moments = info.data.get("under_moments", False)
        for line in lines:
            if "{name}" not in line or ("{at}" in line) is under_moments:
                raise ValueError(f"'{line}' must hold {{name}} and {{at}}, and under_moments {{name}} alone")
        return lines

    @field_validator("file_names")
    @classmethod
    def must_name_who(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            if "{name}" not in name:
                raise ValueError(f"'{name}' must hold {{name}}")
        return names

    @model_validator(mode="after")
    def must_be_readable(self) -> Self:
        columns = self.columns
        if self.kind is not Kind.TEXT and not (
            (columns.number or columns.caller) and (columns.at or columns.time or columns.date)
        ):
            raise ValueError("columns must name a number column and an at or time column")
        if self.kind is Kind.XML and not (self.root and self.records):
            raise ValueError("an xml format must name its root and its record elements")
        return self


UNTOLD = str.maketrans("", "", " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029\"'“”‘’*:_\ufeff▲▼△▽↑↓")


def plain_word(text: str) -> str:
    """A header name for comparing: NFKC, lower case, without spaces, quotes, stars, colons and marks of sorting."""
    return unicodedata.normalize("NFKC", text).casefold().translate(UNTOLD)


@dataclass(frozen=True)
class ImportFormat:
    slug: str
    file: ImportFile

    @cached_property
    def headings(self) -> Mapping[str, Mapping[str, int]]:
        """meaning -> header word -> its rank among the synonyms."""
        columns = self.file.columns
        return {
            meaning: {plain_word(word): rank for rank, word in enumerate(getattr(columns, meaning))}
            for meaning in MEANINGS
        }

    @cached_property
    def known_headings(self) -> frozenset[str]:
        """Every header word this format knows, used or not."""
        used = (word for words in self.headings.values() for word in words)
        return frozenset(used) | {plain_word(word) for word in self.file.other_columns}

    @cached_property
    def dates(self) -> tuple[DatePattern, ...]:
        return compile_dates(self.file.dates)

    @cached_property
    def marks(self) -> Marks:
        return Marks(self.file.values.senses())

    @cached_property
    def call_words(self) -> tuple[str, ...]:
        return tuple(folded(word.strip("[]")) for word in self.file.calls)


@dataclass(frozen=True)
class ImportBook:
    """Every format, by slug order; table formats lend each other their words."""

    formats: tuple[ImportFormat, ...] = ()

    def of_kind(self, kind: Kind) -> tuple[ImportFormat, ...]:
        return tuple(one for one in self.formats if one.file.kind is kind)

    def get(self, slug: str) -> ImportFormat | None:
        return next((one for one in self.formats if one.slug == slug), None)

    @cached_property
    def tables(self) -> tuple[ImportFormat, ...]:
        return self.of_kind(Kind.TABLE)

    @cached_property
    def headings(self) -> Mapping[str, Mapping[str, int]]:
        """As ImportFormat.headings, over all table formats."""
        words: dict[str, dict[str, int]] = {meaning: {} for meaning in MEANINGS}
        for one in self.tables:
            for meaning, ranked in one.headings.items():
                for word, rank in ranked.items():
                    words[meaning].setdefault(word, rank)
        return words

    @cached_property
    def table_dates(self) -> tuple[DatePattern, ...]:
        return compile_dates(dict.fromkeys(pattern for one in self.tables for pattern in one.file.dates))

    @cached_property
    def table_marks(self) -> Marks:
        """Numbers as codes (1 came in, 2 went out) mean something in their own format only."""
        pairs = (pair for one in self.tables for pair in one.file.values.senses())
        return Marks((word, sense) for word, sense in pairs if not word.isdecimal())

    @cached_property
    def known_headings(self) -> frozenset[str]:
        """Every header word any table format knows, used or not."""
        return frozenset(word for one in self.tables for word in one.known_headings)

    @cached_property
    def common_headings(self) -> frozenset[str]:
        """Header words of the formats of last resort, which tell no maker."""
        return frozenset(word for one in self.tables if one.file.last_resort for word in one.known_headings)

    @cached_property
    def skip_rows(self) -> tuple[str, ...]:
        """Words that open rows which are no records."""
        return tuple(dict.fromkeys(plain_word(word) for one in self.tables for word in one.file.skip_rows))

    @cached_property
    def message_columns(self) -> frozenset[str]:
        return frozenset(plain_word(word) for one in self.tables for word in one.file.message_columns)

    def titles_messages(self, told: str) -> bool:
        """Whether what stands around a table says that it lists messages and no calls."""
        plain = plain_word(told)
        calls = (word for one in self.tables for word in one.file.call_titles)
        messages = (word for one in self.tables for word in one.file.message_titles)
        return any(plain_word(word) in plain for word in messages) and not any(
            plain_word(word) in plain for word in calls
        )

    @cached_property
    def packed_names(self) -> frozenset[str]:
        return frozenset(name for one in self.formats for name in one.file.packed_names)

    @cached_property
    def dial_prefixes(self) -> tuple[str, ...]:
        """Longest first."""
        found = dict.fromkeys(prefix for one in self.formats for prefix in one.file.dial_prefixes)
        return tuple(sorted(found, key=len, reverse=True))

    @cached_property
    def encodings(self) -> tuple[str, ...]:
        """Old encodings to try, most listed first."""
        listed = [name.lower() for one in self.formats for name in one.file.encodings]
        return tuple(sorted(dict.fromkeys(listed), key=lambda name: -listed.count(name)))

    @cached_property
    def telling_words(self) -> tuple[str, ...]:
        """Chinese header words and names: the encoding in which most of them appear is the right one."""
        words = (word for one in self.formats for word in (*one.known_headings, *one.file.known_by))
        return tuple(sorted({word for word in words if not word.isascii()}))


def load_imports(content: Path) -> tuple[ImportBook, list[str]]:
    """Every format file of content/imports; problems as `path:line: sentence`."""
    formats, problems = [], []
    for path in sorted((content / "imports").glob("*.yaml")):
        file, found = validate(ImportFile, read(path, content.parent))
        problems += found
        if file:
            formats.append(ImportFormat(path.stem, file))
    return ImportBook(tuple(formats)), problems
