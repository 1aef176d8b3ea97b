"""The faces of one document, and the names under which they are downloaded."""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import quote

from app.domain.document import Document
from app.domain.moment import say_day
from app.rendering.pdf import Typesetter
from app.rendering.text import text
from app.rendering.wording import visible

LONGEST_TITLE = 40
NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|%#&{}$!`\'@+=;,~\x00-\x1f\x7f]|\s+')
DOTS_OUTSIDE = re.compile(r"^[.\-_]+|[.\-_]+$")
NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")


class Face(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    TEXT = "txt"

    @property
    def suffix(self) -> str:
        return f".{self.value}"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self]

    @property
    def content_type(self) -> str:
        """The media type as a header states it; text is always UTF-8."""
        return f"{self.media_type}; charset=utf-8" if self is Face.TEXT else self.media_type


MEDIA_TYPES = {
    Face.PDF: "application/pdf",
    Face.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Face.TEXT: "text/plain",
}


def drawn(face: Face, document: Document, typesetter: Typesetter, *, name_rare: bool = False) -> bytes:
    """The document in this face. For PDF as `Typesetter.pdf`: raises RareCharacters, or prints them by number."""
    if face is Face.PDF:
        return typesetter.pdf(document, name_rare=name_rare)
    if face is Face.TEXT:
        return (text(document).text + "\n").encode()
    # Loaded with the first Word file: most workers start sooner, and seven megabytes lighter, without.
    from app.rendering.docx import docx

    return docx(document, typesetter.picture)


def file_name(document: Document, face: Face) -> str:
    """停止违规催收告知函-2026年10月12日.pdf: the letter's title and its day, and nothing of the person."""
    title = NOT_IN_FILE_NAMES.sub("", visible(document.title))[:LONGEST_TITLE]
    return f"{DOTS_OUTSIDE.sub('', title) or '文书'}-{say_day(document.on)}{face.suffix}"


def ascii_name(document: Document, face: Face) -> str:
    """stop-unlawful-collection-2026-10-12.pdf, for software that reads no RFC 8187 names."""
    kind = NOT_IN_SLUGS.sub("-", document.kind.lower()).strip("-")[:60]
    return f"{kind or 'letter'}-{document.on.isoformat()}{face.suffix}"


def content_disposition(document: Document, face: Face, *, inline: bool = False) -> str:
    """The header of RFC 6266, with the Chinese name in `filename*` (RFC 8187) after an ASCII one."""
    how = "inline" if inline else "attachment"
    named = quote(file_name(document, face), safe="")
    return f"{how}; filename=\"{ascii_name(document, face)}\"; filename*=UTF-8''{named}"
