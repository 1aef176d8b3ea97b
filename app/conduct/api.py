"""GET /api/v1/conduct and POST /api/v1/conduct/check: stateless."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from app.conduct.assess import assess, standing
from app.conduct.model import ConductBook
from app.conduct.said import CheckRequest, CheckResponse, problems_with, say_assessment
from app.domain.case import CreditorKind
from app.domain.finding import Verdict
from app.domain.law import Lawbook
from app.web.deps import AsOf, Today, provided
from app.web.errors import MOST_SAID, Refusal, problem_responses

router = APIRouter(prefix="/api/v1/conduct", tags=["conduct"])

Book = Annotated[ConductBook, Depends(provided(ConductBook))]
Law = Annotated[Lawbook, Depends(provided(Lawbook))]


class ListedConduct(BaseModel):
    """`verdicts` by kind of creditor on the day asked; a kind that cannot show the conduct is not listed."""

    slug: str = Field(examples=["night-contact"])
    name: str
    category: str
    tier: int
    looks_like: str
    url: str
    verdicts: dict[CreditorKind, Verdict]


class ListedConducts(BaseModel):
    as_of: str
    conducts: list[ListedConduct]


@router.get("", responses=problem_responses(422), summary="所有行为，以及那一天的结论")
def list_conducts(book: Book, law: Law, day: AsOf) -> ListedConducts:
    listed = []
    for conduct in book.conducts:
        findings = {kind: standing(book, conduct, kind, day, law) for kind in CreditorKind}
        listed.append(
            ListedConduct(
                slug=conduct.slug,
                name=conduct.file.name,
                category=conduct.file.category,
                tier=conduct.file.tier,
                looks_like=conduct.file.looks_like,
                url=conduct.url,
                verdicts={kind: finding.verdict for kind, finding in findings.items() if finding},
            )
        )
    return ListedConducts(as_of=day.isoformat(), conducts=listed)


@router.post("/check", responses=problem_responses(413, 422, 429), summary="按每次联系当天的法律判断")
def check(request: CheckRequest, book: Book, law: Law, today: Today) -> CheckResponse:
    problems = tuple(islice(problems_with(request.contacts, book, today), MOST_SAID))
    if problems:
        raise Refusal(422, problems=problems)
    return say_assessment(assess(book, request.contacts, request.debt, law), book.questions)
