"""Do no harm: what in a person's own words may hurt them, why, and what to write instead. Phrases are content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import groupby

from app.domain.contact import Contact
from app.domain.danger import Danger
from app.domain.document import Form
from app.domain.fields import PHONE, Answers, Column, Field, FieldKind, Value, born_on, is_identity_number, say_value
from app.domain.numeral import NUMERAL, read_numeral
from app.domain.own_paragraph import OwnParagraph
from app.domain.problem import Harm
from app.letters.model import NAMED, HarmEntry, HarmKind, HarmsFile, Letter, LetterBook, Speech
from app.letters.own import where_of
from app.letters.speech import STOPS, Listener, one_of, place_of

READ_THE_NOTICE = "limitation_notice"
WRITTEN = frozenset({FieldKind.TEXT, FieldKind.PARAGRAPH, FieldKind.LIST, FieldKind.ADDRESS})
QUOTED = re.compile(r"“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"]*\"")
IDENTITY = re.compile(r"(?<!\d)(?:\d[ -]?){17}[\dXx](?![\dXx])")
BANK = re.compile(r"(?<!\d)(?:\d[ -]?){15,18}\d(?!\d)")
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
COUNTED = re.compile(
    r"(每天|一天|每日|天天)?[^，。；,;\n]{0,8}?"
    r"(\d{1,5}|[一二两三四五六七八九十几上成百千万数无]{2,5})(?:多|余|来)?(?:次|通电话|个电话|条短信)"
)
ABOUT = re.compile(r"(?:大约|大概|估计|约)(?:有|是|打了|来了)?$")
LONGEST_ABOUT = 6
GAP = "[^，。；！？、：,;!?:\n]{0,8}?"
AMOUNT = (
    r"(?:\d[\d,]*(?:\.\d+)?[多余来]?(?:[万千百wWkK][多余来]?(?:元|块)?|元|块)|\d{3,}(?![\d年月.:：-])"
    r"|[一二两三四五六七八九十几]+[多余来]?[百千万][零一二两三四五六七八九十百千多余来几]*(?:元|块)?)"
)
# The first two digits of an identity number are a province (GB/T 2260); the writer and those around them were born in these years.
PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65".split()
)
BIRTHS = range(1920, 2019)


@dataclass(frozen=True)
class Writing:
    """What harms are looked for in, by place: `texts` are what the person wrote, `repeated` what they repeat of the other side,
    `quoted` words of the other side in the log."""

    texts: Mapping[str, str]
    repeated: Mapping[str, str]
    quoted: Mapping[str, str]
    contacts: Sequence[Contact]
    own_numbers: frozenset[str]
    form: Form
    may_be_time_barred: bool
    read_the_notice: bool
    # How many contacts of each day the letter gives as the writer's own estimate.
    estimates: tuple[int, ...] = ()
    # A letter whose purpose is to promise: an application for instalments, a settlement.
    promises: bool = False
    # A judgment or the like is being enforced: an admission costs less.
    titled: bool = False
    # Told elsewhere in the letter that it is agreed to or promised, so that the words of it are no more than that.
    agrees: bool = False
    # Answers that tell what happened: anything asked for but a request in the person's own words.
    facts: frozenset[str] = frozenset()


def writing(
    letter: Letter,
    answers: Answers,
    contacts: Sequence[Contact],
    may_be_time_barred: bool,
    paragraphs: Sequence[OwnParagraph] = (),
    printed: Collection[int] = (),
    titled: bool = False,
    agrees: bool = False,
) -> Writing:
    """`printed` are the places of the contacts whose notes the letter says; `titled`: what it is about is being enforced;
    `agrees`: the letter admits or promises."""
    texts: dict[str, str] = {}
    repeated: dict[str, str] = {}
    for field in letter.fields:
        value = answers.values.get(field.id)
        if field.id in answers.given and value is not None:
            texts[field.id], repeated[field.id] = words_of(field, value)
            texts |= replies(field, value)
    texts |= {where_of(place): one.text for place, one in enumerate(paragraphs)}
    texts |= {f"contacts.{place}.note": contacts[place].note for place in sorted(printed) if contacts[place].note}
    telling = {field.id for field in letter.fields if not field.asks}
    facts = telling | {where for where in texts if where.partition(".")[0] in telling}
    facts |= {f"contacts.{place}.note" for place in printed}
    own = {str(value) for name, value in answers.values.items() if letter.field_by_id[name].kind is FieldKind.PHONE}
    own |= theirs(answers)
    return Writing(
        texts={where: text for where, text in texts.items() if text},
        repeated={where: text for where, text in repeated.items() if text},
        quoted={f"contacts.{place}.words": one.words for place, one in enumerate(contacts) if one.words},
        contacts=contacts,
        own_numbers=frozenset(own | {one.number for one in contacts}),
        form=letter.file.form,
        may_be_time_barred=may_be_time_barred,
        read_the_notice=answers.values.get(READ_THE_NOTICE) is True,
        estimates=tuple(estimates_of(letter, answers)),
        promises=letter.file.promises is True,
        titled=titled,
        agrees=agrees,
        facts=frozenset(facts),
    )


def words_of(field: Field, value: Value) -> tuple[str, str]:
    """The writer's own words of an answer, and those they repeat of the other side."""
    own: list[str] = []
    repeated: list[str] = []
    for asked, said in cells(field, value):
        (repeated if field.quotes or (isinstance(asked, Column) and asked.quotes) else own).append(said)
    return "\n".join(own), "\n".join(repeated)


def replies(field: Field, value: Value) -> dict[str, str]:
    """What was answered to each question of a court's form, by the place of the answer. The claim is the other side's."""
    rows = value if field.kind is FieldKind.ELEMENTS and isinstance(value, tuple) else ()
    answered = (row for row in rows if isinstance(row, Mapping) and "reply" in row)
    return {f"{field.id}.{row['question']}.reply": str(row["reply"]) for row in answered}


def cells(field: Field, value: Value) -> Iterator[tuple[Field | Column, str]]:
    if field.kind in WRITTEN:
        yield field, "\n".join(map(str, value)) if isinstance(value, tuple) else str(value)
        return
    for row in value if isinstance(value, tuple) else ():
        if isinstance(row, str):
            continue
        for column in field.columns:
            if column.kind in WRITTEN and column.id in row:
                yield column, say_value(column, row[column.id])


def estimates_of(letter: Letter, answers: Answers) -> Iterator[int]:
    """The counts in tables whose column says that they are estimates."""
    for field in letter.fields:
        columns = [one.id for one in field.columns if one.estimates]
        rows = answers.values.get(field.id) if columns else None
        for row in rows if isinstance(rows, tuple) else ():
            said = [row.get(one) for one in columns] if isinstance(row, Mapping) else []
            yield from (int(one) for one in said if isinstance(one, Decimal))


def theirs(answers: Answers) -> set[str]:
    """Numbers of the other side in a table of the letter's own: its column `number`, as `evidence` is the one for proof."""
    tables = (value for value in answers.values.values() if isinstance(value, tuple))
    return {str(row["number"]) for table in tables for row in table if not isinstance(row, str) and "number" in row}


@dataclass(frozen=True)
class Hit:
    """Where a text says what an entry speaks of: [start, end)."""

    start: int
    end: int
    entry: HarmEntry
    quote: str
    # Somebody else's, or past: said, and no reason to stop a letter.
    told: bool = False
    # A threat of which it cannot be told whose it is: asked, and no reason to stop a letter.
    unclear: bool = False


def find_harms(book: LetterBook, written: Writing) -> tuple[Harm, ...]:
    """Every harm: first where a life may be in danger, then in the order of the form."""
    found: list[Harm] = []
    for where, text in written.texts.items():
        own_words = QUOTED.sub(lambda match: " " * len(match[0]), text)
        found += harms_at(book, where, own_words, text, written, book.harms.harms)
    for where, text in written.repeated.items():
        found += harms_at(book, where, text, text, written, [one for one in book.harms.harms if one.kind in ANYBODYS])
    for where, text in written.quoted.items():
        found += harms_at(book, where, "", text, written, [one for one in book.harms.harms if one.kind in PRIVATE])
    once = {(one.where, one.kind, one.why, one.quote): one for one in found}
    return tuple(sorted(once.values(), key=lambda harm: harm.kind != HarmKind.SELF_HARM))


def harms_at(
    book: LetterBook, where: str, own_words: str, text: str, written: Writing, entries: Sequence[HarmEntry]
) -> Iterator[Harm]:
    """One box for what one sentence says of one thing."""
    hits: list[Hit] = []
    for entry in entries:
        hits += hits_of(entry, book, own_words, text, written, where)
    grouped = groupby(
        sorted(hits, key=lambda hit: group_of(hit, text, entries)), lambda hit: group_of(hit, text, entries)
    )
    for _, group in grouped:
        same = list(group)
        quote = same[0].quote
        if len(same) > 1 and same[0].entry.kind not in PRIVATE:
            quote = own_words[min(hit.start for hit in same) : max(hit.end for hit in same)]
        # The plainest of them speaks for all.
        first = min(same, key=lambda hit: (hit.told, hit.unclear))
        yield harm(book, first, where, quote, written)


def group_of(hit: Hit, text: str, entries: Sequence[HarmEntry]) -> tuple[int, int, int]:
    """The entry, or for admissions and threats any of them, and the sentence; each private number is its own."""
    kind = hit.entry.kind
    if kind in PRIVATE or kind is HarmKind.COUNT:
        return (entries.index(hit.entry), hit.start, 0)
    sentence = sum(text.count(mark, 0, hit.start) for mark in STOPS)
    first = next(place for place, one in enumerate(entries) if one is hit.entry or kind is one.kind in ONE_BOX)
    return (first, sentence, 0)


def harm(book: LetterBook, hit: Hit, where: str, quote: str, written: Writing) -> Harm:
    entry = hit.entry
    if hit.unclear and entry.unclear:
        return Harm(where, quote, entry.unclear.why, entry.unclear.instead, False, str(entry.kind), ())
    danger = book.dangers.get(entry.danger)
    why = f"{danger.sentence if danger else ''}{why_of(entry, written)}"
    blocking = is_blocking(entry, written) and not hit.told
    instead = entry.instead_in_court if written.form is Form.COURT and entry.instead_in_court else entry.instead
    return Harm(where, quote, why, instead, blocking, str(entry.kind), danger.numbers if danger else ())


def why_of(entry: HarmEntry, written: Writing) -> str:
    if written.titled and entry.why_titled:
        return entry.why_titled
    return entry.why_recent if entry.why_recent and not written.may_be_time_barred else entry.why


def is_blocking(entry: HarmEntry, written: Writing) -> bool:
    """An admission stops the letter while the debt may be time-barred or the notice on it was not read, unless it is being
    enforced; where the letter agrees to a claim anyway, having read the notice is enough. A court may be asked for what a
    complaint may not demand: to dismiss the claim."""
    if entry.kind is HarmKind.ADMISSION:
        may_agree = written.titled or (written.agrees and written.read_the_notice)
        return not may_agree and (written.may_be_time_barred or not written.read_the_notice)
    return entry.blocking and not (entry.kind is HarmKind.DEMAND and written.form is Form.COURT)


def hits_of(
    entry: HarmEntry, book: LetterBook, own_words: str, text: str, written: Writing, where: str
) -> Iterator[Hit]:
    """The places of a text the entry speaks of. Phrases inside quotation marks are the other side's; private numbers are
    private everywhere."""
    if entry.forms and written.form not in entry.forms:
        return
    if entry.kind in PRIVATE:
        yield from private_numbers(entry, text, written)
    elif written.promises and entry.kind in MEANT_BY_A_PROMISE:
        # The whole letter asks and promises, and waits at its own gate (compose.unread_limitation).
        return
    elif entry.kind is HarmKind.COUNT and (written.contacts or written.form is not Form.COURT):
        yield from exaggerated_counts(entry, own_words, written.contacts, written.estimates)
    elif entry.kind is not HarmKind.COUNT:
        yield from phrases(entry, book, own_words, where in written.repeated, where in written.facts)


def phrases(entry: HarmEntry, book: LetterBook, text: str, repeats: bool, tells: bool) -> Iterator[Hit]:
    """`repeats`: the answer repeats what the other side said or wrote; `tells`: it is asked what happened."""
    danger = book.dangers.get(entry.danger)
    listener = listener_to(book.harms.speech)
    words = word_sets(book.harms)
    spared = [match.span() for match in pattern_of(unless(entry, danger), words).finditer(text)]
    for match in pattern_of(wanted(entry, danger), words, entry.unless_next).finditer(text):
        place = place_of(text, *match.span())
        if any(start <= match.start() < end for start, end in spared) or listener.is_denied(place):
            continue
        if entry.kind is HarmKind.THREAT:
            if not listener.is_told_threat(place):
                own = listener.is_own_threat(place)
                story = tells or listener.tells_of_others(text[: match.start()])
                yield Hit(*match.span(), entry, match[0], unclear=story and not own)
            continue
        if listener.is_reported(place, entry.kind, among_quotes=repeats and entry.kind is not HarmKind.CRIME):
            continue
        if entry.kind is HarmKind.SELF_HARM and is_threat(book, match[0]) and listener.is_told_threat(place):
            continue
        told = entry.kind is HarmKind.SELF_HARM and listener.is_told_of_others(place)
        yield Hit(*match.span(), entry, match[0], told)


def is_threat(book: LetterBook, said: str) -> bool:
    """同归于尽 may be both."""
    return any(said in one.phrases for one in book.harms.harms if one.kind is HarmKind.THREAT)


def wanted(entry: HarmEntry, danger: Danger | None) -> tuple[str, ...]:
    return (*entry.phrases, *(form for form in danger.forms if form not in entry.leave)) if danger else entry.phrases


def unless(entry: HarmEntry, danger: Danger | None) -> tuple[str, ...]:
    return (*entry.unless, *danger.harmless) if danger else entry.unless


def word_sets(book: HarmsFile) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(book.words.items())


@cache
def listener_to(speech: Speech) -> Listener:
    return Listener(speech)


@cache
def pattern_of(
    phrases: tuple[str, ...], words: tuple[tuple[str, tuple[str, ...]], ...], unless_next: tuple[str, ...] = ()
) -> re.Pattern[str]:
    """Any of some phrases of content, the longest first."""
    if not phrases:
        return re.compile(r"(?!)")
    said = "|".join(expression(one, dict(words)) for one in sorted(phrases, key=len, reverse=True))
    return re.compile(f"(?:{said})(?!{one_of(unless_next)})" if unless_next else said)


def expression(phrase: str, words: Mapping[str, tuple[str, ...]]) -> str:
    """A phrase of content as a regular expression: … a few words, ¥ an amount, {name} one of the words of that name."""
    said = re.escape(phrase).replace("…", GAP).replace("¥", AMOUNT)
    return NAMED.sub(
        lambda match: one_of(words[match[1]]), said.replace(r"\{", "{").replace(r"\}", "}").replace(r"\-", "-")
    )


def exaggerated_counts(
    entry: HarmEntry, text: str, contacts: Sequence[Contact], estimates: Sequence[int]
) -> Iterator[Hit]:
    """Counts larger than the log has or the letter estimates: of a day where the text says a day, of all otherwise. A figure
    said to be about so much is an estimate itself; 大约几百个 is none."""
    per_day = max((*Counter(one.day for one in contacts if one.incoming).values(), *estimates), default=0)
    in_all = max(len(contacts), sum(estimates))
    for match in COUNTED.finditer(text):
        about = match[2] not in entry.amounts and ABOUT.search(text[: match.start(2)][-LONGEST_ABOUT:])
        if not about and counted(match[2], entry) > (per_day if match[1] else in_all):
            yield Hit(*match.span(), entry, match[0])


def counted(written: str, entry: HarmEntry) -> int:
    """几百 by the table, 五十 as it is read; what is neither, or might be 一两 or 两三, counts for nothing."""
    if written in entry.amounts:
        return entry.amounts[written]
    is_number = written.isdigit() or ("十" in written or "百" in written)
    return read_numeral(written) if is_number and re.fullmatch(NUMERAL, written) else 0


def private_numbers(entry: HarmEntry, text: str, written: Writing) -> Iterator[Hit]:
    if entry.kind is HarmKind.IDENTITY_NUMBER:
        for match in IDENTITY.finditer(text):
            if is_private_identity(re.sub(r"[ -]", "", match[0]).upper()):
                yield Hit(*match.span(), entry, hidden(match[0]))
    elif entry.kind is HarmKind.BANK_NUMBER:
        for match in BANK.finditer(text):
            digits = re.sub(r"\D", "", match[0])
            if is_bank_number(digits) and not is_private_identity(digits):
                yield Hit(*match.span(), entry, hidden(digits))
    else:
        for match in MOBILE.finditer(text):
            if PHONE.fullmatch(match[0]) and match[0] not in written.own_numbers:
                yield Hit(*match.span(), entry, hidden(match[0]))


def hidden(number: str) -> str:
    """The number as it may be repeated on a page: its ends only."""
    return f"{number[:3]}…{number[-4:]}"


def is_private_identity(number: str) -> bool:
    """An identity number, or what is one but for a slip: the same person can be found by it."""
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return False
    if is_identity_number(number):
        return True
    born = born_on(number)
    return born is not None and number[:2] in PROVINCES and born.year in BIRTHS


def is_bank_number(digits: str) -> bool:
    """Whether 16 to 19 digits hold the check digit of bank cards (Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return 16 <= len(digits) <= 19 and total % 10 == 0


ONE_BOX = frozenset({HarmKind.ADMISSION, HarmKind.THREAT})
MEANT_BY_A_PROMISE = frozenset({HarmKind.ADMISSION, HarmKind.DEMAND})
PRIVATE = frozenset({HarmKind.IDENTITY_NUMBER, HarmKind.BANK_NUMBER, HarmKind.PHONE_NUMBER})
# What is looked for in the words of the other side that the writer repeats.
ANYBODYS = frozenset({*PRIVATE, HarmKind.CRIME, HarmKind.SELF_HARM})
