"""Where to go and what to write about a finding, as far as it serves every kind of lender it may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.conduct.model import Conduct, Routing
from app.domain.case import CollectorKind, CreditorKind, Debt
from app.domain.finding import Verdict


def channels(conduct: Conduct, debt: Debt, verdict: Verdict, routing: Routing) -> tuple[str, ...]:
    """Where to go, in the conduct's order, as far as the place is competent for every kind of lender it may be."""
    first, *others = (channels_of(conduct, kind, verdict, routing) for kind in debt.creditor.kinds)
    chosen = [slug for slug in first if all(slug in other for other in others)]
    if debt.collector.kind is CollectorKind.LAW_FIRM:
        chosen += routing.law_firm_also
    return tuple(dict.fromkeys(chosen))


def channels_of(conduct: Conduct, creditor: CreditorKind, verdict: Verdict, routing: Routing) -> list[str]:
    wanted = conduct.file.channels
    if creditor is not CreditorKind.PRIVATE_LENDER:
        return [slug for slug in wanted if serves(routing.channels, slug, creditor)]
    serious = verdict in (Verdict.CRIME, Verdict.PUBLIC_SECURITY)
    first = routing.private_serious if serious else routing.private_other
    return [*first, *(slug for slug in wanted if slug in routing.private_also)]


def letters(conduct: Conduct, creditors: Iterable[CreditorKind], routing: Routing) -> tuple[str, ...]:
    return tuple(
        slug for slug in conduct.file.letters if all(serves(routing.letters, slug, kind) for kind in creditors)
    )


def serves(table: Mapping[str, frozenset[CreditorKind] | None], slug: str, creditor: CreditorKind) -> bool:
    kinds = table.get(slug, frozenset())
    return kinds is None or creditor in kinds
