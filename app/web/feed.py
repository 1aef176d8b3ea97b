"""The changes as an Atom feed (RFC 4287)."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from app.domain.change import Change, Changes

ATOM = "http://www.w3.org/2005/Atom"


def atom(changes: Changes, address: str) -> bytes:
    """The feed; `address` is the site's, without a path."""
    feed = Element("feed", xmlns=ATOM, attrib={"xml:lang": "zh-CN"})
    text(feed, "id", f"{address}/changes")
    text(feed, "title", "债明白：法律和内容的变化")
    text(feed, "updated", moment(changes.entries[0]))
    SubElement(feed, "link", rel="self", href=f"{address}/changes.atom")
    SubElement(feed, "link", rel="alternate", href=f"{address}/changes")
    text(SubElement(feed, "author"), "name", "债明白")
    for change in changes.entries:
        entry = SubElement(feed, "entry")
        text(entry, "id", f"{address}/changes#{change.day.isoformat()}")
        text(entry, "title", change.title)
        text(entry, "updated", moment(change))
        SubElement(entry, "link", rel="alternate", href=f"{address}{change.url or '/changes'}")
        text(entry, "summary", "\n".join(change.lines))
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def text(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = words


def moment(change: Change) -> str:
    return f"{change.day.isoformat()}T00:00:00+08:00"
