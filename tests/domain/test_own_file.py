"""Own files: what a name, a size, a moment and a digest may be, and how the same file under two names is one."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

import pytest
from pydantic import ValidationError

from app.domain.case import CaseFacts
from app.domain.moment import SHANGHAI
from app.domain.own_file import MOST_FILES, FileKind, OwnFile, likely_kind, say_size, without_twins

DIGEST = hashlib.sha256(b"a recording").hexdigest()
GOOD: dict[str, Any] = {"name": "录音3.m4a", "size": 11, "sha256": DIGEST, "modified": "2026-09-05T22:41:00"}


def refused(**changes: object) -> str:
    with pytest.raises(ValidationError) as failure:
        OwnFile.model_validate(GOOD | changes)
    (error,) = failure.value.errors()
    return error["msg"].removeprefix("Value error, ")


def test_a_file_is_its_name_size_time_and_digest() -> None:
    file = OwnFile.model_validate(GOOD | {"sha256": DIGEST.upper()})
    assert (file.name, file.size, file.sha256) == ("录音3.m4a", 11, DIGEST)
    assert file.modified == datetime(2026, 9, 5, 22, 41, tzinfo=SHANGHAI)
    assert (file.kind, file.shows) == (FileKind.OTHER, "")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "长" * 256 + ".mp3"}, "文件名最多255个字"),
        ({"name": "长" * 500}, "文件名最多255个字"),
        ({"name": " \u202e\u200b\n"}, "文件名不能空着"),
        ({"size": 0}, "空文件"),
        ({"size": -1}, "不能是负数"),
        ({"size": 2**60}, "超出了范围"),
        ({"size": 1.5}, "整数"),
        ({"size": True}, "整数"),
        ({"size": "12"}, "整数"),
        ({"sha256": DIGEST[:-1]}, "64位"),
        ({"sha256": DIGEST + "0"}, "64位"),
        ({"sha256": "g" * 64}, "64位"),
        ({"sha256": "０" * 64}, "64位"),
        ({"sha256": None}, "64位"),
        ({"modified": "2999-01-01T00:00:00"}, "核对手机的日期"),
        ({"modified": "1601-01-01T00:00:00"}, "核对手机的日期"),
        ({"modified": 1_757_083_260}, "2026-09-05T22:41"),
        ({"shows": "长" * 121}, "最多120个字"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(changes: dict[str, object], sentence: str) -> None:
    said = refused(**changes)
    assert sentence in said
    assert said.endswith("。")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("录音\u202e3pm.exe", "录音3pm.exe"),
        ("a\nb\t c.png", "a b c.png"),
        ('=HYPERLINK("x").csv', '=HYPERLINK("x").csv'),
        ("😀催收.png", "😀催收.png"),
        ("../../etc/passwd", "../../etc/passwd"),
    ],
)
def test_a_name_is_text_on_one_line_and_nothing_else(name: str, shown: str) -> None:
    assert OwnFile.model_validate(GOOD | {"name": name}).name == shown


def test_the_same_content_under_two_names_is_one_file() -> None:
    first = OwnFile.model_validate(GOOD)
    twin = OwnFile.model_validate(GOOD | {"name": "副本.m4a"})
    other = OwnFile.model_validate(GOOD | {"sha256": "0" * 64})
    assert without_twins((first, other, twin)) == (first, other)


def test_a_case_holds_five_hundred_files_and_survives_being_kept() -> None:
    files = [GOOD | {"sha256": f"{number:064x}"} for number in range(MOST_FILES)]
    facts = CaseFacts.model_validate({"files": files})
    assert CaseFacts.model_validate_json(facts.model_dump_json(exclude_defaults=True)) == facts
    with pytest.raises(ValidationError):
        CaseFacts.model_validate({"files": [*files, GOOD]})


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.M4A", FileKind.RECORDING), ("IMG_1.HEIC", FileKind.PICTURE), ("详单.csv", FileKind.CALL_LOG),
     ("合同.pdf", FileKind.OTHER), ("无后缀", FileKind.OTHER), (".png", FileKind.PICTURE)],
)  # fmt: skip
def test_the_ending_tells_what_a_file_probably_is(name: str, kind: FileKind) -> None:
    assert likely_kind(name) is kind


@pytest.mark.parametrize(
    ("size", "said"), [(1, "1字节"), (999, "999字节"), (1_000, "1.0 kB"), (2_345_678, "2.3 MB"), (2 * 10**9, "2.0 GB")]
)
def test_a_size_is_said_as_phones_say_it(size: int, said: str) -> None:
    assert say_size(size) == said
