"""What the borrower said last of many contacts of one number at once, and how each stood before, so that it can be taken back."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.domain.contact import Contact, Reached, ThirdPartyRole
from app.domain.text import PlainText

DIGEST_DIGITS = 16
Names = tuple[Annotated[str, Field(max_length=60)], ...]


class MarkedField(StrEnum):
    """What may be said of many contacts at once: names of their fields."""

    ANSWERED = "answered"
    REACHED = "reached"
    THIRD_PARTY_ROLE = "third_party_role"
    CALLED = "called"
    ON_BEHALF_OF = "on_behalf_of"
    ACTS = "acts"
    WORDS = "words"
    CIRCUMSTANCES = "circumstances"
    RULED_OUT = "ruled_out"
    UNSURE = "unsure"


class Said(BaseModel):
    """The marked fields of a contact, each with the contact's own default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    answered: bool | None = None
    reached: Reached = Reached.ME
    third_party_role: ThirdPartyRole | None = None
    called: Annotated[PlainText, Field(max_length=60)] = ""
    on_behalf_of: Annotated[PlainText, Field(max_length=120)] = ""
    acts: Annotated[Names, Field(max_length=80)] = ()
    words: Annotated[PlainText, Field(max_length=2_000)] = ""
    circumstances: Annotated[Names, Field(max_length=80)] = ()
    ruled_out: Annotated[Names, Field(max_length=80)] = ()
    unsure: Annotated[Names, Field(max_length=100)] = ()


class Before(BaseModel):
    """Contacts of which the same was changed: `spans` are (first, last) places among those of the number, `was` what stood."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    spans: Annotated[tuple[tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]], ...], Field(min_length=1)]
    fields: Annotated[tuple[MarkedField, ...], Field(min_length=1)]
    was: Said


class LastMarking(BaseModel):
    """`digest` is of the number's contacts as the marking left them: changed since, it cannot be taken back as a whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: Annotated[PlainText, Field(max_length=40)]
    count: Annotated[int, Field(ge=1)]
    digest: Annotated[str, Field(pattern=rf"^[0-9a-f]{{{DIGEST_DIGITS}}}$")]
    before: Annotated[tuple[Before, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def count_its_contacts(self) -> Self:
        lengths = [last - first + 1 for one in self.before for first, last in one.spans]
        if min(lengths) < 1 or sum(lengths) != self.count:
            raise ValueError("标记的次数对不上，没有读。")
        return self


def said_of(contact: Contact, fields: tuple[MarkedField, ...]) -> Said:
    """These fields as they stand; the others at their default."""
    return Said.model_validate({field.value: getattr(contact, field) for field in fields})
