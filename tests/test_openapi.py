"""The description says all there is: every operation with a summary, an example, its problems; and nothing missing."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

PUBLIC = {
    ("get", "/api/v1/ask"),
    ("get", "/api/v1/guidance"),
    ("get", "/api/v1/guidance/{topic}/{slug}"),
    ("get", "/api/v1/law/{instrument}"),
    ("get", "/api/v1/conduct"),
    ("post", "/api/v1/conduct/check"),
    ("get", "/api/v1/channels"),
    ("get", "/api/v1/channels/find"),
    ("get", "/api/v1/who-is-calling"),
    ("get", "/api/v1/received"),
    ("get", "/api/v1/case-number"),
    ("get", "/api/v1/deadlines"),
    ("get", "/api/v1/deadlines/{name}"),
    ("get", "/api/v1/letters"),
    ("get", "/api/v1/letters/{slug}"),
    ("post", "/api/v1/letters/{slug}"),
    ("post", "/api/v1/letters/dossier"),
    ("post", "/api/v1/evidence/read"),
    ("post", "/api/v1/evidence/pack"),
}


@pytest.fixture
def schema(client: TestClient) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/api/openapi.json").json()
    return answer


def operations(schema: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operation) for path, methods in schema["paths"].items() for method, operation in methods.items()
    ]


def test_the_public_surface_is_described_and_nothing_else(schema: dict[str, Any]) -> None:
    assert {(method, path) for method, path, _ in operations(schema)} == PUBLIC


def test_every_operation_says_what_it_does_and_what_can_go_wrong(schema: dict[str, Any]) -> None:
    for method, path, operation in operations(schema):
        assert operation["summary"], (method, path)
        assert operation["responses"]["200"]["content"], (method, path)
        problems = {status: answer for status, answer in operation["responses"].items() if status != "200"}
        for status, answer in problems.items():
            assert set(answer["content"]) == {"application/problem+json"}, (method, path, status)


def test_every_parameter_and_request_has_an_example(schema: dict[str, Any]) -> None:
    for method, path, operation in operations(schema):
        for parameter in operation.get("parameters", []):
            described = {**parameter, **parameter["schema"]}
            assert "examples" in described or "example" in described, (method, path, parameter["name"])
        for content in operation.get("requestBody", {}).get("content", {}).values():
            model = content["schema"]
            if "$ref" in model:
                model = schema["components"]["schemas"][model["$ref"].rsplit("/", 1)[1]]
            assert "examples" in content or "examples" in model or "example" in content, (method, path)


def test_the_description_is_a_page_without_script_of_others(client: TestClient) -> None:
    body = client.get("/api/docs").text
    assert "/api/v1/conduct/check" in body
    assert "cdn" not in body
