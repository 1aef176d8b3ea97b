"""One application for each file of tests, and a visitor whose every request is checked for what it left in the logs."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.catalogue import Catalogue
from app.domain.case import CaseFacts
from app.main import create_app
from app.settings import Settings
from app.storage.cases import CaseStore
from app.web.deps import now
from app.web.session import seal
from tests.bad_input.asking import SECRET
from tests.conftest import NOW

WithCase = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Iterator[TestClient]:
    database = tmp_path_factory.mktemp("bad") / "cases.db"
    settings = Settings(database_url=f"sqlite:///{database}", secret_key="a pepper", rate_limits="off")
    app = create_app(settings, catalogue)
    app.dependency_overrides[now] = lambda: NOW
    with TestClient(app) as client:
        yield client


@pytest.fixture
def visitor(site: TestClient, capfd: pytest.CaptureFixture[str]) -> Iterator[TestClient]:
    """A visitor without a case. Whatever a test sends: no failure of ours, and none of its words in a log or a metric."""
    site.cookies.clear()
    yield site
    site.cookies.clear()
    logged = "".join(capfd.readouterr())
    assert "Traceback" not in logged
    assert '"unexpected"' not in logged
    assert SECRET not in logged
    assert SECRET not in site.get("/metrics").text


@pytest.fixture(scope="session")
def letters(catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    """The first example of each letter as a request body, by slug."""
    return {letter.slug: body_of(letter.file.examples[0]) for letter in catalogue.letters.letters}


def body_of(example: Any) -> dict[str, Any]:
    body = {"answers": example.answers, "contacts": list(example.contacts), "on": example.on.isoformat()}
    return copy.deepcopy(body | ({"debt": example.debt} if example.debt else {}))


@pytest.fixture
def with_case(visitor: TestClient) -> WithCase:
    """Gives the visitor a case with the debt, contacts and answers of these facts."""

    def give(facts: dict[str, Any]) -> None:
        store: CaseStore = visitor.app.state.provided[CaseStore]  # type: ignore[attr-defined]
        code = store.create(seal(CaseFacts.model_validate(facts)), NOW)
        visitor.cookies.set("case", code)

    return give
