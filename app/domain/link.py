"""Where one piece of content points to another without importing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """`ref` is topic/slug (rights/privacy, letters/police-report, channels/police-110, conduct/night-contact)."""

    ref: str
    title: str
    url: str
    summary: str = ""


class Links:
    """Every addressable piece of content, by ref. Built once by the catalogue."""

    def __init__(self, links: Mapping[str, Link]) -> None:
        self._links = dict(links)

    def __contains__(self, ref: object) -> bool:
        return ref in self._links

    def __getitem__(self, ref: str) -> Link:
        return self._links[ref]

    def get(self, ref: str) -> Link | None:
        return self._links.get(ref)

    def under(self, prefix: str) -> tuple[Link, ...]:
        return tuple(link for ref, link in self._links.items() if ref.startswith(prefix + "/"))

    def refs(self) -> tuple[str, ...]:
        return tuple(self._links)
