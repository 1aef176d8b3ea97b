"""One call, message, visit or posting."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from app.domain.moment import EARLIEST, Day, in_shanghai, is_night, read_written_moment, say_day, say_moment
from app.domain.text import PlainText

DAY_SECONDS = 86_400
LONGEST_TEXT = 2_000


class Means(StrEnum):
    CALL = "call"
    SMS = "sms"
    CHAT = "chat"
    LETTER = "letter"
    VISIT = "visit"
    POSTING = "posting"
    OTHER = "other"


MEANS_NAMES = {
    Means.CALL: "电话",
    Means.SMS: "短信",
    Means.CHAT: "微信等聊天",
    Means.LETTER: "信件",
    Means.VISIT: "上门",
    Means.POSTING: "张贴、发帖",
    Means.OTHER: "其他",
}


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Reached(StrEnum):
    ME = "me"
    FAMILY = "family"
    FRIEND = "friend"
    COLLEAGUE = "colleague"
    EMPLOYER = "employer"
    SCHOOL = "school"
    NEIGHBOUR = "neighbour"
    COMMITTEE = "committee"
    PUBLIC = "public"
    OTHER = "other"
    UNKNOWN = "unknown"


REACHED_NAMES = {
    Reached.ME: "我本人",
    Reached.FAMILY: "家人",
    Reached.FRIEND: "朋友",
    Reached.COLLEAGUE: "同事",
    Reached.EMPLOYER: "单位领导、人事",
    Reached.SCHOOL: "学校老师、同学",
    Reached.NEIGHBOUR: "邻居",
    Reached.COMMITTEE: "居委会、村委会",
    Reached.PUBLIC: "很多人能看到",
    Reached.OTHER: "其他人",
    Reached.UNKNOWN: "不清楚是谁",
}


class ThirdPartyRole(StrEnum):
    """What the person reached has to do with the debt."""

    UNRELATED = "unrelated"
    GUARANTOR = "guarantor"
    CO_BORROWER = "co-borrower"
    SPOUSE = "spouse"
    HEIR = "heir"


THIRD_PARTY_ROLE_NAMES = {
    ThirdPartyRole.UNRELATED: "没有关系",
    ThirdPartyRole.GUARANTOR: "担保人",
    ThirdPartyRole.CO_BORROWER: "共同借款人",
    ThirdPartyRole.SPOUSE: "配偶",
    ThirdPartyRole.HEIR: "继承人",
}


class ContactFact(StrEnum):
    """What a borrower may not know of a contact: the names of its fields."""

    ANSWERED = "answered"
    REACHED = "reached"
    THIRD_PARTY_ROLE = "third_party_role"
    VISITORS = "visitors"
    CONSENT_TO_HOURS = "consent_to_hours"


class Contact(BaseModel):
    """A contact as the borrower recorded or imported it.

    `at` is on a Shanghai clock, `duration_seconds` in seconds, `acts` are conduct slugs the borrower ticked,
    `circumstances` are aggravating facts the borrower confirmed (ids of content/tables/circumstances.yaml), `ruled_out`
    those that were not there. `words` are what the other side said or wrote, and nothing else: they are printed in quotation
    marks. `note` is the borrower's own account of it. None (for `reached`, unknown) is what nobody said. `unsure` holds
    what the borrower was asked and does not know: names of ContactFact, ids of circumstances.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: datetime
    means: Means = Means.CALL
    direction: Direction = Direction.IN
    answered: bool | None = None
    duration_seconds: Annotated[int, Field(ge=0, le=DAY_SECONDS)] | None = None
    number: Annotated[PlainText, Field(max_length=40)] = ""
    reached: Reached = Reached.ME
    called: Annotated[PlainText, Field(max_length=60)] = ""
    visitors: Annotated[int, Field(ge=1, le=500)] | None = None
    acts: tuple[Annotated[str, Field(max_length=60)], ...] = Field(default=(), max_length=80)
    words: Annotated[PlainText, Field(max_length=LONGEST_TEXT)] = ""
    note: Annotated[PlainText, Field(max_length=LONGEST_TEXT)] = ""
    circumstances: tuple[Annotated[str, Field(max_length=60)], ...] = Field(default=(), max_length=80)
    ruled_out: tuple[Annotated[str, Field(max_length=60)], ...] = Field(default=(), max_length=80)
    on_behalf_of: Annotated[PlainText, Field(max_length=120)] = ""
    consent_to_hours: bool | None = None
    refused_on: Day | None = None
    third_party_role: ThirdPartyRole | None = None
    unsure: tuple[Annotated[str, Field(max_length=60)], ...] = Field(default=(), max_length=100)

    @field_validator("ruled_out")
    @classmethod
    def not_confirmed(cls, ruled_out: tuple[str, ...], known: ValidationInfo) -> tuple[str, ...]:
        """Once each, and what was confirmed stays confirmed."""
        confirmed = known.data.get("circumstances", ())
        return tuple(dict.fromkeys(one for one in ruled_out if one not in confirmed))

    @field_validator("at", mode="before")
    @classmethod
    def written_as_a_moment(cls, at: object) -> object:
        return read_written_moment(at)

    @field_validator("at")
    @classmethod
    def on_a_shanghai_clock(cls, at: datetime) -> datetime:
        moment = in_shanghai(at)
        if moment.date() < EARLIEST:
            raise ValueError("这个日期太早了，请核对年份。")
        return moment

    @classmethod
    def as_read(
        cls,
        *,
        at: datetime,
        means: Means,
        direction: Direction,
        answered: bool | None,
        duration_seconds: int | None,
        number: str,
        words: str,
        note: str = "",
    ) -> Contact:
        """The contact that `Contact(…)` makes of these fields, without looking at them once more: files have many rows.

        For readers alone, which give `at` on a Shanghai clock and not too early, no more seconds than a day has, and text
        that is clean and short enough.
        """
        fields = UNSAID.copy()
        fields["at"] = at
        fields["means"] = means
        fields["direction"] = direction
        fields["answered"] = answered
        fields["duration_seconds"] = duration_seconds
        fields["number"] = number
        fields["words"] = words
        fields["note"] = note
        made = cls.__new__(cls)
        put(made, "__dict__", fields)
        put(made, "__pydantic_fields_set__", READ)
        put(made, "__pydantic_extra__", None)
        put(made, "__pydantic_private__", None)
        return made

    @property
    def day(self) -> date:
        return self.at.date()

    @property
    def at_night(self) -> bool:
        return is_night(self.at)

    @property
    def has_clock(self) -> bool:
        """Whether anybody asks for the minute: a letter comes on a day."""
        return self.means is not Means.LETTER

    @property
    def said_at(self) -> str:
        """2026年9月5日22时41分, of a letter 2026年9月5日."""
        return say_moment(self.at) if self.has_clock else say_day(self.day)

    def knows(self, fact: ContactFact) -> bool:
        """Whether somebody said it."""
        if fact is ContactFact.REACHED:
            return self.reached is not Reached.UNKNOWN
        return getattr(self, fact) is not None

    @property
    def to_me(self) -> bool:
        return self.reached is Reached.ME

    @property
    def called_another_line(self) -> bool:
        """`called` is a number of another person: neither the writer's own nor the landline of their work."""
        number = self.called.replace("-", "")
        office = self.reached is Reached.EMPLOYER and number.startswith("0")
        return number.isdigit() and not self.to_me and not office

    @property
    def incoming(self) -> bool:
        return self.direction is Direction.IN


# What `Contact.as_read` needs: every field at its default, and those a reader gives. Whoever copies a contact copies the set.
UNSAID: dict[str, object] = {name: field.get_default() for name, field in Contact.model_fields.items()}
READ = {"at", "means", "direction", "answered", "duration_seconds", "number", "words", "note"}
put = object.__setattr__
