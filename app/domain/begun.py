"""What a borrower began to write and may want to go on with."""

from __future__ import annotations

from app.domain.case import CaseFacts
from app.domain.link import Link, Links

LETTERS = "letters"


def begun_letters(facts: CaseFacts, links: Links) -> tuple[Link, ...]:
    """The letters with something written in them, the one begun last first. A letter that is no more is left out."""
    slugs = dict.fromkeys(
        slug for kept in (facts.answers, facts.paragraphs) for slug, written in kept.items() if written
    )
    found = (links.get(f"{LETTERS}/{slug}") for slug in reversed(slugs))
    return tuple(link for link in found if link is not None)
