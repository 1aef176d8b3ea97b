"""A ZIP as people send it: a chat with its pictures, months of call records, or something we do not open."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

import pytest

from app.domain.contact import Direction
from app.errors import FileRefused
from app.evidence import archives, packed, sniffing
from app.evidence.reading import Reading
from tests.evidence.making import xlsx, zipped

Read = Callable[..., Reading]
CALLS = "时间,号码,类型\n2026-09-05 22:41:00,95588,呼入\n坏的,95588,呼入\n"
MORE = "时间,号码,类型\n2026-09-05 22:41:00,95588,呼入\n2026-10-05 22:41:00,95588,呼出\n"
CHAT = "[2026/7/9 02:28:30] 某某客服: 再不还钱\n[2026/7/9 02:30:00] 小王: 请不要再发了\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(40)


def pack(files: Mapping[str, object]) -> bytes:
    return zipped({name: told if isinstance(told, bytes) else str(told).encode() for name, told in files.items()})


def notes(reading: Reading) -> list[str]:
    return [note.message for note in reading.notes]


def test_a_chat_of_an_iphone_is_read_under_the_name_of_its_archive(read: Read) -> None:
    files = {"_chat.txt": CHAT, "00000012-PHOTO.jpg": JPEG, "名单.csv": MORE, "a.zip": pack({"b": "c"})}
    reading = read(pack(files), "WhatsApp Chat - 某某客服.zip")
    assert [(one.direction, one.number) for one in reading.contacts] == [
        (Direction.IN, "某某客服"), (Direction.OUT, "某某客服"),
    ]  # fmt: skip
    (said,) = notes(reading)
    assert "3个文件没有读：00000012-PHOTO.jpg、名单.csv、a.zip" in said


@pytest.mark.parametrize(
    "name",
    [
        "WhatsApp Chat with 某某客服.txt",
        "WhatsApp Chat with 某某客服/_chat.txt",
        "聊天/WhatsApp Chat with 某某客服.txt",
    ],
)
def test_a_chat_of_any_phone_keeps_its_name(read: Read, name: str) -> None:
    reading = read(pack({name: CHAT, "说明.txt": "再见", "IMG-1.jpg": JPEG}), "1.zip")
    assert [one.direction for one in reading.contacts] == [Direction.IN, Direction.OUT]


def test_one_list_in_an_archive_is_the_list_and_what_a_system_puts_beside_it_is_nothing(read: Read) -> None:
    files = {
        "详单/": "",
        "详单/9月.csv": CALLS,
        "__MACOSX/详单/._9月.csv": b"\x00\x05\x16\x07",
        "详单/.DS_Store": b"\x00",
    }
    reading, alone = read(pack(files), "详单.zip"), read(CALLS)
    assert (reading.contacts, reading.problems, reading.notes) == (alone.contacts, alone.problems, alone.notes)


def test_a_workbook_in_an_archive(read: Read) -> None:
    rows = [["时间", "号码", "类型"], ["2026-09-05 22:41:00", "95588", "呼入"]]
    assert len(read(pack({"详单.xlsx": xlsx({"语音": rows})}), "详单.zip").contacts) == 1


def test_several_lists_are_read_together_and_each_row_names_its_file(read: Read) -> None:
    reading = read(pack({"9月.csv": CALLS, "10月.csv": MORE, "说明.txt": "谢谢使用", "a.jpg": JPEG}), "详单.zip")
    assert (len(reading.contacts), reading.duplicates, reading.rows) == (2, 1, 4)
    assert [(one.row, one.message.startswith("“9月.csv”：")) for one in reading.problems] == [(3, True)]
    assert notes(reading)[0] == "压缩文件里有2个文件，都读了：9月.csv、10月.csv。"
    assert notes(reading)[1].startswith("“说明.txt”没有读。")
    assert "1个文件没有读：a.jpg" in notes(reading)[2]


def test_names_in_the_encoding_of_windows(read: Read) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("aaaa.csv", "bbbb.csv"):
            archive.writestr(name, CALLS)
    written = file.getvalue().replace(b"aaaa.csv", "九月".encode("gb18030") + b".csv")
    assert "九月.csv" in notes(read(written, "详单.zip"))[0]


def encrypted(payload: bytes) -> bytes:
    told = bytearray(payload)
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = told.find(signature)
        struct.pack_into("<H", told, place + offset, 1)
    return bytes(told)


REFUSED = {
    "with a password": (encrypted(pack({"详单.csv": CALLS})), 415, archives.PACKED_PASSWORD),
    "an archive in it": (pack({"9月.zip": pack({"详单.csv": CALLS})}), 415, packed.NESTED.format(names="9月.zip")),
    "up": (pack({"../../详单.csv": CALLS}), 415, packed.UNSAFE_NAME),
    "up, with backslashes": (pack({"..\\详单.csv": CALLS}), 415, packed.UNSAFE_NAME),
    "from the root": (pack({"/etc/详单.csv": CALLS}), 415, packed.UNSAFE_NAME),
    "from a drive": (pack({"C:\\详单.csv": CALLS}), 415, packed.UNSAFE_NAME),
    "only pictures": (pack({"a.jpg": JPEG, "b.jpg": JPEG}), 415, packed.NOTHING_TO_READ.format(names="a.jpg、b.jpg")),
    "only folders": (pack({"详单/": ""}), 422, sniffing.EMPTY_ZIP),
    "a document": (
        pack({"a.docx": pack({"word/document.xml": "<a/>"})}),
        415,
        packed.NOTHING_TO_READ.format(names="a.docx"),
    ),
    "too many": (pack({f"{n}.csv": CALLS for n in range(25)}), 413, packed.TOO_MANY_FILES),
    "one that is no list": (pack({"a.txt": "他们天天打电话"}), 422, "没有找到表头"),
    "two that are no lists": (pack({"a.txt": "他们", "b.txt": "天天"}), 422, "一个也没读懂：a.txt、b.txt"),
}


@pytest.mark.parametrize(("payload", "status", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_read_is_refused_with_a_sentence(read: Read, payload: bytes, status: int, said: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read(payload, "详单.zip")
    assert refused.value.status == status
    assert said in str(refused.value)


def test_what_is_read_is_no_larger_than_an_upload(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.evidence.packed.MAX_BYTES", 2 * len(CALLS.encode()) - 1)
    assert read(pack({"9月.csv": CALLS, "a.jpg": JPEG * 100}), "a.zip").contacts
    with pytest.raises(FileRefused) as refused:
        read(pack({"9月.csv": CALLS, "10月.csv": CALLS}), "a.zip")
    assert (refused.value.status, str(refused.value)) == (413, sniffing.TOO_LARGE)


def test_rows_of_all_files_count_together(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.evidence.reading.MAX_ROWS", 3)
    with pytest.raises(FileRefused) as refused:
        read(pack({"9月.csv": CALLS, "10月.csv": CALLS}), "a.zip")
    assert refused.value.status == 413
