"""One case as five letters with their annexes, in process: composed and set; and the whole archive of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import median

from app.catalogue import Catalogue
from app.conduct.assess import assess
from app.domain.case import CaseFacts, Debt
from app.domain.contact import Contact
from app.letters.compose import compose
from app.letters.dossier import Paper, papers_of
from app.letters.dossier_file import zipped
from app.letters.model import Composition, Letter
from app.rendering.pdf import Typesetter
from bench.case import contacts
from bench.figure import Figure, milliseconds
from bench.packing import busy, own_files, pack

DEBT = Debt.model_validate({"creditor": {"kind": "bank-loan", "name": "某某银行股份有限公司"}, "online": True})
MOST = 1.0
ROWS = 300
TIMES = 5
ON = date(2026, 11, 21)


def measure(catalogue: Catalogue, rows: int = ROWS, times: int = TIMES) -> Sequence[Figure]:
    """Processor time, the first run left out: it loads the fonts."""
    facts = CaseFacts(debt=DEBT, contacts=with_threats(contacts(rows)), files=own_files(12), answers=answers(catalogue))
    setter = Typesetter()
    papers = written(catalogue, facts)
    ready = [one for one in papers if one.ready]

    def as_pdf() -> None:
        for one in written(catalogue, facts):
            if one.composed and one.composed.document:
                setter.pdf(one.composed.document)

    def archive() -> None:
        evidence = pack(catalogue, DEBT, facts.contacts, facts.files)
        zipped(catalogue.dossier, written(catalogue, facts), evidence, setter, ON)

    letters = [busy(as_pdf) for _ in range(times + 1)][1:]
    whole = [busy(archive) for _ in range(times + 1)][1:]
    name = f"{len(ready)} letters of one case of {rows} contacts, with their annexes, as PDF: processor time"
    return [
        Figure(name, milliseconds(letters), f"at most {MOST * 1000:,.0f} ms", median(letters) <= MOST),
        Figure("… all as PDF, DOCX and text with the evidence pack, in one archive", milliseconds(whole)),
    ]


def with_threats(log: Sequence[Contact]) -> tuple[Contact, ...]:
    """Every tenth with what a police station is written about."""
    return tuple(
        one.model_copy(update={"acts": ("threaten-harm",), "words": "不还就打断你的腿"}) if place % 10 == 0 else one
        for place, one in enumerate(log)
    )


def answers(catalogue: Catalogue) -> dict[str, dict[str, object]]:
    """What each letter's own first example says."""
    slugs = [slug for entry in catalogue.dossier.papers for slug in entry.letters]
    return {slug: dict(catalogue.letters.by_slug[slug].file.examples[0].answers) for slug in slugs}


def written(catalogue: Catalogue, facts: CaseFacts) -> tuple[Paper, ...]:
    assessment = assess(catalogue.conducts, facts.contacts, DEBT, catalogue.law)

    def write(letter: Letter, known: CaseFacts) -> Composition:
        answers = known.answers[letter.slug]
        return compose(
            catalogue.letters, letter, answers, DEBT, facts.contacts, assessment, catalogue.law, ON, facts.files
        )

    return papers_of(catalogue.dossier, catalogue.letters, facts, write)
