"""What a borrower may tick about a contact, in groups: the conducts, without the features that judge them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """A conduct slug with its plain name and what it looks like."""

    slug: str
    name: str
    hint: str


@dataclass(frozen=True, slots=True)
class ActGroup:
    title: str
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class ActChoices:
    """Common acts first (`groups`), rarer ones behind (`rarer`); `circumstances` are id → question."""

    groups: tuple[ActGroup, ...]
    rarer: tuple[ActGroup, ...]
    circumstances: dict[str, str]

    @property
    def names(self) -> dict[str, str]:
        return {act.slug: act.name for group in (*self.groups, *self.rarer) for act in group.acts}
