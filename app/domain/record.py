"""A document as it is kept and taken along: plain data, from which the very same document is made again."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from app.domain import document as drawn
from app.domain.document import Document, Form
from app.domain.moment import Day
from app.domain.text import UNWANTED

LONGEST_TEXT = 20_000
MOST_BLOCKS = 1_000
MOST_ROWS = 1_000
MOST_CELLS = 20


def visible_only(text: str) -> str:
    """Without what cannot be seen; unlike `clean` it leaves every other character as it was set."""
    return UNWANTED.sub("", text)


Said = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(visible_only)]
Lines = Annotated[tuple[Said, ...], Field(max_length=MOST_ROWS)]
Cells = Annotated[tuple[Said, ...], Field(max_length=MOST_CELLS)]


class Recorded(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RecordedHeading(Recorded):
    kind: Literal["heading"]
    text: Said
    level: Literal[1, 2] = 1


class RecordedSalutation(Recorded):
    kind: Literal["salutation"]
    text: Said


class RecordedParagraph(Recorded):
    kind: Literal["paragraph"]
    text: Said
    indent: bool = True


class RecordedNumbered(Recorded):
    kind: Literal["numbered"]
    items: Lines
    foremost: tuple[int, ...] = ()


class RecordedTable(Recorded):
    kind: Literal["table"]
    header: Cells
    rows: Annotated[tuple[Cells, ...], Field(max_length=MOST_ROWS)]
    caption: Said = ""
    widths: Annotated[
        tuple[Annotated[float, Field(gt=0, le=1_000, allow_inf_nan=False)], ...], Field(max_length=MOST_CELLS)
    ] = ()


class RecordedAddressed(Recorded):
    kind: Literal["addressed"]
    name: Said


class RecordedSignature(Recorded):
    kind: Literal["signature"]
    role: Said
    on: Day | None


class RecordedEnclosures(Recorded):
    kind: Literal["enclosures"]
    items: Lines
    lead: Said = "附件"


class RecordedAnnex(Recorded):
    kind: Literal["annex"]
    title: Said


# No Figure: letters have none, and a drawing out of a file is nothing to be taken in.
RecordedBlock = Annotated[
    RecordedHeading
    | RecordedSalutation
    | RecordedParagraph
    | RecordedNumbered
    | RecordedTable
    | RecordedAddressed
    | RecordedSignature
    | RecordedEnclosures
    | RecordedAnnex,
    Field(discriminator="kind"),
]
BLOCKS: dict[str, Any] = {
    one.__name__.lower(): one
    for one in (
        drawn.Heading, drawn.Salutation, drawn.Paragraph, drawn.Numbered, drawn.Table, drawn.Addressed,
        drawn.Signature, drawn.Enclosures, drawn.Annex,
    )
}  # fmt: skip


class RecordedDocument(Recorded):
    """A Document; `document` gives it back, equal in everything."""

    kind: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,80}$")]
    title: Annotated[Said, Field(max_length=300)]
    form: Form
    blocks: Annotated[tuple[RecordedBlock, ...], Field(max_length=MOST_BLOCKS)]
    checklist: Lines = ()
    on: Day
    law_on: Day
    content_version: Annotated[Said, Field(max_length=200)]
    subject: Annotated[Said, Field(max_length=300)] = ""

    @property
    def document(self) -> Document:
        told = {name: getattr(self, name) for name in type(self).model_fields if name != "blocks"}
        return Document(blocks=tuple(made(one) for one in self.blocks), **told)


def made(recorded: Recorded) -> Any:
    told = {name: getattr(recorded, name) for name in type(recorded).model_fields}
    return BLOCKS[told.pop("kind")](**told)


def record(document: Document) -> RecordedDocument:
    """Raises ValidationError for a document no record can hold: one with drawings, or longer than any letter."""
    told = {one.name: getattr(document, one.name) for one in fields(document)}
    blocks = [
        {"kind": type(block).__name__.lower(), **{one.name: getattr(block, one.name) for one in fields(block)}}
        for block in document.blocks
    ]
    return RecordedDocument.model_validate({**told, "blocks": blocks})
