"""HEAD: what GET would answer, without the body. Routes know GET alone, so that each is described once."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Heads:
    """Asks for the page and keeps its body back; outside, the request is a HEAD again."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        # In place: the layers outside read the route that is found.
        scope["method"] = "GET"
        try:
            await self.app(scope, receive, without_body)
        finally:
            scope["method"] = "HEAD"


def install(app: FastAPI) -> None:
    """Before the layers of `security` and `observe`, around those of `kept`."""
    app.add_middleware(Heads)
