"""One document, several faces: which one a request wants, its bytes, and the headers that go with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from app.domain.document import Document
from app.rendering.pdf import Typesetter
from app.rendering.text import text


class Face(StrEnum):
    """The media types a letter can be had in."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    TEXT = "text/plain"
    JSON = "application/json"


SUFFIXES = {Face.PDF: "pdf", Face.DOCX: "docx", Face.TEXT: "txt"}


@dataclass(frozen=True)
class Wish:
    """One entry of an Accept header."""

    media: str
    weight: float

    def covers(self, face: Face) -> bool:
        return self.media in ("*/*", face.value) or self.media == face.value.split("/")[0] + "/*"

    @property
    def exactness(self) -> int:
        return 0 if self.media == "*/*" else 1 if self.media.endswith("/*") else 2


def wishes(accept: str) -> list[Wish]:
    found = []
    for part in accept.split(","):
        media, *parameters = [piece.strip().lower() for piece in part.split(";")]
        weight = next((one.removeprefix("q=") for one in parameters if one.startswith("q=")), "1")
        try:
            found.append(Wish(media, float(weight)))
        except ValueError:
            continue
    return [one for one in found if one.media]


def wanted_face(accept: str) -> Face | None:
    """The face an Accept header asks for, JSON where it does not care; None for what we do not have."""
    asked = wishes(accept) or [Wish("*/*", 1.0)]
    ranked = []
    for place, face in enumerate((Face.JSON, Face.PDF, Face.DOCX, Face.TEXT)):
        fitting = [one for one in asked if one.covers(face)]
        if fitting:
            closest = max(fitting, key=lambda one: one.exactness)
            ranked.append((closest.weight, closest.exactness, -place, face))
    best = max(ranked, default=None)
    return best[3] if best and best[0] > 0 else None


def docx(document: Document, typesetter: Typesetter) -> bytes:
    """Loaded with the first Word file: most workers start sooner, and seven megabytes lighter, without."""
    from app.rendering.docx import docx as drawn

    return drawn(document, typesetter.picture)


def draw(face: Face, document: Document, typesetter: Typesetter) -> bytes:
    """The document in this face, any but JSON. Raises RareCharacters, naming what no font can draw."""
    makers: Mapping[Face, Callable[[], bytes]] = {
        Face.PDF: lambda: typesetter.pdf(document),
        Face.DOCX: lambda: docx(document, typesetter),
        Face.TEXT: lambda: (text(document).text + "\n").encode(),
    }
    return makers[face]()


def headers(face: Face, document: Document) -> dict[str, str]:
    """A download named after the letter; nothing on the way may keep it."""
    name = f"{document.kind}.{SUFFIXES[face]}"
    told = quote(f"{document.title}.{SUFFIXES[face]}", safe="")
    return {
        "Content-Disposition": f"attachment; filename=\"{name}\"; filename*=UTF-8''{told}",
        "Content-Type": f"{face.value}; charset=utf-8" if face is Face.TEXT else face.value,
        "Cache-Control": "no-store",
    }
