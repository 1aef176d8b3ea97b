"""One document, several faces: which one a request wants, its bytes, and the headers that go with them."""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import quote

from app.domain.document import Document
from app.rendering.face import Face as DrawnFace
from app.rendering.face import drawn
from app.rendering.pdf import Typesetter
from app.web.accept import preferred


class Face(StrEnum):
    """The media types a letter can be had in."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    TEXT = "text/plain"
    JSON = "application/json"


SUFFIXES = {Face.PDF: "pdf", Face.DOCX: "docx", Face.TEXT: "txt"}


def wanted_face(accept: str) -> Face | None:
    """The face an Accept header asks for, JSON where it does not care; None for what we do not have."""
    media = preferred(accept, (Face.JSON, Face.PDF, Face.DOCX, Face.TEXT))
    return None if media is None else Face(media)


def draw(face: Face, document: Document, typesetter: Typesetter) -> bytes:
    """The document in this face, any but JSON. Raises RareCharacters, naming what no font can draw."""
    return drawn(DrawnFace(SUFFIXES[face]), document, typesetter)


def headers(face: Face, document: Document) -> dict[str, str]:
    """A download named after the letter; nothing on the way may keep it."""
    name = f"{document.kind}.{SUFFIXES[face]}"
    told = quote(f"{document.title}.{SUFFIXES[face]}", safe="")
    return {
        "Content-Disposition": f"attachment; filename=\"{name}\"; filename*=UTF-8''{told}",
        "Content-Type": f"{face.value}; charset=utf-8" if face is Face.TEXT else face.value,
        "Cache-Control": "no-store",
    }
