"""Guidance as HTML and as plain units. Pure in (page, day); cached for each span of days without a change of its law."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from html import escape

from markdown_it.token import Token

from app.domain.law import Citation, Lawbook
from app.domain.markup import Kind, Placeholder, fill, placeholders
from app.guidance.citing import Said, Voice, cite
from app.guidance.explaining import split, unexplained
from app.guidance.marks import PLACEHOLDER, anchor, inline, tokens
from app.guidance.model import Guide, GuideBook, MythEntry, WrongEntry

CACHED_PAGES = 512


class UnitKind(StrEnum):
    LEAD = "lead"
    TERM = "term"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    ROW_END = "row-end"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of plain text. `cited` is the name of a law, `gloss` an explanation that interrupts its sentence."""

    text: str
    cited: bool = False
    gloss: bool = False
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A heading, paragraph, list item or table cell as plain text. `level` is the heading's, or the item's depth."""

    kind: UnitKind
    pieces: tuple[Piece, ...] = ()
    level: int = 0

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str


# A citation as of the day, or words where the text could not be cited then.
Source = Citation | Said


@dataclass(frozen=True, slots=True)
class Wrong:
    """A “这条常被写错” box, with its articles as of the day."""

    wrong: str
    right: str
    sources: tuple[Said, ...]

    @property
    def basis(self) -> str:
        """Its articles in words."""
        return "、".join(one.plain for one in self.sources)


@dataclass(frozen=True)
class Rendered:
    """A page on a day: `lead` and `body` are safe HTML, `units` the same as plain text, `sources` its citations.

    `lead_terms` are the legal terms of the lead with their explanations, to be shown right under it.
    """

    guide: Guide
    law_on: date
    lead: str
    lead_terms: tuple[Said, ...]
    body: str
    units: tuple[Unit, ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    wrongs: tuple[Wrong, ...]

    @cached_property
    def summary(self) -> str:
        """The answer as plain text, for link previews and lists."""
        return self.units[0].text

    @property
    def running(self) -> str:
        """Its text without headings and link texts, where a legal term has to be explained at its first use."""
        return running(self.units)


def running(units: Sequence[Unit]) -> str:
    """Explanations count as explanations, but not as uses of the terms they hold."""
    kept = [unit for unit in units if unit.kind not in (UnitKind.HEADING, UnitKind.TERM)]
    return "\n".join("".join(map(heard, unit.pieces)) for unit in kept)


def heard(piece: Piece) -> str:
    return "\0" if piece.linked else "（\0）" if piece.gloss else piece.text


@dataclass(frozen=True)
class Script:
    """What of a page is the same on every day: its parsed text, the terms it leaves dark, the days its law changes."""

    lead: list[Token]
    body: list[Token]
    dark: frozenset[str]
    changes: tuple[date, ...]


class Renderer:
    """Draws the pages of a book. One drawing serves all days between two changes of the law the page speaks of."""

    def __init__(self, book: GuideBook, law: Lawbook) -> None:
        self.book = book
        self.law = law
        self.script = cache(self.read)
        self.cached = lru_cache(maxsize=CACHED_PAGES)(self.draw)

    def page(self, guide: Guide, day: date) -> Rendered:
        changes = self.script(guide.ref).changes
        place = bisect_right(changes, day)
        return self.cached(guide.ref, changes[place - 1] if place else date.min)

    def read(self, ref: str) -> Script:
        guide = self.book.by_ref[ref]
        lead, body = inline(guide.file.answer), tokens(guide.body)
        trial = Drawing(Voice(self.law, self.book.glossary, guide.file.checked_on))
        trial.lead(lead)
        trial.body(body)
        dark = unexplained(running(trial.units), self.book.glossary)
        changes = {day for name in spoken_of(guide, self.book.myths) for day in self.law.instrument(name).starts}
        return Script(lead, body, frozenset(dark), tuple(sorted(changes)))

    def draw(self, ref: str, day: date) -> Rendered:
        guide, script = self.book.by_ref[ref], self.script(ref)
        drawing = Drawing(Voice(self.law, self.book.glossary, day), script.dark)
        lead = drawing.lead(script.lead)
        body = drawing.body(script.body)
        return Rendered(
            guide=guide,
            law_on=day,
            lead=lead,
            lead_terms=tuple(drawing.lead_terms),
            body=body,
            units=tuple(drawing.units),
            sections=tuple(drawing.sections),
            sources=tuple(self.source(ref, day) for ref in guide.file.law),
            wrongs=tuple(self.wrongs(guide, day)),
        )

    def wrongs(self, guide: Guide, day: date) -> Iterator[Wrong]:
        """The page's own boxes, then the myths that name the page."""
        yield from (self.wrong(entry, day) for entry in guide.file.often_wrong)
        yield from (self.myth(myth, day) for myth in self.book.myths if guide.ref in myth.pages)

    def source(self, ref: str, day: date) -> Source:
        name, _, number = ref.partition("#")
        return self.law.trace(name, number, day) or cite(self.law, ref, day)

    def wrong(self, entry: WrongEntry, day: date) -> Wrong:
        voice = Voice(self.law, self.book.glossary, day)
        right = fill(entry.right, lambda one: voice.say(one).plain)
        return Wrong(entry.wrong, right, (cite(self.law, entry.source, day),) if entry.source else ())

    def myth(self, entry: MythEntry, day: date) -> Wrong:
        return Wrong(entry.wrong, entry.right, tuple(cite(self.law, source, day) for source in entry.sources))

    def line(self, text: str, day: date) -> str:
        """One line of Markdown as HTML (a step of the route map)."""
        return Drawing(Voice(self.law, self.book.glossary, day)).inline(inline(text))[0]

    def plain(self, text: str, day: date) -> str:
        """The same as plain text."""
        pieces = Drawing(Voice(self.law, self.book.glossary, day)).inline(inline(text))[1]
        return "".join(piece.text for piece in pieces)


def spoken_of(guide: Guide, myths: Sequence[MythEntry]) -> set[str]:
    """The instruments whose changes may change the page."""
    file = guide.file
    texts = (file.answer, guide.body, *(entry.right for entry in file.often_wrong))
    named = [one.name for text in texts for one in placeholders(text) if one.kind in (Kind.LAW, Kind.PARAM)]
    told = [source for myth in myths if guide.ref in myth.pages for source in myth.sources]
    refs = [*file.law, *(entry.source for entry in file.often_wrong if entry.source), *named, *told]
    return {re.split("[#.]", ref, maxsplit=1)[0] for ref in refs}


OPENINGS = {"em_open": "<em>", "strong_open": "<strong>", "s_open": "<s>", "hardbreak": "<br>\n"}
CLOSINGS = {"em_close": "</em>", "strong_close": "</strong>", "s_close": "</s>", "link_close": "</a>"}
# A cell that would look broken on two lines: an amount with its unit, a name of a few characters.
WHOLE = re.compile(r"[\d,.]+(?:元|天|年|%)|.{1,4}")
# Numbered, so that a screen reader can tell the tables of a page apart.
TABLE_OPEN = '<div class="table-scroll" role="region" aria-label="表格{number}" tabindex="0"><table>'


class Drawing:
    """One walk over the tokens of a page, writing HTML and plain units side by side."""

    def __init__(self, voice: Voice, dark: frozenset[str] = frozenset()) -> None:
        self.voice = voice
        self.dark = dark
        self.in_lead = False
        self.lead_terms: list[Said] = []
        self.units: list[Unit] = []
        self.sections: list[Section] = []
        self.ids: set[str] = set()
        self.tables = 0

    def lead(self, row: Sequence[Token]) -> str:
        self.in_lead = True
        html, pieces = self.inline(row)
        self.in_lead = False
        self.units.append(Unit(UnitKind.LEAD, pieces))
        self.units += [Unit(UnitKind.TERM, (Piece(f"{one.text}：{one.note}"),)) for one in self.lead_terms]
        return html

    def explain(self, term: str) -> Said:
        """In the lead a term only points to its explanation right under it: the answer stays short."""
        said = self.voice.explain(term)
        if not self.in_lead or not said.note:
            return said
        self.lead_terms.append(said)
        return self.voice.explain(term)

    def body(self, row: Sequence[Token]) -> str:
        return "".join(self.blocks(row))

    def blocks(self, row: Sequence[Token]) -> Iterator[str]:
        depth = 0
        holder: Token | None = None
        for token in row:
            if token.type in ("bullet_list_open", "ordered_list_open"):
                depth += 1
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                depth -= 1
            if token.type == "inline":
                yield self.written(token, holder, depth)
            else:
                yield self.tag(token, row)
                holder = token if token.nesting == 1 else None
                if token.type == "tr_close":
                    self.units.append(Unit(UnitKind.ROW_END))

    def tag(self, token: Token, row: Sequence[Token]) -> str:
        """The tag of a block token; a tight list's paragraphs are hidden, a heading gets its id with its text."""
        if token.hidden or token.type == "heading_open":
            return ""
        if token.type == "table_open":
            self.tables += 1
            return TABLE_OPEN.format(number=self.tables)
        if token.type == "table_close":
            return "</table></div>\n"
        if token.type == "hr":
            return "<hr>\n"
        if token.nesting == -1:
            return f"</{token.tag}>\n"
        scope = ' scope="col"' if token.tag == "th" else ""
        first = token.attrGet("start")
        start = f' start="{first}"' if first else ""
        return f"<{token.tag}{scope}{start}>"

    def written(self, token: Token, holder: Token | None, depth: int) -> str:
        kind = holder.type if holder else ""
        if kind == "heading_open" and holder:
            return self.heading(token, holder)
        html, pieces = self.inline(token.children or [])
        cell = kind in ("td_open", "th_open")
        if kind == "td_open" and WHOLE.fullmatch("".join(piece.text for piece in pieces)):
            html = f'<span class="whole">{html}</span>'
        self.units.append(
            Unit(UnitKind.CELL if cell else UnitKind.ITEM if depth else UnitKind.PARAGRAPH, pieces, depth)
        )
        return html

    def heading(self, token: Token, opening: Token) -> str:
        html, pieces = self.inline(token.children or [], explain=False)
        level = int(opening.tag[1:])
        title = "".join(piece.text for piece in pieces)
        name = self.unused(anchor(title))
        if level == 2:
            self.sections.append(Section(name, title))
        self.units.append(Unit(UnitKind.HEADING, pieces, level))
        return f'<{opening.tag} id="{escape(name)}">{html}'

    def unused(self, name: str) -> str:
        """The id, numbered where the page has it already."""
        free = name
        while free in self.ids:
            free = f"{name}-{sum(one.startswith(name) for one in self.ids) + 1}"
        self.ids.add(free)
        return free

    def inline(self, row: Sequence[Token], explain: bool = True) -> tuple[str, tuple[Piece, ...]]:
        """HTML and plain pieces. Inside a link nothing is linked again; headings name terms without explaining them."""
        html: list[str] = []
        pieces: list[Piece] = []
        inside = False
        for token in row:
            inside = token.type == "link_open" or (inside and token.type != "link_close")
            if token.type == PLACEHOLDER:
                written = self.spoken(token.meta["placeholder"], inside, explain and not inside)
            elif token.type == "text" and explain and not inside:
                written = self.enlightened(token.content)
            else:
                written = [(mark(token), Piece(bare(token), linked=inside))]
            html += [one for one, _ in written]
            pieces += [piece for _, piece in written if piece.text]
        return "".join(html), tuple(pieces)

    def spoken(self, one: Placeholder, inside: bool, explain: bool) -> list[tuple[str, Piece]]:
        if one.kind is Kind.TERM:
            said = self.explain(one.name) if explain else Said(one.name)
        else:
            said = self.voice.say(one)
        if inside:
            return [(escape(said.text), Piece(said.text, linked=True))]
        return shown(said)

    def enlightened(self, text: str) -> list[tuple[str, Piece]]:
        """Text with the terms the page leaves in the dark explained where they first stand."""
        wanted = self.dark - self.voice.explained
        if not any(term in text for term in wanted):
            return [(escape(text), Piece(text))]
        found: list[tuple[str, Piece]] = []
        for words, is_term in split(text, wanted, self.voice.glossary):
            found += shown(self.explain(words)) if is_term else [(escape(words), Piece(words))]
        return found


def shown(said: Said) -> list[tuple[str, Piece]]:
    word = Piece(said.text, cited=not said.term and said.text.startswith("《"))
    gloss = [("", Piece(f"（{said.note}）", gloss=True))] if said.note else []
    return [(said.html, word), *gloss]


def bare(token: Token) -> str:
    """What an inline token says in plain text."""
    if token.type in ("text", "code_inline"):
        return token.content
    return "\n" if token.type == "hardbreak" else ""


def mark(token: Token) -> str:
    """One inline token as HTML. A line break in the source is nothing: Chinese has no space between words."""
    if token.type == "link_open":
        target = str(token.attrGet("href") or "")
        outside = ' rel="noopener noreferrer"' if target.startswith("http") else ""
        return f'<a href="{escape(target)}"{outside}>'
    if token.type == "code_inline":
        return f"<code>{escape(token.content)}</code>"
    return OPENINGS.get(token.type) or CLOSINGS.get(token.type) or escape(token.content)
