"""What the pages and the API of the pack share: from the case to its document, and to a download."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Depends
from fastapi.responses import Response

from app.domain.acts import ActChoices
from app.domain.case import CaseFacts
from app.domain.document import Document
from app.domain.finding import Assessment, Assessor
from app.evidence.pack import Case, compose_pack
from app.evidence.pack_words import PackWords
from app.rendering.face import Face, content_disposition, drawn
from app.rendering.pdf import Typesetter
from app.rendering.wording import strings
from app.web.deps import provided
from app.web.site import EditionDep

PRIVATE = {"Cache-Control": "no-store"}
NOTHING = "还没有可以列的证据。先记下一次联系，或者登记一份录音、截图。"


class PackDesk:
    """What it takes to make a pack: its words, the judge, the names of what may be ticked, the compiler."""

    def __init__(
        self,
        words: Annotated[PackWords, Depends(provided(PackWords))],
        judge: Annotated[Assessor, Depends(provided(Assessor))],
        acts: Annotated[ActChoices, Depends(provided(ActChoices))],
        typesetter: Annotated[Typesetter, Depends(provided(Typesetter))],
        edition: EditionDep,
    ) -> None:
        self.words = words
        self.judge = judge
        self.acts = acts
        self.typesetter = typesetter
        self.version = edition.content

    def case(self, facts: CaseFacts, assessment: Assessment | None = None) -> Case:
        judged = self.assess(facts) if assessment is None else assessment
        return Case(facts.debt, facts.contacts, facts.files, judged, self.acts.names)

    def assess(self, facts: CaseFacts) -> Assessment:
        return self.judge(facts.debt, facts.contacts) if facts.debt and facts.contacts else Assessment()

    def document(self, case: Case, day: date, *, rare: bool = False) -> Document:
        return compose_pack(self.words, case, day, self.version, rare=rare)

    def rare(self, document: Document) -> int:
        """How many characters of it no font can draw."""
        return len(self.typesetter.coverage.uncovered("\n".join(strings(document))))

    def drawn(self, face: Face, case: Case, day: date) -> Response:
        """A download. What somebody said is evidence: a character no font has is printed by its number, not refused."""
        document = self.document(case, day)
        if face is Face.PDF and self.rare(document):
            document = self.document(case, day, rare=True)
        headers = {
            "Content-Disposition": content_disposition(document, face),
            "Content-Type": face.content_type,
            **PRIVATE,
        }
        return Response(drawn(face, document, self.typesetter, name_rare=True), headers=headers)


AtDesk = Annotated[PackDesk, Depends()]


def evidence_papers(
    desk: PackDesk, facts: CaseFacts, day: date, assessment: Assessment | None = None
) -> Document | None:
    """The domain's EvidencePapers over this desk."""
    case = desk.case(facts, assessment)
    if case.is_empty:
        return None
    document = desk.document(case, day)
    return desk.document(case, day, rare=True) if desk.rare(document) else document
