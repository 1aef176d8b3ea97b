"""Which of the media types we offer an Accept header asks for (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """One entry of an Accept header."""

    media: str
    weight: float

    def covers(self, media: str) -> bool:
        return self.media in ("*/*", media) or self.media == media.split("/")[0] + "/*"

    @property
    def exactness(self) -> int:
        return 0 if self.media == "*/*" else 1 if self.media.endswith("/*") else 2


def wishes(accept: str) -> list[Wish]:
    found = []
    for part in accept.split(","):
        media, *parameters = [piece.strip().lower() for piece in part.split(";")]
        weight = next((one.removeprefix("q=") for one in parameters if one.startswith("q=")), "1")
        try:
            found.append(Wish(media, float(weight)))
        except ValueError:
            continue
    return [one for one in found if one.media]


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """The media type the header likes best, the first offered where it does not care; None for what we do not have."""
    asked = wishes(accept) or [Wish("*/*", 1.0)]
    ranked = []
    for place, media in enumerate(offered):
        fitting = [one for one in asked if one.covers(media)]
        if fitting:
            closest = max(fitting, key=lambda one: one.exactness)
            ranked.append((closest.weight, closest.exactness, -place, media))
    best = max(ranked, default=None)
    return best[3] if best and best[0] > 0 else None
