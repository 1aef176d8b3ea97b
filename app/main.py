"""create_app(settings): the only file that knows every feature."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from copy import copy
from datetime import date
from functools import partial
from pathlib import Path
from threading import Timer
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute, request_response
from starlette.routing import BaseRoute
from starlette.staticfiles import StaticFiles

from app import VERSION
from app.asking import api as ask_api
from app.asking import pages as ask_pages
from app.asking.answering import AskBook
from app.callers import api as caller_api
from app.callers import pages as caller_pages
from app.callers.model import CallerBook
from app.cases import export_pages, import_pages
from app.cases import pages as case_pages
from app.catalogue import Catalogue, load_catalogue
from app.channels import api as channel_api
from app.channels import pages as channel_pages
from app.channels.channel_map import ChannelMap
from app.channels.model import ChannelBook
from app.channels.referral import ReferralBook
from app.conduct import api as conduct_api
from app.conduct import pages as conduct_pages
from app.conduct.assess import assess, channels_for, standing
from app.conduct.model import ConductBook
from app.deadlines import api as deadline_api
from app.deadlines import pages as deadline_pages
from app.deadlines.counting import counted_at
from app.deadlines.model import DeadlineBook
from app.diary import pages as diary_pages
from app.diary.model import Diary
from app.domain.acts import ActChoices
from app.domain.case import CreditorKind, Debt
from app.domain.change import Changes
from app.domain.contact import Contact
from app.domain.deadline import CountedAt
from app.domain.evidence_papers import EvidencePapers
from app.domain.finding import Assessment, Assessor, ChannelsFor, Finding
from app.domain.law import Lawbook
from app.domain.link import Links
from app.domain.precedent import PrecedentsOf
from app.domain.rest_days import RestDays
from app.domain.review import Reviews
from app.domain.standing import StandingOf
from app.domain.unknown import Unknowns
from app.evidence import api as evidence_api
from app.evidence import files_pages as evidence_files
from app.evidence import number_pages as evidence_numbers
from app.evidence import overview_pages as evidence_overview
from app.evidence import pack_api, pack_pages
from app.evidence import pages as evidence_pages
from app.evidence.model import ImportBook
from app.evidence.number_signs import NumberSigns
from app.evidence.pack_desk import PackDesk, evidence_papers
from app.evidence.pack_words import PackWords
from app.guidance import api as guidance_api
from app.guidance import pages as guidance_pages
from app.guidance.model import GuideBook
from app.guidance.rendering import Renderer
from app.heap import give_back, share_one_heap
from app.law import api as law_api
from app.law import pages as law_pages
from app.law.renumbered import Renumberings
from app.letters import api as letter_api
from app.letters import dossier_pages, sent_pages
from app.letters import pages as letter_pages
from app.letters.dossier import DossierFile
from app.letters.model import LetterBook
from app.precedents import pages as precedent_pages
from app.precedents.model import PrecedentBook
from app.received import api as received_api
from app.received import pages as received_pages
from app.received.model import ReceivedBook
from app.rendering.pdf import Typesetter
from app.settings import Settings, read_settings
from app.storage.cases import CaseStore, open_cases
from app.storage.migrations import migrate
from app.web import description, errors, heads, kept, observe, security, site

ROOT = Path(__file__).resolve().parents[1]
CONTENT = ROOT / "content"
WARM_AFTER_SECONDS = 1.0
DESCRIPTION = "债明白的接口：无状态，不保存任何内容。错误按 RFC 9457。联系按它当天的法律判断。"

# Routes are tried in this order, so what is read most comes first.
FEATURES = (
    guidance_pages, site, ask_pages, ask_api, conduct_api, law_api, dossier_pages, letter_api, evidence_api, pack_api,
    channel_api, guidance_api, case_pages, conduct_pages, law_pages, sent_pages, letter_pages, evidence_pages,
    evidence_numbers, evidence_overview, evidence_files, pack_pages, channel_pages, precedent_pages,
    diary_pages, export_pages, import_pages, caller_pages, caller_api, received_pages, received_api,
    deadline_pages, deadline_api,
)  # fmt: skip


def create_app(settings: Settings | None = None, catalogue: Catalogue | None = None) -> FastAPI:
    """The application. Raises SettingsError or ContentError rather than start half right."""
    share_one_heap()
    settings = settings or read_settings()
    observe.configure_logging(settings.log_level)
    catalogue = catalogue or load_catalogue(CONTENT)
    migrate(settings)
    store = open_cases(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # The search counts its index at the first question; that visitor should not wait for it, nor the first ones of all.
        later = Timer(WARM_AFTER_SECONDS, warm, (catalogue,))
        later.daemon = True
        later.start()
        yield
        later.cancel()
        store.engine.dispose()

    app = FastAPI(
        title="债明白",
        version=VERSION,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    app.state.provided = provide(settings, catalogue, store)
    errors.install(app)
    description.install(app)
    kept.install(app)
    heads.install(app)
    security.install(app, settings)
    observe.install(app)
    app.mount("/static", StaticFiles(directory=ROOT / "app" / "static"), name="static")
    # Routes are tried in this order, so what is read most comes first.
    for feature in FEATURES:
        app.router.routes.extend(taken(route, app) for route in feature.router.routes)
    return app


def taken(route: BaseRoute, app: FastAPI) -> BaseRoute:
    """A feature's route as one of this application's. `include_router` would build each anew when it is first tried: a
    tenth of a second for the first visitor, and every router asked on the way of every visit."""
    own = copy(route)
    if isinstance(own, APIRoute):
        own.dependency_overrides_provider = app
        own.app = request_response(own.get_route_handler())
    return own


def warm(catalogue: Catalogue) -> None:
    """Draw what is computed once and then kept."""
    _ = catalogue.asking.scales, catalogue.asking.letter_scales, catalogue.asking.neighbours
    give_back()


def provide(settings: Settings, catalogue: Catalogue, store: CaseStore) -> dict[Any, Any]:
    """What dependencies are given, by type."""
    typesetter = Typesetter(settings.font_dirs)
    edition = site.Edition(VERSION, catalogue.version)
    assessor: Assessor = partial(assess_case, catalogue)
    pack_desk = PackDesk(catalogue.pack, assessor, catalogue.acts, typesetter, edition)
    return {
        Settings: settings,
        CaseStore: store,
        Lawbook: catalogue.law,
        Renumberings: catalogue.renumberings,
        ConductBook: catalogue.conducts,
        ChannelBook: catalogue.channels,
        ChannelMap: catalogue.channel_map,
        LetterBook: catalogue.letters,
        GuideBook: catalogue.guides,
        AskBook: catalogue.asking,
        Renderer: Renderer(catalogue.guides, catalogue.law),
        ImportBook: catalogue.imports,
        PackWords: catalogue.pack,
        NumberSigns: catalogue.number_signs,
        ActChoices: catalogue.acts,
        Diary: catalogue.diary,
        CallerBook: catalogue.callers,
        ReceivedBook: catalogue.received,
        DeadlineBook: catalogue.deadlines,
        RestDays: catalogue.deadlines.rest_days,
        CountedAt: partial(counted_at, catalogue.deadlines),
        Links: catalogue.links,
        PrecedentBook: catalogue.precedents,
        PrecedentsOf: catalogue.precedents.about,
        Changes: catalogue.changes,
        Unknowns: catalogue.unknowns,
        Reviews: catalogue.reviews,
        Assessor: assessor,
        DossierFile: catalogue.dossier,
        EvidencePapers: partial(evidence_papers, pack_desk),
        ChannelsFor: partial(route_conduct, catalogue),
        StandingOf: partial(stand_conduct, catalogue),
        ReferralBook: catalogue.referrals,
        Typesetter: typesetter,
        site.Edition: edition,
        kept.Kept: kept.Kept(),
    }


def assess_case(catalogue: Catalogue, debt: Debt, contacts: Sequence[Contact]) -> Assessment:
    """The domain's Assessor over this catalogue."""
    return assess(catalogue.conducts, contacts, debt, catalogue.law)


def route_conduct(
    catalogue: Catalogue, conduct: str, creditor: CreditorKind | None, day: date
) -> tuple[str, ...] | None:
    """The domain's ChannelsFor over this catalogue."""
    return channels_for(catalogue.conducts, conduct, creditor, day, catalogue.law)


def stand_conduct(catalogue: Catalogue, conduct: str, creditor: CreditorKind, day: date) -> Finding | None:
    """The domain's StandingOf over this catalogue."""
    return standing(catalogue.conducts, catalogue.conducts[conduct], creditor, day, catalogue.law)
