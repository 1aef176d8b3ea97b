"""One broken file for each sentence the loaders can say: where it is, what is wrong, what may have been meant."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from app.catalogue import load_catalogue
from app.errors import ContentError
from tests.shared import CONTENT

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
HEADER = re.compile(r"# file: (\S+)\n# says: (.*)\n")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of content/ that each test breaks and mends again."""
    root = tmp_path_factory.mktemp("broken")
    shutil.copytree(CONTENT, root / "content")
    return root


@pytest.mark.parametrize("path", BROKEN, ids=[path.stem for path in BROKEN])
def test_a_broken_file_is_refused_with_its_sentence(path: Path, folder: Path) -> None:
    text = path.read_text(encoding="utf-8")
    header = HEADER.match(text)
    assert header, f"{path.name} does not say what it breaks"
    name, says = header.groups()
    expected = says[1:] if says.startswith("!") else f"{name}:{says}"
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    before = target.read_bytes() if target.exists() else None
    target.write_text(text, encoding="utf-8")
    try:
        with pytest.raises(ContentError) as refused:
            load_catalogue(folder / "content")
    finally:
        target.unlink() if before is None else target.write_bytes(before)
    assert expected in refused.value.problems, "\n".join(refused.value.problems)


def test_a_file_in_another_encoding_is_refused(folder: Path) -> None:
    target = folder / "content" / "channels" / "example.yaml"
    target.write_bytes("name: 示例".encode("gb18030"))
    with pytest.raises(ContentError, match=r"content/channels/example\.yaml:1: this file is not UTF-8"):
        load_catalogue(folder / "content")
    target.unlink()


def test_a_missing_table_is_refused(folder: Path) -> None:
    target = folder / "content" / "tables" / "circumstances.yaml"
    kept = target.read_bytes()
    target.unlink()
    with pytest.raises(ContentError, match=r"content/tables/circumstances\.yaml:1: this file is missing\."):
        load_catalogue(folder / "content")
    target.write_bytes(kept)


def test_the_whole_content_is_sound() -> None:
    assert load_catalogue(CONTENT).version
