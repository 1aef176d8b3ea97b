"""What a placeholder says on a day: the article under its number of then, the figure in force, the term explained."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from html import escape

from app.domain.law import Citation, EndingKind, Instrument, Lawbook, LawVersion
from app.domain.markup import Kind, Placeholder
from app.domain.moment import say_day
from app.errors import NoLawInForce
from app.guidance.model import Glossary


@dataclass(frozen=True, slots=True)
class Said:
    """A placeholder in words: `text`, a link where there is one, and the explanation that follows a new term."""

    text: str
    url: str = ""
    note: str = ""
    term: bool = False

    @property
    def html(self) -> str:
        text = escape(self.text)
        if self.term and self.note:
            gloss = f'<span class="gloss">（{escape(self.note)}）</span>'
            return f'<dfn id="{escape(term_anchor(self.text))}">{text}</dfn>{gloss}'
        note = f'<span class="law-note">（{escape(self.note)}）</span>' if self.note else ""
        if self.url:
            kind = "term" if self.term else "law"
            return f'<a class="{kind}" href="{escape(self.url)}">{text}</a>{note}'
        return text + note

    @property
    def plain(self) -> str:
        return f"{self.text}（{self.note}）" if self.note else self.text


def term_anchor(term: str) -> str:
    return f"term-{term}"


@dataclass
class Voice:
    """Speaks the placeholders of one page on one day; a term is explained the first time it is spoken."""

    law: Lawbook
    glossary: Glossary
    day: date
    explained: set[str] = field(default_factory=set)

    def say(self, one: Placeholder) -> Said:
        if one.kind is Kind.LAW:
            return cite(self.law, one.name, self.day)
        if one.kind is Kind.PARAM:
            return figure(self.law, one.name, self.day)
        return self.explain(one.name)

    def explain(self, term: str) -> Said:
        if term in self.explained:
            return Said(term, f"#{term_anchor(term)}", term=True)
        self.explained.add(term)
        return Said(term, note=self.glossary.by_term[term].plain, term=True)


def cite(law: Lawbook, ref: str, day: date) -> Said:
    """`instrument#article` of the newest numbering as it reads on `day`; where it could not be cited then, says why."""
    name, _, number = ref.partition("#")
    found = law.trace(name, number, day)
    if found:
        return Said(found.named, found.url)
    row = law.instrument(name)
    later = next((one for start in row.starts if start > day and (one := law.trace(name, number, start))), None)
    if later:
        return Said(later.named, note=not_yet(row, later, day))
    return Said(f"《{row.latest.short}》", note=why_not(row, day))


def not_yet(row: Instrument, later: Citation, day: date) -> str:
    since = say_day(later.version.starts)
    return f"自{since}起是这个条号" if in_force(row, day) and later.article.printed else f"自{since}起"


def why_not(row: Instrument, day: date) -> str:
    """The last ending up to `day`: repealed, or a text we have not read."""
    past = [one for one in row.endings if one.starts <= day]
    ending = max(past, key=lambda one: one.starts, default=None)
    if ending and ending.kind is EndingKind.REPEALED:
        return f"{say_day(ending.starts)}起废止"
    return "条号未核"


def in_force(row: Instrument, day: date) -> LawVersion | None:
    try:
        return row.on(day)
    except NoLawInForce:
        return None


def figure(law: Lawbook, ref: str, day: date) -> Said:
    """`instrument.parameter` as in force on `day`; otherwise the newest figure with the day it starts or its end said."""
    name, _, parameter = ref.partition(".")
    row = law.instrument(name)
    version = in_force(row, day)
    if version and parameter in version.parameters:
        return Said(spell(version.parameters[parameter]))
    holding = [one for one in row.versions if parameter in one.parameters]
    newest = holding[-1]
    note = f"自{say_day(newest.starts)}起" if newest.starts > day else "那时的数字未核"
    return Said(spell(newest.parameters[parameter]), note=note)


def spell(value: int | str) -> str:
    """3, 22:00; a clock without its leading zero, as 8:00."""
    return str(value).removeprefix("0") if ":" in str(value) else str(value)
