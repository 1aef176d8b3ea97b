"""Any contact and any case a person can have, for hypothesis."""

from __future__ import annotations

import string
from datetime import date, datetime

from hypothesis import strategies as st

from app.domain.case import CaseFacts, Collector, CollectorKind, Creditor, CreditorKind, Debt, Hours
from app.domain.contact import Contact, ContactFact, Direction, Means, Reached, ThirdPartyRole
from app.domain.deadline import Unit
from app.domain.document import (
    Addressed,
    Annex,
    Document,
    Enclosures,
    Form,
    Heading,
    Numbered,
    Paragraph,
    Salutation,
    Signature,
    Table,
)
from app.domain.marking import Before, LastMarking, MarkedField, Said
from app.domain.moment import SHANGHAI
from app.domain.own_file import FileKind, OwnFile
from app.domain.own_paragraph import OwnParagraph
from app.domain.record import record
from app.domain.sent import AnswerTerm, SentBy, SentLetter

# What spreadsheets, CSV and JSON stumble over, and everything else.
AWKWARD = st.sampled_from(
    ["=1+1", "+8613800000000", "-1", "@SUM(A1)", "'", "''=1", '"', '""', ",", ";", "a,b\n\"c\"", "\tx", "＝1", "02155550004",
     "1-2", "5月3日", "22:41", "1E5", "TRUE", "[x]", "辱骂[y]；", "null", "\\", "{}", "　全角", "😀", "联系1", "日期", "1,000"]
)  # fmt: skip
TEXTS = st.one_of(AWKWARD, st.text(max_size=30))
CODES = st.one_of(st.sampled_from(["insult-abuse", "night-contact", "threaten-harm"]), AWKWARD, st.text(max_size=12))
LISTS = st.lists(CODES, max_size=4).map(tuple)
DAYS = st.dates(date(1949, 10, 1), date(2100, 12, 31))
# The hour that summer time left out (1986 to 1991) was on no clock; a case cannot hold it once it has been saved.
EARLIEST, LATEST = datetime.fromisoformat("1949-10-02"), datetime.fromisoformat("2100-12-30")
MOMENTS = st.datetimes(EARLIEST, LATEST, timezones=st.just(SHANGHAI), allow_imaginary=False)
CONTACTS = st.builds(
    Contact,
    at=MOMENTS,
    means=st.sampled_from(Means),
    direction=st.sampled_from(Direction),
    answered=st.none() | st.booleans(),
    duration_seconds=st.none() | st.integers(0, 86_400),
    number=TEXTS.map(lambda text: text[:40]),
    reached=st.sampled_from(Reached),
    called=TEXTS,
    visitors=st.none() | st.integers(1, 500),
    acts=LISTS,
    words=TEXTS,
    circumstances=LISTS,
    ruled_out=LISTS,
    on_behalf_of=TEXTS,
    consent_to_hours=st.none() | st.booleans(),
    refused_on=st.none() | DAYS,
    third_party_role=st.none() | st.sampled_from(ThirdPartyRole),
    unsure=st.lists(st.sampled_from(ContactFact) | CODES, max_size=3).map(tuple),
)
LOGS = st.lists(CONTACTS, max_size=5).map(tuple)
DEBTS = st.builds(
    Debt,
    creditor=st.builds(Creditor, kind=st.none() | st.sampled_from(CreditorKind), name=TEXTS),
    collector=st.builds(Collector, kind=st.sampled_from(CollectorKind), name=TEXTS),
    online=st.none() | st.booleans(),
    signed_on=st.none() | DAYS,
    agreed_hours=st.none() | st.builds(Hours, start=st.times(), end=st.times()),
    reachable=st.none() | st.booleans(),
    overdue_days=st.none() | st.integers(0, 36_500),
    last_payment_on=st.none() | DAYS,
)
FILES = st.builds(
    OwnFile,
    name=st.text(string.ascii_letters + "录音截图.", min_size=1, max_size=20),
    size=st.integers(1, 1 << 40),
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    modified=st.none() | MOMENTS,
    kind=st.sampled_from(FileKind),
    shows=st.just("通话录音"),
)
# As the forms of letters keep what was typed: cleaned text, lists of text, rows of text.
TYPED = st.text(string.printable.strip() + "王某，。", max_size=20).map(str.strip)
ANSWERS = st.dictionaries(
    st.sampled_from(["police-report", "complaint-lender"]),
    st.dictionaries(
        st.sampled_from(["a_name", "b_text", "c_rows"]),
        TYPED
        | st.lists(TYPED, max_size=3)
        | st.lists(st.dictionaries(st.sampled_from("xy"), TYPED), max_size=2)
        # A court's form, question by question.
        | st.dictionaries(st.sampled_from(["principal", "interest"]), st.dictionaries(st.sampled_from("xy"), TYPED)),
        max_size=3,
    ),
    max_size=2,
)
BEFORE = st.builds(
    Before,
    spans=st.lists(st.integers(0, 9).map(lambda place: (place, place + 1)), min_size=1, max_size=2).map(tuple),
    fields=st.lists(st.sampled_from(MarkedField), min_size=1, max_size=2).map(tuple),
    was=st.builds(Said, reached=st.sampled_from(Reached), acts=LISTS, words=TEXTS),
)


def last_marking(number: str, digest: str, before: tuple[Before, ...]) -> LastMarking:
    count = sum(last - first + 1 for one in before for first, last in one.spans)
    return LastMarking(number=number, count=count, digest=digest, before=before)


MARKINGS = st.builds(
    last_marking,
    TEXTS.map(lambda text: text[:40]),
    st.text("0123456789abcdef", min_size=16, max_size=16),
    st.lists(BEFORE, min_size=1, max_size=2).map(tuple),
)
SAID = TYPED.filter(bool)
OWN = st.lists(st.builds(OwnParagraph, text=SAID, after=TYPED), min_size=1, max_size=5).map(tuple)
BLOCKS = (
    st.builds(Heading, SAID, st.sampled_from([1, 2]))
    | st.builds(Salutation, SAID)
    | st.builds(Paragraph, SAID, st.booleans())
    | st.builds(Numbered, st.lists(SAID, max_size=3).map(tuple))
    | st.builds(
        Table,
        st.just(("甲", "乙")),
        st.lists(st.tuples(SAID, SAID), max_size=3).map(tuple),
        SAID | st.just(""),
        st.sampled_from([(), (1.0, 2.5)]),
    )
    | st.builds(Addressed, SAID)
    | st.builds(Signature, SAID, st.none() | DAYS)
    | st.builds(Enclosures, st.lists(SAID, max_size=3).map(tuple), SAID)
    | st.builds(Annex, SAID)
)
DOCUMENTS = st.builds(
    Document,
    kind=st.sampled_from(["police-report", "complaint-lender"]),
    title=SAID,
    form=st.sampled_from(Form),
    blocks=st.lists(BLOCKS, max_size=6).map(tuple),
    checklist=st.lists(SAID, max_size=2).map(tuple),
    on=DAYS,
    law_on=DAYS,
    content_version=SAID,
    subject=SAID | st.just(""),
)
SENT = st.builds(
    SentLetter,
    slug=st.sampled_from(["police-report", "complaint-lender"]),
    document=DOCUMENTS.map(record),
    sent_on=DAYS,
    how=st.sampled_from(SentBy),
    number=SAID,
    addressee=TYPED,
    answer=st.none() | st.builds(AnswerTerm, length=st.integers(1, 60), unit=st.sampled_from(Unit)),
)
CASES = st.builds(
    CaseFacts,
    debt=st.none() | DEBTS,
    contacts=LOGS,
    answers=ANSWERS,
    paragraphs=st.dictionaries(st.sampled_from(["police-report", "complaint-lender"]), OWN, max_size=2),
    sent=st.lists(SENT, max_size=3).map(tuple),
    files=st.lists(FILES, max_size=3).map(tuple),
    last_marking=st.none() | MARKINGS,
)
