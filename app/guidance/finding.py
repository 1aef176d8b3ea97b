"""The page a mistyped address probably meant."""

from __future__ import annotations

from difflib import get_close_matches

from app.domain.link import Link
from app.guidance.model import Guide, GuideBook, Topic

SUGGESTIONS = 3


def link(guide: Guide) -> Link:
    return Link(guide.ref, guide.file.title, guide.url)


def suggestions(book: GuideBook, topic: Topic, slug: str) -> list[Link]:
    """The same slug under another topic first, then the nearest of this topic, then of all."""
    same = [guide for guide in book.guides if guide.slug == slug]
    here = {guide.slug: guide for guide in book.under(topic)}
    everywhere = {guide.slug: guide for guide in book.guides}
    near = [here[name] for name in get_close_matches(slug, here, n=2, cutoff=0.5)]
    far = [everywhere[name] for name in get_close_matches(slug, everywhere, n=2, cutoff=0.5)]
    unique = {guide.ref: guide for guide in (*same, *near, *far)}
    return [link(guide) for guide in list(unique.values())[:SUGGESTIONS]]
