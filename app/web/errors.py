"""From an exception to what a person or a program sees: a page, or an RFC 9457 problem. Nothing private, no traceback."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.link import Link
from app.domain.problem import Problem
from app.errors import CaseError, DatabaseUnreachable, FileRefused, LawError

log = structlog.get_logger("app.web")

PROBLEM_JSON = "application/problem+json"
SENTENCES = {
    400: ("请求没看懂", "发来的内容不完整，或者格式不对。请返回上一页再试一次。"),
    403: ("这个请求不是从本站发出的", "为了你的安全，我们没有处理它。请回到本站的页面再操作一次。"),
    404: ("没有找到这一页", "链接可能写错了，或者这一页改了名字。"),
    405: ("这个地址不能这样打开", "请从首页进入，再走到你要的页面。"),
    406: ("没有这种格式", "可以要 PDF、DOCX、纯文字或 JSON。"),
    408: ("等得太久了", "网络可能不稳，请再试一次。"),
    409: ("记录在别处改过了", "请刷新这一页，再改一次。你刚才填的内容没有覆盖别处的修改。"),
    413: ("内容太大了", "请把文件分成几份，或只上传需要的月份。"),
    415: ("这种文件我们读不了", "请换成列表里写的格式再传。"),
    422: ("有几处需要改一下", "请看下面的说明，改好再提交。你填的内容没有丢。"),
    429: ("点得太快了", "请等几秒再试。你填的内容没有丢。"),
    500: ("我们这边出错了", "不是你的错。请稍后再试；急用的话先打 12348。"),
    503: ("服务暂时不可用", "请过几分钟再试；急用的话先打 12348。"),
}
MISWRITTEN = "这一项的写法不对，请看接口说明。"
UNREADABLE = "请求体不完整或格式不对。要么是能读的 JSON，要么是表单，每次一个文件。"
MOST_SAID = 100
LONGEST_PLACE = 120


class Refusal(HTTPException):
    """A request we do not carry out: status, a title, a sentence that says what to do, and where it applies."""

    def __init__(
        self,
        status: int,
        title: str = "",
        sentence: str = "",
        problems: Sequence[Problem] = (),
        suggestions: Sequence[Link] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        known_title, known_sentence = SENTENCES.get(status, SENTENCES[500 if status >= 500 else 400])
        self.status = status
        self.title = title or known_title
        self.sentence = sentence or known_sentence
        self.problems = said_of(problems)
        self.suggestions = tuple(suggestions)
        # An HTTPException, because FastAPI turns any other failure while it reads a body into a 400.
        super().__init__(status, self.title, headers or {})


class ProblemField(BaseModel):
    """One place in the request and the sentence about it."""

    field: str = Field(examples=["debt.creditor.kind"])
    message: str = Field(examples=["没有“bank-cards”这种出借方；是不是 bank-card？"])


class ProblemDocument(BaseModel):
    """RFC 9457."""

    type: str = Field("about:blank", examples=["about:blank"])
    title: str = Field(examples=["有几处需要改一下"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["请看下面的说明，改好再提交。"])
    errors: list[ProblemField] = []


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses=` entry of a route for the problems it can answer with."""
    return {
        status: {
            "model": ProblemDocument,
            "description": HTTPStatus(status).phrase,
            "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}},
        }
        for status in statuses
    }


def is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/") or request.url.path.endswith(".json")


def respond(request: Request, refusal: Refusal) -> Response:
    if is_api(request):
        document = ProblemDocument(
            title=refusal.title,
            status=refusal.status,
            detail=refusal.sentence,
            errors=[ProblemField(field=one.where, message=one.sentence) for one in refusal.problems],
        )
        return JSONResponse(document.model_dump(), refusal.status, refusal.headers, PROBLEM_JSON)
    from app.web.pages import page  # the error page is a page; pages never import errors at run time

    return page(
        request,
        "errors/error.html",
        title=refusal.title,
        status=refusal.status,
        headers=refusal.headers,
        sentence=refusal.sentence,
        problems=refusal.problems,
        suggestions=refusal.suggestions,
    )


def said_of(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The first hundred, and how many more. What repeats a request's own words is cut, and fit to be sent."""
    said = tuple(Problem(sendable(one.where)[:LONGEST_PLACE], sendable(one.sentence)) for one in problems[:MOST_SAID])
    left = len(problems) - len(said)
    return (*said, Problem("", f"另外还有{left}处，请先改好上面这些。")) if left else said


def sendable(text: str) -> str:
    """Half a character (a lone surrogate in JSON) cannot be sent."""
    return text.encode(errors="replace").decode()


def validation_problems(failure: RequestValidationError) -> list[Problem]:
    return [Problem(where(error["loc"]), say(error)) for error in failure.errors()]


def where(loc: Sequence[object]) -> str:
    """debt.contacts.3.at, without the leading body/query/path."""
    steps = [str(step) for step in loc]
    return ".".join(steps[1:] if steps and steps[0] in ("body", "query", "path", "header") else steps)


def say(error: dict[str, Any]) -> str:
    """One validation error as a sentence a person can act on; the refused value is never repeated."""
    kind, context = str(error.get("type", "")), error.get("ctx", {})
    if kind == "missing":
        return "这一项要填。"
    if kind in ("enum", "literal_error"):
        return f"只能是这几种之一：{str(context.get('expected', '')).replace(' or ', '、').replace(', ', '、')}。"
    if kind == "extra_forbidden":
        return "没有这一项，请去掉或核对名字。"
    if kind == "string_too_long" or (kind == "too_long" and isinstance(error.get("input"), str)):
        return f"太长了，最多{context.get('max_length')}个字。"
    if kind == "too_long":
        return f"太多了，最多{context.get('max_length')}条，请分几次来。"
    if kind.startswith(("datetime", "date", "time")):
        return "日期或时间写得不对，例如 2026-09-05T22:41:00。"
    if kind == "json_invalid":
        return "这不是能读的 JSON。"
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        return f"数字超出了范围（{next(iter(context.values()), '')}）。"
    if kind == "value_error":
        said = str(error.get("msg", "")).removeprefix("Value error, ")
        # A library's own words are English, and name its classes.
        return said if "。" in said else MISWRITTEN
    return MISWRITTEN


def without_slashes(request: Request) -> str:
    """/law for /law/: where a page asked for with slashes too many is, or nothing. Never another host's address."""
    path = request.scope["path"]
    bare = "/" + path.strip("/")
    if request.method != "GET" or path == bare:
        return ""
    query = request.scope["query_string"].decode("latin-1")
    return quote(bare) + (f"?{query}" if query else "")


def install(app: FastAPI) -> None:
    """Register the one place where exceptions become responses."""
    # The router's own redirect repeats the Host header, which anybody can write.
    app.router.redirect_slashes = False

    @app.exception_handler(Refusal)
    async def refused(request: Request, refusal: Refusal) -> Response:
        return respond(request, refusal)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, failure: RequestValidationError) -> Response:
        if all(error["loc"][:1] == ("path",) for error in failure.errors()) and not is_api(request):
            return respond(request, Refusal(404))
        return respond(request, Refusal(422, problems=validation_problems(failure)))

    @app.exception_handler(HTTPException)
    async def http(request: Request, failure: HTTPException) -> Response:
        if failure.status_code == 400:  # a body the framework could not take apart
            title, sentence = SENTENCES[400]
            return respond(request, Refusal(422, title, UNREADABLE if is_api(request) else sentence))
        elsewhere = without_slashes(request) if failure.status_code == 404 else ""
        if elsewhere:
            return RedirectResponse(elsewhere, 307)
        return respond(request, Refusal(failure.status_code, headers=dict(failure.headers or {})))

    @app.exception_handler(FileRefused)
    async def file(request: Request, failure: FileRefused) -> Response:
        return respond(request, Refusal(failure.status, sentence=str(failure)))

    @app.exception_handler(LawError)
    async def law(request: Request, failure: LawError) -> Response:
        return respond(request, Refusal(404, "这一天没有可以引用的文本", str(failure)))

    @app.exception_handler(DatabaseUnreachable)
    async def database(request: Request, failure: DatabaseUnreachable) -> Response:
        return respond(request, Refusal(503, headers={"Retry-After": "60"}))

    @app.exception_handler(CaseError)
    async def case(request: Request, failure: CaseError) -> Response:
        return respond(request, Refusal(409))


class CatchUnexpected:
    """The last net. Only the kind and place of a failure are logged: its message may carry what a person typed.

    A handler for Exception would not do: the framework raises again after it, and the server logs the message.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as failure:
            log.error("unexpected", kind=type(failure).__name__, at=last_frame(failure))
            if scope["type"] == "http" and not started:
                await respond(Request(scope, receive), Refusal(500))(scope, receive, send)


def last_frame(failure: BaseException) -> str:
    """module:line of the innermost frame; no message, no locals."""
    trace = failure.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace else "?"
