"""Law as of a date.

An instrument is a row of versions; each names only the day it starts, so there is no gap and no overlap. An ending
(repealed, or amended by a text we have not read) is a start without articles. A date before the first version raises
`NoLawInForce`; a version that starts later is announced law and is never applied.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from app.domain.case import CreditorKind
from app.domain.moment import say_day
from app.errors import NoLawInForce, UnknownArticle, UnknownInstrument


class Strength(StrEnum):
    """What kind of text it is, strongest first."""

    LAW = "法律"
    ADMINISTRATIVE_REGULATION = "行政法规"
    JUDICIAL_INTERPRETATION = "司法解释"
    DEPARTMENTAL_RULE = "部门规章"
    NORMATIVE_DOCUMENT = "规范性文件"
    RECOMMENDED_STANDARD = "推荐性国家标准"
    SELF_REGULATION = "行业自律"
    JUDICIAL_POLICY = "司法政策"

    @property
    def word(self) -> str:
        """The verb a breach of it may carry: 违反 for what binds by law, 参照 for standards and self-regulation."""
        return "参照" if self in REFERENCE_ONLY else "违反"


REFERENCE_ONLY = frozenset({Strength.RECOMMENDED_STANDARD, Strength.SELF_REGULATION, Strength.JUDICIAL_POLICY})

STRENGTH_MEANINGS = {
    Strength.LAW: "全国人大或它的常委会通过，人人都要守，法院直接用。",
    Strength.ADMINISTRATIVE_REGULATION: "国务院发布，人人都要守，不能和法律冲突。",
    Strength.JUDICIAL_INTERPRETATION: "最高法院、最高检察院说明法律怎么用，法院审案照它办。",
    Strength.DEPARTMENTAL_RULE: "监管部门的规章，它管的机构必须守；违反了，监管可以查处。",
    Strength.NORMATIVE_DOCUMENT: "监管部门的通知、办法，它管的机构必须照做；层级比规章低。",
    Strength.RECOMMENDED_STANDARD: "推荐大家采用的国家标准，不是法律；只能说“参照”。",
    Strength.SELF_REGULATION: "行业协会自己的约定，约束会员；不是法律，只能说“参照”。",
    Strength.JUDICIAL_POLICY: "法院系统的政策文件，给审案思路；不能当法条引用。",
}


class Rank(StrEnum):
    """Which rung of the verdict ladder a breach of the instrument stands on."""

    CRIMINAL = "刑事"
    PUBLIC_SECURITY = "治安"
    ADMINISTRATIVE = "行政"
    SUPERVISORY = "监管"
    CIVIL = "民事"
    STANDARD = "标准"
    SELF_REGULATION = "自律"


class EndingKind(StrEnum):
    REPEALED = "repealed"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Article:
    """One provision we cite. `number` is its key; `printed` how it may be printed (第50条, 5.3), None = name only.

    `formerly` is its number in the version before; `now` what stands in its place today, as instrument#number, where
    the row of versions does not lead there: another law replaced it, or a version between was not read.
    """

    number: str
    gist: str
    printed: str | None
    numbers: tuple[str, ...] = ()
    formerly: str | None = None
    now: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        return "article-" + re.sub(r"[^0-9A-Za-z\u4e00-\u9fff]+", "-", self.number).strip("-")


@dataclass(frozen=True, slots=True)
class LawVersion:
    """One complete version, from `starts` on. `binds` None means everyone; `may_consult` may only be told of it.

    `also` are other names people write for it.
    """

    instrument: str
    starts: date
    base: str
    title: str
    short: str
    version: str
    strength: Strength
    rank: Rank | None
    binds: frozenset[CreditorKind] | None
    may_consult: frozenset[CreditorKind]
    online_only: bool
    scope: str
    issuer: str
    document_number: str
    host: str
    checked_on: date
    review_by: date
    articles: Mapping[str, Article]
    parameters: Mapping[str, int | str]
    note: str = ""
    also: tuple[str, ...] = ()

    def binds_creditor(self, creditor: CreditorKind) -> bool:
        return self.binds is None or creditor in self.binds

    def binds_loan(self, creditor: CreditorKind, online: bool | None) -> bool:
        """Whether it binds this kind of lender for a loan made in this way; not known counts as online."""
        return self.binds_creditor(creditor) and not (self.online_only and online is False)

    @property
    def url(self) -> str:
        return f"/law/{self.instrument}/{self.starts.isoformat()}"


@dataclass(frozen=True, slots=True)
class Ending:
    """From `starts` on nothing of the instrument may be cited: it was repealed, or its new text was not read."""

    instrument: str
    starts: date
    kind: EndingKind
    says: str
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """An article in the version in force on a day, ready to be printed and linked."""

    version: LawVersion
    article: Article

    @property
    def url(self) -> str:
        return f"{self.version.url}#{self.article.anchor}"

    @property
    def named(self) -> str:
        """《治安管理处罚法》第50条; only the name where the number was not verified."""
        return f"《{self.version.short}》{self.article.printed or ''}"

    @property
    def formal(self) -> str:
        """The same with the full title, as letters cite it."""
        return f"《{self.version.title}》{self.article.printed or ''}"


@dataclass(frozen=True)
class Instrument:
    id: str
    versions: tuple[LawVersion, ...]
    endings: tuple[Ending, ...] = ()

    @property
    def latest(self) -> LawVersion:
        return self.versions[-1]

    @cached_property
    def entries(self) -> tuple[LawVersion | Ending, ...]:
        """Versions and endings by their first day."""
        every: list[LawVersion | Ending] = [*self.versions, *self.endings]
        return tuple(sorted(every, key=lambda entry: entry.starts))

    @cached_property
    def first_days(self) -> list[date]:
        return [entry.starts for entry in self.entries]

    @property
    def starts(self) -> tuple[date, ...]:
        """Every day on which what may be cited changes."""
        return tuple(sorted({entry.starts for entry in self.entries}))

    def on(self, day: date) -> LawVersion:
        """The version in force on `day`; raises NoLawInForce before the first and after an ending."""
        entries = self.entries
        place = bisect_right(self.first_days, day)
        if place == 0:
            raise NoLawInForce(f"《{self.latest.short}》从{say_day(entries[0].starts)}起才有我们读过的文本。")
        entry = entries[place - 1]
        if isinstance(entry, Ending):
            raise NoLawInForce(entry.says)
        return entry

    def announced(self, day: date) -> tuple[LawVersion, ...]:
        """Versions that start after `day`."""
        return tuple(version for version in self.versions if version.starts > day)

    def before(self, version: LawVersion) -> LawVersion | None:
        """The version it follows; None for the first, and where a text between the two was not read."""
        place = self.entries.index(version)
        earlier = self.entries[place - 1] if place else None
        return earlier if isinstance(earlier, LawVersion) else None


class Lawbook:
    """Every instrument we read, by id."""

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        self.instruments: Mapping[str, Instrument] = {one.id: one for one in sorted(instruments, key=lambda i: i.id)}

    def instrument(self, name: str) -> Instrument:
        try:
            return self.instruments[name]
        except KeyError:
            raise UnknownInstrument(f"法规库里没有“{name}”") from None

    def version(self, instrument: str, day: date) -> LawVersion:
        return self.instrument(instrument).on(day)

    def cite(self, instrument: str, number: str, day: date) -> Citation:
        """Article `number` of the version in force on `day`, taken literally.

        Raises UnknownInstrument, NoLawInForce, UnknownArticle.
        """
        version = self.version(instrument, day)
        try:
            return Citation(version, version.articles[number])
        except KeyError:
            raise UnknownArticle(f"《{version.short}》（{version.version}）没有收录“{number}”") from None

    def trace(self, instrument: str, number: str, day: date) -> Citation | None:
        """The provision that is article `number` of the latest version, under its number on `day`; None if there was none.

        Content cites the newest numbering; older days are reached through each article's `formerly`.
        """
        row = self.instrument(instrument)
        try:
            wanted = row.on(day)
        except NoLawInForce:
            return None
        label: str | None = number
        for version in reversed(row.versions):
            if label is None or label not in version.articles:
                return None
            if version is wanted:
                return Citation(version, version.articles[label])
            label = version.articles[label].formerly
        return None

    def successors(self, version: LawVersion, article: Article) -> tuple[Citation, ...]:
        """What stands in the place of an older version's article in the latest texts; nothing where we do not know."""
        if article.now:
            named = [ref.partition("#") for ref in article.now]
            return tuple(self.newest(instrument, number) for instrument, _, number in named)
        row = self.instrument(version.instrument)
        if version is row.latest:
            return ()
        wanted = {article.number}
        for later in row.versions[row.versions.index(version) + 1 :]:
            wanted = {one.number for one in later.articles.values() if one.formerly in wanted}
        return tuple(Citation(row.latest, one) for one in row.latest.articles.values() if one.number in wanted)

    def newest(self, instrument: str, number: str) -> Citation:
        """An article of the instrument's latest version, whatever the day. Raises UnknownInstrument, UnknownArticle."""
        version = self.instrument(instrument).latest
        if number not in version.articles:
            raise UnknownArticle(f"《{version.short}》（{version.version}）没有收录“{number}”")
        return Citation(version, version.articles[number])

    @property
    def boundaries(self) -> tuple[date, ...]:
        """Every day on which any law changes, in order."""
        return tuple(sorted({day for one in self.instruments.values() for day in one.starts}))
