"""A letter or court paper as blocks. Preview, print page, PDF, DOCX and text only draw it.

Every string is plain text: a renderer must never read markup into it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.drawing import check_drawing


class Form(StrEnum):
    """Page conventions (shared/letters/README, 版式): letters and complaints, papers for a court; evidence is set closer."""

    LETTER = "letter"
    COURT = "court"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is 一、…, level 2 （一）…; the title of the document is not a Heading."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Salutation:
    """称谓: flush left, ending in a full-width colon."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Numbered:
    """1．… 2．… ; each item one paragraph. `foremost` are their places in the order in which they matter, for a face that
    has no room for all; empty: as they stand."""

    items: tuple[str, ...]
    foremost: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` are relative column widths, as many as header cells."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing of our own: SVG, what it shows in words (`alt`), and its title. Raises DrawingRefused for any other SVG."""

    svg: str
    alt: str
    caption: str = ""

    def __post_init__(self) -> None:
        check_drawing(self.svg)


@dataclass(frozen=True, slots=True)
class Addressed:
    """此致 / the court's full name on a line of its own."""

    name: str


@dataclass(frozen=True, slots=True)
class Signature:
    """落款, bottom right: who signs, and the day (hand-written where None)."""

    role: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Enclosures:
    """附件：1．…（2页）"""

    items: tuple[str, ...]
    lead: str = "附件"


@dataclass(frozen=True, slots=True)
class Annex:
    """Starts a new page with its own title (附表一 联系记录)."""

    title: str


Block = Heading | Salutation | Paragraph | Numbered | Table | Figure | Addressed | Signature | Enclosures | Annex


@dataclass(frozen=True, slots=True)
class Document:
    """One document with several faces. `checklist` (办理清单) is for the borrower and never part of what is sent."""

    kind: str
    title: str
    form: Form
    blocks: tuple[Block, ...]
    checklist: tuple[str, ...]
    on: date
    law_on: date
    content_version: str
    subject: str = ""
