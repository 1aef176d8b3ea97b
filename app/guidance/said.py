"""Guidance as JSON: a page with its sources, its dates and its whole text."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from app.guidance.citing import Said
from app.guidance.model import Guide, Topic
from app.guidance.plain import plain_text
from app.guidance.rendering import Rendered, Source


class SaidSource(BaseModel):
    """An article as cited on the day; `url` empty: it could not be cited then, `name` says why."""

    name: str = Field(examples=["《民事诉讼法》第227条"])
    url: str = Field(examples=["/law/minsu/2024-01-01#article-227"])
    strength: str | None = Field(examples=["法律"])
    word: str | None = Field(examples=["违反"], description="法律用“违反”，标准和自律只用“参照”")


class SaidWrong(BaseModel):
    """这条常被写错。"""

    wrong: str = Field(examples=["支付令就是律师函"])
    right: str = Field(examples=["支付令是法院的文书，过期不异议就能强制执行。"])
    source: str = Field(examples=["《民事诉讼法》第227条"])


class GuideSummary(BaseModel):
    topic: Topic = Field(examples=["routes"])
    slug: str = Field(examples=["payment-order"])
    title: str = Field(examples=["对方可以不开庭就让法院命令我还钱吗？"])
    answer: str = Field(examples=["可以，这叫支付令。你收到后有15天。"])
    url: str = Field(examples=["/routes/payment-order"])
    covers: list[str] = Field(examples=[["R5"]])
    checked_on: date = Field(examples=["2026-11-21"])
    review_by: date = Field(examples=["2027-02-21"])


class GuideResponse(GuideSummary):
    """A page on a day. `html` is safe to show as it is; `text` is the whole page as plain text."""

    as_of: date = Field(examples=["2026-11-21"])
    overdue: bool = Field(examples=[False], description="过了下次核对日")
    html: str = Field(examples=['<h2 id="这是什么">这是什么</h2>'])
    text: str
    sections: list[str] = Field(examples=[["这是什么", "谁会用"]])
    sources: list[SaidSource]
    often_wrong: list[SaidWrong]
    related: list[str] = Field(examples=[["papers/payment-order"]])


def say_guide(guide: Guide, rendered: Rendered, address: str, day: date, today: date) -> GuideResponse:
    """The page by the law of `day`; `address` is its whole address."""
    return GuideResponse(
        **summary(guide, rendered),
        as_of=day,
        overdue=guide.overdue(today),
        html=rendered.body,
        text=plain_text(rendered, address, None if day == today else day),
        sections=[section.title for section in rendered.sections],
        sources=[say_source(one) for one in rendered.sources],
        often_wrong=[SaidWrong(wrong=one.wrong, right=one.right, source=one.basis) for one in rendered.wrongs],
        related=list(guide.file.related),
    )


def summary(guide: Guide, rendered: Rendered) -> dict[str, object]:
    file = guide.file
    return {
        "topic": guide.topic,
        "slug": guide.slug,
        "title": file.title,
        "answer": rendered.summary,
        "url": guide.url,
        "covers": list(file.covers),
        "checked_on": file.checked_on,
        "review_by": file.review_by,
    }


def say_source(source: Source) -> SaidSource:
    if isinstance(source, Said):
        return SaidSource(name=source.plain, url=source.url, strength=None, word=None)
    strength = source.version.strength
    return SaidSource(name=source.named, url=source.url, strength=strength, word=strength.word)
