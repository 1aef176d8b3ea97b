"""What a page's form posted: fields as lists of text. Files are the evidence page's own business."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData

from app.domain.text import clean
from app.web.deps import SettingsDep

MOST_FIELDS = 2_000


def texts(form: FormData) -> dict[str, list[str]]:
    """Every text by the name of its field, in the order of the form."""
    typed: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            typed.setdefault(name, []).append(value)
    return typed


async def typed_form(request: Request, settings: SettingsDep) -> dict[str, list[str]]:
    """What a person typed, without what cannot be seen."""
    # Fields are refused one by one for their length, so that the rest of what was typed can be shown again.
    async with request.form(max_fields=MOST_FIELDS, max_part_size=settings.max_upload_bytes) as form:
        return {name: [clean(one) for one in values] for name, values in texts(form).items()}


TypedForm = Annotated[Mapping[str, Sequence[str]], Depends(typed_form)]
