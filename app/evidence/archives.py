"""A ZIP, a workbook or one with files in it, proven harmless before anything in it is parsed.

The directory at its end says how many members there are and how large they say they are; both are bounded before it is
read. A member never gives more bytes than it said: what it says is what is counted, and one that lies is broken.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from app.errors import FileRefused
from app.evidence.sniffing import DOCUMENT

MAX_DIRECTORY = 256 * 1024
MAX_MEMBERS = 2_000
MAX_INFLATED = 128 * 1024 * 1024
# Real sheets shrink to a tenth, a thirtieth at the very best.
MAX_RATIO = 150
SMALL = 1024 * 1024
CHUNK = 64 * 1024
ENCRYPTED = 0x1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# How the names of the members of a workbook begin, and those of other documents packed the same way.
WORKBOOKS = ("xl/", "content.xml")
DOCUMENTS = ("word/", "ppt/")
END = b"PK\x05\x06"
END_RECORD = struct.Struct("<4s4H2LH")
END_64 = b"PK\x06\x06"
END_64_RECORD = struct.Struct("<4sQ2H2L4Q")
LOCATOR_64 = b"PK\x06\x07"
LOCATOR_64_RECORD = struct.Struct("<4sLQL")
LONGEST_COMMENT = 65_535
BOMB = "这个文件解开以后大得不正常，可能有危险，我们不读。请重新下载。"
BROKEN = "这个文件坏了，打不开。请重新下载一次，再上传。"
PACKED_PASSWORD = "这个压缩文件有密码，我们打不开。请先用密码解压，再上传里面的文件。"
PASSWORD = "这个文件有密码，我们打不开。请用WPS或Excel打开它，去掉密码再保存，然后上传新文件。"


class Archive:
    """The members of a ZIP by name: small letters, forward slashes. Reading raises FileRefused.

    `inflated` is how many bytes all members give together.
    """

    def __init__(self, payload: bytes) -> None:
        if directory_size(payload) > MAX_DIRECTORY:
            raise FileRefused(BOMB, 413)
        with refused_when_broken():
            self._zip = zipfile.ZipFile(BytesIO(payload))
        members = self._zip.infolist()
        names = [plain_name(one.filename) for one in members]
        if len(members) > MAX_MEMBERS:
            raise FileRefused(BOMB, 413)
        if any(name.startswith(DOCUMENTS) for name in names):
            raise FileRefused(DOCUMENT, 415)
        self.is_workbook = any(name.startswith(WORKBOOKS) for name in names)
        if any(one.flag_bits & ENCRYPTED for one in members):
            raise FileRefused(PASSWORD if self.is_workbook else PACKED_PASSWORD, 415)
        if any(one.file_size > SMALL and one.file_size > MAX_RATIO * one.compress_size for one in members):
            raise FileRefused(BOMB, 413)
        self.inflated = sum(one.file_size for one in members)
        if self.inflated > MAX_INFLATED:
            raise FileRefused(BOMB, 413)
        if any(one.compress_type not in METHODS for one in members):
            raise FileRefused(BROKEN)
        self._members = dict(zip(names, members, strict=True))
        self.members = tuple(members)

    def __contains__(self, name: str) -> bool:
        return plain_name(name) in self._members

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a member; nothing when there is none of this name."""
        if member := self._members.get(plain_name(name)):
            yield from self.chunks_of(member)

    def chunks_of(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        with refused_when_broken(), self._zip.open(member) as file:
            while chunk := file.read(CHUNK):
                yield chunk

    def bytes_of(self, member: zipfile.ZipInfo) -> bytes:
        return b"".join(self.chunks_of(member))

    def read(self, name: str) -> bytes:
        return b"".join(self.chunks(name))


def plain_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


@contextmanager
def refused_when_broken() -> Iterator[None]:
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
        OverflowError,
        LookupError,
    ):
        raise FileRefused(BROKEN) from None


def directory_size(payload: bytes) -> int:
    """Bytes of the list of members, as the end of the file tells; it is parsed only when it is small."""
    start = payload.rfind(END, max(0, len(payload) - END_RECORD.size - LONGEST_COMMENT))
    if start < 0:
        raise FileRefused(BROKEN)
    with refused_when_broken():
        size = int(END_RECORD.unpack_from(payload, start)[5])
        locator = start - LOCATOR_64_RECORD.size
        if locator >= 0 and payload.startswith(LOCATOR_64, locator):
            size = 0 if size == 0xFFFFFFFF else size
            for record in {locator - END_64_RECORD.size, payload.rfind(END_64, 0, locator)}:
                if record >= 0 and payload.startswith(END_64, record):
                    size = max(size, int(END_64_RECORD.unpack_from(payload, record)[8]))
    return size
