"""The visitor's case: opened by the code in their cookie, changed in one step, never named in a URL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app.domain.case import CaseFacts
from app.domain.moment import SHANGHAI
from app.errors import CaseError, CaseNotFound
from app.heap import COLLECTOR
from app.settings import Settings
from app.storage.cases import CaseStore, StaleCase
from app.web.deps import Now, provided
from app.web.errors import Refusal

COOKIE = "case"
TRIES = 5
LOST = "你之前的记录已经到期删除，或者打不开了。可以从这里重新开始。"


@dataclass(frozen=True)
class Visit:
    """One request's view of the case. `code` None: nothing is kept yet; the first change creates the case."""

    store: CaseStore
    settings: Settings
    now: datetime
    code: str | None
    facts: CaseFacts
    revision: int = 0
    expires_at: datetime | None = None

    @property
    def exists(self) -> bool:
        return self.code is not None

    @property
    def hours_left(self) -> int:
        if self.expires_at is None:
            return self.settings.case_hours
        return max(0, int((self.expires_at - self.now).total_seconds() // 3600))

    @property
    def contacts(self) -> int:
        return len(self.facts.contacts)


def seal(facts: CaseFacts) -> bytes:
    return facts.model_dump_json(exclude_defaults=True).encode()


def unseal(payload: bytes) -> CaseFacts:
    with COLLECTOR.resting():
        return CaseFacts.model_validate_json(payload)


async def visit(
    request: Request,
    now: Now,
    store: Annotated[CaseStore, Depends(provided(CaseStore))],
    settings: Annotated[Settings, Depends(provided(Settings))],
) -> Visit:
    """The case of this visitor. A forged or expired cookie opens nothing and is said plainly on the page."""
    code = request.cookies.get(COOKIE)
    opened = Visit(store, settings, now, None, CaseFacts())
    if code:
        try:
            opened = await run_in_threadpool(load, opened, code)
            request.state.case = opened
        except CaseError:
            request.state.notice = LOST
    return opened


VisitDep = Annotated[Visit, Depends(visit)]


def load(opened: Visit, code: str) -> Visit:
    case = opened.store.load(code, opened.now)
    return replace(
        opened,
        code=code,
        facts=unseal(case.facts),
        revision=case.revision,
        expires_at=case.expires_at.astimezone(SHANGHAI),
    )


def change(opened: Visit, edit: Callable[[CaseFacts], CaseFacts], response: Response) -> Visit:
    """Apply `edit` to the newest facts and save; sets the cookie. A change made elsewhere meanwhile is kept too."""
    if opened.code is None:
        code = opened.store.create(seal(edit(opened.facts)), opened.now)
        set_cookie(response, code, opened.settings)
        return load(opened, code)
    code = opened.code
    for _ in range(TRIES):
        try:
            opened.store.save(code, seal(edit(opened.facts)), opened.revision, opened.now)
        except StaleCase:
            opened = load(opened, code)
            continue
        except CaseNotFound:
            return change(replace(opened, code=None), edit, response)
        set_cookie(response, code, opened.settings)
        return load(opened, code)
    raise Refusal(409)


def forget(opened: Visit, response: Response) -> None:
    """Delete the case now, and the cookie with it."""
    if opened.code is not None:
        opened.store.delete(opened.code)
    response.delete_cookie(COOKIE, path="/")


def set_cookie(response: Response, code: str, settings: Settings) -> None:
    response.set_cookie(
        COOKIE,
        code,
        max_age=settings.case_hours * 3600,
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings.public_url.startswith("https://"),
    )
