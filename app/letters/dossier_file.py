"""The dossier as one ZIP: each paper as PDF, DOCX and text, the evidence pack, and a page on what to send when.

The same papers give the same bytes: entries carry the day of the papers, not the clock.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.domain.document import Document
from app.letters.dossier import DossierFile, Paper
from app.rendering.face import Face, drawn, file_name
from app.rendering.pdf import Typesetter

FACES = (Face.PDF, Face.DOCX, Face.TEXT)
FOLDER = "债明白"
READ_FIRST = "先看这里.txt"
EVIDENCE = "证据材料"


def zipped(
    file: DossierFile, papers: Sequence[Paper], evidence: Document | None, typesetter: Typesetter, day: date
) -> bytes:
    """The archive. Raises RareCharacters, naming what no font can draw."""
    filled = io.BytesIO()
    with ZipFile(filled, "w", ZIP_DEFLATED) as archive:
        for name, payload in entries(file, papers, evidence, typesetter):
            entry = ZipInfo(f"{FOLDER}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, payload)
    return filled.getvalue()


def entries(
    file: DossierFile, papers: Sequence[Paper], evidence: Document | None, typesetter: Typesetter
) -> Iterator[tuple[str, bytes]]:
    yield READ_FIRST, read_first(file, papers, evidence).encode()
    for number, paper in numbered(papers):
        document = paper.composed.document if paper.composed else None
        if document:
            for face in FACES:
                name = f"{number}-{paper.entry.name}/{file_name(document, face)}"
                yield name, drawn(face, document, typesetter)
    if evidence:
        for face in (Face.PDF, Face.DOCX):
            yield f"{EVIDENCE}/{file_name(evidence, face)}", drawn(face, evidence, typesetter, name_rare=True)


def numbered(papers: Sequence[Paper]) -> Iterator[tuple[int, Paper]]:
    """The papers with the numbers of their folders; 0 where one is not ready, so that no number is missing."""
    number = 0
    for paper in papers:
        number += paper.ready
        yield (number if paper.ready else 0), paper


def read_first(file: DossierFile, papers: Sequence[Paper], evidence: Document | None) -> str:
    """What is in the archive, in which order to send it, and what each paper still wants from its writer."""
    lines = [file.title, "", *file.advice, ""]
    for number, paper in numbered(papers):
        name = f"{number}．{paper.entry.name}" if number else f"没有写好，不在这里：{paper.entry.name}"
        lines += [name, f"　{paper.entry.why}"]
        document = paper.composed.document if paper.composed else None
        if document:
            lines += [f"　《{document.title}》，{file.length(paper)}"]
            lines += [f"　□ {line}" for line in document.checklist]
        elif paper.letter:
            lines += [f"　还没写好：{problem.sentence}" for problem in paper.lacks]
        else:
            lines += [f"　{paper.entry.nobody}"]
        lines += [""]
    if evidence:
        lines += [f"{EVIDENCE}：附在信后面，信里的“联系几”“证据几”和它对得上。", ""]
    return "\r\n".join(lines)
