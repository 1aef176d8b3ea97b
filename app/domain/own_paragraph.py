"""A paragraph a person adds to a letter in their own words."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.domain.text import PlainText

MOST_OWN_PARAGRAPHS = 5
LONGEST_OWN_PARAGRAPH = 1_000
# What is longer is shown again and said to be too long; what no letter can hold is not kept.
LONGEST_KEPT = 5_000


class OwnParagraph(BaseModel):
    """`after` is the heading of the letter under which it stands, behind all else; "" is before the signature."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Annotated[PlainText, Field(min_length=1, max_length=LONGEST_KEPT)]
    after: Annotated[PlainText, Field(max_length=200)] = ""


OwnParagraphs = Annotated[tuple[OwnParagraph, ...], Field(max_length=MOST_OWN_PARAGRAPHS)]
