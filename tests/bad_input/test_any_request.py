"""Whatever JSON or file the three POST routes get: an answer as described, or a problem; never a failure of ours."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.conduct.said import EXAMPLE, CheckResponse
from app.evidence.api import ReadResponse
from app.letters.faces import Face
from app.letters.said import ComposedResponse
from tests.bad_input.asking import CHECK, JSON, READ, problem

HOLD = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ODD_TEXT = st.sampled_from(
    [
        "2026-09-05T22:41:00", "2026-09-05T22:41:00+23:59", "2026-09-05", "9999-12-31T23:59:59Z", "-1", "1e400", "\x00", "\ud800",
        "\u202e", "bank-card", "call", "{b_name}", "[?now]", "#panic()", "<script>", "王某", "09:00-18:00", "09:00Z", "", "NaN",
    ]
)  # fmt: skip
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), ODD_TEXT)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
Where = tuple[str | int, ...]


def places(value: Any, at: Where = ()) -> Iterator[Where]:
    """Where a value of the body could be another."""
    yield at
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*at, key))


def changed(body: Any, at: Where, value: Any) -> Any:
    if not at:
        return value
    made = copy.deepcopy(body)
    inner = made
    for step in at[:-1]:
        inner = inner[step]
    inner[at[-1]] = value
    return made


def post(client: TestClient, path: str, body: Any, accept: str = "*/*") -> Response:
    return client.post(path, content=json.dumps(body), headers={**JSON, "accept": accept})


FULL = {
    "debt": {
        "creditor": {"kind": "bank-card", "name": "某银行"}, "collector": {"kind": "agency", "name": "某公司"}, "online": True,
        "signed_on": "2024-01-01", "agreed_hours": {"start": "09:00", "end": "18:00"}, "reachable": True,
        "promised_date": "2026-12-01", "agreement_signed_on": "2026-01-01", "agreement_kept": True, "overdue_days": 3,
        "last_payment_on": "2026-01-01", "last_demand_on": "2026-01-01",
    },
    "contacts": [{
        "at": "2026-09-05T22:41:00", "means": "visit", "direction": "in", "answered": True, "duration_seconds": 95,
        "number": "02100000004", "reached": "me", "called": "单位", "visitors": 3, "acts": ["threaten-harm"], "words": "话",
        "circumstances": [], "on_behalf_of": "某公司", "consent_to_hours": False, "refused_on": "2026-09-01",
        "third_party_role": "unrelated",
    }],
}  # fmt: skip
CHECKS = list(places(FULL))


def test_the_full_body_is_a_request(visitor: TestClient) -> None:
    assert CheckResponse.model_validate(post(visitor, CHECK, FULL).json()).findings
    assert CheckResponse.model_validate(post(visitor, CHECK, EXAMPLE).json()).findings


@HOLD
@given(at=st.sampled_from(CHECKS), value=VALUES)
def test_any_check(visitor: TestClient, at: Where, value: Any) -> None:
    answer = post(visitor, CHECK, changed(FULL, at, value))
    if answer.status_code == 200:
        CheckResponse.model_validate(answer.json())
    else:
        problem(answer, 422)


@HOLD
@given(
    choice=st.integers(0, 10_000), value=VALUES, face=st.sampled_from([*Face, "image/png"]), letter=st.integers(0, 4)
)
def test_any_letter(
    visitor: TestClient, letters: dict[str, dict[str, Any]], choice: int, value: Any, face: str, letter: int
) -> None:
    slug, body = list(letters.items())[letter]
    known = list(places(body))
    asked = changed(body, known[choice % len(known)], value)
    answer = post(visitor, f"/api/v1/letters/{slug}", asked, str(face))
    if answer.status_code == 200:
        assert answer.headers["content-type"].split(";")[0] == face
        assert face != Face.JSON or ComposedResponse.model_validate(answer.json()).text
    else:
        problem(answer, 406 if answer.status_code == 406 else 422)


@HOLD
@given(
    payload=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda text: ("时间,号码,类型\n" + text).encode("utf-8", "replace")),
    )
)
def test_any_file(visitor: TestClient, payload: bytes) -> None:
    answer = visitor.post(READ, files={"file": ("x.csv", payload)})
    if answer.status_code == 200:
        ReadResponse.model_validate(answer.json())
    else:
        assert answer.status_code in (413, 415, 422)
        problem(answer, answer.status_code)
