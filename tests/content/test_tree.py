from pathlib import Path

from app.content.tree import parse, read_page


def test_scalars_are_read_as_yaml_1_2() -> None:
    tree = parse("a: on\nb: 9:00\nc: 0123\nd: 3\ne: true\nf: null\ng: '7'\nh: 1.5\ni: yes\nj: 2026-01-01\n", "x.yaml")
    assert tree.value == {
        "a": "on", "b": "9:00", "c": "0123", "d": 3, "e": True, "f": None, "g": "7", "h": 1.5, "i": "yes",
        "j": "2026-01-01",
    }  # fmt: skip


def test_every_value_knows_its_line() -> None:
    tree = parse("a: 1\nb:\n  - c: 2\n    d: 3\n", "x.yaml")
    assert tree.line(("b", 0, "d")) == 4
    assert tree.line(("b", 0, "missing")) == 3


def test_front_matter_lines_count_from_the_top_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("---\ntitle: 一\nlaw: [a]\n---\n正文\n", encoding="utf-8")
    page = read_page(tmp_path / "page.md", tmp_path)
    assert page.tree.line(("law",)) == 3
    assert (page.body, page.body_line) == ("正文\n", 5)
