"""XML read as a stream: nothing is kept but what a watcher keeps. A DOCTYPE is refused, so no entity can exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol
from xml.parsers import expat

from app.errors import FileRefused

MOST_ELEMENTS = 10_000_000
UNSAFE = "这个文件里有外部声明（DOCTYPE），可能有危险，我们不读。请重新导出。"
BROKEN = "这个文件坏了，读不下去。请重新下载一次，再上传。"
TOO_MUCH = "这个文件里的格子太多，我们不读。请按月份分开下载，再一个一个上传。"


class Watcher(Protocol):
    """What is told of the elements, with the names and attributes as they are written."""

    def opened(self, name: str, attributes: dict[str, str]) -> None: ...
    def closed(self, name: str) -> None: ...
    def told(self, text: str) -> None: ...


def follow(chunks: Iterable[bytes], watcher: Watcher) -> Iterator[None]:
    """Feeds the watcher, stopping after each chunk. Raises FileRefused."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = watcher.opened
    parser.EndElementHandler = watcher.closed
    parser.CharacterDataHandler = watcher.told
    elements = 0
    try:
        for chunk in chunks:
            elements += chunk.count(b"<")
            if elements > 2 * MOST_ELEMENTS:
                raise FileRefused(TOO_MUCH, 413)
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
        yield
    except (expat.ExpatError, ValueError, LookupError):
        raise FileRefused(BROKEN) from None


def watch(payload: bytes, watcher: Watcher) -> None:
    """All at once, for small documents."""
    for _ in follow((payload,), watcher):
        pass


def refuse_doctype(name: str, system: str | None, public: str | None, internal: bool) -> None:
    raise FileRefused(UNSAFE)


def local(name: str) -> str:
    """x:row as row."""
    return name.rpartition(":")[2]


def prefix_of(name: str) -> str:
    """x:row as x:, row as nothing."""
    return name.removesuffix(local(name))
