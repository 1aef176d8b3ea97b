from __future__ import annotations

from pathlib import Path

import pytest

from app.evidence.model import load_imports

GOOD = """name: 示例
kind: table
how: [打开, 导出]
columns: {at: [时间], number: [号码], direction: [方向]}
values: {incoming: [来], outgoing: [去]}
dates: ['yyyy-MM-dd HH:mm']
sample:
  today: 2026-11-21
  text: "时间,号码,方向"
  contacts: [{at: 2026-09-05T22:41:00, number: '95555', direction: in}]
checked_on: 2026-11-21
review_by: 2027-02-21
"""


def problems_of(folder: Path, text: str) -> list[str]:
    path = folder / "content" / "imports" / "example.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return load_imports(folder / "content")[1]


def test_a_good_file_loads(tmp_path: Path) -> None:
    assert problems_of(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("kind: table", "kind: tabel", 2, "did you mean 'table'"),
        ("number: [号码]", "numbr: [号码]", 4, "did you mean 'number'"),
        ("incoming: [来]", "incomming: [来]", 5, "did you mean 'incoming'"),
        ("yyyy-MM-dd HH:mm", "yyyy-QQ-dd HH:mm", 6, "'Q' is no part of a date"),
        ("yyyy-MM-dd HH:mm", "yyyy-MM", 6, "neither a day nor an hour"),
        ("yyyy-MM-dd HH:mm", "yyyy-MM-dd[ HH:mm", 6, "leaves a bracket open"),
        ("number: [号码], ", "", 1, "must name a number column"),
        ("kind: table", "kind: xml", 1, "must name its root"),
        ("how: [打开, 导出]", "how: []", 3, "how"),
        ("checked_on: 2026-11-21", "encodings: [gbk-99]\nchecked_on: 2026-11-21", 11, "'gbk-99' is no encoding"),
        ("kind: table", "message_lines: ['{name}']\nkind: table", 2, "must hold {name} and {at}"),
    ],
)  # fmt: skip
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    problems = problems_of(tmp_path, GOOD.replace(old, new))
    assert len(problems) == 1, problems
    assert problems[0].startswith(f"content/imports/example.yaml:{line}: ")
    assert said in problems[0]
