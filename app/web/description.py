"""The OpenAPI description: every problem is an RFC 9457 document, and said to be one."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.web.errors import PROBLEM_JSON, ProblemDocument, ProblemField

REFERENCE = "#/components/schemas/ProblemDocument"
# The framework's own shape of a refusal, which we never answer with.
UNUSED = ("HTTPValidationError", "ValidationError")


def install(app: FastAPI) -> None:
    """Describe the application so; made once, at the first question."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = describe(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def describe(app: FastAPI) -> dict[str, Any]:
    schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    for methods in schema["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                if not status.startswith("2"):
                    answer["content"] = {PROBLEM_JSON: {"schema": {"$ref": REFERENCE}}}
    models = schema["components"]["schemas"]
    for name in UNUSED:
        models.pop(name, None)
    for model in (ProblemDocument, ProblemField):
        written = model.model_json_schema(ref_template="#/components/schemas/{model}")
        written.pop("$defs", None)
        models[model.__name__] = written
    return schema
