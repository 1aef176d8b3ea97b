"""A file of the borrower's own (a recording, a screenshot), known by its SHA-256. The file itself is never kept here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from app.domain.moment import EARLIEST, LATEST, in_shanghai, read_written_moment, say_day
from app.domain.text import clean

MOST_FILES = 500
LONGEST_NAME = 255
LONGEST_SHOWS = 120
# A terabyte: more than any phone holds.
LARGEST = 1 << 40
HEX_DIGITS = 64


class FileKind(StrEnum):
    CALL_LOG = "call-log"
    RECORDING = "recording"
    PICTURE = "picture"
    MESSAGES = "messages"
    CONTRACT = "contract"
    PAYMENT = "payment"
    OTHER = "other"


FILE_KIND_NAMES = {
    FileKind.CALL_LOG: "通话详单",
    FileKind.RECORDING: "录音、录像",
    FileKind.PICTURE: "截图、照片",
    FileKind.MESSAGES: "短信、聊天记录",
    FileKind.CONTRACT: "合同、账单",
    FileKind.PAYMENT: "还款凭证",
    FileKind.OTHER: "其他",
}


def read_name(name: str) -> str:
    """The name on one line, without what cannot be seen: a mark that turns the text round would hide the real ending."""
    shown = " ".join(clean(name).split())
    if not shown:
        raise ValueError("文件名不能空着。")
    if len(shown) > LONGEST_NAME:
        raise ValueError(f"文件名最多{LONGEST_NAME}个字。请改短，改名不会改变文件内容。")
    return shown


def read_size(size: object) -> int:
    """In bytes; a file without content shows nothing."""
    if isinstance(size, bool) or not isinstance(size, int):
        raise ValueError("文件大小写成整数，单位是字节。")
    if size < 0:
        raise ValueError("文件大小不能是负数。")
    if size == 0:
        raise ValueError("这是空文件，里面没有内容。请重新导出，能打开了再登记。")
    if size > LARGEST:
        raise ValueError("文件大小超出了范围，请核对。")
    return size


def read_digest(digest: object) -> str:
    if not isinstance(digest, str) or len(digest) != HEX_DIGITS or set(digest.lower()) - set("0123456789abcdef"):
        raise ValueError(f"SHA-256校验值是{HEX_DIGITS}位，只有数字和字母a到f。请核对有没有抄漏。")
    return digest.lower()


def read_shows(shows: str) -> str:
    said = " ".join(clean(shows).split())
    if len(said) > LONGEST_SHOWS:
        raise ValueError(f"“证明什么”最多{LONGEST_SHOWS}个字，写一句就够。")
    return said


class OwnFile(BaseModel):
    """`size` in bytes, `modified` on a Shanghai clock where the phone told it, `shows` in one line what it proves;
    `withheld`: it stands in the list of evidence and goes along with no letter."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, AfterValidator(read_name)]
    size: Annotated[int, BeforeValidator(read_size)]
    sha256: Annotated[str, BeforeValidator(read_digest)]
    modified: datetime | None = None
    kind: FileKind = FileKind.OTHER
    shows: Annotated[str, AfterValidator(read_shows)] = ""
    withheld: bool = False

    @field_validator("modified", mode="before")
    @classmethod
    def written_as_a_moment(cls, modified: object) -> object:
        return None if modified is None else read_written_moment(modified)

    @field_validator("modified")
    @classmethod
    def on_a_shanghai_clock(cls, modified: datetime | None) -> datetime | None:
        if modified is None:
            return None
        moment = in_shanghai(modified)
        if not EARLIEST <= moment.date() <= LATEST:
            raise ValueError(f"修改时间要在{say_day(EARLIEST)}到{say_day(LATEST)}之间，请核对手机的日期。")
        return moment


OwnFiles = Annotated[tuple[OwnFile, ...], Field(max_length=MOST_FILES)]

ENDINGS = {
    FileKind.RECORDING: ("mp3", "m4a", "amr", "wav", "aac", "ogg", "opus", "flac", "3gp", "mp4", "mov", "mkv", "avi", "silk"),
    FileKind.PICTURE: ("png", "jpg", "jpeg", "heic", "heif", "webp", "gif", "bmp"),
    FileKind.CALL_LOG: ("csv", "tsv", "xls", "xlsx"),
}  # fmt: skip
KIND_OF_ENDING = {ending: kind for kind, endings in ENDINGS.items() for ending in endings}


def likely_kind(name: str) -> FileKind:
    """What a file probably is, by the ending of its name; the borrower can say otherwise."""
    return KIND_OF_ENDING.get(name.rsplit(".", 1)[-1].strip().lower(), FileKind.OTHER)


def say_size(size: int) -> str:
    """512字节, 2.3 MB: as most phones show it, a thousand to the step."""
    for unit, step in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= step:
            return f"{size / step:,.1f} {unit}"
    return f"{size}字节"


def without_twins(files: Sequence[OwnFile]) -> tuple[OwnFile, ...]:
    """Of files with the same content the first, whatever the others are called."""
    first: dict[str, OwnFile] = {}
    for one in files:
        first.setdefault(one.sha256, one)
    return tuple(first.values())
