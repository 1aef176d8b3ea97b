"""A ZIP somebody sends as it is: an exported chat with its pictures, months of call records. Nothing is unpacked to disk.

What an archive holds is told by the first bytes of each member, as with any file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from zipfile import ZipInfo

from app.domain.text import clean
from app.domain.upload import MAX_BYTES
from app.errors import FileRefused
from app.evidence.archives import BOMB, MAX_INFLATED, Archive
from app.evidence.messages import other_in
from app.evidence.model import ImportBook
from app.evidence.sniffing import EMPTY_ZIP, TOO_LARGE, Container, container_of

# Two years of months.
MOST_FILES = 24
LISTED = 5
MAX_SHOWN = 60
IN_UTF8 = 0x800
# What archivers put beside the files of a person.
OF_THE_SYSTEM = re.compile(r"(?:^|/)(?:__MACOSX/|\.[^/]*$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
LEADS_ELSEWHERE = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
NOTHING_TO_READ = "压缩文件里没有我们能读的文件：{names}。请上传通话记录或聊天记录的文件。"
NESTED = "压缩文件里还有压缩文件：{names}。请先解压，再上传里面的文件。"
UNSAFE_NAME = "压缩文件里的文件名带着别处的路径，可能有危险，我们不读。请先解压，再上传里面的文件。"
TOO_MANY_FILES = f"压缩文件里要读的文件超过{MOST_FILES}个，太多了。请分几次上传。"


class Inside(StrEnum):
    """What a member is: a file we may read, an archive in the archive, or anything else (a picture, a document)."""

    RECORD = "record"
    ARCHIVE = "archive"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PackedFile:
    """`name` is what the file is taken to be called: that of its folder or the archive where an app calls every chat the same."""

    shown: str
    name: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class Pack:
    """The files of an archive that may be read, and the names of all others that a person put there."""

    archive: Archive
    archive_name: str
    book: ImportBook
    wanted: tuple[ZipInfo, ...]
    others: tuple[str, ...]

    def files(self) -> Iterator[PackedFile]:
        """One at a time. Raises FileRefused."""
        for member in self.wanted:
            name = base_name(member)
            folder = PurePosixPath(name_of(member)).parent.name
            as_called = (folder or self.archive_name) if name in self.book.packed_names else name
            yield PackedFile(clean(name)[:MAX_SHOWN], as_called, self.archive.bytes_of(member))


def pack_of(archive: Archive, name: str, book: ImportBook) -> Pack:
    """Raises FileRefused where nothing in the archive may be read."""
    members = [one for one in archive.members if not one.is_dir()]
    if any(LEADS_ELSEWHERE.search(name_of(one)) for one in members):
        raise FileRefused(UNSAFE_NAME, 415)
    members = [one for one in members if not OF_THE_SYSTEM.search(name_of(one))]
    if not members:
        raise FileRefused(EMPTY_ZIP)
    chats = [one for one in members if is_chat(one, book)]
    wanted: list[ZipInfo] = []
    nested: list[str] = []
    inflated = 0
    for one in chats or members:
        kind, within = kind_of(archive, one)
        inflated += within
        if kind is Inside.RECORD:
            wanted.append(one)
        elif kind is Inside.ARCHIVE:
            nested.append(base_name(one))
        if len(wanted) > MOST_FILES:
            raise FileRefused(TOO_MANY_FILES, 413)
        if inflated > MAX_INFLATED:
            raise FileRefused(BOMB, 413)
    if not wanted:
        names = shown(nested or [base_name(one) for one in members])
        raise FileRefused((NESTED if nested else NOTHING_TO_READ).format(names=names), 415)
    if sum(one.file_size for one in wanted) > MAX_BYTES:
        raise FileRefused(TOO_LARGE, 413)
    return Pack(archive, name, book, tuple(wanted), tuple(base_name(one) for one in members if one not in wanted))


def is_chat(member: ZipInfo, book: ImportBook) -> bool:
    """Whether an app packed this with all that was sent in the chat: whatever else lies there is no record."""
    name = base_name(member)
    named = any(other_in(name, one.file.file_names) for one in book.formats)
    return name in book.packed_names or (named and name.lower().endswith(".txt"))


def kind_of(archive: Archive, member: ZipInfo) -> tuple[Inside, int]:
    """By its first bytes, an archive by its directory, with what that inflates to. Raises FileRefused where it is broken."""
    head = next(archive.chunks_of(member), b"")
    try:
        if container_of(head) is not Container.ARCHIVE:
            return Inside.RECORD, 0
        if member.file_size > MAX_BYTES:
            return Inside.ARCHIVE, 0
        within = Archive(archive.bytes_of(member))
    except FileRefused:
        return Inside.OTHER, 0
    return (Inside.RECORD, within.inflated) if within.is_workbook else (Inside.ARCHIVE, 0)


def name_of(member: ZipInfo) -> str:
    """As it was written: archivers of Windows write Chinese in the encoding of the machine and do not say so."""
    name = member.orig_filename
    if not member.flag_bits & IN_UTF8 and not name.isascii():
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode()
        except UnicodeDecodeError:
            name = raw.decode("gb18030", "replace")
    return name.replace("\\", "/")


def base_name(member: ZipInfo) -> str:
    return PurePosixPath(name_of(member)).name


def shown(names: Sequence[str]) -> str:
    """a.jpg、b.mp4等7个"""
    first = "、".join(clean(name)[:MAX_SHOWN] for name in names[:LISTED])
    return f"{first}等{len(names)}个" if len(names) > LISTED else first
