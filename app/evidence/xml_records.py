"""Call and message backups in XML, streamed. A DOCTYPE or an entity is refused outright, nothing outside is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from app.domain.contact import Contact
from app.errors import FileRefused
from app.evidence.columns import Places
from app.evidence.dates import Clock
from app.evidence.model import MEANINGS, ImportFormat
from app.evidence.records import UNSENT, Kept, RecordReader
from app.evidence.words import Unreadable

MAX_DEPTH = 20
XML_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|[A-Za-z!])", re.DOTALL)
HTML = re.compile(rb"<(?:!doctype html|html|head|meta|body|div|style|table|tr|p)\b", re.IGNORECASE)
# Some backup apps write an emoji as two surrogate references, which no XML reader accepts.
REFERENCES = re.compile(rb"(?:&#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7});)+")
HIGH, LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
# What no XML may hold, neither written out nor as a reference: &#0; from a message of two telephones that misunderstood.
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
DECLARATION = re.compile(rb"\A\s*<\?xml[^>]{0,200}\?>")
SAYS_UTF8 = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml(?:(?!encoding)[^>]){0,200}(?:encoding=[\"']utf-?8[\"'][^>]{0,100})?\?>|<[^?])",
    re.IGNORECASE,
)
# One letter in so many may be damaged in a text that is UTF-8 all the same.
FEW_DAMAGED = 10
UNSAFE = "这个XML文件里有外部声明（DOCTYPE），可能有危险，我们不读。请重新从App导出。"
TOO_DEEP = "这个XML文件的结构不对，我们不读。请重新从App导出。"
BROKEN = "这个XML文件坏了，一条也读不出。请重新从App导出。"
UNKNOWN = "这个XML文件不是我们认识的通话备份。请用SMS Backup & Restore导出通话记录，再上传。"
# Encodings of several bytes a letter, which the parser does not know.
DECLARED = re.compile(
    rb"\A\s*<\?xml[^>]{0,200}?encoding=[\"'](gbk|gb2312|gb18030|big5)[\"'][^>]{0,100}\?>", re.IGNORECASE
)
CUT_OFF = "文件从这一条起坏了，后面没有读到。请重新导出。"
TOO_FEW = "备份里写着有{told}条，文件里只有{held}条，少了{missing}条。请重新备份，再上传一次。"
COUNT = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class XmlReading:
    """`problems` are (record number from 1, sentence, whether the contact was kept all the same); `notes` are sentences
    about records that are not among the contacts."""

    format: ImportFormat
    contacts: tuple[Contact, ...]
    problems: tuple[tuple[int, str, bool], ...]
    notes: tuple[str, ...] = ()


def is_xml(payload: bytes) -> bool:
    """XML by its start, and not a web page a carrier calls .xls."""
    head = payload[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = payload[2:4096].replace(b"\x00", b"")
    return bool(XML_START.match(head)) and not HTML.search(head)


def readable_xml(payload: bytes) -> bytes:
    """As UTF-8 when it says it is in an old Chinese encoding, or says nothing of the kind and is."""
    declared = DECLARED.match(payload)
    if declared is None:
        return sound_utf8(payload) if SAYS_UTF8.match(payload) else payload
    encoding = "big5" if declared[1].lower() == b"big5" else "gb18030"
    return payload[declared.end() :].decode(encoding, "replace").encode()


def sound_utf8(payload: bytes) -> bytes:
    """As UTF-8 that is whole: without damaged letters, emoji in two halves put together, old encodings turned."""
    try:
        payload.decode()
    except UnicodeDecodeError as broken:
        if broken.start >= len(payload) - 3:
            return payload[: broken.start]
    else:
        return payload
    halves = payload.decode("utf-8", "surrogatepass") if is_in_halves(payload) else payload.decode("utf-8", "replace")
    text = halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if FEW_DAMAGED * text.count("\ufffd") <= sum(letter > "\u2000" for letter in text):
        return text.encode()
    return DECLARATION.sub(b"", payload).decode("gb18030", "replace").encode()


def is_in_halves(payload: bytes) -> bool:
    try:
        payload.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def without_forbidden(payload: bytes) -> bytes:
    """Emoji written as two references joined into one; what XML forbids replaced by a question mark."""
    if payload.startswith(WIDE_MARKS):
        return payload
    if b"&#" in payload:
        payload = REFERENCES.sub(allowed, payload)
    return CONTROL.sub(b"?", payload)


def allowed(references: re.Match[bytes]) -> bytes:
    codes = [code_of(one) for one in references[0].split(b";")[-2::-1]]
    kept: list[bytes] = []
    while codes:
        code = codes.pop()
        if code in HIGH and codes and codes[-1] in LOW:
            code = 0x10000 + ((code - HIGH.start) << 10) + codes.pop() - LOW.start
        kept.append(b"&#%d;" % code if is_letter(code) else b"?")
    return b"".join(kept)


def code_of(reference: bytes) -> int:
    """&#x1F600 or &#128512"""
    told = reference[2:]
    return int(told[1:], 16) if told[:1] in b"xX" else int(told)


def is_letter(code: int) -> bool:
    return code in (9, 10, 13) or 0x20 <= code < HIGH.start or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF


def read_xml(payload: bytes, formats: Sequence[ImportFormat], today: date, most: int) -> XmlReading:
    """The records of a known root element. Raises FileRefused; a file cut off in the middle keeps what came before."""
    contacts: list[Contact] = []
    problems: list[tuple[int, str, bool]] = []
    elements = safe_elements(without_forbidden(readable_xml(payload)))
    one, told = format_of(elements, formats)
    reader = reader_of(one, today)
    names = attribute_names(one)
    count = 0
    try:
        for element in elements:
            if element.tag not in one.file.records:
                continue
            count += 1
            if count > most:
                raise FileRefused(f"这个文件超过{most:,}条，太多了。请分开导出，再一个一个上传。", 413)
            found = reader.read([element.get(name, "") for name in names])
            if isinstance(found, Unreadable):
                problems.append((count, found.sentence, False))
            elif isinstance(found, Kept):
                contacts.append(found.contact)
                problems.append((count, found.sentence, True))
            elif found is not None:
                contacts.append(found)
    except ParseError:
        if not contacts:
            raise FileRefused(BROKEN) from None
        problems.append((count + 1, CUT_OFF, False))
    return XmlReading(one, tuple(contacts), tuple(problems), tuple(left_out(reader.unsent, told, count)))


def left_out(unsent: int, told: str, held: int) -> Iterator[str]:
    """What of the backup is not in the result; `told` is how many records its first line says there are."""
    if unsent:
        yield UNSENT.format(count=unsent)
    if COUNT.fullmatch(told) and int(told) > held:
        yield TOO_FEW.format(told=int(told), held=held, missing=int(told) - held)


def safe_elements(payload: bytes) -> Iterator[Element]:
    """The root when it opens, then every element when it closes, forgotten at once. Raises FileRefused, ParseError."""
    depth = 0
    root: Element | None = None
    try:
        for event, element in iterparse(BytesIO(payload), ("start", "end"), forbid_dtd=True):
            if event == "start":
                depth += 1
                if root is None:
                    root = element
                    yield root
                if depth > MAX_DEPTH:
                    raise FileRefused(TOO_DEEP)
            else:
                depth -= 1
                if depth:
                    yield element
                if depth == 1 and root is not None:
                    root.clear()
    except DefusedXmlException:
        raise FileRefused(UNSAFE) from None
    except (ValueError, LookupError):
        raise FileRefused(BROKEN) from None


def format_of(elements: Iterator[Element], formats: Sequence[ImportFormat]) -> tuple[ImportFormat, str]:
    """The format of the root, and how many records the root says it holds, as written."""
    try:
        root = next(elements, None)
    except ParseError:
        raise FileRefused(BROKEN) from None
    found = next((one for one in formats if root is not None and root.tag == one.file.root), None)
    if found is None:
        raise FileRefused(UNKNOWN, 415)
    return found, root.get(found.file.told_count, "").strip() if root is not None else ""


def attribute_names(one: ImportFormat) -> tuple[str, ...]:
    columns = one.file.columns
    return tuple(dict.fromkeys(name for meaning in MEANINGS for name in getattr(columns, meaning)))


def reader_of(one: ImportFormat, today: date) -> RecordReader:
    names = attribute_names(one)
    places: Places = {
        meaning: tuple(names.index(name) for name in getattr(one.file.columns, meaning)) for meaning in MEANINGS
    }
    clock = Clock(one.dates, today, None, latest=False)
    return RecordReader(places, one.marks, clock, one.file.means, one.file.names_allowed)
