"""Templates: one environment, one way to answer with a page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from app.domain.case import COLLECTOR_NAMES, CREDITOR_NAMES
from app.domain.contact import MEANS_NAMES, REACHED_NAMES
from app.domain.document import Figure
from app.domain.finding import VERDICT_WORDS
from app.domain.moment import say_clock, say_day, say_duration, say_moment
from app.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "app" / "static"


@cache
def static(name: str) -> str:
    """/static/<name>?v=<hash of its content>, so that a changed file is a new address."""
    version = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={version}"


@cache
def environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(
        day=say_day,
        weekday=lambda day: say_day(day, weekday=True),
        moment=say_moment,
        clock=say_clock,
        duration=say_duration,
        drawing=drawing,
    )
    found.globals.update(
        static=static,
        creditor_names=CREDITOR_NAMES,
        collector_names=COLLECTOR_NAMES,
        means_names=MEANS_NAMES,
        reached_names=REACHED_NAMES,
        verdict_words=VERDICT_WORDS,
    )
    return found


def drawing(figure: Figure) -> Markup:
    """The drawing of a figure as a part of the page: a Figure lets nothing through but shapes and words."""
    return Markup(figure.svg)


def page(
    request: Request,
    template: str,
    *,
    title: str,
    description: str = "",
    nav: str = "",
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **context: Any,
) -> HTMLResponse:
    """A page. `nav` is the section that is current; what every page needs is added here."""
    settings: Settings = request.app.state.provided[Settings]
    shown = {
        "request": request,
        "title": title,
        "description": description,
        "nav": nav,
        "status": status,
        "canonical": settings.public_url.rstrip("/") + quote(request.scope["path"]),
        "origin": settings.public_url.rstrip("/"),
        "shared": shared(request),
        "as_of": getattr(request.state, "as_of", None),
        "case": getattr(request.state, "case", None),
        "notice": getattr(request.state, "notice", ""),
        "large_text": is_large(request),
        "search": True,
        **context,
    }
    return HTMLResponse(environment().get_template(template).render(shown), status, dict(headers or {}))


def shared(request: Request) -> str:
    """The path a link or a QR code gives on: with the day, when the visitor looks at another day's law."""
    path = quote(request.scope["path"])
    day: date | None = getattr(request.state, "as_of", None)
    return f"{path}?as_of={day}" if day else path


def is_large(request: Request) -> bool:
    """Whether the visitor chose 大字版."""
    return request.cookies.get("text") == "large"


def is_overdue(review_by: date, day: date) -> bool:
    """Whether the day on which someone was to check again has passed."""
    return day > review_by
