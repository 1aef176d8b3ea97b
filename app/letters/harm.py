"""Do no harm: what in a person's own words may hurt them, why, and what to write instead. Phrases are content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.domain.contact import Contact
from app.domain.document import Form
from app.domain.fields import PHONE, Answers, FieldKind, is_identity_number, say_value
from app.domain.own_paragraph import OwnParagraph
from app.domain.problem import Harm
from app.letters.model import HarmEntry, HarmKind, HarmsFile, Letter
from app.letters.own import where_of

READ_THE_NOTICE = "limitation_notice"
WRITTEN = frozenset({FieldKind.TEXT, FieldKind.PARAGRAPH, FieldKind.LIST, FieldKind.ADDRESS})
QUOTED = re.compile(r"“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"]*\"")
IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dXx])")
BANK = re.compile(r"(?<!\d)(?:\d[ -]?){15,18}\d(?!\d)")
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
COUNTED = re.compile(
    r"(每天|一天|每日|天天)?[^，。；,;\n]{0,8}?"
    r"(\d{1,5}|[一二三四五六七八九十几上成百千万数无]{2,5})(?:多|余|来)?(?:次|通电话|个电话|条短信)"
)
GAP = ".{0,8}?"


@dataclass(frozen=True)
class Writing:
    """What harms are looked for in: `texts` by place, what the person wrote; `quoted` by place, words of the other side."""

    texts: Mapping[str, str]
    quoted: Mapping[str, str]
    contacts: Sequence[Contact]
    own_numbers: frozenset[str]
    form: Form
    may_be_time_barred: bool
    read_the_notice: bool
    # A letter whose purpose is to promise: an application for instalments, a settlement.
    promises: bool = False


def writing(
    letter: Letter,
    answers: Answers,
    contacts: Sequence[Contact],
    may_be_time_barred: bool,
    paragraphs: Sequence[OwnParagraph] = (),
    printed: Collection[int] = (),
) -> Writing:
    """`printed` are the places of the contacts whose notes the letter says."""
    texts: dict[str, str] = {}
    for field in letter.fields:
        value = answers.values.get(field.id)
        if field.id not in answers.given or value is None:
            continue
        if field.kind in WRITTEN:
            texts[field.id] = "\n".join(map(str, value)) if isinstance(value, tuple) else str(value)
        elif field.kind is FieldKind.TABLE and isinstance(value, tuple):
            texts[field.id] = "\n".join(
                say_value(column, row[column.id])
                for row in value
                if not isinstance(row, str)
                for column in field.columns
                if column.kind in WRITTEN and column.id in row
            )
        elif field.kind is FieldKind.ELEMENTS and isinstance(value, tuple):
            # The claim is the other side's.
            texts[field.id] = "\n".join(
                str(row["reply"]) for row in value if not isinstance(row, str) and "reply" in row
            )
    texts |= {where_of(place): one.text for place, one in enumerate(paragraphs)}
    texts |= {f"contacts.{place}.note": contacts[place].note for place in sorted(printed) if contacts[place].note}
    own = {str(value) for name, value in answers.values.items() if letter.field_by_id[name].kind is FieldKind.PHONE}
    own |= theirs(answers)
    return Writing(
        texts=texts,
        quoted={f"contacts.{place}.words": one.words for place, one in enumerate(contacts) if one.words},
        contacts=contacts,
        own_numbers=frozenset(own | {one.number for one in contacts}),
        form=letter.file.form,
        may_be_time_barred=may_be_time_barred,
        read_the_notice=answers.values.get(READ_THE_NOTICE) is True,
        promises=letter.file.promises is True,
    )


def theirs(answers: Answers) -> set[str]:
    """Numbers of the other side in a table of the letter's own: its column `number`, as `evidence` is the one for proof."""
    tables = (value for value in answers.values.values() if isinstance(value, tuple))
    return {str(row["number"]) for table in tables for row in table if not isinstance(row, str) and "number" in row}


def find_harms(book: HarmsFile, written: Writing) -> tuple[Harm, ...]:
    """Every harm, in the order of the form."""
    found: dict[tuple[str, str, str], Harm] = {}
    for where, text in written.texts.items():
        own_words = QUOTED.sub(lambda match: " " * len(match[0]), text)
        for entry in book.harms:
            for quote in quotes(entry, book, own_words, text, written):
                found.setdefault((where, entry.id, quote), harm(entry, where, quote, written))
    for where, text in written.quoted.items():
        for entry in book.harms:
            if entry.kind in PRIVATE:
                for quote in quotes(entry, book, "", text, written):
                    found.setdefault((where, entry.id, quote), harm(entry, where, quote, written))
    return tuple(found.values())


def harm(entry: HarmEntry, where: str, quote: str, written: Writing) -> Harm:
    return Harm(where, quote, entry.why, entry.instead, is_blocking(entry, written))


def is_blocking(entry: HarmEntry, written: Writing) -> bool:
    """An admission stops the letter while the debt may be time-barred or the notice on it was not read. A court may be
    asked for what a complaint may not demand: to dismiss the claim."""
    if entry.kind is HarmKind.ADMISSION:
        return written.may_be_time_barred or not written.read_the_notice
    return entry.blocking and not (entry.kind is HarmKind.DEMAND and written.form is Form.COURT)


def quotes(entry: HarmEntry, book: HarmsFile, own_words: str, text: str, written: Writing) -> Iterator[str]:
    """The places of a text the entry speaks of. Phrases inside quotation marks are the other side's; private numbers are
    private everywhere."""
    if entry.kind in PRIVATE:
        yield from private_numbers(entry.kind, text, written)
    elif written.promises and entry.kind in MEANT_BY_A_PROMISE:
        # The whole letter asks and promises, and waits at its own gate (compose.unread_limitation).
        return
    elif entry.kind is HarmKind.COUNT and (written.contacts or written.form is not Form.COURT):
        yield from exaggerated_counts(entry, own_words, written.contacts)
    elif entry.kind is not HarmKind.COUNT:
        yield from phrases(entry, book, own_words)


def phrases(entry: HarmEntry, book: HarmsFile, text: str) -> Iterator[str]:
    for phrase in entry.phrases:
        for match in pattern_of(phrase).finditer(text):
            if not is_denied(text[: match.start()].rstrip(), book):
                yield match[0]


@cache
def pattern_of(phrase: str) -> re.Pattern[str]:
    """A phrase of content; … in it stands for any few words."""
    return re.compile(GAP.join(re.escape(part) for part in phrase.split("…")))


def is_denied(before: str, book: HarmsFile) -> bool:
    """Whether the words before a phrase turn it into its opposite: 不…, 不代表本人…"""
    subject = next((one for one in book.subjects if before.endswith(one)), "")
    return before.endswith(book.negations) or before.removesuffix(subject).endswith(book.negations)


def exaggerated_counts(entry: HarmEntry, text: str, contacts: Sequence[Contact]) -> Iterator[str]:
    """Counts larger than the log has: of a day where the text says a day, of all otherwise."""
    per_day = max(Counter(one.day for one in contacts if one.incoming).values(), default=0)
    for match in COUNTED.finditer(text):
        claimed = int(match[2]) if match[2].isdigit() else entry.amounts.get(match[2], 0)
        if claimed > (per_day if match[1] else len(contacts)):
            yield match[0]


def private_numbers(kind: HarmKind, text: str, written: Writing) -> Iterator[str]:
    if kind is HarmKind.IDENTITY_NUMBER:
        for match in IDENTITY.finditer(text):
            if is_identity_number(match[0].upper()):
                yield hidden(match[0])
    elif kind is HarmKind.BANK_NUMBER:
        for match in BANK.finditer(text):
            digits = re.sub(r"\D", "", match[0])
            if is_bank_number(digits) and not is_identity_number(digits):
                yield hidden(digits)
    else:
        for match in MOBILE.finditer(text):
            if PHONE.fullmatch(match[0]) and match[0] not in written.own_numbers:
                yield hidden(match[0])


def hidden(number: str) -> str:
    """The number as it may be repeated on a page: its ends only."""
    return f"{number[:3]}…{number[-4:]}"


def is_bank_number(digits: str) -> bool:
    """Whether 16 to 19 digits hold the check digit of bank cards (Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return 16 <= len(digits) <= 19 and total % 10 == 0


MEANT_BY_A_PROMISE = frozenset({HarmKind.ADMISSION, HarmKind.DEMAND})
PRIVATE = frozenset({HarmKind.IDENTITY_NUMBER, HarmKind.BANK_NUMBER, HarmKind.PHONE_NUMBER})
