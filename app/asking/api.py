"""GET /api/v1/ask."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from app.asking.answering import AskBook
from app.asking.model import LONGEST_QUESTION, MOST_ANSWERS, Answer, Danger, Urgent
from app.domain.problem import Problem
from app.domain.text import clean
from app.web.deps import provided
from app.web.errors import Refusal, problem_responses

router = APIRouter(prefix="/api/v1/ask", tags=["ask"])

DEFAULT_ANSWERS = 8


class SaidAnswer(BaseModel):
    topic: str = Field(examples=["situations"])
    slug: str = Field(examples=["night-calls"])
    title: str = Field(examples=["晚上能打电话催收吗？"])
    score: float = Field(examples=[21.4], description="只在同一次回答里可以比较")
    why: list[str] = Field(examples=[["半夜", "打电话"]], description="你写的话里，哪些词对上了")


class SaidUrgent(BaseModel):
    """先于一切答案：有人要伤害自己，或正在受伤害。"""

    kind: Danger = Field(examples=["self-harm"])
    sentence: str = Field(examples=["你的命比钱重要。先打12356，有人听你说。"])
    numbers: list[str] = Field(examples=[["12356", "110"]])
    why: list[str] = Field(examples=[["不想活了"]])


class AskResponse(BaseModel):
    """最像的处境在前，然后是别的页面、信和文书。`answers` 为空就是没找到，请打12348。"""

    answers: list[SaidAnswer]
    urgent: SaidUrgent | None


@router.get("", responses=problem_responses(422), summary="用自己的话问，找到该看的页面")
async def ask(
    q: Annotated[str, Query(max_length=LONGEST_QUESTION, description="借款人自己的话", examples=["半夜还打电话催债"])],
    book: Annotated[AskBook, Depends(provided(AskBook))],
    limit: Annotated[int, Query(ge=1, le=MOST_ANSWERS, examples=[3])] = DEFAULT_ANSWERS,
) -> AskResponse:
    if not clean(q):
        raise Refusal(422, problems=[Problem("q", "请写一句话，说说你遇到了什么。")])
    reply = book.ask(q, limit)
    return AskResponse(
        answers=[say(answer) for answer in reply.answers],
        urgent=warn(reply.urgent) if reply.urgent else None,
    )


def say(answer: Answer) -> SaidAnswer:
    return SaidAnswer(
        topic=answer.topic, slug=answer.slug, title=answer.link.title, score=answer.score, why=list(answer.why)
    )


def warn(urgent: Urgent) -> SaidUrgent:
    return SaidUrgent(kind=urgent.kind, sentence=urgent.sentence, numbers=list(urgent.numbers), why=list(urgent.why))
