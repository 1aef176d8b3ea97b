"""PDF through Typst: tagged (PDF/UA-1), archivable (PDF/A-2a), the same bytes for the same document.

The document goes into the compiler as JSON in `sys.inputs`; the template reads strings out of it and never evaluates
them. Nothing is written to disk.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import typst

from app.domain.document import (
    Addressed,
    Annex,
    Block,
    Document,
    Enclosures,
    Figure,
    Heading,
    Numbered,
    Paragraph,
    Salutation,
    Signature,
    Table,
)
from app.domain.problem import Problem
from app.heap import give_back
from app.rendering import wording
from app.rendering.columns import column_count, content_widths, fractions, full_rows, is_short, is_tall
from app.rendering.fonts import SANS, SERIF, Coverage, FontFace, RareCharacters, directories, unfitness
from app.rendering.keeping import is_kept_with_next, kept_items
from app.rendering.picture import prepared
from app.rendering.sheet import CELL_INSET, SHEETS, Sheet, cell_padding, table_size
from app.rendering.wording import visible
from app.rendering.wrapping import breakable, day_apart

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "typst" / "letter.typ"
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
DEEPEST_HEADING = 3
UNTITLED = "文书"
# Taken out of all that people type (see `visible`), so that it cannot be mistaken.
TICKED, TICK = "☑", "\ufdd0"

PICTURE = TEMPLATE.with_name("figure.typ")
# Sharp on paper, and no larger than what offices send by mail.
PICTURE_PPI = 220.0

EMPTY = TEMPLATE.with_name("empty.typ")
# The compiler keeps what its last ten runs used. After nine empty ones, which take no time, the next letter still finds
# fonts and template, while the letter before, two megabytes of it, is gone; after ten it is gone at once.
RUNS_REMEMBERED = 10
# Letters stay below this many characters of JSON; a hundred contacts are above it (a thousand: 50 MB in the compiler).
LARGE = 12_000
# What the papers leave free in between, ten megabytes and more, goes back to the system after so many: each time costs half a
# millisecond, and the next paper as much again.
TIDY_AFTER = 10

PAGE_TREE = re.compile(rb"\n\d+ 0 obj\s*<<\s*/Type\s*/Pages\s*/Count (\d+)")

Drawn = dict[str, Any]
Say = Callable[[str], str]


class Typesetter:
    """Holds the fonts and the compiler. Make one for the process and call it from any thread.

    Letters are set one after the other by a thread of its own: what the compiler remembers stays in one place, where a
    compiler in every thread took two hundred megabytes and was no faster.
    """

    def __init__(self, font_dirs: Iterable[Path] = (), *, system_fonts: bool = True, template: Path = TEMPLATE) -> None:
        folders = [str(folder) for folder in directories(font_dirs, system=system_fonts)]
        self._fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))
        self._template = template
        self._press = ThreadPoolExecutor(1, "typesetter")
        self._until_tidy = TIDY_AFTER
        self.coverage = Coverage(regular_faces(self._fonts))

    def check(self, document: Document, *, with_checklist: bool = False) -> tuple[Problem, ...]:
        """The characters that cannot be printed, each with what to do about it. Empty: `pdf` will draw everything."""
        return self.coverage.rare_characters(document, with_checklist=with_checklist)

    def pdf(self, document: Document, *, with_checklist: bool = False, name_rare: bool = False) -> bytes:
        """The document as PDF, the borrower's checklist on a page of its own where asked for.

        Raises RareCharacters for what no font can draw, unless `name_rare`, which prints 〔U+30EDD〕 in its place.
        """
        if not name_rare and (problems := self.check(document, with_checklist=with_checklist)):
            raise RareCharacters(problems)
        drawn = draw(document, self.coverage, with_checklist=with_checklist)
        data = json.dumps(drawn, ensure_ascii=False)
        made = self._press.submit(self._compile, data, document.on).result()
        self._press.submit(self._forget, RUNS_REMEMBERED if len(data) > LARGE else RUNS_REMEMBERED - 1)
        return made

    def pages(self, document: Document) -> int:
        """How many pages the PDF has; a character no font can draw is counted as it would be named."""
        # The tree of pages stands uncompressed. What a person typed never begins an object.
        found = PAGE_TREE.search(self.pdf(document, name_rare=True))
        assert found is not None
        return int(found[1])

    def picture(self, figure: Figure, sheet: Sheet) -> bytes:
        """The figure as PNG, as wide as it stands on the page; a character no font can draw is named, 〔U+30EDD〕."""
        families = (SANS, SERIF, *self.coverage.families(wording.block_strings(figure)))
        drawn = prepared(figure, sheet, self.coverage.named, families)
        made = self._press.submit(self._expose, json.dumps(asdict(drawn) | {"fonts": families})).result()
        self._press.submit(self._forget, RUNS_REMEMBERED)
        return made

    def _expose(self, data: str) -> bytes:
        made = self._camera.compile(format="png", ppi=PICTURE_PPI, sys_inputs={"figure": data})
        assert isinstance(made, bytes)
        return made

    def _compile(self, data: str, on: date) -> bytes:
        noon = datetime(on.year, on.month, on.day, 4, tzinfo=UTC)
        made = self._compiler.compile(
            format="pdf", sys_inputs={"letter": data}, pdf_standards=STANDARDS, timestamp=noon
        )
        assert isinstance(made, bytes)
        return made

    def _forget(self, runs: int) -> None:
        for _ in range(runs):
            self._nothing.compile(format="svg")
        self._until_tidy -= 1
        if not self._until_tidy:
            give_back()
            self._until_tidy = TIDY_AFTER

    @cached_property
    def _compiler(self) -> typst.Compiler:
        return self._new_compiler(self._template)

    @cached_property
    def _camera(self) -> typst.Compiler:
        return self._new_compiler(PICTURE)

    @cached_property
    def _nothing(self) -> typst.Compiler:
        return self._new_compiler(EMPTY)

    def _new_compiler(self, source: Path) -> typst.Compiler:
        return typst.Compiler(input=str(source), root=str(source.parent), font_paths=self._fonts)


def regular_faces(fonts: typst.Fonts) -> tuple[FontFace, ...]:
    """The face Typst takes for upright text of normal weight, one a family, those fit for letters first."""
    best: dict[str, FontFace] = {}
    for info in sorted(fonts.fonts(), key=lambda info: (distance(info), info.path or "", info.index)):
        if info.path:
            best.setdefault(info.family, FontFace(info.family, Path(info.path), info.index))
    return tuple(sorted(best.values(), key=lambda face: (unfitness(face.family), face.family)))


def distance(info: typst.FontInfo) -> tuple[bool, float, int]:
    """How far a face is from the regular one."""
    return (info.style.lower() != "normal", abs(info.stretch - 1.0), abs(info.weight - 400))


def draw(document: Document, coverage: Coverage, *, with_checklist: bool = False) -> Drawn:
    """The document as the template reads it: plain data, every string ready to be printed."""
    sheet = SHEETS[document.form]
    extra = coverage.families(wording.strings(document, with_checklist=with_checklist))
    sans = (SANS, SERIF, *extra)
    return {
        "title": coverage.named(document.title) or UNTITLED,
        "heading": breakable(coverage.named(document.title), sheet.text_width / sheet.title),
        "subject": coverage.named(document.subject),
        "provenance": coverage.named(wording.provenance(document)),
        "day": [document.on.year, document.on.month, document.on.day],
        "sheet": asdict(sheet) | {"inset": CELL_INSET},
        "serif": [SERIF, SANS, *extra],
        "sans": sans,
        # What stands in many cells of a table is looked at once; the next document starts anew.
        "blocks": blocks(document, sheet, cache(ticked(coverage.named)), sans),
        "checklist": [coverage.named(item) for item in document.checklist] if with_checklist else [],
        "words": {"title": wording.CHECKLIST_TITLE, "note": wording.CHECKLIST_NOTE, "box": wording.CHECKLIST_BOX},
    }


def ticked(named: Say) -> Say:
    """As `named`, with a mark wherever the template draws a tick in a box, which the shipped fonts lack."""

    def say(text: str) -> str:
        if TICKED not in text:
            return named(text)
        # Between rails, so that the spaces and line feeds around a tick stay.
        return TICK.join(named(f"|{piece}|")[1:-1] for piece in visible(text).split(TICKED))

    return say


def blocks(document: Document, sheet: Sheet, say: Say, sans: Sequence[str]) -> list[Drawn]:
    drawn: list[Drawn] = []
    depth = inside = 0
    for place, block in enumerate(document.blocks):
        if isinstance(block, Table) and not column_count(block):
            continue
        row = draw_block(block, sheet, say, sans)
        if row["kind"] == "heading":
            # A structure tree may not skip a level, whatever the look of the heading; an annex holds its headings.
            depth = row["depth"] = min(row["level"] + inside, depth + 1)
        elif row["kind"] == "annex":
            depth = inside = 1
        row["keep"] = kept = is_kept_with_next(document.blocks, place)
        if isinstance(block, Enclosures):
            row["kept"] = kept_items(block, kept)
        drawn.append(row)
    return drawn


def draw_block(block: Block, sheet: Sheet, say: Say, sans: Sequence[str]) -> Drawn:
    line = sheet.text_width / sheet.body

    def prose(text: str) -> str:
        return breakable(say(text), line)

    match block:
        case Heading(text=text, level=level):
            return {"kind": "heading", "text": prose(text), "level": min(max(level, 1), DEEPEST_HEADING)}
        case Salutation(text=text):
            return {"kind": "prose", "lines": [prose(wording.with_colon(text))], "indent": False}
        case Paragraph(text=text, indent=indent):
            return {"kind": "prose", "lines": [*map(prose, wording.lines(text))], "indent": indent}
        case Numbered(items=items):
            return {"kind": "prose", "lines": [*map(prose, wording.numbered(items))], "indent": True}
        case Table():
            return draw_table(block, sheet, say)
        case Figure(alt=alt, caption=caption):
            shown = {"kind": "figure", "alt": wording.visible(alt), "caption": prose(caption)}
            return shown | asdict(prepared(block, sheet, say, sans))
        case Addressed(name=name):
            return {"kind": "addressed", "lead": wording.ADDRESS, "name": prose(name)}
        case Signature(role=role, on=on):
            return {"kind": "signature", "role": prose(wording.signing(role)), "day": wording.signed_on(on)}
        case Enclosures(items=items, lead=lead):
            rows = [*map(prose, wording.numbered(items))]
            return {"kind": "enclosures", "lead": prose(wording.with_colon(lead)), "items": rows}
        case Annex(title=title):
            return {"kind": "annex", "title": breakable(say(title), sheet.text_width / sheet.title)}


def draw_table(table: Table, sheet: Sheet, say: Say) -> Drawn:
    widths = content_widths(table, sheet)

    def cells(row: tuple[str, ...]) -> list[str]:
        return [breakable(day_apart(say(text), width), width) for text, width in zip(row, widths, strict=True)]

    rows = full_rows(table)
    return {
        "kind": "table",
        "caption": breakable(say(table.caption), sheet.text_width / sheet.body),
        "size": table_size(column_count(table), sheet),
        "padding": cell_padding(column_count(table)),
        "widths": fractions(table, sheet),
        "centred": [is_short(table, column) for column in range(len(widths))],
        "header": cells(table.header) if table.header else [],
        "rows": [{"cells": cells(row), "whole": not is_tall(row, widths)} for row in rows],
    }
