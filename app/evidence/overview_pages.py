"""/evidence/overview: the log as pictures, each also as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from app.domain.acts import ActChoices
from app.domain.case import CaseFacts
from app.domain.document import Figure, Table
from app.domain.law import Lawbook
from app.evidence.daybars import Rule, bars_figure, bars_table, day_bars
from app.evidence.heatmap import heat_figure, heat_map, heat_table
from app.evidence.timeline import timeline, timeline_figure, timeline_table
from app.web.deps import provided
from app.web.pages import page
from app.web.session import VisitDep

router = APIRouter(prefix="/evidence", include_in_schema=False)

# A page of a log of years stays small enough for a phone on a bad line.
MOST_LISTED = 60


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and the same in a table; `left_out` are rows of the table beyond those the page lists."""

    slug: str
    figure: Figure
    table: Table

    @property
    def shown(self) -> Table:
        return Table(self.table.header, self.table.rows[:MOST_LISTED], self.table.caption, self.table.widths)

    @property
    def left_out(self) -> int:
        return max(0, len(self.table.rows) - MOST_LISTED)


def pictures(facts: CaseFacts, law: Lawbook, acts: ActChoices) -> Iterator[Picture]:
    """The heat map, the calls per day under each rule on how often, the course of things; none that would be empty."""
    heat = heat_map(facts.contacts)
    if heat.rows:
        yield Picture("heat", heat_figure(heat), heat_table(heat))
    for rule in Rule:
        bars = day_bars(rule, facts.contacts, facts.debt, law)
        if bars.bars:
            yield Picture(rule.name.lower(), bars_figure(bars), bars_table(bars))
    days = timeline(facts.contacts, facts.debt, acts.names)
    if days:
        yield Picture("timeline", timeline_figure(days), timeline_table(days))


@router.get("/overview")
def show_overview(
    request: Request,
    visit: VisitDep,
    law: Annotated[Lawbook, Depends(provided(Lawbook))],
    acts: Annotated[ActChoices, Depends(provided(ActChoices))],
) -> HTMLResponse:
    return page(
        request,
        "evidence/overview.html",
        title="他们什么时候、多少次联系你？",
        nav="case",
        pictures=list(pictures(visit.facts, law, acts)),
        debt=visit.facts.debt,
    )
