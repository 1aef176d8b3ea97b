"""The law a letter rests on: for what happened, the texts in force on each contact's own day; elsewhere, those of the letter's.

About five texts, each tied to the statements it speaks of: for every finding its best provision, then the next best. A
text made for this kind of lender comes before a law for everyone, and both before standards and self-regulation, which
a letter may only 参照. Where a provision changed between the contacts, each version has a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.case import CreditorKind
from app.domain.finding import Finding, Ground
from app.domain.law import Citation, EndingKind, Instrument, Lawbook, LawVersion, Strength
from app.domain.moment import say_day
from app.errors import NoLawInForce
from app.letters.facts import Item, say_items

MOST_CITED = 5
MOST_WHEN_NEEDED = 7
ONLINE_ONLY = "（如果借款是在手机、网页上办的）"
STRENGTHS = list(Strength)


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision through its versions: the grounds cited under each, and the findings it carries."""

    key: tuple[str, str]
    grounds: tuple[Ground, ...]
    findings: frozenset[str]

    @property
    def contacts(self) -> frozenset[int]:
        return frozenset(place for ground in self.grounds for place in ground.contacts)

    @property
    def order(self) -> tuple[int, int, int, tuple[str, str]]:
        version = self.grounds[-1].citation.version
        binding = 2 if version.strength.word == "参照" else 1 if version.binds is None else 0
        return (binding, STRENGTHS.index(version.strength), -len(self.contacts), self.key)


def provisions(findings: Iterable[Finding], law: Lawbook) -> tuple[Provision, ...]:
    """Every provision the findings rest on, best first."""
    grounds: dict[tuple[str, str], list[Ground]] = {}
    carries: dict[tuple[str, str], set[str]] = {}
    for finding in findings:
        for ground in finding.grounds:
            key = lineage(ground.citation, law)
            grounds.setdefault(key, []).append(ground)
            carries.setdefault(key, set()).add(finding.conduct)
    found = [Provision(key, merged(held), frozenset(carries[key])) for key, held in grounds.items()]
    return tuple(sorted(found, key=lambda one: one.order))


def lineage(citation: Citation, law: Lawbook) -> tuple[str, str]:
    """The provision under its newest number: 42 of 2012 and 50 of 2025 are one. By name only, the instrument is one."""
    article, version = citation.article, citation.version
    if article.printed is None:
        return version.instrument, ""
    # Parts of one clause that only differ in what we call them (5.3（催收时间）) would print as the same clause twice.
    label = article.number if "（" not in article.number else article.printed
    row = law.instrument(version.instrument)
    for later in row.versions[row.versions.index(version) + 1 :]:
        label = next((one.number for one in later.articles.values() if one.formerly == label), label)
    return version.instrument, label


def merged(grounds: Sequence[Ground]) -> tuple[Ground, ...]:
    """One ground a version and printed number, over the contacts of all, oldest version first."""
    held: dict[tuple[date, str | None], tuple[Citation, set[int]]] = {}
    for ground in grounds:
        key = (ground.citation.version.starts, ground.citation.article.printed)
        held.setdefault(key, (ground.citation, set()))[1].update(ground.contacts)
    ordered = sorted(held.items(), key=lambda entry: (entry[0][0], entry[0][1] or ""))
    return tuple(Ground(citation, tuple(sorted(places))) for _, (citation, places) in ordered)


def chosen(candidates: Sequence[Provision], findings: Sequence[Finding]) -> tuple[Provision, ...]:
    """For every finding its best provision, then the best of instruments not yet cited, then of the rest; about five."""
    taken: list[Provision] = []
    for finding in findings:
        carried = [one for one in candidates if finding.conduct in one.findings]
        if carried and not any(one in taken for one in carried) and len(taken) < MOST_WHEN_NEEDED:
            taken.append(carried[0])
    for one in candidates:
        cited = {other.key[0] for other in taken}
        if len(cited) < MOST_CITED and len(taken) < MOST_WHEN_NEEDED and one.key[0] not in cited:
            taken.append(one)
    for one in candidates:
        if len(taken) < MOST_CITED and one not in taken:
            taken.append(one)
    return tuple(sorted(taken, key=lambda one: one.order))


@dataclass(frozen=True, slots=True)
class BasisLine:
    text: str
    citations: tuple[Citation, ...]


def lines(
    taken: Sequence[Provision],
    items: Sequence[Item],
    shown: Collection[int],
    law: Lawbook,
    day: date,
    word: str,
    online: bool | None = None,
) -> tuple[BasisLine, ...]:
    """The numbered lines of the block: version by version, articles that concern the same statements together. `shown`
    are the numbers of the items that can be read in the letter or its table. `online`: whether the loan was made online;
    while that is not known, a text for such loans alone says so."""
    numbers = {place: item.number for item in items for place in item.contacts}
    groups: dict[tuple[str, date, tuple[int, ...]], list[Citation]] = {}
    for provision in taken:
        for ground in provision.grounds:
            touched = tuple(sorted({numbers[place] for place in ground.contacts if place in numbers}))
            version = ground.citation.version
            if touched:
                groups.setdefault((version.instrument, version.starts, touched), []).append(ground.citation)
    first = {name: min(starts for one, starts, _ in groups if one == name) for name, _, _ in groups}
    return tuple(
        BasisLine(
            say_line(citations, say_items(touched, shown), law, day, word, starts > first[name], online),
            tuple(citations),
        )
        for (name, starts, touched), citations in groups.items()
    )


def say_line(
    citations: Sequence[Citation], touched: str, law: Lawbook, day: date, word: str, follows: bool, online: bool | None
) -> str:
    """One line on the items `touched`. `follows`: an earlier version of the same instrument is cited too, so the span
    must be said."""
    version = citations[0].version
    span, then = span_of(version, law.instrument(version.instrument), day, follows)
    verb = word if version.strength.word == "违反" else "可参照"
    named = join_articles(citations, law.instrument(version.instrument))
    if version.strength in (Strength.RECOMMENDED_STANDARD, Strength.SELF_REGULATION):
        named = f"{'推荐性国家标准' if version.strength is Strength.RECOMMENDED_STANDARD else '行业自律规范'}{named}"
    if version.online_only and online is None:
        named += ONLINE_ONLY
    return f"{span}上列{touched}：{verb}{then}{named}。"


def span_of(version: LawVersion, row: Instrument, day: date, follows: bool) -> tuple[str, str]:
    """Where a version is one of several: 2025年12月31日以前的 / 2026年1月1日以后的, and whether it was 当时施行的."""
    place = row.versions.index(version)
    later = [one for one in row.versions[place + 1 :] if one.starts <= day]
    if later:
        return f"{say_day(later[0].starts - timedelta(days=1))}以前的", "当时施行的"
    return (f"{say_day(version.starts)}以后的", "") if follows else ("", "")


def join_articles(citations: Sequence[Citation], row: Instrument) -> str:
    """《…》（2012年修正）第42条、第43条; the name alone has 的有关规定 behind it."""
    version = citations[0].version
    printed = [one.article.printed for one in citations if one.article.printed]
    edition = f"（{version.version}）" if len(row.versions) > 1 else ""
    if version.strength is Strength.RECOMMENDED_STANDARD and version.document_number:
        edition = f"（{version.document_number}）"
    return f"{quoted(version.title)}{edition}{'、'.join(dict.fromkeys(printed)) or '的有关规定'}"


def quoted(title: str) -> str:
    """《…〈…〉…》: a title inside a title takes single marks."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def cite(reference: str, law: Lawbook, day: date) -> str | None:
    """instrument#article as printed on `day`: the full title and the number of that day; the name alone where the text
    of that day was not read; None where there was no such law."""
    instrument, _, number = reference.partition("#")
    citation = law.trace(instrument, number, day)
    if citation:
        return quoted(citation.version.title) + (citation.article.printed or "")
    return quoted(law.instrument(instrument).latest.title) if is_unread(law.instrument(instrument), day) else None


def is_unread(row: Instrument, day: date) -> bool:
    """Whether the instrument stands on `day` in a text nobody read."""
    try:
        row.on(day)
    except NoLawInForce:
        ended = [ending for ending in row.endings if ending.starts <= day]
        return bool(ended) and max(ended, key=lambda one: one.starts).kind is EndingKind.UNREAD
    return False


def place(citation: Citation) -> tuple[int, ...]:
    """Where the article stands in its instrument: 第175条之一 is (175, 1)."""
    return tuple(map(int, re.findall(r"\d+", citation.article.number)))


def run_together(
    references: Sequence[tuple[str, date]], law: Lawbook, creditors: Sequence[CreditorKind]
) -> tuple[str, tuple[Citation, ...]]:
    """《…》第227条、第228条，《…》第431条: every reference in force on its day that binds the lender, articles of one
    instrument together and in their order. `creditors`: every kind the lender may be; none where there is no lender."""
    found: dict[tuple[str, date], list[Citation]] = {}
    names: dict[str, str] = {}
    for reference, day in references:
        instrument, _, number = reference.partition("#")
        citation = law.trace(instrument, number, day)
        if citation and not all(map(citation.version.binds_creditor, creditors)):
            continue
        if citation:
            found.setdefault((instrument, citation.version.starts), []).append(citation)
        elif is_unread(law.instrument(instrument), day):
            names[instrument] = quoted(law.instrument(instrument).latest.title)
    said = [
        quoted(group[0].version.title)
        + "、".join(dict.fromkeys(one.article.printed for one in sorted(group, key=place) if one.article.printed))
        for group in found.values()
    ]
    cited = tuple(citation for group in found.values() for citation in group)
    return "，".join([*said, *names.values()]), cited
