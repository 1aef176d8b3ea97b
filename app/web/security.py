"""Headers, same-origin checks, size and rate limits: plain ASGI, in front of everything."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from fastapi import FastAPI
from limits import RateLimitItem, parse
from limits.strategies import FixedWindowRateLimiter
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.settings import Settings
from app.web.counters import Counters
from app.web.errors import CatchUnexpected, Refusal, respond

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # same-origin, not no-referrer: under no-referrer browsers send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}
RawHeader = tuple[bytes, bytes]
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class SafeHeaders:
    """Adds the headers; pages made for one visitor are never stored by anyone between."""

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        self.app = app
        headers = dict(HEADERS)
        if secure:
            headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        # As ASGI has them: this is done for every answer, and building them anew takes longer than a kept page.
        self.headers = tuple((name.lower().encode(), value.encode()) for name, value in headers.items())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self.completed(message["headers"], personal=b"cookie" in dict(scope["headers"]))
            await send(message)

        await self.app(scope, receive, with_headers)

    def completed(self, given: Iterable[RawHeader], *, personal: bool) -> list[RawHeader]:
        """What the answer says itself, and of ours what it does not say."""
        headers = list(given)
        said = {name for name, _ in headers}
        headers += [header for header in self.headers if header[0] not in said]
        if b"cache-control" not in said:
            headers.append((b"cache-control", b"no-store" if personal else b"no-cache"))
        if b"vary" in said:
            MutableHeaders(raw=headers).add_vary_header("Cookie")
        else:
            headers.append((b"vary", b"Cookie"))
        return headers


class SameOrigin:
    """Refuses a form that another site posted. The API has no cookie to abuse and is left alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in UNSAFE and not scope["path"].startswith("/api/"):
            if is_foreign(Headers(scope=scope)):
                request = Request(scope, receive)
                await respond(request, Refusal(403))(scope, receive, send)
                return
        await self.app(scope, receive, send)


def is_foreign(headers: Headers) -> bool:
    """Whether the request says it comes from another site. A client that says nothing is no browser."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    source = headers.get("origin") or headers.get("referer")
    if source is None:
        return False
    try:
        return urlsplit(source).netloc != headers.get("host", "")
    except ValueError:
        return True


class SizeLimit:
    """Refuses a body larger than the limit before it is read, and one that grows past it while it is read."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"")
        if declared.isdigit() and int(declared) > self.most:
            await respond(Request(scope, receive), self.refusal())(scope, receive, send)
            return
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.most:
                raise self.refusal()
            return message

        await self.app(scope, counted, send)

    def refusal(self) -> Refusal:
        return Refusal(413, sentence=f"一次最多 {self.most // 1_048_576} MB。请只选需要的月份，或分几次上传。")


# What is posted here makes a paper or reads a file.
HEAVY = ("/api/", "/case/import", "/evidence")


def heavy(method: str, path: str) -> bool:
    """Whether the request makes a paper or reads a file."""
    return path.endswith((".pdf", ".docx", ".png")) or (method == "POST" and path.startswith(HEAVY))


class RateLimit:
    """So many requests a second from one address, fewer for those that make papers. Each process counts for itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.limiter = FixedWindowRateLimiter(Counters())
        self.heavy: tuple[RateLimitItem, ...] = (parse("20/second"), parse("400/minute"))
        self.light: tuple[RateLimitItem, ...] = (parse("60/second"), parse("1500/minute"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith(("/static/", "/healthz", "/readyz")):
            kind = "heavy" if heavy(scope["method"], scope["path"]) else "light"
            address = scope["client"][0] if scope.get("client") else "?"
            limits = self.heavy if kind == "heavy" else self.light
            if not all(self.limiter.hit(limit, kind, address) for limit in limits):
                refusal = Refusal(429, headers={"Retry-After": "5"})
                await respond(Request(scope, receive), refusal)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def install(app: FastAPI, settings: Settings) -> None:
    """Put the layers around the application; the last one added is the outermost."""
    app.add_middleware(SameOrigin)
    app.add_middleware(SizeLimit, most=settings.max_upload_bytes)
    if settings.rate_limits == "on":
        app.add_middleware(RateLimit)
    app.add_middleware(CatchUnexpected)
    app.add_middleware(SafeHeaders, secure=settings.public_url.startswith("https://"))
