"""Letters about a debt whose lender's kind nobody knows: no text that may not bind the lender, no wrong addressee."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.domain.case import CreditorKind
from tests.letters.conftest import Write, said

UNKNOWN: dict[str, Any] = {"creditor": {"name": "某某"}}
NIGHT = {"day": "2026-09-05", "clock": "22:41", "means": "call", "answered": "yes", "reached": "me"}


def test_a_notice_cites_only_what_binds_every_lender(write: Write) -> None:
    slug = "stop-unlawful-collection"
    known, unknown = (
        write(slug, debt={"creditor": {"kind": "bank-card", "name": "某某银行"}}),
        write(slug, debt=UNKNOWN),
    )
    assert "催收工作指引" in said(known.document)
    assert "贵方" in said(unknown.document) and "催收工作指引" not in said(unknown.document)
    assert unknown.citations
    assert all(citation.version.binds_creditor(kind) for citation in unknown.citations for kind in CreditorKind)


@pytest.mark.parametrize("slug", ["complaint-nfra"])
def test_a_letter_to_one_authority_waits_for_the_lender(write: Write, slug: str) -> None:
    composed = write(slug, debt=UNKNOWN)
    assert composed.document is None
    assert next(one.sentence for one in composed.problems if one.where == "debt").startswith("先查清出借方是哪一类")


def test_the_forms_of_letters_open_before_the_lender_is_known(client: TestClient) -> None:
    client.post("/case/debt", data={"creditor_kind": "unknown"})
    client.post("/case/contacts/new", data=NIGHT)
    for path in ("/letters/stop-unlawful-collection", "/letters/complaint-nfra", "/case", "/check"):
        page = client.get(path)
        assert page.status_code == 200, path
    assert "还不知道是哪一类" in client.get("/letters/stop-unlawful-collection").text
