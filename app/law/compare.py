"""What changed from one version to the next, as far as our files tell."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.law import Article, LawVersion


@dataclass(frozen=True, slots=True)
class Change:
    """An article of the newer version beside what it was; `before` None: newly read or newly made."""

    after: Article
    before: Article | None

    @property
    def renumbered(self) -> bool:
        return self.before is not None and self.before.number != self.after.number


def changes(before: LawVersion, after: LawVersion) -> tuple[Change, ...]:
    """Articles of `after` in their order, each with its counterpart in `before` where the file names one."""
    return tuple(
        Change(article, before.articles[article.formerly] if article.formerly else None)
        for article in after.articles.values()
    )
