"""The base of every content model, and how its problems are told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from app.content.tree import Tree, Where


class ContentModel(BaseModel):
    """Frozen; an unknown field is a problem."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


Model = TypeVar("Model", bound=ContentModel)
QUOTED = re.compile(r"'([^']*)'")


def nearest(name: str, names: Iterable[str]) -> str:
    """“; did you mean 'x'?” for the closest valid name, or nothing."""
    close = get_close_matches(name, list(names), n=1, cutoff=0.5)
    return f"; did you mean '{close[0]}'?" if close else ""


def sentence(error: ErrorDetails, model: type[BaseModel]) -> str:
    """One pydantic error as a sentence; names the field, the value where short, and the nearest valid name."""
    name = str(error["loc"][-1]) if error["loc"] else "the file"
    kind = error["type"]
    if kind == "missing":
        return f"the field '{name}' is missing."
    if kind == "extra_forbidden":
        fields = [field.alias or key for key, field in fields_around(model, error["loc"][:-1]).items()]
        return f"there is no field '{name}' here{nearest(name, fields) or '.'}"
    if kind in ("enum", "literal_error"):
        words = QUOTED.findall(str(error.get("ctx", {}).get("expected", "")))
        return f"'{error['input']}' is not a value of '{name}' ({', '.join(words)}){nearest(str(error['input']), words) or '.'}"
    message = error["msg"].removeprefix("Value error, ")
    where = f"'{name}': " if error["loc"] else ""
    return f"{where}{message[:1].lower()}{message[1:]}."


def fields_around(model: type[BaseModel], where: Sequence[object]) -> dict[str, FieldInfo]:
    """The fields valid at `where` inside `model`, as far as its annotations tell."""
    current: object = model
    for step in where:
        if isinstance(step, int):
            continue
        if isinstance(current, type) and issubclass(current, BaseModel) and str(step) in current.model_fields:
            current = next(iter(models_in(current.model_fields[str(step)].annotation)), None)
    return dict(current.model_fields) if isinstance(current, type) and issubclass(current, BaseModel) else {}


def models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in getattr(annotation, "__args__", ()) for model in models_in(inner)]


def locate(tree: Tree, loc: Sequence[object]) -> Where:
    """The longest prefix of a pydantic location that exists in the file (union tags are skipped)."""
    where: Where = ()
    for step in loc:
        if isinstance(step, (str, int)) and (*where, step) in tree.lines:
            where = (*where, step)
    return where


def validate(model: type[Model], tree: Tree, extra: dict[str, object] | None = None) -> tuple[Model | None, list[str]]:
    """The model of a tree, or every problem as `path:line: sentence`. `extra` adds what the path knows (slug, date)."""
    if tree.problems:
        return None, list(tree.problems)
    if not isinstance(tree.value, dict):
        return None, [f"{tree.path}:1: a mapping of fields is expected here."]
    try:
        return model.model_validate({**tree.value, **(extra or {})}), []
    except ValidationError as failure:
        return None, [tree.at(locate(tree, error["loc"]), sentence(error, model)) for error in failure.errors()]
