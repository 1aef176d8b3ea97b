"""Pages that are the same for everyone without a case: drawn once a day, then answered from memory."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fastapi import FastAPI, Request
from fastapi.routing import APIRoute
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.deps import clock
from app.web.pages import is_large
from app.web.session import COOKIE

Answer = Callable[[Request], Coroutine[Any, Any, Response]]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as bytes, and the route that drew it."""

    body: bytes
    content_type: str
    route: APIRoute


@dataclass(slots=True)
class Kept:
    """The pages of one day by path and text size, so at most as many as there are pages, twice. One an application."""

    day: date | None = None
    pages: dict[tuple[str, bool], KeptPage] = field(default_factory=dict)

    def on(self, day: date) -> dict[tuple[str, bool], KeptPage]:
        """The pages of the day; those of any other day are forgotten."""
        if day != self.day:
            self.day, self.pages = day, {}
        return self.pages


class KeptRoute(APIRoute):
    """A route whose answer depends on its path, the day, the text size, the query and the visitor's case alone.

    Without a query and a case it is kept.
    """

    def get_route_handler(self) -> Answer:
        draw = super().get_route_handler()

        async def answer(request: Request) -> Response:
            # Asked before the page is drawn: a page of the minute before midnight is not one of the day after.
            day = (await clock(request)).date()
            made = await draw(request)
            if made.status_code == 200 and is_for_everyone(request):
                kept: Kept = request.app.state.provided[Kept]
                page = KeptPage(bytes(made.body), made.headers["content-type"], self)
                kept.on(day)[request.scope["path"], is_large(request)] = page
            return made

        return answer


class KeptFirst:
    """Answers with a kept page before any route is tried: trying them takes longer than all the rest."""

    def __init__(self, app: ASGIApp, kept: Kept) -> None:
        self.app = app
        self.kept = kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET":
            page = await self.find(Request(scope))
            if page:
                scope["route"] = page.route
                await Response(page.body, headers={"content-type": page.content_type})(scope, receive, send)
                return
        await self.app(scope, receive, send)

    async def find(self, request: Request) -> KeptPage | None:
        if not is_for_everyone(request):
            return None
        pages = self.kept.on((await clock(request)).date())
        return pages.get((request.scope["path"], is_large(request)))


def is_for_everyone(request: Request) -> bool:
    """Whether nothing but the path, the day and the text size is asked for."""
    return not request.scope["query_string"] and COOKIE not in request.cookies


def install(app: FastAPI) -> None:
    """Before the layers of `security` and `observe`, so that those stand around it."""
    app.add_middleware(KeptFirst, kept=app.state.provided[Kept])
