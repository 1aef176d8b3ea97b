"""What a file really is, by its first bytes; the name it bears says nothing."""

from __future__ import annotations

from enum import StrEnum

from app.domain.upload import MAX_BYTES
from app.errors import FileRefused

TOO_LARGE = f"这个文件超过{MAX_BYTES // 1024 // 1024}MB，太大了。请按月份分开下载，再一个一个上传。"
ONE_AT_A_TIME = "一次只能上传一个文件。请先传一个，读完再传下一个。"
EMPTY = "这个文件是空的。请重新下载一次，再上传。"
PICTURE = "这是一张图片，我们读不了。请把通话记录的文字粘贴到输入框里，一行一条。"
PDF = "这是PDF，我们读不了。请下载表格（CSV）格式；没有的话，把文字复制出来，粘贴到输入框里。"
PACKED = "这种压缩文件（7z、rar、gz）我们打不开，只能打开ZIP。请先解压，再上传里面的文件。"
EMPTY_ZIP = "这个压缩文件里什么也没有。请重新导出一次，再上传。"
DOCUMENT = "这是Word或演示文稿，我们读不了。请上传运营商给你的表格；没有的话，把文字粘贴到输入框里。"
DATABASE = "这是手机数据库文件，我们读不了。请用导出通话记录的App，导出CSV或XML文件。"
RECORDING = "这是录音或视频，不是通话记录。请自己保存好原文件，它也是证据。"
PROGRAM = "这是程序文件，不是通话记录。请不要打开它，换成运营商给你的详单文件。"
BINARY = "这个文件不是文字或表格，我们读不了。请上传Excel、CSV、网页表格或XML文件。"

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The first record of a workbook that stands without a container around it: BIFF 2, 3, 4, and 5 to 8.
BARE_WORKBOOKS = (b"\t\x00\x04\x00", b"\t\x02\x06\x00", b"\t\x04\x06\x00", b"\t\x08\x08\x00", b"\t\x08\x10\x00")
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF87a", PICTURE),
    (b"GIF89a", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"BM", PICTURE),
    (b"%PDF-", PDF),
    (b"PK\x05\x06", EMPTY_ZIP),
    (b"PK\x07\x08", PACKED),
    (b"\x1f\x8b", PACKED),
    (b"7z\xbc\xaf\x27\x1c", PACKED),
    (b"Rar!\x1a\x07", PACKED),
    (b"\xfd7zXZ\x00", PACKED),
    (b"\x28\xb5\x2f\xfd", PACKED),
    (b"BZh", PACKED),
    (b"SQLite format 3\x00", DATABASE),
    (b"bplist", DATABASE),
    (b"ID3", RECORDING),
    (b"OggS", RECORDING),
    (b"#!AMR", RECORDING),
    (b"fLaC", RECORDING),
    (b"\x1aE\xdf\xa3", RECORDING),
    (b"\x7fELF", PROGRAM),
    (b"MZ", PROGRAM),
)
# Two letters are too few to be sure of: these count only when binary bytes follow.
SHORT_SIGNATURES = (b"BM", b"MZ", b"BZh", b"ID3")
PICTURE_BRANDS = (b"heic", b"heix", b"mif1", b"avif", b"msf1")
CONTROL_BYTES = bytes(code for code in range(32) if code not in b"\t\n\r\x0b\x0c\x1b\x1a")


class Container(StrEnum):
    """What a file is by its first bytes. An archive may hold a workbook; a compound file is an old one."""

    TEXT = "text"
    ARCHIVE = "archive"
    COMPOUND = "compound"


def check_size(length: int) -> None:
    """Raises FileRefused (413) above MAX_BYTES; ask before reading the whole file."""
    if length > MAX_BYTES:
        raise FileRefused(TOO_LARGE, 413)


def container_of(payload: bytes) -> Container:
    """Raises FileRefused: 422 for an empty file, 415 for anything that is neither text nor a workbook."""
    if not payload.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise FileRefused(EMPTY)
    if payload.startswith(ZIP):
        return Container.ARCHIVE
    if payload.startswith((OLE, *BARE_WORKBOOKS)):
        return Container.COMPOUND
    if sentence := told_by_signature(payload):
        raise FileRefused(sentence, 415)
    if not is_wide_text(payload) and looks_binary(payload):
        raise FileRefused(BINARY, 415)
    return Container.TEXT


def told_by_signature(payload: bytes) -> str | None:
    for signature, sentence in SIGNATURES:
        if payload.startswith(signature) and (signature not in SHORT_SIGNATURES or looks_binary(payload)):
            return sentence
    if payload[:4] == b"RIFF":
        return PICTURE if payload[8:12] == b"WEBP" else RECORDING
    if payload[4:8] == b"ftyp":
        return PICTURE if payload[8:12] in PICTURE_BRANDS else RECORDING
    return None


def looks_binary(payload: bytes) -> bool:
    """A NUL anywhere, or more than one control byte in a hundred at the start."""
    if b"\x00" in payload:
        return True
    head = payload[:65_536]
    return len(head) - len(head.translate(None, CONTROL_BYTES)) > len(head) / 100


def is_wide_text(payload: bytes) -> bool:
    """UTF-16 or UTF-32: by its mark, or by NULs that stand only in every other place."""
    if payload[:2] in (b"\xff\xfe", b"\xfe\xff") or payload[:4] == b"\x00\x00\xfe\xff":
        return True
    return wide_without_mark(payload) != ""


def wide_without_mark(payload: bytes) -> str:
    """utf-16-le, utf-16-be or nothing. 一 and 开 have a NUL, too, but never as many as digits and commas have."""
    head = payload[:4096]
    if b"\x00" not in head or len(head) < 8:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > len(head) / 10 and even * 8 < odd:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) / 10 and odd * 8 < even else ""
