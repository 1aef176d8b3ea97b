"""Pages that are the same for everyone without a case: drawn once a day, then answered from memory."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from app.web.deps import clock
from app.web.pages import is_large
from app.web.session import COOKIE

Answer = Callable[[Request], Coroutine[Any, Any, Response]]


@dataclass(slots=True)
class Kept:
    """The bytes of today's pages by path and text size; as many as there are pages, twice. One for each application."""

    day: date | None = None
    pages: dict[tuple[str, bool], tuple[bytes, str]] = field(default_factory=dict)

    def on(self, day: date) -> dict[tuple[str, bool], tuple[bytes, str]]:
        """The pages of the day; those of any other day are forgotten."""
        if day != self.day:
            self.day, self.pages = day, {}
        return self.pages


class KeptRoute(APIRoute):
    """A route whose answer depends on its path, the day, the text size and the visitor's case, and on nothing else.

    A visitor with a case, and an address with a query, get a page drawn for them.
    """

    def get_route_handler(self) -> Answer:
        draw = super().get_route_handler()

        async def answer(request: Request) -> Response:
            if COOKIE in request.cookies or request.scope["query_string"]:
                return await draw(request)
            kept: Kept = request.app.state.provided[Kept]
            pages = kept.on((await clock(request)).date())
            key = (request.scope["path"], is_large(request))
            if key in pages:
                body, media_type = pages[key]
                return Response(body, headers={"content-type": media_type})
            made = await draw(request)
            if made.status_code == 200:
                pages[key] = (bytes(made.body), made.headers["content-type"])
            return made

        return answer
