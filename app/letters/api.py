"""GET /api/v1/letters, GET and POST /api/v1/letters/{slug}: stateless."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path
from fastapi.responses import Response
from pydantic import BaseModel

from app.content.model import nearest
from app.domain.acts import ActChoices
from app.domain.document import Document
from app.domain.finding import Assessment, Assessor
from app.domain.law import Lawbook
from app.letters.compose import compose
from app.letters.faces import Face, draw, headers, wanted_face
from app.letters.model import Letter, LetterBook
from app.letters.said import (
    ComposedResponse,
    LetterRequest,
    LetterResponse,
    ListedLetters,
    contact_problems,
    say_composition,
    say_letter,
    say_listed,
)
from app.rendering.fonts import RareCharacters
from app.rendering.pdf import Typesetter
from app.rendering.short import shorten
from app.web.deps import Today, provided
from app.web.errors import Refusal, problem_responses

router = APIRouter(prefix="/api/v1/letters", tags=["letters"])

Book = Annotated[LetterBook, Depends(provided(LetterBook))]
Law = Annotated[Lawbook, Depends(provided(Lawbook))]
Judge = Annotated[Assessor, Depends(provided(Assessor))]
Choices = Annotated[ActChoices, Depends(provided(ActChoices))]
Setter = Annotated[Typesetter, Depends(provided(Typesetter))]
Slug = Annotated[str, Path(examples=["stop-unlawful-collection"], max_length=80)]
FACES: dict[str, dict[str, object]] = {face.value: {} for face in (Face.PDF, Face.DOCX, Face.TEXT)}


def find(book: LetterBook, slug: str) -> Letter:
    letter = book.get(slug)
    if letter is None:
        hint = nearest(slug, book.by_slug).replace("; did you mean", "是不是").replace("?", "？")
        raise Refusal(404, "没有这种文书", hint or "文书的名字可在 /api/v1/letters 查看。")
    return letter


def carried(face: Face, document: Document, typesetter: Typesetter) -> Response:
    """The letter as a download. Raises Refusal 422 for characters no font can draw."""
    try:
        return Response(draw(face, document, typesetter), headers=headers(face, document))
    except RareCharacters as failure:
        raise Refusal(422, problems=failure.problems) from None


@router.get("", summary="所有文书")
def list_letters(book: Book) -> ListedLetters:
    return ListedLetters(letters=[say_listed(letter) for letter in book.letters])


@router.get("/{slug}", responses=problem_responses(404, 422), summary="一种文书：要填什么、怎么寄，以及它自己的例子")
def read_letter(slug: Slug, book: Book) -> LetterResponse:
    return say_letter(find(book, slug), book)


@router.post(
    "/{slug}",
    response_model=ComposedResponse,
    responses={
        200: {"description": "文书；要哪种格式写在 Accept 里", "content": FACES},
        **problem_responses(404, 406, 413, 422, 429),
    },
    summary="写一份文书（JSON、PDF、DOCX 或纯文字）",
)
def write_letter(
    slug: Slug,
    asked: LetterRequest,
    book: Book,
    law: Law,
    judge: Judge,
    choices: Choices,
    typesetter: Setter,
    today: Today,
    accept: Annotated[str, Header(description="要哪种格式", examples=["application/pdf"])] = "",
) -> Response | BaseModel:
    letter = find(book, slug)
    face = wanted_face(accept)
    if face is None:
        raise Refusal(406)
    day = asked.on or today
    problems = contact_problems(asked.contacts, choices)
    if problems:
        raise Refusal(422, problems=problems[:100])
    assessment = judge(asked.debt, asked.contacts) if asked.debt else Assessment()
    composed = compose(
        book, letter, asked.answers, asked.debt, asked.contacts, assessment, law, day, asked.files, asked.paragraphs
    )
    if composed.document is None:
        raise Refusal(422, problems=composed.stopped_by)
    if face is Face.JSON:
        return say_composition(letter, composed, composed.document, day, asked.limit)
    if face is Face.TEXT and asked.limit:
        return Response(shorten(composed.document, asked.limit).text, headers=headers(face, composed.document))
    return carried(face, composed.document, typesetter)
