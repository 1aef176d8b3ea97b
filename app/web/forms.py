"""What a page's form posted: fields as lists of text, and a file with its bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile

from app.domain.text import clean
from app.domain.upload import MAX_BYTES
from app.web.deps import SettingsDep

MOST_FIELDS = 2_000
MOST_FILES = 20


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


@dataclass(frozen=True)
class Uploaded:
    """`name` and `payload` are of the first file under the name `file`, None when none was chosen; `files` is how many
    there were. Of a file that is too large one byte more than is allowed is read: whoever reads it says so."""

    fields: Mapping[str, Sequence[str]]
    name: str = ""
    payload: bytes | None = None
    files: int = 0

    def first(self, name: str) -> str:
        return next(iter(self.fields.get(name, ())), "")


async def uploaded_form(request: Request, settings: SettingsDep) -> Uploaded:
    """Read into memory and nowhere else; the largest body is refused before."""
    limits = {"max_files": MOST_FILES, "max_fields": MOST_FIELDS, "max_part_size": settings.max_upload_bytes}
    async with request.form(**limits) as form:
        files = [one for one in form.getlist("file") if isinstance(one, UploadFile) and (one.filename or one.size)]
        if not files:
            return Uploaded(texts(form))
        return Uploaded(texts(form), files[0].filename or "", await files[0].read(MAX_BYTES + 1), len(files))


UploadedForm = Annotated[Uploaded, Depends(uploaded_form)]
