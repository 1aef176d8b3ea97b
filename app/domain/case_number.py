"""The number of a case, taken apart: year, court, procedure, serial number; and numbers that are no court's.

Pure. Which signs stand for which province, which words for which procedure, and whose numbers are not a court's, is given as
`CaseCodes`. A well-formed number proves nothing: a reading holds what the number says, and `doubts`, what does not fit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from app.domain.numeral import read_numeral
from app.domain.text import clean

# From this year on numbers are built one way in all courts.
UNIFORM_SINCE = 2016
FIRST_YEAR = 1979
LONGEST_TYPED = 400
LONGEST_SERIAL = 7
SUPREME = "最高法"
SPECIALISED = "知"
OLD_MARK = "字"
OLD_ENDINGS = ("初", "终", "再", "申")
COURT_DIGITS = {0: "high", 2: "intermediate", 4: "basic"}
HAN = "\u4e00-\u9fff"


class Level(StrEnum):
    SUPREME = "supreme"
    HIGH = "high"
    INTERMEDIATE = "intermediate"
    BASIC = "basic"


class Style(StrEnum):
    """`old`: with 字第 and the court's name in words, as each court wrote it before 2016."""

    UNIFORM = "uniform"
    OLD = "old"


class Maker(StrEnum):
    """Whose number it is, by its shape. `other`: of a document or an office that is none of these."""

    COURT = "court"
    ARBITRATION = "arbitration"
    NOTARY = "notary"
    PROCURATORATE = "procuratorate"
    POLICE = "police"
    LAW_FIRM = "law-firm"
    OTHER = "other"


class Doubt(StrEnum):
    """What about a number does not fit, or was put right to read it."""

    FUTURE_YEAR = "future-year"
    EARLY_YEAR = "early-year"
    OLD_STYLE_NOW = "old-style-now"
    NEW_STYLE_EARLY = "new-style-early"
    UNKNOWN_COURT = "unknown-court"
    ODD_COURT_DIGITS = "odd-court-digits"
    UNKNOWN_KIND = "unknown-kind"
    WRONG_LEVEL = "wrong-level"
    OTHER_PAPER = "other-paper"
    LONG_SERIAL = "long-serial"
    ZERO_SERIAL = "zero-serial"
    LEADING_ZERO = "leading-zero"
    NO_BRACKETS = "no-brackets"
    NO_ENDING = "no-ending"
    LETTERS = "letters"
    SEVERAL = "several"


class Unread(StrEnum):
    """Why a text is no number of a case."""

    EMPTY = "empty"
    NO_YEAR = "no-year"
    SHORT_YEAR = "short-year"
    NO_SERIAL = "no-serial"
    NOTHING_LIKE_IT = "nothing-like-it"


@dataclass(frozen=True, slots=True)
class Province:
    """`high_court` where its highest court is not called after the province."""

    code: str
    name: str
    high_court: str


@dataclass(frozen=True, slots=True)
class CaseKind:
    """A procedure: what it is and what it means for who owes. `levels`: courts that have it, all if empty."""

    code: str
    name: str
    says: str
    means: str
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True)
class CaseCodes:
    """`marks` are signs by which the number of somebody else is known, the first that fits first."""

    provinces: Mapping[str, Province]
    kinds: Mapping[str, CaseKind]
    marks: tuple[tuple[Maker, tuple[str, ...]], ...]

    @cached_property
    def longest_first(self) -> tuple[str, ...]:
        return tuple(sorted(self.kinds, key=lambda code: (-len(code), code)))


@dataclass(frozen=True, slots=True)
class Reading:
    """`court` is the code as written (京0105), `kind_words` the words for the procedure; both "" for what is no court's.

    `serial` and `part` (之一) are as written; `written` is the number as courts print it.
    """

    typed: str
    written: str
    maker: Maker
    style: Style
    year: int
    court: str = ""
    province: Province | None = None
    level: Level | None = None
    specialised: bool = False
    kind_words: str = ""
    kind: CaseKind | None = None
    serial: str = ""
    part: str = ""
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_court(self) -> bool:
        return self.maker is Maker.COURT


END = r"(?P<end>号)?(?P<part>(?<=号)之[一二三四五六七八九十百\d]{1,4})?"
SERIAL = r"(?P<ordinal>第?)(?P<serial>\d{1,20})(?P<dash>[-－—]\d{1,3})?" + END
UNIFORM = re.compile(
    rf"(?P<open>（)?(?P<year>(?:19|20)\d\d)(?(open)）)(?P<court>{SUPREME}|[{HAN}])(?P<digits>\d*)(?P<kind>(?:(?!号)[{HAN}]){{1,8}}?){SERIAL}"
)
OLD = re.compile(
    rf"(?P<open>（)?(?P<year>(?:19|20)\d\d)(?(open)）)(?P<words>(?:(?!号)[{HAN}\d（）]){{0,24}}?){OLD_MARK}{SERIAL}"
)
YEAR_LATER = re.compile(rf"(?P<words>(?:(?!号)[{HAN}（）]){{1,30}})（(?P<year>(?:19|20)\d\d)）{SERIAL}")
HAN_YEAR = re.compile("（([〇○零一二三四五六七八九]{4})）")
LETTERS = str.maketrans({"O": "0", "o": "0", "Q": "0", "l": "1", "I": "1", "i": "1", "|": "1", "Z": "2", "z": "2"})
OPENING, CLOSING = "([{〔【「『〈《<", ")]}〕】」』〉》>"
BRACKETS = str.maketrans(OPENING + CLOSING, "（" * len(OPENING) + "）" * len(CLOSING))


def read_case_number(text: str, codes: CaseCodes, year: int, expected: Collection[str] = ()) -> Reading | Unread:
    """The first number in `text`. `year` is this year; `expected` are the procedures of the paper it stands on, if known."""
    typed = clean(text)[:LONGEST_TYPED]
    plain = plainly(typed)
    if not plain:
        return Unread.EMPTY
    found = look(plain, codes)
    if found is None and (mended := plain.translate(LETTERS)) != plain:
        found = look(mended, codes)
        found = found and (found[0], (Doubt.LETTERS, *found[1]))
    if found is None:
        return why_not(plain, codes)
    reading, doubts = found
    doubts = (*doubts, *unfitting(reading, year, expected))
    return replace(reading, typed=typed, doubts=tuple(dict.fromkeys(doubts)))


def plainly(typed: str) -> str:
    """Half-width digits, one kind of bracket, no blanks, years in figures."""
    packed = re.sub(r"\s", "", unicodedata.normalize("NFKC", typed)).translate(BRACKETS)
    return HAN_YEAR.sub(lambda it: f"（{read_numeral(it[1].replace('○', '〇'))}）", packed)


def look(plain: str, codes: CaseCodes) -> tuple[Reading, tuple[Doubt, ...]] | None:
    """The earliest number, as each shape finds it, and what was to be put right for it."""
    tried = ((OLD, read_old), (UNIFORM, read_uniform), (YEAR_LATER, read_others))
    hits = []
    for order, (shape, read) in enumerate(tried):
        for match in shape.finditer(plain):
            reading = read(match, codes)
            if reading is not None:
                hits.append((match.start(), order, match, reading))
    if not hits:
        return None
    _, _, match, reading = min(hits, key=lambda hit: hit[:2])
    doubts = []
    if "open" in match.groupdict() and not match["open"]:
        doubts.append(Doubt.NO_BRACKETS)
    if not match["end"]:
        doubts.append(Doubt.NO_ENDING)
    if any(hit[2].start() >= match.end() for hit in hits):
        doubts.append(Doubt.SEVERAL)
    return reading, tuple(doubts)


def read_uniform(match: re.Match[str], codes: CaseCodes) -> Reading | None:
    """（2026）京0105民初1234号. Without brackets only where the court is one we know: 2026年11月21日 is a day."""
    court, digits, words = match["court"], match["digits"], match["kind"]
    province = codes.provinces.get(court)
    known = court == SUPREME or province is not None
    if not known and (not match["open"] or not match["end"]):
        return None
    kind = kind_of(words, codes)
    maker = Maker.COURT if kind or digits else marked(court + words, codes, Maker.COURT)
    if maker is not Maker.COURT:
        return others_number(match, maker, court + words)
    specialised = kind is not None and words == SPECIALISED + kind.code and words not in codes.kinds
    level = Level.SUPREME if court == SUPREME else level_of(digits) if known else None
    written = f"（{match['year']}）{court}{digits}{words}{ending(match)}"
    return Reading(
        "", written, Maker.COURT, Style.UNIFORM, int(match["year"]), court + digits, province, level,
        specialised, words, kind, match["serial"], part_of(match),
    )  # fmt: skip


def read_old(match: re.Match[str], codes: CaseCodes) -> Reading | None:
    """（2015）朝民初字第1234号; arbitration, notaries and offices number the same way."""
    words = match["words"]
    if not match["open"] and not match["end"]:
        return None
    code = next((one for one in codes.longest_first if words.endswith(one)), "")
    likely = Maker.COURT if code or words.endswith(OLD_ENDINGS) else Maker.OTHER
    maker = Maker.COURT if len(code) > 1 else marked(words, codes, likely)
    if maker is not Maker.COURT:
        return others_number(match, maker, words + OLD_MARK)
    written = f"（{match['year']}）{words}{OLD_MARK}{ending(match)}"
    return Reading(
        "", written, Maker.COURT, Style.OLD, int(match["year"]), words.removesuffix(code), None, None,
        False, code, codes.kinds.get(code), match["serial"], part_of(match),
    )  # fmt: skip


def read_others(match: re.Match[str], codes: CaseCodes) -> Reading:
    """京劳人仲字（2026）第12号, 法释（2020）17号: the year stands later."""
    return others_number(match, marked(match["words"], codes, Maker.OTHER), match["words"], first=True)


def others_number(match: re.Match[str], maker: Maker, words: str, first: bool = False) -> Reading:
    year = f"（{match['year']}）"
    written = f"{words}{year}{ending(match)}" if first else f"{year}{words}{ending(match)}"
    style = Style.OLD if OLD_MARK in words else Style.UNIFORM
    return Reading("", written, maker, style, int(match["year"]), serial=match["serial"], part=part_of(match))


def ending(match: re.Match[str]) -> str:
    return f"{match['ordinal']}{match['serial']}{match['dash'] or ''}号{match['part'] or ''}"


def part_of(match: re.Match[str]) -> str:
    return match["part"] or (match["dash"] or "").replace("－", "-").replace("—", "-")


def kind_of(words: str, codes: CaseCodes) -> CaseKind | None:
    """The procedure, with or without the sign of specialised chambers before it."""
    return codes.kinds.get(words) or codes.kinds.get(words.removeprefix(SPECIALISED))


def level_of(digits: str) -> Level | None:
    name = COURT_DIGITS.get(len(digits))
    return Level(name) if name else None


def marked(words: str, codes: CaseCodes, otherwise: Maker) -> Maker:
    return next((maker for maker, signs in codes.marks if any(sign in words for sign in signs)), otherwise)


def unfitting(reading: Reading, year: int, expected: Collection[str]) -> list[Doubt]:
    """What about it cannot be, or is not usual."""
    court = reading.is_court
    uniform = court and reading.style is Style.UNIFORM
    tests = {
        Doubt.FUTURE_YEAR: reading.year > year,
        Doubt.EARLY_YEAR: reading.year < FIRST_YEAR,
        Doubt.OLD_STYLE_NOW: court and not uniform and UNIFORM_SINCE <= reading.year,
        Doubt.NEW_STYLE_EARLY: uniform and FIRST_YEAR <= reading.year < UNIFORM_SINCE,
        Doubt.UNKNOWN_COURT: uniform and reading.province is None and reading.level is None,
        Doubt.ODD_COURT_DIGITS: uniform and reading.province is not None and reading.level is None,
        Doubt.UNKNOWN_KIND: court and reading.kind is None,
        Doubt.WRONG_LEVEL: bool(
            reading.kind and reading.level and reading.kind.levels and reading.level not in reading.kind.levels
        ),
        Doubt.OTHER_PAPER: bool(expected and reading.kind and reading.kind.code not in expected),
        Doubt.LONG_SERIAL: len(reading.serial) > LONGEST_SERIAL,
        Doubt.ZERO_SERIAL: not reading.serial.strip("0"),
        Doubt.LEADING_ZERO: uniform and reading.serial.startswith("0") and bool(reading.serial.strip("0")),
    }
    return [doubt for doubt, holds in tests.items() if holds]


def why_not(plain: str, codes: CaseCodes) -> Unread:
    """The first thing that is missing."""
    kinds = "|".join(map(re.escape, codes.longest_first))
    if re.search(r"（\d{1,3}）", plain):
        return Unread.SHORT_YEAR
    if re.search(rf"（\d{{4}}）[{HAN}]+\d*(?:{kinds})(?:字第)?号", plain):
        return Unread.NO_SERIAL
    if re.search(rf"(?:{kinds})(?:字第)?\d+号", plain) and not re.search(r"（\d{4}）", plain):
        return Unread.NO_YEAR
    return Unread.NOTHING_LIKE_IT
