"""Logs and metrics that know routes and numbers, never what a person typed or which address asked."""

from __future__ import annotations

import logging
import time

import structlog
from fastapi import FastAPI, Request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger("app.request")

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def configure_logging(level: str) -> None:
    """One JSON line an event on standard error; no exception text, which may carry a person's words."""
    logging.basicConfig(level=level, format="%(message)s")
    # These libraries put addresses and paths into their own lines, or a line into every start.
    for name in ("alembic", "uvicorn.access", "multipart", "python_multipart", "httpx", "httpx2", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=False,
    )


class Observe:
    """Counts and times every request under its route's template (/letters/{slug}.pdf), never its path."""

    def __init__(self, app: ASGIApp, requests: Counter, seconds: Histogram) -> None:
        self.app = app
        self.requests = requests
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            route = getattr(scope.get("route"), "path", "unmatched")
            took = time.perf_counter() - started
            # A method may be any word a client thinks of, a name or a number too.
            method = scope["method"] if scope["method"] in METHODS else "other"
            self.requests.labels(method, route, str(status)).inc()
            self.seconds.labels(route).observe(took)
            log.info("request", method=method, route=route, status=status, milliseconds=round(took * 1000, 1))


def install(app: FastAPI) -> None:
    registry = CollectorRegistry()
    requests = Counter("http_requests", "Requests answered.", ("method", "route", "status"), registry=registry)
    seconds = Histogram("http_request_seconds", "Time to answer.", ("route",), registry=registry)
    app.add_middleware(Observe, requests=requests, seconds=seconds)

    @app.get("/metrics", include_in_schema=False)
    def metrics(request: Request) -> Response:
        return PlainTextResponse(generate_latest(registry), media_type="text/plain; version=0.0.4; charset=utf-8")
