"""Pages of the house itself: home, about, limits, privacy, API description, health."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response

from app.domain.begun import begun_letters
from app.domain.change import Changes
from app.domain.link import Links
from app.domain.review import Reviews
from app.domain.unknown import Unknowns
from app.storage.cases import CaseStore
from app.storage.db import answers
from app.web.deps import SettingsDep, Today, as_of, provided
from app.web.errors import Refusal
from app.web.feed import atom
from app.web.pages import is_overdue, page
from app.web.session import VisitDep
from app.web.sitemap import public_pages, robots, sitemap

router = APIRouter(include_in_schema=False, dependencies=[Depends(as_of)])


@dataclass(frozen=True)
class Edition:
    """The software's version and the content's."""

    software: str
    content: str


EditionDep = Annotated[Edition, Depends(provided(Edition))]
ChangesDep = Annotated[Changes, Depends(provided(Changes))]
AllLinks = Annotated[Links, Depends(provided(Links))]
ReviewsDep = Annotated[Reviews, Depends(provided(Reviews))]
# What counts as soon on /review.
SOON = 30
PLAIN_PAGES = {
    "about": ("关于债明白", "我们是谁，不是谁，怎么工作。"),
    "privacy": ("隐私：我们怎么对待你的记录", "不注册，默认24小时后自动删除，随时可以立即删除。"),
    "accessibility": ("无障碍", "键盘、读屏、大字、不开脚本都能用。"),
}


@router.get("/")
def home(request: Request, visit: VisitDep, links: AllLinks, today: Today) -> HTMLResponse:
    return page(
        request,
        "site/home.html",
        title="债明白：被催收时，你能做什么",
        description="免费。记下来电，看哪条违反当天的规定，打印投诉信。不用注册，24小时后自动删除。",
        nav="home",
        begun=begun_letters(visit.facts, links),
        contacts=visit.contacts,
        today=today,
    )


def plain_page(name: str) -> None:
    title, description = PLAIN_PAGES[name]

    @router.get(f"/{name}", name=name)
    def show(request: Request, visit: VisitDep, edition: EditionDep, today: Today) -> HTMLResponse:
        return page(
            request, f"site/{name}.html", title=title, description=description, nav=name, edition=edition, today=today
        )


for _name in PLAIN_PAGES:
    plain_page(_name)


@router.get("/limits")
def limits(
    request: Request, visit: VisitDep, unknowns: Annotated[Unknowns, Depends(provided(Unknowns))], today: Today
) -> HTMLResponse:
    return page(
        request,
        "site/limits.html",
        title="我们不知道的",
        description="没有核到、没有读到、需要问律师的地方，都写在这里。",
        nav="limits",
        unknowns=unknowns,
        today=today,
        overdue=is_overdue(unknowns.review_by, today),
    )


@router.get("/changes")
def changes(request: Request, visit: VisitDep, listed: ChangesDep) -> HTMLResponse:
    return page(
        request,
        "site/changes.html",
        title="改了什么",
        description="法律和内容的每次变化，一句话一条。",
        nav="changes",
        entries=listed.entries,
    )


@router.get("/changes.atom")
def changes_feed(listed: ChangesDep, settings: SettingsDep) -> Response:
    return Response(atom(listed, settings.public_url), media_type="application/atom+xml; charset=utf-8")


@router.get("/review")
def review(request: Request, visit: VisitDep, reviews: ReviewsDep, today: Today) -> HTMLResponse:
    """What is to be checked again, and by when: for those who keep the content."""
    return page(
        request,
        "site/review.html",
        title="哪些内容什么时候再核对？",
        description="每份内容的核对日期和下次核对的日子；过期的排在最前面。",
        nav="changes",
        overdue=reviews.overdue(today),
        soon=reviews.soon(today, SOON),
        later=reviews.later(today, SOON),
        total=len(reviews.files),
        days=SOON,
    )


@router.post("/settings/text-size")
def text_size(request: Request, large: Annotated[str, Form()] = "") -> Response:
    """Remember 大字版 and go back to the page it was asked on."""
    response = RedirectResponse(path_of(request.headers.get("referer", "")), 303)
    if large:
        response.set_cookie("text", "large", max_age=31_536_000, path="/", httponly=True, samesite="lax")
    else:
        response.delete_cookie("text", path="/")
    return response


def path_of(address: str) -> str:
    """The path of an address on this site; the home page for what is none."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return "/"
    return path if path.startswith("/") and not path.startswith("//") else "/"


@router.get("/api/docs")
def api_docs(request: Request) -> HTMLResponse:
    """The OpenAPI description as a page of our own: no script and nothing from elsewhere."""
    schema: dict[str, Any] = request.app.openapi()
    return page(request, "site/api.html", title="接口说明", nav="about", schema=schema)


@router.get("/healthz")
def healthz() -> Response:
    return PlainTextResponse("ok")


@router.get("/readyz")
def readyz(store: Annotated[CaseStore, Depends(provided(CaseStore))]) -> Response:
    """Whether the database answers."""
    if not answers(store.engine):
        raise Refusal(503)
    return JSONResponse({"ready": True})


@router.get("/robots.txt")
def robots_file(settings: SettingsDep) -> Response:
    return PlainTextResponse(robots(settings.public_url.rstrip("/")))


@router.get("/sitemap.xml")
def sitemap_file(
    links: Annotated[Links, Depends(provided(Links))], reviews: ReviewsDep, settings: SettingsDep
) -> Response:
    own = ("/", "/changes", "/limits", "/review", *(f"/{name}" for name in PLAIN_PAGES))
    written = sitemap(settings.public_url.rstrip("/"), public_pages(own, links, reviews))
    return Response(written, media_type="application/xml; charset=utf-8")
