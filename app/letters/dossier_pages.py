"""/letters/dossier: one case as several papers, what each still lacks, and all of them in one ZIP; the same by API."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from app.domain.acts import ActChoices
from app.domain.case import CaseFacts, Debt
from app.domain.case_file import MOST_CONTACTS
from app.domain.contact import Contact
from app.domain.evidence_papers import EvidencePapers
from app.domain.finding import Assessment
from app.domain.moment import Day
from app.domain.own_file import OwnFiles
from app.domain.own_paragraph import OwnParagraphs
from app.letters.desk import PRIVATE, AtDesk, Setter
from app.letters.dossier import DossierFile, Paper, papers_of, unknown_answers, unknown_letters
from app.letters.dossier_file import zipped
from app.letters.said import contact_problems
from app.rendering.fonts import RareCharacters
from app.web.deps import Today, provided
from app.web.errors import Refusal, problem_responses
from app.web.pages import page
from app.web.session import VisitDep

router = APIRouter()

ZIP = "application/zip"
NOTHING = "还没有一封写好。先填一封信，或者记下一次联系。"


class DossierDesk:
    """What it takes: who gets which letter, the desk they are written at, the evidence pack, the compiler."""

    def __init__(
        self,
        file: Annotated[DossierFile, Depends(provided(DossierFile))],
        desk: AtDesk,
        evidence: Annotated[EvidencePapers, Depends(provided(EvidencePapers))],
        typesetter: Setter,
    ) -> None:
        self.file = file
        self.desk = desk
        self.evidence = evidence
        self.typesetter = typesetter

    def papers(self, facts: CaseFacts, day: date, assessment: Assessment) -> tuple[Paper, ...]:
        return papers_of(
            self.file, self.desk.book, facts, lambda letter, known: self.desk.compose(letter, known, day, assessment)
        )

    def archive(self, facts: CaseFacts, day: date) -> Response:
        """The ZIP. Raises Refusal where nothing is written yet, or no font can draw a character."""
        assessment = self.desk.assess(facts)
        papers = self.papers(facts, day, assessment)
        if not any(one.ready for one in papers):
            raise Refusal(
                422, "还没有可以下载的", NOTHING, problems=[one for paper in papers for one in paper.lacks][:20]
            )
        try:
            payload = zipped(self.file, papers, self.evidence(facts, day, assessment), self.typesetter, day)
        except RareCharacters as failure:
            raise Refusal(422, problems=failure.problems) from None
        name = f'attachment; filename="letters-{day.isoformat()}.zip"'
        return Response(payload, media_type=ZIP, headers={**PRIVATE, "Content-Disposition": name})


AtDossier = Annotated[DossierDesk, Depends()]


@router.get("/letters/dossier", include_in_schema=False)
def show_dossier(request: Request, dossier: AtDossier, visit: VisitDep, today: Today) -> HTMLResponse:
    facts = visit.facts
    return page(
        request,
        "letters/dossier.html",
        title=dossier.file.title,
        description="同一份记录，写成给机构、监管、协会、警察和自己留的几份，一次下载。免费，不注册。",
        nav="letters",
        headers=PRIVATE,
        dossier=dossier.file,
        papers=dossier.papers(facts, today, dossier.desk.assess(facts)),
        evidence=bool(facts.contacts or facts.files),
        facts=facts,
    )


@router.get("/letters/dossier.zip", include_in_schema=False)
def download(dossier: AtDossier, visit: VisitDep, today: Today) -> Response:
    return dossier.archive(visit.facts, today)


class DossierRequest(BaseModel):
    """`answers` by letter and field; a letter without any takes the shared fields of the others. `paragraphs` by letter, as
    for one letter. Nothing of it is kept."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"answers": {"complaint-lender": {"b_name": "王某"}}, "on": "2026-11-21"}]},
    )

    answers: dict[str, dict[str, Any]] = {}
    debt: Debt | None = None
    contacts: list[Contact] = Field([], max_length=MOST_CONTACTS)
    files: OwnFiles = ()
    paragraphs: dict[str, OwnParagraphs] = {}
    on: Day | None = None


@router.post(
    "/api/v1/letters/dossier",
    tags=["letters"],
    response_class=Response,
    responses={200: {"description": "全部文书的压缩包", "content": {ZIP: {}}}, **problem_responses(413, 422, 429)},
    summary="一份事实，几封信：给机构、监管、协会、警察和自己留的（ZIP）",
)
def make_dossier(
    asked: DossierRequest,
    dossier: AtDossier,
    choices: Annotated[ActChoices, Depends(provided(ActChoices))],
    today: Today,
) -> Response:
    problems = contact_problems(asked.contacts, choices)
    book = dossier.desk.book
    problems += unknown_letters(book, asked.answers, "answers")
    problems += unknown_letters(book, asked.paragraphs, "paragraphs")
    problems += unknown_answers(book, asked.answers)
    if problems:
        raise Refusal(422, problems=problems[:100])
    facts = CaseFacts(
        debt=asked.debt,
        contacts=tuple(asked.contacts),
        answers=asked.answers,
        files=asked.files,
        paragraphs=asked.paragraphs,
    )
    return dossier.archive(facts, asked.on or today)
