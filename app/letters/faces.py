"""One document, several faces: which one a request wants, and the response that carries it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from fastapi.responses import Response

from app.domain.document import Document
from app.rendering.docx import docx
from app.rendering.fonts import RareCharacters
from app.rendering.pdf import Typesetter
from app.rendering.text import text
from app.web.errors import Refusal


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


def wanted_face(accept: str) -> Face:
    """The face an Accept header asks for, JSON where it does not care. Raises Refusal 406 for what we do not have."""
    asked = wishes(accept) or [Wish("*/*", 1.0)]
    ranked = []
    for place, face in enumerate((Face.JSON, Face.PDF, Face.DOCX, Face.TEXT)):
        fitting = [one for one in asked if one.covers(face)]
        if fitting:
            closest = max(fitting, key=lambda one: one.exactness)
            ranked.append((closest.weight, closest.exactness, -place, face))
    best = max(ranked, default=None)
    if best is None or best[0] <= 0:
        raise Refusal(406)
    return best[3]


def draw(face: Face, document: Document, typesetter: Typesetter) -> bytes:
    """The document in this face. Raises Refusal 422 naming the characters no font can draw."""
    makers: Mapping[Face, Callable[[], bytes]] = {
        Face.PDF: lambda: typesetter.pdf(document),
        Face.DOCX: lambda: docx(document),
        Face.TEXT: lambda: (text(document).text + "\n").encode(),
    }
    try:
        return makers[face]()
    except RareCharacters as failure:
        raise Refusal(422, problems=failure.problems) from None


def carried(face: Face, document: Document, typesetter: Typesetter) -> Response:
    """The letter as a download, named after itself; nothing on the way may keep it."""
    body = draw(face, document, typesetter)
    name = f"{document.kind}.{SUFFIXES[face]}"
    told = quote(f"{document.title}.{SUFFIXES[face]}")
    media = f"{face.value}; charset=utf-8" if face is Face.TEXT else face.value
    headers = {
        "Content-Disposition": f"attachment; filename=\"{name}\"; filename*=UTF-8''{told}",
        "Cache-Control": "no-store",
    }
    return Response(body, media_type=media, headers=headers)
