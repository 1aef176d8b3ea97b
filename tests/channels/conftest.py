from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, partial

import pytest

from app.catalogue import Catalogue
from app.channels.question import Finder, read_question
from app.channels.referral import Referral
from app.domain.case import CreditorKind
from app.domain.finding import Finding
from app.main import route_conduct, stand_conduct

DAY = date(2026, 11, 21)
Ask = Callable[..., Referral]


@pytest.fixture(scope="session")
def finder(catalogue: Catalogue) -> Finder:
    @cache
    def standing(conduct: str, creditor: CreditorKind, day: date) -> Finding | None:
        return stand_conduct(catalogue, conduct, creditor, day)

    return Finder(catalogue.referrals, standing, partial(route_conduct, catalogue), catalogue.acts.names)


@pytest.fixture(scope="session")
def ask(finder: Finder) -> Ask:
    """ask("stop", "bank-card", "threaten-harm", matters=(…), on="…", happened="…")."""

    def answer(
        want: str,
        creditor: str,
        *conducts: str,
        matters: tuple[str, ...] = (),
        on: str = "2026-11-21",
        happened: str = "",
    ) -> Referral:
        asked = {"want": [want], "creditor": [creditor], "conduct": conducts, "matter": matters}
        question, problems = read_question(
            {**asked, "on": [on], "happened": [happened]}, finder.book, finder.names, DAY
        )
        assert question is not None, problems
        return finder.answer(question)

    return answer
