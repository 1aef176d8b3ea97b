"""/{topic}, /{topic}/{slug} with its plain text and JSON, /map, /timeline, and the QR codes of our own pages."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from markupsafe import Markup

from app.domain.law import Lawbook
from app.domain.link import Links
from app.guidance import routemap, timeline
from app.guidance.finding import suggestions
from app.guidance.model import Guide, GuideBook, Topic
from app.guidance.plain import plain_text
from app.guidance.rendering import Renderer
from app.guidance.said import GuideResponse, say_guide
from app.guidance.sharing import is_own, qr_code
from app.settings import Settings
from app.web.deps import AsOf, SettingsDep, Today, provided
from app.web.errors import Refusal
from app.web.kept import KeptRoute
from app.web.pages import page
from app.web.session import VisitDep

router = APIRouter(include_in_schema=False, route_class=KeptRoute)

QR_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
A_DAY = "public, max-age=86400"

Book = Annotated[GuideBook, Depends(provided(GuideBook))]
AllLinks = Annotated[Links, Depends(provided(Links))]


async def renderer(request: Request, book: Book, law: Annotated[Lawbook, Depends(provided(Lawbook))]) -> Renderer:
    """The application's one renderer, so that its cache is shared by all requests."""
    things = request.app.state.provided
    if Renderer not in things:
        things[Renderer] = Renderer(book, law)
    found: Renderer = things[Renderer]
    return found


Drawn = Annotated[Renderer, Depends(renderer)]


def find(book: GuideBook, topic: Topic, slug: str) -> Guide:
    guide = book.get(topic, slug)
    if guide is None:
        near = suggestions(book, topic, slug)
        sentence = "你要找的也许是下面这些。" if near else f"可以从 /{topic} 的目录里找。"
        raise Refusal(404, "没有找到这一页", sentence, suggestions=near)
    return guide


def address(settings: Settings, path: str) -> str:
    return settings.public_url.rstrip("/") + path


def topic_pages(topic: Topic) -> None:
    """The list, the pages, texts and JSON of one topic; each topic has its own routes, so /anything-else is a 404."""

    @router.get(f"/{topic}", name=f"{topic}-list")
    def show_topic(request: Request, visit: VisitDep, book: Book, drawn: Drawn, day: AsOf) -> HTMLResponse:
        assert book.site is not None
        entry = book.site.topics[topic]
        guides = [(guide, drawn.page(guide, day).summary) for guide in book.under(topic)]
        return page(
            request, "guidance/topic.html", title=entry.name, description=entry.intro, nav=topic, topic=topic,
            entry=entry, guides=guides, topics=book.site.topics,
        )  # fmt: skip

    @router.get(f"/{topic}/{{slug}}.txt", name=f"{topic}-text")
    def show_text(
        request: Request, slug: str, book: Book, drawn: Drawn, settings: SettingsDep, day: AsOf
    ) -> PlainTextResponse:
        guide = find(book, topic, slug)
        text = plain_text(drawn.page(guide, day), address(settings, guide.url), request.state.as_of)
        return PlainTextResponse(text)

    @router.get(f"/{topic}/{{slug}}.json", name=f"{topic}-json")
    def read_guide(
        slug: str, book: Book, drawn: Drawn, settings: SettingsDep, day: AsOf, today: Today
    ) -> GuideResponse:
        guide = find(book, topic, slug)
        return say_guide(guide, drawn.page(guide, day), address(settings, guide.url), day, today)

    @router.get(f"/{topic}/{{slug}}", name=f"{topic}-page")
    def show_guide(
        request: Request, slug: str, visit: VisitDep, book: Book, drawn: Drawn, links: AllLinks, day: AsOf, today: Today
    ) -> HTMLResponse:
        guide = find(book, topic, slug)
        rendered = drawn.page(guide, day)
        assert book.site is not None
        return page(
            request, "guidance/page.html", title=guide.file.title, description=rendered.summary, nav=topic, guide=guide,
            topic=topic, entry=book.site.topics[topic], lead=Markup(rendered.lead), body=Markup(rendered.body),
            lead_terms=rendered.lead_terms, sections=rendered.sections, sources=rendered.sources,
            wrongs=rendered.wrongs, related=[one for ref in guide.file.related if (one := links.get(ref))],
            today=today, overdue=guide.overdue(today),
        )  # fmt: skip


for _topic in Topic:
    topic_pages(_topic)


@router.get("/map")
def show_map(
    request: Request, visit: VisitDep, book: Book, drawn: Drawn, links: AllLinks, day: AsOf, today: Today
) -> HTMLResponse:
    """The route map as a picture and as a list."""
    assert book.route_map is not None
    file = book.route_map.file
    return page(
        request, "guidance/map.html", title=file.title, description=file.intro, nav="routes", map=file,
        steps=book.route_map.steps, picture=Markup(routemap.draw(book.route_map)), say=lambda text: Markup(drawn.line(text, day)),
        links=links, today=today,
    )  # fmt: skip


@router.get("/timeline")
def show_timeline(
    request: Request, visit: VisitDep, book: Book, drawn: Drawn, links: AllLinks, day: AsOf, today: Today
) -> HTMLResponse:
    """The timeline of collection as a picture and as a table."""
    assert book.timeline is not None
    file = book.timeline
    return page(
        request, "guidance/timeline.html", title=file.title, description=file.intro, nav="routes", timeline=file,
        picture=Markup(timeline.draw(file)), say=lambda text: Markup(drawn.line(text, day)), links=links, today=today,
    )  # fmt: skip


def qr(kind: Literal["svg", "png"], path: str, settings: Settings) -> Response:
    if not is_own(path):
        raise Refusal(422, "只给本站的页面做二维码", "path 写本站的路径，例如 /rights/privacy。")
    headers = {"Cache-Control": A_DAY}
    if kind == "png":
        headers["Content-Disposition"] = 'attachment; filename="zhaimingbai-qr.png"'
    return Response(qr_code(address(settings, path), kind), media_type=QR_TYPES[kind], headers=headers)


PathQuery = Annotated[str, Query(max_length=400)]


@router.get("/qr.svg")
def qr_svg(path: PathQuery, settings: SettingsDep) -> Response:
    return qr("svg", path, settings)


@router.get("/qr.png")
def qr_png(path: PathQuery, settings: SettingsDep) -> Response:
    return qr("png", path, settings)
